package table

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tocsin-desk/tocsin"
)

// A row is a line of a table: a record, or one pair of its parties.
type row struct {
	*tocsin.Record
	actor, recipient tocsin.RecordParty
	pair             int // which of the record's pairs, from 0
}

// A column writes a cell and reads it back.
type column struct {
	name  string
	write func(*row) string
	read  func(*row, string) error // nil: what stands there follows from other columns
}

// A layout is a table of cells between tabs.
type layout struct {
	columns []column
	header  bool
	dyadic  bool // a line for each pair of parties, as against lists in one
	id      func(*row) string
	finish  func(r *row, cell func(name string) string) // what is read from several cells together; nil: nothing
}

type tabWriter struct {
	out  io.Writer
	rows int
	layout
}

func tabbed(l func() layout) func(io.Writer, Options) Writer {
	return func(w io.Writer, _ Options) Writer { return &tabWriter{out: w, layout: l()} }
}

func (t *tabWriter) Header() error {
	if !t.header {
		return nil
	}
	names := make([]string, len(t.columns))
	for i, c := range t.columns {
		names[i] = c.name
	}
	return t.line(names)
}

func (t *tabWriter) Record(r *tocsin.Record) (ids []string, err error) {
	for _, row := range rows(r, t.dyadic) {
		cells := make([]string, len(t.columns))
		for i, c := range t.columns {
			cells[i] = c.write(&row)
		}
		if err := t.line(cells); err != nil {
			return ids, err
		}
		t.rows++
		ids = append(ids, t.id(&row))
	}
	return ids, nil
}

func (t *tabWriter) Close() error { return nil }

func (t *tabWriter) Rows() int { return t.rows }

func (t *tabWriter) line(cells []string) error {
	if err := writeLine(t.out, cells); err != nil {
		return fmt.Errorf("write a line of the table: %w", err)
	}
	return nil
}

// writeLine writes cells with tabs between them.
func writeLine(w io.Writer, cells []string) error {
	flats := make([]string, len(cells))
	for i, c := range cells {
		flats[i] = flat(c)
	}
	_, err := io.WriteString(w, strings.Join(flats, "\t")+"\n")
	return err
}

// flat makes a cell of a text: tabs, line breaks and other control characters are blanks there.
func flat(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == 0x2028 || r == 0x2029 {
			return ' '
		}
		return r
	}, s))
}

// MaxPairs bounds the lines of one record: a summit of twenty states is 380.
const MaxPairs = 1000

// rows returns the lines of a record: itself, or its pairs. Of parties who do something together each stands once on either side, as CAMEO has it.
func rows(r *tocsin.Record, dyadic bool) []row {
	one := func(list []tocsin.RecordParty) tocsin.RecordParty {
		if len(list) == 0 {
			return tocsin.RecordParty{}
		}
		return list[0]
	}
	if !dyadic {
		return []row{{r, one(r.Actors), one(r.Recipients), 0}}
	}
	var out []row
	add := func(a, b tocsin.RecordParty) {
		if len(out) < MaxPairs {
			out = append(out, row{r, a, b, len(out)})
		}
	}
	for i, a := range r.Actors {
		switch {
		case len(r.Recipients) > 0:
			for _, b := range r.Recipients {
				add(a, b)
			}
		case r.Reciprocal && len(r.Actors) > 1:
			for k, b := range r.Actors {
				if k != i {
					add(a, b)
				}
			}
		default:
			add(a, tocsin.RecordParty{})
		}
	}
	if len(r.Actors) == 0 {
		add(tocsin.RecordParty{}, one(r.Recipients))
	}
	return out
}

// parties puts what was read of a line's parties into its record.
func (r *row) parties() {
	if r.actor != (tocsin.RecordParty{}) {
		r.Actors = []tocsin.RecordParty{r.actor}
	}
	if r.recipient != (tocsin.RecordParty{}) {
		r.Recipients = []tocsin.RecordParty{r.recipient}
	}
}

// number is the event id of a line where the format wants a whole number: the record's own if it is one, else one below 2^52, which every
// program reads exactly. Two of a million records share one with a probability of 1 in 9,000.
func number(r *row) string {
	if _, err := strconv.ParseUint(r.ID, 10, 63); err == nil && r.pair == 0 {
		return r.ID
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%d", r.ID, r.pair))
	return strconv.FormatUint(binary.BigEndian.Uint64(sum[:])>>12, 10)
}

// lines calls f with each line of a table, its end taken off, from 1. Bytes that aren't UTF-8 are taken for ISO 8859-1, as some published tables have them.
func lines(in io.Reader, f func(n int, line string) error) error {
	r := bufio.NewReaderSize(in, 1<<16)
	for n := 1; ; n++ {
		line, err := bounded(r)
		if err != nil && !errors.Is(err, io.EOF) {
			return fmt.Errorf("line %d: %w", n, err)
		}
		if len(line) > 0 || err == nil {
			if ferr := f(n, decoded(bytes.TrimSuffix(bytes.TrimSuffix(line, []byte("\n")), []byte("\r")))); ferr != nil {
				return ferr
			}
		}
		if err != nil {
			return nil
		}
	}
}

// bounded reads a line of at most MaxLine bytes.
func bounded(r *bufio.Reader) ([]byte, error) {
	var line []byte
	for {
		part, err := r.ReadSlice('\n')
		line = append(line, part...)
		if len(line) > MaxLine {
			return nil, fmt.Errorf("longer than %d bytes: %w", MaxLine, tocsin.ErrTooLarge)
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return line, err
		}
	}
}

func decoded(line []byte) string {
	if utf8.Valid(line) {
		return string(line)
	}
	out := make([]rune, len(line))
	for i, b := range line {
		out[i] = rune(b)
	}
	return string(out)
}

// parse fills a row from the cells of a line; names tells which cell belongs to which column.
func (l *layout) parse(cells []string, at map[string]int) (*tocsin.Record, error) {
	r := &row{Record: &tocsin.Record{}}
	cell := func(name string) string {
		if i, ok := at[name]; ok && i < len(cells) {
			return strings.TrimSpace(cells[i])
		}
		return ""
	}
	for _, c := range l.columns {
		s := cell(c.name)
		if c.read == nil || s == "" {
			continue
		}
		if err := c.read(r, s); err != nil {
			return nil, fmt.Errorf("%s %q: %w", c.name, cut(s), err)
		}
	}
	r.parties()
	if l.finish != nil {
		l.finish(r, cell)
	}
	return r.Record, nil
}

func cut(s string) string {
	if len(s) > 60 {
		return strings.ToValidUTF8(s[:60], "") + " …"
	}
	return s
}

// positions says where the columns of these names stand.
func positions(names []string) map[string]int {
	at := make(map[string]int, len(names))
	for i, n := range names {
		at[n] = i
	}
	return at
}

func (l *layout) names() []string {
	out := make([]string, len(l.columns))
	for i, c := range l.columns {
		out[i] = c.name
	}
	return out
}
