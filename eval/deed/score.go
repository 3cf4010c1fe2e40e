package deed

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/tocsin-desk/tocsin"
	score "github.com/tocsin-desk/tocsin/eval/parse"
)

// A Dyad is one actor, one recipient and what passed between them; a side that nobody is told for is "".
type Dyad struct {
	Actor, Recipient string
	Type             tocsin.PLOVER
}

// Lengths of actor codes: who it is, and who with the first role.
const (
	state  = 3
	sector = 6
)

// Dyads lists who did it to whom: every actor with every recipient; of a reciprocal event every actor with every other. Codes are
// cut to n letters. Somebody of whom the text says nothing (UNK), or only that he is armed (UAF), is as good as none.
func (e *Event) Dyads(n int) []Dyad {
	from, to := codes(e.Actors, n), codes(e.Recipients, n)
	if e.Reciprocal && len(to) == 0 && len(from) > 1 {
		var out []Dyad
		for i, a := range from {
			for k, b := range from {
				if i != k {
					out = append(out, Dyad{a, b, e.Type})
				}
			}
		}
		return unique(out)
	}
	if len(from) == 0 {
		from = []string{""}
	}
	if len(to) == 0 {
		to = []string{""}
	}
	var out []Dyad
	for _, a := range from {
		for _, b := range to {
			out = append(out, Dyad{a, b, e.Type})
		}
	}
	return unique(out)
}

func codes(ps []Party, n int) []string {
	var out []string
	for _, p := range ps {
		c := string(p.Code)
		if c == "UNK" || c == "UAF" {
			c = ""
		}
		out = append(out, c[:min(n, len(c))])
	}
	return out
}

func unique(in []Dyad) []Dyad {
	slices.SortFunc(in, func(a, b Dyad) int {
		return strings.Compare(a.Actor+"\t"+a.Recipient+"\t"+string(a.Type), b.Actor+"\t"+b.Recipient+"\t"+string(b.Type))
	})
	return slices.Compact(in)
}

// A Share counts right answers.
type Share struct{ Right, Of int }

func (s *Share) add(right bool) {
	s.Of++
	if right {
		s.Right++
	}
}

func (s Share) String() string {
	return fmt.Sprintf("%.1f of %d", 100*float64(s.Right)/float64(max(1, s.Of)), s.Of)
}

// A Score holds what was counted so far. The figures compare sets of dyads, text by text, of the events that count (asserted or future).
type Score struct {
	EndToEnd   score.Figure // states of actor and recipient, and type
	Strict     score.Figure // the same with six letters of the codes
	Pair       score.Figure // states of actor and recipient, whatever passed between them
	Type       score.Figure // types, whoever did it
	Realis     Share        // of events of any realis that both sides have (same type, a dyad in common)
	Reported   Share        // of the same: told by the text, or within somebody's words
	FalseAlarm Share        // texts without any event that counts, on which one is raised

	Wrong []string // the texts whose dyads differ, for a person to read
}

// Add counts one text.
func (s *Score) Add(t *Text, found []Event) {
	g, f := dyads(t.Events, state), dyads(found, state)
	add(&s.EndToEnd, g, f)
	add(&s.Strict, dyads(t.Events, sector), dyads(found, sector))
	pair := func(d Dyad) Dyad { return Dyad{Actor: d.Actor, Recipient: d.Recipient} }
	typ := func(d Dyad) Dyad { return Dyad{Type: d.Type} }
	add(&s.Pair, fold(g, pair), fold(f, pair))
	add(&s.Type, fold(g, typ), fold(f, typ))
	for _, p := range match(t.Events, found, alike) {
		s.Realis.add(p.a.Realis == p.b.Realis)
		s.Reported.add(p.a.Reported == p.b.Reported)
	}
	if len(g) == 0 {
		s.FalseAlarm.add(len(f) > 0)
	}
	if !slices.Equal(g, f) {
		s.Wrong = append(s.Wrong, fmt.Sprintf("%s: %s | want %v | have %v", t.ID, t.Text, g, f))
	}
}

// dyads is the set of all dyads of the events that count.
func dyads(events []Event, n int) []Dyad {
	var out []Dyad
	for i := range events {
		if events[i].Realis.Counts() {
			out = append(out, events[i].Dyads(n)...)
		}
	}
	return unique(out)
}

func fold(in []Dyad, to func(Dyad) Dyad) []Dyad {
	var out []Dyad
	for _, d := range in {
		out = append(out, to(d))
	}
	return unique(out)
}

func add(f *score.Figure, gold, found []Dyad) {
	f.Gold += len(gold)
	f.System += len(found)
	for _, d := range found {
		if slices.Contains(gold, d) {
			f.Right++
		}
	}
}

// A pair is one deed as two sides have it.
type pair struct{ a, b *Event }

// alike says whether two events are of one type and have a dyad in common.
func alike(x, y *Event) bool {
	return x.Type == y.Type && slices.ContainsFunc(x.Dyads(state), func(d Dyad) bool { return slices.Contains(y.Dyads(state), d) })
}

// match pairs events that fit, in their order, each at most once.
func match(a, b []Event, fits func(x, y *Event) bool) []pair {
	var out []pair
	taken := make([]bool, len(b))
	for i := range a {
		for k := range b {
			if !taken[k] && fits(&a[i], &b[k]) {
				taken[k] = true
				out = append(out, pair{&a[i], &b[k]})
				break
			}
		}
	}
	return out
}

// Print writes the figures, one a line, in percent, each after the name of what was scored.
func (s *Score) Print(w io.Writer, name string) {
	for _, f := range []struct {
		name string
		score.Figure
	}{{"e2e", s.EndToEnd}, {"strict", s.Strict}, {"pair", s.Pair}, {"type", s.Type}} {
		line(w, name+"."+f.name, f.Figure)
	}
	fmt.Fprintf(w, "%s.realis %s\n%s.reported %s\n%s.false-alarm %s\n", name, s.Realis, name, s.Reported, name, s.FalseAlarm)
}

func line(w io.Writer, name string, f score.Figure) {
	percent := func(of int) float64 { return 100 * float64(f.Right) / float64(max(of, 1)) }
	fmt.Fprintf(w, "%s.f1 %.1f p %.1f r %.1f gold %d\n", name, f.F1(), percent(f.System), percent(f.Gold), f.Gold)
}
