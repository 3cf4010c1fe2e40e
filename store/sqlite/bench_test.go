package sqlite

import (
	"fmt"
	"path/filepath"
	"testing"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/store"
)

// readingFor makes a reading with a few statements and events of an article.
func readingFor(a *tocsin.Article, statements, events int) *tocsin.Reading {
	r := &tocsin.Reading{ID: a.ID, Version: tocsin.Versions{Tocsin: "1"}, Sentences: []tocsin.Span{{Start: 0, End: len(a.Text)}}}
	speaker := tocsin.EntityID("e1")
	at := func(i int) tocsin.Span { return tocsin.Span{Start: 10 * i, End: 10*i + 8} }
	r.Entities = []tocsin.Entity{{ID: speaker, Name: "Speaker " + a.Text[:8], Kind: tocsin.Person, Codes: []string{"OST"}, Mentions: []tocsin.Mention{{Span: at(0), Type: tocsin.NameMention}}}}
	kinds := tocsin.Kinds()
	types := tocsin.PLOVERTypes()
	for i := range statements {
		r.Statements = append(r.Statements, tocsin.Statement{ID: fmt.Sprint("s", i), Source: []tocsin.Span{at(i)}, Cue: []tocsin.Span{at(i + 1)}, Content: []tocsin.Span{{Start: at(i + 2).Start, End: at(i + 9).End}},
			Kind: kinds[(len(a.ID)+i)%len(kinds)], Speaker: &speaker, Chain: []tocsin.Hop{{}, {By: "e1"}}, Trace: []string{"cue said"}})
	}
	for i := range events {
		r.Events = append(r.Events, tocsin.Event{ID: fmt.Sprint("v", i), Type: types[(len(a.ID)+i)%len(types)], Realis: tocsin.Asserted,
			Actors: []tocsin.Party{{Entity: speaker, Code: "OSTGOV", Span: at(i)}}, Trigger: []tocsin.Span{at(i)}})
	}
	return r
}

// fill puts n articles of 300 words with readings, so many a batch.
func fill(b testing.TB, s *Store, from, n, batch int) {
	for i := from; i < from+n; i += batch {
		err := s.Batch(ctx, func(s store.Store) error {
			for j := i; j < min(i+batch, from+n); j++ {
				a := article(j, 300)
				if _, err := s.PutArticle(ctx, a); err != nil {
					return err
				}
				h := a.Hash()
				if err := s.PutCopy(ctx, tocsin.Copy{Version: h, Story: tocsin.StoryID(h), Of: h, Share: 1}); err != nil {
					return err
				}
				if err := s.PutReading(ctx, h, readingFor(a, 4, 2)); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkPut stores articles of 300 words, each with its copy record and a reading of 4 statements
// and 2 events.
func BenchmarkPut(b *testing.B) {
	for _, batch := range [...]int{1, 20, 200} {
		b.Run(fmt.Sprint(batch), func(b *testing.B) {
			s := open(b, filepath.Join(b.TempDir(), "desk.db"))
			b.ResetTimer()
			fill(b, s, 0, b.N, batch)
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "articles/s")
		})
	}
}

// BenchmarkList answers the desk's pages over 20,000 articles, 80,000 statements and 40,000 events.
func BenchmarkList(b *testing.B) {
	s := open(b, filepath.Join(b.TempDir(), "desk.db"))
	fill(b, s, 0, 20_000, 500)
	for _, c := range [...]struct {
		name string
		page func() error
	}{
		{"articles", func() error { _, err := s.Articles(ctx, store.ArticleQuery{Heads: true}); return err }},
		{"articles-words", func() error { _, err := s.Articles(ctx, store.ArticleQuery{Words: "word17 word23"}); return err }},
		{"statements", func() error { _, err := s.Statements(ctx, store.StatementQuery{}); return err }},
		{"statements-kind", func() error {
			_, err := s.Statements(ctx, store.StatementQuery{Kind: tocsin.Denial})
			return err
		}},
		{"statements-speaker", func() error {
			_, err := s.Statements(ctx, store.StatementQuery{Speaker: "word12"})
			return err
		}},
		{"statements-words", func() error { _, err := s.Statements(ctx, store.StatementQuery{Words: "word17"}); return err }},
		{"events", func() error { _, err := s.Events(ctx, store.EventQuery{}); return err }},
		{"facets", func() error { _, err := s.StatementFacets(ctx); return err }},
		{"coverage", func() error { _, err := s.Coverage(ctx); return err }},
		{"article", func() error { _, err := s.Article(ctx, "a777"); return err }},
	} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				if err := c.page(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
