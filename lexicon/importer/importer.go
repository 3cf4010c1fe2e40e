// Package importer turns what a query of Wikidata gives, or any table with a line of column names, into a table of the
// lexicon's own form.
//
// In: JSON (SPARQL results or an array of objects), CSV or TSV, and a lexicon.Set that knows the states. Out: the text of
// offices.tsv or actors.tsv, and what was left out and why. It never guesses a date or a country: such a row is left out.
package importer

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/lexicon"
)

// The tables that can be imported.
const (
	Offices = "offices.tsv"
	Actors  = "actors.tsv"
)

// maxRows bounds a file: all heads of state of the world since 1900 are some thousands.
const maxRows = 200_000

// A record is one row of a stranger's table: its place and its cells by column.
type record struct {
	where string
	cells map[string]string
}

// Import reads a file and returns it as a table. Problems name the line of the file; a row with an error was left out, one
// with a warning was taken. The error wraps tocsin.ErrInvalid or tocsin.ErrTooLarge and says that nothing can be read.
func Import(table, name string, data []byte, lex *lexicon.Set) ([]byte, []lexicon.Problem, error) {
	if table != Offices && table != Actors {
		return nil, nil, fmt.Errorf("table %q can't be imported: %w", table, tocsin.ErrInvalid)
	}
	records, err := read(name, bytes.TrimPrefix(data, []byte("\ufeff")))
	if err != nil {
		return nil, nil, err
	}
	if len(records) == 0 {
		return nil, nil, fmt.Errorf("%s: no rows: %w", name, tocsin.ErrInvalid)
	}
	w := &writer{lex: lex, seen: map[string]string{}, actors: map[string]bool{}}
	switch table {
	case Offices:
		w.line("# Imported from " + clean(base(name)) + ".")
		w.line("person", "title", "of", "codes", "from", "to", "sure", "checked", "note")
	case Actors:
		w.line("# Imported from " + clean(base(name)) + ".")
		w.line("id", "name", "variants", "kind", "parent", "codes", "from", "to", "sure", "note")
	}
	for _, r := range records {
		if table == Offices {
			w.office(r)
		} else {
			w.actor(r)
		}
	}
	return w.out.Bytes(), w.problems, nil
}

func base(name string) string { return name[strings.LastIndexAny(name, `/\`)+1:] }

// A writer makes lines of a table and keeps what was wrong.
type writer struct {
	lex      *lexicon.Set
	out      bytes.Buffer
	problems []lexicon.Problem
	seen     map[string]string // by line without its note: where it came from
	actors   map[string]bool   // ids that have a first line
}

func (w *writer) line(cells ...string) {
	w.out.WriteString(strings.TrimRight(strings.Join(cells, "\t"), "\t") + "\n")
}

func (w *writer) leave(r record, format string, args ...any) {
	w.problems = append(w.problems, lexicon.Problem{Where: r.where, Says: fmt.Sprintf(format, args...)})
}

func (w *writer) doubt(r record, format string, args ...any) {
	w.problems = append(w.problems, lexicon.Problem{Where: r.where, Says: fmt.Sprintf(format, args...), Warning: true})
}

// again reports whether a line was written before.
func (w *writer) again(r record, cells ...string) bool {
	key := strings.Join(cells, "\t")
	if old, ok := w.seen[key]; ok {
		w.doubt(r, "the same as %s", old)
		return true
	}
	w.seen[key] = r.where
	return false
}

// office writes one spell.
func (w *writer) office(r record) {
	names, title := r.names("person", "officeholder", "holder", "head", "leader", "name", "item"), clean(r.get("position", "title", "office", "role"))
	if len(names) == 0 || title == "" {
		w.leave(r, "no person or no title")
		return
	}
	of, ok := w.owner(r)
	if !ok {
		return
	}
	from, to, sure, ok := w.period(r)
	if !ok {
		return
	}
	if from == "" {
		w.leave(r, "no day on which the term began")
		return
	}
	title = w.bareTitle(title, of)
	if w.again(r, names[0], title, of, from) {
		return
	}
	w.line(strings.Join(names, "|"), title, of, w.codes(r), from, to, sure, "-", clean(r.get("note", "source")))
}

// actor writes one status of a group or an organisation.
func (w *writer) actor(r record) {
	names := r.names("group", "actor", "organization", "organisation", "party", "name", "item")
	if len(names) == 0 {
		w.leave(r, "no name")
		return
	}
	codes := w.codes(r)
	if codes == "" {
		of, ok := w.owner(r)
		if !ok {
			return
		}
		codes = of
		w.doubt(r, "no codes: %s has those of its state alone", names[0])
	}
	from, to, sure, ok := w.period(r)
	if !ok {
		return
	}
	kind := strings.ToLower(clean(r.get("kind", "type")))
	if !slices.Contains([]string{"organisation", "armed-group", "population", "person", "other"}, kind) {
		kind = "organisation"
		if strings.Contains(codes, "REB") || strings.Contains(codes, "PRM") {
			kind = "armed-group"
		}
	}
	id := strings.ToLower(names[0])
	if w.again(r, id, codes, from, to) {
		return
	}
	name, variants := names[0], strings.Join(names[1:], "|")
	if w.actors[id] {
		name, variants, kind = "", "", ""
	}
	w.actors[id] = true
	w.line(id, name, variants, kind, "", codes, from, to, sure, clean(r.get("note", "source")))
}

// owner finds the state or organisation of a row: a code, or a name that the lexicon knows.
func (w *writer) owner(r record) (string, bool) {
	of := clean(r.get("iso3", "iso_a3", "iso", "country", "of", "state", "jurisdiction", "organization", "organisation"))
	if a, _ := w.lex.Actor(of); a != nil {
		return of, true
	}
	if a := w.lex.ActorNamed(of); a != nil {
		return a.ID, true
	}
	w.leave(r, "%q is no state or organisation that the lexicon knows", of)
	return "", false
}

// bareTitle takes the state out of "President of Belland".
func (w *writer) bareTitle(title, of string) string {
	if k := strings.LastIndex(strings.ToLower(title), " of "); k > 0 {
		if a := w.lex.ActorNamed(strings.TrimPrefix(title[k+len(" of "):], "the ")); a != nil && a.ID == of {
			title = title[:k]
		}
	}
	if first, rest, _ := strings.Cut(title, " "); first == strings.ToUpper(first[:1])+strings.ToLower(first[1:]) {
		return strings.TrimSpace(strings.ToLower(first) + " " + strings.ToLower(rest))
	}
	return title
}

// codes reads the codes of a row, "AFG GOV" or "AFGGOV".
func (w *writer) codes(r record) string {
	c := strings.Join(strings.Fields(r.get("codes", "code")), "")
	if len(c)%3 != 0 || strings.ContainsFunc(c, func(x rune) bool { return x < 'A' || x > 'Z' }) {
		w.doubt(r, "codes %q are no blocks of three capital letters", c)
		return ""
	}
	var out []string
	for i := 0; i < len(c); i += 3 {
		if w.lex.Meaning(c[i:i+3]) == "" {
			w.doubt(r, "code %s means nothing", c[i:i+3])
			return ""
		}
		out = append(out, c[i:i+3])
	}
	return strings.Join(out, " ")
}

// clean makes a cell of a table from anything.
func clean(s string) string {
	s = strings.TrimLeft(strings.ToValidUTF8(s, ""), "# ") // a line that begins with # is a comment
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r <= ' ' || r == '|' || r == '\u0085' || r == '\u2028' || r == '\u00a0' }), " ")
}
