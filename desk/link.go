package desk

import (
	"strings"

	"github.com/tocsin-desk/tocsin"
)

// A dispute is a claim and its denial, with equal room for both.
type dispute struct {
	Claim, Denial line
	Scope         string // full, partial
	Why           string
}

// A linkRow is any other relation between two statements or events.
type linkRow struct {
	From, To line
	Verb     string
	Why      string
}

// links returns the disputes of a reading and its other links. A link to something that the reading
// doesn't hold is left out: it could show only one side.
func (d described) links() (disputes []dispute, others []linkRow) {
	details := d.details("")
	for _, l := range d.Links {
		from, to := only(details, l.From), only(details, l.To)
		if from == nil || to == nil {
			continue
		}
		why := strings.Join(l.Trace, "; ")
		if l.Kind == tocsin.Disputes {
			disputes = append(disputes, dispute{Claim: to[0].line, Denial: from[0].line, Scope: l.Scope, Why: why})
			continue
		}
		others = append(others, linkRow{From: from[0].line, To: to[0].line, Verb: linkVerb(l.Kind), Why: why})
	}
	return disputes, others
}

// linkVerb says what one statement or event is to the other.
func linkVerb(k tocsin.LinkKind) string {
	switch k {
	case tocsin.SameStatement:
		return "is the same statement as"
	case tocsin.Reaffirms:
		return "reaffirms"
	case tocsin.Retracts:
		return "takes back"
	case tocsin.SameEvent:
		return "is the same event as"
	}
	return "is linked to"
}
