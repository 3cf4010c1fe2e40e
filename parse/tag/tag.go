// Package tag gives each word its part of speech: the universal and the treebank's own tag, jointly.
//
// In: the words of one sentence. Out: the number of a tag for each. It reads from left to right, once, and
// never revises a tag.
package tag

import (
	"fmt"
	"strings"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/parse"
	"github.com/tocsin-desk/tocsin/parse/model"
	"github.com/tocsin-desk/tocsin/parse/perceptron"
	"github.com/tocsin-desk/tocsin/parse/table"
	"github.com/tocsin-desk/tocsin/parse/word"
)

// A Tag is a class of the tagger.
type Tag struct {
	UPOS parse.UPOS
	XPOS string
}

// String returns the form in which tags stand in a model's header: "NOUN|NN".
func (t Tag) String() string { return string(t.UPOS) + "|" + t.XPOS }

// ParseTag reads that form.
func ParseTag(s string) Tag {
	u, x, _ := strings.Cut(s, "|")
	return Tag{parse.UPOS(u), x}
}

// TagSet is the name of the tags in a model's header.
const TagSet = "tag"

const (
	section     = "tag"
	sectionSure = "tag.sure"
)

// A Tagger holds the trained model. It is safe for any number of goroutines.
type Tagger struct {
	tags  []Tag
	model *perceptron.Model
	sure  table.Table // words that have had one tag only, many times
}

// Open reads the tagger's sections of a model file.
func Open(f *model.File) (*Tagger, error) {
	t := &Tagger{}
	for _, s := range f.Header.Tags[TagSet] {
		t.tags = append(t.tags, ParseTag(s))
	}
	b, err := f.Section(section)
	if err != nil {
		return nil, err
	}
	if t.model, err = perceptron.Open(b); err != nil {
		return nil, fmt.Errorf("section %s: %w", section, err)
	}
	if t.model.Classes() != len(t.tags) {
		return nil, fmt.Errorf("section %s: %d classes for %d tags: %w", section, t.model.Classes(), len(t.tags), tocsin.ErrInvalid)
	}
	if b, err = f.Section(sectionSure); err != nil {
		return nil, err
	}
	if t.sure, err = table.Open(b); err != nil {
		return nil, fmt.Errorf("section %s: %w", sectionSure, err)
	}
	return t, nil
}

// Tags returns the tags by their numbers; read only.
func (t *Tagger) Tags() []Tag { return t.tags }

// Scratch is the memory of one run; its zero value is ready.
type Scratch struct {
	features []uint64
	scores   []int32
}

// Tag appends the number of the tag of each word of one sentence.
func (t *Tagger) Tag(words []word.Word, s *Scratch, out []uint8) []uint8 {
	if s.scores == nil {
		s.scores = make([]int32, perceptron.MaxClasses)
	}
	scores := s.scores[:len(t.tags)]
	before, before2 := uint64(outside), uint64(outside)
	for i := range words {
		best, ok := t.sure.Get(words[i].Form)
		if !ok || int(best) >= len(t.tags) {
			s.features = features(words, i, before, before2, s.features[:0])
			t.model.Score(s.features, scores)
			best = uint16(perceptron.Best(scores))
		}
		out = append(out, uint8(best))
		before2, before = before, uint64(best)
	}
	return out
}

// outside stands for the tag before the first word; no class has this number.
const outside = 1000

// features describes word i whose two predecessors have the tags before and before2.
func features(words []word.Word, i int, before, before2 uint64, out []uint64) []uint64 {
	at := func(k int) *word.Word {
		if k < 0 || k >= len(words) {
			return &word.None
		}
		return &words[k]
	}
	w, l, l2, r, r2 := at(i), at(i-1), at(i-2), at(i+1), at(i+2)
	first := uint64(0)
	if i == 0 {
		first = 1
	}
	h, h2, h3 := perceptron.Hash, perceptron.Hash2, perceptron.Hash3
	return append(out,
		h(0, 0), h(1, w.Form), h(2, w.Norm), h(3, w.Suffix2), h(4, w.Suffix3), h(5, w.Suffix4), h(6, w.Prefix1), h(7, w.Prefix2), h(8, w.Prefix3), h(9, w.Shape),
		h(10, before), h2(11, before, before2), h2(12, before, w.Norm), h(13, l.Norm), h(14, l2.Norm), h(15, r.Norm), h(16, r2.Norm),
		h(17, l.Suffix3), h(18, r.Suffix3), h2(19, l.Norm, w.Norm), h2(20, w.Norm, r.Norm), h(21, r.Shape), h(22, l.Shape), h2(23, w.Suffix3, w.Shape),
		h2(24, before, r.Norm), h2(25, w.Shape, first), h3(26, l.Norm, w.Suffix3, r.Suffix3), h2(27, r.Norm, r2.Norm), h3(28, before, before2, w.Norm),
		h3(29, before, w.Suffix3, r.Suffix2), h2(30, r.Suffix3, r2.Suffix3), h2(31, w.Norm, r.Suffix3),
		h(32, w.Cluster), h(33, l.Cluster), h(34, r.Cluster), h(35, r2.Cluster), h2(36, before, w.Cluster), h2(37, w.Cluster, r.Cluster), h2(38, l.Cluster, w.Cluster),
		h3(39, before, w.Cluster, r.Cluster), h2(40, before, r.Cluster), h3(41, w.Coarse, w.Suffix3, w.Shape), h3(42, before, w.Coarse, r.Coarse), h2(43, r.Cluster, r2.Cluster),
		h3(44, l.Coarse, w.Coarse, perceptron.Pair(r.Coarse, r2.Coarse)), h2(45, w.Suffix3, r.Cluster), h2(46, w.Cluster, w.Shape),
	)
}
