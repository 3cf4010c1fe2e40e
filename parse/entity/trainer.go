package entity

import (
	"math/rand/v2"
	"slices"

	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
)

// Labels is how many labels a Model tells apart; label 0 is of words outside names.
const Labels = labels

// Follows reports whether label next may stand behind prev; last is true on the last word of a sentence.
func Follows(prev, next int, last bool) bool { return follows(prev, next, last) }

// LabelsOf returns the label of each of n tokens that bear names.
func LabelsOf(names []parse.Name, n int) []int { return encode(names, n) }

// An Example is one sentence of a text with its right names.
type Example struct {
	First, End int        // tokens
	Hints      [][]uint16 // of each word; nil for one that can be no part of a name
	May        [][]uint16 // the labels that are right for each word
}

// A Teacher makes examples. It is for one goroutine.
type Teacher struct {
	lex  *lexicon.Set
	seen seen
	rng  *rand.Rand
	rows int
}

// While learning, a share of the words is hidden, so that the model doesn't lean on names that it happens to know,
// and a share of what it remembers of the same text is wrong or missing, as it will be.
const (
	hide   = 0.3
	forget = 0.2
)

// NewTeacher returns a teacher whose hints ask the lexicon and, unless it is nil, a section made by Tally.Freeze; rows
// is the number of rows of hints. Errors wrap tocsin.ErrInvalid.
func NewTeacher(lex *lexicon.Set, tally []byte, rows int, seed uint64) (*Teacher, error) {
	t := &Teacher{lex: lex, rows: rows, rng: rand.New(rand.NewPCG(seed, 2))}
	var err error
	if tally != nil {
		t.seen, err = openSeen(tally)
	}
	return t, err
}

// Examples walks over a text with its right names. Where partial is true the gold knows persons, organisations and
// places only: a word without a name may also be part of one of our other kind.
func (t *Teacher) Examples(d *parse.Doc, gold []parse.Name, partial bool) []Example {
	want := encode(gold, len(d.Tokens))
	r := newReader(d, t.lex, t.seen)
	r.blind = func() bool { return t.rng.Float64() < hide }
	free := []uint16{0}
	if partial {
		for place := range 4 {
			free = append(free, uint16(labelOf(len(kinds)-1, place)))
		}
	}
	var out []Example
	for s, sent := range d.Sents {
		r.enter(s)
		e := Example{First: sent.First, End: sent.End}
		for i := sent.First; i < sent.End; i++ {
			var hints []uint16
			may := []uint16{0} // what can't be found is not learned
			if r.candidate(i) {
				hints = slices.Clone(r.hints(i, t.rows))
				if may = free; want[i] > 0 {
					may = []uint16{uint16(want[i])}
				}
			}
			e.Hints, e.May = append(e.Hints, hints), append(e.May, may)
		}
		out = append(out, e)
		said := slices.Clone(want[sent.First:sent.End])
		for k := range said {
			if t.rng.Float64() < forget {
				said[k] = 0
			}
		}
		r.leave(said)
	}
	return out
}
