package geo

import "encoding/json"

// decimals of a coordinate in GeoJSON: five are a metre.
const decimals = 1e5

// MarshalJSON writes a point as GeoJSON has it: longitude first.
func (p Point) MarshalJSON() ([]byte, error) {
	return json.Marshal([2]float64{short(p.Lon), short(p.Lat)})
}

func short(v float64) float64 { return float64(int64(v*decimals+half(v))) / decimals }

func half(v float64) float64 {
	if v < 0 {
		return -0.5
	}
	return 0.5
}

type geometry struct {
	Type        string `json:"type"`
	Coordinates any    `json:"coordinates"`
}

// MultiPolygon writes polygons as a GeoJSON geometry.
func MultiPolygon(polygons []Polygon) (json.RawMessage, error) {
	if polygons == nil {
		polygons = []Polygon{}
	}
	return json.Marshal(geometry{"MultiPolygon", polygons})
}

// MultiLine writes lines as a GeoJSON geometry.
func MultiLine(lines []Line) (json.RawMessage, error) {
	if lines == nil {
		lines = []Line{}
	}
	return json.Marshal(geometry{"MultiLineString", lines})
}
