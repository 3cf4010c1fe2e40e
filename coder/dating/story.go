package dating

import (
	"fmt"
	"strings"
	"time"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/parse"
)

// again returns the time of a deed that a definite noun takes up: "cancelled the deal on Tuesday … the cancellation".
func (x *Dates) again(i int, told map[string]tocsin.When) *tocsin.When {
	w := x.taken(i, told)
	if w != nil {
		w.Begin, w.End, w.Basis = "", "", "story"
	}
	return w
}

// taken returns the time of the deed that a definite noun takes up, as it was told; what the text dates comes first.
func (x *Dates) taken(i int, told map[string]tocsin.When) *tocsin.When {
	t := &x.d.Tokens[i]
	if t.UPOS != parse.NOUN || !x.definite(i) {
		return nil
	}
	verbs, _ := x.lex.DeedNoun(t.Lemma)
	var found *tocsin.When
	for _, lemma := range append([]string{t.Lemma}, verbs...) {
		if w, ok := told[deedKey(lemma)]; ok && (found == nil || found.Basis == "story" && w.Basis != "story") {
			found = &w
		}
	}
	return found
}

// counted returns the time of a deed told by its distance from another: "a day before the announcement, they said".
func (x *Dates) counted(i int, told map[string]tocsin.When) *tocsin.When {
	for _, t := range x.times[x.d.Tokens[i].Sent] {
		days, ok := inDays(t.Value)
		r := x.d.TokenRange(t.Span)
		if t.Type != tocsin.Duration || !ok || r.End >= len(x.d.Tokens) {
			continue
		}
		if x.d.Tokens[r.End].Lemma == "before" {
			days = -days
		} else if x.d.Tokens[r.End].Lemma != "after" {
			continue
		}
		noun := x.d.Tokens[r.End].Head
		if noun < 0 || x.d.Tokens[r.End].Rel.Base() != "case" || !x.hangs(noun, i) {
			continue
		}
		if w := x.taken(noun, told); w != nil && w.Basis != "story" {
			if first, last, ok := tocsin.Bounds(w.Value); ok && first.Equal(last) {
				return &tocsin.When{Value: first.AddDate(0, 0, days).Format(time.DateOnly), Basis: "story"}
			}
		}
	}
	return nil
}

// countedFrom returns the time of a deed from which a dated one is counted: "two days after the shelling, on Friday, …".
// told: the text counts so, whether or not the time can be said.
func (x *Dates) countedFrom(i int) (w *tocsin.When, told bool) {
	for _, t := range x.times[x.d.Tokens[i].Sent] {
		r := x.d.TokenRange(t.Span)
		if t.Type != tocsin.Duration || r.End >= len(x.d.Tokens) || x.d.Tokens[r.End].Head != i || x.d.Tokens[r.End].Rel.Base() != "case" {
			continue
		}
		days, ok := inDays(t.Value)
		switch x.d.Tokens[r.End].Lemma {
		case "after":
			days = -days
		case "before":
		default:
			continue
		}
		v := x.verbAbove(i)
		if v < 0 || !ok {
			return nil, true
		}
		if m := x.own(v, nil); m != nil && m.first.Equal(m.last) {
			return &tocsin.When{Value: m.first.AddDate(0, 0, days).Format(time.DateOnly), Basis: "story"}, true
		}
		return nil, true
	}
	return nil, false
}

// hangs reports whether a word hangs on a deed, on the saying of it or on what is said.
func (x *Dates) hangs(i, deed int) bool {
	v := x.verbAbove(i)
	if v < 0 || v == deed {
		return v == deed
	}
	t := &x.d.Tokens[deed]
	return t.Head == v && (t.Rel.Base() == "ccomp" || t.Rel.Base() == "xcomp")
}

// inDays reads a length of whole days or weeks: "P1D", "P2W".
func inDays(value string) (int, bool) {
	var n int
	var unit string
	if _, err := fmt.Sscanf(value, "P%d%s", &n, &unit); err != nil || n < 1 || n > 366 {
		return 0, false
	}
	switch unit {
	case "D":
		return n, true
	case "W":
		return 7 * n, true
	}
	return 0, false
}

// deedKey joins what spelling parts: cancel and "cancell", which a lemmatiser makes of "cancelling".
func deedKey(lemma string) string {
	if strings.HasSuffix(lemma, "ll") {
		return lemma[:len(lemma)-1]
	}
	return lemma
}

// definite: "the attack", "this attack", "their attack", "GM's attack".
func (x *Dates) definite(i int) bool {
	for _, c := range x.d.Children(i) {
		t := &x.d.Tokens[c]
		switch {
		case t.Rel == "nmod:poss":
			return true
		case t.Rel.Base() == "det" && (t.Lemma == "the" || t.Lemma == "this" || t.Lemma == "that" || t.Lemma == "these"):
			return true
		}
	}
	return false
}

// around returns the day of the story for a deed that the text tells beside its news without dating it: a noun, what
// goes on, what a deed aims at. It is a guess and has no bounds; nil for what is told of another time or as to come.
func (x *Dates) around(i int) *tocsin.When {
	if x.dated && x.now(i) && !x.lasting(i) {
		return &tocsin.When{Value: x.day.Format(time.DateOnly), Basis: "story"}
	}
	if w, told := x.countedFrom(i); told {
		return w
	}
	if w := x.ofVerb(i); w != nil {
		return w
	}
	if !x.dated || !x.beside(i) || x.elsewhere(i) || x.lasting(i) {
		return nil
	}
	return &tocsin.When{Value: x.storyDay(x.d.Tokens[i].Sent).Format(time.DateOnly), Basis: "story"}
}

// ofVerb returns the time of the verb on which a noun hangs: "challenged the award on Friday in a protest".
func (x *Dates) ofVerb(i int) *tocsin.When {
	if x.d.Tokens[i].UPOS != parse.NOUN || !x.beside(i) || x.lasting(i) {
		return nil
	}
	v := x.verbAbove(i)
	if v < 0 {
		return nil
	}
	w := x.Of(v, nil)
	if w != nil {
		w.Basis = "story"
	}
	return w
}

// now: "it currently has", "now makes".
func (x *Dates) now(i int) bool {
	for _, t := range x.times[x.d.Tokens[i].Sent] {
		if t.Value == "PRESENT_REF" && x.d.Tokens[x.headOf(x.d.TokenRange(t.Span))].Head == i {
			return true
		}
	}
	return false
}

// beside reports whether a deed goes with the news that is told around it.
func (x *Dates) beside(i int) bool {
	t := &x.d.Tokens[i]
	if t.UPOS == parse.NOUN {
		if t.Head >= 0 && x.d.Tokens[t.Head].Lemma == "anniversary" {
			return false
		}
		if t.XPOS == "NNS" && !x.definite(i) && !(t.Rel.Base() == "obj" && x.toldAsNews(t.Head, false)) {
			return false
		}
		return !x.plannedAbove(i)
	}
	head := t.Head
	if t.Rel.Base() == "acl" && head >= 0 && x.d.Child(head, "nummod") >= 0 { // "fell by 251 points to end the day"
		head = x.verbAbove(head)
	}
	switch {
	case x.has(i, "mark", "to"): // "dropped by 9 % to reach a low"; "continue to fall"
		return head >= 0 && (t.Rel.Base() == "advcl" || head != t.Head || t.Rel.Base() == "xcomp" && goesOn(x.d.Tokens[head].Lemma)) && x.toldAsNews(head, false)
	case x.ahead(i):
		return false
	case t.XPOS == "VBG": // "is trying to": now
		return x.has(i, "aux", "be") && !x.has(i, "aux", "have")
	}
	return false
}

// plannedAbove reports whether a word belongs to something that is only to come.
func (x *Dates) plannedAbove(i int) bool {
	for depth := 0; i >= 0 && depth < maxDepth; depth++ {
		t := &x.d.Tokens[i]
		if t.UPOS == parse.VERB {
			return x.ahead(i) && !x.beside(i)
		}
		i = t.Head
	}
	return false
}

// goesOn: verbs whose complement happens when they do.
func goesOn(lemma string) bool {
	switch lemma {
	case "begin", "start", "continue", "manage", "fail", "stop", "finish", "cease":
		return true
	}
	return false
}
