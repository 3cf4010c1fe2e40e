package when

import (
	"fmt"
	"strconv"
	"time"

	"github.com/tocsin-desk/tocsin"
)

// resolve turns a phrase into a time with its value, and remembers the date for what follows.
func (f *finder) resolve(p phrase, i, end int) tocsin.Time {
	span := tocsin.Span{Start: f.pieces[i].start, End: f.pieces[end-1].end}
	out := tocsin.Time{Span: span, Type: p.typ, Value: p.value, Mod: p.mod, Resolved: true}
	if p.value == "" && p.fiscal && p.at.year > 0 {
		out.Value = "FY" + value(date(p.at.year, firstMonth(p.at), 1), p.at)
		return out
	}
	if p.value != "" {
		out.Resolved = p.typ != tocsin.DateTime || p.value[0] != 'X'
		return out
	}
	if p.named != nil {
		return f.resolveNamed(p, i, out)
	}
	nth, weekday := p.at.nth, p.at.weekday
	if nth != 0 {
		p.at.weekday = 0
	}
	when, ok := f.locate(p.at, i)
	if ok && nth != 0 {
		when, p.at.unit = nthWeekday(when, nth, weekday), day
	}
	if !ok {
		out.Value, out.Resolved = unknown(p.at), false
		return out
	}
	out.Value = value(when, p.at)
	f.remember(when, p.at, i)
	return out
}

// nthWeekday returns the n-th weekday of a month, the last for -1.
func nthWeekday(month time.Time, n, weekday int) time.Time {
	first := date(month.Year(), int(month.Month()), 1)
	at := first.AddDate(0, 0, (weekday-isoWeekday(first)+7)%7)
	if n > 0 {
		return at.AddDate(0, 0, 7*(n-1))
	}
	for next := at.AddDate(0, 0, 7); next.Month() == at.Month(); next = next.AddDate(0, 0, 7) {
		at = next
	}
	return at
}

// locate finds the first day of a point. Years before Christ are 0 and below: 490 BC is -489.
func (f *finder) locate(p point, i int) (time.Time, bool) {
	if p.shifted && (p.unit == minute || p.unit == hour) {
		return time.Time{}, false // the hour of publication isn't known
	}
	base, unit, ok := f.base(p, i)
	switch {
	case p.year != 0:
		return date(p.year, firstMonth(p), max(p.day, 1)), true
	case p.unit == decade && !p.shifted, p.unit == century && !p.shifted:
		return time.Time{}, true
	case p.unit == day && !p.shifted && p.month+p.day+p.weekday == 0: // "at 10:30": of the day just told, if one was
		return f.told.at, f.told.unit == day && f.near()
	case !ok:
		return time.Time{}, false
	case p.shifted && p.month > 0: // "March of last year"
		return date(base.Year()+p.shift, p.month, max(p.day, 1)), true
	case p.shifted && (p.unit == seasonUnit || p.n > 0):
		return date(base.Year()+p.shift, firstMonth(p), 1), true
	case p.shifted:
		if unit > p.unit && !(unit == monthUnit && p.unit == week) { // "two days later" after "in 2019" can't be told to the day
			return time.Time{}, false
		}
		return shift(base, p.unit, p.shift), true
	}
	return f.pick(p, base, i), true
}

// pick chooses among the Fridays, Marches, summers around the base.
func (f *finder) pick(p point, base time.Time, i int) time.Time {
	narrative := f.narrated(p, i)
	switch {
	case p.weekday > 0 && p.day > 0:
		return f.pickBoth(p, base, i)
	case p.weekday > 0:
		return f.pickWeekday(p, base, i, narrative)
	case p.month == 0 && p.day > 0: // "on the 15th"
		at := date(base.Year(), int(base.Month()), p.day)
		if !narrative && at.After(base) && f.tense(i) != ahead {
			return date(base.Year(), int(base.Month())-1, p.day)
		}
		return at
	}
	in := func(year int) time.Time { return date(year, firstMonth(p), max(p.day, 1)) }
	at := in(base.Year())
	switch {
	case narrative && at.Before(base.AddDate(0, -7, 0)) && f.told.unit != year:
		return in(base.Year() + 1)
	case narrative, p.lead == thisOne:
		return at
	case p.lead == lastOne:
		if !at.Before(base) || p.day == 0 && p.month == int(base.Month()) {
			return in(base.Year() - 1)
		}
		return at
	case p.lead == nextOne:
		if !at.After(base) {
			return in(base.Year() + 1)
		}
		return at
	}
	tense := f.tense(i)
	next := at // the one that isn't over
	if ended(at, p).Before(base) {
		next = in(base.Year() + 1)
	}
	switch last := in(next.Year() - 1); {
	case tense == ahead, !next.After(base):
		return next
	case tense == behind, next.Sub(base)*3 > base.Sub(ended(last, p)):
		return last
	}
	return next
}

// pickBoth chooses among the months in which a day falls on a weekday: "Friday the 13th".
func (f *finder) pickBoth(p point, base time.Time, i int) time.Time {
	step := -1
	if f.tense(i) == ahead {
		step = 1
	}
	for n := range 30 { // in any thirty months there are some
		at := date(base.Year(), int(base.Month())+step*n, p.day)
		if at.Day() == p.day && isoWeekday(at) == p.weekday && !(step < 0 && at.After(base)) && !(step > 0 && at.Before(base)) {
			return at
		}
	}
	return date(base.Year(), int(base.Month()), p.day)
}

// pickWeekday chooses among the Fridays around the base.
func (f *finder) pickWeekday(p point, base time.Time, i int, narrative bool) time.Time {
	if p.lead == thisOne {
		return base.AddDate(0, 0, p.weekday-isoWeekday(base))
	}
	on := (p.weekday - isoWeekday(base) + 7) % 7
	switch {
	case p.lead == lastOne:
		on -= 7
	case p.lead == nextOne:
		if on == 0 {
			on = 7
		}
	case f.tense(i) != ahead && on > 0 && !narrative:
		on -= 7
	}
	return base.AddDate(0, 0, on)
}

// ended returns the last day of the unit that begins on at.
func ended(at time.Time, p point) time.Time {
	switch {
	case p.day > 0:
		return at
	case p.unit == monthUnit:
		return at.AddDate(0, 1, -1)
	case p.unit == half:
		return at.AddDate(0, 6, -1)
	}
	return at.AddDate(0, 3, -1)
}

// firstMonth returns the month in which a month, quarter, half or season begins.
func firstMonth(p point) int {
	switch p.unit {
	case quarter:
		return p.n*3 - 2
	case half:
		return p.n*6 - 5
	case seasonUnit:
		return [...]int{1, 3, 6, 9, 12}[p.n]
	}
	return max(p.month, 1)
}

func date(year, month, day int) time.Time {
	return time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
}

func isoWeekday(t time.Time) int { return (int(t.Weekday())+6)%7 + 1 }

// maxShift bounds how far a count may carry: further back than writing nothing is dated.
const maxShift = 12000

// shift moves a date by n units; months end where they end: 31 March less a month is in February.
func shift(base time.Time, u unit, n int) time.Time {
	n = max(-maxShift, min(n, maxShift))
	switch u {
	case day:
		return base.AddDate(0, 0, n)
	case week, weekend:
		return base.AddDate(0, 0, 7*n)
	case monthUnit:
		return date(base.Year(), int(base.Month())+n, 1)
	case quarter:
		return date(base.Year(), (int(base.Month())-1)/3*3+1+3*n, 1)
	case decade:
		return date(base.Year()+10*n, 1, 1)
	case century:
		return date(base.Year()+100*n, 1, 1)
	}
	return date(base.Year()+n, 1, 1)
}

// value prints a located point: 2026-11-20, 2026-W47, 2026-Q3, 199, BC0490.
func value(t time.Time, p point) string {
	y := printYear(t.Year())
	switch p.unit {
	case century, decade:
		digits := 3
		if p.unit == century {
			digits = 2
		}
		switch {
		case p.shifted:
			return y[:len(y)-4+digits]
		case p.bc:
			return fmt.Sprintf("BC%0*d", digits, p.n)
		}
		return fmt.Sprintf("%0*d", digits, p.n)
	case year:
		return y
	case half:
		return y + "-H" + strconv.Itoa(p.n)
	case quarter:
		return y + "-Q" + strconv.Itoa((int(t.Month())+2)/3)
	case seasonUnit:
		return y + "-" + seasons[p.n]
	case monthUnit:
		return y + "-" + two(int(t.Month()))
	case week, weekend:
		wy, w := t.ISOWeek()
		v := printYear(wy) + "-W" + two(w)
		if p.unit == weekend {
			v += "-WE"
		}
		return v
	}
	return y + "-" + two(int(t.Month())) + "-" + two(t.Day()) + ofDay(p)
}

// printYear prints a year: 2026, BC0490 for -489.
func printYear(y int) string {
	if y <= 0 {
		return fmt.Sprintf("BC%04d", 1-y)
	}
	return fmt.Sprintf("%04d", y)
}

// ofDay prints the hour or part of the day.
func ofDay(p point) string {
	switch {
	case p.clock > 0 && p.utc:
		return "T" + two((p.clock-1)/60) + ":" + two((p.clock-1)%60) + "Z"
	case p.clock > 0:
		return "T" + two((p.clock-1)/60) + ":" + two((p.clock-1)%60)
	}
	return parts[p.part]
}

// unknown prints a point whose anchor isn't known, with X for what is open.
func unknown(p point) string {
	y := "XXXX"
	if p.year != 0 {
		y = printYear(p.year)
	}
	switch {
	case p.weekday > 0:
		return y + "-WXX-" + strconv.Itoa(p.weekday) + ofDay(p)
	case p.unit == seasonUnit:
		return y + "-" + seasons[p.n]
	case p.n > 0 && p.unit == quarter:
		return y + "-Q" + strconv.Itoa(p.n)
	case p.n > 0 && p.unit == half:
		return y + "-H" + strconv.Itoa(p.n)
	case p.month > 0 && p.day > 0:
		return y + "-" + two(p.month) + "-" + two(p.day) + ofDay(p)
	case p.month > 0:
		return y + "-" + two(p.month)
	case p.day > 0:
		return y + "-XX-" + two(p.day) + ofDay(p)
	}
	return unknownUnit(p.unit) + ofDay(p)
}

// unknownUnit prints some day, week, month or year.
func unknownUnit(u unit) string {
	switch u {
	case minute, hour:
		return "XXXX-XX-XXTXX"
	case day:
		return "XXXX-XX-XX"
	case week:
		return "XXXX-WXX"
	case weekend:
		return "XXXX-WXX-WE"
	case monthUnit:
		return "XXXX-XX"
	case quarter:
		return "XXXX-QX"
	case decade:
		return "XXX"
	case century:
		return "XX"
	}
	return "XXXX"
}

func two(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}
