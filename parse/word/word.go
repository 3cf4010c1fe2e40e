// Package word holds the hashed views of a word that the features of every step are made of.
//
// In: the form of a word. Out: hashes of the form, its normal form, its first and last letters and
// its shape. It never knows the words around it and never keeps the form.
package word

import (
	"unicode"
	"unicode/utf8"

	"github.com/tocsin-desk/tocsin/parse/perceptron"
)

// A Word is a form seen through hashes. Norm is lower-cased, with every digit 0, straight quotation
// marks, "--" for a long dash and "..." for an ellipsis; affixes are cut from it in letters, not bytes,
// and are the whole of it where it is shorter.
type Word struct {
	Form, Norm                uint64
	Prefix1, Prefix2, Prefix3 uint64
	Suffix1, Suffix2          uint64
	Suffix3, Suffix4          uint64
	Shape                     uint64 // runs of capitals, small letters, digits; other characters themselves
	Letters                   int    // length of Norm in letters
	Class                     Class
	Cluster, Coarse           uint64 // see package cluster; 0 where nothing is known
}

// Class is a coarse shape.
type Class uint8

// The classes of a word, by its first character and capitals.
const (
	Lower   Class = iota // small first letter
	Title                // capital first letter, small later
	Capital              // one capital letter
	Upper                // capitals only, two or more
	Number               // begins with a digit
	Symbol               // begins with anything else
	Outside              // no word: before the first, behind the last
)

// None stands for the place before the first and behind the last word.
var None = Word{Form: 1, Norm: 1, Prefix1: 1, Prefix2: 1, Prefix3: 1, Suffix1: 1, Suffix2: 1, Suffix3: 1, Suffix4: 1, Shape: 1, Class: Outside}

// maxBytes is how much of a form is looked at: longer ones are addresses and noise.
const maxBytes = 96

// Of returns the views of a form.
func Of(form string) Word {
	var buf [maxBytes + utf8.UTFMax]byte
	norm, shape := buf[:0], uint64(14695981039346656037)
	var starts [maxBytes + utf8.UTFMax]uint8 // where each letter of norm begins
	letters, last := 0, rune(-1)
	for _, r := range form {
		if len(norm) >= maxBytes {
			break
		}
		kind := shapeOf(r)
		if kind != last {
			shape, last = (shape^uint64(kind))*1099511628211, kind
		}
		before := len(norm)
		norm = appendNorm(norm, r)
		for i := before; i < len(norm); i++ {
			if utf8.RuneStart(norm[i]) {
				starts[letters] = uint8(i)
				letters++
			}
		}
	}
	prefix := func(n int) uint64 {
		if letters <= n {
			return perceptron.String(norm)
		}
		return perceptron.String(norm[:starts[n]])
	}
	suffix := func(n int) uint64 {
		if letters <= n {
			return perceptron.String(norm)
		}
		return perceptron.String(norm[starts[letters-n]:])
	}
	return Word{
		Form: perceptron.String(form), Norm: perceptron.String(norm),
		Prefix1: prefix(1), Prefix2: prefix(2), Prefix3: prefix(3),
		Suffix1: suffix(1), Suffix2: suffix(2), Suffix3: suffix(3), Suffix4: suffix(4),
		Shape: shape ^ shape>>31, Letters: letters, Class: ClassOf(form),
	}
}

func shapeOf(r rune) rune {
	switch {
	case 'a' <= r && r <= 'z':
		return 'x'
	case 'A' <= r && r <= 'Z':
		return 'X'
	case '0' <= r && r <= '9':
		return '0'
	case r < utf8.RuneSelf:
		return r
	case unicode.IsUpper(r):
		return 'X'
	case unicode.IsLetter(r):
		return 'x'
	case unicode.IsDigit(r):
		return '0'
	}
	return straight(r)
}

// straight maps typographic quotation marks to the typewriter's.
func straight(r rune) rune {
	switch r {
	case '‘', '’', '‚', '‛', '‹', '›', '′', '`', '´':
		return '\''
	case '“', '”', '„', '‟', '″', '«', '»':
		return '"'
	}
	return r
}

func appendNorm(b []byte, r rune) []byte {
	switch {
	case 'A' <= r && r <= 'Z':
		return append(b, byte(r)|0x20)
	case '0' <= r && r <= '9':
		return append(b, '0')
	case r < utf8.RuneSelf && r != '`':
		return append(b, byte(r))
	case r == '—' || r == '―':
		return append(b, "--"...)
	case r == '…':
		return append(b, "..."...)
	case unicode.IsDigit(r):
		return append(b, '0')
	}
	return utf8.AppendRune(b, unicode.ToLower(straight(r)))
}

// ClassOf returns the coarse shape of a form.
func ClassOf(form string) Class {
	first, n := utf8.DecodeRuneInString(form)
	switch {
	case unicode.IsDigit(first):
		return Number
	case unicode.IsUpper(first):
		return capitals(form[n:])
	case unicode.IsLetter(first):
		return Lower
	}
	return Symbol
}

// capitals classes a word by what follows its first capital.
func capitals(rest string) Class {
	upper := false
	for _, r := range rest {
		if unicode.IsLower(r) {
			return Title
		}
		upper = upper || unicode.IsUpper(r)
	}
	if upper {
		return Upper
	}
	return Capital
}

// Norm returns the normal form that Word.Norm hashes.
func Norm(form string) string {
	var b []byte
	for _, r := range form {
		b = appendNorm(b, r)
		if len(b) >= maxBytes {
			break
		}
	}
	return string(b)
}
