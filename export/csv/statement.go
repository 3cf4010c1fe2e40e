package csv

import (
	"context"
	"io"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/store"
)

// Statements writes every statement that the query matches, whatever its page, and returns their number.
//
//	article, version   the article's id, and the hash of the version that was read
//	title, outlet      of the article
//	published          the article's date
//	story              the group of copies; empty: not compared
//	reports, outlets, origins   how many articles and outlets carry the story, and from how many origins
//	statement          id within the article's reading
//	kind, form         as in the reading contract: denial, warning …; direct, indirect, mixed
//	speaker, role, organisation   canonical name, role as printed, canonical name
//	chain              who passed it on, outermost first
//	source, cue, content   the words, at most MaxSpan characters of them
//	polarity, modality affirmed or negated; certain, likely or possible
//	said               when, as a TIMEX3 value
//	disputed           true where the same article has a statement that disputes it
//	confidence         0 to 1, of the reading
func Statements(ctx context.Context, r store.StatementReader, q store.StatementQuery, w io.Writer, o Options) (rows int, err error) {
	t := &table[store.StatementRow]{statementColumns(), o, w}
	if err := t.header(); err != nil {
		return 0, err
	}
	return store.EachStatement(ctx, r, q, t.row)
}

func statementColumns() []column[store.StatementRow] {
	type row = store.StatementRow
	return []column[row]{
		{"article", true, func(r *row) string { return string(r.Article) }},
		{"version", true, func(r *row) string { return string(r.Hash) }},
		{"title", true, func(r *row) string { return Short(r.Title) }},
		{"outlet", true, func(r *row) string { return r.Outlet }},
		{"published", false, func(r *row) string { return date(r.Date) }},
		{"story", true, func(r *row) string { return string(r.Story) }},
		{"reports", false, func(r *row) string { return number(r.Reach.Reports) }},
		{"outlets", false, func(r *row) string { return number(r.Reach.Outlets) }},
		{"origins", false, func(r *row) string { return number(r.Reach.Origins) }},
		{"statement", true, func(r *row) string { return r.Statement.ID }},
		{"kind", true, func(r *row) string { return string(r.Statement.Kind) }},
		{"form", true, func(r *row) string { return string(r.Statement.Form) }},
		{"speaker", true, func(r *row) string { return r.Speaker }},
		{"role", true, func(r *row) string { return role(r.Statement.Role) }},
		{"organisation", true, func(r *row) string { return r.Organisation }},
		{"chain", true, func(r *row) string { return list(r.Chain) }},
		{"source", true, func(r *row) string { return Short(r.SourceWords) }},
		{"cue", true, func(r *row) string { return Short(r.CueWords) }},
		{"content", true, func(r *row) string { return Short(r.ContentWords) }},
		{"polarity", true, func(r *row) string { return r.Statement.Polarity }},
		{"modality", true, func(r *row) string { return r.Statement.Modality }},
		{"said", true, func(r *row) string { return told(r.Statement.Date) }},
		{"disputed", false, func(r *row) string { return truth(r.Disputed) }},
		{"confidence", false, func(r *row) string { return decimal(r.Statement.Confidence) }},
	}
}

func role(p *tocsin.Phrase) string {
	if p == nil {
		return ""
	}
	return Short(p.Text)
}

// told returns the value of what the text itself dates: this table has no column for how sure a date is.
func told(w *tocsin.When) string {
	if w == nil || w.Basis != "" {
		return ""
	}
	return w.Value
}

func truth(b bool) string {
	if b {
		return "true"
	}
	return "false"
}
