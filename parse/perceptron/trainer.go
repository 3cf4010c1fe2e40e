package perceptron

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"slices"

	"github.com/tocsin-desk/tocsin"
)

// A weight belongs to one class of one feature. The average over all steps T is w - late/T, where
// late sums each change times the step before which it came: no row has to be touched at a step
// that doesn't change it.
type weight struct {
	class int32
	w     int32
	late  int64
}

// A Trainer learns the weights of one model. It is for one goroutine.
type Trainer struct {
	classes int
	step    int64 // examples seen
	keys    []uint64
	rows    []int32 // keys[i] has its weights in table[rows[i]]
	table   [][]weight
}

// minSlots is the size of a new trainer's hash table, a power of two.
const minSlots = 1 << 12

// NewTrainer returns a trainer for classes 0 … classes-1, at most MaxClasses.
func NewTrainer(classes int) *Trainer {
	if classes < 1 || classes > MaxClasses {
		panic(fmt.Sprintf("perceptron: %d classes, can hold 1 to %d", classes, MaxClasses))
	}
	return &Trainer{classes: classes, keys: make([]uint64, minSlots), rows: make([]int32, minSlots)}
}

// Classes returns the number of classes.
func (t *Trainer) Classes() int { return t.classes }

// slot returns where a feature is or would be. Key 0 marks a free slot, so feature 0 becomes 1.
func (t *Trainer) slot(feature uint64) (int, uint64) {
	if feature == 0 {
		feature = 1
	}
	mask := len(t.keys) - 1
	i := int(feature>>20) & mask
	for t.keys[i] != 0 && t.keys[i] != feature {
		i = (i + 1) & mask
	}
	return i, feature
}

// row returns the row of a feature, a new one where it has none.
func (t *Trainer) row(feature uint64) int32 {
	i, key := t.slot(feature)
	if t.keys[i] != 0 {
		return t.rows[i]
	}
	if 2*len(t.table) >= len(t.keys) {
		t.grow()
		i, key = t.slot(feature)
	}
	t.keys[i], t.rows[i] = key, int32(len(t.table))
	t.table = append(t.table, nil)
	return t.rows[i]
}

func (t *Trainer) grow() {
	keys, rows := t.keys, t.rows
	t.keys, t.rows = make([]uint64, 2*len(keys)), make([]int32, 2*len(rows))
	for j, key := range keys {
		if key != 0 {
			i, _ := t.slot(key)
			t.keys[i], t.rows[i] = key, rows[j]
		}
	}
}

// Score writes the present, unaveraged score of each class.
func (t *Trainer) Score(features []uint64, scores []int32) {
	clear(scores)
	for _, f := range features {
		i, _ := t.slot(f)
		if t.keys[i] == 0 {
			continue
		}
		for _, w := range t.table[t.rows[i]] {
			scores[w.class] += w.w
		}
	}
}

// Update counts one example and, where the guess was bad, moves every feature by one towards good
// and away from bad. Call it for right guesses too (good == bad): the average runs over all examples.
func (t *Trainer) Update(features []uint64, good, bad int) {
	if good != bad {
		for _, f := range features {
			r := t.row(f)
			t.move(r, int32(good), 1)
			t.move(r, int32(bad), -1)
		}
	}
	t.step++
}

func (t *Trainer) move(row, class, by int32) {
	ws := t.table[row]
	for i := range ws {
		if ws[i].class == class {
			ws[i].w += by
			ws[i].late += int64(by) * t.step
			return
		}
	}
	t.table[row] = append(ws, weight{class, by, int64(by) * t.step})
}

// Add adds the averages of another trainer of the same classes to those of t, which must learn nothing more
// afterwards. Several short trainings that differ only in their order, added up, lean less on single examples than a
// long one. Weights grow with each addition, and so must what Freeze is to prune.
func (t *Trainer) Add(other *Trainer) {
	for i, key := range other.keys {
		if key == 0 {
			continue
		}
		row := t.row(key)
		for _, w := range other.table[other.rows[i]] {
			t.table[row] = addTotal(t.table[row], w.class, other.total(w)*t.step/max(other.step, 1))
		}
	}
}

// addTotal adds to the total of a class.
func addTotal(ws []weight, class int32, total int64) []weight {
	for i := range ws {
		if ws[i].class == class {
			ws[i].late -= total
			return ws
		}
	}
	return append(ws, weight{class: class, late: -total})
}

// total is the average weight times the number of steps.
func (t *Trainer) total(w weight) int64 { return int64(w.w)*t.step - w.late }

// Freeze returns the averaged model as flat tables for Open. Weights whose average is not above
// prune (in units of one update) are dropped; the rest is scaled so that the largest is 32,000.
// It fails when the tables would be larger than a model can address, 16 MiB: prune harder.
func (t *Trainer) Freeze(prune float64) ([]byte, error) {
	least := int64(prune * float64(t.step))
	var largest int64 = 1
	for _, ws := range t.table {
		for _, w := range ws {
			largest = max(largest, t.total(w), -t.total(w))
		}
	}
	var frozen []frozenRow
	for i, key := range t.keys {
		if key == 0 {
			continue
		}
		if r := t.freezeRow(key, t.table[t.rows[i]], least, largest); len(r.entries) > 0 {
			frozen = append(frozen, r)
		}
	}
	return pack(frozen, t.classes)
}

// topWeight is what the largest weight becomes: the sum of 100 templates stays far inside int32.
const topWeight = 32000

type frozenRow struct {
	key     uint64
	entries []uint32 // class | weight<<8, the class in the low byte
}

func (t *Trainer) freezeRow(key uint64, ws []weight, least, largest int64) frozenRow {
	r := frozenRow{key: key}
	for _, w := range ws {
		total := t.total(w)
		if max(total, -total) <= least {
			continue
		}
		q := total * topWeight / largest // no overflow: a total is far under 2^48, whatever fits in memory
		if q != 0 {
			r.entries = append(r.entries, uint32(w.class)|uint32(uint16(int16(q)))<<8)
		}
	}
	slices.SortFunc(r.entries, func(a, b uint32) int { return cmp.Compare(a&0xFF, b&0xFF) })
	return r
}

// pack lays rows out as Model describes.
func pack(rows []frozenRow, classes int) ([]byte, error) {
	buckets := uint64(max(1, len(rows)*bucketsPerRow4/4))
	slices.SortFunc(rows, func(a, b frozenRow) int {
		return cmp.Or(cmp.Compare(bucket(a.key, buckets), bucket(b.key, buckets)), cmp.Compare(a.key, b.key))
	})
	size := 0
	for _, r := range rows {
		size += 4 + 3*len(r.entries)
	}
	if size >= maxRecords {
		return nil, fmt.Errorf("freeze perceptron: %d bytes of weights, at most %d: %w", size, maxRecords, tocsin.ErrTooLarge)
	}
	out := binary.LittleEndian.AppendUint32(nil, uint32(classes))
	out = binary.LittleEndian.AppendUint32(out, uint32(buckets))
	records := make([]byte, 0, size+recordPad)
	next := 0
	for b := range buckets {
		start, bloom := len(records), uint32(0)
		for ; next < len(rows) && bucket(rows[next].key, buckets) == b; next++ {
			r := rows[next]
			last := next+1 == len(rows) || bucket(rows[next+1].key, buckets) != b
			records = appendRecord(records, r, last)
			bloom |= bloomBit(fingerprint(r.key))
		}
		out = binary.LittleEndian.AppendUint32(out, uint32(start)<<8|bloom)
	}
	out = append(out, records...)
	return append(out, make([]byte, recordPad)...), nil
}

func appendRecord(records []byte, r frozenRow, last bool) []byte {
	head := fingerprint(r.key)<<9 | uint32(len(r.entries)-1)
	if last {
		head |= 1 << 8
	}
	records = binary.LittleEndian.AppendUint32(records, head)
	for _, e := range r.entries {
		records = append(records, byte(e), byte(e>>8), byte(e>>16))
	}
	return records
}
