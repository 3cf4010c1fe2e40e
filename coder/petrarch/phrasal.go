package petrarch

import (
	"slices"
	"strings"

	"github.com/tocsin-desk/tocsin/lexicon/petrarch"
	"github.com/tocsin-desk/tocsin/parse"
)

// statement is CAMEO's root of public statements.
const statement = "01"

// maxNest bounds how deep events in events are followed.
const maxNest = 6

// clause codes a verb by patterns of phrases, PETRARCH2's, together with the events in its complements: "wants to help", "is asking X to
// attack Y". coded reports whether the verb or something in its complement has a code.
func (x *clauses) clause(v *verb, depth int) (out []finding, coded bool) {
	code, entry := v.code()
	f := finding{verb: v, trace: []string{"verb " + entry.String() + " [" + code.String() + "] " + entry.Line.String()}}
	m := treeMatch{x: x, v: v.token}
	for _, p := range v.patterns() {
		if t, ok := x.try(v, p); ok && (f.pattern == nil || t.score(p) > m.score(f.pattern)) {
			m, f.pattern, code = t, p, p.Code
		}
	}
	if f.pattern != nil {
		f.trace = append(f.trace, "pattern "+f.pattern.Text+" ["+code.String()+"] "+f.pattern.Line.String())
	}
	if x.negated(v.token) && !code.None() {
		if code = x.negate(code); code.None() {
			return nil, true
		}
		f.trace = append(f.trace, "negated: ["+code.String()+"]")
	}
	if strings.HasPrefix(code.Active, statement) && x.attribution(v.token) {
		return nil, true
	}
	inner, innerCoded := x.inner(v, code, depth)
	if code.None() {
		return inner, innerCoded || f.pattern != nil
	}
	x.treeParties(&f, &m)
	if len(inner) > 0 {
		return x.nest(f, code, inner), true
	}
	return f.with(code, bothSides), true
}

// try matches one pattern: along the tree, or along the text where it counts noun phrases ("* AT ^ +").
func (x *clauses) try(v *verb, p *petrarch.Pattern) (treeMatch, bool) {
	t := treeMatch{x: x, v: v.token}
	if !petrarch.Has(p.Post, petrarch.Skip) {
		return t, t.match(p)
	}
	l := matcher{x: x, v: v, from: x.start(v), to: x.reach(v)}
	ok := l.match(p)
	t.bound = l.bound
	return t, ok
}

// bothSides reports whether an event has somebody on both sides.
func bothSides(f *finding) bool { return len(f.from) > 0 && len(f.to) > 0 }

func (x *clauses) negate(code petrarch.EventCode) petrarch.EventCode {
	var out petrarch.EventCode
	out.Active, _ = x.dict.Ontology.Negate(code.Active)
	out.Passive, _ = x.dict.Ontology.Negate(code.Passive)
	return out
}

// inner returns the events in a verb's complements. An infinitive that a parser took for a purpose is one too, behind a verb that has
// events for its content: "is asking A to help B".
func (x *clauses) inner(v *verb, code petrarch.EventCode, depth int) (out []finding, coded bool) {
	if depth >= maxNest {
		return nil, false
	}
	complements := x.children(v.token, "xcomp", "ccomp")
	if x.content(code.Active) {
		complements = append(complements, slices.DeleteFunc(x.children(v.token, "advcl"), func(c int) bool {
			return x.caseOf(c) != "TO" || len(x.children(c, "nsubj")) > 0
		})...)
	}
	for _, c := range complements {
		found, ok := x.below(c, depth)
		out, coded = append(out, found...), coded || ok
	}
	return out, coded
}

// attribution reports whether a verb only names who says what the sentence tells: "…, officials said".
func (x *clauses) attribution(v int) bool {
	return x.rel(v) == "parataxis" || slices.ContainsFunc(x.children(v, "ccomp"), func(c int) bool { return c < v })
}

// content reports whether acts of a code have other acts for their content: statements, appeals, intents, demands, threats.
func (x *clauses) content(code string) bool {
	v, ok := x.dict.Ontology.Value(code)
	return ok && v>>12 >= 1 && v>>12 <= 6 && v>>12 != 5
}

// below returns the events of a predicate, or of its complements where the dictionary doesn't know it.
func (x *clauses) below(token, depth int) (out []finding, coded bool) {
	if i := x.wordAt(token); i < len(x.words) && x.words[i].token == token {
		if w := x.verbAt(i); w != nil {
			out, coded = x.clause(w, depth+1)
		}
	}
	if !coded && depth < maxNest {
		for _, c := range x.children(token, "xcomp", "ccomp") {
			found, ok := x.below(c, depth+1)
			out, coded = append(out, found...), coded || ok
		}
	}
	for _, c := range x.children(token, "conj") {
		if predicate(x.doc.Tokens[c].UPOS) && depth < maxNest {
			found, ok := x.below(c, depth+1)
			out, coded = append(out, found...), coded || ok
		}
	}
	return out, coded
}

// nest makes one event of an outer verb and each event of its complement: by a transformation of the dictionary, else by the sum of
// the codes. Where both have an act of their own, and other actors, the outer one is about the inner one's actor.
func (x *clauses) nest(f finding, code petrarch.EventCode, inner []finding) []finding {
	if x.passive(f.verb.token) && len(f.from) == 0 {
		return inner // who says it isn't told: "is said to have left"
	}
	var out []finding
	for _, in := range inner {
		if in.reversed {
			continue
		}
		g := f
		g.trace = append(slices.Clone(in.trace), f.trace...)
		self := len(in.from) == 0 || !slices.ContainsFunc(in.from, func(a actor) bool {
			return !slices.ContainsFunc(f.from, func(b actor) bool { return sameCode(a, b) })
		})
		if rule, ok := x.rule(f, code, in, self); ok {
			g.trace = append(g.trace, "transformation "+rule.Line.String())
			roles := map[string][]actor{rule.Inner[1]: in.to, rule.Inner[0]: in.from, rule.Outer: f.from}
			g.from, g.to = roles[rule.From], roles[rule.To]
			c := petrarch.EventCode{Active: rule.Code}
			if rule.Code == "Q" {
				c.Active = in.code
			}
			out = append(out, g.with(c, bothSides)...)
			continue
		}
		g.to = in.to
		if !self {
			g.to = in.from
		}
		low := !x.ownAct(in.code)
		if sum, ok := x.dict.Ontology.Combine(code.Active, in.code); ok && (self || low) {
			g.trace = append(g.trace, code.Active+" about "+in.code+": ["+sum+"]")
			out = append(out, g.with(petrarch.EventCode{Active: sum}, bothSides)...)
			continue
		}
		out = append(out, g.with(code, bothSides)...)
	}
	return out
}

// ownAct reports whether a code has an act of its own in the ontology.
func (x *clauses) ownAct(code string) bool {
	v, ok := x.dict.Ontology.Value(code)
	return ok && v >= 0x1000
}

// rule returns the transformation that fits an event about an event.
func (x *clauses) rule(f finding, code petrarch.EventCode, in finding, self bool) (petrarch.Rule, bool) {
	for _, r := range x.dict.Rules {
		outer, known := x.codeOf(r.OuterVerb)
		if !known || !x.dict.Ontology.Covers(outer, code.Active) {
			continue
		}
		if r.InnerVerb != "Q" {
			if inner, known := x.codeOf(r.InnerVerb); !known || !x.dict.Ontology.Covers(inner, in.code) {
				continue
			}
		}
		switch b := r.Inner[0]; {
		case b == "_" && len(in.from) > 0 && !self, b == r.Outer && !self, b != r.Outer && b != "_" && b != "." && self:
			continue
		}
		if t := r.Inner[1]; t != "." && t != "_" && len(in.to) == 0 {
			continue
		}
		return r, true
	}
	return petrarch.Rule{}, false
}

// codeOf returns the code of a verb that a transformation names.
func (x *clauses) codeOf(name string) (string, bool) {
	for _, e := range x.dict.Verbs[name] {
		if len(e.Before)+len(e.After) == 0 && e.Code.Active != "" {
			return e.Code.Active, true
		}
	}
	return "", false
}

// treeParties fills source and target from the pattern's signs and the tree.
func (x *clauses) treeParties(f *finding, m *treeMatch) {
	v := f.verb
	passive := x.passive(v.token)
	subject := x.subjectActors(v.token)
	switch {
	case m.pair != nil:
		f.from, f.to, f.both = m.pair.actors(), m.pair.actors(), true
		return
	case m.source != nil && m.target == nil && !passive:
		f.from, f.to = m.source.actors(), subject
		return
	}
	f.from, f.to = actorsOf(m.source), actorsOf(m.target)
	free := func(p *phrase) bool { return !m.taken(p) && p.list != m.source && p.list != m.target }
	if passive {
		if f.to == nil {
			f.to = subject
		}
		if f.from == nil {
			f.from = x.passiveSource(v.token, free)
		}
		if len(f.from) == 0 && f.pattern != nil { // "believed linked to B"
			f.from, f.to = f.to, x.object(v, free)
		}
		return
	}
	if f.from == nil {
		f.from = subject
	}
	if f.to == nil {
		f.to = x.object(v, func(p *phrase) bool { return free(p) && (len(f.from) == 0 || other(f.from)(p.list)) })
	}
	if len(f.from) == 0 {
		f.from = actorsOf(x.before(v.first, x.start(v), other(f.to)))
	}
}

// passiveSource returns who acts in a passive clause: by, from, in, else the first phrase that has an actor or on which one hangs.
func (x *clauses) passiveSource(v int, ok func(*phrase) bool) []actor {
	among := x.children(v, "obl")
	for _, c := range x.children(v, "xcomp") {
		if x.doc.Tokens[c].UPOS == parse.ADJ { // "was shot dead in"
			among = append(among, x.children(c, "obl", "nmod")...)
		}
	}
	for _, prep := range []string{"BY", "FROM", "IN", ""} {
		for _, c := range among {
			p := x.at[c]
			if p == nil || prep != "" && x.caseOf(c) != prep || !ok(p) {
				continue
			}
			a := p.list.actors()
			if len(a) == 0 {
				a = actorsOf(x.within(p))
			}
			if len(a) > 0 {
				return a
			}
		}
	}
	return nil
}

// object returns the actors of a verb's object, else of the first phrase behind the verb that has any.
func (x *clauses) object(v *verb, ok func(*phrase) bool) []actor {
	for _, c := range x.children(v.token, "obj", "iobj") {
		if p := x.at[c]; p != nil && ok(p) && len(p.list.actors()) > 0 {
			return p.list.actors()
		}
	}
	return actorsOf(x.after(v.last+1, x.reach(v), ok))
}

// A treeMatch tries one pattern of phrases on one verb.
type treeMatch struct {
	x *clauses
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
		for _, c := range m.x.children(v, "obj", "iobj", "obl", "xcomp", "advmod", "compound", "acl", "dep", "advcl") {
			if c < m.v || m.x.rel(c) == "advcl" && m.x.caseOf(c) != "TO" {
				continue
			}
			if m.x.rel(c) == "advcl" { // "vowed on Thursday to wage war": its object may be meant, not its verb
				add(c, depth+1)
				continue
			}
			if m.x.rel(c) != "xcomp" || !m.x.codedVerb(c) { // a coded verb is an event of its own
				out = append(out, c)
			}
			for _, o := range m.x.children(c, "conj") {
				out = append(out, o)
			}
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
func (x *clauses) codedVerb(t int) bool {
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
	return out
}

// prep matches "(PREP NOUN …)".
func (m *treeMatch) prep(parts []petrarch.Element, among []int) bool {
	if len(parts) == 0 {
		return true
	}
	for _, t := range among {
		if len(parts) == 1 && m.form(parts[0], t) && m.x.doc.Tokens[t].UPOS != parse.VERB { // a particle, or a preposition without a noun
			m.used = append(m.used, t)
			return true
		}
		if !slices.ContainsFunc(m.x.children(t, "case", "mark"), func(c int) bool { return m.form(parts[0], c) }) {
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
// stands directly before the head, because "economic trade relations" are not economic relations; others may have words between.
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
