package entity

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"math/bits"
	"slices"

	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
	"github.com/tocsin-desk/tocsin/parse/perceptron"
)

// seen is what a first model found in raw text, word by word and name by name: a hash table of
// four-byte slots, a power of two of them. A slot is 24 bits of the hash and a code, 0 for a free one.
// It tells the final model that "Varna" was mostly a place, seldom a person, and never in lower case.
type seen struct {
	slots []byte
	shift int
}

const slotBytes = 4

func openSeen(b []byte) (seen, error) {
	n := len(b) / slotBytes
	if n < 2 || n&(n-1) != 0 || len(b)%slotBytes != 0 {
		return seen{}, fmt.Errorf("%d bytes are no power of two of slots: %w", len(b), errInvalid)
	}
	return seen{b, 64 - bits.Len(uint(n-1))}, nil
}

// code returns what is known of a hash, 0 for nothing. At most half of the slots are taken, and the
// bound on steps keeps a damaged table from being walked for ever.
func (s seen) code(hash uint64) uint8 {
	if len(s.slots) == 0 {
		return 0
	}
	n := len(s.slots) / slotBytes
	at := int(hash >> s.shift)
	for range 64 {
		slot := binary.LittleEndian.Uint32(s.slots[at*slotBytes:])
		if slot == 0 {
			return 0
		}
		if slot>>8 == uint32(hash)&(1<<24-1) {
			return uint8(slot)
		}
		at = (at + 1) & (n - 1)
	}
	return 0
}

// maxWords is the longest name that raw text is remembered for.
const maxWords = 6

// mark writes what is known into the atoms of a sentence.
func (s seen) mark(r *reader, first, end int) {
	if len(s.slots) == 0 {
		return
	}
	for i := first; i < end; i++ {
		if a := &r.atoms[i]; a.capital {
			a.seen = uint64(s.code(perceptron.Hash(700, a.lower)))
		}
	}
	for i := first; i < end; i++ {
		if !r.atoms[i].capital {
			continue
		}
		h, best, code := r.atoms[i].word, 0, uint8(0)
		for k := i + 1; k < end && k < i+maxWords; k++ {
			h = perceptron.Pair(h, r.atoms[k].word)
			if c := s.code(perceptron.Hash(701, h)); c != 0 {
				best, code = k+1-i, c
			}
		}
		for k := range best {
			r.atoms[i+k].name = perceptron.Hash2(901, uint64(code), uint64(placeIn(k, best)))
		}
		if best > 0 {
			i += best - 1
		}
	}
}

// A Tally counts what a model finds in raw text. It is for one goroutine.
type Tally struct {
	words map[uint64]*[len(kinds) + 2]uint32 // by kind; in capitals but no name; in lower case
	names map[uint64]*[len(kinds)]uint32
}

// NewTally returns an empty tally.
func NewTally() *Tally {
	return &Tally{map[uint64]*[len(kinds) + 2]uint32{}, map[uint64]*[len(kinds)]uint32{}}
}

// Add reads a text with the model and counts. The first word of a sentence counts only as part of a
// longer name: its capital means nothing.
func (t *Tally) Add(m *Model, d *parse.Doc, lex *lexicon.Set) {
	r := m.read(d, lex)
	for s := range d.Sents {
		r.enter(s)
		if r.casing > 1 {
			continue
		}
		for i := r.first; i < r.end; i++ {
			t.count(r, i)
		}
	}
	for _, n := range decode(r.labels) {
		if n.End-n.First < 2 || n.End-n.First > maxWords {
			continue
		}
		h := r.atoms[n.First].word
		for i := n.First + 1; i < n.End; i++ {
			h = perceptron.Pair(h, r.atoms[i].word)
		}
		c := t.names[h]
		if c == nil {
			c = new([len(kinds)]uint32)
			t.names[h] = c
		}
		c[kindIndex(n.Type)]++
	}
}

func (t *Tally) count(r *reader, i int) {
	a, l := &r.atoms[i], r.labels[i]
	if i == r.first && (l == 0 || l == labelOf(kindOf(l), alone)) {
		return
	}
	c := t.words[a.lower]
	if c == nil {
		c = new([len(kinds) + 2]uint32)
		t.words[a.lower] = c
	}
	switch {
	case !a.capital:
		c[len(kinds)+1]++
	case l == 0:
		c[len(kinds)]++
	default:
		c[kindOf(l)]++
	}
}

const (
	leastWord = 6 // sightings that make a word worth a slot
	leastName = 4 // sightings of a whole name
)

type known struct {
	hash  uint64
	code  uint8
	total uint32
}

// Freeze returns the section of at most 2^bits/2 words and names, those seen most often first.
func (t *Tally) Freeze(bits int) []byte {
	var all []known
	for w, c := range t.words {
		if code, total := wordCode(c); total >= leastWord && code != 0 {
			all = append(all, known{perceptron.Hash(700, w), code, total})
		}
	}
	for h, c := range t.names {
		if kind, share, total := leader(c[:]); total >= leastName {
			all = append(all, known{perceptron.Hash(701, h), uint8(200 + kind*3 + share), total})
		}
	}
	slices.SortFunc(all, func(a, b known) int {
		return cmp.Or(cmp.Compare(b.total, a.total), cmp.Compare(a.hash, b.hash))
	})
	n := 1 << bits
	all = all[:min(len(all), n/2)]
	out := make([]byte, n*slotBytes)
	for _, k := range all {
		at := int(k.hash >> (64 - bits))
		for binary.LittleEndian.Uint32(out[at*slotBytes:]) != 0 {
			at = (at + 1) & (n - 1)
		}
		binary.LittleEndian.PutUint32(out[at*slotBytes:], uint32(k.hash)<<8|uint32(k.code))
	}
	return out
}

// leader returns the most frequent of counts, how clearly it leads (0 to 2), and their sum.
func leader(c []uint32) (best, share int, total uint32) {
	for k, n := range c {
		total += n
		if n > c[best] {
			best = k
		}
	}
	switch {
	case c[best]*10 >= total*9:
		share = 2
	case c[best]*10 >= total*7:
		share = 1
	}
	return best, share, total
}

// wordCode folds the counts of a word into 1 … 108; 0 for a word that is never in capitals.
func wordCode(c *[len(kinds) + 2]uint32) (code uint8, total uint32) {
	kind, share, named := leader(c[:len(kinds)])
	capital := named + c[len(kinds)]
	total = capital + c[len(kinds)+1]
	if capital == 0 {
		return 0, total
	}
	unnamed := third(c[len(kinds)], capital)
	lower := third(c[len(kinds)+1], total)
	return uint8(1 + ((kind*3+share)*3+unnamed)*3 + lower), total
}

// third says whether n is little, some or most of all.
func third(n, all uint32) int {
	switch {
	case n*10 < all:
		return 0
	case n*2 < all:
		return 1
	}
	return 2
}
