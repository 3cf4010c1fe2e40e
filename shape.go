package tocsin

import (
	"encoding/json"
	"fmt"
	"math"
)

// A Point is a place on the globe, in degrees, WGS 84.
type Point struct{ Lon, Lat float64 }

// Valid reports whether a point lies on the globe; a NaN doesn't.
func (p Point) Valid() bool { return math.Abs(p.Lon) <= 180 && math.Abs(p.Lat) <= 90 }

// A Box is the part of the globe between two meridians and two parallels, in degrees, its edges included.
// It never crosses the 180th meridian: West ≤ East, and South ≤ North.
type Box struct{ West, South, East, North float64 }

// Valid reports whether a box lies on the globe, the right way round.
func (b Box) Valid() bool {
	return Point{b.West, b.South}.Valid() && Point{b.East, b.North}.Valid() && b.West <= b.East && b.South <= b.North
}

// Contains reports whether a point lies in the box.
func (b Box) Contains(p Point) bool {
	return p.Lon >= b.West && p.Lon <= b.East && p.Lat >= b.South && p.Lat <= b.North
}

// Around returns the least box that holds all points; ok is false where there is none.
func Around(points ...Point) (b Box, ok bool) {
	for i, p := range points {
		if i == 0 {
			b = Box{p.Lon, p.Lat, p.Lon, p.Lat}
		}
		b = Box{min(b.West, p.Lon), min(b.South, p.Lat), max(b.East, p.Lon), max(b.North, p.Lat)}
	}
	return b, len(points) > 0
}

// A Shape is what a GeoJSON geometry draws: lines, and areas by their rings (the outer one and the holes alike).
type Shape struct{ Lines, Rings [][]Point }

// The bounds of a geometry: a border of 10 km steps has a few hundred points, a buffered one some thousands.
const (
	maxShapeBytes  = 4 << 20
	maxShapePoints = 100_000
)

// Points returns all points of a shape.
func (s Shape) Points() []Point {
	var out []Point
	for _, lines := range [...][][]Point{s.Lines, s.Rings} {
		for _, l := range lines {
			out = append(out, l...)
		}
	}
	return out
}

// ParseShape reads a GeoJSON geometry (RFC 7946): LineString, Polygon, their Multi forms, or a collection of
// these. Anything else, a point off the globe or a geometry beyond the bounds is ErrInvalid.
func ParseShape(geometry []byte) (Shape, error) {
	var s Shape
	if len(geometry) > maxShapeBytes {
		return s, fmt.Errorf("geometry of %d bytes, at most %d: %w", len(geometry), maxShapeBytes, ErrInvalid)
	}
	var g geoJSON
	if err := json.Unmarshal(geometry, &g); err != nil {
		return s, fmt.Errorf("geometry: %w: %w", err, ErrInvalid)
	}
	if err := g.draw(&s, true); err != nil {
		return Shape{}, err
	}
	points := s.Points()
	if len(points) > maxShapePoints {
		return Shape{}, fmt.Errorf("geometry of %d points, at most %d: %w", len(points), maxShapePoints, ErrInvalid)
	}
	for _, p := range points {
		if !p.Valid() {
			return Shape{}, fmt.Errorf("geometry leaves the globe at %g, %g: %w", p.Lon, p.Lat, ErrInvalid)
		}
	}
	return s, nil
}

type geoJSON struct {
	Type        string          `json:"type"`
	Coordinates json.RawMessage `json:"coordinates"`
	Geometries  []geoJSON       `json:"geometries"`
}

// draw adds a geometry to a shape; collections hold no collections, which RFC 7946 advises against.
func (g geoJSON) draw(s *Shape, collections bool) error {
	var err error
	switch {
	case g.Type == "LineString":
		err = add(&s.Lines, g.Coordinates, func(l []position) [][]position { return [][]position{l} })
	case g.Type == "MultiLineString":
		err = add(&s.Lines, g.Coordinates, func(l [][]position) [][]position { return l })
	case g.Type == "Polygon":
		err = add(&s.Rings, g.Coordinates, func(l [][]position) [][]position { return l })
	case g.Type == "MultiPolygon":
		err = add(&s.Rings, g.Coordinates, func(polygons [][][]position) (out [][]position) {
			for _, p := range polygons {
				out = append(out, p...)
			}
			return out
		})
	case g.Type == "GeometryCollection" && collections:
		for _, inner := range g.Geometries {
			if err := inner.draw(s, false); err != nil {
				return err
			}
		}
	default:
		err = fmt.Errorf("type %q", g.Type)
	}
	if err != nil {
		return fmt.Errorf("geometry: %w: %w", err, ErrInvalid)
	}
	return nil
}

// A position is longitude, latitude and, if need be, a height that a map has no use for.
type position []float64

// add decodes coordinates of one depth and appends the lines in them.
func add[T any](to *[][]Point, coordinates json.RawMessage, lines func(T) [][]position) error {
	var decoded T
	if err := json.Unmarshal(coordinates, &decoded); err != nil {
		return err
	}
	for _, line := range lines(decoded) {
		points := make([]Point, len(line))
		for i, p := range line {
			if len(p) < 2 {
				return fmt.Errorf("a position of %d numbers", len(p))
			}
			points[i] = Point{p[0], p[1]}
		}
		if len(points) > 1 {
			*to = append(*to, points)
		}
	}
	return nil
}

// Point returns where a place is marked on a map: its point, or the middle of its area, or a point in the middle of
// its line; of a border that is drawn as an area, a point of its edge, since its middle may lie beside it. ok is false
// where none is known.
func (p *Place) Point() (at Point, ok bool) {
	if p.Lat != nil && p.Lon != nil {
		at = Point{*p.Lon, *p.Lat}
		return at, at.Valid()
	}
	if len(p.Geometry) == 0 {
		return at, false
	}
	s, err := ParseShape(p.Geometry)
	if err != nil {
		return at, false
	}
	points := s.Points()
	b, ok := Around(points...)
	if !ok {
		return at, false
	}
	if len(s.Lines) == 0 && p.Precision != AtBorder {
		return Point{(b.West + b.East) / 2, (b.South + b.North) / 2}, true
	}
	return points[len(points)/2], true
}

// Extent returns the box that holds all that is known of where a place lies; ok is false where nothing is.
func (p *Place) Extent() (Box, bool) {
	var points []Point
	if len(p.Geometry) > 0 {
		if s, err := ParseShape(p.Geometry); err == nil {
			points = s.Points()
		}
	}
	if at, ok := p.Point(); ok {
		points = append(points, at)
	}
	return Around(points...)
}
