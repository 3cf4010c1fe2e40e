package token

import (
	"math/rand/v2"
	"unicode/utf8"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/parse"
	"github.com/tocsin-desk/tocsin/parse/model"
	"github.com/tocsin-desk/tocsin/parse/perceptron"
)

// Settings of a training.
type Settings struct {
	Epochs int
	Prune  float64 // smallest weight kept, in updates
	Seed   uint64
}

// Train learns from docs that carry gold tokens.
func Train(docs []*parse.Doc, o Settings) ([]model.Section, error) {
	split, fused := perceptron.NewTrainer(2), perceptron.NewTrainer(maxTail+1)
	rng := rand.New(rand.NewPCG(o.Seed, 1))
	order := rng.Perm(len(docs))
	for range o.Epochs {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, i := range order {
			tokens := Gold(docs[i])
			learnSplits(split, docs[i].Text, tokens)
			learnFused(fused, docs[i].Text, tokens)
		}
	}
	s, err := split.Freeze(o.Prune)
	if err != nil {
		return nil, err
	}
	f, err := fused.Freeze(o.Prune)
	return []model.Section{{Name: sectionSplit, Data: s}, {Name: sectionFused, Data: f}}, err
}

// Gold returns the surface tokens of a doc. A fused token whose words don't spell it is left whole; one of
// three words is cut before its last.
func Gold(d *parse.Doc) []Token {
	var out []Token
	fused := d.Fused
	for i := 0; i < len(d.Tokens); {
		if len(fused) == 0 || fused[0].First != i {
			out = append(out, Token{Span: d.Tokens[i].Span})
			i++
			continue
		}
		t := Token{Span: d.Span(fused[0])}
		if last := d.Tokens[fused[0].End-1].Span; last != t.Span {
			t.Cut = last.Start
		}
		i, fused = fused[0].End, fused[1:]
		out = append(out, t)
	}
	return out
}

// learnSplits asks for a token end at every boundary of atoms and corrects wrong answers; the present
// token always begins where the treebank says.
func learnSplits(p *perceptron.Trainer, text string, gold []Token) {
	s := scorer{text: text}
	scores := make([]int32, 2)
	next := 0 // first gold token that ends behind the present boundary
	runs(text, func(start, end int) {
		s.run(atoms(text, start, end, nil))
		for i := 1; i < len(s.atoms); i++ {
			at := s.atoms[i].start
			for next < len(gold) && gold[next].Span.End < at {
				next++
			}
			want := 0
			if next < len(gold) && gold[next].Span.End == at {
				want = 1
			}
			features := s.features(i)
			p.Score(features, scores)
			p.Update(features, want, perceptron.Best(scores))
			if want == 1 {
				s.first = i
			}
		}
	})
}

func learnFused(p *perceptron.Trainer, text string, gold []Token) {
	scores := make([]int32, maxTail+1)
	w := window{text: text, tokens: gold}
	for i, t := range gold {
		if !mayFuse(t.Span.Of(text)) {
			continue
		}
		want := 0
		if t.Cut > 0 {
			want = utf8.RuneCountInString(tocsin.Span{Start: t.Cut, End: t.Span.End}.Of(text))
		}
		if want > maxTail {
			want = 0
		}
		features := w.features(i)
		p.Score(features, scores)
		p.Update(features, want, perceptron.Best(scores))
	}
}
