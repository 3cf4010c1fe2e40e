package tocsin

import (
	"strconv"
	"strings"
	"time"
)

// Bounds returns the first and the last day of a TIMEX3 value that names a calendar time: "2026-11-20", "2026-11",
// "2026", "2026-W47", "2026-W47-WE", "2026-Q3", "2026-H1", "2025-WI", "199", "19", each with a time of day or
// without, or a period "2024-03-11/2024-04-09". ok is false for all others, years before Christ among them.
func Bounds(value string) (first, last time.Time, ok bool) {
	if from, to, period := strings.Cut(value, "/"); period {
		first, _, ok = Bounds(from)
		_, last, ok2 := Bounds(to)
		return first, last, ok && ok2 && !last.Before(first)
	}
	value, _, _ = strings.Cut(value, "T")
	value = strings.TrimRight(value, "X-") // "2026-11-XX"
	year, rest, _ := strings.Cut(value, "-")
	n, err := strconv.Atoi(year)
	if err != nil || n < 0 {
		return first, last, false
	}
	switch {
	case len(year) == 2 && rest == "":
		return day(n*100, 1, 1), day(n*100+99, 12, 31), true
	case len(year) == 3 && rest == "":
		return day(n*10, 1, 1), day(n*10+9, 12, 31), true
	case len(year) != 4:
		return first, last, false
	case rest == "":
		return day(n, 1, 1), day(n, 12, 31), true
	}
	return withinYear(n, rest)
}

// withinYear reads what stands behind the year: "11", "11-20", "W47", "W47-WE", "Q3", "H1", "WI".
func withinYear(year int, rest string) (first, last time.Time, ok bool) {
	months := func(from, n int) (time.Time, time.Time, bool) {
		return day(year, from, 1), day(year, from+n, 0), true
	}
	switch rest {
	case "SP":
		return months(3, 3)
	case "SU":
		return months(6, 3)
	case "FA":
		return months(9, 3)
	case "WI":
		return months(12, 3)
	case "H1":
		return months(1, 6)
	case "H2":
		return months(7, 6)
	case "Q1", "Q2", "Q3", "Q4":
		return months(int(rest[1]-'0')*3-2, 3)
	}
	if w, isWeek := strings.CutPrefix(rest, "W"); isWeek {
		return isoWeek(year, w)
	}
	if at, err := time.Parse("01-02", rest); err == nil {
		first = day(year, int(at.Month()), at.Day())
		return first, first, true
	}
	if at, err := time.Parse("01", rest); err == nil {
		return months(int(at.Month()), 1)
	}
	return first, last, false
}

// isoWeek reads "47", "47-WE", "47-5".
func isoWeek(year int, rest string) (first, last time.Time, ok bool) {
	number, part, _ := strings.Cut(rest, "-")
	n, err := strconv.Atoi(number)
	if err != nil || n < 1 || n > 53 {
		return first, last, false
	}
	fourth := day(year, 1, 4) // is always in week 1
	monday := fourth.AddDate(0, 0, 7*(n-1)-(int(fourth.Weekday())+6)%7)
	switch {
	case part == "":
		return monday, monday.AddDate(0, 0, 6), true
	case part == "WE":
		return monday.AddDate(0, 0, 5), monday.AddDate(0, 0, 6), true
	case len(part) == 1 && part >= "1" && part <= "7":
		d := monday.AddDate(0, 0, int(part[0]-'1'))
		return d, d, true
	}
	return first, last, false
}

func day(y, m, d int) time.Time { return time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC) }
