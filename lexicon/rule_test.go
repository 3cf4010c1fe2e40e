package lexicon

import (
	"errors"
	"strings"
	"testing"

	"github.com/tocsin-desk/tocsin"
)

// Every type has its rule, and the manual's two cells are as the manual has them.
func TestRulesOfTypes(t *testing.T) {
	s, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, typ := range tocsin.PLOVERTypes() {
		if len(s.TypeRule(typ).Recipient) == 0 {
			t.Errorf("types.tsv has no recipient of %s", typ)
		}
	}
	for _, typ := range []tocsin.PLOVER{tocsin.Cooperate, tocsin.Aid, tocsin.Sanction} {
		if !s.TypeRule(typ).Wants {
			t.Errorf("%s has a recipient by the manual", typ)
		}
	}
	if len(s.Rewrites()) != 5 || s.Rewrites()[0].Becomes != tocsin.Agree || s.Rewrites()[1].Types[0] != tocsin.Retreat {
		t.Errorf("rewrites %+v", s.Rewrites())
	}
}

func TestBadRules(t *testing.T) {
	s, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	const modality, types = "types\twhen\tneeds\tbecomes\troot\trealis\n", "type\trecipient\tflags\n"
	for _, bad := range []struct{ table, head, row string }{
		{"modality.tsv", modality, "VISIT\tfuture\t\tAGREE\t03\tfuture\n"},
		{"modality.tsv", modality, "CONSULT\tsoon\t\tAGREE\t03\tfuture\n"},
		{"modality.tsv", modality, "CONSULT\tfuture\tluck\tAGREE\t03\tfuture\n"},
		{"modality.tsv", modality, "CONSULT\tfuture\t\tAGREE\t99\tfuture\n"},
		{"types.tsv", types, "VISIT\tobj\t\n"},
		{"types.tsv", types, "AID\tobj\tmaybe\n"},
	} {
		if _, err := s.With(bad.table, strings.NewReader(bad.head+bad.row)); !errors.Is(err, tocsin.ErrInvalid) || !strings.Contains(err.Error(), bad.table+":2") {
			t.Errorf("%q: error %v", bad.row, err)
		}
	}
}

func FuzzRules(f *testing.F) {
	f.Add("types\twhen\tneeds\tbecomes\troot\trealis\nAID\tfuture\town\tAGREE\t03\tfuture\n", "type\trecipient\tflags\nAID\tobj\twants\n")
	f.Fuzz(func(t *testing.T, modality, types string) {
		s := &Set{}
		if err := readModality(s, "modality.tsv", []byte(modality)); err != nil && !errors.Is(err, tocsin.ErrInvalid) && !errors.Is(err, tocsin.ErrTooLarge) {
			t.Errorf("error without a kind: %v", err)
		}
		if err := readTypes(s, "types.tsv", []byte(types)); err != nil && !errors.Is(err, tocsin.ErrInvalid) && !errors.Is(err, tocsin.ErrTooLarge) {
			t.Errorf("error without a kind: %v", err)
		}
	})
}
