package dump

import (
	"bufio"
	"errors"
	"io"
)

// maxLine bounds a line: the longest entity of Wikidata has some 5 MiB, the longest row of GeoNames 20 KiB.
const maxLine = 16 << 20

// lines calls f with every line and its number, from 1, without its end. A line that is too long comes as
// nil. The bytes are good until f returns.
func lines(r io.Reader, f func(n int, line []byte) error) error {
	br := bufio.NewReaderSize(r, 1<<16)
	var long []byte
	for n := 1; ; n++ {
		line, err := br.ReadSlice('\n')
		if errors.Is(err, bufio.ErrBufferFull) {
			long = append(long[:0], line...)
			over := false
			for errors.Is(err, bufio.ErrBufferFull) {
				line, err = br.ReadSlice('\n')
				if over = over || len(long)+len(line) > maxLine; !over {
					long = append(long, line...)
				}
			}
			if line = long; over {
				line = nil
			}
		}
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		if line == nil || len(line) > 0 {
			if ferr := f(n, trimEnd(line)); ferr != nil {
				return ferr
			}
		}
		if err != nil {
			return nil
		}
	}
}

func trimEnd(b []byte) []byte {
	for len(b) > 0 && (b[len(b)-1] == '\n' || b[len(b)-1] == '\r') {
		b = b[:len(b)-1]
	}
	return b
}
