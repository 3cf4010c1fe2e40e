package chart

import (
	"slices"
	"strconv"
)

// margin is how far beyond the edge lines are kept, so that no stroke or cut shows.
const margin = 40

// step is the least way that a line is drawn on for, in units: less than a pixel.
const step = 3

// A Pen writes path data for the attribute d of an SVG path. Lines are cut to its view and lose what is smaller
// than a pixel.
type Pen struct {
	View  View
	d     []byte
	x, y  int     // the last point written
	count int     // points written
	cut   []Point // of the ring at hand, before it is cut
}

// String returns the path data.
func (p *Pen) String() string { return string(p.d) }

// Points returns how many points were written.
func (p *Pen) Points() int { return p.count }

// Line draws a line.
func (p *Pen) Line(points []Point) {
	down := false
	for i := 1; i < len(points); i++ {
		ax, ay := p.View.At(points[i-1])
		bx, by := p.View.At(points[i])
		if outside(ax, bx, Width) || outside(ay, by, Height) {
			down = false
			continue
		}
		if !down {
			p.move(ax, ay)
			down = true
		}
		p.draw(bx, by, i == len(points)-1)
	}
}

// outside reports whether both ends lie beyond the same edge.
func outside(a, b, edge float64) bool {
	return a < -margin && b < -margin || a > edge+margin && b > edge+margin
}

// Ring draws a closed line, to be filled.
func (p *Pen) Ring(points []Point) {
	p.cut = p.cut[:0]
	for _, q := range points {
		x, y := p.View.At(q)
		if n := len(p.cut); n == 0 || far(x-p.cut[n-1].X, y-p.cut[n-1].Y) {
			p.cut = append(p.cut, Point{x, y})
		}
	}
	ring := clip(p.cut)
	if tiny(ring) {
		return
	}
	p.move(ring[0].X, ring[0].Y)
	for _, q := range ring[1:] {
		p.draw(q.X, q.Y, false)
	}
	p.d = append(p.d, 'z')
}

func far(dx, dy float64) bool { return dx*dx+dy*dy >= step*step }

// tiny reports whether an area is less than a pixel or two, so that nobody would miss it.
func tiny(ring []Point) bool {
	if len(ring) < 3 {
		return true
	}
	low, high := ring[0], ring[0]
	for _, q := range ring {
		low, high = Point{min(low.X, q.X), min(low.Y, q.Y)}, Point{max(high.X, q.X), max(high.Y, q.Y)}
	}
	return high.X-low.X < step && high.Y-low.Y < step
}

func (p *Pen) move(x, y float64) {
	p.x, p.y = int(x), int(y)
	p.d = append(p.d, 'M')
	p.d = strconv.AppendInt(p.d, int64(p.x), 10)
	p.d = append(p.d, ' ')
	p.d = strconv.AppendInt(p.d, int64(p.y), 10)
	p.count++
}

func (p *Pen) draw(x, y float64, last bool) {
	dx, dy := int(x)-p.x, int(y)-p.y
	if near := dx*dx+dy*dy < step*step; near && (!last || dx == 0 && dy == 0) {
		return
	}
	p.d = append(p.d, 'l')
	p.d = strconv.AppendInt(p.d, int64(dx), 10)
	if dy >= 0 {
		p.d = append(p.d, ' ')
	}
	p.d = strconv.AppendInt(p.d, int64(dy), 10)
	p.x, p.y = p.x+dx, p.y+dy
	p.count++
}

// clip cuts a ring to the chart and its margin, edge by edge (Sutherland and Hodgman). Where that leaves a line along
// an edge, it lies in the margin.
func clip(ring []Point) []Point {
	ring = below(above(ring, -margin), Width+margin)
	return flip(below(above(flip(ring), -margin), Height+margin))
}

// flip swaps X and Y of a ring.
func flip(ring []Point) []Point {
	for i, q := range ring {
		ring[i] = Point{q.Y, q.X}
	}
	return ring
}

func above(ring []Point, edge float64) []Point {
	return cutX(ring, edge, func(x float64) bool { return x >= edge })
}

func below(ring []Point, edge float64) []Point {
	return cutX(ring, edge, func(x float64) bool { return x <= edge })
}

// cutX keeps the part of a ring whose X is inside, and adds the points at which it crosses the edge.
func cutX(ring []Point, edge float64, inside func(x float64) bool) []Point {
	if !slices.ContainsFunc(ring, func(q Point) bool { return !inside(q.X) }) {
		return ring
	}
	var out []Point
	for i, b := range ring {
		a := ring[(i+len(ring)-1)%len(ring)]
		if inside(a.X) != inside(b.X) {
			out = append(out, Point{edge, a.Y + (b.Y-a.Y)*(edge-a.X)/(b.X-a.X)})
		}
		if inside(b.X) {
			out = append(out, b)
		}
	}
	return out
}
