// Package cite writes quotations with where they come from, for reference managers.
//
// In: statements of the store. Out: BibTeX, or CSL-JSON (citation-style-language schema 1.0.2). A citation names the report as a piece of a newspaper; the statement itself,
// its speaker, the chain through which it came, the place of its words in the text and the hash of that text stand in the note, so that whoever has the text can check it.
// No citation holds more of an article's words than csv.MaxSpan characters.
package cite

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/export/csv"
	"github.com/tocsin-desk/tocsin/store"
)

// A Quote is a statement with where it stands.
type Quote struct {
	Key      string // the same for the same statement of the same text
	Speaker  string // with role and organisation; "" where it isn't known
	Kind     tocsin.Kind
	Form     tocsin.Form
	Words    string      // what is said, pieces joined by an ellipsis
	Chain    []string    // who passed it on, outermost first
	Span     tocsin.Span // from the first to behind the last code point of the content
	Article  tocsin.ArticleID
	Hash     tocsin.VersionHash
	Title    string
	Outlet   string
	Byline   string
	URL      string
	Lang     string
	Date     time.Time // of publication; zero: not known
	Accessed time.Time // when the text came in
}

// New describes a statement of a reading of the version.
func New(a *store.Stored, r *tocsin.Reading, s *tocsin.Statement) Quote {
	q := Quote{
		Kind: s.Kind, Form: s.Form, Words: csv.Short(tocsin.Words(a.Text, s.Content)), Article: a.ID, Hash: a.Hash, Title: line(a.Title), Outlet: line(a.Outlet), Byline: line(a.Byline),
		URL: a.URL, Lang: cmp.Or(a.Lang, r.Lang), Accessed: a.Collected.UTC(),
	}
	q.Date, _ = a.Day()
	sum := sha256.Sum256([]byte(string(a.ID) + "\x00" + string(a.Hash) + "\x00" + s.ID))
	q.Key = "tocsin-" + hex.EncodeToString(sum[:6])
	if n := len(s.Content); n > 0 {
		q.Span = tocsin.NewOffsets(a.Text).CodePoints(tocsin.Span{Start: s.Content[0].Start, End: s.Content[n-1].End})
	}
	for i, h := range s.Chain {
		name := line(h.By)
		if e := r.Entity(tocsin.EntityID(h.By)); e != nil {
			name = nameOf(r, e, h.Role != "" || h.Organisation != nil)
		}
		if name = cmp.Or(name, q.Outlet); name != "" && i < len(s.Chain)-1 {
			q.Chain = append(q.Chain, name)
		}
	}
	q.Speaker = speaker(a, r, s)
	return q
}

// speaker is who said it, as the desk shows it: name, role, organisation; else the words of the text.
func speaker(a *store.Stored, r *tocsin.Reading, s *tocsin.Statement) string {
	if s.Speaker == nil {
		return tocsin.Words(a.Text, s.Source)
	}
	e := r.Entity(*s.Speaker)
	if e == nil {
		return tocsin.Words(a.Text, s.Source)
	}
	out := nameOf(r, e, s.Role != nil || s.Organisation != nil)
	if s.Role != nil {
		out += ", " + line(s.Role.Text)
	}
	if s.Organisation != nil {
		if org := r.Entity(*s.Organisation); org != nil && org.Name != e.Name {
			out += " (" + line(org.Name) + ")"
		}
	}
	return out
}

func nameOf(r *tocsin.Reading, e *tocsin.Entity, public bool) string {
	if !public && r.Private(e) {
		return tocsin.Resident
	}
	return line(e.Name)
}

// line makes one line of words.
func line(s string) string { return strings.Join(strings.Fields(s), " ") }

// Note is the sentence of a citation that says what is quoted and how it can be checked.
func (q *Quote) Note() string {
	words := q.Words
	if !strings.ContainsAny(words, "“”\"«»„") {
		words = "“" + words + "”"
	}
	out := fmt.Sprintf("%s, %s speech: %s: %s", q.Kind, cmp.Or(string(q.Form), "reported"), cmp.Or(q.Speaker, "unnamed source"), words)
	if len(q.Chain) > 0 {
		out += "; through " + strings.Join(q.Chain, ", ")
	}
	return fmt.Sprintf("%s; characters %d to %d of the text with SHA-256 %s", out, q.Span.Start, q.Span.End, q.Hash)
}

// Each calls f with each statement that the query matches, whatever its page, and returns their number.
func Each(ctx context.Context, r store.Reader, query store.StatementQuery, f func(Quote) error) (int, error) {
	reports := store.NewReports(r)
	return store.EachStatement(ctx, r, query, func(row *store.StatementRow) error {
		q, err := quote(ctx, reports, row)
		if err != nil {
			return err
		}
		return f(q)
	})
}

// Page calls f with the statements of one page of the query, and their rows.
func Page(ctx context.Context, r store.Reader, query store.StatementQuery, f func(Quote, *store.StatementRow) error) error {
	page, err := r.Statements(ctx, query)
	if err != nil {
		return err
	}
	reports := store.NewReports(r)
	for i := range page.Rows {
		q, err := quote(ctx, reports, &page.Rows[i])
		if err != nil {
			return err
		}
		if err := f(q, &page.Rows[i]); err != nil {
			return err
		}
	}
	return nil
}

// quote describes the statement of a row.
func quote(ctx context.Context, reports *store.Reports, row *store.StatementRow) (Quote, error) {
	version, reading, err := reports.Of(ctx, row.Article, row.Hash)
	if err != nil {
		return Quote{}, err
	}
	return New(version, reading, &row.Statement), nil
}
