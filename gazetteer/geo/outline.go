package geo

import (
	"cmp"
	"math"
	"slices"
)

// A Polygon is an outer ring, counterclockwise, and its holes, clockwise.
type Polygon []Ring

// maxGrid bounds the field that Outline looks at.
const maxGrid = 4 << 20

// Outline returns the edge of where a field is positive, by marching squares over a box: rings that
// neither cross nor touch. step is the width of a square in kilometres; it is widened where the box would
// have more than four million squares. The field must be negative on the rim of the box.
func Outline(box Box, step float64, field func(Point) float64) []Polygon {
	g := newGrid(box, step, field)
	next := map[corner]corner{}
	for y := range g.ny - 1 {
		for x := range g.nx - 1 {
			g.square(x, y, next)
		}
	}
	return nest(g.rings(next))
}

// grid is the field at the corners of the squares.
type grid struct {
	nx, ny    int
	box       Box
	dlat, dlo float64
	v         []float64
}

// corner is the crossing of the outline with an edge of a square: the edge's lower or left end, and
// whether the edge goes up.
type corner struct {
	x, y int
	up   bool
}

func newGrid(box Box, step float64, field func(Point) float64) *grid {
	mid := max(math.Cos(rad(box.Middle().Lat)), 0.01)
	wide, high := (box.East-box.West)*perDegree*mid, (box.North-box.South)*perDegree
	step = max(step, math.Sqrt(wide*high/maxGrid))
	g := &grid{nx: int(wide/step) + 2, ny: int(high/step) + 2, box: box}
	g.dlo, g.dlat = (box.East-box.West)/float64(g.nx-1), (box.North-box.South)/float64(g.ny-1)
	g.v = make([]float64, g.nx*g.ny)
	for y := range g.ny {
		for x := range g.nx {
			g.v[y*g.nx+x] = field(g.at(float64(x), float64(y)))
		}
	}
	return g
}

func (g *grid) at(x, y float64) Point {
	return Point{g.box.South + y*g.dlat, g.box.West + x*g.dlo}
}

func (g *grid) value(x, y int) float64 { return g.v[y*g.nx+x] }

// square adds the pieces of the outline within one square, each with the positive side on its left.
func (g *grid) square(x, y int, next map[corner]corner) {
	sw, se, ne, nw := g.value(x, y), g.value(x+1, y), g.value(x+1, y+1), g.value(x, y+1)
	south, north := corner{x, y, false}, corner{x, y + 1, false}
	west, east := corner{x, y, true}, corner{x + 1, y, true}
	n := 0
	for i, v := range [...]float64{sw, se, ne, nw} {
		if v > 0 {
			n |= 1 << i
		}
	}
	middle := sw+se+ne+nw > 0
	switch n {
	case 0, 15:
	case 1:
		next[south] = west
	case 2:
		next[east] = south
	case 3:
		next[east] = west
	case 4:
		next[north] = east
	case 6:
		next[north] = south
	case 7:
		next[north] = west
	case 8:
		next[west] = north
	case 9:
		next[south] = north
	case 11:
		next[east] = north
	case 12:
		next[west] = east
	case 13:
		next[south] = east
	case 14:
		next[west] = south
	case 5: // two corners across: joined or apart, as the middle has it
		if middle {
			next[south], next[north] = east, west
		} else {
			next[south], next[north] = west, east
		}
	case 10:
		if middle {
			next[west], next[east] = south, north
		} else {
			next[west], next[east] = north, south
		}
	}
}

// rings follows the pieces around, from the south-west on, so that the result is the same on every run.
func (g *grid) rings(next map[corner]corner) []Ring {
	starts := make([]corner, 0, len(next))
	for c := range next {
		starts = append(starts, c)
	}
	slices.SortFunc(starts, func(a, b corner) int {
		return cmp.Or(cmp.Compare(a.y, b.y), cmp.Compare(a.x, b.x), cmp.Compare(b2i(a.up), b2i(b.up)))
	})
	var out []Ring
	for _, start := range starts {
		var r Ring
		for c := start; ; {
			to, ok := next[c]
			if !ok {
				break
			}
			delete(next, c)
			r = append(r, g.crossing(c))
			c = to
		}
		if len(r) >= 3 {
			out = append(out, append(r, r[0]))
		}
	}
	return out
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// crossing is where the field is zero on an edge, taken as straight. It keeps off the ends, so that two
// rings never share a point.
func (g *grid) crossing(c corner) Point {
	x, y := c.x, c.y
	a := g.value(x, y)
	if c.up {
		y++
	} else {
		x++
	}
	t := max(0.01, min(0.99, a/(a-g.value(x, y))))
	if c.up {
		return g.at(float64(c.x), float64(c.y)+t)
	}
	return g.at(float64(c.x)+t, float64(c.y))
}

// nest gives every hole to the smallest outer ring around it.
func nest(rings []Ring) []Polygon {
	var out []Polygon
	var areas []float64
	for _, r := range rings {
		if a := r.Area(); a > 0 {
			out, areas = append(out, Polygon{r}), append(areas, a)
		}
	}
	for _, r := range rings {
		if r.Area() > 0 {
			continue
		}
		home := -1
		for i := range out {
			if out[i][0].Contains(r[0]) && (home < 0 || areas[i] < areas[home]) {
				home = i
			}
		}
		if home >= 0 {
			out[home] = append(out[home], r)
		}
	}
	return out
}

// Area returns the ring's area in square degrees, negative where it goes clockwise.
func (r Ring) Area() float64 {
	var a float64
	for i := 1; i < len(r); i++ {
		a += r[i-1].Lon*r[i].Lat - r[i].Lon*r[i-1].Lat
	}
	return a / 2
}
