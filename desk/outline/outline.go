// Package outline holds the coasts, land and borders of the desk's map.
//
// In: Natural Earth 1:10 million as TopoJSON, which make brings by npm and go:embed puts into the program. Out: an
// Atlas that draws itself into a view. A program that was built without it has an empty atlas, which says so.
// It knows neither events nor pages, and judges nobody's status: lines are those of the source, as of its date.
package outline

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"slices"
	"strings"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/desk/chart"
)

//go:embed data
var files embed.FS

const (
	name    = "data/countries-10m.json.gz"
	maxSize = 32 << 20 // bytes unpacked; the file has 3.7 million
)

// Source says whose outlines these are, for the foot of a map.
const Source = "Natural Earth 1:10 million"

// An Atlas draws outlines. Its zero value has none.
type Atlas struct {
	land  []ring
	lines []line
	names []label
}

// A kind is what a line separates.
type kind int

const (
	coast     kind = iota
	border         // between two countries
	contested      // of a territory whose standing is disputed
	kinds
)

type line struct {
	kind kind
	ring
}

// A ring is a line, closed or not, with the box around it in Web Mercator.
type ring struct {
	points    []chart.Point
	low, high chart.Point
}

// A label is a country's name, at the middle of its largest part.
type label struct {
	text string
	ring
}

// Embedded returns the atlas that the program was built with; without one it is empty and err is nil.
func Embedded() (*Atlas, error) {
	packed, err := files.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return &Atlas{}, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the outlines: %w", err)
	}
	a, err := read(packed)
	if err != nil {
		return nil, fmt.Errorf("read the outlines: %w", err)
	}
	return a, nil
}

// Empty reports whether there are no outlines.
func (a *Atlas) Empty() bool { return len(a.lines) == 0 }

func read(packed []byte) (*Atlas, error) {
	unzip, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	text, err := io.ReadAll(io.LimitReader(unzip, maxSize+1))
	if err != nil {
		return nil, err
	}
	if len(text) > maxSize {
		return nil, fmt.Errorf("more than %d bytes: %w", maxSize, tocsin.ErrTooLarge)
	}
	var t topology
	if err := json.Unmarshal(text, &t); err != nil {
		return nil, err
	}
	return t.atlas()
}

// topology is a TopoJSON file of world-atlas: arcs of quantised steps, and geometries that are lists of arcs.
type topology struct {
	Transform struct{ Scale, Translate [2]float64 } `json:"transform"`
	Arcs      [][][2]int                            `json:"arcs"`
	Objects   struct{ Countries, Land object }      `json:"objects"`
}

type object struct {
	Geometries []geometry `json:"geometries"`
}

type geometry struct {
	Type       string          `json:"type"`
	ID         string          `json:"id"` // ISO 3166-1 numeric; none for a territory without a code
	Arcs       json.RawMessage `json:"arcs"`
	Properties struct {
		Name string `json:"name"`
	} `json:"properties"`
}

// rings returns a geometry's rings as lists of arcs; arc ^i is arc i backwards.
func (g *geometry) rings() ([][]int, error) {
	switch g.Type {
	case "Polygon":
		var out [][]int
		return out, json.Unmarshal(g.Arcs, &out)
	case "MultiPolygon":
		var polygons [][][]int
		if err := json.Unmarshal(g.Arcs, &polygons); err != nil {
			return nil, err
		}
		var out [][]int
		for _, p := range polygons {
			out = append(out, p...)
		}
		return out, nil
	}
	return nil, nil // a country without an area
}

func (t *topology) atlas() (*Atlas, error) {
	arcs := t.project()
	a := &Atlas{}
	uses := make([]struct{ countries, contested int }, len(arcs))
	for _, c := range t.Objects.Countries.Geometries {
		rings, err := c.rings()
		if err != nil {
			return nil, err
		}
		var largest ring
		for _, indices := range rings {
			points, err := join(arcs, indices)
			if err != nil {
				return nil, err
			}
			for _, i := range indices {
				u := &uses[max(i, ^i)]
				u.countries++
				if c.contested() {
					u.contested++
				}
			}
			if r := newRing(points); r.area() > largest.area() {
				largest = r
			}
		}
		a.names = append(a.names, label{strings.TrimSpace(c.Properties.Name), largest.bare()})
	}
	slices.SortStableFunc(a.names, func(x, y label) int { return cmp.Compare(y.area(), x.area()) })
	for i, points := range arcs {
		k := coast
		switch {
		case uses[i].countries > 1 && (uses[i].contested > 0 || inPerekop(points)):
			k = contested
		case uses[i].countries > 1:
			k = border
		}
		a.lines = append(a.lines, line{k, newRing(points)})
	}
	for _, l := range t.Objects.Land.Geometries {
		rings, err := l.rings()
		if err != nil {
			return nil, err
		}
		for _, indices := range rings {
			points, err := join(arcs, indices)
			if err != nil {
				return nil, err
			}
			a.land = append(a.land, newRing(points))
		}
	}
	return a, nil
}

// inPerekop reports whether a line lies on the isthmus of Crimea: the source draws it as one between states.
func inPerekop(points []chart.Point) bool {
	low, high := chart.Project(tocsin.Point{Lon: 33, Lat: 46.5}), chart.Project(tocsin.Point{Lon: 35.5, Lat: 45.5})
	return !slices.ContainsFunc(points, func(p chart.Point) bool { return p.X < low.X || p.X > high.X || p.Y < low.Y || p.Y > high.Y })
}

// contested: Kosovo, Northern Cyprus, Somaliland, the Siachen Glacier have no code; Western Sahara and Palestine have
// one, and lines that are disputed. The source knows no others as areas of their own.
func (g *geometry) contested() bool { return g.ID == "" || g.ID == "732" || g.ID == "275" }

// project undoes the quantisation of all arcs.
func (t *topology) project() [][]chart.Point {
	out := make([][]chart.Point, len(t.Arcs))
	for i, steps := range t.Arcs {
		x, y := 0, 0
		for _, s := range steps {
			x, y = x+s[0], y+s[1]
			out[i] = append(out[i], chart.Project(tocsin.Point{
				Lon: float64(x)*t.Transform.Scale[0] + t.Transform.Translate[0],
				Lat: float64(y)*t.Transform.Scale[1] + t.Transform.Translate[1],
			}))
		}
		unwrap(out[i])
	}
	return out
}

// join puts arcs end to end; each begins where the one before ends.
func join(arcs [][]chart.Point, indices []int) ([]chart.Point, error) {
	var out []chart.Point
	for n, i := range indices {
		back := i < 0
		if back {
			i = ^i
		}
		if i >= len(arcs) {
			return nil, fmt.Errorf("arc %d of %d: %w", i, len(arcs), tocsin.ErrInvalid)
		}
		arc := arcs[i]
		for k := range arc {
			if n > 0 && k == 0 {
				continue
			}
			if back {
				out = append(out, arc[len(arc)-1-k])
			} else {
				out = append(out, arc[k])
			}
		}
	}
	unwrap(out)
	return out, nil
}

// unwrap lets a line that crosses the 180th meridian leave the world there, instead of running once around it.
func unwrap(points []chart.Point) {
	for i := 1; i < len(points); i++ {
		points[i].X -= math.Round(points[i].X - points[i-1].X)
	}
}

func newRing(points []chart.Point) ring {
	r := ring{points: points}
	for i, p := range points {
		if i == 0 {
			r.low, r.high = p, p
		}
		r.low = chart.Point{X: min(r.low.X, p.X), Y: min(r.low.Y, p.Y)}
		r.high = chart.Point{X: max(r.high.X, p.X), Y: max(r.high.Y, p.Y)}
	}
	return r
}

func (r ring) area() float64 { return (r.high.X - r.low.X) * (r.high.Y - r.low.Y) }

// bare forgets the points.
func (r ring) bare() ring { return ring{low: r.low, high: r.high} }

// in reports whether any of it may show in the view.
func (r ring) in(v chart.View) bool {
	x0, y0 := v.At(r.low)
	x1, y1 := v.At(r.high)
	return x1 >= 0 && x0 <= chart.Width && y1 >= 0 && y0 <= chart.Height
}

// A Drawing is the path data of a view.
type Drawing struct {
	Land, Coast, Border, Contested string
	Names                          []Name
}

// A Name is a country's name and where its middle is written, on the chart's grid.
type Name struct {
	Text string
	X, Y float64
}

// Area returns the part of the grid that a name takes.
func (n Name) Area() chart.Area {
	half := float64(len([]rune(n.Text))*letter) / 2
	return chart.Area{X0: n.X - half, Y0: n.Y - letter, X1: n.X + half, Y1: n.Y + letter}
}

// Draw draws the part of the atlas that a view shows.
func (a *Atlas) Draw(v chart.View) Drawing {
	land := chart.Pen{View: v}
	for _, r := range a.land {
		if r.in(v) {
			land.Ring(r.points)
		}
	}
	var pens [kinds]chart.Pen
	for i := range pens {
		pens[i].View = v
	}
	for _, l := range a.lines {
		if l.in(v) {
			pens[l.kind].Line(l.points)
		}
	}
	return Drawing{land.String(), pens[coast].String(), pens[border].String(), pens[contested].String(), a.write(v)}
}

// letter is about the width of a letter of a name, in units, where the chart is shown 750 pixels wide.
const letter = 32

// write returns the names that fit into their country's part of the view and don't touch each other, larger
// countries first.
func (a *Atlas) write(v chart.View) []Name {
	var out []Name
	for _, n := range a.names {
		x0, y0 := v.At(n.low)
		x1, y1 := v.At(n.high)
		name := Name{n.text, (x0 + x1) / 2, (y0 + y1) / 2}
		area := name.Area()
		if x1-x0 < area.X1-area.X0 || y1-y0 < area.Y1-area.Y0 || area.X0 < 0 || area.Y0 < 0 || area.X1 > chart.Width || area.Y1 > chart.Height {
			continue
		}
		if !slices.ContainsFunc(out, func(o Name) bool { return o.Area().Touches(area) }) {
			out = append(out, name)
		}
	}
	return out
}
