package act

import (
	"slices"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/parse"
)

// land returns the state of a place that the text names at a token; "" where it names none.
func (s *scene) land(i int) string {
	for _, p := range s.places.All() {
		if p.Span.Overlaps(s.d.Tokens[i].Span) && p.Border == nil {
			return p.Country
		}
	}
	return ""
}

// locate gives a state to those of whom the text says only what they are: "Police in Karachi", "nine miners were killed near
// Ghazni". It is the state of the place where it was done, else of those who did it or to whom.
func (s *scene) locate(c *candidate) {
	here := ""
	if slices.ContainsFunc(c.actors, s.stateless) || slices.ContainsFunc(c.recipients, s.stateless) {
		if p := s.places.Event(c.tok); p != nil && p.Border == nil {
			here = p.Country
		}
	}
	actors, recipients := s.stateOf(c.actors), s.stateOf(c.recipients)
	if len(c.recipients) == 0 && actors != "" && slices.ContainsFunc(c.mode, func(m string) bool { return m == "curfew" || m == "martial-law" }) {
		c.recipients = []party{{entity: -1, tok: c.tok, code: tocsin.ActorCode(actors)}} // "imposed a curfew": on its own people
	}
	for k := range c.actors {
		state := here
		switch {
		case s.office(c.actors[k]) && slices.Contains(diplomatic[:], c.typ):
			continue // "The ministers met in Narin" doesn't say whose they are
		case state != "":
		case c.typ == tocsin.Protest:
			state = recipients
		case c.reciprocal && c.typ == tocsin.Assault:
			state = actors // "clashes between Velmoran police and farmers"
		}
		s.belong(&c.actors[k], state)
	}
	for k := range c.recipients {
		state := here
		if p := &c.recipients[k]; state == "" && (s.lex.TypeRule(c.typ).Domestic || slices.ContainsFunc(c.actors, s.law)) && !s.office(*p) {
			state = actors
		}
		s.belong(&c.recipients[k], state)
	}
}

// diplomatic are the types of what officials do away from home, too.
var diplomatic = [...]tocsin.PLOVER{tocsin.Consult, tocsin.Agree, tocsin.Support, tocsin.Cooperate, tocsin.Request, tocsin.Accuse}

// law reports whether a party is a court or police, which mostly deal with those of their own state.
func (s *scene) law(p party) bool {
	return p.entity >= 0 && (slices.Contains(s.cast.Entities[p.entity].Codes, "JUD") || slices.Contains(s.cast.Entities[p.entity].Codes, "COP"))
}

// office reports whether somebody of no told state holds an office: an envoy is sent home by another state than his own.
func (s *scene) office(p party) bool {
	return p.entity >= 0 && slices.Contains(s.cast.Entities[p.entity].Codes, "GOV")
}

// belong puts a state before the code of somebody of none.
func (s *scene) belong(p *party, state string) {
	if state == "" || !s.stateless(*p) {
		return
	}
	if p.entity >= 0 {
		if p.code = s.cast.Entities[p.entity].Code(); p.code == "" {
			p.code = civilian
		}
	}
	p.code = tocsin.ActorCode(state) + p.code
}

// stateless reports whether a party is people of some sort, of no state: "police", "two miners". Gunmen may come from anywhere.
func (s *scene) stateless(p party) bool {
	if p.entity < 0 || p.code != "" {
		return p.entity < 0 && p.code == civilian
	}
	e := &s.cast.Entities[p.entity]
	return len(e.Codes) > 0 && slices.Contains(sectors[:], e.Codes[0]) || len(e.Codes) == 0 && e.Kind == tocsin.Person && e.Actor == ""
}

const civilian tocsin.ActorCode = "CVL"

// crowd takes people of whom the text says no more for those who protested, or for those to whom it was done.
// "Thousands marched through the capital." "Police arrested six suspects."
func (s *scene) crowd(c *candidate) {
	if c.typ == tocsin.Protest && len(c.actors) == 0 && s.happens(c.tok) {
		c.actors = []party{{entity: -1, tok: c.tok, code: civilian}} // "Protests broke out in Narin."
	}
	if s.d.Tokens[c.tok].UPOS != parse.VERB {
		return
	}
	if c.typ == tocsin.Protest && len(c.actors) == 0 {
		c.actors = s.people(s.doer(c.tok), "person")
	}
	if s.lex.TypeRule(c.typ).People && len(c.recipients) == 0 && !c.reciprocal {
		c.recipients = s.people(s.object(c.tok), "person.folk")
	}
}

// people returns an unnamed party for a noun of a class of people.
func (s *scene) people(i int, class string) []party {
	if i < 0 {
		return nil
	}
	i = s.antecedent(i)
	t := &s.d.Tokens[i]
	switch {
	case s.negated(i):
		return nil
	case t.UPOS == parse.NUM && s.d.Child(i, "nmod") < 0: // "a bomb killed nine"
	case t.UPOS != parse.NOUN || !s.theme(i).is(class):
		return nil
	}
	return []party{{entity: -1, tok: i, code: civilian}}
}

// sectors are the codes of PLOVER that say what somebody is and not of which state; UAF and UNK are left out.
var sectors = [...]string{"COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "AGR", "BUS", "CRM", "CVL", "EDU", "ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC"}

// stateOf returns the state of the first party that has one.
func (s *scene) stateOf(ps []party) string {
	for _, p := range ps {
		if p.entity < 0 || p.code == "" && s.stateless(p) {
			continue
		}
		if codes := s.cast.Entities[p.entity].Codes; len(codes) > 0 && len(codes[0]) == 3 && !slices.Contains(abroad[:], codes[0]) {
			return codes[0]
		}
	}
	return ""
}

// abroad are the codes of actors that belong to no state, and of unnamed ones.
var abroad = [...]string{"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC", "UAF", "UNK"}
