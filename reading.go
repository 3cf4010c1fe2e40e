package tocsin

import "encoding/json"

// Versions says what made a record. Same bytes and same versions give the same record on any machine.
type Versions struct {
	Tocsin  string `json:"tocsin"`
	Model   string `json:"model"`
	Lexicon string `json:"lexicon"`
}

// A Reading is everything that was read in one version of an article.
type Reading struct {
	ID         ArticleID   `json:"id"`
	Version    Versions    `json:"version"`
	Lang       string      `json:"lang,omitempty"`
	Sentences  []Span      `json:"sentences"`
	Entities   []Entity    `json:"entities"`
	Places     []Place     `json:"places"`
	Times      []Time      `json:"times"`
	Statements []Statement `json:"statements"`
	Events     []Event     `json:"events"`
	Deeds      []Deed      `json:"deeds"`
	Links      []Link      `json:"links"`
	Dyads      []Dyad      `json:"dyads"`
	Skipped    string      `json:"skipped,omitempty"` // why the text, or part of it, was not read
}

// An EntityID names an entity within one reading: "e1".
type EntityID string

// An Entity is somebody or something that the article speaks of, with all its mentions.
type Entity struct {
	ID       EntityID   `json:"id"`
	Name     string     `json:"name"` // canonical
	Kind     EntityKind `json:"kind"`
	Mentions []Mention  `json:"mentions"`
	Codes    []string   `json:"codes"`           // valid on the article's date: AFG, GOV
	Basis    string     `json:"basis,omitempty"` // dictionary line, or office and its dates
	Actor    string     `json:"actor,omitempty"` // id in the lexicon; empty: not known there
}

// Code returns the entity's codes as one actor code.
func (e *Entity) Code() ActorCode {
	var c ActorCode
	for _, x := range e.Codes {
		c += ActorCode(x)
	}
	return c
}

// Private reports whether an entity is a person for whom neither the lexicon nor the article knows an
// office, a role or an organisation. Such a name stays in the text and gets no line, row or page of its own.
func (r *Reading) Private(e *Entity) bool {
	if e.Kind != Person || e.Actor != "" || len(e.Codes) > 0 {
		return false
	}
	for _, s := range r.Statements {
		if s.Speaker != nil && *s.Speaker == e.ID && (s.Role != nil || s.Organisation != nil) {
			return false
		}
	}
	return true
}

// Resident is what lists, tables and citations call a private person.
const Resident = "a resident"

// MentionType is how an entity is mentioned.
type MentionType string

// The types of mention.
const (
	NameMention    MentionType = "name"
	NominalMention MentionType = "nominal"
	PronounMention MentionType = "pronoun"
)

// A Mention is one place in the text where an entity is spoken of.
type Mention struct {
	Span Span        `json:"span"`
	Type MentionType `json:"type"`
}

// A Phrase is printed words with where they stand.
type Phrase struct {
	Text string `json:"text"`
	Span Span   `json:"span"`
}

// A Statement says that somebody is reported to have said, written, thought or promised something.
type Statement struct {
	ID           string     `json:"id"` // within the reading: "s1"
	Source       []Span     `json:"source"`
	Cue          []Span     `json:"cue"`
	Content      []Span     `json:"content"`
	Form         Form       `json:"form"`
	Kind         Kind       `json:"kind"`
	Speaker      *EntityID  `json:"speaker"`
	With         []EntityID `json:"with,omitempty"`         // who else speaks: of a joint statement
	SpeakerSure  float64    `json:"speaker_sure,omitempty"` // how sure it is that the source is the speaker, 0..1; 0 without one
	Role         *Phrase    `json:"role"`                   // as printed
	Organisation *EntityID  `json:"organisation"`
	Chain        []Hop      `json:"chain"` // outermost first: the carrying outlet, …, the speaker
	Addressee    []EntityID `json:"addressee"`
	About        []EntityID `json:"about"`
	Polarity     string     `json:"polarity"` // affirmed, negated
	Modality     string     `json:"modality"` // certain, likely, possible
	Likelihood   []Span     `json:"likelihood,omitempty"`
	Condition    []Span     `json:"condition"`
	Deadline     []Span     `json:"deadline"`
	Due          *When      `json:"due,omitempty"` // what the deadline means, where it can be told
	Beneficiary  []Span     `json:"beneficiary"`
	Sentence     int        `json:"sentence"`
	Date         *When      `json:"date"`
	Parent       string     `json:"parent,omitempty"` // the statement in whose content this one stands
	Confidence   float64    `json:"confidence"`
	Trace        []string   `json:"trace"`
}

// A Hop is one link of an attribution chain.
type Hop struct {
	By           string    `json:"by"` // entity id, or text; "" for a carrier that isn't known
	Span         *Span     `json:"span"`
	Role         string    `json:"role,omitempty"`
	Organisation *EntityID `json:"organisation,omitempty"`
	Channel      string    `json:"channel,omitempty"`
	Inherited    bool      `json:"inherited,omitempty"` // taken over from the statement before, not printed here
}

// An Event says that somebody is reported to have done something to somebody.
type Event struct {
	ID         string   `json:"id"` // within the reading: "v1"
	Type       PLOVER   `json:"type"`
	Mode       []string `json:"mode"`
	Contexts   []string `json:"contexts"`
	CAMEO      CAMEO    `json:"cameo"`
	Quad       Quad     `json:"quad"`
	Score      float64  `json:"score"`
	Actors     []Party  `json:"actors"`
	Recipients []Party  `json:"recipients"`
	Reciprocal bool     `json:"reciprocal"`
	Trigger    []Span   `json:"trigger"`
	Realis     Realis   `json:"realis"`
	Statement  *string  `json:"statement"` // the statement inside whose content it stands: a speaker reports it, not the outlet
	Place      *Place   `json:"place"`
	Date       *When    `json:"date"`
	Sentence   int      `json:"sentence"`
	Confidence float64  `json:"confidence"`
	Issues     []Issue  `json:"issues,omitempty"` // of the sentence, where a user's dictionaries were coded with
	Trace      []string `json:"trace"`
}

// An Issue is a topic of a sentence by a user's dictionary, and how often a phrase of it occurs.
type Issue struct {
	Code  string `json:"code"`
	Count int    `json:"count"`
}

// A Party is an actor or recipient of an event.
type Party struct {
	Entity EntityID  `json:"entity"`
	Code   ActorCode `json:"code"`
	Span   Span      `json:"span"`
}

// A Place is a place name in the text and what it stands for.
type Place struct {
	Span       Span            `json:"span"`
	Name       string          `json:"name"`
	Use        PlaceUse        `json:"use"`
	Lat        *float64        `json:"lat,omitempty"` // degrees, WGS 84
	Lon        *float64        `json:"lon,omitempty"`
	GeoNames   int             `json:"geonames,omitempty"`
	Country    string          `json:"country,omitempty"` // ISO 3166-1 alpha-3
	Admin1     string          `json:"admin1,omitempty"`
	Precision  Precision       `json:"precision"`
	Geometry   json.RawMessage `json:"geometry,omitempty"` // GeoJSON, for borders and areas
	Border     *Border         `json:"border,omitempty"`
	Role       PlaceRole       `json:"role,omitempty"`
	Confidence float64         `json:"confidence"`
	Trace      []string        `json:"trace"`
}

// A Border is what a border expression means: lines between states, and the strip along them.
type Border struct {
	Line   []string `json:"line"`                // pairs of states in alphabetical order: "AFG-TJK"
	Side   string   `json:"side,omitempty"`      // the state on whose side the strip lies; "" for both
	Part   string   `json:"part,omitempty"`      // the division to which the line is cut
	Buffer float64  `json:"buffer_km"`           // kilometres from the line
	Length float64  `json:"length_km,omitempty"` // of the line; 0: its course isn't known
}

// TimeType is a TIMEX3 type.
type TimeType string

// The TIMEX3 types.
const (
	DateTime  TimeType = "DATE"
	ClockTime TimeType = "TIME"
	Duration  TimeType = "DURATION"
	SetTime   TimeType = "SET"
)

// A Time is a time expression and its TIMEX3 value.
type Time struct {
	Span     Span     `json:"span"`
	Type     TimeType `json:"type"`
	Value    string   `json:"value"` // 2026-11-20, XXXX-WXX-5, P3D
	Mod      string   `json:"mod,omitempty"`
	Resolved bool     `json:"resolved"`        // false where no anchor is known
	Basis    string   `json:"basis,omitempty"` // of a feast or event: the line of the lexicon
}

// When is a TIMEX3 value, with its first and last day where it is not a single day.
// Basis is "" for what an expression of the text tells, "news" for what the text reports without a date: the day it
// reports on, with the bounds within which it may lie; of deeds also "story" for what it tells beside its news: the day
// of the deeds around it, a guess without bounds.
type When struct {
	Value string `json:"value"`
	Begin string `json:"begin,omitempty"`
	End   string `json:"end,omitempty"`
	Basis string `json:"basis,omitempty"`
}

// MarshalJSON writes the bare value, or an object where there is more.
func (w When) MarshalJSON() ([]byte, error) {
	if w.Begin == "" && w.End == "" && w.Basis == "" {
		return json.Marshal(w.Value)
	}
	type plain When
	return json.Marshal(plain(w))
}

// UnmarshalJSON reads either form.
func (w *When) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] == '"' {
		return json.Unmarshal(b, &w.Value)
	}
	type plain When
	return json.Unmarshal(b, (*plain)(w))
}

// A Deed is a word of the text that tells of something done, coded as an event or not, with its time.
type Deed struct {
	Span Span `json:"span"`
	Date When `json:"date"`
}

// A Link relates two statements or two events.
type Link struct {
	Kind  LinkKind `json:"kind"`
	From  string   `json:"from"`
	To    string   `json:"to"`
	Scope string   `json:"scope,omitempty"` // of disputes: full, partial
	Trace []string `json:"trace,omitempty"`
}

// A Dyad answers an AskDyad: an event id, or a type alone, or "none".
type Dyad struct {
	ID    string `json:"id"`
	Event string `json:"event,omitempty"`
	Type  string `json:"type,omitempty"`
}

// Entity returns the entity with the id, or nil.
func (r *Reading) Entity(id EntityID) *Entity {
	for i := range r.Entities {
		if r.Entities[i].ID == id {
			return &r.Entities[i]
		}
	}
	return nil
}

// Map returns a deep copy of the reading with f applied to every span, and with every list
// non-nil, so that its JSON has [] and never null for a list.
func (r *Reading) Map(f func(Span) Span) *Reading {
	out := *r
	out.Sentences = spans(f, r.Sentences)
	out.Entities = list(r.Entities, func(e *Entity) {
		e.Mentions = list(e.Mentions, func(m *Mention) { m.Span = f(m.Span) })
		e.Codes = list(e.Codes, nil)
	})
	out.Places = list(r.Places, func(p *Place) { mapPlace(f, p) })
	out.Times = list(r.Times, func(t *Time) { t.Span = f(t.Span) })
	out.Statements = list(r.Statements, func(s *Statement) { mapStatement(f, s) })
	out.Events = list(r.Events, func(e *Event) { mapEvent(f, e) })
	out.Deeds = list(r.Deeds, func(d *Deed) { d.Span = f(d.Span) })
	out.Links = list(r.Links, func(l *Link) { l.Trace = list(l.Trace, nil) })
	out.Dyads = list(r.Dyads, nil)
	return &out
}

// CodePoints returns the reading as the contract wants it: spans count code points of the text.
func (r *Reading) CodePoints(text string) *Reading {
	return r.Map(NewOffsets(text).CodePoints)
}

func mapStatement(f func(Span) Span, s *Statement) {
	s.Source, s.Cue, s.Content = spans(f, s.Source), spans(f, s.Cue), spans(f, s.Content)
	s.Condition, s.Deadline, s.Beneficiary = spans(f, s.Condition), spans(f, s.Deadline), spans(f, s.Beneficiary)
	if s.Likelihood != nil {
		s.Likelihood = spans(f, s.Likelihood)
	}
	if s.Role != nil {
		s.Role = &Phrase{s.Role.Text, f(s.Role.Span)}
	}
	s.Chain = list(s.Chain, func(h *Hop) {
		if h.Span != nil {
			span := f(*h.Span)
			h.Span = &span
		}
	})
	s.Addressee, s.About = list(s.Addressee, nil), list(s.About, nil)
	s.Trace = list(s.Trace, nil)
}

func mapEvent(f func(Span) Span, e *Event) {
	party := func(p *Party) { p.Span = f(p.Span) }
	e.Actors, e.Recipients = list(e.Actors, party), list(e.Recipients, party)
	e.Mode, e.Contexts, e.Trace = list(e.Mode, nil), list(e.Contexts, nil), list(e.Trace, nil)
	e.Trigger = spans(f, e.Trigger)
	if e.Issues != nil {
		e.Issues = list(e.Issues, nil)
	}
	if e.Place != nil {
		p := *e.Place
		mapPlace(f, &p)
		e.Place = &p
	}
}

func mapPlace(f func(Span) Span, p *Place) {
	p.Span = f(p.Span)
	p.Trace = list(p.Trace, nil)
}

// spans maps a list of spans to a new, non-nil list.
func spans(f func(Span) Span, in []Span) []Span {
	return list(in, func(s *Span) { *s = f(*s) })
}

// list copies a list into a new, non-nil one and applies f, which may be nil, to each copy.
func list[T any](in []T, f func(*T)) []T {
	out := make([]T, len(in))
	copy(out, in)
	if f != nil {
		for i := range out {
			f(&out[i])
		}
	}
	return out
}
