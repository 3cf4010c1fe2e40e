package dump

import (
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/tocsin-desk/tocsin/gazetteer"
)

// The columns of GeoNames' main table.
const (
	colID = iota
	colName
	colASCII
	colAlternates
	colLat
	colLon
	colClass
	colCode
	colCountry
	colCC2
	colAdmin1
	colAdmin2
	colAdmin3
	colAdmin4
	colPopulation
	colElevation
	colDEM
	colTimezone
	colModified
	columns
)

const tooLong = "the line is too long"

// readGeoNames reads the main table: tab-separated, without a header.
func (im *Importer) readGeoNames(r io.Reader, rep *Report) error {
	return lines(r, func(n int, line []byte) error {
		if line == nil {
			rep.leave(n, tooLong)
			return nil
		}
		col := strings.Split(string(line), "\t")
		p, id, why := im.geoName(col)
		if why != "" {
			rep.leave(n, why)
			return nil
		}
		row, err := im.out.Add(&p, id)
		if err != nil {
			return err
		}
		im.places = append(im.places, uint64(id)<<32|uint64(row))
		im.sorted = false
		rep.Kept++
		more := []named{{col[colASCII], ""}}
		for a := range strings.SplitSeq(col[colAlternates], ",") {
			more = append(more, named{a, ""})
		}
		return im.alias(row, p.Name, more, rep)
	})
}

// geoName reads one row, or says why it is none.
func (im *Importer) geoName(col []string) (p gazetteer.Place, id int, why string) {
	if len(col) != columns {
		return p, 0, "not " + strconv.Itoa(columns) + " columns"
	}
	u, err := strconv.ParseUint(col[colID], 10, 32)
	if err != nil {
		return p, 0, "the id is no number"
	}
	p = gazetteer.Place{Name: col[colName], Code: col[colCode], Country: gazetteer.ISO3(col[colCountry]), Source: gazetteer.GeoNames}
	p.Admin1 = im.admin1[col[colCountry]+"."+col[colAdmin1]]
	if p.Point.Lat, err = strconv.ParseFloat(col[colLat], 64); err != nil {
		return p, 0, "the latitude is no number"
	}
	if p.Point.Lon, err = strconv.ParseFloat(col[colLon], 64); err != nil {
		return p, 0, "the longitude is no number"
	}
	if col[colPopulation] != "" {
		if p.Population, err = strconv.Atoi(col[colPopulation]); err != nil {
			return p, 0, "the population is no number"
		}
	}
	if p.Kind = gazetteer.FromGeoNames(col[colClass], col[colCode]); p.Kind == "" {
		return p, 0, "feature class " + short(col[colClass]) + ", a kind of place that the desk doesn't use"
	}
	return p, int(u), im.complete(&p)
}

// short keeps a field of a stranger's from filling the report.
func short(s string) string {
	if len(s) > 8 {
		return strconv.Quote(s[:8]) + "…"
	}
	return strconv.Quote(s)
}

// complete checks what every place needs and fills in its country.
func (im *Importer) complete(p *gazetteer.Place) (why string) {
	switch {
	case p.Name == "":
		return "no name"
	case len(p.Name) > maxName:
		return "the name is too long"
	case !utf8.ValidString(p.Name):
		return "the name is not UTF-8"
	case gazetteer.Key(p.Name) == "":
		return "the name has neither letters nor digits"
	case !p.Point.Valid():
		return "the point is not on the globe"
	case p.Population < 0:
		return "the population is negative"
	case len(p.Code) > maxName || len(p.Admin1) > maxName || !utf8.ValidString(p.Code) || !utf8.ValidString(p.Admin1):
		return "a code is too long or not UTF-8"
	}
	if p.Country == "" {
		if iso, ok := im.locate(p.Point); ok {
			p.Country = iso
		}
	}
	return ""
}

// Limits of names: of one, in bytes, and of further ones that a place may have.
const (
	maxName    = 300
	maxAliases = 100
)

// A named is a further name of a place and its language, "" for unknown.
type named struct{ name, lang string }

// alias writes those further names of a place that it isn't found by already, and counts them.
func (im *Importer) alias(row int, name string, more []named, rep *Report) error {
	seen := []string{gazetteer.Key(name)}
	for _, a := range more {
		key := gazetteer.Key(a.name)
		if key == "" || slices.Contains(seen, key) || code(a.name) || len(a.name) > maxName || !utf8.ValidString(a.name) || strings.Contains(a.name, "://") {
			continue
		}
		if len(seen) > maxAliases {
			return nil
		}
		if err := im.out.Alias(row, a.name, a.lang); err != nil {
			return err
		}
		seen = append(seen, key)
		rep.Names++
	}
	return nil
}

// code reports whether a name is a code of airports or ports, which GeoNames has among the names: "DYU".
func code(a string) bool {
	return len(a) <= 5 && !strings.ContainsFunc(a, func(r rune) bool { return r < 'A' || r > 'Z' })
}

// readAdmin1 reads admin1CodesASCII.txt: code, name, plain name, id.
func (im *Importer) readAdmin1(r io.Reader, rep *Report) error {
	return lines(r, func(n int, line []byte) error {
		col := strings.Split(string(line), "\t")
		if len(col) < 2 || col[0] == "" || col[1] == "" || len(im.admin1) >= maxDivisions {
			rep.leave(n, "no code and name")
			return nil
		}
		im.admin1[col[0]] = col[1]
		rep.Kept++
		return nil
	})
}

// maxDivisions bounds the table of divisions: the world has 4,000.
const maxDivisions = 100_000

// notNames are what alternateNamesV2.txt has in place of a language for what is no name.
var notNames = [...]string{"link", "wkdt", "post", "iata", "icao", "faac", "unlc", "phon", "piny", "tcid", "abbr"}

// readAlternates reads alternateNamesV2.txt: id of the name, id of the place, language, name, flags.
func (im *Importer) readAlternates(r io.Reader, rep *Report) error {
	if !im.sorted {
		slices.Sort(im.places)
		im.sorted = true
	}
	return lines(r, func(n int, line []byte) error {
		col := strings.Split(string(line), "\t")
		if line == nil || len(col) < 4 {
			rep.leave(n, "not four columns")
			return nil
		}
		id, err := strconv.ParseUint(col[1], 10, 32)
		row, ok := im.row(id)
		switch {
		case err != nil:
			rep.leave(n, "the id is no number")
		case !ok:
			rep.leave(n, "a name of a place that isn't in the table")
		case slices.Contains(notNames[:], col[2]) || len(col[2]) > maxTag:
			rep.leave(n, "a code or a link, no name")
		case gazetteer.Key(col[3]) == "" || len(col[3]) > maxName || !utf8.ValidString(col[3]) || !utf8.ValidString(col[2]):
			rep.leave(n, "no usable name")
		default:
			rep.Names++
			return im.out.Alias(row, col[3], col[2])
		}
		return nil
	})
}

// row finds the row of a place by its id in GeoNames.
func (im *Importer) row(id uint64) (int, bool) {
	i, _ := slices.BinarySearch(im.places, id<<32)
	if i < len(im.places) && im.places[i]>>32 == id {
		return int(uint32(im.places[i])), true
	}
	return 0, false
}
