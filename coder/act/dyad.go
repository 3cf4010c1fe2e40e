package act

import (
	"slices"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/parse"
)

// answer says which event two spans take part in: what the frames say, unless the votes are clearly for another type.
func (s *scene) answer(q tocsin.AskDyad) tocsin.Dyad {
	out, k := s.ruled(q)
	if s.votes == nil {
		return out
	}
	t := s.votes.count(func(take taker) { s.dyadFeatures(q, k, take) })
	typ, best := tocsin.PLOVER(""), t.best()
	if k >= 0 {
		typ = s.cands[k].typ
	}
	if best != 0 && tocsin.PLOVERTypes()[best-1] != typ && t[best]-t[max(0, classOf(typ))] >= s.votes.answer {
		return tocsin.Dyad{ID: q.ID, Type: string(tocsin.PLOVERTypes()[best-1])}
	}
	return out
}

// ruled answers by the frames alone, and names the candidate: first an event with the one among its actors and the
// other among its recipients, then one the other way round; then the type alone of the frame nearest to
// both on the path between them; then "none".
func (s *scene) ruled(q tocsin.AskDyad) (tocsin.Dyad, int) {
	best, rank := -1, 0
	for k := range s.cands {
		c := &s.cands[k]
		if !c.ok() {
			continue
		}
		if r := s.linked(c, q); r > rank || r == rank && best >= 0 && r > 0 && c.confidence > s.cands[best].confidence {
			best, rank = k, r
		}
	}
	if rank >= 2 {
		return tocsin.Dyad{ID: q.ID, Event: s.cands[best].event}, best
	}
	if k := s.onPath(q); k >= 0 {
		return tocsin.Dyad{ID: q.ID, Type: string(s.cands[k].typ)}, k
	}
	return tocsin.Dyad{ID: q.ID, Type: "none"}, -1
}

// linked ranks how an event joins the spans: 4 as asked and counting, 3 the other way round, 2 as asked
// but not counting, 0 not at all.
func (s *scene) linked(c *candidate, q tocsin.AskDyad) int {
	touches := func(ps []party, span tocsin.Span) bool {
		return slices.ContainsFunc(ps, func(p party) bool { return p.entity >= 0 && s.mentionSpan(p.tok).Overlaps(span) })
	}
	recipients := c.recipients
	if c.reciprocal {
		recipients = c.actors
	}
	asked := touches(c.actors, q.Source) && touches(recipients, q.Target)
	switch {
	case asked && c.realis.Counts():
		return 4
	case touches(c.actors, q.Target) && touches(recipients, q.Source) && c.realis.Counts():
		return 3
	case asked:
		return 2
	}
	return 0
}

func (s *scene) mentionSpan(tok int) tocsin.Span {
	if m := s.mentions[tok]; m >= 0 {
		return s.d.Span(s.d.Mentions[m].Range)
	}
	return s.d.Tokens[tok].Span
}

// onPath returns the candidate that governs both spans most closely: its subject side holds the
// source and its tree the target. A candidate that an outer one has taken in yields to it.
func (s *scene) onPath(q tocsin.AskDyad) int {
	src, dst := s.head(q.Source), s.head(q.Target)
	if src < 0 || dst < 0 {
		return -1
	}
	best, score := -1, 0
	for k := range s.cands {
		c := &s.cands[k]
		if s.d.Tokens[c.tok].Sent != s.d.Tokens[src].Sent && s.d.Tokens[c.tok].Sent != s.d.Tokens[dst].Sent {
			continue
		}
		if v := s.nearness(c, src, dst); v > score {
			best, score = k, v
		}
	}
	return best
}

// nearness scores a candidate for two nouns: who acts, who is below, whether it counts, and how deep it is.
func (s *scene) nearness(c *candidate, src, dst int) int {
	v := 1
	acts := func(i int) bool {
		subj := s.doer(c.tok)
		return subj >= 0 && (s.d.Within(i, subj) || s.d.Within(subj, i)) ||
			slices.ContainsFunc(c.actors, func(p party) bool { return p.entity >= 0 && s.d.Within(p.tok, i) })
	}
	top := c.tok
	if h := s.host(c.tok); h >= 0 {
		top = h
	}
	below := s.d.Within(dst, top)
	switch {
	case acts(src) && below:
		v += 40
	case acts(src):
		v += 24
	case acts(dst) && s.d.Within(src, top):
		v += 20
	case below && s.d.Within(src, top):
		v += 12
	case below:
		v += 6
	}
	if c.consumed {
		v -= 8
	}
	if s.d.Tokens[c.tok].UPOS == parse.NOUN && top == c.tok {
		v -= 4
	}
	if c.realis.Counts() {
		v += 4
	}
	if c.typ == "" {
		return 0
	}
	return max(1, v)
}

// head returns the token of a span whose own head lies outside it.
func (s *scene) head(span tocsin.Span) int {
	r := s.d.TokenRange(span)
	for i := r.First; i < r.End; i++ {
		if h := s.d.Tokens[i].Head; (h < r.First || h >= r.End) && s.d.Tokens[i].UPOS != parse.PUNCT && s.d.Tokens[i].UPOS != parse.ADP && s.d.Tokens[i].UPOS != parse.DET {
			return i
		}
	}
	if r.First < r.End {
		return r.First
	}
	return parse.NoHead
}

// dyadFeatures hands over what the classifier knows of two spans: the answer by the frames, who the two are, the words on the
// path between them and in the sentence.
func (s *scene) dyadFeatures(q tocsin.AskDyad, k int, take taker) {
	d := s.d
	answer := "none"
	if k >= 0 {
		c := &s.cands[k]
		answer = string(c.typ)
		take("asked-word", answer, s.word(c.tok))
		take("asked-code", string(c.cameo), "")
		take("asked-realis", answer, string(c.realis))
	}
	take("asked", answer, "")
	src, dst := s.head(q.Source), s.head(q.Target)
	if src < 0 || dst < 0 {
		return
	}
	take("asked-source", s.class(src), "")
	take("asked-target", answer, s.class(dst))
	take("asked-target-word", d.Tokens[dst].Lemma, "")
	for _, i := range [...]int{src, dst} {
		side := "up"
		if i == dst {
			side = "down"
		}
		for depth := 0; i >= 0 && depth < maxDepth; depth++ {
			if i = d.Tokens[i].Head; i >= 0 {
				take("asked-"+side, s.word(i), "")
				take("asked-"+side+"-frame", s.frameName(i), "")
				if p := d.Child(i, "aux"); p >= 0 {
					take("asked-aux", d.Tokens[p].Lemma, answer)
				}
			}
		}
	}
	sent := d.Sents[d.Tokens[src].Sent]
	for j := sent.First; j < sent.End; j++ {
		if u := d.Tokens[j].UPOS; !s.named[j] && (u == parse.NOUN || u == parse.VERB || u == parse.ADJ) {
			take("asked-near", d.Tokens[j].Lemma, "")
		}
	}
}
