package depend

import (
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"slices"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/parse"
	"github.com/tocsin-desk/tocsin/parse/model"
	"github.com/tocsin-desk/tocsin/parse/perceptron"
	"github.com/tocsin-desk/tocsin/parse/tag"
	"github.com/tocsin-desk/tocsin/parse/word"
)

// Settings of a training.
type Settings struct {
	Epochs int
	Select int     // epochs of a first training that only finds the weights that matter; 0: no such training
	Keep   int     // how many of them
	Prune  float64 // smallest weight kept at the end, in updates
	Seed   uint64
	Log    func(format string, args ...any) // nil for silence
}

// A Sentence is what the parser learns from. Tags are predicted, by a tagger that has not seen the
// sentence: with gold tags the parser would trust tags too much.
type Sentence struct {
	Words []word.Word
	Tags  []uint8
	Heads []int // within the sentence; len(Words) for the root
	Rels  []int // 1-based number of the relation
}

// Collect returns the relations of docs that carry gold trees, in order of their names.
func Collect(docs []*parse.Doc) ([]parse.Rel, error) {
	seen := map[parse.Rel]bool{}
	for _, d := range docs {
		for i := range d.Tokens {
			seen[d.Tokens[i].Rel] = true
		}
	}
	if classes(len(seen)) > perceptron.MaxClasses {
		return nil, fmt.Errorf("%d relations, at most %d: %w", len(seen), (perceptron.MaxClasses-1)/2, tocsin.ErrTooLarge)
	}
	return slices.Sorted(maps.Keys(seen)), nil
}

// Gold sets the heads and relations of a doc's n-th sentence.
func (s *Sentence) Gold(d *parse.Doc, n int, rels []parse.Rel) {
	sent := d.Sents[n]
	for i := sent.First; i < sent.End; i++ {
		t := &d.Tokens[i]
		head := sent.End - sent.First
		if t.Head >= 0 {
			head = t.Head - sent.First
		}
		s.Heads = append(s.Heads, head)
		s.Rels = append(s.Rels, 1+slices.Index(rels, t.Rel))
	}
}

// explore is how often, after the first epoch, the parser goes on from its own choice, right or wrong.
const explore = 0.9

// Train learns from sentences with gold trees.
func Train(sents []Sentence, tags []tag.Tag, rels []parse.Rel, o Settings) ([]model.Section, error) {
	l := &learner{perc: perceptron.NewTrainer(classes(len(rels))), rels: len(rels), tags: hashTags(tags), rng: rand.New(rand.NewPCG(o.Seed, 4))}
	l.scores = make([]int32, classes(len(rels)))
	if o.Select > 0 {
		l.train(sents, o.Select, "choosing weights", o.Log)
		l.perc.Restart(o.Keep)
	}
	l.train(sents, o.Epochs, "learning", o.Log)
	b, err := l.perc.Freeze(o.Prune)
	if err != nil {
		return nil, fmt.Errorf("parser: %w", err)
	}
	return []model.Section{{Name: section, Data: b}}, nil
}

type learner struct {
	perc     *perceptron.Trainer
	rels     int
	tags     []tagHash
	rng      *rand.Rand
	state    state
	nodes    []node
	features []uint64
	scores   []int32

	right, asked int
}

func (l *learner) train(sents []Sentence, epochs int, what string, log func(string, ...any)) {
	order := l.rng.Perm(len(sents))
	for epoch := range epochs {
		l.rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		l.right, l.asked = 0, 0
		for _, i := range order {
			l.sentence(&sents[i], epoch > 0)
		}
		if log != nil {
			log("parser, %s, epoch %d of %d: %.2f %% of the actions right", what, epoch+1, epochs, 100*float64(l.right)/float64(max(1, l.asked)))
		}
	}
}

func (l *learner) sentence(s *Sentence, own bool) {
	st := &l.state
	st.begin(len(s.Words))
	l.nodes = nodes(s.Words, s.Tags, l.tags, l.nodes[:0])
	for !st.done() {
		can := st.allowed()
		if can.shift && !can.left && !can.right {
			st.apply(shift, l.rels)
			continue
		}
		l.features = st.features(l.nodes, l.features[:0])
		l.perc.Score(l.features, l.scores)
		guess, good := can.best(l.scores, l.rels), l.good(s, can)
		l.perc.Update(l.features, good, guess)
		l.asked++
		if guess == good {
			l.right++
		}
		if own && l.rng.Float64() < explore {
			good = guess
		}
		st.apply(good, l.rels)
	}
}

// good returns, among the allowed actions that lose the fewest gold arcs, the one that scores best; an
// action that draws a gold arc must name its relation.
func (l *learner) good(s *Sentence, can allowance) int {
	st := &l.state
	cost := st.costs(s.Heads)
	least := math.MaxInt
	for _, a := range [...]struct {
		ok   bool
		cost int
	}{{can.shift, cost.shift}, {can.left, cost.left}, {can.right, cost.right}} {
		if a.ok {
			least = min(least, a.cost)
		}
	}
	best := none
	if can.shift && cost.shift == least {
		best = shift
	}
	for _, a := range [...]struct {
		ok    bool
		first int
		head  int
	}{{can.left && cost.left == least, 1, st.buffer}, {can.right && cost.right == least, 1 + l.rels, st.second()}} {
		if !a.ok {
			continue
		}
		top := st.stack[len(st.stack)-1]
		from, end := a.first, a.first+l.rels
		if s.Heads[top] == a.head {
			from = a.first + s.Rels[top] - 1
			end = from + 1
		}
		best = highest(l.scores, from, end, best)
	}
	return best
}

// second is the word below the top of the stack, none where there is none.
func (s *state) second() int {
	if len(s.stack) < 2 {
		return none
	}
	return s.stack[len(s.stack)-2]
}

type costs struct{ shift, left, right int }

// costs counts the gold arcs that each action makes unreachable; exact for projective trees.
func (s *state) costs(gold []int) (c costs) {
	n := len(s.stack)
	if n > 0 {
		top := s.stack[n-1]
		for k := s.buffer; k < s.n; k++ { // a popped word takes no dependents from the buffer
			if gold[k] == top {
				c.left++
				c.right++
			}
		}
		switch h := gold[top]; {
		case h == s.buffer:
			c.right++
		case h > s.buffer:
			c.left++
			c.right++
		case h == s.second():
			c.left++
		}
	}
	if s.buffer < s.n {
		for k, w := range s.stack { // a shifted word reaches the stack below the top no more, in either direction
			if gold[s.buffer] == w && k < n-1 {
				c.shift++
			}
			if gold[w] == s.buffer {
				c.shift++
			}
		}
	}
	return c
}
