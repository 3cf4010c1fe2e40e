package lexicon

import "slices"

// PlaceKind says what a place is.
type PlaceKind string

// The kinds of place.
const (
	Capital   PlaceKind = "capital"   // seat of a state's government: stands for it by metonymy
	City      PlaceKind = "city"      // city or town
	Province  PlaceKind = "province"  // first-level division
	District  PlaceKind = "district"  // a part of a province, or a historical landscape of its size
	Crossing  PlaceKind = "crossing"  // border crossing, bridge, pass
	Water     PlaceKind = "water"     // river, lake, sea, gulf, strait
	Terrain   PlaceKind = "terrain"   // mountains, valley, desert, island
	Site      PlaceKind = "site"      // base, airport, plant, camp
	Region    PlaceKind = "region"    // larger than a country or across countries
	Territory PlaceKind = "territory" // disputed or dependent area
)

var placeKinds = [...]PlaceKind{Capital, City, Province, District, Crossing, Water, Terrain, Site, Region, Territory}

// A Place is a named place with its point in degrees, WGS 84.
type Place struct {
	Name       string
	Variants   []string // other names, older ones among them
	Kind       PlaceKind
	Country    string // ISO 3166-1 alpha-3 as shown by default; "" for regions and seas
	Admin1     string // name of the province
	Lat, Lon   float64
	GeoNames   int // 0: not known
	Population int // thousands; 0: not known
	Where      string
}

// A Centre is the middle of a country, for display only.
type Centre struct{ Lat, Lon float64 }

// Capital returns the place that is the capital of a country.
func (s *Set) Capital(iso string) (*Place, bool) {
	i, ok := s.capitals[iso]
	if !ok {
		return nil, false
	}
	return &s.Places[i], true
}

// Centre returns the middle of a country.
func (s *Set) Centre(iso string) (Centre, bool) {
	c, ok := s.centres[iso]
	return c, ok
}

func (s *Set) addCentre(r Row, iso string) error {
	lat, ok, err := r.Float("lat", -90, 90)
	if err != nil || !ok {
		return err
	}
	lon, ok, err := r.Float("lon", -180, 180)
	if err != nil || !ok {
		return err
	}
	s.centres[iso] = Centre{lat, lon}
	return nil
}

// readPlaces reads places.tsv.
func readPlaces(s *Set, name string, data []byte) error {
	rows, err := ReadTable(name, data, []string{"name", "kind", "lat", "lon"}, []string{"variants", "country", "admin1", "geonames", "population", "note"})
	if err != nil {
		return err
	}
	for _, r := range rows {
		p := Place{Name: r.Get("name"), Variants: r.List("variants"), Kind: PlaceKind(r.Get("kind")), Country: r.Get("country"), Admin1: r.Get("admin1"), Where: r.Where()}
		if !slices.Contains(placeKinds[:], p.Kind) {
			return r.Errorf("kind %q", p.Kind)
		}
		if p.Lat, _, err = r.Float("lat", -90, 90); err != nil {
			return err
		}
		if p.Lon, _, err = r.Float("lon", -180, 180); err != nil {
			return err
		}
		id, _, err := r.Float("geonames", 0, 1e9)
		if err != nil {
			return err
		}
		thousands, _, err := r.Float("population", 0, 1e5)
		if err != nil {
			return err
		}
		p.GeoNames, p.Population = int(id), int(thousands)
		if _, known := s.byID[p.Country]; p.Country != "" && !known {
			return r.Errorf("unknown country %q", p.Country)
		}
		i := len(s.Places)
		s.Places = append(s.Places, p)
		if p.Kind == Capital {
			s.capitals[p.Country] = i
		}
		s.trie.add(p.Name, Ref{Class: PlaceName, Index: i})
		for _, n := range p.Variants {
			s.trie.add(n, Ref{Class: PlaceName, Index: i})
		}
	}
	return nil
}
