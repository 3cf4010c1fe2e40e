package storetest

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/store"
)

// imported are events of two datasets; the last two share their id, as events of ICEWS do.
func imported() []tocsin.Record {
	lat, lon := 12.5, -3.25
	party := func(name string, code tocsin.ActorCode) []tocsin.RecordParty {
		return []tocsin.RecordParty{{Name: name, Code: code}}
	}
	return []tocsin.Record{
		{ID: "9", Dataset: "GDELT", Day: "2030-01-02", CAMEO: "190", Type: tocsin.Assault, Score: -10, Actors: party("LUNMARK", "LUNMIL"), Recipients: party("OSTRAVIA", "OST"),
			Place: tocsin.RecordPlace{Name: "Velm", Country: "OST", Lat: &lat, Lon: &lon}},
		{ID: "1", Dataset: "ICEWS", Day: "2030-01-01", CAMEO: "010", Actors: party("Karan", "OSTGOV")},
		{ID: "1", Dataset: "ICEWS", Day: "2030-01-01", CAMEO: "042", Type: tocsin.Consult, Actors: party("Karan", "OSTGOV"), Recipients: party("Ødegård", "LUNGOV")},
	}
}

func history(t *testing.T, s store.Store) {
	ctx := context.Background()
	all := imported()
	if n, err := s.PutHistory(ctx, all); n != 3 || err != nil {
		t.Fatalf("%d added, %v", n, err)
	}
	if n, err := s.PutHistory(ctx, all[1:]); n != 0 || err != nil {
		t.Errorf("a second time: %d added, %v", n, err)
	}
	same(t, "rows", get[store.HistoryPage](t)(s.History(ctx, store.HistoryQuery{})).Rows, all)
	same(t, "datasets", get[[]store.Dataset](t)(s.Datasets(ctx)), []store.Dataset{
		{Name: "GDELT", Events: 1, First: "2030-01-02", Last: "2030-01-02"}, {Name: "ICEWS", Events: 2, First: "2030-01-01", Last: "2030-01-01"}})
	for _, c := range [...]struct {
		name string
		q    store.HistoryQuery
		want string
	}{
		{"dataset", store.HistoryQuery{Dataset: "ICEWS"}, "010 042"},
		{"type", store.HistoryQuery{Type: tocsin.Consult}, "042"},
		{"code", store.HistoryQuery{Actor: "lun"}, "190 042"},
		{"middle of a code", store.HistoryQuery{Actor: "GOV"}, ""},
		{"name", store.HistoryQuery{Actor: "ØDEG"}, "042"},
		{"country", store.HistoryQuery{Country: "OST"}, "190"},
		{"period", store.HistoryQuery{Period: store.Period{To: "2030-01-01"}}, "010 042"},
		{"page", store.HistoryQuery{Page: store.Page{Limit: 1, Offset: 1}}, "010"},
	} {
		var got []string
		for _, r := range get[store.HistoryPage](t)(s.History(ctx, c.q)).Rows {
			got = append(got, string(r.CAMEO))
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	var got []tocsin.Record
	n, err := s.EachHistory(ctx, store.HistoryQuery{Page: store.Page{Limit: 1}}, func(r *tocsin.Record) error { got = append(got, *r); return nil })
	if n != 3 || err != nil {
		t.Errorf("each: %d, %v", n, err)
	}
	same(t, "each", got, all)
	enough := errors.New("enough")
	if n, err := s.EachHistory(ctx, store.HistoryQuery{Dataset: "ICEWS"}, func(r *tocsin.Record) error {
		if r.CAMEO == "042" {
			return enough
		}
		return nil
	}); n != 1 || err != enough { //nolint:errorlint // it is to be the very error
		t.Errorf("each, stopped: %d, %v", n, err)
	}
}

func historyRefused(t *testing.T, s store.Store) {
	for _, change := range [...]func(*tocsin.Record){
		func(r *tocsin.Record) { r.ID = "" }, func(r *tocsin.Record) { r.Dataset = "" }, func(r *tocsin.Record) { r.Day = "" },
	} {
		all := imported()
		change(&all[2])
		if _, err := s.PutHistory(context.Background(), all); !errors.Is(err, tocsin.ErrInvalid) {
			t.Errorf("%+v: %v", all[2], err)
		}
	}
	if p := get[store.HistoryPage](t)(s.History(context.Background(), store.HistoryQuery{})); p.Total != 0 {
		t.Errorf("%d records were kept", p.Total)
	}
}
