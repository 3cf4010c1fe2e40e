package petrarch

import (
	"slices"
	"strings"
)

// A Phrase is the words of an entry, in capitals.
type Phrase []Word

// A Word is one word of a phrase.
type Word struct {
	Text string
	Near bool // it follows the word before directly; else others may stand between
	Stem bool // any word that begins so
}

// phraseOf reads words that are joined by "_" (directly) or a blank (others may stand between). Hyphens join directly, because
// treebanks split at them.
func phraseOf(s string) Phrase {
	var p Phrase
	for _, blank := range strings.Fields(strings.ToUpper(s)) {
		first := true
		for _, w := range strings.FieldsFunc(blank, joined) {
			p = append(p, Word{Text: w, Near: !first})
			first = false
		}
	}
	return p
}

func joined(r rune) bool { return r == '_' || r == '-' }

// near returns a copy all of whose words follow each other directly.
func (p Phrase) near() Phrase {
	p = slices.Clone(p)
	for i := range p {
		p[i].Near = i > 0
	}
	return p
}

// String returns the phrase as a dictionary would write it.
func (p Phrase) String() string {
	var b strings.Builder
	for i, w := range p {
		switch {
		case w.Near:
			b.WriteByte('_')
		case i > 0:
			b.WriteByte(' ')
		}
		b.WriteString(w.Text)
	}
	return b.String()
}

// maxGap is how many words may stand between two words of a phrase that are joined by a blank.
const maxGap = 8

// Match returns how many of the words the phrase takes when it begins with the first of them; 0 where it doesn't match.
func (p Phrase) Match(words []string) int {
	if len(p) == 0 || len(words) == 0 || !p[0].is(words[0]) {
		return 0
	}
	at := 1
	for _, w := range p[1:] {
		last := min(len(words), at+maxGap+1)
		if w.Near {
			last = min(len(words), at+1)
		}
		i := at
		for i < last && !w.is(words[i]) {
			i++
		}
		if i >= last {
			return 0
		}
		at = i + 1
	}
	return at
}

func (w Word) is(s string) bool { return s == w.Text || w.Stem && strings.HasPrefix(s, w.Text) }

// An Index finds entries by the words they begin with, those with the most words first.
type Index[T any] struct {
	exact map[string][]entry[T]
	stems map[string][]entry[T] // by the first stemLen letters
	n     int
}

type entry[T any] struct {
	phrase Phrase
	value  T
}

// stemLen is by how many letters phrases are filed that begin with a stem.
const stemLen = 3

func (x *Index[T]) add(p Phrase, v T) {
	if x.exact == nil {
		x.exact, x.stems = map[string][]entry[T]{}, map[string][]entry[T]{}
	}
	x.n++
	if key := p[0].Text; p[0].Stem && len(key) >= stemLen {
		x.stems[key[:stemLen]] = append(x.stems[key[:stemLen]], entry[T]{p, v})
	} else {
		x.exact[key] = append(x.exact[key], entry[T]{p, v})
	}
}

func (x *Index[T]) sort() {
	for _, m := range []map[string][]entry[T]{x.exact, x.stems} {
		for _, list := range m {
			slices.SortStableFunc(list, func(a, b entry[T]) int { return len(b.phrase) - len(a.phrase) })
		}
	}
}

// Len returns the number of phrases.
func (x *Index[T]) Len() int { return x.n }

// Longest returns the entry with the most words that begins with the first of the given words and of which ok approves, with
// how many of the words it takes; 0 where there is none. The words are in capitals; ok may be nil.
func (x *Index[T]) Longest(words []string, ok func(T) bool) (v T, taken int) {
	if len(words) == 0 {
		return v, 0
	}
	lists := [][]entry[T]{x.exact[words[0]], nil}
	if w := words[0]; len(w) >= stemLen {
		lists[1] = x.stems[w[:stemLen]]
	}
	most := 0
	for _, list := range lists {
		for _, e := range list {
			if len(e.phrase) <= most {
				break
			}
			if n := e.phrase.Match(words); n > 0 && (ok == nil || ok(e.value)) {
				v, taken, most = e.value, n, len(e.phrase)
				break
			}
		}
	}
	return v, taken
}

// sortPhrases puts those with the most words first.
func sortPhrases(list []Phrase) {
	slices.SortStableFunc(list, func(a, b Phrase) int { return len(b) - len(a) })
}
