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
