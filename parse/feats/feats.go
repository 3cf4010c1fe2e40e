// Package feats gives each word its morphological features.
//
// In: the words of a sentence with tags and tree. Out: a UD feature string for each ("Number=Plur"). It
// never gives a word a string that its tag has not had in the treebanks.
package feats

import (
	"fmt"
	"math/bits"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/parse"
	"github.com/tocsin-desk/tocsin/parse/model"
	"github.com/tocsin-desk/tocsin/parse/perceptron"
	"github.com/tocsin-desk/tocsin/parse/table"
	"github.com/tocsin-desk/tocsin/parse/tag"
	"github.com/tocsin-desk/tocsin/parse/word"
)

// FeatSet is the name of the feature strings in a model's header; "_" is none.
const FeatSet = "feats"

const (
	section     = "feats"
	sectionSure = "feats.sure"
	sectionMay  = "feats.may"
)

// rowBytes is the size of one tag's row of the section that says which strings it may have: one bit a class.
const rowBytes = perceptron.MaxClasses / 8

// A Model holds what was learned. It is safe for any number of goroutines.
type Model struct {
	strings []string
	model   *perceptron.Model
	sure    table.Table // tag, or tag and form → the only string it has had
	may     []byte
}

// Open reads the sections of a model file.
func Open(f *model.File) (*Model, error) {
	m := &Model{}
	for _, s := range f.Header.Tags[FeatSet] {
		if s == "_" {
			s = ""
		}
		m.strings = append(m.strings, s)
	}
	b, err := f.Section(section)
	if err != nil {
		return nil, err
	}
	if m.model, err = perceptron.Open(b); err != nil {
		return nil, fmt.Errorf("section %s: %w", section, err)
	}
	if m.model.Classes() != len(m.strings) {
		return nil, fmt.Errorf("section %s: %d classes for %d feature strings: %w", section, m.model.Classes(), len(m.strings), tocsin.ErrInvalid)
	}
	if b, err = f.Section(sectionSure); err != nil {
		return nil, err
	}
	if m.sure, err = table.Open(b); err != nil {
		return nil, fmt.Errorf("section %s: %w", sectionSure, err)
	}
	if m.may, err = f.Section(sectionMay); err != nil {
		return nil, err
	}
	if len(m.may) != rowBytes*len(f.Header.Tags[tag.TagSet]) {
		return nil, fmt.Errorf("section %s: %d bytes: %w", sectionMay, len(m.may), tocsin.ErrInvalid)
	}
	return m, nil
}

// A Sentence is what features are read from. All lists are of one length.
type Sentence struct {
	Words []word.Word
	Tags  []uint8
	Heads []int // within the sentence; negative for the root
	Rels  []parse.Rel
}

// Scratch is the memory of one run; its zero value is ready.
type Scratch struct {
	features []uint64
	scores   []int32
}

// Feats returns the feature string of word i.
func (m *Model) Feats(s *Sentence, i int, scratch *Scratch) string {
	if n, ok := m.certain(s, i); ok {
		return m.strings[n]
	}
	if scratch.scores == nil {
		scratch.scores = make([]int32, perceptron.MaxClasses)
	}
	scratch.features = features(s, i, scratch.features[:0])
	scores := scratch.scores[:len(m.strings)]
	m.model.Score(scratch.features, scores)
	return m.strings[bestOf(scores, m.may[rowBytes*int(s.Tags[i]):])]
}

// certain looks up the tag, then the tag with the form.
func (m *Model) certain(s *Sentence, i int) (uint16, bool) {
	n, ok := m.sure.Get(tagKey(s.Tags[i]))
	if !ok {
		n, ok = m.sure.Get(formKey(s.Tags[i], s.Words[i].Norm))
	}
	return n, ok && int(n) < len(m.strings)
}

func tagKey(tag uint8) uint64 { return perceptron.Hash(1, uint64(tag)) }

func formKey(tag uint8, norm uint64) uint64 { return perceptron.Hash2(2, uint64(tag), norm) }

// bestOf returns the class with the highest score among those of a tag's row; 0 where the row is empty.
func bestOf(scores []int32, row []byte) int {
	best := -1
	for at, b := range row[:rowBytes] {
		for ; b != 0; b &= b - 1 {
			if c := 8*at + bits.TrailingZeros8(b); c < len(scores) && (best < 0 || scores[c] > scores[best]) {
				best = c
			}
		}
	}
	return max(best, 0)
}

// features describes word i: itself, its neighbours, its head and how it hangs on it.
func features(s *Sentence, i int, out []uint64) []uint64 {
	at := func(k int) (*word.Word, uint64) {
		if k < 0 || k >= len(s.Words) {
			return &word.None, 1000
		}
		return &s.Words[k], uint64(s.Tags[k])
	}
	w, t := at(i)
	l, lt := at(i - 1)
	_, lt2 := at(i - 2)
	r, rt := at(i + 1)
	hw, ht := at(s.Heads[i])
	rel := perceptron.String(string(s.Rels[i]))
	left, right := dependents(s, i)
	h2, h3 := perceptron.Hash2, perceptron.Hash3
	return append(out,
		h2(0, t, 0), h2(1, t, w.Norm), h2(2, t, w.Suffix3), h2(3, t, w.Suffix2), h2(4, t, l.Norm), h2(5, t, r.Norm), h2(6, t, rel),
		h3(7, t, rel, ht), h3(8, t, w.Norm, rel), h3(9, t, w.Norm, lt), h3(10, t, w.Norm, rt), h3(11, t, lt, rt), h3(12, t, left, rel),
		h3(13, t, left, right), h3(14, t, w.Norm, left), h3(15, t, hw.Norm, rel), h3(16, t, w.Shape, rel), h3(17, t, lt, lt2), h3(18, t, w.Norm, l.Norm),
		h3(19, t, w.Form, rel), h3(20, t, perceptron.Pair(rel, left), lt))
}

// dependents folds the relations of the words that hang on word i from either side, the nearest eight words each
// way, with the form of what is an auxiliary or a mark: "be broken" and "has broken" differ in voice.
func dependents(s *Sentence, i int) (left, right uint64) {
	for k := max(0, i-8); k < i; k++ {
		if s.Heads[k] == i {
			left = perceptron.Pair(left, fold(s, k))
		}
	}
	for k := i + 1; k < min(len(s.Heads), i+9); k++ {
		if s.Heads[k] == i && s.Rels[k] != "punct" {
			right = perceptron.Pair(right, perceptron.String(string(s.Rels[k])))
		}
	}
	return left, right
}

func fold(s *Sentence, k int) uint64 {
	rel := perceptron.String(string(s.Rels[k]))
	switch s.Rels[k] {
	case "aux", "aux:pass", "mark", "nsubj", "expl":
		return perceptron.Pair(rel, s.Words[k].Norm)
	case "punct", "cc", "advmod", "discourse":
		return 0
	}
	return rel
}
