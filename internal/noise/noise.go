// Package noise makes texts that nobody would write, for tests of whatever reads texts.
//
// In: a source of chance. Out: a short text: words and marks in no order, broken characters, letters of any script,
// runs without end. It never makes the same text for two seeds but by accident, and always for one.
package noise

import (
	"math/rand/v2"
	"strings"
	"unicode/utf8"
)

// pieces are what scanners stumble over.
var pieces = [...]string{
	" ", " ", " ", "\n", "\n\n", "\r\n", "\r", "\t", "\v", "\x00", "\u00a0", "\u2028", "\u2029", "\u0085", "\ufeff", "\u200b", "\u00ad", "\u200d", "\u202e",
	"the ", "The ", "minister", "said", " said ", "don't", "can’t", "U.S.", "Gen. ", "a.m.", "3", "12,5", "2026", "1.", "(a)", "- ", "• ", "# ", "> ",
	".", ",", "!", "?", ":", ";", "...", "…", "-", "–", "—", "--", " — ", "'", "’", "‘", "\"", "“", "”", "„", "«", "»", "‹", "›", "(", ")", "[", "](", "/", "\\", "|", "_", "**", "*", "`", "@", "&amp;", "©",
	"By ", "Photo: ", "SELKA", " (Meridian) ", "Reporting by ", "http://x.example/", "ﬁ", "é", "e\u0301", "\u0301", "漢字", "عربي", "Мир", "हिन्दी", "🚢", "👩‍👩‍👧", "İ", "ß", "ǅ",
	"\xff", "\xc3", "\xe2\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80",
}

// maxPieces is how many pieces a text has at most: short ones find as much as long ones, and sooner.
const maxPieces = 24

// Text makes a text.
func Text(rng *rand.Rand) string {
	var b strings.Builder
	for range rng.IntN(maxPieces) {
		switch rng.IntN(16) {
		case 0:
			b.WriteByte(byte(rng.IntN(256)))
		case 1:
			b.WriteRune(rune(rng.IntN(utf8.MaxRune)))
		case 2:
			b.WriteRune(rune(rng.IntN(0x3000)))
		case 3:
			b.WriteString(strings.Repeat(pieces[rng.IntN(len(pieces))], rng.IntN(9)))
		default:
			b.WriteString(pieces[rng.IntN(len(pieces))])
		}
	}
	if rng.IntN(2000) == 0 { // a run that ends nowhere
		return b.String() + strings.Repeat(pieces[rng.IntN(len(pieces))], 5000)
	}
	return b.String()
}
