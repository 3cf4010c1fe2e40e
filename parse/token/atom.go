package token

import (
	"unicode"
	"unicode/utf8"

	"github.com/tocsin-desk/tocsin/parse/perceptron"
	"github.com/tocsin-desk/tocsin/parse/word"
)

// kind is what an atom is made of.
type kind uint8

const (
	letters kind = iota + 1
	digits
	marks // one character, repeated: "...", "--", "(("
)

// An atom is the smallest thing that tokens are made of: letters with apostrophes between them,
// digits, or one other character as often as it stands there.
type atom struct {
	start, end int
	kind       kind
	norm       uint64 // hash of the lower-cased text, digits as their number, marks as one or many
	shape      uint64 // letters by capitals, digits by their number, marks themselves
}

// isMark says what counts as neither letter nor digit: combining characters stay with their letter.
func kindOf(r rune) kind {
	switch {
	case 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z':
		return letters
	case '0' <= r && r <= '9':
		return digits
	case r < utf8.RuneSelf:
		return marks
	case unicode.IsLetter(r) || unicode.Is(unicode.M, r):
		return letters
	case unicode.IsDigit(r):
		return digits
	}
	return marks
}

func apostrophe(r rune) bool { return r == '\'' || r == '’' }

// atoms appends the atoms of text[start:end], which holds no white space.
func atoms(text string, start, end int, out []atom) []atom {
	for at := start; at < end; {
		first, n := utf8.DecodeRuneInString(text[at:end])
		k := kindOf(first)
		next := at + n
		for next < end {
			r, n := utf8.DecodeRuneInString(text[next:end])
			if !continues(text[next:end], k, first, r, n) {
				break
			}
			next += n
		}
		out = append(out, newAtom(text, at, next, k))
		at = next
	}
	return out
}

// continues reports whether r, with which rest begins, belongs to the atom of kind k that began with first.
func continues(rest string, k kind, first, r rune, n int) bool {
	switch k {
	case letters:
		if apostrophe(r) { // "o'clock", "don’t", but not "cats'" and not "'twas"
			after, _ := utf8.DecodeRuneInString(rest[n:])
			return len(rest) > n && kindOf(after) == letters
		}
		return kindOf(r) == letters
	case digits:
		return kindOf(r) == digits
	}
	return r == first
}

func newAtom(text string, start, end int, k kind) atom {
	a := atom{start: start, end: end, kind: k}
	s := text[start:end]
	switch k {
	case digits:
		a.norm = perceptron.Hash2(2, 0, uint64(min(end-start, 9)))
		a.shape = a.norm
	case marks:
		_, n := utf8.DecodeRuneInString(s)
		a.norm = perceptron.Hash2(3, perceptron.String(word.Norm(s[:n])), uint64(min((end-start)/n, 4)))
		a.shape = a.norm
	case letters:
		a.norm, a.shape = lettersHash(s)
	}
	return a
}

// lettersHash hashes letters lower-cased, and their capitals: first, any later, small, and whether it is one letter.
func lettersHash(s string) (norm, shape uint64) {
	h := uint64(14695981039346656037)
	n := 0
	for _, r := range s {
		if unicode.IsUpper(r) {
			shape |= 2
			if n == 0 {
				shape |= 1
			}
		} else {
			shape |= 4
		}
		if r == '’' {
			r = '\''
		}
		h = (h ^ uint64(unicode.ToLower(r))) * 1099511628211
		n++
	}
	return perceptron.Hash(1, h), perceptron.Hash2(4, shape, uint64(min(n, 4)))
}
