package sentence

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tocsin-desk/tocsin/parse"
)

// kind tells what the paragraph of tokens [first, end) is.
func (v *view) kind(first, end int) parse.Kind {
	switch {
	case v.row(first, end):
		return parse.Row
	case v.byline(first, end):
		return parse.Byline
	case v.caption(first, end) > 0:
		return parse.Caption
	case v.mark(first) > 0:
		return parse.Item
	case v.headline(first, end):
		return parse.Headline
	}
	return parse.Prose
}

// kindOf tells what the sentence of tokens [first, end) is in a paragraph of a kind.
func (v *view) kindOf(kind parse.Kind, first, end int) parse.Kind {
	if v.credit(first, end) || kind == parse.Caption && v.source(first+v.caption(first, end), end) {
		return parse.Byline
	}
	return kind
}

// maxCell is how many words a cell of a table has on average at most: a tab in a line of prose is an accident.
const maxCell = 4

// row reports a line of a table or of links: cells between tabs, bars or wide blanks ("Home | News | World"), or more numbers
// than words ("2019 12 30").
func (v *view) row(first, end int) bool {
	line := v.text[v.spans[first].Start:v.spans[end-1].End]
	if strings.Contains(line, "\n") {
		return false
	}
	cells := 1 + max(strings.Count(line, "\t"), strings.Count(line, " | "), strings.Count(line, "   "))
	words, numbers := 0, 0
	for i := first; i < end; i++ {
		switch r, _ := utf8.DecodeRuneInString(v.form(i)); {
		case unicode.IsDigit(r):
			numbers++
		case unicode.IsLetter(r):
			words++
		}
	}
	tab := strings.Contains(line, "\t") && (cells > 2 || numbers > 0)
	if (cells > 2 || tab) && words+numbers <= cells*maxCell {
		return !v.stopped(end)
	}
	return numbers > 1 && numbers > words && !v.stopped(end)
}

// maxByline is how many tokens a line with the author's name has at most.
const maxByline = 20

// byline reports the line that names who wrote an article: "By Orla Venn and Ada Ash, Staff Writers", "BY OUR CORRESPONDENT".
func (v *view) byline(first, end int) bool {
	if end-first < 2 || end-first > maxByline || !strings.EqualFold(v.form(first), "by") || v.stopped(end) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(v.form(first + 1))
	return unicode.IsUpper(r) && !calendar(v.form(first+1)) && v.names(first+1, end)
}

// maxCredit is how many tokens the names of all who worked on a text take at most.
const maxCredit = 60

// credit reports a sentence that says who made the text or the picture.
//
// "(Reporting by Orla Venn; editing by Ada Ash)", "MERIDIAN/Orla Venn", "© 2026 Meridian Wire", and the line that says
// who contributed reporting from where.
func (v *view) credit(first, end int) bool {
	if end-first > maxCredit {
		return false
	}
	for first < end && strings.ContainsAny(v.form(first), "([*-–—/") && len(v.form(first)) <= 3 {
		first++
	}
	switch {
	case first >= end:
		return false
	case v.form(first) == "©":
		return true
	case v.formula(first) > 0:
		return v.source(first, end)
	}
	stroke := false
	for i := first; i < end; i++ {
		if v.form(i) == "contributed" {
			next := strings.ToLower(v.form(i + 1))
			last := strings.ToLower(v.form(i + 3))
			return next == "reporting" || next == "to" && (last == "report" || last == "story" || last == "article")
		}
		stroke = stroke || v.form(i) == "/" && i > first && i+1 < end && capital(v.form(i-1)) && capital(v.form(i+1))
	}
	return stroke && end-first <= maxByline/2 && v.names(first, end)
}

// credited reports whether who made the text is named from token i on, behind the end of a sentence, as in
// "… he said. (Reporting by Orla Venn)".
func (v *view) credited(i int) bool {
	if w := v.form(i); w == "(" || w == "[" {
		return v.formula(i+1) > 0 && capital(v.form(i+1)) && strings.ContainsAny(v.form(i-1), ".!?”\"")
	}
	return false
}

// formula returns how many tokens the words at token i take that go before the names of those who made
// something, or its time: "Additional reporting by", "Photo:", "Updated:".
func (v *view) formula(i int) int {
	a, b, c := strings.ToLower(v.form(i)), strings.ToLower(v.form(i+1)), strings.ToLower(v.form(i+2))
	if a == "additional" || a == "with" {
		if n := v.formula(i + 1); n > 0 {
			return n + 1
		}
		return 0
	}
	switch a {
	case "reporting", "writing", "written", "editing", "compiled", "edited", "translated", "photo", "photos", "photograph", "photographs", "picture",
		"pictures", "image", "images", "video", "graphic", "graphics", "text", "story", "report", "illustration":
		switch {
		case b == "by":
			return 2
		case b == "credit" && c == ":":
			return 3
		case b == ":" && a[0] == 'p': // photo, picture
			return 2
		}
	case "source", "sources", "credit", "credits", "updated", "published":
		if b == ":" {
			return 2
		}
	}
	return 0
}

// source reports whether tokens [first, end) hold nothing but formulas and names.
func (v *view) source(first, end int) bool {
	return first < end && end-first <= maxCredit && v.names(first, end)
}

// names reports whether every word of tokens [first, end) is a name, a number, a formula of credits or a word that stands
// between names, and at least one is a name.
func (v *view) names(first, end int) bool {
	found := false
	for i := first; i < end; {
		if n := v.formula(i); n > 0 {
			i += n
			continue
		}
		w := v.form(i)
		r, _ := utf8.DecodeRuneInString(w)
		switch {
		case unicode.IsUpper(r):
			found = true
		case unicode.IsLetter(r) && !between(w):
			return false
		}
		i++
	}
	return found
}

// between reports small words that stand between and inside names of those who make texts.
func between(w string) bool {
	switch w {
	case "and", "in", "of", "for", "the", "at", "from", "by", "via", "with", "de", "del", "der", "van", "von", "al", "bin", "ibn", "el", "la", "le", "our", "staff", "correspondent", "agencies":
		return true
	}
	return false
}

// caption returns how many tokens the words take with which the text under a picture begins ("File photo: a ferry at Selka",
// "FILE - Orla Venn speaks in Selka"); 0 where there is none.
func (v *view) caption(first, end int) int {
	word := strings.ToLower(v.form(first))
	n := 1
	if word == "file" {
		if next := strings.ToLower(v.form(first + 1)); next == "photo" || next == "picture" || next == "image" {
			word, n = next, 2
		} else if v.form(first) == "FILE" && first+1 < end && v.dash(first+1) {
			return 2
		}
	}
	switch word {
	case "photo", "picture", "pictured", "image", "caption", "video", "illustration", "map", "graphic":
		if v.form(first+n) == ":" && first+n < end {
			return n + 1
		}
	}
	return 0
}

// A headline has at least two words and at most as many as fit over an article.
const maxHeadline = 24

// headline reports a line of its own that begins with a capital and has no stop.
//
// "PRESIDENT SIGNS DECREE ON BORDER", "Talks resume in Selka".
func (v *view) headline(first, end int) bool {
	r, _ := utf8.DecodeRuneInString(v.form(first))
	if end-first < 2 || end-first > maxHeadline || unicode.IsLower(r) || v.stopped(end) {
		return false
	}
	for i := first; i < end; i++ {
		if r, _ := utf8.DecodeRuneInString(v.form(i)); unicode.IsLetter(r) {
			return true
		}
	}
	return false
}

// stopped reports whether the tokens before end close with a stop, or with a mark behind which something is to come.
func (v *view) stopped(end int) bool {
	for i := end - 1; i >= max(0, end-3); i-- {
		w := v.form(i)
		switch {
		case strings.ContainsAny(w[len(w)-1:], ".!?:;,") || w == "…" || w == "—":
			return true
		case !strings.ContainsAny(w, "\"”’'»“)]"):
			return false
		}
	}
	return false
}

func capital(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return unicode.IsUpper(r)
}

// calendar reports names of days and months: "By Monday" names no author.
func calendar(w string) bool {
	switch strings.ToLower(w) {
	case "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april",
		"may", "june", "july", "august", "september", "october", "november", "december":
		return true
	}
	return false
}
