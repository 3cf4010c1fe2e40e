package act

import (
	"slices"
	"strings"

	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
)

// phrases returns the nouns behind a preposition on a word, on its object, and on the verb that carries it.
func (s *scene) phrases(i int, prep string) []int {
	var out []int
	add := func(j int) {
		for _, c := range s.d.Children(j) {
			b := s.d.Tokens[c].Rel.Base()
			if (b == "obl" || b == "nmod" || b == "advmod" || b == "xcomp" || b == "advcl") && s.d.Tokens[c].Rel != "nmod:poss" && s.caseIs(c, prep) {
				out = append(out, c)
			}
		}
	}
	add(i)
	if s.d.Tokens[i].UPOS == parse.NOUN {
		for _, c := range s.d.Children(i) {
			if s.d.Tokens[c].Rel.Base() == "nmod" && s.marked(c, "of") && prep != "of" {
				add(c) // "the withdrawal of troops from the valley"
			}
		}
		if p := s.carrier(i); p >= 0 {
			add(p)
		} else if t := &s.d.Tokens[i]; t.Head >= 0 && (t.Rel == "obl" || t.Rel == "nsubj") {
			add(t.Head) // "were on alert in the capital"
		}
		return out
	}
	if o := s.object(i); o >= 0 && prep != "by" {
		add(o)
		for _, c := range s.d.Children(o) {
			if s.d.Tokens[c].Rel.Base() == "nmod" && s.marked(c, "of") && prep != "of" {
				add(c) // "a series of strikes on the town"
			}
		}
	}
	return out
}

// caseIs compares the preposition of a noun: "out" of "out of the country", "by" of an agent.
func (s *scene) caseIs(i int, prep string) bool {
	for _, c := range s.d.Children(i) {
		t := &s.d.Tokens[c]
		if t.Rel.Base() == "case" || t.Rel.Base() == "mark" {
			if t.Lemma == prep || strings.EqualFold(t.Form, prep) {
				return true
			}
		}
	}
	return prep == "by" && s.d.Tokens[i].Rel == "obl:agent"
}

// argument returns the parties of a named argument of a word.
// Names are those of verbs.tsv; a final @ asks for the noun itself to be an actor.
func (s *scene) argument(i int, name string, depth int) []party {
	direct := strings.HasSuffix(name, "@")
	name = strings.TrimSuffix(name, "@")
	switch name {
	case "subj":
		if h := s.host(i); h >= 0 {
			return s.carried(h, i, depth)
		}
		if ps := s.who(s.subject(i), direct); len(ps) > 0 {
			return ps
		}
		return s.otherDoer(i)
	case "obj":
		o := s.object(i)
		if o >= 0 && s.d.Tokens[i].UPOS != parse.NOUN && o == s.subject(i) {
			return nil
		}
		return s.who(o, direct)
	case "iobj":
		return s.who(s.d.Child(i, "iobj"), direct)
	case "poss":
		return s.who(s.d.Child(i, "nmod:poss"), direct)
	case "mod":
		return s.modifiers(i)
	case "goal":
		return s.goalParties(i, depth)
	case "inner.subj", "inner.rec":
		return s.innerArgument(i, name == "inner.rec", depth)
	case "obj.from":
		name = "from"
	}
	phrases := s.phrases(i, name)
	if phrases == nil && (name == "between" || name == "against") {
		phrases = s.loose(i, name)
	}
	for _, c := range phrases {
		if ps := s.who(c, direct); len(ps) > 0 {
			return ps
		}
	}
	return nil
}

// nearby is the last resort for a recipient: somebody behind one of the named prepositions, before the next
// finite verb, whatever the parser hung the phrase on.
func (s *scene) nearby(i int, names []string) []party {
	end := s.d.Sents[s.d.Tokens[i].Sent].End
	for _, prep := range names {
		if !slices.Contains(telling[:], prep) {
			continue
		}
		for j := i + 1; j < end; j++ {
			t := &s.d.Tokens[j]
			if t.UPOS == parse.VERB && (t.XPOS == "VBD" || t.XPOS == "VBZ" || t.XPOS == "VBP") {
				break
			}
			if t.Lemma == prep && t.UPOS == parse.ADP && t.Head > j {
				if ps := s.who(t.Head, false); len(ps) > 0 {
					return ps
				}
			}
		}
	}
	return nil
}

// telling lists the prepositions that nearby trusts: those that rarely begin a phrase of time or manner.
var telling = [...]string{"against", "between", "to", "with", "from", "into", "on", "for", "of", "in"}

// loose finds a phrase with a preposition that hardly ever belongs to anything but the event before it,
// wherever the parser hung it: "sent troops for a possible war against the Borean army".
func (s *scene) loose(i int, prep string) []int {
	end := s.d.Sents[s.d.Tokens[i].Sent].End
	for j := i + 1; j < end; j++ {
		t := &s.d.Tokens[j]
		if t.UPOS == parse.VERB && s.sense(j).frame != nil {
			return nil
		}
		if t.Lemma == prep && t.UPOS == parse.ADP && t.Head > j {
			return []int{t.Head}
		}
	}
	return nil
}

// otherDoer finds who acts where the subject is nobody. "issued a report accusing the army": the one
// who issued it. Where the tree has no subject at all, the actor named right before the verb.
func (s *scene) otherDoer(i int) []party {
	t := &s.d.Tokens[i]
	if t.UPOS != parse.VERB || s.passive(i) {
		return nil
	}
	if t.Rel == "acl" && t.XPOS == "VBG" && t.Head >= 0 {
		if n := &s.d.Tokens[t.Head]; n.Rel == "obj" && n.Head >= 0 {
			return s.who(s.surface(n.Head, 0), true)
		}
		return nil
	}
	if s.surface(i, 0) >= 0 {
		return nil
	}
	j := i - 1
	for j >= 0 && (s.d.Tokens[j].UPOS == parse.AUX || s.d.Tokens[j].UPOS == parse.ADV) {
		j--
	}
	if j < 0 || s.d.Tokens[j].Sent != t.Sent || s.endsAt[j] < 0 {
		return nil
	}
	return s.at(s.endsAt[j])
}

// carried returns who acts through a verb that only carries an event noun.
func (s *scene) carried(host, noun, depth int) []party {
	f := s.sense(host).frame
	if f == nil || depth > maxDepth {
		return nil
	}
	for _, name := range f.Actor {
		if ps := s.argument(host, name, depth+1); len(ps) > 0 {
			return ps
		}
	}
	subj := s.subject(host)
	if subj < 0 || s.d.Within(noun, subj) && !s.headline(subj) {
		return nil
	}
	return s.who(subj, false)
}

// innerArgument returns the one who acts, or who receives, in the event of the complement.
func (s *scene) innerArgument(i int, recipient bool, depth int) []party {
	if depth > maxDepth {
		return nil
	}
	j := s.sense(i).inner
	if j < 0 {
		j = s.inner(i)
	}
	if j < 0 {
		return nil
	}
	f := s.sense(j).frame
	if f == nil || f.Act != lexicon.ActEvent {
		if recipient {
			return s.anyObject(j)
		}
		return s.who(s.surface(j, 0), false)
	}
	if recipient {
		return s.first(j, f.Recipient, s.usual(f.Type), depth+1)
	}
	names := f.Actor
	if s.d.Tokens[j].UPOS == parse.VERB && len(names) == 0 && s.passive(j) {
		return s.who(s.surface(j, 0), false)
	}
	return s.first(j, names, actorDefault[:], depth+1)
}

// anyObject looks for somebody in the object of a clause without a frame of its own:
// "to encourage the refugees".
func (s *scene) anyObject(j int) []party {
	if ps := s.who(s.object(j), true); s.known(ps) && s.d.Tokens[j].UPOS == parse.VERB && !s.passive(j) {
		return ps
	}
	for _, name := range [...]string{"to", "with", "for", "against", "on", "from", "in"} {
		if ps := s.argument(j, name, 0); len(ps) > 0 {
			return ps
		}
	}
	return nil
}

// first returns the parties of the first argument that has any.
func (s *scene) first(i int, names, usual []string, depth int) []party {
	if len(names) == 0 {
		names = usual
	}
	for _, name := range names {
		if ps := s.argument(i, name, depth); len(ps) > 0 {
			return ps
		}
	}
	return nil
}

// goal returns the clause that says what a protest is for: "marched to demand his resignation".
func (s *scene) goal(i int) int {
	for _, j := range [...]int{i, s.carrier(i), s.object(i)} {
		if j < 0 {
			continue
		}
		for _, c := range s.d.Children(j) {
			if b := s.d.Tokens[c].Rel.Base(); (b == "advcl" || b == "xcomp" || b == "acl") && s.d.Tokens[c].UPOS == parse.VERB {
				return c
			}
		}
	}
	return parse.NoHead
}

func (s *scene) goalParties(i, depth int) []party {
	g := s.goal(i)
	if g < 0 || depth > maxDepth {
		return nil
	}
	if f := s.sense(g).frame; f != nil && f.Act == lexicon.ActEvent {
		return s.first(g, f.Recipient, s.usual(f.Type), depth+1)
	}
	return s.anyObject(g)
}
