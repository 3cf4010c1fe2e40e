package attribute

import (
	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
)

// verb makes a candidate of a verb that may be a cue, with its source and what its dependents say is the content.
// One without content stays: a quotation may still come to it.
func (r *reader) verb(v int) *candidate {
	e := r.entry(v)
	if e == nil || e.Frames == "-" || r.is(v, "amod", "aux", "cop", "compound", "case", "fixed") {
		return nil
	}
	if n := r.ownSubject(v); n != parse.NoHead && r.within[n] < 0 && r.within[v] < 0 && r.upos(n) == parse.PRON && (r.form(n) == "i" || r.form(n) == "you") && !r.cast.Self(n) {
		return nil // the author of a report speaks: no source is reported
	}
	s := r.subject(v)
	if s.head != parse.NoHead && r.within[s.head] != r.within[v] && r.long(r.within[s.head]) { // "“Come, friends,” he added": not the friends
		s.head = parse.NoHead
	}
	s = r.repair(v, e, s)
	c := &candidate{head: v, entry: e, who: s.head, core: parse.NoHead, passive: s.passive}
	c.cue = r.verbCue(v, s.upper)
	c.why("cue " + r.lemma(v) + " (" + e.Where + ")")
	if s.head != parse.NoHead {
		c.why("source: " + s.how)
		c.source = r.phrase(s.head, c.cue, false)
	}
	if !r.complement(c, s) {
		c.score = 0.85 // it stays only when a quotation comes to it
		if !e.Takes("sq") || s.passive && s.head == parse.NoHead {
			return nil
		}
	}
	return c
}

// repair corrects a subject that can't be: none at all before a finite verb of saying, a dateline, or the relative pronoun of
// a clause that a comma has closed. "Orlu, who runs the port, said": Orlu.
func (r *reader) repair(v int, e *lexicon.Cue, s subject) subject {
	x := r.doc.Tokens[v].XPOS
	finite := x == "VBD" || x == "VBZ" || x == "VBP" || x == "VBN" && s.passive && !r.has(v, "aux:pass") && !r.has(v, "aux")
	if s.head != parse.NoHead && !s.passive && s.head < r.afterDateline(r.sent(v)) {
		s.head = parse.NoHead
	}
	if s.head != parse.NoHead && r.relative(s.head) && r.head(s.head) != v && r.punct(v-1, ",") {
		if n := r.antecedent(s.head); n != s.head {
			s.head, s.how = n, "noun of the relative clause before"
		}
	}
	if n := r.behindRelative(v, s); n != parse.NoHead && (finite || r.has(v, "aux")) {
		return subject{head: n, upper: s.upper, object: parse.NoHead, how: "noun before the relative clause"}
	}
	if s.head != parse.NoHead || !finite || !e.Takes("sqt") || s.passive && r.doc.Child(v, "nsubj:pass") != parse.NoHead {
		return s
	}
	if n := r.beside(v, r.verbCue(v, s.upper)); n != parse.NoHead {
		return subject{head: n, upper: s.upper, object: parse.NoHead, how: "noun before the verb"}
	}
	return s
}

// behindRelative finds the subject before a relative clause that a comma closes right before the verb, where the parse has none or took
// a word of the clause: "The coalition, whose jets had flown, said". NoHead where there is no such clause.
func (r *reader) behindRelative(v int, s subject) int {
	cue := r.verbCue(v, s.upper)
	if s.passive && r.doc.Child(v, "aux:pass") != parse.NoHead || !r.punct(cue.First-1, ",") || r.within[cue.First-1] != r.within[v] {
		return parse.NoHead
	}
	first := r.sent(v).First
	for k := cue.First - 3; k > first+1; k-- {
		if !(r.relative(k) && r.form(k) != "that" || r.form(k) == "whose") || r.within[k] != r.within[v] {
			continue
		}
		if s.head != parse.NoHead && s.head < k || !r.hasFinite(k, cue.First-1) {
			return parse.NoHead
		}
		open := k - 1
		for open > first && r.upos(open) == parse.ADP { // ", in which"
			open--
		}
		if !r.punct(open, ",") || r.upos(open-1) != parse.NOUN && r.upos(open-1) != parse.PROPN {
			return parse.NoHead
		}
		n := r.bearer(r.climb(open-1, first, open), k)
		return n
	}
	return parse.NoHead
}

// climb leads from the last word of a noun phrase to its head, inside a range.
func (r *reader) climb(i, first, end int) int {
	for step := 0; step < maxClimb; step++ {
		h := r.head(i)
		if h < first || h >= end || !r.is(i, "flat", "compound", "appos", "nmod") || r.upos(h) != parse.NOUN && r.upos(h) != parse.PROPN && r.upos(h) != parse.NUM {
			break
		}
		i = h
	}
	return i
}

// verbCue is the verb with its auxiliaries, negation, adverbs and particle in one piece: "has repeatedly called out".
func (r *reader) verbCue(v, upper int) parse.Range {
	cue := parse.Range{First: v, End: v + 1}
	if upper < v {
		cue.First = upper
	}
	top := cue.First
	for i := top - 1; i >= r.sent(v).First; i-- {
		h := r.head(i)
		if h != top && h != v || !(r.is(i, "aux") || r.is(i, "advmod") && r.upos(i) != parse.SCONJ && !r.asks(i) || r.is(i, "mark") && r.form(i) == "to" || r.is(i, "advmod") && r.upos(i) == parse.PART) {
			break
		}
		cue.First = i
	}
	for i := v + 1; i < r.sent(v).End; i++ {
		if r.head(i) != v || !(r.rel(i) == "compound:prt" || r.is(i, "advmod") && r.upos(i) == parse.ADV && r.manner(i)) {
			break
		}
		cue.End = i + 1
	}
	if r.punct(cue.End, ":") && cue.End < r.sent(v).End {
		cue.End++ // "He added:"
	}
	return cue
}

// asks reports whether an adverb leads a clause: "when asked", "how he said it".
func (r *reader) asks(i int) bool {
	switch r.form(i) {
	case "when", "where", "why", "how", "while", "as", "if", "so", "then", "now", "instead", "however", "meanwhile", "yet", "still", "today", "perhaps", "but":
		return true
	}
	return false
}

// manner reports whether an adverb behind the verb belongs to it, and not to the time or to what follows.
func (r *reader) manner(i int) bool {
	f := r.form(i)
	return len(f) > 4 && f[len(f)-2:] == "ly" && f != "only" && f != "recently" && f != "early" && f != "daily" || f == "back" || f == "out" || f == "again"
}

// complement fills in the content of a verb from its dependents. It reports whether there is one.
func (r *reader) complement(c *candidate, s subject) bool {
	e, v := c.entry, c.head
	if e.Takes("sq") && (r.asClause(c, s) || r.bracketed(c, s)) {
		return true
	}
	if s.passive {
		return r.passiveContent(c, s)
	}
	if e.Takes("r") {
		return r.raising(c)
	}
	obj := r.doc.Child(v, "obj")
	if obj != parse.NoHead && obj < v && !r.relative(obj) && !r.is(v, "acl") {
		obj = parse.NoHead
	}
	clause := r.clause(c)
	xcomp := r.after(v, "xcomp")
	if e.Takes("p") && r.prepositionNext(c) && r.prepositional(c) {
		return true
	}
	switch {
	case clause != parse.NoHead && e.Takes("stq"):
		// "The minister warned the council that stocks were low": the council is the addressee.
		return r.takeClause(c, clause, 0.9)
	case clause == parse.NoHead && e.Takes("st") && r.that(c) != parse.NoHead && s.head != parse.NoHead:
		return r.rest(c)
	case clause != parse.NoHead && obj == parse.NoHead && e.Takes("iognp"):
		return r.takeClause(c, clause, 0.6)
	case xcomp != parse.NoHead && obj != parse.NoHead && e.Takes("o"):
		return r.take(c, "object with predicate", 0.7, obj, xcomp)
	case xcomp != parse.NoHead && obj == parse.NoHead && r.infinitive(xcomp) && e.Takes("i"):
		return r.take(c, "infinitive", 0.65, xcomp)
	case xcomp != parse.NoHead && r.doc.Tokens[xcomp].XPOS == "VBG" && e.Takes("g"):
		return r.take(c, "gerund", 0.7, xcomp)
	case xcomp != parse.NoHead && obj == parse.NoHead && e.Takes("o"):
		return r.take(c, "predicate", 0.65, xcomp)
	case e.Takes("s") && s.head != parse.NoHead && (obj == parse.NoHead || !e.Takes("n") || reports(e.Class)) && r.rest(c):
		return true
	case xcomp != parse.NoHead && e.Takes("s") && !e.Takes("n"):
		return r.take(c, "clause", 0.7, xcomp)
	case obj != parse.NoHead && e.Takes("o") && r.oblique(v, "as") != parse.NoHead:
		return r.take(c, "object with as", 0.7, obj, r.oblique(v, "as"))
	case obj != parse.NoHead && e.Takes("no") && r.purpose(v):
		return false
	case obj != parse.NoHead && e.Takes("no"):
		return r.objectContent(c, obj)
	case e.Takes("p"):
		return r.prepositional(c)
	}
	return false
}

// purpose reports whether an infinitive with no more than an object says what something is for, not what somebody said:
// "met to discuss the harvest", "work together to address challenges".
func (r *reader) purpose(v int) bool {
	if !r.infinitive(v) || !r.is(v, "advcl", "acl") {
		return false
	}
	return r.within[v] < 0
}

// asClause takes the main clause as the content of a bracket with "as": "The dam, as the mayor said, will hold",
// "…, as reported by Coast Radio".
func (r *reader) asClause(c *candidate, s subject) bool {
	m := r.doc.Child(c.head, "mark", "advmod", "case")
	if m == parse.NoHead || r.form(m) != "as" || s.head == parse.NoHead || !r.is(c.head, "advcl", "acl", "obl", "parataxis", "dep") || r.after(c.head, "ccomp") != parse.NoHead ||
		r.after(c.head, "obj") != parse.NoHead || r.has(c.head, "aux") || m != 0 && m > r.sent(m).First && !r.punct(m-1, ",—–(") {
		return false
	}
	if s.passive {
		if k := r.case_(s.head); k == c.cue.End {
			c.cue.End++
		}
		c.source = r.phrase(s.head, c.cue, true)
	}
	top := r.head(c.head)
	for step := 0; step < maxClimb && r.head(top) >= 0 && !r.is(top, "ccomp", "acl", "advcl", "conj"); step++ {
		top = r.head(top)
	}
	sub := r.subtree(top)
	hole := r.bracketOf(c)
	return r.give(c, "main clause", 0.85, parse.Range{First: sub.First, End: min(sub.End, hole.First)}, parse.Range{First: max(sub.First, hole.End), End: sub.End})
}

// bracketed takes the sentence around "she said" between commas: "The ferry, she said, had left before dawn".
func (r *reader) bracketed(c *candidate, s subject) bool {
	hole, sent := r.aside(c), r.sent(c.head)
	if s.passive || s.head == parse.NoHead || hole.End-hole.First > c.cue.End-c.cue.First+c.source.End-c.source.First || hole.First-1 <= sent.First || !r.punct(hole.First-1, ",") ||
		!r.punct(hole.End, ",") || hole.End+1 >= sent.End || r.within[hole.First-1] >= 0 || r.within[hole.End+1] >= 0 || r.that(c) != parse.NoHead {
		return false
	}
	first := sent.First
	for i := hole.First - 2; i > sent.First; i-- { // "the bill, which, she said, was late"
		if r.relative(i) && (r.punct(i-1, ",") || r.upos(i-1) == parse.ADP && i+1 == hole.First-1) && !r.hasFinite(i, hole.First) {
			first = i
			break
		}
		if r.punct(i, ":;") && r.within[i] < 0 && r.hasFinite(sent.First, i) { // "Minsk rejected that: the range, it said, was wrong"
			first = i + 1
			break
		}
	}
	if !r.hasFinite(first, hole.First) && !r.hasFinite(hole.End, sent.End) {
		return false
	}
	return r.give(c, "words around", 0.95, parse.Range{First: first, End: hole.First - 1}, parse.Range{First: hole.End + 1, End: sent.End})
}

// reports tells the classes that put whole sentences into somebody's mouth or mind.
func reports(class lexicon.CueClass) bool {
	switch class {
	case lexicon.CueSay, lexicon.CueThink, lexicon.CuePredict, lexicon.CueWarn, lexicon.CueWonder, lexicon.CueBoast, lexicon.CueComplain:
		return true
	}
	return false
}

// clause returns the clausal complement behind the verb, or a clause that the verb interrupts or closes.
func (r *reader) clause(c *candidate) int {
	for _, k := range r.doc.Children(c.head) {
		if r.is(k, "ccomp") {
			return k
		}
	}
	if k := r.after(c.head, "parataxis"); k != parse.NoHead && r.verbal(k) && c.entry.Takes("sq") && !r.speechTag(k) {
		return k
	}
	if k := r.after(c.head, "advcl"); k != parse.NoHead && c.entry.Takes("t") || k != parse.NoHead && c.entry.Class == lexicon.CueWonder {
		if m := r.doc.Child(k, "mark"); m != parse.NoHead && (r.form(m) == "that" || r.form(m) == "whether" || r.form(m) == "if" && c.entry.Class == lexicon.CueWonder) {
			return k
		}
	}
	return parse.NoHead
}

// speechTag reports whether a clause is only "he said".
func (r *reader) speechTag(k int) bool {
	e := r.entry(k)
	return e != nil && e.Takes("sq") && r.doc.Child(k, "ccomp", "obj", "xcomp") == parse.NoHead
}

// after returns the first dependent behind the token with the relation.
func (r *reader) after(v int, rel parse.Rel) int {
	for _, k := range r.doc.Children(v) {
		if k > v && r.is(k, rel) {
			return k
		}
	}
	return parse.NoHead
}

// oblique returns the dependent of a verb that the preposition leads, behind the verb.
func (r *reader) oblique(v int, preps ...string) int {
	for _, k := range r.doc.Children(v) {
		if k < v || !r.is(k, "obl", "nmod", "advcl", "xcomp") {
			continue
		}
		m := r.case_(k)
		if m == parse.NoHead || m > k {
			continue
		}
		for _, p := range preps {
			if r.form(m) == p {
				return k
			}
		}
	}
	return parse.NoHead
}

// objectContent takes an object and what is said of it: "accused the council of hiding the figures".
func (r *reader) objectContent(c *candidate, obj int) bool {
	if k := r.oblique(c.head, "of", "for", "as", "over", "with"); k != parse.NoHead && k > obj && (c.entry.Class == lexicon.CueAccuse || c.entry.Class == lexicon.CueSupport) {
		return r.take(c, "object with reason", 0.8, obj, k)
	}
	if r.upos(obj) == parse.PRON && c.entry.Class == lexicon.CueSay && r.form(obj) != "that" && r.form(obj) != "which" && r.form(obj) != "this" {
		return false
	}
	if !c.entry.Takes("n") && !r.goesOn(c, obj) {
		return false
	}
	return r.take(c, "object", 0.65, obj) && (r.upos(obj) == parse.PRON && r.answers(c) || r.widen(c))
}

// goesOn reports whether more of the clause follows the object, or a quotation begins inside it: "called the plan
// “an insult”" with the insult misread.
func (r *reader) goesOn(c *candidate, obj int) bool {
	sub := r.subtree(obj)
	for i := sub.First + 1; i < sub.End; i++ {
		if r.within[i] >= 0 && r.within[i-1] < 0 {
			return true
		}
	}
	end := sub.End
	return end < r.sent(obj).End && r.upos(end) != parse.PUNCT && r.upos(end) != parse.CCONJ
}

// prepositionNext reports whether one of the cue's prepositions stands right behind it.
func (r *reader) prepositionNext(c *candidate) bool {
	i := c.cue.End
	if i >= r.sent(c.head).End || r.form(i) == "to" && (r.upos(i) == parse.PART || r.rel(i) == "mark") { // "agreed to leave"
		return false
	}
	return (r.is(i, "case", "mark") || r.upos(i) == parse.ADP) && c.entry.TakesPreposition(r.form(i)) && !r.temporal(i+1)
}

// temporal reports whether a token belongs to a time expression: "agreed on Friday to stop" agrees on no Friday.
func (r *reader) temporal(i int) bool {
	if i >= len(r.doc.Tokens) {
		return false
	}
	for k := range r.doc.Times {
		if t := &r.doc.Times[k]; t.Type != tocsin.Duration && t.Span.Overlaps(r.doc.Tokens[i].Span) {
			return true
		}
	}
	return false
}

// prepositional takes the phrase behind one of the cue's prepositions; a preposition right behind the cue belongs to it.
// "called for | an inquiry", "worries on Friday regarding | the harvest".
func (r *reader) prepositional(c *candidate) bool {
	for _, k := range r.doc.Children(c.head) {
		if k < c.head || !r.is(k, "obl", "nmod", "advcl", "xcomp", "acl", "ccomp") {
			continue
		}
		m := r.case_(k)
		if m != parse.NoHead && r.form(m) == "to" && r.upos(m) == parse.PART {
			continue
		}
		if m == parse.NoHead || m > k || m < c.cue.End-1 && m < c.head || !c.entry.TakesPreposition(r.form(m)) || r.temporal(k) {
			continue
		}
		if m == c.cue.End {
			c.cue.End = m + 1
		}
		if r.take(c, "preposition "+r.form(m), 0.6, k) {
			c.content = r.dropCase(c.content, m)
			return r.widen(c)
		}
	}
	return false
}

// passiveContent: what a passive verb is said of is the content, or its complement is.
func (r *reader) passiveContent(c *candidate, s subject) bool {
	e, v := c.entry, c.head
	if !e.Takes("v") && s.head == parse.NoHead {
		return false
	}
	k := r.doc.Child(v, "ccomp", "csubj:pass", "csubj")
	if k == parse.NoHead {
		k = r.clause(c)
	}
	if k != parse.NoHead && e.Takes("stv") && c.cue.First <= r.sent(v).First+1 && k > v {
		if p := r.mainClause(k); p != parse.NoHead { // "Asked if it was over, | the captain said"
			return r.give(c, "passive with clause", 0.85, parse.Range{First: max(v+1, r.subtree(k).First), End: p})
		}
	}
	if k != parse.NoHead && e.Takes("stv") {
		return r.take(c, "passive with clause", 0.85, k)
	}
	if s.head != parse.NoHead && c.source.First > c.cue.End { // the preposition goes with the cue where it touches it
		if k := r.case_(s.head); k == c.cue.End {
			c.cue.End = k + 1
			c.source = r.phrase(s.head, c.cue, false)
		}
	} else if s.head != parse.NoHead {
		if k := r.case_(s.head); k == c.cue.End {
			c.cue.End = k + 1
		}
		c.source = r.phrase(s.head, c.cue, false)
	}
	x := r.after(v, "xcomp")
	if x == parse.NoHead {
		x = r.oblique(v, "as", "of", "for", "with")
	}
	switch {
	case s.object == parse.NoHead && x == parse.NoHead:
		return false
	case s.object == parse.NoHead:
		return r.take(c, "passive", 0.5, x)
	case x == parse.NoHead && s.head == parse.NoHead && reports(e.Class) && e.Class != lexicon.CueSay:
		return false // "looters had been seen"
	case x == parse.NoHead:
		return r.take(c, "passive", 0.55, s.object) && r.list(c, s.object)
	}
	return r.take(c, "passive with predicate", 0.7, s.object, x) && r.list(c, s.object)
}

// mainClause finds the comma behind which the main clause begins: a noun phrase and a finite verb; NoHead where there is none.
func (r *reader) mainClause(first int) int {
	s := r.sent(first)
	for p := first; p < s.End-2; p++ {
		if !r.punct(p, ",") || r.within[p] >= 0 {
			continue
		}
		np := r.chunk(p+1, s.End)
		if np.First < np.End && np.End < s.End && !r.relative(np.First) && (r.hasFinite(np.End, np.End+1) || np.End+1 < s.End && r.upos(np.End) == parse.ADV && r.hasFinite(np.End+1, np.End+2)) {
			return p
		}
	}
	return parse.NoHead
}

// list lets the subject of a passive verb begin where its sentence begins, when it is a list whose front the parse hung
// elsewhere: "The need for roads, a port and | a railway was stressed in the plan".
func (r *reader) list(c *candidate, object int) bool {
	s := r.sent(object)
	first := r.tokens(c.content[0]).First
	if first > s.First && object < c.cue.First && (r.punct(first-1, ",") || r.is(first-1, "cc")) && !r.hasFinite(s.First, first) && r.within[s.First] < 0 {
		c.content[0].Start = r.doc.Tokens[s.First].Span.Start
	}
	return true
}

// raising: "The talks seem to have stalled": the outlet's own guess, without a source; subject and predicate are the content.
func (r *reader) raising(c *candidate) bool {
	x := r.after(c.head, "xcomp")
	subj := c.who
	if x == parse.NoHead {
		x = r.after(c.head, "ccomp")
	}
	if x == parse.NoHead {
		return false
	}
	if e := r.entry(x); e != nil && r.upos(x) == parse.VERB && e.Frames != "-" && !r.passive(x) {
		return false // "seemed to urge": the lower verb is the cue
	}
	c.who, c.source = parse.NoHead, parse.Range{}
	if subj == parse.NoHead || r.form(subj) == "it" {
		return r.take(c, "raising", 0.65, x)
	}
	return r.take(c, "raising", 0.65, subj, x)
}
