package act

import (
	"slices"
	"strings"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
)

// realis says what an event is reported as, and why: the word's own auxiliaries first, then all that it hangs on.
func (s *scene) realis(i int) (tocsin.Realis, string) {
	if why := s.fiction(i); why != "" {
		return tocsin.Hypothetical, why
	}
	if why := s.long(i); why != "" {
		return tocsin.Historical, why
	}
	r, why := s.own(i)
	if f := s.sense(i).frame; r == tocsin.Negated && f != nil && needs(f, "neg") {
		r, why = tocsin.Asserted, "the negation is part of it" // "will no longer tolerate"
	}
	d := s.d
	for depth := 0; depth < maxDepth; depth++ {
		t := &d.Tokens[i]
		if t.Head < 0 {
			break
		}
		p := t.Head
		switch rel := t.Rel; {
		case rel.Base() == "conj":
			if s.finite(i) {
				// "fears an attack, and Tarvia has sent troops": what has its own subject isn't feared.
				if t.Head >= 0 && predicate(&d.Tokens[p]) && d.Child(i, "nsubj", "nsubj:pass") < 0 {
					r, why = s.outer(r, why, i, p, false)
				}
			} else {
				r, why = combine(r, why, s, p)
			}
		case rel == "xcomp" || rel.Base() == "ccomp" || rel.Base() == "csubj":
			r, why = s.outer(r, why, i, p, rel == "xcomp" || rel.Base() == "csubj" && s.marked(i, "to"))
		case rel == "obj" || rel.Base() == "obl" || rel == "nsubj:pass" || rel.Base() == "nmod" || rel == "acl" || rel == "iobj":
			if d.Tokens[i].UPOS == parse.VERB && rel == "acl" && !s.marked(i, "to", "that", "of") {
				return r, why // "troops sent to the border": its own clause
			}
			r, why = s.outer(r, why, i, p, d.Tokens[i].UPOS == parse.NOUN)
		case rel == "nsubj":
			if d.Tokens[i].UPOS != parse.NOUN || s.sense(p).is(tocsin.PLOVERTypes()...) {
				return r, why
			}
			r, why = combine(r, why, s, p)
		case rel.Base() == "advcl":
			switch {
			case s.marked(i, "to") || s.marked(i, "if", "unless"):
				return r, why
			case s.marked(i, "of", "from", "for"):
				r, why = s.outer(r, why, i, p, false)
			case d.Tokens[i].XPOS == "VBG" && d.Child(i, "mark") < 0:
				r, why = combine(r, why, s, p)
			default:
				return r, why
			}
		default:
			return r, why
		}
		i = p
	}
	return r, why
}

// outer applies what the word above says of its complement. through: its own auxiliaries count too,
// as with "will begin to withdraw" and "has not carried out strikes".
func (s *scene) outer(r tocsin.Realis, why string, i, p int, through bool) (tocsin.Realis, string) {
	se := s.sense(p)
	if se.frame == nil {
		if u := s.d.Tokens[p].UPOS; through && (u == parse.VERB || u == parse.ADJ) {
			return combine(r, why, s, p) // "would be glad to welcome"
		}
		return r, why
	}
	if s.sense(i).is(tocsin.Threaten) && s.d.Tokens[p].Lemma == "warn" {
		return r, why // "warned that it would no longer tolerate raids"
	}
	if in := se.frame.Inside; in != "" && !s.beyond(i, p) && !(in == tocsin.Hypothetical && s.presupposed(i, p)) {
		r, why = join(r, why, in, s.d.Tokens[p].Form+" ("+se.frame.Where+")")
	}
	if through && se.frame.Act != lexicon.ActEvent {
		r, why = combine(r, why, s, p)
	}
	return r, why
}

// presupposed reports whether a noun names violence that its sentence takes for known: those who are concerned
// about "the recent attack", or discuss "the attack on Kethra", don't doubt that it happened.
func (s *scene) presupposed(i, p int) bool {
	if s.d.Tokens[i].UPOS != parse.NOUN || !slices.Contains(dwelling[:], s.d.Tokens[p].Lemma) {
		return false
	}
	if se := s.sense(i); !se.is(tocsin.Assault, tocsin.Coerce, tocsin.Sanction, tocsin.Protest) {
		return false
	}
	if s.hasModifier(i, []string{"recent", "latest", "last"}) {
		return true
	}
	det := s.d.Child(i, "det")
	return det >= 0 && (s.d.Tokens[det].Lemma == "the" || s.d.Tokens[det].Lemma == "this")
}

// dwelling lists words about something that is there already.
var dwelling = [...]string{"discuss", "consider", "debate", "study", "condemn", "welcome", "concern", "concerned", "concerning", "worried", "worry", "alarmed", "review", "fear"}

// beyond reports whether a phrase isn't in the scope of the word above: the time or the place of a denial.
func (s *scene) beyond(i, p int) bool {
	return s.d.Tokens[i].Rel.Base() == "obl" && s.marked(i, "after", "before", "during", "since", "amid", "following", "in", "at", "despite", "over")
}

func combine(r tocsin.Realis, why string, s *scene, p int) (tocsin.Realis, string) {
	q, because := s.own(p)
	return join(r, why, q, because)
}

// join puts one realis inside another: what is denied to have been refused wasn't refused.
func join(inner tocsin.Realis, why string, outer tocsin.Realis, because string) (tocsin.Realis, string) {
	switch {
	case outer == tocsin.Asserted:
		return inner, why
	case inner == tocsin.Asserted:
		return outer, because
	case inner == tocsin.Negated && outer == tocsin.Negated:
		return tocsin.Asserted, why + " inside " + because
	case outer == tocsin.Negated, outer == tocsin.Hypothetical && inner != tocsin.Negated, outer == tocsin.Historical:
		return outer, because
	}
	return inner, why
}

// none reports whether what is done to nothing is denied: "Our soldiers crossed no border".
func (s *scene) none(i int) bool {
	o := s.d.Child(i, "obj")
	if o < 0 || s.d.Tokens[i].UPOS != parse.VERB {
		return false
	}
	det := s.d.Child(o, "det")
	return det >= 0 && s.d.Tokens[det].Lemma == "no"
}

// own reads the auxiliaries, negations and conjunctions of a word itself.
func (s *scene) own(i int) (tocsin.Realis, string) {
	d := s.d
	if s.negated(i) || s.none(i) {
		return tocsin.Negated, "negation"
	}
	for _, c := range d.Children(i) {
		t := &d.Tokens[c]
		switch t.Rel.Base() {
		case "aux", "cop":
			switch {
			case slices.Contains(willing[:], t.Lemma):
				return tocsin.Future, t.Form
			case strings.EqualFold(t.Form, "would") || strings.EqualFold(t.Form, "'d") && t.XPOS == "MD":
				if s.conditional(i) {
					return tocsin.Hypothetical, t.Form + " under a condition"
				}
				return tocsin.Future, t.Form
			case slices.Contains(perhaps[:], t.Lemma):
				return tocsin.Hypothetical, t.Form
			}
		case "mark":
			if slices.Contains(conditions[:], t.Lemma) {
				return tocsin.Hypothetical, t.Form
			}
		case "advmod":
			if t.Lemma == "allegedly" || t.Lemma == "possibly" || t.Lemma == "supposedly" {
				return tocsin.Hypothetical, t.Form
			}
		}
	}
	if s.marked(i, "to") {
		return s.infinitive(i)
	}
	return tocsin.Asserted, "stated"
}

var (
	willing    = [...]string{"will", "shall", "wo", "'ll", "’ll"}
	perhaps    = [...]string{"may", "might", "could", "can", "must", "should", "ought"}
	conditions = [...]string{"if", "unless", "whether", "lest"}
)

// infinitive reads a clause with "to". "Two states to hold drills": a headline's future.
// "is to visit", "was going to visit": future. "sent troops to fight": not yet anything.
func (s *scene) infinitive(i int) (tocsin.Realis, string) {
	t := &s.d.Tokens[i]
	switch {
	case t.Head < 0:
		return tocsin.Future, "headline infinitive"
	case t.Rel == "acl" && s.d.Tokens[t.Head].Head < 0, t.Rel.Base() == "parataxis":
		return tocsin.Future, "headline infinitive"
	case t.Rel.Base() == "advcl" && s.sense(i).is(tocsin.Protest):
		return s.own(t.Head) // "Farmers drove into the capital to protest": they did
	case t.Rel.Base() == "advcl":
		return tocsin.Hypothetical, "purpose"
	case t.Rel == "xcomp":
		p := &s.d.Tokens[t.Head]
		switch {
		case p.Lemma == "be", p.Lemma == "go" && p.XPOS == "VBG":
			return tocsin.Future, p.Form + " to"
		case p.Lemma == "have":
			return tocsin.Hypothetical, "have to"
		}
	}
	return tocsin.Asserted, "stated"
}

// negated reports whether a word carries a negation: "did not attack", "no talks", "never met".
func (s *scene) negated(i int) bool {
	for _, c := range s.d.Children(i) {
		t := &s.d.Tokens[c]
		switch t.Rel.Base() {
		case "advmod", "neg", "det", "cc", "aux":
			switch t.Lemma {
			case "not", "never", "no", "n't", "neither", "nor", "hardly", "without":
				return true
			}
			if t.Form == "n't" || t.Form == "n’t" || t.Lemma == "long" && s.d.Child(c, "advmod") >= 0 && s.d.Tokens[s.d.Child(c, "advmod")].Lemma == "no" {
				return true
			}
		case "mark", "case":
			if t.Lemma == "without" {
				return true
			}
		}
	}
	if n := s.d.Child(i, "nsubj", "nsubj:pass"); n >= 0 && s.d.Tokens[n].UPOS != parse.VERB {
		switch s.d.Tokens[n].Lemma { // "nobody attacked"
		case "nobody", "none", "neither":
			return true
		}
	}
	return false
}

// willed reports whether a clause is about what will be done.
func (s *scene) willed(i int) bool {
	for _, c := range s.d.Children(i) {
		if t := &s.d.Tokens[c]; t.Rel.Base() == "aux" && (slices.Contains(willing[:], t.Lemma) || strings.EqualFold(t.Form, "would") || strings.EqualFold(t.Form, "could")) {
			return true
		}
	}
	return s.marked(i, "to")
}

// obliged reports whether a clause says what somebody must do.
func (s *scene) obliged(i int) bool {
	for _, c := range s.d.Children(i) {
		if t := &s.d.Tokens[c]; t.Rel.Base() == "aux" && (t.Lemma == "must" || t.Lemma == "should" || t.Lemma == "ought") {
			return true
		}
	}
	t := &s.d.Tokens[i]
	x := s.d.Child(i, "xcomp")
	return t.Lemma == "have" && x >= 0 && s.marked(x, "to")
}

// conditional reports whether a clause stands under an "if": in it, beside it, or above it.
func (s *scene) conditional(i int) bool {
	for depth := 0; i >= 0 && depth < 3; depth++ {
		for _, c := range s.d.Children(i) {
			if t := &s.d.Tokens[c]; t.Rel.Base() == "advcl" && (s.marked(c, "if", "unless") || s.inverted(c)) {
				return true
			}
		}
		if r := s.d.Tokens[i].Rel; r != "xcomp" && r.Base() != "conj" {
			return false
		}
		i = s.d.Tokens[i].Head
	}
	return false
}

// inverted finds a condition without "if": "should the situation worsen".
func (s *scene) inverted(i int) bool {
	a, n := s.d.Child(i, "aux"), s.d.Child(i, "nsubj", "nsubj:pass")
	return a >= 0 && n > a && (s.d.Tokens[a].Lemma == "should" || strings.EqualFold(s.d.Tokens[a].Form, "had"))
}

// finite reports whether a conjoined word has auxiliaries or a subject of its own.
func (s *scene) finite(i int) bool {
	return s.d.Child(i, "nsubj", "nsubj:pass", "aux") >= 0
}
