package saying

import (
	"fmt"
	"slices"
)

// A Share counts right answers.
type Share struct{ Right, Of int }

func (s *Share) add(right bool) {
	s.Of++
	if right {
		s.Right++
	}
}

// Speakers count what became of the speakers. Those of statements that were not found are missed.
type Speakers struct{ Right, Wrong, Unresolved, Missed int }

// Pairs count relations between two statements.
type Pairs struct{ Right, Read, Wanted int }

// Scores are the figures of one set of texts against another: readings against gold, or one pass against the other. Statements in doubt
// count nowhere.
type Scores struct {
	Found, Wanted     Share // gold that is there; what is there that is gold
	Source, Cue, Form Share // of pairs: both lack it or the words overlap; the same form
	Polarity          Share // of pairs
	Near, Far         Speakers
	Open              Speakers // gold: nobody can tell. Right is unresolved
	Chain             Share    // all hops below the carrier, of all statements: one that was not found is wrong
	Deep              Share    // those with more than the speaker
	Kinds             Table    // a kind that is right as well counts as the first one
	First             Table    // the first kind against the first
	Disputes, Same    Pairs
	Scope             Share // of disputes that are right: the same scope
	Apart             Share // near misses that are not linked as disputes
	Differ            []string
}

// Add scores one text. Of got, statements outside gold's window are not looked at.
func (s *Scores) Add(want, got *Text) {
	read := got.within(want.Window)
	to := pair(want.Words, want.Statements, read)
	for i := range want.Statements {
		w := &want.Statements[i]
		var g *Statement
		if to[i] >= 0 {
			g = &read[to[i]]
		}
		if w.InDoubt || g != nil && g.InDoubt {
			continue
		}
		s.Found.add(g != nil)
		s.speaker(want, w, g)
		s.chain(want, w, g)
		if g == nil {
			s.Kinds.Add(w.Kind, "")
			s.First.Add(w.Kind, "")
			s.differ(want, w, "missed", "")
			continue
		}
		s.paired(want, w, g)
	}
	for j := range read {
		if i := slices.Index(to, j); i < 0 && !read[j].InDoubt || i >= 0 && !want.Statements[i].InDoubt && !read[j].InDoubt {
			s.Wanted.add(i >= 0)
			if i < 0 {
				s.differ(want, &read[j], "extra", "")
			}
		}
	}
	s.links(want, got, read, to)
}

// paired scores what only a pair has.
func (s *Scores) paired(t *Text, w, g *Statement) {
	s.Source.add(agree(w.Source, g.Source))
	s.Cue.add(agree(w.Cue, g.Cue))
	s.Form.add(w.Form == g.Form)
	s.Polarity.add(w.Polarity == g.Polarity)
	kind := g.Kind
	if slices.Contains(w.Also, g.Kind) || slices.Contains(g.Also, w.Kind) {
		kind = w.Kind
	}
	s.Kinds.Add(w.Kind, kind)
	s.First.Add(w.Kind, g.Kind)
	if w.Kind != kind {
		s.differ(t, w, "kind", string(kind))
	}
	if w.Polarity != g.Polarity {
		s.differ(t, w, "polarity", g.Polarity)
	}
}

func (s *Scores) speaker(t *Text, w, g *Statement) {
	at := &s.Near
	switch {
	case len(w.Speaker) == 0:
		at = &s.Open
	case w.Far:
		at = &s.Far
	}
	switch {
	case g == nil:
		at.Missed++
	case len(g.Speaker) == 0 && len(w.Speaker) == 0, sameName(w.Speaker, g.Speaker):
		at.Right++
	case len(g.Speaker) == 0:
		at.Unresolved++
		s.differ(t, w, "speaker", "unresolved")
	default:
		at.Wrong++
		s.differ(t, w, "speaker", fmt.Sprintf("%q", g.Speaker))
	}
}

func (s *Scores) chain(t *Text, w, g *Statement) {
	right := g != nil && sameChain(w.Chain, g.Chain)
	s.Chain.add(right)
	if len(w.Chain) > 1 {
		s.Deep.add(right)
	}
	if g != nil && !right {
		s.differ(t, w, "chain", printed(t, g.Chain))
	}
}

// sameChain compares hop by hop: by overlapping words, or by name. A speaker of whom nothing is known is as good as none.
func sameChain(a, b []Hop) bool {
	known := func(in []Hop) []Hop {
		return slices.DeleteFunc(slices.Clone(in), func(h Hop) bool { return h.Span == nil && !sameName(h.Names, h.Names) })
	}
	return slices.EqualFunc(known(a), known(b), func(x, y Hop) bool {
		return x.Span != nil && y.Span != nil && x.Span.Overlaps(*y.Span) || sameName(x.Names, y.Names)
	})
}

// links scores the relations. A paraphrase and the quotation of it are one statement: a dispute with either is a dispute with both. Gold
// lists the plain pairs: another one of the same two speakers is neither right nor wrong, unless it is a near miss.
func (s *Scores) links(want, got *Text, read []Statement, to []int) {
	m := newMatch(want, got, read, to)
	found := disputed(got.Disputes, m.got)
	for p := range m.near {
		_, linked := found[p]
		s.Apart.add(!linked)
	}
	s.Disputes.Wanted += len(m.wanted)
	for p, scope := range found {
		switch m.verdict(p) {
		case Right:
			s.Disputes.Right++
			s.Disputes.Read++
			s.Scope.add(scope == m.wanted[p])
		case Wrong:
			s.Disputes.Read++
		}
	}
	s.Same.add(relation(want.Same, m.sure), relation(got.Same, func(id string) string { return m.of[m.sure(id)] }))
}

func (p *Pairs) add(want, got map[Pair]bool) {
	p.Wanted += len(want)
	p.Read += len(got)
	for x := range got {
		if want[x] {
			p.Right++
		}
	}
}

// differ notes what a person should look at.
func (s *Scores) differ(t *Text, w *Statement, what, have string) {
	words := ""
	for _, c := range w.Content {
		words += " " + c.Of(t.Words)
	}
	s.Differ = append(s.Differ, fmt.Sprintf("%s %s %s:%s | want %s %q %s | have %s", t.ID, w.ID, what, words, w.Kind, w.Speaker, printed(t, w.Chain), have))
}

func printed(t *Text, chain []Hop) string {
	out := ""
	for _, h := range chain {
		out += fmt.Sprintf(" > %q", h.Names)
		if h.Span != nil {
			out += " " + h.Span.Of(t.Words)
		}
	}
	return out
}
