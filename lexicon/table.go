package lexicon

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/tocsin-desk/tocsin"
)

// Tables are tab-separated text: a line of column names, then a row a line. Blank lines and lines
// that begin with '#' are comments. Columns at the end of a row may be left out; a list inside a
// column is joined with '|'.

// maxLine bounds one row: the longest of ours has 1 KiB; a longer one is a file of another kind.
const maxLine = 64 << 10

// A Row is one row of a table and knows where it stands.
type Row struct {
	table   string
	line    int
	columns []string
	fields  []string
}

// ReadTable splits a table into rows and checks that the required columns exist. Other columns
// than the required and the optional ones are an error, because a mistyped column would be lost in silence.
func ReadTable(name string, data []byte, required, optional []string) ([]Row, error) {
	if !utf8.Valid(data) {
		return nil, &lineError{name, 0, "not UTF-8", tocsin.ErrInvalid}
	}
	var rows []Row
	var columns []string
	line := 0
	for text := range strings.Lines(string(data)) {
		line++
		text = strings.TrimRight(text, "\r\n")
		if len(text) > maxLine {
			return nil, &lineError{name, line, fmt.Sprintf("line of %d bytes", len(text)), tocsin.ErrTooLarge}
		}
		if strings.TrimSpace(text) == "" || text[0] == '#' {
			continue
		}
		fields := make([]string, 0, max(len(columns), 8))
		for f := range strings.SplitSeq(text, "\t") {
			fields = append(fields, strings.TrimSpace(f))
		}
		if columns == nil {
			columns = fields
			if err := checkColumns(name, line, columns, required, optional); err != nil {
				return nil, err
			}
			continue
		}
		r := Row{name, line, columns, fields}
		if len(fields) > len(columns) {
			return nil, r.Errorf("%d columns, the table has %d", len(fields), len(columns))
		}
		for _, c := range required {
			if r.Get(c) == "" {
				return nil, r.Errorf("column %s is empty", c)
			}
		}
		rows = append(rows, r)
	}
	return rows, nil
}

func checkColumns(name string, line int, columns, required, optional []string) error {
	for _, c := range required {
		if !slices.Contains(columns, c) {
			return &lineError{name, line, "no column " + c, tocsin.ErrInvalid}
		}
	}
	for _, c := range columns {
		if !slices.Contains(required, c) && !slices.Contains(optional, c) {
			return &lineError{name, line, fmt.Sprintf("unknown column %q", c), tocsin.ErrInvalid}
		}
	}
	return nil
}

// Get returns the field in the named column, "" where the row has none.
func (r Row) Get(column string) string {
	if i := slices.Index(r.columns, column); i >= 0 && i < len(r.fields) {
		return r.fields[i]
	}
	return ""
}

// List returns the parts of a field that are joined with '|', without empty ones.
func (r Row) List(column string) []string {
	var out []string
	for part := range strings.SplitSeq(r.Get(column), "|") {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}

// Float reads a number within [low, high]; an empty field gives ok false.
func (r Row) Float(column string, low, high float64) (v float64, ok bool, err error) {
	f := r.Get(column)
	if f == "" {
		return 0, false, nil
	}
	v, err = strconv.ParseFloat(f, 64)
	if err != nil || !(v >= low && v <= high) {
		return 0, false, r.Errorf("%s %q is no number from %g to %g", column, f, low, high)
	}
	return v, true, nil
}

// Period reads the columns "from" and "to", and checks "sure": to the day, the month or the year are they known.
func (r Row) Period() (Period, error) {
	var p Period
	switch r.Get("sure") {
	case "", "day", "month", "year":
	default:
		return p, r.Errorf("sure %q is not day, month or year", r.Get("sure"))
	}
	for _, c := range []struct {
		column string
		into   *time.Time
	}{{"from", &p.From}, {"to", &p.To}} {
		f := r.Get(c.column)
		if f == "" {
			continue
		}
		day, err := time.Parse(time.DateOnly, f)
		if err != nil {
			return p, r.Errorf("%s %q is no date such as 2021-08-15", c.column, f)
		}
		*c.into = day
	}
	if !p.From.IsZero() && !p.To.IsZero() && !p.From.Before(p.To) {
		return p, r.Errorf("from %s is not before to %s", r.Get("from"), r.Get("to"))
	}
	return p, nil
}

// Where names table and line: "actors.tsv:12".
func (r Row) Where() string { return r.table + ":" + strconv.Itoa(r.line) }

// Errorf makes an error that names table and line and wraps tocsin.ErrInvalid.
func (r Row) Errorf(format string, args ...any) error {
	return &lineError{r.table, r.line, fmt.Sprintf(format, args...), tocsin.ErrInvalid}
}

// A lineError is what is wrong with one line of a table; line 0 is the whole of it.
type lineError struct {
	table string
	line  int
	says  string
	err   error
}

func (e *lineError) Error() string { return e.where() + ": " + e.says + ": " + e.err.Error() }

func (e *lineError) Unwrap() error { return e.err }

func (e *lineError) where() string {
	if e.line == 0 {
		return e.table
	}
	return e.table + ":" + strconv.Itoa(e.line)
}

// A Period is the half-open range of days [From, To) in which a row holds. A zero bound is open.
type Period struct{ From, To time.Time }

// Holds reports whether the row is valid on the day. Of an article without a date (dated false)
// the rows that still hold are taken.
func (p Period) Holds(day time.Time, dated bool) bool {
	if !dated {
		return p.To.IsZero()
	}
	return (p.From.IsZero() || !day.Before(p.From)) && (p.To.IsZero() || day.Before(p.To))
}

// Overlaps reports whether two periods have a day in common.
func (p Period) Overlaps(q Period) bool {
	return (q.To.IsZero() || p.From.Before(q.To)) && (p.To.IsZero() || q.From.Before(p.To))
}

// String prints the period as bases print it: "2021-08-15..", "..1991-12-26", "" for always.
func (p Period) String() string {
	if p.From.IsZero() && p.To.IsZero() {
		return ""
	}
	var from, to string
	if !p.From.IsZero() {
		from = p.From.Format(time.DateOnly)
	}
	if !p.To.IsZero() {
		to = p.To.Format(time.DateOnly)
	}
	return from + ".." + to
}
