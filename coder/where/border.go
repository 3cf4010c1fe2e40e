package where

import (
	"strings"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/coder/actor"
	"github.com/tocsin-desk/tocsin/parse"
)

// reach is how many words before or behind "border" a country may stand to be its owner: "Belland's
// long and badly guarded southern border" has five between.
const reach = 6

// borders finds expressions for borders. A border is a line: it has no point, and the country whose
// border it is counts as its country.
//
// "Tajikistan's southern borders", "the Tajik-Afghan border", "the border between Iran and Iraq",
// "Belland's border with Ruritania".
func (f *finder) borders() []tocsin.Place {
	var out []tocsin.Place
	for i := range f.d.Tokens {
		switch strings.ToLower(f.d.Tokens[i].Form) {
		case "border", "borders", "frontier", "frontiers", "borderland", "borderlands":
		default:
			continue
		}
		if u := f.d.Tokens[i].UPOS; u == parse.VERB || u == parse.AUX {
			continue // "Tajikistan borders Afghanistan"
		}
		if p, ok := f.border(i); ok {
			out = append(out, p)
		}
	}
	return out
}

func (f *finder) border(i int) (tocsin.Place, bool) {
	s := f.d.Sents[f.d.Tokens[i].Sent]
	before, first := f.ownersBefore(i, s.First)
	behind, end := f.ownersBehind(i, s.End)
	owners := append(before, behind...)
	if len(owners) == 0 {
		return tocsin.Place{}, false
	}
	g := parse.Range{First: min(first, i), End: max(end, i+1)}
	p := tocsin.Place{Span: f.d.Span(g), Use: tocsin.Literal, Country: owners[0].ISO, Precision: tocsin.AtBorder, Confidence: supported}
	p.Name = "border of " + f.nameOf(owners[0])
	if len(owners) > 1 && owners[1].ISO != owners[0].ISO {
		p.Name += " with " + f.nameOf(owners[1])
		p.Confidence = sure
	}
	if side := f.side(g.First, i); side != "" {
		p.Name += ", " + side
	}
	p.Trace = []string{"a line, not a point: " + f.d.Span(parse.Range{First: g.First, End: i + 1}).Of(f.d.Text)}
	return p, true
}

func (f *finder) nameOf(h *actor.Hit) string {
	if h.Town {
		return f.lex.Places[h.Row].Name
	}
	return f.lex.Actors[h.Row].Name
}

// ownersBefore reads "X's southern", "the X-Y", "the X"; it stops at a verb or another preposition.
func (f *finder) ownersBefore(i, start int) (owners []*actor.Hit, first int) {
	first = i
	for k := i - 1; k >= max(start, i-reach); k-- {
		t := &f.d.Tokens[k]
		if h, ok := f.owner(k); ok {
			if len(owners) == 0 || h != owners[0] {
				owners = append([]*actor.Hit{h}, owners...)
			}
			first, k = h.First, h.First
			if len(owners) == 2 {
				break
			}
			continue
		}
		joins := t.Form == "-" || t.Form == "–" || t.UPOS == parse.CCONJ
		if len(owners) > 0 && !joins {
			break
		}
		if t.UPOS == parse.VERB || t.UPOS == parse.AUX || t.UPOS == parse.ADP || t.UPOS == parse.SCONJ || t.UPOS == parse.PUNCT && !joins {
			break
		}
	}
	return owners, first
}

// ownersBehind reads "between X and Y", "with Y", "of X with Y".
func (f *finder) ownersBehind(i, end int) (owners []*actor.Hit, last int) {
	last = i + 1
	if i+1 >= end || !prepositionOfBorders(f.d.Tokens[i+1].Form) {
		return nil, last
	}
	for k := i + 1; k < min(end, i+1+2*reach); k++ {
		t := &f.d.Tokens[k]
		if h, ok := f.owner(k); ok {
			owners = append(owners, h)
			last, k = h.End, h.End-1
			if len(owners) == 2 {
				break
			}
			continue
		}
		if t.UPOS != parse.DET && t.UPOS != parse.CCONJ && t.UPOS != parse.ADJ && !prepositionOfBorders(t.Form) {
			break
		}
	}
	return owners, last
}

func prepositionOfBorders(w string) bool {
	return w == "between" || w == "with" || w == "of" || w == "separating" || w == "dividing"
}

// owner returns the country or territory named at token k.
func (f *finder) owner(k int) (*actor.Hit, bool) {
	h, ok := f.cast.HitAt(k)
	if !ok || h.Use == "" || h.ISO == "" {
		return nil, false
	}
	return h, true
}

// side returns the side that the words before "border" name.
func (f *finder) side(from, to int) string {
	for k := from; k < to; k++ {
		switch w := strings.ToLower(f.d.Tokens[k].Form); w {
		case "southern", "northern", "eastern", "western", "southeastern", "southwestern", "northeastern", "northwestern", "north-eastern", "north-western", "south-eastern", "south-western":
			return w + " side"
		}
	}
	return ""
}
