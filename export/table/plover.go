package table

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/export/csv"
)

// A ploverEvent is a line of PLOVER JSON: the manual's fields, then ours (statement, attribution, origin, evidence), for which it leaves room.
type ploverEvent struct {
	ID       string         `json:"id"`
	Date     string         `json:"date"`
	Actor    []ploverEntity `json:"actor"`
	Targets  []ploverEntity `json:"recipient,omitempty"`
	Event    []string       `json:"event"` // the type, then the CAMEO code where there is one
	EventLoc []ploverPlace  `json:"event_loc,omitempty"`
	Quad     string         `json:"quad_code,omitempty"`
	Scale    *float64       `json:"event_scale,omitempty"`
	Mode     []string       `json:"mode,omitempty"`
	Context  []string       `json:"context,omitempty"`
	Text     string         `json:"text,omitempty"`
	TextInfo *ploverText    `json:"text_info,omitempty"`
	Cite     *ploverCite    `json:"cite_info,omitempty"`
	Coder    string         `json:"coder,omitempty"`

	Realis      tocsin.Realis     `json:"realis,omitempty"`
	Reciprocal  bool              `json:"reciprocal,omitempty"`
	Statement   string            `json:"statement,omitempty"`
	Attribution []string          `json:"attribution,omitempty"`
	Origin      *ploverOrigin     `json:"origin,omitempty"`
	Confidence  float64           `json:"confidence,omitempty"`
	Evidence    []tocsin.Evidence `json:"evidence,omitempty"`
}

type ploverEntity struct {
	Code   string   `json:"code,omitempty"`
	Sector []string `json:"sector,omitempty"`
	Text   string   `json:"entity_text,omitempty"`
	Name   string   `json:"identifier_text,omitempty"`
	Office string   `json:"office,omitempty"`
}

type ploverText struct {
	Sequence int `json:"sequence,omitempty"` // the sentence, from 1
	Story    int `json:"story_length,omitempty"`
}

type ploverCite struct {
	Corpus      string `json:"corpus,omitempty"`
	Citation    string `json:"citation,omitempty"` // id of the article
	URL         string `json:"url,omitempty"`
	Title       string `json:"title,omitempty"`
	Language    string `json:"language,omitempty"`
	Publication string `json:"publication,omitempty"`
	Codebook    string `json:"codebook,omitempty"`
	Version     string `json:"version,omitempty"` // hash of the article's text
	Published   string `json:"published,omitempty"`
	Collected   string `json:"collected,omitempty"`
}

type ploverPlace struct {
	Extracted string   `json:"extracted_place,omitempty"`
	GeoNames  int      `json:"geonameid,omitempty"`
	Lat       *float64 `json:"lat,omitempty"`
	Lon       *float64 `json:"lon,omitempty"`
	City      string   `json:"city,omitempty"`
	District  string   `json:"district,omitempty"`
	Province  string   `json:"province,omitempty"`
	Country   string   `json:"country_code,omitempty"`
	Precision string   `json:"resolution,omitempty"`
}

type ploverOrigin struct {
	Story   string `json:"story,omitempty"`
	Reports int    `json:"reports,omitempty"`
	Outlets int    `json:"outlets,omitempty"`
	Origins int    `json:"origins,omitempty"`
}

type ploverWriter struct {
	enc  *json.Encoder
	rows int
}

func newPlover(w io.Writer, _ Options) Writer {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return &ploverWriter{enc: enc}
}

func (p *ploverWriter) Header() error { return nil }
func (p *ploverWriter) Close() error  { return nil }
func (p *ploverWriter) Rows() int     { return p.rows }

func (p *ploverWriter) Record(r *tocsin.Record) ([]string, error) {
	if err := p.enc.Encode(toPlover(r)); err != nil {
		return nil, fmt.Errorf("write a line: %w", err)
	}
	p.rows++
	return []string{r.ID}, nil
}

const ploverCodebook = "PLOVER 0.8"

func toPlover(r *tocsin.Record) *ploverEvent {
	score := r.Score
	e := &ploverEvent{
		ID: r.ID, Date: r.Day, Actor: toEntities(r.Actors), Targets: toEntities(r.Recipients), Event: []string{string(r.Type)}, Scale: &score,
		Mode: r.Modes, Context: r.Contexts, Text: csv.Short(r.Words), Coder: r.Coder, Realis: r.Realis, Reciprocal: r.Reciprocal, Statement: r.Statement,
		Attribution: r.Attribution, Confidence: r.Confidence, Evidence: r.Evidence,
	}
	if r.CAMEO != "" {
		e.Event = append(e.Event, string(r.CAMEO))
	}
	if q := r.Type.Quad(); q != 0 {
		e.Quad = fmt.Sprint(int(q))
	}
	if (r.Place != tocsin.RecordPlace{}) {
		p := r.Place
		e.EventLoc = []ploverPlace{{p.Name, p.GeoNames, p.Lat, p.Lon, p.City, p.District, p.Province, p.Country, string(p.Precision)}}
	}
	if r.Sentence != 0 || r.Length != 0 {
		e.TextInfo = &ploverText{r.Sentence, r.Length}
	}
	e.Cite = &ploverCite{
		Corpus: r.Dataset, Citation: string(r.Article), URL: r.URL, Title: csv.Short(r.Title), Language: r.Lang, Publication: r.Outlet, Codebook: ploverCodebook, Version: string(r.Version),
		Published: r.Published, Collected: stamp(r.Collected),
	}
	if origin := (ploverOrigin{string(r.Story), r.Reach.Reports, r.Reach.Outlets, r.Reach.Origins}); origin != (ploverOrigin{}) {
		e.Origin = &origin
	}
	return e
}

func toEntities(parties []tocsin.RecordParty) []ploverEntity {
	out := make([]ploverEntity, len(parties))
	for i, p := range parties {
		iso, rest := country(p.Code)
		out[i] = ploverEntity{Code: iso, Sector: rest, Text: p.Words, Name: p.Name, Office: p.Title}
		if iso == "" && len(rest) > 0 {
			out[i].Code, out[i].Sector = rest[0], rest[1:] // IGO, NGO, UNK: what stands for a country
		}
	}
	return out
}

func fromEntities(all []ploverEntity) (out []tocsin.RecordParty) {
	for _, e := range all {
		out = append(out, tocsin.RecordParty{Name: e.Name, Code: tocsin.ActorCode(e.Code + strings.Join(e.Sector, "")), Title: e.Office, Words: e.Text})
	}
	return out
}

// readPlover reads PLOVER JSON lines; of others' files id, date, actor and event must be there, as the manual says.
func readPlover(in io.Reader, take Take) error {
	return lines(in, func(n int, line string) error {
		if strings.TrimSpace(line) == "" {
			return nil
		}
		var e ploverEvent
		if err := json.Unmarshal([]byte(line), &e); err != nil {
			return take(n, nil, fmt.Errorf("no PLOVER event: %w: %w", err, tocsin.ErrInvalid))
		}
		r, err := fromPlover(&e)
		if err != nil {
			return take(n, nil, err)
		}
		return take(n, r, nil)
	})
}

func fromPlover(e *ploverEvent) (*tocsin.Record, error) {
	if err := e.check(); err != nil {
		return nil, err
	}
	r := &tocsin.Record{
		ID: e.ID, Day: e.Date, Modes: e.Mode, Contexts: e.Context, Actors: fromEntities(e.Actor), Recipients: fromEntities(e.Targets), Words: e.Text, Coder: e.Coder,
		Realis: e.Realis, Reciprocal: e.Reciprocal, Statement: e.Statement, Attribution: e.Attribution, Confidence: e.Confidence, Evidence: e.Evidence,
	}
	if e.Event[0] != "" {
		typ, err := tocsin.ParsePLOVER(strings.ToUpper(e.Event[0]))
		if err != nil {
			return nil, err
		}
		r.Type = typ
	}
	if len(e.Event) > 1 && e.Event[1] != "" {
		code, err := cameoOf(e.Event[1])
		if err != nil {
			return nil, fmt.Errorf("event %q: %w", cut(e.Event[1]), err)
		}
		r.CAMEO = code
	}
	if e.Scale != nil {
		r.Score = *e.Scale
	}
	if len(e.EventLoc) > 0 {
		p := e.EventLoc[0]
		r.Place = tocsin.RecordPlace{Name: p.Extracted, City: p.City, District: p.District, Province: p.Province, Country: p.Country, Lat: p.Lat, Lon: p.Lon, GeoNames: p.GeoNames, Precision: tocsin.Precision(p.Precision)}
	}
	if e.TextInfo != nil {
		r.Sentence, r.Length = e.TextInfo.Sequence, e.TextInfo.Story
	}
	if o := e.Origin; o != nil {
		r.Story, r.Reach = tocsin.StoryID(o.Story), tocsin.Reach{Reports: o.Reports, Outlets: o.Outlets, Origins: o.Origins}
	}
	return r, cited(r, cmp.Or(e.Cite, &ploverCite{}))
}

// check says what is missing of an event, and which of its numbers can't be.
func (e *ploverEvent) check() error {
	if _, err := time.Parse(time.DateOnly, e.Date); err != nil {
		return fmt.Errorf("date %q is no day: %w", cut(e.Date), tocsin.ErrInvalid)
	}
	switch {
	case e.ID == "" || len(e.Event) == 0:
		return fmt.Errorf("no id or no event: %w", tocsin.ErrInvalid)
	case e.Actor == nil:
		return fmt.Errorf("no actor: %w", tocsin.ErrInvalid)
	}
	place, text, origin := ploverPlace{}, cmp.Or(e.TextInfo, &ploverText{}), cmp.Or(e.Origin, &ploverOrigin{})
	if len(e.EventLoc) > 0 {
		place = e.EventLoc[0]
	}
	for _, n := range [...]struct {
		what      string
		value     *float64
		low, high float64
	}{{"scale", e.Scale, -10, 10}, {"latitude", place.Lat, -90, 90}, {"longitude", place.Lon, -180, 180}, {"confidence", &e.Confidence, 0, 1}} {
		if n.value != nil && (*n.value < n.low || *n.value > n.high) {
			return fmt.Errorf("%s %g: no number from %g to %g: %w", n.what, *n.value, n.low, n.high, tocsin.ErrInvalid)
		}
	}
	if least := min(text.Sequence, text.Story, place.GeoNames, origin.Reports, origin.Outlets, origin.Origins); least < 0 {
		return fmt.Errorf("%d where a sentence, a length or a number of reports is counted: %w", least, tocsin.ErrInvalid)
	}
	return nil
}

func cited(r *tocsin.Record, c *ploverCite) (err error) {
	r.Dataset, r.Article, r.URL, r.Title, r.Lang, r.Outlet, r.Version, r.Published = cmp.Or(c.Corpus, "PLOVER"), tocsin.ArticleID(c.Citation), c.URL, c.Title, c.Language, c.Publication,
		tocsin.VersionHash(c.Version), c.Published
	if c.Codebook == ploverCodebook && c.Corpus == "" {
		r.Dataset = "" // an export of a desk of this kind says itself what it is
	}
	if _, err := time.Parse(time.DateOnly, c.Published); c.Published != "" && err != nil {
		return fmt.Errorf("published %q is no day: %w", cut(c.Published), tocsin.ErrInvalid)
	}
	if c.Collected != "" {
		r.Collected, err = unstamp(c.Collected)
	}
	return err
}
