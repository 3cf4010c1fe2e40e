package lexicon

import (
	"slices"
	"testing"
)

func TestDeedNoun(t *testing.T) {
	s, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	if verbs, ok := s.DeedNoun("cancellation"); !ok || !slices.Equal(verbs, []string{"cancel"}) {
		t.Errorf("cancellation: %v %v", verbs, ok)
	}
	if verbs, ok := s.DeedNoun("earthquake"); !ok || len(verbs) > 0 {
		t.Errorf("earthquake: %v %v", verbs, ok)
	}
	if _, ok := s.DeedNoun("table"); ok {
		t.Error("a table is no deed")
	}
}
