package when

import "github.com/tocsin-desk/tocsin"

// inTime: "by this time", "during this time", not "this time they won".
func (f *finder) inTime(i int) bool {
	return f.is(i, wBy) || f.is(i, wAt) || f.is(i, wDuring) || f.is(i, wUntil) || f.is(i, wFrom)
}

// relative reads "last week", "the next day", "this Friday", "that evening", "the past two years".
func (f *finder) relative(i int) (phrase, int) {
	k := f.skip(i, wThe)
	the := k > i
	w := f.piece(k)
	if w.class != word {
		return phrase{}, 0
	}
	var lead lead
	told := false
	switch w.n {
	case wLast, wPast, wRecent:
		lead = lastOne
	case wPrevious:
		lead, told = lastOne, true
	case wNext:
		lead, told = nextOne, the
	case wFollowing:
		lead, told = nextOne, true
	case wComing:
		lead = nextOne
	case wThis, wCurrent:
		lead = thisOne
	case wThat, wSame:
		lead, told = thisOne, true
	default:
		return phrase{}, 0
	}
	k++
	if lead == thisOne && f.is(k, wPeriod) || lead == thisOne && (told || f.inTime(i-1)) && f.is(k, wTime) && !f.is(k-1, wSame) { // "during that period", "by that time"
		return phrase{typ: tocsin.DateTime, at: point{unit: f.toldUnit(), told: true, shifted: true}}, k + 1
	}
	switch next := f.piece(k); { // "this past week", "that same day", "this coming Friday"
	case lead == thisOne && (f.is(k, wPast) || f.is(k, wLast)):
		lead, k = lastOne, k+1
	case lead == thisOne && f.is(k, wComing):
		lead, k = nextOne, k+1
	case lead == thisOne && f.is(k, wSame):
		told, k = true, k+1
	case lead == thisOne && next.class == word && next.n == wCurrent:
		k++
	}
	if p, end := f.stretch(k, w.n, lead); end > 0 {
		return p, end
	}
	return f.chosen(k, lead, told, the, w.n)
}

// stretch reads what makes a length of "the past", "the next": "two years", "few weeks", "years".
func (f *finder) stretch(i int, w int16, l lead) (phrase, int) {
	if l == thisOne {
		return phrase{}, 0
	}
	if c, u, _, end := f.quantity(i); end > 0 && !c.noun {
		return phrase{typ: tocsin.Duration, value: length(c, u)}, end
	}
	if f.piece(i).class == unitWords {
		ref := "PAST_REF"
		if l == nextOne {
			ref = "FUTURE_REF"
		}
		return phrase{typ: tocsin.DateTime, value: ref}, i + 1
	}
	if w == wPast && f.piece(i).class == unitWord {
		return phrase{typ: tocsin.Duration, value: length(whole(1), unit(f.piece(i).n))}, i + 1
	}
	return phrase{}, 0
}

// chosen reads the unit, day, month, season or part of the day that a lead picks.
func (f *finder) chosen(i int, l lead, told, the bool, w int16) (phrase, int) {
	p := f.piece(i)
	shift := [...]int{lastOne: -1, thisOne: 0, nextOne: 1}[l]
	out := phrase{typ: tocsin.DateTime, at: point{lead: l, told: told}}
	switch {
	case p.class == unitWord && p.n == int16(minute), w == wRecent:
		return phrase{}, 0
	case p.class == unitWord && the && w == wLast && unit(p.n) >= week && unit(p.n) != quarter && !f.is(i+1, wOf): // "over the last year"
		return phrase{typ: tocsin.Duration, value: length(whole(1), unit(p.n))}, i + 1
	case p.class == unitWord && unit(p.n) == hour:
		return phrase{}, 0
	case p.class == unitWord:
		out.at.unit, out.at.shifted, out.at.shift = unit(p.n), true, shift
		out.at.told = told || f.history && l == thisOne // "this day" of a tale
	case p.class == weekday && p.capital:
		out.at.unit, out.at.weekday = day, int(p.n)
	case p.class == month && p.capital:
		out.at.unit, out.at.month = monthUnit, int(p.n)
	case p.class == season:
		out.at.unit, out.at.n = seasonUnit, int(p.n)
	case p.named:
		if n, end := f.timeName(i); end > 0 && !n.named.Event {
			n.at.lead, n.at.told = l, told
			return n, end
		}
		return phrase{}, 0
	case p.class == part && p.n <= 4:
		out.typ = tocsin.ClockTime
		out.at.unit, out.at.shifted, out.at.shift, out.at.part = day, true, shift, int(p.n)
	default:
		return phrase{}, 0
	}
	return out, i + 1
}

// bounded reads an edge of a date: "early March", "the end of 2025", "late last year", "earlier this month",
// "the first quarter of 2025", "the first week of June".
func (f *finder) bounded(i int) (phrase, int) {
	k := f.skip(i, wThe)
	p := f.piece(k)
	switch {
	case p.class == edge && f.is(k+1, wOf):
		return f.edged(k+2, mods[p.n], true)
	case p.class == unitWord && unit(p.n) >= week && f.isMark(k+1, '\'') && f.printed(k+2) == "s" && f.piece(k+3).class == edge && f.piece(k+3).n == 3, // "by year's end"
		p.class == unitWord && unit(p.n) >= week && f.isMark(k+1, '-') && f.piece(k+2).class == edge && f.piece(k+2).n == 3 && !f.piece(k+2).spaced: // "year-end"
		end := k + 3
		if f.isMark(k+1, '\'') {
			end++
		}
		return phrase{typ: tocsin.DateTime, mod: "END", at: point{unit: unit(p.n), shifted: true, told: f.history}}, end
	case f.is(k, wLatter) && f.is(k+1, wHalf) && f.is(k+2, wOf): // "the latter half of 2008"
		w, end := f.edged(k+3, "", true)
		if end == 0 || w.at.unit != year {
			return phrase{}, 0
		}
		w.at.unit, w.at.n = half, 2
		return w, end
	case p.class == edge && p.end-p.start <= 5: // early, mid, late
		bare := k == i && f.is(k+1, wIn) // "late in the year"
		if f.isMark(k+1, '-') || bare || k == i && f.is(k+1, wOn) {
			k++
		}
		return f.edged(k+1, mods[p.n], bare)
	case f.is(k, wEarlier) || f.is(k, wLater):
		mod := "START"
		if f.is(k, wLater) {
			mod = "END"
		}
		return f.edged(f.skip(k+1, wIn), mod, f.is(k+1, wIn))
	case p.class == ordinal || f.is(k, wLast):
		return f.portion(k, k > i)
	}
	return phrase{}, 0
}

// edged reads the date whose edge is meant. bare admits "the year" for the current one: "by the end of the year".
func (f *finder) edged(i int, mod string, bare bool) (phrase, int) {
	p, end := f.date(i)
	if end == 0 && bare && f.is(i, wThe) && f.piece(i+1).class == unitWord && f.piece(i+1).n != int16(minute) && f.piece(i+1).n != int16(hour) {
		p = phrase{typ: tocsin.DateTime, at: point{unit: unit(f.piece(i + 1).n), shifted: true, told: f.history}}
		if p.at.unit == day && f.is(i-1, wIn) {
			p.at = f.theDay()
		}
		end = i + 2
	}
	if end == 0 || p.typ != tocsin.DateTime || p.value != "" || p.mod != "" {
		return phrase{}, 0
	}
	p.mod = mod
	return p, end
}

// theDay is the day of "earlier in the day": the one just told, else the day that the text reports on.
func (f *finder) theDay() point {
	p := point{unit: day, shifted: true, told: f.history || f.near() && f.told.unit == day}
	if !p.told && !f.fresh.IsZero() {
		p.year, p.month, p.day, p.shifted = f.fresh.Year(), int(f.fresh.Month()), f.fresh.Day(), false
	}
	return p
}

// portion reads "first quarter of 2025", "second half of the year", "first week of June", "last day of March".
func (f *finder) portion(i int, the bool) (phrase, int) {
	n, last := int(f.piece(i).n), f.is(i, wLast)
	u := f.piece(i + 1)
	isHalf := f.is(i+1, wHalf)
	if u.class == weekday && u.capital && (f.is(i+2, wOf) || f.is(i+2, wIn)) && (last || n <= 5) { // "the first Monday of November"
		whole, end := f.edged(i+3, "", true)
		if end == 0 || whole.at.unit != monthUnit {
			return phrase{}, 0
		}
		if whole.at.nth, whole.at.weekday = n, int(u.n); last {
			whole.at.nth = -1
		}
		return whole, end
	}
	if u.class != unitWord && u.class != unitWords && !isHalf {
		return phrase{}, 0
	}
	var whole phrase
	end := 0
	if f.is(i+2, wOf) {
		whole, end = f.edged(i+3, "", true)
	}
	named := isHalf && n <= 2 || u.class == unitWord && unit(u.n) == quarter && n <= 4 && !last
	switch {
	case named && (end == 0 || whole.at.unit == year):
		if end == 0 {
			if isHalf && !(the && f.is(i-2, wIn) && f.economic()) { // "the first half" is one of a match as well
				return phrase{}, 0
			}
			whole, end = phrase{typ: tocsin.DateTime}, i+2
		}
		whole.at.n = n
		whole.at.unit = quarter
		if isHalf {
			whole.at.unit = half
		}
		return whole, end
	case end == 0:
		return phrase{}, 0
	case u.class == unitWord && unit(u.n) == day && whole.at.month > 0 && whole.at.day == 0 && !last && n <= 31:
		whole.at.day, whole.at.unit = n, day
	case last || isHalf && n == 2:
		whole.mod = "END"
	case n == 1:
		whole.mod = "START"
	default:
		whole.mod = "MID"
	}
	return whole, end
}

// toldUnit is the precision of the last date told, a day before the first.
func (f *finder) toldUnit() unit {
	if f.told.unit == 0 {
		return day
	}
	return f.told.unit
}

// economic reports whether the sentence counts in percent: its halves and quarters are those of a year.
func (f *finder) economic() bool {
	for i := range f.pieces {
		if f.isMark(i, '%') || f.is(i, wQuantity) && f.printed(i) == "percent" {
			return true
		}
	}
	return false
}
