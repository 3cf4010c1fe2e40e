package depend

import (
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/tocsin-desk/tocsin/parse"
	"github.com/tocsin-desk/tocsin/parse/model"
	"github.com/tocsin-desk/tocsin/parse/perceptron"
	"github.com/tocsin-desk/tocsin/parse/tag"
	"github.com/tocsin-desk/tocsin/parse/word"
)

// tree draws a projective tree over n words: heads, n for the root.
func tree(rng *rand.Rand, n int) []int {
	heads := make([]int, n)
	var fill func(from, end, head int)
	fill = func(from, end, head int) { // one dependent of head in [from, end) heads all of it
		if from >= end {
			return
		}
		root := from + rng.IntN(end-from)
		heads[root] = head
		for at := from; at < root; {
			next := at + 1 + rng.IntN(root-at)
			fill(at, next, root)
			at = next
		}
		for at := root + 1; at < end; {
			next := at + 1 + rng.IntN(end-at)
			fill(at, next, root)
			at = next
		}
	}
	fill(0, n, n)
	return heads
}

// Following actions of no cost must build exactly the gold tree: the oracle is exact for projective trees.
func TestOracleRebuildsTheTree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 25).Draw(t, "words")
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))
		gold := tree(rng, n)
		s := &Sentence{Words: make([]word.Word, n), Tags: make([]uint8, n), Heads: gold, Rels: slices.Repeat([]int{1}, n)}
		l := &learner{rels: 1, scores: make([]int32, classes(1))}
		l.state.begin(n)
		for !l.state.done() {
			l.state.apply(l.good(s, l.state.allowed()), 1)
		}
		if got := l.state.head[:n]; !slices.Equal(got, gold) {
			t.Fatalf("heads %v, want %v", got, gold)
		}
	})
}

// Whatever the scores are, the result is one tree with one root.
func TestAnyScoresGiveOneTree(t *testing.T) {
	const rels = 3
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 40).Draw(t, "words")
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))
		scores := make([]int32, classes(rels))
		var s state
		s.begin(n)
		for steps := 0; !s.done(); steps++ {
			if steps > 2*n {
				t.Fatalf("more than %d actions for %d words", 2*n, n)
			}
			for i := range scores {
				scores[i] = rng.Int32N(100)
			}
			s.apply(s.allowed().best(scores, rels), rels)
		}
		roots := 0
		for i := range n {
			if s.head[i] == n {
				roots++
			}
			for k, steps := i, 0; k != n; k, steps = s.head[k], steps+1 {
				if k == none || steps > n {
					t.Fatalf("word %d doesn't reach the root: %v", i, s.head)
				}
			}
			if s.rel[i] < 1 || s.rel[i] > rels {
				t.Fatalf("word %d has relation %d", i, s.rel[i])
			}
		}
		if roots != 1 {
			t.Fatalf("%d roots: %v", roots, s.head)
		}
	})
}

func TestLearnsOneSentence(t *testing.T) {
	words := []word.Word{word.Of("Guards"), word.Of("close"), word.Of("the"), word.Of("gate")}
	tags := []tag.Tag{{UPOS: "DET", XPOS: "DT"}, {UPOS: "NOUN", XPOS: "NN"}, {UPOS: "VERB", XPOS: "VBP"}}
	rels := []parse.Rel{"det", "nsubj", "obj", "root"}
	s := Sentence{Words: words, Tags: []uint8{1, 2, 0, 1}, Heads: []int{1, 4, 3, 1}, Rels: []int{2, 4, 1, 3}}
	sections, err := Train([]Sentence{s}, tags, rels, Settings{Epochs: 10, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	h := model.Header{Tags: map[string][]string{tag.TagSet: {"DET|DT", "NOUN|NN", "VERB|VBP"}, RelSet: {"det", "nsubj", "obj", "root"}}}
	b, err := model.Encode(h, sections)
	if err != nil {
		t.Fatal(err)
	}
	f, err := model.Open(b)
	if err != nil {
		t.Fatal(err)
	}
	p, err := Open(f)
	if err != nil {
		t.Fatal(err)
	}
	var scratch Scratch
	got := p.Parse(words, s.Tags, &scratch, nil)
	want := []Arc{{1, "nsubj"}, {parse.NoHead, "root"}, {3, "det"}, {1, "obj"}}
	if !slices.Equal(got, want) {
		t.Errorf("arcs %v, want %v", got, want)
	}
}

func TestOpenRejectsOtherRelations(t *testing.T) {
	frozen, err := perceptron.NewTrainer(3).Freeze(0)
	if err != nil {
		t.Fatal(err)
	}
	b, err := model.Encode(model.Header{Tags: map[string][]string{RelSet: {"det", "obj"}}}, []model.Section{{Name: section, Data: frozen}})
	if err != nil {
		t.Fatal(err)
	}
	f, err := model.Open(b)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Open(f); err == nil {
		t.Error("a model of one relation opens with two")
	}
}
