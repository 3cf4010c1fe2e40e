package gazetteer

import (
	"encoding/json"
	"math"
	"slices"
	"strings"

	"github.com/tocsin-desk/tocsin/gazetteer/geo"
	"github.com/tocsin-desk/tocsin/lexicon"
)

// DefaultBuffer is how far from the line "at the border" reaches, in kilometres, where nobody says.
const DefaultBuffer = 50

// A Side says which side of a border is meant: a strip in Afghanistan is another watch than one in Tajikistan.
type Side string

// The sides. A is the state, or the bloc, whose border is spoken of.
const (
	BothSides Side = ""
	Inside    Side = "inside"  // within A
	Outside   Side = "outside" // across the line from A
)

// A Border is lines between states, with a strip along them. The zero Border is no border.
type Border struct {
	Edges  []Edge // A of every edge is on its left
	Buffer float64
	Side   Side
}

// Border returns the border of a state with another, oriented so that a is on the left. ok is false where
// they have none, or the binary has no borders.
func (g *Gazetteer) Border(a, b string) (out Border, ok bool) {
	return g.edges(func(x, y string) bool { return x == a && y == b })
}

// Frontier returns all land borders of a state.
func (g *Gazetteer) Frontier(a string) (out Border, ok bool) {
	return g.edges(func(x, _ string) bool { return x == a })
}

// External returns the borders of some states with all others: those of a bloc, without what is between members.
func (g *Gazetteer) External(members []string) (out Border, ok bool) {
	return g.edges(func(x, y string) bool { return slices.Contains(members, x) && !slices.Contains(members, y) })
}

// edges collects the edges whose ends are wanted in the order left, right.
func (g *Gazetteer) edges(want func(left, right string) bool) (Border, bool) {
	b := Border{Buffer: DefaultBuffer}
	for _, e := range g.drawn().Edges {
		if want(e.A, e.B) {
			b.Edges = append(b.Edges, e)
		} else if want(e.B, e.A) {
			b.Edges = append(b.Edges, e.flip())
		}
	}
	return b, len(b.Edges) > 0
}

func (e Edge) flip() Edge {
	out := Edge{A: e.B, B: e.A}
	for _, l := range e.Lines {
		out.Lines = append(out.Lines, l.Reverse())
	}
	return out
}

// Neighbours returns the states that a state has a land border with, in alphabetical order.
func (g *Gazetteer) Neighbours(iso string) []string {
	var out []string
	for _, e := range g.drawn().Edges {
		switch iso {
		case e.A:
			out = append(out, e.B)
		case e.B:
			out = append(out, e.A)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Length returns the kilometres along the border.
func (b Border) Length() float64 {
	var km float64
	for _, l := range b.lines() {
		km += l.Length()
	}
	return km
}

func (b Border) lines() []geo.Line {
	var out []geo.Line
	for _, e := range b.Edges {
		out = append(out, e.Lines...)
	}
	return out
}

// Union returns several borders as one, with the buffer and side of the first.
func Union(first Border, more ...Border) Border {
	out := first
	out.Edges = slices.Clone(first.Edges)
	for _, m := range more {
		out.Edges = append(out.Edges, m.Edges...)
	}
	return out
}

// SideOf returns the border with the strip on the side of a state alone; without change where the state
// is on neither side, or on the left of one edge and on the right of another.
func (b Border) SideOf(iso string) Border {
	left, right := true, true
	for _, e := range b.Edges {
		left, right = left && e.A == iso, right && e.B == iso
	}
	switch {
	case left && len(b.Edges) > 0:
		b.Side = Inside
	case right && len(b.Edges) > 0:
		b.Side = Outside
	}
	return b
}

// A Compass is a direction in degrees clockwise from north.
type Compass float64

// The directions that papers use.
const (
	North Compass = 0
	East  Compass = 90
	South Compass = 180
	West  Compass = 270
)

// ParseCompass reads a word for a direction: "south", "southern", "south-eastern", "southeast".
func ParseCompass(word string) (c Compass, ok bool) {
	w := strings.TrimSuffix(strings.NewReplacer("-", "", " ", "").Replace(strings.ToLower(word)), "ern")
	c, ok = map[string]Compass{
		"north": North, "east": East, "south": South, "west": West,
		"northeast": 45, "southeast": 135, "southwest": 225, "northwest": 315,
	}[w]
	return c, ok
}

// How Toward decides. "Tajikistan's southern border" is the whole one with Afghanistan, although along
// the Panj it turns north for a while; it is not where the border with Kyrgyzstan bends around Vorukh.
const (
	wholeTurn  = 50  // degrees that a border as a whole may face away from the direction
	partTurn   = 50  // and a part of it
	partLength = 100 // kilometres, the least that counts as a part
	smooth     = 25  // kilometres below which bends don't count
	straight   = 0.3 // least share of its length that a border must get ahead to face anywhere
)

// Toward returns the parts of a border that face a direction as seen from A: whole edges, and of edges
// that turn the long stretches that lie on that side of A too.
func (b Border) Toward(c Compass) Border {
	middle := map[string]geo.Box{}
	for _, e := range b.Edges {
		box, ok := middle[e.A]
		if !ok {
			box = geo.Empty()
		}
		for _, l := range e.Lines {
			for _, p := range l {
				box = box.Add(p)
			}
		}
		middle[e.A] = box
	}
	out := b
	out.Edges = nil
	for _, e := range b.Edges {
		if facing, ok := e.facing(); ok && geo.Turn(facing, float64(c)) <= wholeTurn {
			out.Edges = append(out.Edges, e)
			continue
		}
		if lines := e.parts(float64(c), middle[e.A].Middle()); lines != nil {
			out.Edges = append(out.Edges, Edge{e.A, e.B, lines})
		}
	}
	return out
}

// Extent returns how many kilometres an edge takes of the side that faces a direction: from west to east for a northern
// or southern side, along the line that the side would be if it were straight.
func (e Edge) Extent(c Compass) float64 {
	angle := float64(c) * math.Pi / 180
	low, high := math.Inf(1), math.Inf(-1)
	for _, l := range e.Lines {
		for _, p := range l {
			x, y := p.Lon*math.Cos(p.Lat*math.Pi/180), p.Lat
			at := x*math.Cos(angle) - y*math.Sin(angle)
			low, high = min(low, at), max(high, at)
		}
	}
	return max(0, high-low) * 111.2
}

// facing returns the bearing of the outward normal of A along the whole edge.
func (e Edge) facing() (bearing float64, ok bool) {
	var north, east, length float64
	for _, l := range e.Lines {
		dir, km := l.Chord()
		north, east = north+km*math.Cos(dir*math.Pi/180), east+km*math.Sin(dir*math.Pi/180)
		length += l.Simplify(smooth).Length()
	}
	ahead := math.Atan2(east, north) * 180 / math.Pi
	return ahead + 90, math.Hypot(north, east) >= straight*length // A is on the left, so out is to the right
}

// parts returns the stretches of an edge that face a direction and lie in it as seen from a point.
func (e Edge) parts(c float64, from geo.Point) []geo.Line {
	var out []geo.Line
	for _, l := range e.Lines {
		corners := l.Corners(smooth)
		start := -1
		for i := 1; i <= len(corners); i++ {
			faces := i < len(corners) && geo.Turn(geo.Bearing(l[corners[i-1]], l[corners[i]])+90, c) <= partTurn
			switch {
			case faces && start < 0:
				start = corners[i-1]
			case !faces && start >= 0:
				part := l[start : corners[i-1]+1]
				if part.Simplify(smooth).Length() >= partLength && geo.Turn(geo.Bearing(from, part[len(part)/2]), c) < 90 {
					out = append(out, part)
				}
				start = -1
			}
		}
	}
	return out
}

// meeting is how near three borders come to each other where three states meet, in kilometres.
const meeting = 15

// Tripoint returns where three states meet: the tri-border area is the Border around it.
func (g *Gazetteer) Tripoint(a, b, c string) (p geo.Point, around Border, ok bool) {
	ab, ok1 := g.Border(a, b)
	bc, ok2 := g.Border(b, c)
	ca, ok3 := g.Border(c, a)
	if !ok1 || !ok2 || !ok3 {
		return p, around, false
	}
	x, y := geo.NewIndex(bc.lines(), meeting), geo.NewIndex(ca.lines(), meeting)
	best := math.Inf(1)
	for _, l := range ab.lines() {
		for _, end := range []geo.Point{l[0], l[len(l)-1]} {
			d1, _, ok1 := x.Distance(end)
			d2, _, ok2 := y.Distance(end)
			if ok1 && ok2 && d1+d2 < best {
				p, best = end, d1+d2
			}
		}
	}
	around = Border{Edges: []Edge{{a, b, []geo.Line{{p, p}}}}, Buffer: DefaultBuffer}
	return p, around, best < math.Inf(1)
}

// Within returns the parts of a border that run along a first-level division of the state on either
// side: "the border in Badakhshan". A point of the line belongs to the division of the nearest town that
// the gazetteer knows on that side.
func (g *Gazetteer) Within(b Border, iso, admin1 string) Border {
	key := divisionKey(admin1)
	out := b
	out.Edges = nil
	for _, e := range b.Edges {
		if e.A != iso && e.B != iso {
			continue
		}
		var lines []geo.Line
		for _, l := range e.Lines {
			lines = append(lines, g.cut(l, iso, key)...)
		}
		if lines != nil {
			out.Edges = append(out.Edges, Edge{e.A, e.B, lines})
		}
	}
	return out
}

// along is how often Within asks, in kilometres.
const along = 5

func (g *Gazetteer) cut(l geo.Line, iso, key string) []geo.Line {
	var out []geo.Line
	var run geo.Line
	for _, p := range l.Sample(along) {
		if town, ok := g.Near(p, iso); ok && divisionKey(town.Admin1) == key {
			run = append(run, p)
			continue
		}
		if len(run) > 1 {
			out = append(out, run)
		}
		run = nil
	}
	if len(run) > 1 {
		out = append(out, run)
	}
	return out
}

// divisionKey folds the name of a division without its type word.
func divisionKey(name string) string {
	key := Key(name)
	if rest, kind := Split(key); kind == lexicon.Province || kind == lexicon.District {
		return rest
	}
	return key
}

// An Area is the strip along a border, ready for many points.
type Area struct {
	border Border
	index  *geo.Index
	box    geo.Box
}

// minBuffer is the narrowest strip in kilometres: the lines themselves are no better.
const minBuffer = 0.5

// fine is the share of the buffer to which a line is simplified before the strip is drawn.
const fine = 0.02

// Area prepares the strip. A buffer that isn't positive is DefaultBuffer, one below half a kilometre is that.
func (b Border) Area() *Area {
	if !(b.Buffer > 0) {
		b.Buffer = DefaultBuffer
	}
	b.Buffer = max(b.Buffer, minBuffer)
	box := geo.Empty()
	var lines []geo.Line
	for _, l := range b.lines() {
		l = l.Simplify(fine * b.Buffer)
		lines = append(lines, l)
		for _, p := range l {
			box = box.Add(p)
		}
	}
	return &Area{b, geo.NewIndex(lines, b.Buffer), box.Grow(1.3 * b.Buffer)}
}

// Contains reports whether a point lies in the strip.
func (a *Area) Contains(p geo.Point) bool { return a.field(p) >= 0 }

// field is positive inside the strip: the kilometres to its edge.
func (a *Area) field(p geo.Point) float64 {
	km, left, ok := a.index.Distance(p)
	if !ok {
		return -a.border.Buffer
	}
	in := a.border.Buffer - km
	switch a.border.Side {
	case Inside:
		if !left {
			km = -km
		}
		return min(in, km)
	case Outside:
		if left {
			km = -km
		}
		return min(in, km)
	}
	return in
}

// GeoJSON returns the strip as a MultiPolygon.
func (a *Area) GeoJSON() (json.RawMessage, error) {
	return geo.MultiPolygon(a.Outline())
}

// Outline returns the strip as polygons that don't cross.
func (a *Area) Outline() []geo.Polygon {
	if len(a.border.Edges) == 0 {
		return nil
	}
	return geo.Outline(a.box, a.border.Buffer/8, a.field)
}

// LineGeoJSON returns the border itself as a MultiLineString.
func (b Border) LineGeoJSON() (json.RawMessage, error) { return geo.MultiLine(b.lines()) }
