package link

import (
	"testing"

	"github.com/tocsin-desk/tocsin"
)

// What the outlet tells and what a speaker tells of it are two events with a link; another deed has none.
func TestSameEvent(t *testing.T) {
	said := "s1"
	event := func(id string, sent int, code tocsin.CAMEO, statement *string) tocsin.Event {
		return tocsin.Event{ID: id, Type: tocsin.Coerce, CAMEO: code, Realis: tocsin.Asserted, Sentence: sent, Statement: statement,
			Actors: []tocsin.Party{{Code: "QZNCOP"}}, Recipients: []tocsin.Party{{Code: "QZNCVL"}}}
	}
	r := &tocsin.Reading{Events: []tocsin.Event{event("v1", 0, "173", nil), event("v2", 1, "1711", nil), event("v3", 2, "173", &said)}}
	got := Within(r, "")
	if len(got) != 1 || got[0].Kind != tocsin.SameEvent || got[0].From != "v3" || got[0].To != "v1" || len(got[0].Trace) != 1 {
		t.Errorf("links %+v, want v3 the same event as v1", got)
	}
}
