package coref

import (
	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/parse"
)

// margin is by how much the best antecedent of "it" and "they" must lead the next one of another
// chain. Below it the pronoun stays open: a wrong link is worse than none. "He" and "she" have fewer
// candidates, and their order is mostly right.
const margin = 2

// reach is how many sentences back a pronoun looks.
const reach = 3

// pronouns links third persons to the mention that fits best.
func (r *resolver) pronouns() {
	for k := range r.ms {
		m := &r.ms[k]
		if m.Form != tocsin.PronounMention || firstPerson(m.noun) {
			continue
		}
		if p, why, ok := r.best(k); ok {
			r.link(k, p, why)
		}
	}
}

// best weighs the mentions before a pronoun.
func (r *resolver) best(k int) (int, string, bool) {
	m := &r.ms[k]
	found, top, second := -1, 0, 0
	for p := k - 1; p >= 0 && p >= k-window && m.sent-r.ms[p].sent <= reach; p-- {
		if !r.admits(k, p) {
			continue
		}
		score := r.weigh(k, p)
		switch {
		case found < 0 || score > top:
			if found >= 0 && r.root(found) != r.root(p) {
				second = top
			}
			found, top = p, score
		case r.root(p) != r.root(found) && score > second:
			second = score
		}
	}
	if found < 0 || top < floor(m) || !m.person && second > 0 && top-second < margin {
		return 0, "", false
	}
	return found, "pronoun: " + reason(&r.ms[found]), true
}

// floor is the least weight of an antecedent. What "it" and "they" stand for is often no mention of
// ours (a plan, a war), so they ask for more.
func floor(m *mention) int {
	switch {
	case m.person:
		return 4
	case m.number == plural:
		return 9
	}
	return 11
}

func reason(n *mention) string {
	switch {
	case n.speaks:
		return "last speaker"
	case n.subject:
		return "last subject that fits"
	}
	return "nearest that fits"
}

// admits applies what grammar forbids.
func (r *resolver) admits(k, p int) bool {
	m, n := &r.ms[k], &r.ms[p]
	root := &r.ms[r.root(p)]
	if n.Form == tocsin.PronounMention && (root.size == 1 || firstPerson(n.noun)) {
		return false
	}
	if n.quoted > 0 && m.quoted != n.quoted || r.encloses(m, n) {
		return false
	}
	if m.quoted > 0 && n.quoted == 0 && n.speaks && n.sent == m.sent { // "Besh said: “He …”" speaks of another
		return false
	}
	if r.dateline(n.sent) {
		return false
	}
	if !genders(m, root) || !genders(m, n) {
		return false
	}
	if n.Form == tocsin.PronounMention && m.person != n.person || r.clash(m, n) {
		return false
	}
	switch {
	case m.person: // he, she
		return n.number != plural && (n.person || root.Type == parse.PER) && n.Type != parse.NORP
	case m.number == plural: // they
		return n.number == plural || n.number == anyNumber
	}
	return n.number != plural && !n.person && root.Type != parse.PER // it
}

// clash: subject and object of one verb are two, unless the pronoun is reflexive or a possessive.
func (r *resolver) clash(m, n *mention) bool {
	a, b := &r.d.Tokens[m.Head], &r.d.Tokens[n.Head]
	if m.sent != n.sent || a.Rel == "nmod:poss" || len(m.noun) > 4 && m.noun != "their" && m.noun != "theirs" {
		return false
	}
	return a.Head == b.Head && a.Head >= 0
}

// weigh says how good an antecedent p is for pronoun k.
func (r *resolver) weigh(k, p int) int {
	m, n := &r.ms[k], &r.ms[p]
	root := &r.ms[r.root(p)]
	score := 10 - 4*(m.sent-n.sent) - min(k-p, 12)/4
	if n.subject {
		score += 3
	}
	if n.Form == tocsin.NameMention || root.named {
		score++
	}
	if r.d.Tokens[n.Head].Rel == r.d.Tokens[m.Head].Rel {
		score++
	}
	if r.inside(n) {
		score -= 2
	}
	switch {
	case m.person:
		score += min(root.size-1, 3)
		if n.Type == parse.PER {
			score += 2
		}
		if n.speaks && m.quoted == 0 {
			score += 2
		}
	case m.number == plural:
		if n.number == plural {
			score += 4
		}
	default:
		score += r.weighThing(m, n)
	}
	return score
}

// weighThing: "it" is seldom a place, often the organisation that speaks, or what "it" was just before.
func (r *resolver) weighThing(m, n *mention) int {
	score := 0
	switch n.Type {
	case parse.ORG:
		score += 2
	case parse.GPE, parse.LOC, parse.FAC:
		score -= 3
	}
	if n.Form == tocsin.PronounMention {
		score += 3
	}
	if n.speaks && m.quoted == 0 {
		score += 4
	}
	return score
}

// inside: a name within a larger phrase ("the Varna office") is seldom what a pronoun means.
func (r *resolver) inside(n *mention) bool {
	rel := r.d.Tokens[n.Head].Rel.Base()
	return rel == "compound" || rel == "amod"
}
