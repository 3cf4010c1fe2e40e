package when

import "time"

// An anchor is a date of the text that others hang on: "two days later", "that year".
type anchor struct {
	at   time.Time
	unit unit // how exactly it was told, 0 before the first
	sent int
}

// near reports whether the date was told in this sentence or the one before.
func (f *finder) near() bool { return f.told.unit > 0 && f.sent-f.told.sent <= 1 }

// maxLeap is by how many years a history moves in the middle of a sentence. What lies further away is an aside until
// a second date follows it there: "(documents released in 2005 show that …)".
const maxLeap = 8

// maxFresh is how old news is at most.
const maxFresh = 3 * 24 * time.Hour

// remember moves the anchor to a date that was just read.
func (f *finder) remember(at time.Time, p point, i int) {
	if age := f.pub.Sub(at); f.fresh.IsZero() && f.known && p.unit == day && p.year == 0 && age >= 0 && age <= maxFresh {
		f.fresh = at
	}
	switch {
	case f.history && f.told.unit > 0 && f.planned(i): // "was planned for 1976"
		return
	case p.unit == decade, p.unit == century, p.unit == minute, p.unit == hour:
		return
	case f.history && p.year == 0 && !p.told && p.shifted: // "last month" of the writer, not of the tale
		return
	}
	a := anchor{at, p.unit, f.sent}
	if f.history && f.told.unit > 0 && i > 2 && leap(f.told.at, at) && (f.aside.unit == 0 || leap(f.aside.at, at)) {
		f.aside = a
		return
	}
	f.told, f.aside = a, anchor{}
}

func leap(a, b time.Time) bool {
	n := a.Year() - b.Year()
	return n > maxLeap || n < -maxLeap
}

// base returns the date that a point is counted from, and how exactly it is known.
func (f *finder) base(p point, i int) (at time.Time, precision unit, ok bool) {
	if f.told.unit > 0 && (p.told || f.narrated(p, i)) {
		return f.told.at, f.told.unit, true
	}
	return f.pub, day, f.known
}

// narrated reports whether a date without its year belongs to the tale and not to the day of publication:
// everything in a history, and what stands right behind a year long past ("In 2010 … On 5 March troops …").
// A weekday does so only right behind the day it follows on.
func (f *finder) narrated(p point, i int) bool {
	switch {
	case p.shifted || p.lead != nearest || f.told.unit == 0:
		return false
	case p.weekday > 0:
		return f.history && f.near() && f.told.unit == day
	}
	return f.history || f.known && f.near() && f.told.at.Year() < f.pub.Year()-1 && f.tense(i) != ahead
}

// window is how many sentences on either side say whether a passage tells history.
const window = 8

// A tally counts what tells history from news in the sentences up to one.
type tally struct{ old, all, fresh int }

func (t tally) minus(u tally) tally { return tally{t.old - u.old, t.all - u.all, t.fresh - u.fresh} }

// history: dated years that mostly lie before the year before publication, and hardly a weekday or a "yesterday".
// "In March" in a history of 1918 isn't last March.
func (t tally) history() bool { return t.old >= 2 && t.old > 3*t.fresh && t.old*4 > t.all*3 }

// tallyUp fills f.tallies: one more than there are sentences.
func (f *finder) tallyUp() {
	f.tallies = append(f.tallies[:0], tally{})
	var t tally
	for s := range f.d.Sents {
		f.open(s)
		for i, p := range f.pieces {
			switch {
			case p.class == weekday && p.capital, p.class == deictic:
				t.fresh++
			case p.digits == 4 || p.digits == 3:
				y, end := f.bareYear(i)
				if end == 0 {
					continue
				}
				t.all++
				if y.at.year < f.pub.Year()-1 {
					t.old++
				}
			}
		}
		f.tallies = append(f.tallies, t)
	}
}

// tellsHistory reports whether the text as a whole, or the passage around a sentence, tells history.
func (f *finder) tellsHistory(s int) bool {
	if !f.known {
		return false
	}
	n := len(f.d.Sents)
	return f.tallies[n].history() || f.tallies[min(s+window+1, n)].minus(f.tallies[max(s-window, 0)]).history()
}
