package unpack

import (
	"bytes"
	"errors"
	"io"
	"math/rand/v2"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zlib"
	"github.com/klauspost/compress/zstd"
	"github.com/tocsin-desk/tocsin"
)

// pack compresses b with one encoding.
func pack(t testing.TB, name string, b []byte) []byte {
	t.Helper()
	var buf bytes.Buffer
	var w io.WriteCloser
	switch name {
	case "gzip":
		w = gzip.NewWriter(&buf)
	case "deflate":
		w = zlib.NewWriter(&buf)
	case "br":
		w = brotli.NewWriter(&buf)
	case "zstd":
		w, _ = zstd.NewWriter(&buf)
	}
	if _, err := w.Write(b); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

func read(b []byte, encodings string, max int64) ([]byte, error) {
	r, err := Reader(bytes.NewReader(b), encodings, max)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(r)
}

func TestReader(t *testing.T) {
	text := []byte("The port is closed. The port stays closed.")
	for _, c := range []struct {
		encodings string
		b         []byte
	}{
		{"", text},
		{"identity", text},
		{"GZIP", pack(t, "gzip", text)},
		{"x-gzip", pack(t, "gzip", text)},
		{"deflate", pack(t, "deflate", text)},
		{"br", pack(t, "br", text)},
		{"zstd", pack(t, "zstd", text)},
		{"br, gzip", pack(t, "gzip", pack(t, "br", text))},
	} {
		for _, max := range []int64{int64(len(text)), 1 << 20} {
			got, err := read(c.b, c.encodings, max)
			if err != nil || !bytes.Equal(got, text) {
				t.Errorf("%s under %d: %q, %v", c.encodings, max, got, err)
			}
		}
		got, err := read(c.b, c.encodings, 10)
		if !errors.Is(err, tocsin.ErrTooLarge) || string(got) != "The port i" {
			t.Errorf("%s over the cap: %q, %v", c.encodings, got, err)
		}
	}
}

func TestReaderRefuses(t *testing.T) {
	for _, c := range []struct{ encodings, b string }{
		{"compress", "x"},
		{"gzip", "not gzip at all"},
		{"gzip, gzip, gzip, gzip", "x"},
	} {
		if _, err := read([]byte(c.b), c.encodings, 100); !errors.Is(err, tocsin.ErrInvalid) {
			t.Errorf("%s: %v", c.encodings, err)
		}
	}
}

func TestReaderStopsABomb(t *testing.T) {
	zeros := make([]byte, 24<<20)
	for _, name := range []string{"gzip", "deflate", "br", "zstd"} {
		got, err := read(pack(t, name, zeros), name, 1<<30)
		if !errors.Is(err, tocsin.ErrTooLarge) {
			t.Errorf("%s: %v", name, err)
		}
		// A decoder gives whole windows; what counts is that it stops far before the end.
		if len(got) > 16<<20 {
			t.Errorf("%s: %d bytes before it stopped", name, len(got))
		}
	}
}

func TestReaderTruncated(t *testing.T) {
	text := make([]byte, 1<<20)
	rng := rand.New(rand.NewPCG(1, 2))
	for i := range text {
		text[i] = 'a' + byte(rng.IntN(26))
	}
	for _, name := range []string{"gzip", "deflate", "br", "zstd"} {
		b := pack(t, name, text)
		got, err := read(b[:len(b)/2], name, 1<<30)
		if err == nil || errors.Is(err, tocsin.ErrTooLarge) {
			t.Errorf("%s: %v", name, err)
		}
		if !bytes.HasPrefix(text, got) || len(got) == 0 {
			t.Errorf("%s: what stands before the cut is lost (%d bytes)", name, len(got))
		}
	}
}

func FuzzReader(f *testing.F) {
	for _, name := range []string{"gzip", "deflate", "br", "zstd"} {
		f.Add(pack(f, name, []byte("The port is closed.")), name)
	}
	f.Fuzz(func(t *testing.T, b []byte, encodings string) {
		const max = 1 << 16
		if got, _ := read(b, encodings, max); len(got) > max {
			t.Errorf("%d bytes over a cap of %d", len(got), max)
		}
	})
}
