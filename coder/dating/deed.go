package dating

import (
	"strings"
	"time"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
)

// Deeds lists what a text tells, of whatever kind, in text order: its chronology. A deed that is only promised has the day
// it is promised for. What the text dates has no basis, what it tells as news is of that day, and what stands beside
// these has the day of the story around it; states, habits, plans and what is told of other times are left out.
func (x *Dates) Deeds() []tocsin.Deed {
	var out []tocsin.Deed
	told := map[string]tocsin.When{} // so far, by lemma
	for i := range x.d.Tokens {
		if !x.deed(i) || x.habit(i) {
			continue
		}
		if w := x.deedDate(i, told); w != nil {
			told[deedKey(x.d.Tokens[i].Lemma)] = *w
			out = append(out, tocsin.Deed{Span: x.d.Tokens[i].Span, Date: *w})
		}
	}
	return out
}

// habit reports whether a deed is done again and again: "sits every Tuesday and on the first Monday".
func (x *Dates) habit(i int) bool {
	for _, t := range x.times[x.d.Tokens[i].Sent] {
		if t.Type == tocsin.SetTime && x.d.Tokens[x.headOf(x.d.TokenRange(t.Span))].Head == i {
			return true
		}
	}
	return false
}

// deedDate returns the time of a deed by the best of what tells it.
func (x *Dates) deedDate(i int, told map[string]tocsin.When) *tocsin.When {
	t := &x.d.Tokens[i]
	if t.UPOS == parse.AUX {
		return x.stateDate(i)
	}
	if w := x.Of(i, nil); w != nil {
		return w
	}
	if w := x.counted(i, told); w != nil {
		return w
	}
	if w := x.again(i, told); w != nil {
		return w
	}
	if w := x.Reported(i, says(x.lex.Cue(t.Lemma, "V"))); w != nil {
		return w
	}
	return x.around(i)
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
		return t.Rel.Base() != "compound" && x.deedNoun(t.Lemma) || x.headlineVerb(i)
	case parse.AUX: // "the index was down at 16:08": a state is of a time only where the text says so
		return t.Rel.Base() == "cop" && x.clocked(t.Head)
	}
	return false
}

// clocked reports whether a clock time or a date hangs on what somebody or something is: "was down 2 % at 16:08".
func (x *Dates) clocked(i int) bool {
	if i < 0 {
		return false
	}
	if x.own(i, nil) != nil {
		return true
	}
	for _, t := range x.times[x.d.Tokens[i].Sent] {
		if h := x.d.Tokens[x.headOf(x.d.TokenRange(t.Span))].Head; t.Type == tocsin.ClockTime && h == i {
			return true
		}
	}
	return false
}

// stateDate returns the time of a copula, of whose predicate the text says when it was so.
func (x *Dates) stateDate(i int) *tocsin.When {
	if w := x.Of(x.d.Tokens[i].Head, nil); w != nil {
		return w
	}
	if form := strings.ToLower(x.d.Tokens[i].Form); !x.dated || form != "was" && form != "were" {
		return nil
	}
	return &tocsin.When{Value: x.storyDay(x.d.Tokens[i].Sent).Format(time.DateOnly), Basis: "story"}
}

// headlineVerb: the verb of a headline that was read as a plural: "Boeing unveils new jet".
func (x *Dates) headlineVerb(i int) bool {
	t := &x.d.Tokens[i]
	if t.XPOS != "NNS" || !x.headline(t.Sent) || x.deedNoun(t.Lemma) || i == x.d.Sents[0].First {
		return false
	}
	before := &x.d.Tokens[i-1]
	if before.XPOS == "VBG" && i-1 == x.d.Sents[0].First && t.Head == i-1 { // the name, read as a verb
		return true
	}
	return x.lex.Frames(t.Lemma, "v") != nil && before.UPOS != parse.NOUN && before.UPOS != parse.ADJ
}

func (x *Dates) deedNoun(lemma string) bool {
	_, ok := x.lex.DeedNoun(lemma)
	return ok || x.lex.Frames(lemma, "n") != nil || x.lex.Cue(lemma, "N") != nil
}
