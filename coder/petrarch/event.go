package petrarch

import (
	"fmt"
	"slices"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/parse"
)

// typeOf returns the PLOVER type of the root of a CAMEO code: dictionaries have codes of their own below it. 01 and 02 have none.
func typeOf(code tocsin.CAMEO) tocsin.PLOVER {
	if len(code) < 2 {
		return ""
	}
	typ, _ := tocsin.CAMEO(code.Root() + "0").PLOVER()
	return typ
}

// event writes a finding down. Sources and targets are lists; where somebody is on both, each source has an event of its own, because
// nobody acts on himself. Where all act on each other they are the actors of one reciprocal event.
func (c *coder) event(x *sentence, f finding) {
	switch {
	case f.both:
		c.write(x, f, f.from, nil)
	case disjoint(f.from, f.to):
		c.write(x, f, f.from, f.to)
	default:
		for i, s := range f.from {
			if to := without(f.to, s); len(to) > 0 {
				c.write(x, f, f.from[i:i+1], to)
			}
		}
	}
}

func (c *coder) write(x *sentence, f finding, from, to []actor) {
	e := tocsin.Event{ID: fmt.Sprintf("v%d", len(c.out.Events)+1), CAMEO: tocsin.CAMEO(f.code), Realis: tocsin.Asserted, Sentence: x.sent, Confidence: 1}
	if c.dict.CAMEO {
		e.Type = typeOf(e.CAMEO)
	}
	e.Quad, e.Score = e.Type.Quad(), e.Type.Score()
	e.Reciprocal = f.both
	e.Trigger = []tocsin.Span{c.doc.Span(parse.Range{First: x.words[f.verb.first].token, End: x.words[f.verb.last].token + 1})}
	e.Issues = x.issues
	e.Trace = append(e.Trace, f.trace...)
	for _, s := range from {
		e.Actors = append(e.Actors, c.party(x, s))
		e.Trace = append(e.Trace, s.why...)
	}
	for _, t := range to {
		e.Recipients = append(e.Recipients, c.party(x, t))
		e.Trace = append(e.Trace, t.why...)
	}
	c.out.Events = append(c.out.Events, e)
}

// without returns the actors that have another code.
func without(list []actor, than actor) []actor {
	return slices.DeleteFunc(slices.Clone(list), func(a actor) bool { return sameCode(a, than) })
}

func disjoint(a, b []actor) bool {
	return !slices.ContainsFunc(a, func(s actor) bool { return len(without(b, s)) < len(b) })
}

// party returns an actor as a party, and enters its entity.
func (c *coder) party(x *sentence, a actor) tocsin.Party {
	p := x.at[a.head]
	span := c.doc.Span(parse.Range{First: a.head, End: a.head + 1})
	if p != nil {
		span = c.doc.Span(parse.Range{First: p.tokens[0], End: p.tokens[len(p.tokens)-1] + 1})
	}
	id, known := c.known[a.code]
	if !known {
		id = tocsin.EntityID(fmt.Sprintf("e%d", len(c.out.Entities)+1))
		c.known[a.code] = id
		e := tocsin.Entity{ID: id, Name: span.Of(c.doc.Text), Kind: tocsin.OtherKind, Codes: []string{a.code}}
		if len(a.why) > 0 {
			e.Basis = a.why[0]
		}
		c.out.Entities = append(c.out.Entities, e)
	}
	for i := range c.out.Entities {
		if e := &c.out.Entities[i]; e.ID == id {
			m := tocsin.Mention{Span: span, Type: tocsin.NominalMention}
			if c.doc.Tokens[a.head].UPOS == parse.PROPN {
				m.Type = tocsin.NameMention
			}
			add := true
			for _, o := range e.Mentions {
				add = add && o.Span != span
			}
			if add {
				e.Mentions = append(e.Mentions, m)
			}
		}
	}
	return tocsin.Party{Entity: id, Code: tocsin.ActorCode(a.code), Span: span}
}
