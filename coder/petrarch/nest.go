package petrarch

import (
	"slices"

	"github.com/tocsin-desk/tocsin/lexicon/petrarch"
)

// inner returns the events in a verb's complements. An infinitive that a parser took for a purpose is one too, behind a verb that has
// events for its content: "is asking A to help B".
func (x *sentence) inner(v *verb, code petrarch.EventCode, depth int) (out []finding, coded bool) {
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
func (x *sentence) attribution(v int) bool {
	return x.rel(v) == "parataxis" || slices.ContainsFunc(x.children(v, "ccomp"), func(c int) bool { return c < v })
}

// content reports whether acts of a code have other acts for their content: statements, appeals, intents, demands, threats.
func (x *sentence) content(code string) bool {
	v, ok := x.dict.Ontology.Value(code)
	return ok && v>>12 >= 1 && v>>12 <= 6 && v>>12 != 5
}

// below returns the events of a predicate, or of its complements where the dictionary doesn't know it.
func (x *sentence) below(token, depth int) (out []finding, coded bool) {
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
func (x *sentence) nest(f finding, code petrarch.EventCode, inner []finding) []finding {
	if x.passive(f.verb.token) && len(f.from) == 0 {
		return inner // who says it isn't told: "is said to have left"
	}
	if x.ownAct(code.Active) && !x.content(code.Active) {
		return f.with(code, bothSides) // "telephoned B to discuss C"
	}
	var out []finding
	for _, in := range inner {
		if in.reversed {
			continue
		}
		g := f
		g.trace = append(slices.Clone(in.trace), f.trace...)
		self := among(in.from, f.from)
		if rule, ok := x.rule(f, code, in, self); ok {
			g.trace = append(g.trace, "transformation "+rule.Where())
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
func (x *sentence) ownAct(code string) bool {
	v, ok := x.dict.Ontology.Value(code)
	return ok && v >= 0x1000
}

// rule returns the transformation that fits an event about an event.
func (x *sentence) rule(f finding, code petrarch.EventCode, in finding, self bool) (petrarch.Rule, bool) {
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
func (x *sentence) codeOf(name string) (string, bool) {
	for _, e := range x.dict.Verbs[name] {
		if len(e.Before)+len(e.After) == 0 && e.Code.Active != "" {
			return e.Code.Active, true
		}
	}
	return "", false
}
