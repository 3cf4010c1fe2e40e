package dump

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/gazetteer"
	"github.com/tocsin-desk/tocsin/gazetteer/geo"
	"github.com/tocsin-desk/tocsin/lexicon"
)

// maxFeature bounds one feature: Canada's coast in full has some 5 MiB.
const maxFeature = 64 << 20

// budget is a reader that fails where one feature goes on for too long.
type budget struct {
	r    io.Reader
	left int
}

func (b *budget) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, fmt.Errorf("a feature of more than %d bytes: %w", maxFeature, tocsin.ErrTooLarge)
	}
	n, err := b.r.Read(p[:min(len(p), b.left)])
	b.left -= n
	return n, err
}

type feature struct {
	Properties map[string]any  `json:"properties"`
	Geometry   json.RawMessage `json:"geometry"`
}

// readGeoJSON reads a FeatureCollection, feature by feature.
func (im *Importer) readGeoJSON(r io.Reader, rep *Report) error {
	b := &budget{r, maxFeature}
	dec := json.NewDecoder(b)
	if err := toFeatures(dec); err != nil {
		return fmt.Errorf("GeoJSON: %w: %w", err, tocsin.ErrInvalid)
	}
	for n := 1; dec.More(); n++ {
		b.left = maxFeature
		var f feature
		if err := dec.Decode(&f); err != nil {
			return fmt.Errorf("GeoJSON: feature %d: %w: %w", n, err, tocsin.ErrInvalid)
		}
		if err := im.feature(&f, n, rep); err != nil {
			return err
		}
	}
	return nil
}

// toFeatures reads up to the beginning of the array of features.
func toFeatures(dec *json.Decoder) error {
	if err := open(dec, '{'); err != nil {
		return err
	}
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return err
		}
		if key != "features" {
			var skip json.RawMessage
			if err := dec.Decode(&skip); err != nil {
				return err
			}
			continue
		}
		return open(dec, '[')
	}
	return errors.New("no features")
}

// open reads one opening brace or bracket.
func open(dec *json.Decoder, want json.Delim) error {
	t, err := dec.Token()
	if err == nil && t != want {
		err = fmt.Errorf("%v in place of %v", t, want)
	}
	return err
}

func (im *Importer) feature(f *feature, n int, rep *Report) error {
	props := properties{}
	for k, v := range f.Properties {
		props[strings.ToLower(k)] = v
	}
	p := gazetteer.Place{
		Name: props.text("name_en", "name", "nameascii", "brk_name", "admin"), Admin1: props.text("adm1name"), Country: props.country(),
		Population: int(max(0, min(props.number("pop_max", "pop_est"), 1e10))), Source: gazetteer.NaturalEarth,
	}
	class := props.text("featurecla", "type_en", "type")
	kind, ok := naturalEarth(class)
	if !ok {
		rep.leave(n, "feature class "+strconv.Quote(class[:min(len(class), 40)])+", no kind of place")
		return nil
	}
	p.Kind = kind
	if broken := props.text("brk_name"); kind == lexicon.Territory && broken != "" {
		p.Name = broken // a disputed area's own name: "name" is that of the state that holds it
	}
	if p.Point, ok = props.point(f.Geometry); !ok {
		rep.leave(n, "no point")
		return nil
	}
	if kind == gazetteer.Country && p.Country == "" {
		rep.leave(n, "a state without a code")
		return nil
	}
	if why := im.complete(&p); why != "" {
		rep.leave(n, why)
		return nil
	}
	row, err := im.out.Add(&p, int(max(0, min(props.number("geonameid", "gn_id"), 1e9))))
	if err != nil {
		return err
	}
	rep.Kept++
	var more []named
	for _, k := range [...]string{"name", "nameascii", "name_long", "formal_en", "namepar", "namealt", "name_alt", "gn_name"} {
		for a := range strings.SplitSeq(props.text(k), "|") {
			more = append(more, named{a, ""})
		}
	}
	for _, lang := range [...]string{"ru", "fa", "ar", "tr", "uk", "zh", "fr", "es", "de"} {
		more = append(more, named{props.text("name_" + lang), lang})
	}
	return im.alias(row, p.Name, more, rep)
}

// properties are a feature's, by names in small letters: Natural Earth has changed case over its versions.
type properties map[string]any

// text returns the first property that has a text.
func (ps properties) text(keys ...string) string {
	for _, k := range keys {
		if s, ok := ps[k].(string); ok && s != "" && s != "-99" {
			return strings.TrimSpace(s)
		}
	}
	return ""
}

// number returns the first property that has a number other than the -99 that stands for none.
func (ps properties) number(keys ...string) float64 {
	for _, k := range keys {
		if v, ok := ps[k].(float64); ok && v != -99 && !math.IsNaN(v) {
			return v
		}
	}
	return 0
}

// country reads the code of the state. Natural Earth has codes of its own for some.
func (ps properties) country() string {
	code := ps.text("adm0_a3", "iso_a3", "sov_a3")
	switch code {
	case "SDS":
		return "SSD"
	case "PSX":
		return "PSE"
	case "SAH":
		return "ESH"
	case "SOL":
		return "SOM"
	case "CYN", "CNM":
		return "CYP"
	case "KOS":
		return "KOS"
	}
	if !gazetteer.KnownISO3(code) {
		return gazetteer.ISO3(ps.text("iso_a2"))
	}
	return code
}

// naturalEarth translates a feature class; ok is false for what is no place, as boundaries are.
func naturalEarth(class string) (lexicon.PlaceKind, bool) {
	switch c := strings.ToLower(class); {
	case c == "admin-0 capital", c == "admin-0 capital alt":
		return lexicon.Capital, true
	case strings.Contains(c, "capital"), c == "populated place", c == "historic place", c == "scientific station":
		return lexicon.City, true
	case c == "admin-0 country", c == "admin-0 sovereignty", c == "country", c == "sovereign country":
		return gazetteer.Country, true
	case strings.HasPrefix(c, "admin-1"):
		return lexicon.Province, true
	case c == "disputed", c == "breakaway", c == "indeterminate", c == "dependency", strings.HasPrefix(c, "admin-0"):
		return lexicon.Territory, true
	case c == "river", c == "lake", c == "lake centerline", c == "reservoir", c == "alkaline lake", c == "ocean", c == "sea", c == "gulf", c == "bay", c == "strait",
		c == "channel", c == "sound", c == "fjord", c == "lagoon", c == "canal", c == "inlet", c == "generic", c == "reef":
		return lexicon.Water, true
	case c == "range/mtn", c == "mountain", c == "desert", c == "plateau", c == "valley", c == "plain", c == "basin", c == "peninsula", c == "pen/cape", c == "island", c == "island group",
		c == "delta", c == "isthmus", c == "lowland", c == "foothills", c == "gorge", c == "depression", c == "tundra", c == "wetlands", c == "coast", c == "cape", c == "spot elevation":
		return lexicon.Terrain, true
	case c == "continent", c == "region", c == "geoarea", c == "subregion":
		return lexicon.Region, true
	case c == "airport", c == "port":
		return lexicon.Site, true
	}
	return "", false
}

// point takes the label's point, or the geometry: a point itself, else the middle of its box.
func (ps properties) point(geometry json.RawMessage) (geo.Point, bool) {
	for _, k := range [...][2]string{{"latitude", "longitude"}, {"label_y", "label_x"}} {
		lat, ok1 := ps[k[0]].(float64)
		lon, ok2 := ps[k[1]].(float64)
		if p := (geo.Point{Lat: lat, Lon: lon}); ok1 && ok2 && p.Valid() && p != (geo.Point{}) {
			return p, true
		}
	}
	var g struct {
		Coordinates any `json:"coordinates"`
	}
	if json.Unmarshal(geometry, &g) != nil {
		return geo.Point{}, false
	}
	box := geo.Empty()
	around(g.Coordinates, &box)
	p := box.Middle()
	return p, box.South <= box.North && p.Valid()
}

// around widens a box by nested lists of coordinates; encoding/json bounds how deep they nest.
func around(v any, box *geo.Box) {
	list, ok := v.([]any)
	if !ok || len(list) == 0 {
		return
	}
	lon, ok1 := list[0].(float64)
	if ok1 && len(list) >= 2 {
		if lat, ok := list[1].(float64); ok {
			*box = box.Add(geo.Point{Lat: lat, Lon: lon})
		}
		return
	}
	for _, x := range list {
		around(x, box)
	}
}
