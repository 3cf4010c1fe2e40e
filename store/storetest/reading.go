package storetest

import (
	"context"
	"testing"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/store"
)

func reading(t *testing.T, s store.Store) {
	ctx := context.Background()
	put(t, s, all()...)
	for _, a := range all() {
		for range 2 { // the same again changes nothing
			must(t, s.PutReading(ctx, a.Hash(), readingOf(a, first)))
		}
		same(t, string(a.ID), get[*tocsin.Reading](t)(s.Reading(ctx, a.ID, a.Hash())), readingOf(a, first))
	}
	if n := get[store.StatementPage](t)(s.Statements(ctx, store.StatementQuery{Copies: true})).Total; n != 4 {
		t.Errorf("%d statements, want 4", n)
	}
}

// A reading that points outside its text is refused whole.
func readingRefused(t *testing.T, s store.Store) {
	ctx := context.Background()
	a := dispatch()
	put(t, s, a)
	wantErr(t, "an unknown version", s.PutReading(ctx, "nonesuch", readingOf(a, first)), tocsin.ErrNotFound)
	wantErr(t, "another article's version", s.PutReading(ctx, a.Hash(), readingOf(denial(), first)), tocsin.ErrNotFound)

	for name, bad := range map[string]tocsin.Span{"beyond": {Start: 3, End: len(a.Text) + 1}, "negative": {Start: -1, End: 2}, "turned round": {Start: 5, End: 2}} {
		r := readingOf(a, first)
		r.Events[0].Actors[0].Span = bad
		wantErr(t, name, s.PutReading(ctx, a.Hash(), r), tocsin.ErrInvalid)
	}
	if p := get[store.StatementPage](t)(s.Statements(ctx, store.StatementQuery{})); p.Total != 0 {
		t.Errorf("%d statements of a reading that was refused", p.Total)
	}
	_, err := s.Reading(ctx, a.ID, a.Hash())
	wantErr(t, "Reading", err, tocsin.ErrNotFound)
}

// A newer program's reading stands beside the old one, and the lists show the newer.
func newerReading(t *testing.T, s store.Store) {
	ctx := context.Background()
	a := denial()
	put(t, s, a)
	read(t, s, a)
	newer := readingOf(a, second)
	newer.Statements = newer.Statements[:1]
	newer.Statements[0].Kind = tocsin.Position
	must(t, s.PutReading(ctx, a.Hash(), newer))
	read(t, s, a) // the old one again is no news

	same(t, "Reading", get[*tocsin.Reading](t)(s.Reading(ctx, a.ID, a.Hash())), newer)
	p := get[store.StatementPage](t)(s.Statements(ctx, store.StatementQuery{}))
	if p.Total != 1 || len(p.Rows) != 1 || p.Rows[0].Statement.Kind != tocsin.Position {
		t.Errorf("statements %+v, want the one of the newer reading", p)
	}
	if p := get[store.StatementPage](t)(s.Statements(ctx, store.StatementQuery{Words: "boats"})); p.Total != 0 {
		t.Error("the search finds a statement of the older reading")
	}
	if c := get[store.Coverage](t)(s.Coverage(ctx)); c.Read != 1 || c.Statements != 1 {
		t.Errorf("coverage counts %d read, %d statements, want 1 and 1", c.Read, c.Statements)
	}
}

// A new version of an article takes the old one's statements off the lists until it is read itself.
func newerVersion(t *testing.T, s store.Store) {
	ctx := context.Background()
	a := dispatch()
	put(t, s, a)
	read(t, s, a)
	edited := dispatch()
	edited.Text += "\nIt rained."
	put(t, s, edited)
	must(t, s.PutReading(ctx, a.Hash(), readingOf(a, second))) // a late reading of the old version
	if p := get[store.StatementPage](t)(s.Statements(ctx, store.StatementQuery{})); p.Total != 0 {
		t.Errorf("%d statements, want none before the new version is read", p.Total)
	}
	must(t, s.PutReading(ctx, edited.Hash(), readingOf(edited, first)))
	p := get[store.StatementPage](t)(s.Statements(ctx, store.StatementQuery{}))
	if len(p.Rows) != 1 || p.Rows[0].Hash != edited.Hash() {
		t.Errorf("statements %+v, want the one of the new version", p)
	}
	if e := get[store.EventPage](t)(s.Events(ctx, store.EventQuery{})); len(e.Rows) != 1 || e.Rows[0].Hash != edited.Hash() {
		t.Errorf("events %+v, want the one of the new version", e)
	}
	if p := get[store.ArticlePage](t)(s.Articles(ctx, store.ArticleQuery{Words: "rained"})); p.Total != 1 {
		t.Errorf("%d articles by a word of the new version, want 1", p.Total)
	}
}

func unread(t *testing.T, s store.Store) {
	ctx := context.Background()
	queue := func(v tocsin.Versions, limit int) (out []string) {
		t.Helper()
		for _, a := range get[[]store.Stored](t)(s.Unread(ctx, v, limit)) {
			if a.Text == "" {
				t.Errorf("%s comes without its text", a.ID)
			}
			out = append(out, string(a.ID))
		}
		return out
	}
	put(t, s, dispatch(), reprint(), denial())
	same(t, "nothing read", queue(first, 10), []string{"dispatch", "reprint", "denial"})
	same(t, "two of three", queue(first, 2), []string{"dispatch", "reprint"})
	read(t, s, reprint())
	same(t, "one read", queue(first, 10), []string{"dispatch", "denial"})
	read(t, s, dispatch(), denial())
	same(t, "all read", queue(first, 10), []string(nil))
	same(t, "by other versions", queue(second, 10), []string{"dispatch", "reprint", "denial"})
	edited := dispatch()
	edited.Text += "\nIt rained."
	put(t, s, clash(), edited)
	same(t, "news", queue(first, 10), []string{"clash", "dispatch"})
	read(t, s, edited)
	same(t, "later one read first", queue(first, 10), []string{"clash"})
	same(t, "again", queue(first, 10), []string{"clash"})
}
