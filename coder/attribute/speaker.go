package attribute

import (
	"fmt"

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
		c.speaker = r.speaker(c)
	}
	for _, c := range r.found {
		visit(c)
	}
}

// speaker resolves one source.
func (r *reader) speaker(c *candidate) int {
	if c.who == parse.NoHead {
		return nobody
	}
	who := r.antecedent(c.who)
	if c.who != who {
		c.why("relative pronoun for " + r.doc.Tokens[who].Form)
	}
	if first(r.form(who)) && r.upos(who) == parse.PRON {
		return r.firstPerson(c, who)
	}
	ids := r.ids(who)
	if len(ids) > 0 && r.known(ids[0], who) {
		if r.onlyQuoted(c, ids[0]) {
			c.why("unresolved: named only inside its own quotation")
			return nobody
		}
		if len(ids) > 1 {
			c.why(fmt.Sprintf("speaks with %d others", len(ids)-1))
		}
		return ids[0]
	}
	if e := r.anaphor(c, who); e != nobody {
		return e
	}
	if len(ids) > 0 && r.upos(who) != parse.PRON {
		return ids[0] // somebody without a name: "two officials"
	}
	c.why("unresolved: no antecedent for " + r.doc.Tokens[who].Form)
	return nobody
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
	c.why("unresolved: first person")
	return nobody
}

// known reports whether the entity has a name, or a kind that says who it is: a pronoun that only pronouns agree with tells
// nobody anything.
func (r *reader) known(e, who int) bool {
	ent := &r.cast.Entities[e]
	for _, m := range ent.Mentions {
		if m.Type == tocsin.NameMention {
			return true
		}
	}
	return ent.Actor != "" || len(ent.Codes) > 0 && r.upos(who) != parse.PRON && !r.anaphoric(who)
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

// anaphor finds the speaker that "he", "the representative", "the documents" speaks for: the speaker of a statement not
// more than reach sentences back, when it fits and nobody else who fits was named since.
func (r *reader) anaphor(c *candidate, who int) int {
	pron := r.upos(who) == parse.PRON
	if !pron && !r.anaphoric(who) {
		return nobody
	}
	best := (*candidate)(nil)
	for _, p := range r.found {
		if p == c || p.cue.First >= c.cue.First || p.sentence < c.sentence-reach || p.speaker == nobody || p.parent != nil && p.parent != c.parent {
			continue
		}
		if r.fits(p.speaker, p, who) {
			best = p
		}
	}
	if best == nil {
		return nobody
	}
	for i := max(best.cue.End, best.source.End); i < min(c.cue.First, who); i++ {
		if r.within[i] >= 0 || r.rel(i) == "nmod:poss" {
			continue
		}
		for _, e := range r.cast.At(i) {
			if e != best.speaker && r.cast.Entities[e].Kind == r.cast.Entities[best.speaker].Kind && named(&r.cast.Entities[e]) && r.subjectLike(i) {
				c.why("unresolved: " + r.cast.Entities[best.speaker].Name + " or " + r.cast.Entities[e].Name)
				return nobody
			}
		}
	}
	c.why(fmt.Sprintf("speaker of %s, the nearest that fits %q", best.id, r.doc.Tokens[who].Form))
	return best.speaker
}

// subjectLike reports whether a mention stands where the next sentence may take it up.
func (r *reader) subjectLike(i int) bool {
	return r.is(i, "nsubj", "appos") || r.rel(i) == "obl:agent"
}

func named(e *tocsin.Entity) bool {
	for _, m := range e.Mentions {
		if m.Type == tocsin.NameMention {
			return true
		}
	}
	return false
}

// anaphoric reports whether a noun phrase takes up somebody spoken of before: "the", "that", "this" and a bare noun.
func (r *reader) anaphoric(who int) bool {
	if r.upos(who) != parse.NOUN {
		return false
	}
	definite := false
	for _, k := range r.doc.Children(who) {
		switch {
		case r.is(k, "det"):
			definite = r.form(k) == "the" || r.form(k) == "this" || r.form(k) == "that" || r.form(k) == "these" || r.form(k) == "those"
		case r.is(k, "appos", "flat", "nmod", "acl") || r.is(k, "compound") && r.upos(k) == parse.PROPN:
			return false
		}
	}
	return definite
}

// fits reports whether an entity can be meant by a pronoun or a bare noun.
func (r *reader) fits(e int, from *candidate, who int) bool {
	kind := r.cast.Entities[e].Kind
	switch r.form(who) {
	case "he", "she":
		return kind == tocsin.Person
	case "it":
		return kind != tocsin.Person && kind != tocsin.Population
	case "they":
		return kind != tocsin.Person
	}
	if r.upos(who) == parse.PRON {
		return false
	}
	if documents[r.lemma(who)] {
		return kind == tocsin.Document || from.who != parse.NoHead && r.document(from.who)
	}
	return kind == tocsin.Person && r.roleNoun(who) && r.form(who) == r.lemma(who)
}

// roleNoun reports whether a noun names a person by what he does: "the representative", not "the crowd".
func (r *reader) roleNoun(i int) bool {
	refs, n := r.lex.Match(lexicon.RoleNoun, func(int) string { return r.lemma(i) }, 1, 0)
	return n == 1 && len(refs) > 0 && r.lex.Roles[refs[0].Index].Person
}
