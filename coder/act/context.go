package act

import (
	"slices"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/parse"
)

// contexts returns the PLOVER contexts of a sentence by its words, in alphabetical order.
func (s *scene) contexts(sent int) []string {
	var out []string
	st := s.d.Sents[sent]
	for i := st.First; i < st.End; i++ {
		switch s.d.Tokens[i].UPOS {
		case parse.NOUN, parse.PROPN, parse.ADJ, parse.VERB:
		default:
			continue
		}
		lemma := s.d.Tokens[i].Lemma
		found := s.lex.Contexts(lemma)
		if i+1 < st.End {
			if two := s.lex.Contexts(lemma + " " + s.d.Tokens[i+1].Lemma); two != nil {
				found = two
			}
		}
		for _, c := range found {
			if !slices.Contains(out, c) {
				out = append(out, c)
			}
		}
	}
	slices.Sort(out)
	return out
}

// date returns the day or period that belongs to the event: its own time expression, else that of the
// verb it hangs on, else the only one of its sentence.
//
// What a word of speech is about has times of its own: "promised to publish it by May" promised nothing in May.
func (s *scene) date(c *candidate) *tocsin.When {
	i := c.tok
	t := s.when(i)
	for j, depth := i, 0; t == nil && s.d.Tokens[j].Head >= 0 && depth < 3; depth++ {
		j = s.d.Tokens[j].Head
		t = s.when(j)
	}
	if t == nil {
		t = s.onlyTime(s.d.Sents[s.d.Tokens[i].Sent].Span)
		if q := c.typ.Quad(); t != nil && c.inner > i && (q == tocsin.VerbalCooperation || q == tocsin.VerbalConflict) && t.Span.Start > s.d.Tokens[c.inner].Span.Start {
			return nil
		}
	}
	if t == nil || t.Type != tocsin.DateTime && t.Type != tocsin.ClockTime {
		return nil
	}
	return &tocsin.When{Value: t.Value}
}

func (s *scene) onlyTime(sent tocsin.Span) *tocsin.Time {
	var only *tocsin.Time
	for k := range s.d.Times {
		if t := &s.d.Times[k]; t.Resolved && t.Type == tocsin.DateTime && sent.Contains(t.Span) {
			if only != nil {
				return nil
			}
			only = t
		}
	}
	return only
}
