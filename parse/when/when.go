// Package when finds the time expressions of a text and works out what they mean.
//
// In: a parse.Doc with sentences, tokens and, where there are any, tags and heads; the day of publication.
// Out: tocsin.Time values in the terms of TIMEX3 (TimeML 1.2.1), in text order, none overlapping another.
// It never takes today's date for an anchor: without a known day of publication "Friday" stays XXXX-WXX-5.
package when

import (
	"time"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
)

// A finder walks over one text.
type finder struct {
	d       *parse.Doc
	lex     *lexicon.Set
	pub     time.Time // midnight UTC of the day of publication
	known   bool      // pub is known
	all     []piece   // of the whole text
	bounds  []int     // pieces of sentence s: all[bounds[s]:bounds[s+1]]
	pieces  []piece   // of the sentence at hand
	sent    int
	history bool      // the passage at hand tells of years long past
	tallies []tally   // see tallyUp
	told    anchor    // the last date told
	aside   anchor    // a date far away from it, not followed yet
	fresh   time.Time // the first day told that is no older than news is
}

// Find returns the time expressions of d. day is the day of publication, read only when known is true.
func Find(d *parse.Doc, lex *lexicon.Set, day time.Time, known bool) []tocsin.Time {
	f := &finder{d: d, lex: lex, known: known, all: make([]piece, 0, len(d.Tokens)+len(d.Tokens)/8), bounds: make([]int, 1, len(d.Sents)+1)}
	for _, s := range d.Sents {
		if s.End > s.First {
			f.all = scan(d, lex, s, f.all)
		}
		f.bounds = append(f.bounds, len(f.all))
	}
	if known {
		y, m, n := day.Date()
		f.pub = time.Date(y, m, n, 0, 0, 0, 0, time.UTC)
		f.tallyUp()
	}
	var out []tocsin.Time
	for s := range d.Sents {
		f.open(s)
		f.history = f.tellsHistory(s)
		out = f.sentence(out)
	}
	return out
}

// open takes up the pieces of a sentence.
func (f *finder) open(s int) {
	f.sent, f.pieces = s, f.all[f.bounds[s]:f.bounds[s+1]]
}

// sentence appends the expressions of the sentence at hand.
func (f *finder) sentence(out []tocsin.Time) []tocsin.Time {
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
	return out
}

// read returns the longest expression that begins at piece i; end 0 where none does.
func (f *finder) read(i int) (phrase, int) {
	switch p := f.pieces[i]; p.class {
	case other:
		if !p.named {
			return phrase{}, 0
		}
	case mark:
		if p.n != '\'' {
			return phrase{}, 0
		}
	case word:
		switch p.n {
		case wThe, wA, wAbout, wOver, wJust, wThis, wThat: // most of them stand before a word that tells no time
			if next := f.piece(i + 1); next.class == other && !next.named {
				return phrase{}, 0
			}
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
