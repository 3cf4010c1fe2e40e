package desk

import (
	"cmp"
	"net/http"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/store"
)

// The list of imported events: what others have coded, beside what the desk reads itself.
type historyPage struct {
	Query    store.HistoryQuery
	Datasets []option
	Types    []option
	Filtered bool
	Rows     []historyRow
	Paging   paging
}

// A historyRow is an event as its dataset has it.
type historyRow struct {
	line
	Dataset string
	Out     string // address of the report; empty where the dataset gives none that may be opened
	Event   string // id within the dataset
}

func (d *desk) history(w http.ResponseWriter, r *http.Request) error {
	f := readFilter(r)
	n, limits := f.page()
	q := store.HistoryQuery{Dataset: f.text("dataset"), Type: f.plover("type"), Actor: f.text("actor"), Country: f.text("country"), Period: f.period(), Page: limits}
	if f.err != nil {
		return f.err
	}
	found, err := d.store.History(r.Context(), q)
	if err != nil {
		return err
	}
	datasets, err := d.store.Datasets(r.Context())
	if err != nil {
		return err
	}
	p := historyPage{Query: q, Filtered: f.active(), Datasets: options(q.Dataset, sizes(datasets), asIs), Paging: f.paging("/history", n, len(found.Rows), found.Total)}
	for _, a := range acts {
		p.Types = append(p.Types, option{string(a.typ), a.name, a.typ == q.Type})
	}
	for i := range found.Rows {
		p.Rows = append(p.Rows, newHistoryRow(&found.Rows[i]))
	}
	return d.show(w, http.StatusOK, "history", "History", p)
}

// sizes is how many events each dataset has.
func sizes(datasets []store.Dataset) []store.Count {
	out := make([]store.Count, len(datasets))
	for i, s := range datasets {
		out[i] = store.Count{Value: s.Name, N: s.Events}
	}
	return out
}

func newHistoryRow(r *tocsin.Record) historyRow {
	e := &tocsin.Event{Type: r.Type, CAMEO: r.CAMEO, Realis: tocsin.Asserted}
	out := historyRow{
		line:    line{Who: cmp.Or(partyNames(r.Actors), "somebody not named"), Unnamed: len(r.Actors) == 0, Whom: partyNames(r.Recipients), Code: cameoCode(r.CAMEO), Place: cmp.Or(r.Place.Name, r.Place.City, r.Place.Province), Date: day(r.Day)},
		Dataset: r.Dataset, Out: outside(r.URL), Event: r.ID,
	}
	if out.Place == "" {
		c, _ := tocsin.CountryOf(r.Place.Country)
		out.Place = c.Name
	}
	if out.Verb = deed(e).verb(e.Realis, out.Whom != ""); r.Type == "" {
		out.Verb = out.Code.Name // statements and appeals: PLOVER has no word for them
	}
	if r.CAMEO == "" {
		out.Code = coded{string(r.Type), ploverName(string(r.Type))}
	}
	return out
}

func partyNames(parties []tocsin.RecordParty) string {
	var out []string
	for _, p := range parties {
		out = append(out, cmp.Or(p.Name, string(p.Code)))
	}
	return list(out)
}
