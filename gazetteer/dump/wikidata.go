package dump

import (
	"bytes"
	"encoding/json"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/tocsin-desk/tocsin/gazetteer"
	"github.com/tocsin-desk/tocsin/gazetteer/geo"
	"github.com/tocsin-desk/tocsin/lexicon"
)

// entity is what is read of an item: labels in whole or as bare texts, and statements.
type entity struct {
	ID      string             `json:"id"`
	Labels  map[string]text    `json:"labels"`
	Aliases map[string][]text  `json:"aliases"`
	Claims  map[string][]claim `json:"claims"`
}

// text is a label: {"language": …, "value": …}, or the bare value.
type text string

// UnmarshalJSON reads either form.
func (t *text) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] == '"' {
		return json.Unmarshal(b, (*string)(t))
	}
	var o struct{ Value string }
	err := json.Unmarshal(b, &o)
	*t = text(o.Value)
	return err
}

type claim struct {
	Rank     string
	Mainsnak struct {
		Datavalue struct{ Value json.RawMessage }
	}
}

// The properties that are read.
const (
	instanceOf = "P31"
	coordinate = "P625"
	population = "P1082"
	iso3166    = "P298" // three letters
)

// readWikidata reads entities, one a line: JSONL, or the dump's array with an entity a line.
func (im *Importer) readWikidata(r io.Reader, rep *Report) error {
	return lines(r, func(n int, line []byte) error {
		if line == nil {
			rep.leave(n, tooLong)
			return nil
		}
		line = bytes.TrimSuffix(bytes.TrimSpace(line), []byte(","))
		if len(line) == 0 || len(line) == 1 && (line[0] == '[' || line[0] == ']') {
			return nil
		}
		var e entity
		if err := json.Unmarshal(line, &e); err != nil {
			rep.leave(n, "no entity: the JSON can't be read")
			return nil
		}
		p, id, why := im.entity(&e)
		if why != "" {
			rep.leave(n, why)
			return nil
		}
		row, err := im.out.Add(&p, id)
		if err != nil {
			return err
		}
		rep.Kept++
		return im.alias(row, p.Name, e.names(), rep)
	})
}

func (im *Importer) entity(e *entity) (p gazetteer.Place, id int, why string) {
	id, err := strconv.Atoi(strings.TrimPrefix(e.ID, "Q"))
	if err != nil || id <= 0 || id > 1<<40 {
		return p, 0, "the id is none of an item"
	}
	p = gazetteer.Place{Name: string(e.Labels["en"]), Source: gazetteer.Wikidata}
	var at struct{ Latitude, Longitude *float64 }
	if !e.value(coordinate, &at) || at.Latitude == nil || at.Longitude == nil {
		return p, 0, "no coordinates"
	}
	p.Point = geo.Point{Lat: *at.Latitude, Lon: *at.Longitude}
	var people struct{ Amount string }
	if e.value(population, &people) {
		if v, err := strconv.ParseFloat(people.Amount, 64); err == nil && v >= 0 && v < 1e10 {
			p.Population = int(v)
		}
	}
	if p.Kind = e.kind(p.Population); p.Kind == "" {
		return p, 0, "an instance of nothing that the table of kinds has, and without people"
	}
	if p.Kind == gazetteer.Country {
		if !e.value(iso3166, &p.Country) || !gazetteer.KnownISO3(p.Country) {
			return p, 0, "a state without a code"
		}
	}
	if p.Name == "" {
		p.Name = e.anyLabel()
	}
	return p, id, im.complete(&p)
}

// anyLabel returns the label of the first language, for an item without an English one.
func (e *entity) anyLabel() string {
	best := ""
	for lang := range e.Labels {
		if best == "" || lang < best {
			best = lang
		}
	}
	return string(e.Labels[best])
}

// value reads a property's best value: the first of preferred rank, else the first that isn't deprecated.
func (e *entity) value(property string, into any) bool {
	var best json.RawMessage
	for _, c := range e.Claims[property] {
		v := c.Mainsnak.Datavalue.Value
		if v == nil || c.Rank == "deprecated" {
			continue
		}
		if c.Rank == "preferred" {
			best = v
			break
		}
		if best == nil {
			best = v
		}
	}
	return best != nil && json.Unmarshal(best, into) == nil
}

// kinds translates what an item is an instance of.
var kinds = [...]struct {
	item string
	kind lexicon.PlaceKind
}{
	{"Q6256", gazetteer.Country}, {"Q3624078", gazetteer.Country}, {"Q5119", lexicon.Capital},
	{"Q515", lexicon.City}, {"Q3957", lexicon.City}, {"Q532", lexicon.City}, {"Q486972", lexicon.City}, {"Q1549591", lexicon.City}, {"Q7930989", lexicon.City},
	{"Q10864048", lexicon.Province}, {"Q13220204", lexicon.District}, {"Q56061", lexicon.District},
	{"Q4022", lexicon.Water}, {"Q23397", lexicon.Water}, {"Q165", lexicon.Water}, {"Q37901", lexicon.Water}, {"Q12284", lexicon.Water}, {"Q131681", lexicon.Water}, {"Q39594", lexicon.Water},
	{"Q8502", lexicon.Terrain}, {"Q46831", lexicon.Terrain}, {"Q39816", lexicon.Terrain}, {"Q23442", lexicon.Terrain}, {"Q8514", lexicon.Terrain}, {"Q34763", lexicon.Terrain},
	{"Q133056", lexicon.Crossing}, {"Q12280", lexicon.Crossing}, {"Q218468", lexicon.Crossing}, {"Q44377", lexicon.Crossing},
	{"Q245016", lexicon.Site}, {"Q695850", lexicon.Site}, {"Q1248784", lexicon.Site}, {"Q62447", lexicon.Site}, {"Q12323", lexicon.Site}, {"Q622499", lexicon.Site},
	{"Q82794", lexicon.Region}, {"Q5107", lexicon.Region}, {"Q15239622", lexicon.Territory},
}

// kind finds the first instance-of that the table has; with people and none it is taken for a town.
func (e *entity) kind(people int) lexicon.PlaceKind {
	for _, k := range kinds {
		for _, c := range e.Claims[instanceOf] {
			var v struct{ ID string }
			if c.Rank != "deprecated" && json.Unmarshal(c.Mainsnak.Datavalue.Value, &v) == nil && v.ID == k.item {
				return k.kind
			}
		}
	}
	if people > 0 {
		return lexicon.City
	}
	return ""
}

// names lists labels and aliases, each language in turn.
func (e *entity) names() []named {
	var out []named
	for _, lang := range e.languages() {
		tag := lang
		if tag == "en" || len(tag) > maxTag {
			tag = ""
		}
		out = append(out, named{string(e.Labels[lang]), tag})
		for _, a := range e.Aliases[lang] {
			out = append(out, named{string(a), tag})
		}
	}
	return out
}

// maxTag is the longest tag of a language that is kept.
const maxTag = 20

// languages lists those of an item, English first, then by their tags.
func (e *entity) languages() []string {
	var out []string
	for lang := range e.Labels {
		out = append(out, lang)
	}
	for lang := range e.Aliases {
		out = append(out, lang)
	}
	slices.Sort(out)
	out = slices.Compact(out)
	if i := slices.Index(out, "en"); i > 0 {
		out = slices.Insert(slices.Delete(out, i, i+1), 0, "en")
	}
	return out
}
