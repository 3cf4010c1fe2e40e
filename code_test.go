package tocsin

import (
	"cmp"
	"slices"
	"testing"
)

func TestTablesOfCodes(t *testing.T) {
	if !slices.IsSortedFunc(cameos[:], func(a, b cameoRow) int { return cmp.Compare(a.code, b.code) }) {
		t.Error("CAMEO codes aren't sorted")
	}
	if !slices.IsSortedFunc(countries[:], func(a, b Country) int { return cmp.Compare(a.ISO, b.ISO) }) {
		t.Error("countries aren't sorted")
	}
	for i, r := range cameos {
		if r.code.Name() == "" || i > 0 && r.code == cameos[i-1].code {
			t.Errorf("%s has no name or stands twice", r.code)
		}
		if r.plover != "" && r.plover.Quad() == 0 {
			t.Errorf("%s: no PLOVER type %q", r.code, r.plover)
		}
		if r.goldstein < -10 || r.goldstein > 10 {
			t.Errorf("%s weighs %g", r.code, r.goldstein)
		}
	}
	for _, c := range countries {
		if len(c.ISO) != 3 || len(c.FIPS) != 2 || c.Name == "" || c.COW < 0 || c.COW > 999 {
			t.Errorf("%+v", c)
		}
	}
}

func TestCAMEO(t *testing.T) {
	for _, c := range []struct {
		code      CAMEO
		name      string
		goldstein float64
		plover    PLOVER
		class     Quad
	}{
		{"016", "denies responsibility", 3.4, "", 0},
		{"036", "intends to meet or negotiate", 4, Agree, VerbalCooperation},
		{"163", "imposes an embargo, boycott or sanctions", -6.5, Coerce, VerbalConflict},
		{"190", "uses conventional military force", -10, Assault, MaterialConflict},
		{"1999", "fighting", -10, Assault, MaterialConflict},
		{"", "", 0, "", 0},
		{"99", "", 0, "", MaterialConflict},
	} {
		typ, _ := c.code.PLOVER()
		if c.code.Name() != c.name || c.code.Goldstein() != c.goldstein || typ != c.plover || c.code.Class() != c.class {
			t.Errorf("%s: %q %g %s %d", c.code, c.code.Name(), c.code.Goldstein(), typ, c.code.Class())
		}
	}
}

func TestWords(t *testing.T) {
	const text = "the “toll\n is\toff” limits"
	for _, c := range [...]struct {
		spans []Span
		want  string
	}{
		{nil, ""},
		{[]Span{{4, 19}}, "“toll is off"},
		{[]Span{{0, 3}, {23, 29}}, "the … limits"},
		{[]Span{{0, 3}, {5, 9}, {0, 900}, {-1, 3}}, "the"},
	} {
		if got := Words(text, c.spans); got != c.want {
			t.Errorf("%v: %q, want %q", c.spans, got, c.want)
		}
	}
}
