package sentence

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxDateline is how many tokens a dateline has at most: a town, its country, a date and an agency need no more.
const maxDateline = 16

// dateline returns the index behind the dateline that begins at token i, the first of a paragraph that ends at
// end; 0 where there is none. It is a sentence of its own, or the town would come out as the subject of what follows.
//
// "PORT SELKA, Nov 3 (Meridian Wire) — Velmora accused its neighbour."
// Some agencies print "SELKA (Meridian): The mayor left." or "SELKA, November 3. /MERIDIAN/. The mayor left.".
func (v *view) dateline(i, end int) int {
	shouted, marked, agency := true, false, false // its words in capitals; a comma or bracket in it; brackets that closed
	for k := i; k+1 < end && k < i+maxDateline; k++ {
		w := v.form(k)
		switch {
		case k > i && strings.Contains(v.text[v.spans[k-1].End:v.spans[k].Start], "\n"):
			return 0
		case k > i && v.dash(k), w == ":" && agency && shouted, w == "." && agency && v.form(k-1) == "/":
			if v.begins(k+1, shouted || marked) {
				return k + 1
			}
			return 0
		case w == "/":
			agency, marked = marked, marked || k > i
		case w == "," || w == "(" || w == "[":
			marked = marked || k > i
		case w == ")" || w == "]":
			agency = marked
		case w == ".":
		case small(w):
			if k == i {
				return 0
			}
		default:
			r, _ := utf8.DecodeRuneInString(w)
			if !unicode.IsUpper(r) && (k == i || !unicode.IsDigit(r)) {
				return 0
			}
			shouted = shouted && (marked || len(w) > 1 && strings.ToUpper(w) == w)
		}
	}
	return 0
}

// small words stand inside names of towns and agencies.
func small(w string) bool {
	switch w {
	case "of", "de", "del", "al", "el", "la", "and", "the":
		return true
	}
	return false
}

// dash reports whether token k is a dash with blanks around it; the longest needs none.
func (v *view) dash(k int) bool {
	switch v.spans[k].Of(v.text) {
	case "—":
		return true
	case "-", "–", "--", "_":
		return v.spans[k].Start > v.spans[k-1].End && v.spans[k].End < v.spans[k+1].Start
	}
	return false
}

// begins reports whether a sentence may begin at token k of the same line. Behind a plain town a small set
// of first words is asked for, because "Orla Venn - Mayor of Selka - left" has dashes too.
func (v *view) begins(k int, sure bool) bool {
	if strings.Contains(v.text[v.spans[k-1].End:v.spans[k].Start], "\n") {
		return false
	}
	w := v.spans[k].Of(v.text)
	if !sure {
		switch w {
		case "The", "A", "An", "At", "In", "On", "More", "Two", "Three", "Four", "Five", "Several", "Hundreds", "Thousands", "Dozens":
			return true
		}
		return false
	}
	r, _ := utf8.DecodeRuneInString(w)
	return unicode.IsUpper(r) || unicode.IsDigit(r) || strings.ContainsRune("\"“‘'«„‹", r)
}
