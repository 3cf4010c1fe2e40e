package conllu

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tocsin-desk/tocsin/parse"
)

// "Orlan Besh left his post ." with two chains, one mention inside another, and a bracket that nothing opened.
func TestEntities(t *testing.T) {
	misc := []string{
		"Entity=(1-person-new-nnnnn-cf1-1,2-coref", "SpaceAfter=No|Entity=1)", "_", "Entity=(2-abstract-new-nnnnn-cf2-2-sgl(1-person-giv:act-nnnnn-cf1-1-ana-Orlan_Besh)", "Entity=2)9)", "Entity=7)",
	}
	s := &Sentence{}
	for _, m := range misc {
		s.Words = append(s.Words, Word{Misc: m})
	}
	want := []Entity{
		{Range: parse.Range{First: 0, End: 2}, Chain: "1", Type: "person", Heads: []int{0, 1}, Link: "coref"},
		{Range: parse.Range{First: 3, End: 4}, Chain: "1", Type: "person", Heads: []int{3}, Link: "ana"},
		{Range: parse.Range{First: 3, End: 5}, Chain: "2", Type: "abstract", Heads: []int{4}, Link: "sgl"},
	}
	if d := cmp.Diff(want, Entities([]*Sentence{s})); d != "" {
		t.Error(d)
	}
}

// Chains alone, as OntoGUM has them.
func TestEntitiesWithoutTypes(t *testing.T) {
	s := &Sentence{Words: []Word{{Misc: "Entity=(a(b)"}, {Misc: "Entity=a)"}}}
	var got []string
	for _, e := range Entities([]*Sentence{s}) {
		got = append(got, e.Chain+e.Type)
	}
	if strings.Join(got, " ") != "b a" {
		t.Errorf("mentions %v, want b a", got)
	}
}
