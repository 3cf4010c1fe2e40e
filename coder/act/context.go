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

// date returns the time that belongs to the event: its own expression, else that of what carries it, else, for what is
// told as news, the day of the news.
func (s *scene) date(c *candidate) *tocsin.When {
	if w := s.dates.Of(c.tok, nil); w != nil || c.realis != tocsin.Asserted {
		return w
	}
	return s.dates.Reported(c.tok, false)
}
