package storetest

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/store"
)

// at makes an event at a place, on the day; an empty day is one that isn't known.
func at(place *tocsin.Place, day string) tocsin.Event {
	e := tocsin.Event{Type: tocsin.Assault, CAMEO: "190", Quad: tocsin.MaterialConflict, Realis: tocsin.Asserted, Place: place}
	if day != "" {
		e.Date = &tocsin.When{Value: day}
	}
	return e
}

func point(name string, lat, lon float64, p tocsin.Precision) *tocsin.Place {
	return &tocsin.Place{Name: name, Use: tocsin.Literal, Lat: &lat, Lon: &lon, Country: "OST", Precision: p}
}

// border lies on 50 degrees north between 10 and 20 degrees east, and is marked in its middle.
func border() *tocsin.Place {
	return &tocsin.Place{Name: "border of Ostravia", Use: tocsin.Literal, Precision: tocsin.AtBorder,
		Geometry: []byte(`{"type":"LineString","coordinates":[[10,50],[14,50],[20,50]]}`)}
}

// patrol is an article of 7 March 2031 with an event for each place and day given.
func patrol(id string, events ...tocsin.Event) (*tocsin.Article, *tocsin.Reading) {
	a := &tocsin.Article{ID: tocsin.ArticleID(id), Title: "Patrols", Outlet: "Lunmark Radio", Date: "2031-03-07", Collected: noon, Text: "Patrols were shot at. " + id}
	r := &tocsin.Reading{ID: a.ID, Version: first, Sentences: []tocsin.Span{{Start: 0, End: 21}}}
	for i, e := range events {
		e.ID = fmt.Sprintf("v%d", i+1)
		r.Events = append(r.Events, e)
	}
	return a, r
}

func putPatrol(t *testing.T, s store.Store, id string, events ...tocsin.Event) {
	t.Helper()
	a, r := patrol(id, events...)
	get[store.Added](t)(s.PutArticle(context.Background(), a))
	must(t, s.PutReading(context.Background(), a.Hash(), r))
}

func putPatrols(t *testing.T, s store.Store) {
	t.Helper()
	past := at(point("Silbersand", 51, 15, tocsin.AtPlace), "2029")
	past.Realis = tocsin.Historical
	putPatrol(t, s, "a",
		at(point("Silbersand", 51, 15, tocsin.AtPlace), "2031-03-05"),   // v1
		at(point("Silbersand", 51, 15, tocsin.AtPlace), "2031-02"),      // v2
		at(point("Ostravia", 52, 16, tocsin.AtCountry), ""),             // v3: of the article's day
		at(border(), "2031-03-06"),                                      // v4
		at(&tocsin.Place{Name: "nowhere", Use: tocsin.Literal}, "2031"), // v5: no point
		past, // v6
	)
	putPatrol(t, s, "b", at(point("Silbersand", 51, 15, tocsin.AtPlace), "2031-03-07"), at(nil, "XXXX-03-01"))
}

func eventPlaces(t *testing.T, s store.Store) {
	putPatrols(t, s)
	box := func(west, south, east, north float64) *tocsin.Box {
		return &tocsin.Box{West: west, South: south, East: east, North: north}
	}
	days := func(from, to string) store.Period { return store.Period{From: from, To: to} }
	for _, c := range [...]struct {
		name string
		q    store.EventQuery
		want string
	}{
		{"all that count", store.EventQuery{}, "b/v1 b/v2 a/v1 a/v2 a/v3 a/v4 a/v5"},
		{"on the map", store.EventQuery{Placed: store.OnMap}, "b/v1 a/v1 a/v2 a/v3 a/v4"},
		{"off the map", store.EventQuery{Placed: store.OffMap}, "b/v2 a/v5"},
		{"around a town", store.EventQuery{Box: box(15, 51, 15, 51)}, "b/v1 a/v1 a/v2"},
		{"a part of the border", store.EventQuery{Box: box(18, 49, 19, 50)}, "a/v4"},
		{"marked in a part of the border", store.EventQuery{At: box(18, 49, 19, 50)}, ""},
		{"marked in the border's middle", store.EventQuery{At: box(14, 50, 14, 50)}, "a/v4"},
		{"nowhere near", store.EventQuery{Box: box(-20, -20, -10, -10)}, ""},
		{"from a day", store.EventQuery{Happened: days("2031-03-06", "")}, "b/v1 b/v2 a/v3 a/v4 a/v5"},
		{"to a day", store.EventQuery{Happened: days("", "2031-02-28")}, "a/v2 a/v5"},
		{"a day of a month", store.EventQuery{Happened: days("2031-02-10", "2031-02-10"), Placed: store.OnMap}, "a/v2"},
		{"the past too", store.EventQuery{Happened: days("", "2029-01-01"), All: true}, "a/v6"},
	} {
		p := get[store.EventPage](t)(s.Events(context.Background(), c.q))
		var got []string
		for _, r := range p.Rows {
			got = append(got, string(r.Article)+"/"+r.Event.ID)
		}
		if strings.Join(got, " ") != c.want || p.Total != len(got) {
			t.Errorf("%s: %q of %d, want %q", c.name, got, p.Total, c.want)
		}
	}
}

// line says a spot in a few words.
func line(s store.Spot) string {
	return fmt.Sprintf("%s %s %g,%g: %d of %d, %s to %s, shape %v", s.Place.Name, s.Place.Precision, *s.Place.Lat, *s.Place.Lon, s.Events, s.Origins, s.First, s.Last, len(s.Place.Geometry) > 0)
}

func spots(t *testing.T, s store.Store) {
	putPatrols(t, s)
	all := get[store.Spots](t)(s.Spots(context.Background(), store.EventQuery{Page: store.Page{Limit: 1, Offset: 7}}))
	var got []string
	for _, spot := range all.Spots {
		got = append(got, line(spot))
	}
	same(t, "spots", got, []string{
		"Silbersand place 51,15: 3 of 2, 2031-02-01 to 2031-03-07, shape false",
		"border of Ostravia border 50,14: 1 of 1, 2031-03-06 to 2031-03-06, shape true",
		"Ostravia country 52,16: 1 of 1, 2031-03-07 to 2031-03-07, shape false",
	})
	if all.OnMap != 5 || all.OffMap != 2 || all.More != 0 {
		t.Errorf("%d on the map, %d off it, %d spots more; want 5, 2, 0", all.OnMap, all.OffMap, all.More)
	}
	part := get[store.Spots](t)(s.Spots(context.Background(), store.EventQuery{Box: &tocsin.Box{West: 18, South: 49, East: 19, North: 50}, Happened: store.Period{From: "2031-03-01"}}))
	if len(part.Spots) != 1 || part.OnMap != 1 || part.OffMap != 2 {
		t.Errorf("in a part of the border: %d spots, %d on the map, %d off it; want 1, 1, 2", len(part.Spots), part.OnMap, part.OffMap)
	}
	if none := get[store.Spots](t)(s.Spots(context.Background(), store.EventQuery{Placed: store.OffMap})); len(none.Spots) != 0 || none.OffMap != 2 {
		t.Errorf("off the map: %d spots and %d events", len(none.Spots), none.OffMap)
	}
}

func spotsOfCopies(t *testing.T, s store.Store) {
	town := point("Silbersand", 51, 15, tocsin.AtPlace)
	putPatrol(t, s, "a", at(town, ""))
	putPatrol(t, s, "b", at(town, ""))
	a, _ := patrol("a")
	b, _ := patrol("b")
	must(t, s.PutCopy(context.Background(), headOf(a)))
	must(t, s.PutCopy(context.Background(), copyOf(b, a)))
	for _, c := range [...]struct {
		copies          bool
		events, origins int
	}{{false, 1, 1}, {true, 2, 1}} {
		got := get[store.Spots](t)(s.Spots(context.Background(), store.EventQuery{Copies: c.copies}))
		if len(got.Spots) != 1 || got.Spots[0].Events != c.events || got.Spots[0].Origins != c.origins {
			t.Errorf("copies %v: %+v, want %d events of %d origin", c.copies, got.Spots, c.events, c.origins)
		}
	}
}

// A query of the whole globe answers with the spots that weigh most, and says how many it left out.
func manySpots(t *testing.T, s store.Store) {
	const beyond = 3
	var events []tocsin.Event
	for i := range store.MaxSpots + beyond {
		events = append(events, at(point(fmt.Sprint("hamlet ", i), float64(i%90), float64(i/90), tocsin.AtPlace), ""))
	}
	putPatrol(t, s, "many", append(events, events[store.MaxSpots+1])...)
	got := get[store.Spots](t)(s.Spots(context.Background(), store.EventQuery{}))
	if len(got.Spots) != store.MaxSpots || got.More != beyond || got.OnMap != len(events)+1 {
		t.Fatalf("%d spots and %d more of %d events", len(got.Spots), got.More, got.OnMap)
	}
	if got.Spots[0].Events != 2 {
		t.Errorf("the first spot has %d events, want the one with most", got.Spots[0].Events)
	}
}

func eventDays(t *testing.T, s store.Store) {
	putPatrols(t, s)
	same(t, "days", get[[]store.Count](t)(s.EventDays(context.Background(), store.EventQuery{Placed: store.OnMap})), []store.Count{
		{Value: "2031-02-01", N: 1}, {Value: "2031-03-05", N: 1}, {Value: "2031-03-06", N: 1}, {Value: "2031-03-07", N: 2},
	})
}
