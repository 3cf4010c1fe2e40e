package where

import (
	"slices"
	"strings"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/gazetteer"
	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
)

// reach is how many words before or behind "border" a country may stand to be its owner: "Belland's
// long and badly guarded southern border" has five between.
const reach = 6

// ownersBefore reads "X's southern", "the X-Y", "the X"; it stops at a verb or another preposition.
func (f *finder) ownersBefore(s *strip) {
	start := f.d.Sents[f.d.Tokens[s.at].Sent].First
	var owners []string
	for k := s.at - 1; k >= max(start, s.at-reach); k-- {
		t := &f.d.Tokens[k]
		if iso, first, ok := f.owner(k); ok {
			owners = append([]string{iso}, owners...)
			s.First, k = first, first
			if len(owners) == 2 {
				break
			}
			continue
		}
		if _, ok := gazetteer.ParseCompass(t.Form); ok && len(owners) == 0 {
			s.compass, s.First = t.Form, k
			continue
		}
		joins := t.Form == "-" || t.Form == "–" || t.Form == "/" || t.UPOS == parse.CCONJ
		if len(owners) > 0 && !joins {
			break
		}
		if t.Form == "s" && k > start && f.d.Tokens[k-1].Form == "it" && f.d.Tokens[k-1].Span.End == t.Span.Start { // "its", read as "it's"
			s.of, s.guessed, s.First = f.antecedents(s.at, false), true, k-1
			break
		}
		if t.UPOS == parse.VERB || t.UPOS == parse.AUX || t.UPOS == parse.ADP || t.UPOS == parse.SCONJ || t.UPOS == parse.PUNCT && !joins {
			break
		}
		if p := strings.ToLower(t.Form); t.UPOS == parse.PRON && (p == "its" || p == "their") {
			s.of, s.guessed, s.First = f.antecedents(s.at, p == "their"), true, k
			break
		}
	}
	if len(owners) == 2 {
		s.of, s.with = owners[:1], owners[1:]
	} else if len(owners) == 1 {
		s.of = owners
	}
}

// ownersBehind reads "between X and Y", "with Y", "of X with Y", and "in Badakhshan".
func (f *finder) ownersBehind(s *strip) {
	end := f.d.Sents[f.d.Tokens[s.at].Sent].End
	into := &s.of
	between := false
	for k := s.at + 1; k < min(end, s.at+3*reach); k++ {
		t := &f.d.Tokens[k]
		switch w := strings.ToLower(t.Form); w {
		case "with":
			into = &s.with
		case "between", "separating", "dividing":
			between = true
		case "of", "area", "areas", "region", "regions", "zone", ",", "and", "the", "-", "–", "from", "two", "countries", "states", "neighbours", "neighbors", "both":
			if (w == "two" || w == "both") && between {
				s.of, s.guessed, s.End = f.antecedents(s.at, true), true, k+1
			}
			if w == "," && len(s.of)+len(s.with) == 0 {
				return
			}
		case "in":
			if m := f.mentionAt(k + 1); m != none {
				if c := f.mentions[m].chosen(); c != nil && c.Kind != gazetteer.Country {
					p := c.Place
					s.part = &p
					k = f.mentions[m].End - 1
					continue
				}
			}
			return
		default:
			iso, _, ok := f.owner(k)
			if !ok {
				if t.UPOS == parse.ADJ || t.UPOS == parse.DET {
					continue
				}
				return
			}
			if !slices.Contains(s.of, iso) || into != &s.of {
				*into = append(*into, iso)
			}
			k = f.mentions[f.mentionAt(k)].End - 1
			s.End = k + 1
		}
	}
}

// owner returns the state or territory named at token k, with the token where its name begins.
func (f *finder) owner(k int) (iso string, first int, ok bool) {
	m := f.mentionAt(k)
	if m == none {
		return "", k, false
	}
	c := f.mentions[m].chosen()
	if c == nil || c.Country == "" || c.Kind != gazetteer.Country && c.Kind != lexicon.Territory {
		return "", k, false
	}
	return c.Country, f.mentions[m].First, true
}

// antecedents returns whom "its" or "their" border belongs to: the last state named before the word in its sentence, the
// last two for "their".
func (f *finder) antecedents(i int, two bool) []string {
	var out []string
	s := f.d.Sents[f.d.Tokens[i].Sent]
	for k := i - 1; k >= s.First; k-- {
		if iso := f.stateAt(k); iso != "" && !slices.Contains(out, iso) {
			out = append([]string{iso}, out...)
			if !two || len(out) == 2 {
				break
			}
		}
	}
	if len(out) > 0 || s.First == 0 {
		return out
	}
	return f.antecedents(f.d.Sents[f.d.Tokens[i].Sent-1].End-1, two)
}

// stateAt returns the state that a token names, as a place, a people, or somebody who acts for it.
func (f *finder) stateAt(k int) string {
	if m := f.mentionAt(k); m != none {
		if c := f.mentions[m].chosen(); c != nil {
			return c.Country
		}
		return ""
	}
	for _, e := range f.cast.At(k) {
		if codes := f.cast.Entities[e].Codes; len(codes) > 0 {
			if a, _ := f.lex.Actor(codes[0]); a != nil && a.Kind == tocsin.State {
				return codes[0]
			}
		}
	}
	return ""
}

// complete finds the other state of a border that has only one in its words: "the Afghan border" in a
// sentence about Tajikistan is that of the two.
func (f *finder) complete(s *strip) bool {
	switch {
	case len(s.of) == 0 && len(s.with) == 0:
		return false
	case s.all:
		return len(s.of) > 2
	case len(s.of) > 1 && len(s.with) == 0: // "between X and Y", "of X and Y", "their common border"
		if len(s.of) == 2 && s.compass == "" {
			s.of, s.with = s.of[:1], s.of[1:]
		} else {
			s.all = true
		}
		return true
	case len(s.of) > 0 && len(s.with) > 0 || s.compass != "":
		return true
	}
	known, into := s.of, &s.with
	if len(s.of) == 0 {
		known, into = s.with, &s.of
	}
	if other := f.other(s, known); other != "" {
		*into, s.guessed = []string{other}, true
	}
	return true
}

// other returns the neighbour of some states that the text is about: named before the border in its
// sentence, then behind it, then most often in the text.
func (f *finder) other(s *strip, known []string) string {
	neighbour := func(iso string) bool {
		if iso == "" || slices.Contains(known, iso) {
			return false
		}
		n := f.gaz.Neighbours(known[0])
		return len(n) == 0 || slices.Contains(n, iso)
	}
	sent := f.d.Sents[f.d.Tokens[s.at].Sent]
	for k := s.First - 1; k >= sent.First; k-- {
		if iso := f.stateAt(k); neighbour(iso) {
			return iso
		}
	}
	for k := s.End; k < sent.End; k++ {
		if iso := f.stateAt(k); neighbour(iso) {
			return iso
		}
	}
	count, best := map[string]int{}, ""
	for k := range f.mentions {
		if c := f.mentions[k].chosen(); c != nil && neighbour(c.Country) && len(f.gaz.Neighbours(known[0])) > 0 {
			count[c.Country]++
			if n := count[c.Country]; best == "" || n > count[best] {
				best = c.Country
			}
		}
	}
	return best
}
