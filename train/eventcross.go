package train

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// A heldWord is one of a text that was not learned from, with its votes.
type heldWord struct {
	word  *eventWord
	votes scores
	right uint32 // classes that are right; 1 for no event
	whole bool   // every event of its text is labelled
}

// Cross measures the classifier on texts that it did not learn from, logs what each lead would do, and returns the figures of the
// leads that are taken, beside those of the frames alone.
func (e *Events) Cross() string {
	var words, asked []heldWord
	for fold := range e.o.Folds {
		w := e.fit(func(i int) bool { return e.Fold(i) != fold })
		for i := range e.texts {
			if e.Fold(i) != fold {
				continue
			}
			for _, l := range e.lessons(&e.texts[i], w, 1) {
				h := heldWord{l.word, tally(w, l.word), l.right, l.weight == 1}
				if l.word.Dyad {
					asked = append(asked, h)
				} else {
					words = append(words, h)
				}
			}
		}
	}
	for _, lead := range [...]float64{0, .5, 1, 1.5, 2, 2.5, 3, 4} {
		e.o.Log("lead %.1f: %s; dyads %s", lead, e.decide(words, lead), e.answered(asked, lead))
	}
	lead := func(k int) float64 { return float64(defaultLeads[k].lead) / eventScale }
	return fmt.Sprintf("Cross-validated over %d parts, near copies in one: with the lead for dropping, %s. Dyads: %s; by the frames alone %s.",
		e.o.Folds, e.decide(words, lead(1)), e.answered(asked, lead(3)), e.answered(asked, math.Inf(1)))
}

// decide counts what the votes do to words with a lead: events kept, dropped, given another type, and made of words without a frame.
func (e *Events) decide(words []heldWord, lead float64) string {
	type count struct{ right, wrong int }
	var kept, dropped, retyped, found count
	for i := range words {
		h := &words[i]
		f, best := e.class[string(h.word.Frame)], slices.Index(h.votes[:], slices.Max(h.votes[:]))
		to, right := &kept, h.right>>f&1 == 1
		switch over := h.votes[best] - h.votes[f]; {
		case h.word.Frame == "":
			if !h.whole || best == 0 || over < lead {
				continue
			}
			to, right = &found, h.right>>best&1 == 1
		case h.whole && !h.word.Events:
			continue
		case best == 0 && over >= lead:
			to, right = &dropped, h.right == 1
		case best != f && over >= lead:
			to, right = &retyped, h.right>>best&1 == 1
		}
		if right {
			to.right++
		} else {
			to.wrong++
		}
	}
	var out []string
	for _, c := range []struct {
		name string
		count
	}{{"kept", kept}, {"dropped", dropped}, {"retyped", retyped}, {"found", found}} {
		out = append(out, fmt.Sprintf("%s %d right %d wrong", c.name, c.right, c.wrong))
	}
	return strings.Join(out, ", ")
}

// answered counts the dyads that have the right type where the votes stand against the frames with a lead.
func (e *Events) answered(asked []heldWord, lead float64) string {
	right := 0
	for i := range asked {
		h := &asked[i]
		f, best := e.class[string(h.word.Frame)], slices.Index(h.votes[:], slices.Max(h.votes[:]))
		if best != 0 && h.votes[best]-h.votes[f] >= lead {
			f = best
		}
		if h.right>>f&1 == 1 {
			right++
		}
	}
	return fmt.Sprintf("%d of %d right", right, len(asked))
}

// defaultLeads are the leads that cross-validation was best with: what a word without a frame needs over "no event", "no event" over
// a frame, another type over a frame, another type over the answer to a dyad.
var defaultLeads = [...]struct {
	name string
	lead int
}{{"accept", 200}, {"reject", 100}, {"retype", 250}, {"answer", 50}}

// leadRows writes the leads of the table.
func leadRows() string {
	var b strings.Builder
	for _, m := range defaultLeads {
		fmt.Fprintf(&b, "margin %s\tlead:%d\n", m.name, m.lead)
	}
	return b.String()
}
