package lexicon

import (
	"slices"
	"strings"

	"github.com/tocsin-desk/tocsin"
)

// A Rewrite says what an event of some types becomes that isn't asserted: modality.tsv.
type Rewrite struct {
	Types     []tocsin.PLOVER
	When      tocsin.Realis
	Own       bool // only by the actor's own word
	Condition bool // only under a condition
	Unwilling bool // only with "will not"
	Becomes   tocsin.PLOVER
	Root      string // CAMEO root to compose with
	Realis    tocsin.Realis
}

// A TypeRule is what holds of all events of a type: types.tsv.
type TypeRule struct {
	Recipient []string // arguments, in the order of asking
	Wants     bool     // no event without a recipient
	Untold    bool     // done by an authority that need not be told
	People    bool     // whom it was done to may be told as no more than people
	Domestic  bool     // mostly done by a state to its own
}

// Rewrites returns the table of modality, to be read from the top.
func (s *Set) Rewrites() []Rewrite { return s.events.rewrites }

// TypeRule returns what holds of a type.
func (s *Set) TypeRule(t tocsin.PLOVER) TypeRule { return s.events.types[t] }

func readModality(s *Set, name string, data []byte) error {
	rows, err := ReadTable(name, data, []string{"types", "when", "becomes", "root", "realis"}, []string{"needs", "rule", "example"})
	if err != nil {
		return err
	}
	for _, r := range rows {
		w := Rewrite{When: tocsin.Realis(r.Get("when")), Root: r.Get("root"), Realis: tocsin.Realis(r.Get("realis"))}
		for _, t := range append(r.List("types"), r.Get("becomes")) {
			typ, err := tocsin.ParsePLOVER(t)
			if err != nil {
				return r.Errorf("%v", err)
			}
			w.Types = append(w.Types, typ)
		}
		w.Types, w.Becomes = w.Types[:len(w.Types)-1], w.Types[len(w.Types)-1]
		for _, need := range strings.Fields(r.Get("needs")) {
			switch need {
			case "own":
				w.Own = true
			case "condition":
				w.Condition = true
			case "unwilling":
				w.Unwilling = true
			default:
				return r.Errorf("unknown need %q", need)
			}
		}
		if !slices.Contains(realisValues[:], w.When) || !slices.Contains(realisValues[:], w.Realis) {
			return r.Errorf("unknown realis %q or %q", w.When, w.Realis)
		}
		if _, ok := s.events.compose[w.Root]; !ok {
			return r.Errorf("no codes are composed with root %q", w.Root)
		}
		s.events.rewrites = append(s.events.rewrites, w)
	}
	return nil
}

func readTypes(s *Set, name string, data []byte) error {
	rows, err := ReadTable(name, data, []string{"type", "recipient"}, []string{"flags"})
	if err != nil {
		return err
	}
	if s.events.types == nil {
		s.events.types = map[tocsin.PLOVER]TypeRule{}
	}
	for _, r := range rows {
		typ, err := tocsin.ParsePLOVER(r.Get("type"))
		if err != nil {
			return r.Errorf("%v", err)
		}
		rule := TypeRule{Recipient: r.List("recipient")}
		for _, flag := range strings.Fields(r.Get("flags")) {
			switch flag {
			case "wants":
				rule.Wants = true
			case "untold":
				rule.Untold = true
			case "people":
				rule.People = true
			case "domestic":
				rule.Domestic = true
			default:
				return r.Errorf("unknown flag %q", flag)
			}
		}
		s.events.types[typ] = rule
	}
	return nil
}
