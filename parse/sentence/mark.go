package sentence

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// marker returns how many bytes of a line are the mark of a point in a list, of a heading or of quoted mail, with the
// blank behind it; 0 where it begins with words.
//
// "- Borders close", "• Schools stay open", "1. Close the border", "(a) the first point", "## Heading", "> He said".
func marker(line string) int {
	r, n := utf8.DecodeRuneInString(line)
	switch {
	case isBullet(r):
		return n + blanks(line[n:])
	case strings.ContainsRune("-–*+·", r):
		if b := blanks(line[n:]); b > 0 {
			return n + b
		}
		return 0
	case r == '#' || r == '>':
		same := len(line) - len(strings.TrimLeft(line, string(r)))
		if b := blanks(line[same:]); b > 0 {
			return same + b
		}
		return 0
	}
	return numbered(line)
}

// isBullet reports marks that are nothing else.
func isBullet(r rune) bool {
	return strings.ContainsRune("•▪●◦‣∙○■□►▶➤➢✓✔", r)
}

// numbered returns the length of "1. ", "12) ", "(3) ", "(a) ", "b) ", "(iv) ", "ii. ", and of the blank behind it. A single
// letter needs a bracket, because "V. Okhel left" begins with a name.
func numbered(line string) int {
	open := len(line) - len(strings.TrimPrefix(line, "("))
	at := open
	for at < len(line) && at < open+3 && (unicode.IsDigit(rune(line[at])) || strings.IndexByte("ivx", line[at]) >= 0) {
		at++
	}
	dotted := at > open+1 || at > open && line[open] <= '9'
	if at == open && len(line) > open && 'a' <= line[open] && line[open] <= 'z' {
		at++
	}
	if at == open || at >= len(line) || line[at] != ')' && (line[at] != '.' || !dotted || open > 0) {
		return 0
	}
	at++
	if b := blanks(line[at:]); b > 0 {
		return at + b
	}
	return 0
}

func blanks(s string) int { return len(s) - len(strings.TrimLeft(s, " \t\u00a0")) }

// mark returns how many tokens the mark takes with which the paragraph at token first begins.
func (v *view) mark(first int) int {
	from := v.spans[first].Start
	line, _, _ := strings.Cut(v.text[from:], "\n")
	n := marker(line)
	k := 0
	for n > 0 && first+k < len(v.spans) && v.spans[first+k].Start < from+n {
		k++
	}
	return k
}

// onlyMark reports whether the sentence before token i would be nothing but a dash, a bullet or an initial.
//
// "— We will not go, said the elder.", "V. Okhel left".
func (v *view) onlyMark(i int) bool {
	if i-1 != v.first {
		return false
	}
	switch w := v.form(i - 1); w {
	case "—", "–", "-":
		return true
	default:
		return len(w) == 2 && w[1] == '.' && capital(w) && capital(v.form(i)) || v.bullet(i-1)
	}
}

// bullet reports whether token i is a bullet inside a line.
//
// "• Fighters withdrew • Talks resumed".
func (v *view) bullet(i int) bool {
	r, _ := utf8.DecodeRuneInString(v.form(i))
	return isBullet(r)
}

// hashtags reports whether tokens i-1 and i belong to a row of hashtags, which is one sentence.
func (v *view) hashtags(i int) bool {
	return v.form(i)[0] == '#' && (v.form(i - 1)[0] == '#' || i > 1 && v.form(i - 2)[0] == '#')
}

// restarts reports whether token i begins a sentence behind initials, whose dot is their own: no name goes on
// with one of these words.
//
// "He moved to the U.S. The house was sold.".
func (v *view) restarts(i int) bool {
	w := v.form(i - 1)
	if i-1 == v.first || len(w) < 4 || w[len(w)-1] != '.' || w[len(w)-3] != '.' || !capital(w) {
		return false
	}
	switch v.form(i) {
	case "The", "A", "An", "He", "She", "It", "They", "We", "I", "His", "Her", "Its", "Their", "This", "That", "These", "Those", "There", "But", "However", "In", "On", "At", "When", "If", "As":
		return true
	}
	return false
}

// point reports whether token i is the dash of a further point in a paragraph that begins with one.
//
// "- Borders close - Schools stay open - Talks resume".
func (v *view) point(first, i int) bool {
	if w := v.form(first); w != v.form(i) || w != "-" && w != "–" && w != "*" || v.mark(first) == 0 {
		return false
	}
	left, right := v.blanksAround(i)
	return left && right && capital(v.form(i+1))
}

// opens reports whether token i is a quotation mark or bracket that opens; no sentence ends behind it. Typewriter marks and
// the English ones are learned. The same sign opens in one language and closes in another, so the blanks decide,
// and between two blanks the French custom.
//
// "« We leave », said the minister." "»Wir gehen«, sagte er." "„We leave,“ said another.".
func (v *view) opens(i int) bool {
	left, right := v.blanksAround(i)
	switch v.form(i) {
	case "«", "‹":
		return left || !right
	case "»", "›":
		return left && !right
	case "„", "‚", "(", "[":
		return true
	}
	return false
}

// closes reports whether token i closes a quotation or bracket; no sentence begins with it.
func (v *view) closes(i int) bool {
	left, right := v.blanksAround(i)
	switch v.form(i) {
	case "»", "›":
		return !left || right
	case "«", "‹":
		return !left && right
	case "“":
		return !left && right // as „German“ closes
	case ")", "]":
		return true
	}
	return false
}

// blanksAround tells whether white space, or the text's edge, stands on each side of token i.
func (v *view) blanksAround(i int) (left, right bool) {
	left = i == 0 || v.spans[i-1].End < v.spans[i].Start
	right = i+1 >= len(v.spans) || v.spans[i].End < v.spans[i+1].Start
	return left, right
}
