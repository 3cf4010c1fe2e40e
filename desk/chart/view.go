// Package chart turns places on the globe into paths of an SVG.
//
// In: points of the globe, lines and rings of them, and the view that is looked at. Out: coordinates on the chart's
// grid and path data cut to the view. It never draws beyond the chart's edge by more than a margin, opens nothing
// and knows nothing of events.
package chart

import (
	"math"

	"github.com/tocsin-desk/tocsin"
)

// The grid of a chart: three to four units are a pixel where a desk shows it.
const (
	Width  = 3000
	Height = 2000
)

// A Point is a place in Web Mercator: X runs from 0 at 180° west to 1 at 180° east, Y from 0 at 85° north to 1 at
// 85° south. Angles are true, so outlines and tiles fit; areas far north and south look too large.
type Point struct{ X, Y float64 }

// maxLat is where Web Mercator ends: its world is a square.
const maxLat = 85.05112878

// Project returns where a place of the globe lies.
func Project(p tocsin.Point) Point {
	lat := min(max(p.Lat, -maxLat), maxLat) * math.Pi / 180
	return Point{X: (p.Lon + 180) / 360, Y: (1 - math.Asinh(math.Tan(lat))/math.Pi) / 2}
}

// Globe is Project the other way.
func (p Point) Globe() tocsin.Point {
	return tocsin.Point{Lon: p.X*360 - 180, Lat: math.Atan(math.Sinh(math.Pi*(1-2*p.Y))) * 180 / math.Pi}
}

// A View is what a chart shows: the part of the world's width from X on that Size says, and from Y southward what
// fits the chart's form.
type View struct{ X, Y, Size float64 }

// The bounds of a view: the whole world, and 2.4 km at the equator.
const (
	maxSize = 1.0
	minSize = 1.0 / (1 << 14)
	form    = float64(Height) / Width
)

// World shows everything that the chart can at once: 72° south to 79° north.
func World() View { return around(Point{0.5, 0.46}, maxSize) }

// Over returns the least view that shows the whole box.
func Over(b tocsin.Box) View {
	nw, se := Project(tocsin.Point{Lon: b.West, Lat: b.North}), Project(tocsin.Point{Lon: b.East, Lat: b.South})
	return around(Point{(nw.X + se.X) / 2, (nw.Y + se.Y) / 2}, max(se.X-nw.X, (se.Y-nw.Y)/form))
}

// around returns the view of a size about a centre, moved so that it doesn't leave the world.
func around(centre Point, size float64) View {
	size = min(max(size, minSize), maxSize)
	return View{
		X:    min(max(centre.X-size/2, 0), 1-size),
		Y:    min(max(centre.Y-size*form/2, 0), 1-size*form),
		Size: size,
	}
}

// Zoom returns the view of the same centre that shows a multiple of the width: less than 1 is nearer.
func (v View) Zoom(by float64) View { return around(v.centre(), v.Size*by) }

// Move returns the view moved by shares of its width and height.
func (v View) Move(east, south float64) View {
	c := v.centre()
	return around(Point{c.X + east*v.Size, c.Y + south*v.Size*form}, v.Size)
}

func (v View) centre() Point { return Point{v.X + v.Size/2, v.Y + v.Size*form/2} }

// Box returns the view's edges on the globe.
func (v View) Box() tocsin.Box { return v.Cell(0, 0, Width, Height) }

// Cell returns the box of a part of the chart's grid.
func (v View) Cell(x0, y0, x1, y1 float64) tocsin.Box {
	nw, se := v.point(x0, y0).Globe(), v.point(x1, y1).Globe()
	return tocsin.Box{West: nw.Lon, South: se.Lat, East: se.Lon, North: nw.Lat}
}

func (v View) point(x, y float64) Point { return Point{v.X + x/Width*v.Size, v.Y + y/Width*v.Size} }

// At returns where a point lies on the chart's grid; outside it for what the view doesn't show.
func (v View) At(p Point) (x, y float64) {
	return (p.X - v.X) / v.Size * Width, (p.Y - v.Y) / v.Size * Width
}

// metersRound is the length of the equator.
const metersRound = 40_075_017

// Units returns how many units of the grid a distance on the ground has in the middle of the view.
func (v View) Units(meters float64) float64 {
	return meters / (metersRound * math.Cos(v.centre().Globe().Lat*math.Pi/180) * v.Size) * Width
}

// An Area is a part of the chart's grid, such as a name takes.
type Area struct{ X0, Y0, X1, Y1 float64 }

// Touches reports whether two areas overlap.
func (a Area) Touches(b Area) bool { return a.X0 < b.X1 && b.X0 < a.X1 && a.Y0 < b.Y1 && b.Y0 < a.Y1 }
