package coref

import (
	"strings"

	"github.com/tocsin-desk/tocsin/parse"
)

// Actors returns the key's chains of persons, organisations and places; of a corpus without types, all.
func (g *Gold) Actors() []Chain {
	var out []Chain
	for _, c := range g.Chains {
		switch c.Type {
		case "person", "organization", "place", "":
			out = append(out, c)
		}
	}
	return out
}

// A Filter says which mentions count, by their gold words, so that it is the same for the key and for every system.
type Filter func(parse.Range) bool

// Coder is the filter for what the event coder can use of a chain. Of the gold word that heads the mention it asks
// that it be
//
//   - a proper noun ("Orlan Besh", "the Varnan Guard"), or
//   - a personal pronoun of the third person; inside quotation marks also of the first, because there it is the
//     speaker's. Outside them "I" and "we" are the author's, and "you" is anybody: the coder has no use for them; or
//   - a common noun that noun admits by its lemma: those for roles, bodies, places and people.
//
// Indefinites ("somebody"), demonstratives and other common nouns ("the audience", "my heart") don't count.
func (g *Gold) Coder(noun func(lemma string) bool) Filter {
	quoted := quotations(g.Doc)
	return func(x parse.Range) bool {
		i := head(g.Doc, x)
		t := &g.Doc.Tokens[i]
		switch t.UPOS {
		case parse.PROPN:
			return true
		case parse.PRON, parse.DET:
			switch person(t.Form) {
			case 3:
				return true
			case 1:
				return quoted[i]
			}
		case parse.NOUN:
			return noun(strings.ToLower(t.Lemma))
		}
		return false
	}
}

// Key returns the chains with the mentions that the filter keeps.
func (f Filter) Key(chains []Chain) []Chain {
	var out []Chain
	for _, c := range chains {
		kept := Chain{Type: c.Type}
		for _, m := range c.Mentions {
			if f(m.Range) {
				kept.Mentions = append(kept.Mentions, m)
			}
		}
		out = append(out, kept)
	}
	return out
}

// System returns the system's chains with the mentions that the filter keeps.
func (f Filter) System(s System) System {
	var out System
	for _, c := range s {
		var kept []parse.Range
		for _, x := range c {
			if f(x) {
				kept = append(kept, x)
			}
		}
		out = append(out, kept)
	}
	return out
}

// head returns the first word of a range whose head lies outside it.
func head(d *parse.Doc, x parse.Range) int {
	for i := x.First; i < x.End; i++ {
		if h := d.Tokens[i].Head; h < x.First || h >= x.End {
			return i
		}
	}
	return x.First
}

// person returns 1 or 3 for a personal pronoun or possessive of that person, 0 for other words.
func person(form string) int {
	switch strings.ToLower(form) {
	case "i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves":
		return 1
	case "he", "him", "his", "himself", "she", "her", "hers", "herself", "it", "its", "itself", "they", "them", "their", "theirs", "themselves":
		return 3
	}
	return 0
}

// quotations marks the words inside quotation marks. A paragraph ends a quotation.
func quotations(d *parse.Doc) []bool {
	in, open, end := make([]bool, len(d.Tokens)), false, 0
	for i := range d.Tokens {
		t := &d.Tokens[i]
		if strings.Contains(d.Text[end:max(end, t.Span.Start)], "\n") {
			open = false
		}
		end = t.Span.End
		switch t.Form {
		case "“", "``", "«":
			open = true
		case "”", "''", "»":
			open = false
		case "\"":
			open = !open
		default:
			in[i] = open
		}
	}
	return in
}
