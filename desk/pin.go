package desk

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/desk/chart"
	"github.com/tocsin-desk/tocsin/desk/outline"
	"github.com/tocsin-desk/tocsin/store"
)

// A pin stands on the map for a place, or for several that are too near each other to be told apart.
type pin struct {
	ID      string // f3, c1: which layer, and which pin of it
	X, Y    percent
	R       int // pixels, by origins
	Hit     int // pixels: what a finger meets
	Exact   bool
	Vague   bool
	Faint   bool // of what is vague, no more than the country or region is known
	Chosen  bool
	Events  int
	Origins int
	Name    string // in words: of one place, or of the first and how many more
	Label   string // written beside it; empty where there is no room
	Says    string // in words, for those who can't see it
	Number  string // of events, where there is room
	URL     string
	spots   []int
	x, y    float64
}

// Inner is the radius of what a number is written in: of the dot, which is smaller where it stands in a ring, or of
// the ring alone.
func (m pin) Inner() int {
	if m.Vague && m.Exact {
		return max(m.R-3, 2)
	}
	return m.R
}

// Around is the radius of what shows that a pin is pointed at or chosen.
func (m pin) Around() int { return m.R + 4 }

// Beside is how far from its middle a pin's name begins.
func (m pin) Beside() int { return m.R + 7 }

// A layer is a set of pins: the fine one for a desk's screen, the coarse one for a telephone's.
type layer struct {
	Name string
	Pins []pin
}

// unitsPerPixel holds where the chart is shown 750 pixels wide, as on a small desk.
const unitsPerPixel = 4

// How far pins lie apart, in units of the chart's grid: 28 pixels where it is 750 wide, and where it is 290.
const (
	fineApart   = 112
	coarseApart = 290
)

// layers groups the spots in a view, and returns what the pins and names of the fine layer take of the chart.
func layers(v chart.View, spots []store.Spot, at *tocsin.Box, address func(tocsin.Box) string) (out []layer, taken []chart.Area) {
	out = []layer{{Name: "fine"}, {Name: "coarse"}}
	for i, apart := range [...]float64{fineApart, coarseApart} {
		out[i].Pins = group(v, spots, apart)
		for k := range out[i].Pins {
			m := &out[i].Pins[k]
			m.ID = out[i].Name[:1] + strconv.Itoa(k)
			m.describe(spots, at, address)
		}
	}
	return out, label(out[0].Pins, spots)
}

// group puts each spot to the nearest pin that is near enough, else it becomes a pin: those with most origins come
// first, so that a pin lies where most is reported from.
func group(v chart.View, spots []store.Spot, apart float64) []pin {
	var out []pin
	for i := range spots {
		p := &spots[i].Place
		x, y := v.At(chart.Project(tocsin.Point{Lon: *p.Lon, Lat: *p.Lat}))
		if x < 0 || y < 0 || x > chart.Width || y > chart.Height {
			continue
		}
		best, least := -1, apart*apart
		for k := range out {
			dx, dy := out[k].x-x, out[k].y-y
			if d := dx*dx + dy*dy; d < least {
				best, least = k, d
			}
		}
		if best < 0 {
			best = len(out)
			out = append(out, pin{x: x, y: y, X: percent(x / chart.Width * 100), Y: percent(y / chart.Height * 100), Hit: 14})
		}
		m := &out[best]
		m.spots = append(m.spots, i)
		m.Events += spots[i].Events
		m.Origins += spots[i].Origins
		m.Exact = m.Exact || exact(p)
		m.Vague = m.Vague || !exact(p)
	}
	return out
}

// exact reports whether a place is known to the point: all others are drawn as rings.
func exact(p *tocsin.Place) bool { return p.Precision == tocsin.AtPlace }

const (
	leastRadius = 4  // pixels
	mostRadius  = 15 // so that pins beside each other hardly touch
)

func (m *pin) describe(spots []store.Spot, at *tocsin.Box, address func(tocsin.Box) string) {
	m.R = min(leastRadius+int(1.6*math.Sqrt(float64(m.Origins))), mostRadius)
	var points []tocsin.Point
	m.Faint = m.Vague
	for _, i := range m.spots {
		p := &spots[i].Place
		points = append(points, tocsin.Point{Lon: *p.Lon, Lat: *p.Lat})
		m.Faint = m.Faint && p.Precision != tocsin.AtAdmin1 && p.Precision != tocsin.AtBorder
	}
	box, _ := tocsin.Around(points...)
	box = round(box)
	m.Chosen = at != nil && !slices.ContainsFunc(points, func(p tocsin.Point) bool { return !at.Contains(p) })
	m.URL = address(box)
	first := &spots[m.spots[0]].Place
	m.Name = first.Name
	if more := len(m.spots) - 1; more > 0 {
		m.Name += " and " + count(more, "other place", "other places")
	} else if v := vagueness(first); v != "" {
		m.Name += " (" + v + ")"
	}
	m.Says = m.Name + ": " + count(m.Events, "event", "events") + ", " + count(m.Origins, "origin", "origins")
	room := m.Inner() - 3
	if !m.Exact {
		room -= 3 // a ring is thin, and a figure must not touch it
	}
	if n := number(m.Events); m.Events > 1 && room >= 3*len([]rune(n)) {
		m.Number = n
	}
}

// digits is how many decimals of a degree an address has: 1 metre.
const digits = 5

// round widens a box to what an address can say.
func round(b tocsin.Box) tocsin.Box {
	scale := math.Pow10(digits)
	down := func(v float64) float64 { return math.Floor(v*scale) / scale }
	up := func(v float64) float64 { return math.Ceil(v*scale) / scale }
	return tocsin.Box{West: max(down(b.West), -180), South: max(down(b.South), -90), East: min(up(b.East), 180), North: min(up(b.North), 90)}
}

// boxText writes a box as addresses have it: west, south, east, north.
func boxText(b tocsin.Box) string {
	var out []string
	for _, v := range [...]float64{b.West, b.South, b.East, b.North} {
		out = append(out, strconv.FormatFloat(v, 'f', -1, 64))
	}
	return strings.Join(out, ",")
}

// maxLabels is how many names a map bears before it is read less, not more.
const maxLabels = 24

// label writes the names of pins beside them where there is room, those with most origins first, and returns what
// pins and names take.
func label(pins []pin, spots []store.Spot) (taken []chart.Area) {
	const high, wide = 60, 28 // units of a line, and of a letter
	for _, m := range pins {
		r := float64(m.R) * unitsPerPixel
		taken = append(taken, chart.Area{X0: m.x - r, Y0: m.y - r, X1: m.x + r, Y1: m.y + r})
	}
	order := make([]int, len(pins))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(pins[b].Origins, pins[a].Origins) })
	written := 0
	for _, i := range order {
		m := &pins[i]
		name := spots[m.spots[0]].Place.Name
		x := m.x + float64(m.R+1)*unitsPerPixel
		a := chart.Area{X0: x, Y0: m.y - high/2, X1: x + float64(len([]rune(name))*wide), Y1: m.y + high/2}
		if a.X1 > chart.Width || slices.ContainsFunc(taken, a.Touches) {
			continue
		}
		m.Label = name
		taken = append(taken, a)
		if written++; written == maxLabels {
			break
		}
	}
	return taken
}

// free returns the names that touch nothing of what is taken.
func free(names []outline.Name, taken []chart.Area) []outline.Name {
	return slices.DeleteFunc(names, func(n outline.Name) bool { return slices.ContainsFunc(taken, n.Area().Touches) })
}

// A reach is the circle in which a place lies of which only a province or region is known, in percent of the chart.
type reach struct{ X, Y, RX, RY percent }

// within says how far from its point such a place may be, in metres: about the size of a province, and of a region.
// It is 0 for what is known to the point, and for countries and borders, which a circle would misdraw.
func within(p *tocsin.Place) float64 {
	switch {
	case len(p.Geometry) > 0:
	case p.Precision == tocsin.AtAdmin1:
		return 100_000
	case p.Precision == tocsin.AtRegion:
		return 300_000
	}
	return 0
}

// reaches draws circles where they are large enough to see, and small enough to tell something.
func reaches(v chart.View, spots []store.Spot) []reach {
	const least, most, many = 40, chart.Height / 2, 60
	var out []reach
	for i := range spots {
		p := &spots[i].Place
		x, y := v.At(chart.Project(tocsin.Point{Lon: *p.Lon, Lat: *p.Lat}))
		if r := v.Units(within(p)); r >= least && r <= most && len(out) < many {
			out = append(out, reach{percent(x / chart.Width * 100), percent(y / chart.Height * 100), percent(r / chart.Width * 100), percent(r / chart.Height * 100)})
		}
	}
	return out
}

// A shape is the geometry of a border or an area.
type shape struct {
	Line, Area string // path data
	Says       string
}

// shapes returns the geometries in a view; one that can't be read is left out, its pin remains.
func shapes(v chart.View, spots []store.Spot) []shape {
	var out []shape
	for i := range spots {
		if len(spots[i].Place.Geometry) == 0 {
			continue
		}
		s, err := tocsin.ParseShape(spots[i].Place.Geometry)
		if err != nil {
			continue
		}
		line, area := chart.Pen{View: v}, chart.Pen{View: v}
		for _, l := range s.Lines {
			line.Line(project(l))
		}
		for _, r := range s.Rings {
			area.Ring(project(r))
		}
		if line.Points()+area.Points() > 0 {
			out = append(out, shape{line.String(), area.String(), spots[i].Place.Name})
		}
	}
	return out
}

func project(points []tocsin.Point) []chart.Point {
	out := make([]chart.Point, len(points))
	for i, p := range points {
		out[i] = chart.Project(p)
	}
	return out
}
