package dating

import (
	"time"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/parse"
)

// again returns the time of a deed that a definite noun takes up: "cancelled the deal on Tuesday … the cancellation".
func (x *Dates) again(i int, dated map[string]tocsin.When) *tocsin.When {
	t := &x.d.Tokens[i]
	if t.UPOS != parse.NOUN || !x.definite(i) {
		return nil
	}
	verbs, _ := x.lex.DeedNoun(t.Lemma)
	for _, lemma := range append([]string{t.Lemma}, verbs...) {
		if w, ok := dated[lemma]; ok {
			w.Basis = "story"
			return &w
		}
	}
	return nil
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
	if !x.dated || !x.beside(i) || x.elsewhere(i) || x.lasting(i) {
		return nil
	}
	return &tocsin.When{Value: x.storyDay(x.d.Tokens[i].Sent).Format(time.DateOnly), Basis: "story"}
}

// beside reports whether a deed goes with the news that is told around it.
func (x *Dates) beside(i int) bool {
	t := &x.d.Tokens[i]
	if t.UPOS == parse.NOUN {
		if x.beyond(i) || t.XPOS == "NNS" && !x.definite(i) {
			return false
		}
		return !x.plannedAbove(i)
	}
	head := t.Head
	switch {
	case x.has(i, "mark", "to"): // "dropped by 9 % to reach a low"; "continue to fall"
		return head >= 0 && (t.Rel.Base() == "advcl" || t.Rel.Base() == "xcomp" && goesOn(x.d.Tokens[head].Lemma)) && x.toldAsNews(head, false)
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
			return x.ahead(i)
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
