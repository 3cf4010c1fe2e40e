package main

import (
	_ "embed" // zones.tsv
	"fmt"
	"math"
	"slices"
	"strings"

	tzfrellite "github.com/ringsaturn/tzf-rel-lite"

	"github.com/tocsin-desk/tocsin/gazetteer"
	"github.com/tocsin-desk/tocsin/gazetteer/geo"
)

// zonesTable says which state each time zone lies in, and which parts lie in others.
//
//go:embed zones.tsv
var zonesTable string

// A part is a piece of a zone that lies in another state than the rest.
type part struct {
	country string
	at      geo.Point // somewhere in it
	border  geo.Line  // where the source doesn't draw it
}

// zoneCountries reads zones.tsv: the state of each zone, and the parts of zones that lie in others.
func zoneCountries() (of map[string]string, parts map[string][]part, err error) {
	of, parts = map[string]string{}, map[string][]part{}
	for line := range strings.Lines(zonesTable) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		col := strings.Split(line, "\t")
		switch {
		case len(col) == 2:
			of[col[0]] = col[1]
		case len(col) == 3:
			var points geo.Line
			for pair := range strings.SplitSeq(col[2], "|") {
				var p geo.Point
				if _, err := fmt.Sscan(pair, &p.Lat, &p.Lon); err != nil {
					return nil, nil, fmt.Errorf("zones.tsv: %q: %w", line, err)
				}
				points = append(points, p)
			}
			parts[col[0]] = append(parts[col[0]], part{col[1], points[0], points[1:]})
		default:
			return nil, nil, fmt.Errorf("zones.tsv: %q", line)
		}
	}
	return of, parts, nil
}

// units reads the time zones of OpenStreetMap that lie on land, with their waters.
func units() ([]gazetteer.Unit, string, error) {
	countries, parts, err := zoneCountries()
	if err != nil {
		return nil, "", err
	}
	var out []gazetteer.Unit
	version := ""
	err = fields(tzfrellite.LiteData, func(tag int, _ uint64, b []byte) error {
		switch tag {
		case 1:
			u, err := zone(b)
			if err != nil || strings.HasPrefix(u.Zone, "Etc/") || countries[u.Zone] == "-" {
				return err
			}
			if u.Country = countries[u.Zone]; u.Country == "" {
				return fmt.Errorf("zones.tsv has no zone %s", u.Zone)
			}
			for _, p := range parts[u.Zone] {
				var piece gazetteer.Unit
				if u, piece, err = split(u, p); err != nil {
					return err
				}
				out = append(out, piece)
			}
			out = append(out, u)
		case 3:
			version = string(b)
		}
		return nil
	})
	slices.SortFunc(out, func(a, b gazetteer.Unit) int { return strings.Compare(a.Zone, b.Zone) })
	return out, version, err
}

// split takes a part out of a unit: the ring around a point, or what a line cuts off one. Such a part has no holes.
func split(u gazetteer.Unit, p part) (rest, piece gazetteer.Unit, err error) {
	rest, piece = u, gazetteer.Unit{Zone: u.Zone, Country: p.country}
	rest.Rings = nil
	for _, r := range u.Rings {
		switch {
		case !r.Contains(p.at):
			rest.Rings = append(rest.Rings, r)
		case len(p.border) == 0:
			piece.Rings = append(piece.Rings, r)
		default:
			one, other := cut(r, p.border)
			if other.Contains(p.at) {
				one, other = other, one
			}
			piece.Rings, rest.Rings = append(piece.Rings, one), append(rest.Rings, other)
		}
	}
	if len(piece.Rings) != 1 {
		return rest, piece, fmt.Errorf("%s: %d rings around %v", u.Zone, len(piece.Rings), p.at)
	}
	return rest, piece, nil
}

// cut divides a ring by a line, whose ends are moved to the nearest points of the ring.
func cut(r geo.Ring, l geo.Line) (one, other geo.Ring) {
	i, k := nearest(r, l[0]), nearest(r, l[len(l)-1])
	if i > k {
		i, k, l = k, i, l.Reverse()
	}
	between := l[1 : len(l)-1]
	// One way from i along the ring to k and back along the line, the other way on from k to i.
	one = slices.Concat(r[i:k+1], geo.Ring(between.Reverse()), r[i:i+1])
	other = slices.Concat(r[k:], r[1:i+1], geo.Ring(between), r[k:k+1])
	return one, other
}

func nearest(r geo.Ring, p geo.Point) int {
	best := 0
	for i, q := range r[1:] {
		if geo.Distance(p, q) < geo.Distance(p, r[best]) {
			best = i + 1
		}
	}
	return best
}

// zone reads message Timezone: polygons, each an outer ring of points and holes of the same form, and a name.
func zone(msg []byte) (u gazetteer.Unit, err error) {
	var polygon func(b []byte, hole bool) error
	polygon = func(b []byte, hole bool) error {
		var r geo.Ring
		err := fields(b, func(tag int, _ uint64, b []byte) error {
			if tag == 2 {
				return polygon(b, true)
			}
			var p geo.Point
			err := fields(b, func(tag int, v uint64, _ []byte) error {
				f := float64(math.Float32frombits(uint32(v)))
				if tag == 1 {
					p.Lon = f
				} else {
					p.Lat = f
				}
				return nil
			})
			r = append(r, p)
			return err
		})
		if len(r) > 2 {
			u.Rings = append(u.Rings, oriented(r, hole))
		}
		return err
	}
	err = fields(msg, func(tag int, _ uint64, b []byte) error {
		if tag == 2 {
			u.Zone = string(b)
			return nil
		}
		return polygon(b, false)
	})
	return u, err
}

// oriented closes a ring and turns it so that the land is on its left.
func oriented(r geo.Ring, hole bool) geo.Ring {
	if r[0] != r[len(r)-1] {
		r = append(r, r[0])
	}
	if (r.Area() < 0) != hole {
		slices.Reverse(r)
	}
	return r
}
