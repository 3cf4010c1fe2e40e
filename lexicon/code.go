package lexicon

import (
	"slices"
	"strings"

	"github.com/tocsin-desk/tocsin"
)

// readCodes reads codes.tsv: what the blocks of an actor's code mean, but for states.
func readCodes(s *Set, name string, data []byte) error {
	rows, err := ReadTable(name, data, []string{"code", "meaning"}, []string{"note"})
	if err != nil {
		return err
	}
	for _, r := range rows {
		if !block(r.Get("code")) {
			return r.Errorf("code %q is not three capital letters", r.Get("code"))
		}
		if _, isState := s.byID[r.Get("code")]; isState {
			return r.Errorf("code %s is a state's", r.Get("code"))
		}
		s.codes[r.Get("code")] = r.Get("meaning")
	}
	return nil
}

// Meaning says what one block of an actor's code means: "AFG" Afghanistan, "REB" armed opposition; "" for none.
func (s *Set) Meaning(code string) string {
	if i, ok := s.byID[code]; ok && s.Actors[i].Kind == tocsin.State {
		return s.Actors[i].Name
	}
	return s.codes[code]
}

// across are the blocks in place of a state.
var across = [...]string{"IGO", "NGO", "IMG", "MNC"}

// readBlocks reads a column of codes: "AFG GOV". Every block must mean something, but for the own blocks of bodies that
// work across states, which may be anybody's: "IGO LKL".
func (s *Set) readBlocks(r Row, column string) ([]string, error) {
	codes := strings.Fields(r.Get(column))
	for i, c := range codes {
		if !block(c) {
			return nil, r.Errorf("code %q is not three capital letters", c)
		}
		if s.Meaning(c) == "" && (i == 0 || !slices.Contains(across[:], codes[0])) {
			return nil, r.Errorf("code %s is no state of countries.tsv and no block of codes.tsv", c)
		}
	}
	return codes, nil
}

// A BodyWord is a word by which the name of a body says what it is: "Front", "Holdings".
type BodyWord struct {
	Codes []string          // sector: REB; none where the word is one of bodies that may be anybody's
	Kind  tocsin.EntityKind // organisation, armed-group or population
	Where string
}

// BodyWord returns what a word of a body's name says, as it stands in bodies.tsv; nil where it says nothing.
func (s *Set) BodyWord(word string) *BodyWord {
	var buf [32]byte
	return s.bodies[string(fold(buf[:0], word))]
}

// readBodies reads bodies.tsv: words of names, with the sector of the body that is so called.
func readBodies(s *Set, name string, data []byte) error {
	rows, err := ReadTable(name, data, []string{"words", "kind", "codes"}, []string{"note"})
	if err != nil {
		return err
	}
	kinds := []tocsin.EntityKind{tocsin.Organisation, tocsin.ArmedGroup, tocsin.Population}
	for _, r := range rows {
		b := &BodyWord{Kind: tocsin.EntityKind(r.Get("kind")), Where: r.Where()}
		if r.Get("codes") != "-" {
			if b.Codes, err = s.readBlocks(r, "codes"); err != nil {
				return err
			}
		}
		if !slices.Contains(kinds, b.Kind) {
			return r.Errorf("kind %q is not organisation, armed-group or population", b.Kind)
		}
		for _, w := range r.List("words") {
			s.bodies[Fold(w)] = b
		}
	}
	return nil
}
