package act

import (
	"slices"
	"strings"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/parse"
)

// A cell of the table of modality: what an event of some types becomes when it is not asserted.
// PLOVER names only "auxiliary modes"; the cells that its manual fixes are marked.
type cell struct {
	types     []tocsin.PLOVER
	when      tocsin.Realis
	own       bool          // only by the actor's own word
	unwilling bool          // only with "will not", and not of what is merely permitted
	typ       tocsin.PLOVER // what it becomes
	root      string        // CAMEO root to compose with
	realis    tocsin.Realis
}

// table is read from the top; what no cell covers keeps type and realis.
var table = [...]cell{
	// "will meet", "plans to send food": a meeting or help to come is an agreement. (manual)
	{types: []tocsin.PLOVER{tocsin.Consult, tocsin.Support, tocsin.Cooperate, tocsin.Aid}, when: tocsin.Future, typ: tocsin.Agree, root: "03", realis: tocsin.Future},
	// "will withdraw its troops": announced, not yet carried out. (manual)
	{types: []tocsin.PLOVER{tocsin.Retreat}, when: tocsin.Future, typ: tocsin.Concede, root: "03", realis: tocsin.Future},
	// "will not release them", "would never meet the envoy": a refusal. Not "will not allow attacks":
	// who promises to refrain refuses nobody.
	{types: []tocsin.PLOVER{tocsin.Agree, tocsin.Consult, tocsin.Support, tocsin.Cooperate, tocsin.Aid, tocsin.Concede, tocsin.Retreat}, when: tocsin.Negated, unwilling: true, typ: tocsin.Reject, root: "12", realis: tocsin.Asserted},
	// "We will cut off their gas", said by the one who would: a threat.
	{types: []tocsin.PLOVER{tocsin.Sanction, tocsin.Mobilize, tocsin.Coerce, tocsin.Assault}, when: tocsin.Future, own: true, typ: tocsin.Threaten, root: "13", realis: tocsin.Future},
	// "If they cross, we would strike", said by the one who would. (manual)
	{types: []tocsin.PLOVER{tocsin.Sanction, tocsin.Mobilize, tocsin.Coerce, tocsin.Assault}, when: tocsin.Hypothetical, own: true, typ: tocsin.Threaten, root: "13", realis: tocsin.Future},
}

// settle decides realis, type, parties and confidence of a candidate.
func (s *scene) settle(c *candidate) {
	c.realis, c.why = s.realis(c.tok)
	c.realis, c.why = s.said(c, c.realis, c.why)
	own := s.ownWord(c)
	for _, row := range table {
		if !slices.Contains(row.types, c.typ) || row.when != c.realis || row.own && !own || c.when(row) && !s.conditional(c.tok) ||
			row.unwilling && (c.cameo == "080" || !s.negated(c.tok) && s.host(c.tok) < 0 || !s.willed(s.verbOf(c.tok))) {
			continue
		}
		c.typ, c.realis = row.typ, row.realis
		c.why += ", becomes " + string(row.typ)
		s.swap(c)
		var mode string
		c.cameo, mode = s.lex.Compose(row.root, c.cameo)
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
	c.actors, c.recipients = s.once(c.actors), s.once(c.recipients)
	s.dropNominal(c)
	if len(c.recipients) == 0 && !c.reciprocal && slices.Contains(wantRecipient[:], c.typ) {
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

// when reports whether a cell wants a condition beside the word: a bare "could attack" threatens nobody.
func (c *candidate) when(row cell) bool { return row.when == tocsin.Hypothetical && row.own }

var wantRecipient = [...]tocsin.PLOVER{tocsin.Cooperate, tocsin.Aid, tocsin.Sanction}

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

// unnamed gives an actor to violence that the text reports without one.
// "Three guards were killed in the blast." Floods are no actor, so an active verb gets none.
func (s *scene) unnamed(c *candidate) {
	if c.typ != tocsin.Assault || len(c.actors) > 0 || len(c.recipients) == 0 || s.d.Tokens[c.tok].UPOS != parse.VERB || !s.main(c.tok) {
		return
	}
	subj := s.subject(c.tok)
	switch {
	case !s.violent(c.tok):
		return
	case s.passive(c.tok) && (subj < 0 || len(s.who(subj, false)) == 0) && !s.disastrous(c.tok):
	case subj >= 0 && s.kind(subj, unnamedCause[:]) && s.d.Tokens[subj].UPOS == parse.NOUN:
	default:
		return
	}
	c.actors = []party{{entity: -1, tok: c.tok, code: "UAF"}}
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
var opening = [...]string{"open", "return", "exchange", "trade"}

// main reports whether a word stands in a main clause, or in what somebody is said to have said.
func (s *scene) main(i int) bool {
	for depth := 0; i >= 0 && depth < maxDepth; depth++ {
		switch s.d.Tokens[i].Rel.Base() {
		case "root":
			return true
		case "conj", "ccomp", "parataxis":
			i = s.d.Tokens[i].Head
		default:
			return false
		}
	}
	return true
}

var (
	violence     = [...]string{"violence"}
	disaster     = [...]string{"disaster"}
	unnamedCause = [...]string{"weapons", "fire", "=bomb", "=blast", "=explosion", "=bombing", "=gunman", "=attacker", "=attack", "=strike", "=mine", "=landmine"}
)

// dropNominal drops an event noun that nothing but itself asserts, unless it names both sides:
// "the killing of two engineers by gunmen" is an event, "their violence" isn't.
func (s *scene) dropNominal(c *candidate) {
	t := &s.d.Tokens[c.tok]
	if t.UPOS != parse.NOUN || s.host(c.tok) >= 0 || s.d.Child(c.tok, "cop", "nsubj") >= 0 {
		return
	}
	if len(c.recipients) == 0 && !c.reciprocal {
		c.actors = nil
	}
}

// sport guards against "beat Iran 3-1 in the semi-final".
func (s *scene) sport(c *candidate) bool {
	if c.typ != tocsin.Assault && c.typ != tocsin.Consult && c.typ != tocsin.Reject && c.typ != tocsin.Cooperate {
		return false
	}
	return s.near(c.tok, []string{"sport"})
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
