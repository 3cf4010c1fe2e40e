// Package parse scores a parse against a gold one by the measures of the CoNLL 2018 shared task on parsing
// from raw text (universaldependencies.org/conll18/evaluation.html).
//
// In: two lists of CoNLL-U sentences over the same characters. Out: counts and figures. It never aligns texts that
// differ, white space aside, and never looks at a file.
package parse

import (
	"fmt"
	"slices"
	"strings"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/parse/conllu"
)

// A Figure counts units: of the gold file, of the system's, and those that agree.
type Figure struct{ Gold, System, Right int }

// F1 is the harmonic mean of precision and recall, in percent; 0 where there is nothing to count.
func (f Figure) F1() float64 {
	if f.Gold+f.System == 0 {
		return 0
	}
	return 200 * float64(f.Right) / float64(f.Gold+f.System)
}

// A Score holds the measures. UFeats counts only the features of the shared task; LAS compares relations
// up to their colon, LASSub whole ones.
type Score struct {
	Tokens, Sentences, Words                     Figure
	UPOS, XPOS, UFeats, Lemmas, UAS, LAS, LASSub Figure
}

// Compare aligns system with gold and counts. Texts that differ give an error that says where and wraps
// tocsin.ErrInvalid.
func Compare(gold, system []*conllu.Sentence) (Score, error) {
	g, s := flatten(gold), flatten(system)
	if err := sameText(g.text, s.text); err != nil {
		return Score{}, err
	}
	score := Score{
		Tokens: spans(g.tokens, s.tokens), Sentences: spans(g.sents, s.sents),
		Words: Figure{len(g.words), len(s.words), align(g.words, s.words)},
	}
	for _, m := range [...]struct {
		into *Figure
		same func(g, s *word) bool
	}{
		{&score.UPOS, func(g, s *word) bool { return g.UPOS == s.UPOS }},
		{&score.XPOS, func(g, s *word) bool { return g.XPOS == s.XPOS }},
		{&score.UFeats, func(g, s *word) bool { return universal(g.Feats) == universal(s.Feats) }},
		{&score.Lemmas, func(g, s *word) bool { return g.Lemma == "_" || g.Lemma == s.Lemma }},
		{&score.UAS, sameHead},
		{&score.LAS, func(g, s *word) bool { return sameHead(g, s) && base(g.Rel) == base(s.Rel) }},
		{&score.LASSub, func(g, s *word) bool { return sameHead(g, s) && g.Rel == s.Rel }},
	} {
		*m.into = Figure{Gold: len(g.words), System: len(s.words)}
		for _, w := range g.words {
			if w.partner != nil && m.same(w, w.partner) {
				m.into.Right++
			}
		}
	}
	return score, nil
}

func base(rel string) string {
	b, _, _ := strings.Cut(rel, ":")
	return b
}

func sameHead(g, s *word) bool {
	if g.head == nil || s.head == nil {
		return g.head == nil && s.head == nil
	}
	return g.head.partner == s.head
}

// universalFeatures are the features that the shared task scores.
const universalFeatures = " PronType NumType Poss Reflex Foreign Abbr Gender Animacy Number Case Definite Degree VerbForm Mood Tense " +
	"Aspect Voice Evident Polarity Person Polite "

// universal returns the features that count, sorted.
func universal(feats string) string {
	var kept []string
	for f := range strings.SplitSeq(feats, "|") {
		if name, _, _ := strings.Cut(f, "="); strings.Contains(universalFeatures, " "+name+" ") {
			kept = append(kept, f)
		}
	}
	slices.Sort(kept)
	return strings.Join(kept, "|")
}

func sameText(g, s string) error {
	if g == s {
		return nil
	}
	n := 0
	for n < min(len(g), len(s)) && g[n] == s[n] {
		n++
	}
	return fmt.Errorf("the texts differ at byte %d of their characters: gold %q, system %q: %w",
		n, g[n:min(len(g), n+20)], s[n:min(len(s), n+20)], tocsin.ErrInvalid)
}

// spans counts the spans that both sides have.
func spans(g, s []tocsin.Span) Figure {
	seen := map[tocsin.Span]bool{}
	for _, x := range g {
		seen[x] = true
	}
	f := Figure{Gold: len(g), System: len(s)}
	for _, x := range s {
		if seen[x] {
			f.Right++
		}
	}
	return f
}
