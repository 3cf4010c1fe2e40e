// Package geo does the little geometry that places and borders need, on a sphere.
//
// In: points in degrees, WGS 84. Out: kilometres, bearings, containment, outlines. It knows no place by name.
package geo

import "math"

// radius of the sphere whose degrees are as long as the Earth's on average, in kilometres.
const radius = 6371.0088

// perDegree is the length of a degree of latitude in kilometres.
const perDegree = radius * math.Pi / 180

// A Point is a place on Earth in degrees, WGS 84.
type Point struct{ Lat, Lon float64 }

// Valid reports whether a point is on the globe.
func (p Point) Valid() bool {
	return p.Lat >= -90 && p.Lat <= 90 && p.Lon >= -180 && p.Lon <= 180
}

// Distance returns the kilometres between two points along the great circle.
func Distance(a, b Point) float64 {
	sinLat, sinLon := math.Sin(rad(b.Lat-a.Lat)/2), math.Sin(rad(b.Lon-a.Lon)/2)
	h := sinLat*sinLat + math.Cos(rad(a.Lat))*math.Cos(rad(b.Lat))*sinLon*sinLon
	return 2 * radius * math.Asin(math.Sqrt(min(1, h)))
}

// Bearing returns the direction from a to b in degrees clockwise from north, in [0, 360). Over the
// distances of a border the direction on the map and that along the great circle are one.
func Bearing(a, b Point) float64 {
	v := a.to(b)
	return math.Mod(math.Atan2(v.x, v.y)*180/math.Pi+360, 360)
}

// Turn returns the angle between two bearings in degrees, from 0 to 180.
func Turn(a, b float64) float64 {
	d := math.Mod(math.Abs(a-b), 360)
	return min(d, 360-d)
}

func rad(deg float64) float64 { return deg * math.Pi / 180 }

// vec is a displacement in kilometres, east and north.
type vec struct{ x, y float64 }

// to returns the displacement from p to q on the plane that touches the Earth at p: good to a per
// mille within a few hundred kilometres. It goes the short way around the date line.
func (p Point) to(q Point) vec {
	lon := math.Mod(q.Lon-p.Lon+540, 360) - 180
	return vec{lon * perDegree * math.Cos(rad(p.Lat)), (q.Lat - p.Lat) * perDegree}
}

// A Box is the smallest range of latitude and longitude around something. It doesn't cross the date line.
type Box struct{ South, West, North, East float64 }

// Empty is the box of nothing: the first Add makes it a point's.
func Empty() Box { return Box{90, 180, -90, -180} }

// Add returns the box widened to hold a point.
func (b Box) Add(p Point) Box {
	return Box{min(b.South, p.Lat), min(b.West, p.Lon), max(b.North, p.Lat), max(b.East, p.Lon)}
}

// Contains reports whether a point lies in the box.
func (b Box) Contains(p Point) bool {
	return p.Lat >= b.South && p.Lat <= b.North && p.Lon >= b.West && p.Lon <= b.East
}

// Grow returns the box with km kilometres more on every side.
func (b Box) Grow(km float64) Box {
	lat := km / perDegree
	far := min(89, max(math.Abs(b.South), math.Abs(b.North))+lat)
	lon := lat / math.Cos(rad(far))
	return Box{max(-90, b.South-lat), max(-180, b.West-lon), min(90, b.North+lat), min(180, b.East+lon)}
}

// Middle returns the middle of the box.
func (b Box) Middle() Point { return Point{(b.South + b.North) / 2, (b.West + b.East) / 2} }
