package attribute

import (
	"strings"

	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
)

// A subject is who a cue verb belongs to.
type subject struct {
	head    int // NoHead: nobody is printed
	upper   int // the verb at which the cue begins: "continued" in "continued to say"
	passive bool
	object  int    // of a passive verb: what it is said of, or NoHead
	how     string // rule, for the trace
}

// maxClimb bounds the way up from a verb to the one that has its subject.
const maxClimb = 6

// subject finds the source of a verb: its own subject, or that of the verb it hangs on.
func (r *reader) subject(v int) subject {
	s := subject{head: parse.NoHead, upper: v, object: parse.NoHead}
	if r.passive(v) {
		s.passive = true
		s.head = r.agent(v)
		s.object = r.doc.Child(v, "nsubj:pass", "nsubj", "csubj")
		s.how = "passive"
		if s.object == parse.NoHead && r.is(v, "acl") && !r.has(v, "aux") { // "a plan announced by the ministry"
			s.object = r.head(v)
		}
		if s.object == parse.NoHead && r.is(v, "conj") && r.head(v) >= 0 && r.passive(r.head(v)) {
			s.object = r.doc.Child(r.head(v), "nsubj:pass", "nsubj")
		}
		return s
	}
	at := v
	for step := 0; step < maxClimb; step++ {
		if n := r.ownSubject(at); n != parse.NoHead {
			s.head, s.how = n, "subject"
			if at != v {
				s.how = "subject of " + r.lemma(at)
			}
			return s
		}
		up := r.head(at)
		if up < 0 {
			return s
		}
		switch {
		case r.is(at, "xcomp", "ccomp") && at == s.upper && r.carrier(up, at): // "continued to say"
			s.upper, at = up, up
			if r.passive(up) {
				s.head = r.doc.Child(up, "nsubj:pass", "nsubj")
				s.how = "carried by " + r.lemma(up)
				return s
			}
		case r.is(at, "acl") && at > 0 && r.punct(at-1, ",") && r.head(up) >= 0: // "told the crew, adding that"
			at = r.head(up)
		case r.is(at, "acl") && (r.upos(up) == parse.NOUN || r.upos(up) == parse.PROPN || r.upos(up) == parse.PRON):
			return r.reducedRelative(s, at, up)
		case r.is(at, "conj") && r.verbal(up):
			if r.passive(up) && !r.passive(at) {
				s.head, s.how = r.doc.Child(up, "nsubj:pass", "nsubj"), "conjunct"
				return s
			}
			at = up
		case r.is(at, "xcomp") && r.verbal(up):
			if o := r.doc.Child(up, "obj", "iobj"); o != parse.NoHead && o < at && r.infinitive(at) { // "asked him to explain": he explains
				s.head, s.how = o, "object of "+r.lemma(up)
				return s
			}
			at = up
		case r.is(at, "advcl", "parataxis", "dep") && r.verbal(up) && r.form(at) != r.lemma(at): // ", adding that"
			at = up
		case r.is(at, "advcl") && r.verbal(up) && r.infinitive(at): // "used the visit to urge"
			at = up
		default:
			return s
		}
	}
	return s
}

// beside finds the source of a verb of saying whose subject the parse has lost: the noun phrase right before it.
func (r *reader) beside(v int, cue parse.Range) int {
	k := cue.First - 1
	if r.punct(k, ",") {
		k-- // "Ada Orlu, the mayor, said"
	}
	if k < r.sent(v).First || r.within[k] != r.within[v] {
		return parse.NoHead
	}
	switch r.upos(k) {
	case parse.PRON:
		switch r.form(k) {
		case "he", "she", "they", "i", "we", "it", "who":
			return k
		}
		return parse.NoHead
	case parse.NOUN, parse.PROPN, parse.NUM:
	default:
		if !r.punct(k, ")") {
			return parse.NoHead
		}
	}
	top := k
	for step := 0; step < 12; step++ {
		h := r.head(top)
		if h < r.afterDateline(r.sent(v)) || h >= cue.First || r.within[h] != r.within[v] || r.upos(h) != parse.NOUN && r.upos(h) != parse.PROPN && r.upos(h) != parse.NUM {
			break
		}
		top = h
	}
	if h := r.head(top); h >= 0 && h < top && r.is(top, "obj", "obl") && r.upos(h) == parse.VERB && r.upos(k) != parse.PROPN {
		return parse.NoHead // "left the harbour said": the noun belongs to another verb
	}
	if r.day(top) {
		return parse.NoHead
	}
	return top
}

// maxDateline bounds the words of "VARNA, Nov. 3 (Coast News) — ".
const maxDateline = 12

// afterDateline returns where a sentence begins behind its dateline.
func (r *reader) afterDateline(s parse.Sentence) int {
	if n := r.doc.Tokens[s.First].Sent; n > 0 && r.para[n] == r.para[n-1] {
		return s.First
	}
	for i := s.First; i < min(s.End, s.First+maxDateline); i++ {
		switch {
		case r.punct(i, "—–--") && i > s.First && i+1 < s.End:
			return i + 1
		case r.punct(i, ":.") && i > s.First && i+1 < s.End && r.upper(s.First, i) && r.place(s.First): // "VARNA: The port …"
			return i + 1
		case r.upos(i) == parse.VERB || r.upos(i) == parse.AUX || r.upos(i) == parse.PRON || r.upos(i) == parse.DET:
			return s.First
		}
	}
	return s.First
}

// place reports whether a token names a place, not a speaker.
func (r *reader) place(i int) bool {
	if n := r.nameAt(i); n != nil && (n.Type == parse.GPE || n.Type == parse.LOC) {
		return true
	}
	h, ok := r.cast.HitAt(i)
	return ok && h.Row >= 0
}

// upper reports whether a stretch is nothing but words in capitals, and commas between them.
func (r *reader) upper(first, end int) bool {
	for i := first; i < end; i++ {
		if f := r.doc.Tokens[i].Form; r.upos(i) != parse.PUNCT && (len(f) < 2 || strings.ToUpper(f) != f || strings.ToLower(f) == f) {
			return false
		}
	}
	return true
}

// ownSubject returns the subject printed with a verb; empty "it" and "there" are nobody.
//
// Of two before it the nearer one, where a comma closes the first: "Qarzan, the minister said, will …".
func (r *reader) ownSubject(v int) int {
	best := parse.NoHead
	for _, c := range r.doc.Children(v) {
		if r.rel(c) == "nsubj" || r.rel(c) == "nsubj:outer" {
			if r.upos(c) == parse.PRON && (r.form(c) == "there" || r.form(c) == "what") {
				return best
			}
			if !r.day(c) && (best == parse.NoHead || c < v && best+1 < c && (r.punct(r.subtree(c).First, ",") || r.punct(r.subtree(c).First-1, ","))) {
				best = c
			}
		}
	}
	return best
}

// reducedRelative handles "people saying that …" (the people speak) and "released a statement saying that …"
// (whoever released it speaks, and the words up to "saying" are one cue).
func (r *reader) reducedRelative(s subject, v, noun int) subject {
	up := r.head(noun)
	if up >= 0 && r.is(noun, "obj") && up < noun && r.entryOf(noun, "N") != nil && r.carriesNoun(up) {
		if own := r.subject(up); own.head != parse.NoHead && !own.passive {
			return subject{head: own.head, upper: up, object: parse.NoHead, how: "subject of " + r.lemma(up)}
		}
	}
	if r.doc.Tokens[v].XPOS == "VBG" && r.upos(v-1) != parse.ADP && r.upos(v-1) != parse.SCONJ { // not "the idea of saying"
		s.head, s.how = noun, "noun before participle"
	}
	return s
}

// entryOf looks a token up as another part of speech than its own.
func (r *reader) entryOf(i int, p string) *lexicon.Cue { return r.lex.Cue(r.lemma(i), p) }

// carrier reports whether a verb only carries the one below it: "began to complain", "seemed to suggest".
func (r *reader) carrier(up, at int) bool {
	e := r.entry(up)
	return e != nil && (e.Class == lexicon.CueAux || e.Class == lexicon.CueSeem || r.lemma(up) == "have") && up < at && at-up <= 6
}

// carriesNoun reports whether a verb is light or itself a cue, so that its object may be the noun of a cue.
func (r *reader) carriesNoun(v int) bool {
	e := r.entry(v)
	return e != nil && (e.Class == lexicon.CueLight || r.verbal(v))
}

// passive reports whether a verb is in the passive: with its auxiliary, or as a bare participle behind a noun.
func (r *reader) passive(v int) bool {
	t := &r.doc.Tokens[v]
	if t.XPOS != "VBN" && t.XPOS != "VBD" {
		return false
	}
	if r.doc.Child(v, "aux:pass", "nsubj:pass") != parse.NoHead {
		return true
	}
	if t.XPOS != "VBN" || r.doc.Child(v, "aux", "nsubj") != parse.NoHead {
		return false
	}
	if r.is(v, "conj") && t.Head >= 0 {
		return r.passive(t.Head)
	}
	return r.is(v, "acl", "advcl", "amod", "xcomp")
}

// agent returns the head of the by-phrase of a passive verb.
func (r *reader) agent(v int) int {
	for _, c := range r.doc.Children(v) {
		if !r.is(c, "obl", "nmod") || c < v {
			continue
		}
		if k := r.case_(c); (r.rel(c) == "obl:agent" || k != parse.NoHead && r.form(k) == "by") && !channels[r.lemma(c)] && r.lemma(c) != "telephone" {
			return c
		}
	}
	return r.inDocument(v)
}

func (r *reader) infinitive(v int) bool {
	for _, c := range r.doc.Children(v) {
		if c < v && r.form(c) == "to" && r.is(c, "mark", "aux") {
			return true
		}
	}
	return false
}

// phrase returns the words of a source: the noun phrase with its determiners, titles, appositions and relative clauses,
// on one side of the cue, without the preposition that leads to it. A comma that closes an apposition before the cue
// stays in, as the guideline of PolNeAR wants: "Ada Orlu, a nurse, said".
func (r *reader) phrase(head int, cue parse.Range, bare bool) parse.Range {
	sub := r.nominal(head)
	if sub.First < cue.First && sub.End > cue.First {
		sub.End = cue.First
	}
	if sub.First < cue.End && sub.End > cue.End {
		sub.First = cue.End
	}
	if sub.First >= sub.End || head < sub.First || head >= sub.End {
		return parse.Range{First: head, End: head + 1}
	}
	sub = r.sameSide(sub, head)
	if first := r.afterDateline(r.sent(head)); first <= head {
		sub.First = max(sub.First, first)
	}
	for sub.First < head && (r.is(sub.First, "case", "cc", "mark", "punct") || r.upos(sub.First) == parse.PUNCT) && !r.opensName(sub.First, head) {
		sub.First++
	}
	for i := sub.First - 1; i >= cue.End || i >= 0 && sub.First < cue.First; i-- { // a title that the parse hung elsewhere: "pollster | Ada Orlu"
		h := r.head(i)
		switch r.upos(i) {
		case parse.NOUN, parse.PROPN, parse.ADJ, parse.NUM, parse.DET, parse.SYM:
		default:
			h = parse.NoHead
		}
		if r.doc.Tokens[i].Sent != r.doc.Tokens[head].Sent ||
			!(h >= sub.First && h < sub.End || h >= cue.First && h < cue.End) || r.within[i] != r.within[head] {
			break
		}
		sub.First = i
	}
	sub = r.stretch(sub, head, cue, bare)
	inner := false
	for i := head + 1; i < sub.End-1; i++ {
		inner = inner || r.punct(i, ",")
	}
	for sub.End-1 > head && r.punct(sub.End-1, ",;:—–--.“\"''") {
		sub.End--
	}
	if sub.End < cue.First && r.punct(sub.End, ",") && inner && !bare {
		sub.End++
	}
	return sub
}

// stretch lets a source that touches its cue go out to the edges that the text shows: parsers often cut
// "Varna harbour chief | Mira Holt said" and "said Mira Holt |, a nurse from Arlen."
func (r *reader) stretch(sub parse.Range, head int, cue parse.Range, bare bool) parse.Range {
	s := r.sent(head)
	gap := cue.First - sub.End
	if sub.First < cue.First && (gap == 0 || gap == 1 && r.punct(sub.End, ",")) && !bare {
		i := sub.First
		for i > s.First && r.within[i-1] == r.within[head] && r.nounish(i-1) {
			i--
		}
		edge := i == s.First || r.within[i-1] != r.within[head] || r.upos(i-1) == parse.PUNCT || r.upos(i-1) == parse.SCONJ || r.upos(i-1) == parse.CCONJ
		if edge && i < sub.First && i >= r.afterDateline(s) && r.upos(i) != parse.ADP && !r.day(i) && r.upos(head) != parse.PRON {
			sub.First = i
		}
	}
	if sub.First >= cue.End && sub.First <= cue.End+1 && !bare {
		for k := 0; k < 3 && sub.End+1 < s.End && r.punct(sub.End, ",") && r.apposed(sub.End+1); k++ {
			end := sub.End + 1
			for end < s.End && !r.punct(end, ",;—–.\"”''") {
				end++
			}
			sub.End = end
		}
	}
	return sub
}

// nounish reports whether a token may stand inside a noun phrase before its head.
func (r *reader) nounish(i int) bool {
	switch r.upos(i) {
	case parse.NOUN, parse.PROPN, parse.ADJ, parse.NUM, parse.DET, parse.SYM, parse.ADP:
		return r.rel(i) != "mark" && !r.relative(i)
	case parse.PART:
		return r.rel(i) == "case"
	case parse.PUNCT:
		return r.punct(i, "./-()")
	}
	return false
}

// apposed reports whether an apposition or an identifying clause may begin at a token behind a comma.
func (r *reader) apposed(i int) bool {
	if r.form(i) == "who" {
		return true
	}
	switch r.upos(i) {
	case parse.DET:
		return true
	case parse.NOUN, parse.PROPN, parse.ADJ:
		return r.doc.Tokens[i].XPOS != "VBG" && !r.day(i)
	}
	return false
}

// opensName reports whether a mark before the head belongs to a name or number: a bracket, a hash.
func (r *reader) opensName(i, head int) bool { return r.punct(i, "([#@$") && i < head }

// sameSide cuts a phrase at the borders of quotations: a source outside one doesn't reach into it.
func (r *reader) sameSide(sub parse.Range, head int) parse.Range {
	q := r.within[head]
	for i := head; i >= sub.First; i-- {
		if r.within[i] != q && (q >= 0 || r.long(r.within[i])) {
			sub.First = i + 1
			break
		}
	}
	for i := head; i < sub.End; i++ {
		if r.within[i] != q && (q >= 0 || r.long(r.within[i])) {
			sub.End = i
			break
		}
	}
	return sub
}

// nominal is the subtree of a noun without clauses that only hang there by mistake: coordinated and paratactic clauses.
func (r *reader) nominal(head int) parse.Range {
	out := parse.Range{First: head, End: head + 1}
	for _, c := range r.doc.Children(head) {
		if r.is(c, "parataxis", "dep", "discourse", "advcl", "ccomp") || r.is(c, "conj") && r.upos(c) == parse.VERB || r.is(c, "cop", "nsubj", "aux", "expl") {
			continue
		}
		if r.is(c, "nmod", "obl") && c > head && r.day(c) || r.rel(c) == "nmod:tmod" || r.is(c, "advmod") && c > head { // "the mayor on Friday said"
			continue
		}
		s := r.subtree(c)
		out.First, out.End = min(out.First, s.First), max(out.End, s.End)
	}
	return out
}
