package sentence

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A wrapping tells line breaks that end a paragraph from those that only keep lines short.
type wrapping struct {
	text       string
	start, end int // the block (between empty lines) looked at last
	wrapped    bool
}

// soft reports whether the line break at byte i stands inside a paragraph: the next line begins with a
// small letter, or the lines of its block are filled as a program that wraps lines fills them.
func (w *wrapping) soft(i int) bool {
	next := strings.TrimLeft(w.text[i+1:], " \t\r")
	if r, _ := utf8.DecodeRuneInString(next); unicode.IsLower(r) {
		return true
	}
	if i < w.start || i >= w.end {
		w.block(i)
	}
	return w.wrapped
}

// block finds the block around byte i.
func (w *wrapping) block(i int) {
	w.start, w.end = 0, len(w.text)
	if at := strings.LastIndex(w.text[:i], "\n\n"); at >= 0 {
		w.start = at + 2
	}
	if at := strings.Index(w.text[i:], "\n\n"); at >= 0 {
		w.end = i + at
	}
	w.wrapped = filled(strings.Split(strings.TrimSpace(w.text[w.start:w.end]), "\n"))
}

// Lines that a program wrapped are no wider than a printed page, and no narrower than a column.
const (
	minWidth = 40
	maxWidth = 100
)

// filled reports whether every line but the last is so full that the next line's first word had no room.
func filled(lines []string) bool {
	width := 0
	for _, l := range lines {
		width = max(width, utf8.RuneCountInString(l))
	}
	if width < minWidth || width > maxWidth {
		return false
	}
	for i, l := range lines[:len(lines)-1] {
		first, _, _ := strings.Cut(strings.TrimSpace(lines[i+1]), " ")
		if utf8.RuneCountInString(l)+1+utf8.RuneCountInString(first) <= width {
			return false
		}
	}
	return true
}
