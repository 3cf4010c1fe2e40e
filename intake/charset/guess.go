package charset

import (
	"unicode"

	"golang.org/x/net/html/charset"
)

// guessBytes is how much text a guess looks at.
const guessBytes = 16 << 10

// cyrillic are the encodings in which Cyrillic text is still published without saying so.
var cyrillic = [...]string{"windows-1251", "koi8-r", "iso-8859-5", "ibm866"}

// guess names the encoding of text that declares none and isn't UTF-8: one of the Cyrillic ones
// where a large part of the text lies beyond ASCII and one of them turns it into plausible words,
// else windows-1252, the standard's fallback.
func guess(b []byte) string {
	b = b[:min(len(b), guessBytes)]
	high, letters := 0, 0
	for _, c := range b {
		switch {
		case c >= 0x80:
			high++
		case c|0x20 >= 'a' && c|0x20 <= 'z':
			letters++
		}
	}
	// "Präsident" has one such byte in nine, a Russian word nothing else; markup adds Latin letters.
	if high*4 < letters {
		return "windows-1252"
	}
	best, top := "windows-1252", 0
	for _, name := range cyrillic {
		enc, _ := charset.Lookup(name)
		text, err := enc.NewDecoder().Bytes(b)
		if err != nil {
			continue
		}
		if s := plausible(string(text)); s > top {
			best, top = name, s
		}
	}
	return best
}

// plausible counts what Cyrillic words look like: small letters after any Cyrillic letter;
// and takes off what they don't: a capital after a small letter, a symbol beyond ASCII.
func plausible(s string) int {
	score, before := 0, ' '
	for _, r := range s {
		letter := unicode.Is(unicode.Cyrillic, r)
		switch {
		case letter && unicode.IsLower(r) && unicode.Is(unicode.Cyrillic, before):
			score++
		case letter && unicode.IsUpper(r) && unicode.Is(unicode.Cyrillic, before) && unicode.IsLower(before):
			score -= 2
		case !letter && r >= 0x80 && r != '«' && r != '»' && r != '—' && r != '–' && r != '\u00A0':
			score -= 2
		}
		before = r
	}
	return score
}
