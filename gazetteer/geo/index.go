package geo

import "math"

// An Index answers how far a point is from the nearest of many lines, up to a reach.
type Index struct {
	reach float64 // kilometres
	size  float64 // degrees of latitude of a cell
	cells map[[2]int][]edge
}

type edge struct{ a, b Point }

// NewIndex indexes lines for distances up to reach kilometres, which must be more than 0.
func NewIndex(lines []Line, reach float64) *Index {
	x := &Index{reach: reach, size: reach / perDegree, cells: map[[2]int][]edge{}}
	for _, l := range lines {
		for i := 1; i < len(l); i++ {
			x.add(edge{l[i-1], l[i]})
		}
	}
	return x
}

// add enters an edge in every cell that it runs through.
func (x *Index) add(e edge) {
	last := [2]int{math.MinInt, 0}
	for _, p := range (Line{e.a, e.b}).Sample(x.reach / 2) {
		c := x.cell(x.band(p.Lat), p.Lon)
		if c != last {
			x.cells[c] = append(x.cells[c], e)
			last = c
		}
	}
}

func (x *Index) band(lat float64) int { return int(math.Floor(lat / x.size)) }

// cell numbers cells so that each is at least as wide as the reach.
func (x *Index) cell(band int, lon float64) [2]int {
	far := max(math.Abs(float64(band)), math.Abs(float64(band+1))) * x.size
	wide := x.size / max(0.01, math.Cos(rad(min(89, far))))
	return [2]int{band, int(math.Floor(lon / wide))}
}

// Distance returns the kilometres from a point to the nearest line, and on which side of it the point
// lies; ok is false where every line is farther than the reach.
func (x *Index) Distance(p Point) (km float64, left, ok bool) {
	km = math.Inf(1)
	var side float64
	for band := x.band(p.Lat) - 1; band <= x.band(p.Lat)+1; band++ {
		c := x.cell(band, p.Lon)
		for lon := c[1] - 1; lon <= c[1]+1; lon++ {
			for _, e := range x.cells[[2]int{band, lon}] {
				d, s := segment(p, e.a, e.b)
				if d < km-1e-9 || d < km+1e-9 && math.Abs(s) > math.Abs(side) {
					km, side = min(d, km), s
				}
			}
		}
	}
	return km, side > 0, km <= x.reach
}
