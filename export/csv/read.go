package csv

import (
	"bufio"
	"errors"
	"fmt"
	"io"

	"github.com/tocsin-desk/tocsin"
)

// MaxCell is the longest cell that is read, in bytes.
const MaxCell = 1 << 20

// Read reads a table that this package wrote, formula marks taken off, and calls f with each row, the
// header first. Any CSV of RFC 4180 will do; damage is ErrInvalid with its line.
func Read(r io.Reader, f func(cells []string) error) error {
	in := &reader{in: bufio.NewReader(r), line: 1}
	for {
		cells, err := in.row()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read table, line %d: %w", in.line, err)
		}
		for i := range cells {
			cells[i] = unguard(cells[i])
		}
		if err := f(cells); err != nil {
			return err
		}
	}
}

type reader struct {
	in   *bufio.Reader
	line int
}

// row reads one row; io.EOF where there is none.
func (r *reader) row() (cells []string, err error) {
	if _, err := r.in.Peek(1); err != nil {
		return nil, err
	}
	for {
		cell, more, err := r.cell()
		if err != nil {
			return nil, err
		}
		cells = append(cells, cell)
		if !more {
			r.line++
			return cells, nil
		}
	}
}

// cell reads one cell and what ends it; more tells that another follows in the row.
func (r *reader) cell() (cell string, more bool, err error) {
	var b []byte
	quoted, closed := false, false
	for len(b) <= MaxCell {
		c, err := r.in.ReadByte()
		if errors.Is(err, io.EOF) && (!quoted || closed) {
			return string(b), false, nil
		}
		if errors.Is(err, io.EOF) {
			return "", false, fmt.Errorf("a quotation mark isn't closed: %w", tocsin.ErrInvalid)
		}
		if err != nil {
			return "", false, err
		}
		switch {
		case c == '"' && !quoted && len(b) == 0:
			quoted = true
		case c == '"' && quoted && !closed:
			closed = true
		case c == '"' && closed:
			b, closed = append(b, c), false
		case quoted && !closed:
			b = append(b, c)
		case c == ',':
			return string(b), true, nil
		case c == '\n':
			return string(b), false, nil
		case c == '\r' && r.next('\n'):
			return string(b), false, nil
		case closed:
			return "", false, fmt.Errorf("%q behind a closing quotation mark: %w", c, tocsin.ErrInvalid)
		default:
			b = append(b, c)
		}
	}
	return "", false, fmt.Errorf("a cell of more than %d bytes: %w", MaxCell, tocsin.ErrTooLarge)
}

// next takes the byte if it comes next.
func (r *reader) next(want byte) bool {
	if b, err := r.in.Peek(1); err != nil || b[0] != want {
		return false
	}
	_, err := r.in.Discard(1)
	return err == nil
}
