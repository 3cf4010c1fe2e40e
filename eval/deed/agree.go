package deed

import (
	"fmt"
	"io"
	"slices"

	"github.com/tocsin-desk/tocsin"
	score "github.com/tocsin-desk/tocsin/eval/parse"
)

// An Agreement counts how far two passes over the same texts agree. Two events are the same deed if a word of one's trigger or
// mentions is a word of the other's, those of the same type first, or if they are of one type and have a dyad in common.
type Agreement struct {
	Score                    // the second pass taken as found, the first as gold
	Deeds       score.Figure // events both have, whatever is said of them
	AnyEvent    Share        // texts in which both or neither have an event that counts
	TypeOf      Share        // of the deeds both have: the same type
	TriggerOf   Share        // a word of the triggers in common
	RealisOf    Share
	ReportedOf  Share
	ModeOf      Share // the same set of modes, where the types are the same
	ActorOf     Share // the same set of actors' codes, six letters
	RecipientOf Share

	types  [2]map[tocsin.PLOVER]int // how often each pass gives a type, of the deeds both have
	Differ []string                 // what isn't the same, for a person to settle
}

// Add counts one text with the labels of both passes.
func (a *Agreement) Add(t *Text, second []Event) {
	a.Score.Add(t, second)
	a.Deeds.Gold += len(t.Events)
	a.Deeds.System += len(second)
	a.AnyEvent.add((len(dyads(t.Events, state)) > 0) == (len(dyads(second, state)) > 0))
	pairs := align(t.Events, second)
	a.Deeds.Right += len(pairs)
	for _, p := range pairs {
		a.compare(t, p)
	}
	a.note(t, second, pairs)
}

func (a *Agreement) compare(t *Text, p pair) {
	for i, e := range []*Event{p.a, p.b} {
		if a.types[i] == nil {
			a.types[i] = map[tocsin.PLOVER]int{}
		}
		a.types[i][e.Type]++
	}
	was := a.right()
	a.TypeOf.add(p.a.Type == p.b.Type)
	a.TriggerOf.add(p.a.Trigger.Overlaps(p.b.Trigger))
	a.RealisOf.add(p.a.Realis == p.b.Realis)
	a.ReportedOf.add(p.a.Reported == p.b.Reported)
	a.ActorOf.add(slices.Equal(set(p.a.Actors), set(p.b.Actors)))
	a.RecipientOf.add(slices.Equal(set(p.a.Recipients), set(p.b.Recipients)))
	want := was + 6
	if p.a.Type == p.b.Type {
		a.ModeOf.add(slices.Equal(sorted(p.a.Mode), sorted(p.b.Mode)))
		want++
	}
	if a.right() < want {
		a.Differ = append(a.Differ, fmt.Sprintf("%s differ: %s | %s | %s", t.ID, t.Text, p.a.in(t.Text), p.b.in(t.Text)))
	}
}

func (a *Agreement) right() int {
	return a.TypeOf.Right + a.TriggerOf.Right + a.RealisOf.Right + a.ReportedOf.Right + a.ActorOf.Right + a.RecipientOf.Right + a.ModeOf.Right
}

// note lists the events that one pass alone has.
func (a *Agreement) note(t *Text, second []Event, pairs []pair) {
	for i := range t.Events {
		if e := &t.Events[i]; !slices.ContainsFunc(pairs, func(p pair) bool { return p.a == e }) {
			a.Differ = append(a.Differ, fmt.Sprintf("%s first only: %s | %s", t.ID, t.Text, e.in(t.Text)))
		}
	}
	for i := range second {
		if e := &second[i]; !slices.ContainsFunc(pairs, func(p pair) bool { return p.b == e }) {
			a.Differ = append(a.Differ, fmt.Sprintf("%s second only: %s | %s", t.ID, t.Text, e.in(t.Text)))
		}
	}
}

// in prints an event with its trigger's word.
func (e *Event) in(text string) string {
	word := ""
	if b, err := inside(text, e.Trigger); err == nil {
		word = b.Of(text)
	}
	return fmt.Sprintf("%s %v %s %q %v > %v reciprocal %t reported %t", e.Type, e.Mode, e.Realis, word, set(e.Actors), set(e.Recipients), e.Reciprocal, e.Reported)
}

// align pairs the events of two passes, the surest first.
func align(a, b []Event) []pair {
	touch := func(x, y *Event) bool {
		return slices.ContainsFunc(x.words(), func(s tocsin.Span) bool { return slices.ContainsFunc(y.words(), s.Overlaps) })
	}
	var pairs []pair
	for _, fits := range []func(x, y *Event) bool{func(x, y *Event) bool { return x.Type == y.Type && touch(x, y) }, touch, alike} {
		free := func(e *Event) bool {
			return !slices.ContainsFunc(pairs, func(p pair) bool { return p.a == e || p.b == e })
		}
		pairs = append(pairs, match(a, b, func(x, y *Event) bool { return free(x) && free(y) && fits(x, y) })...)
	}
	return pairs
}

func (e *Event) words() []tocsin.Span { return append([]tocsin.Span{e.Trigger}, e.Mentions...) }

func set(ps []Party) []string {
	out := codes(ps, sector)
	slices.Sort(out)
	return slices.Compact(out)
}

func sorted(in []string) []string { return slices.Sorted(slices.Values(in)) }

// Kappa is Cohen's kappa of the types of the deeds that both passes have: agreement beyond what their shares of types give by chance.
func (a *Agreement) Kappa() float64 {
	n := float64(a.TypeOf.Of)
	if n == 0 {
		return 0
	}
	chance := 0.0
	for _, t := range tocsin.PLOVERTypes() {
		chance += float64(a.types[0][t]) * float64(a.types[1][t]) / (n * n)
	}
	if chance == 1 {
		return 1
	}
	return (float64(a.TypeOf.Right)/n - chance) / (1 - chance)
}

// Print writes the figures, one a line.
func (a *Agreement) Print(w io.Writer, name string) {
	fmt.Fprintf(w, "%s.texts-with-event %s\n", name, a.AnyEvent)
	line(w, name+".deeds", a.Deeds)
	fmt.Fprintf(w, "%s.type %s kappa %.3f\n", name, a.TypeOf, a.Kappa())
	for _, f := range []struct {
		name string
		Share
	}{{"trigger", a.TriggerOf}, {"mode", a.ModeOf}, {"realis", a.RealisOf}, {"reported", a.ReportedOf}, {"actors", a.ActorOf}, {"recipients", a.RecipientOf}} {
		fmt.Fprintf(w, "%s.%s %s\n", name, f.name, f.Share)
	}
	line(w, name+".e2e", a.EndToEnd)
	line(w, name+".strict", a.Strict)
	line(w, name+".pair", a.Pair)
	line(w, name+".types-of-text", a.Type)
}
