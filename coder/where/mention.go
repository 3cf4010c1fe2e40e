package where

import (
	_ "embed" // people.tsv
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/coder/actor"
	"github.com/tocsin-desk/tocsin/gazetteer"
	"github.com/tocsin-desk/tocsin/gazetteer/geo"
	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
)

// none is the choice of a mention that means no place of the gazetteer.
const none = -1

// A mention is a name of a place in the text.
type mention struct {
	parse.Range
	use    tocsin.PlaceUse
	line   bool // in a dateline
	state  bool // the cast has read it as a state: nothing is left to choose
	cands  []gazetteer.Candidate
	hint   string // what a word beside the name says it is: "division", "town"
	best   int    // of cands, or none
	how    string // case of calibration.tsv
	parent int    // mention that is said to hold it, or none
	why    []string
}

func (m *mention) chosen() *gazetteer.Candidate {
	if m.best < 0 {
		return nil
	}
	return &m.cands[m.best]
}

// collect finds the mentions: names that the cast knows, names of places that the parser found, and words
// that only the gazetteer knows, where something in the text speaks for a place.
func (f *finder) collect() {
	f.fromCast()
	f.fromNames()
	f.fromGazetteer()
	f.fromPeople()
	slices.SortFunc(f.mentions, func(a, b mention) int { return a.First - b.First })
	clear(f.at)
	for k := range f.mentions {
		f.mark(k)
	}
	for k := range f.mentions {
		m := &f.mentions[k]
		m.parent = f.parent(k)
		if !m.state {
			m.cands, m.hint = f.hinted(m)
		}
	}
}

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

func (f *finder) mark(k int) {
	for i := f.mentions[k].First; i < f.mentions[k].End; i++ {
		f.at[i] = int32(k + 1)
	}
}

func (f *finder) add(m mention) {
	m.best, m.parent = none, none
	f.mentions = append(f.mentions, m)
	f.mark(len(f.mentions) - 1)
}

// free reports whether no mention covers a range yet.
func (f *finder) free(g parse.Range) bool {
	for i := g.First; i < g.End; i++ {
		if f.at[i] != 0 {
			return false
		}
	}
	return true
}

// fromCast takes the names of the lexicon as the cast has read them.
func (f *finder) fromCast() {
	for k := range f.cast.Hits {
		h := &f.cast.Hits[k]
		if f.titled(h) {
			if p, ok := f.stateOf(h); ok && f.free(h.Range) {
				f.add(mention{Range: h.Range, use: tocsin.Associative, state: true, cands: []gazetteer.Candidate{{Place: p}}})
			}
			continue
		}
		if h.Use == "" || h.Row < 0 || seat(h) {
			continue
		}
		m := mention{Range: f.bare(h.Range), use: h.Use, line: h.Line, state: !h.Town}
		_, country := h.Ref(lexicon.CountryName)
		if h.Town || country && (h.Part || !h.Drop) && h.Use != tocsin.Demonym {
			if w := f.whole(m.Range, h.Part); h.Town || f.printedSo(w) {
				m.Range = w
			}
			m.state = false
		}
		if !m.state {
			m.cands = f.lookup(m.Range)
		}
		if last := f.d.Tokens[m.End-1].Form; len(m.cands) == 0 && (m.Range == f.bare(h.Range) || last != "County") { // Plymouth County isn't Plymouth
			m.cands = f.own(h)
			m.state = true
		}
		if m.use == tocsin.Associative && !h.Part && m.End < len(f.d.Tokens) && slices.Contains(grounds[:], f.d.Tokens[m.End].Lemma) && h.Has(lexicon.PlaceName) {
			m.use = tocsin.Literal // "in Ghor province"
		}
		if f.free(m.Range) {
			f.add(m)
		}
	}
}

// titled: the parser has taken a country for a part of a person's name, whose title begins with it: "U.S. Senator
// Marta Holt".
func (f *finder) titled(h *actor.Hit) bool {
	n := f.nameOf(h.First)
	if !h.Drop || h.Part || n == nil || n.Type != parse.PER || n.First != h.First || n.End <= h.End+1 {
		return false
	}
	next, ok := f.cast.HitAt(h.End)
	_, role := lexicon.Ref{}, false
	if ok {
		_, role = next.Ref(lexicon.RoleNoun)
	}
	return role
}

// stateOf returns the state that a name of the lexicon may stand for.
func (f *finder) stateOf(h *actor.Hit) (gazetteer.Place, bool) {
	r, ok := h.Ref(lexicon.CountryName | lexicon.CountryAdj)
	if !ok {
		return gazetteer.Place{}, false
	}
	return f.gaz.CountryPlace(f.lex.Actors[r.Index].ID)
}

// seat: "the White House said" names nobody's whereabouts; the cast has the government.
func seat(h *actor.Hit) bool {
	r, ok := h.Ref(lexicon.CountryName | lexicon.CountryAdj | lexicon.CountryPeople | lexicon.CountrySeat)
	return ok && !h.Town && r.Class == lexicon.CountrySeat
}

// adjective returns the state whose "Canadian" is, also within a name, whatever town is called so.
func (f *finder) adjective(g parse.Range) (gazetteer.Place, bool) {
	h, ok := f.cast.HitAt(g.First)
	if !ok || g.End-g.First > 1 {
		return gazetteer.Place{}, false
	}
	_, adj := h.Ref(lexicon.CountryAdj | lexicon.CountryPeople)
	if _, name := h.Ref(lexicon.CountryName); !adj || name {
		return gazetteer.Place{}, false
	}
	return f.stateOf(h)
}

// bySeat: the words of a government's seat, whatever town is called so: "White House".
func (f *finder) bySeat(g parse.Range) bool {
	h, ok := f.cast.HitAt(g.First)
	return ok && seat(h)
}

// own returns the lexicon's own row of a name.
func (f *finder) own(h *actor.Hit) []gazetteer.Candidate {
	if h.Town {
		for _, c := range f.gaz.Lookup(f.lex.Places[h.Row].Name) {
			if c.Where == f.lex.Places[h.Row].Where {
				return []gazetteer.Candidate{c}
			}
		}
		return nil
	}
	if p, ok := f.gaz.CountryPlace(f.lex.Actors[h.Row].ID); ok {
		return []gazetteer.Candidate{{Place: p}}
	}
	a := &f.lex.Actors[h.Row]
	return []gazetteer.Candidate{{Place: gazetteer.Place{Name: a.Name, Kind: gazetteer.Country, Country: a.ID, Where: a.Where}}}
}

// whole widens a name of the lexicon to the longer name that it is a part of: "Kansas" in "Kansas City",
// "Oaxaca" in "Oaxaca State", "Kabul" in "Kabul International Airport".
func (f *finder) whole(g parse.Range, part bool) parse.Range {
	end := f.run(g.First, f.d.Sents[f.d.Tokens[g.First].Sent].End)
	for e := end; e > g.End; e-- {
		if r := (parse.Range{First: g.First, End: e}); f.capital(e-1) && f.placed(r) {
			return r
		}
	}
	if n := f.nameOf(g.First); n != nil && !part && (n.Type == parse.FAC || n.Type == parse.LOC || n.Type == parse.GPE) && n.First <= g.First && n.End >= g.End {
		if r := f.bare(n.Range); f.free(r) && (f.placed(r) || typed(f.d, r)) {
			return r
		}
	}
	return g
}

// placed reports whether a range is the name of a place as it stands, not a town with a word behind it: "Indiana
// Department" is none, whatever a gazetteer of France says.
func (f *finder) placed(g parse.Range) bool {
	c := f.lookup(g)
	return len(c) > 0 && (c[0].How != gazetteer.Stripped || typed(f.d, g))
}

// printedSo reports whether a range is a name without leaving a word off: "U.S. District" is no village of Us.
func (f *finder) printedSo(g parse.Range) bool {
	c := f.lookup(g)
	return len(c) == 0 || c[0].How != gazetteer.Stripped
}

// bare leaves out an article before a name and a genitive behind it.
func (f *finder) bare(g parse.Range) parse.Range {
	for g.First < g.End-1 && (f.d.Tokens[g.First].UPOS == parse.DET || strings.EqualFold(f.d.Tokens[g.First].Form, "the")) {
		g.First++
	}
	for g.End-1 > g.First {
		if w := f.d.Tokens[g.End-1].Form; w != "'s" && w != "’s" && w != "," && w != "." {
			break
		}
		g.End--
	}
	return g
}

func (f *finder) nameOf(i int) *parse.Name {
	if i < 0 || i >= len(f.nameAt) || f.nameAt[i] == 0 {
		return nil
	}
	return &f.d.Names[f.nameAt[i]-1]
}

// fromNames takes the names that the parser has found to be places.
func (f *finder) fromNames() {
	_, persons := f.spoken()
	for k := range f.d.Names {
		n := &f.d.Names[k]
		if n.Type != parse.GPE && n.Type != parse.LOC && n.Type != parse.FAC || n.End <= n.First || n.End > len(f.d.Tokens) {
			continue
		}
		g := f.cut(f.bare(n.Range))
		if f.general(g) || g.End-g.First == 1 && persons[f.d.Tokens[g.First].Form] && f.parentBehind(g) == none {
			continue
		}
		if f.bySeat(g) || !f.free(g) || !f.capital(g.First) || f.timed(g) || len(f.lookup(g)) == 0 && !typed(f.d, g) && !f.led(g.First) && f.parentBehind(g) == none {
			continue
		}
		if h, ok := f.cast.HitAt(g.First); ok && h.Range == g && !h.Drop && h.Row < 0 {
			if _, role := h.Ref(lexicon.RoleNoun | lexicon.GroupName | lexicon.OutletName); role {
				continue // the lexicon knows a body by that name
			}
		}
		m := mention{Range: g, cands: f.lookup(g)}
		m.use, m.line = f.use(g)
		f.add(m)
	}
}

// cut takes the place off a name that goes on behind it: "McLean County" of "McLean County Sheriff".
func (f *finder) cut(g parse.Range) parse.Range {
	if f.placed(g) || typed(f.d, g) {
		return g
	}
	for e := g.End - 1; e > g.First; e-- {
		if r := (parse.Range{First: g.First, End: e}); f.capital(e-1) && (f.placed(r) || typed(f.d, r)) {
			return r
		}
	}
	return g
}

// timed reports whether a name is a word for a time: "Thursday", "March".
func (f *finder) timed(g parse.Range) bool {
	s := f.d.Span(g)
	for k := range f.d.Times {
		if f.d.Times[k].Span.Overlaps(s) {
			return true
		}
	}
	return false
}

// led reports whether a preposition of place stands before token i, or before its article.
func (f *finder) led(i int) bool {
	first := f.d.Sents[f.d.Tokens[i].Sent].First
	k := i - 1
	if k >= first && f.d.Tokens[k].UPOS == parse.DET {
		k--
	}
	if k < first || f.d.Tokens[k].UPOS != parse.ADP {
		return false
	}
	w := f.d.Tokens[k].Lemma
	return preposition(w) > 0 && w != "for" && w != "against"
}

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

func (f *finder) capital(i int) bool {
	c, _ := utf8.DecodeRuneInString(f.d.Tokens[i].Form)
	return unicode.IsUpper(c)
}

// words are the characters from the first to the last token of a range, blanks and line ends as one blank.
func (f *finder) words(g parse.Range) string {
	s := f.d.Span(g).Of(f.d.Text)
	if strings.ContainsAny(s, "\n\t") || strings.Contains(s, "  ") {
		s = strings.Join(strings.Fields(s), " ")
	}
	return s
}

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

//go:embed people.tsv
var peopleTable []byte

// readPeople reads people.tsv: words for the people of places that are no states, by word.
func readPeople(name string, data []byte) (map[string]string, error) {
	rows, err := lexicon.ReadTable(name, data, []string{"place", "words"}, []string{"note"})
	if err != nil {
		return nil, err
	}
	out := map[string]string{}
	for _, r := range rows {
		for _, w := range r.List("words") {
			if _, ok := out[w]; ok {
				return nil, fmt.Errorf("%s: %q stands twice", r.Where(), w)
			}
			out[w] = r.Get("place")
		}
	}
	return out, nil
}

// fromPeople takes words for the people of provinces, towns and continents: "Ontarians", "European".
func (f *finder) fromPeople() {
	for i := range f.d.Tokens {
		if f.at[i] != 0 || !f.capital(i) {
			continue
		}
		for n := 2; n > 0; n-- {
			g := parse.Range{First: i, End: i + n}
			if g.End > len(f.d.Tokens) || !f.free(g) {
				continue
			}
			p, plural := f.peopleOf(f.words(g))
			if o := f.nameOf(i); p == "" || o != nil && o.Type == parse.PER && o.End-o.First > n {
				continue
			}
			m := mention{Range: g, use: tocsin.Associative, state: true, cands: f.gaz.Lookup(p)}
			if plural {
				m.use = tocsin.Demonym
			}
			if len(m.cands) > 0 {
				f.add(m)
				break
			}
		}
	}
}

// peopleOf returns the place of a word for people, in the singular or the plural.
func (f *finder) peopleOf(w string) (place string, plural bool) {
	if p, ok := f.people[w]; ok {
		return p, false
	}
	if s, ok := strings.CutSuffix(w, "s"); ok {
		return f.people[s], true
	}
	return "", false
}
