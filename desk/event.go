package desk

import (
	"cmp"
	"net/http"
	"slices"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/store"
)

// The list of events: who is reported to have done what to whom.
type eventsPage struct {
	Query    store.EventQuery
	Types    []option
	Filtered bool
	Kept     []kept // values of the address that the form doesn't show: a part of the map
	MapAt    string // address of the map of these events
	History  bool   // whether there are imported events too
	Rows     []eventRow
	Paging   paging
}

// An eventRow is an event with the sentence it came from.
type eventRow struct {
	line
	Words   string
	Title   string
	Outlet  string
	Printed string // publication date
	Reach   tocsin.Reach
	StoryAt string // address of the list of its copies; empty where it has none
}

func (d *desk) events(w http.ResponseWriter, r *http.Request) error {
	f := readFilter(r)
	n, limits := f.page()
	q := f.events()
	q.Period, q.Page, q.Box, q.Placed = f.period(), limits, f.box("box"), f.placed()
	if f.err != nil {
		return f.err
	}
	found, err := d.store.Events(r.Context(), q)
	if err != nil {
		return err
	}
	facets, err := d.store.StatementFacets(r.Context())
	if err != nil {
		return err
	}
	datasets, err := d.store.Datasets(r.Context())
	if err != nil {
		return err
	}
	p := eventsPage{
		History: len(datasets) > 0,
		Query:   q, Filtered: f.active(), Kept: f.keep("box", "spot", "place"), MapAt: f.to("/map", "place", "", "from", "", "to", ""), Types: options(string(q.Type), facets.Types, ploverName),
		Paging: f.paging("/events", n, len(found.Rows), found.Total),
	}
	for _, row := range found.Rows {
		p.Rows = append(p.Rows, newEventRow(row))
	}
	return d.show(w, http.StatusOK, "events", "Events", p)
}

func newEventRow(row store.EventRow) eventRow {
	e := &row.Event
	out := eventRow{
		line: line{
			ID: e.ID, URL: itemURL(row.Article, e.ID), Who: list(known(row.Actors, e.Actors)), Whom: list(known(row.Recipients, e.Recipients)),
			Kind: ploverName(string(e.Type)), Code: cameoCode(e.CAMEO), Realis: e.Realis, Confidence: confidence(e.Confidence),
			Promised: e.Realis == tocsin.Future, Date: when(e.Date), Place: placeName(e.Place),
		},
		Words: oneLine(row.Words), Title: row.Title, Outlet: row.Outlet, Printed: row.Date, Reach: row.Reach,
		StoryAt: storyURL(row.Story, row.Reach),
	}
	out.mood(e)
	return out
}

// known says who the people are whose names the store keeps to itself, and who is behind a code alone.
func known(names []string, parties []tocsin.Party) []string {
	var out []string
	for i, name := range names {
		if i < len(parties) && unnamedParty(parties[i]) != "" {
			name = unnamedParty(parties[i])
		}
		if name = cmp.Or(name, tocsin.Resident); !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}
