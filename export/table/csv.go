package table

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/export/csv"
)

// csvColumn is a column of the table for spreadsheets: a row an event, lists in one cell.
type csvColumn struct {
	column
	text bool // words of others, which are guarded against being computed
}

// listSep parts the values of a cell.
const listSep = "; "

// csvColumns are, in order:
//
//	article, version       id, and the hash of the version that was read
//	title, outlet, url     of the article
//	published, collected   when it came out, and when it came in: ISO 8601
//	story                  the group of copies; empty: not compared
//	reports, outlets, origins   how many articles and outlets carry the story, and from how many origins
//	event                  id
//	type, mode, contexts   PLOVER
//	cameo                  CAMEO code, text: "040" is not 40
//	quad, score            1 to 4; -10 to 10
//	actors, actor_codes, recipients, recipient_codes   in the same order
//	reciprocal             true: all parties are actors
//	realis                 asserted, future …
//	statement, chain       id of the statement that reports it and who passed it on, outermost first; empty: the outlet itself does
//	place, city, admin1, country, lat, lon, geonames, precision   where, degrees of WGS 84
//	date                   of the event, else of publication
//	sentence, words        number from 1, and at most csv.MaxSpan characters of it
//	confidence, coder      0 to 1; program, model, lexicon
//	dataset                what it was imported from; empty: read by this desk
func csvColumns() []csvColumn {
	words := func(c column) csvColumn { return csvColumn{c, true} }
	ours := func(c column) csvColumn { return csvColumn{c, false} }
	number := func(name string, of func(*row) *int) csvColumn {
		return ours(column{name, func(r *row) string { return count(*of(r)) }, func(r *row, s string) (err error) { *of(r), err = whole(s); return err }})
	}
	return slices.Concat(
		[]csvColumn{
			words(text("article", func(r *row) *string { return (*string)(&r.Article) })),
			words(text("version", func(r *row) *string { return (*string)(&r.Version) })),
			words(column{"title", func(r *row) string { return csv.Short(r.Title) }, func(r *row, s string) error { r.Title = s; return nil }}),
			words(text("outlet", func(r *row) *string { return &r.Outlet })),
			words(text("url", func(r *row) *string { return &r.URL })),
			ours(day("published", time.DateOnly, func(r *row) *string { return &r.Published })),
			ours(column{"collected", func(r *row) string { return isoTime(r.Collected) }, func(r *row, s string) (err error) {
				r.Collected, err = time.Parse(time.RFC3339, s)
				return err
			}}),
			words(text("story", func(r *row) *string { return (*string)(&r.Story) })),
			number("reports", func(r *row) *int { return &r.Reach.Reports }), number("outlets", func(r *row) *int { return &r.Reach.Outlets }),
			number("origins", func(r *row) *int { return &r.Reach.Origins }),
			words(text("event", func(r *row) *string { return &r.ID })),
			words(column{"type", func(r *row) string { return string(r.Type) }, func(r *row, s string) (err error) { r.Type, err = tocsin.ParsePLOVER(s); return err }}),
			words(list("mode", listSep, func(r *row) *[]string { return &r.Modes })),
			words(list("contexts", listSep, func(r *row) *[]string { return &r.Contexts })),
			words(column{"cameo", func(r *row) string { return string(r.CAMEO) }, func(r *row, s string) (err error) { r.CAMEO, err = cameoOf(s); return err }}),
			ours(derived("quad", func(r *row) string { return count(int(r.Type.Quad())) })),
			ours(column{"score", func(r *row) string { return decimal(r.Score) }, func(r *row, s string) (err error) { r.Score, err = float(s, -10, 10); return err }}),
		},
		csvParties("actors", "actor_codes", func(r *row) *[]tocsin.RecordParty { return &r.Actors }),
		csvParties("recipients", "recipient_codes", func(r *row) *[]tocsin.RecordParty { return &r.Recipients }),
		[]csvColumn{
			ours(column{"reciprocal", func(r *row) string { return fmt.Sprint(r.Reciprocal) }, func(r *row, s string) error { r.Reciprocal = s == "true"; return nil }}),
			words(text("realis", func(r *row) *string { return (*string)(&r.Realis) })),
			words(text("statement", func(r *row) *string { return &r.Statement })),
			words(list("chain", listSep, func(r *row) *[]string { return &r.Attribution })),
			words(text("place", func(r *row) *string { return &r.Place.Name })),
			words(text("city", func(r *row) *string { return &r.Place.City })),
			words(text("admin1", func(r *row) *string { return &r.Place.Province })),
			words(text("country", func(r *row) *string { return &r.Place.Country })),
			ours(degrees("lat", func(r *row) **float64 { return &r.Place.Lat }, 90)),
			ours(degrees("lon", func(r *row) **float64 { return &r.Place.Lon }, 180)),
			number("geonames", func(r *row) *int { return &r.Place.GeoNames }),
			words(text("precision", func(r *row) *string { return (*string)(&r.Place.Precision) })),
			ours(day("date", time.DateOnly, func(r *row) *string { return &r.Day })),
			number("sentence", func(r *row) *int { return &r.Sentence }),
			words(column{"words", func(r *row) string { return csv.Short(r.Words) }, func(r *row, s string) error { r.Words = s; return nil }}),
			ours(column{"confidence", func(r *row) string { return decimal(r.Confidence) }, func(r *row, s string) (err error) { r.Confidence, err = float(s, 0, 1); return err }}),
			words(text("coder", func(r *row) *string { return &r.Coder })),
			words(text("dataset", func(r *row) *string { return &r.Dataset })),
		})
}

func isoTime(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// csvParties are the names and the codes of the parties of one side. Names part where a semicolon stands, so one in a name is a comma.
func csvParties(names, codes string, of func(*row) *[]tocsin.RecordParty) []csvColumn {
	part := func(r *row, f func(*tocsin.RecordParty) string) string {
		all := make([]string, len(*of(r)))
		for i := range *of(r) {
			if all[i] = strings.ReplaceAll(f(&(*of(r))[i]), ";", ","); all[i] == "" {
				all[i] = noName
			}
		}
		return strings.Join(all, listSep)
	}
	set := func(r *row, cell string, f func(*tocsin.RecordParty) *string) error {
		values := split(cell, listSep)
		for len(*of(r)) < len(values) {
			*of(r) = append(*of(r), tocsin.RecordParty{})
		}
		for i, v := range values {
			if v != noName {
				*f(&(*of(r))[i]) = v
			}
		}
		return nil
	}
	name, code := func(p *tocsin.RecordParty) *string { return &p.Name }, func(p *tocsin.RecordParty) *string { return (*string)(&p.Code) }
	return []csvColumn{
		{column{names, func(r *row) string { return part(r, func(p *tocsin.RecordParty) string { return p.Name }) }, func(r *row, s string) error { return set(r, s, name) }}, true},
		{column{codes, func(r *row) string { return part(r, func(p *tocsin.RecordParty) string { return string(p.Code) }) }, func(r *row, s string) error { return set(r, s, code) }}, true},
	}
}

// noName holds the place of a party without a name or code in a list.
const noName = "---"

type csvWriter struct {
	out     io.Writer
	columns []csvColumn
	options csv.Options
	rows    int
}

func newCSV(w io.Writer, o Options) Writer {
	return &csvWriter{out: w, columns: csvColumns(), options: csv.Options{Raw: o.Raw}}
}

func (c *csvWriter) Close() error { return nil }
func (c *csvWriter) Rows() int    { return c.rows }

func (c *csvWriter) Header() error {
	return c.row(func(col csvColumn) string { return col.name })
}

func (c *csvWriter) Record(r *tocsin.Record) ([]string, error) {
	one := &row{Record: r}
	c.rows++
	return []string{r.ID}, c.row(func(col csvColumn) string { return col.write(one) })
}

func (c *csvWriter) row(cell func(csvColumn) string) error {
	cells, words := make([]string, len(c.columns)), make([]bool, len(c.columns))
	for i, col := range c.columns {
		cells[i], words[i] = cell(col), col.text
	}
	return csv.Row(c.out, cells, words, c.options)
}

// readCSV reads the table for spreadsheets, with or without the marks in front of formulas.
func readCSV(in io.Reader, take Take) error {
	columns := csvColumns()
	l := layout{columns: make([]column, len(columns))}
	for i, c := range columns {
		l.columns[i] = c.column
	}
	var at map[string]int
	n, width := 0, 0
	return csv.Read(in, func(cells []string) (err error) {
		n++
		switch {
		case at == nil:
			width = len(cells)
			at, err = l.header1(cells, nil)
			return err
		case len(cells) != width:
			return take(n, nil, fmt.Errorf("%d cells, the header has %d: %w", len(cells), width, tocsin.ErrInvalid))
		}
		return l.take(n, cells, at, "", take)
	})
}
