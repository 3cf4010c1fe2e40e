// Package entity finds the names in a text and says what kind of thing each names.
//
// In: a parse.Doc with sentences, tokens and tags, a lexicon.Set for its lists of names. Out: the
// Doc's names, in text order, none overlapping another. It never decides who is meant: two people
// of one surname are two names here and coref's question.
//
// The reader is an averaged perceptron over BILOU tags (Ratinov and Roth 2009), greedy from left to
// right, with the lexicon's lists and its own earlier decisions in the same text as features; rules
// over the whole text mend what single sentences can't show.
package entity

import (
	"fmt"

	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
	"github.com/tocsin-desk/tocsin/parse/model"
	"github.com/tocsin-desk/tocsin/parse/perceptron"
)

// The sections of a model file that Open reads.
const (
	Section = "names"      // the perceptron over labels
	Seen    = "names.seen" // what raw text showed of single words and whole names; may be absent
)

// A Model finds names. It is read only and safe for any number of goroutines.
type Model struct {
	weights *perceptron.Model
	seen    seen
	hash    string
}

// Hash names the model: the SHA-256 of its file, in hexadecimal.
func (m *Model) Hash() string { return m.hash }

// Open takes the weights out of a model file. Errors name the section and wrap tocsin.ErrInvalid.
func Open(f *model.File) (*Model, error) {
	data, err := f.Section(Section)
	if err != nil {
		return nil, err
	}
	m := &Model{hash: f.Hash()}
	if m.weights, err = perceptron.Open(data); err != nil {
		return nil, fmt.Errorf("section %s: %w", Section, err)
	}
	if m.weights.Classes() != labels {
		return nil, fmt.Errorf("section %s: %d classes, want %d: %w", Section, m.weights.Classes(), labels, errInvalid)
	}
	if data, err = f.Section(Seen); err == nil {
		if m.seen, err = openSeen(data); err != nil {
			return nil, fmt.Errorf("section %s: %w", Seen, err)
		}
	}
	return m, nil
}

// Names returns the names of d, which must have tokens and sentences; tags make it better.
func (m *Model) Names(d *parse.Doc, lex *lexicon.Set) []parse.Name {
	r := newReader(d, lex, m.seen)
	for s := range d.Sents {
		r.sentence(s, func(int) label { return r.best(m.weights.Score) })
	}
	return finish(r)
}
