// Package dating says when the deeds and sayings of a text happened: it hangs the time expressions of the text on its
// verbs and event nouns, and knows the day that the text reports on.
//
// In: a parse.Doc with its times, the day of publication. Out: a tocsin.When for a word, nil where the text doesn't tell.
// It never dates a deed by what only bounds it ("since May", "until Friday", "after the talks"), nor by the date of the
// saying around it, and without a day of publication it falls back on nothing.
package dating

import (
	"slices"
	"time"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
)

// maxDepth bounds every walk through a tree.
const maxDepth = 12

// A bound says how a time expression limits what hangs on it.
type bound uint8

const (
	at     bound = iota // "on Friday", "in March", "last week"
	by                  // "by Friday": a deadline
	apart               // "since", "until", "from": not the time of it
	beside              // "before", "after": not the time of it, but done with when that was over
)

// A mark is a time expression in the tree.
type mark struct {
	*tocsin.Time
	head  int // token that hangs outside the expression
	bound bound
	first time.Time // its first day
	last  time.Time
}

// Dates knows the times of one text.
type Dates struct {
	d     *parse.Doc
	lex   *lexicon.Set
	day   time.Time // of publication
	dated bool
	times [][]*tocsin.Time // by sentence: all of them
	marks [][]mark         // by sentence: those that name a calendar time
	news  time.Time        // the day that the text reports on, zero where it doesn't tell
}

// Read hangs the times of a text into its trees.
func Read(d *parse.Doc, lex *lexicon.Set, a *tocsin.Article) *Dates {
	x := &Dates{d: d, lex: lex, times: make([][]*tocsin.Time, len(d.Sents)), marks: make([][]mark, len(d.Sents))}
	x.day, x.dated = a.Day()
	for k := range d.Times {
		t := &d.Times[k]
		r := d.TokenRange(t.Span)
		if r.First >= r.End {
			continue
		}
		s := d.Tokens[r.First].Sent
		x.times[s] = append(x.times[s], t)
		if !t.Resolved || t.Type != tocsin.DateTime && t.Type != tocsin.ClockTime {
			continue
		}
		if first, last, ok := tocsin.Bounds(t.Value); ok {
			x.marks[s] = append(x.marks[s], mark{t, x.headOf(r), x.boundOf(r, x.marks[s]), first, last})
		}
	}
	x.news = x.newsDay()
	return x
}

// headOf returns the token of a range that hangs on something outside it.
func (x *Dates) headOf(r parse.Range) int {
	for i := r.First; i < r.End; i++ {
		if h := x.d.Tokens[i].Head; h < r.First || h >= r.End {
			return i
		}
	}
	return r.First
}

// boundOf reads the word before an expression; the second date of a range is bound as the first.
func (x *Dates) boundOf(r parse.Range, before []mark) bound {
	for i := r.First - 1; i >= 0 && i >= r.First-2; i-- {
		switch x.d.Tokens[i].Lemma {
		case "from":
			if i > 0 && x.d.Tokens[i-1].Lemma == "night" { // "in the night from Saturday to Sunday": the first of them
				return at
			}
			return apart
		case "since", "until", "till", "for", "between", "than":
			return apart
		case "before", "after", "following":
			return beside
		case "by":
			return by
		case "and", "to", "-", "–":
			if n := len(before); n > 0 && before[n-1].bound == apart && x.d.TokenAt(before[n-1].Span.End) == i {
				return apart
			}
		case "about", "around", "early", "late", "just", "least", "at", "the", "shortly", "only":
			continue
		}
		break
	}
	return at
}

// Of returns the time of what a predicate or an event noun says, nil where no expression tells it.
// out leaves expressions aside: those inside the content of a statement, when it is the saying that is dated.
func (x *Dates) Of(i int, out func(tocsin.Span) bool) *tocsin.When {
	for depth := 0; depth < 4 && i >= 0; depth++ {
		m := x.own(i, out)
		if m == nil {
			m = x.ofClause(i, out)
		}
		if m != nil {
			return When(m.Value)
		}
		i = x.carrier(i)
	}
	return nil
}

// Beside returns what a deed came before or after, nil where nothing is told or the deed reaches into the present: "left
// after the Doha agreement" is of about then, "has been at war since" isn't.
func (x *Dates) Beside(i int) *tocsin.When {
	if x.has(i, "aux", "have") || x.ahead(i) {
		return nil
	}
	marks := x.marks[x.d.Tokens[i].Sent]
	for k := range marks {
		if m := &marks[k]; m.bound == beside && x.below(m, i) {
			return When(m.Value)
		}
	}
	return nil
}

// When returns a TIMEX3 value with its bounds, where it isn't one day; nil for a value that names no calendar time.
func When(value string) *tocsin.When {
	first, last, ok := tocsin.Bounds(value)
	if !ok {
		return nil
	}
	w := &tocsin.When{Value: value}
	if !first.Equal(last) {
		w.Begin, w.End = first.Format(time.DateOnly), last.Format(time.DateOnly)
	}
	return w
}

// own returns the expression below a word with no other predicate between; the most exact, then the nearest.
func (x *Dates) own(i int, out func(tocsin.Span) bool) *mark {
	var best *mark
	marks := x.marks[x.d.Tokens[i].Sent]
	for k := range marks {
		m := &marks[k]
		switch {
		case out != nil && out(m.Span):
			continue
		case m.Span.Contains(x.d.Tokens[i].Span): // the takeover itself in "since the Taliban takeover"
			return m
		case x.whenClause(m, i):
			return m
		case m.bound == apart, m.bound == beside, m.bound == by && !x.ahead(i), !x.below(m, i):
			continue
		}
		if best == nil || m.days() < best.days() || m.days() == best.days() && x.apartness(m, i) < x.apartness(best, i) {
			best = m
		}
	}
	return best
}

// whenClause reports whether a clause tells what happened at a time: "since Sunday, when they captured it".
func (x *Dates) whenClause(m *mark, i int) bool {
	h := x.d.Tokens[i].Head
	return h >= 0 && m.Span.Contains(x.d.Tokens[h].Span) && (x.has(i, "advmod", "when") || x.has(i, "mark", "when"))
}

// ofClause returns the expression of the clause with "when" in front of a word: "When they lost on Friday, he left".
func (x *Dates) ofClause(i int, out func(tocsin.Span) bool) *mark {
	for _, c := range x.d.Children(i) {
		if c < i && x.d.Tokens[c].Rel.Base() == "advcl" && (x.has(c, "advmod", "when") || x.has(c, "mark", "when")) {
			return x.own(c, out)
		}
	}
	return nil
}

// has reports whether a child of the relation has the lemma.
func (x *Dates) has(i int, rel parse.Rel, lemma string) bool {
	for _, c := range x.d.Children(i) {
		if x.d.Tokens[c].Rel.Base() == rel && x.d.Tokens[c].Lemma == lemma {
			return true
		}
	}
	return false
}

func (m *mark) days() int { return int(m.last.Sub(m.first).Hours()/24) + 1 }

func (x *Dates) apartness(m *mark, i int) int { return max(m.head-i, i-m.head) }

// below reports whether an expression hangs on a word, if need be through nouns: "signed a lease for the port on Friday".
func (x *Dates) below(m *mark, i int) bool {
	if h := x.d.Tokens[i].Head; i < m.head && h >= 0 && m.Span.Contains(x.d.Tokens[h].Span) { // a verb hung on its date: misread
		return true
	}
	of := x.d.Tokens[m.head].Rel.Base() == "nmod" && x.has(m.head, "case", "of")
	for j, depth := x.d.Tokens[m.head].Head, 0; j >= 0 && depth < maxDepth; depth++ {
		if j == i {
			return true
		}
		if of { // "postponed the election of 25 February": only the election
			return false
		}
		t := &x.d.Tokens[j]
		if t.UPOS == parse.VERB && t.Lemma != "base" || t.Rel.Base() == "conj" || t.Rel.Base() == "parataxis" || t.Rel.Base() == "appos" {
			return false
		}
		j = t.Head
	}
	return false
}

// carrier returns the word whose time is that of i as well, NoHead where none is.
func (x *Dates) carrier(i int) int {
	t := &x.d.Tokens[i]
	if t.Head < 0 {
		return parse.NoHead
	}
	switch t.Rel.Base() {
	case "conj": // "met on Friday and agreed"
		if x.d.Child(i, "nsubj") >= 0 && t.UPOS == parse.VERB || x.ahead(i) != x.ahead(t.Head) || x.has(i, "aux", "have") && !x.has(t.Head, "aux", "have") {
			return parse.NoHead
		}
		return t.Head
	case "obj", "nsubj", "compound", "nmod", "obl": // "carried out strikes", "the attack took place"
		if t.UPOS == parse.VERB || t.Rel.Base() == "obl" && x.beyond(i) || x.another(t.Head) {
			return parse.NoHead
		}
		return t.Head
	case "xcomp": // "began to withdraw", not "agreed to withdraw"
		if goesOn(x.d.Tokens[t.Head].Lemma) {
			return t.Head
		}
	case "advcl", "acl": // "struck a post, killing two"; "when …" is at the same time; "a 2021 statement in which it condemned"
		if o := x.d.Child(i, "obl"); o >= 0 && o < i && x.d.Tokens[o].Lemma == "which" {
			return t.Head
		}
		if t.XPOS == "VBG" && x.d.Child(i, "mark") < 0 {
			return t.Head
		}
		if m := x.d.Child(i, "mark", "advmod"); m >= 0 && (x.d.Tokens[m].Lemma == "when" || x.d.Tokens[m].Lemma == "as" || x.d.Tokens[m].Lemma == "while") {
			return t.Head
		}
	}
	return parse.NoHead
}

// another reports whether a word is a deed besides that of its subject or object: "condemned the attack" has two dates,
// "launched an attack" one.
func (x *Dates) another(i int) bool {
	t := &x.d.Tokens[i]
	if t.UPOS != parse.VERB {
		return false
	}
	frames := x.lex.Frames(t.Lemma, "v")
	inner := slices.ContainsFunc(frames, func(f lexicon.Frame) bool { return f.Act == lexicon.ActInner })
	return !inner && (len(frames) > 0 || x.lex.Cue(t.Lemma, "V") != nil)
}

// beyond: "left after the attack", "since the ambush": another time.
func (x *Dates) beyond(i int) bool {
	c := x.d.Child(i, "case")
	if c < 0 {
		return false
	}
	switch x.d.Tokens[c].Lemma {
	case "after", "before", "since", "until", "following", "over", "despite", "to", "about", "for", "against", "from":
		return true
	}
	return false
}

// ahead reports whether a predicate tells of what is to come.
func (x *Dates) ahead(i int) bool {
	for _, c := range x.d.Children(i) {
		switch x.d.Tokens[c].Rel.Base() {
		case "aux":
			switch x.d.Tokens[c].Lemma {
			case "will", "shall", "would", "may", "might", "could", "should", "can", "must":
				return true
			}
		case "mark":
			if x.d.Tokens[c].Lemma == "to" {
				return true
			}
		}
	}
	switch x.d.Tokens[i].Lemma {
	case "expect", "plan", "schedule", "due", "set":
		return true
	}
	return false
}
