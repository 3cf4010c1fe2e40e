package tile

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tocsin-desk/tocsin"
)

// Numbers of the specification's own examples.
func TestNumber(t *testing.T) {
	for _, c := range []struct {
		z, x, y int
		want    uint64
	}{{0, 0, 0, 0}, {1, 0, 0, 1}, {1, 0, 1, 2}, {1, 1, 1, 3}, {1, 1, 0, 4}, {2, 0, 0, 5}, {12, 3423, 1763, 19078479}} {
		if got := number(c.z, c.x, c.y); got != c.want {
			t.Errorf("%d/%d/%d is %d, want %d", c.z, c.x, c.y, got, c.want)
		}
	}
}

func varints(values ...uint64) (out []byte) {
	for _, v := range values {
		out = binary.AppendUvarint(out, v)
	}
	return out
}

func zip(t testing.TB, b []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	if _, err := w.Write(b); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// archive writes an archive of two tiles, 0/0/0 in the root directory and 1/1/0 in a leaf of it; change may spoil
// the header, whose parts lie at the offsets of the specification.
func archive(t testing.TB, change func(h []byte)) []byte {
	t.Helper()
	first, second := zip(t, []byte("world")), zip(t, []byte("north-east"))
	leaf := zip(t, varints(1, 4, 1, uint64(len(second)), uint64(len(first))+1))
	root := zip(t, varints(2, 0, 1, 1, 0, uint64(len(first)), uint64(len(leaf)), 1, 1))
	h := make([]byte, headerSize)
	copy(h, "PMTiles\x03")
	at := uint64(headerSize)
	put := func(i int, b []byte) {
		binary.LittleEndian.PutUint64(h[i:], at)
		binary.LittleEndian.PutUint64(h[i+8:], uint64(len(b)))
		at += uint64(len(b))
	}
	put(8, root)
	put(40, leaf)
	put(56, append(append([]byte{}, first...), second...))
	h[97], h[98], h[99], h[100], h[101] = zipped, zipped, byte(Vector), 0, 1
	for i, degrees := range [...]int32{-1800000000, -850000000, 1800000000, 850000000} {
		binary.LittleEndian.PutUint32(h[102+4*i:], uint32(degrees))
	}
	if change != nil {
		change(h)
	}
	return bytes.Join([][]byte{h, root, leaf, first, second}, nil)
}

var update = flag.Bool("update", false, "write the archives that the tests of the desk read")

// The tests of the desk read two archives: the vector tile of these tests as the whole world, and a black pixel.
func TestArchivesOfTheDesk(t *testing.T) {
	pixel := append(append([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00\x3a\x7e\x9b\x55"),
		"\x00\x00\x00\x0aIDAT\x78\x9c\x63\x60\x00\x00\x00\x02\x00\x01\x48\xaf\xa4\x71"...), "\x00\x00\x00\x00IEND\xae\x42\x60\x82"...)
	for name, b := range map[string][]byte{"vector": world(Vector, vectorTile()), "raster": world(PNG, pixel)} {
		path := filepath.Join("..", "testdata", name+".pmtiles")
		if *update {
			if err := os.WriteFile(path, b, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if got, err := os.ReadFile(path); err != nil || !bytes.Equal(got, b) {
			t.Errorf("%s isn't what this test writes (%v): run with -update", path, err)
		}
	}
}

// world writes an archive of one tile, unpacked.
func world(k Kind, tile []byte) []byte {
	h := make([]byte, headerSize)
	copy(h, "PMTiles\x03")
	root := varints(1, 0, 1, uint64(len(tile)), 1)
	binary.LittleEndian.PutUint64(h[8:], headerSize)
	binary.LittleEndian.PutUint64(h[16:], uint64(len(root)))
	binary.LittleEndian.PutUint64(h[40:], headerSize)
	binary.LittleEndian.PutUint64(h[56:], headerSize+uint64(len(root)))
	binary.LittleEndian.PutUint64(h[64:], uint64(len(tile)))
	h[97], h[98], h[99] = plain, plain, byte(k)
	for i, degrees := range [...]int32{-1800000000, -850000000, 1800000000, 850000000} {
		binary.LittleEndian.PutUint32(h[102+4*i:], uint32(degrees))
	}
	return bytes.Join([][]byte{h, root, tile}, nil)
}

func TestArchive(t *testing.T) {
	path := filepath.Join(t.TempDir(), "map.pmtiles")
	if err := os.WriteFile(path, archive(t, nil), 0o600); err != nil {
		t.Fatal(err)
	}
	a, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	if a.Kind != Vector || a.MinZoom != 0 || a.MaxZoom != 1 || a.Box != (tocsin.Box{West: -180, South: -85, East: 180, North: 85}) {
		t.Errorf("%+v", a)
	}
	for _, c := range []struct {
		z, x, y int
		want    string
	}{{0, 0, 0, "world"}, {1, 1, 0, "north-east"}, {1, 0, 0, ""}, {1, 1, 1, ""}, {2, 0, 0, ""}, {1, 2, 0, ""}, {1, -1, 0, ""}} {
		b, err := a.Tile(c.z, c.x, c.y)
		if string(b) != c.want || (c.want == "") != errors.Is(err, tocsin.ErrNotFound) {
			t.Errorf("%d/%d/%d: %q, %v; want %q", c.z, c.x, c.y, b, err, c.want)
		}
	}
}

func TestArchiveRefused(t *testing.T) {
	long := func(at int, v uint64) func([]byte) {
		return func(h []byte) { binary.LittleEndian.PutUint64(h[at:], v) }
	}
	for name, change := range map[string]func(h []byte){
		"another file":                   func(h []byte) { copy(h, "SQLite") },
		"version 2":                      func(h []byte) { h[7] = 2 },
		"brotli":                         func(h []byte) { h[98] = 3 },
		"tiles of no kind":               func(h []byte) { h[99] = 0 },
		"deeper than maps go":            func(h []byte) { h[101] = 31 },
		"no zoom":                        func(h []byte) { h[100] = 9 },
		"a root of the length of memory": long(16, 1<<40),
		"a root beyond the end":          long(8, 1<<62),
		"tiles beyond the end":           long(56, 1<<63),
		"leaves whose end wraps":         long(48, 1<<64-1),
		"a root that isn't packed":       func(h []byte) { h[97] = plain },
		"bounds off the globe":           func(h []byte) { binary.LittleEndian.PutUint32(h[102:], 1<<31-1) },
	} {
		b := archive(t, change)
		if _, err := Read(bytes.NewReader(b), int64(len(b))); !errors.Is(err, tocsin.ErrInvalid) {
			t.Errorf("%s: %v, want a refusal", name, err)
		}
	}
	if _, err := Read(bytes.NewReader(nil), 0); !errors.Is(err, tocsin.ErrInvalid) {
		t.Errorf("nothing: %v", err)
	}
	if _, err := Open(t.TempDir()); !errors.Is(err, tocsin.ErrInvalid) {
		t.Errorf("a folder: %v", err)
	}
}

func TestDirectoryRefused(t *testing.T) {
	for name, b := range map[string][]byte{
		"nothing":                 {},
		"more entries than bytes": varints(1<<20, 1, 1, 1, 1),
		"it ends early":           append(varints(2, 1, 1, 1, 1, 1, 1, 1), 0x80),
		"an entry without bytes":  varints(1, 1, 1, 0, 1),
		"ids that don't rise":     varints(2, 1, 0, 1, 1, 1, 1, 1, 1),
		"behind nothing":          varints(1, 1, 1, 1, 0),
		"an offset beyond reason": varints(1, 1, 1, 1, 1<<63),
	} {
		a := &Archive{file: bytes.NewReader(b), packing: plain}
		if _, err := a.directory(section{0, uint64(len(b))}, maxDirectory); !errors.Is(err, tocsin.ErrInvalid) {
			t.Errorf("%s: %v, want a refusal", name, err)
		}
	}
}

// A bomb is a megabyte of nothing in a kilobyte; a thousand of those would be a gigabyte.
func TestBombs(t *testing.T) {
	b := zip(t, make([]byte, maxUnpacked+1))
	a := &Archive{file: bytes.NewReader(b)}
	if _, err := a.read(section{0, uint64(len(b))}, maxTile, zipped); !errors.Is(err, tocsin.ErrTooLarge) {
		t.Errorf("a bomb: %v", err)
	}
	if _, err := a.read(section{0, maxTile + 1}, maxTile, plain); !errors.Is(err, tocsin.ErrTooLarge) {
		t.Errorf("a long tile: %v", err)
	}
}

// message writes a field that holds bytes.
func message(number uint64, b []byte) []byte {
	return append(varints(number<<3|2, uint64(len(b))), b...)
}

func text(number uint64, s string) []byte { return message(number, []byte(s)) }

func join(parts ...[]byte) []byte { return bytes.Join(parts, nil) }

// feature writes a feature: pairs of tags, a form, commands and their numbers.
func feature(tags []uint64, form uint64, geometry ...uint64) []byte {
	return message(2, join(message(2, varints(tags...)), varints(3<<3, form), message(4, varints(geometry...))))
}

func layerOf(name string, parts ...[]byte) []byte {
	return message(3, join(append([][]byte{varints(15<<3, 2), text(1, name), varints(5<<3, 512)}, parts...)...))
}

func value(s string) []byte { return message(4, text(1, s)) }

// goTo, drawTo and closed are commands with how often they are repeated.
func goTo(n uint64) uint64   { return n<<3 | 1 }
func drawTo(n uint64) uint64 { return n<<3 | 2 }

const closed = 1<<3 | 7

// signed codes a number as the geometry does.
func signed(v int) uint64 { return uint64(v<<1 ^ v>>63) }

func vectorTile() []byte {
	return join(
		layerOf("water", feature(nil, polygonGeometry, goTo(1), signed(0), signed(0), drawTo(2), signed(100), signed(0), signed(-50), signed(80), closed),
			feature(nil, lineGeometry, goTo(1), signed(5), signed(5), drawTo(1), signed(10), signed(10)),
			feature(nil, pointGeometry, goTo(1), signed(5), signed(5))),
		layerOf("roads", text(3, "kind"), value("highway"), value("path"),
			feature([]uint64{0, 0}, lineGeometry, goTo(1), signed(1), signed(2), drawTo(1), signed(3), signed(4)),
			feature([]uint64{0, 1}, lineGeometry, goTo(1), signed(1), signed(2), drawTo(1), signed(3), signed(-4))),
		layerOf("places", text(3, "name"), text(3, "name:en"), value("Душанбе"), value("Dushanbe"),
			feature([]uint64{1, 1, 0, 0}, pointGeometry, goTo(2), signed(7), signed(8), signed(1), signed(1)),
			feature(nil, pointGeometry, goTo(1), signed(7), signed(8))),
		layerOf("pois", feature(nil, pointGeometry, 99)), // not drawn, so not read
	)
}

func TestDecode(t *testing.T) {
	got, extent, err := Decode(vectorTile())
	if err != nil || extent != 512 {
		t.Fatalf("grid of %d, %v", extent, err)
	}
	want := []Feature{
		{Class: Water, Lines: [][][2]int{{{0, 0}, {100, 0}, {50, 80}}}},
		{Class: River, Lines: [][][2]int{{{5, 5}, {15, 15}}}},
		{Class: Road, Lines: [][][2]int{{{1, 2}, {4, 6}}}},
		{Class: Way, Lines: [][][2]int{{{1, 2}, {4, -2}}}},
		{Class: Town, Name: "Dushanbe", Lines: [][][2]int{{{7, 8}}}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestDecodeRefused(t *testing.T) {
	line := func(geometry ...uint64) []byte { return layerOf("roads", feature(nil, lineGeometry, geometry...)) }
	for name, b := range map[string][]byte{
		"cut off":                      vectorTile()[:40],
		"a length beyond the end":      varints(3<<3|2, 1<<40),
		"a type that no field has":     varints(3<<3 | 6),
		"tags outside their layer":     layerOf("roads", feature([]uint64{0, 0}, lineGeometry)),
		"drawing from nowhere":         line(drawTo(1), 2, 2),
		"a command that isn't known":   line(5),
		"a line longer than its bytes": line(goTo(1), 2, 2, drawTo(1<<28), 2, 2),
		"a grid of nothing":            message(3, join(text(1, "roads"), varints(5<<3, 0))),
		"more layers than there are":   bytes.Repeat(layerOf("roads"), maxLayers+1),
	} {
		if _, _, err := Decode(b); !errors.Is(err, tocsin.ErrInvalid) {
			t.Errorf("%s: %v, want a refusal", name, err)
		}
	}
}

func FuzzArchive(f *testing.F) {
	f.Add(archive(f, nil))
	f.Fuzz(func(t *testing.T, b []byte) {
		a, err := Read(bytes.NewReader(b), int64(len(b)))
		if err != nil {
			return
		}
		for z := a.MinZoom; z <= min(a.MaxZoom, 3); z++ {
			for i := range 1 << z {
				if _, err := a.Tile(z, i, i); err != nil && !errors.Is(err, tocsin.ErrNotFound) && !errors.Is(err, tocsin.ErrInvalid) && !errors.Is(err, tocsin.ErrTooLarge) {
					t.Fatalf("an error of no kind: %v", err)
				}
			}
		}
	})
}

func FuzzDecode(f *testing.F) {
	f.Add(vectorTile())
	f.Fuzz(func(t *testing.T, b []byte) {
		features, extent, err := Decode(b)
		if err == nil && len(features) > 0 && extent < 1 {
			t.Fatalf("a grid of %d", extent)
		}
	})
}
