// Package where says which places an article names, what each name is used for, and where a deed took place.
//
// In: a parsed text, its cast, the lexicon, the gazetteer, the article. Out: a Map of places in the order of
// the text. It never takes a country's capital for its border, a government for its seat, or the place
// where a report was written for that of a deed.
package where

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/coder/actor"
	"github.com/tocsin-desk/tocsin/gazetteer"
	"github.com/tocsin-desk/tocsin/gazetteer/geo"
	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
)

// A World is what is known of places before a text is read. It is shared by all goroutines, and
// immutable but for the strips it has drawn before.
type World struct {
	lex     *lexicon.Set
	gaz     *gazetteer.Gazetteer
	ranker  ranker
	chances chances
	people  map[string]string // the place by the word for its people: "Ontarian"
	lines   map[string][]pair // by key: "durand line"
	strips  *drawings
}

// NewWorld joins the tables; errors name the table and its line.
func NewWorld(lex *lexicon.Set, gaz *gazetteer.Gazetteer) (*World, error) {
	w := &World{lex: lex, gaz: gaz, strips: &drawings{made: map[string]drawing{}}}
	var err error
	if w.ranker, err = readRanker("ranker.tsv", rankerTable); err != nil {
		return nil, err
	}
	if w.chances, err = readChances("calibration.tsv", calibrationTable); err != nil {
		return nil, err
	}
	if w.people, err = readPeople("people.tsv", peopleTable); err != nil {
		return nil, err
	}
	w.lines, err = readLines("lines.tsv", linesTable, lex)
	return w, err
}

// Layers says what the gazetteer was made of.
func (w *World) Layers() []gazetteer.Layer { return w.gaz.Layers() }

// Find returns the places of an article. Every span in a.Ask.Toponyms is answered, if need be by a
// place without a point.
func (w *World) Find(d *parse.Doc, cast *actor.Cast, a *tocsin.Article) *Map {
	f := w.read(d, cast, a)
	var out []tocsin.Place
	for k := range f.mentions {
		out = append(out, f.place(&f.mentions[k]))
	}
	out = append(out, f.borders()...)
	if a != nil && a.Ask != nil {
		out = f.answer(out, a.Ask.Toponyms)
	}
	slices.SortStableFunc(out, func(x, y tocsin.Place) int {
		return cmp.Or(cmp.Compare(x.Span.Start, y.Span.Start), cmp.Compare(x.Span.End, y.Span.End))
	})
	return NewMap(d, w.lex, out)
}

// finder is one text being read.
type finder struct {
	*World
	d        *parse.Doc
	cast     *actor.Cast
	mentions []mention
	at       []int32 // by token: 1 + index of the mention that covers it
	nameAt   []int32 // by token: 1 + index into d.Names
	looked   map[string][]gazetteer.Candidate
	groups   []group
	homes    map[string]bool // countries and divisions of the names that were found first
	outlet   string          // country of the outlet, "" where it isn't known
}

// read finds the mentions and chooses what each means.
func (w *World) read(d *parse.Doc, cast *actor.Cast, a *tocsin.Article) *finder {
	n := len(d.Tokens)
	f := &finder{World: w, d: d, cast: cast, at: make([]int32, n), nameAt: make([]int32, n), looked: map[string][]gazetteer.Candidate{}}
	if a != nil {
		f.outlet = w.countryOf(a.Outlet)
	}
	for k, name := range d.Names {
		for i := max(0, name.First); i < min(n, name.End); i++ {
			f.nameAt[i] = int32(k + 1)
		}
	}
	f.collect()
	f.resolve()
	return f
}

// domains are the countries of top-level domains that aren't sold to everybody, where many papers write in English.
var domains = map[string]string{"uk": "GBR", "ie": "IRL", "ca": "CAN", "au": "AUS", "nz": "NZL", "in": "IND", "pk": "PAK", "za": "ZAF", "ng": "NGA", "ke": "KEN", "ge": "GEO", "ru": "RUS", "kz": "KAZ",
	"kg": "KGZ", "tj": "TJK", "uz": "UZB", "af": "AFG", "am": "ARM", "az": "AZE", "ua": "UKR", "by": "BLR", "tr": "TUR", "ir": "IRN", "cn": "CHN", "jp": "JPN", "kr": "KOR", "my": "MYS",
	"ph": "PHL", "sg": "SGP", "bd": "BGD", "lk": "LKA", "np": "NPL", "eg": "EGY", "il": "ISR", "lb": "LBN", "qa": "QAT", "ae": "ARE", "sa": "SAU", "gh": "GHA", "ug": "UGA", "tz": "TZA", "zw": "ZWE",
	"de": "DEU", "fr": "FRA", "it": "ITA", "es": "ESP", "pl": "POL", "hu": "HUN", "sk": "SVK", "cz": "CZE", "ro": "ROU", "gr": "GRC", "fi": "FIN", "se": "SWE", "no": "NOR", "dk": "DNK", "nl": "NLD"}

// countryOf returns the country of an outlet: of the lexicon's row, or of its domain.
func (w *World) countryOf(outlet string) string {
	if i := strings.LastIndexByte(outlet, '.'); i > 0 && !strings.Contains(outlet, " ") {
		return domains[outlet[i+1:]] // "civil.ge"
	}
	words := lexicon.Split(outlet, false)
	refs, n := w.lex.Match(lexicon.OutletName, func(i int) string { return words[i] }, len(words), 0)
	if n == 0 {
		return ""
	}
	return w.lex.Outlets[refs[0].Index].Country
}

// place writes what a mention means.
func (f *finder) place(m *mention) tocsin.Place {
	p := tocsin.Place{Span: f.d.Span(m.Range), Use: m.use, Role: tocsin.AtTopic}
	if m.line {
		p.Role = tocsin.AtDateline
	}
	c := m.chosen()
	if c == nil {
		return f.unlisted(m, p)
	}
	write(&p, &c.Place)
	if p.Admin1 == "" && p.Country != "" && c.Kind != gazetteer.Country && p.Lat != nil {
		if near, ok := f.gaz.Near(c.Point, c.Country); ok && geo.Distance(near.Point, c.Point) < nearTown {
			p.Admin1 = near.Admin1
		}
	}
	p.Confidence = f.chances.of(m.how)
	p.Trace = append([]string{fmt.Sprintf("%s %s%s", c.Where, c.Name, inCountry(c))}, m.why...)
	return p
}

// nearTown is how far the nearest town may be that tells the division of a place, in kilometres.
const nearTown = 30

func inCountry(c *gazetteer.Candidate) string {
	switch {
	case c.Kind == gazetteer.Country || c.Country == "":
		return ""
	case c.Admin1 != "" && c.Admin1 != c.Name:
		return ", " + c.Admin1 + ", " + c.Country
	}
	return ", " + c.Country
}

// write copies what the gazetteer knows of a place.
func write(p *tocsin.Place, g *gazetteer.Place) {
	lat, lon := g.Point.Lat, g.Point.Lon
	p.Name, p.GeoNames, p.Country, p.Admin1, p.Precision = g.Name, g.GeoNames, g.Country, g.Admin1, precision(g.Kind)
	if (g.Kind == lexicon.Province || g.Kind == lexicon.Territory) && p.Admin1 == "" {
		p.Admin1 = g.Name
	}
	if lat != 0 || lon != 0 {
		p.Lat, p.Lon = &lat, &lon
	}
}

// precision says how exactly a kind of place is known by its point.
func precision(k lexicon.PlaceKind) tocsin.Precision {
	switch k {
	case gazetteer.Country:
		return tocsin.AtCountry
	case lexicon.Province, lexicon.Territory, lexicon.District:
		return tocsin.AtAdmin1
	case lexicon.Region, lexicon.Terrain, lexicon.Water:
		return tocsin.AtRegion
	}
	return tocsin.AtPlace
}

// unlisted writes a name that the gazetteer doesn't know. Where the text says what it lies in, that stands
// for it: "Millbrook, Ohio" gets Ohio's point and precision. In a text whose places lie in one division
// the nearest of them does; in one whose places lie in one country it has the country. Others have no point.
func (f *finder) unlisted(m *mention, p tocsin.Place) tocsin.Place {
	p.Precision = tocsin.AtPlace
	p.Trace = []string{"not in the gazetteer"}
	m.how = unlistedAbroad
	if in := f.holderOf(m); in != nil {
		write(&p, &in.Place)
		p.GeoNames, m.how = 0, unlistedHeld
		p.Trace = append(p.Trace, "what the text says it lies in stands for it: "+in.Name)
		if p.Precision == tocsin.AtPlace {
			p.Precision = tocsin.AtAdmin1
		}
	} else if c := f.local(m); c != nil {
		write(&p, &c.Place)
		p.GeoNames, p.Precision, m.how = 0, tocsin.AtAdmin1, unlistedLocal
		p.Trace = append(p.Trace, "the places of the text lie around "+c.Name)
	} else if c := f.land(); c != "" {
		p.Country, m.how = c, unlistedLand
		p.Trace = append(p.Trace, "the places of the text lie in "+c)
	}
	p.Name, p.Confidence = p.Span.Of(f.d.Text), f.chances.of(m.how)
	return p
}

// answer gives every asked span a place: the one of the same words, or the best that the gazetteer has.
func (f *finder) answer(out []tocsin.Place, asked []tocsin.Span) []tocsin.Place {
	for _, span := range asked {
		if slices.ContainsFunc(out, func(p tocsin.Place) bool { return p.Span == span }) {
			continue
		}
		m := mention{Range: f.d.TokenRange(span), use: tocsin.Literal, best: none}
		m.cands = f.longest(m.Range)
		p := tocsin.Place{Span: span, Name: span.Of(f.d.Text), Use: tocsin.Literal, Role: tocsin.AtTopic, Precision: tocsin.AtPlace, Trace: []string{"asked for; not in the gazetteer"}}
		if len(m.cands) > 0 {
			f.choose(&m)
			write(&p, &m.chosen().Place)
			p.Confidence, p.Trace = f.chances.of(m.how), append(m.why, "asked for")
		}
		out = append(out, p)
	}
	return out
}

// longest returns the places of the longest name within a range.
func (f *finder) longest(g parse.Range) []gazetteer.Candidate {
	for n := g.End - g.First; n > 0; n-- {
		for i := g.First; i+n <= g.End; i++ {
			if c := f.lookup(parse.Range{First: i, End: i + n}); len(c) > 0 {
				return c
			}
		}
	}
	return nil
}

// Roles returns the places with the roles that the events give them: what an event happened at is no mere topic.
func (m *Map) Roles(events []tocsin.Event) []tocsin.Place {
	for k := range events {
		p := events[k].Place
		if p == nil || p.Role == tocsin.AtDateline {
			continue
		}
		for i := range m.Places {
			if o := &m.Places[i]; o.Span == p.Span && o.Precision == p.Precision && (o.Role == tocsin.AtTopic || p.Role == tocsin.AtEvent) {
				o.Role = p.Role
			}
		}
	}
	return m.Places
}
