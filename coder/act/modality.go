package act

import (
	"slices"
	"strings"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/parse"
)

// settle decides realis, type, parties and confidence of a candidate.
func (s *scene) settle(c *candidate) {
	c.realis, c.why = s.realis(c.tok)
	c.realis, c.why = s.said(c, c.realis, c.why)
	own := s.ownWord(c)
	for _, row := range s.lex.Rewrites() {
		if !slices.Contains(row.Types, c.typ) || row.When != c.realis || row.Own && !own || row.Condition && !s.conditional(c.tok) ||
			row.Unwilling && (c.cameo == "080" || !s.negated(c.tok) && s.host(c.tok) < 0 || !s.willed(s.verbOf(c.tok))) {
			continue
		}
		c.typ, c.realis = row.Becomes, row.Realis
		c.why += ", becomes " + string(row.Becomes)
		s.swap(c)
		var mode string
		c.cameo, mode = s.lex.Compose(row.Root, c.cameo)
		if c.mode = nil; mode != "" {
			c.mode = []string{mode}
		}
		break
	}
	s.abstain(c)
	s.accident(c)
	s.unnamed(c)
	s.victims(c)
	s.athome(c)
	s.locate(c)
	c.actors, c.recipients = s.once(c.actors), s.once(c.recipients)
	s.dropNominal(c)
	if len(c.recipients) == 0 && !c.reciprocal && s.lex.TypeRule(c.typ).Wants {
		c.actors = nil // the manual asks for a recipient
	}
	if s.sport(c) {
		c.actors = nil
	}
	c.confidence = s.confidence(c)
}

// verbOf returns the verb that carries an event noun, or the word itself.
func (s *scene) verbOf(i int) int {
	if h := s.host(i); h >= 0 {
		return h
	}
	return i
}

// swap sets the parties right after a change of type. A visit to come belongs to the host who promises it:
// "will receive the envoy".
func (s *scene) swap(c *candidate) {
	if c.typ == tocsin.Reject && c.joined != nil { // "will not meet them": one refuses the others
		c.actors, c.recipients, c.reciprocal = without(c.actors, c.joined), c.joined, false
	}
	if c.typ == tocsin.Agree && len(c.frame.Actor) == 1 && c.frame.Actor[0] == "obj" {
		c.actors, c.recipients = c.recipients, c.actors
	}
}

// unnamed gives an actor to what the text reports without one. "Two men were arrested in Narin." "Three guards were killed in
// the blast." Floods are no actor, so an active verb of violence gets none.
func (s *scene) unnamed(c *candidate) {
	if s.lex.TypeRule(c.typ).Untold && len(c.actors) == 0 && len(c.recipients) > 0 && s.d.Tokens[c.tok].UPOS == parse.VERB &&
		s.passive(c.tok) && s.subject(c.tok) < 0 && s.main(c.tok) {
		c.actors = []party{{entity: -1, tok: c.tok, code: "UNK"}}
		return
	}
	if c.typ == tocsin.Mobilize && len(c.actors) == 0 && s.d.Tokens[c.tok].UPOS == parse.VERB && s.passive(c.tok) && s.main(c.tok) {
		c.actors = s.who(s.object(c.tok), true) // "Riot police were deployed": whose they are, they act for
		return
	}
	if s.fallen(c) {
		return
	}
	if c.typ == tocsin.Assault && len(c.actors) == 0 && len(c.recipients) > 0 && s.judged(c.tok) {
		c.actors = []party{{entity: -1, tok: c.tok, code: "UNK"}}
		return
	}
	if c.typ != tocsin.Assault || len(c.actors) > 0 || s.d.Tokens[c.tok].UPOS != parse.VERB || !s.main(c.tok) {
		return
	}
	subj := s.subject(c.tok)
	if caused := subj >= 0 && (s.kind(subj, unnamedCause[:]) || s.sense(subj).is(tocsin.Assault)); len(c.recipients) == 0 && !c.reciprocal && caused {
		c.recipients = s.ground(c.tok) // "A car bomb went off outside a mosque in Narin"
	}
	if len(c.recipients) == 0 {
		return
	}
	switch {
	case !s.violent(c.tok):
		return
	case s.passive(c.tok) && (subj < 0 || len(s.who(subj, false)) == 0) && !s.disastrous(c.tok):
	case subj >= 0 && (s.kind(subj, unnamedCause[:]) || s.sense(subj).is(tocsin.Assault)) && s.d.Tokens[subj].UPOS == parse.NOUN:
	default:
		return
	}
	c.actors = []party{{entity: -1, tok: c.tok, code: "UAF"}}
}

// judged reports whether a noun is an attack that somebody condemns, so that it happened: "condemned the shelling of a clinic".
func (s *scene) judged(i int) bool {
	t := &s.d.Tokens[i]
	return t.UPOS == parse.NOUN && t.Rel == "obj" && t.Head >= 0 && s.sense(t.Head).is(tocsin.Accuse)
}

// ground is the state on whose ground something was done, as the one to whom it was done.
func (s *scene) ground(i int) []party {
	p := s.places.Event(i)
	if p == nil || p.Country == "" || p.Border != nil {
		return nil
	}
	return []party{{entity: -1, tok: max(0, s.d.TokenAt(p.Span.Start)), code: tocsin.ActorCode(p.Country)}}
}

// fallen gives the dead and wounded of an attack to those who made it, where that is told beside them, and makes one event of
// both. "One man was killed in Velmoran air strikes." "Two guards were wounded when the rebels opened fire."
func (s *scene) fallen(c *candidate) bool {
	if c.typ != tocsin.Assault || len(c.actors) > 0 || !s.passive(c.tok) {
		return false
	}
	for _, i := range s.d.Children(c.tok) {
		switch b := s.d.Tokens[i].Rel.Base(); {
		case b == "obl" && s.marked(i, "in", "during", "by", "after"), b == "advcl" && (s.marked(i, "as", "after", "in", "when") || s.when(i)):
		default:
			continue
		}
		k := s.byTok[i]
		if se := s.senses[i].inner; k < 0 && s.senses[i].frame != nil && se >= 0 {
			k = s.byTok[se]
		}
		if k < 0 || s.cands[k].typ != tocsin.Assault || s.cands[k].consumed || len(s.cands[k].actors) == 0 {
			continue
		}
		if attack := &s.cands[k]; attack.reciprocal {
			c.merged, attack.also = true, append(attack.also, c.tok)
		} else if c.actors = attack.actors; len(attack.recipients) == 0 {
			attack.merged, c.also = true, append(c.also, attack.tok)
		}
		return true
	}
	return false
}

// when reports whether a clause says when something happened.
func (s *scene) when(i int) bool {
	return slices.ContainsFunc(s.d.Children(i), func(c int) bool { return s.d.Tokens[c].Lemma == "when" || s.d.Tokens[c].Lemma == "while" })
}

// victims says whose people the dead are where only the attack that killed them tells it:
// "An attack on Velmoran schools killed nine people."
func (s *scene) victims(c *candidate) {
	subj := s.subject(c.tok)
	if c.typ != tocsin.Assault || subj < 0 || s.byTok[subj] < 0 || slices.ContainsFunc(c.recipients, s.affiliated) {
		return
	}
	if attack := &s.cands[s.byTok[subj]]; attack.typ == tocsin.Assault && slices.ContainsFunc(attack.recipients, s.affiliated) {
		c.recipients = attack.recipients
	}
}

// affiliated reports whether a party is more than some civilians of nowhere.
func (s *scene) affiliated(p party) bool {
	if p.entity < 0 {
		return p.code != ""
	}
	codes := s.cast.Entities[p.entity].Codes
	return len(codes) > 1 || len(codes) == 1 && codes[0] != "CVL"
}

// abstain moves a promise to refrain into the future: "Velmora reaffirmed that it would not permit raids from its soil".
// Nothing was agreed on or signed; whether it is kept lies ahead.
func (s *scene) abstain(c *candidate) {
	if c.typ == tocsin.Agree && c.realis == tocsin.Asserted && c.inner >= 0 && s.negated(c.inner) {
		c.realis = tocsin.Future
		c.why += ", a promise to refrain"
	}
}

// accident takes the actor from deaths that nobody meant: "A Velmoran bus plunged into a river, killing nine."
func (s *scene) accident(c *candidate) {
	if c.typ == tocsin.Assault && s.disastrous(c.tok) && !s.speaks(s.d.Tokens[c.tok].Sent, violence[:]) {
		c.actors = nil
	}
}

// violent reports whether the sentence, or the one before it, speaks of violence. Without that the dead may be
// those of a fire or a crash.
func (s *scene) violent(i int) bool {
	sent := s.d.Tokens[i].Sent
	return s.speaks(sent, violence[:]) || sent > 0 && !s.disastrous(i) && s.speaks(sent-1, violence[:])
}

func (s *scene) disastrous(i int) bool { return s.speaks(s.d.Tokens[i].Sent, disaster[:]) }

// speaks reports whether a word of a sentence, verbs included, is of one of the themes.
func (s *scene) speaks(sent int, themes []string) bool {
	for i := s.d.Sents[sent].First; i < s.d.Sents[sent].End; i++ {
		t := &s.d.Tokens[i]
		if t.UPOS == parse.VERB && t.Lemma == "fire" || t.UPOS == parse.NOUN && t.Lemma == "fire" && t.Head >= 0 && slices.Contains(opening[:], s.d.Tokens[t.Head].Lemma) {
			return slices.Contains(themes, "violence") // "opened fire"
		}
		switch t.UPOS {
		case parse.NOUN, parse.PROPN, parse.ADJ, parse.VERB:
			if slices.ContainsFunc(themes, s.theme(i).is) || slices.ContainsFunc(themes, theme{list: s.lex.Themes(strings.ToLower(t.Lemma))}.is) {
				return true
			}
		}
	}
	return false
}

// opening lists the verbs that make shooting of "fire".
var opening = [...]string{"open", "return", "exchange", "trade", "set"}

// main reports whether a word stands in a main clause, or in what somebody is said to have said.
func (s *scene) main(i int) bool {
	for depth := 0; i >= 0 && depth < maxDepth; depth++ {
		switch t := &s.d.Tokens[i]; t.Rel.Base() {
		case "root":
			return true
		case "conj", "ccomp", "parataxis":
			i = t.Head
		case "advcl": // "A bomb went off outside a café, killing nine."
			if t.XPOS != "VBG" || s.d.Child(i, "mark") >= 0 {
				return false
			}
			i = t.Head
		default:
			return false
		}
	}
	return true
}

var (
	violence     = [...]string{"violence"}
	disaster     = [...]string{"disaster"}
	unnamedCause = [...]string{"weapons", "fire", "=bomb", "=blast", "=explosion", "=bombing", "=gunman", "=attacker", "=attack", "=strike", "=mine", "=landmine", "=saboteur", "=assailant", "=bomber", "=kidnapper", "=arsonist", "=hijacker"}
)

// dropNominal drops an event noun that nothing but itself asserts, unless it names both sides:
// "the killing of two engineers by gunmen" is an event, "their violence" isn't.
func (s *scene) dropNominal(c *candidate) {
	t := &s.d.Tokens[c.tok]
	if t.UPOS != parse.NOUN || s.host(c.tok) >= 0 || s.d.Child(c.tok, "cop", "nsubj") >= 0 || s.happens(c.tok) {
		return
	}
	if len(c.recipients) == 0 && !c.reciprocal {
		c.actors = nil
	}
}

// happens reports whether a verb says of an event noun that it took place: "Protests broke out in Narin."
func (s *scene) happens(i int) bool {
	t := &s.d.Tokens[i]
	return t.Rel == "nsubj" && t.Head >= 0 && slices.Contains(happening[:], s.d.Tokens[t.Head].Lemma) && s.main(t.Head)
}

var happening = [...]string{"occur", "erupt", "break", "happen", "continue", "spread", "flare", "intensify", "resume", "ensue", "begin", "start", "escalate", "rock", "take"}

// sport guards against "beat Iran 3-1 in the semi-final".
func (s *scene) sport(c *candidate) bool {
	if c.typ != tocsin.Assault && c.typ != tocsin.Consult && c.typ != tocsin.Reject && c.typ != tocsin.Cooperate {
		return false
	}
	return s.near(c.tok, []string{"sport"}) || s.scored(s.d.Tokens[c.tok].Sent)
}

// scored reports whether a sentence tells the score of a match: "beat Velmora 3-1".
func (s *scene) scored(sent int) bool {
	for i := s.d.Sents[sent].First; i < s.d.Sents[sent].End; i++ {
		if t := &s.d.Tokens[i]; t.Lemma == "beat" || t.Lemma == "defeat" || t.Lemma == "win" {
			for j := i + 1; j < s.d.Sents[sent].End; j++ {
				if score(s.d.Tokens[j].Form) || j+2 < s.d.Sents[sent].End && score(s.d.Tokens[j].Form+s.d.Tokens[j+1].Form+s.d.Tokens[j+2].Form) {
					return true
				}
			}
		}
	}
	return false
}

// score reports whether a word is two numbers of at most three digits with a dash between.
func score(form string) bool {
	a, b, ok := strings.Cut(strings.ReplaceAll(form, "–", "-"), "-")
	number := func(s string) bool { return len(s) > 0 && len(s) < 4 && strings.Trim(s, "0123456789") == "" }
	return ok && number(a) && number(b)
}

// confidence is a rough prior, for ordering only: parties known, said by a verb, in the main clause.
func (s *scene) confidence(c *candidate) float64 {
	p := .9
	if len(c.recipients) == 0 && !c.reciprocal {
		p *= .75
	}
	if s.d.Tokens[c.tok].UPOS == parse.NOUN && s.host(c.tok) < 0 {
		p *= .8
	}
	depth := 0
	for i := c.tok; i >= 0 && depth < 6; i = s.d.Tokens[i].Head {
		switch s.d.Tokens[i].Rel.Base() {
		case "acl", "advcl", "nmod", "parataxis":
			depth++
		}
	}
	for range depth {
		p *= .85
	}
	if c.realis != tocsin.Asserted {
		p *= .9
	}
	return float64(int(p*1000+.5)) / 1000
}
