package warc

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
	"github.com/tocsin-desk/tocsin/intake/unpack"
)

// The marks by which a packed member is found.
const (
	gzipMagic = "\x1f\x8b\x08"
	zstdMagic = "\x28\xb5\x2f\xfd"
	dictMagic = 0x184D2A5D // skippable frame with the dictionary of a .warc.zst
)

const (
	maxKeep   = 64 << 20  // packed bytes kept to search for the next member after a damaged one
	maxWrecks = 1000      // damaged members after which a file isn't worth searching
	maxDict   = 16 << 20  // bytes of a dictionary
	maxWindow = 128 << 20 // window of a zstd frame: what its command line writes with --long
)

// damage is an error in the packed bytes. Reading goes on behind it, at the next member.
type damage struct{ err error }

func (d *damage) Error() string { return d.err.Error() }
func (d *damage) Unwrap() error { return d.err }

// A stream gives the unpacked bytes of a file that is plain, or a row of gzip members or zstd frames.
// Where one is damaged, Read returns a *damage once and goes on with the next one.
type stream struct {
	tape   tape
	br     *bufio.Reader // reads from tape
	magic  string        // "": plain
	gz     *gzip.Reader
	zst    *zstd.Decoder
	frame  frame
	member io.Reader // the open member; nil: between two
	wrecks int       // damaged members so far
	start  int64     // of the open member in the file
	out    int64     // bytes that came out of it
}

// newStream looks at the first bytes to find out how the file is packed.
func newStream(r io.Reader) *stream {
	s := &stream{tape: tape{r: r, keep: true}}
	s.br = bufio.NewReaderSize(&s.tape, 64<<10)
	head, _ := s.br.Peek(4) // an error comes back with the first Read
	switch {
	case bytes.HasPrefix(head, []byte(gzipMagic)):
		s.magic = gzipMagic
	case string(head) == zstdMagic || skippable(head):
		s.magic = zstdMagic
	}
	if s.magic == "" {
		s.tape.keep = false
		s.tape.forget(s.tape.offset)
	}
	return s
}

func skippable(b []byte) bool {
	return len(b) >= 4 && binary.LittleEndian.Uint32(b)&^0xF == 0x184D2A50
}

// offset is where in the file reading stands.
func (s *stream) offset() int64 { return s.tape.offset - int64(s.br.Buffered()) }

func (s *stream) Read(p []byte) (int, error) {
	if s.magic == "" {
		return s.br.Read(p)
	}
	for {
		if s.member == nil {
			if err := s.open(); err != nil {
				if errors.Is(err, io.EOF) {
					return 0, io.EOF
				}
				return 0, s.damaged(err)
			}
		}
		n, err := s.member.Read(p)
		s.out += int64(n)
		if in := s.offset() - s.start; s.out > unpack.FreeBytes && s.out > unpack.MaxRatio*in {
			return n, s.damaged(fmt.Errorf("a member unpacks to more than %d times its size", unpack.MaxRatio))
		}
		switch {
		case n > 0:
			return n, nil // an error comes again with the next Read
		case errors.Is(err, io.EOF) && s.offset() == s.start: // a mark with nothing behind it
			return 0, s.damaged(io.ErrUnexpectedEOF)
		case errors.Is(err, io.EOF):
			s.member = nil
		case err != nil:
			return 0, s.damaged(err)
		}
	}
}

// open begins the next member; io.EOF means that there is none.
func (s *stream) open() error {
	for {
		s.start, s.out = s.offset(), 0
		s.tape.forget(s.start)
		head, err := s.br.Peek(4)
		if len(head) == 0 {
			return err
		}
		switch {
		case s.magic == gzipMagic && bytes.HasPrefix(head, []byte(gzipMagic)):
			return s.openGzip()
		case s.magic == zstdMagic && string(head) == zstdMagic:
			return s.openZstd()
		case s.magic == zstdMagic && skippable(head):
			if err := s.skipFrame(); err != nil {
				return err
			}
		case len(bytes.Trim(head, "\x00")) == 0: // some writers pad with zeros
			if _, err := s.br.Discard(len(head)); err != nil {
				return err
			}
		default:
			return errors.New("no packed member where one should begin")
		}
	}
}

func (s *stream) openGzip() (err error) {
	if s.gz == nil {
		s.gz, err = gzip.NewReader(s.br)
	} else {
		err = s.gz.Reset(s.br)
	}
	if errors.Is(err, io.EOF) { // only the mark stands there
		err = io.ErrUnexpectedEOF
	}
	if err == nil {
		s.gz.Multistream(false)
		s.member = s.gz
	}
	return err
}

func (s *stream) openZstd() (err error) {
	if s.zst == nil {
		if s.zst, err = newZstd(nil); err != nil {
			return err
		}
	}
	s.frame = frame{r: s.br}
	if err := s.zst.Reset(&s.frame); err != nil {
		return err
	}
	s.member = s.zst
	return nil
}

func newZstd(dict []byte) (*zstd.Decoder, error) {
	o := []zstd.DOption{zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(maxWindow), zstd.WithDecoderLowmem(true)}
	if dict != nil {
		o = append(o, zstd.WithDecoderDicts(dict))
	}
	return zstd.NewReader(nil, o...)
}

// skipFrame passes over a skippable frame, or takes the dictionary in it.
func (s *stream) skipFrame() error {
	var head [8]byte
	if _, err := io.ReadFull(s.br, head[:]); err != nil {
		return err
	}
	size := int64(binary.LittleEndian.Uint32(head[4:]))
	if binary.LittleEndian.Uint32(head[:]) != dictMagic || size > maxDict {
		_, err := io.CopyN(io.Discard, s.br, size)
		return noEOF(err)
	}
	dict, err := io.ReadAll(io.LimitReader(s.br, size))
	if err != nil {
		return err
	}
	if bytes.HasPrefix(dict, []byte(zstdMagic)) { // the dictionary is packed itself
		plain, err := newZstd(nil)
		if err != nil {
			return err
		}
		defer plain.Close()
		if err := plain.Reset(bytes.NewReader(dict)); err != nil {
			return err
		}
		if dict, err = io.ReadAll(io.LimitReader(plain, maxDict)); err != nil {
			return fmt.Errorf("unpack dictionary: %w", err)
		}
	}
	s.close()
	s.zst, err = newZstd(dict)
	return err
}

func noEOF(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// damaged moves to the next member behind the one that can't be read. Where the file itself can't be read
// any further, or has more wrecks than members, it returns an error that isn't damage.
func (s *stream) damaged(err error) error {
	s.member = nil
	if s.tape.err != nil && !errors.Is(s.tape.err, io.EOF) {
		return s.tape.err
	}
	if s.wrecks++; s.wrecks > maxWrecks {
		return fmt.Errorf("given up after %d damaged members: %w", maxWrecks, err)
	}
	at := s.tape.find(s.start+1, s.magic)
	s.br.Reset(&s.tape)
	return &damage{fmt.Errorf("packed bytes %d to %d: %w", s.start, at, err)}
}

func (s *stream) close() {
	if s.zst != nil {
		s.zst.Close()
	}
}

// A tape gives the bytes of a file and keeps some of those it gave, so that reading can go back.
type tape struct {
	r      io.Reader
	keep   bool
	kept   []byte // from base on
	base   int64
	offset int64 // of the next byte to give; base <= offset <= base+len(kept)
	err    error // of r, once
}

func (t *tape) Read(p []byte) (int, error) {
	if !t.keep && t.err == nil {
		n, err := t.r.Read(p)
		t.offset += int64(n)
		t.base = t.offset
		return n, err
	}
	if t.offset == t.base+int64(len(t.kept)) {
		if err := t.more(); err != nil {
			return 0, err
		}
	}
	n := copy(p, t.kept[t.offset-t.base:])
	t.offset += int64(n)
	return n, nil
}

// more reads on. Over maxKeep what was given is forgotten: after damage reading then goes on from here.
func (t *tape) more() error {
	if t.err != nil {
		return t.err
	}
	if len(t.kept) > maxKeep {
		t.forget(t.offset)
	}
	var chunk [64 << 10]byte
	n, err := t.r.Read(chunk[:])
	t.kept = append(t.kept, chunk[:n]...)
	t.err = err
	if n == 0 && err == nil {
		return io.ErrNoProgress
	}
	if n == 0 {
		return err
	}
	return nil
}

// forget drops what stands before an offset.
func (t *tape) forget(offset int64) {
	n := min(offset-t.base, int64(len(t.kept)))
	if n <= 0 {
		return
	}
	t.kept = t.kept[:copy(t.kept, t.kept[n:])]
	t.base += n
}

// find moves to the first mark at or behind an offset and returns where that is; without one, to the end.
func (t *tape) find(offset int64, mark string) int64 {
	offset = max(offset, t.base)
	for {
		from := min(offset-t.base, int64(len(t.kept)))
		if i := bytes.Index(t.kept[from:], []byte(mark)); i >= 0 {
			t.offset = t.base + from + int64(i)
			return t.offset
		}
		// Nothing up to here; a mark may begin in the last bytes.
		offset = max(t.base+int64(len(t.kept)-len(mark)+1), t.base)
		t.forget(offset)
		if t.more() != nil {
			t.offset = t.base + int64(len(t.kept))
			return t.offset
		}
	}
}

// A frame gives the bytes of exactly one zstd frame (RFC 8878, section 3.1.1), so that the decoder doesn't
// read into the next one.
type frame struct {
	r       *bufio.Reader
	left    int // bytes of the current piece
	state   int // what comes next
	check   int // bytes of the checksum
	pending []byte
}

// The pieces of a frame.
const (
	frameHead = iota
	frameBlock
	frameCheck
	frameEnd
)

func (f *frame) Read(p []byte) (int, error) {
	for {
		if len(f.pending) > 0 {
			n := copy(p, f.pending)
			f.pending = f.pending[n:]
			return n, nil
		}
		if f.left > 0 {
			n, err := f.r.Read(p[:min(len(p), f.left)])
			f.left -= n
			return n, noEOF(err)
		}
		if f.state == frameEnd {
			return 0, io.EOF
		}
		if err := f.piece(); err != nil {
			return 0, noEOF(err)
		}
	}
}

// piece reads the head of the next piece.
func (f *frame) piece() error {
	switch f.state {
	case frameHead:
		b, err := f.r.Peek(5)
		if err != nil {
			return err
		}
		d := b[4]
		size := 5 + [...]int{0, 1, 2, 4}[d&3] + [...]int{0, 2, 4, 8}[d>>6]
		single := d&0x20 != 0
		if !single {
			size++ // window descriptor
		} else if d>>6 == 0 {
			size++ // content size of one byte
		}
		if d&4 != 0 {
			f.check = 4
		}
		f.left, f.state = size, frameBlock
	case frameBlock:
		var b [3]byte
		if _, err := io.ReadFull(f.r, b[:]); err != nil {
			return err
		}
		n := int(b[0]) | int(b[1])<<8 | int(b[2])<<16
		f.pending = append(f.pending[:0], b[:]...)
		if f.left = n >> 3; n>>1&3 == 1 { // one byte, repeated
			f.left = 1
		}
		if n&1 == 1 {
			f.state = frameCheck
		}
	case frameCheck:
		f.left, f.state = f.check, frameEnd
	}
	return nil
}
