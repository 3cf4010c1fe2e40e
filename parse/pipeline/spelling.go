package pipeline

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tocsin-desk/tocsin/parse"
)

// A spelling tells how words are written in the running text of a doc, by their small letters: a headline in
// capitals is read as if it were written like the text below it.
//
// "NORWAY WARNS SWEDEN", where the text has Sweden and warns, is read as "Norway warns Sweden".
type spelling map[string]string

// spell collects the spelling of a doc. Small letters win, because a capital may stand there for other reasons; of a capital
// behind the first word of a sentence there is one.
func spell(d *parse.Doc) spelling {
	out := spelling{}
	for _, s := range d.Sents {
		if s.Kind == parse.Headline {
			continue
		}
		for i := s.First; i < s.End; i++ {
			form := d.Tokens[i].Form
			small := strings.ToLower(form)
			r, _ := utf8.DecodeRuneInString(form)
			if form == small || i > s.First && unicode.IsUpper(r) && out[small] == "" {
				out[small] = form
			}
		}
	}
	return out
}

// A headline tells by its capitals what they mean: nothing where all letters have them, little where all words have them.
type capitals uint8

const (
	told   capitals = iota // capitals say what is a name
	titled                 // every longer word has one
	shout                  // there are no small letters
)

// maxJoiner is how many letters the words have that stay small in a title: "on", "the", "over".
const maxJoiner = 4

// capitalsOf classes the capitals of a headline.
func capitalsOf(tokens []parse.Token) capitals {
	words, small := 0, false
	for i := range tokens {
		form := tokens[i].Form
		r, _ := utf8.DecodeRuneInString(form)
		if !unicode.IsLetter(r) {
			continue
		}
		words++
		if unicode.IsLower(r) && utf8.RuneCountInString(form) > maxJoiner {
			return told
		}
		small = small || strings.ToUpper(form) != form
	}
	switch {
	case words < 3:
		return told
	case small:
		return titled
	}
	return shout
}

// of returns the form in which word i of a headline is read.
func (s spelling) of(form string, i int, c capitals) string {
	small := strings.ToLower(form)
	known := s[small]
	switch {
	case known == "" && c == shout:
		known = small
	case known == "" || known != small && c == titled:
		return form
	}
	if r, n := utf8.DecodeRuneInString(known); i == 0 && unicode.IsLower(r) { // as a sentence begins
		return string(unicode.ToUpper(r)) + known[n:]
	}
	return known
}
