package tag

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/parse"
	"github.com/tocsin-desk/tocsin/parse/cluster"
	"github.com/tocsin-desk/tocsin/parse/model"
	"github.com/tocsin-desk/tocsin/parse/perceptron"
	"github.com/tocsin-desk/tocsin/parse/table"
	"github.com/tocsin-desk/tocsin/parse/word"
)

// Settings of a training.
type Settings struct {
	Epochs int
	Select int     // epochs of a first training that only finds the weights that matter; 0: no such training
	Keep   int     // how many of them
	Prune  float64 // smallest weight kept at the end, in updates
	Seed   uint64
}

// A Sentence is what the tagger learns from.
type Sentence struct {
	Words []word.Word
	Gold  []uint8 // numbers of tags
}

// Collect returns the tags of docs that carry gold tags, in order of their names. It fails where
// they are more than a model can hold.
func Collect(docs []*parse.Doc) ([]Tag, error) {
	seen := map[string]bool{}
	for _, d := range docs {
		for i := range d.Tokens {
			seen[Of(&d.Tokens[i]).String()] = true
		}
	}
	if len(seen) > perceptron.MaxClasses {
		return nil, fmt.Errorf("%d tags, at most %d: %w", len(seen), perceptron.MaxClasses, tocsin.ErrTooLarge)
	}
	var tags []Tag
	for _, s := range slices.Sorted(maps.Keys(seen)) {
		tags = append(tags, ParseTag(s))
	}
	return tags, nil
}

// Of returns the tag that a token carries.
func Of(t *parse.Token) Tag { return Tag{t.UPOS, t.XPOS} }

// Sentences prepares docs for training.
func Sentences(docs []*parse.Doc, tags []Tag, clusters cluster.Clusters) []Sentence {
	var out []Sentence
	for _, d := range docs {
		for _, s := range d.Sents {
			var one Sentence
			for i := s.First; i < s.End; i++ {
				one.Words = append(one.Words, clusters.Word(d.Tokens[i].Form))
				one.Gold = append(one.Gold, uint8(slices.Index(tags, Of(&d.Tokens[i]))))
			}
			out = append(out, one)
		}
	}
	return out
}

// Train learns from sentences with gold tags.
func Train(sents []Sentence, tags []Tag, o Settings) ([]model.Section, error) {
	l := &learner{
		perc: perceptron.NewTrainer(len(tags)), sure: sureWords(sents), rng: rand.New(rand.NewPCG(o.Seed, 3)), scores: make([]int32, len(tags)),
	}
	if o.Select > 0 {
		l.train(sents, o.Select)
		l.perc.Restart(o.Keep)
	}
	l.train(sents, o.Epochs)
	b, err := l.perc.Freeze(o.Prune)
	if err != nil {
		return nil, fmt.Errorf("tagger: %w", err)
	}
	t, err := table.Freeze(l.sure)
	return []model.Section{{Name: section, Data: b}, {Name: sectionSure, Data: t}}, err
}

type learner struct {
	perc   *perceptron.Trainer
	sure   map[uint64]uint16
	rng    *rand.Rand
	scores []int32
	buf    []uint64
}

func (l *learner) train(sents []Sentence, epochs int) {
	order := l.rng.Perm(len(sents))
	for range epochs {
		l.rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, i := range order {
			l.sentence(&sents[i])
		}
	}
}

func (l *learner) sentence(s *Sentence) {
	before, before2 := uint64(outside), uint64(outside)
	for i := range s.Words {
		best, ok := l.sure[s.Words[i].Form]
		if !ok {
			l.buf = features(s.Words, i, before, before2, l.buf[:0])
			l.perc.Score(l.buf, l.scores)
			best = uint16(perceptron.Best(l.scores))
			l.perc.Update(l.buf, int(s.Gold[i]), int(best))
		}
		before2, before = before, uint64(best)
	}
}

// A word is sure when it was seen often and nearly always with one tag: "the" is DET|DT.
const (
	sureSeen   = 20
	surePer10k = 9980
)

func sureWords(sents []Sentence) map[uint64]uint16 {
	counts := map[uint64]*[perceptron.MaxClasses]int32{}
	for _, s := range sents {
		for i, w := range s.Words {
			if counts[w.Form] == nil {
				counts[w.Form] = new([perceptron.MaxClasses]int32)
			}
			counts[w.Form][s.Gold[i]]++
		}
	}
	sure := map[uint64]uint16{}
	for form, c := range counts {
		best, total := perceptron.Best(c[:]), 0
		for _, n := range c {
			total += int(n)
		}
		if total >= sureSeen && int(c[best])*10_000 >= total*surePer10k {
			sure[form] = uint16(best)
		}
	}
	return sure
}
