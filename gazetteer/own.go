package gazetteer

import (
	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/gazetteer/geo"
	"github.com/tocsin-desk/tocsin/lexicon"
)

// An ownName is one name of a row of the lexicon.
type ownName struct {
	id      ID
	name    string
	variant bool
}

// indexOwn makes the index of the lexicon's places and states by key.
func (g *Gazetteer) indexOwn() map[string][]ownName {
	index := make(map[string][]ownName, 3*len(g.lex.Places))
	add := func(n ownName) {
		key := Key(n.name)
		index[key] = append(index[key], n)
		if rest, kind := Split(key); kind != "" {
			index[rest] = append(index[rest], n)
		}
	}
	for i := range g.lex.Places {
		add(ownName{idOf(placesLayer, i), g.lex.Places[i].Name, false})
		for _, v := range g.lex.Places[i].Variants {
			add(ownName{idOf(placesLayer, i), v, true})
		}
	}
	for i := range g.lex.Actors {
		if g.lex.Actors[i].Kind != tocsin.State {
			continue
		}
		for k, name := range g.lex.Actors[i].Names {
			add(ownName{idOf(countriesLayer, i), name, k > 0})
		}
	}
	return index
}

// ownPlace reads a row of the lexicon's places.
func (g *Gazetteer) ownPlace(row int) Place {
	p := &g.lex.Places[row]
	return Place{
		ID: idOf(placesLayer, row), Name: p.Name, Point: geo.Point{Lat: p.Lat, Lon: p.Lon}, Kind: p.Kind, Country: p.Country, Admin1: p.Admin1,
		Population: 1000 * p.Population, GeoNames: p.GeoNames, Source: "tocsin", Where: p.Where,
	}
}

// country gives a state as a place; its point is for display only.
func (g *Gazetteer) country(row int) Place {
	a := &g.lex.Actors[row]
	p := Place{ID: idOf(countriesLayer, row), Name: a.Name, Kind: Country, Country: a.ID, Source: "tocsin", Where: a.Where}
	if c, ok := g.lex.Centre(a.ID); ok {
		p.Point = geo.Point{Lat: c.Lat, Lon: c.Lon}
	}
	return p
}

// CountryPlace returns a state by its code.
func (g *Gazetteer) CountryPlace(iso string) (Place, bool) {
	a, i := g.lex.Actor(iso)
	if a == nil || a.Kind != tocsin.State {
		return Place{}, false
	}
	return g.country(i), true
}

// Capital returns the seat of a state's government.
func (g *Gazetteer) Capital(iso string) (Place, bool) {
	for i := range g.lex.Places {
		if p := &g.lex.Places[i]; p.Kind == lexicon.Capital && p.Country == iso {
			return g.ownPlace(i), true
		}
	}
	return Place{}, false
}
