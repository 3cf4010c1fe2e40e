package gazetteer

import (
	"fmt"
	"math"
	"slices"
	"testing"
	"time"

	"github.com/tocsin-desk/tocsin/gazetteer/geo"
	"github.com/tocsin-desk/tocsin/lexicon"
)

// whole opens the gazetteer with all that the build makes, or skips the test.
func whole(t *testing.T) *Gazetteer {
	t.Helper()
	g := open(t)
	if g.shapes == nil || len(g.tables) < 3 {
		t.Skip("the binary has no tables of the build: run make")
	}
	return g
}

func TestEmbedded(t *testing.T) {
	g := whole(t)
	if err := g.Verify(); err != nil {
		t.Error(err)
	}
	for _, l := range g.Layers() {
		if l.Name == GeoNames && l.Rows <= 130_000 {
			t.Errorf("%d towns", l.Rows)
		}
		if l.Licence == "" || l.Hash == "" {
			t.Errorf("%s has no licence or no hash", l.Name)
		}
	}
	seen := false
	g.tables[0].find("dushanbe", func(row int, _, _ string, _ bool) bool {
		p, _ := g.tables[0].place(row)
		seen = seen || p.Country == "TJK" && geo.Distance(p.Point, geo.Point{Lat: 38.54, Lon: 68.78}) < 5
		return true
	})
	if !seen {
		t.Error("Dushanbe isn't within 5 km of 38.54 N 68.78 E")
	}
}

// astray are the towns that GeoNames and the outlines put into different states, or GeoNames into a wrong place.
func astray() []string {
	return []string{
		"McMurdo Station",                    // the outline of Antarctica leaves the ice out
		"Hoàng Sa",                           // the Paracels, to Viet Nam's administration
		"Imlili", "Gueltat Zemmour", "Smara", // Western Sahara, under Morocco's code
		"Olonkinbyen", // Jan Mayen, which has Svalbard's code
		"Sarupathar",  // in Assam, with a point in Myanmar
	}
}

// No town lies far from the borders of its state.
func TestTownsInTheirStates(t *testing.T) {
	g := whole(t)
	const far = 50
	outlines := map[string]*geo.Index{}
	lines := map[string][]geo.Line{}
	for _, u := range g.drawn().Units {
		for _, r := range u.Rings {
			lines[u.Country] = append(lines[u.Country], geo.Line(r))
		}
	}
	n, bad := 0, 0
	tab := g.tables[0]
	tab.all(func(row int, r *record) bool {
		iso := entry(tab.Countries, r.fields[fieldCountry])
		if n++; lines[iso] == nil {
			t.Errorf("no outline of %q", iso)
			lines[iso] = []geo.Line{{}}
		}
		if at, ok := g.CountryAt(r.point()); ok && at == iso {
			return true
		}
		if outlines[iso] == nil {
			outlines[iso] = geo.NewIndex(lines[iso], far)
		}
		if _, _, near := outlines[iso].Distance(r.point()); !near {
			at, _ := g.CountryAt(r.point())
			if bad++; !slices.Contains(astray(), string(r.name)) {
				t.Errorf("%q, %s, lies at %v in %q", r.name, iso, r.point(), at)
			}
		}
		return true
	})
	t.Logf("%d of %d towns lie more than %d km from their states", bad, n, far)
}

func TestCountryAt(t *testing.T) {
	g := whole(t)
	for _, c := range []struct {
		place    string
		lat, lon float64
		want     string
	}{
		{"Dushanbe", 38.54, 68.78, "TJK"}, {"Kabul", 34.53, 69.17, "AFG"}, {"Sokh, an exclave", 39.97, 71.13, "UZB"}, {"Vorukh, an exclave", 39.84, 70.58, "TJK"},
		{"Hanoi, in Bangkok's time", 21.03, 105.85, "VNM"}, {"Maseru", -29.31, 27.48, "LSO"}, {"Simferopol", 44.95, 34.1, "UKR"}, {"Sukhumi", 43.0, 41.02, "GEO"},
		{"Pristina", 42.66, 21.16, "KOS"}, {"Hebron", 31.53, 35.1, "PSE"}, {"Urumqi", 43.8, 87.6, "CHN"}, {"the Atlantic", 30, -40, ""},
	} {
		if got, _ := g.CountryAt(geo.Point{Lat: c.lat, Lon: c.lon}); got != c.want {
			t.Errorf("%s lies in %q, want %s", c.place, got, c.want)
		}
	}
}

// Lengths as states and almanacs give them, which differ among themselves by some per cent.
func TestBorderLengths(t *testing.T) {
	g := whole(t)
	for _, c := range []struct {
		a, b string
		km   float64
	}{
		{"TJK", "AFG", 1357}, {"UZB", "AFG", 144}, {"TKM", "AFG", 804}, {"PAK", "AFG", 2670}, {"IRN", "AFG", 921}, {"CHN", "AFG", 91},
		{"TJK", "KGZ", 984}, {"TJK", "CHN", 477}, {"KAZ", "RUS", 7644}, {"KAZ", "CHN", 1765}, {"ARM", "TUR", 311}, {"POL", "BLR", 398}, {"UKR", "POL", 535},
		{"FIN", "RUS", 1340}, {"USA", "MEX", 3155}, {"BEL", "NLD", 478}, {"IRN", "IRQ", 1599}, {"KOS", "ALB", 112}, {"IND", "BTN", 659},
	} {
		b, ok := g.Border(c.a, c.b)
		if got := b.Length(); !ok || math.Abs(got-c.km) > 0.07*c.km {
			t.Errorf("%s-%s: %.0f km, want about %.0f", c.a, c.b, got, c.km)
		}
		back, _ := g.Border(c.b, c.a)
		if back.Edges[0].A != c.b || back.Edges[0].Lines[0][0] == b.Edges[0].Lines[0][0] {
			t.Errorf("%s-%s isn't turned around", c.b, c.a)
		}
	}
	if _, ok := g.Border("TJK", "TKM"); ok {
		t.Error("Tajikistan and Turkmenistan have no border")
	}
	if got, want := fmt.Sprint(g.Neighbours("TJK")), "[AFG CHN KGZ UZB]"; got != want {
		t.Errorf("Tajikistan's neighbours are %s, want %s", got, want)
	}
}

func between(b Border) (out []string) {
	for _, e := range b.Edges {
		out = append(out, e.A+"-"+e.B)
	}
	return out
}

// Expressions of papers, as geometry.
func TestExpressions(t *testing.T) {
	g := whole(t)
	day := func(y int) time.Time { return time.Date(y, 7, 1, 0, 0, 0, 0, time.UTC) }
	tjk, _ := g.Frontier("TJK")
	uzb, _ := g.Border("UZB", "AFG")
	afg, _ := g.Border("TJK", "AFG")
	csto, _ := g.External(g.Members("CSTO", day(2026), true))
	older, _ := g.External(g.Members("CSTO", day(2010), true))
	for _, c := range []struct {
		said string
		b    Border
		want []string // among the edges
		not  []string
		km   [2]float64
	}{
		{"the Tajik-Afghan border", afg, []string{"TJK-AFG"}, nil, [2]float64{1300, 1400}},
		{"Tajikistan's southern border", tjk.Toward(South), []string{"TJK-AFG"}, []string{"TJK-KGZ", "TJK-CHN", "TJK-UZB"}, [2]float64{1300, 1400}},
		{"Tajikistan's northern border", tjk.Toward(North), []string{"TJK-KGZ"}, []string{"TJK-AFG"}, [2]float64{900, 2400}},
		{"Tajikistan's eastern border", tjk.Toward(East), []string{"TJK-CHN"}, []string{"TJK-UZB", "TJK-AFG"}, [2]float64{400, 700}},
		{"the borders of Tajikistan and Uzbekistan with Afghanistan", Union(afg, uzb), []string{"TJK-AFG", "UZB-AFG"}, nil, [2]float64{1440, 1560}},
		{"the CSTO's southern borders", csto.Toward(South), []string{"TJK-AFG", "RUS-GEO", "KAZ-UZB", "KGZ-CHN"}, []string{"KGZ-TJK", "RUS-KAZ", "RUS-NOR", "BLR-POL"}, [2]float64{8000, 20000}},
		{"the CSTO's borders, Uzbekistan in", older, []string{"UZB-AFG", "TJK-AFG"}, []string{"KAZ-UZB", "KGZ-UZB"}, [2]float64{20000, 60000}},
		{"the border in Afghan Badakhshan", g.Within(afg, "AFG", "Badakhshan Province"), []string{"TJK-AFG"}, nil, [2]float64{700, 1100}},
		{"the border along Khatlon", g.Within(afg, "TJK", "Khatlon"), []string{"TJK-AFG"}, nil, [2]float64{350, 650}},
	} {
		got := between(c.b)
		for _, w := range c.want {
			if !slices.Contains(got, w) {
				t.Errorf("%s: %v lacks %s", c.said, got, w)
			}
		}
		for _, w := range c.not {
			if slices.Contains(got, w) {
				t.Errorf("%s: %v has %s", c.said, got, w)
			}
		}
		if km := c.b.Length(); km < c.km[0] || km > c.km[1] {
			t.Errorf("%s: %.0f km", c.said, km)
		}
	}
	p, around, ok := g.Tripoint("TJK", "AFG", "UZB")
	if !ok || geo.Distance(p, geo.Point{Lat: 37.18, Lon: 67.78}) > 10 || !around.Area().Contains(geo.Point{Lat: 37.22, Lon: 67.42}) {
		t.Errorf("Tajikistan, Afghanistan and Uzbekistan meet at %v", p)
	}
	if _, _, ok := g.Tripoint("TJK", "AFG", "IRN"); ok {
		t.Error("Tajikistan and Iran don't meet")
	}
}

// A strip holds what is near, on the side that is meant.
func TestArea(t *testing.T) {
	g := whole(t)
	b, _ := g.Border("TJK", "AFG")
	nizhnyPanj, kunduz, imamSahib, dushanbe := geo.Point{Lat: 37.2, Lon: 68.6}, geo.Point{Lat: 36.73, Lon: 68.86}, geo.Point{Lat: 37.1, Lon: 68.93}, geo.Point{Lat: 38.54, Lon: 68.78}
	inside, outside := b, b.SideOf("KGZ")
	inside.Side = Inside
	outside.Side = Outside
	for _, c := range []struct {
		name string
		b    Border
		p    geo.Point
		want bool
	}{
		{"both sides, the bridge", b, nizhnyPanj, true}, {"both sides, Imam Sahib", b, imamSahib, true}, {"both sides, Dushanbe", b, dushanbe, false},
		{"Tajik side, Imam Sahib", inside, imamSahib, false}, {"Afghan side, Imam Sahib", outside, imamSahib, true},
		{"both sides, Kunduz, 53 km off", b, kunduz, false}, {"Tajik side, Farkhor", inside, geo.Point{Lat: 37.49, Lon: 69.4}, true}, {"Afghan side, Farkhor", outside, geo.Point{Lat: 37.49, Lon: 69.4}, false},
	} {
		if got := c.b.Area().Contains(c.p); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
	if got := b.SideOf("AFG").Side; got != Outside {
		t.Errorf("Afghanistan's side is %q", got)
	}
	// The outline holds the same points as the strip, but for those within a step of its rim.
	for _, border := range []Border{b, inside, outside} {
		area := border.Area()
		polygons := area.Outline()
		for lat := 36.0; lat < 40; lat += 0.17 {
			for lon := 66.5; lon < 76; lon += 0.17 {
				p := geo.Point{Lat: lat, Lon: lon}
				if math.Abs(area.field(p)) < border.Buffer/8 {
					continue
				}
				in := false
				for _, poly := range polygons {
					for _, r := range poly {
						in = in != r.Contains(p)
					}
				}
				if in != area.Contains(p) {
					t.Errorf("side %q: the outline and the strip disagree about %v", border.Side, p)
				}
			}
		}
	}
	if (Border{}).Area().Contains(dushanbe) || (Border{}).Area().Outline() != nil {
		t.Error("no border has a strip")
	}
}

// Towns that the desk's news names are found, in their states, with the built tables.
func TestWholeLookup(t *testing.T) {
	g := whole(t)
	for name, want := range map[string]string{
		"Spin Boldak": "AFG", "Torkham": "AFG", "Farkhor": "TJK", "Shahritus": "TJK", "Batken": "KGZ", "Isfana": "KGZ", "Kushka": "TKM", "Peshawar": "PAK", "Афганистан": "AFG", "تاجیکستان": "TJK",
	} {
		found := false
		for _, c := range g.Lookup(name) {
			found = found || c.Country == want
		}
		if !found {
			t.Errorf("%s isn't found in %s", name, want)
		}
	}
	if p, ok := g.Near(geo.Point{Lat: 37.2, Lon: 68.6}, "AFG"); !ok || p.Country != "AFG" || geo.Distance(p.Point, geo.Point{Lat: 37.2, Lon: 68.6}) > 40 {
		t.Errorf("near the bridge of Panj: %+v", p)
	}
	n := 0
	for p := range g.In("TJK") {
		if n++; p.Country != "TJK" {
			t.Fatalf("%+v in Tajikistan", p)
		}
	}
	if n < 100 {
		t.Errorf("%d places in Tajikistan", n)
	}
}

func BenchmarkLookup(b *testing.B) {
	lex, err := lexicon.Load()
	if err != nil {
		b.Fatal(err)
	}
	g, err := Open(lex, nil)
	if err != nil {
		b.Fatal(err)
	}
	for _, name := range []string{"Dushanbe", "Springfield", "Nobody Nowhere"} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				g.Lookup(name)
			}
		})
	}
}

// Our own places lie in or near the states that they are said to lie in; seas and disputed shoals don't.
func TestOwnPlacesInTheirStates(t *testing.T) {
	g := whole(t)
	lines := map[string][]geo.Line{}
	for _, u := range g.drawn().Units {
		for _, r := range u.Rings {
			lines[u.Country] = append(lines[u.Country], geo.Line(r))
		}
	}
	for i, p := range g.lex.Places {
		at := geo.Point{Lat: p.Lat, Lon: p.Lon}
		iso, _ := g.CountryAt(at)
		if p.Country == "" || p.Kind == lexicon.Water || p.Kind == lexicon.Territory || iso == p.Country || slices.Contains(g.Claims(&Place{Name: p.Name, Country: iso, Point: at}, time.Time{}, false), p.Country) {
			continue
		}
		far := 20.0 // points are rounded, and crossings lie on the line
		if p.Kind == lexicon.Province || p.Kind == lexicon.Region || p.Kind == lexicon.Terrain {
			far = 100
		}
		if _, _, near := geo.NewIndex(lines[p.Country], far).Distance(at); !near {
			t.Errorf("%s %s, %s, lies in %q", g.lex.Places[i].Where, p.Name, p.Country, iso)
		}
	}
}
