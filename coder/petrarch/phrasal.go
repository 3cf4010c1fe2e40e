package petrarch

import (
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
func (x *sentence) clause(v *verb, depth int) (out []finding, coded bool) {
	code, entry := v.code()
	f := finding{verb: v, trace: []string{"verb " + entry.String() + " [" + code.String() + "] " + entry.Where()}}
	m := treeMatch{x: x, v: v.token}
	for _, p := range v.patterns() {
		if t, ok := x.try(v, p); ok && (f.pattern == nil || t.score(p) > m.score(f.pattern)) {
			m, f.pattern, code = t, p, p.Code
		}
	}
	if f.pattern != nil {
		f.trace = append(f.trace, "pattern "+f.pattern.Text+" ["+code.String()+"] "+f.pattern.Where())
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
func (x *sentence) try(v *verb, p *petrarch.Pattern) (treeMatch, bool) {
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

func (x *sentence) negate(code petrarch.EventCode) petrarch.EventCode {
	var out petrarch.EventCode
	out.Active, _ = x.dict.Ontology.Negate(code.Active)
	out.Passive, _ = x.dict.Ontology.Negate(code.Passive)
	return out
}

// treeParties fills source and target from the pattern's signs and the tree.
func (x *sentence) treeParties(f *finding, m *treeMatch) {
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
		if len(f.from) == 0 && f.pattern != nil { // "thought close to B"
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
func (x *sentence) passiveSource(v int, ok func(*phrase) bool) []actor {
	among := x.children(v, "obl")
	for _, c := range x.children(v, "xcomp") {
		if x.doc.Tokens[c].UPOS == parse.ADJ { // "was left homeless in"
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
func (x *sentence) object(v *verb, ok func(*phrase) bool) []actor {
	for _, c := range x.objects(v.token) {
		if p := x.at[c]; p != nil && ok(p) && len(p.list.actors()) > 0 {
			return p.list.actors()
		}
	}
	return actorsOf(x.after(v.last+1, x.reach(v), ok))
}
