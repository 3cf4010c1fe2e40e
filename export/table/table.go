// Package table writes events as the tables of the field, and reads such tables.
//
// In: records (tocsin.Record), which Events and Statements of this package make from the reading side of the store, or bytes of a table.
// Out: the same the other way round. A format is a list of columns, each of which knows how to write its cell from a record and how
// to read it back, so what was exported comes back without loss: exported again, it gives the same bytes.
//
// What a standard table has no column for (offsets, words, rules, the chain of attribution) stands in a table of evidence beside it, joined by event id, and
// never in the table itself. No cell holds more of an article's words than csv.MaxSpan. Only csv, which is for spreadsheets, is guarded against formulas; the
// others are for programs and are never altered, but that a tab or line break inside a cell becomes a blank.
package table

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/tocsin-desk/tocsin"
)

// MaxLine is the longest line that is read, in bytes.
const MaxLine = 1 << 20

// A Format is a form of table.
type Format struct {
	Name   string // as the command line has it: icews
	Title  string // for people
	File   string // usual name of the table
	Source string // where the columns are defined
	new    func(io.Writer, Options) Writer
	read   func(io.Reader, Take) error
}

// Options say how a table is written.
type Options struct {
	Raw bool // csv without the mark in front of formulas
}

// A Writer writes a table record by record. Header must be called first; it writes nothing where the format has none.
type Writer interface {
	Header() error
	// Record writes the lines of a record and returns the event ids in them: several where the format has a line for each pair of parties.
	Record(*tocsin.Record) (ids []string, err error)
	// Close writes what is held back until its article is complete. It doesn't close what is written to.
	Close() error
	// Rows is how many lines were written, without the header.
	Rows() int
}

// Take is given each line of a table: a record, or why the line couldn't be read (ErrInvalid). Its error stops the reading.
type Take func(line int, r *tocsin.Record, err error) error

// Formats lists all formats, those for exchange first.
func Formats() []Format {
	return []Format{
		{"plover", "PLOVER JSON lines", "events.jsonl", "PLOVER manual 0.8, PLOVER JSON", newPlover, readPlover},
		{"icews", "ICEWS events", "events.tab", "ICEWS event data, 20 columns", tabbed(icews), readICEWS},
		{"polecat", "POLECAT events", "events.txt", "POLECAT event data, 40 columns", tabbed(polecat), readPOLECAT},
		{"gdelt", "GDELT 2.0 events", "events.export.CSV", "GDELT 2.0 event codebook, 61 columns", tabbed(gdelt), readGDELT},
		{"petrarch", "PETRARCH events", "events.petrarch.txt", "PETRARCH2, PETRwriter", newPetrarch, readPetrarch},
		{"phoenix", "Phoenix events", "events.phoenix.txt", "Phoenix pipeline, 26 columns", tabbed(phoenix), readPhoenix},
		{"csv", "CSV for spreadsheets", "events.csv", "RFC 4180; columns in docs/exports.md", newCSV, readCSV},
	}
}

// Lookup returns the format of that name, or ErrInvalid with the names there are.
func Lookup(name string) (Format, error) {
	all := Formats()
	if i := slices.IndexFunc(all, func(f Format) bool { return f.Name == name }); i >= 0 {
		return all[i], nil
	}
	names := make([]string, len(all))
	for i, f := range all {
		names[i] = f.Name
	}
	return Format{}, fmt.Errorf("format %q: there are %s: %w", name, strings.Join(names, ", "), tocsin.ErrInvalid)
}

// New returns a writer of the format.
func (f Format) New(w io.Writer, o Options) Writer { return f.new(w, o) }

// Read reads a table and gives each line to take. A line that can't be read is given as an error, and reading goes on;
// it ends with an error only where the input itself fails, a line is longer than MaxLine, or take says so.
func (f Format) Read(r io.Reader, take Take) error { return f.read(r, take) }
