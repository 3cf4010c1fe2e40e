package gazetteer

import (
	"iter"
	"math"

	"github.com/tocsin-desk/tocsin/gazetteer/geo"
	"github.com/tocsin-desk/tocsin/lexicon"
)

// CountryAt returns the state that a point lies in. In a disputed territory that is the first claimant of
// disputed.tsv, which is GeoNames' country; who else claims it or holds it, DisputesAt says. ok is false on
// the high seas and where the binary has no borders.
func (g *Gazetteer) CountryAt(p geo.Point) (iso string, ok bool) {
	for _, d := range g.facts.disputes {
		if d.area.Contains(p) && len(d.Claimants[0]) == 3 {
			return d.Claimants[0], true
		}
	}
	u, ok := g.drawn().at(p)
	if !ok {
		return "", false
	}
	return u.Country, true
}

// nearCells is how many square degrees around a point Near looks at.
const nearCells = 3

// Near returns the town nearest to a point; iso, where it isn't "", is the state that it must be in. ok is
// false where there is none within some 300 km.
func (g *Gazetteer) Near(p geo.Point, iso string) (Place, bool) {
	best, at := math.Inf(1), ID(0)
	see := func(id ID, q geo.Point) {
		if d := geo.Distance(p, q); d < best {
			best, at = d, id
		}
	}
	for layer, t := range g.tables {
		for ring := 0; ring <= nearCells && best > 100*float64(ring-1); ring++ {
			for y := -ring; y <= ring; y++ {
				for x := -ring; x <= ring; x++ {
					if max(y, -y, x, -x) != ring {
						continue
					}
					t.in(cell(p.Lat+float64(y), p.Lon+float64(x)), func(row int, r *record) bool {
						if settled(lexicon.PlaceKind(entry(t.Kinds, r.fields[fieldKind]))) && (iso == "" || entry(t.Countries, r.fields[fieldCountry]) == iso) {
							see(idOf(firstTable+layer, row), r.point())
						}
						return true
					})
				}
			}
		}
	}
	if len(g.tables) == 0 {
		for i := range g.lex.Places {
			if q := &g.lex.Places[i]; settled(q.Kind) && (iso == "" || q.Country == iso) {
				see(idOf(placesLayer, i), geo.Point{Lat: q.Lat, Lon: q.Lon})
			}
		}
	}
	if math.IsInf(best, 1) {
		return Place{}, false
	}
	return g.Place(at)
}

// In yields the places of a state: the lexicon's, then those of the tables. It reads every row: some
// ten milliseconds for the embedded ones.
func (g *Gazetteer) In(iso string) iter.Seq[Place] {
	return func(yield func(Place) bool) {
		for i := range g.lex.Places {
			if g.lex.Places[i].Country == iso && !yield(g.ownPlace(i)) {
				return
			}
		}
		for layer, t := range g.tables {
			more := true
			t.all(func(row int, r *record) bool {
				if entry(t.Countries, r.fields[fieldCountry]) != iso {
					return true
				}
				p, ok := g.Place(idOf(firstTable+layer, row))
				more = !ok || yield(p)
				return more
			})
			if !more {
				return
			}
		}
	}
}
