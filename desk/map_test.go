package desk

import (
	"context"
	"fmt"
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/desk/chart"
	"github.com/tocsin-desk/tocsin/desk/tile"
	"github.com/tocsin-desk/tocsin/store"
)

// putPlaces keeps an article with an event at each place, a day apart from 1 November 2026 on.
func putPlaces(t testing.TB, db store.Store, id string, places ...*tocsin.Place) {
	t.Helper()
	a := &tocsin.Article{ID: tocsin.ArticleID(id), Title: "Patrols", Outlet: "Port Selka Herald (demo)", Date: "2026-11-20", Collected: noon, Text: "Patrols of " + id + " were shot at."}
	r := &tocsin.Reading{ID: a.ID, Version: made, Sentences: sentences(a.Text)}
	for i, p := range places {
		r.Events = append(r.Events, tocsin.Event{ID: fmt.Sprintf("v%d", i+1), Type: tocsin.Assault, CAMEO: "190", Realis: tocsin.Asserted, Trigger: spans(a.Text, "shot"), Place: p,
			Date: &tocsin.When{Value: time.Date(2026, 11, 1+i%28, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)}, Confidence: 0.8})
	}
	if _, err := db.PutArticle(context.Background(), a); err != nil {
		t.Fatal(err)
	}
	if err := db.PutReading(context.Background(), a.Hash(), r); err != nil {
		t.Fatal(err)
	}
}

func spot(name string, lon, lat float64, p tocsin.Precision) *tocsin.Place {
	return &tocsin.Place{Name: name, Use: tocsin.Literal, Lat: &lat, Lon: &lon, Precision: p, Country: "TJK"}
}

// fewPlaces are of every precision; two towns lie so near each other that they share a pin, and one has no place.
func fewPlaces(t testing.TB, db store.Store) {
	putPlaces(t, db, "a",
		spot("Dushanbe", 68.78, 38.54, tocsin.AtPlace), spot("Hisor", 68.57, 38.53, tocsin.AtPlace), spot("Khorog", 71.55, 37.49, tocsin.AtPlace),
		spot("Badakhshan", 72.9, 38.3, tocsin.AtAdmin1), spot("Afghanistan", 66.0, 33.9, tocsin.AtCountry), spot("Pamirs", 73.5, 39.8, tocsin.AtRegion),
		&tocsin.Place{Name: "border of Tajikistan with Afghanistan", Use: tocsin.Literal, Precision: tocsin.AtBorder, Geometry: []byte(`{"type":"LineString","coordinates":[[68.2,37.0],[69.5,37.4],[70.2,38.2],[71.6,37.9]]}`)},
		&tocsin.Place{Name: "valley", Use: tocsin.Literal, Precision: tocsin.AtAdmin1, Geometry: []byte(`{"type":"Polygon","coordinates":[[[70,40],[72,40],[72,41],[70,41],[70,40]]]}`)},
		nil)
	putPlaces(t, db, "b", spot("Dushanbe", 68.78, 38.54, tocsin.AtPlace))
}

// ground is what depends on whether this build has outlines.
var (
	under  = regexp.MustCompile(`(?s)<svg class="under".*?</svg>|<g class="names".*?</g>`)
	credit = regexp.MustCompile(`<p class="facts credit">.*?</p>`)
)

func TestGoldenMap(t *testing.T) {
	db := open(t)
	fewPlaces(t, db)
	h, _ := newDesk(t, db)
	empty, _ := newDesk(t, open(t))
	for name, got := range map[string]string{
		"map": get(t, h, "/map").Body.String(), "map-spot": get(t, h, "/map?box=66,35,76,42&spot=68.5,38.5,68.8,38.6&since=2026-11-01").Body.String(),
		"map-off": get(t, h, "/map?off=1").Body.String(), "map-empty": get(t, empty, "/map").Body.String(),
	} {
		got = credit.ReplaceAllString(under.ReplaceAllString(assetHash.ReplaceAllString(got, "$1.hash."), "<!-- ground -->"), "<!-- credit -->")
		golden(t, "testdata/"+name+".html", got)
	}
}

var (
	pinLink    = regexp.MustCompile(`<a id="([fc]\d+)" class="pin[^"]*" href="([^"]+)"[^>]*aria-label="([^"]+)"`)
	rowPins    = regexp.MustCompile(`<li class="done"(?: data-pins="([^"]*)")?>`)
	eventsSaid = regexp.MustCompile(`: (\d+) events?,`)
)

// Every pin leads to as many rows as it says, and each of these rows points back at a pin of either layer.
func TestPinsLeadToTheirRows(t *testing.T) {
	db := open(t)
	fewPlaces(t, db)
	h, _ := newDesk(t, db)
	for _, path := range []string{"/map", "/map?box=66,35,76,42", "/map?box=68,38,69,39&since=2026-11-02"} {
		body := get(t, h, path).Body.String()
		links := pinLink.FindAllStringSubmatch(body, -1)
		if len(links) < 2 {
			t.Fatalf("%s: %d pins", path, len(links))
		}
		for _, l := range links {
			part := get(t, h, html.UnescapeString(l[2])).Body.String()
			rows := rowPins.FindAllStringSubmatch(part, -1)
			if want := eventsSaid.FindStringSubmatch(l[3])[1]; strconv.Itoa(len(rows)) != want {
				t.Errorf("%s: %s (%s) leads to %d rows", path, l[1], l[3], len(rows))
			}
			if !regexp.MustCompile(`id="` + l[1] + `" class="pin chosen"`).MatchString(part) {
				t.Errorf("%s: %s isn't chosen where it leads", path, l[1])
			}
			for _, r := range rows {
				if !strings.Contains(" "+r[1]+" ", " "+l[1]+" ") || len(strings.Fields(r[1])) != 2 {
					t.Errorf("%s: a row of %s points at %q", path, l[1], r[1])
				}
			}
		}
	}
}

// What isn't known to the point is a ring, and dashed below a province; borders and areas are drawn.
func TestUncertainPlacesLookUncertain(t *testing.T) {
	tests := []struct {
		place *tocsin.Place
		want  string // classes of the circles
	}{
		{spot("Khorog", 71.55, 37.49, tocsin.AtPlace), "dot"},
		{spot("Badakhshan", 72.9, 38.3, tocsin.AtAdmin1), "ring"},
		{spot("Afghanistan", 66, 33.9, tocsin.AtCountry), "ring faint"},
		{spot("Pamirs", 73.5, 39.8, tocsin.AtRegion), "ring faint"},
		{&tocsin.Place{Name: "border", Precision: tocsin.AtBorder, Geometry: []byte(`{"type":"LineString","coordinates":[[68,37],[70,38],[72,38]]}`)}, "ring"},
	}
	for _, tt := range tests {
		db := open(t)
		putPlaces(t, db, "a", tt.place)
		h, _ := newDesk(t, db)
		body := get(t, h, "/map").Body.String()
		fine := body[strings.Index(body, `<g class="fine">`):strings.Index(body, `<g class="coarse">`)]
		var got []string
		for _, m := range regexp.MustCompile(`<circle class="(dot|ring[^"]*)"`).FindAllStringSubmatch(fine, -1) {
			got = append(got, m[1])
		}
		if strings.Join(got, ", ") != tt.want {
			t.Errorf("%s (%s): %q, want %q", tt.place.Name, tt.place.Precision, got, tt.want)
		}
		if drawn := strings.Contains(body, `class="course"`); drawn != (tt.place.Precision == tocsin.AtBorder) {
			t.Errorf("%s: a line is drawn: %v", tt.place.Name, drawn)
		}
		if circle := strings.Contains(body, `class="reach"`); circle != (tt.place.Precision == tocsin.AtAdmin1 || tt.place.Precision == tocsin.AtRegion) {
			t.Errorf("%s: a circle is drawn: %v", tt.place.Name, circle)
		}
	}
}

func TestMapCountsWhatItDoesNotShow(t *testing.T) {
	db := open(t)
	fewPlaces(t, db)
	h, _ := newDesk(t, db)
	for path, want := range map[string][]string{
		"/map":                          {"9 events in view", "1 without a place", "9 events on this map"},
		"/map?box=71,37,72,38":          {"2 events in view, 7 outside it", "2 events on this map"},
		"/map?off=1":                    {"1 event without a place on the map"},
		"/map?box=0,0,5,5":              {"0 events in view, 9 outside it", "No event is placed in this part of the map; 9 are elsewhere"},
		"/map?since=2026-11-07":         {"2 events in view", "1 without a place"},
		"/map?country=XXX":              {"No event here matches the filter"},
		"/events?box=71,37,72,38":       {"2 events", "in a part of the map"},
		"/events?place=no":              {"1 event ", "without a place on the map"},
		"/events?since=2026-11-07":      {"3 events"},
		"/map?box=66,35,76,42&move=1,0": {"0 events in view"},
	} {
		body := get(t, h, path).Body.String()
		for _, w := range want {
			if !strings.Contains(text(body), w) {
				t.Errorf("%s doesn't say %q: %s", path, w, text(body)[:600])
			}
		}
	}
}

// text is what a page says, without its marks.
func text(body string) string {
	return oneLine(html.UnescapeString(regexp.MustCompile(`(?s)<[^>]*>`).ReplaceAllString(body, "")))
}

func TestMapRefusesWhatMakesNoSense(t *testing.T) {
	h, _ := newDesk(t, open(t))
	for _, q := range []string{"box=1,2,3", "box=a,b,c,d", "box=10,0,5,5", "box=0,0,900,5", "box=NaN,0,1,1", "spot=1", "since=yesterday", "until=2026-13-01", "move=9,9&box=0,0,1,1", "move=x", "type=NOPE", "page=0"} {
		w := get(t, h, "/map?"+q)
		if w.Code != http.StatusBadRequest || !strings.Contains(w.Body.String(), "without") && !strings.Contains(w.Body.String(), "Not understood") {
			t.Errorf("%s: %d", q, w.Code)
		}
	}
	if w := get(t, h, "/events?place=maybe"); w.Code != http.StatusBadRequest {
		t.Errorf("place=maybe: %d", w.Code)
	}
}

// Five thousand places are a page that a browser reads at once, with no pin on another.
func TestManyPlacesShareMarks(t *testing.T) {
	db := open(t)
	manyPlaces(t, db, store.MaxSpots+7)
	h, _ := newDesk(t, db)
	body := get(t, h, "/map").Body.String()
	if !strings.Contains(text(body), "7 places more aren’t drawn: at most 5 000 are") {
		t.Error("the map doesn't say what it leaves out")
	}
	if n := len(pinLink.FindAllString(body, -1)); n > 900 || n < 100 {
		t.Errorf("%d pins", n)
	}
	if len(body) > 1_200_000 {
		t.Errorf("a page of %d bytes", len(body))
	}
}

// manyPlaces spreads places over a continent.
func manyPlaces(t testing.TB, db store.Store, n int) {
	t.Helper()
	const each = 200 // events an article
	for a := 0; a < n; a += each {
		var places []*tocsin.Place
		for i := a; i < min(a+each, n); i++ {
			places = append(places, spot(fmt.Sprint("hamlet ", i), 20+float64(i*37%5000)/100, 10+float64(i*91%4000)/100, tocsin.AtPlace))
		}
		putPlaces(t, db, fmt.Sprint("many ", a), places...)
	}
}

func BenchmarkMap(b *testing.B) {
	db := open(b)
	manyPlaces(b, db, store.MaxSpots)
	h, _ := newDesk(b, db)
	get(b, h, "/map")
	for b.Loop() {
		get(b, h, "/map")
	}
}

func TestStrip(t *testing.T) {
	days := []store.Count{{Value: "2026-11-01", N: 4}, {Value: "2026-11-03", N: 1}, {Value: "2026-11-10", N: 2}}
	address := func(from, to string) string { return from + "/" + to }
	s := newStrip(days, store.Period{From: "2026-11-03"}, address)
	if s.Days != 10 || s.From != 2 || s.To != 9 || len(s.Bars) != 3 {
		t.Fatalf("%+v", s)
	}
	if b := s.Bars[1]; !b.In || s.Bars[0].In || b.URL != "2026-11-03/2026-11-03" || b.Says != "1 event, Tue 3 Nov 2026" || b.H != 25 {
		t.Errorf("%+v", b)
	}
	long := newStrip([]store.Count{{Value: "2016-01-01", N: 1}, {Value: "2026-01-01", N: 1}}, store.Period{From: "1990-01-01", To: "2100-01-01"}, address)
	if long.From != 0 || long.To != long.Days-1 || len(long.Bars) != 2 || !strings.HasSuffix(long.Bars[1].URL, "/2026-01-01") {
		t.Errorf("%+v", long)
	}
	if none := newStrip(nil, store.Period{}, address); none.Days != 0 || none.Bars != nil {
		t.Errorf("%+v", none)
	}
}

func TestScale(t *testing.T) {
	for box, want := range map[tocsin.Box]string{
		{West: 0, South: -1, East: 9, North: 1}:                  "200 km",
		{West: 0, South: 0, East: 0.05, North: 0.01}:             "1 km",
		{West: -180, South: -60, East: 180, North: 60}:           "5\u202f000 km",
		{West: 8.001, South: 47.001, East: 8.002, North: 47.002}: "200 m",
	} {
		if got := newScale(chart.Over(box)).Says; got != want {
			t.Errorf("%v: %s, want %s", box, got, want)
		}
	}
}

// tiled returns a desk with an archive of tiles.
func tiled(t *testing.T, name string) http.Handler {
	t.Helper()
	a, err := tile.Open("testdata/" + name + ".pmtiles")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	h, err := New(open(t), &fakeIntake{}, Options{Tiles: a})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func TestVectorTilesAreDrawn(t *testing.T) {
	h := tiled(t, "vector")
	body := get(t, h, "/map?box=-180,80,-170,85").Body.String() // the corner in which the tile of the tests is drawn
	for _, class := range []string{"water", "river", "road", "way"} {
		if m := regexp.MustCompile(`<path class="` + class + `" d="M`).FindString(body); m == "" {
			t.Errorf("no %s", class)
		}
	}
	if !strings.Contains(body, ">Dushanbe</text>") || !strings.Contains(body, "Tiles of this desk’s own archive") {
		t.Error("neither the town nor whose tiles they are is written")
	}
	if w := get(t, h, "/map/tile/0/0/0"); w.Code != http.StatusNotFound {
		t.Errorf("a vector tile is sent: %d", w.Code)
	}
}

func TestRasterTilesAreSent(t *testing.T) {
	h := tiled(t, "raster")
	m := regexp.MustCompile(`<image href="([^"]+)"`).FindStringSubmatch(get(t, h, "/map").Body.String())
	if m == nil {
		t.Fatal("no tile in the map")
	}
	w := get(t, h, m[1])
	if w.Code != http.StatusOK || w.Header().Get("Content-Type") != "image/png" || !strings.HasPrefix(w.Body.String(), "\x89PNG") {
		t.Errorf("%s: %d, %s", m[1], w.Code, w.Header().Get("Content-Type"))
	}
	for _, path := range []string{"/map/tile/1/0/0", "/map/tile/-1/0/0", "/map/tile/0/0/1", "/map/tile/a/0/0", "/map/tile/0/99999999999999999999/0"} {
		if w := get(t, h, path); w.Code != http.StatusNotFound {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
}

// A box in an address comes back as the view that holds it, so that links of a view stay in it.
func TestAddressesKeepTheirView(t *testing.T) {
	db := open(t)
	fewPlaces(t, db)
	h, _ := newDesk(t, db)
	first := addressOf(t, get(t, h, "/map?box=66,35,76,42").Body.String())
	second := addressOf(t, get(t, h, first).Body.String())
	a, _ := numbers(boxOf(t, first), 4)
	b, _ := numbers(boxOf(t, second), 4)
	for i := range a {
		if d := a[i] - b[i]; d > 0.001 || d < -0.001 {
			t.Fatalf("%s becomes %s", first, second)
		}
	}
}

func addressOf(t *testing.T, body string) string {
	t.Helper()
	m := regexp.MustCompile(`data-address="([^"]+)"`).FindStringSubmatch(body)
	if m == nil {
		t.Fatal("no address")
	}
	return html.UnescapeString(m[1])
}

func boxOf(t *testing.T, address string) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return u.Query().Get("box")
}
