package gazetteer

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"sort"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/gazetteer/geo"
	"github.com/tocsin-desk/tocsin/lexicon"
)

// A table file holds places in a form that is searched where it lies, in memory or in a mapped file:
//
//	rows     one after the other: their length, then a place or an alias (see Writer)
//	names    sorted: hash of a key, offset of the row that has the name, 4 bytes each
//	cells    sorted: number of a square degree, offset of the first row of a run of rows in it
//	trailer  JSON: sources, dictionaries, where the parts begin
//	4 bytes  length of the trailer
//	8 bytes  magic
//
// Numbers in rows are varints; those of the sorted parts are big-endian.
const (
	magic      = "tocsinG2" // the last letter is the version of the form
	maxTrailer = 64 << 20   // dictionaries of all first-level divisions have 200 KiB
	entrySize  = 8
)

// trailer is what a table says about itself.
type trailer struct {
	Sources   []Layer  `json:"sources"`
	Kinds     []string `json:"kinds"`
	Codes     []string `json:"codes"`
	Countries []string `json:"countries"`
	Admin1    []string `json:"admin1"`
	Langs     []string `json:"langs"`
	Rows      int      `json:"rows"`    // places
	Aliases   int      `json:"aliases"` // further names of them
	Names     int      `json:"names"`   // where the names begin, which is where the rows end
	Cells     int      `json:"cells"`
	End       int      `json:"end"`
	SHA256    string   `json:"sha256"` // of everything before the trailer
}

// A Table is places in compiled form. Its bytes must not change while it is in use.
type Table struct {
	trailer
	rows, names, cells []byte
}

// ReadTable opens a compiled table. It reads the trailer alone; rows that were damaged since are
// left out when they are met. Errors wrap tocsin.ErrInvalid.
func ReadTable(data []byte) (*Table, error) {
	end := len(data) - len(magic) - 4
	if end < 0 || string(data[end+4:len(data)-1]) != magic[:len(magic)-1] {
		return nil, fmt.Errorf("no compiled gazetteer: %w", tocsin.ErrInvalid)
	}
	if string(data[end+4:]) != magic {
		return nil, fmt.Errorf("a compiled gazetteer of another version of this program: make or import it again: %w", tocsin.ErrInvalid)
	}
	n := int(binary.BigEndian.Uint32(data[end:]))
	if n > maxTrailer || n > end {
		return nil, fmt.Errorf("compiled gazetteer: trailer of %d bytes: %w", n, tocsin.ErrInvalid)
	}
	var t Table
	if err := json.Unmarshal(data[end-n:end], &t.trailer); err != nil {
		return nil, fmt.Errorf("compiled gazetteer: trailer: %w: %w", err, tocsin.ErrInvalid)
	}
	if t.Names < 0 || t.Cells < t.Names || t.End < t.Cells || t.End != end-n || (t.Cells-t.Names)%entrySize != 0 || (t.End-t.Cells)%entrySize != 0 {
		return nil, fmt.Errorf("compiled gazetteer: parts don't fit: %w", tocsin.ErrInvalid)
	}
	t.rows, t.names, t.cells = data[:t.Names], data[t.Names:t.Cells], data[t.Cells:t.End]
	return &t, nil
}

// layers names the sources that have rows in the table.
func (t *Table) layers() []Layer {
	var out []Layer
	for _, s := range t.Sources {
		if s.Hash = t.SHA256; s.Rows > 0 {
			out = append(out, s)
		}
	}
	return out
}

// A record is a row as it is stored.
type record struct {
	alias  bool
	target int // of aliases: offset of the place
	lang   int // of aliases
	fields [7]int
	lat    int // in 1e-5 degree
	lon    int
	name   []byte
	next   int // offset of the following row
}

// The fields of a stored place.
const (
	fieldKind = iota
	fieldCode
	fieldCountry
	fieldAdmin1
	fieldPopulation
	fieldID
	fieldSource
)

// read decodes the row at an offset; ok is false where none begins.
func (t *Table) read(at int) (r record, ok bool) {
	if at < 0 || at >= len(t.rows) {
		return r, false
	}
	b := t.rows[at:]
	size, n := binary.Uvarint(b)
	if n <= 0 || size > uint64(len(b)-n) || size == 0 {
		return r, false
	}
	r.next = at + n + int(size)
	b = b[n : n+int(size)]
	r.alias = b[0] == aliasRow
	b = b[1:]
	if r.alias {
		r.target, b, ok = uvarint(b)
		if ok {
			r.lang, b, ok = uvarint(b)
		}
		r.name = b
		return r, ok
	}
	for i := range r.fields {
		if r.fields[i], b, ok = uvarint(b); !ok {
			return r, false
		}
	}
	if r.lat, b, ok = varint(b); !ok {
		return r, false
	}
	if r.lon, b, ok = varint(b); !ok {
		return r, false
	}
	r.name = b
	return r, true
}

func uvarint(b []byte) (int, []byte, bool) {
	v, n := binary.Uvarint(b)
	if n <= 0 || v > 1<<40 {
		return 0, nil, false
	}
	return int(v), b[n:], true
}

func varint(b []byte) (int, []byte, bool) {
	v, n := binary.Varint(b)
	if n <= 0 || v > 1<<40 || v < -1<<40 {
		return 0, nil, false
	}
	return int(v), b[n:], true
}

const degrees = 1e5 // what a stored coordinate counts

func (r *record) point() geo.Point {
	return geo.Point{Lat: float64(r.lat) / degrees, Lon: float64(r.lon) / degrees}
}

// place decodes the place at an offset.
func (t *Table) place(at int) (Place, bool) {
	r, ok := t.read(at)
	if !ok || r.alias {
		return Place{}, false
	}
	p := Place{
		Name: string(r.name), Point: r.point(), Kind: lexicon.PlaceKind(entry(t.Kinds, r.fields[fieldKind])), Code: entry(t.Codes, r.fields[fieldCode]),
		Country: entry(t.Countries, r.fields[fieldCountry]), Admin1: entry(t.Admin1, r.fields[fieldAdmin1]), Population: r.fields[fieldPopulation],
	}
	if i := r.fields[fieldSource]; i < len(t.Sources) {
		p.Source = t.Sources[i].Name
	}
	id := r.fields[fieldID]
	if p.Source == GeoNames || p.Source == NaturalEarth {
		p.GeoNames = id
	}
	p.Where = fmt.Sprintf("%s:%d", p.Source, id)
	if p.Source == Wikidata {
		p.Where = fmt.Sprintf("%s:Q%d", p.Source, id)
	}
	return p, p.Point.Valid()
}

func entry(dict []string, i int) string {
	if i >= 0 && i < len(dict) {
		return dict[i]
	}
	return ""
}

// find calls yield for each place that has a name with the key, with that name, until it returns false.
func (t *Table) find(key string, yield func(row int, name, lang string, alias bool) bool) {
	h := hashOf(key)
	n := len(t.names) / entrySize
	i := sort.Search(n, func(i int) bool { return binary.BigEndian.Uint32(t.names[i*entrySize:]) >= h })
	for ; i < n && binary.BigEndian.Uint32(t.names[i*entrySize:]) == h; i++ {
		at := int(binary.BigEndian.Uint32(t.names[i*entrySize+4:]))
		r, ok := t.read(at)
		if !ok {
			continue
		}
		name := string(r.name)
		full := Key(name)
		if rest, kind := Split(full); full != key && (kind == "" || rest != key) {
			continue // another key with this hash
		}
		if r.alias {
			at = r.target
		}
		if !yield(at, name, entry(t.Langs, r.lang), r.alias) {
			return
		}
	}
}

// hashOf is FNV-1a: fast, and the same everywhere.
func hashOf(key string) uint32 {
	h := uint32(2166136261)
	for i := 0; i < len(key); i++ {
		h = (h ^ uint32(key[i])) * 16777619
	}
	return h
}

// cell numbers the square degree of a point.
func cell(lat, lon float64) uint32 {
	return uint32(min(max(int(lat+90), 0), 180)*361 + min(max(int(lon+180), 0), 360))
}

// in calls yield for the places of a square degree, until it returns false.
func (t *Table) in(cellNo uint32, yield func(row int, r *record) bool) {
	n := len(t.cells) / entrySize
	i := sort.Search(n, func(i int) bool { return binary.BigEndian.Uint32(t.cells[i*entrySize:]) >= cellNo })
	for ; i < n && binary.BigEndian.Uint32(t.cells[i*entrySize:]) == cellNo; i++ {
		at := int(binary.BigEndian.Uint32(t.cells[i*entrySize+4:]))
		for {
			r, ok := t.read(at)
			if !ok || !r.alias && cell(float64(r.lat)/degrees, float64(r.lon)/degrees) != cellNo {
				break
			}
			if !r.alias && !yield(at, &r) {
				return
			}
			at = r.next
		}
	}
}

// all calls yield for every place in the order of the rows, until it returns false.
func (t *Table) all(yield func(row int, r *record) bool) {
	for at := 0; at < len(t.rows); {
		r, ok := t.read(at)
		if !ok {
			return
		}
		if !r.alias && !yield(at, &r) {
			return
		}
		at = r.next
	}
}

// Verify reads the whole table and compares it with the sum that it carries.
func (t *Table) Verify() error {
	rows, aliases := 0, 0
	for at := 0; at < len(t.rows); {
		r, ok := t.read(at)
		if !ok {
			return fmt.Errorf("compiled gazetteer: byte %d begins no row: %w", at, tocsin.ErrInvalid)
		}
		if r.alias {
			aliases++
		} else {
			rows++
		}
		at = r.next
	}
	sum := sumOf(t.rows, t.names, t.cells)
	if rows != t.Rows || aliases != t.Aliases || sum != t.SHA256 {
		return fmt.Errorf("compiled gazetteer: %d places and %d names more, sum %.12s; the trailer says %d, %d, %.12s: %w", rows, aliases, sum, t.Rows, t.Aliases, t.SHA256, tocsin.ErrInvalid)
	}
	return nil
}
