package lexicon

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/tocsin-desk/tocsin"
)

// A NamedTime is a name that stands for a day or a period: a feast, or an event as in "since the Taliban takeover".
type NamedTime struct {
	Words []string // runs of letters or of digits, and single marks; capitals as printed
	Falls []Fall   // in order of time; a Yearly one stands alone
	Event bool     // a time only behind "since", "after" and the like; else it is an event like others
	Mod   string   // TIMEX3: "APPROX", or ""
	Where string
}

// A Fall is one time at which a named time fell.
type Fall struct {
	Value       string    // TIMEX3, or "first/last" of a period; "" where Yearly
	Begin, Last time.Time // first and last day; of a yearly one in a leap year
	Yearly      bool
}

// NamesTime reports whether a named time begins with the word, in lower case.
func (s *Set) NamesTime(first []byte) bool { return len(s.times[string(first)]) > 0 }

// NamedTimes returns those whose first word is the one given, in lower case, the longest names first.
func (s *Set) NamedTimes(first []byte) []NamedTime { return s.times[string(first)] }

// readTimes reads times.tsv.
func readTimes(s *Set, name string, data []byte) error {
	rows, err := ReadTable(name, data, []string{"names", "when", "kind"}, []string{"mod", "note"})
	if err != nil {
		return err
	}
	for _, r := range rows {
		t := NamedTime{Event: r.Get("kind") == "event", Mod: r.Get("mod"), Where: r.Where()}
		if !t.Event && r.Get("kind") != "feast" {
			return r.Errorf("kind %q is not feast or event", r.Get("kind"))
		}
		for _, v := range r.List("when") {
			f, ok := readFall(v)
			if !ok {
				return r.Errorf("when %q is no day, month, year or first/last of them", v)
			}
			t.Falls = append(t.Falls, f)
		}
		if slices.ContainsFunc(t.Falls, func(f Fall) bool { return f.Yearly }) && len(t.Falls) > 1 {
			return r.Errorf("what falls every year has one date")
		}
		slices.SortFunc(t.Falls, func(a, b Fall) int { return a.Begin.Compare(b.Begin) })
		for _, n := range r.List("names") {
			t.Words = cutWords(n)
			first := strings.ToLower(t.Words[0])
			s.times[first] = append(s.times[first], t)
		}
	}
	for _, list := range s.times {
		slices.SortStableFunc(list, func(a, b NamedTime) int { return len(b.Words) - len(a.Words) })
	}
	return nil
}

// readFall reads "2021-08-15", "2019-12", "1994", "1939-09-01/1945-09-02", "XXXX-12-25".
func readFall(v string) (Fall, bool) {
	if day, yearly := strings.CutPrefix(v, "XXXX-"); yearly {
		at, err := time.Parse(time.DateOnly, "2000-"+day)
		return Fall{Begin: at, Last: at, Yearly: true}, err == nil
	}
	first, last, period := strings.Cut(v, "/")
	if !period {
		last = first
	}
	begin, _, ok := tocsin.Bounds(first)
	_, end, ok2 := tocsin.Bounds(last)
	return Fall{Value: v, Begin: begin, Last: end}, ok && ok2 && !end.Before(begin)
}

// cutWords cuts a name as a text is cut: "9/11 attacks" has four pieces.
func cutWords(name string) []string {
	var out []string
	kind := func(r rune) int {
		switch {
		case unicode.IsLetter(r):
			return 1
		case r >= '0' && r <= '9':
			return 2
		}
		return 0
	}
	last := 0
	for _, r := range name {
		switch k := kind(r); {
		case r == ' ':
			last = 0
		case k != 0 && k == last:
			out[len(out)-1] += string(r)
		default:
			out, last = append(out, string(r)), k
		}
	}
	return out
}
