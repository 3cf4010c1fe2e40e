package dedup

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	shingleWords = 5       // words in a shingle: fewer match by chance, more lose edited copies
	minWords     = 20      // a text with fewer outside quotation marks has too few shingles to compare
	maxQuote     = 3000    // bytes of a quotation; a mark that isn't closed by then is no opening mark
	maxText      = 1 << 20 // bytes of a text that are looked at; longer ones are books
)

// shingle returns the hashes of a text's shingles outside quotation marks, sorted and each once, and
// the hash of all its words. Texts that are too short have no shingles.
func shingle(s string) (shingles []uint32, whole uint64) {
	s = s[:min(len(s), maxText)]
	all := appendWords(nil, s)
	whole = mix(all)

	var own []uint64
	rest := s
	for {
		start, end := quotation(rest)
		// A quotation is a border: no shingle reaches over it.
		words := appendWords(own[:0], rest[:start])
		shingles = appendShingles(shingles, words)
		own = words
		if end == len(rest) {
			break
		}
		rest = rest[end:]
	}
	if len(shingles) < minWords-shingleWords+1 {
		return nil, whole
	}
	slices.Sort(shingles)
	return slices.Compact(shingles), whole
}

func appendShingles(out []uint32, words []uint64) []uint32 {
	for i := 0; i+shingleWords <= len(words); i++ {
		h := mix(words[i : i+shingleWords])
		out = append(out, uint32(h>>32))
	}
	return out
}

// FNV-1a, 64 bits (Fowler, Noll, Vo).
const (
	offset64 = 14695981039346656037
	prime64  = 1099511628211
)

// mix makes one hash of several, and spreads it over all bits (finaliser of MurmurHash3).
func mix(words []uint64) uint64 {
	h := uint64(offset64)
	for _, w := range words {
		h = (h ^ w) * prime64
		h ^= h >> 29
	}
	h ^= h >> 33
	h *= 0xff51afd7ed558ccd
	h ^= h >> 33
	return h
}

// appendWords appends a hash for each word: a run of letters and digits without regard to case, or a
// single character of a script that is written without spaces.
func appendWords(out []uint64, s string) []uint64 {
	h, in := uint64(offset64), false
	end := func() {
		if in {
			out = append(out, h)
			h, in = offset64, false
		}
	}
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			i++
			if c >= 'A' && c <= 'Z' {
				c += 'a' - 'A'
			}
			if c >= 'a' && c <= 'z' || c >= '0' && c <= '9' {
				h, in = (h^uint64(c))*prime64, true
			} else {
				end()
			}
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		i += size
		switch {
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar):
			end()
			h, in = (h^uint64(r))*prime64, true
			end()
		case unicode.In(r, unicode.L, unicode.M, unicode.N):
			h, in = (h^uint64(unicode.ToLower(r)))*prime64, true
		default:
			end()
		}
	}
	end()
	return out
}

// closing gives the mark that ends a quotation, for each that begins one.
var closing = [...]struct{ open, close string }{{`"`, `"`}, {"“", "”"}, {"„", "“"}, {"«", "»"}, {"「", "」"}}

// quotation finds the first quotation that is closed within its paragraph. Without one, start and end
// are the length of the text.
//
//	The minister said: "We will not open the bridge." → from the first mark to behind the second
func quotation(s string) (start, end int) {
	for from := 0; from < len(s); {
		i, mark := opening(s[from:])
		if mark < 0 {
			break
		}
		i += from
		body := i + len(closing[mark].open)
		inside := s[body:min(len(s), body+maxQuote)]
		if p := strings.IndexByte(inside, '\n'); p >= 0 {
			inside = inside[:p]
		}
		if n := strings.Index(inside, closing[mark].close); n >= 0 {
			return i, body + n + len(closing[mark].close)
		}
		from = body
	}
	return len(s), len(s)
}

// opening finds the first mark that may begin a quotation; mark is -1 where there is none.
func opening(s string) (at, mark int) {
	at, mark = len(s), -1
	for i := 0; i < len(s); i++ {
		if s[i] != '"' && s[i] < utf8.RuneSelf {
			continue
		}
		for m := range closing {
			if strings.HasPrefix(s[i:], closing[m].open) {
				return i, m
			}
		}
	}
	return at, mark
}
