package attribute

import (
	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/parse"
)

// peel takes apart what the parse has joined: a second act of the speaker that hangs on a verb of what he says. "She said the gates were
// shut and asked the council to wait": the gates don't ask, she does, and what she says ends before "and".
func (r *reader) peel() {
	for _, c := range r.found {
		r.onlyPoints(c)
	}
	for _, c := range r.found {
		if c.who == parse.NoHead || r.relative(c.who) || r.upos(c.who) == parse.PRON || c.source.End > c.cue.First || r.within[c.head] >= 0 {
			continue
		}
		for _, p := range r.found {
			if p == c || p.sentence != c.sentence || p.who == parse.NoHead || p.cue.First >= c.cue.First || r.within[p.head] >= 0 || !holds(p.content, r.doc.Span(c.cue)) ||
				!holds(p.content, r.doc.Tokens[c.who].Span) || !r.joined(c, p) {
				continue
			}
			r.cutBefore(p, c)
			c.who, c.source = p.who, p.source
			c.why("source: that of " + r.lemma(p.head) + ", which " + r.lemma(c.head) + " goes on")
			break
		}
	}
}

// onlyPoints cuts a content that only points back behind its pronoun: "rejected that | : the wire, it said, …", "denied this | on its site".
func (r *reader) onlyPoints(c *candidate) {
	if len(c.content) == 0 {
		return
	}
	w := r.tokens(c.content[0])
	if w.First+1 >= w.End || w.First < c.cue.End || r.within[w.First] >= 0 {
		return
	}
	switch r.form(w.First) {
	case "it", "that", "this", "him", "her", "them":
	default:
		return
	}
	if next := w.First + 1; r.punct(next, ":;.—–") || r.answers(c) && r.upos(w.First) == parse.PRON && r.upos(next) == parse.ADP {
		c.content = []tocsin.Span{r.doc.Tokens[w.First].Span}
		c.quoted, c.core = nil, w.First
	}
}

// joined reports whether a cue goes on from the one whose content it stands in: joined by "and" to a verb of that content, and done by
// nobody who could, or by the speaker where both are finite and of one tense and the words between can't do it.
func (r *reader) joined(c, p *candidate) bool {
	at := c.cue.First
	if !r.is(c.head, "conj") || r.subtree(c.who).First < r.tokens(p.content[0]).First {
		return false
	}
	if cc := r.doc.Child(c.head, "cc"); cc == parse.NoHead || cc >= at {
		return false
	}
	if r.doc.Tokens[c.head].XPOS != r.doc.Tokens[p.head].XPOS || c.cue.First < c.head && r.has(c.head, "aux") {
		return false
	}
	return !r.animate(c.who)
}

// animate reports whether a noun can speak: a person, a body, a people, a name.
func (r *reader) animate(i int) bool {
	if r.upos(i) == parse.PROPN || r.human(i) || r.role(i) != nil || bodies[r.lemma(i)] || r.document(i) {
		return true
	}
	for _, e := range r.cast.At(i) {
		if k := r.cast.Entities[e].Kind; k != tocsin.OtherKind && k != tocsin.PlaceKind {
			return true
		}
	}
	return false
}

// cutBefore ends a content before the "and" that leads to a cue.
func (r *reader) cutBefore(p, c *candidate) {
	first := c.cue.First
	if cc := r.doc.Child(c.head, "cc"); cc != parse.NoHead && cc < first {
		first = cc
	}
	for first > 0 && r.punct(first-1, ",") {
		first--
	}
	at := r.doc.Tokens[first].Span.Start
	p.content = r.without(p.content, tocsin.Span{Start: at, End: max(at+1, p.content[len(p.content)-1].End)})
}
