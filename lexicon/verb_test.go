package lexicon

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/tocsin-desk/tocsin"
)

func TestFramesAreOrdered(t *testing.T) {
	s, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	senses := 0
	seen := map[tocsin.PLOVER]int{}
	for k, frames := range s.events.frames {
		for i, f := range frames {
			senses++
			seen[f.Type]++
			if i > 0 && frames[i-1].weight() < f.weight() {
				t.Errorf("%s: %s asks for more than %s before it", k.lemma, f.Where, frames[i-1].Where)
			}
			if strings.ToLower(k.lemma) != k.lemma {
				t.Errorf("%s: %q is no lemma", f.Where, k.lemma)
			}
		}
	}
	for _, typ := range tocsin.PLOVERTypes() {
		if seen[typ] < 10 {
			t.Errorf("%s has %d senses", typ, seen[typ])
		}
	}
	if senses < 1000 {
		t.Errorf("%d senses: a table is missing", senses)
	}
}

// Every key of a need is one that the coder knows, or a preposition.
func TestNeedsAreKnown(t *testing.T) {
	s, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	known := []string{"subj", "obj", "iobj", "xcomp", "pred", "prt", "together", "a", "mod", "case", "near", "inner", "obj.event", "obj.inner", "hosted", "both",
		"passive", "cop", "neg", "future", "must", "fact", "self", "other",
		"about", "against", "as", "at", "behind", "between", "by", "for", "from", "in", "into", "of", "on", "to", "under", "upon", "with", "after"}
	for k, frames := range s.events.frames {
		for _, f := range frames {
			for _, n := range f.Needs {
				if !slices.Contains(known, n.Key) {
					t.Errorf("%s: %s: unknown need %q", f.Where, k.lemma, n.Key)
				}
				if n.Key == "inner" {
					for _, v := range n.Values {
						if _, err := tocsin.ParsePLOVER(v); err != nil {
							t.Errorf("%s: %v", f.Where, err)
						}
					}
				}
			}
		}
	}
}

func TestCompose(t *testing.T) {
	s, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		outer string
		inner tocsin.CAMEO
		want  tocsin.CAMEO
		mode  string
	}{
		{"03", "073", "0333", ""},         // promised food
		{"03", "040", "036", ""},          // agreed to meet
		{"10", "0841", "1053", "yield"},   // demanded the release
		{"12", "040", "125", "meet"},      // refused to meet
		{"13", "163", "1312", "restrict"}, // threatened with sanctions
		{"13", "195", "1384", "violence"}, // threatened to bomb
		{"13", "", "130", ""},             // threatened
		{"03", "99", "030", ""},
	} {
		if got, mode := s.Compose(tt.outer, tt.inner); got != tt.want || mode != tt.mode {
			t.Errorf("%s over %s: %s %q, want %s %q", tt.outer, tt.inner, got, mode, tt.want, tt.mode)
		}
	}
}

func TestThemes(t *testing.T) {
	s, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ word, class string }{{"soldier", "troops"}, {"soldier", "person"}, {"troops", "troops"}, {"military aid", "aid"}, {"blanket", "aid.humanitarian"}} {
		if !slices.ContainsFunc(s.Themes(tt.word), func(x Theme) bool { return x.Is(tt.class) }) {
			t.Errorf("%q is no %s: %v", tt.word, tt.class, s.Themes(tt.word))
		}
	}
	if (Theme{Class: "aid"}).Is("aid.military") || (Theme{Class: "aider"}).Is("aid") {
		t.Error("a class is below itself only")
	}
	if got := s.Contexts("peacekeeper"); !slices.Equal(got, []string{"peacekeeping"}) {
		t.Errorf("contexts %v", got)
	}
}

func TestVerbsOfAUser(t *testing.T) {
	s, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	const head = "word\tpos\tneeds\tact\tmode\tcameo\tactor\trecipient\tflags\tinside\n"
	more, err := s.With("verbs.tsv", strings.NewReader(head+"outfox\tv\tobj@\tREJECT\t\t120\n"))
	if err != nil {
		t.Fatal(err)
	}
	if f := more.Frames("outfox", "v"); len(f) != 1 || f[0].Type != tocsin.Reject || !f[0].Needs[0].Actor {
		t.Errorf("frames %+v", f)
	}
	if s.Frames("outfox", "v") != nil {
		t.Error("the Set changed")
	}
	for _, bad := range []string{
		"outfox\tv\t\tOUTFOX\t\t120\n",
		"outfox\tv\t\tREJECT\n",
		"outfox\tx\t\tREJECT\t\t120\n",
		"outfox\tv\t\tREJECT\t\t120\t\t\tboth\n",
		"outfox\tv\t\tREJECT\t\t120\t\t\t\tmaybe\n",
	} {
		if _, err := s.With("verbs.tsv", strings.NewReader(head+bad)); !errors.Is(err, tocsin.ErrInvalid) || !strings.Contains(err.Error(), "verbs.tsv:2") {
			t.Errorf("%q: error %v", bad, err)
		}
	}
	for table, bad := range map[string]string{
		"themes.tsv": "class\twords\tdigit\naid\tbread\t33\n",
		"cameo.tsv":  "outer\tinner\tcameo\n03\t07\t133\n",
	} {
		if _, err := s.With(table, strings.NewReader(bad)); !errors.Is(err, tocsin.ErrInvalid) {
			t.Errorf("%s: error %v", table, err)
		}
	}
}

func FuzzVerbs(f *testing.F) {
	f.Add("word\tpos\tneeds\tact\tmode\tcameo\noutfox\tv\t!obj@:GOV,a inner:AID\tREJECT\t\t12<\n")
	f.Add("word\tpos\tact\n\tv\tnone\n")
	f.Fuzz(func(t *testing.T, table string) {
		s := &Set{}
		if err := readThemes(s, "themes.tsv", []byte("class\twords\naid\tbread\n")); err != nil {
			t.Fatal(err)
		}
		if err := readVerbs(s, "verbs.tsv", []byte(table)); err != nil && !errors.Is(err, tocsin.ErrInvalid) && !errors.Is(err, tocsin.ErrTooLarge) {
			t.Errorf("error without a kind: %v", err)
		}
	})
}
