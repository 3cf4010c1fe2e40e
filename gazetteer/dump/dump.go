// Package dump reads other people's lists of places: GeoNames' tables, Natural Earth's GeoJSON, Wikidata's
// entities, each from a stream of any length, row by row.
//
// In: bytes of a kind that Sniff has recognised. Out: rows in a gazetteer.Writer, and a Report of what was
// kept and what was left out, with the reason and the line. It never opens a file and never stops at a bad row.
package dump

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/gazetteer"
	"github.com/tocsin-desk/tocsin/gazetteer/geo"
)

// A Kind says what a dump holds. The order is that in which an Importer wants them.
type Kind int

// The kinds.
const (
	Admin1     Kind = iota // GeoNames' admin1CodesASCII.txt: names of first-level divisions
	GeoNames               // GeoNames' cities*.txt, allCountries.txt, XX.txt
	GeoJSON                // Natural Earth's places, divisions, regions, seas
	Wikidata               // entities, one a line
	Alternates             // GeoNames' alternateNamesV2.txt: further names of places that came before
	Unneeded               // other tables of GeoNames, of which nothing is taken
)

// String names the kind.
func (k Kind) String() string {
	return [...]string{"GeoNames admin1 codes", "GeoNames places", "GeoJSON", "Wikidata entities", "GeoNames alternate names", "nothing that is needed"}[k]
}

// SniffBytes is how much of the beginning of a dump Sniff wants to see.
const SniffBytes = 64 << 10

// Sniff recognises a dump by its beginning. Errors wrap tocsin.ErrInvalid.
func Sniff(head []byte) (Kind, error) {
	head = bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\ufeff")), " \r\n")
	line, _, _ := bytes.Cut(head, []byte("\n"))
	switch {
	case bytes.HasPrefix(head, []byte{0, 0, 0x27, 0x0a}):
		return 0, fmt.Errorf("a shapefile: convert it to GeoJSON: %w", tocsin.ErrInvalid)
	case bytes.HasPrefix(head, []byte("{")) && bytes.Contains(head, []byte(`"FeatureCollection"`)):
		return GeoJSON, nil
	case bytes.HasPrefix(head, []byte("{")) || bytes.HasPrefix(head, []byte("[")):
		if bytes.Contains(head, []byte(`"labels"`)) || bytes.Contains(head, []byte(`"claims"`)) {
			return Wikidata, nil
		}
		return 0, fmt.Errorf("JSON that is neither a FeatureCollection nor entities of Wikidata: %w", tocsin.ErrInvalid)
	case bytes.HasPrefix(head, []byte("#")), bytes.HasPrefix(head, []byte("ISO\tISO3\t")): // countryInfo.txt
		return Unneeded, nil
	}
	col := strings.Split(string(line), "\t")
	switch {
	case len(col) == columns && number(col[0]):
		return GeoNames, nil
	case len(col) == 4 && strings.Count(col[0], ".") == 1:
		return Admin1, nil
	case len(col) == 4 && strings.Count(col[0], ".") == 2: // admin2Codes.txt
		return Unneeded, nil
	case len(col) >= 4 && number(col[0]) && number(col[1]):
		return Alternates, nil
	case (len(col) == 2 || len(col) == 3) && number(col[0]) && number(col[1]): // hierarchy.txt
		return Unneeded, nil
	}
	return 0, fmt.Errorf("neither a table of GeoNames nor GeoJSON nor entities of Wikidata: %w", tocsin.ErrInvalid)
}

func number(s string) bool {
	_, err := strconv.ParseUint(s, 10, 40)
	return err == nil
}

// Layers returns the sources that an Importer may write, for gazetteer.NewWriter.
func Layers() []gazetteer.Layer {
	return []gazetteer.Layer{
		{Name: gazetteer.GeoNames, Licence: "CC BY 4.0", Credit: "GeoNames (geonames.org)"},
		{Name: gazetteer.NaturalEarth, Licence: "public domain", Credit: "Natural Earth (naturalearthdata.com)"},
		{Name: gazetteer.Wikidata, Licence: "CC0 1.0", Credit: "Wikidata (wikidata.org)"},
	}
}

// An Importer writes the rows of dumps into one table.
type Importer struct {
	out    *gazetteer.Writer
	locate func(geo.Point) (iso string, ok bool)
	admin1 map[string]string // "TJ.02": Khatlon
	places []uint64          // id of GeoNames<<32 | row; sorted before alternates are read
	sorted bool
}

// New returns an Importer into a writer that has the Layers. locate says which state a point is in, for rows
// that don't.
func New(out *gazetteer.Writer, locate func(geo.Point) (iso string, ok bool)) *Importer {
	return &Importer{out: out, locate: locate, admin1: map[string]string{}}
}

// Read reads a dump of the kind. Dumps are read in the order of their kinds. The error is the reader's or the
// writer's, or wraps tocsin.ErrInvalid where the dump as a whole can't be read; bad rows are in the report.
func (im *Importer) Read(kind Kind, r io.Reader) (*Report, error) {
	rep := &Report{Kind: kind}
	var err error
	switch kind {
	case Admin1:
		err = im.readAdmin1(r, rep)
	case GeoNames:
		err = im.readGeoNames(r, rep)
	case GeoJSON:
		err = im.readGeoJSON(r, rep)
	case Wikidata:
		err = im.readWikidata(r, rep)
	case Alternates:
		err = im.readAlternates(r, rep)
	}
	return rep, err
}

// A Report says what became of the rows of a dump.
type Report struct {
	Kind  Kind
	Kept  int    // places, or names of divisions
	Names int    // further names of them
	Left  []Left // by reason, the most frequent first
}

// Left is rows that were left out for one reason.
type Left struct {
	Why   string
	Count int
	Lines []int // the first few; features of GeoJSON are counted from 1
}

// firstLines is how many lines a report names for a reason; maxReasons how many reasons it tells apart.
const (
	firstLines = 5
	maxReasons = 50
)

// leave counts a row that is left out.
func (r *Report) leave(line int, why string) {
	i := slices.IndexFunc(r.Left, func(l Left) bool { return l.Why == why })
	if i < 0 {
		if len(r.Left) >= maxReasons {
			why = "other reasons"
			i = slices.IndexFunc(r.Left, func(l Left) bool { return l.Why == why })
		}
		if i < 0 {
			i = len(r.Left)
			r.Left = append(r.Left, Left{Why: why})
		}
	}
	l := &r.Left[i]
	if l.Count++; len(l.Lines) < firstLines {
		l.Lines = append(l.Lines, line)
	}
}

// WriteTo writes the report as lines of text.
func (r *Report) WriteTo(w io.Writer) (int64, error) {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %d kept", r.Kind, r.Kept)
	if r.Names > 0 {
		fmt.Fprintf(&b, ", %d further names", r.Names)
	}
	b.WriteByte('\n')
	left := slices.Clone(r.Left)
	slices.SortStableFunc(left, func(a, b Left) int { return cmp.Compare(b.Count, a.Count) })
	for _, l := range left {
		fmt.Fprintf(&b, "  %d left out: %s (line", l.Count, l.Why)
		for _, n := range l.Lines {
			fmt.Fprintf(&b, " %d", n)
		}
		if l.Count > len(l.Lines) {
			b.WriteString(" …")
		}
		b.WriteString(")\n")
	}
	n, err := io.WriteString(w, b.String())
	return int64(n), err
}
