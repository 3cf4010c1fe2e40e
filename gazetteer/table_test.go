package gazetteer

import (
	"bytes"
	"errors"
	"testing"

	"pgregory.net/rapid"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/gazetteer/geo"
	"github.com/tocsin-desk/tocsin/lexicon"
)

// write makes a table of places, each with the further names given.
func write(t testing.TB, places []Place, more map[int][]string) []byte {
	t.Helper()
	var out bytes.Buffer
	w := NewWriter(&out, Layer{Name: GeoNames, Licence: "CC BY 4.0"})
	for i := range places {
		places[i].Source = GeoNames
		row, err := w.Add(&places[i], i+1)
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range more[i] {
			if err := w.Alias(row, n, "ru"); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func sample() []Place {
	return []Place{
		{Name: "Qarzan Ford", Point: geo.Point{Lat: 37.1, Lon: 68.5}, Kind: lexicon.City, Code: "PPL", Country: "TJK", Admin1: "Khatlon", Population: 2100},
		{Name: "Vélmora", Point: geo.Point{Lat: -37.15, Lon: -179.99}, Kind: lexicon.Province, Code: "ADM1", Country: "NZL"},
		{Name: "Velmora", Point: geo.Point{Lat: 37.2, Lon: 68.6}, Kind: lexicon.City, Country: "TJK"},
	}
}

func TestTable(t *testing.T) {
	table, err := ReadTable(write(t, sample(), map[int][]string{0: {"Брод Карзан"}}))
	if err != nil {
		t.Fatal(err)
	}
	if err := table.Verify(); err != nil {
		t.Error(err)
	}
	names := func(key string) (out []string) {
		table.find(key, func(row int, as, lang string, alias bool) bool {
			p, ok := table.place(row)
			if !ok {
				t.Errorf("row %d of %s can't be read", row, as)
			}
			out = append(out, p.Name+"/"+as+"/"+lang+"/"+p.Where)
			return true
		})
		return out
	}
	for key, want := range map[string]int{"qarzan ford": 1, "velmora": 2, "brod karzan": 1, "nowhere": 0} {
		if got := names(key); len(got) != want {
			t.Errorf("%s: %q", key, got)
		}
	}
	if got := names("brod karzan"); len(got) == 1 && got[0] != "Qarzan Ford/Брод Карзан/ru/geonames:1" {
		t.Errorf("by its Russian name: %s", got[0])
	}
	p, ok := table.place(0)
	want := sample()[0]
	want.Source, want.GeoNames, want.Where = GeoNames, 1, "geonames:1"
	if !ok || p != want {
		t.Errorf("read back as %+v, want %+v", p, want)
	}
	var near int
	table.in(cell(37.1, 68.5), func(int, *record) bool { near++; return true })
	if near != 2 {
		t.Errorf("%d places in the square degree", near)
	}
}

// A user's table stands beside the lexicon and is asked after it.
func TestUserTable(t *testing.T) {
	lex, err := lexicon.Load()
	if err != nil {
		t.Fatal(err)
	}
	table, err := ReadTable(write(t, sample(), nil))
	if err != nil {
		t.Fatal(err)
	}
	g, err := Open(lex, table)
	if err != nil {
		t.Fatal(err)
	}
	got := g.Lookup("Velmora")
	if len(got) != 2 || got[0].Country != "TJK" || got[0].How != Exact || got[1].How != Folded {
		t.Errorf("Velmora: %+v", got)
	}
	if p, ok := g.Near(geo.Point{Lat: 37.19, Lon: 68.6}, "TJK"); !ok || p.Name != "Velmora" {
		t.Errorf("nearest is %+v", p)
	}
	if len(g.Lookup("Dushanbe")) == 0 {
		t.Error("the lexicon's own places are gone")
	}
}

func TestWriterRefuses(t *testing.T) {
	w := NewWriter(&bytes.Buffer{}, Layer{Name: GeoNames})
	for name, p := range map[string]Place{
		"no name":     {Source: GeoNames},
		"off globe":   {Name: "a", Source: GeoNames, Point: geo.Point{Lat: 91}},
		"no source":   {Name: "a", Source: "rumour"},
		"few people":  {Name: "a", Source: GeoNames, Population: -1},
		"not a point": {Name: "a", Source: GeoNames, Point: geo.Point{Lat: nan()}},
	} {
		if _, err := w.Add(&p, 1); !errors.Is(err, tocsin.ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func nan() float64 { var zero float64; return zero / zero }

// Whatever is written is found again by its name and at its place.
func TestWrittenIsFound(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		places := rapid.SliceOfN(rapid.Custom(func(rt *rapid.T) Place {
			return Place{
				Name:  rapid.StringMatching(`[A-Za-zÀ-ž][A-Za-zÀ-ž '-]{0,20}`).Draw(rt, "name"),
				Point: geo.Point{Lat: rapid.Float64Range(-90, 90).Draw(rt, "lat"), Lon: rapid.Float64Range(-180, 180).Draw(rt, "lon")},
				Kind:  lexicon.City, Population: rapid.IntRange(0, 1e7).Draw(rt, "people"),
			}
		}), 1, 30).Draw(rt, "places")
		table, err := ReadTable(write(t, places, nil))
		if err != nil {
			rt.Fatal(err)
		}
		for i, want := range places {
			key := Key(want.Name)
			if key == "" {
				continue
			}
			found := false
			table.find(key, func(row int, _, _ string, _ bool) bool {
				p, ok := table.place(row)
				found = found || ok && p.GeoNames == i+1 && p.Name == want.Name && geo.Distance(p.Point, want.Point) < 0.002
				return true
			})
			inCell := false
			table.in(cell(want.Point.Lat, want.Point.Lon), func(row int, r *record) bool {
				inCell = inCell || r.fields[fieldID] == i+1
				return true
			})
			if !found || !inCell && farFromRim(want.Point) {
				rt.Fatalf("%q: by name %v, by place %v", want.Name, found, inCell)
			}
		}
	})
}

// farFromRim: rounding may move a point into the next square degree.
func farFromRim(p geo.Point) bool {
	for _, v := range [...]float64{p.Lat + 90, p.Lon + 180} {
		if f := v - float64(int(v)); f < 1e-4 || f > 1-1e-4 {
			return false
		}
	}
	return true
}

// FuzzTable: any bytes are a table or an error, and a table answers every question.
func FuzzTable(f *testing.F) {
	whole := write(f, sample(), map[int][]string{0: {"Брод Карзан"}})
	f.Add(whole)
	f.Add(whole[:len(whole)/2])
	f.Add([]byte(magic))
	f.Fuzz(func(t *testing.T, b []byte) {
		table, err := ReadTable(b)
		if err != nil {
			if !errors.Is(err, tocsin.ErrInvalid) {
				t.Errorf("the error has no kind: %v", err)
			}
			return
		}
		table.Verify()
		table.find("velmora", func(row int, _, _ string, _ bool) bool { table.place(row); return true })
		table.in(cell(37.1, 68.5), func(int, *record) bool { return true })
		table.all(func(row int, r *record) bool { table.place(row); return true })
	})
}

// FuzzShapes: any bytes are shapes or an error.
func FuzzShapes(f *testing.F) {
	var out bytes.Buffer
	s := Shapes{
		Units: []Unit{{Zone: "Asia/Dushanbe", Country: "TJK", Rings: []geo.Ring{{{Lat: 37, Lon: 68}, {Lat: 37, Lon: 69}, {Lat: 38, Lon: 69}, {Lat: 37, Lon: 68}}}}},
		Edges: []Edge{{A: "AFG", B: "TJK", Lines: []geo.Line{{{Lat: 37, Lon: 69}, {Lat: 37, Lon: 68}}}}},
	}
	if err := s.Write(&out); err != nil {
		f.Fatal(err)
	}
	f.Add(out.Bytes())
	f.Add([]byte(shapeMagic))
	f.Fuzz(func(t *testing.T, b []byte) {
		file, err := OpenShapes(b)
		if err == nil {
			var s *Shapes
			if s, err = file.Shapes(); err == nil {
				s.at(geo.Point{Lat: 37.5, Lon: 68.9})
			}
		}
		if err != nil && !errors.Is(err, tocsin.ErrInvalid) {
			t.Errorf("the error has no kind: %v", err)
		}
	})
}

// FuzzKey: a key is its own key, has no blank at its ends, and Split takes something off or nothing.
func FuzzKey(f *testing.F) {
	for _, s := range []string{"Mazār-e Sharīf", "Душанбе", "O'Higgins", "ﷺ", "İstanbul", "Khatlon Region", "\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		k := Key(s)
		if kk := Key(k); kk != k {
			t.Errorf("%q: key %q has the key %q", s, k, kk)
		}
		if len(k) > 0 && (k[0] == ' ' || k[len(k)-1] == ' ') {
			t.Errorf("%q: key %q", s, k)
		}
		if rest, kind := Split(k); kind != "" && (rest == "" || len(rest) >= len(k)) {
			t.Errorf("%q: split into %q", k, rest)
		}
	})
}
