package gazetteer

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"sync"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/gazetteer/geo"
)

// A shape file holds the outlines of states and the lines between them, in 1e-4 degree (11 m): counts and
// the differences from point to point as varints, then a trailer as of a table.
const (
	shapeMagic   = "tocsinS1"
	shapeDegrees = 1e4
	maxPoints    = 4 << 20 // all time zones in full have 0.9 million
)

// A Unit is a state, or a part of it that keeps a time of its own.
type Unit struct {
	Zone    string     `json:"zone"`    // of the tz database: "Asia/Dushanbe"
	Country string     `json:"country"` // ISO 3166-1 alpha-3, as the source draws it
	Rings   []geo.Ring `json:"-"`       // outer rings and holes alike
	box     geo.Box
}

// An Edge is what two states share: lines with A on their left.
type Edge struct {
	A     string     `json:"a"` // ISO 3166-1 alpha-3
	B     string     `json:"b"`
	Lines []geo.Line `json:"-"`
}

// Shapes are the outlines of all states and the lines between neighbours.
type Shapes struct {
	Layer  Layer  `json:"layer"`
	Units  []Unit `json:"units"`
	Edges  []Edge `json:"edges"`
	SHA256 string `json:"sha256"` // of the points
}

// Write writes a shape file.
func (s *Shapes) Write(w io.Writer) error {
	var b []byte
	for _, u := range s.Units {
		b = appendLines(b, u.Rings)
	}
	for _, e := range s.Edges {
		b = appendLines(b, e.Lines)
	}
	meta := *s
	meta.SHA256 = sumOf(b)
	js, err := json.Marshal(meta)
	if err != nil {
		return err
	}
	b = append(b, js...)
	b = binary.BigEndian.AppendUint32(b, uint32(len(js)))
	_, err = w.Write(append(b, shapeMagic...))
	return err
}

func appendLines[L ~[]geo.Point](b []byte, lines []L) []byte {
	b = binary.AppendUvarint(b, uint64(len(lines)))
	for _, l := range lines {
		b = binary.AppendUvarint(b, uint64(len(l)))
		var lat, lon int64
		for _, p := range l {
			y, x := int64(math.Round(p.Lat*shapeDegrees)), int64(math.Round(p.Lon*shapeDegrees))
			b = binary.AppendVarint(binary.AppendVarint(b, y-lat), x-lon)
			lat, lon = y, x
		}
	}
	return b
}

// A ShapeFile is a shape file whose trailer has been read; its points are decoded when they are needed.
type ShapeFile struct {
	Layer  Layer
	Shapes func() (*Shapes, error) // decodes once; errors wrap tocsin.ErrInvalid
}

// OpenShapes reads the trailer of a shape file. The bytes must not change. Errors wrap tocsin.ErrInvalid.
func OpenShapes(data []byte) (*ShapeFile, error) {
	end := len(data) - len(shapeMagic) - 4
	if end < 0 || string(data[end+4:]) != shapeMagic {
		return nil, fmt.Errorf("no shapes: %w", tocsin.ErrInvalid)
	}
	n := int(binary.BigEndian.Uint32(data[end:]))
	if n > maxTrailer || n > end {
		return nil, fmt.Errorf("shapes: trailer of %d bytes: %w", n, tocsin.ErrInvalid)
	}
	var s Shapes
	if err := json.Unmarshal(data[end-n:end], &s); err != nil {
		return nil, fmt.Errorf("shapes: trailer: %w: %w", err, tocsin.ErrInvalid)
	}
	f := &ShapeFile{Layer: s.Layer, Shapes: sync.OnceValues(func() (*Shapes, error) { return s.decode(data[:end-n]) })}
	f.Layer.Rows, f.Layer.Hash = len(s.Edges), s.SHA256
	return f, nil
}

// decode fills in the points.
func (s Shapes) decode(points []byte) (*Shapes, error) {
	d := decoder{b: points}
	for i := range s.Units {
		u := &s.Units[i]
		u.Rings = readLines[geo.Ring](&d)
		u.box = geo.Empty()
		for _, r := range u.Rings {
			for _, p := range r {
				u.box = u.box.Add(p)
			}
		}
	}
	for i := range s.Edges {
		s.Edges[i].Lines = readLines[geo.Line](&d)
	}
	if d.bad || len(d.b) > 0 {
		return nil, fmt.Errorf("shapes: points don't fit the trailer: %w", tocsin.ErrInvalid)
	}
	return &s, nil
}

// A decoder reads numbers until one is bad.
type decoder struct {
	b      []byte
	points int
	bad    bool
}

// count reads how many things follow, of at least two bytes each.
func (d *decoder) count() int {
	n, rest, ok := uvarint(d.b)
	if !ok || n > len(rest) {
		d.bad, d.b = true, nil
		return 0
	}
	d.b = rest
	return n
}

func (d *decoder) delta() int64 {
	v, n := binary.Varint(d.b)
	if n <= 0 {
		d.bad, d.b = true, nil
		return 0
	}
	d.b = d.b[n:]
	return v
}

func readLines[L ~[]geo.Point](d *decoder) []L {
	out := make([]L, d.count())
	for i := range out {
		n := d.count()
		if d.points += n; d.points > maxPoints {
			d.bad = true
		}
		if d.bad {
			return nil
		}
		l := make(L, n)
		var lat, lon int64
		for k := range l {
			lat, lon = lat+d.delta(), lon+d.delta()
			l[k] = geo.Point{Lat: float64(lat) / shapeDegrees, Lon: float64(lon) / shapeDegrees}
			if !l[k].Valid() {
				d.bad = true
			}
		}
		out[i] = l
	}
	return out
}

// at returns the unit that holds a point; ok is false at sea.
func (s *Shapes) at(p geo.Point) (u *Unit, ok bool) {
	for i := range s.Units {
		u := &s.Units[i]
		if !u.box.Contains(p) {
			continue
		}
		in := false
		for _, r := range u.Rings {
			in = in != r.Contains(p)
		}
		if in {
			return u, true
		}
	}
	return nil, false
}
