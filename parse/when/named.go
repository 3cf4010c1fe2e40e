package when

import "github.com/tocsin-desk/tocsin"

// named reads "yesterday", "recently", "at present".
func (f *finder) named(i int) (phrase, int) {
	p := f.piece(i)
	switch p.class {
	case deictic:
		return phrase{typ: tocsin.DateTime, at: point{unit: day, shifted: true, shift: int(p.n)}}, i + 1
	case nights:
		return phrase{typ: tocsin.ClockTime, at: point{unit: day, shifted: true, shift: int(p.n), part: 4}}, i + 1
	case reference:
		if p.n == 3 && f.soonAfter(i) {
			return phrase{}, 0
		}
		return phrase{typ: tocsin.DateTime, value: references[p.n]}, i + 1
	case word:
		return f.setPhrase(i)
	}
	return phrase{}, 0
}

// soonAfter: the "soon" of a tale, which isn't ahead of anybody. "They soon withdrew", "soon after", "as soon as".
func (f *finder) soonAfter(i int) bool {
	switch next := f.printed(min(i+1, len(f.pieces)-1)); {
	case f.is(i+1, wAfter), next == "afterward", next == "afterwards", next == "as", next == "enough":
		return true
	}
	v, direct := f.governor(f.pieces[i].token)
	return direct && f.pastVerb(v)
}

// setPhrase reads the fixed phrases: "in the past", "in the near future", "at present", "at the moment".
func (f *finder) setPhrase(i int) (phrase, int) {
	ref := func(n, end int) (phrase, int) {
		return phrase{typ: tocsin.DateTime, value: references[n]}, end
	}
	k := f.skip(i, wThe)
	if f.is(k, wNear) {
		k++
	}
	switch {
	case f.is(i-1, wIn) && f.is(i, wThe) && f.is(k, wPast) && !f.isUnit(k+1) && f.piece(k+1).class != number && f.piece(k+1).class != vague:
		return ref(1, k+1)
	case f.is(i-1, wIn) && f.is(k, wFuture) && f.piece(k+1).class != other:
		return ref(3, k+1)
	case f.is(i, wTo) && f.printed(i+1) == "date" && f.ends(i+2): // "to date"
		return ref(2, i+2)
	case f.printed(i) == "these" && f.piece(i+1).class == unitWords && unit(f.piece(i+1).n) == day:
		return ref(2, i+2)
	case f.is(i, wAll) && f.piece(i+1).class == unitWord && unit(f.piece(i+1).n) >= day: // "all day"
		return phrase{typ: tocsin.Duration, value: length(whole(1), unit(f.piece(i+1).n))}, i + 2
	case f.is(i-1, wAt) && (f.is(i, wPresent) || f.is(i, wThe) && f.is(k, wMoment)):
		return ref(2, k+1)
	}
	return phrase{}, 0
}

// clocked reads a time of day with or without its date: "5 p.m. on Friday", "10:30 GMT", "the night of 3 November", "noon".
func (f *finder) clocked(i int) (phrase, int) {
	if p, end := f.partOf(i); end > 0 {
		return p, end
	}
	if p := f.piece(i); p.class == part && parts[p.n] == "TNI" && f.is(i-1, wAt) { // "at night": of no night in particular
		return phrase{typ: tocsin.ClockTime, value: "XXXX-XX-XXTNI"}, i + 1
	}
	out, end := f.hour(i)
	if end == 0 {
		return phrase{}, 0
	}
	k := end
	if f.isMark(k, ',') {
		k++
	}
	if k = f.skip(k, wOn); out.at.part > 0 {
		k = f.skip(k, wOf)
	}
	if d, e := f.date(k); e > 0 && d.at.unit == day && d.value == "" && d.typ == tocsin.DateTime {
		d.typ, d.at.clock, d.at.utc, d.at.part = tocsin.ClockTime, out.at.clock, out.at.utc, out.at.part
		return d, e
	}
	return out, end
}

// partOf reads "the night of 3 November", "the morning of that day".
func (f *finder) partOf(i int) (phrase, int) {
	k := f.skip(i, wThe)
	p := f.piece(k)
	if p.class != part || p.n > 4 || k == i || !f.is(k+1, wOf) && !f.is(k+1, wOn) {
		return phrase{}, 0
	}
	d, end := f.date(k + 2)
	if end == 0 || d.at.unit != day || d.typ != tocsin.DateTime || d.value != "" {
		return phrase{}, 0
	}
	d.typ, d.at.part = tocsin.ClockTime, int(p.n)
	return d, end
}

// hour reads "5 p.m.", "17:30", "5.30pm", "1700 GMT", "noon".
func (f *finder) hour(i int) (phrase, int) {
	p := f.piece(i)
	out := phrase{typ: tocsin.ClockTime, at: point{unit: day}}
	var minutes int
	end := i + 1
	switch {
	case p.class == part && p.n > 6 && p.capital && i > 0: // "Operation Dawn"
		return phrase{}, 0
	case p.class == part && p.n > 4:
		out.at.part = int(p.n)
		return out, end
	case p.class == clock:
		minutes = int(p.n)
	case p.class == number && p.digits == 4 && p.n < 2400 && p.n%100 < 60 && (f.is(end, wZone) || f.is(end, wHour)):
		minutes = int(p.n)/100*60 + int(p.n)%100
	case p.class == number && p.digits > 0 && p.digits <= 2 && p.n <= 12:
		minutes = int(p.n) * 60
		if m := f.piece(i + 2); f.isMark(i+1, '.') && m.digits == 2 && m.n < 60 && !m.spaced {
			minutes, end = minutes+int(m.n), i+3
		}
		if pm, _ := f.meridiem(end); pm == 0 {
			return phrase{}, 0
		}
	default:
		return phrase{}, 0
	}
	if pm, e := f.meridiem(end); pm != 0 {
		end = e
		switch h := minutes / 60; {
		case pm == wPM && h < 12:
			minutes += 12 * 60
		case pm == wAM && h == 12:
			minutes -= 12 * 60
		}
	}
	out.at.clock = minutes + 1
	switch {
	case f.is(end, wZone):
		out.at.utc, end = true, end+1
	case f.is(end, wHour):
		end++
	case f.is(end, wLocal) && f.is(end+1, wTime):
		end += 2
	}
	return out, end
}

// meridiem reads "a.m.", "pm"; which is 0 where there is none.
func (f *finder) meridiem(i int) (which int16, end int) {
	if f.is(i, wAM) || f.is(i, wPM) {
		return f.piece(i).n, i + 1
	}
	if f.isMark(i+1, '.') && !f.piece(i+1).spaced && f.printed(i+2) == "m" && !f.piece(i+2).spaced {
		end = i + 3
		if f.isMark(end, '.') && !f.piece(end).spaced {
			end++
		}
		switch f.printed(i) {
		case "a":
			return wAM, end
		case "p":
			return wPM, end
		}
	}
	return 0, 0
}
