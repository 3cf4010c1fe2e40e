package act

import (
	"slices"
	"strings"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
)

// needs reports whether a frame has a positive need with the key.
func needs(f *lexicon.Frame, key string) bool {
	return slices.ContainsFunc(f.Needs, func(n lexicon.Need) bool { return n.Key == key && !n.Not })
}

func (s *scene) all(i, inner int, f *lexicon.Frame) bool {
	for k := range f.Needs {
		n := &f.Needs[k]
		if s.holds(i, inner, f, n) == n.Not {
			return false
		}
	}
	return true
}

// holds evaluates one need, without its "not".
func (s *scene) holds(i, inner int, f *lexicon.Frame, n *lexicon.Need) bool {
	d := s.d
	switch n.Key {
	case "subj":
		return s.fits(s.doer(i), n)
	case "obj":
		return s.fits(s.object(i), n)
	case "iobj":
		return s.fits(d.Child(i, "iobj"), n)
	case "xcomp":
		c := d.Child(i, "xcomp")
		return c >= 0 && (n.Values == nil || s.kind(c, n.Values))
	case "pred":
		c := d.Child(i, "xcomp")
		return c >= 0 && !s.clausal(c) && (n.Values == nil || s.kind(c, n.Values))
	case "prt", "together":
		return s.hasParticle(i, n)
	case "a":
		return s.hasResult(i, n.Values)
	case "mod":
		return s.hasModifier(i, n.Values)
	case "case":
		return s.marked(i, n.Values...)
	case "near":
		return s.near(i, n.Values)
	case "inner":
		return inner >= 0 && (n.Values == nil || s.innerIs(inner, n.Values))
	case "obj.event":
		o := s.object(i)
		return o >= 0 && o == inner && d.Tokens[o].UPOS == parse.NOUN || o >= 0 && s.containsEvent(o, inner)
	case "obj.inner":
		o := s.object(i)
		return o >= 0 && s.inner(o) >= 0
	case "hosted":
		p := s.carrier(i)
		return p >= 0 && s.lex.Frames(d.Tokens[p].Lemma, "v") != nil
	case "both":
		return len(s.who(s.doer(i), false)) > 1
	case "passive":
		return s.passive(i)
	case "cop":
		return d.Child(i, "cop", "nsubj") >= 0
	case "neg":
		return s.negated(i)
	case "future":
		if needs(f, "inner") || needs(f, "obj.inner") {
			i = inner
		}
		return i >= 0 && s.willed(i)
	case "must":
		// "said the rebels must disarm"; not "said prices must fall", "said they must be freed".
		return inner >= 0 && s.obliged(inner) && !s.passive(inner) && len(s.who(s.surface(inner, 0), false)) > 0
	case "fact":
		// "agreed that there was a need", not "agreed to meet", "agreed that they should meet".
		return inner >= 0 && s.sense(inner).frame == nil && !s.willed(inner) && !s.obliged(inner) && s.d.Tokens[inner].Rel.Base() == "ccomp"
	case "self":
		return inner >= 0 && !s.otherSubject(i, inner)
	case "other":
		return inner >= 0 && s.otherSubject(i, inner)
	}
	for _, c := range s.phrases(i, n.Key) {
		if s.fits(c, n) {
			return true
		}
	}
	return false
}

// doer returns the subject of a verb, or of the verb or copula that carries a noun.
func (s *scene) doer(i int) int {
	if s.d.Tokens[i].UPOS == parse.NOUN {
		if p := s.carrier(i); p >= 0 {
			return s.subject(p)
		}
		return s.d.Child(i, "nsubj")
	}
	return s.subject(i)
}

// fits checks an argument: that it is there, is an actor, is of a kind.
func (s *scene) fits(i int, n *lexicon.Need) bool {
	switch {
	case i < 0:
		return false
	case n.Actor:
		ps := s.who(i, true)
		return len(ps) > 0 && (n.Values == nil || s.coded(ps, n.Values))
	}
	return n.Values == nil || s.kind(i, n.Values)
}

// coded reports whether one of the parties has one of the codes.
func (s *scene) coded(ps []party, codes []string) bool {
	for _, p := range ps {
		for _, c := range s.cast.Entities[p.entity].Codes {
			if slices.ContainsFunc(codes, func(want string) bool { return strings.HasPrefix(c, want) }) {
				return true
			}
		}
	}
	return false
}

// kind reports whether a noun, one beside it, or what it is a quantity of, is of one of the themes or lemmas.
func (s *scene) kind(i int, values []string) bool {
	if i = s.antecedent(i); s.kindOf(i, values) {
		return true
	}
	themed := s.theme(i).list != nil || s.lex.Frames(s.d.Tokens[i].Lemma, "n") != nil // "a suspension of aid" is no aid
	for _, c := range s.d.Children(i) {
		switch rel := s.d.Tokens[c].Rel.Base(); {
		case rel == "conj":
			if s.kindOf(c, values) {
				return true
			}
		case rel == "nmod" && !themed && s.marked(c, "of"):
			if s.kindOf(c, values) {
				return true
			}
		}
	}
	return false
}

func (s *scene) kindOf(i int, values []string) bool {
	lemma := s.d.Tokens[i].Lemma
	th := s.theme(i)
	for _, v := range values {
		if want, exact := strings.CutPrefix(v, "="); exact {
			if lemma == want || len(lemma) == len(want)+1 && lemma[:len(want)] == want && lemma[len(want)] == 's' {
				return true
			}
			continue
		}
		if th.is(v) {
			return true
		}
	}
	return false
}

func (s *scene) hasParticle(i int, n *lexicon.Need) bool {
	if next := i + 1; next < len(s.d.Tokens) && n.Key == "prt" && slices.Contains(n.Values, s.d.Tokens[next].Lemma) {
		return true // whatever it hangs on: "let free seven students"
	}
	for _, c := range s.d.Children(i) {
		t := &s.d.Tokens[c]
		if b := t.Rel.Base(); b != "compound" && b != "advmod" && b != "case" && t.Rel != "compound:prt" {
			continue
		}
		if n.Key == "together" && t.Lemma == "together" || slices.Contains(n.Values, t.Lemma) {
			return true
		}
	}
	return false
}

// hasResult finds what somebody is set or held as: "set free", "held responsible".
func (s *scene) hasResult(i int, values []string) bool {
	for _, c := range s.d.Children(i) {
		switch s.d.Tokens[c].Rel.Base() {
		case "xcomp", "advmod", "advcl", "acl", "amod", "compound":
			if slices.Contains(values, s.d.Tokens[c].Lemma) {
				return true
			}
		}
	}
	if o := s.d.Child(i, "obj"); o >= 0 {
		for _, c := range s.d.Children(o) {
			if c > o && s.d.Tokens[c].Rel == "amod" && slices.Contains(values, s.d.Tokens[c].Lemma) {
				return true // "left nine soldiers dead", hung on the soldiers
			}
		}
	}
	return false
}

func (s *scene) hasModifier(i int, values []string) bool {
	for _, c := range s.d.Children(i) {
		switch s.d.Tokens[c].Rel.Base() {
		case "amod", "compound", "nmod":
			if slices.Contains(values, s.d.Tokens[c].Lemma) {
				return true
			}
		}
	}
	return false
}

// near looks for a theme anywhere in the sentence: "a state of emergency after the earthquake".
func (s *scene) near(i int, values []string) bool {
	sent := s.d.Sents[s.d.Tokens[i].Sent]
	for j := sent.First; j < sent.End; j++ {
		t := &s.d.Tokens[j]
		if u := t.UPOS; (u == parse.NOUN || u == parse.PROPN || u == parse.ADJ) && s.kindOf(j, values) {
			return true
		}
		if t.UPOS == parse.PROPN && slices.ContainsFunc(values, theme{list: s.lex.Themes(strings.ToLower(t.Lemma))}.is) {
			return true // "the Six Nations Championship"
		}
	}
	return false
}

func (s *scene) innerIs(inner int, types []string) bool {
	se := s.sense(inner)
	// "pledged not to attack" is no threat: what is denied has no type.
	return se.frame != nil && se.frame.Act == lexicon.ActEvent && slices.Contains(types, string(se.frame.Type)) && !s.negated(inner)
}

// containsEvent reports whether the inner event is what the object is a number of: "a series of strikes".
func (s *scene) containsEvent(o, inner int) bool {
	if inner < 0 || s.d.Tokens[inner].UPOS != parse.NOUN {
		return false
	}
	t := &s.d.Tokens[inner]
	return t.Head == o && (t.Rel.Base() == "nmod" && s.marked(inner, "of") || t.Rel.Base() == "conj")
}

// otherSubject reports whether the clause in the complement has a subject of its own that is somebody else.
// "warned that fighters may cross": fighters. "warned that it would respond": itself.
func (s *scene) otherSubject(i, inner int) bool {
	own := s.d.Child(inner, "nsubj", "nsubj:pass")
	if own < 0 {
		return false
	}
	subj := s.surface(i, 0)
	a, b := s.who(subj, true), s.who(own, true)
	if len(b) == 0 || len(a) == 0 {
		return s.d.Tokens[own].UPOS != parse.PRON
	}
	return !sameParties(a, b)
}

// fill finds the parties of a candidate and its CAMEO code.
func (s *scene) fill(c *candidate) {
	f := c.frame
	c.cameo, c.mode = s.code(c)
	s.asking = f.Type
	s.acting = true
	c.actors = s.actorsOf(c)
	s.acting = false
	names := f.Recipient
	if len(names) == 0 {
		names = s.usual(f.Type)
	}
	if c.typ == tocsin.Accuse && s.blameless(c) {
		names = nil
	}
	for _, name := range names {
		ps := without(s.argument(c.tok, name, 0), c.actors)
		if len(ps) == 0 {
			continue
		}
		if f.Mutual && len(c.actors) > 0 && slices.Contains(joining[:], strings.TrimSuffix(name, "@")) {
			c.joined = ps
			c.actors, c.reciprocal = distinct(append(c.actors, ps...)), true
			s.asking = ""
			return
		}
		c.recipients = ps
		break
	}
	if len(c.recipients) == 0 && s.d.Tokens[c.tok].UPOS == parse.VERB && !(f.Mutual && len(c.actors) > 1) {
		c.recipients = without(s.nearby(c.tok, names), c.actors)
	}
	if len(c.recipients) == 0 && len(c.actors) > 1 && (f.Mutual || s.eachOther(c.tok)) {
		c.reciprocal = true
	}
	s.crowd(c)
	s.asking = ""
}

// blameless reports whether what is condemned is an attack of which no doer is told: "condemned the shelling of a clinic in Narin"
// condemns nobody who is named.
func (s *scene) blameless(c *candidate) bool {
	o := s.object(c.tok)
	if o < 0 || s.d.Tokens[o].UPOS != parse.NOUN || !s.sense(o).is(tocsin.Assault) {
		return false
	}
	s.acting = true
	ps := s.first(o, s.sense(o).frame.Actor, nounActor[:], 0)
	s.acting = false
	return len(ps) == 0
}

// eachOther reports whether those who act do it to one another: "Velmora and Qarzan accused each other".
func (s *scene) eachOther(i int) bool {
	o := s.object(i)
	pair := func(a, b int) bool {
		if a < 0 || b >= len(s.d.Tokens) {
			return false
		}
		x, y := s.d.Tokens[a].Lemma, s.d.Tokens[b].Lemma
		return x == "each" && y == "other" || x == "one" && y == "another"
	}
	return o >= 0 && (pair(o-1, o) || pair(o, o+1))
}

// joining lists the arguments that make a party an actor of a mutual event.
var joining = [...]string{"with", "between", "against", "obj", "of"}

func (s *scene) actorsOf(c *candidate) []party {
	f := c.frame
	if s.d.Tokens[c.tok].UPOS != parse.NOUN || len(f.Actor) == 0 && s.host(c.tok) < 0 {
		return s.first(c.tok, f.Actor, actorDefault[:], 0)
	}
	if s.host(c.tok) >= 0 {
		if ps := s.argument(c.tok, "subj", 0); len(ps) > 0 {
			return ps
		}
	}
	return s.first(c.tok, f.Actor, nounActor[:], 0)
}

var (
	actorDefault = [...]string{"subj"}
	nounActor    = [...]string{"by", "poss", "mod", "from"}
)

// code completes the CAMEO code and the modes of a frame.
func (s *scene) code(c *candidate) (tocsin.CAMEO, []string) {
	code, mode := c.frame.CAMEO, c.frame.Mode
	if outer, ok := strings.CutSuffix(code, "<"); ok {
		var inner tocsin.CAMEO
		if c.inner >= 0 {
			if f := s.sense(c.inner).frame; f != nil && f.Act == lexicon.ActEvent && !strings.HasSuffix(f.CAMEO, "<") {
				inner, _ = s.code(&candidate{tok: c.inner, frame: f, inner: s.sense(c.inner).inner})
			}
		}
		full, m := s.lex.Compose(outer, inner)
		if m != "" && mode == nil {
			mode = []string{m}
		}
		return full, mode
	}
	stem, ok := strings.CutSuffix(code, "?")
	if !ok {
		return tocsin.CAMEO(code), mode
	}
	if d := s.digit(c.tok); d != 0 {
		return tocsin.CAMEO(stem + string(d)), mode
	}
	if len(stem) == 2 {
		stem += "0"
	}
	return tocsin.CAMEO(stem), mode
}

// digit returns the digit of the theme of a word or its object: 3 of "sent blankets".
func (s *scene) digit(i int) byte {
	for _, j := range [...]int{s.object(i), i} {
		if j < 0 {
			continue
		}
		if d := s.theme(j).digit(); d != 0 {
			return d
		}
		for _, c := range s.d.Children(j) {
			if b := s.d.Tokens[c].Rel.Base(); b == "nmod" || b == "conj" {
				if d := s.theme(c).digit(); d != 0 {
					return d
				}
			}
		}
	}
	return 0
}

func (t theme) digit() byte {
	for _, x := range t.list {
		if x.Digit != 0 {
			return x.Digit
		}
	}
	return 0
}

// usual returns where the recipient of a type usually stands.
func (s *scene) usual(t tocsin.PLOVER) []string { return s.lex.TypeRule(t).Recipient }
