package net

import (
	"github.com/tocsin-desk/tocsin/parse/arc"
	"github.com/tocsin-desk/tocsin/parse/table"
	"github.com/tocsin-desk/tocsin/parse/word"
)

// The tables of embeddings: a word is the sum of one row of each.
const (
	Words    = iota // by the normal form; row 0 is of words that are not in the vocabulary
	Prefixes        // the first three letters
	Suffixes2
	Suffixes3
	Suffixes4
	Shapes
	Tables
)

// Input names the rows of one word.
type Input [Tables]uint16

// A Vocabulary knows the row of a word in each table.
type Vocabulary struct {
	Known table.Table // normal form → row
	Rows  [Tables]int
}

// Input returns the rows of a word. Affixes and shapes share rows by their hash.
func (v *Vocabulary) Input(w *word.Word) Input {
	n, _ := v.Known.Get(w.Norm)
	if int(n) >= v.Rows[Words] { // of a damaged table
		n = 0
	}
	return Input{n, v.row(Prefixes, w.Prefix3), v.row(Suffixes2, w.Suffix2), v.row(Suffixes3, w.Suffix3), v.row(Suffixes4, w.Suffix4), v.row(Shapes, w.Shape)}
}

// row spreads a hash over the rows of a table: the product with an odd constant mixes it, its upper half picks.
func (v *Vocabulary) row(table int, hash uint64) uint16 {
	return uint16(hash * 0x9E3779B97F4A7C15 >> 32 * uint64(v.Rows[table]) >> 32)
}

// What the parser sees of a configuration.
const (
	WordSlots  = 13 // words: top three of the stack, first three of the buffer, outermost dependents of four of these
	RelSlots   = 7  // relations of dependents
	CountSlots = 4  // two distances, two valencies
	Counts     = 10 // values of each of these
)

// Slots is a configuration seen through its slots; arc.None marks an empty one.
type Slots struct {
	Words  [WordSlots]int
	Rels   [RelSlots]int // 0 for none
	Counts [CountSlots]int
}

// See fills the slots.
func (v *Slots) See(s *arc.State) {
	at := func(depth int) int {
		if n := len(s.Stack) - 1 - depth; n >= 0 {
			return s.Stack[n]
		}
		return arc.None
	}
	ahead := func(k int) int {
		if s.Buffer+k <= s.N {
			return s.Buffer + k
		}
		return arc.None
	}
	s0, s1, b0 := at(0), at(1), s.Buffer
	l0, r0, l1, r1, lb := side(s.Left, s0), side(s.Right, s0), side(s.Left, s1), side(s.Right, s1), side(s.Left, b0)
	v.Words = [WordSlots]int{s0, s1, at(2), b0, ahead(1), ahead(2), l0.Outer, r0.Outer, l1.Outer, r1.Outer, lb.Outer, l0.Inner, lb.Inner}
	for i, w := range [RelSlots]int{l0.Outer, r0.Outer, l1.Outer, r1.Outer, lb.Outer, l0.Inner, r0.Inner} {
		v.Rels[i] = 0
		if w >= 0 {
			v.Rels[i] = s.Rel[w]
		}
	}
	v.Counts = [CountSlots]int{distance(s0, b0), distance(s1, s0), min(lb.Count, 5), valency(s0, r0)}
}

func side(sides []arc.Side, w int) arc.Side {
	if w < 0 {
		return arc.Side{Outer: arc.None, Inner: arc.None}
	}
	return sides[w]
}

// distance is 0 to 7, 8 where one of the words is missing.
func distance(from, to int) int {
	d := to - from
	switch {
	case from < 0:
		return 8
	case d <= 4:
		return d
	case d <= 7:
		return 5
	case d <= 12:
		return 6
	}
	return 7
}

// valency counts dependents up to 5, 9 where there is no word.
func valency(w int, s arc.Side) int {
	if w < 0 {
		return 9
	}
	return min(s.Count, 5)
}
