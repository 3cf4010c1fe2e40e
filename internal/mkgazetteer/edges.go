package main

import (
	"cmp"
	"slices"

	"github.com/tocsin-desk/tocsin/gazetteer"
	"github.com/tocsin-desk/tocsin/gazetteer/geo"
)

const (
	// apart is how far two states' outlines of one border are from each other, in kilometres: the source
	// has simplified each zone by itself.
	apart = 3
	// piece is the longest part of an outline that is looked at as one, in kilometres.
	piece = 2
	// shortest is the least stretch that counts as a border, in kilometres.
	shortest = 0.5
	// lineDetail and outlineDetail are the bends that are kept, in kilometres.
	lineDetail    = 0.03
	outlineDetail = 0.2
)

// pair is two neighbours in alphabetical order.
type pair struct{ a, b string }

// edges finds the lines between neighbours: the stretches of the first one's outline that run along the
// second one. Stretches along another zone of the same state are none, nor are those at sea between
// states that have no land border.
func edges(units []gazetteer.Unit, neighbours map[pair]bool) []gazetteer.Edge {
	f := newFinder(units)
	lines := map[pair][]geo.Line{}
	for i, u := range units {
		for _, r := range u.Rings {
			for to, ls := range f.along(i, geo.Line(r)) {
				p := pair{u.Country, to}
				if p.a < p.b && neighbours[p] {
					lines[p] = append(lines[p], ls...)
				}
			}
		}
	}
	var out []gazetteer.Edge
	for p, ls := range lines {
		for i := range ls {
			ls[i] = ls[i].Simplify(lineDetail)
		}
		slices.SortFunc(ls, func(a, b geo.Line) int {
			return cmp.Or(cmp.Compare(b.Length(), a.Length()), cmp.Compare(a[0].Lat, b[0].Lat))
		})
		out = append(out, gazetteer.Edge{A: p.a, B: p.b, Lines: ls})
	}
	slices.SortFunc(out, func(a, b gazetteer.Edge) int { return cmp.Or(cmp.Compare(a.A, b.A), cmp.Compare(a.B, b.B)) })
	return out
}

// finder knows how far a point is from every unit's outline.
type finder struct {
	units   []gazetteer.Unit
	boxes   []geo.Box
	indexes []*geo.Index
}

func newFinder(units []gazetteer.Unit) *finder {
	f := &finder{units: units}
	for _, u := range units {
		box := geo.Empty()
		var lines []geo.Line
		for _, r := range u.Rings {
			lines = append(lines, geo.Line(r))
			for _, p := range r {
				box = box.Add(p)
			}
		}
		f.boxes = append(f.boxes, box.Grow(apart))
		f.indexes = append(f.indexes, geo.NewIndex(lines, apart))
	}
	return f
}

// across returns the state on the other side of a unit's outline at a point; "" for the sea.
func (f *finder) across(unit int, p geo.Point) string {
	best, iso := float64(apart), ""
	for k := range f.units {
		if k == unit || !f.boxes[k].Contains(p) {
			continue
		}
		if d, _, ok := f.indexes[k].Distance(p); ok && d < best {
			best, iso = d, f.units[k].Country
		}
	}
	return iso
}

// along cuts a closed outline into the stretches along other states.
func (f *finder) along(unit int, ring geo.Line) map[string][]geo.Line {
	l := ring.Sample(piece)
	label := make([]string, len(l)-1) // of the piece from i to i+1
	for i := range label {
		label[i] = f.across(unit, geo.Point{Lat: (l[i].Lat + l[i+1].Lat) / 2, Lon: (l[i].Lon + l[i+1].Lon) / 2})
	}
	l, label = turned(l, label)
	closeGaps(l, label)
	out := map[string][]geo.Line{}
	for i := 0; i < len(label); {
		k := i
		for k < len(label) && label[k] == label[i] {
			k++
		}
		if part := l[i : k+1]; label[i] != "" && label[i] != f.units[unit].Country && part.Length() >= shortest {
			out[label[i]] = append(out[label[i]], slices.Clone(part))
		}
		i = k
	}
	return out
}

// turned starts a closed line where its label changes, so that no stretch is cut by the start.
func turned(l geo.Line, label []string) (geo.Line, []string) {
	for i := 1; i < len(label); i++ {
		if label[i] != label[i-1] {
			return slices.Concat(l[i:], l[1:i+1]), slices.Concat(label[i:], label[:i])
		}
	}
	return l, label
}

// closeGaps gives a short stretch between two of one label that label.
func closeGaps(l geo.Line, label []string) {
	for i := 1; i < len(label); {
		k := i
		for k < len(label) && label[k] == label[i] {
			k++
		}
		if k < len(label) && label[k] == label[i-1] && l[i:k+1].Length() < 2*apart {
			for ; i < k; i++ {
				label[i] = label[k]
			}
			continue
		}
		i = k
	}
}

// outlines simplifies the units and puts the smaller before the larger: where two overlap, the source
// means the smaller one.
func outlines(units []gazetteer.Unit) []gazetteer.Unit {
	out := slices.Clone(units)
	area := func(u gazetteer.Unit) (a float64) {
		for _, r := range u.Rings {
			a += r.Area()
		}
		return a
	}
	slices.SortStableFunc(out, func(a, b gazetteer.Unit) int { return cmp.Compare(area(a), area(b)) })
	for i := range out {
		var rings []geo.Ring
		for _, r := range out[i].Rings {
			// A closed line has no two ends: cut it at its middle, or all of it would be near its one end.
			half := len(r) / 2
			l := append(geo.Line(r[:half+1]).Simplify(outlineDetail), geo.Line(r[half:]).Simplify(outlineDetail)[1:]...)
			if len(l) > 3 {
				rings = append(rings, geo.Ring(l))
			}
		}
		out[i].Rings = rings
	}
	return out
}
