package act

import (
	"fmt"
	"slices"

	"github.com/tocsin-desk/tocsin"
)

// maxRetold bounds how many events before it one is compared with: an article with more is a list.
const maxRetold = 200

// told finds the event before, in another sentence, that is the same deed told by the same voice: "Gunmen killed two guards in
// Narin on Monday. … The killing of the guards in Narin came a day after the talks." What another voice tells stays an event of its own; link
// joins the two.
func (s *scene) told(e *tocsin.Event) *tocsin.Event {
	for k := len(s.events) - 1; k >= 0 && k >= len(s.events)-maxRetold; k-- {
		if b := &s.events[k]; b.Sentence != e.Sentence && s.voice(b) == s.voice(e) && tocsin.SameDeed(b, e) {
			return b
		}
	}
	return nil
}

// voice is who tells an event: the speaker of its statement, the statement where its speaker isn't known, "" for the outlet.
func (s *scene) voice(e *tocsin.Event) string {
	if e.Statement == nil {
		return ""
	}
	k := slices.IndexFunc(s.sts, func(st tocsin.Statement) bool { return st.ID == *e.Statement })
	if k < 0 || s.sts[k].Speaker == nil {
		return *e.Statement
	}
	return string(*s.sts[k].Speaker)
}

// retell adds another mention to an event, and what only that one tells.
func retell(first, e *tocsin.Event) {
	first.Trigger = append(first.Trigger, e.Trigger...)
	if len(first.Recipients) == 0 && !first.Reciprocal {
		first.Recipients = e.Recipients
	}
	if first.Place == nil {
		first.Place = e.Place
	}
	if first.Date == nil {
		first.Date = e.Date
	}
	for _, c := range e.Contexts {
		if !slices.Contains(first.Contexts, c) {
			first.Contexts = append(first.Contexts, c)
		}
	}
	slices.Sort(first.Contexts)
	first.Confidence = max(first.Confidence, e.Confidence)
	first.Trace = append(first.Trace, fmt.Sprintf("told again in sentence %d: %s", e.Sentence+1, e.Trace[0]))
}
