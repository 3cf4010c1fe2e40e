package act

import (
	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/coder/actor"
	"github.com/tocsin-desk/tocsin/coder/where"
	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
)

// An Example is a word that the classifier is asked about, as the frames alone read it. It is for training.
type Example struct {
	Span     tocsin.Span
	Near     []tocsin.Span // the words around it by which others may name its event: "imposed a curfew", "the bombing killed nine"
	Frame    tocsin.PLOVER // "" for a word that no frame makes an event
	CAMEO    tocsin.CAMEO  // of its event
	Events   bool          // an event that counts comes of it
	Dyad     bool          // it is no word, but what the article asks about
	Features []string
}

// Examples returns the words of a text that the classifier is asked about. It is for training.
func Examples(d *parse.Doc, cast *actor.Cast, places *where.Map, sts []tocsin.Statement, lex *lexicon.Set, a *tocsin.Article) []Example {
	s := read(d, cast, places, sts, lex, nil, a)
	var out []Example
	for i := range d.Tokens {
		if !s.votable(i) {
			continue
		}
		e := Example{Span: d.Tokens[i].Span, Near: s.neighbours(i)}
		if f := s.senses[i].frame; f != nil {
			e.Frame = f.Type
		}
		if k := s.byTok[i]; k >= 0 {
			e.CAMEO = s.cands[k].cameo
			e.Events = s.cands[k].ok() && s.cands[k].realis.Counts()
		}
		s.features(i, func(kind, a, b string) { e.Features = append(e.Features, FeatureName(kind, a, b)) })
		out = append(out, e)
	}
	if a.Ask == nil {
		return out
	}
	for _, q := range a.Ask.Dyads {
		e := Example{Dyad: true}
		_, k := s.ruled(q)
		if k >= 0 {
			e.Frame = s.cands[k].typ
		}
		s.dyadFeatures(q, k, func(kind, a, b string) { e.Features = append(e.Features, FeatureName(kind, a, b)) })
		out = append(out, e)
	}
	return out
}

// neighbours returns the spans of the words that a word hangs together with: its head where that only carries it, and its arguments.
func (s *scene) neighbours(i int) []tocsin.Span {
	out := []tocsin.Span{}
	add := func(j int) {
		if j >= 0 {
			out = append(out, s.d.Tokens[j].Span)
		}
	}
	add(s.host(i))
	add(s.object(i))
	add(s.doer(i))
	add(s.senses[i].inner)
	for _, c := range s.d.Children(i) {
		switch s.d.Tokens[c].Rel.Base() {
		case "obj", "obl", "nmod", "xcomp", "compound", "nsubj", "advcl", "ccomp":
			add(c)
		}
	}
	return out
}
