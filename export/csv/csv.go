// Package csv writes tables of statements for spreadsheets, and the rows of other tables for them.
//
// In: the reading side of the store and a query. Out: RFC 4180 with a header line, a row a
// statement, in the order of the desk's lists; UTF-8, lines that end in CRLF, dates in ISO 8601.
// It never writes the full text of an article: no cell of words is longer than MaxSpan.
//
// A spreadsheet takes a cell that begins with = + - @, a tab, CR, LF or NUL for a formula, and an article may be
// written by somebody who knows that. Such a cell of text gets a single quotation mark in front, and so
// does one that has such marks in front already; Read takes one off again, so nothing is lost. Numbers
// of our own stay as they are: a score of -9 is no text.
package csv

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/tocsin-desk/tocsin"
)

// MaxSpan is the longest run of an article's words in a cell, in characters: a long sentence. Full texts
// stay inside, for they belong to those who wrote them.
const MaxSpan = 400

// Options say how cells are written.
type Options struct {
	Raw bool // without the mark in front of formulas: for programs, never for spreadsheets
}

// A column is a cell of every row.
type column[R any] struct {
	name string
	text bool // text of others, as against numbers and dates of our own
	cell func(*R) string
}

// table writes rows of cells.
type table[R any] struct {
	columns []column[R]
	options Options
	out     io.Writer
}

func (t *table[R]) header() error {
	cells := make([]string, len(t.columns))
	for i, c := range t.columns {
		cells[i] = c.name
	}
	return writeRow(t.out, cells)
}

func (t *table[R]) row(r *R) error {
	cells, words := make([]string, len(t.columns)), make([]bool, len(t.columns))
	for i, c := range t.columns {
		cells[i], words[i] = c.cell(r), c.text
	}
	return Row(t.out, cells, words, t.options)
}

// Row writes one row; words tells which of the cells are text of others, to be guarded.
func Row(w io.Writer, cells []string, words []bool, o Options) error {
	out := make([]string, len(cells))
	for i, c := range cells {
		if out[i] = c; words[i] && !o.Raw {
			out[i] = guard(c)
		}
	}
	return writeRow(w, out)
}

// writeRow writes a line; every byte of a cell comes back from Read.
func writeRow(w io.Writer, cells []string) error {
	var b strings.Builder
	for i, c := range cells {
		if i > 0 {
			b.WriteByte(',')
		}
		if strings.ContainsAny(c, ",\"\r\n") || strings.TrimSpace(c) != c {
			b.WriteString(`"` + strings.ReplaceAll(c, `"`, `""`) + `"`)
		} else {
			b.WriteString(c)
		}
	}
	b.WriteString("\r\n")
	if _, err := io.WriteString(w, b.String()); err != nil {
		return fmt.Errorf("write a row of the table: %w", err)
	}
	return nil
}

// formula begins what a spreadsheet would compute.
const formula = "=+-@\t\r\n\x00"

// isFormula reports whether the cell, marks in front apart, would be computed.
func isFormula(s string) bool {
	s = strings.TrimLeft(s, "'")
	return s != "" && strings.IndexByte(formula, s[0]) >= 0
}

// guard puts a mark in front of a formula.
func guard(s string) string {
	if isFormula(s) {
		return "'" + s
	}
	return s
}

// unguard is the inverse of guard.
func unguard(s string) string {
	if strings.HasPrefix(s, "'") && isFormula(s) {
		return s[1:]
	}
	return s
}

// The cells.

func number(n int) string { return strconv.Itoa(n) }

func decimal(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }

// date returns a date as printed if it is one: what isn't stays out of a column of dates.
func date(s string) string {
	if _, ok := tocsin.ParseDate(s); !ok {
		return ""
	}
	return strings.TrimSpace(s)
}

// Short cuts words at MaxSpan characters, where possible between two of them.
func Short(s string) string {
	if utf8.RuneCountInString(s) <= MaxSpan {
		return s
	}
	end := 0
	for range MaxSpan - 2 {
		_, n := utf8.DecodeRuneInString(s[end:])
		end += n
	}
	if space := strings.LastIndexByte(s[:end], ' '); space > 0 {
		end = space
	}
	return s[:end] + " …"
}

// list joins names.
func list(names []string) string { return strings.Join(names, "; ") }
