package act

import (
	"slices"
	"strings"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
)

// who returns the entities that a noun and those beside it stand for. Where the noun itself is
// nobody ("Tajik positions", "a call by the envoy"), and unless direct is set, somebody inside it is taken.
func (s *scene) who(i int, direct bool) []party {
	if i < 0 {
		return nil
	}
	i = s.antecedent(i)
	if ps := s.together(i); len(ps) > 0 {
		return ps
	}
	out := s.self(i, direct)
	for _, c := range s.d.Children(i) {
		if s.d.Tokens[c].Rel.Base() == "appos" && (s.headline(i) || s.d.Child(c, "conj") >= 0) {
			out = append(append(out, s.self(c, true)...), s.beside(c)...) // "Alba, Borea and Cela" is a list
		}
		if s.d.Tokens[c].Rel.Base() == "conj" && nominal(s.d.Tokens[c].UPOS) {
			out = append(out, s.self(c, direct)...)
			for _, g := range s.d.Children(c) {
				if s.d.Tokens[g].Rel.Base() == "conj" && nominal(s.d.Tokens[g].UPOS) {
					out = append(out, s.self(g, direct)...)
				}
			}
		}
	}
	return distinct(out)
}

// together returns those who met, for the words that take them up: "The two ministers met in Tarvia on Monday. Both sides
// agreed to reopen the crossing." The last mutual event counts, in this sentence or one of the two before.
func (s *scene) together(i int) []party {
	t := &s.d.Tokens[i]
	if t.UPOS != parse.NOUN || s.d.Feat(i, "Number") != "Plur" || !slices.Contains(companions[:], t.Lemma) || s.d.Child(i, "nmod", "appos", "acl", "conj") >= 0 {
		return nil
	}
	definite := false
	for _, c := range s.d.Children(i) {
		switch w := strings.ToLower(s.d.Tokens[c].Form); s.d.Tokens[c].Rel.Base() {
		case "det":
			definite = w == "the" || w == "both" || w == "these" || w == "those"
		case "nummod":
			if w != "two" {
				return nil
			}
			definite = true
		case "case", "punct", "mark", "cc":
		case "amod", "compound":
			if w != "both" && w != "foreign" && w != "defence" && w != "defense" && w != "prime" {
				return nil // "the Velmoran leaders"
			}
			definite = definite || w == "both"
		}
	}
	if !definite {
		return nil
	}
	for k := len(s.cands) - 1; k >= 0; k-- {
		c := &s.cands[k]
		if c.tok < i && s.d.Tokens[c.tok].Sent >= t.Sent-2 && c.reciprocal && len(c.actors) == 2 && !slices.Contains([]int{c.actors[0].tok, c.actors[1].tok}, i) {
			return []party{{entity: c.actors[0].entity, tok: i}, {entity: c.actors[1].entity, tok: i}}
		}
	}
	return nil
}

// companions are the nouns that take up those who met.
var companions = [...]string{"leader", "president", "minister", "premier", "side", "party", "country", "nation", "state", "government", "neighbour", "neighbor", "delegation", "diplomat", "counterpart", "negotiator", "man", "woman"}

// headline reports whether a noun is the subject of a headline without a finite verb, where a comma
// stands for "and": "Alba, Borea to hold talks".
func (s *scene) headline(i int) bool {
	verb := s.d.Child(i, "acl")
	if t := &s.d.Tokens[i]; t.Head >= 0 {
		if t.Rel != "nsubj" || s.d.Tokens[t.Head].Head >= 0 {
			return false
		}
		verb = t.Head
	}
	return verb >= 0 && s.marked(verb, "to")
}

func nominal(u parse.UPOS) bool {
	return u == parse.NOUN || u == parse.PROPN || u == parse.PRON || u == parse.ADJ || u == parse.NUM || u == parse.X
}

func (s *scene) self(i int, direct bool) []party {
	if ps := s.at(i); len(ps) > 0 {
		return ps
	}
	if ps := s.speaker(i); len(ps) > 0 {
		return ps
	}
	if ps := s.reported(i); len(ps) > 0 {
		return ps
	}
	for _, c := range s.d.Children(i) {
		if s.d.Tokens[c].Rel.Base() == "appos" {
			if ps := s.at(c); len(ps) > 0 {
				return ps
			}
		}
	}
	if direct {
		return nil
	}
	// "condemned the killing of two nurses by the army": the army. Who was killed isn't condemned.
	if se := s.sense(i); se.frame != nil && se.frame.Act == lexicon.ActEvent && s.d.Tokens[i].UPOS == parse.NOUN {
		if (se.frame.Mutual || se.frame.Type == tocsin.Assault) && s.depth < 3 {
			s.depth++
			ps := s.first(i, nounActor[:], nil, 0)
			s.depth--
			if len(ps) > 0 || s.acting || s.asking == tocsin.Accuse || s.asking == tocsin.Support {
				return ps
			}
		}
	}
	return s.inside(i, 0)
}

// at returns the entities mentioned at a token that may act.
func (s *scene) at(i int) []party {
	if h, ok := s.cast.HitAt(i); ok && (h.Line || s.acting && s.literal(i)) {
		return nil
	}
	var out []party
	for _, e := range s.cast.At(i) {
		var code tocsin.ActorCode
		switch ent := &s.cast.Entities[e]; {
		case ent.Kind == tocsin.Document:
			continue
		case ent.Kind == tocsin.PlaceKind && len(ent.Codes) == 0:
			if code = tocsin.ActorCode(s.land(i)); code == "" || s.acting || s.asking == "" {
				continue
			}
		}
		out = append(out, party{entity: e, tok: i, code: code})
	}
	return out
}

// literal reports whether a place is only where something is. "Near Velmora": the state does nothing there.
// Not "the people of Velmora", who may be all that is said of whose they are.
func (s *scene) literal(i int) bool {
	if s.marked(i, "of", "by", "with") {
		return false
	}
	switch s.d.Tokens[i].Rel.Base() {
	case "obl", "nmod":
	default:
		return false
	}
	return slices.ContainsFunc(s.places.All(), func(p tocsin.Place) bool {
		return p.Use == tocsin.Literal && p.Span.Overlaps(s.d.Tokens[i].Span)
	})
}

// athome drops recipients that are only the actor's own country as a place: "Velmora deployed a brigade
// along the border with Velmora's sea" is aimed at nobody.
func (s *scene) athome(c *candidate) {
	c.recipients = slices.DeleteFunc(c.recipients, func(p party) bool {
		if p.entity < 0 || !s.literal(p.tok) || len(s.cast.Entities[p.entity].Codes) == 0 {
			return false
		}
		land := s.cast.Entities[p.entity].Codes[0]
		return slices.ContainsFunc(c.actors, func(q party) bool {
			return q.entity >= 0 && len(s.cast.Entities[q.entity].Codes) > 0 && s.cast.Entities[q.entity].Codes[0] == land
		})
	})
}

// inside looks for somebody in the phrase of a noun: the owner, the one it comes from, the adjective
// of a country, then whoever is nearest.
func (s *scene) inside(i, depth int) []party {
	if depth > 4 {
		return nil
	}
	d := s.d
	ranks := [5][]int{}
	for _, c := range d.Children(i) {
		switch t := &d.Tokens[c]; {
		case t.Rel == "nmod:poss":
			ranks[0] = append(ranks[0], c)
		case t.Rel.Base() == "nmod" && s.marked(c, "of"):
			ranks[1] = append(ranks[1], c)
		case t.Rel.Base() == "compound" || t.Rel.Base() == "amod" || t.Rel.Base() == "flat":
			ranks[2] = append(ranks[2], c)
		case t.Rel.Base() == "nmod" && s.marked(c, "by", "from"):
			ranks[3] = append(ranks[3], c)
		case t.Rel.Base() == "acl" && s.agent(c) >= 0:
			ranks[3] = append(ranks[3], s.agent(c))
		case t.Rel.Base() == "nmod" || t.Rel.Base() == "appos":
			ranks[4] = append(ranks[4], c)
		}
	}
	if s.acting { // "floods in the north killed nine": the north did nothing
		ranks[4] = nil
		if s.theme(i).is("disaster") {
			return nil
		}
	}
	for _, rank := range ranks {
		for _, c := range rank {
			if ps := s.at(c); len(ps) > 0 {
				return append(ps, s.beside(c)...)
			}
		}
	}
	for _, rank := range ranks {
		for _, c := range rank {
			if ps := s.inside(c, depth+1); len(ps) > 0 {
				return ps
			}
		}
	}
	return nil
}

// beside returns those joined to a token: "aid for Alba and Borea".
func (s *scene) beside(i int) []party {
	var out []party
	for _, c := range s.d.Children(i) {
		if s.d.Tokens[c].Rel.Base() == "conj" {
			out = append(out, s.at(c)...)
		}
	}
	return out
}

// modifiers returns the actors among the words before a noun: "a Taliban attack", "Israeli strikes".
func (s *scene) modifiers(i int) []party {
	var out []party
	for _, c := range s.d.Children(i) {
		switch s.d.Tokens[c].Rel.Base() {
		case "amod", "compound", "nmod":
			if c < i && s.d.Tokens[c].Rel != "nmod:poss" {
				ps := s.at(c)
				if ps == nil && s.d.Tokens[c].Rel.Base() == "compound" {
					ps = s.modifiers(c) // "Israeli tank shelling", with the adjective on the tank
				}
				if len(ps) > 0 {
					out = append(append(out, ps...), s.beside(c)...)
				}
			}
		}
	}
	return distinct(out)
}

func distinct(ps []party) []party {
	var out []party
	for _, p := range ps {
		if !slices.ContainsFunc(out, func(q party) bool { return q.entity == p.entity }) {
			out = append(out, p)
		}
	}
	return out
}

// once leaves out an entity that has the name and the codes of one before it.
func (s *scene) once(ps []party) []party {
	var out []party
	for _, p := range ps {
		if p.entity < 0 || !slices.ContainsFunc(out, func(q party) bool { return q.entity >= 0 && s.namesake(p.entity, q.entity) }) {
			out = append(out, p)
		}
	}
	return out
}

func (s *scene) namesake(i, j int) bool {
	a, b := &s.cast.Entities[i], &s.cast.Entities[j]
	return i == j || a.Name == b.Name && a.Code() == b.Code()
}

func sameParties(a, b []party) bool {
	if len(a) != len(b) {
		return false
	}
	for _, p := range a {
		if !slices.ContainsFunc(b, func(q party) bool { return q.entity == p.entity && q.code == p.code }) {
			return false
		}
	}
	return true
}

// without leaves out the entities of the second list.
func without(ps, drop []party) []party {
	var out []party
	for _, p := range ps {
		if !slices.ContainsFunc(drop, func(q party) bool { return q.entity == p.entity }) {
			out = append(out, p)
		}
	}
	return out
}
