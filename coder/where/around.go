package where

import (
	"math/bits"

	"github.com/tocsin-desk/tocsin/gazetteer"
	"github.com/tocsin-desk/tocsin/gazetteer/geo"
	"github.com/tocsin-desk/tocsin/lexicon"
)

// doubt takes back places that only have the name: "Geismar, Louisiana" isn't the Geismar of Germany, nor is "Savar" in a text on
// Bangladesh the one in Sweden, though no table has another.
func (f *finder) doubt() {
	land, votes := f.landOf()
	for g := range f.groups {
		gr := &f.groups[g]
		m := &f.mentions[gr.mentions[0]]
		if !gr.sure || len(m.cands) != 1 || m.cands[0].Source == "tocsin" || m.cands[0].Kind == gazetteer.Country {
			continue
		}
		c := &m.cands[0]
		abroad := land != "" && c.Country != land && votes[c.Country] <= 2*len(gr.mentions) && votes[land] >= foreignVotes
		if in := f.holderOf(m); in != nil && in.Country != "" {
			abroad = c.Country != in.Country
		}
		if !abroad {
			continue
		}
		gr.sure, gr.best = false, none
		for _, k := range gr.mentions {
			o := &f.mentions[k]
			o.cands, o.best = nil, none
		}
	}
}

// foreignVotes is how many votes the country of a text has at least before a name of elsewhere is doubted.
const foreignVotes = 6

// holderOf returns what the text says a mention lies in, or what that lies in.
func (f *finder) holderOf(m *mention) *gazetteer.Candidate {
	for depth := 0; m.parent != none && depth < 3; depth++ {
		m = &f.mentions[m.parent]
		if c := m.chosen(); c != nil {
			return c
		}
	}
	return nil
}

// namesake returns the division that has the name of the chosen state, where the text tells of the division's country and
// neither of the state nor of its neighbours: "the Georgia National Guard … Atlanta".
func (f *finder) namesake(m *mention, best int, around *surroundings) int {
	state := &m.cands[best]
	if state.Kind != gazetteer.Country || around.countries[state.Country] > 0 {
		return none
	}
	for _, n := range f.gaz.Neighbours(state.Country) {
		if around.countries[n] > 0 {
			return none
		}
	}
	for k := range m.cands {
		if c := &m.cands[k]; c.Kind == lexicon.Province && c.How == gazetteer.Exact && c.Country != state.Country && around.countries[c.Country] > 0 && geo.Distance(c.Point, state.Point) > namesakeFar {
			return k
		}
	}
	return none
}

// surroundings are what the other names of a text say.
type surroundings struct {
	countries map[string]int32
	divisions map[string]int32 // by country and key of the division
	points    []geo.Point
	centre    geo.Point
	dateline  string
}

func divisionOf(p *gazetteer.Place) string {
	if p.Admin1 == "" && p.Kind != lexicon.Province {
		return ""
	}
	name := p.Admin1
	if name == "" {
		name = p.Name
	}
	return p.Country + " " + bareKey(name)
}

// bareKey is the key of a name without the word for what it is.
func bareKey(name string) string {
	key := gazetteer.Key(name)
	if rest, kind := gazetteer.Split(key); kind != "" {
		return rest
	}
	return key
}

// around collects the choices of the other groups.
func (f *finder) around(g int) *surroundings {
	s := &surroundings{countries: map[string]int32{}, divisions: map[string]int32{}}
	var x, y float64
	for o := range f.groups {
		gr := &f.groups[o]
		if o == g || gr.best == none {
			continue
		}
		p := &gr.where
		s.countries[p.Country]++
		if d := divisionOf(p); d != "" {
			s.divisions[d]++
		}
		if p.Kind != gazetteer.Country && (p.Point.Lat != 0 || p.Point.Lon != 0) {
			s.points = append(s.points, p.Point)
			x, y = x+p.Point.Lon, y+p.Point.Lat
		}
		if f.mentions[gr.mentions[0]].line {
			s.dateline = p.Country
		}
	}
	if n := float64(len(s.points)); n > 0 {
		s.centre = geo.Point{Lat: y / n, Lon: x / n}
	}
	return s
}

const (
	mostVotes   = 4
	mostNear    = 12
	maxSettings = 64 // points that are compared
)

// closeness is 12 at one kilometre and falls by one with every doubling.
func closeness(a, b geo.Point) int32 {
	km := geo.Distance(a, b)
	return max(0, mostNear-int32(bits.Len32(uint32(km))))
}

// features describes a candidate.
func (f *finder) features(gr *group, c *gazetteer.Candidate, s *surroundings) Features {
	var x Features
	x[byPeople] = people(&c.Place)
	switch c.Kind {
	case gazetteer.Country:
		x[byState] = 1
	case lexicon.Capital:
		x[byCapital] = 1
	case lexicon.Province:
		x[byDivision] = 1
	case lexicon.District:
		x[byDistrict] = 1
	case lexicon.Water, lexicon.Terrain, lexicon.Region, lexicon.Territory:
		x[byArea] = 1
	case lexicon.Site, lexicon.Crossing:
		x[bySite] = 1
	}
	if c.Source == "tocsin" {
		x[byOwnTable] = 1
	}
	switch {
	case c.How == gazetteer.Exact, c.How == gazetteer.Variant && c.Source == "tocsin" && c.Lang == "": // our variants are what papers print: "Gaza"
		x[byExactName] = 1
	case c.How == gazetteer.Variant:
		x[byOtherName] = 1
	case c.How == gazetteer.Stripped:
		x[byStrippedName] = 1
	}
	f.relations(&x, gr, c)
	if c.Country != "" {
		x[byCountry] = min(mostVotes, s.countries[c.Country])
		if x[byCountry] == 0 {
			for _, n := range f.gaz.Neighbours(c.Country) {
				if s.countries[n] > 0 {
					x[byNeighbour] = 1
				}
			}
		}
		if d := divisionOf(&c.Place); d != "" {
			x[byDivisions] = min(mostVotes, s.divisions[d])
		}
		if c.Country == f.outlet {
			x[byOutlet] = 1
		}
		if c.Country == s.dateline {
			x[byDateline] = 1
		}
	}
	if c.Kind != gazetteer.Country {
		for _, p := range s.points[:min(len(s.points), maxSettings)] {
			x[byNearest] = max(x[byNearest], closeness(c.Point, p))
		}
		if len(s.points) > 1 {
			x[byCentre] = closeness(c.Point, s.centre)
		}
	}
	return x
}

// relations asks what the text says of what lies in what.
func (f *finder) relations(x *Features, gr *group, c *gazetteer.Candidate) {
	for _, k := range gr.mentions {
		if p := f.mentions[k].parent; p != none {
			if f.anyHolds(&f.mentions[p], &c.Place) {
				x[byHolder] = 1
			} else {
				x[byOtherHolder] = 1
			}
		}
		for o := max(0, k-2); o < k; o++ { // "Athens, Georgia"
			if f.mentions[o].parent == k && f.holdsAny(&c.Place, &f.mentions[o]) {
				x[byHeld] = 1
			}
		}
	}
	if x[byHolder] > 0 {
		x[byOtherHolder] = 0
	}
}

// anyHolds reports whether a place lies in one of the meanings of a mention.
func (f *finder) anyHolds(m *mention, p *gazetteer.Place) bool {
	for k := range m.cands {
		if holds(&m.cands[k].Place, p) {
			return true
		}
	}
	return false
}

func (f *finder) holdsAny(p *gazetteer.Place, m *mention) bool {
	for k := range m.cands {
		if holds(p, &m.cands[k].Place) {
			return true
		}
	}
	return false
}

// holds reports whether one place lies in another, as far as their rows say.
func holds(in, p *gazetteer.Place) bool {
	switch in.Kind {
	case gazetteer.Country:
		return in.Country == p.Country && p.Kind != gazetteer.Country
	case lexicon.Province, lexicon.Territory, lexicon.Region:
		return in.Country == p.Country && divisionOf(in) != "" && divisionOf(in) == divisionOf(p) && in.ID != p.ID
	case lexicon.District, lexicon.City, lexicon.Capital:
		return in.Country == p.Country && in.ID != p.ID && geo.Distance(in.Point, p.Point) < holdsWithin
	}
	return false
}

// holdsWithin is how far a district may reach from its middle, in kilometres.
const holdsWithin = 40

// A text is local where most of its places lie in one division.
const (
	localPlaces = 2 // at least
	localShare  = 2 // one in so many
)

// local returns the place of a local text that is named nearest to a mention: it stands for what no table has, such as
// a street or a county. nil where the places of the text lie far apart.
func (f *finder) local(m *mention) *gazetteer.Candidate {
	count, most, all := map[string]int{}, "", 0
	for g := range f.groups {
		c := f.mentions[f.groups[g].mentions[0]].chosen()
		if c == nil || c.Kind == gazetteer.Country || c.Kind == lexicon.Region || c.Kind == lexicon.Water {
			continue
		}
		all++
		if d := divisionOf(&c.Place); d != "" {
			count[d]++
			if most == "" || count[d] > count[most] {
				most = d
			}
		}
	}
	if typed(f.d, m.Range) && all > 0 && count[most] == all {
		count[most] = max(count[most], localPlaces) // a county lies in the only state that is named
	}
	if count[most] < localPlaces || localShare*count[most] < all {
		return nil
	}
	var best *gazetteer.Candidate
	far := 0
	for k := range f.mentions {
		o := &f.mentions[k]
		c := o.chosen()
		if c == nil || divisionOf(&c.Place) != most {
			continue
		}
		d := max(o.First-m.First, m.First-o.First)
		if !settled(c) {
			d += len(f.d.Tokens) // a town says more than its province
		}
		if best == nil || d < far {
			best, far = c, d
		}
	}
	return best
}

// land returns the country in which at least two thirds of the places of the text lie, "" where there is none.
func (f *finder) land() string {
	land, _ := f.landOf()
	return land
}

// landOf returns the country of the text and the votes of all: a state has one, what lies in it has two.
func (f *finder) landOf() (land string, count map[string]int) {
	count = map[string]int{}
	all := 0
	for k := range f.mentions {
		c := f.mentions[k].chosen()
		if c == nil || c.Country == "" {
			continue
		}
		vote := 2
		if c.Kind == gazetteer.Country {
			vote = 1
		}
		all += vote
		count[c.Country] += vote
		if n := count[c.Country]; n > count[land] || n == count[land] && c.Country < land {
			land = c.Country
		}
	}
	if 3*count[land] < 2*all {
		land = ""
	}
	return land, count
}

func settled(c *gazetteer.Candidate) bool { return c.Kind == lexicon.City || c.Kind == lexicon.Capital }
