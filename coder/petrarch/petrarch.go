// Package petrarch codes a parsed text with a user's own event dictionaries, as TABARI, PETRARCH and UniversalPetrarch do:
// actors by phrases and dates, events by a verb and the patterns around it, so that old results can be reproduced and compared.
//
// In: an article, its parse.Doc, a dictionary of lexicon/petrarch. Out: a tocsin.Reading with entities and events only; the codes
// are the dictionary's. Patterns of words (TABARI, PETRARCH) are matched along the text within the clause, patterns of phrases
// (PETRARCH2) along the tree.
package petrarch

import (
	"slices"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/lexicon/petrarch"
	"github.com/tocsin-desk/tocsin/parse"
)

// Code reads one article.
func Code(a *tocsin.Article, d *parse.Doc, dict *petrarch.Dictionary) *tocsin.Reading {
	c := &coder{doc: d, dict: dict, out: &tocsin.Reading{ID: a.ID, Lang: d.Lang, Times: d.Times}, known: map[string]tocsin.EntityID{}}
	if t, ok := a.Day(); ok {
		c.day = t.Year()*10000 + int(t.Month())*100 + t.Day()
	}
	var sents []*sentence
	for i, s := range d.Sents {
		c.out.Sentences = append(c.out.Sentences, s.Span)
		if !s.Kind.Reported() {
			continue
		}
		x := c.read(i)
		switch discard := x.discard(); {
		case discard == nil:
			sents = append(sents, x)
		case discard.Story:
			c.out.Skipped = "discarded by " + discard.Where()
			return c.out
		}
	}
	c.issues(sents)
	for _, x := range sents {
		for _, f := range x.events() {
			c.event(x, f)
		}
	}
	return c.out
}

// A coder codes one article.
type coder struct {
	doc   *parse.Doc
	dict  *petrarch.Dictionary
	day   int // of the article, YYYYMMDD; 0 where it has none
	out   *tocsin.Reading
	known map[string]tocsin.EntityID // by code
}

// A sentence is one sentence as patterns see it: words in capitals, phrases with codes, verbs.
type sentence struct {
	*coder
	sent   int
	words  []word
	text   []string // of the words
	phrase []*phrase
	at     map[int]*phrase // by head token
	taken  map[int]bool    // tokens inside the actor or role of a phrase before them
	issues []tocsin.Issue
	gone   []bool // words of asides between commas, which patterns of words never see
}

// A word is one word of a sentence; hyphens split tokens, and neither punctuation nor 's is a word.
type word struct {
	token  int
	hyphen bool // a hyphen joins it to the next word
}

// A finding is one event before it is written down.
type finding struct {
	verb     *verb
	pattern  *petrarch.Pattern // nil: the verb alone
	code     string
	from, to []actor
	both     bool // all are actors
	reversed bool // the passive half of a code
	trace    []string
}

// discard returns the discard phrase that the sentence holds; one for the story goes first.
func (x *sentence) discard() *petrarch.Discard {
	var found *petrarch.Discard
	for i := range x.text {
		if d, n := x.dict.Discards.Longest(x.text[i:], nil); n > 0 && (found == nil || d.Story && !found.Story) {
			found = d
		}
	}
	return found
}

// events returns what the sentence tells, by the verbs in the order of the text. What stands behind a coded verb in its own
// clause is that verb's matter and isn't coded again.
func (x *sentence) events() []finding {
	x.phrases()
	x.asides()
	var out []finding
	end := -1 // the last word that a coded verb has taken
	for _, v := range x.verbs() {
		if v.first <= end {
			continue
		}
		var found []finding
		var coded bool
		if x.dict.Phrasal {
			found, coded = x.clause(v, 0)
		} else {
			found, coded = x.linear(v)
		}
		out = append(out, found...)
		if coded {
			end = x.reach(v)
		}
	}
	return merged(out)
}

// merged leaves out what was found before.
func merged(list []finding) []finding {
	var out []finding
	for _, f := range list {
		same := func(g finding) bool {
			return g.code == f.code && slices.EqualFunc(g.from, f.from, sameCode) && slices.EqualFunc(g.to, f.to, sameCode)
		}
		if !slices.ContainsFunc(out, same) {
			out = append(out, f)
		}
	}
	return out
}

func sameCode(a, b actor) bool { return a.code == b.code }
