package lexicon

import (
	"strings"
	"time"

	"github.com/tocsin-desk/tocsin"
)

// An Actor is a country, an organisation or a group that acts under one identity over time.
type Actor struct {
	ID     string // countries: ISO 3166-1 alpha-3, KOS for Kosovo; others: the name in lower case
	Name   string
	Names  []string // the name and its variants
	Kind   tocsin.EntityKind
	Parent string // the country or organisation it belongs to, "" for none
	Terms  []Term // its codes over time, in the order of the table
	Where  string // "actors.tsv:12"
	Period        // in which the actor exists: Yugoslavia until 1992
}

// A Term is the codes of an actor during a period. PLOVER and CAMEO share the blocks used here:
// a state or IGO, NGO, IMG, MNC first, then a sector.
type Term struct {
	Codes []string // AFG, GOV
	Note  string   // "de facto": holds power without general recognition
	Where string
	Period
}

// Term returns the first term that holds on the day; ok is false where none does.
func (a *Actor) Term(day time.Time, dated bool) (t Term, ok bool) {
	for _, t := range a.Terms {
		if t.Holds(day, dated) {
			return t, true
		}
	}
	return Term{}, false
}

// Basis says where a term's codes come from: "actors.tsv:12 Taliban AFGGOV 2021-08-15.. de facto".
func (a *Actor) Basis(t Term) string {
	parts := []string{t.Where, a.Name, strings.Join(t.Codes, "")}
	if p := t.String(); p != "" {
		parts = append(parts, p)
	}
	if t.Note != "" {
		parts = append(parts, t.Note)
	}
	return strings.Join(parts, " ")
}

// Actor returns the actor with the id and its index; nil where there is none.
func (s *Set) Actor(id string) (*Actor, int) {
	if i, ok := s.byID[id]; ok {
		return &s.Actors[i], i
	}
	return nil, -1
}

// readCountries reads countries.tsv: a state a row with everything it is called.
func readCountries(s *Set, name string, data []byte) error {
	rows, err := ReadTable(name, data, []string{"iso", "name"}, []string{"variants", "adjectives", "people", "seats", "from", "to", "lat", "lon", "regions", "note"})
	if err != nil {
		return err
	}
	for _, r := range rows {
		period, err := r.Period()
		if err != nil {
			return err
		}
		iso := r.Get("iso")
		if !block(iso) {
			return r.Errorf("iso %q is not three capital letters", iso)
		}
		i, known := s.byID[iso]
		if !known {
			i = len(s.Actors)
			s.byID[iso] = i
			s.Actors = append(s.Actors, Actor{ID: iso, Name: r.Get("name"), Kind: tocsin.State, Where: r.Where(), Period: period,
				Terms: []Term{{Codes: []string{iso}, Where: r.Where()}}})
		}
		if err := s.addCentre(r, iso); err != nil {
			return err
		}
		s.Actors[i].Names = append(append(s.Actors[i].Names, r.Get("name")), r.List("variants")...)
		s.trie.add(r.Get("name"), Ref{Class: CountryName, Index: i})
		for _, column := range []struct {
			name  string
			class Class
		}{{"variants", CountryName}, {"adjectives", CountryAdj}, {"people", CountryPeople}, {"seats", CountrySeat}} {
			for _, n := range r.List(column.name) {
				s.trie.add(n, Ref{Class: column.class, Index: i, Short: acronym(n)})
			}
		}
	}
	return nil
}

// readActors reads actors.tsv. Rows of one id make one actor: the first has its names, each has
// codes for a period.
func readActors(s *Set, name string, data []byte) error {
	rows, err := ReadTable(name, data, []string{"id", "codes"}, []string{"name", "variants", "kind", "parent", "from", "to", "sure", "note"})
	if err != nil {
		return err
	}
	for _, r := range rows {
		period, err := r.Period()
		if err != nil {
			return err
		}
		codes, err := s.readBlocks(r, "codes")
		if err != nil {
			return err
		}
		i, known := s.byID[r.Get("id")]
		if !known {
			if i, err = s.addActor(r); err != nil {
				return err
			}
		}
		for _, n := range append(r.List("name"), r.List("variants")...) {
			s.Actors[i].Names = append(s.Actors[i].Names, n)
			s.trie.add(n, Ref{Class: GroupName, Index: i, Short: acronym(n)})
		}
		s.Actors[i].Terms = append(s.Actors[i].Terms, Term{codes, r.Get("note"), r.Where(), period})
	}
	return nil
}

func (s *Set) addActor(r Row) (int, error) {
	a := Actor{ID: r.Get("id"), Name: r.Get("name"), Kind: tocsin.EntityKind(r.Get("kind")), Parent: r.Get("parent"), Where: r.Where()}
	if a.Name == "" {
		return 0, r.Errorf("the first row of %q has no name", a.ID)
	}
	switch a.Kind {
	case tocsin.Organisation, tocsin.State, tocsin.ArmedGroup, tocsin.Population, tocsin.Person, tocsin.OtherKind:
	default:
		return 0, r.Errorf("kind %q of %q", a.Kind, a.ID)
	}
	i := len(s.Actors)
	s.byID[a.ID] = i
	s.Actors = append(s.Actors, a)
	return i, nil
}

// block reports whether a code is one block of CAMEO: three capital letters, or --- for "no country".
func block(c string) bool {
	if len(c) != 3 {
		return false
	}
	for i := range 3 {
		if c[i] < 'A' || c[i] > 'Z' {
			return false
		}
	}
	return true
}
