package jsonl

import (
	"bufio"
	"errors"
	"io"
	"iter"
)

// A Line is one line of a stream.
type Line struct {
	Number  int    // from 1
	Bytes   []byte // without the line break; valid until the next line is read
	TooLong bool   // over the cap: Bytes is its beginning, the rest was skipped
	Err     error  // reading broke off here: the last line of the sequence, without Bytes
}

// chunk is the size of the reading buffer; a line longer than that is put together from chunks.
const chunk = 64 << 10

// Lines yields the lines of r, each at most max bytes. A longer one is skipped without being held,
// so memory stays bounded whatever comes. Line breaks are "\n" or "\r\n"; the last line needs none.
func Lines(r io.Reader, max int) iter.Seq[Line] {
	return func(yield func(Line) bool) {
		br := bufio.NewReaderSize(r, chunk)
		var held []byte
		for n := 1; ; n++ {
			line, err := readLine(br, held[:0], max)
			held = line.Bytes
			if err != nil && !errors.Is(err, io.EOF) {
				yield(Line{Number: n, Err: err})
				return
			}
			if err != nil && len(line.Bytes) == 0 {
				return
			}
			line.Number = n
			line.Bytes = trimBreak(line.Bytes)
			if !yield(line) || err != nil {
				return
			}
			if cap(held) > 16*chunk { // one long line doesn't keep its memory for the rest of the stream
				held = nil
			}
		}
	}
}

// readLine reads up to and with the next line break, holding at most max bytes and a break.
func readLine(br *bufio.Reader, held []byte, max int) (Line, error) {
	line := Line{Bytes: held}
	for {
		part, err := br.ReadSlice('\n')
		if room := max + 2 - len(line.Bytes); len(part) > room {
			line.TooLong = true
			part = part[:room]
		}
		line.Bytes = append(line.Bytes, part...)
		if !errors.Is(err, bufio.ErrBufferFull) {
			line.TooLong = line.TooLong || len(trimBreak(line.Bytes)) > max
			return line, err
		}
	}
}

func trimBreak(b []byte) []byte {
	if n := len(b); n > 0 && b[n-1] == '\n' {
		b = b[:n-1]
		if n > 1 && b[n-2] == '\r' {
			b = b[:n-2]
		}
	}
	return b
}
