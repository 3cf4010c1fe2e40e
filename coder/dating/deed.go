package dating

import (
	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
)

// Deeds lists what a text tells, of whatever kind, in text order: its chronology. A deed that is only promised has the day
// it is promised for. What the text dates has no basis, what it tells as news is of that day, and what stands beside
// these has the day of the story around it; states, habits, plans and what is told of other times are left out.
func (x *Dates) Deeds() []tocsin.Deed {
	var out []tocsin.Deed
	dated := map[string]tocsin.When{} // what the text has dated so far, by lemma
	for i := range x.d.Tokens {
		if !x.deed(i) {
			continue
		}
		w := x.Of(i, nil)
		if w != nil {
			dated[x.d.Tokens[i].Lemma] = *w
		} else if w = x.again(i, dated); w == nil {
			w = x.Reported(i, says(x.lex.Cue(x.d.Tokens[i].Lemma, "V")))
		}
		if w == nil {
			w = x.around(i)
		}
		if w != nil {
			out = append(out, tocsin.Deed{Span: x.d.Tokens[i].Span, Date: *w})
		}
	}
	return out
}

// says reports whether the present of a cue is that of a report: "says", not "hopes".
func says(c *lexicon.Cue) bool {
	if c == nil {
		return false
	}
	switch c.Class {
	case lexicon.CueSay, lexicon.CueStress, lexicon.CueDeny, lexicon.CueWarn, lexicon.CueAccuse, lexicon.CueUrge:
		return true
	}
	return false
}

// deed reports whether a word names something done: a verb of a clause, or a noun of the tables.
func (x *Dates) deed(i int) bool {
	t := &x.d.Tokens[i]
	switch t.UPOS {
	case parse.VERB:
		return t.Rel.Base() != "amod" && t.Rel.Base() != "case" && t.Rel.Base() != "compound"
	case parse.NOUN:
		return t.Rel.Base() != "compound" && x.deedNoun(t.Lemma)
	}
	return false
}

func (x *Dates) deedNoun(lemma string) bool {
	_, ok := x.lex.DeedNoun(lemma)
	return ok || x.lex.Frames(lemma, "n") != nil || x.lex.Cue(lemma, "N") != nil
}
