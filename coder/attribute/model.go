package attribute

import (
	"fmt"

	"github.com/tocsin-desk/tocsin/parse/model"
	"github.com/tocsin-desk/tocsin/parse/net"
)

// The sections of a model file.
const (
	SectionCues  = "statements.cues"  // which words carry a cue
	SectionRoles = "statements.roles" // which words around a cue are source, cue and content
)

// A Model finds attributions. It is read only and safe for any number of goroutines.
type Model struct {
	cues, roles *net.Labeller
	kinds       *Kinds // nil: the rules decide kinds
	hash        string
}

// Hash names the model: the SHA-256 of its file, in hexadecimal.
func (m *Model) Hash() string { return m.hash }

// WithKinds returns the model with another classifier of kinds; one without weights leaves kinds to the rules.
func (m *Model) WithKinds(k *Kinds) *Model {
	out := *m
	if out.kinds = k; k != nil && len(k.weights) == 0 {
		out.kinds = nil
	}
	return &out
}

// Open takes the weights out of a model file. Errors name the section and wrap tocsin.ErrInvalid.
func Open(f *model.File) (*Model, error) {
	m := &Model{hash: f.Hash()}
	for _, s := range []struct {
		name           string
		labels, layers int
		to             **net.Labeller
	}{{SectionCues, CueLabels, 0, &m.cues}, {SectionRoles, RoleLabels, RoleLayers, &m.roles}} {
		b, err := f.Section(s.name)
		if err != nil {
			return nil, err
		}
		if *s.to, err = net.OpenLabeller(b, s.labels, s.layers); err != nil {
			return nil, fmt.Errorf("section %s: %w", s.name, err)
		}
	}
	return m, nil
}

// OpenCues makes a model of the part alone that knows cues, for training.
func OpenCues(section []byte) (*Model, error) {
	cues, err := net.OpenLabeller(section, CueLabels, 0)
	return &Model{cues: cues}, err
}

// rows turns hashes into rows of hints.
func rows(hashes []uint64, n int, out []uint16) []uint16 {
	out = out[:0]
	for _, h := range hashes {
		out = append(out, net.HintRow(h, n))
	}
	return out
}

// vector is what the network makes of a word; zeros for a word that isn't there.
func (v *view) vector(i int) []int16 {
	d := v.doc.Dim
	if i < 0 {
		return v.blank
	}
	return v.doc.Vectors[i*d : (i+1)*d]
}
