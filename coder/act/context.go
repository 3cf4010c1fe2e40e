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

// place returns where an event happened: a place name in a phrase of place on the word, its verb or
// its object. A dateline hangs on nothing here, and a capital that stands for a government is no place.
func (s *scene) place(i int) *tocsin.Place {
	from := []int{i}
	if h := s.host(i); h >= 0 {
		from = append(from, h)
	} else if o := s.object(i); o >= 0 && s.d.Tokens[i].UPOS == parse.VERB {
		from = append(from, o)
	}
	for _, j := range from {
		for _, c := range s.d.Children(j) {
			if b := s.d.Tokens[c].Rel.Base(); b != "obl" && b != "nmod" || !s.marked(c, locative[:]...) {
				continue
			}
			if p := s.placeIn(c); p != nil {
				return p
			}
		}
	}
	return nil
}

var locative = [...]string{"in", "at", "near", "outside", "inside", "across", "on", "along", "around", "throughout", "into", "over"}

// placeIn returns the literal place named at or right below a noun: "in the town of Narin".
func (s *scene) placeIn(i int) *tocsin.Place {
	for depth := 0; i >= 0 && depth < 3; depth++ {
		for k := range s.places {
			p := &s.places[k]
			if p.Use == tocsin.Literal && p.Span.Overlaps(s.d.Tokens[i].Span) {
				return p
			}
		}
		next := parse.NoHead
		for _, c := range s.d.Children(i) {
			if b := s.d.Tokens[c].Rel.Base(); b == "nmod" || b == "appos" || b == "compound" || b == "flat" {
				next = c
			}
		}
		i = next
	}
	return nil
}

// date returns the time that belongs to the event: its own expression, else that of what carries it, else, for what is
// told as news, the day of the news.
func (s *scene) date(c *candidate) *tocsin.When {
	if w := s.dates.Of(c.tok, nil); w != nil || c.realis != tocsin.Asserted {
		return w
	}
	return s.dates.Reported(c.tok, false)
}
