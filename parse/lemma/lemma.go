// Package lemma gives each word its dictionary form, by edit rules learned from treebanks.
//
// In: a form and its tag. Out: the lemma. It never looks at the sentence: what a form means is up to
// its tag ("saw" as a verb is see, as a noun saw).
package lemma

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/parse/model"
	"github.com/tocsin-desk/tocsin/parse/perceptron"
	"github.com/tocsin-desk/tocsin/parse/table"
	"github.com/tocsin-desk/tocsin/parse/word"
)

// RuleSet is the name of the rules in a model's header.
const RuleSet = "lemma"

const section = "lemma"

// A Lemmatizer holds the learned rules. It is safe for any number of goroutines.
type Lemmatizer struct {
	rules []Rule
	which table.Table // form and tag, or ending, capitals and tag → number of a rule
}

// Open reads the lemmatizer's section of a model file.
func Open(f *model.File) (*Lemmatizer, error) {
	l := &Lemmatizer{}
	for _, s := range f.Header.Tags[RuleSet] {
		r, err := ParseRule(s)
		if err != nil {
			return nil, err
		}
		l.rules = append(l.rules, r)
	}
	if len(l.rules) == 0 {
		return nil, fmt.Errorf("model has no lemma rules: %w", tocsin.ErrInvalid)
	}
	b, err := f.Section(section)
	if err != nil {
		return nil, err
	}
	if l.which, err = table.Open(b); err != nil {
		return nil, fmt.Errorf("section %s: %w", section, err)
	}
	return l, nil
}

// Lemma returns the lemma of a form with the given number of a tag: by the form itself, else by the
// lower-cased form, else by its longest known ending.
func (l *Lemmatizer) Lemma(form string, tag uint8) string {
	if n, ok := l.which.Get(formKey(form, tag)); ok {
		return l.apply(n, form)
	}
	small := strings.ToLower(form)
	if small != form {
		if n, ok := l.which.Get(formKey(small, tag)); ok {
			return l.apply(n, form)
		}
	}
	c := capitals(form)
	n, ok := l.byEnding(small, c, tag)
	if !ok && c != 0 {
		n, ok = l.byEnding(small, 0, tag)
	}
	if !ok {
		return form
	}
	return l.apply(n, form)
}

func (l *Lemmatizer) byEnding(small string, capitals uint64, tag uint8) (uint16, bool) {
	for n := maxEnding; n >= 0; n-- {
		if end, ok := ending(small, n); ok {
			if rule, ok := l.which.Get(endingKey(end, capitals, tag)); ok {
				return rule, true
			}
		}
	}
	return 0, false
}

func (l *Lemmatizer) apply(n uint16, form string) string {
	if int(n) >= len(l.rules) {
		return form
	}
	return l.rules[n].Apply(form)
}

// maxEnding is the longest ending that is learned, in letters.
const maxEnding = 6

// ending returns the last n letters of a form that has at least as many.
func ending(form string, n int) (string, bool) {
	at := len(form)
	for range n {
		if at == 0 {
			return "", false
		}
		_, size := utf8.DecodeLastRuneInString(form[:at])
		at -= size
	}
	return form[at:], true
}

// capitals tells how a form is written, for endings: "Iranian" keeps its capital, "human" has none.
func capitals(form string) uint64 {
	switch word.ClassOf(form) {
	case word.Title, word.Capital:
		return 1
	case word.Upper:
		return 2
	}
	return 0
}

func formKey(form string, tag uint8) uint64 {
	return perceptron.Hash2(1, uint64(tag), perceptron.String(form))
}

func endingKey(end string, capitals uint64, tag uint8) uint64 {
	return perceptron.Hash3(2, uint64(tag), capitals, perceptron.String(end))
}
