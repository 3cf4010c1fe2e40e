package dating

import (
	"time"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/parse"
)

// maxNews is how many days before publication a text may report on as its news.
const maxNews = 3

// newsDay returns the day that a text reports on: the first day told in its first sentences that is no older than
// news is, else the day of publication; zero where that isn't known.
func (x *Dates) newsDay() time.Time {
	if !x.dated {
		return time.Time{}
	}
	for s := 0; s < len(x.marks) && s < 3; s++ {
		if day, ok := x.dayOf(s); ok {
			return day
		}
	}
	return x.day
}

// dayOf returns the recent day on which a sentence puts its main deed.
func (x *Dates) dayOf(s int) (time.Time, bool) {
	for k := range x.marks[s] {
		m := &x.marks[s][k]
		if m.bound == at && m.first.Equal(m.last) && !m.first.After(x.day) && x.day.Sub(m.first) <= maxNews*24*time.Hour && x.main(m.head) {
			return m.first, true
		}
	}
	return time.Time{}, false
}

// main reports whether a token belongs to the main clause of its sentence, or to what its saying says.
func (x *Dates) main(i int) bool {
	for depth := 0; depth < maxDepth; depth++ {
		t := &x.d.Tokens[i]
		if t.Head < 0 {
			return true
		}
		switch t.Rel.Base() {
		case "acl", "advcl":
			return false
		}
		i = t.Head
	}
	return false
}

// Reported returns the time of something that the text reports without dating it: the day told just before, else the
// day of the news; it may have been the day before that. It is nil for what isn't told as news: a pluperfect, a habit,
// a passage that tells of another year.
func (x *Dates) Reported(i int) *tocsin.When {
	s := x.d.Tokens[i].Sent
	if !x.dated || !x.toldAsNews(i) || x.elsewhere(s) {
		return nil
	}
	day := x.news
	for back := s; back >= 0 && back >= s-2; back-- {
		if told, ok := x.dayOf(back); ok {
			day = told
			break
		}
	}
	return &tocsin.When{Value: day.Format(time.DateOnly), Begin: day.AddDate(0, 0, -1).Format(time.DateOnly), End: day.Format(time.DateOnly), Basis: "news"}
}

// toldAsNews reports whether a predicate is told as something that just happened: "met", "has met", and the "says" of sayings.
func (x *Dates) toldAsNews(i int) bool {
	t := &x.d.Tokens[i]
	if t.UPOS == parse.NOUN { // "carried out strikes": as its verb
		switch t.Rel.Base() {
		case "obj", "nsubj", "root":
			return t.Head < 0 || x.toldAsNews(t.Head)
		}
		return false
	}
	if x.ahead(i) {
		return false
	}
	for _, c := range x.d.Children(i) {
		if w := x.d.Tokens[c].Form; x.d.Tokens[c].Rel.Base() == "aux" && (w == "had" || w == "'d") {
			return false
		}
	}
	return true
}

// elsewhere reports whether a sentence tells of another time than the news: by a date of its own that is older.
func (x *Dates) elsewhere(s int) bool {
	for k := range x.marks[s] {
		if m := &x.marks[s][k]; m.bound == at && x.day.Sub(m.last) > 31*24*time.Hour && x.main(m.head) {
			return true
		}
	}
	return false
}
