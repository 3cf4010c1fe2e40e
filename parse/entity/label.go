package entity

import (
	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/parse"
)

var errInvalid = tocsin.ErrInvalid

// A label is 0 outside names, else 1 + kind*4 + place, with the places of BILOU.
type label = int

const (
	begins = iota
	inside
	ends
	alone
)

// kinds are the types that the perceptron tells apart; finer ones are the lexicon's and the rules' business.
var kinds = [...]parse.NameType{parse.PER, parse.ORG, parse.LOC, parse.MISC}

const labels = 1 + len(kinds)*4

func labelOf(kind, place int) label { return 1 + kind*4 + place }

func kindOf(l label) int { return (l - 1) / 4 }

// open reports whether the name goes on behind a label.
func open(l label) bool { return l > 0 && (l-1)%4 <= inside }

// follows reports whether next may stand behind prev; last is true on the last token of a sentence.
func follows(prev, next label, last bool) bool {
	if last && open(next) {
		return false
	}
	if open(prev) {
		return next > 0 && kindOf(next) == kindOf(prev) && ((next-1)%4 == inside || (next-1)%4 == ends)
	}
	return next == 0 || (next-1)%4 == begins || (next-1)%4 == alone
}

// kindIndex returns the kind that the perceptron learns for a type of name.
func kindIndex(t parse.NameType) int {
	switch t {
	case parse.PER:
		return 0
	case parse.ORG, parse.OUTLET:
		return 1
	case parse.GPE, parse.LOC, parse.FAC:
		return 2
	}
	return 3
}

// encode writes the labels of names into a slice of one label a token.
func encode(names []parse.Name, tokens int) []label {
	out := make([]label, tokens)
	for _, n := range names {
		k := kindIndex(n.Type)
		if n.End-n.First == 1 {
			out[n.First] = labelOf(k, alone)
			continue
		}
		for i := n.First; i < n.End; i++ {
			out[i] = labelOf(k, inside)
		}
		out[n.First], out[n.End-1] = labelOf(k, begins), labelOf(k, ends)
	}
	return out
}

// decode reads names off a legal sequence of labels.
func decode(ls []label) []parse.Name {
	var out []parse.Name
	first := 0
	for i, l := range ls {
		if l == 0 {
			continue
		}
		switch (l - 1) % 4 {
		case begins:
			first = i
			continue
		case inside:
			continue
		case alone:
			first = i
		}
		out = append(out, parse.Name{Range: parse.Range{First: first, End: i + 1}, Type: kinds[kindOf(l)]})
	}
	return out
}
