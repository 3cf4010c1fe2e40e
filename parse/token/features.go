package token

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tocsin-desk/tocsin/parse/perceptron"
	"github.com/tocsin-desk/tocsin/parse/word"
)

// A scorer makes the features of the boundaries inside one run of characters.
type scorer struct {
	text    string
	atoms   []atom
	first   int    // atom with which the present token begins
	address uint64 // what kind of address the run looks like
	whole   uint64 // hash of the run's shape
	last    string // does the text go on: the white space behind the run
	buf     []uint64
}

// run begins a new run.
func (s *scorer) run(as []atom) {
	s.atoms, s.first, s.whole = as, 0, 0
	start, end := as[0].start, as[len(as)-1].end
	run := s.text[start:end]
	s.address = 0
	for i, sign := range [...]string{"://", "www.", "@", ".com", ".org", ".net", "\\", ".htm", "/", "_", "="} {
		if strings.Contains(run, sign) {
			s.address |= 1 << i
		}
	}
	for _, a := range as[:min(len(as), 8)] {
		s.whole = perceptron.Pair(s.whole, a.shape)
	}
	s.last = s.text[end:]
}

// features describes the boundary between atoms i-1 and i.
func (s *scorer) features(i int) []uint64 {
	outside := atom{norm: 1, shape: 1}
	at := func(k int) *atom {
		if k < 0 || k >= len(s.atoms) {
			return &outside
		}
		return &s.atoms[k]
	}
	l, l2, l3, r, r2, r3 := at(i-1), at(i-2), at(i-3), at(i), at(i+1), at(i+2)
	token := uint64(0)
	for _, a := range s.atoms[s.first:min(i, s.first+8)] {
		token = perceptron.Pair(token, a.norm)
	}
	left, right := uint64(min(i-s.first, 5)), uint64(min(len(s.atoms)-i, 5))
	opened := uint64(0)
	if s.atoms[0].kind == marks {
		opened = s.atoms[0].norm
	}
	closing := at(len(s.atoms) - 1)
	h, h2, h3 := perceptron.Hash, perceptron.Hash2, perceptron.Hash3
	s.buf = append(s.buf[:0],
		h(0, 0), h(1, l.norm), h(2, r.norm), h(3, l.shape), h(4, r.shape),
		h2(5, l.shape, r.shape), h2(6, l.norm, r.norm), h2(7, l.norm, r.shape), h2(8, l.shape, r.norm),
		h3(9, l2.shape, l.shape, r.shape), h3(10, l.shape, r.shape, r2.shape), h3(11, l2.norm, l.norm, r.norm), h3(12, l.norm, r.norm, r2.norm),
		h2(13, token, r.shape), h2(14, token, r.norm), h(15, s.whole), h2(16, s.whole, uint64(i)),
		h3(17, s.address, l.shape, r.shape), h2(18, s.address, r.norm), h3(19, l.norm, r.shape, right), h3(20, l.shape, r.norm, right),
		h3(21, left, right, r.norm), h3(22, left, right, l.norm), h3(23, perceptron.Pair(l2.shape, l.shape), r.shape, r2.shape),
		h3(24, opened, r.norm, right), h3(25, l3.shape, l2.shape, perceptron.Pair(l.shape, r.shape)), h3(26, r.shape, r2.shape, perceptron.Pair(r3.shape, l.shape)),
		h3(27, token, r.norm, r2.norm), h3(28, closing.norm, l.norm, r.norm), h3(29, s.address&3, uint64(l.kind), uint64(r.kind)),
		h3(30, s.nextClass(), r.norm, right), h3(31, token, r.norm, s.nextClass()),
	)
	return s.buf
}

// nextClass tells how the text goes on behind the run: "U.S. He" and "U.S. forces" may differ in who owns the dot.
func (s *scorer) nextClass() uint64 {
	newline := uint64(0)
	for _, r := range s.last[:min(len(s.last), 8)] {
		switch {
		case r == '\n':
			newline = 8
		case r != ' ':
			if 'A' <= r && r <= 'Z' {
				return newline | 1
			}
			return newline | 1 + uint64(kindOf(r))
		}
	}
	return newline
}

// fullStop reports whether the dot that atom i is ends a sentence, because no abbreviation is like what it stands behind:
// a plain word at the end of a paragraph ("Off we go, Ed."), or a sound that people make ("Mm. Hot out there.").
func (s *scorer) fullStop(i int) bool {
	if i != len(s.atoms)-1 || !s.dot(i) || s.atoms[i-1].kind != letters || i > 1 && s.dot(i-2) {
		return false
	}
	return i == 1 && sound(s.text[s.atoms[0].start:s.atoms[0].end]) || s.paragraph()
}

func sound(w string) bool {
	switch strings.ToLower(w) {
	case "ah", "aha", "eh", "hm", "hmm", "huh", "mm", "mhm", "oh", "ooh", "uh", "um", "yeah":
		return true
	}
	return false
}

// initials reports whether the dot that atom i is belongs to capitals with a dot each, and the text goes on behind it ("the
// U.S.G. resolution"); one alone is an initial where a line begins with it and a name follows ("V. Okhel left.").
func (s *scorer) initials(i int) bool {
	switch {
	case i != len(s.atoms)-1 || !s.dot(i) || !s.capital(i-1):
		return false
	case i == 1:
		at := s.atoms[0].start
		return (at == 0 || s.text[at-1] == '\n') && s.nextClass() == 1
	}
	return i >= 3 && s.dot(i-2) && s.capital(i-3) && !s.paragraph()
}

// dot reports whether atom i is one dot.
func (s *scorer) dot(i int) bool { return s.text[s.atoms[i].start:s.atoms[i].end] == "." }

// capital reports whether atom i is one capital letter.
func (s *scorer) capital(i int) bool {
	r, n := utf8.DecodeRuneInString(s.text[s.atoms[i].start:s.atoms[i].end])
	return unicode.IsUpper(r) && n == s.atoms[i].end-s.atoms[i].start
}

// paragraph reports whether nothing follows the run, or an empty line.
func (s *scorer) paragraph() bool {
	breaks := 0
	for _, r := range s.last {
		if !unicode.IsSpace(r) {
			return false
		}
		if r == '\n' {
			if breaks++; breaks > 1 {
				return true
			}
		}
	}
	return true
}

// A window makes the features of fused tokens.
type window struct {
	text   string
	tokens []Token
	buf    [16]uint64
}

func (w *window) norm(i int) uint64 {
	if i < 0 || i >= len(w.tokens) {
		return 1
	}
	return perceptron.String(word.Norm(w.tokens[i].Span.Of(w.text)))
}

// features describes token i.
func (w *window) features(i int) []uint64 {
	form := word.Norm(w.tokens[i].Span.Of(w.text))
	tail := func(n int) uint64 {
		at := len(form)
		for ; n > 0 && at > 0; n-- {
			_, size := utf8.DecodeLastRuneInString(form[:at])
			at -= size
		}
		return perceptron.String(form[at:])
	}
	before, after := w.norm(i-1), w.norm(i+1)
	whole := perceptron.String(form)
	h, h2 := perceptron.Hash, perceptron.Hash2
	mark := uint64(0)
	if at := strings.LastIndexByte(form, '\''); at >= 0 {
		mark = uint64(len(form) - at)
	}
	return append(w.buf[:0], h(0, 0), h(1, whole), h(2, tail(2)), h(3, tail(3)), h(4, tail(1)), h2(5, before, whole), h2(6, whole, after),
		h(7, mark), h2(8, mark, tail(2)), h2(9, tail(3), after), h2(10, tail(2), before))
}
