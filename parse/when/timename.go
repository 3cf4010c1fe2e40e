package when

import (
	"strings"
	"time"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/lexicon"
)

// timeName reads a feast or an event that stands for its date: "Ramadan", "New Year's Eve 2025", "the Taliban takeover".
func (f *finder) timeName(i int) (phrase, int) {
	k := f.skip(i, wThe)
	if !f.piece(k).named {
		return phrase{}, 0
	}
	names := f.lex.NamedTimes([]byte(strings.ToLower(f.printed(k))))
	for n := range names {
		t := &names[n]
		end := f.spelled(k, t.Words)
		if end == 0 || t.Event && !f.standsForDate(i) {
			continue
		}
		p := phrase{typ: tocsin.DateTime, mod: t.Mod, named: t, at: point{unit: day}}
		if t.Event {
			return p, end
		}
		if f.partOfName(k, end) {
			return phrase{}, 0
		}
		return f.ofYear(f.withYear(p, end, end))
	}
	return phrase{}, 0
}

// partOfName: "the Tet Offensive", "Christmas Island", "Operation Ramadan" are names of other things.
func (f *finder) partOfName(k, end int) bool {
	before, behind := f.piece(k-1), f.piece(end)
	return behind.capital && !behind.named && (behind.class == other || behind.class == word && behind.n == wOffensive) ||
		k > 1 && before.capital && before.class == other && !before.named
}

// spelled returns where the words end that begin at k, 0 where others stand there. A capital of the name is one in the text.
func (f *finder) spelled(k int, words []string) int {
	for _, w := range words {
		p := f.piece(k)
		text := f.printed(k)
		capital := w[0] >= 'A' && w[0] <= 'Z'
		if p.end == 0 || capital && !p.capital || !strings.EqualFold(text, w) && !(w == "'" && f.isMark(k, '\'')) {
			return 0
		}
		k++
	}
	return k
}

// standsForDate reports whether an event at i says when something else happened: "since the Taliban takeover", "the end
// of the Gulf War". "They condemned the annexation of Crimea" tells no time.
func (f *finder) standsForDate(i int) bool {
	p := f.piece(i - 1)
	if p.class != word {
		return false
	}
	switch p.n {
	case wSince, wAfter, wBefore, wDuring, wUntil, wFollowing:
		return true
	}
	return p.n == wOf && f.piece(i-2).class == edge
}

// resolveNamed fills in the value of a named time; one that can't be told is a day of some year.
func (f *finder) resolveNamed(p phrase, i int, out tocsin.Time) tocsin.Time {
	out.Basis = p.named.Where
	fall, ok := f.resolveName(p, i)
	switch {
	case ok:
		out.Value = fall.Value
		if f.remember(fall.Begin, p.at, i); !fall.Begin.Equal(fall.Last) {
			f.told.unit = monthUnit
		}
	case p.named.Falls[0].Yearly:
		out.Value, out.Resolved = "XXXX"+p.named.Falls[0].Begin.Format("-01-02"), false
	default:
		out.Value, out.Resolved = "XXXX-XX-XX", false
	}
	return out
}

// resolveName chooses the time at which a named time fell.
func (f *finder) resolveName(p phrase, i int) (lexicon.Fall, bool) {
	falls := p.named.Falls
	if falls[0].Yearly {
		at := point{unit: day, month: int(falls[0].Begin.Month()), day: falls[0].Begin.Day(), year: p.at.year, lead: p.at.lead, shifted: p.at.shifted, shift: p.at.shift, told: p.at.told}
		day, ok := f.locate(at, i)
		return lexicon.Fall{Value: value(day, at), Begin: day, Last: day}, ok
	}
	if len(falls) == 1 {
		return falls[0], true
	}
	base, _, ok := f.base(p.at, i)
	switch {
	case p.at.year != 0:
		return fallIn(falls, p.at.year)
	case !ok:
		return lexicon.Fall{}, false
	case p.at.shifted: // "Easter last year"
		return fallIn(falls, base.Year()+p.at.shift)
	}
	return f.pickFall(falls, p.at, base, i)
}

func fallIn(falls []lexicon.Fall, year int) (lexicon.Fall, bool) {
	for _, x := range falls {
		if x.Begin.Year() == year {
			return x, true
		}
	}
	return lexicon.Fall{}, false
}

// pickFall returns the fall before or after the base, as tense and "last" or "next" say, and the nearest where nothing does.
func (f *finder) pickFall(falls []lexicon.Fall, p point, base time.Time, i int) (lexicon.Fall, bool) {
	if base.Before(falls[0].Begin.AddDate(-1, 0, 0)) || base.After(falls[len(falls)-1].Last.AddDate(1, 0, 0)) {
		return lexicon.Fall{}, false
	}
	tense := f.tense(i)
	next := 0 // the first that isn't over
	for next < len(falls) && falls[next].Last.Before(base) {
		next++
	}
	begun := next < len(falls) && !falls[next].Begin.After(base)
	past := next - 1
	if begun && p.lead != lastOne {
		past = next
	}
	coming := next
	if begun && p.lead == nextOne {
		coming++
	}
	switch {
	case p.lead == lastOne && past >= 0:
		return falls[past], true
	case (p.lead == nextOne || tense == ahead) && coming < len(falls):
		return falls[coming], true
	case tense == behind && past >= 0:
		return falls[past], true
	case next == len(falls) || next > 0 && !begun && base.Sub(falls[next-1].Last) < falls[next].Begin.Sub(base):
		return falls[next-1], true
	}
	return falls[next], true
}
