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
// small letter, or the lines of its block are filled as a program that wraps lines fills them. A point of a list is none.
func (w *wrapping) soft(i int) bool {
	next := strings.TrimLeft(w.text[i+1:], " \t\r")
	point, r := marker(next) > 0, rune(0)
	if r, _ = utf8.DecodeRuneInString(next); !point && unicode.IsLower(r) {
		return true
	}
	if i < w.start || i >= w.end {
		w.block(i)
	}
	return w.wrapped && (!point || r == '-' || r == '–') // a dash may come to stand there
}

// block finds the block around the line break at byte i: the lines before and behind it, up to an empty one.
func (w *wrapping) block(i int) {
	w.start, w.end = i, i
	for w.start > 0 {
		before := strings.LastIndexByte(w.text[:w.start], '\n')
		if strings.TrimSpace(w.text[before+1:w.start]) == "" {
			break
		}
		w.start = max(before, 0)
	}
	for w.end < len(w.text) {
		next := len(w.text)
		if at := strings.IndexByte(w.text[w.end+1:], '\n'); at >= 0 {
			next = w.end + 1 + at
		}
		if strings.TrimSpace(w.text[w.end+1:next]) == "" {
			break
		}
		w.end = next
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
