package tocsin

import "time"

// A Record is an event as the tables of the field hold it: flat, with names and codes instead of entities of a reading. Every export of events
// is written from it, and every import of other people's tables gives it.
type Record struct {
	ID         string        `json:"id"`                // within its dataset
	Dataset    string        `json:"dataset,omitempty"` // what it was imported from; "" for what this desk read
	Day        string        `json:"day"`               // of the event, ISO 8601; that of publication where the event's isn't known
	Published  string        `json:"published,omitempty"`
	Collected  time.Time     `json:"collected,omitzero"` // when the report came in, to the second
	Type       PLOVER        `json:"type,omitempty"`     // "" for CAMEO's statements and appeals
	Modes      []string      `json:"modes,omitempty"`
	Contexts   []string      `json:"contexts,omitempty"`
	CAMEO      CAMEO         `json:"cameo,omitempty"`
	Score      float64       `json:"score"` // of the dataset: PLOVER's of what this desk read, else as imported
	Realis     Realis        `json:"realis,omitempty"`
	Reciprocal bool          `json:"reciprocal,omitempty"` // all parties are actors
	Actors     []RecordParty `json:"actors,omitempty"`
	Recipients []RecordParty `json:"recipients,omitempty"`
	Place      RecordPlace   `json:"place,omitzero"`

	Article  ArticleID   `json:"article,omitempty"` // of the report, or the story of another dataset
	Version  VersionHash `json:"version,omitempty"`
	Story    StoryID     `json:"story,omitempty"`
	URL      string      `json:"url,omitempty"`
	Title    string      `json:"title,omitempty"`
	Outlet   string      `json:"outlet,omitempty"`
	Lang     string      `json:"lang,omitempty"`
	Sentence int         `json:"sentence,omitempty"` // from 1; 0: not known
	Words    string      `json:"words,omitempty"`    // the sentence
	Length   int         `json:"length,omitempty"`   // of the report in code points
	Reach    Reach       `json:"reach,omitzero"`

	Statement   string     `json:"statement,omitempty"`   // id of the statement that reports it; "": the outlet does
	Attribution []string   `json:"attribution,omitempty"` // who passed it on, outermost first
	Confidence  float64    `json:"confidence,omitempty"`  // 0 to 1; 0: not known
	Coder       string     `json:"coder,omitempty"`       // program, model and lexicon
	Evidence    []Evidence `json:"evidence,omitempty"`
}

// A RecordParty is an actor or recipient of a record.
type RecordParty struct {
	Name  string    `json:"name"`
	Code  ActorCode `json:"code,omitempty"`
	Title string    `json:"title,omitempty"` // office or role, as printed
	Words string    `json:"words,omitempty"` // as the text mentions it
}

// A RecordPlace is where a record's event was.
type RecordPlace struct {
	Name      string    `json:"name,omitempty"`
	City      string    `json:"city,omitempty"`
	District  string    `json:"district,omitempty"`
	Province  string    `json:"province,omitempty"`
	Country   string    `json:"country,omitempty"` // ISO 3166-1 alpha-3
	Lat       *float64  `json:"lat,omitempty"`     // degrees, WGS 84
	Lon       *float64  `json:"lon,omitempty"`
	GeoNames  int       `json:"geonames,omitempty"`
	Precision Precision `json:"precision,omitempty"`
}

// Evidence is where a value of a record comes from.
type Evidence struct {
	Field string `json:"field"` // actor, recipient, trigger, place, content …
	Span  Span   `json:"span"`  // in code points of the article's text
	Words string `json:"words"`
	Why   string `json:"why,omitempty"` // rule, line of the lexicon
}
