package when

import "github.com/tocsin-desk/tocsin"

// date reads an expression for a day or a longer unit, without edges and times of day.
func (f *finder) date(i int) (phrase, int) {
	best, end := f.fiscal(i)
	if end == 0 {
		best, end = f.calendar(i)
	}
	for _, read := range [...]func(int) (phrase, int){f.relative, f.distance, f.named, f.timeName} {
		if p, e := read(i); e > end {
			best, end = p, e
		}
	}
	return best, end
}

// calendar reads dates by their numbers and names: "3 November 2026", "Friday", "the 1990s".
func (f *finder) calendar(i int) (phrase, int) {
	k := f.skip(i, wThe)
	the := k > i
	p := f.piece(k)
	switch p.class {
	case weekday, weekdayShort:
		return f.onWeekday(k)
	case month, monthShort:
		return f.inMonth(k)
	case ordinal, number:
		return f.numbered(k, the)
	case decades:
		if p.digits == 2 && !(f.isMark(k-1, '\'') || the) {
			return phrase{}, 0
		}
		n := int(p.n)
		if p.digits == 2 {
			n += 1900
		}
		return phrase{typ: tocsin.DateTime, at: point{unit: decade, n: n / 10}}, k + 1
	case season:
		return f.inSeason(k, the)
	}
	if p.class == mark && p.n == '\'' && f.piece(k+1).class == decades && f.piece(k+1).digits == 2 { // "the '90s"
		return phrase{typ: tocsin.DateTime, at: point{unit: decade, n: 190 + int(f.piece(k+1).n)/10}}, k + 2
	}
	return phrase{}, 0
}

// fiscal reads "fiscal 2026", "fiscal year 2026", "FY2026", "the 2026 fiscal year".
func (f *finder) fiscal(i int) (phrase, int) {
	k := f.skip(i, wThe)
	out := phrase{typ: tocsin.DateTime, fiscal: true, at: point{unit: year}}
	if y := f.piece(k); y.digits == 4 && f.is(k+1, wFiscal) && f.piece(k+2).class == unitWord && unit(f.piece(k+2).n) == year {
		out.at.year = int(y.n)
		return out, k + 3
	}
	if !f.is(k, wFiscal) {
		return phrase{}, 0
	}
	k++
	if f.piece(k).class == unitWord && unit(f.piece(k).n) == year {
		k++
	}
	if y := f.piece(k); y.class == number && y.digits == 4 && y.n > 1900 && y.n < 2100 {
		out.at.year = int(y.n)
		return out, k + 1
	}
	return phrase{}, 0
}

// onWeekday reads "Friday" and "Friday, 3 November 2026".
func (f *finder) onWeekday(i int) (phrase, int) {
	p := f.piece(i)
	end := i + 1
	if !p.capital || f.is(i-1, wFixed) && f.piece(i-1).capital {
		return phrase{}, 0
	}
	if p.class == weekdayShort {
		switch {
		case f.isMark(end, '.'):
			end++
		case !f.isMark(end, ','):
			return phrase{}, 0
		}
	}
	k := end
	if f.isMark(k, ',') || f.isMark(k, '(') {
		k++
	}
	if full, e := f.calendar(k); e > 0 && full.at.day > 0 {
		if f.isMark(k-1, '(') && f.isMark(e, ')') {
			e++
		}
		return full, e
	}
	if d := f.piece(end + 1); f.is(end, wThe) && d.class == ordinal && d.n >= 1 && d.n <= 31 && !f.is(end+2, wOf) && !f.counts(end+1) { // "Friday the 13th"
		return phrase{typ: tocsin.DateTime, at: point{unit: day, weekday: int(p.n), day: int(d.n)}}, end + 2
	}
	if p.class == weekdayShort && f.isMark(i+1, ',') {
		return phrase{}, 0
	}
	return phrase{typ: tocsin.DateTime, at: point{unit: day, weekday: int(p.n)}}, end
}

// inMonth reads "November 2026", "November 3, 2026", "Nov. 3", "March of that year".
func (f *finder) inMonth(i int) (phrase, int) {
	p := f.piece(i)
	if !p.capital || f.isVerb(i) {
		return phrase{}, 0
	}
	end := i + 1
	if f.isMark(end, '.') && (p.class == monthShort || f.piece(end+1).digits > 0) && !f.piece(end).spaced {
		end++
	}
	out := phrase{typ: tocsin.DateTime, at: point{unit: monthUnit, month: int(p.n)}}
	k := f.skip(end, wThe)
	if d := f.piece(k); (d.class == number && d.digits > 0 && d.digits <= 2 || d.class == ordinal) && d.n >= 1 && d.n <= 31 && !f.counts(k) && !(f.isMark(k+1, ':') && !f.piece(k+1).spaced) {
		out.at.day, out.at.unit, end = int(d.n), day, k+1
		out, end = f.ofYear(f.withYear(out, f.behindRange(end), end))
		return f.sharedYear(out, end), end
	}
	if y, e := f.withYear(out, end, end); e > end {
		return y, e
	}
	if y, e := f.ofYear(out, end); e > end {
		return y, e
	}
	if p.class == monthShort && !f.isMark(i+1, '.') || !f.plainMonth(i) {
		return phrase{}, 0
	}
	return f.sharedYear(out, end), end
}

// sharedYear gives the first month of two the year that is printed behind the second: "in August and September 1914",
// "from 26 June to 4 August 1952", "December to March 1916".
func (f *finder) sharedYear(p phrase, end int) phrase {
	if p.at.year != 0 || p.at.shifted || p.at.month == 0 || !f.is(end, wAnd) && !f.is(end, wTo) && !f.is(end, wOr) && !f.is(end, wUntil) && !f.isMark(end, '-') {
		return p
	}
	k := f.skip(end+1, wThe)
	second, e := phrase{}, 0
	switch f.piece(k).class {
	case month, monthShort:
		second, e = f.inMonth(k)
	case number, ordinal:
		second, e = f.dayFirst(k)
	}
	if e > 0 && second.at.year != 0 && second.at.month > 0 {
		p.at.year = second.at.year
		if p.at.month > second.at.month {
			p.at.year--
		}
	}
	return p
}

// ofYear adds "of last year", "of that year", "last year".
func (f *finder) ofYear(p phrase, end int) (phrase, int) {
	if k := f.skip(end, wOf); p.at.year == 0 && (k > end || f.is(k, wLast) || f.is(k, wNext) || f.is(k, wThis)) {
		if y, e := f.relative(k); e > 0 && y.at.unit == year && y.at.shifted {
			p.at.shifted, p.at.shift, p.at.told = true, y.at.shift, y.at.told
			return p, e
		}
	}
	return p, end
}

// behindRange skips the second day of "November 3-5, 2026", so that the first gets the year behind it.
func (f *finder) behindRange(i int) int {
	d := f.piece(i + 1)
	if d.class != number || d.digits < 1 || d.digits > 2 || d.n < 1 || d.n > 31 || f.counts(i+1) {
		return i
	}
	next := f.piece(i + 2)
	if f.isMark(i, '-') && next.class != month && next.class != monthShort || (f.is(i, wAnd) || f.is(i, wTo)) && (next.class == mark || i+2 == len(f.pieces)) {
		return i + 2
	}
	return i
}

// withYear adds the year that stands at from, with or without a comma; the phrase ends behind it only
// when nothing else stands between (from equals end).
func (f *finder) withYear(p phrase, from, end int) (phrase, int) {
	k := from
	if f.isMark(k, ',') {
		k++
	}
	k = f.skip(k, wOf)
	y := f.piece(k)
	if y.class != number || y.digits != 4 && y.digits != 3 || y.n < 100 || y.n > 2100 {
		return p, end
	}
	era, next := f.era(k + 1)
	if y.digits == 3 && era == 0 || f.counts(k) {
		return p, end
	}
	p.at.year, k = inEra(int(y.n), era), next
	if from == end {
		end = k
	}
	return p, end
}

// counts reports whether the number at i counts things: "2000 people", "March 5 percent".
func (f *finder) counts(i int) bool {
	return f.is(i+1, wQuantity) || f.isMark(i+1, '%') || f.isUnit(i+1) && !f.isMark(i+1, ',') || f.isMark(i-1, '$') || f.is(i+1, wHundred)
}

// "Theresa May said" is no month, nor is "March on the capital".
func (f *finder) plainMonth(i int) bool {
	p := f.piece(i)
	switch p.n {
	case 3, 4, 5, 6, 8:
	default:
		return true
	}
	if prev := f.piece(i - 1); prev.class == word || prev.class == edge {
		return !prev.capital || prev.n <= wLater
	} else if prev.capital || prev.class == other && !f.mostlyTime(i-1) {
		return false
	}
	next := f.piece(i + 1)
	return !next.capital && i > 0
}

// mostlyTime admits words outside the vocabulary that stand before months: "between", "late".
func (f *finder) mostlyTime(i int) bool {
	switch f.printed(i) {
	case "with", "past", "into", "as", "like", "starting", "beginning", "ending", "ended", "began", "scheduled", "planned", "due":
		return true
	}
	return false
}

// numbered reads what begins with a number: "3 November 2026", "the 15th", "2026-11-03", "2026", "19th century", "490 BC".
func (f *finder) numbered(i int, the bool) (phrase, int) {
	p := f.piece(i)
	if out, end := f.digital(i); end > 0 {
		return out, end
	}
	if p.n >= 1 && p.n <= 31 && (p.digits > 0 && p.digits <= 2 || p.class == ordinal) {
		if out, end := f.dayFirst(i); end > 0 {
			return out, end
		}
	}
	if p.class == ordinal && f.piece(i+1).class == unitWord && f.piece(i+1).n == int16(century) {
		out := phrase{typ: tocsin.DateTime, at: point{unit: century, n: int(p.n) - 1}}
		era, end := f.era(i + 2)
		out.at.bc = era == wBC
		return out, end
	}
	if p.class == ordinal && the && p.digits > 0 && p.n <= 31 && !f.isNoun(i+1) && f.piece(i+1).class != mark { // "on the 15th"
		if f.is(i-2, wOn) || f.is(i-2, wBy) || f.is(i-2, wUntil) || f.is(i-2, wSince) {
			return phrase{typ: tocsin.DateTime, at: point{unit: day, day: int(p.n)}}, i + 1
		}
	}
	if p.class == number && p.digits > 0 && !the {
		return f.bareYear(i)
	}
	return phrase{}, 0
}

// dayFirst reads "3 November 2026", "3rd of November", and the first day of "3-5 November 2026".
func (f *finder) dayFirst(i int) (phrase, int) {
	k, end := i+1, 0
	if (f.isMark(k, '-') || f.is(k, wTo) || f.is(k, wAnd)) && f.piece(k+1).n >= 1 && f.piece(k+1).n <= 31 && (f.piece(k+1).digits > 0 || f.piece(k+1).class == ordinal) {
		k, end = k+2, i+1
	}
	k = f.skip(k, wOf)
	if f.isMark(k, '-') {
		k++
	}
	m := f.piece(k)
	if m.class != month && m.class != monthShort || !m.capital {
		return phrase{}, 0
	}
	out := phrase{typ: tocsin.DateTime, at: point{unit: day, month: int(m.n), day: int(f.piece(i).n)}}
	k++
	if m.class == monthShort && f.isMark(k, '.') {
		k++
	}
	if f.isMark(k, '-') && f.piece(k+1).digits == 4 {
		k++
	}
	if end > 0 {
		return f.withYear(out, k, end)
	}
	out, end = f.ofYear(f.withYear(out, k, k))
	return f.sharedYear(out, end), end
}

// digital reads "2026-11-03", "2026/11/03", "03.11.2026", "11/23/2026". Where day and month could be
// either, both stay open.
func (f *finder) digital(i int) (phrase, int) {
	a, b, c := f.piece(i), f.piece(i+2), f.piece(i+4)
	sep := f.piece(i + 1)
	if a.digits == 0 || b.digits == 0 || a.class != number || b.class != number || sep.class != mark || sep.n != '-' && sep.n != '/' && sep.n != '.' || sep.spaced || b.spaced {
		return phrase{}, 0
	}
	out := phrase{typ: tocsin.DateTime}
	third := c.class == number && c.digits > 0 && !c.spaced && f.isMark(i+3, byte(sep.n))
	switch {
	case a.digits == 4 && third && b.n >= 1 && b.n <= 12 && c.n >= 1 && c.n <= 31 && b.digits <= 2 && c.digits <= 2:
		out.at = point{unit: day, year: int(a.n), month: int(b.n), day: int(c.n)}
	case a.digits == 4 && !third && sep.n == '-' && b.digits == 2 && b.n >= 1 && b.n <= 12 && a.n%100 >= 13:
		out.at = point{unit: monthUnit, year: int(a.n), month: int(b.n)}
		return out, i + 3
	case third && c.digits == 4 && a.n >= 1 && b.n >= 1 && a.n <= 31 && b.n <= 31 && a.digits <= 2 && b.digits <= 2 && (a.n <= 12 || b.n <= 12):
		out.at = point{unit: day, year: int(c.n), month: int(b.n), day: int(a.n)}
		switch {
		case b.n > 12:
			out.at.month, out.at.day = int(a.n), int(b.n)
		case a.n <= 12 && a.n != b.n && sep.n == '/':
			out.at.unit, out.at.month, out.at.day = year, 0, 0
		}
	default:
		return phrase{}, 0
	}
	return out, i + 5
}

// bareYear reads "2021", "490 BC"; numbers before 1900 and beyond 2050 need a preposition of time.
func (f *finder) bareYear(i int) (phrase, int) {
	p := f.piece(i)
	n := int(p.n)
	out := phrase{typ: tocsin.DateTime, at: point{unit: year, year: n}}
	if era, end := f.era(i + 1); era != 0 && n > 0 && p.digits < 5 {
		out.at.year = inEra(n, era)
		return out, end
	}
	if era, _ := f.era(i + 3); era == wBC && (f.isMark(i+1, '-') || f.is(i+1, wTo) || f.is(i+1, wAnd)) && f.piece(i+2).digits > 0 && n > 0 { // "479-478 BC"
		out.at.year = inEra(n, era)
		return out, i + 1
	}
	if p.digits == 2 && f.isMark(i-1, '-') && f.piece(i-2).digits == 4 && f.piece(i-2).n >= 1800 && f.piece(i-2).n <= 2100 && !p.spaced && n > int(f.piece(i-2).n)%100 { // "1914-18"
		out.at.year += int(f.piece(i-2).n) / 100 * 100
		return out, i + 1
	}
	if p.digits != 4 || n < 1000 || n > 2100 || f.counts(i) || f.is(i-1, wLabel) || f.isMark(i+1, '-') && isLetter(first(f.printed(i+2))) && f.piece(i+2).class == other && !f.piece(i+2).spaced && f.isMark(i-1, '-') {
		return phrase{}, 0
	}
	prep := f.timePreposition(i-1) || f.isMark(i-1, '-') && f.piece(i-2).digits == 4
	plural := f.isNoun(i+1) && f.d.Feat(f.pieces[i+1].token, "Number") == "Plur"
	switch {
	case plural && (n%100 == 0 || n < 1900 || n > 2050):
		return phrase{}, 0
	case (n < 1900 || n > 2050) && !f.history && (!prep || f.isNoun(i+1)):
		return phrase{}, 0
	case f.isMark(i+1, '.') && f.piece(i+2).digits > 0 && !f.piece(i+2).spaced, f.isMark(i-1, '.') && !p.spaced, f.isMark(i-1, ':') && !p.spaced, f.isMark(i-1, '/') && !p.spaced, f.isMark(i-1, '#'):
		return phrase{}, 0
	}
	return out, i + 1
}

// era reads "BC", "B.C.", "AD" behind a year; 0 where there is none, and then end is i.
func (f *finder) era(i int) (which int16, end int) {
	if f.is(i, wBC) || f.is(i, wAD) {
		return f.piece(i).n, i + 1
	}
	if f.isMark(i+1, '.') && f.printed(i) == "B" && f.printed(i+2) == "C" && !f.piece(i+2).spaced {
		if end = i + 3; f.isMark(end, '.') && !f.piece(end).spaced {
			end++
		}
		return wBC, end
	}
	return 0, i
}

// inEra returns the astronomical year: 490 BC is -489.
func inEra(year int, era int16) int {
	if era == wBC {
		return 1 - year
	}
	return year
}

func first(s string) byte {
	if s == "" {
		return 0
	}
	return s[0]
}

// timePreposition reports whether a year may stand behind piece i.
func (f *finder) timePreposition(i int) bool {
	p := f.piece(i)
	if p.class == edge || p.class == season || p.class == month || p.class == mark && p.n == '(' {
		return true
	}
	if p.class != word {
		return false
	}
	switch p.n {
	case wIn, wBy, wUntil, wSince, wFrom, wTo, wBefore, wAfter, wDuring, wBetween, wOf, wAbout:
		return true
	case wAnd:
		return f.piece(i-1).digits == 4
	}
	return false
}

// inSeason reads "the summer of 2025", "spring 2026", "in winter". A bare "fall" is mostly a verb.
func (f *finder) inSeason(i int, the bool) (phrase, int) {
	out := phrase{typ: tocsin.DateTime, at: point{unit: seasonUnit, n: int(f.piece(i).n)}}
	if k := i + 1; f.is(k, wOffensive) { // "the Spring Offensive of 1918", "the summer campaign"
		if y, end := f.withYear(out, k+1, k+1); end > k+1 {
			return y, i + 1
		}
		return out, k
	}
	if f.is(i+1, wOf) && seasons[out.at.n] == "FA" && f.piece(i+2).digits == 0 && !f.is(i+2, wLast) && !f.is(i+2, wThat) && !f.is(i+2, wThis) { // "after the fall of Guernica"
		return phrase{}, 0
	}
	if y, end := f.withYear(out, i+1, i+1); end > i+1 {
		return y, end
	}
	if y, e := f.ofYear(out, i+1); e > i+1 {
		return y, e
	}
	if f.history && out.at.n%2 == 0 && !f.piece(i).capital { // "their winter quarters" in a tale is that winter
		return out, i + 1
	}
	before := i - 1
	if the {
		before--
	}
	if (f.timePreposition(before) || the && f.is(before, wOver)) && !f.isMark(before, '(') && !f.is(before, wOf) && !f.is(before, wTo) && !f.isNoun(i+1) {
		return out, i + 1
	}
	return phrase{}, 0
}
