package geo

import (
	"math"
	"slices"
)

// A Line is a row of points, at least two.
type Line []Point

// Length returns the kilometres along the line.
func (l Line) Length() float64 {
	var km float64
	for i := 1; i < len(l); i++ {
		km += Distance(l[i-1], l[i])
	}
	return km
}

// Box returns the box around the line.
func (l Line) Box() Box {
	b := Empty()
	for _, p := range l {
		b = b.Add(p)
	}
	return b
}

// Distance returns the kilometres from a point to the nearest point of the line, +Inf of an empty one,
// and whether the point lies left of the line there.
func (l Line) Distance(p Point) (km float64, left bool) {
	best := math.Inf(1)
	var side float64
	for i := 1; i < len(l); i++ {
		d, s := segment(p, l[i-1], l[i])
		// At a bend two segments are equally near: the one that sees the point more squarely knows its side.
		if d < best-1e-9 || d < best+1e-9 && math.Abs(s) > math.Abs(side) {
			best, side = min(d, best), s
		}
	}
	return best, side > 0
}

// segment returns the distance from p to the segment ab in kilometres, and on which side p is: the sine
// of the angle between ab and the way to p, positive on the left.
func segment(p, a, b Point) (km, side float64) {
	va, vb := p.to(a), p.to(b)
	d := vec{vb.x - va.x, vb.y - va.y}
	t := 0.0
	if n := d.x*d.x + d.y*d.y; n > 0 {
		t = max(0, min(1, -(va.x*d.x+va.y*d.y)/n))
	}
	near := vec{va.x + t*d.x, va.y + t*d.y}
	km = math.Hypot(near.x, near.y)
	// p is at the origin: the cross product of d with the way from the line to p.
	if n := math.Hypot(d.x, d.y) * km; n > 0 {
		side = (d.x*-near.y - d.y*-near.x) / n
	}
	return km, side
}

// Corners returns the indexes of the points that remain when those within km of what remains are left
// out (Douglas-Peucker); the first and the last are always among them.
func (l Line) Corners(km float64) []int {
	if len(l) == 0 {
		return nil
	}
	keep := make([]bool, len(l))
	keep[0], keep[len(l)-1] = true, true
	type part struct{ from, to int }
	todo := []part{{0, len(l) - 1}}
	for len(todo) > 0 {
		s := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		far, at := km, -1
		for i := s.from + 1; i < s.to; i++ {
			if d, _ := segment(l[i], l[s.from], l[s.to]); d > far {
				far, at = d, i
			}
		}
		if at >= 0 {
			keep[at] = true
			todo = append(todo, part{s.from, at}, part{at, s.to})
		}
	}
	var out []int
	for i, k := range keep {
		if k {
			out = append(out, i)
		}
	}
	return out
}

// Simplify returns the line without the points that are within km of what remains.
func (l Line) Simplify(km float64) Line {
	var out Line
	for _, i := range l.Corners(km) {
		out = append(out, l[i])
	}
	return out
}

// Reverse returns the line the other way round.
func (l Line) Reverse() Line {
	out := slices.Clone(l)
	slices.Reverse(out)
	return out
}

// Chord returns the straight displacement from the first to the last point: its bearing and its kilometres.
func (l Line) Chord() (bearing, km float64) {
	if len(l) < 2 {
		return 0, 0
	}
	return Bearing(l[0], l[len(l)-1]), Distance(l[0], l[len(l)-1])
}

// Sample returns points at most step kilometres apart along the line, its own points among them.
func (l Line) Sample(step float64) Line {
	if len(l) == 0 {
		return nil
	}
	out := Line{l[0]}
	for i := 1; i < len(l); i++ {
		a, b := l[i-1], l[i]
		n := int(Distance(a, b)/step) + 1
		for k := 1; k <= n; k++ {
			t := float64(k) / float64(n)
			out = append(out, Point{a.Lat + t*(b.Lat-a.Lat), a.Lon + t*(b.Lon-a.Lon)})
		}
	}
	return out
}

// A Ring is a closed line; its last point is its first.
type Ring []Point

// Contains reports whether a point lies inside the ring (even-odd).
func (r Ring) Contains(p Point) bool {
	in := false
	for i := 1; i < len(r); i++ {
		a, b := r[i-1], r[i]
		if (a.Lat > p.Lat) != (b.Lat > p.Lat) && p.Lon < a.Lon+(p.Lat-a.Lat)/(b.Lat-a.Lat)*(b.Lon-a.Lon) {
			in = !in
		}
	}
	return in
}
