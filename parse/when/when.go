// Package when finds the time expressions of a text and works out what they mean.
//
// In: a parse.Doc with sentences, tokens and, where there are any, tags and heads; the day of publication.
// Out: tocsin.Time values in the terms of TIMEX3 (TimeML 1.2.1), in text order, none overlapping another.
// It never takes today's date for an anchor: without a known day of publication "Friday" stays XXXX-WXX-5.
package when

import (
	"time"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/parse"
)

// A finder walks over one text.
type finder struct {
	d       *parse.Doc
	pub     time.Time // midnight UTC of the day of publication
	known   bool      // pub is known
	history bool      // the text tells of years long past
	pieces  []piece   // of the sentence at hand
	sent    int

	told     time.Time // the last date told: "two days later" hangs on it
	toldUnit unit      // how exactly it was told, 0 before the first
	toldSent int
}

// Find returns the time expressions of d. day is the day of publication, read only when known is true.
func Find(d *parse.Doc, day time.Time, known bool) []tocsin.Time {
	f := &finder{d: d, known: known}
	if known {
		y, m, n := day.Date()
		f.pub = time.Date(y, m, n, 0, 0, 0, 0, time.UTC)
		f.history = f.tellsHistory()
	}
	var out []tocsin.Time
	for s := range d.Sents {
		if d.Sents[s].End <= d.Sents[s].First {
			continue
		}
		f.sent = s
		f.pieces = scan(d, d.Sents[s], f.pieces)
		for i := 0; i < len(f.pieces); {
			p, end := f.read(i)
			if end <= i {
				i++
				continue
			}
			out = append(out, f.resolve(p, i, end))
			i = end
			if k := f.behindRange(end); k > end && p.at.month > 0 && p.at.day > 0 { // "November 3-5, 2026"
				p.at.day = int(f.pieces[k-1].n)
				p, i = f.withYear(p, k, k)
				out = append(out, f.resolve(p, end+1, i))
			}
		}
	}
	return out
}

// tellsHistory: a text whose dated years mostly lie before the year before publication, and which
// hardly speaks of weekdays, is told from its own dates. "In March" in a history of 1918 isn't last March.
func (f *finder) tellsHistory() bool {
	old, all, fresh := 0, 0, 0
	for s := range f.d.Sents {
		if f.d.Sents[s].End <= f.d.Sents[s].First {
			continue
		}
		f.pieces = scan(f.d, f.d.Sents[s], f.pieces)
		for i, p := range f.pieces {
			switch {
			case p.class == weekday && p.capital, p.class == deictic:
				fresh++
			case p.digits != 4:
			default:
				if _, end := f.bareYear(i); end == 0 {
					continue
				}
				all++
				if int(p.n) < f.pub.Year()-1 {
					old++
				}
			}
		}
	}
	return old >= 2 && old > 3*fresh && old*4 > all*3
}

// read returns the longest expression that begins at piece i; end 0 where none does.
func (f *finder) read(i int) (phrase, int) {
	switch p := f.pieces[i]; p.class {
	case other:
		return phrase{}, 0
	case mark:
		if p.n != '\'' {
			return phrase{}, 0
		}
	case word:
		switch p.n {
		case wOf, wOn, wBy, wUntil, wSince, wFrom, wTo, wAnd, wOr, wBefore, wAfter, wIn, wFor, wQuantity, wLabel:
			return phrase{}, 0
		}
	}
	var best phrase
	end := 0
	for _, read := range [...]func(int) (phrase, int){f.repeated, f.bounded, f.date, f.clocked, f.duration} {
		if p, e := read(i); e > end {
			best, end = p, e
		}
	}
	if end > 0 {
		best, end = f.withPart(best, end)
	}
	return best, end
}

// withPart adds the part of the day or the hour behind a date: "Friday morning", "Friday at 5 p.m.".
func (f *finder) withPart(p phrase, end int) (phrase, int) {
	if p.typ != tocsin.DateTime || p.at.unit != day || p.value != "" || p.at.part > 0 {
		return p, end
	}
	if next := f.piece(end); next.class == part && next.n <= 4 {
		p.typ, p.at.part = tocsin.ClockTime, int(next.n)
		return p, end + 1
	}
	k := end
	if f.isMark(k, ',') {
		k++
	}
	k = f.skip(k, wAt)
	if h, e := f.hour(k); e > 0 && (k > end || h.at.clock > 0) {
		p.typ, p.at.clock, p.at.part, p.at.utc = tocsin.ClockTime, h.at.clock, h.at.part, h.at.utc
		return p, e
	}
	return p, end
}
