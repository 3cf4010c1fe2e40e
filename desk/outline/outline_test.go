package outline

import (
	"bytes"
	"compress/gzip"
	"strings"
	"testing"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/desk/chart"
)

// Two countries side by side, ten degrees wide, and one without a code east of them: three arcs that two share.
const squares = `{"type":"Topology","transform":{"scale":[1,1],"translate":[0,0]},
"arcs":[[[10,0],[0,10]],[[10,10],[-10,0],[0,-10],[10,0]],[[10,0],[10,0]],[[20,0],[0,10]],[[20,10],[-10,0]],[[20,10],[10,0],[0,-10],[-10,0]]],
"objects":{"countries":{"type":"GeometryCollection","geometries":[
{"type":"Polygon","arcs":[[0,1]],"id":"001","properties":{"name":"Westland"}},
{"type":"MultiPolygon","arcs":[[[-1,2,3,4]]],"id":"002","properties":{"name":"Midland"}},
{"type":"Polygon","arcs":[[-4,-6]],"properties":{"name":"Eastland"}},
{"type":null,"id":"003","properties":{"name":"Nowhere"}}]},
"land":{"type":"GeometryCollection","geometries":[{"type":"MultiPolygon","arcs":[[[1,2,-6,4]]]}]}}}`

func pack(t *testing.T, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestDraw(t *testing.T) {
	a, err := read(pack(t, squares))
	if err != nil {
		t.Fatal(err)
	}
	d := a.Draw(chart.Over(tocsin.Box{West: 0, South: -5, East: 30, North: 15}))
	for what, c := range map[string]struct {
		path  string
		moves int
	}{"land": {d.Land, 1}, "coast": {d.Coast, 4}, "border": {d.Border, 1}, "contested border": {d.Contested, 1}} {
		if got := strings.Count(c.path, "M"); got != c.moves {
			t.Errorf("%s: %d lines, want %d: %s", what, got, c.moves, c.path)
		}
	}
	var names []string
	for _, n := range d.Names {
		names = append(names, n.Text)
	}
	if strings.Join(names, " ") != "Westland Midland Eastland" {
		t.Errorf("names %q", names)
	}
	if d := a.Draw(chart.Over(tocsin.Box{West: 60, South: -5, East: 90, North: 15})); d.Land+d.Coast+d.Border+d.Contested != "" || len(d.Names) > 0 {
		t.Errorf("far away something is drawn: %+v", d)
	}
}

func TestBadOutlines(t *testing.T) {
	for name, text := range map[string]string{
		"no JSON":       "outlines",
		"an arc beyond": strings.Replace(squares, "[[0,1]]", "[[0,99]]", 1),
		"wrong depth":   strings.Replace(squares, "[[0,1]]", "[[[0,1]]]", 1),
	} {
		if _, err := read(pack(t, text)); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if _, err := read([]byte("not packed")); err == nil {
		t.Error("not packed: no error")
	}
}

// What make brought is what the map needs; without it the atlas is empty and nothing fails.
func TestEmbedded(t *testing.T) {
	a, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	if a.Empty() {
		if d := a.Draw(chart.World()); d.Land != "" {
			t.Error("an empty atlas draws land")
		}
		t.Skip("this build has no outlines: run desk/outline/fetch.sh")
	}
	if len(a.land) < 1000 || len(a.names) < 200 {
		t.Fatalf("%d rings of land, %d countries", len(a.land), len(a.names))
	}
	world := a.Draw(chart.World())
	if world.Land == "" || world.Coast == "" || world.Border == "" || world.Contested == "" || len(world.Names) < 5 {
		t.Errorf("the world lacks something: %d names", len(world.Names))
	}
	near := a.Draw(chart.Over(tocsin.Box{West: 67, South: 35, East: 75, North: 41}))
	if !strings.Contains(near.Border, "M") || near.Coast != "" {
		t.Errorf("Tajikistan has borders and no coast; coast %q", near.Coast)
	}
	if len(world.Land) > 400_000 || len(near.Border) > 100_000 {
		t.Errorf("the world's land takes %d bytes, Tajikistan's borders %d", len(world.Land), len(near.Border))
	}
}

func BenchmarkDraw(b *testing.B) {
	a, err := Embedded()
	if err != nil || a.Empty() {
		b.Skip("this build has no outlines")
	}
	for b.Loop() {
		a.Draw(chart.World())
	}
}

func BenchmarkRead(b *testing.B) {
	for b.Loop() {
		if _, err := Embedded(); err != nil {
			b.Fatal(err)
		}
	}
}

func TestCrimeasLine(t *testing.T) {
	on := func(points ...tocsin.Point) (out []chart.Point) {
		for _, p := range points {
			out = append(out, chart.Project(p))
		}
		return out
	}
	if !inPerekop(on(tocsin.Point{Lon: 33.63, Lat: 46.14}, tocsin.Point{Lon: 35.0, Lat: 45.72})) {
		t.Error("the line of the isthmus isn't found")
	}
	if inPerekop(on(tocsin.Point{Lon: 33.63, Lat: 46.14}, tocsin.Point{Lon: 38.7, Lat: 49.9})) {
		t.Error("a line that leads away from the isthmus is taken for it")
	}
}
