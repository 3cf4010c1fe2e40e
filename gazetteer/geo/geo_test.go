package geo

import (
	"encoding/json"
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestDistance(t *testing.T) {
	dushanbe, kabul := Point{38.5358, 68.7791}, Point{34.5281, 69.1723}
	if km := Distance(dushanbe, kabul); math.Abs(km-447) > 3 {
		t.Errorf("Dushanbe-Kabul %.0f km", km)
	}
	for _, c := range []struct {
		to   Point
		want float64
	}{{Point{1, 0}, 0}, {Point{0, 1}, 90}, {Point{-1, 0}, 180}, {Point{0, -1}, 270}} {
		if got := Bearing(Point{}, c.to); Turn(got, c.want) > 0.01 {
			t.Errorf("bearing to %v is %g", c.to, got)
		}
	}
	if got := Bearing(Point{0, 179.5}, Point{0, -179.5}); Turn(got, 90) > 0.01 {
		t.Errorf("over the date line the bearing is %g", got)
	}
}

func TestLineDistance(t *testing.T) {
	north := Line{{38, 69}, {39, 69}} // left of it is the west
	for _, c := range []struct {
		p    Point
		km   float64
		left bool
	}{
		{Point{38.5, 68.9}, 8.7, true}, {Point{38.5, 69.1}, 8.7, false},
		{Point{39.1, 69}, 11.1, false}, // straight on
	} {
		km, left := north.Distance(c.p)
		if math.Abs(km-c.km) > 0.1 || left != c.left {
			t.Errorf("%v: %.1f km, left %v; want %.1f, %v", c.p, km, left, c.km, c.left)
		}
	}
	if km, _ := (Line{}).Distance(Point{}); !math.IsInf(km, 1) {
		t.Errorf("no line is %g km off", km)
	}
}

// The index must say what the line itself says, for any line within its reach.
func TestIndexIsTheLine(t *testing.T) {
	point := rapid.Custom(func(t *rapid.T) Point {
		return Point{rapid.Float64Range(30, 40).Draw(t, "lat"), rapid.Float64Range(60, 70).Draw(t, "lon")}
	})
	rapid.Check(t, func(t *rapid.T) {
		l := Line(rapid.SliceOfN(point, 2, 6).Draw(t, "line"))
		reach := rapid.Float64Range(5, 100).Draw(t, "reach")
		p := point.Draw(t, "p")
		want, _ := l.Distance(p)
		got, _, ok := NewIndex([]Line{l}, reach).Distance(p)
		if want < 0.99*reach && (!ok || math.Abs(got-want) > 1e-6) {
			t.Fatalf("index says %g %v, line says %g", got, ok, want)
		}
		if want > 1.01*reach && ok {
			t.Fatalf("index says %g, line says %g beyond the reach %g", got, want, reach)
		}
	})
}

func TestSimplify(t *testing.T) {
	l := Line{{38, 69}, {38.5, 69.001}, {39, 69}, {39, 70}}
	if got := l.Simplify(1); len(got) != 3 || got[1] != l[2] {
		t.Errorf("simplified to %v", got)
	}
	if s := l.Sample(10); s[0] != l[0] || s[len(s)-1] != l[3] || math.Abs(s.Length()-l.Length()) > 0.5 {
		t.Errorf("sampled to %d points, %.1f km instead of %.1f", len(s), s.Length(), l.Length())
	}
}

// A disc, a ring and two discs are what they are: outer rings counterclockwise, holes clockwise.
func TestOutline(t *testing.T) {
	box := Box{South: 36, West: 66, North: 40, East: 72}
	a, b := Point{38, 68}, Point{38, 70.5}
	disc := func(p Point) float64 { return 100 - Distance(p, a) }
	ring := func(p Point) float64 { return min(100-Distance(p, a), Distance(p, a)-50) }
	two := func(p Point) float64 { return max(60-Distance(p, a), 60-Distance(p, b)) }
	for _, c := range []struct {
		name            string
		field           func(Point) float64
		polygons, holes int
	}{{"disc", disc, 1, 0}, {"ring", ring, 1, 1}, {"two", two, 2, 0}, {"nothing", func(Point) float64 { return -1 }, 0, 0}} {
		got := Outline(box, 5, c.field)
		holes := 0
		for _, p := range got {
			holes += len(p) - 1
			for i, r := range p {
				if r[0] != r[len(r)-1] || (r.Area() > 0) != (i == 0) {
					t.Errorf("%s: ring %d is open or turns the wrong way", c.name, i)
				}
				for _, q := range r {
					if math.Abs(c.field(q)) > 0.5 {
						t.Errorf("%s: %v is %.2f km off the outline", c.name, q, c.field(q))
					}
				}
			}
		}
		if len(got) != c.polygons || holes != c.holes {
			t.Errorf("%s: %d polygons with %d holes", c.name, len(got), holes)
		}
		js, err := MultiPolygon(got)
		if err != nil || !json.Valid(js) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}
