package when

import (
	"strconv"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/lexicon"
)

// A phrase is what an expression means before it is resolved.
type phrase struct {
	typ    tocsin.TimeType
	value  string             // durations, sets and vague references: final already
	mod    string             // START, MID, END, APPROX, …
	at     point              // dates and times
	fiscal bool               // its year is an accounting year
	named  *lexicon.NamedTime // its words, with at for its year or lead
}

// A lead says which of several Fridays, Marches or weeks is meant.
type lead uint8

const (
	nearest lead = iota // "Friday": by tense
	lastOne             // "last Friday"
	thisOne             // "this Friday"
	nextOne             // "next Friday"
)

// A point is a calendar date as far as the words tell it; zero fields are not told.
type point struct {
	unit    unit // its precision
	year    int  // 0 is not told: no text speaks of 1 BC
	bc      bool // of decades and centuries
	n       int  // of a quarter, half, season, decade or century
	month   int
	day     int
	weekday int
	nth     int // weekday of a month: the first Monday 1, the last -1
	lead    lead
	shifted bool // shift counts units from an anchor
	shift   int
	told    bool // the anchor is the last date told, not the publication
	part    int  // index into parts
	clock   int  // minutes after midnight plus one
	utc     bool
}

// is reports whether piece i is the function word.
func (f *finder) is(i int, w int16) bool {
	p := f.piece(i)
	return p.class == word && p.n == w
}

// isMark reports whether piece i is the punctuation character.
func (f *finder) isMark(i int, c byte) bool {
	p := f.piece(i)
	return p.class == mark && p.n == int16(c)
}

// isUnit reports whether piece i names a unit, singular or plural.
func (f *finder) isUnit(i int) bool {
	c := f.piece(i).class
	return c == unitWord || c == unitWords
}

// piece returns piece i, or an empty one outside the sentence.
func (f *finder) piece(i int) piece {
	if i < 0 || i >= len(f.pieces) {
		return piece{}
	}
	return f.pieces[i]
}

// text returns the printed words of pieces [i, end).
func (f *finder) printed(i int) string { p := f.piece(i); return f.d.Text[p.start:p.end] }

// skip returns i+1 where piece i is the word, else i.
func (f *finder) skip(i int, w int16) int {
	if f.is(i, w) {
		return i + 1
	}
	return i
}

// approximation reads words such as "more than", "at least", "about" before a count.
func (f *finder) approximation(i int) (mod string, end int) {
	switch {
	case f.is(i, wMore) && f.is(i+1, wThan), f.is(i, wOver):
		mod = "MORE_THAN"
	case f.is(i, wLess) && f.is(i+1, wThan), f.is(i, wLess), f.is(i, wNearly):
		mod = "LESS_THAN"
	case f.is(i, wAt) && f.is(i+1, wLeast):
		mod = "EQUAL_OR_MORE"
	case f.is(i, wAt) && f.is(i+1, wMost):
		mod = "EQUAL_OR_LESS"
	case f.is(i, wAbout):
		mod = "APPROX"
	case f.is(i, wJust):
		return "", i + 1
	default:
		return "", i
	}
	if f.is(i+1, wThan) || f.is(i, wAt) {
		return mod, i + 2
	}
	return mod, i + 1
}

// A count is a number of units as TIMEX3 prints it: "3", "2.5", "X".
type count struct {
	text string
	n    int  // 0 where it isn't a whole number
	noun bool // "a": the unit alone would do
}

func whole(n int) count { return count{text: strconv.Itoa(n), n: n} }

// cardinal reads "12", "twenty-five", "three hundred", "a dozen".
func (f *finder) cardinal(i int) (n, end int) {
	p := f.piece(i)
	switch {
	case p.class == number && p.digits > 0:
		return int(p.n), i + 1
	case p.class == number:
		n, end = int(p.n), i+1
		tail := end
		if f.isMark(tail, '-') {
			tail++
		}
		if u := f.piece(tail); n >= 20 && u.class == number && u.digits == 0 && u.n < 10 {
			n, end = n+int(u.n), tail+1
		}
		if f.is(end, wHundred) {
			n, end = n*100, end+1
		}
		return n, end
	case p.class == word && p.n == wA && f.is(i+1, wHundred):
		return 100, i + 2
	case p.class == word && p.n == wA && f.is(i+1, wDozen):
		return 12, i + 2
	case p.class == word && p.n == wHundred:
		return 100, i + 1
	}
	return 0, 0
}

// count reads a number of units in words: "a", "two and a half", "several", "a couple of", "half a".
func (f *finder) count(i int) (count, int) {
	if n, end := f.cardinal(i); end > 0 {
		if k := f.rangeEnd(end); k > 0 {
			n, end = f.cardinal(k)
		}
		if k := f.skip(end+1, wA); f.is(end, wAnd) && f.is(k, wHalf) {
			return count{text: strconv.Itoa(n) + ".5"}, k + 1
		}
		if f.isMark(end, '.') && f.piece(end+1).digits == 1 && !f.piece(end).spaced && !f.piece(end+1).spaced {
			return count{text: strconv.Itoa(n) + "." + f.printed(end+1)}, end + 2
		}
		return whole(n), end
	}
	p := f.piece(i)
	switch {
	case p.class == vague:
		return count{text: "X"}, i + 1
	case f.is(i, wA) && f.piece(i+1).class == vague:
		return count{text: "X"}, i + 2
	case f.is(i, wA) && f.is(i+1, wCouple):
		return whole(2), f.skip(i+2, wOf)
	case f.is(i, wHalf) && f.is(i+1, wA):
		return count{text: "0.5"}, i + 2
	case f.is(i, wA) && f.is(i+1, wHalf) && f.isMark(i+2, '-'):
		return count{text: "0.5"}, i + 3
	case f.is(i, wA):
		return count{text: "1", n: 1, noun: true}, i + 1
	}
	return count{}, 0
}

// "two or three weeks", "5-10 days": the larger number counts.
func (f *finder) rangeEnd(i int) int {
	if !f.is(i, wOr) && !f.is(i, wTo) && !f.isMark(i, '-') {
		return 0
	}
	if _, end := f.cardinal(i + 1); end == 0 || f.piece(end).class != unitWords && f.piece(end).class != unitWord {
		return 0
	}
	return i + 1
}

// quantity reads a count with its unit: "more than three full days", "six-month".
func (f *finder) quantity(i int) (c count, u unit, mod string, end int) {
	mod, k := f.approximation(i)
	c, k = f.count(k)
	if k == 0 {
		return c, 0, "", 0
	}
	if f.piece(k).class == other && f.isUnit(k+1) && f.isAdjective(k) { // "two bloody weeks"
		k++
	}
	for range 3 { // "three more full days" is the longest that makes sense
		if f.isMark(k, '-') || f.piece(k).class == word && (f.piece(k).n == wFiller || f.piece(k).n == wMore || f.piece(k).n == wOther || f.piece(k).n == wLong) {
			k++
		}
	}
	if !f.isUnit(k) || c.noun && f.piece(k).class == unitWords {
		return c, 0, "", 0
	}
	u, end = unit(f.piece(k).n), k+1
	if fortnight := f.piece(k).end-f.piece(k).start == len("fortnight"); fortnight && u == week && c.n > 0 {
		c = whole(2 * c.n)
	}
	if f.is(end, wAnd) && f.is(end+1, wA) && f.is(end+2, wHalf) { // "a year and a half"
		c, end = count{text: c.text + ".5"}, end+3
	}
	return c, u, mod, end
}

// length prints a TIMEX3 duration.
func length(c count, u unit) string {
	if c.text == "0.5" {
		switch u {
		case hour:
			return "PT30M"
		case day:
			return "PT12H"
		case year:
			return "P6M"
		case decade:
			return "P5Y"
		case century:
			return "P50Y"
		}
	}
	switch u {
	case minute:
		return "PT" + c.text + "M"
	case hour:
		return "PT" + c.text + "H"
	case weekend:
		return "P" + c.text + "WE"
	}
	return "P" + c.text + [...]string{day: "D", week: "W", monthUnit: "M", quarter: "Q", year: "Y", decade: "DE", century: "CE"}[u]
}

// duration reads "for six months", "three-day", "decades-long", "a week".
func (f *finder) duration(i int) (phrase, int) {
	c, u, mod, end := f.quantity(i)
	switch {
	case end > 0 && (u == quarter || c.noun && f.isMark(end, '-')): // "a quarter of the vote"; of "a week-long truce" the unit alone
		return phrase{}, 0
	case end > 0:
	case f.isUnit(i) && f.isMark(i+1, '-') && f.is(i+2, wLong): // "a decades-long war"
		c, u, end = whole(1), unit(f.piece(i).n), i+1
		if f.piece(i).class == unitWords {
			c = count{text: "X"}
		}
	case f.piece(i).class == unitWords && (f.is(i-1, wFor) || f.is(i-1, wOver) || f.is(i-1, wDuring)): // "for years"
		c, u, end = count{text: "X"}, unit(f.piece(i).n), i+1
	default:
		return phrase{}, 0
	}
	if f.isMark(end, '-') && (f.is(end+1, wLong) || f.is(end+1, wOld)) {
		end += 2
	} else if f.is(end, wOld) {
		end++
	}
	return phrase{typ: tocsin.Duration, value: length(c, u), mod: mod}, end
}

// distance reads "two days ago", "a year earlier", "weeks later".
func (f *finder) distance(i int) (phrase, int) {
	if f.is(i, wThe) && f.piece(i+1).class == unitWord && unit(f.piece(i+1).n) >= day && (f.is(i+2, wBefore) || f.is(i+2, wAfter)) && f.ends(i+3) { // "the day before"
		p := phrase{typ: tocsin.DateTime, at: point{unit: unit(f.piece(i + 1).n), shifted: true, shift: 1, told: true}}
		if f.is(i+2, wBefore) {
			p.at.shift = -1
		}
		return p, i + 3
	}
	if d := f.piece(i + 3); f.is(i, wThe) && d.class == deictic && d.n != 0 && unit(f.piece(i+1).n) == day && (d.n > 0 && f.is(i+2, wAfter) || d.n < 0 && f.is(i+2, wBefore)) {
		return phrase{typ: tocsin.DateTime, at: point{unit: day, shifted: true, shift: 2 * int(d.n)}}, i + 4 // "the day after tomorrow"
	}
	c, u, mod, end := f.quantity(i)
	if end == 0 && f.piece(i).class == unitWords {
		c, u, end = count{text: "X"}, unit(f.piece(i).n), i+1
	}
	if end == 0 {
		return phrase{}, 0
	}
	p := phrase{typ: tocsin.DateTime, mod: mod, at: point{unit: u, shifted: true, shift: c.n}}
	switch {
	case f.is(end, wFrom) && f.piece(end+1).class == reference && f.piece(end+1).n == 2: // "six months from now"
		return p, end + 2
	case f.is(i-1, wIn) && c.n > 0 && !f.is(end, wOf) && !f.is(end, wAgo) && f.tense(i) == ahead: // "will leave in two days"
		return p, end
	case f.is(end, wEarlier) && f.is(end+1, wThan): // "ten days earlier than usual" is a length
		return phrase{}, 0
	case f.is(end, wBefore) && f.ends(end+1): // "killed a guard two days before."
		p.at.shift, p.at.told = -c.n, true
	case f.is(end, wAgo):
		p.at.shift = -c.n
		if c.n == 0 {
			p.value = "PAST_REF"
		}
	case f.is(end, wEarlier):
		p.at.shift, p.at.told = -c.n, true
	case f.is(end, wLater):
		p.at.told = true
	default:
		return phrase{}, 0
	}
	if c.n == 0 && p.value == "" {
		p.value = unknownUnit(u)
	}
	if d := f.piece(end + 1); f.is(end, wAgo) && d.class == deictic && d.n == 0 && f.known && p.value == "" { // "a week ago today"
		at := f.pub.AddDate(0, 0, -7*c.n)
		switch u {
		case day:
			at = f.pub.AddDate(0, 0, -c.n)
		case monthUnit:
			at = f.pub.AddDate(0, -c.n, 0)
		case year:
			at = f.pub.AddDate(-c.n, 0, 0)
		}
		if u == day || u == week || u == monthUnit || u == year {
			p.at = point{unit: day, year: at.Year(), month: int(at.Month()), day: at.Day()}
			return p, end + 2
		}
	}
	if u == decade || u == century { // "a decade ago" is a year, roughly
		p.at.shift *= [...]int{decade: 10, century: 100}[u]
		p.at.unit, p.mod = year, "APPROX"
	}
	return p, end + 1
}

// ends reports whether a clause ends before piece i.
func (f *finder) ends(i int) bool {
	p := f.piece(i)
	return p.end == 0 || p.class == mark && (p.n == '.' || p.n == ',' || p.n == ';' || p.n == ')')
}

// repeated reads "every two weeks", "each year", "twice a month", "daily", "Fridays".
func (f *finder) repeated(i int) (phrase, int) {
	p := f.piece(i)
	set := func(value string, end int) (phrase, int) { return phrase{typ: tocsin.SetTime, value: value}, end }
	switch {
	case p.class == regular:
		return set(length(whole(1), unit(p.n)), i+1)
	case p.class == weekdays && p.capital:
		return set("XXXX-WXX-"+strconv.Itoa(int(p.n)), i+1)
	case p.class == word && (p.n == wEvery || p.n == wEach):
		return f.every(i + 1)
	case p.class == word && p.n == wPer && f.piece(i+1).class == unitWord && f.piece(i+1).n != int16(minute):
		return set(length(whole(1), unit(f.piece(i+1).n)), i+2)
	}
	k := i // "twice a month", "three times a week"
	if f.is(k, wOnce) {
		k++
	} else if _, end := f.cardinal(k); end > 0 && f.is(end, wTimes) {
		k = end + 1
	}
	if k > i && (f.is(k, wA) || f.is(k, wEach) || f.is(k, wEvery)) && f.piece(k+1).class == unitWord {
		return set(length(whole(1), unit(f.piece(k+1).n)), k+2)
	}
	return phrase{}, 0
}

// every reads what stands behind "every".
func (f *finder) every(i int) (phrase, int) {
	n := 1
	if f.is(i, wOther) {
		n, i = 2, i+1
	} else if c, end := f.cardinal(i); end > 0 {
		n, i = c, end
	}
	p := f.piece(i)
	out := phrase{typ: tocsin.SetTime}
	switch {
	case f.isUnit(i):
		out.value = length(whole(n), unit(p.n))
	case p.class == weekday:
		out.value = "XXXX-WXX-" + strconv.Itoa(int(p.n))
	case p.class == part:
		out.value = "XXXX-XX-XX" + parts[p.n]
	case p.class == month && p.capital:
		out.value = "XXXX-" + two(int(p.n))
	case p.class == season:
		out.value = "XXXX-" + seasons[p.n]
	default:
		return phrase{}, 0
	}
	return out, i + 1
}
