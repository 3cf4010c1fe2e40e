package petrarch

import (
	"strings"
	"unicode/utf8"
)

// A line is one line of a file without its comments.
type line struct {
	Line
	text     string // trimmed
	indented bool
	raw      string // with comments: block headers hold them
}

// maxLine bounds one line: the longest in use has some hundred bytes.
const maxLine = 16 << 10

// lines splits a file and takes its comments out: "# …", "; …", "<!-- … -->", also over several lines. Lines that hold
// nothing else are left out.
func (b *builder) lines(f File) []line {
	var out []line
	n, comment := 0, false
	for raw := range strings.Lines(string(f.Data)) {
		n++
		at := Line{f.Name, n}
		raw = strings.TrimRight(raw, "\r\n")
		if n == 1 {
			raw = strings.TrimPrefix(raw, "\uFEFF")
		}
		switch {
		case len(raw) > maxLine:
			b.warn(at, "line of %d bytes; left out", len(raw))
			continue
		case !utf8.ValidString(raw):
			raw = strings.ToValidUTF8(raw, "\uFFFD")
			b.warn(at, "not UTF-8; the characters that can't be read match nothing")
		}
		text := raw
		if comment {
			end := strings.Index(text, "-->")
			if end < 0 {
				continue
			}
			text = text[end+len("-->"):]
		}
		text, comment = uncomment(text)
		trimmed := strings.TrimSpace(text)
		if trimmed == "" {
			continue
		}
		out = append(out, line{at, trimmed, text[0] == '\t' || text[0] == ' ', raw})
	}
	if comment {
		b.warn(Line{f.Name, n}, "a comment that begins with <!-- never ends")
	}
	return out
}

// uncomment cuts comments off; open reports that one goes on in the next line.
func uncomment(s string) (text string, open bool) {
	for {
		start := strings.Index(s, "<!")
		if start < 0 {
			break
		}
		// "<!" alone, or with a blank before its dashes, is how some files write it.
		length := strings.Index(s[start:], "-->")
		if length < 0 {
			return cutAt(s[:start]), strings.Contains(s[start:], "--")
		}
		s = s[:start] + s[start+length+len("-->"):]
	}
	return cutAt(s), false
}

// cutAt cuts a line at its first # or ; outside brackets: [###] is a code of TABARI.
func cutAt(s string) string {
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '[':
			if end := strings.IndexByte(s[i:], ']'); end > 0 {
				i += end
			}
		case '#', ';':
			return s[:i]
		}
	}
	return s
}

// brackets splits a line into what stands before its first bracket and the contents of all its brackets. ok is false
// where a bracket isn't closed.
func brackets(s string) (before string, inside []string, ok bool) {
	before, rest, found := strings.Cut(s, "[")
	for found {
		in, after, closed := strings.Cut(rest, "]")
		if !closed {
			return before, inside, false
		}
		inside = append(inside, strings.TrimSpace(in))
		_, rest, found = strings.Cut(after, "[")
	}
	return before, inside, true
}
