package where

import (
	"slices"
	"strings"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/gazetteer"
	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
)

// The evidence that a word known to the gazetteer alone is a place here, and what is enough.
const (
	placePreposition = 2 // "in Khorog"
	placeParent      = 3 // "Khorog, Tajikistan"
	placeAgain       = 3 // it was a place elsewhere in the text
	placeType        = 3 // "Laurel County"
	placeOf          = 2 // "Khorog police"
	placeLine        = 3 // "KHOROG — "
	placeDivision    = 2 // its division is named
	placeCountry     = 1 // its country is
	placeLarge       = 1
	placePart        = -4 // a longer name goes on before or behind it
	placePerson      = -6 // somebody in the text has that name
	placeCommon      = -3 // not a proper noun to the tagger
	enough           = 3
)

// large is the number of people from which a town's name is a sign by itself.
const large = 100_000

// ofTowns are what a town has, behind its name.
var ofTowns = [...]string{"police", "mayor", "council", "man", "woman", "resident", "sheriff", "court", "fire", "city", "school", "high", "university", "hospital", "official", "native", "area", "residents", "county", "department", "district", "town", "airport", "prison", "jail", "company", "chamber", "community", "market", "branch", "suburb"}

// fromGazetteer takes words that only the gazetteer knows.
//
// "in Khorog" and "Khorog, Tajikistan" are places; "Reading is fun" and "Tanesha Melbourne" aren't.
func (f *finder) fromGazetteer() {
	known, persons := f.spoken()
	for _, s := range f.d.Sents {
		for i := s.First; i < s.End; i++ {
			if f.at[i] != 0 || !f.capital(i) || f.d.Tokens[i].UPOS == parse.DET || f.d.Tokens[i].UPOS == parse.PRON {
				continue
			}
			g := f.match(i, s.End)
			if g.End == i || f.timed(g) || f.general(g) || f.bySeat(g) {
				continue
			}
			inside := f.inName(g)
			e := f.evidence(g, known, persons)
			if e < enough || !f.free(g) {
				continue
			}
			m := mention{Range: g, cands: f.lookup(g)}
			m.use, m.line = f.use(g)
			if p, ok := f.adjective(g); ok {
				m.cands, m.state, inside = []gazetteer.Candidate{{Place: p}}, true, true
			}
			if inside {
				m.use = tocsin.Associative
			}
			f.add(m)
			i = g.End - 1
		}
	}
}

// inName reports whether a range is a part of the name of a body, a thing or an event.
func (f *finder) inName(g parse.Range) bool {
	n := f.nameOf(g.First)
	return n != nil && n.Type != parse.PER && (n.First < g.First || n.End > g.End)
}

// match returns the longest name of the gazetteer, or made by a word for what it is, that begins at token i.
func (f *finder) match(i, end int) parse.Range {
	for e := f.run(i, end); e > i; e-- {
		g := parse.Range{First: i, End: e}
		if e == i+1 && len(f.d.Tokens[i].Form) < 3 {
			break
		}
		if f.capital(e-1) && !f.goesOn(e) && (f.placed(g) || typed(f.d, g)) {
			return g
		}
	}
	return parse.Range{First: i, End: i}
}

// goesOn reports whether a hyphen joins the name that ends before token e to more: "Saint-Laurent" of "Saint-Laurent-de-la-Salanque".
func (f *finder) goesOn(e int) bool {
	if e+1 >= len(f.d.Tokens) || f.d.Tokens[e].Form != "-" || f.d.Tokens[e].Span.Start > f.d.Tokens[e-1].Span.End || f.d.Tokens[e+1].Span.Start > f.d.Tokens[e].Span.End {
		return false
	}
	switch f.d.Tokens[e+1].Form {
	case "de", "du", "des", "le", "la", "les", "sur", "sous", "en", "am", "an":
		return true
	}
	return false
}

// typeWords say, behind a name, that it is a place, whether or not the gazetteer has it.
var typeWords = [...]string{"County", "River", "Lake", "Street", "St.", "Avenue", "Ave.", "Road", "Rd.", "Boulevard", "Highway", "Park", "Bridge", "Airport", "Bay", "Beach", "Creek", "Island", "Islands", "Valley", "Mountains", "Province", "District", "Oblast", "Peninsula", "Drive", "Lane", "Square", "Stadium", "Hospital", "Lagoon", "Parish", "Township", "Village"}

// typed reports whether the last word of several says that they name a place.
func typed(d *parse.Doc, g parse.Range) bool {
	if u := d.Tokens[g.First].UPOS; g.End-g.First < 2 || u == parse.DET || u == parse.ADP || u == parse.PRON {
		return false
	}
	return slices.Contains(typeWords[:], d.Tokens[g.End-1].Form)
}

// general are words that name no place by themselves, whatever village is called so.
var general = [...]string{"North", "South", "East", "West", "Northern", "Southern", "Eastern", "Western", "Central", "City", "County", "Street", "Valley", "River", "Museum", "Villas", "Haven",
	"Union", "General", "Federal", "Supreme", "Third", "Church", "Hospital", "Park", "Lake", "State", "Court", "Center", "Centre", "Hope", "God", "Christmas", "Commerce", "Easter", "Super", "University", "House",
	"Wadi", "Mount", "Fort", "Port", "San", "Santa", "Saint", "Al", "El", "Beit", "Tell", "Tel", "Deir", "Umm", "Ain", "Jabal", "Bir", "Kafr", "New", "Upper", "Lower", "Grand", "Old", "Los", "Las", "La", "Rio", "Río"}

func (f *finder) general(g parse.Range) bool {
	return g.End-g.First == 1 && slices.Contains(general[:], f.d.Tokens[g.First].Form)
}

// maxWords is how many words a name of a place has at most.
const maxWords = 6

// run returns the end of the capitalised words from token i on, small words between them included.
func (f *finder) run(i, end int) int {
	last := i + 1
	for k := i + 1; k < min(end, i+maxWords); k++ {
		if f.capital(k) {
			last = k + 1
			continue
		}
		switch f.d.Tokens[k].Form {
		case "-", "of", "de", "la", "le", "el", "al", "da", "do", "dos", "del", "e", "i", "upon", "sur", "’", "'":
		default:
			return last
		}
	}
	return last
}

// spoken returns the keys of the places that are known so far, and the last and first words of persons' names.
func (f *finder) spoken() (known, persons map[string]bool) {
	known, persons = map[string]bool{}, map[string]bool{}
	f.homes = map[string]bool{}
	for k := range f.mentions {
		m := &f.mentions[k]
		known[f.words(m.Range)] = true
		if len(m.cands) > 0 {
			f.homes[m.cands[0].Country] = true
			f.homes[divisionOf(&m.cands[0].Place)] = true
		}
	}
	delete(f.homes, "")
	for _, n := range f.d.Names {
		if n.Type == parse.PER && n.End > n.First && n.End <= len(f.d.Tokens) {
			persons[f.d.Tokens[n.End-1].Form] = true
			persons[f.d.Tokens[n.First].Form] = true
		}
	}
	return known, persons
}

// evidence counts what speaks for a place.
func (f *finder) evidence(g parse.Range, known, persons map[string]bool) int {
	d := f.d
	e := 0
	if n := f.nameOf(g.First); n != nil {
		switch {
		case n.Type == parse.PER:
			c := f.lookup(g)
			whole := g.First <= n.First && g.End >= n.End && g.End-g.First > 1 && len(c) > 0 && c[0].How == gazetteer.Exact
			if n.End-n.First > 1 && !whole || !f.led(g.First) || f.population(g) < large && !whole {
				return 0 // "in Santos", "in Mato Grosso do Sul" are places, whatever the parser says
			}
		case n.First != g.First || n.End != g.End: // a part of a body's name
			if known[f.words(g)] || n.First == g.First && (f.population(g) >= large || typed(d, g) || f.had(g)) {
				return enough
			}
			return 0
		}
	}
	if h, ok := f.cast.HitAt(g.First); ok && h.Range == g && !typed(d, g) {
		if _, other := h.Ref(lexicon.GroupName | lexicon.OutletName | lexicon.RoleNoun | lexicon.GivenName); other {
			return 0
		}
	}
	first := d.Sents[d.Tokens[g.First].Sent].First
	if f.led(g.First) {
		e += placePreposition
	}
	if g.First > first && (d.Tokens[g.First-1].Lemma == "near" || d.Tokens[g.First-1].Lemma == "outside") {
		e++ // of nothing else
	}
	if f.had(g) {
		e += placeOf
	}
	if f.datelined(g) {
		e += placeLine
	}
	e += f.home(g)
	if f.parentBehind(g) != none {
		e += placeParent
	}
	if g.First > 1 && d.Tokens[g.First-1].Lemma == "of" && slices.Contains(settlements[:], d.Tokens[g.First-2].Lemma) {
		e += placeType // "in the city of Hit"
	}
	if known[f.words(g)] {
		e += placeAgain
	}
	if typed(d, g) {
		e += placeType
	}
	if f.population(g) >= large {
		e += placeLarge
	}
	e += f.against(g, first, persons)
	return e
}

// settlements are words that a name follows behind "of".
var settlements = [...]string{"town", "city", "village", "district", "province", "region", "suburb", "port"}

// had reports whether the name stands before what towns have.
func (f *finder) had(g parse.Range) bool {
	if g.End >= len(f.d.Tokens) || f.d.Tokens[g.End].Sent != f.d.Tokens[g.First].Sent {
		return false
	}
	return slices.Contains(ofTowns[:], strings.ToLower(f.d.Tokens[g.End].Lemma))
}

// home counts whether the division or country of a place is spoken of anyhow.
func (f *finder) home(g parse.Range) int {
	best := 0
	for _, c := range f.lookup(g) {
		switch {
		case f.homes[divisionOf(&c.Place)]:
			return placeDivision
		case c.Country != "" && f.homes[c.Country]:
			best = placeCountry
		}
	}
	return best
}

// against counts what speaks for something else.
func (f *finder) against(g parse.Range, first int, persons map[string]bool) int {
	d, e := f.d, 0
	if g.End-g.First == 1 && persons[d.Tokens[g.First].Form] {
		e += placePerson
	}
	if g.First > first && f.capital(g.First-1) && d.Tokens[g.First-1].UPOS == parse.PROPN && f.at[g.First-1] == 0 {
		e += placePart
	}
	if g.End < len(d.Tokens) && d.Tokens[g.End].Sent == d.Tokens[g.First].Sent && f.capital(g.End) && d.Tokens[g.End].UPOS == parse.PROPN && f.at[g.End] == 0 && !typed(d, g) {
		e += placePart
	}
	if d.Tokens[g.End-1].UPOS != parse.PROPN && g.End-g.First == 1 {
		e += placeCommon
	}
	return e
}

// population returns the people of the largest place of a name.
func (f *finder) population(g parse.Range) int {
	most := 0
	for _, c := range f.lookup(g) {
		most = max(most, c.Population)
	}
	return most
}
