// Package plain makes of a text as it was printed one that reads plainly, and leads back from it.
//
// In: a text. Out: the same words without what only printing put there: soft hyphens, characters of no width, other
// blanks and line ends, ligatures, underscores for blanks, leftovers of markup; and for every span of them the span of
// the printed text. It never changes a word, and never the printed text.
package plain

import (
	"html"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tocsin-desk/tocsin"
)

// A Text is a plain text that remembers what it was printed as.
type Text struct {
	Text string
	runs []run // what is the same in both, in order; between two runs lies what differs. None: all is the same
}

// A run is n bytes that are the same in both texts.
type run struct{ plain, printed, n int }

// Of makes a text plain.
func Of(printed string) Text {
	r := reader{text: printed, drop: -1}
	for r.at < len(printed) {
		n, put, ok := r.next()
		if !ok {
			r.at += n
			continue
		}
		r.keep()
		r.out.WriteString(put)
		r.at += n
		r.from = r.at
	}
	if len(r.runs) == 0 {
		return Text{Text: printed}
	}
	r.keep()
	return Text{Text: r.out.String(), runs: r.runs}
}

// Changed reports whether the plain text differs from the printed one.
func (t *Text) Changed() bool { return len(t.runs) > 0 }

// Printed returns the span of the printed text from which a span of the plain one was made.
func (t *Text) Printed(s tocsin.Span) tocsin.Span {
	if !t.Changed() {
		return s
	}
	if s.Empty() {
		at := t.start(s.Start)
		return tocsin.Span{Start: at, End: at}
	}
	return tocsin.Span{Start: t.start(s.Start), End: t.end(s.End)}
}

// start returns where byte at of the plain text begins in the printed one.
func (t *Text) start(at int) int {
	r := t.runs[t.run(at)]
	return r.printed + min(at-r.plain, r.n)
}

// end returns where the byte before at ends in the printed text.
func (t *Text) end(at int) int {
	k := t.run(at - 1)
	if r := t.runs[k]; at <= r.plain+r.n || k+1 == len(t.runs) {
		return r.printed + min(at-r.plain, r.n)
	}
	return t.runs[k+1].printed
}

// run returns the last run that begins at or before byte at of the plain text.
func (t *Text) run(at int) int {
	return max(0, sort.Search(len(t.runs), func(k int) bool { return t.runs[k].plain > at })-1)
}

// Plain returns the span of the plain text that was made from a span of the printed one.
func (t *Text) Plain(s tocsin.Span) tocsin.Span {
	if !t.Changed() {
		return s
	}
	at := func(printed int) int {
		k := max(0, sort.Search(len(t.runs), func(k int) bool { return t.runs[k].printed > printed })-1)
		r := t.runs[k]
		return r.plain + min(printed-r.printed, r.n)
	}
	return tocsin.Span{Start: at(s.Start), End: at(s.End)}
}

// A reader walks through a printed text.
type reader struct {
	text     string
	at, from int // where it is; where the present run begins
	out      strings.Builder
	runs     []run
	drop     int // a place behind at from which dropped bytes are dropped, -1 for none
	dropped  int
}

// keep ends the present run.
func (r *reader) keep() {
	r.runs = append(r.runs, run{r.out.Len(), r.from, r.at - r.from})
	r.out.WriteString(r.text[r.from:r.at])
}

// next looks at what comes: n bytes, which are to be put otherwise where ok.
func (r *reader) next() (n int, put string, ok bool) {
	if r.at == r.drop {
		r.drop = -1
		return r.dropped, "", true
	}
	c := r.text[r.at]
	if c < utf8.RuneSelf {
		return r.ascii(c)
	}
	x, n := utf8.DecodeRuneInString(r.text[r.at:])
	switch {
	case x == '\u00ad': // soft hyphen, with the line it broke
		return n + len(r.text[r.at+n:]) - len(strings.TrimLeft(r.text[r.at+n:], "\r\n")), "", true
	case x == '\u2028' || x == '\u0085':
		return n, "\n", true
	case x == '\u2029':
		return n, "\n\n", true
	case unicode.Is(unicode.Zs, x):
		return n, " ", true
	case unicode.Is(unicode.Cf, x) || x == '\ufffc' || unicode.IsControl(x):
		return n, "", true
	case 'ﬀ' <= x && x <= 'ﬆ':
		return n, [...]string{"ff", "fi", "fl", "ffi", "ffl", "st", "st"}[x-'ﬀ'], true
	case '！' <= x && x <= '～': // letters as wide as Chinese ones
		return n, string(x - '！' + '!'), true
	}
	return n, "", false
}

// ascii looks at a byte of ASCII.
func (r *reader) ascii(c byte) (n int, put string, ok bool) {
	rest := r.text[r.at:]
	switch c {
	case '\r':
		if strings.HasPrefix(rest, "\r\n") {
			return 2, "\n", true
		}
		return 1, "\n", true
	case '\v', '\f':
		return 1, "\n", true
	case '\n', '\t', ' ':
		return 1, "", false
	case '_':
		return r.underscore()
	case '*', '`', '#', '>', '\\':
		return r.markup(c)
	case '!', '[':
		return r.link(rest)
	case '&':
		return entity(rest)
	}
	return 1, "", c < ' ' || c == 0x7f
}

// maxEntity is the longest name of a character in HTML that is read, in bytes.
const maxEntity = 10

// entity reads a character that a page left escaped: "Ash &amp; Sons".
func entity(rest string) (n int, put string, ok bool) {
	end := strings.IndexByte(rest[:min(len(rest), maxEntity)], ';')
	if end < 2 {
		return 1, "", false
	}
	put = html.UnescapeString(rest[:end+1])
	if put == rest[:end+1] || utf8.RuneCountInString(put) != 1 {
		return 1, "", false
	}
	if put == "\u00a0" {
		put = " "
	}
	return end + 1, put, true
}

// before and behind return the characters around the bytes [at, at+n), line ends outside the text.
func (r *reader) before() rune { return r.rune(utf8.DecodeLastRuneInString(r.text[:r.at])) }

func (r *reader) behind(n int) rune { return r.rune(utf8.DecodeRuneInString(r.text[r.at+n:])) }

func (r *reader) rune(x rune, n int) rune {
	if n == 0 {
		return '\n'
	}
	return x
}

func wordy(x rune) bool { return unicode.IsLetter(x) || unicode.IsDigit(x) }

// underscore reads underscores: for a blank between words ("Orla_Venn_said"), or around a word for stress ("the _only_
// bridge"). In addresses, names of accounts and files, and as a line to write on, they stay.
func (r *reader) underscore() (n int, put string, ok bool) {
	n = len(r.text[r.at:]) - len(strings.TrimLeft(r.text[r.at:], "_"))
	left, right := wordy(r.before()), wordy(r.behind(n))
	switch {
	case n > 2 || !left && !right || r.inAddress():
		return n, "", false
	case left && right && n == 1:
		return n, " ", true
	}
	return n, "", true
}

// maxAddress is how many bytes on each side are looked at for signs of an address.
const maxAddress = 256

// inAddress reports whether the characters around, up to white space, look like an address or a file.
func (r *reader) inAddress() bool {
	from := r.text[max(0, r.at-maxAddress):r.at]
	from = from[strings.LastIndexAny(from, " \t\n\r")+1:]
	to := r.text[r.at:min(len(r.text), r.at+maxAddress)]
	if i := strings.IndexAny(to, " \t\n\r"); i >= 0 {
		to = to[:i]
	}
	to = strings.TrimRight(to, ".,;:!?)")
	return strings.ContainsAny(from, "@#/\\=&.") || strings.ContainsAny(to, "@/\\=&.")
}

// markup reads leftovers of light markup: stress, headings, quoted mail.
//
// "**Talks resume**", "## The pier", "> He said".
func (r *reader) markup(c byte) (n int, put string, ok bool) {
	rest := r.text[r.at:]
	n = len(rest) - len(strings.TrimLeft(rest, string(c)))
	begins := r.at == 0 || r.text[r.at-1] == '\n'
	switch c {
	case '#', '>':
		if begins && n <= 6 && n < len(rest) && rest[n] == ' ' {
			return n + 1, "", true
		}
	case '*':
		if n == 2 || n == 3 {
			return n, "", wordy(r.before()) != wordy(r.behind(n)) || unicode.IsPunct(r.before()) != unicode.IsPunct(r.behind(n))
		}
		if n == 1 && !wordy(r.before()) && wordy(r.behind(1)) {
			return 1, "", r.pair()
		}
	case '`':
		return n, "", wordy(r.before()) != wordy(r.behind(n)) && n == 1 && !strings.Contains(line(rest[1:]), "'") && strings.Contains(r.text[max(0, r.at-maxAddress):r.at]+line(rest[1:]), "`")
	case '\\':
		if n == 1 && len(rest) > 1 && strings.IndexByte("*_[]#>", rest[1]) >= 0 {
			return 2, rest[1:2], true
		}
	}
	return n, "", false
}

// pair looks for the star that closes the stress which one opens here, and has it dropped: "*Note*", but not "*Note".
func (r *reader) pair() bool {
	l := line(r.text[r.at+1:])
	end := strings.IndexByte(l, '*')
	if end < 1 || l[end-1] == ' ' || r.drop >= 0 {
		return false
	}
	r.drop, r.dropped = r.at+1+end, 1
	return true
}

// maxLine is how far the end of stress or of a link is looked for, in bytes.
const maxLine = 400

// line returns a text up to the end of its line.
func line(s string) string {
	s = s[:min(len(s), maxLine)]
	if i := strings.IndexByte(s, '\n'); i >= 0 {
		return s[:i]
	}
	return s
}

// link reads links and pictures: the words stay.
//
// "the [ministry](https://ministry.example/)", "![a ferry](ferry.jpg)".
func (r *reader) link(rest string) (n int, put string, ok bool) {
	open := 1
	if rest[0] == '!' {
		if !strings.HasPrefix(rest, "![") {
			return 1, "", false
		}
		open = 2
	}
	l := line(rest)
	middle := strings.Index(l, "](")
	if middle < open || strings.IndexByte(l[open:middle], '[') >= 0 || r.drop >= 0 {
		return 1, "", false
	}
	address := l[middle+2:]
	end := strings.IndexByte(address, ')')
	if end < 0 || !strings.ContainsAny(address[:end], "/#:.") {
		return 1, "", false
	}
	r.drop, r.dropped = r.at+middle, end+3
	return open, "", true
}
