package storetest

import (
	"context"
	"strings"
	"testing"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/store"
)

func eventRow(t *testing.T, s store.Store) {
	put(t, s, all()...)
	read(t, s, clash(), dispatch())
	p := get[store.EventPage](t)(s.Events(context.Background(), store.EventQuery{All: true}))
	if p.Total != 3 || len(p.Rows) != 3 {
		t.Fatalf("%d rows of %d, want 3", len(p.Rows), p.Total)
	}
	a, c := dispatch(), clash()
	lines := strings.Split(c.Text, "\n")
	one := tocsin.Reach{Reports: 1, Outlets: 1, Origins: 1}
	same(t, "rows", p.Rows, []store.EventRow{
		{Event: readingOf(a, first).Events[0], Actors: []string{"Interior Ministry of Ostravia", "Lunmark"}, Words: strings.Split(a.Text, "\n")[1],
			Article: a.ID, Hash: a.Hash(), Title: a.Title, Outlet: a.Outlet, Date: a.Date, Reach: one},
		{Event: readingOf(c, first).Events[0], Actors: []string{"Grenzwache von Lunmark"}, Recipients: []string{"ein Boot"}, Words: lines[0],
			Article: c.ID, Hash: c.Hash(), Title: c.Title, Outlet: c.Outlet, Date: c.Date, Reach: one},
		{Event: readingOf(c, first).Events[1], Words: lines[1], Article: c.ID, Hash: c.Hash(), Title: c.Title, Outlet: c.Outlet, Date: c.Date, Reach: one},
	})
}

func eventFilters(t *testing.T, s store.Store) {
	put(t, s, all()...)
	read(t, s, all()...)
	must(t, s.PutCopy(context.Background(), headOf(dispatch())))
	must(t, s.PutCopy(context.Background(), copyOf(reprint(), dispatch())))
	for _, c := range [...]struct {
		name string
		q    store.EventQuery
		want string
	}{
		{"those that count", store.EventQuery{}, "dispatch/v1 clash/v1"},
		{"all", store.EventQuery{All: true}, "dispatch/v1 clash/v1 clash/v2"},
		{"copies too", store.EventQuery{Copies: true}, "reprint/v1 dispatch/v1 clash/v1"},
		{"type", store.EventQuery{Type: tocsin.Assault}, "clash/v1"},
		{"code", store.EventQuery{Actor: "LUNGOV"}, "clash/v1"},
		{"code of two", store.EventQuery{Actor: "lun"}, "dispatch/v1 clash/v1"},
		{"middle of a code", store.EventQuery{Actor: "GOVMIL"}, ""},
		{"recipient", store.EventQuery{Actor: "boot"}, "clash/v1"},
		{"name", store.EventQuery{Actor: "ministry of OST"}, "dispatch/v1"},
		{"country", store.EventQuery{Country: "OST"}, "clash/v1"},
		{"period", store.EventQuery{Period: store.Period{From: "2031-03-05"}}, "dispatch/v1"},
		{"page", store.EventQuery{All: true, Page: store.Page{Limit: 1, Offset: 2}}, "clash/v2"},
	} {
		p := get[store.EventPage](t)(s.Events(context.Background(), c.q))
		var got []string
		for _, r := range p.Rows {
			got = append(got, string(r.Article)+"/"+r.Event.ID)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
		if c.q.Limit == 0 && p.Total != len(got) || c.q.Limit > 0 && p.Total != 3 {
			t.Errorf("%s: total %d", c.name, p.Total)
		}
	}
}
