package petrarch

import (
	"slices"

	"github.com/tocsin-desk/tocsin/lexicon/petrarch"
)

// linear codes a verb by patterns of words: TABARI and the first PETRARCH. coded reports whether verb or pattern has a code,
// whether or not somebody was found.
func (x *sentence) linear(v *verb) (out []finding, coded bool) {
	if x.gone[v.first] {
		return nil, false
	}
	from, to := x.start(v), x.reach(v)
	code, entry := v.code()
	f := finding{verb: v, trace: []string{"verb " + entry.String() + " [" + code.String() + "] " + entry.Where()}}
	var b bound
	for _, p := range v.patterns() {
		m := matcher{x: x, v: v, from: from, to: to}
		if m.match(p) {
			f.pattern, code, b = p, p.Code, m.bound
			f.trace = append(f.trace, "pattern "+p.Text+" ["+code.String()+"] "+p.Where())
			break
		}
	}
	if code.None() {
		return nil, f.pattern != nil
	}
	x.linearParties(&f, b, from, to)
	return f.with(code, oneSided), true
}

// oneSided reports whether an event without a target is kept: where its source is somebody.
func oneSided(f *finding) bool { return len(f.from) > 0 }

// linearParties fills source and target: those of the pattern, else the subject and the first actor behind the verb.
func (x *sentence) linearParties(f *finding, b bound, from, to int) {
	v := f.verb
	if b.pair != nil {
		f.from, f.to, f.both = b.pair.actors(), b.pair.actors(), true
		if petrarch.Has(f.pattern.Post, petrarch.Pair) {
			f.from, f.both = nil, false
		}
	}
	f.from, f.to = pick(b.source, f.from), pick(b.target, f.to)
	if f.both {
		return
	}
	if f.to == nil {
		f.to = actorsOf(x.after(v.last+1, to, func(p *phrase) bool {
			return p.list != b.source && (b.source != nil || other(x.subjectActors(v.token))(p.list))
		}))
	}
	if f.from == nil {
		f.from = x.subjectActors(v.token)
		if len(f.from) == 0 || b.target != nil && among(f.from, f.to) {
			f.from = actorsOf(x.before(v.first, from, other(f.to)))
		}
	}
	if b.source == nil && b.target == nil && x.passive(v.token) && x.byPhrase(v.token) != nil {
		f.from, f.to = f.to, f.from
		if by := x.byPhrase(v.token); coded(by.list) {
			f.from = by.list.actors()
		}
	}
}

// byPhrase returns who acts in a passive clause.
func (x *sentence) byPhrase(v int) *phrase {
	for _, c := range x.children(v, "obl") {
		if x.caseOf(c) == "BY" {
			return x.at[c]
		}
	}
	return nil
}

// subjectActors returns the actors of a verb's subject, or of what hangs on it.
func (x *sentence) subjectActors(v int) []actor {
	p := x.subject(v)
	if p == nil {
		return nil
	}
	if a := p.list.actors(); len(a) > 0 {
		return a
	}
	if a := x.antecedent(p.head); len(a) > 0 {
		return a
	}
	return actorsOf(x.within(p))
}

func actorsOf(l *list) []actor {
	if l == nil {
		return nil
	}
	return l.actors()
}

func pick(l *list, or []actor) []actor {
	if l != nil {
		return l.actors()
	}
	return or
}

// with turns a code into findings: the passive half of "A:B" is what the target does to the source. Events without anybody are
// none, and nobody acts on himself.
func (f finding) with(code petrarch.EventCode, keep func(*finding) bool) []finding {
	var out []finding
	add := func(code string, from, to []actor, reversed bool) {
		if code == "" {
			return
		}
		g := f
		g.code, g.from, g.to, g.reversed = code, from, to, reversed
		if len(g.from) == 0 && len(g.to) == 0 || (len(g.from) == 0 || len(g.to) == 0) && !keep(&g) {
			return
		}
		out = append(out, g)
	}
	from, to := f.from, f.to
	if code.Passive != "" { // mutual: those named on one side only are both
		if len(from) == 0 {
			from = to
		}
		if len(to) == 0 {
			to = from
		}
	}
	add(code.Active, from, to, false)
	if !f.both || code.Passive != code.Active {
		add(code.Passive, to, from, true)
	}
	return out
}

// A bound is what the signs of a pattern stand for.
type bound struct{ source, target, pair *list }

// A matcher tries one pattern on one verb.
type matcher struct {
	x        *sentence
	v        *verb
	from, to int // words
	bound
	steps int
}

// maxSteps bounds the search for one pattern.
const maxSteps = 20_000

func (m *matcher) match(p *petrarch.Pattern) bool {
	pre := slices.Clone(p.Pre)
	slices.Reverse(pre)
	// Reversed, an element stands directly beside the one before it where that one did.
	for i := range pre {
		if i == 0 {
			pre[i].Near = p.Edge[0]
		} else {
			pre[i].Near = p.Pre[len(pre)-i].Near
		}
	}
	post := slices.Clone(p.Post)
	if len(post) > 0 {
		post[0].Near = p.Edge[1]
	}
	return m.forth(post, m.v.last+1, func() bool { return m.back(pre, m.v.first-1) })
}

// forth matches elements behind the verb from word at on, then asks next.
func (m *matcher) forth(list []petrarch.Element, at int, next func() bool) bool {
	if m.steps++; m.steps > maxSteps {
		return false
	}
	if len(list) == 0 {
		return next()
	}
	e, rest := list[0], list[1:]
	switch e.Kind {
	case petrarch.Group, petrarch.Prep:
		return m.forth(slices.Concat(e.Parts, rest), at, next)
	case petrarch.Literal, petrarch.Member:
		for i := at; i <= m.to; i++ {
			if n := m.word(e, i, 1); n > 0 && i+n-1 <= m.to && m.forth(rest, i+n, next) {
				return true
			}
			if e.Near {
				break
			}
		}
		return false
	}
	for _, p := range m.x.phrase {
		if p.last < at || p.first > m.to || m.x.gone[p.first] || e.Kind != petrarch.Skip && !coded(p.list) {
			continue
		}
		then := max(at, p.first)
		if e.Kind == petrarch.Skip {
			then = p.last + 1
		}
		if m.bind(e.Kind, p, func() bool { return m.forth(rest, then, next) }) {
			return true
		}
		if e.Kind == petrarch.Skip {
			break
		}
	}
	return false
}

// back matches elements before the verb from word at on, leftwards.
func (m *matcher) back(list []petrarch.Element, at int) bool {
	if m.steps++; m.steps > maxSteps {
		return false
	}
	if len(list) == 0 {
		return true
	}
	e, rest := list[0], list[1:]
	switch e.Kind {
	case petrarch.Group, petrarch.Prep:
		parts := slices.Clone(e.Parts)
		slices.Reverse(parts)
		return m.back(slices.Concat(parts, rest), at)
	case petrarch.Literal, petrarch.Member:
		for i := at; i >= m.from; i-- {
			if n := m.word(e, i, -1); n > 0 && i-n+1 >= m.from && m.back(rest, i-n) {
				return true
			}
			if e.Near {
				break
			}
		}
		return false
	}
	for i := len(m.x.phrase) - 1; i >= 0; i-- {
		p := m.x.phrase[i]
		if p.first > at || p.last < m.from || m.x.gone[p.first] || e.Kind != petrarch.Skip && !coded(p.list) {
			continue
		}
		then := min(at, p.last)
		if e.Kind == petrarch.Skip {
			then = p.first - 1
		}
		if m.bind(e.Kind, p, func() bool { return m.back(rest, then) }) {
			return true
		}
	}
	return false
}

// bind lets a sign stand for a phrase's list while the rest is tried.
func (m *matcher) bind(k petrarch.Kind, p *phrase, rest func() bool) bool {
	old := m.bound
	switch k {
	case petrarch.Source:
		m.source = p.list
	case petrarch.Target:
		m.target = p.list
	case petrarch.Pair:
		if len(p.list.actors()) < 2 {
			return false
		}
		m.pair = p.list
	}
	if rest() {
		return true
	}
	m.bound = old
	return false
}

// word returns how many words an element takes at word i, rightwards or leftwards.
func (m *matcher) word(e petrarch.Element, i, step int) int {
	if i < 0 || i >= len(m.x.text) || m.x.gone[i] {
		return 0
	}
	if e.Kind == petrarch.Literal {
		if m.x.text[i] == e.Word {
			return 1
		}
		return 0
	}
	for _, p := range e.Set.Members {
		first := i
		if step < 0 {
			first = i - len(p) + 1
		}
		if first >= 0 && p.Match(m.x.text[first:min(len(m.x.text), first+len(p))]) == len(p) {
			return len(p)
		}
	}
	return 0
}
