package entity

import (
	"math/rand/v2"

	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
	"github.com/tocsin-desk/tocsin/parse/perceptron"
)

// A Trainer learns the weights of a Model. It is for one goroutine.
type Trainer struct {
	weights *perceptron.Trainer
	lex     *lexicon.Set
	seen    seen
	rng     *rand.Rand
}

// hide is the share of words that are hidden from the features while learning, so that the model
// doesn't lean on names that it happens to know.
const hide = 0.3

// NewTrainer returns a trainer whose features ask the lexicon and, unless it is nil, a section made
// by Tally.Freeze. Errors wrap tocsin.ErrInvalid.
func NewTrainer(lex *lexicon.Set, tally []byte, seed uint64) (*Trainer, error) {
	t := &Trainer{weights: perceptron.NewTrainer(labels), lex: lex, rng: rand.New(rand.NewPCG(seed, 2))}
	var err error
	if tally != nil {
		t.seen, err = openSeen(tally)
	}
	return t, err
}

// Learn walks over a text once, with its right names. Where partial is true the gold knows persons,
// organisations and places only, so a MISC of ours on an unnamed word is neither right nor wrong.
// It returns how many labels were decided and how many of them were right.
func (t *Trainer) Learn(d *parse.Doc, gold []parse.Name, partial bool) (decided, right int) {
	want := encode(gold, len(d.Tokens))
	r := newReader(d, t.lex, t.seen)
	r.blind = func() bool { return t.rng.Float64() < hide }
	for s := range d.Sents {
		r.sentence(s, func(i int) label {
			got, good := r.best(t.weights.Score), want[i]
			decided++
			if got == good {
				right++
			}
			if !follows(r.t1, good, i == r.end-1) || partial && good == 0 && got > 0 && kinds[kindOf(got)] == parse.MISC {
				good = got
			}
			t.weights.Update(r.buf, good, got)
			if i+1 < r.end && !follows(got, want[i+1], i+2 == r.end) {
				return good // what follows could never be right behind got
			}
			return got
		})
	}
	return decided, right
}

// Freeze returns the section of weights; see perceptron.Trainer.Freeze.
func (t *Trainer) Freeze(prune float64) ([]byte, error) { return t.weights.Freeze(prune) }
