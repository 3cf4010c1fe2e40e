package coref

import (
	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
	"github.com/tocsin-desk/tocsin/parse/perceptron"
)

// A Trainer learns the weights of a Model. It is for one goroutine.
type Trainer struct {
	weights *perceptron.Trainer
	lex     *lexicon.Set
	costs   Costs
}

// Costs are added to the scores of wrong answers while learning, in updates: the dearer a mistake, the surer the
// model must be of not making it.
type Costs struct {
	FalseLink int // linked, and begins a chain of its own
	WrongLink int // linked with another chain than its own
	Missed    int // not linked, and isn't the first of its chain
}

// NewTrainer returns a trainer.
func NewTrainer(lex *lexicon.Set, costs Costs) *Trainer {
	return &Trainer{weights: perceptron.NewTrainer(answers), lex: lex, costs: costs}
}

// Learn walks over a doc once. gold returns the chain of the mention with a given range and head, 0 where it has
// none. It returns how many choices there were and how many were right.
func (t *Trainer) Learn(d *parse.Doc, gold func(x parse.Range, head int) int) (decided, right int) {
	r := newResolver(d, t.lex)
	chain := make([]int, len(r.ms))
	for k := range r.ms {
		chain[k] = gold(r.ms[k].Range, r.ms[k].Head)
	}
	var scores [answers]int32
	r.rank(func(k int, options []option) int {
		good, best, top, goodTop := -1, 0, int32(0), int32(0)
		known := false // some option is of the right chain
		for _, o := range options {
			known = known || o.p >= 0 && r.same(o.p, chain, chain[k])
		}
		for i, o := range options {
			t.weights.Score(r.features[o.from:o.to], scores[:])
			s := scores[link] - scores[apart]
			ok := o.p < 0 && !known || o.p >= 0 && known && r.same(o.p, chain, chain[k])
			if ok && (good < 0 || s > goodTop) {
				good, goodTop = i, s
			}
			switch {
			case ok:
			case o.p < 0:
				s += int32(t.costs.Missed)
			case known:
				s += int32(t.costs.WrongLink)
			default:
				s += int32(t.costs.FalseLink)
			}
			if i == 0 || s > top {
				best, top = i, s
			}
		}
		decided++
		if best == good {
			right++
			t.weights.Update(nil, link, link)
			return best
		}
		g, b := options[good], options[best]
		t.weights.Update(r.features[g.from:g.to], link, apart)
		t.weights.Update(r.features[b.from:b.to], apart, link)
		return best
	})
	return decided, right
}

// same reports whether mention p is of a gold chain.
func (r *resolver) same(p int, chain []int, want int) bool { return want != 0 && chain[p] == want }

// Add adds the weights of another trainer to those of t; see perceptron.Trainer.Add.
func (t *Trainer) Add(other *Trainer) { t.weights.Add(other.weights) }

// Freeze returns the section of weights; see perceptron.Trainer.Freeze.
func (t *Trainer) Freeze(prune float64) ([]byte, error) { return t.weights.Freeze(prune) }
