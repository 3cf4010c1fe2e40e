package attribute

import (
	"slices"
	"strings"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/parse"
)

// take makes the subtrees of some tokens the content. Two that touch, or that only a comma parts, become one piece.
func (r *reader) take(c *candidate, rule string, score float64, heads ...int) bool {
	var pieces []parse.Range
	for _, h := range heads {
		sub := r.unlike(h, r.subtree(h))
		if r.relative(h) {
			sub = parse.Range{First: h, End: h + 1}
		}
		pieces = append(pieces, r.around(c, sub, h)...)
	}
	if len(pieces) == 0 {
		return false
	}
	slices.SortFunc(pieces, func(a, b parse.Range) int { return a.First - b.First })
	for _, p := range pieces {
		c.content = append(c.content, r.doc.Span(p))
	}
	c.core, c.score = heads[len(heads)-1], score
	c.why("content: " + rule)
	return true
}

// unlike cuts a content before a verb that is joined to its head but is no match for it: it goes with the cue.
// "refused to open the gate | but said it was safe", "called it a success | and left".
func (r *reader) unlike(h int, sub parse.Range) parse.Range {
	for _, k := range r.doc.Children(h) {
		if k < h || !r.is(k, "conj") || r.upos(k) != parse.VERB || r.ownSubject(k) != parse.NoHead {
			continue
		}
		finite := r.doc.Tokens[k].XPOS == "VBD" || r.doc.Tokens[k].XPOS == "VBZ"
		if r.verbal(h) && !(finite && r.infinitive(h)) {
			continue
		}
		end := r.subtree(k).First
		for end > h+1 && (r.is(end-1, "cc") || r.punct(end-1, ",")) {
			end--
		}
		sub.End = min(sub.End, max(end, h+1))
	}
	return sub
}

// takeClause takes a clause; where it follows the cue, it begins right behind the cue and its circumstances, because
// parsers lose the front of a clause more often than a front is missing.
func (r *reader) takeClause(c *candidate, k int, score float64) bool {
	if t := r.that(c); t != parse.NoHead && k > t && r.subtree(k).First > t {
		s := r.sent(c.head)
		return r.give(c, "clause", score, parse.Range{First: t, End: r.clauseEnd(c.head, t, s.End)})
	}
	if !r.take(c, "clause", score, k) {
		return false
	}
	if first := r.edge(c, c.cue.End); len(c.content) == 1 && first < k && c.content[0].Start > r.doc.Tokens[c.cue.End-1].Span.Start {
		c.content[0].Start = r.doc.Tokens[first].Span.Start
	}
	return true
}

// widen lets a content go on over what follows in the same clause, as far as it hangs on the cue: parsers often hang
// "from the coast" on the verb in "demanded help from the coast". Times and places of the speaking stay out.
func (r *reader) widen(c *candidate) bool {
	n := len(c.content) - 1
	end := r.tokens(c.content[n]).End
	stop := r.sent(c.head).End
	for end < stop && end > c.head && (r.upos(end) != parse.PUNCT || r.quoteMark(end) >= 0) {
		k := r.below(end, c.head)
		if k == parse.NoHead || !r.is(k, "obl", "nmod", "advcl", "acl", "xcomp", "ccomp", "obj", "dep", "amod") || r.circumstance(k) {
			break
		}
		sub := r.subtree(k)
		if sub.End <= end || sub.First < end {
			break
		}
		end = sub.End
	}
	c.content[n].End = max(c.content[n].End, r.doc.Tokens[end-1].Span.End)
	return true
}

// below climbs from a token to the one that hangs on v, or NoHead.
func (r *reader) below(i, v int) int {
	for step := 0; step < 100 && i >= 0; step++ {
		if r.head(i) == v {
			return i
		}
		i = r.head(i)
	}
	return parse.NoHead
}

// circumstance reports whether a phrase tells when, where or how something was said: "on Friday", "in a statement".
func (r *reader) circumstance(k int) bool {
	if r.rel(k) == "obl:tmod" || r.rel(k) == "obl:npmod" || r.rel(k) == "nmod:tmod" || r.rel(k) == "obl:unmarked" || r.day(k) {
		return true
	}
	m := r.case_(k)
	if m == parse.NoHead || m > k {
		return false
	}
	switch r.form(m) {
	case "during", "after", "before", "while", "when", "since", "at", "via", "amid", "because", "if", "until", "although", "though", "unless":
		return true
	case "in", "on", "with", "by", "through", "to":
		switch r.lemma(k) {
		case "statement", "interview", "speech", "tweet", "letter", "email", "e-mail", "twitter", "facebook", "post", "report", "article", "message", "conference", "call",
			"briefing", "phone", "television", "radio", "program", "show", "address", "remark", "memo", "column", "debate", "rally", "event", "reporter", "telegram", "broadcast":
			return true
		}
	}
	return false
}

// day reports whether a token names a day, month or year.
func (r *reader) day(i int) bool {
	switch r.form(i) {
	case "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "yesterday", "today", "tomorrow", "tonight", "week", "month", "year", "morning",
		"evening", "night", "afternoon", "january", "february", "march", "april", "june", "july", "august", "september", "october", "november", "december":
		return true
	}
	f := r.form(i)
	return len(f) == 4 && (f[:2] == "19" || f[:2] == "20")
}

// rest takes the words behind a verb of saying to the end of its sentence, or those before it when nothing follows: the
// parse has no clause there, but reporting sentences are built like this. "The dam will hold, the engineer said."
func (r *reader) rest(c *candidate) bool {
	s := r.sent(c.head)
	first := r.that(c)
	if first == parse.NoHead {
		first = r.edge(c, c.cue.End)
	}
	if end := r.turn(first, r.clauseEnd(c.head, first, s.End)); r.hasFinite(first, end) && !r.punct(first-1, ";") && c.source.First < c.cue.First && !r.punct(c.cue.End, ",.") {
		return r.give(c, "rest of sentence", 0.75, parse.Range{First: first, End: end})
	}
	hole := r.aside(c)
	left := parse.Range{First: s.First, End: hole.First}
	if x := r.doc.Tokens[c.head].XPOS; x == "VB" || x == "VBG" { // "to discuss", "saying" close no sentence
		return false
	}
	if left.End > left.First && r.punct(left.End-1, ",\"”''?!") && r.hasClause(left.First, left.End) && r.tagEnds(hole, s.End) {
		pieces := []parse.Range{left}
		if hole.End < s.End && r.punct(hole.End, ",") && r.hasClause(hole.End, s.End) {
			pieces = append(pieces, parse.Range{First: hole.End + 1, End: s.End})
		}
		return r.give(c, "words before", 0.95, pieces...)
	}
	return false
}

// maxGap bounds the words between a verb of saying and its "that": addressee, time and place.
const maxGap = 16

// that finds the "that" that begins the content behind addressee, time and place, however the parse hung it:
// "told the crew on Friday | that stocks were low".
func (r *reader) that(c *candidate) int {
	end := r.sent(c.head).End
	for i := c.cue.End; i < min(end, c.cue.End+maxGap); i++ {
		switch {
		case r.form(i) == "that" && r.doc.Tokens[i].XPOS == "IN" && r.hasClause(i, end):
			if n := r.entryOf(i-1, "N"); i > c.cue.End && n != nil && n.Takes("t") && r.upos(i-1) == parse.NOUN && !r.wayOfSaying(i-1) { // "rejected claims that"
				return parse.NoHead
			}
			return i
		case r.upos(i) == parse.VERB || r.upos(i) == parse.AUX || r.within[i] != r.within[c.head] || r.punct(i, ";:"):
			return parse.NoHead
		}
	}
	return parse.NoHead
}

// clauseEnd is where the clause of a verb ends at the latest: before the next verb that is joined to it, and before a
// participle behind a comma. "said the road was cut | and left", "said the road was cut |, citing drivers".
func (r *reader) clauseEnd(v, first, end int) int {
	for _, k := range r.doc.Children(v) {
		sub := r.subtree(k)
		if k <= first || sub.First <= first || sub.First >= end {
			continue
		}
		if r.is(k, "conj") && r.verbal(k) || r.is(k, "advcl", "parataxis", "xcomp") && r.punct(sub.First-1, ",—–-(") || r.is(k, "advcl") && r.punct(sub.First, ",") {
			end = sub.First
			for end > first+1 && (r.punct(end-1, ",—–-(") || r.is(end-1, "cc")) {
				end--
			}
		}
	}
	return end
}

// tagEnds reports whether a clause such as "she said" is closed by a comma, at once or behind a few words of time and place
// ("the agency said on Friday, quoting …"), or by the end of the sentence.
func (r *reader) tagEnds(hole parse.Range, end int) bool {
	for i := hole.End; i < min(end, hole.End+6) && r.upos(i) != parse.VERB && r.upos(i) != parse.AUX; i++ {
		if r.punct(i, ",.;") {
			return true
		}
	}
	return !r.hasClause(hole.End, end)
}

// hasClause reports whether a verb stands in the range.
func (r *reader) hasClause(first, end int) bool {
	for i := first; i < end; i++ {
		if r.upos(i) == parse.VERB || r.upos(i) == parse.AUX {
			return true
		}
	}
	return false
}

// hasFinite reports whether a finite verb stands in the range.
func (r *reader) hasFinite(first, end int) bool {
	for i := first; i < end; i++ {
		switch r.doc.Tokens[i].XPOS {
		case "VBD", "VBZ", "VBP", "MD":
			return true
		}
	}
	return false
}

// give makes ranges the content.
func (r *reader) give(c *candidate, rule string, score float64, pieces ...parse.Range) bool {
	for _, p := range pieces {
		if p.First < p.End {
			c.content = append(c.content, r.doc.Span(p))
		}
	}
	c.score = score
	c.why("content: " + rule)
	return len(c.content) > 0
}

// edge is where the content of a verb begins, at the earliest at the token first: behind the addressee and behind phrases
// of time and place. "told the council on Friday | that stocks were low".
func (r *reader) edge(c *candidate, first int) int {
	end := r.sent(c.head).End
	for first < end {
		if r.upos(first) == parse.PUNCT && r.quoteMark(first) < 0 {
			first++
			continue
		}
		k := r.below(first, c.head)
		if k == parse.NoHead {
			break
		}
		skip := r.is(k, "obj", "iobj") && c.entry.Takes("o") || r.is(k, "obl", "nmod", "nsubj") && r.upos(k) != parse.VERB || r.is(k, "advmod") && r.passing(k) || r.rel(k) == "compound:prt"
		sub := r.subtree(k)
		if !skip || sub.End <= first || sub.First < first {
			break
		}
		for _, x := range r.doc.Children(k) { // "told reporters | they were safe": the clause was misread as a relative one
			if r.rel(x) == "acl:relcl" && r.is(k, "obj", "iobj") && r.ownSubject(x) != parse.NoHead && !r.relative(r.subtree(x).First) {
				return r.subtree(x).First
			}
		}
		first = sub.End
	}
	return first
}

// turn is where the narrator takes over again: before ", but" and behind a semicolon.
func (r *reader) turn(first, end int) int {
	for i := first + 1; i < end-1; i++ {
		if r.within[i] == r.within[first] && (r.punct(i, ";") || r.punct(i, ",") && r.form(i+1) == "but" || r.punct(i, ":") && r.within[i] < 0 && r.within[i+1] < 0 && r.hasFinite(first, i) && r.hasFinite(i+1, end)) {
			return i
		}
	}
	return end
}

// passing reports whether an adverb tells of the speaking, not of what is said: "said again", "said angrily".
func (r *reader) passing(i int) bool {
	switch r.form(i) {
	case "again", "earlier", "later", "once", "twice", "there", "here", "also", "then", "now", "afterwards", "afterward", "back":
		return true
	case "only", "exactly", "simply", "really", "likely", "merely":
		return false
	}
	return strings.HasSuffix(r.form(i), "ly") && len(r.doc.Children(i)) == 0
}

// relative reports whether a token is a relative pronoun: it stands for its noun and takes no dependents along.
func (r *reader) relative(i int) bool {
	if r.upos(i) != parse.PRON && r.upos(i) != parse.DET {
		return false
	}
	switch r.form(i) {
	case "which", "who", "whom", "that", "what":
		return true
	}
	return false
}

// around cuts a content at the cue and its source, when the cue stands inside it: "The dam, she said, will hold."
func (r *reader) around(c *candidate, sub parse.Range, head int) []parse.Range {
	var out []parse.Range
	hole := r.aside(c)
	for _, p := range [2]parse.Range{{First: sub.First, End: min(sub.End, hole.First)}, {First: max(sub.First, hole.End), End: sub.End}} {
		if p.First < p.End {
			out = append(out, p)
		}
	}
	return out
}

// aside is the range of cue and source, where they stand together.
func (r *reader) aside(c *candidate) parse.Range {
	h := c.cue
	if c.source.End > c.source.First && c.source.First >= h.First-40 && c.source.End <= h.End+60 && !c.passive {
		h.First, h.End = min(h.First, c.source.First), max(h.End, c.source.End)
	}
	return h
}

// dropCase takes the preposition off the front of a content.
func (r *reader) dropCase(content []tocsin.Span, m int) []tocsin.Span {
	t := r.doc.Tokens[m].Span
	for i := range content {
		if content[i].Start == t.Start {
			content[i].Start = t.End
		}
	}
	return content
}

// tidy sorts the pieces of a content, takes cue and source out of them, joins pieces that touch, and trims each one.
func (r *reader) tidy(c *candidate) []tocsin.Span {
	pieces := slices.Clone(c.content)
	if q := r.within[c.head]; q >= 0 { // what is said inside a quotation ends there
		for i := range pieces {
			in := r.quotes[q].inner
			pieces[i].Start, pieces[i].End = max(pieces[i].Start, in.Start), min(pieces[i].End, in.End)
		}
		pieces = slices.DeleteFunc(pieces, tocsin.Span.Empty)
	}
	for _, hole := range [2]parse.Range{c.cue, c.source} {
		pieces = subtract(pieces, r.doc.Span(hole))
	}
	slices.SortFunc(pieces, func(a, b tocsin.Span) int { return a.Start - b.Start })
	var out []tocsin.Span
	for _, p := range pieces {
		if p = r.trim(p); p.Empty() {
			continue
		}
		if n := len(out); n > 0 && (p.Start <= out[n-1].End || r.onlySpace(out[n-1].End, p.Start)) {
			out[n-1].End = max(out[n-1].End, p.End)
			continue
		}
		out = append(out, p)
	}
	return out
}

// subtract cuts a hole out of spans.
func subtract(in []tocsin.Span, hole tocsin.Span) []tocsin.Span {
	if hole.Empty() {
		return in
	}
	var out []tocsin.Span
	for _, s := range in {
		if !s.Overlaps(hole) {
			out = append(out, s)
			continue
		}
		if s.Start < hole.Start {
			out = append(out, tocsin.Span{Start: s.Start, End: hole.Start})
		}
		if hole.End < s.End {
			out = append(out, tocsin.Span{Start: hole.End, End: s.End})
		}
	}
	return out
}

// onlySpace reports whether only blanks, no paragraph break, lie between two offsets.
func (r *reader) onlySpace(a, b int) bool {
	for ; a < b; a++ {
		if r.doc.Text[a] != ' ' && r.doc.Text[a] != '\t' {
			return false
		}
	}
	return true
}

// trim takes marks and blanks off both ends of a content. The stop at the end goes unless it stands inside the quotation
// that ends there; a quotation keeps its marks.
func (r *reader) trim(s tocsin.Span) tocsin.Span {
	t := r.tokens(s)
	for t.First < t.End && r.doc.Tokens[t.First].Span.Start < s.Start {
		t.First++
	}
	for t.First < t.End && r.doc.Tokens[t.End-1].Span.End > s.End {
		t.End--
	}
	for t.First < t.End && r.loose(t.First, true) {
		t.First++
	}
	for t.First < t.End && r.loose(t.End-1, false) {
		t.End--
	}
	if t.First >= t.End {
		return tocsin.Span{}
	}
	out := r.doc.Span(t)
	words := false
	for i := t.First; i < t.End && !words; i++ {
		words = r.upos(i) != parse.PUNCT
	}
	if !words {
		return tocsin.Span{}
	}
	return out
}

// loose reports whether the token at the edge of a content doesn't belong to it: a comma, a stop, a dash, a conjunction,
// a quotation mark whose partner lies outside.
func (r *reader) loose(i int, front bool) bool {
	t := &r.doc.Tokens[i]
	if q := r.quoteMark(i); q >= 0 {
		return false
	}
	if q := r.within[i]; q >= 0 && !front && r.quotes[q].inner.End == t.Span.End && !r.quotes[q].closed {
		return t.Form == ","
	}
	if front {
		return r.punct(i, ",;:.—–--…)]") || t.Rel == "cc" && r.upos(i) == parse.CCONJ
	}
	return r.punct(i, ",;:.—–--?!([") && t.Form != "?" && t.Form != "!" || r.punct(i, "([") || t.Rel == "cc"
}

// quoteMark returns the quotation that the token opens or closes, or -1.
func (r *reader) quoteMark(i int) int {
	s := r.doc.Tokens[i].Span
	if q := r.within[i]; q >= 0 {
		if sp := r.quotes[q]; s.Start <= sp.span.Start && s.End <= sp.inner.Start || sp.closed && s.Start >= sp.inner.End {
			return q
		}
	}
	return -1
}
