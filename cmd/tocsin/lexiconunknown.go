package main

import (
	"bufio"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/lexicon"
)

// lexiconUnknownCmd lists whom the lexicon doesn't know.
type lexiconUnknownCmd struct {
	Files  []string `arg:"" optional:"" help:"Readings as tocsin code writes them, plain or gzip; standard input without one."`
	Min    int      `default:"1" placeholder:"N" help:"Leave out who is in fewer articles."`
	Config string   `short:"c" env:"TOCSIN_CONFIG" placeholder:"FILE" help:"Configuration file, for tables of your own."`
	Format string   `enum:"list,actors" default:"list" help:"list for people: articles, kind, code, name, examples; actors as lines for a table of your own."`
}

// maxUnknown bounds the names that are kept; what comes later is counted only where it is known already.
const maxUnknown = 1_000_000

// An unknown is one name with what the articles say it is.
type unknown struct {
	name     string
	kind     tocsin.EntityKind
	articles int
	codes    map[string]int
	examples []tocsin.ArticleID
}

// Run counts names by article. A private person is nobody's line, here as everywhere.
func (c *lexiconUnknownCmd) Run(con console) error {
	lex, err := openLexicon(c.Config)
	if err != nil {
		return err
	}
	found := map[string]*unknown{}
	err = eachInput(c.Files, con.in, func(name string, r io.Reader) error {
		dec := json.NewDecoder(bufio.NewReaderSize(r, 1<<16))
		for n := 1; ; n++ {
			var reading tocsin.Reading
			switch err := dec.Decode(&reading); {
			case errors.Is(err, io.EOF):
				return nil
			case err != nil:
				return fmt.Errorf("%s: reading %d: %w: %w", name, n, err, tocsin.ErrInvalid)
			}
			gather(found, &reading, lex)
		}
	})
	if err != nil {
		return err
	}
	list := slices.SortedFunc(maps.Values(found), func(a, b *unknown) int {
		return cmp.Or(b.articles-a.articles, cmp.Compare(a.name, b.name), cmp.Compare(a.kind, b.kind))
	})
	out := bufio.NewWriter(con.out)
	if c.Format == "actors" {
		fmt.Fprintln(out, "id\tname\tvariants\tkind\tparent\tcodes\tfrom\tto\tsure\tnote")
	}
	for _, u := range list {
		if u.articles >= c.Min {
			u.print(out, c.Format)
		}
	}
	return out.Flush()
}

// gather adds the unknown bodies, groups and peoples of a reading, and persons of whom it says what they are.
func gather(found map[string]*unknown, r *tocsin.Reading, lex *lexicon.Set) {
	seen := map[string]bool{}
	for i := range r.Entities {
		e := &r.Entities[i]
		if !reviewed(e) || len(lex.Senses(e.Name, time.Time{}, false)) > 0 {
			continue
		}
		key := string(e.Kind) + "\t" + strings.ToLower(e.Name)
		u := found[key]
		if u == nil {
			if len(found) >= maxUnknown {
				continue
			}
			u = &unknown{name: e.Name, kind: e.Kind, codes: map[string]int{}}
			found[key] = u
		}
		if seen[key] {
			continue
		}
		seen[key] = true
		u.articles++
		u.codes[strings.Join(e.Codes, " ")]++
		if len(u.examples) < 3 {
			u.examples = append(u.examples, r.ID)
		}
	}
}

// reviewed reports whether an entity has a name of its own that the lexicon could learn.
func reviewed(e *tocsin.Entity) bool {
	named := slices.ContainsFunc(e.Mentions, func(m tocsin.Mention) bool { return m.Type == tocsin.NameMention })
	if !named || e.Actor != "" {
		return false
	}
	switch e.Kind {
	case tocsin.Organisation, tocsin.ArmedGroup, tocsin.Population, tocsin.OtherKind:
		return true
	case tocsin.Person:
		return len(e.Codes) > 0
	}
	return false
}

func (u *unknown) print(w io.Writer, format string) {
	code, most := "", 0
	for _, c := range slices.Sorted(maps.Keys(u.codes)) {
		if u.codes[c] > most && c != "" {
			code, most = c, u.codes[c]
		}
	}
	ids := make([]string, len(u.examples))
	for i, id := range u.examples {
		ids[i] = string(id)
	}
	if format == "actors" {
		if code == "" {
			code = "?"
		}
		fmt.Fprintf(w, "%s\t%s\t\t%s\t\t%s\t\t\t\tin %d articles, as %s\n", oneCell(strings.ToLower(u.name)), oneCell(u.name), u.kind, code, u.articles, oneCell(strings.Join(ids, " ")))
		return
	}
	if code == "" {
		code = "-"
	}
	fmt.Fprintf(w, "%d\t%s\t%s\t%s\t%s\n", u.articles, u.kind, strings.ReplaceAll(code, " ", ""), oneCell(u.name), oneCell(strings.Join(ids, " ")))
}
