package perceptron

import (
	"encoding/binary"
	"fmt"

	"github.com/tocsin-desk/tocsin"
)

// A Model is a frozen perceptron. It is a view of the bytes it was opened from, holds nothing else
// that changes, and is safe for any number of goroutines.
//
// Layout, little endian: number of classes and number of buckets (uint32 each); one word a bucket,
// the place of its first record in the low-to-high bits 8…31 and a Bloom filter over its records in
// bits 0…7, 0 for an empty bucket; then the records. A record is one word (entries-1 in bits 0…7,
// bit 8 set on the last of its bucket, 23 bits of fingerprint) and its entries of three bytes each:
// class, weight as int16. A feature's bucket comes from its high half, its fingerprint from its low
// half. Three bytes of padding let an entry be read as one word.
type Model struct {
	classes int
	buckets uint64
	index   []byte
	records []byte
}

const (
	headBytes  = 8
	maxRecords = 1 << 24 // a bucket's word has 24 bits for a place
	recordPad  = 4

	// bucketsPerRow4 quarters of a bucket stand for each row: fewer make longer walks, more a larger index.
	bucketsPerRow4 = 3
)

func bucket(feature, buckets uint64) uint64 { return feature >> 32 * buckets >> 32 }

func fingerprint(feature uint64) uint32 { return uint32(feature) & (1<<23 - 1) }

// bloomBit picks one of eight bits from the bits of the low half that come last in the fingerprint.
func bloomBit(fp uint32) uint32 { return 1 << (fp >> bloomShift) }

const bloomShift = 20

// Open returns a view of frozen bytes after checking that no table points outside them.
func Open(b []byte) (*Model, error) {
	bad := func(what string) error { return fmt.Errorf("open perceptron: %s: %w", what, tocsin.ErrInvalid) }
	if len(b) < headBytes+recordPad {
		return nil, bad("too short")
	}
	m := &Model{classes: int(binary.LittleEndian.Uint32(b)), buckets: uint64(binary.LittleEndian.Uint32(b[4:]))}
	if m.classes < 1 || m.classes > MaxClasses {
		return nil, bad(fmt.Sprintf("%d classes", m.classes))
	}
	if m.buckets < 1 || m.buckets > uint64(len(b)-headBytes-recordPad)/4 {
		return nil, bad(fmt.Sprintf("%d buckets in %d bytes", m.buckets, len(b)))
	}
	m.index, m.records = b[headBytes:headBytes+4*m.buckets], b[headBytes+4*m.buckets:]
	return m, m.check(bad)
}

// check walks every record once, so that a lookup always ends inside the tables. Buckets must follow
// each other without gaps, which keeps the walk linear for any bytes.
func (m *Model) check(bad func(string) error) error {
	end, at := len(m.records)-recordPad, 0
	for i := 0; i < len(m.index); i += 4 {
		word := binary.LittleEndian.Uint32(m.index[i:])
		if word&0xFF == 0 {
			continue
		}
		if int(word>>8) != at {
			return bad("a bucket doesn't begin where the one before it ends")
		}
		for last := false; !last; {
			if at+4 > end {
				return bad("a record begins outside the table")
			}
			head := binary.LittleEndian.Uint32(m.records[at:])
			n := int(head&0xFF) + 1
			last, at = head&(1<<8) != 0, at+4
			if at+3*n > end {
				return bad("a record is longer than the table")
			}
			for k := range n {
				if int(m.records[at+3*k]) >= m.classes {
					return bad("an entry has no such class")
				}
			}
			at += 3 * n
		}
	}
	return nil
}

// Classes returns the number of classes.
func (m *Model) Classes() int { return m.classes }

// Score writes the score of each class; len(scores) must be Classes().
func (m *Model) Score(features []uint64, scores []int32) {
	clear(scores)
	m.Add(features, scores)
}

// Add adds the features' weights to scores, which must be Classes() long.
func (m *Model) Add(features []uint64, scores []int32) {
	for len(features) > batch {
		m.add(features[:batch], scores)
		features = features[batch:]
	}
	m.add(features, scores)
}

// batch is how many features are looked up together.
const batch = 128

// A lookup is a feature that its bucket may hold.
type lookup struct{ fingerprint, at, head uint32 }

// add looks features up in three rounds, first all index words, then all first records, then the weights: the
// tables are larger than the near caches, and loads that don't wait for each other overlap.
func (m *Model) add(features []uint64, scores []int32) {
	var found [batch]lookup
	n := 0
	for _, f := range features {
		word, fp := binary.LittleEndian.Uint32(m.index[4*bucket(f, m.buckets):]), fingerprint(f)
		found[n&(batch-1)] = lookup{fingerprint: fp, at: word >> 8}
		n += int(word >> (fp >> bloomShift) & 1)
	}
	for i := range found[:n] {
		found[i].head = binary.LittleEndian.Uint32(m.records[found[i].at:])
	}
	var sums [MaxClasses]int32 // indexed by a byte: no bounds to check
	for i := range found[:n] {
		m.row(&found[i], &sums)
	}
	for c := range scores {
		scores[c] += sums[c]
	}
}

// row walks the records of a bucket.
func (m *Model) row(l *lookup, sums *[MaxClasses]int32) {
	for head, at := l.head, l.at+4; ; {
		n := 3 * (head&0xFF + 1)
		if head>>9 == l.fingerprint {
			addRow(m.records[at:at+n+1], sums)
			return
		}
		if head&(1<<8) != 0 {
			return
		}
		at += n
		head = binary.LittleEndian.Uint32(m.records[at:])
		at += 4
	}
}

// addRow reads entries as words of which the high byte belongs to the next one.
func addRow(row []byte, sums *[MaxClasses]int32) {
	for len(row) >= 4 {
		e := binary.LittleEndian.Uint32(row)
		sums[e&0xFF] += int32(int16(e >> 8))
		row = row[3:]
	}
}
