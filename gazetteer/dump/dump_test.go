package dump

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/gazetteer"
	"github.com/tocsin-desk/tocsin/gazetteer/geo"
	"github.com/tocsin-desk/tocsin/lexicon"
)

// A dump of each kind, invented.
const (
	admin1 = "TJ.02\tKhatlon\tKhatlon\t1\nbroken\n"
	places = "101\tQarzan Ford\tQarzan Ford\tBrod Karzan,Брод Карзан,QRZ,https://x.example\t37.1\t68.5\tP\tPPL\tTJ\t\t02\t\t\t\t2100\t\t450\tAsia/Dushanbe\t2025-01-01\n" +
		"102\tOff\tOff\t\t97.1\t68.5\tP\tPPL\tTJ\t\t02\t\t\t\t\t\t\t\t\n" +
		"103\tInn\tInn\t\t37.1\t68.5\tS\tHTL\tTJ\t\t02\t\t\t\t\t\t\t\t\n" +
		"104\tshort\n" +
		"105\tNobody's\tNobodys\t\t37.5\t68.9\tT\tPASS\t\t\t\t\t\t\t\t\t\t\t\n"
	alternates = "1\t101\tfa\tگذر قرزان\t1\n2\t101\twkdt\tQ1\n3\t999\ten\tElsewhere\n"
	geojson    = `{"type":"FeatureCollection","crs":{"a":[1]},"features":[
{"type":"Feature","properties":{"FEATURECLA":"Populated place","NAME":"Velmora","LATITUDE":37.2,"LONGITUDE":68.6,"ADM0_A3":"TJK","ADM1NAME":"Khatlon","POP_MAX":900,"GEONAMEID":77,"NAME_RU":"Велмора"},"geometry":{"type":"Point","coordinates":[68.6,37.2]}},
{"type":"Feature","properties":{"featurecla":"River","name":"Qar","ADM0_A3":"-99"},"geometry":{"type":"LineString","coordinates":[[68,37],[69,38]]}},
{"type":"Feature","properties":{"featurecla":"International boundary (verify)"},"geometry":null},
{"type":"Feature","properties":{"featurecla":"Lake","name":"Nowhere"},"geometry":{"type":"Polygon","coordinates":[]}}]}`
	wikidata = "[\n" +
		`{"id":"Q7","labels":{"en":{"value":"Dashtova"},"ru":{"value":"Даштова"}},"aliases":{"en":[{"value":"Dashtowa"}]},"claims":{"P31":[{"mainsnak":{"datavalue":{"value":{"id":"Q515"}}}}],"P625":[{"mainsnak":{"datavalue":{"value":{"latitude":37.3,"longitude":68.7}}}}],"P1082":[{"mainsnak":{"datavalue":{"value":{"amount":"+5000"}}}}]}},` + "\n" +
		`{"id":"Q8","labels":{"en":"An idea"},"claims":{}}` + "\n]\n"
)

// build imports dumps and opens the table.
func build(t testing.TB, dumps ...string) (*gazetteer.Gazetteer, []*Report) {
	t.Helper()
	var out bytes.Buffer
	w := gazetteer.NewWriter(&out, Layers()...)
	im := New(w, func(p geo.Point) (string, bool) { return "AFG", p.Lat < 38 })
	var reports []*Report
	for _, d := range dumps {
		kind, err := Sniff([]byte(d))
		if err != nil {
			t.Fatal(err)
		}
		rep, err := im.Read(kind, strings.NewReader(d))
		if err != nil {
			t.Fatalf("%s: %v", kind, err)
		}
		reports = append(reports, rep)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	table, err := gazetteer.ReadTable(out.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if err := table.Verify(); err != nil {
		t.Error(err)
	}
	lex, err := lexicon.Load()
	if err != nil {
		t.Fatal(err)
	}
	g, err := gazetteer.Open(lex, table)
	if err != nil {
		t.Fatal(err)
	}
	return g, reports
}

func TestSniff(t *testing.T) {
	for _, c := range []struct {
		name, head string
		want       Kind
	}{
		{"admin1", admin1, Admin1}, {"places", places, GeoNames}, {"alternates", alternates, Alternates}, {"GeoJSON", "\ufeff" + geojson, GeoJSON}, {"Wikidata", wikidata, Wikidata},
		{"countryInfo", "# GeoNames\n#ISO\n", Unneeded}, {"admin2", "TJ.02.1\tA\tA\t1\n", Unneeded}, {"hierarchy", "1\t2\tADM\n", Unneeded},
	} {
		if got, err := Sniff([]byte(c.head)); err != nil || got != c.want {
			t.Errorf("%s: %s, %v", c.name, got, err)
		}
	}
	for name, head := range map[string]string{"shapefile": "\x00\x00\x27\x0a", "JSON": `{"a":1}`, "text": "root:x:0", "nothing": ""} {
		if _, err := Sniff([]byte(head)); !errors.Is(err, tocsin.ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestImport(t *testing.T) {
	g, reports := build(t, admin1, places, geojson, wikidata, alternates)
	for _, c := range []struct{ name, want, country, admin1, where string }{
		{"Qarzan Ford", "Qarzan Ford", "TJK", "Khatlon", "geonames:101"}, {"Брод Карзан", "Qarzan Ford", "TJK", "Khatlon", "geonames:101"}, {"گذر قرزان", "Qarzan Ford", "TJK", "Khatlon", "geonames:101"},
		{"Nobodys", "Nobody's", "AFG", "", "geonames:105"}, {"Velmora", "Velmora", "TJK", "Khatlon", "naturalearth:77"}, {"Qar River", "Qar", "AFG", "", "naturalearth:0"},
		{"Dashtowa", "Dashtova", "AFG", "", "wikidata:Q7"}, {"Даштова", "Dashtova", "AFG", "", "wikidata:Q7"},
	} {
		got := g.Lookup(c.name)
		if len(got) != 1 {
			t.Errorf("%s: %d places", c.name, len(got))
			continue
		}
		if p := got[0]; p.Name != c.want || p.Country != c.country || p.Admin1 != c.admin1 || p.Where != c.where {
			t.Errorf("%s: %+v", c.name, p)
		}
	}
	for _, gone := range []string{"QRZ", "Off", "Inn", "Elsewhere", "An idea", "Nowhere", "https://x.example"} {
		if got := g.Lookup(gone); len(got) > 0 && got[0].Source != "tocsin" {
			t.Errorf("%s is in the table: %+v", gone, got[0])
		}
	}
	var b strings.Builder
	for _, r := range reports {
		if _, err := r.WriteTo(&b); err != nil {
			t.Fatal(err)
		}
	}
	for _, want := range []string{
		"GeoNames places: 2 kept", "1 left out: the point is not on the globe (line 2)", `1 left out: feature class "S", a kind of place that the desk doesn't use (line 3)`, "1 left out: not 19 columns (line 4)",
		"GeoNames admin1 codes: 1 kept", "1 left out: no code and name (line 2)", "GeoJSON: 2 kept", "1 left out: no point (line 4)", "Wikidata entities: 1 kept", "1 left out: no coordinates (line 3)",
		"1 left out: a name of a place that isn't in the table (line 3)",
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("the report lacks %q:\n%s", want, b.String())
		}
	}
}

// A line without end costs no more than its cap, and the next one is read.
func TestLongLine(t *testing.T) {
	long := io.MultiReader(strings.NewReader("a\n"), io.LimitReader(xs{}, maxLine+10), strings.NewReader("\nb"))
	var got []string
	err := lines(long, func(n int, line []byte) error {
		if line == nil {
			got = append(got, "too long")
		} else {
			got = append(got, string(line[:min(len(line), 20)]))
		}
		return nil
	})
	if want := "a,too long,b"; err != nil || strings.Join(got, ",") != want {
		t.Errorf("lines are %q, %v", got, err)
	}
}

type xs struct{}

func (xs) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	return len(p), nil
}

// FuzzDump: any bytes are refused or imported, and what was imported is a sound table.
func FuzzDump(f *testing.F) {
	for _, d := range []string{admin1, places, alternates, geojson, wikidata} {
		f.Add([]byte(d))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		kind, err := Sniff(b)
		if err != nil {
			return
		}
		var out bytes.Buffer
		w := gazetteer.NewWriter(&out, Layers()...)
		im := New(w, func(geo.Point) (string, bool) { return "", false })
		if _, err := im.Read(GeoNames, strings.NewReader(places)); err != nil {
			t.Fatal(err)
		}
		rep, err := im.Read(kind, bytes.NewReader(b))
		if err != nil {
			if !errors.Is(err, tocsin.ErrInvalid) && !errors.Is(err, tocsin.ErrTooLarge) {
				t.Errorf("the error has no kind: %v", err)
			}
			return
		}
		if _, err := rep.WriteTo(io.Discard); err != nil {
			t.Error(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		table, err := gazetteer.ReadTable(out.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		if err := table.Verify(); err != nil {
			t.Error(err)
		}
	})
}
