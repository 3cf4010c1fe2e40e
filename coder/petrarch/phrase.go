package petrarch

import (
	"slices"
	"strings"

	"github.com/tocsin-desk/tocsin/lexicon/petrarch"
	"github.com/tocsin-desk/tocsin/parse"
)

// none is the code of a phrase that stands for nobody the dictionary knows.
const none = "---"

// An actor is a code that a phrase has, and why.
type actor struct {
	code  string
	head  int               // token
	base  string            // the code without roles
	roles []*petrarch.Agent // in the order of the code
	why   []string
}

// A phrase is a noun phrase without what hangs on it by prepositions and clauses: "Arnor's foreign minister".
type phrase struct {
	head        int
	tokens      []int // sorted
	first, last int   // words
	actors      []actor
	list        *list
}

// A list is noun phrases joined by "and", "or" or commas; most have one member.
type list struct{ members []*phrase }

// actors returns the coded members' codes in order; a code with a slash stands for several.
func (l *list) actors() []actor {
	var out []actor
	for _, p := range l.members {
		for _, a := range p.actors {
			for _, code := range strings.Split(a.code, "/") {
				if b := (actor{code: code, head: a.head, why: a.why}); !slices.ContainsFunc(out, func(o actor) bool { return sameCode(o, b) }) {
					out = append(out, b)
				}
			}
		}
	}
	return out
}

// inside are the relations of what belongs to a noun phrase itself.
var inside = []parse.Rel{"det", "amod", "compound", "flat", "nummod", "nmod:poss", "nmod:desc", "fixed", "goeswith", "dep", "advmod", "case", "det:predet"}

// phrases finds the noun phrases of the sentence and their codes.
func (x *clauses) phrases() {
	s := x.doc.Sents[x.sent]
	for i := s.First; i < s.End; i++ {
		if x.isHead(i) {
			p := &phrase{head: i, tokens: x.own(i)}
			p.first, p.last = x.wordAt(p.tokens[0]), x.wordAt(p.tokens[len(p.tokens)-1]+1)-1
			if p.last >= p.first {
				x.phrase = append(x.phrase, p)
				x.at[i] = p
			}
		}
	}
	slices.SortStableFunc(x.phrase, func(a, b *phrase) int { return a.first - b.first })
	for i, p := range x.phrase {
		switch h := x.at[x.doc.Tokens[p.head].Head]; {
		case h != nil && h.list != nil && (x.rel(p.head) == "conj" || x.listed(p)):
			p.list = h.list
		case i > 0 && x.secondSubject(x.phrase[i-1], p):
			p.list = x.phrase[i-1].list
		default:
			p.list = &list{}
		}
		p.list.members = append(p.list.members, p)
	}
	for _, p := range x.phrase {
		p.actors = x.code(p, 0)
	}
	for _, p := range x.phrase {
		x.share(p)
	}
}

// listed reports whether what a parser took for an apposition is a member of a list: "Arnor, the Shire, Rohan and Bree".
func (x *clauses) listed(p *phrase) bool {
	t := &x.doc.Tokens[p.head]
	return x.rel(p.head) == "appos" && t.UPOS == parse.PROPN && t.Head < p.head && x.comma(t.Head, p.head) && (x.coordinated(p.head) || x.coordinated(t.Head))
}

// secondSubject reports whether two phrases are subjects of one verb with only a comma or an "and" between them: a list that a parser
// took apart.
func (x *clauses) secondSubject(a, b *phrase) bool {
	first := a.list.members[0]
	h := x.doc.Tokens[b.head].Head
	if h < b.head || x.doc.Tokens[first.head].Head != h || x.rel(first.head) != x.rel(b.head) || x.rel(b.head).Base() != "nsubj" {
		return false
	}
	return a.last+1 == b.first || a.last+2 == b.first && (x.text[a.last+1] == "AND" || x.text[a.last+1] == "OR")
}

// isHead reports whether a token heads a noun phrase of its own.
func (x *clauses) isHead(i int) bool {
	t := &x.doc.Tokens[i]
	if !nominal(t.UPOS) && !(t.UPOS == parse.ADJ || t.UPOS == parse.NUM || t.UPOS == parse.VERB) {
		return false
	}
	r := x.rel(i)
	if !nominal(t.UPOS) {
		switch r.Base() {
		case "nsubj", "obj", "iobj", "obl", "nmod", "appos":
		case "conj":
			return x.at[t.Head] != nil
		default:
			return false
		}
		return r != "nmod:poss"
	}
	return !x.belongs(i)
}

// belongs reports whether a token lies inside the noun phrase of its head.
func (x *clauses) belongs(i int) bool {
	h := x.doc.Tokens[i].Head
	if h < 0 || predicate(x.doc.Tokens[h].UPOS) && x.rel(h) != "amod" {
		return false
	}
	switch r := x.rel(i); {
	case r == "nmod" && x.caseOf(i) == "" && i < h: // "the Gondor opposition"
		return true
	case r == "appos" && !x.comma(min(i, h), max(i, h)): // "minister Calimehtar"
		return true
	case r == "conj": // of a modifier: "Eriadori and Calenardhon leaders"
		return x.belongs(h)
	default:
		return slices.Contains(inside, r) || slices.Contains(inside, r.Base()) && r.Base() != "nmod"
	}
}

func (x *clauses) comma(from, to int) bool {
	for i := from; i < to; i++ {
		if x.doc.Tokens[i].UPOS == parse.PUNCT && x.doc.Tokens[i].Form != "-" && !strings.ContainsAny(x.doc.Tokens[i].Form, "'\"`") {
			return true
		}
	}
	return false
}

// own returns the tokens of a noun phrase, in order.
func (x *clauses) own(head int) []int {
	out := []int{head}
	for i := 0; i < len(out); i++ {
		for _, c := range x.doc.Children(out[i]) {
			r := x.rel(c)
			if x.doc.Tokens[c].UPOS == parse.PUNCT || r.Base() == "acl" || r == "cc" {
				continue
			}
			if out[i] != head && r.Base() != "nmod" && r != "conj" || x.belongs(c) {
				out = append(out, c)
			}
		}
	}
	slices.Sort(out)
	for len(out) > 1 && x.rel(out[0]) == "case" { // "of Dol Amroth"
		out = out[1:]
	}
	return out
}

// pronoun reports whether a word is nobody's name: dictionaries know US, texts know us.
func pronoun(form string) bool {
	switch strings.ToLower(form) {
	case "i", "me", "he", "him", "she", "her", "it", "we", "they", "them", "you", "who", "whom", "which", "that", "this", "these", "those":
		return true
	}
	return form == "us" || form == "Us"
}

// maxHang is how deep prepositional phrases are followed.
const maxHang = 4

// code finds the codes of a noun phrase: the actor in it, else those that hang on it by prepositions, with the roles in it.
func (x *clauses) code(p *phrase, depth int) []actor {
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
func (x *clauses) hanging(p *phrase, depth int) []actor {
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

// variants splits a noun phrase whose modifiers are a list: "Eriadori and Calenardhon leaders" is two.
func (x *clauses) variants(p *phrase) [][]int {
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
// among the tokens may end in what hangs on them: "ministry of silly walks".
func (x *clauses) lookUp(tokens []int) (a actor, found bool, roles []*petrarch.Agent) {
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
		if i > 0 && x.words[at[i]-1].hyphen || n > 0 && x.words[at[i+n-1]].hyphen { // "government-held" is no government
			return false
		}
		return i+n <= own+hung || n == len(p)
	}
	from, to := 0, 0
	for i := range own {
		holds := func(e *petrarch.Actor) bool { _, ok := e.On(x.day); return ok && fits(e.Phrase, i, len(text)) }
		if e, n := x.dict.Actors.Longest(text[i:], holds); n > 0 {
			c, _ := e.On(x.day)
			a, found = actor{base: c.Code, why: []string{"actor " + e.Phrase.String() + " [" + c.String() + "] " + c.Line.String()}}, c.Code != none
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
func (x *clauses) tail(tokens []int) int {
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
func (x *clauses) take(words, tokens []int) {
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
		out.why = append(out.why, "role "+r.Phrase.String()+" ["+r.Code+"] "+r.Line.String())
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

// share gives a member of a list what stands with another member for both: "Danish media and government", "lawmakers and officials in
// Arnor".
func (x *clauses) share(p *phrase) {
	first := p.list.members[0]
	if len(p.list.members) == 1 || slices.ContainsFunc(p.actors, func(a actor) bool { return !strings.HasPrefix(a.code, none) }) {
		return
	}
	_, _, roles := x.lookUp(p.tokens)
	if hung := x.hanging(p, 0); len(hung) > 0 { // "sheep and goats of Gondor": the goats are Gondor's
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
