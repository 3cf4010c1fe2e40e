package act

import (
	"strconv"
	"time"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/parse"
)

// fiction says why nothing in a clause happened: "The film shows soldiers attacking a village".
func (s *scene) fiction(i int) string {
	for depth := 0; i >= 0 && depth < maxDepth; depth++ {
		for _, c := range s.d.Children(i) {
			switch s.d.Tokens[c].Rel.Base() {
			case "nsubj", "obl", "nmod":
				if s.theme(c).is("fiction") && (s.d.Tokens[c].Rel.Base() == "nsubj" || s.marked(c, "in")) {
					return "fiction: " + s.d.Tokens[c].Form
				}
			}
		}
		i = s.d.Tokens[i].Head
	}
	return ""
}

// maxAge is how old an event may be and still be news; beyond it the text speaks of history.
const maxAge = 366 * 24 * time.Hour

// long says why an event is history: a date of its own, or of the noun it hangs on, long before the article.
func (s *scene) long(i int) string {
	t := s.when(i)
	for depth, j := 0, i; t == nil && depth < 4; depth++ {
		// "a 2021 statement in which it condemned": the statement's date.
		tok := &s.d.Tokens[j]
		if tok.Head < 0 || tok.Rel.Base() != "acl" && tok.Rel.Base() != "nmod" && tok.Rel.Base() != "conj" && tok.Rel.Base() != "xcomp" {
			break
		}
		j = tok.Head
		t = s.when(j)
	}
	if t == nil || t.Type != tocsin.DateTime {
		return ""
	}
	end, ok := lastDay(t.Value)
	if ok && s.dated && s.day.Sub(end) > maxAge || ok && !s.dated && s.newest-end.Year() > maxYears {
		return t.Value + " is long past"
	}
	return ""
}

// maxYears is how many years an event may lie before the newest year that an undated text names.
const maxYears = 2

// newestYear returns the newest year that the text names, 0 for none.
func (s *scene) newestYear() int {
	newest := 0
	for k := range s.d.Times {
		if t := &s.d.Times[k]; t.Resolved && t.Type == tocsin.DateTime {
			if end, ok := lastDay(t.Value); ok {
				newest = max(newest, end.Year())
			}
		}
	}
	return newest
}

// lastDay returns the last day of a TIMEX3 value that begins with a year; ok is false for others.
func lastDay(v string) (time.Time, bool) {
	if len(v) < 4 {
		return time.Time{}, false
	}
	year, err := strconv.Atoi(v[:4])
	if err != nil {
		if decade, err := strconv.Atoi(v[:3]); err == nil && (v[3] == 'X' || v[3] == 'x') {
			return time.Date(decade*10+9, 12, 31, 0, 0, 0, 0, time.UTC), true
		}
		return time.Time{}, false
	}
	if day, err := time.Parse(time.DateOnly, v[:min(10, len(v))]); err == nil {
		return day, true
	}
	if len(v) >= 7 {
		if month, err := time.Parse("2006-01", v[:7]); err == nil {
			return month.AddDate(0, 1, -1), true
		}
	}
	return time.Date(year, 12, 31, 0, 0, 0, 0, time.UTC), true
}

// when returns the time expression that belongs to a word: below it, with no other predicate between.
func (s *scene) when(i int) *tocsin.Time {
	sent := s.d.Sents[s.d.Tokens[i].Sent]
	for k := range s.d.Times {
		t := &s.d.Times[k]
		if t.Span.Start < sent.Span.Start || t.Span.End > sent.Span.End || !t.Resolved {
			continue
		}
		r := s.d.TokenRange(t.Span)
		j := r.First
		for depth := 0; depth < maxDepth && j >= 0 && j != i; depth++ {
			j = s.d.Tokens[j].Head
			if j >= 0 && j != i && (j < r.First || j >= r.End) && s.d.Tokens[j].UPOS == parse.VERB {
				break
			}
			if j >= 0 && j != i && (j < r.First || j >= r.End) && s.sense(j).frame != nil {
				break
			}
		}
		if j == i {
			return t
		}
	}
	return nil
}
