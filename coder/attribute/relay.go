package attribute

import (
	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/parse"
)

// quotedAs makes a candidate of "X was quoted (by Y) as saying that": X speaks, and Y, who quotes him, carries it.
func (r *reader) quotedAs(v int) *candidate {
	if l := r.lemma(v); l != "quote" && l != "cite" || !r.passive(v) {
		return nil
	}
	end, as := r.sent(v).End, v+1
	for as < end && as < v+maxGap && r.form(as) != "as" && r.upos(as) != parse.VERB {
		as++
	}
	if as+2 >= end || r.form(as) != "as" || r.doc.Tokens[as+1].XPOS != "VBG" || r.entry(as+1) == nil || !r.entry(as+1).Takes("sqt") {
		return nil
	}
	c := &candidate{head: v, entry: r.entry(as + 1), core: parse.NoHead, sure: true}
	c.why("cue " + r.lemma(v) + " as " + r.form(as+1) + " (" + c.entry.Where + ")")
	c.cue = r.verbCue(v, v)
	if as == c.cue.End {
		c.cue.End = as + 2
	}
	if c.who = r.doc.Child(v, "nsubj:pass", "nsubj"); c.who == parse.NoHead && r.is(v, "acl") {
		c.who = r.head(v)
	}
	if c.who != parse.NoHead {
		c.source = r.phrase(c.who, c.cue, false)
	}
	if by := r.agent(v); by != parse.NoHead && by < as {
		c.carrier = append(c.carrier, r.hop(by))
		c.why("carried by " + r.doc.Tokens[by].Form)
	}
	r.taken[as+1] = true
	r.give(c, "clause", 0.9, parse.Range{First: as + 2, End: r.clauseEnd(v, as+2, end)})
	return c
}

// withoutTails is the content of a candidate without the tails that follow its cue.
func (r *reader) withoutTails(c *candidate) []tocsin.Span {
	out := c.content
	for _, t := range r.tails {
		if c.cue.End <= t.First {
			out = subtract(out, r.doc.Span(t))
		}
	}
	return out
}

// naming: "…, Fars reported |, citing Interfax": whom somebody relies on, at the end of a sentence, is no part of what he
// says.
func (r *reader) naming(i int) {
	s := r.sent(i)
	if f := r.form(i); f != "citing" && f != "quoting" || !r.punct(i-1, ",") || r.within[i] >= 0 {
		return
	}
	end := i + 1
	for end < s.End && !r.punct(end, ".;") {
		if r.upos(end) == parse.VERB || r.upos(end) == parse.AUX {
			return
		}
		end++
	}
	r.tails = append(r.tails, parse.Range{First: i - 1, End: end})
}
