package attribute

import (
	"cmp"
	"slices"
	"strings"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/parse"
)

// adopt puts what the model found in the place of what the rules found. Candidates of the rules inside its contents stay:
// the model knows only the outermost attributions.
func (v *view) adopt(all []found) {
	out := make([]*candidate, 0, len(all))
	for n := range all {
		out = append(out, v.candidate(&all[n]))
	}
	for _, c := range v.found {
		cue := v.doc.Span(c.cue)
		bare := c.who == parse.NoHead && v.upos(c.head) == parse.NOUN // "rejected | offers of talks": nobody's words
		inside := !bare && slices.ContainsFunc(out[:len(all)], func(p *candidate) bool { return holds(p.content, cue) })
		if inside || v.besides(c, out[:len(all)]) {
			out = append(out, c)
		}
	}
	slices.SortStableFunc(out, func(a, b *candidate) int { return cmp.Compare(a.cue.First, b.cue.First) })
	v.found = out
}

// leastAlone is the score from which a candidate of the rules stands without the model: of such ones an annotator marks three in five.
const leastAlone = 0.75

// besides reports whether a candidate of the rules has a source, and no word in common with what the model found.
func (v *view) besides(c *candidate, adopted []*candidate) bool {
	if c.who == parse.NoHead || c.score < leastAlone {
		return false
	}
	cue := v.doc.Span(c.cue)
	for _, p := range adopted {
		if p.head == c.head || v.doc.Span(p.cue).Overlaps(cue) || overlapsAny(p.content, cue) || slices.ContainsFunc(c.content, func(s tocsin.Span) bool { return overlapsAny(p.content, s) || s.Overlaps(v.doc.Span(p.cue)) }) {
			return false
		}
	}
	return true
}

// candidate makes one of what the model found. What else the rules know of the same cue is kept.
func (v *view) candidate(f *found) *candidate {
	rule := v.rule[f.head]
	if rule != nil && f.lead == settled {
		return rule
	}
	c := &candidate{who: parse.NoHead, core: parse.NoHead}
	if rule != nil {
		*c = *rule
		c.trace = slices.Clone(rule.trace)
	} else {
		c.why("cue " + v.lemma(f.head))
	}
	c.head, c.cue, c.source, c.content, c.quoted = f.head, f.cue, f.source, nil, nil
	c.sentence, c.learned, c.score = v.doc.Tokens[f.head].Sent, true, chance(f.lead)
	if c.entry == nil {
		c.entry = v.entry(f.head)
	}
	if c.entry == nil {
		c.entry = v.lex.Cue("say", "V")
	}
	if c.who < f.source.First || c.who >= f.source.End {
		c.who = parse.NoHead
		if f.source.First < f.source.End {
			c.who = v.top(f.source.First, f.source.End)
		}
	}
	for _, p := range f.content {
		c.content = append(c.content, v.doc.Span(p))
	}
	c.content = v.withoutTails(c)
	if len(c.content) == 0 {
		c.content = []tocsin.Span{v.doc.Span(f.content[0])}
	}
	if c.core == parse.NoHead {
		c.core = v.top(f.content[0].First, f.content[0].End)
	}
	v.carryOn(c, rule)
	for q := range v.quotes {
		if !v.quotes[q].nested && slices.ContainsFunc(c.content, v.quotes[q].span.Overlaps) {
			c.quoted = append(c.quoted, q)
		}
	}
	c.why(v.agreement(f, rule) + "; it rests on " + f.groups)
	return c
}

// carryOn adds the quotations of a rule's candidate in other paragraphs: the model sees one paragraph at a time.
func (v *view) carryOn(c, rule *candidate) {
	if rule == nil {
		return
	}
	for _, q := range rule.quoted {
		if n := v.doc.Tokens[v.tokens(v.quotes[q].span).First].Sent; v.para[n] != v.para[c.sentence] {
			c.content = append(c.content, v.quotes[q].span)
		}
	}
	slices.SortFunc(c.content, func(a, b tocsin.Span) int { return a.Start - b.Start })
}

// agreement tells, for the trace, what the rules say of what the model found.
func (v *view) agreement(f *found, rule *candidate) string {
	if rule == nil {
		return "model: the rules see no cue"
	}
	var same, other []string
	put := func(part string, ok bool) {
		if ok {
			same = append(same, part)
		} else {
			other = append(other, part)
		}
	}
	put("cue", rule.cue == f.cue)
	put("source", rule.source == f.source)
	content := v.settled(rule).content
	put("content", slices.Equal(content, f.content))
	switch {
	case len(other) == 0:
		return "model: as the rules"
	case len(same) == 0:
		return "model: against the rules"
	}
	return "model: " + strings.Join(same, " and ") + " as the rules, " + strings.Join(other, " and ") + " otherwise"
}

// chance is the share of cues of about this lead that an annotator marked too, measured on PolNeAR's development part.
func chance(lead float32) float64 {
	switch {
	case lead > 6:
		return 0.97
	case lead > 4:
		return 0.95
	case lead > 3:
		return 0.87
	case lead > 2:
		return 0.83
	case lead > 1:
		return 0.70
	case lead > 0:
		return 0.63
	}
	return 0.50
}
