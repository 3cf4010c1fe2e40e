// Package warc reads and writes web archives: WARC 1.0 and 1.1 (ISO 28500), plain, packed with gzip
// or with zstd.
//
// In: an archive, read as a stream. Out: its records, or the articles on its pages; a refusal for every
// record that is damaged or too large, and a count of all that are no pages.
// It never takes the time of collection for that of publication, and never stops at a damaged record.
package warc

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/textproto"
	"strconv"
	"strings"
	"time"

	"github.com/tocsin-desk/tocsin"
)

// The caps of a record.
const (
	MaxRecord  = 50 << 20 // bytes of its block; a larger one is skipped: it is a video
	maxHeader  = 64 << 10 // bytes of its header
	maxRepairs = 100      // wrong lengths that are repaired in one archive; each costs a second look at a block
)

// A Record is one record of an archive.
type Record struct {
	Type      string // response, resource, conversion, revisit, request, metadata, warcinfo, continuation
	ID        string // <urn:uuid:…>
	URI       string // of the page; empty in some types
	Date      time.Time
	Truncated string // why the archive has only the beginning of the page; empty: it has all
	Header    textproto.MIMEHeader
	Block     []byte
	Number    int // in the archive, from 1
}

// A Tally counts the records of an archive.
type Tally struct {
	Records     int // read whole
	Pages       int // of them: pages and texts
	Revisits    int // repetitions of an earlier page
	Requests    int // what the crawler sent, and its notes: request, metadata, warcinfo
	NotOK       int // answers with a status other than 2xx
	Media       int // pictures, scripts, other things without text
	Other       int // continuation and unknown types
	TooLarge    int
	Damaged     int
	BadDigests  int // records whose bytes don't have the stated digest; they are read and noted
	Truncations int // records that the crawler cut short; they are read and noted
}

// A Reader reads one archive.
type Reader struct {
	Tally   Tally
	name    string
	in      feeder
	br      *bufio.Reader
	number  int  // of the record that is or was read
	between bool // reading stands between two records
	repairs int
	late    error // met while looking ahead; due before anything else
	done    bool
}

// NewReader reads an archive; name stands for it in refusals. Wrap a file in nothing: it buffers.
func NewReader(r io.Reader, name string) *Reader {
	rd := &Reader{name: name, in: feeder{s: newStream(r)}}
	rd.br = bufio.NewReaderSize(&rd.in, 64<<10)
	return rd
}

// A feeder gives bytes that were read too early before those of the stream.
type feeder struct {
	early []byte
	s     *stream
}

func (f *feeder) Read(p []byte) (int, error) {
	if len(f.early) > 0 {
		n := copy(p, f.early)
		f.early = f.early[n:]
		return n, nil
	}
	return f.s.Read(p)
}

// Records yields the records of the archive in their order. Either the record or the refusal is nil.
func (r *Reader) Records() iter.Seq2[*Record, *tocsin.Refusal] {
	return func(yield func(*Record, *tocsin.Refusal) bool) {
		defer r.in.s.close()
		for !r.done {
			rec, err := r.next()
			switch {
			case errors.Is(err, io.EOF):
				r.done = true
			case errors.Is(err, tocsin.ErrTooLarge):
				r.Tally.TooLarge++
			case err != nil:
				r.Tally.Damaged++
			default:
				r.Tally.Records++
			}
			if r.done {
				return
			}
			var no *tocsin.Refusal
			if err != nil {
				rec, no = nil, &tocsin.Refusal{Source: r.where(), Reason: err.Error()}
			}
			if !yield(rec, no) {
				return
			}
		}
	}
}

// where says where reading stands, for a person.
func (r *Reader) where() string {
	switch {
	case !r.between:
		return fmt.Sprintf("%s record %d", r.name, r.number)
	case r.number == 0:
		return fmt.Sprintf("%s before the first record", r.name)
	}
	return fmt.Sprintf("%s after record %d", r.name, r.number)
}

// next reads one record. After an error other than io.EOF it can be called again.
func (r *Reader) next() (*Record, error) {
	if err := r.findVersion(); err != nil {
		return nil, err
	}
	head, err := readHeader(r.br)
	if err != nil {
		return nil, r.fault("header", err)
	}
	rec := &Record{
		Type: strings.ToLower(head.Get("WARC-Type")), ID: head.Get("WARC-Record-ID"), Truncated: head.Get("WARC-Truncated"), Header: head, Number: r.number,
		URI: strings.Trim(head.Get("WARC-Target-URI"), "<>"), // some writers took the brackets of the grammar for part of the value
	}
	rec.Date, _ = time.Parse(time.RFC3339, head.Get("WARC-Date"))
	size, err := strconv.ParseInt(head.Get("Content-Length"), 10, 64)
	if err != nil || size < 0 {
		return nil, fmt.Errorf("length %q: %w", head.Get("Content-Length"), tocsin.ErrInvalid)
	}
	if size > MaxRecord {
		if _, err := io.CopyN(io.Discard, r.br, size); err != nil {
			return nil, r.fault("block", err)
		}
		return nil, fmt.Errorf("%s of %d bytes at %q, the cap is %d MiB: %w", rec.Type, size, rec.URI, MaxRecord>>20, tocsin.ErrTooLarge)
	}
	return rec, r.readBlock(rec, size)
}

// fault names what was being read when the bytes ended or were damaged.
func (r *Reader) fault(what string, err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return fmt.Errorf("the archive ends within the %s of a record: %w", what, tocsin.ErrInvalid)
	}
	return fmt.Errorf("%s: %w", what, err)
}

// findVersion reads up to and with the line that begins a record. What stands before it and isn't
// an empty line belongs to no record, which is an error; calling again goes on from there.
func (r *Reader) findVersion() error {
	r.between = true
	junk := 0
	for {
		b, err := r.peek(len("WARC/"))
		switch {
		case junk > 0 && (r.late != nil || len(b) == 0):
			return junkError(junk) // the end, or the defect, comes with the next call
		case r.late != nil:
			err, r.late = r.late, nil
			r.br.Discard(r.br.Buffered()) //nolint:errcheck // too few bytes before the defect to begin a record
			return r.broken(err)
		case len(b) == 0:
			return r.broken(err)
		}
		if bytes.HasPrefix(b, []byte("WARC/")) {
			if junk > 0 {
				return junkError(junk)
			}
			r.between = false
			r.number++
			_, err := readLine(r.br)
			return err
		}
		line, err := r.br.ReadSlice('\n') // a longer line comes in pieces
		if len(bytes.TrimSpace(line)) > 0 {
			junk += len(line)
		}
		if err != nil && !errors.Is(err, bufio.ErrBufferFull) && !errors.Is(err, io.EOF) {
			r.late = err
		}
	}
}

// peek looks ahead. An error that is met is kept, since the buffer forgets it.
func (r *Reader) peek(n int) ([]byte, error) {
	if r.late != nil {
		return nil, r.late
	}
	b, err := r.br.Peek(n)
	if err != nil && !errors.Is(err, io.EOF) {
		r.late = err
	}
	return b, err
}

func junkError(n int) error {
	return fmt.Errorf("%d bytes that belong to no record: %w", n, tocsin.ErrInvalid)
}

// broken ends the archive at an error that isn't damage: the file can't be read any further.
func (r *Reader) broken(err error) error {
	var d *damage
	if errors.As(err, &d) || errors.Is(err, io.EOF) {
		return err
	}
	r.in.s.close()
	r.in.s = newStream(strings.NewReader(""))
	return fmt.Errorf("reading broke off: %w", err)
}

// readBlock reads the block and the empty lines behind it.
func (r *Reader) readBlock(rec *Record, size int64) error {
	var b bytes.Buffer
	n, err := io.CopyN(&b, r.br, size) // grows while it is read: a stated length reserves nothing
	rec.Block = b.Bytes()
	if err == nil && r.atEnd() {
		return nil
	}
	// Here the length was wrong, or the bytes are damaged. Where another record begins inside the block,
	// this one ends before it.
	const mark = "\r\n\r\nWARC/1."
	if i := bytes.Index(rec.Block, []byte(mark)); i >= 0 && r.repairs < maxRepairs {
		r.repairs++
		r.unread(rec.Block[i+4:])
		rec.Block = rec.Block[:i]
		return nil
	}
	if err != nil {
		if errors.Is(err, io.EOF) {
			return fmt.Errorf("the archive ends within a record: %d of %d bytes of %q: %w", n, size, rec.URI, tocsin.ErrInvalid)
		}
		return fmt.Errorf("record of %q: %w", rec.URI, err)
	}
	return nil // shorter than it is: what follows is found to belong to no record
}

// atEnd takes the two line breaks that end a record, and reports whether a record or the file ends here.
func (r *Reader) atEnd() bool {
	for range 2 {
		if b, _ := r.peek(2); string(b) == "\r\n" {
			r.br.Discard(2) //nolint:errcheck // they are there
		} else if len(b) > 0 && b[0] == '\n' {
			r.br.Discard(1) //nolint:errcheck
		}
	}
	b, err := r.peek(len("WARC/"))
	return string(b) == "WARC/" || len(b) == 0 && err != nil
}

// unread gives bytes back.
func (r *Reader) unread(b []byte) {
	buffered, _ := r.br.Peek(r.br.Buffered())
	early := make([]byte, 0, len(b)+len(buffered)+len(r.in.early))
	r.in.early = append(append(append(early, b...), buffered...), r.in.early...)
	r.br.Reset(&r.in)
}

// readHeader reads lines of "Name: value" up to an empty one. Names are case-insensitive; a line that
// begins with white space goes on with the one before.
func readHeader(br *bufio.Reader) (textproto.MIMEHeader, error) {
	head := textproto.MIMEHeader{}
	name := ""
	for total := 0; ; {
		line, err := readLine(br)
		if err != nil {
			return nil, err
		}
		if total += len(line) + 2; total > maxHeader {
			return nil, fmt.Errorf("longer than %d kB: %w", maxHeader>>10, tocsin.ErrInvalid)
		}
		if line == "" {
			return head, nil
		}
		if (line[0] == ' ' || line[0] == '\t') && name != "" {
			last := head[name]
			last[len(last)-1] += " " + strings.TrimSpace(line)
			continue
		}
		before, value, ok := strings.Cut(line, ":")
		if !ok {
			continue // a line that says nothing spoils nothing
		}
		name = textproto.CanonicalMIMEHeaderKey(strings.TrimSpace(before))
		head[name] = append(head[name], strings.TrimSpace(value))
	}
}

// readLine reads a line of at most maxHeader bytes, without its break.
func readLine(br *bufio.Reader) (string, error) {
	var line []byte
	for {
		part, err := br.ReadSlice('\n')
		line = append(line, part...)
		switch {
		case len(line) > maxHeader:
			return "", fmt.Errorf("a line longer than %d kB: %w", maxHeader>>10, tocsin.ErrInvalid)
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case err != nil:
			return "", noEOF(err)
		}
		return strings.TrimRight(string(line), "\r\n"), nil
	}
}
