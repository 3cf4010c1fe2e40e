package storetest

import (
	"context"
	"strings"
	"testing"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/store"
)

func statementRow(t *testing.T, s store.Store) {
	ctx := context.Background()
	put(t, s, all()...)
	read(t, s, all()...)
	must(t, s.PutCopy(ctx, headOf(dispatch())))
	must(t, s.PutCopy(ctx, copyOf(reprint(), dispatch())))
	p := get[store.StatementPage](t)(s.Statements(ctx, store.StatementQuery{}))
	if p.Total != 3 || len(p.Rows) != 3 {
		t.Fatalf("%d rows of %d, want 3", len(p.Rows), p.Total)
	}
	a, d := dispatch(), denial()
	warning, denials := readingOf(a, first).Statements, readingOf(d, first).Statements
	one := tocsin.Reach{Reports: 1, Outlets: 1, Origins: 1}
	same(t, "rows", p.Rows, []store.StatementRow{
		{Statement: denials[0], Speaker: "Théo Rask", Chain: []string{"Harbour Gazette", "a border blog", "Théo Rask"}, SourceWords: "Lunmark's spokesman Théo Rask",
			CueWords: "denied", ContentWords: "that any smugglers had crossed", Article: d.ID, Hash: d.Hash(), Title: d.Title, Outlet: d.Outlet, Date: d.Date, Reach: one, Disputed: true},
		{Statement: denials[1], Speaker: "Ilse Karan", SourceWords: "Karan",
			CueWords: "said", ContentWords: "three … boats were seized", Article: d.ID, Hash: d.Hash(), Title: d.Title, Outlet: d.Outlet, Date: d.Date, Reach: one},
		{Statement: warning[0], Speaker: "Ilse Karan", Organisation: "Interior Ministry of Ostravia", Chain: []string{"Ostravian Wire", "Ilse Karan"}, SourceWords: "Ostravian interior minister Ilse Karan",
			CueWords: "warned", ContentWords: "that smugglers may cross the Grey River", Article: a.ID, Hash: a.Hash(), Title: a.Title, Outlet: a.Outlet, Date: a.Date,
			Story: tocsin.StoryID(a.Hash()), Reach: tocsin.Reach{Reports: 2, Outlets: 2, Origins: 1}},
	})
}

func statementFilters(t *testing.T, s store.Store) {
	put(t, s, all()...)
	read(t, s, all()...)
	must(t, s.PutCopy(context.Background(), headOf(dispatch())))
	must(t, s.PutCopy(context.Background(), copyOf(reprint(), dispatch())))
	for _, c := range [...]struct {
		name string
		q    store.StatementQuery
		want string
	}{
		{"all", store.StatementQuery{}, "denial/s1 denial/s2 dispatch/s1"},
		{"copies too", store.StatementQuery{Copies: true}, "denial/s1 denial/s2 reprint/s1 dispatch/s1"},
		{"content", store.StatementQuery{Words: "grey river"}, "dispatch/s1"},
		{"cue and speaker", store.StatementQuery{Words: "theo denied"}, "denial/s1"},
		{"phrase", store.StatementQuery{Words: `"boats were"`}, "denial/s2"},
		{"speaker", store.StatementQuery{Speaker: "KARAN"}, "denial/s2 dispatch/s1"},
		{"speaker in other case", store.StatementQuery{Speaker: "THÉO"}, "denial/s1"},
		{"part of no pattern", store.StatementQuery{Speaker: "%"}, ""},
		{"organisation", store.StatementQuery{Organisation: "ministry OF"}, "dispatch/s1"},
		{"kind", store.StatementQuery{Kind: tocsin.Claim}, "denial/s2"},
		{"outlet", store.StatementQuery{Outlet: "Harbour Gazette", Copies: true}, "denial/s1 denial/s2 reprint/s1"},
		{"outlet of a copy", store.StatementQuery{Outlet: "Harbour Gazette"}, "denial/s1 denial/s2"},
		{"confidence", store.StatementQuery{MinConfidence: .8}, "denial/s1 denial/s2"},
		{"more confidence than any", store.StatementQuery{MinConfidence: 1}, ""},
		{"period", store.StatementQuery{Period: store.Period{From: "2031-03-05", To: "2031-03-06"}}, "dispatch/s1"},
		{"through a station", store.StatementQuery{Through: "Border BLOG"}, "denial/s1"},
		{"through no pattern", store.StatementQuery{Through: "%"}, ""},
		{"disputed", store.StatementQuery{Disputed: true}, "denial/s1"},
		{"page", store.StatementQuery{Page: store.Page{Limit: 1, Offset: 1}}, "denial/s2"},
	} {
		p := get[store.StatementPage](t)(s.Statements(context.Background(), c.q))
		var got []string
		for _, r := range p.Rows {
			got = append(got, string(r.Article)+"/"+r.Statement.ID)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
		if c.q.Limit == 0 && p.Total != len(got) || c.q.Limit > 0 && p.Total != 3 {
			t.Errorf("%s: total %d", c.name, p.Total)
		}
	}
}

func statementFacets(t *testing.T, s store.Store) {
	put(t, s, all()...)
	read(t, s, all()...)
	must(t, s.PutCopy(context.Background(), headOf(dispatch())))
	must(t, s.PutCopy(context.Background(), copyOf(reprint(), dispatch())))
	same(t, "facets", get[store.Facets](t)(s.StatementFacets(context.Background())), store.Facets{
		Kinds:         []store.Count{{Value: "claim", N: 1}, {Value: "denial", N: 1}, {Value: "warning", N: 1}},
		Outlets:       []store.Count{{Value: "Harbour Gazette", N: 2}, {Value: "Ostravian Wire", N: 1}},
		Speakers:      []store.Count{{Value: "Ilse Karan", N: 2}, {Value: "Théo Rask", N: 1}},
		Organisations: []store.Count{{Value: "Interior Ministry of Ostravia", N: 1}},
		Types:         []store.Count{{Value: "ASSAULT", N: 1}, {Value: "CONSULT", N: 1}},
	})
}
