// Package coder reads a parsed text as a political scientist does: who is in it, where, who said what,
// who did what to whom.
//
// In: an article, its parse.Doc, a lexicon.Set, the where.World, the trained Models. Out: a tocsin.Reading without links and versions.
// It never parses, never relates statements to each other (link does), never asserts what only a speaker said.
package coder

import (
	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/coder/act"
	"github.com/tocsin-desk/tocsin/coder/actor"
	"github.com/tocsin-desk/tocsin/coder/attribute"
	"github.com/tocsin-desk/tocsin/coder/dating"
	"github.com/tocsin-desk/tocsin/coder/where"
	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
)

// Models are the trained parts of the coder. Where one is nil, rules alone decide.
type Models struct {
	Statements *attribute.Model
	Events     *act.Votes
}

// Code reads one article. The order is that of what needs what: speakers and parties are entities,
// an event needs to know the statement it stands in.
func Code(a *tocsin.Article, d *parse.Doc, lex *lexicon.Set, world *where.World, models Models) *tocsin.Reading {
	cast := actor.Resolve(d, lex, a)
	r := &tocsin.Reading{ID: a.ID, Lang: d.Lang, Times: d.Times}
	for _, s := range d.Sents {
		r.Sentences = append(r.Sentences, s.Span)
	}
	places := world.Find(d, cast, a)
	r.Statements = attribute.Find(d, cast, lex, a, models.Statements)
	r.Events = act.Find(d, cast, places, r.Statements, lex, models.Events, a)
	r.Deeds = dating.Read(d, lex, a).Deeds()
	if a.Ask != nil {
		r.Dyads = act.Dyads(d, cast, places, r.Statements, lex, models.Events, a)
	}
	r.Places = places.Roles(r.Events)
	r.Entities = cast.Entities
	return r
}

// Examples returns the words of an article that the classifier of events is asked about. It is for training.
func Examples(a *tocsin.Article, d *parse.Doc, lex *lexicon.Set, world *where.World, models Models) []act.Example {
	cast := actor.Resolve(d, lex, a)
	return act.Examples(d, cast, world.Find(d, cast, a), attribute.Find(d, cast, lex, a, models.Statements), lex, a)
}
