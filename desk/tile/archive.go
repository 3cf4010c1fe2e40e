// Package tile reads map tiles out of an archive that the operator brought: one PMTiles file, version 3.
//
// In: the file. Out: tiles by zoom, column and row; of vector tiles, the lines and areas that the desk's map draws.
// The file may come from anywhere: every size in it is bounded before a byte is reserved for it. It never writes,
// and asks no other host.
package tile

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/tocsin-desk/tocsin"
)

// The bounds on what an archive may hold. The specification keeps the root within the first 16 KiB.
const (
	headerSize   = 127
	maxRoot      = 16 << 10
	maxDirectory = 1 << 20  // bytes of a leaf directory, packed
	maxTile      = 2 << 20  // bytes of a tile, packed
	maxUnpacked  = 16 << 20 // bytes of a directory or tile
	maxEntries   = 1 << 20  // of a directory
	maxDepth     = 3        // directories from the root to a tile
	maxZoom      = 22       // beyond it nothing is mapped; ids fit 64 bits up to 31
)

// A Kind is what the tiles are.
type Kind byte

// The kinds of tile, by their number in the file.
const (
	Vector Kind = 1
	PNG    Kind = 2
	JPEG   Kind = 3
	WebP   Kind = 4
)

// ContentType returns the type of a raster tile, "" of others.
func (k Kind) ContentType() string {
	switch k {
	case PNG:
		return "image/png"
	case JPEG:
		return "image/jpeg"
	case WebP:
		return "image/webp"
	}
	return ""
}

// Compressions, by their number in the file. Others exist; who makes archives uses gzip for vector tiles.
const (
	plain  = 1
	zipped = 2
)

// An Archive is an open file of tiles. It is safe for concurrent use.
type Archive struct {
	Kind             Kind
	MinZoom, MaxZoom int
	Box              tocsin.Box // what the file says it covers

	file     io.ReaderAt
	size     int64
	closer   io.Closer
	root     []entry
	leaves   section
	tiles    section
	packing  byte // of directories
	tilePack byte // of tiles
}

// A section is a part of the file.
type section struct{ offset, length uint64 }

// Open opens an archive. A file that isn't one, or one that needs what this program lacks, is ErrInvalid.
func Open(path string) (*Archive, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("open the map’s tiles: %w", err)
	}
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = fmt.Errorf("not a file: %w", tocsin.ErrInvalid)
	}
	var a *Archive
	if err == nil {
		a, err = Read(f, info.Size())
	}
	if err != nil {
		f.Close()
		return nil, fmt.Errorf("open the map’s tiles %s: %w", path, err)
	}
	a.closer = f
	return a, nil
}

// Close closes the file of an archive that Open opened.
func (a *Archive) Close() error {
	if a == nil || a.closer == nil {
		return nil
	}
	return a.closer.Close()
}

// Read reads an archive's header and root directory.
func Read(file io.ReaderAt, size int64) (*Archive, error) {
	var h [headerSize]byte
	if _, err := file.ReadAt(h[:], 0); err != nil {
		return nil, fmt.Errorf("not a PMTiles file: %w: %w", err, tocsin.ErrInvalid)
	}
	if string(h[:7]) != "PMTiles" || h[7] != 3 {
		return nil, fmt.Errorf("not a PMTiles file of version 3: %w", tocsin.ErrInvalid)
	}
	at := func(i int) section {
		return section{binary.LittleEndian.Uint64(h[i:]), binary.LittleEndian.Uint64(h[i+8:])}
	}
	degrees := func(i int) float64 { return float64(int32(binary.LittleEndian.Uint32(h[i:]))) / 1e7 }
	a := &Archive{
		Kind: Kind(h[99]), MinZoom: int(h[100]), MaxZoom: int(h[101]),
		Box:  tocsin.Box{West: degrees(102), South: degrees(106), East: degrees(110), North: degrees(114)},
		file: file, size: size, leaves: at(40), tiles: at(56), packing: h[97], tilePack: h[98],
	}
	root := at(8)
	if err := a.validate(root); err != nil {
		return nil, fmt.Errorf("%w: %w", err, tocsin.ErrInvalid)
	}
	var err error
	if a.root, err = a.directory(root, maxRoot); err != nil {
		return nil, fmt.Errorf("root directory: %w: %w", err, tocsin.ErrInvalid)
	}
	return a, nil
}

func (a *Archive) validate(root section) error {
	switch {
	case a.Kind != Vector && a.Kind.ContentType() == "":
		return fmt.Errorf("tiles of kind %d: the desk draws vector tiles, PNG, JPEG and WebP", a.Kind)
	case a.packing != plain && a.packing != zipped, a.tilePack != plain && a.tilePack != zipped:
		return errors.New("a compression other than gzip")
	case a.MinZoom > a.MaxZoom || a.MaxZoom > maxZoom:
		return fmt.Errorf("zooms %d to %d", a.MinZoom, a.MaxZoom)
	case !a.Box.Valid():
		return fmt.Errorf("bounds %v", a.Box)
	}
	for _, s := range [...]section{root, a.leaves, a.tiles} {
		if s.offset > uint64(a.size) || s.length > uint64(a.size)-s.offset {
			return fmt.Errorf("a part of %d bytes at %d in a file of %d", s.length, s.offset, a.size)
		}
	}
	return nil
}

// Tile returns the bytes of a tile, unpacked. ErrNotFound: the archive has none there.
func (a *Archive) Tile(z, x, y int) ([]byte, error) {
	none := fmt.Errorf("tile %d/%d/%d: %w", z, x, y, tocsin.ErrNotFound)
	if z < a.MinZoom || z > a.MaxZoom || x < 0 || y < 0 || x >= 1<<z || y >= 1<<z {
		return nil, none
	}
	id := number(z, x, y)
	dir := a.root
	for range maxDepth {
		e, ok := find(dir, id)
		if !ok {
			return nil, none
		}
		if e.run > 0 {
			return a.unpack(a.tiles, e, maxTile, a.tilePack)
		}
		s, err := a.leaves.part(e)
		if err == nil {
			dir, err = a.directory(s, maxDirectory)
		}
		if err != nil {
			return nil, fmt.Errorf("tile %d/%d/%d: %w", z, x, y, err)
		}
	}
	return nil, fmt.Errorf("tile %d/%d/%d: directories in directories in directories: %w", z, x, y, tocsin.ErrInvalid)
}

// part returns the place of an entry in the file.
func (s section) part(e entry) (section, error) {
	if e.offset > s.length || e.length > s.length-e.offset {
		return section{}, fmt.Errorf("%d bytes at %d in a part of %d: %w", e.length, e.offset, s.length, tocsin.ErrInvalid)
	}
	return section{s.offset + e.offset, e.length}, nil
}

func (a *Archive) unpack(of section, e entry, limit uint64, packing byte) ([]byte, error) {
	s, err := of.part(e)
	if err != nil {
		return nil, err
	}
	return a.read(s, limit, packing)
}

// read reads and unpacks a part of the file.
func (a *Archive) read(s section, limit uint64, packing byte) ([]byte, error) {
	if s.length > limit {
		return nil, fmt.Errorf("%d bytes, at most %d: %w", s.length, limit, tocsin.ErrTooLarge)
	}
	b := make([]byte, s.length)
	if _, err := a.file.ReadAt(b, int64(s.offset)); errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("the file ends early: %w", tocsin.ErrInvalid)
	} else if err != nil {
		return nil, err
	}
	if packing == plain {
		return b, nil
	}
	unzip, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", err, tocsin.ErrInvalid)
	}
	out, err := io.ReadAll(io.LimitReader(unzip, maxUnpacked+1))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", err, tocsin.ErrInvalid)
	}
	if len(out) > maxUnpacked {
		return nil, fmt.Errorf("more than %d bytes unpacked: %w", maxUnpacked, tocsin.ErrTooLarge)
	}
	return out, nil
}
