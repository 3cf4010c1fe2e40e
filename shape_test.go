package tocsin

import (
	"errors"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParseShape(t *testing.T) {
	tests := []struct{ name, geometry, want string }{
		{"line", `{"type":"LineString","coordinates":[[70,37],[71,38.5]]}`, "lines 1 rings 0 points 2"},
		{"lines", `{"type":"MultiLineString","coordinates":[[[70,37],[71,38]],[[72,38],[73,38,1200]]]}`, "lines 2 rings 0 points 4"},
		{"area with a hole", `{"type":"Polygon","coordinates":[[[0,0],[9,0],[9,9],[0,0]],[[2,1],[3,1],[3,2],[2,1]]]}`, "lines 0 rings 2 points 8"},
		{"areas", `{"type":"MultiPolygon","coordinates":[[[[0,0],[9,0],[9,9],[0,0]]],[[[20,0],[29,0],[29,9],[20,0]]]]}`, "lines 0 rings 2 points 8"},
		{"both", `{"type":"GeometryCollection","geometries":[{"type":"LineString","coordinates":[[0,0],[1,1]]},{"type":"Polygon","coordinates":[[[0,0],[9,0],[9,9],[0,0]]]}]}`, "lines 1 rings 1 points 6"},
		{"a line of one point", `{"type":"LineString","coordinates":[[70,37]]}`, "lines 0 rings 0 points 0"},
		{"no GeoJSON", `[1,2]`, "invalid"},
		{"a point", `{"type":"Point","coordinates":[70,37]}`, "invalid"},
		{"wrong depth", `{"type":"Polygon","coordinates":[[0,0],[9,0]]}`, "invalid"},
		{"half a position", `{"type":"LineString","coordinates":[[70],[71]]}`, "invalid"},
		{"off the globe", `{"type":"LineString","coordinates":[[70,37],[71,97]]}`, "invalid"},
		{"collections in each other", `{"type":"GeometryCollection","geometries":[{"type":"GeometryCollection","geometries":[]}]}`, "invalid"},
		{"too many points", `{"type":"LineString","coordinates":[` + strings.Repeat("[1,2],", maxShapePoints) + `[1,2]]}`, "invalid"},
		{"too many bytes", `{"type":"LineString","coordinates":[` + strings.Repeat(" ", maxShapeBytes) + `]}`, "invalid"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s, err := ParseShape([]byte(tt.geometry))
			if wrong := errors.Is(err, ErrInvalid); wrong != (tt.want == "invalid") || err != nil && !wrong {
				t.Fatalf("error %v, want %s", err, tt.want)
			}
			if got := describe(s); err == nil && got != tt.want {
				t.Errorf("%s, want %s", got, tt.want)
			}
		})
	}
}

func describe(s Shape) string {
	return strings.Join([]string{"lines", strconv.Itoa(len(s.Lines)), "rings", strconv.Itoa(len(s.Rings)), "points", strconv.Itoa(len(s.Points()))}, " ")
}

func TestPlaceOnTheGlobe(t *testing.T) {
	lat, lon, far := 38.5, 68.8, 200.0
	line := []byte(`{"type":"LineString","coordinates":[[70,37],[71,38],[72,36]]}`)
	area := []byte(`{"type":"Polygon","coordinates":[[[0,0],[8,0],[8,10],[0,0]]]}`)
	tests := []struct {
		name  string
		place Place
		at    *Point
		box   Box
	}{
		{"a point", Place{Lat: &lat, Lon: &lon}, &Point{68.8, 38.5}, Box{68.8, 38.5, 68.8, 38.5}},
		{"a border without a point is marked on its line", Place{Geometry: line}, &Point{71, 38}, Box{70, 36, 72, 38}},
		{"a point beside its line", Place{Lat: &lat, Lon: &lon, Geometry: line}, &Point{68.8, 38.5}, Box{68.8, 36, 72, 38.5}},
		{"an area is marked in its middle", Place{Geometry: area}, &Point{4, 5}, Box{0, 0, 8, 10}},
		{"a border drawn as an area is marked on its edge", Place{Geometry: area, Precision: AtBorder}, &Point{8, 10}, Box{0, 0, 8, 10}},
		{"a line that can't be read", Place{Geometry: []byte(`{}`)}, nil, Box{}},
		{"off the globe", Place{Lat: &far, Lon: &lon}, nil, Box{}},
		{"nothing", Place{}, nil, Box{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			at, ok := tt.place.Point()
			if ok != (tt.at != nil) || ok && at != *tt.at {
				t.Errorf("point %v %v, want %v", at, ok, tt.at)
			}
			box, ok := tt.place.Extent()
			if ok != (tt.at != nil) {
				t.Errorf("extent known: %v", ok)
			}
			if diff := cmp.Diff(tt.box, box); ok && diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestBox(t *testing.T) {
	b := Box{60, 30, 80, 45}
	if !b.Valid() || !b.Contains(Point{60, 45}) || b.Contains(Point{59.9, 40}) {
		t.Errorf("%v: its corners belong to it, what is west of it doesn't", b)
	}
	for _, bad := range []Box{{170, 0, -170, 5}, {0, 5, 1, 4}, {0, 0, 181, 1}} {
		if bad.Valid() {
			t.Errorf("%v passes", bad)
		}
	}
}

func TestDaysOfAWhen(t *testing.T) {
	tests := []struct {
		when        When
		first, last string
	}{
		{When{Value: "2026-11-20"}, "2026-11-20", "2026-11-20"},
		{When{Value: "2026-11-20TEV"}, "2026-11-20", "2026-11-20"},
		{When{Value: "2026-11-20T14:30"}, "2026-11-20", "2026-11-20"},
		{When{Value: "2024-02"}, "2024-02-01", "2024-02-29"},
		{When{Value: "2026"}, "2026-01-01", "2026-12-31"},
		{When{Value: "2026-W47"}, "2026-11-16", "2026-11-22"},
		{When{Value: "2021-W01"}, "2021-01-04", "2021-01-10"},
		{When{Value: "2026-W47-WE"}, "2026-11-21", "2026-11-22"},
		{When{Value: "2026-Q4"}, "2026-10-01", "2026-12-31"},
		{When{Value: "2026-11", Begin: "2026-11-10", End: "2026-11-12"}, "2026-11-10", "2026-11-12"},
		{When{Value: "x", Begin: "2026-11-10"}, "2026-11-10", "2026-11-10"},
		{When{Begin: "2026-11-12", End: "2026-11-10"}, "", ""},
		{When{Value: "XXXX-11-20"}, "", ""},
		{When{Value: "PAST_REF"}, "", ""},
		{When{Value: "P3D"}, "", ""},
		{When{Value: "2026-W99"}, "", ""},
		{When{}, "", ""},
	}
	for _, tt := range tests {
		first, last, ok := tt.when.Days()
		if first != tt.first || last != tt.last || ok != (tt.first != "") {
			t.Errorf("%+v: %q to %q (%v), want %q to %q", tt.when, first, last, ok, tt.first, tt.last)
		}
	}
	if _, _, ok := (*When)(nil).Days(); ok {
		t.Error("nothing has days")
	}
}

// Whatever comes in, a shape lies on the globe and its place is marked inside what is known of it.
func FuzzParseShape(f *testing.F) {
	f.Add([]byte(`{"type":"MultiPolygon","coordinates":[[[[0,0],[9,0],[9,9],[0,0]]]]}`))
	f.Add([]byte(`{"type":"GeometryCollection","geometries":[{"type":"LineString","coordinates":[[0,0],[1,1]]}]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		s, err := ParseShape(b)
		if err != nil {
			if !errors.Is(err, ErrInvalid) {
				t.Fatalf("an error of no kind: %v", err)
			}
			return
		}
		p := Place{Geometry: b}
		at, ok := p.Point()
		box, known := p.Extent()
		if ok != known || ok != (len(s.Points()) > 0) || ok && (!box.Valid() || !box.Contains(at)) {
			t.Fatalf("point %v %v in %v %v", at, ok, box, known)
		}
	})
}

func FuzzDays(f *testing.F) {
	f.Add("2026-W47", "2026-11-20", "2026-Q4")
	f.Fuzz(func(t *testing.T, value, begin, end string) {
		first, last, ok := (&When{Value: value, Begin: begin, End: end}).Days()
		if ok && (len(first) != 10 || len(last) != 10 || first > last) {
			t.Fatalf("%q to %q", first, last)
		}
	})
}
