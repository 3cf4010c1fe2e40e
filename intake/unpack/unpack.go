// Package unpack undoes compression under a cap.
//
// In: compressed bytes and the name of their encoding. Out: the bytes, up to a number of them and
// to a ratio; beyond either, an error that wraps tocsin.ErrTooLarge, after what was read before.
// It never trusts a length that the input states.
package unpack

import (
	"fmt"
	"io"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zlib"
	"github.com/klauspost/compress/zstd"
	"github.com/tocsin-desk/tocsin"
)

// The limits of decompression.
const (
	// MaxRatio is how many bytes may come out for one that went in, once FreeBytes came out.
	// Text packs 4 to 20 times; only a bomb packs a hundred.
	MaxRatio  = 100
	FreeBytes = 1 << 20
	// maxWindow is the most memory that a zstd frame may ask for: what RFC 8878 advises decoders to support.
	maxWindow = 8 << 20
)

// Accept lists the content encodings that Reader undoes, for an Accept-Encoding header.
const Accept = "gzip, br, zstd"

// Reader returns a reader of the bytes behind one or more content encodings, as an HTTP header
// lists them ("gzip", "br, gzip"; "" and "identity" are none). It gives at most max bytes, then an
// error that wraps tocsin.ErrTooLarge. Close frees the decoders, not r.
func Reader(r io.Reader, encodings string, max int64) (io.ReadCloser, error) {
	counted := &counter{r: r}
	out := &limited{in: counted, left: max, max: max}
	var from io.Reader = counted
	names := strings.Split(strings.ToLower(encodings), ",")
	if len(names) > maxLayers {
		return nil, fmt.Errorf("unpack %d encodings over each other: %w", len(names), tocsin.ErrInvalid)
	}
	for i := len(names) - 1; i >= 0; i-- { // the last one named was put on last
		next, err := layer(from, strings.TrimSpace(names[i]))
		if err != nil {
			out.Close()
			return nil, err
		}
		if c, ok := next.(io.Closer); ok && next != from {
			out.close = append(out.close, c)
		}
		out.packed = out.packed || next != from
		from = next
	}
	out.r = from
	return out, nil
}

// maxLayers is how many encodings may lie over each other; honest servers use one.
const maxLayers = 3

// layer undoes one encoding.
func layer(r io.Reader, name string) (io.Reader, error) {
	var next io.Reader
	var err error
	switch name {
	case "", "identity", "none":
		return r, nil
	case "gzip", "x-gzip":
		next, err = gzip.NewReader(r)
	case "deflate":
		next, err = zlib.NewReader(r)
	case "br":
		return brotli.NewReader(r), nil
	case "zstd":
		var dec *zstd.Decoder
		dec, err = zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(maxWindow), zstd.WithDecoderLowmem(true))
		if err == nil {
			next = dec.IOReadCloser()
		}
	default:
		return nil, fmt.Errorf("content encoding %q is not known: %w", name, tocsin.ErrInvalid)
	}
	if err != nil {
		return nil, fmt.Errorf("unpack %s: %w (%w)", name, err, tocsin.ErrInvalid)
	}
	return next, nil
}

// counter counts the packed bytes that were taken.
type counter struct {
	r io.Reader
	n int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

// limited stops at the cap or at the ratio.
type limited struct {
	r      io.Reader
	in     *counter
	max    int64
	left   int64
	packed bool
	close  []io.Closer
}

func (l *limited) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	if l.left <= 0 {
		// At the cap only the end of the stream is no surprise.
		var one [1]byte
		n, err := l.r.Read(one[:])
		if n > 0 {
			return 0, fmt.Errorf("over %d bytes: %w", l.max, tocsin.ErrTooLarge)
		}
		return 0, err
	}
	n, err := l.r.Read(p[:min(int64(len(p)), l.left)])
	l.left -= int64(n)
	if out := l.max - l.left; l.packed && out > FreeBytes && out > MaxRatio*l.in.n {
		return n, fmt.Errorf("%d bytes unpacked from %d, more than %d times: %w", out, l.in.n, MaxRatio, tocsin.ErrTooLarge)
	}
	return n, err
}

func (l *limited) Close() error {
	for i := len(l.close) - 1; i >= 0; i-- {
		l.close[i].Close()
	}
	return nil
}
