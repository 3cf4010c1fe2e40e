package gazetteer

import (
	"bufio"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"io"
	"math"
	"slices"

	"golang.org/x/text/language"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/lexicon"
)

// The first byte of a stored row.
const (
	placeRow = iota
	aliasRow
)

// A Writer makes a table file. It keeps no row in memory, but eight bytes a name and a place, and up to twice
// that while the lists grow: six million names took 300 MB.
type Writer struct {
	out   *bufio.Writer
	sum   hash.Hash
	at    int
	meta  trailer
	kinds dict
	codes dict
	lands dict
	parts dict
	langs dict
	names []uint64 // hash<<32 | offset
	cells []uint64 // cell<<32 | offset of the first row of a run
	last  uint32   // cell of the row before
	buf   []byte
}

// A dict numbers strings; 0 is "".
type dict struct {
	number map[string]int
	list   []string
}

func newDict() dict { return dict{map[string]int{"": 0}, []string{""}} }

func (d *dict) of(s string) int {
	n, ok := d.number[s]
	if !ok {
		n = len(d.list)
		d.number[s] = n
		d.list = append(d.list, s)
	}
	return n
}

// NewWriter begins a table whose rows are those of the sources.
func NewWriter(w io.Writer, sources ...Layer) *Writer {
	sum := sha256.New()
	return &Writer{
		out: bufio.NewWriterSize(io.MultiWriter(w, sum), 1<<16), sum: sum, meta: trailer{Sources: slices.Clone(sources)}, last: math.MaxUint32,
		kinds: newDict(), codes: newDict(), lands: newDict(), parts: newDict(), langs: newDict(),
	}
}

// Limits of a row. The longest name of GeoNames has 200 bytes.
const (
	maxName = 400
	maxFile = math.MaxUint32 // what an offset of four bytes reaches
)

// Add writes a place and returns its row, for Alias. Its Source must be one of the writer's, and id is its number
// there; ID, GeoNames and Where are not kept. Errors wrap tocsin.ErrInvalid or tocsin.ErrTooLarge, or are the
// writer's.
func (w *Writer) Add(p *Place, id int) (row int, err error) {
	switch {
	case p.Name == "" || len(p.Name) > maxName:
		return 0, fmt.Errorf("a name of %d bytes: %w", len(p.Name), tocsin.ErrInvalid)
	case !p.Point.Valid():
		return 0, fmt.Errorf("point %g %g is not on the globe: %w", p.Point.Lat, p.Point.Lon, tocsin.ErrInvalid)
	case p.Population < 0 || id < 0:
		return 0, fmt.Errorf("negative number: %w", tocsin.ErrInvalid)
	}
	source := slices.IndexFunc(w.meta.Sources, func(l Layer) bool { return l.Name == p.Source })
	if source < 0 {
		return 0, fmt.Errorf("no source %q: %w", p.Source, tocsin.ErrInvalid)
	}
	b := append(w.buf[:0], placeRow)
	for _, v := range [...]int{w.kinds.of(string(p.Kind)), w.codes.of(p.Code), w.lands.of(p.Country), w.parts.of(p.Admin1), p.Population, id, source} {
		b = binary.AppendUvarint(b, uint64(v))
	}
	lat, lon := math.Round(p.Point.Lat*degrees), math.Round(p.Point.Lon*degrees)
	b = binary.AppendVarint(binary.AppendVarint(b, int64(lat)), int64(lon))
	row = w.at
	if err := w.row(append(b, p.Name...), p.Name); err != nil {
		return 0, err
	}
	if c := cell(lat/degrees, lon/degrees); c != w.last {
		w.last = c
		w.cells = append(w.cells, uint64(c)<<32|uint64(row))
	}
	w.meta.Rows++
	w.meta.Sources[source].Rows++
	return row, nil
}

// Alias writes a further name of the place in a row; lang is a BCP 47 tag or "".
func (w *Writer) Alias(row int, name, lang string) error {
	if name == "" || len(name) > maxName {
		return fmt.Errorf("a name of %d bytes: %w", len(name), tocsin.ErrInvalid)
	}
	b := append(w.buf[:0], aliasRow)
	b = binary.AppendUvarint(binary.AppendUvarint(b, uint64(row)), uint64(w.langs.of(lang)))
	if err := w.row(append(b, name...), name); err != nil {
		return err
	}
	w.meta.Aliases++
	return nil
}

// row writes one row and enters its name.
func (w *Writer) row(b []byte, name string) error {
	w.buf = b
	if w.at+len(b)+binary.MaxVarintLen32 > maxFile {
		return fmt.Errorf("more than %d bytes of rows: %w", maxFile, tocsin.ErrTooLarge)
	}
	size := binary.AppendUvarint(nil, uint64(len(b)))
	if _, err := w.out.Write(size); err != nil {
		return err
	}
	if _, err := w.out.Write(b); err != nil {
		return err
	}
	key := Key(name)
	w.enter(key)
	if rest, kind := Split(key); kind != "" {
		w.enter(rest)
	}
	w.at += len(size) + len(b)
	return nil
}

func (w *Writer) enter(key string) {
	if key != "" {
		w.names = append(w.names, uint64(hashOf(key))<<32|uint64(w.at))
	}
}

// Close writes the indexes and the trailer; it doesn't close the file below.
func (w *Writer) Close() error {
	w.meta.Names = w.at
	w.meta.Cells = w.meta.Names + entrySize*len(w.names)
	w.meta.End = w.meta.Cells + entrySize*len(w.cells)
	for _, part := range [][]uint64{w.names, w.cells} {
		slices.Sort(part)
		for _, e := range part {
			w.buf = binary.BigEndian.AppendUint64(w.buf[:0], e)
			if _, err := w.out.Write(w.buf); err != nil {
				return err
			}
		}
	}
	if err := w.out.Flush(); err != nil {
		return err
	}
	m := w.meta
	m.SHA256 = hex.EncodeToString(w.sum.Sum(nil))
	m.Kinds, m.Codes, m.Countries, m.Admin1, m.Langs = w.kinds.list, w.codes.list, w.lands.list, w.parts.list, w.langs.list
	js, err := json.Marshal(m)
	if err != nil {
		return err
	}
	js = append(binary.BigEndian.AppendUint32(js, uint32(len(js))), magic...)
	if _, err := w.out.Write(js); err != nil {
		return err
	}
	return w.out.Flush()
}

// sumOf is SHA-256 over the parts, in hexadecimal.
func sumOf(parts ...[]byte) string {
	h := sha256.New()
	for _, p := range parts {
		h.Write(p)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// The sources whose ids this package knows: GeoNames' own, GeoNames' where Natural Earth has them, Wikidata's.
const (
	GeoNames     = "geonames"
	NaturalEarth = "naturalearth"
	Wikidata     = "wikidata"
)

// ISO3 translates a region's code of two letters; "" for one that isn't ISO 3166-1's. Kosovo is KOS, as PLOVER
// has it.
func ISO3(iso2 string) string {
	if iso2 == "XK" {
		return "KOS"
	}
	r, err := language.ParseRegion(iso2)
	if err != nil || len(iso2) != 2 {
		return ""
	}
	return r.ISO3()
}

// KnownISO3 reports whether a code of three letters is a region's of ISO 3166-1, or KOS.
func KnownISO3(code string) bool {
	if code == "KOS" {
		return true
	}
	r, err := language.ParseRegion(code)
	return err == nil && len(code) == 3 && r.ISO3() == code
}

// FromGeoNames translates a feature class and code of GeoNames; "" for what is no place to this program.
func FromGeoNames(class, code string) lexicon.PlaceKind {
	switch class {
	case "P":
		if code == "PPLC" {
			return lexicon.Capital
		}
		return lexicon.City
	case "A":
		switch code {
		case "PCLI":
			return Country
		case "PCLD", "PCLS", "PCLF", "PCL", "PCLIX", "TERR":
			return lexicon.Territory
		case "ADM1", "ADM1H":
			return lexicon.Province
		}
		return lexicon.District
	case "H":
		return lexicon.Water
	case "T":
		switch code {
		case "PASS", "GAP":
			return lexicon.Crossing
		}
		return lexicon.Terrain
	case "L":
		switch code {
		case "MILB", "INDS", "PRK", "PORT":
			return lexicon.Site
		}
		return lexicon.Region
	case "S": // hotels and schools are none of the desk's
		switch code {
		case "BDG", "CSTM", "PSTB", "TNL":
			return lexicon.Crossing
		case "AIRB", "AIRF", "AIRP", "CMPRF", "DAM", "FT", "MN", "MNA", "NOV", "PRT", "PRN", "PS", "PSN", "PSH", "OILR", "SPLY":
			return lexicon.Site
		}
		return ""
	case "V":
		return lexicon.Terrain
	case "R":
		switch code {
		case "TNL", "TNLRD", "TNLRR":
			return lexicon.Crossing
		}
	}
	return ""
}
