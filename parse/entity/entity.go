// Package entity finds the names in a text and says what kind of thing each names.
//
// In: a parse.Doc with sentences, tokens and tags, a lexicon.Set for its lists of names. Out: the
// Doc's names, in text order, none overlapping another, and its roles, which may hold names. It never decides who is meant: two people
// of one surname are two names here and coref's question.
//
// Each word gets a BILOU label (Ratinov and Roth 2009) from the network's vector of it and from hints: the
// lexicon's lists, what raw text showed of the word, and the decisions on it earlier in the same text. The best
// sequence of a sentence counts (Viterbi); rules over the whole text mend what single sentences can't show.
package entity

import (
	"fmt"

	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
	"github.com/tocsin-desk/tocsin/parse/model"
	"github.com/tocsin-desk/tocsin/parse/net"
)

// The sections of a model file that Open reads.
const (
	Section = "names"      // the labeller
	Seen    = "names.seen" // what raw text showed of single words and whole names; may be absent
)

// A Model finds names. It is read only and safe for any number of goroutines.
type Model struct {
	labels *net.Labeller
	seen   seen
	hash   string
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
	if m.labels, err = net.OpenLabeller(data, labels, 0); err != nil {
		return nil, fmt.Errorf("section %s: %w", Section, err)
	}
	if data, err = f.Section(Seen); err == nil {
		if m.seen, err = openSeen(data); err != nil {
			return nil, fmt.Errorf("section %s: %w", Seen, err)
		}
	}
	return m, nil
}

// Names returns the names of d, which must have tokens, sentences, tags and the network's vectors; a text without
// vectors has no names.
func (m *Model) Names(d *parse.Doc, lex *lexicon.Set) []parse.Name {
	if len(d.Vectors) == 0 {
		return nil
	}
	return finish(m.read(d, lex))
}

// read labels every word of a text.
func (m *Model) read(d *parse.Doc, lex *lexicon.Set) *reader {
	r := newReader(d, lex, m.seen)
	var s net.LabelScratch
	var best []label
	for n, sent := range d.Sents {
		r.enter(n)
		m.labels.Begin(&s, sent.End-sent.First)
		for i := sent.First; i < sent.End; i++ {
			if r.candidate(i) {
				m.labels.Score(&s, i-sent.First, d.Vectors[i*d.Dim:(i+1)*d.Dim], r.hints(i, m.labels.Rows))
			}
		}
		best = m.labels.Best(&s, follows, best)
		r.leave(best)
	}
	return r
}
