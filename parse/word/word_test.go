package word

import "testing"

func TestNorm(t *testing.T) {
	for form, want := range map[string]string{
		"Tuesday": "tuesday", "1,250": "0,000", "“": `"`, "’s": "'s", "—": "--", "…": "...", "ÉTÉ": "été", "٣": "0",
	} {
		if got := Norm(form); got != want {
			t.Errorf("%q: %q, want %q", form, got, want)
		}
		if Of(form).Norm != Of(want).Norm {
			t.Errorf("%q and %q: different hashes", form, want)
		}
	}
}

// Affixes are cut in letters: "été" and "fêté" share two letters at the end, which are three bytes.
func TestAffixesAreLetters(t *testing.T) {
	a, b := Of("été"), Of("fêté")
	if a.Suffix2 != b.Suffix2 || a.Suffix3 == b.Suffix3 {
		t.Error("the last two letters are not cut as letters")
	}
	if a.Letters != 3 || Of("…").Letters != 3 {
		t.Errorf("letters %d, %d", a.Letters, Of("…").Letters)
	}
	if c := Of("to"); c.Suffix4 != c.Norm || c.Prefix3 != c.Norm {
		t.Error("a short word is not its own affix")
	}
}

func TestClass(t *testing.T) {
	for form, want := range map[string]Class{
		"boat": Lower, "Elm": Title, "McElm": Title, "A": Capital, "U.S.": Upper, "ELM": Upper, "3rd": Number, "(": Symbol, "’s": Symbol, "": Symbol, "Élan": Title,
	} {
		if got := ClassOf(form); got != want {
			t.Errorf("%q: class %d, want %d", form, got, want)
		}
	}
}

func TestShape(t *testing.T) {
	for _, pair := range [][2]string{{"Elm", "Harbour"}, {"2004", "17"}, {"U.S.", "A.B."}, {"é", "e"}} {
		if Of(pair[0]).Shape != Of(pair[1]).Shape {
			t.Errorf("%q and %q differ", pair[0], pair[1])
		}
	}
	if Of("Elm").Shape == Of("elm").Shape {
		t.Error("capitals don't show")
	}
}

func FuzzOf(f *testing.F) {
	f.Add("don’t")
	f.Add("\xff\xfe")
	f.Fuzz(func(t *testing.T, form string) {
		if a, b := Of(form), Of(form); a != b {
			t.Error("two views of one form differ")
		}
	})
}
