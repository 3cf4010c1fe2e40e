// Package table holds a frozen map from 64-bit hashes to small numbers, read where it lies.
//
// In: pairs to freeze, or frozen bytes. Out: bytes, or look-ups. It never builds anything when opened
// and never knows what was hashed.
package table

import (
	"encoding/binary"
	"fmt"
	"maps"
	"slices"

	"github.com/tocsin-desk/tocsin"
)

// A Table is a view of frozen bytes, safe for any number of goroutines. The zero Table holds nothing.
//
// Layout: slots of one little-endian word, the upper 48 bits of the key over a 16-bit value plus one;
// a zero word is a free slot. A key's slot comes from its low half by multiplication, then the next free one.
type Table struct{ slots []byte }

// MaxValue is the largest number that a table can hold.
const MaxValue = 1<<16 - 2

const slotBytes = 8

// Freeze returns the flat form of m. It fails on values above MaxValue.
func Freeze(m map[uint64]uint16) ([]byte, error) {
	n := uint64(len(m) + len(m)/4 + 1) // four fifths full, and one slot always free
	out := make([]byte, slotBytes*n)
	for _, key := range slices.Sorted(maps.Keys(m)) {
		if m[key] > MaxValue {
			return nil, fmt.Errorf("freeze table: value %d, at most %d: %w", m[key], MaxValue, tocsin.ErrTooLarge)
		}
		i := slot(key, n)
		for binary.LittleEndian.Uint64(out[slotBytes*i:]) != 0 {
			i = (i + 1) % n
		}
		binary.LittleEndian.PutUint64(out[slotBytes*i:], key&^0xFFFF|uint64(m[key]+1))
	}
	return out, nil
}

func slot(key, slots uint64) uint64 { return key & 0xFFFFFFFF * slots >> 32 }

// Open returns a view of frozen bytes, which must hold at least one free slot.
func Open(b []byte) (Table, error) {
	for i := 0; i+slotBytes <= len(b); i += slotBytes {
		if len(b)%slotBytes == 0 && len(b)/slotBytes < 1<<32 && binary.LittleEndian.Uint64(b[i:]) == 0 {
			return Table{b}, nil
		}
	}
	return Table{}, fmt.Errorf("open table: no free slot in %d bytes: %w", len(b), tocsin.ErrInvalid)
}

// Get returns the number stored under a key.
func (t Table) Get(key uint64) (uint16, bool) {
	n := uint64(len(t.slots) / slotBytes)
	if n == 0 {
		return 0, false
	}
	for i := slot(key, n); ; {
		word := binary.LittleEndian.Uint64(t.slots[slotBytes*i:])
		if word == 0 {
			return 0, false
		}
		if word>>16 == key>>16 {
			return uint16(word) - 1, true
		}
		if i++; i == n {
			i = 0
		}
	}
}
