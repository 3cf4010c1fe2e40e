package saying

import (
	"fmt"
	"io"

	"github.com/tocsin-desk/tocsin"
)

// A Table counts kinds: wanted, then given, "" for statements that were not found.
type Table map[[2]tocsin.Kind]int

// Add counts one statement.
func (t *Table) Add(want, have tocsin.Kind) {
	if *t == nil {
		*t = Table{}
	}
	(*t)[[2]tocsin.Kind{want, have}]++
}

// counts are of one kind: right ones, given ones, wanted ones.
func (t Table) counts(k tocsin.Kind, missed bool) (right, given, wanted int) {
	for p, n := range t {
		if p[1] == "" && !missed {
			continue
		}
		if p[0] == k {
			wanted += n
		}
		if p[1] == k {
			given += n
		}
		if p[0] == k && p[1] == k {
			right += n
		}
	}
	return right, given, wanted
}

// F1 is of one kind; missed says whether statements that were not found count.
func (t Table) F1(k tocsin.Kind, missed bool) (f1 float64, wanted int) {
	right, given, wanted := t.counts(k, missed)
	return 2 * float64(right) / float64(max(1, given+wanted)), wanted
}

// Macro is the mean F1 of the kinds that are wanted.
func (t Table) Macro(missed bool) float64 {
	sum, n := 0.0, 0
	for _, k := range tocsin.Kinds() {
		if f1, wanted := t.F1(k, missed); wanted > 0 {
			sum += f1
			n++
		}
	}
	return sum / float64(max(1, n))
}

// same are the pairs with the same kind.
func (t Table) same() int {
	n := 0
	for _, k := range tocsin.Kinds() {
		n += t[[2]tocsin.Kind{k, k}]
	}
	return n
}

// Kappa is Cohen's, of the pairs, and how many there are.
func (t Table) Kappa() (kappa float64, pairs int) {
	same, chance, n := t.same(), 0, 0
	for _, k := range tocsin.Kinds() {
		_, given, wanted := t.counts(k, false)
		chance += given * wanted
		n += wanted
	}
	if n == 0 || chance == n*n {
		return 1, n
	}
	by := float64(chance) / float64(n*n)
	return (float64(same)/float64(n) - by) / (1 - by), n
}

// Write writes the figures, one a line, each behind the prefix.
func (s *Scores) Write(w io.Writer, prefix string) {
	line := func(name, format string, v ...any) { fmt.Fprintf(w, prefix+"."+name+" "+format+"\n", v...) }
	share := func(name string, x Share) {
		if x.Of > 0 {
			line(name, "%.1f of %d", percent(x.Right, x.Of), x.Of)
		}
	}
	share("found", s.Found)
	share("wanted", s.Wanted)
	share("source", s.Source)
	share("cue", s.Cue)
	share("form", s.Form)
	for _, at := range []struct {
		name string
		Speakers
	}{{"in", s.Near}, {"out", s.Far}, {"open", s.Open}} {
		found := at.Right + at.Wrong + at.Unresolved
		if found+at.Missed == 0 {
			continue
		}
		line("speaker."+at.name, "right %.1f wrong %.1f unresolved %.1f missed %.1f of %d; of those found right %.1f",
			percent(at.Right, found+at.Missed), percent(at.Wrong, found+at.Missed), percent(at.Unresolved, found+at.Missed), percent(at.Missed, found+at.Missed),
			found+at.Missed, percent(at.Right, found))
	}
	share("chain", s.Chain)
	share("chain.deep", s.Deep)
	line("kind", "macro-f1 %.1f; of those found %.1f", 100*s.Kinds.Macro(true), 100*s.Kinds.Macro(false))
	for _, k := range tocsin.Kinds() {
		all, n := s.Kinds.F1(k, true)
		found, _ := s.Kinds.F1(k, false)
		line("kind."+string(k), "f1 %.1f of %d; of those found %.1f", 100*all, n, 100*found)
	}
	kappa, n := s.First.Kappa()
	line("kind.first", "macro-f1 %.1f; of those found %.1f; the same %.1f of %d, kappa %.3f", 100*s.First.Macro(true), 100*s.First.Macro(false), percent(s.First.same(), n), n, kappa)
	share("polarity", s.Polarity)
	s.WriteLinks(w, prefix)
}

// WriteLinks writes the figures of relations between statements.
func (s *Scores) WriteLinks(w io.Writer, prefix string) {
	for _, r := range []struct {
		name string
		Pairs
	}{{"disputes", s.Disputes}, {"same", s.Same}} {
		fmt.Fprintf(w, "%s.%s p %.1f of %d r %.1f of %d\n", prefix, r.name, percent(r.Right, r.Read), r.Read, percent(r.Right, r.Wanted), r.Wanted)
	}
	for _, r := range []struct {
		name string
		Share
	}{{"apart", s.Apart}, {"scope", s.Scope}} {
		if r.Of > 0 {
			fmt.Fprintf(w, "%s.disputes.%s %.1f of %d\n", prefix, r.name, percent(r.Right, r.Of), r.Of)
		}
	}
}

func percent(right, of int) float64 { return 100 * float64(right) / float64(max(1, of)) }
