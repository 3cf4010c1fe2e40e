package attribute

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tocsin-desk/tocsin"
)

// A quote is a quotation: the words between two marks, or from a mark to the place where it must have ended.
type quote struct {
	span   tocsin.Span // with its marks; never over a paragraph break
	inner  tocsin.Span // without them
	nested bool        // inside another quotation
	closed bool        // its closing mark is printed
	goes   bool        // not closed, and the next paragraph opens it again: it goes on there
	goesOn bool        // goes on from the paragraph before
	label  tocsin.Span // of a turn in a transcript: who speaks
	mended bool        // not closed, but ended at the words that say whose it is
	dashed bool        // a dash opens it; without a closing mark or a speaker behind it, it is a point of a list
}

// A mark is one quotation mark as printed. Straight marks may open or close; the state decides.
type mark struct {
	at, size    int
	family      byte // '"' double, '\'' single, '<' guillemets, '-' a dash before speech
	open, close bool
}

// maxQuotes bounds the quotations of one text: a text with more is no prose.
const maxQuotes = 20_000

// scanQuotes finds all quotations of a text, paragraph by paragraph, outer before inner. It can't fail: a mark without
// partner opens a quotation to the end of its paragraph, or is none.
func scanQuotes(text string) []quote {
	var out []quote
	for start := 0; start < len(text) && len(out) < maxQuotes; {
		end := len(text)
		if i := strings.IndexByte(text[start:], '\n'); i >= 0 {
			end = start + i
		}
		before := len(out)
		out = scanParagraph(text, start, end, out)
		if before > 0 && before < len(out) {
			carryOver(text, out, before, start)
		}
		start = end + 1
	}
	return out
}

// carryOver marks a quotation that ends a paragraph unclosed and that the next paragraph takes up with a mark of its own.
// "“We waited.\n“Nobody came,” she said." is one quotation in two paragraphs.
func carryOver(text string, out []quote, next, start int) {
	q := &out[next]
	if q.dashed || strings.TrimSpace(text[start:q.span.Start]) != "" {
		return
	}
	for i := next - 1; i >= 0; i-- {
		p := &out[i]
		if p.nested {
			continue
		}
		if !p.closed && !p.dashed && strings.TrimSpace(text[p.span.End:start]) == "" {
			p.goes, q.goesOn = true, true
		}
		return
	}
}

// scanParagraph pairs the marks of one paragraph with a stack of at most two: a quotation and one inside it.
func scanParagraph(text string, start, end int, out []quote) []quote {
	type open struct {
		m     mark
		index int
	}
	var stack []open
	cut := func(depth, at int) { // ends what is open above the depth without its mark
		for len(stack) > depth {
			o := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			q := &out[o.index]
			q.inner.End = trimRight(text, q.inner.Start, at)
			q.span.End = max(q.inner.End, q.inner.Start)
		}
	}
	first := len(out)
	var single closers
	speech := dashAt(text, start, end) // the dash that opens or closes next; where the paragraph begins with one, at its start
	for at := start; at < end; {
		m := markAt(text, at, start, end)
		if at == speech {
			m = mark{at: at, size: utf8.RuneLen('—'), family: '-', open: len(stack) == 0, close: len(stack) > 0}
			speech = nextDash(text, at+m.size, end)
		}
		if m.size == 0 {
			_, n := utf8.DecodeRuneInString(text[at:end])
			at += n
			continue
		}
		depth := -1
		for i := range stack {
			if stack[i].m.family == m.family {
				depth = i
			}
		}
		switch {
		case m.close && depth >= 0 && m.family == '\'' && possessive(text, m, end) && single.behind(text, at+m.size, end):
			// "the voters’ choice" inside single marks: the closing one still comes
		case m.close && depth >= 0:
			cut(depth+1, at)
			q := &out[stack[depth].index]
			q.inner.End, q.span.End, q.closed = at, at+m.size, true
			stack = stack[:depth]
		case m.open && m.family == '\'' && !single.behind(text, at+m.size, end):
			// "'90s", "’em": an apostrophe
		case m.open:
			if depth >= 0 { // the same mark again: the one before was never closed
				cut(depth, at)
			}
			if len(stack) < 2 && len(out) < maxQuotes {
				stack = append(stack, open{m, len(out)})
				out = append(out, quote{span: tocsin.Span{Start: at, End: at + m.size}, inner: tocsin.Span{Start: at + m.size, End: at + m.size}, nested: len(stack) > 1, dashed: m.family == '-'})
			}
		}
		at += m.size
	}
	if len(stack) > 0 && stack[0].index > first && out[stack[0].index].dashed { // speech taken up again, to the end
		out[stack[0].index].closed = true
	}
	cut(0, end)
	return dropEmpty(out, first)
}

// dashAt returns where the dash stands with which a paragraph of speech begins, or -1. Both dashes take three bytes.
//
// "— We will not go, said the elder." "— We stay, — she said. — The town is ours."
func dashAt(text string, start, end int) int {
	at := end - len(strings.TrimLeftFunc(text[start:end], unicode.IsSpace))
	if r, n := utf8.DecodeRuneInString(text[at:end]); (r == '—' || r == '–') && strings.HasPrefix(text[at+n:end], " ") {
		return at
	}
	return -1
}

// nextDash returns where the next dash stands that leads from speech to its speaker or back: behind a comma or stop.
func nextDash(text string, from, end int) int {
	for at := from; at < end; at++ {
		i := strings.Index(text[at:end], " — ")
		if i < 0 {
			break
		}
		if at += i; strings.IndexByte(",.!?", text[at-1]) >= 0 {
			return at + 1
		}
	}
	return -1
}

// dropEmpty leaves out quotations without a word.
func dropEmpty(out []quote, first int) []quote {
	keep := out[:first]
	for _, q := range out[first:] {
		if q.inner.End > q.inner.Start {
			keep = append(keep, q)
		}
	}
	return keep
}

// markAt reads the quotation mark at an offset; size 0 means there is none.
func markAt(text string, at, start, end int) mark {
	r, n := utf8.DecodeRuneInString(text[at:end])
	switch r {
	case '"', '“', '„', '”', '‟', '«', '»', '‘', '’', '‚', '‹', '›', '\'', '`':
	default:
		return mark{}
	}
	m := mark{at: at, size: n, family: '"'}
	if (r == '\'' || r == '`') && strings.HasPrefix(text[at+n:end], string(r)) {
		m.size, n = 2*n, 2*n // '' and `` are double marks
	} else if r == '\'' || r == '`' || r == '‘' || r == '’' || r == '‚' || r == '‹' || r == '›' {
		m.family = '\''
	}
	if r == '«' || r == '»' {
		m.family = '<'
	}
	before, _ := utf8.DecodeLastRuneInString(text[start:at])
	after, _ := utf8.DecodeRuneInString(text[at+n : end])
	if at == start {
		before = ' '
	}
	if at+n >= end {
		after = ' '
	}
	if m.family == '\'' && wordRune(before) && wordRune(after) {
		return mark{} // "don’t"
	}
	// A mark with a space before and a word behind it opens, whatever its shape; the reverse closes.
	opens := (unicode.IsSpace(before) || strings.ContainsRune("([{—–-/“‘\"«:", before)) && !unicode.IsSpace(after)
	closes := !unicode.IsSpace(before)
	switch r {
	case '“', '„', '‚', '‘', '‟':
		// German closes with “ what „ opened.
		m.open, m.close = opens || !closes, r == '“' && closes && (unicode.IsSpace(after) || unicode.IsPunct(after)) && !opens
		if !m.open && !m.close {
			m.open = true
		}
	case '«', '»', '‹', '›':
		m.open, m.close = opens, closes && !opens
		if spaced := unicode.IsSpace(before) && (unicode.IsSpace(after) || unicode.IsPunct(after)); spaced { // French sets blanks inside
			m.open, m.close = r == '«' || r == '‹', r == '»' || r == '›'
		}
	case '”':
		m.close = true
	case '’':
		m.close = true
	default:
		m.open, m.close = opens, closes && !opens || !opens && !unicode.IsSpace(after) && unicode.IsPunct(after)
		if !m.open && !m.close && m.family == '"' {
			m.close = true // " with spaces on both sides
			m.open = true
		}
		if opens && closes { // ("… or —"… : both are possible, the state decides
			m.close = unicode.IsPunct(after) || before == '—' || before == '-'
		}
	}
	return m
}

// closers finds the partners of single marks in one paragraph. It remembers the last one it found, so that a text of nothing
// but apostrophes takes linear time.
type closers struct{ next int } // offset of a closing mark; 0 unknown

// behind reports whether a single mark that may open at an offset has a partner: not an apostrophe inside a word, and not one
// that follows an s and leads to another word ("the voters' choice").
func (c *closers) behind(text string, at, end int) bool {
	if c.next > at {
		return c.next < end
	}
	for i := at; i < end; {
		r, n := utf8.DecodeRuneInString(text[i:end])
		if (r == '\'' || r == '’' || r == '›' || r == '‘') && i > at && singleEnds(text, i, n, end) {
			c.next = i
			return true
		}
		i += n
	}
	c.next = end
	return false
}

// singleEnds reports whether the single mark at an offset may close a quotation.
func singleEnds(text string, i, n, end int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:i])
	if unicode.IsSpace(before) {
		return false
	}
	if i+n >= end {
		return true
	}
	after, _ := utf8.DecodeRuneInString(text[i+n : end])
	return !wordRune(after) && !(before == 's' && after == ' ')
}

// possessive reports whether a single mark follows an s and a space follows it.
func possessive(text string, m mark, end int) bool {
	return m.at > 0 && text[m.at-1] == 's' && m.at+m.size < end && text[m.at+m.size] == ' '
}

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// trimRight returns the end of text[start:end] without white space.
func trimRight(text string, start, end int) int {
	if start >= end {
		return start
	}
	return start + len(strings.TrimRightFunc(text[start:end], unicode.IsSpace))
}
