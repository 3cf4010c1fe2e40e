package tile

import (
	"encoding/binary"
	"fmt"
	"math"

	"github.com/tocsin-desk/tocsin"
)

// A Feature is a thing on a vector tile that the map draws.
type Feature struct {
	Class Class
	Name  string     // of a Town
	Lines [][][2]int // on the tile's own grid: rings of Water, one line of one point of a Town
}

// A Class is how the map draws a feature.
type Class string

// The classes of features; the map knows no others.
const (
	Water Class = "water"
	River Class = "river"
	Road  Class = "road"
	Way   Class = "way" // a lesser road
	Rail  Class = "rail"
	Line  Class = "line" // a boundary
	Town  Class = "town"
)

// The bounds of a tile.
const (
	maxLayers   = 64
	maxFeatures = 100_000
	maxNumbers  = 2_000_000 // of geometry, in a tile
	maxValues   = 100_000   // of keys or values, in a layer
)

// classOf reads the names of layers, and of kinds within them, of the schemas in use: Protomaps, OpenMapTiles, Shortbread.
func classOf(layer, kind string) (Class, bool) {
	switch layer {
	case "water", "ocean", "water_polygons":
		return Water, true
	case "waterway", "water_lines", "physical_line":
		return River, true
	case "roads", "transportation", "streets":
		switch kind {
		case "highway", "motorway", "trunk", "major_road", "primary", "secondary":
			return Road, true
		case "rail", "railway", "transit", "narrow_gauge", "light_rail":
			return Rail, true
		}
		return Way, true
	case "boundaries", "boundary":
		return Line, true
	case "places", "place", "place_labels":
		return Town, true
	}
	return "", false
}

// Decode reads a vector tile (Mapbox Vector Tile 2.1) and returns what the map draws of it and the size of the grid.
// A broken tile is ErrInvalid.
func Decode(tile []byte) (features []Feature, extent int, err error) {
	d := &decoder{extent: 4096}
	if err := fields(tile, func(f field) error {
		if f.number != 3 {
			return nil
		}
		if d.layers++; d.layers > maxLayers {
			return fmt.Errorf("more than %d layers", maxLayers)
		}
		return d.layer(f.bytes)
	}); err != nil {
		return nil, 0, fmt.Errorf("vector tile: %w: %w", err, tocsin.ErrInvalid)
	}
	return d.features, d.extent, nil
}

type decoder struct {
	features []Feature
	extent   int // of the first layer drawn; who makes tiles uses one for all
	layers   int
	numbers  int
}

// A layer is what its features need of it.
type layer struct {
	name   string
	keys   []string
	values []string // texts; others are ""
}

func (d *decoder) layer(b []byte) error {
	var l layer
	var features [][]byte
	extent := 4096
	err := fields(b, func(f field) error {
		switch f.number {
		case 1:
			l.name = string(f.bytes)
		case 2:
			features = append(features, f.bytes)
		case 3:
			l.keys = append(l.keys, string(f.bytes))
		case 4:
			text := ""
			err := fields(f.bytes, func(v field) error {
				if v.number == 1 {
					text = string(v.bytes)
				}
				return nil
			})
			l.values = append(l.values, text)
			return err
		case 5:
			extent = int(f.value)
		}
		if len(features) > maxFeatures || len(l.keys) > maxValues || len(l.values) > maxValues {
			return fmt.Errorf("layer %q is too large", l.name)
		}
		return nil
	})
	if err != nil {
		return err
	}
	if _, drawn := classOf(l.name, ""); !drawn {
		return nil
	}
	if extent < 1 || extent > 1<<16 {
		return fmt.Errorf("grid of %d", extent)
	}
	d.extent = extent
	for _, f := range features {
		if err := d.feature(&l, f); err != nil {
			return err
		}
	}
	return nil
}

// The types of geometry.
const (
	pointGeometry   = 1
	lineGeometry    = 2
	polygonGeometry = 3
)

func formOf(c Class) uint64 {
	switch c {
	case Town:
		return pointGeometry
	case Water:
		return polygonGeometry
	}
	return lineGeometry
}

func (d *decoder) feature(l *layer, b []byte) error {
	var tags, geometry []byte
	var form uint64
	if err := fields(b, func(f field) error {
		switch f.number {
		case 2:
			tags = f.bytes
		case 3:
			form = f.value
		case 4:
			geometry = f.bytes
		}
		return nil
	}); err != nil {
		return err
	}
	kind, name, err := l.read(tags)
	if err != nil {
		return err
	}
	class, _ := classOf(l.name, kind)
	if class == Water && form == lineGeometry {
		class = River // Protomaps keeps them together
	}
	if form != formOf(class) || class == Town && name == "" {
		return nil // such as the point at which a lake's name is written
	}
	lines, err := d.lines(geometry)
	if err != nil {
		return err
	}
	if class == Town && len(lines) > 0 {
		lines = lines[:1]
	}
	if len(lines) > 0 {
		d.features = append(d.features, Feature{Class: class, Name: name, Lines: lines})
	}
	return nil
}

// read looks up a feature's kind and name: pairs of numbers that point into the layer's keys and values.
func (l *layer) read(tags []byte) (kind, name string, err error) {
	for len(tags) > 0 {
		k, n := binary.Uvarint(tags)
		if n <= 0 {
			return "", "", fmt.Errorf("tags end early")
		}
		v, m := binary.Uvarint(tags[n:])
		if m <= 0 || k >= uint64(len(l.keys)) || v >= uint64(len(l.values)) {
			return "", "", fmt.Errorf("tags point outside their layer")
		}
		tags = tags[n+m:]
		switch text := l.values[v]; l.keys[k] {
		case "kind", "class", "pmap:kind":
			kind = text
		case "name:en":
			name = text
		case "name", "name:latin", "name_en":
			if name == "" {
				name = text
			}
		}
	}
	return kind, name, nil
}

// lines reads the commands of a geometry: go to, draw to, close.
func (d *decoder) lines(b []byte) ([][][2]int, error) {
	var out [][][2]int
	x, y := 0, 0
	next := func() (uint64, error) {
		v, n := binary.Uvarint(b)
		if n <= 0 || v > math.MaxUint32 {
			return 0, fmt.Errorf("geometry ends early")
		}
		if d.numbers++; d.numbers > maxNumbers {
			return 0, fmt.Errorf("more than %d numbers of geometry", maxNumbers)
		}
		b = b[n:]
		return v, nil
	}
	for len(b) > 0 {
		c, err := next()
		if err != nil {
			return nil, err
		}
		command, times := c&7, c>>3
		if command == 7 {
			continue // closed: rings are filled anyway
		}
		if command != 1 && command != 2 || command == 2 && len(out) == 0 {
			return nil, fmt.Errorf("geometry command %d", command)
		}
		for range times {
			dx, err := next()
			if err != nil {
				return nil, err
			}
			dy, err := next()
			if err != nil {
				return nil, err
			}
			x, y = x+zigzag(dx), y+zigzag(dy)
			if command == 1 {
				out = append(out, nil)
			}
			out[len(out)-1] = append(out[len(out)-1], [2]int{x, y})
		}
	}
	return out, nil
}

// zigzag undoes the coding of signed numbers.
func zigzag(v uint64) int { return int(v>>1) ^ -int(v&1) }

// A field is one field of a protocol buffer.
type field struct {
	number int
	value  uint64 // of a varint
	bytes  []byte // of a text, a message or a packed list
}

// fields calls f for each field of a message.
func fields(b []byte, f func(field) error) error {
	for len(b) > 0 {
		key, n := binary.Uvarint(b)
		if n <= 0 {
			return fmt.Errorf("a field ends early")
		}
		b = b[n:]
		out := field{number: int(key >> 3 & math.MaxInt32)}
		size := uint64(0)
		switch key & 7 {
		case 0:
			v, n := binary.Uvarint(b)
			if n <= 0 {
				return fmt.Errorf("a number ends early")
			}
			out.value, b = v, b[n:]
		case 1:
			size = 8
		case 2:
			v, n := binary.Uvarint(b)
			if n <= 0 {
				return fmt.Errorf("a length ends early")
			}
			size, b = v, b[n:]
		case 5:
			size = 4
		default:
			return fmt.Errorf("a field of type %d", key&7)
		}
		if size > uint64(len(b)) {
			return fmt.Errorf("a field of %d bytes where %d are left", size, len(b))
		}
		out.bytes, b = b[:size], b[size:]
		if err := f(out); err != nil {
			return err
		}
	}
	return nil
}
