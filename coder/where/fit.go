package where

import (
	"slices"
	"strings"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/gazetteer"
	"github.com/tocsin-desk/tocsin/gazetteer/geo"
	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
)

// hinted leaves out the candidates that are not what a word beside the name says: "Kandahar province", "the city of
// Kandahar". Without a word a town comes before the division that is called after it.
func (f *finder) hinted(m *mention) (left []gazetteer.Candidate, hint string) {
	division := func(c gazetteer.Candidate) bool {
		return c.Kind == lexicon.Province || c.Kind == lexicon.District || c.Kind == lexicon.Territory
	}
	town := func(c gazetteer.Candidate) bool { return settled(&c) }
	next, before := "", ""
	if m.End < len(f.d.Tokens) {
		next = f.d.Tokens[m.End].Lemma
	}
	if m.First > 1 && f.d.Tokens[m.First-1].Lemma == "of" {
		before = f.d.Tokens[m.First-2].Lemma
	}
	var drop func(gazetteer.Candidate) bool
	switch {
	case slices.Contains(divisions[:], next) || slices.Contains(divisions[:], before):
		if !slices.ContainsFunc(m.cands, division) {
			return m.cands, ""
		}
		hint, drop = "division", func(c gazetteer.Candidate) bool { return !division(c) }
	case before == "city" || before == "town" || before == "village" || next == "city":
		if !slices.ContainsFunc(m.cands, town) {
			return m.cands, ""
		}
		hint, drop = "town", func(c gazetteer.Candidate) bool { return !town(c) }
	default:
		drop = func(c gazetteer.Candidate) bool {
			return division(c) && slices.ContainsFunc(m.cands, func(o gazetteer.Candidate) bool {
				return settled(&o) && o.Country == c.Country && o.Population >= seatPeople && geo.Distance(o.Point, c.Point) < calledAfter
			})
		}
	}
	return slices.DeleteFunc(slices.Clone(m.cands), drop), hint
}

// calledAfter is how far a division's middle may lie from the town it is called after, in kilometres.
const calledAfter = 250

// seatPeople is the least number of people of a town that a division is called after: Nevada in Missouri is no seat.
const seatPeople = 20_000

// divisions are words beside the name of a division.
var divisions = [...]string{"province", "region", "oblast", "governorate", "state", "county", "district", "prefecture", "krai"}

// lookup asks the gazetteer for a name as printed. A name in capitals is asked for as such.
func (f *finder) lookup(g parse.Range) []gazetteer.Candidate {
	w := f.words(g)
	c, ok := f.looked[w]
	if !ok {
		c = fitting(w, english(f.gaz.Lookup(w)))
		f.looked[w] = c
	}
	return c
}

// english leaves out what is so called in another language, where something is so called in English.
func english(cands []gazetteer.Candidate) []gazetteer.Candidate {
	foreign := func(c gazetteer.Candidate) bool { return c.Lang != "" && c.Lang != "en" }
	if slices.ContainsFunc(cands, foreign) && !slices.ContainsFunc(cands, func(c gazetteer.Candidate) bool { return !foreign(c) }) {
		return cands
	}
	return slices.DeleteFunc(slices.Clone(cands), foreign)
}

// fitting leaves out what only seems to have the name: the village of Un for "UN", the province abbreviated "St.", a
// division found by leaving a word off where the project's own table has the very name, as "Red Sea", a state's own division
// of the same name, as Guam's, and what is called "Suffolk County" by nobody who lives there.
func fitting(name string, cands []gazetteer.Candidate) []gazetteer.Candidate {
	acronym := len(name) <= 4 && name == strings.ToUpper(name)
	short := len(gazetteer.Key(name)) <= 2
	rest, _ := gazetteer.Split(gazetteer.Key(name))
	compass := slices.Contains([]string{"north", "south", "east", "west", "central", "northern", "southern", "eastern", "western"}, rest)
	_, county := strings.CutSuffix(name, " County")
	own := slices.ContainsFunc(cands, func(c gazetteer.Candidate) bool {
		return c.Source == "tocsin" && c.How != gazetteer.Stripped
	})
	return slices.DeleteFunc(slices.Clone(cands), func(c gazetteer.Candidate) bool {
		switch {
		case (acronym || short) && c.How != gazetteer.Exact && c.Source != "tocsin", own && c.How == gazetteer.Stripped:
			return true
		case c.How == gazetteer.Stripped && compass: // "River North" is no North Sea
			return true
		case c.How == gazetteer.Stripped && county && (c.Country == "GBR" || c.Country == "IRL"): // there it is "County Down" or "Suffolk"
			return true
		}
		return c.Kind == lexicon.Province && slices.ContainsFunc(cands, func(o gazetteer.Candidate) bool {
			return o.Kind == gazetteer.Country && o.Country != c.Country && geo.Distance(o.Point, c.Point) < calledAfter
		})
	})
}

// use says what a name is used for that the cast doesn't have: before a noun it only says which one, unless
// that noun is a part of the place.
func (f *finder) use(g parse.Range) (use tocsin.PlaceUse, line bool) {
	if f.datelined(g) {
		return tocsin.Literal, true
	}
	head := f.head(g)
	t := &f.d.Tokens[head]
	if t.Head > head {
		switch t.Rel {
		case "compound", "amod", "nmod:unmarked", "nmod:desc":
			if !slices.Contains(grounds[:], f.d.Tokens[t.Head].Lemma) {
				return tocsin.Associative, false
			}
		}
	}
	return tocsin.Literal, false
}

// grounds are parts of a place that lie in it: "the Khorog airport".
var grounds = [...]string{"airport", "street", "suburb", "outskirt", "district", "centre", "center", "neighbourhood", "neighborhood", "hospital", "stadium", "market", "square", "river", "port", "area", "region", "hotel", "mosque", "church", "jail", "prison", "home", "house", "border", "road", "station", "school", "valley", "county", "province", "foreshore", "shore", "coast"}

// head returns the token of a range that hangs on a word outside it.
func (f *finder) head(g parse.Range) int {
	for i := g.End - 1; i >= g.First; i-- {
		if h := f.d.Tokens[i].Head; h < g.First || h >= g.End {
			return i
		}
	}
	return g.End - 1
}

// datelined: "KHOROG, Oct. 12 (Agency) — " tells where the report was written.
func (f *finder) datelined(g parse.Range) bool {
	s := f.d.Sents[f.d.Tokens[g.First].Sent]
	w := f.d.Tokens[g.First].Form
	shouted := len(w) > 3 && w == strings.ToUpper(w)
	if !shouted && (g.First != s.First || s.First > 0 && !strings.Contains(f.d.Text[f.d.Tokens[s.First-1].Span.End:f.d.Tokens[s.First].Span.Start], "\n")) {
		return false
	}
	for i := g.End; i < min(s.End, g.End+12); i++ {
		switch t := &f.d.Tokens[i]; {
		case t.Form == "—" || t.Form == "--" || (t.Form == "-" || t.Form == "–") && t.Span.Start > f.d.Tokens[i-1].Span.End:
			return true
		case t.UPOS == parse.VERB || t.UPOS == parse.AUX || t.UPOS == parse.PRON:
			return false
		}
	}
	return false
}

// parent returns the mention that the text says holds another: "Osh, Kyrgyzstan", "the Guzara district of Herat
// province", "Tajikistan's Badakhshan region", "the Afghan city of Kunduz".
func (f *finder) parent(k int) int {
	m := &f.mentions[k]
	if p := f.parentBehind(m.Range); p != none {
		return p
	}
	i := m.First - 1
	if i > 0 && (f.d.Tokens[i].Form == "'s" || f.d.Tokens[i].Form == "’s" || f.d.Tokens[i].Form == "'") {
		return f.mentionAt(i - 1)
	}
	for n := 0; i > 0 && n < 4; n++ { // "the southern Afghan city of"
		t := &f.d.Tokens[i]
		if p := f.mentionAt(i); p != none {
			if n >= 1 && (f.mentions[p].use == tocsin.Associative || f.mentions[p].state) {
				return p
			}
			return none
		}
		if n == 0 && t.Lemma != "of" && t.UPOS != parse.NOUN || n > 0 && t.UPOS != parse.NOUN && t.UPOS != parse.ADJ {
			return none
		}
		i--
	}
	return none
}

// parentBehind: the holder behind a comma, in brackets, or behind "in" or "of".
func (f *finder) parentBehind(g parse.Range) int {
	i := g.End
	sent := f.d.Tokens[g.First].Sent
	word := func(k int) string {
		if k >= len(f.d.Tokens) || f.d.Tokens[k].Sent != sent {
			return ""
		}
		return f.d.Tokens[k].Form
	}
	for n := 0; n < 2; n++ { // "the Guzara district of"
		switch word(i) {
		case "district", "province", "region", "county", "area", "town", "village", "city", "neighbourhood", "neighborhood", "suburb":
			i++
			continue
		}
		break
	}
	switch word(i) {
	case ",", "(":
		if p := f.mentionAt(i + 1); p != none {
			return p
		}
		if w := word(i + 1); w != "in" && w != "a" && w != "the" && w != "an" {
			return none
		}
		for k := i + 1; k < i+8 && k < len(f.d.Tokens) && f.d.Tokens[k].Sent == sent; k++ { // ", a town in southern Thailand", ", the capital of Kunar province"
			if u := f.d.Tokens[k].UPOS; u == parse.VERB || u == parse.AUX || u == parse.PUNCT || u == parse.PRON {
				return none
			}
			if p := f.mentionAt(k); p != none {
				if w := word(i + 1); w == "in" || k > i+2 {
					return p
				}
				return none
			}
		}
	case "in", "of":
		for k := i + 1; k < i+5; k++ {
			if p := f.mentionAt(k); p != none {
				return p
			}
			switch w := word(k); w {
			case "the", "northern", "southern", "eastern", "western", "central", "north", "south", "east", "west", "northeastern", "northwestern", "southeastern", "southwestern":
			default:
				return none
			}
		}
	}
	return none
}

func (f *finder) mentionAt(i int) int {
	if i < 0 || i >= len(f.at) || f.at[i] == 0 {
		return none
	}
	return int(f.at[i]) - 1
}
