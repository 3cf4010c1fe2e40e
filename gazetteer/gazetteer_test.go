package gazetteer

import (
	"testing"

	"github.com/tocsin-desk/tocsin/lexicon"
)

// open opens the gazetteer of the binary.
func open(t *testing.T) *Gazetteer {
	t.Helper()
	lex, err := lexicon.Load()
	if err != nil {
		t.Fatal(err)
	}
	g, err := Open(lex, nil)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestLookup(t *testing.T) {
	g := open(t)
	for _, c := range []struct {
		name, first, country string
		kind                 lexicon.PlaceKind
		how                  How
	}{
		{"Dushanbe", "Dushanbe", "TJK", lexicon.Capital, Exact},
		{"dushanbe", "Dushanbe", "TJK", lexicon.Capital, Folded},
		{"Qandahar", "Kandahar", "AFG", lexicon.City, Variant},
		{"Mazār-i-Sharīf", "Mazar-e Sharif", "AFG", lexicon.City, Variant},
		{"Khatlon Oblast", "Khatlon", "TJK", lexicon.Province, Stripped},
		{"Tajikistan", "Tajikistan", "TJK", Country, Exact},
		{"U.S.", "United States", "USA", Country, Variant},
		{"Amu Darya River", "Amu Darya", "", lexicon.Water, Stripped},
	} {
		got := g.Lookup(c.name)
		if len(got) == 0 {
			t.Errorf("%s: not found", c.name)
			continue
		}
		if p := got[0]; p.Name != c.first || p.Country != c.country || p.Kind != c.kind || p.How != c.how {
			t.Errorf("%s: %s %s %s, fits %d; want %s %s %s, %d", c.name, p.Name, p.Country, p.Kind, p.How, c.first, c.country, c.kind, c.how)
		}
	}
	for _, name := range []string{"", ",", "uae", "Nowhereatallstan"} {
		if got := g.Lookup(name); len(got) > 0 {
			t.Errorf("%q gives %s", name, got[0].Name)
		}
	}
}

func TestMatch(t *testing.T) {
	g := open(t)
	words := []string{"near", "Mazar", "-", "e", "Sharif", ",", "Balkh", "."}
	word := func(i int) string { return words[i] }
	for first, want := range []int{0, 4, 0, 0, 0, 0, 1, 0} {
		if got, n := g.Match(word, len(words), first); n != want {
			t.Errorf("at %q: %d words (%d places), want %d", words[first], n, len(got), want)
		}
	}
}
