package desk

import (
	"time"

	"github.com/tocsin-desk/tocsin/store"
)

// A strip shows on which days events happened, and which of them are chosen.
type strip struct {
	First, Last string // days
	Days        int    // from the first to the last, both counted
	From, To    int    // the chosen ones, from 0
	Bars        []bar
	Cut         bool // there are events before the first day that aren't counted
}

// Steps is how far the slider goes: from 0 for the first day.
func (s strip) Steps() int { return s.Days - 1 }

// A bar is some days of a strip, in percent of its width and height.
type bar struct {
	X, W, Y, H percent
	In         bool // chosen
	Says       string
	URL        string
}

// maxBars is how many bars a strip has: fewer than its pixels on a telephone.
const maxBars = 120

// newStrip draws the days of events; it has no bars where there are fewer than two days.
func newStrip(days []store.Count, chosen store.Period, address func(from, to string) string) strip {
	var s strip
	if len(days) == 0 {
		return s
	}
	first, err1 := time.Parse(time.DateOnly, days[0].Value)
	last, err2 := time.Parse(time.DateOnly, days[len(days)-1].Value)
	if err1 != nil || err2 != nil {
		return s
	}
	s.First, s.Last, s.Days = days[0].Value, days[len(days)-1].Value, between(first, last)+1
	s.Cut = len(days) == store.MaxDays
	s.From, s.To = 0, s.Days-1
	if t, err := time.Parse(time.DateOnly, chosen.From); err == nil {
		s.From = min(max(between(first, t), 0), s.Days-1)
	}
	if t, err := time.Parse(time.DateOnly, chosen.To); err == nil {
		s.To = min(max(between(first, t), 0), s.Days-1)
	}
	s.draw(days, first, address)
	return s
}

func between(a, b time.Time) int { return int(b.Sub(a).Hours() / 24) }

func (s *strip) draw(days []store.Count, first time.Time, address func(from, to string) string) {
	each := (s.Days + maxBars - 1) / maxBars // days a bar
	counts := make([]int, (s.Days+each-1)/each)
	most := 0
	for _, d := range days {
		t, err := time.Parse(time.DateOnly, d.Value)
		if err != nil {
			continue
		}
		i := between(first, t) / each
		counts[i] += d.N
		most = max(most, counts[i])
	}
	for i, n := range counts {
		if n == 0 {
			continue
		}
		from, to := first.AddDate(0, 0, i*each), first.AddDate(0, 0, min((i+1)*each, s.Days)-1)
		b := bar{
			X: percent(float64(i) / float64(len(counts)) * 100), W: percent(80 / float64(len(counts))),
			H: percent(max(float64(n)/float64(most)*100, 4)), In: i*each <= s.To && (i+1)*each > s.From,
			URL: address(from.Format(time.DateOnly), to.Format(time.DateOnly)),
		}
		b.Y = 100 - b.H
		b.Says = count(n, "event", "events") + ", " + day(from.Format(time.DateOnly))
		if each > 1 {
			b.Says += " to " + day(to.Format(time.DateOnly))
		}
		s.Bars = append(s.Bars, b)
	}
}
