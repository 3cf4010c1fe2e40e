package petrarch

import (
	"slices"

	"github.com/tocsin-desk/tocsin/lexicon/petrarch"
	"github.com/tocsin-desk/tocsin/parse"
)

// A treeMatch tries one pattern of phrases on one verb.
type treeMatch struct {
	x *sentence
	v int
	bound
	used []int // tokens that the pattern's words took
}

// score is how many words of the text a pattern took; a preposition counts, and a set's member as many words as it has.
func (m *treeMatch) score(p *petrarch.Pattern) int { return max(len(m.used), p.Weight()/4) }

// taken reports whether a phrase is all in the pattern's words: "joined the European Union" with a pattern for joining.
func (m *treeMatch) taken(p *phrase) bool {
	n := 0
	for _, t := range p.tokens {
		switch {
		case slices.Contains(m.used, t), m.x.rel(t) == "det", m.x.rel(t) == "case":
			n++
		}
	}
	return len(m.used) > 0 && n == len(p.tokens) && slices.Contains(m.used, p.head)
}

// match tries the elements before the verb on its subject, those behind it on its other dependents.
func (m *treeMatch) match(p *petrarch.Pattern) bool {
	if len(p.Pre)+len(p.Post) == 0 {
		return false
	}
	return m.before(p.Pre) && m.behind(p.Post)
}

// before matches what stands before the verb: the head of the subject, signs, prepositional phrases.
func (m *treeMatch) before(list []petrarch.Element) bool {
	if len(list) == 0 {
		return true
	}
	s := m.x.subject(m.v)
	if m.x.passive(m.v) && !petrarch.Has(list, petrarch.Source) && !petrarch.Has(list, petrarch.Target) {
		s = m.x.byPhrase(m.v)
	}
	for _, e := range list {
		switch e.Kind {
		case petrarch.Source, petrarch.Target:
			if s == nil {
				return false
			}
			l := s.list
			if !coded(l) {
				l = m.x.within(s)
			}
			if !coded(l) {
				return false
			}
			if e.Kind == petrarch.Source {
				m.source = l
			} else {
				m.target = l
			}
		case petrarch.Pair:
			if s == nil || len(s.list.actors()) < 2 {
				return false
			}
			m.pair = s.list
		case petrarch.Skip:
			if s == nil {
				return false
			}
		case petrarch.Prep:
			if !m.prep(e.Parts, m.preps(m.v, func(t int) bool { return t < m.v && m.x.rel(t) != "mark" })) {
				return false
			}
		default:
			if s == nil || !slices.ContainsFunc(s.list.members, func(p *phrase) bool { return m.head(e, p.head) }) {
				return false
			}
		}
	}
	return true
}

// behind matches what stands behind the verb, each element on a dependent of its own.
func (m *treeMatch) behind(list []petrarch.Element) bool {
	at := m.v
	for _, e := range list {
		switch e.Kind {
		case petrarch.Source, petrarch.Target, petrarch.Skip, petrarch.Pair:
			p := m.next(at, e.Kind)
			if p == nil {
				return false
			}
			m.set(e.Kind, p.list)
			at = p.tokens[len(p.tokens)-1]
		case petrarch.Prep:
			if !m.prep(e.Parts, m.preps(m.v, func(t int) bool { return t > m.v })) {
				return false
			}
		default:
			i := slices.IndexFunc(m.heads(), func(t int) bool { return !slices.Contains(m.used, t) && m.head(e, t) })
			if i < 0 {
				return false
			}
			at = max(at, m.heads()[i])
		}
	}
	return true
}

func (m *treeMatch) set(k petrarch.Kind, l *list) {
	switch k {
	case petrarch.Source:
		m.source = l
	case petrarch.Target:
		m.target = l
	case petrarch.Pair:
		m.pair = l
	}
}

// next returns the first phrase behind a token, for all signs but ^ the first that has an actor.
func (m *treeMatch) next(at int, k petrarch.Kind) *phrase {
	for _, p := range m.x.phrase {
		if p.tokens[0] > at && m.x.doc.Within(p.head, m.v) && (k == petrarch.Skip || coded(p.list)) && (k != petrarch.Pair || len(p.list.actors()) > 1) {
			return p
		}
	}
	return nil
}

// heads returns the heads of what hangs on the verb behind it: objects, phrases with prepositions, particles, and through infinitives.
// The subject of a passive verb is what is behind the active one.
func (m *treeMatch) heads() []int {
	var out []int
	if s := m.x.subject(m.v); s != nil && m.x.passive(m.v) {
		for _, p := range s.list.members {
			out = append(out, p.head)
		}
	}
	var add func(v, depth int)
	add = func(v, depth int) {
		if depth > maxNest {
			return
		}
		for _, c := range append(m.x.objects(v), m.x.children(v, "obl", "xcomp", "advmod", "compound", "acl", "dep", "advcl")...) {
			if c < m.v || m.x.rel(c) == "advcl" && m.x.caseOf(c) != "TO" {
				continue
			}
			if m.x.rel(c) == "advcl" { // "swore at noon to build a bridge": its object may be meant, not its verb
				add(c, depth+1)
				continue
			}
			if m.x.rel(c) != "xcomp" || !m.x.codedVerb(c) { // a coded verb is an event of its own
				out = append(out, c)
			}
			out = append(out, m.x.children(c, "conj")...)
			switch r := m.x.rel(c); {
			case r == "xcomp":
				add(c, depth+1)
			case r != "obl":
				out = append(out, m.x.children(c, "nmod")...)
			}
		}
	}
	add(m.v, 0)
	return out
}

// codedVerb reports whether a token is a verb with a code.
func (x *sentence) codedVerb(t int) bool {
	i := x.wordAt(t)
	if i >= len(x.words) || x.words[i].token != t {
		return false
	}
	v := x.verbAt(i)
	if v == nil {
		return false
	}
	code, _ := v.code()
	return !code.None()
}

// preps returns the words that hang somewhere with a preposition, or are bare prepositions and particles.
func (m *treeMatch) preps(v int, ok func(int) bool) []int {
	var out []int
	var add func(t, depth int)
	add = func(t, depth int) {
		for _, c := range m.x.doc.Children(t) {
			r := m.x.rel(c)
			switch r.Base() {
			case "obl", "nmod", "xcomp", "advcl", "compound", "advmod", "case", "mark":
				if ok(c) {
					out = append(out, c)
				}
			}
			switch r.Base() {
			case "obj", "iobj", "obl", "nmod", "xcomp", "conj", "nsubj", "compound":
				if depth < maxNest && (r != "conj" || !predicate(m.x.doc.Tokens[c].UPOS)) {
					add(c, depth+1)
				}
			}
		}
	}
	add(v, 0)
	if o := m.x.misread(v); o != parse.NoHead {
		add(o, 0)
	}
	return out
}

// prep matches "(PREP NOUN …)".
func (m *treeMatch) prep(parts []petrarch.Element, among []int) bool {
	if len(parts) == 0 {
		return true
	}
	for _, t := range among {
		// A particle, or a preposition without a noun; not the "to" of an infinitive.
		if len(parts) == 1 && m.form(parts[0], t) && m.x.doc.Tokens[t].UPOS != parse.VERB && m.x.rel(t) != "mark" {
			m.used = append(m.used, t)
			return true
		}
		rels := []parse.Rel{"case", "mark"}
		if len(parts) == 1 {
			rels = rels[:1]
		}
		if !slices.ContainsFunc(m.x.children(t, rels...), func(c int) bool { return m.form(parts[0], c) }) {
			continue
		}
		old := *m
		if m.noun(parts[1:], t) {
			return true
		}
		*m = old
	}
	return false
}

// noun matches what a preposition governs on the head of its phrase, and further words on what hangs on that.
func (m *treeMatch) noun(parts []petrarch.Element, head int) bool {
	for _, e := range parts {
		switch e.Kind {
		case petrarch.Source, petrarch.Target, petrarch.Pair:
			p := m.x.at[head]
			if p == nil || !coded(p.list) {
				return false
			}
			m.set(e.Kind, p.list)
		case petrarch.Skip:
		case petrarch.Prep:
			if !m.prep(e.Parts, m.preps(head, func(int) bool { return true })) {
				return false
			}
		default:
			if !m.head(e, head) && !slices.ContainsFunc(m.x.doc.Children(head), func(c int) bool { return m.head(e, c) }) {
				return false
			}
		}
	}
	return true
}

// head matches a word, a member of a set or a group on a head: the last word on the head itself, those before it in its phrase.
func (m *treeMatch) head(e petrarch.Element, t int) bool {
	switch e.Kind {
	case petrarch.Literal:
		if m.x.is(t, e.Word) {
			m.used = append(m.used, t)
			return true
		}
		return false
	case petrarch.Member:
		return slices.ContainsFunc(e.Set.Members, func(p petrarch.Phrase) bool { return m.words(p, t) })
	case petrarch.Group:
		n := len(e.Parts)
		old := m.used
		if n == 0 || !m.head(e.Parts[n-1], t) {
			return false
		}
		before := t
		for i := n - 2; i >= 0; i-- {
			if before = m.modifier(e.Parts[i], t, before, i == n-2); before < 0 {
				m.used = old
				return false
			}
		}
		return true
	}
	return false
}

// modifier matches an element on a word of a head's phrase before another one, and returns it; -1 where none fits. The last modifier
// stands directly before the head, because "river trade law" is no river law; others may have words between.
func (m *treeMatch) modifier(e petrarch.Element, head, before int, near bool) int {
	r := m.x.doc.Subtree(head)
	for c := before - 1; c >= r.First; c-- {
		if m.head(e, c) {
			return c
		}
		if r := m.x.rel(c); near && r != "conj" && r != "cc" && m.x.doc.Tokens[c].UPOS != parse.PUNCT {
			break
		}
	}
	return -1
}

// words matches a phrase whose last word is the head.
func (m *treeMatch) words(p petrarch.Phrase, t int) bool {
	at := m.x.wordAt(t+1) - len(p)
	last := p[len(p)-1].Text
	if !m.x.is(t, last) || at < 0 {
		return false
	}
	for i := range len(p) - 1 {
		if m.x.text[at+i] != p[i].Text {
			return false
		}
	}
	for i := range p {
		m.used = append(m.used, m.x.words[at+i].token)
	}
	return true
}

// form matches a preposition.
func (m *treeMatch) form(e petrarch.Element, t int) bool {
	f := upper(m.x.doc.Tokens[t].Form)
	switch e.Kind {
	case petrarch.Literal:
		return f == e.Word
	case petrarch.Member:
		return slices.ContainsFunc(e.Set.Members, func(p petrarch.Phrase) bool { return len(p) == 1 && p[0].Text == f })
	}
	return false
}
