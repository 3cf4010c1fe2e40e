package saying

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/tocsin-desk/tocsin"
)

// Given returns a reading of the text with gold's statements in place of its own: their words, forms, kinds, polarity and speakers, those
// in doubt too. So links can be measured apart from what they are made of. What gold doesn't label (whom a statement is about, the events
// inside it) is the reading's. Spans count bytes; the ids are gold's.
func Given(r *tocsin.Reading, t *Text) *tocsin.Reading {
	out := r.Map(func(s tocsin.Span) tocsin.Span { return s })
	own := r.Statements
	out.Statements, out.Links = nil, nil
	to := pair(t.Words, t.Statements, readAll(r, t.Words))
	for i := range t.Statements {
		var s tocsin.Statement
		if to[i] >= 0 {
			s = own[to[i]]
		}
		g := &t.Statements[i]
		s.ID, s.Source, s.Cue, s.Content, s.Form, s.Kind, s.Polarity = g.ID, g.Source, g.Cue, g.Content, g.Form, g.Kind, g.Polarity
		s.Speaker, s.Parent = speaker(out, t.Words, g.Speaker), ""
		s.Sentence = sentence(r, slices.Concat(g.Cue, g.Content))
		if to[i] < 0 {
			s.About = about(r, g.Content)
		}
		out.Statements = append(out.Statements, s)
	}
	slices.SortStableFunc(out.Statements, func(a, b tocsin.Statement) int { return cmp.Compare(begin(&a), begin(&b)) })
	for i := range out.Statements {
		out.Statements[i].Parent = parent(out.Statements, i)
	}
	for i := range out.Events {
		out.Events[i].Statement = inside(out.Statements, out.Events[i].Trigger)
	}
	return out
}

func readAll(r *tocsin.Reading, words string) []Statement {
	var out []Statement
	for i := range r.Statements {
		out = append(out, read(r, words, &r.Statements[i]))
	}
	return out
}

// speaker is the entity with one of the names, a new one where the reading has none; nil where nobody can tell.
func speaker(r *tocsin.Reading, words string, wanted []string) *tocsin.EntityID {
	if len(wanted) == 0 {
		return nil
	}
	for i := range r.Entities {
		if id := r.Entities[i].ID; sameName(wanted, names(r, words, id)) {
			return &id
		}
	}
	id := tocsin.EntityID(fmt.Sprintf("gold-%d", len(r.Entities)))
	r.Entities = append(r.Entities, tocsin.Entity{ID: id, Name: wanted[0], Kind: tocsin.Person})
	return &id
}

// sentence is the one in which the first of the words stand.
func sentence(r *tocsin.Reading, words []tocsin.Span) int {
	for i, s := range r.Sentences {
		if overlap(words, []tocsin.Span{s}) {
			return i
		}
	}
	return 0
}

// about are the entities that the words name.
func about(r *tocsin.Reading, words []tocsin.Span) []tocsin.EntityID {
	var out []tocsin.EntityID
	for _, e := range r.Entities {
		if slices.ContainsFunc(e.Mentions, func(m tocsin.Mention) bool { return overlap(words, []tocsin.Span{m.Span}) }) {
			out = append(out, e.ID)
		}
	}
	return out
}

// begin is where the first word of a statement stands.
func begin(s *tocsin.Statement) int {
	first := 1 << 30
	for _, w := range slices.Concat(s.Source, s.Cue, s.Content) {
		first = min(first, w.Start)
	}
	return first
}

// parent is the smallest other statement in whose content the cue or content of one stands.
func parent(all []tocsin.Statement, at int) string {
	best, size := "", 1<<30
	for i := range all {
		if i == at || !contains(all[i].Content, slices.Concat(all[at].Cue, all[at].Content)) {
			continue
		}
		if n := length(all[i].Content); n < size && n > length(all[at].Content) {
			best, size = all[i].ID, n
		}
	}
	return best
}

// inside is the smallest statement in whose content the words stand.
func inside(all []tocsin.Statement, words []tocsin.Span) *string {
	var best *string
	size := 1 << 30
	for i := range all {
		if n := length(all[i].Content); n < size && contains(all[i].Content, words) {
			best, size = &all[i].ID, n
		}
	}
	return best
}

// contains reports whether all the words stand in the spans.
func contains(spans, words []tocsin.Span) bool {
	return len(words) > 0 && !slices.ContainsFunc(words, func(w tocsin.Span) bool {
		return !slices.ContainsFunc(spans, func(s tocsin.Span) bool { return s.Start <= w.Start && w.End <= s.End })
	})
}

func length(spans []tocsin.Span) int {
	n := 0
	for _, s := range spans {
		n += s.End - s.Start
	}
	return n
}
