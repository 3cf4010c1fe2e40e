package main

import (
	"bytes"
	"cmp"
	"math"
	"slices"

	"github.com/pariz/gountries"

	"github.com/tocsin-desk/tocsin/gazetteer"
	"github.com/tocsin-desk/tocsin/gazetteer/geo"
	"github.com/tocsin-desk/tocsin/lexicon"
)

// A division is a first-level division by its code in GeoNames, which is seldom that of ISO 3166-2.
type division struct{ iso2, code string }

// subdivisions returns gountries' divisions that have a point, by country, in a fixed order.
func subdivisions(q *gountries.Query) map[string][]gountries.SubDivision {
	out := map[string][]gountries.SubDivision{}
	for iso2, c := range q.Countries {
		list := slices.Clone(c.SubDivisions())
		list = slices.DeleteFunc(list, func(s gountries.SubDivision) bool { return s.Latitude == 0 && s.Longitude == 0 || s.Name == "" })
		slices.SortFunc(list, func(a, b gountries.SubDivision) int { return cmp.Compare(a.Code, b.Code) })
		out[iso2] = list
	}
	return out
}

// writeDivisions writes the table of first-level divisions.
func writeDivisions(subs map[string][]gountries.SubDivision) ([]byte, error) {
	var out bytes.Buffer
	w := gazetteer.NewWriter(&out, gazetteer.Layer{
		Name: "gountries", Licence: "ODbL 1.0", Credit: "mledoze/countries, through pariz/gountries", Version: "v0.1.6",
	})
	var countries []string
	for iso2 := range subs {
		countries = append(countries, iso2)
	}
	slices.Sort(countries)
	id := 0
	for _, iso2 := range countries {
		for _, s := range subs[iso2] {
			id++
			p := gazetteer.Place{Name: s.Name, Point: geo.Point{Lat: s.Latitude, Lon: s.Longitude}, Kind: lexicon.Province, Code: "ADM1", Country: gazetteer.ISO3(iso2), Admin1: s.Name, Source: "gountries"}
			row, err := w.Add(&p, id)
			if err != nil {
				return nil, err
			}
			for _, n := range s.Names {
				if n != s.Name && n != "" {
					if err := w.Alias(row, n, ""); err != nil {
						return nil, err
					}
				}
			}
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// joinDivisions finds the name of each of GeoNames' divisions: first the name that the lexicon gives to a town
// in it, then the division of gountries into which its towns fall. What neither knows stays without a name.
func joinDivisions(cities []city, lex *lexicon.Set, subs map[string][]gountries.SubDivision) map[division]string {
	towns := map[division][]city{}
	byID := map[int]division{}
	for _, c := range cities {
		d := division{c.iso2, c.admin}
		towns[d] = append(towns[d], c)
		byID[c.id] = d
	}
	out := named(lex, byID)
	for iso2, list := range subs {
		type fit struct {
			d     division
			sub   int
			score float64
		}
		var fits []fit
		for d, cs := range towns {
			if d.iso2 != iso2 || d.code == "" {
				continue
			}
			for i := range list {
				if s := score(cs, &list[i]); s > 0 {
					fits = append(fits, fit{d, i, s})
				}
			}
		}
		slices.SortFunc(fits, func(a, b fit) int {
			return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.d.code, b.d.code), cmp.Compare(a.sub, b.sub))
		})
		// Those that the lexicon has named take their place too, or a neighbour would get it.
		home, taken := map[division]bool{}, map[int]bool{}
		for _, f := range fits {
			if home[f.d] || taken[f.sub] {
				continue
			}
			home[f.d], taken[f.sub] = true, true
			if out[f.d] == "" {
				out[f.d] = list[f.sub].Name
			}
		}
	}
	return out
}

// named asks the lexicon, whose towns carry GeoNames' ids: the name that most of a division's towns have.
func named(lex *lexicon.Set, byID map[int]division) map[division]string {
	votes := map[division]map[string]int{}
	for _, p := range lex.Places {
		d, ok := byID[p.GeoNames]
		if !ok || p.Admin1 == "" || d.code == "" {
			continue
		}
		if votes[d] == nil {
			votes[d] = map[string]int{}
		}
		votes[d][p.Admin1]++
	}
	out := map[division]string{}
	for d, names := range votes {
		best := ""
		for n, k := range names {
			if best == "" || k > names[best] || k == names[best] && n < best {
				best = n
			}
		}
		out[d] = best
	}
	return out
}

// score says how well a division's towns fall into a box: the share inside it, less for a middle that is
// far off, more where the seat has the division's name. 0: they don't.
func score(cs []city, s *gountries.SubDivision) float64 {
	box := geo.Box{South: s.MinLatitude, West: s.MinLongitude, North: s.MaxLatitude, East: s.MaxLongitude}
	size := geo.Distance(geo.Point{Lat: box.South, Lon: box.West}, geo.Point{Lat: box.North, Lon: box.East})
	if size == 0 {
		return 0
	}
	inside, bonus := 0, 0.0
	var lat, lon float64
	for _, c := range cs {
		lat, lon = lat+c.at.Lat, lon+c.at.Lon
		if box.Contains(c.at) {
			inside++
		}
		if c.code == "PPLA" && gazetteer.Key(c.name) == gazetteer.Key(s.Name) {
			bonus = 0.3
		}
		if c.admin == s.Code && c.iso2 == "US" { // the one large country whose codes are ISO's
			bonus = 1
		}
	}
	n := float64(len(cs))
	share := float64(inside) / n
	if share < 0.6 {
		return 0
	}
	off := geo.Distance(geo.Point{Lat: lat / n, Lon: lon / n}, geo.Point{Lat: s.Latitude, Lon: s.Longitude})
	return math.Max(0.01, share-off/size+bonus)
}
