// Package depend builds the dependency tree of a sentence: a greedy arc-hybrid parser (Kuhlmann,
// Gómez-Rodríguez and Satta 2011) with the root behind the last word, trained with a dynamic oracle
// (Goldberg and Nivre 2013).
//
// In: the words of one sentence and their tags. Out: one tree with one root. Trees are projective: it never
// draws crossing arcs, and never looks beyond the sentence.
package depend

import (
	"fmt"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/parse"
	"github.com/tocsin-desk/tocsin/parse/model"
	"github.com/tocsin-desk/tocsin/parse/perceptron"
	"github.com/tocsin-desk/tocsin/parse/tag"
	"github.com/tocsin-desk/tocsin/parse/word"
)

// RelSet is the name of the relations in a model's header.
const RelSet = "rel"

const section = "depend"

// A Parser holds the trained model. It is safe for any number of goroutines.
type Parser struct {
	rels  []parse.Rel
	model *perceptron.Model
	tags  []tagHash
}

// Open reads the parser's section of a model file.
func Open(f *model.File) (*Parser, error) {
	b, err := f.Section(section)
	if err != nil {
		return nil, err
	}
	m, err := perceptron.Open(b)
	if err != nil {
		return nil, fmt.Errorf("section %s: %w", section, err)
	}
	p := &Parser{model: m}
	for _, r := range f.Header.Tags[RelSet] {
		p.rels = append(p.rels, parse.Rel(r))
	}
	if m.Classes() != classes(len(p.rels)) {
		return nil, fmt.Errorf("section %s: %d classes for %d relations: %w", section, m.Classes(), len(p.rels), tocsin.ErrInvalid)
	}
	var tags []tag.Tag
	for _, s := range f.Header.Tags[tag.TagSet] {
		tags = append(tags, tag.ParseTag(s))
	}
	p.tags = hashTags(tags)
	return p, nil
}

// The actions: 0 shifts, 1 … R draw an arc from the first word of the buffer, R+1 … 2R from the second of
// the stack, to the top of the stack, with one of R relations.
const shift = 0

func classes(rels int) int { return 1 + 2*rels }

// An Arc is the head of one word within its sentence (parse.NoHead for the root) and its relation.
type Arc struct {
	Head int
	Rel  parse.Rel
}

// Scratch is the memory of one run; its zero value is ready.
type Scratch struct {
	state    state
	nodes    []node
	features []uint64
	scores   []int32
}

// Parse appends the arc of each word of one sentence; tags hold the numbers of their tags.
func (p *Parser) Parse(words []word.Word, tags []uint8, s *Scratch, out []Arc) []Arc {
	if s.scores == nil {
		s.scores = make([]int32, perceptron.MaxClasses)
	}
	s.nodes = nodes(words, tags, p.tags, s.nodes[:0])
	st := &s.state
	st.begin(len(words))
	for !st.done() {
		can := st.allowed()
		if can.shift && !can.left && !can.right {
			st.apply(shift, len(p.rels))
			continue
		}
		s.features = st.features(s.nodes, s.features[:0])
		scores := s.scores[:p.model.Classes()]
		p.model.Score(s.features, scores)
		st.apply(can.best(scores, len(p.rels)), len(p.rels))
	}
	for i := range words {
		a := Arc{st.head[i], p.rels[st.rel[i]-1]}
		if a.Head == st.n {
			a.Head = parse.NoHead
		}
		out = append(out, a)
	}
	return out
}
