package petrarch

import (
	"slices"
	"strings"

	"github.com/tocsin-desk/tocsin/lexicon/petrarch"
)

// maxHang is how deep prepositional phrases are followed.
const maxHang = 4

// code finds the codes of a noun phrase: the actor in it, else those that hang on it by prepositions, with the roles in it.
func (x *sentence) code(p *phrase, depth int) []actor {
	if pronoun(x.doc.Tokens[p.head].Form) || x.taken[p.head] {
		return nil
	}
	var out []actor
	for _, tokens := range x.variants(p) {
		a, found, roles := x.lookUp(tokens)
		switch {
		case found:
			out = append(out, with(a, roles, p.head))
		case len(roles) > 0:
			hung := x.hanging(p, depth)
			for _, h := range hung {
				out = append(out, with(h, roles, p.head))
			}
			if len(hung) == 0 {
				out = append(out, with(actor{}, roles, p.head))
			}
		}
	}
	return out
}

// hanging returns the actors of the first phrase that hangs on a phrase by a preposition and has any.
func (x *sentence) hanging(p *phrase, depth int) []actor {
	if depth >= maxHang {
		return nil
	}
	for _, c := range x.children(p.head, "nmod") {
		q := x.at[c]
		if q == nil || c < p.head {
			continue
		}
		var out []actor
		for _, m := range q.list.members {
			for _, a := range x.code(m, depth+1) {
				if !strings.HasPrefix(a.code, none) {
					out = append(out, a)
				}
			}
		}
		if len(out) > 0 {
			return out
		}
		if out = x.hanging(q, depth+1); len(out) > 0 {
			return out
		}
	}
	return nil
}

// variants splits a noun phrase whose modifiers are a list: "Norwegian and Swedish envoys" are two.
func (x *sentence) variants(p *phrase) [][]int {
	for _, t := range p.tokens {
		if x.rel(t) != "conj" || t == p.head {
			continue
		}
		first := x.doc.Tokens[t].Head
		group := append([]int{first}, x.children(first, "conj")...)
		var out [][]int
		for _, keep := range group {
			out = append(out, slices.DeleteFunc(slices.Clone(p.tokens), func(o int) bool {
				for _, g := range group {
					if g != keep && (o == g || g != first && x.doc.Within(o, g) || g == first && x.doc.Tokens[o].Head == g && !slices.Contains(group, o)) {
						return true
					}
				}
				return false
			}))
		}
		return out
	}
	return [][]int{p.tokens}
}

// maxTail is how many words behind a noun phrase an entry that begins in it may take.
const maxTail = 8

// lookUp finds the first actor in some tokens of a noun phrase, and the roles outside it. A phrase of the dictionary that begins
// among the tokens may end in what hangs on them: "ministry of lakes and ferries".
func (x *sentence) lookUp(tokens []int) (a actor, found bool, roles []*petrarch.Agent) {
	var at []int // words
	for _, t := range tokens {
		for i := x.wordAt(t); i < len(x.words) && x.words[i].token == t; i++ {
			at = append(at, i)
		}
	}
	own, hung := len(at), 0
	if own > 0 {
		hung = x.tail(tokens) - at[own-1]
		for i := at[own-1] + 1; i < len(x.text) && len(at) < own+maxTail; i++ {
			at = append(at, i)
		}
	}
	text := make([]string, len(at))
	for i, w := range at {
		text[i] = x.text[w]
	}
	// What goes on behind the phrase's own tree must be one name without a gap.
	fits := func(p petrarch.Phrase, i, end int) bool {
		n := p.Match(text[i:end])
		if i > 0 && x.words[at[i]-1].hyphen || n > 0 && x.words[at[i+n-1]].hyphen { // "army-run" is no army
			return false
		}
		return i+n <= own+hung || n == len(p)
	}
	from, to := 0, 0
	for i := range own {
		holds := func(e *petrarch.Actor) bool { _, ok := e.On(x.day); return ok && fits(e.Phrase, i, len(text)) }
		if e, n := x.dict.Actors.Longest(text[i:], holds); n > 0 {
			c, _ := e.On(x.day)
			a, found = actor{base: c.Code, why: []string{"actor " + e.Phrase.String() + " [" + c.String() + "] " + c.Where()}}, c.Code != none
			from, to = i, i+n
			x.take(at[i:to], tokens)
			break
		}
	}
	for i := 0; i < own; {
		if i >= from && i < to {
			i++
			continue
		}
		end := len(text)
		if i < from {
			end = from
		}
		e, n := x.dict.Agents.Longest(text[i:end], func(e *petrarch.Agent) bool { return fits(e.Phrase, i, end) })
		if n > 0 {
			roles = append(roles, e)
			x.take(at[i:i+n], tokens)
		}
		i += max(n, 1)
	}
	return a, found, roles
}

// tail returns the last word of the prepositional phrases behind a noun phrase.
func (x *sentence) tail(tokens []int) int {
	last := x.wordAt(tokens[len(tokens)-1]+1) - 1
	for _, t := range tokens {
		for _, c := range x.children(t, "nmod") {
			if c > t && x.caseOf(c) != "" {
				last = max(last, x.wordAt(x.doc.Subtree(c).End)-1)
			}
		}
	}
	return last
}

// take marks words behind a noun phrase as part of its actor or role: they are nobody of their own.
func (x *sentence) take(words, tokens []int) {
	for _, w := range words {
		if t := x.words[w].token; !slices.Contains(tokens, t) {
			x.taken[t] = true
		}
	}
}

// with adds roles to an actor, before those it has: each once, in blocks of three letters; PPL only where there is no other.
func with(a actor, roles []*petrarch.Agent, head int) actor {
	out := actor{head: head, base: a.base, roles: slices.Concat(roles, a.roles)}
	if out.code = a.base; out.code == "" {
		out.code = none
	}
	if len(a.why) > 0 {
		out.why = a.why[:1:1]
	}
	for _, r := range out.roles {
		if r.Code == "PPL" && len(out.roles) > 1 {
			continue
		}
		out.why = append(out.why, "role "+r.Phrase.String()+" ["+r.Code+"] "+r.Where())
		switch {
		case holds(out.code, r.Code):
		case r.Before:
			out.code = r.Code + out.code
		default:
			out.code += r.Code
		}
	}
	return out
}

// holds reports whether a code holds another at a block of three letters.
func holds(code, part string) bool {
	for i := 0; i+len(part) <= len(code); i += 3 {
		if code[i:i+len(part)] == part {
			return true
		}
	}
	return false
}

// share gives a member of a list what stands with another member for both: "Norwegian judges and doctors", "judges and doctors in
// Norway".
func (x *sentence) share(p *phrase) {
	first := p.list.members[0]
	if len(p.list.members) == 1 || slices.ContainsFunc(p.actors, func(a actor) bool { return !strings.HasPrefix(a.code, none) }) {
		return
	}
	_, _, roles := x.lookUp(p.tokens)
	if hung := x.hanging(p, 0); len(hung) > 0 { // "Oslo's boats and trucks of Sweden": the trucks are Sweden's
		p.actors = nil
		for _, h := range hung {
			p.actors = append(p.actors, with(h, roles, p.head))
		}
		return
	}
	if p != first && len(x.children(p.head, "det", "nmod:poss")) == 0 {
		tokens := slices.DeleteFunc(slices.Clone(first.tokens), func(t int) bool { return t >= first.head })
		if a, found, roles := x.lookUp(append(tokens, p.tokens...)); found {
			p.actors = []actor{with(a, roles, p.head)}
			return
		}
	}
	if len(roles) == 0 {
		return
	}
	for _, m := range p.list.members {
		if hung := x.hanging(m, 0); m != p && len(hung) > 0 {
			p.actors = nil
			for _, h := range hung {
				p.actors = append(p.actors, with(h, roles, p.head))
			}
			return
		}
	}
}
