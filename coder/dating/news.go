package dating

import (
	"slices"
	"strings"
	"time"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/parse"
)

// maxNews is how many days before publication a text may report on as its news.
const maxNews = 3

// maxLate is how many days old the news of a text may be whose first sentence says on which day it was.
const maxLate = 31

// firstSentences is in how many sentences a text comes to its news, headline and dateline included.
const firstSentences = 6

// newsDay returns the day that a text reports on: the first day told in its first sentences that is no older than
// news is, else the day of publication; zero where that isn't known.
func (x *Dates) newsDay() time.Time {
	if !x.dated {
		return time.Time{}
	}
	for s := 0; s < len(x.marks) && s < firstSentences; s++ {
		if day, ok := x.dayOf(s, maxNews); ok {
			return day
		}
	}
	if s := x.lead(); s >= 0 { // a report that comes late says so at once
		if day, ok := x.dayOf(s, maxLate); ok {
			return day
		}
	}
	return x.day
}

// lead returns the first whole sentence, behind headline and dateline; -1 where there is none.
func (x *Dates) lead() int {
	for s := 0; s < len(x.d.Sents) && s < firstSentences; s++ {
		if st := x.d.Sents[s]; st.End-st.First > 5 && x.d.Tokens[st.End-1].Form == "." {
			return s
		}
	}
	return -1
}

// dayOf returns the day on which a sentence puts its main deed, if it is no older than so many days.
func (x *Dates) dayOf(s, days int) (time.Time, bool) {
	for k := range x.marks[s] {
		m := &x.marks[s][k]
		if m.Span.End-m.Span.Start > x.d.Sents[s].Span.End-x.d.Sents[s].Span.Start-3 { // a dateline of its own
			continue
		}
		if m.bound != at || !m.first.Equal(m.last) || m.first.After(x.day) || x.day.Sub(m.first) > time.Duration(days)*24*time.Hour || !x.main(m.head) {
			continue
		}
		if x.quoted(m.head) { // "Today is a great day": of the speaker
			continue
		}
		if v := x.verbAbove(m.head); v >= 0 && x.pluperfect(v) { // "on Sunday they had agreed": before the news
			continue
		}
		return m.first, true
	}
	return time.Time{}, false
}

// quoted reports whether a quotation is open before a word of a sentence.
func (x *Dates) quoted(i int) bool {
	open := false
	for k := x.d.Sents[x.d.Tokens[i].Sent].First; k < i; k++ {
		switch x.d.Tokens[k].Form {
		case "``", "“", "«", "„":
			open = true
		case "''", "”", "»":
			open = false
		case `"`:
			open = !open
		}
	}
	return open
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
			if h := &x.d.Tokens[t.Head]; h.Head >= 0 || h.UPOS == parse.VERB { // under a bare noun it is the clause itself, misread
				return false
			}
		}
		i = t.Head
	}
	return false
}

// Reported returns the time of something that the text reports without dating it: the day told just before, else the day
// of the news. Its bounds run from that day (of publication: from the day before) to publication. It is nil for what isn't
// told as news: a pluperfect, a habit, a state, what stands in a relative clause, a clause that tells of another time.
// saying: the present counts, "says".
func (x *Dates) Reported(i int, saying bool) *tocsin.When {
	s := x.d.Tokens[i].Sent
	if !x.dated || !x.toldAsNews(i, saying) || x.elsewhere(i) || x.lasting(i) {
		return nil
	}
	day := x.storyDay(s)
	begin := day
	if day.Equal(x.day) {
		begin = day.AddDate(0, 0, -1)
	}
	return &tocsin.When{Value: day.Format(time.DateOnly), Begin: begin.Format(time.DateOnly), End: x.day.Format(time.DateOnly), Basis: "news"}
}

// storyDay returns the day told in a sentence or just before it, else the day of the news.
func (x *Dates) storyDay(s int) time.Time {
	for back := s; back >= 0 && back >= s-2; back-- {
		if told, ok := x.dayOf(back, maxNews); ok {
			return told
		}
	}
	return x.news
}

// toldAsNews reports whether a predicate is told as something that just happened: "met", "has met", a headline's "meets",
// and an event noun that one of these carries.
func (x *Dates) toldAsNews(i int, saying bool) bool {
	t := &x.d.Tokens[i]
	if t.UPOS == parse.NOUN { // "carried out strikes": as its verb
		switch t.Rel.Base() {
		case "obj", "nsubj":
			if x.headlineVerb(i) {
				return true
			}
			return !x.another(t.Head) && x.toldAsNews(t.Head, saying)
		}
		return t.Head < 0 || x.headlineVerb(i)
	}
	if x.ahead(i) || x.pluperfect(i) || t.Rel.Base() == "acl" && !x.loneVerb(i) || t.Rel.Base() == "xcomp" && t.XPOS != "VBG" {
		return false
	}
	tensed := t.XPOS == "VBD" || t.Rel.Base() == "advcl" && t.XPOS == "VBG" || t.XPOS == "VBN" && t.Head < 0 && x.d.Child(i, "nsubj") >= 0
	for _, c := range x.d.Children(i) {
		if x.d.Tokens[c].Rel.Base() != "aux" {
			continue
		}
		switch strings.ToLower(x.d.Tokens[c].Form) {
		case "has", "have", "was", "were", "did", "'ve":
			tensed = true
		}
	}
	switch {
	case tensed, saying, x.headline(t.Sent):
		return true
	case t.Rel.Base() == "conj" && t.Head >= 0 && x.d.Tokens[t.Head].UPOS == parse.VERB: // "has met and agreed"
		return t.XPOS == "VBN" && x.toldAsNews(t.Head, saying)
	}
	return false
}

// pluperfect: "had met".
func (x *Dates) pluperfect(i int) bool {
	for _, c := range x.d.Children(i) {
		if t := &x.d.Tokens[c]; t.Rel.Base() == "aux" && (strings.EqualFold(t.Form, "had") || t.Form == "'d" || t.Form == "’d") {
			return true
		}
	}
	return false
}

// loneVerb: a past tense hung on a noun as a clause, without a relative pronoun, in a sentence that has no other verb at
// its head: the main verb, misread.
func (x *Dates) loneVerb(i int) bool {
	t := &x.d.Tokens[i]
	if t.XPOS != "VBD" || t.Rel.Base() != "acl" {
		return false
	}
	for _, c := range x.d.Children(i) {
		switch x.d.Tokens[c].XPOS {
		case "WDT", "WP", "WRB", "IN":
			if x.d.Tokens[c].Rel.Base() != "case" {
				return false
			}
		}
	}
	st := x.d.Sents[t.Sent]
	for k := st.First; k < st.End; k++ {
		if x.d.Tokens[k].Head < 0 && x.d.Tokens[k].UPOS == parse.VERB {
			return false
		}
	}
	return true
}

// headline: the first sentence, without a full stop.
func (x *Dates) headline(s int) bool {
	return s == 0 && x.d.Sents[0].End > 0 && x.d.Tokens[x.d.Sents[0].End-1].Form != "."
}

// elsewhere reports whether a predicate is told of another time than the news: an older date stands in its clause or in
// one around it. What is said may be older than the saying.
func (x *Dates) elsewhere(i int) bool {
	marks := x.marks[x.d.Tokens[i].Sent]
	for k := range marks {
		m := &marks[k]
		if m.bound == by || x.day.Sub(m.last) <= maxNews*24*time.Hour || (m.bound == apart || m.bound == beside) && x.record(i) {
			continue
		}
		if v := x.verbAbove(m.head); v < 0 || x.d.Within(i, v) {
			return true
		}
	}
	return false
}

// verbAbove returns the verb in whose clause a token stands, NoHead where there is none.
func (x *Dates) verbAbove(i int) int {
	for depth := 0; i >= 0 && depth < maxDepth; depth++ {
		if i = x.d.Tokens[i].Head; i >= 0 && x.d.Tokens[i].UPOS == parse.VERB {
			return i
		}
	}
	return parse.NoHead
}

// lasting reports whether a length, a repetition or a bound in time hangs on a word: "have doubled since May", "lasted
// 35 days", "is delivered twice a week". None of these happened on a day.
func (x *Dates) lasting(i int) bool {
	for _, t := range x.times[x.d.Tokens[i].Sent] {
		r := x.d.TokenRange(t.Span)
		if r.First == 0 || x.d.Tokens[x.headOf(r)].Head != i {
			continue
		}
		before := x.d.Tokens[r.First-1].Lemma
		if r.End < len(x.d.Tokens) && slices.Contains([]string{"after", "before", "later", "earlier", "ago"}, x.d.Tokens[r.End].Lemma) { // "left four hours after the start"
			continue
		}
		switch {
		case t.Type == tocsin.SetTime, t.Value == "PAST_REF", t.Value == "FUTURE_REF": // "some days ago"
			return true
		case t.Type == tocsin.Duration && (before == "of" || before == "within") && x.d.Tokens[i].UPOS == parse.NOUN: // "a siege of 18 months"
			return true
		case t.Type == tocsin.Duration && (before == "for" || before == "over" || x.d.Tokens[r.First-1].UPOS == parse.VERB):
			return true
		case before == "since" && !x.record(i):
			return true
		}
	}
	return false
}

// record: "posted its first loss since 1992", "the worst fall since 2008": since then it hasn't happened.
func (x *Dates) record(i int) bool {
	r := x.d.Subtree(i)
	for k := r.First; k < r.End; k++ {
		if t := &x.d.Tokens[k]; t.XPOS == "JJS" || t.XPOS == "RBS" || t.Lemma == "first" {
			return true
		}
	}
	return false
}
