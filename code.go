package tocsin

import (
	"fmt"
	"slices"
)

// EntityKind is what an entity is, as the reading contract names it.
type EntityKind string

// The kinds of entity.
const (
	Person       EntityKind = "person"
	Organisation EntityKind = "organisation"
	State        EntityKind = "state"
	ArmedGroup   EntityKind = "armed-group"
	Population   EntityKind = "population"
	Document     EntityKind = "document"
	OutletKind   EntityKind = "outlet"
	PlaceKind    EntityKind = "place"
	OtherKind    EntityKind = "other"
)

// Form is how a statement is quoted.
type Form string

// The forms of a statement.
const (
	Direct   Form = "direct"
	Indirect Form = "indirect"
	Mixed    Form = "mixed"
)

// Kind is what a statement does.
type Kind string

// The kinds of statement.
const (
	Claim      Kind = "claim"
	Denial     Kind = "denial"
	Warning    Kind = "warning"
	Commitment Kind = "commitment"
	Demand     Kind = "demand"
	Appeal     Kind = "appeal"
	Accusation Kind = "accusation"
	Assessment Kind = "assessment"
	Position   Kind = "position"
)

// Kinds lists every kind of statement in the order they are shown.
func Kinds() []Kind {
	return []Kind{Claim, Denial, Warning, Commitment, Demand, Appeal, Accusation, Assessment, Position}
}

// Realis says whether an event is reported as having happened.
type Realis string

// The values of Realis. Only asserted and future events are counted and exported.
const (
	Asserted     Realis = "asserted"
	Negated      Realis = "negated"
	Future       Realis = "future"
	Hypothetical Realis = "hypothetical"
	Historical   Realis = "historical"
)

// Counts reports whether an event with this realis is exported and counted.
func (r Realis) Counts() bool { return r == Asserted || r == Future }

// PLOVER is one of the sixteen event types of the PLOVER manual, draft 0.8.
type PLOVER string

// The PLOVER types.
const (
	Agree     PLOVER = "AGREE"
	Consult   PLOVER = "CONSULT"
	Support   PLOVER = "SUPPORT"
	Concede   PLOVER = "CONCEDE"
	Cooperate PLOVER = "COOPERATE"
	Aid       PLOVER = "AID"
	Retreat   PLOVER = "RETREAT"
	Request   PLOVER = "REQUEST"
	Accuse    PLOVER = "ACCUSE"
	Reject    PLOVER = "REJECT"
	Threaten  PLOVER = "THREATEN"
	Protest   PLOVER = "PROTEST"
	Sanction  PLOVER = "SANCTION"
	Mobilize  PLOVER = "MOBILIZE"
	Coerce    PLOVER = "COERCE"
	Assault   PLOVER = "ASSAULT"
)

// plover holds the quad and the score of a type: PLOVER manual, table of events.
// SANCTION is material conflict by its section (the summary table says verbal); ACCUSE is
// -3 because its modes are negative (the table prints 3).
var plover = [...]struct {
	typ   PLOVER
	quad  Quad
	score float64
}{
	{Agree, VerbalCooperation, 2.5}, {Consult, VerbalCooperation, 2.5}, {Support, VerbalCooperation, 5}, {Concede, VerbalCooperation, 4.5},
	{Cooperate, MaterialCooperation, 9.5}, {Aid, MaterialCooperation, 10}, {Retreat, MaterialCooperation, 6.5},
	{Request, VerbalConflict, 0}, {Accuse, VerbalConflict, -3}, {Reject, VerbalConflict, -2}, {Threaten, VerbalConflict, -3.5},
	{Protest, MaterialConflict, -5}, {Sanction, MaterialConflict, -6}, {Mobilize, MaterialConflict, -5.5}, {Coerce, MaterialConflict, -7}, {Assault, MaterialConflict, -9},
}

// PLOVERTypes lists the sixteen types in the manual's order.
func PLOVERTypes() []PLOVER {
	out := make([]PLOVER, len(plover))
	for i, p := range plover {
		out[i] = p.typ
	}
	return out
}

// ParsePLOVER reads a type's name.
func ParsePLOVER(s string) (PLOVER, error) {
	if slices.Contains(PLOVERTypes(), PLOVER(s)) {
		return PLOVER(s), nil
	}
	return "", fmt.Errorf("PLOVER type %q: %w", s, ErrInvalid)
}

// Quad returns the quad class of a type; 0 for an unknown one.
func (p PLOVER) Quad() Quad {
	for _, r := range plover {
		if r.typ == p {
			return r.quad
		}
	}
	return 0
}

// Score returns the type's score on PLOVER's scale from -10 to 10.
func (p PLOVER) Score() float64 {
	for _, r := range plover {
		if r.typ == p {
			return r.score
		}
	}
	return 0
}

// Quad is PLOVER's quad class, 1 to 4.
type Quad int

// The quad classes.
const (
	VerbalCooperation   Quad = 1
	MaterialCooperation Quad = 2
	VerbalConflict      Quad = 3
	MaterialConflict    Quad = 4
)

// CAMEO is a code of two to four digits, kept as text because "040" is not 40.
type CAMEO string

// Root returns the first two digits.
func (c CAMEO) Root() string { return string(c[:min(2, len(c))]) }

// ActorCode is a concatenation of three-letter codes, big to small: AFGGOV, IGOUNO.
type ActorCode string

// PlaceUse says what a place name is used for.
type PlaceUse string

// The uses of a place name.
const (
	Literal     PlaceUse = "literal"     // fighting in Kabul
	Metonymic   PlaceUse = "metonymic"   // Kabul said: the government
	Demonym     PlaceUse = "demonym"     // Afghans
	Associative PlaceUse = "associative" // Afghan territory
)

// Precision says how exactly a place is known.
type Precision string

// The precisions of a place.
const (
	AtPlace   Precision = "place"
	AtAdmin1  Precision = "admin1"
	AtCountry Precision = "country"
	AtBorder  Precision = "border"
	AtRegion  Precision = "region"
)

// PlaceRole says what a place has to do with what the article tells.
type PlaceRole string

// The roles of a place. An event's place has one of the first three, a place of the text any.
const (
	AtEvent    PlaceRole = "event"    // something was done there
	AtSpeaker  PlaceRole = "speaker"  // who says it stood there
	AtDateline PlaceRole = "dateline" // the report was written there
	AtTopic    PlaceRole = "topic"    // it is spoken of
)

// LinkKind is a relation between two statements or events.
type LinkKind string

// The kinds of link.
const (
	SameStatement LinkKind = "same-statement"
	Disputes      LinkKind = "disputes"
	Reaffirms     LinkKind = "reaffirms"
	Retracts      LinkKind = "retracts"
	SameEvent     LinkKind = "same-event"
)
