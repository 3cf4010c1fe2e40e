package attribute

import (
	"fmt"
	"slices"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
)

// nobody is the speaker of a candidate that is not resolved.
const nobody = -1

// reach is how many sentences back a pronoun or a bare role may find its speaker. Farther back, two of three guesses of a
// reader without the text in mind are wrong.
const reach = 2

// resolveSpeakers finds the entity of each source, outer statements before the ones inside them, in text order. It leaves a
// source unresolved rather than guess: a wrong name on a statement is the worst error there is.
func (r *reader) resolveSpeakers() {
	for _, c := range r.found {
		c.speaker = nobody
		if c.who != parse.NoHead && r.sourceOf[c.who] == nil {
			r.sourceOf[c.who] = c
		}
	}
	done := make(map[*candidate]bool, len(r.found))
	var visit func(c *candidate)
	visit = func(c *candidate) {
		if done[c] {
			return
		}
		done[c] = true
		if c.parent != nil {
			visit(c.parent)
		}
		for k := range c.carrier {
			c.carrier[k].entity = r.carrierAt(c, &c.carrier[k])
		}
		c.speaker = r.speaker(c)
	}
	for _, c := range r.found {
		visit(c)
	}
	for _, c := range r.found { // who got his name only later
		c.speaker = r.known(c.speaker)
		for k := range c.carrier {
			c.carrier[k].entity = r.known(c.carrier[k].entity)
		}
	}
}

// known leads from somebody without a name to who he turned out to be.
func (r *reader) known(e int) int {
	if as, ok := r.turnedOut[e]; ok {
		return as
	}
	return e
}

// carrierAt is who a hop between the carrier of the article and the speaker is.
func (r *reader) carrierAt(c *candidate, h *hop) int {
	switch {
	case r.form(h.head) == "us":
		return r.carrierItself(h.head)
	case r.upos(h.head) == parse.PRON:
		e, _ := r.refer(h.head, c)
		return e
	}
	return r.voice(h.head, true)
}

// speaker resolves one source: a pronoun by whom it means, a noun phrase by a name in it or by what was said of him before.
func (r *reader) speaker(c *candidate) int {
	if c.who == parse.NoHead {
		return nobody
	}
	if c.turn {
		c.trust = 0.95
		return r.turnSpeaker(c)
	}
	who := r.antecedent(c.who)
	if c.who != who {
		c.why("relative pronoun for " + r.doc.Tokens[who].Form)
	}
	if first(r.form(who)) && r.upos(who) == parse.PRON {
		return r.firstPerson(c, who)
	}
	if r.upos(who) == parse.PRON {
		return r.pronoun(c, who)
	}
	if a, b := r.pair(who); a != nobody {
		c.joint, c.trust = []int{b}, 0.7
		c.why("speaks with " + r.cast.Entities[b].Name)
		return a
	}
	e := r.voice(who, true)
	if e == nobody {
		c.why("unresolved: no antecedent for " + r.doc.Tokens[who].Form)
		return nobody
	}
	if r.onlyQuoted(c, e) {
		c.why("unresolved: named only inside its own quotation")
		return nobody
	}
	c.trust = 0.9
	if r.definite(who) && r.upos(who) == parse.NOUN && !r.inPhrase(e, who) {
		c.trust = 0.8
		c.why("taken up: " + r.doc.Tokens[who].Form + " is " + r.cast.Entities[e].Name)
	}
	for _, id := range r.ids(who) {
		if id != e && !slices.Contains(c.joint, id) && len(r.ids(who)) > 1 {
			c.joint = append(c.joint, id)
		}
	}
	if len(c.joint) > 0 {
		c.why(fmt.Sprintf("speaks with %d others", len(c.joint)))
	}
	return e
}

// inPhrase reports whether an entity is mentioned in the phrase of a token.
func (r *reader) inPhrase(e, i int) bool {
	p := r.doc.Span(r.nominal(i))
	return slices.ContainsFunc(r.cast.Entities[e].Mentions, func(m tocsin.Mention) bool { return m.Span.Overlaps(p) })
}

// pronoun resolves "he", "it", "they": by the sentences before.
func (r *reader) pronoun(c *candidate, who int) int {
	switch r.form(who) {
	case "he", "she", "it", "they", "him", "her", "them":
	default:
		c.why("unresolved: " + r.doc.Tokens[who].Form)
		return nobody
	}
	if r.form(who) == "they" {
		if p := r.before(c); p != nil && len(p.joint) > 0 {
			c.joint, c.trust = p.joint, 0.6
			c.why("speakers of " + p.id)
			return p.speaker
		}
	}
	e, why := r.refer(who, c)
	if e == nobody {
		c.why("unresolved: " + why)
		return nobody
	}
	c.trust = 0.8
	c.why("speaker: " + why)
	return e
}

// before returns the last statement before one, not inside another, within reach.
func (r *reader) before(c *candidate) *candidate {
	var last *candidate
	for _, p := range r.found {
		if p == c {
			break
		}
		if p.parent == nil && c.sentence-p.sentence <= reach {
			last = p
		}
	}
	return last
}

// pair finds who "both ministers", "the two leaders" are: the two whom the article has called so, where there are just two.
func (r *reader) pair(i int) (int, int) {
	two := false
	for _, k := range r.doc.Children(i) {
		two = two || k < i && (r.form(k) == "both" || r.form(k) == "two" && r.definite(i))
	}
	if !two || !plural(r.doc.Tokens[i].XPOS) {
		return nobody, nobody
	}
	var found []int
	for k := max(0, i-maxBack); k < i; k++ {
		same := r.lemma(k) == r.lemma(i) && !plural(r.doc.Tokens[k].XPOS)
		if l := r.lemma(i); l == "side" || l == "party" || l == "country" || l == "government" || l == "capital" {
			same = same || r.state(k) && r.is(k, "nsubj", "obl", "obj", "conj")
		}
		if !same || r.quotedApart(k, i) || r.upos(k) != parse.NOUN && r.upos(k) != parse.PROPN {
			continue
		}
		if e := r.voice(r.nounTop(k), false); e != nobody && !slices.Contains(found, e) {
			found = append(found, e)
		}
	}
	if len(found) != 2 {
		return nobody, nobody
	}
	return found[0], found[1]
}

// ids returns the entities of a mention, also where the parser took another word of its name for the head.
func (r *reader) ids(i int) []int {
	if ids := r.cast.At(i); len(ids) > 0 {
		return ids
	}
	for _, k := range r.doc.Children(i) {
		if r.is(k, "flat", "compound") && r.upos(k) == parse.PROPN && r.upos(i) == parse.PROPN {
			if ids := r.cast.At(k); len(ids) > 0 {
				return ids
			}
		}
	}
	return nil
}

// antecedent leads from a relative pronoun to its noun: "the guard, who said" is the guard.
func (r *reader) antecedent(i int) int {
	if !r.relative(i) {
		return i
	}
	at := r.head(i)
	for step := 0; step < maxClimb && at >= 0; step++ {
		if r.rel(at) == "acl:relcl" && r.head(at) >= 0 && r.head(at) < i {
			return r.bearer(r.head(at), i)
		}
		at = r.head(at)
	}
	if i > 0 && r.punct(i-1, ",") {
		i--
	}
	if i > 0 && (r.upos(i-1) == parse.NOUN || r.upos(i-1) == parse.PROPN) {
		return r.bearer(i-1, i+1)
	}
	return i
}

// bearer climbs from the last noun before a comma and "who" to the person whom it only describes: "a lawyer for the
// protesters, who asked not to be named" is the lawyer.
func (r *reader) bearer(n, who int) int {
	h := r.head(n)
	if who > 0 && !r.punct(who-1, ",") && !r.punct(max(who-2, 0), ",") || h < 0 || h > n || !r.is(n, "nmod") || r.case_(n) == parse.NoHead || !r.roleNoun(h) {
		return n
	}
	return h
}

func first(form string) bool { return form == "i" || form == "we" || form == "me" || form == "us" }

// firstPerson: inside a quotation "I" and "we" are its speaker; outside, whoever issued the text. The author of a report is
// nobody in the cast.
func (r *reader) firstPerson(c *candidate, who int) int {
	if r.cast.Self(who) {
		c.why("first person of who issued the text")
		return r.cast.At(who)[0]
	}
	q := r.within[who]
	for p := c.parent; p != nil; p = p.parent {
		if q >= 0 && r.within[p.head] != q {
			return p.speaker
		}
	}
	if q < 0 && r.art.Outlet != "" && (r.form(who) == "we" || r.form(who) == "us") {
		c.why("first person of the carrier")
		c.trust = 0.8
		return r.carrierItself(who)
	}
	c.why("unresolved: first person")
	return nobody
}

// carrierItself is the outlet that carries the article, where it speaks of itself: "told us", "We found".
func (r *reader) carrierItself(at int) int {
	for e := range r.cast.Entities {
		if r.cast.Entities[e].Name == r.art.Outlet {
			return e
		}
	}
	return r.cast.Add(tocsin.Entity{Name: r.art.Outlet, Kind: tocsin.OutletKind,
		Mentions: []tocsin.Mention{{Span: r.doc.Tokens[at].Span, Type: tocsin.PronounMention}}})
}

// onlyQuoted reports whether every name of the entity stands inside the quotations of the candidate itself.
func (r *reader) onlyQuoted(c *candidate, e int) bool {
	if len(c.quoted) == 0 {
		return false
	}
	if !named(&r.cast.Entities[e]) {
		return false
	}
	for _, m := range r.cast.Entities[e].Mentions {
		if m.Type != tocsin.NameMention {
			continue
		}
		in := false
		for _, q := range c.quoted {
			in = in || r.quotes[q].span.Contains(m.Span)
		}
		if !in {
			return false
		}
	}
	return true
}

func named(e *tocsin.Entity) bool {
	for _, m := range e.Mentions {
		if m.Type == tocsin.NameMention {
			return true
		}
	}
	return false
}

// roleNoun reports whether a noun names a person by what he does: "the representative", not "the crowd".
func (r *reader) roleNoun(i int) bool {
	refs, n := r.lex.Match(lexicon.RoleNoun, func(int) string { return r.lemma(i) }, 1, 0)
	return n == 1 && len(refs) > 0 && r.lex.Roles[refs[0].Index].Person
}
