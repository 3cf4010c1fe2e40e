// Package lang decides whether a text is in a language that the program can read.
//
// In: plain text. Out: a BCP 47 language, "en" or "und". It never guesses between two foreign
// languages: the question is only whether the English models may be used.
package lang

import (
	"strings"
	"unicode"
)

// sampleBytes is how much of a text is looked at: function words are as frequent in the first
// pages as anywhere, and a bound keeps the cost flat.
const sampleBytes = 4000

// enough is the least share of English function words among the words of a text: headlines and short
// reports have about a tenth, running prose a third, other languages in Latin letters hardly any.
// Below many words a share says little and one function word will do; below few, none at all.
const (
	enough = 0.05
	many   = 40
	few    = 12
)

// english holds function words that are frequent in English and no words of the languages next to it; "s" is what
// an apostrophe leaves of a possessive.
var english = [...]string{
	"the", "of", "and", "to", "that", "is", "was", "for", "with", "by", "as", "has", "have", "had", "were", "are", "be", "been", "at", "on", "after",
	"said", "says", "from", "this", "which", "would", "will", "not", "it", "its", "their", "they", "he", "his", "she", "her", "we", "our", "who", "than",
	"into", "over", "s", "following", "during", "between", "against", "amid", "but", "there", "least", "about", "more", "all", "an",
}

// foreign holds function words of other languages in Latin letters that are no English words.
var foreign = [...]string{
	"der", "das", "und", "nicht", "mit", "den", "von", "dem", "ein", "eine", "ist", "wird", "auf", // German
	"le", "les", "des", "une", "est", "dans", "pour", "qui", "sur", "du", "et", "aux", "avec", // French
	"el", "los", "las", "una", "por", "con", "del", "que", "para", "su", "sus", "en", // Spanish
	"il", "di", "che", "della", "nel", "sono", "dei", "gli", "non", "alla", // Italian
	"os", "uma", "não", "com", "dos", "na", "ao", "da", // Portuguese
	"het", "een", "niet", "zijn", "voor", "och", "att", "det", "som", "är", "av", "og", "på", // Dutch, Nordic
	"ve", "bir", "bu", "için", "ile", "yang", "dan", "untuk", "dengan", "ya", "wa", "kwa", // Turkish, Indonesian, Swahili
}

// Detect returns "en" for English and "und" for anything else. A short text in Latin letters without any
// function word is taken as English: it is a headline or a list of names.
func Detect(text string) string {
	if len(text) > sampleBytes {
		text = strings.ToValidUTF8(text[:sampleBytes], "")
	}
	if !latin(text) {
		return "und"
	}
	words, ours, theirs := 0, 0, 0
	for w := range strings.FieldsFuncSeq(text, func(r rune) bool { return !unicode.IsLetter(r) }) {
		words++
		switch {
		case within(english[:], w):
			ours++
		case within(foreign[:], w):
			theirs++
		}
	}
	if theirs > ours || words >= few && ours == 0 || words >= many && float64(ours) < enough*float64(words) {
		return "und"
	}
	return "en"
}

// latin reports whether at least seven letters in ten are Latin.
func latin(text string) bool {
	letters, latin := 0, 0
	for _, r := range text {
		if unicode.IsLetter(r) {
			letters++
			if unicode.Is(unicode.Latin, r) {
				latin++
			}
		}
	}
	return letters > 0 && latin*10 >= letters*7
}

func within(list []string, w string) bool {
	for _, f := range list {
		if strings.EqualFold(f, w) {
			return true
		}
	}
	return false
}
