package attribute

import (
	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
)

// noun makes a candidate of a noun of saying or thinking: with a light verb ("voiced concern about"), with a possessor
// ("the mayor’s promise to"), or alone ("calls for").
func (r *reader) noun(n int) *candidate {
	e := r.entryOf(n, "N")
	if e == nil || r.is(n, "compound", "nmod:tmod", "obl:tmod", "appos") {
		return nil
	}
	if r.wayOfSaying(n) {
		return nil
	}
	c := &candidate{head: n, entry: e, who: parse.NoHead, core: parse.NoHead, cue: parse.Range{First: n, End: n + 1}}
	v := r.head(n)
	light := v >= 0 && v < n && n-v <= 6 && r.is(n, "obj") && r.upos(v) == parse.VERB && r.light(v)
	poss := r.doc.Child(n, "nmod:poss")
	switch {
	case light:
		s := r.subject(v)
		c.cue = r.verbCue(v, s.upper)
		c.cue.End = n + 1
		c.who = s.head
		c.why("cue " + r.lemma(v) + " + " + r.lemma(n) + " (" + e.Where + ")")
	case poss != parse.NoHead && poss < n:
		c.who = poss
		c.cue.First = r.afterPossessor(poss, n)
		c.why("cue " + r.lemma(n) + " with possessor (" + e.Where + ")")
	default:
		c.cue.First = r.nounStart(n)
		c.why("cue " + r.lemma(n) + " (" + e.Where + ")")
	}
	if !r.nounContent(c) {
		return nil
	}
	switch {
	case c.who != parse.NoHead && light:
		c.source = r.phrase(c.who, c.cue, false)
		c.score += 0.1
	case c.who != parse.NoHead:
		c.source = r.possessor(c.who, n)
	default:
		c.score -= 0.15
	}
	if c.who == parse.NoHead {
		r.nounAgent(c)
	}
	return c
}

// wayOfSaying: in "said in a statement that" the noun is how it was said; the verb is the cue.
func (r *reader) wayOfSaying(n int) bool {
	v, m := r.head(n), r.case_(n)
	if v < 0 || v > n || m == parse.NoHead || m > n || !channels[r.lemma(n)] || !r.is(n, "obl", "nmod") {
		return false
	}
	e := r.entry(v)
	return e != nil && reports(e.Class) && (r.form(m) == "in" || r.form(m) == "on" || r.form(m) == "during")
}

// light reports whether a verb lends itself to a noun of saying. A verb that is a cue with an object of its own counts too:
// "repeated his demand", "rejected the claim that" is a denial of its own and stays with the verb.
func (r *reader) light(v int) bool {
	e := r.entry(v)
	return e != nil && e.Class == lexicon.CueLight || r.lemma(v) == "have"
}

// nounStart takes adjectives before a bare noun into the cue, not the article.
func (r *reader) nounStart(n int) int {
	first := n
	for first > r.sent(n).First && r.head(first-1) == n && r.is(first-1, "amod") {
		first--
	}
	return first
}

// afterPossessor returns where the cue begins behind "the mayor’s".
func (r *reader) afterPossessor(poss, n int) int {
	i := poss + 1
	for i < n && (r.within[i] == r.within[n]) && r.is(i, "case") {
		i++
	}
	return i
}

// possessor is the possessor's phrase with its mark: "the mayor’s".
func (r *reader) possessor(poss, n int) parse.Range {
	sub := r.subtree(poss)
	sub.End = min(sub.End, n)
	return parse.Range{First: sub.First, End: max(sub.End, poss+1)}
}

// nounAgent finds "criticism from the union", "the promise by the mayor".
func (r *reader) nounAgent(c *candidate) {
	for _, k := range r.doc.Children(c.head) {
		m := r.case_(k)
		if k < c.head || m == parse.NoHead || !r.is(k, "nmod", "obl") || r.form(m) != "by" && r.form(m) != "from" {
			continue
		}
		if r.doc.Span(r.subtree(k)).Overlaps(cover(c.content)) {
			continue
		}
		c.who = k
		c.source = r.phrase(k, c.cue, true)
		c.score += 0.1
		c.why("source: by")
		return
	}
}

func cover(s []tocsin.Span) tocsin.Span {
	out := s[0]
	for _, p := range s[1:] {
		out = out.Cover(p)
	}
	return out
}

// nounContent takes the clause, infinitive or prepositional phrase of a noun.
func (r *reader) nounContent(c *candidate) bool {
	e, n := c.entry, c.head
	end := r.sent(n).End
	if i := n + 1; e.Takes("t") && i+1 < end && r.form(i) == "that" && r.upos(i+1) != parse.AUX && r.hasFinite(i+1, end) && (c.cue.First < n || r.doc.Tokens[i].XPOS == "IN") && r.upos(i+1) != parse.ADV {
		if k := r.below(i, n); k == parse.NoHead || r.subtree(k).First >= i {
			v := n
			if h := r.head(n); h >= c.cue.First && h < n {
				v = h
			}
			return r.give(c, "clause of noun", 0.55, parse.Range{First: i, End: r.nounClauseEnd(n, v, i, end)})
		}
	}
	for _, k := range r.doc.Children(n) {
		if k < n || !r.is(k, "acl", "ccomp", "xcomp", "advcl") || r.rel(k) == "acl:relcl" && !r.thatClause(k) {
			continue
		}
		switch {
		case r.infinitive(k) && e.Takes("i"):
			return r.take(c, "infinitive of noun", 0.5, k)
		case !r.infinitive(k) && r.doc.Tokens[k].XPOS != "VBG" && r.doc.Tokens[k].XPOS != "VBN" && e.Takes("t"):
			return r.take(c, "clause of noun", 0.55, k)
		}
	}
	if e.Takes("p") && r.prepositional(c) {
		return true
	}
	return e.Takes("p") && r.verbPhrase(c)
}

// nounClauseEnd is where the that-clause of a noun ends: the clause of a light verb goes on to the end of its sentence, that
// of a subject stops before the verb of the sentence.
func (r *reader) nounClauseEnd(n, v, first, end int) int {
	if v != n {
		return r.clauseEnd(v, first, end)
	}
	if k := r.below(first, n); k != parse.NoHead {
		return max(first+1, r.subtree(k).End)
	}
	return end
}

// verbPhrase: the parser hung the phrase on the light verb: "voiced his worries on Friday regarding the harvest".
func (r *reader) verbPhrase(c *candidate) bool {
	v := r.head(c.head)
	if v < 0 || c.cue.First > v {
		return false
	}
	for _, k := range r.doc.Children(v) {
		if k < c.head || !r.is(k, "obl", "advcl", "nmod") {
			continue
		}
		m := r.case_(k)
		if m == parse.NoHead || m > k || !c.entry.TakesPreposition(r.form(m)) {
			continue
		}
		if m == c.cue.End {
			c.cue.End = m + 1
		}
		if r.take(c, "preposition "+r.form(m), 0.5, k) {
			c.content = r.dropCase(c.content, m)
			return true
		}
	}
	return false
}

// thatClause reports whether a clause begins with "that" and has a subject besides: no relative clause.
func (r *reader) thatClause(k int) bool {
	m := r.doc.Child(k, "mark")
	return m != parse.NoHead && r.form(m) == "that"
}

// adjective makes a candidate of an adjective of thinking or feeling with its copula: "is confident that", "was wary of".
func (r *reader) adjective(a int) *candidate {
	e := r.entry(a)
	if e == nil || r.is(a, "amod") && !r.has(a, "cop") {
		return nil
	}
	c := &candidate{head: a, entry: e, who: r.doc.Child(a, "nsubj"), core: parse.NoHead, cue: parse.Range{First: a, End: a + 1}}
	c.why("cue " + r.lemma(a) + " (" + e.Where + ")")
	cop := r.doc.Child(a, "cop")
	if v := r.head(a); cop == parse.NoHead && v >= 0 && v < a && r.is(a, "xcomp") && r.upos(v) == parse.VERB { // "feels sure that"
		cop = v
		c.who = r.ownSubject(v)
	}
	for i := a - 1; i >= r.sent(a).First; i-- {
		if h := r.head(i); i != cop && (h != a && h != cop || !r.is(i, "aux", "cop", "advmod") || r.asks(i)) {
			break
		}
		c.cue.First = i
	}
	if c.who != parse.NoHead && (r.form(c.who) == "it" || r.form(c.who) == "there" || r.form(c.who) == "what") {
		return nil
	}
	for _, k := range r.doc.Children(a) {
		if k < a || !r.is(k, "ccomp", "xcomp", "advcl", "acl") {
			continue
		}
		inf := r.infinitive(k)
		if inf && e.Takes("i") && r.take(c, "infinitive of adjective", 0.5, k) || !inf && r.is(k, "ccomp") && e.Takes("t") && r.take(c, "clause of adjective", 0.6, k) {
			break
		}
	}
	if len(c.content) == 0 && !(e.Takes("p") && r.prepositional(c)) {
		return nil
	}
	if c.who != parse.NoHead {
		c.source = r.phrase(c.who, c.cue, false)
	} else if cop == parse.NoHead && r.is(a, "acl") && r.head(a) >= 0 {
		c.who = r.head(a) // "people aware of the plan"
		c.source = r.phrase(c.who, c.cue, true)
	}
	return c
}

// according makes a candidate of "according to": what follows is the source, the clause around it the content.
func (r *reader) according(i int) *candidate {
	if i+1 >= r.sent(i).End || r.form(i+1) != "to" {
		return nil
	}
	c := &candidate{head: i, cue: parse.Range{First: i, End: i + 2}, who: parse.NoHead, core: parse.NoHead, score: 0.9}
	c.entry = r.lex.Cue("say", "V")
	c.why("cue according to")
	if i == r.sent(i).First && r.leading(c) {
		return c
	}
	for h := r.head(i); h >= 0; h = r.head(h) {
		if h > i {
			c.who = h
			break
		}
	}
	if c.who == parse.NoHead || c.who >= r.sent(i).End {
		return nil
	}
	c.source = r.phrase(c.who, c.cue, true)
	if c.source.First != i+2 {
		c.source.First = i + 2
	}
	if s := r.sent(i); i > s.First+1 && r.punct(i-1, ",") && r.onlyMarks(c.source.End, s.End) && r.hasFinite(s.First, i) {
		// At the end of its sentence it covers all of it, "said" included: "Half of them said no, according to the poll".
		r.tails = append(r.tails, parse.Range{First: i - 1, End: c.source.End})
		r.give(c, "sentence before", 0.9, parse.Range{First: s.First, End: i - 1})
		return c
	}
	r.clauseAround(c)
	return c
}

// inPoll makes a candidate of "In a new poll, half of the voters …": the poll is the source of the clause behind it.
func (r *reader) inPoll(i int) *candidate {
	h := r.head(i)
	if i != r.sent(i).First || h < i || r.lemma(h) != "poll" && r.lemma(h) != "survey" {
		return nil
	}
	c := &candidate{head: i, cue: parse.Range{First: i, End: i + 1}, who: parse.NoHead, core: parse.NoHead, entry: r.lex.Cue("say", "V")}
	c.why("cue in a poll")
	if !r.leading(c) {
		return nil
	}
	c.who = h
	return c
}

// leading reads "According to X, a Y, the clause": the source goes up to the first comma behind which a clause of its own
// begins, whatever the parse made of the apposition.
func (r *reader) leading(c *candidate) bool {
	s := r.sent(c.head)
	for p := c.cue.End + 1; p < s.End-1; p++ {
		if !r.punct(p, ",") || r.within[p] != r.within[c.head] && r.quoteMark(p+1) < 0 {
			continue
		}
		next := p + 1
		for next < s.End && !r.punct(next, ",") {
			next++
		}
		if r.relative(p+1) || r.doc.Tokens[p+1].XPOS == "WRB" || r.doc.Tokens[p+1].XPOS == "VBG" || !r.hasFinite(p+1, next) {
			continue
		}
		c.source = parse.Range{First: c.cue.End, End: p}
		c.who = r.top(c.source.First, c.source.End)
		return r.give(c, "clause after", 0.9, parse.Range{First: p + 1, End: s.End})
	}
	return false
}

// clauseAround makes the rest of the clause the content of a bracket such as ", according to the ministry,".
func (r *reader) clauseAround(c *candidate) {
	s := r.sent(c.head)
	hole := r.aside(c)
	h := r.head(c.who)
	for h >= 0 && !r.verbal(h) && r.head(h) >= 0 {
		h = r.head(h)
	}
	sub := parse.Range{First: s.First, End: s.End}
	if h >= 0 && h >= s.First && h < s.End {
		sub = r.subtree(h)
		c.core = h
		if r.is(h, "acl", "advcl") && !r.has(h, "nsubj") {
			sub = parse.Range{First: s.First, End: s.End}
		}
	}
	for _, p := range [2]parse.Range{{First: sub.First, End: min(sub.End, hole.First)}, {First: max(sub.First, hole.End), End: sub.End}} {
		if p.First < p.End {
			c.content = append(c.content, r.doc.Span(p))
		}
	}
	c.why("content: clause around")
}

// hearsay makes a candidate of "reportedly", "allegedly": somebody said so, nobody is named.
func (r *reader) hearsay(i int) *candidate {
	switch r.form(i) {
	case "reportedly", "allegedly", "supposedly", "purportedly":
	default:
		return nil
	}
	h := r.head(i)
	if h < 0 {
		return nil
	}
	c := &candidate{head: i, cue: parse.Range{First: i, End: i + 1}, who: parse.NoHead, core: h, score: 0.5, entry: r.lex.Cue("report", "V")}
	c.why("cue " + r.form(i))
	sub := r.subtree(h)
	if r.upos(h) == parse.ADJ || r.upos(h) == parse.NOUN {
		sub = r.subtree(h)
	}
	for _, p := range [2]parse.Range{{First: sub.First, End: i}, {First: i + 1, End: sub.End}} {
		if p.First < p.End {
			c.content = append(c.content, r.doc.Span(p))
		}
	}
	return c
}

// top returns the token of a range whose head lies outside it.
func (r *reader) top(first, end int) int {
	for i := first; i < end; i++ {
		if h := r.head(i); (h < first || h >= end) && r.upos(i) != parse.PUNCT {
			return i
		}
	}
	return first
}
