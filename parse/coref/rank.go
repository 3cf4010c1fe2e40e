package coref

import (
	"strings"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/parse"
)

// How far back an antecedent is looked for, in mentions and in sentences. They bound the cost of a mention.
const (
	window = 120 // mentions
	reach  = 5   // sentences, for pronouns: further back nobody remembers whom "he" means
	most   = 24  // chains that compete
)

// The answers of the perceptron to "do the two mean the same?".
const (
	apart = iota
	link
	answers
)

// A kind is a way of speaking of somebody. Each kind of mention has its own weights.
type kind uint8

const (
	gendered kind = iota // he, she
	thing                // it
	several              // they
	first                // I
	ours                 // we
	personName
	otherName
	onePerson // "the minister"
	people    // "the ministers"
	bodyNoun  // "the council"
	landNoun  // "the country"
	textNoun  // "the document"
	kinds
)

func kindOf(m *mention) kind {
	switch m.Form {
	case tocsin.PronounMention:
		switch {
		case firstPerson(m.noun) && m.number == plural:
			return ours
		case firstPerson(m.noun):
			return first
		case m.person:
			return gendered
		case m.number == plural:
			return several
		}
		return thing
	case tocsin.NameMention:
		if m.Type == parse.PER {
			return personName
		}
		return otherName
	}
	switch {
	case m.sort == document:
		return textNoun
	case m.sort == land:
		return landNoun
	case m.person && m.number == plural:
		return people
	case m.person:
		return onePerson
	}
	return bodyNoun
}

func (k kind) pronoun() bool { return k <= ours }

func (k kind) name() bool { return k == personName || k == otherName }

// An option is one answer to whom a mention means: a mention of an earlier chain, or nobody spoken of before.
type option struct {
	p        int // parse.NoHead for nobody
	from, to int // its features in resolver.features
}

// rank takes the mentions that the sieves left open from left to right and asks decide which option to take.
// The first option always is that nobody before is meant.
func (r *resolver) rank(decide func(k int, options []option) int) {
	r.describeAll()
	for k := range r.ms {
		m := &r.ms[k]
		if m.Why == "" {
			if p, why, ok := r.antecedent(k); ok {
				r.link(k, p, why)
			} else if p := r.goesOn(k); p >= 0 {
				r.link(k, p, "pronoun: last speaker")
			}
		}
		if m.Why == "" && r.anaphoric(m) && r.open(k) {
			if p := r.options[decide(k, r.options)].p; p >= 0 {
				r.link(k, p, r.reason(k, p))
			}
		}
		if root := r.root(k); r.ms[root].size > 1 {
			r.recent[m.kind] = root + 1
		}
	}
}

// anaphoric: a name is known by its words, and "a minister" is new, but where a verb says who he is.
func (r *resolver) anaphoric(m *mention) bool {
	return !m.kind.name() && (m.kind.pronoun() || m.definite || m.bare || r.d.Child(m.Head, "cop") >= 0)
}

// open fills the options of a mention and reports whether there is a choice.
func (r *resolver) open(k int) bool {
	m, own := &r.ms[k], r.root(k)
	r.options, r.features = append(r.options[:0], option{p: parse.NoHead}), r.features[:0]
	r.passed = r.passed[:0]
	for p := k - 1; p >= 0 && p >= k-window && len(r.options) <= most; p-- {
		n := &r.ms[p]
		if m.kind.pronoun() && m.kind < first && m.sent-n.sent > reach {
			break
		}
		root := r.root(p)
		if root == own || r.seen(root) || !r.admits(k, p, root) {
			continue
		}
		r.passed = append(r.passed, root)
		r.options = append(r.options, option{p: p})
	}
	if len(r.options) == 1 {
		return false
	}
	r.biggest = 0
	for _, root := range r.passed {
		r.biggest = max(r.biggest, r.ms[root].size)
	}
	for i := range r.options {
		o := &r.options[i]
		o.from = len(r.features)
		if o.p < 0 {
			r.none(k, len(r.options)-1)
		} else {
			r.pair(k, o.p, i)
		}
		o.to = len(r.features)
	}
	return true
}

// seen reports whether a later mention of the chain is an option already.
func (r *resolver) seen(root int) bool {
	for _, x := range r.passed {
		if x == root {
			return true
		}
	}
	return false
}

// admits applies what grammar forbids.
func (r *resolver) admits(k, p, root int) bool {
	m, n, c := &r.ms[k], &r.ms[p], &r.ms[root]
	if r.encloses(m, n) || r.dateline(n.sent) || !genders(m, c) || !genders(&r.ms[r.root(k)], c) {
		return false
	}
	if own := &r.ms[r.root(k)]; own.named && c.named && !r.oneName(own, c) {
		return false
	}
	switch m.kind {
	case first, ours:
		return n.kind == m.kind && m.quoted == n.quoted || m.kind == first && n.kind != ours && m.quoted > 0 && r.speaker[m.quoted] == p
	case gendered, thing, several:
		return r.admitsPronoun(m, n, c)
	case onePerson:
		return n.number != plural && (n.person || c.Type == parse.PER || n.kind == otherName && c.Type != parse.DOC) && n.kind != first && n.kind != ours
	case people:
		return n.number != singular && n.kind != ours || n.kind == otherName && n.Type == parse.NORP
	}
	return !n.person && n.kind != first && n.kind != ours && c.Type != parse.PER
}

// admitsPronoun: "Besh saw him" are two; who is named only inside a quotation isn't whom the text goes on about.
func (r *resolver) admitsPronoun(m, n, c *mention) bool {
	if n.quoted > 0 && m.quoted != n.quoted || n.kind == first || n.kind == ours || r.clash(m, n) {
		return false
	}
	if n.kind.pronoun() && n.kind != m.kind {
		return false
	}
	if m.quoted > 0 && n.quoted == 0 && n.speaks && n.sent == m.sent { // "Besh said: “He …”" speaks of another
		return false
	}
	switch m.kind {
	case gendered:
		return n.number != plural && (n.person || c.Type == parse.PER || n.kind == otherName && n.Type != parse.DOC) && n.Type != parse.NORP
	case several:
		return n.number != singular
	}
	return n.number != plural && !n.person && c.Type != parse.PER
}

// clash: subject and object of one verb are two, unless the pronoun is reflexive or a possessive.
func (r *resolver) clash(m, n *mention) bool {
	a, b := &r.d.Tokens[m.Head], &r.d.Tokens[n.place]
	if m.sent != n.sent || a.Rel == "nmod:poss" || len(m.noun) > 4 && m.noun != "their" && m.noun != "theirs" {
		return false
	}
	return a.Head == b.Head && a.Head >= 0
}

// oneName reports whether the names of two chains can be one's: some word of more than two letters is in both.
func (r *resolver) oneName(a, b *mention) bool {
	if a.Type == parse.PER != (b.Type == parse.PER) {
		return false
	}
	for w := range strings.FieldsSeq(a.words) {
		if len(w) > 2 && strings.Contains(b.words, w) {
			return true
		}
	}
	return false
}

// reason says in words what the chosen antecedent is.
func (r *resolver) reason(k, p int) string {
	m, n := &r.ms[k], &r.ms[p]
	what := "pronoun: "
	switch {
	case !m.kind.pronoun():
		what = "noun: "
	}
	switch {
	case n.noun == m.noun && !m.kind.pronoun():
		return what + "same noun"
	case n.speaks:
		return what + "last speaker"
	case n.subject:
		return what + "last subject that fits"
	}
	return what + "nearest that fits"
}
