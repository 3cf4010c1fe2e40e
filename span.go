package tocsin

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"
)

// A Span is a half-open range [Start, End) of an article's text: bytes inside the program,
// code points in everything that leaves it.
type Span struct{ Start, End int }

// Len returns the length of the span in its own units.
func (s Span) Len() int { return s.End - s.Start }

// Empty reports whether the span covers nothing.
func (s Span) Empty() bool { return s.End <= s.Start }

// Of returns the words the span stands for. It panics, like a slice expression, when the span
// lies outside the text: a span that doesn't re-slice is a bug, never an input error.
func (s Span) Of(text string) string { return text[s.Start:s.End] }

// Words returns what spans cover as one line: pieces joined by an ellipsis, line breaks as blanks. A span that doesn't lie in the text is left out.
func Words(text string, spans []Span) string {
	var out []string
	for _, s := range spans {
		if s.Validate(text) == nil {
			out = append(out, strings.Join(strings.Fields(s.Of(text)), " "))
		}
	}
	return strings.Join(out, " … ")
}

// Overlaps reports whether the two spans share at least one unit.
func (s Span) Overlaps(t Span) bool { return s.Start < t.End && t.Start < s.End }

// Contains reports whether t lies wholly inside s.
func (s Span) Contains(t Span) bool { return s.Start <= t.Start && t.End <= s.End }

// Cover returns the smallest span that holds both.
func (s Span) Cover(t Span) Span {
	return Span{min(s.Start, t.Start), max(s.End, t.End)}
}

// Validate reports whether the span is a non-empty range of valid text boundaries.
func (s Span) Validate(text string) error {
	switch {
	case s.Start < 0 || s.End > len(text) || s.Start >= s.End:
		return fmt.Errorf("span [%d,%d) outside text of %d bytes: %w", s.Start, s.End, len(text), ErrInvalid)
	case !utf8.RuneStart(text[s.Start]) || s.End < len(text) && !utf8.RuneStart(text[s.End]):
		return fmt.Errorf("span [%d,%d) cuts a character: %w", s.Start, s.End, ErrInvalid)
	}
	return nil
}

// MarshalJSON writes the pair [start, end].
func (s Span) MarshalJSON() ([]byte, error) {
	return fmt.Appendf(nil, "[%d,%d]", s.Start, s.End), nil
}

// UnmarshalJSON reads the pair [start, end].
func (s *Span) UnmarshalJSON(b []byte) error {
	var pair []int
	if err := json.Unmarshal(b, &pair); err != nil {
		return fmt.Errorf("span: %w", err)
	}
	if len(pair) != 2 {
		return fmt.Errorf("span: %d numbers instead of 2: %w", len(pair), ErrInvalid)
	}
	s.Start, s.End = pair[0], pair[1]
	return nil
}

// Offsets converts between byte and code-point offsets of one text in O(1) per look-up
// for ASCII texts and O(log n) for others.
type Offsets struct {
	text  string
	wide  []int // byte offset of each character longer than one byte, ascending
	extra []int // extra[i] = bytes beyond one taken by wide[0..i]
}

// NewOffsets indexes a text.
func NewOffsets(text string) *Offsets {
	o := &Offsets{text: text}
	sum := 0
	for i := 0; i < len(text); {
		if text[i] < utf8.RuneSelf {
			i++
			continue
		}
		_, n := utf8.DecodeRuneInString(text[i:])
		if n > 1 {
			sum += n - 1
			o.wide = append(o.wide, i)
			o.extra = append(o.extra, sum)
		}
		i += n
	}
	return o
}

// Runes returns the number of code points before the byte offset.
func (o *Offsets) Runes(byteOffset int) int {
	lo, hi := 0, len(o.wide)
	for lo < hi {
		if m := (lo + hi) / 2; o.wide[m] < byteOffset {
			lo = m + 1
		} else {
			hi = m
		}
	}
	if lo == 0 {
		return byteOffset
	}
	return byteOffset - o.extra[lo-1]
}

// Bytes returns the byte offset of the given code point; offsets past the end give len(text).
func (o *Offsets) Bytes(codePoint int) int {
	lo, hi := 0, len(o.wide)
	for lo < hi {
		m := (lo + hi) / 2
		before := 0
		if m > 0 {
			before = o.extra[m-1]
		}
		if o.wide[m]-before < codePoint {
			lo = m + 1
		} else {
			hi = m
		}
	}
	b := codePoint
	if lo > 0 {
		b += o.extra[lo-1]
	}
	return min(b, len(o.text))
}

// CodePoints converts a span of bytes to one of code points.
func (o *Offsets) CodePoints(s Span) Span { return Span{o.Runes(s.Start), o.Runes(s.End)} }

// ByteSpan converts a span of code points to one of bytes.
func (o *Offsets) ByteSpan(s Span) Span { return Span{o.Bytes(s.Start), o.Bytes(s.End)} }
