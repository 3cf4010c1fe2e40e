package tocsin

import (
	"fmt"
	"strings"
	"time"
)

// Days returns the first and the last day that a time covers, as ISO days. ok is false for what isn't resolved to
// the calendar ("XXXX-11-20", "PAST_REF"), for durations and for sets. Where only one bound is known it is both.
func (w *When) Days() (first, last string, ok bool) {
	if w == nil {
		return "", "", false
	}
	from, to, ok := days(w.Value)
	if begin, _, known := days(w.Begin); known {
		from, to, ok = begin, begin, true
	}
	if _, end, known := days(w.End); known {
		if !ok {
			from = end
		}
		to, ok = end, true
	}
	if !ok || to.Before(from) {
		return "", "", false
	}
	return from.Format(time.DateOnly), to.Format(time.DateOnly), true
}

// days reads the TIMEX3 values that name a part of the calendar: 2026, 2026-11, 2026-11-20 with or without a time
// of day, 2026-W47, 2026-W47-WE, 2026-Q4.
func days(value string) (first, last time.Time, ok bool) {
	value, _, _ = strings.Cut(value, "T")
	var year, n int
	switch {
	case len(value) == len("2026-W47") && scan(value, "%4d-W%2d", &year, &n) && n >= 1 && n <= 53:
		first = monday(year, n)
		return first, first.AddDate(0, 0, 6), true
	case len(value) == len("2026-W47-WE") && scan(value, "%4d-W%2d-WE", &year, &n) && strings.HasSuffix(value, "WE") && n >= 1 && n <= 53:
		return monday(year, n).AddDate(0, 0, 5), monday(year, n).AddDate(0, 0, 6), true
	case len(value) == len("2026-Q4") && scan(value, "%4d-Q%1d", &year, &n) && n >= 1 && n <= 4:
		first = time.Date(year, time.Month(3*n-2), 1, 0, 0, 0, 0, time.UTC)
		return first, first.AddDate(0, 3, -1), true
	}
	if t, err := time.Parse(time.DateOnly, value); err == nil {
		return t, t, true
	}
	if t, err := time.Parse("2006-01", value); err == nil {
		return t, t.AddDate(0, 1, -1), true
	}
	if t, err := time.Parse("2006", value); err == nil {
		return t, t.AddDate(1, 0, -1), true
	}
	return first, last, false
}

func scan(value, form string, into ...any) bool {
	n, err := fmt.Sscanf(value, form, into...)
	return err == nil && n == len(into)
}

// monday is the first day of an ISO week: the 4th of January always lies in week 1.
func monday(year, week int) time.Time {
	t := time.Date(year, time.January, 4, 0, 0, 0, 0, time.UTC)
	return t.AddDate(0, 0, 7*(week-1)-(int(t.Weekday())+6)%7)
}
