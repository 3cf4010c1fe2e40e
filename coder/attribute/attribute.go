// Package attribute finds out who is reported to say, think, promise or demand what, and through whom it reached us.
//
// In: a parsed text, the cast of the article, the lexicon with its cues, the article itself, a trained model. Out: statements
// with source, cue, content, speaker, kind and the chain of attribution, each with the rules and decisions that made it: rules
// propose, the model takes, corrects or drops (README.md).
// It never judges whether a statement is true, never names a speaker it isn't sure of, and never changes its input.
package attribute

import (
	"cmp"
	"slices"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/coder/actor"
	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
)

// Find returns the statements of an article in the order of their first words. Spans count bytes of the text. Without a
// model, or where the network has not read the text, the rules work alone.
func Find(d *parse.Doc, cast *actor.Cast, lex *lexicon.Set, a *tocsin.Article, m *Model) []tocsin.Statement {
	return find(d, cast, lex, a, m).statements()
}

// find reads an article as far as source, cue, content and what stands in what.
func find(d *parse.Doc, cast *actor.Cast, lex *lexicon.Set, a *tocsin.Article, m *Model) *reader {
	r := rules(d, cast, lex, a)
	if m != nil && len(d.Vectors) > 0 {
		v := newView(r)
		v.adopt(m.decide(v))
	}
	if m != nil {
		r.kinds = m.kinds
	}
	r.peel()
	r.carriers()
	r.nest()
	return r
}

// KindExamples are the statements of an article as the classifier of kinds sees them. It is for training.
func KindExamples(d *parse.Doc, cast *actor.Cast, lex *lexicon.Set, a *tocsin.Article, m *Model) []KindExample {
	r := find(d, cast, lex, a, m)
	var out []KindExample
	for _, s := range r.statements() {
		for _, c := range r.found {
			if c.id == s.ID {
				out = append(out, KindExample{Source: s.Source, Cue: s.Cue, Content: s.Content, Features: c.features})
			}
		}
	}
	return out
}

// rules reads an article by the rules alone, as far as source, cue and content.
func rules(d *parse.Doc, cast *actor.Cast, lex *lexicon.Set, a *tocsin.Article) *reader {
	r := newReader(d, cast, lex, a)
	r.takeTurns()
	for _, s := range d.Sents {
		if s.Kind.Reported() {
			r.sentence(s)
		}
	}
	r.attachQuotes()
	r.settle()
	return r
}

// maxPerSentence bounds the statements of one sentence, and with it how deep one can stand in another: "he said that"
// a thousand times over is no report. The longest lists of real news have a third of it.
const maxPerSentence = 64

// sentence collects the candidates of one sentence. Nouns and adjectives come first, because they take the verb that
// carries them with them: "voiced concern" is one cue.
func (r *reader) sentence(s parse.Sentence) {
	first := len(r.found)
	for i := s.First; i < s.End; i++ {
		switch r.upos(i) {
		case parse.NOUN, parse.PROPN:
			r.add(r.noun(i))
		case parse.ADJ:
			r.add(r.adjective(i))
		}
	}
	for i := s.First; i < s.End; i++ {
		r.naming(i)
		switch {
		case r.taken[i]:
		case r.form(i) == "according":
			r.add(r.according(i))
		case r.upos(i) == parse.VERB || r.upos(i) == parse.AUX:
			if c := r.quotedAs(i); c != nil {
				r.add(c)
			} else {
				r.add(r.verb(i))
			}
		case r.upos(i) == parse.ADV:
			r.add(r.hearsay(i))
		case r.form(i) == "in":
			r.add(r.inPoll(i))
		case r.form(i) == ":":
			r.add(r.colon(i))
		case r.punct(i, "—–―-"):
			r.add(r.signature(i))
		}
	}
	slices.SortStableFunc(r.found[first:], func(a, b *candidate) int { return cmp.Compare(a.head, b.head) })
	r.found = r.found[:min(len(r.found), first+maxPerSentence)]
}

func (r *reader) add(c *candidate) {
	if c == nil {
		return
	}
	c.sentence = r.doc.Tokens[c.head].Sent
	for i := c.cue.First; i < c.cue.End; i++ {
		r.taken[i] = true
	}
	r.found = append(r.found, c)
}

// says reports whether a content says anything: not the speaker over again, nor a bare pronoun ("asked it to condemn it").
func (r *reader) says(c *candidate) bool {
	if len(c.content) > 1 {
		return true
	}
	g := r.doc.TokenRange(c.content[0])
	for i := g.First; i < g.End; i++ {
		switch {
		case r.upos(i) == parse.PUNCT:
		case r.upos(i) == parse.PRON && (r.form(i) == "it" || r.form(i) == "them" || r.form(i) == "him" || r.form(i) == "her") && !r.answers(c):
		default:
			return c.source.End == 0 || !r.doc.Span(c.source).Contains(c.content[0])
		}
	}
	return false
}

// answers reports whether a cue says something of "it": "denied it", "contradicted him".
func (r *reader) answers(c *candidate) bool {
	switch c.entry.Class {
	case lexicon.CueDeny, lexicon.CueOppose, lexicon.CueSupport:
		return true
	}
	return r.lemma(c.head) == "doubt" || r.negatedCue(c) && c.entry.Class == lexicon.CueThink
}

// settle cuts contents around their own cue and source, and leaves out what has no content.
func (r *reader) settle() {
	keep := r.found[:0]
	for _, c := range r.found {
		c.content = r.withoutTails(c)
		c.content = r.tidy(c)
		if len(c.content) > 0 && r.says(c) {
			keep = append(keep, c)
		}
	}
	r.found = keep
	slices.SortStableFunc(r.found, func(a, b *candidate) int { return cmp.Compare(a.cue.First, b.cue.First) })
}
