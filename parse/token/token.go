// Package token cuts text into tokens and tells which of them are fused from several words.
//
// In: text. Out: spans of tokens, in order, that hold every character but white space exactly once.
// It never joins over white space, never changes a character, and knows no abbreviation by heart:
// where a token ends inside a run of characters is learned from treebanks.
package token

import (
	"fmt"
	"unicode"
	"unicode/utf8"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/parse/model"
	"github.com/tocsin-desk/tocsin/parse/perceptron"
)

// A Token is a surface token. Cut is 0, or for a fused token where its second word begins, in bytes of
// the text: don't is cut before n't.
type Token struct {
	Span tocsin.Span
	Cut  int
}

// FirstEnd returns where the token's first word ends: its own end, or its cut.
func (t Token) FirstEnd() int {
	if t.Cut > 0 {
		return t.Cut
	}
	return t.Span.End
}

// A Tokenizer holds the two trained models. It is safe for any number of goroutines.
type Tokenizer struct {
	split *perceptron.Model // does a token end at this boundary of atoms?
	fused *perceptron.Model // how many letters at the end are a word of their own?
}

// The sections of a model file.
const (
	sectionSplit = "token"
	sectionFused = "fused"
)

// maxTail is the longest second word of a fused token that is learned, in letters ("n't" has three).
const maxTail = 7

// Open reads the tokenizer's sections of a model file.
func Open(f *model.File) (*Tokenizer, error) {
	t := &Tokenizer{}
	for _, s := range []struct {
		name    string
		classes int
		into    **perceptron.Model
	}{{sectionSplit, 2, &t.split}, {sectionFused, maxTail + 1, &t.fused}} {
		b, err := f.Section(s.name)
		if err != nil {
			return nil, err
		}
		if *s.into, err = perceptron.Open(b); err != nil {
			return nil, fmt.Errorf("section %s: %w", s.name, err)
		}
		if (*s.into).Classes() != s.classes {
			return nil, fmt.Errorf("section %s: %d classes, want %d: %w", s.name, (*s.into).Classes(), s.classes, tocsin.ErrInvalid)
		}
	}
	return t, nil
}

// maxRun is the longest run without white space that is cut by the model, in bytes; the rest of a longer
// one (an encoded picture, a table drawn in dashes) is cut into pieces of this length first.
const maxRun = 4096

// runs calls f for every run of characters without white space.
func runs(text string, f func(start, end int)) {
	start := -1
	for i, r := range text {
		switch space := unicode.IsSpace(r); {
		case space && start >= 0:
			f(start, i)
			start = -1
		case !space && start < 0:
			start = i
		case !space && i-start >= maxRun:
			f(start, i)
			start = i
		}
	}
	if start >= 0 {
		f(start, len(text))
	}
}

// Tokens appends the tokens of text to out.
func (t *Tokenizer) Tokens(text string, out []Token) []Token {
	s := scorer{text: text}
	var scores [2]int32
	var buf []atom
	runs(text, func(start, end int) {
		s.run(atoms(text, start, end, buf[:0]))
		buf = s.atoms
		from := start
		for i := 1; i < len(s.atoms); i++ {
			if t.split.Score(s.features(i), scores[:]); s.fullStop(i) || scores[1] > scores[0] && !s.initials(i) {
				out = append(out, Token{Span: tocsin.Span{Start: from, End: s.atoms[i].start}})
				from = s.atoms[i].start
				s.first = i
			}
		}
		out = append(out, Token{Span: tocsin.Span{Start: from, End: end}})
	})
	t.cut(text, out)
	return out
}

// cut marks the fused tokens.
func (t *Tokenizer) cut(text string, tokens []Token) {
	var scores [maxTail + 1]int32
	w := window{text: text, tokens: tokens}
	for i := range tokens {
		if !mayFuse(tokens[i].Span.Of(text)) {
			continue
		}
		t.fused.Score(w.features(i), scores[:])
		if tail := perceptron.Best(scores[:]); tail > 0 {
			tokens[i].Cut = cutAt(text, tokens[i].Span, tail)
		}
	}
}

// mayFuse reports whether a token can hold two words: at least two letters, which begin it.
func mayFuse(form string) bool {
	r, n := utf8.DecodeRuneInString(form)
	return len(form) > n && (kindOf(r) == letters || kindOf(r) == digits || apostrophe(r))
}

// cutAt returns where the last tail letters of a span begin, or 0 where it has no more than these.
func cutAt(text string, s tocsin.Span, tail int) int {
	at := s.End
	for range tail {
		_, n := utf8.DecodeLastRuneInString(text[s.Start:at])
		at -= n
	}
	if at <= s.Start {
		return 0
	}
	return at
}
