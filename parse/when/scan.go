package when

import (
	"unicode"
	"unicode/utf8"

	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
)

// A piece is a run of letters, a run of digits or a mark. Pieces are smaller than tokens, so that
// "three-day", "mid-March" and "2026-11-03" read alike whichever way the tokeniser cut them.
type piece struct {
	start, end int // bytes of Doc.Text
	token      int
	entry
	digits  int8 // how many digits were printed, 0 for words
	capital bool // begins with a capital
	spaced  bool // something other than a piece stands before it
	named   bool // a named time of the lexicon may begin here
}

// maxNumber bounds numbers: nothing longer than a year or a count of days is one of ours.
const maxNumber = 30000

// scan cuts a sentence into pieces and appends them to buf.
func scan(d *parse.Doc, lex *lexicon.Set, s parse.Sentence, buf []piece) []piece {
	first := len(buf)
	token := s.First
	for i := s.Span.Start; i < s.Span.End; {
		c := d.Text[i]
		if c == ' ' || c == '\n' || c == '\t' || c == '\r' {
			i++
			continue
		}
		for token+1 < s.End && d.Tokens[token].Span.End <= i {
			token++
		}
		p := piece{start: i, token: token, spaced: len(buf) == first || buf[len(buf)-1].end < i}
		switch {
		case c >= '0' && c <= '9':
			p.readDigits(d.Text[:s.Span.End])
			p.named = lex.NamesTime([]byte(d.Text[p.start:p.end]))
		case c < utf8.RuneSelf && !isLetter(c):
			p.end, p.entry = i+1, entry{mark, int16(c)}
		default:
			p.readWord(d.Text[:s.Span.End], lex)
		}
		i = p.end
		buf = append(buf, p)
	}
	return buf
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// readWord reads letters; a letter outside ASCII or a dash that isn't one makes a piece of its own kind.
func (p *piece) readWord(text string, lex *lexicon.Set) {
	var lower [16]byte
	n := 0
	i := p.start
	p.capital = text[i] >= 'A' && text[i] <= 'Z'
	for i < len(text) {
		c := text[i]
		if c >= utf8.RuneSelf {
			r, size := utf8.DecodeRuneInString(text[i:])
			if !unicode.IsLetter(r) {
				if i == p.start {
					p.end, p.entry = i+size, entry{mark, plainMark(r)}
					return
				}
				break
			}
			i, n = i+size, len(lower)+1 // no word of ours has such letters
			continue
		}
		if !isLetter(c) {
			break
		}
		if n < len(lower) {
			lower[n] = c | 0x20
		}
		i, n = i+1, n+1
	}
	p.end = i
	if n <= len(lower) {
		p.entry = vocabulary[string(lower[:n])]
		p.named = lex.NamesTime(lower[:n])
	}
}

// plainMark maps printed dashes and quotes to their ASCII cousins.
func plainMark(r rune) int16 {
	switch r {
	case '–', '—', '‑', '−':
		return '-'
	case '’', '‘':
		return '\''
	}
	return 0
}

// readDigits reads "7", "1,500", "10:30", "3rd", "1990s".
func (p *piece) readDigits(text string) {
	i, n := p.start, 0
	for i < len(text) && isDigit(text[i]) {
		n = min(n*10+int(text[i]-'0'), maxNumber)
		i++
	}
	p.digits = int8(min(i-p.start, 100))
	for i+3 < len(text) && text[i] == ',' && isDigit(text[i+1]) && isDigit(text[i+2]) && isDigit(text[i+3]) && !(i+4 < len(text) && isDigit(text[i+4])) {
		for _, c := range text[i+1 : i+4] {
			n = min(n*10+int(c-'0'), maxNumber)
		}
		i += 4
		p.digits = 100 // a year has no comma
	}
	p.end, p.entry = i, entry{number, int16(n)}
	rest := text[i:]
	switch {
	case p.digits <= 2 && n < 24 && len(rest) >= 3 && rest[0] == ':' && isDigit(rest[1]) && isDigit(rest[2]) && rest[1] < '6':
		p.end, p.entry = i+3, entry{clock, int16(n*60 + int(rest[1]-'0')*10 + int(rest[2]-'0'))}
	case letters(rest) == 2 && (rest[:2] == "st" || rest[:2] == "nd" || rest[:2] == "rd" || rest[:2] == "th"):
		p.end, p.class = i+2, ordinal
	case (p.digits == 4 || p.digits == 2) && n%10 == 0 && letters(rest) == 1 && rest[0] == 's':
		p.end, p.class = i+1, decades
	case p.digits == 4 && n%10 == 0 && len(rest) > 1 && rest[0] == '\'' && letters(rest[1:]) == 1 && rest[1] == 's':
		p.end, p.class = i+2, decades
	}
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// letters counts the letters at the beginning of s.
func letters(s string) int {
	n := 0
	for n < len(s) && isLetter(s[n]) {
		n++
	}
	return n
}
