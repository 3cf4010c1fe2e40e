package tile

import (
	"encoding/binary"
	"fmt"
	"math"
	"sort"

	"github.com/tocsin-desk/tocsin"
)

// An entry of a directory says where the tiles from id on lie, as many as run; where run is 0, where the directory
// lies that has the entries from id on.
type entry struct {
	id, offset, length uint64
	run                uint64
}

// directory reads a directory: the number of entries, then columns of ids (as differences), runs, lengths, offsets
// (0: behind the entry before; else the offset and 1), all of varints.
func (a *Archive) directory(s section, limit uint64) ([]entry, error) {
	b, err := a.read(s, limit, a.packing)
	if err != nil {
		return nil, err
	}
	bad := func(what string) error { return fmt.Errorf("directory: %s: %w", what, tocsin.ErrInvalid) }
	next := func() (uint64, bool) {
		v, n := binary.Uvarint(b)
		if n <= 0 {
			return 0, false
		}
		b = b[n:]
		return v, true
	}
	count, ok := next()
	if !ok || count > maxEntries || count > uint64(len(b)/4) { // four varints an entry, a byte each at least
		return nil, bad("its number of entries")
	}
	out := make([]entry, count)
	for column := range 4 {
		for i := range out {
			v, ok := next()
			if !ok {
				return nil, bad("it ends early")
			}
			if !out[i].set(column, v, out[:i]) {
				return nil, bad(fmt.Sprintf("entry %d", i))
			}
		}
	}
	return out, nil
}

// set puts the value of a column into an entry and reports whether that makes sense after those before it.
func (e *entry) set(column int, v uint64, before []entry) bool {
	var last entry
	if len(before) > 0 {
		last = before[len(before)-1]
	}
	switch column {
	case 0:
		if v > math.MaxInt64-last.id || len(before) > 0 && v == 0 {
			return false
		}
		e.id = last.id + v
	case 1:
		e.run = v
		return v <= math.MaxInt64
	case 2:
		e.length = v
		return v > 0 && v <= math.MaxInt64/2
	case 3:
		if e.offset = v - 1; v == 0 {
			e.offset = last.offset + last.length
			return len(before) > 0 && e.offset <= math.MaxInt64/2
		}
		return v <= math.MaxInt64/2
	}
	return true
}

// find returns the entry that has a tile, or the directory in which it would be.
func find(dir []entry, id uint64) (entry, bool) {
	i := sort.Search(len(dir), func(i int) bool { return dir[i].id > id }) - 1
	if i < 0 || dir[i].run > 0 && id-dir[i].id >= dir[i].run {
		return entry{}, false
	}
	return dir[i], true
}

// number returns a tile's id: the tiles of all lower zooms come first, then those of its own along a Hilbert curve.
func number(z, x, y int) uint64 {
	id := (uint64(1)<<(2*z) - 1) / 3
	for s := 1 << z >> 1; s > 0; s >>= 1 {
		rx, ry := 0, 0
		if x&s > 0 {
			rx = 1
		}
		if y&s > 0 {
			ry = 1
		}
		id += uint64(s) * uint64(s) * uint64((3*rx)^ry)
		if ry == 0 {
			if rx == 1 {
				x, y = s-1-x&(s-1), s-1-y&(s-1)
			}
			x, y = y, x
		}
	}
	return id
}
