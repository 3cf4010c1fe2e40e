package saying

import (
	"slices"

	"github.com/tocsin-desk/tocsin"
)

// A Text is a text with the statements that gold, or a reading, has in it. Spans count bytes.
type Text struct {
	ID, Words  string
	Window     tocsin.Span // what of it was looked at
	Statements []Statement
	Disputes   []Dispute
	Near, Same []Pair
}

// A Statement is what gold and readings have in common.
type Statement struct {
	ID                   string
	Source, Cue, Content []tocsin.Span
	Form                 tocsin.Form
	Kind                 tocsin.Kind
	Also                 []tocsin.Kind // kinds that are right as well
	Polarity             string
	Speaker              []string // names, each of them right; none: not resolved
	Far                  bool
	InDoubt              bool
	Chain                []Hop // below the carrier
}

// A Hop is one link of a chain, known by its words, by a name, or both.
type Hop struct {
	Names []string
	Span  *tocsin.Span
}

// Read returns the statements of a reading, whose spans count code points of the text.
func Read(r *tocsin.Reading, words string) *Text {
	r = r.Map(tocsin.NewOffsets(words).ByteSpan)
	out := &Text{ID: string(r.ID), Words: words, Window: tocsin.Span{End: len(words)}}
	for i := range r.Statements {
		out.Statements = append(out.Statements, read(r, words, &r.Statements[i]))
	}
	for _, l := range r.Links {
		switch l.Kind {
		case tocsin.Disputes:
			out.Disputes = append(out.Disputes, Dispute{Claim: l.To, Denial: l.From, Scope: l.Scope})
		case tocsin.SameStatement:
			out.Same = append(out.Same, Pair{l.From, l.To})
		}
	}
	return out
}

func read(r *tocsin.Reading, words string, s *tocsin.Statement) Statement {
	out := Statement{ID: s.ID, Source: s.Source, Cue: s.Cue, Content: s.Content, Form: s.Form, Kind: s.Kind, Polarity: s.Polarity}
	if s.Speaker != nil {
		out.Speaker = names(r, words, *s.Speaker)
	}
	for i, h := range s.Chain {
		if i > 0 { // the first one carries the article
			out.Chain = append(out.Chain, Hop{names(r, words, tocsin.EntityID(h.By)), h.Span})
		}
	}
	return out
}

// names are all that an entity is called by name; by what it is, where it has no name. What is no entity is its own name.
func names(r *tocsin.Reading, words string, id tocsin.EntityID) []string {
	e := r.Entity(id)
	if e == nil {
		return []string{string(id)}
	}
	of := func(t tocsin.MentionType) []string {
		var out []string
		for _, m := range e.Mentions {
			if m.Type == t {
				out = append(out, m.Span.Of(words))
			}
		}
		return out
	}
	out := of(tocsin.NameMention)
	if len(out) == 0 {
		out = of(tocsin.NominalMention)
	}
	return append(out, e.Name)
}

// within are the statements whose content begins in the window.
func (t *Text) within(window tocsin.Span) []Statement {
	var out []Statement
	for _, s := range t.Statements {
		if len(s.Content) > 0 && window.Start <= s.Content[0].Start && s.Content[0].Start < window.End {
			out = append(out, s)
		}
	}
	return out
}

// Classes gives each statement the id of the first one that is the same.
func (t *Text) Classes() map[string]string {
	out := map[string]string{}
	for _, s := range t.Statements {
		out[s.ID] = s.ID
	}
	for _, p := range t.Same {
		from, to := out[p[0]], out[p[1]]
		for id, class := range out {
			if class == from {
				out[id] = to
			}
		}
	}
	return out
}

// between reports whether the speakers of a pair of statements are also those of one of the others.
func (t *Text) between(others map[Pair]string, p Pair) bool {
	speaker := func(id string) []string {
		for _, s := range t.Statements {
			if s.ID == id {
				return s.Speaker
			}
		}
		return nil
	}
	for q := range others {
		if sameName(speaker(p[0]), speaker(q[0])) && sameName(speaker(p[1]), speaker(q[1])) || sameName(speaker(p[0]), speaker(q[1])) && sameName(speaker(p[1]), speaker(q[0])) {
			return true
		}
	}
	return false
}

// doubtful are the ids of the statements that may be labelled or not.
func (t *Text) doubtful() []string {
	var out []string
	for _, s := range t.Statements {
		if s.InDoubt {
			out = append(out, s.ID)
		}
	}
	slices.Sort(out)
	return out
}
