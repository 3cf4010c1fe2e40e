package lang

import (
	"os"
	"strings"
	"testing"
)

// sentences returns the test sentences with their languages.
func sentences(t testing.TB) (out [][2]string) {
	b, err := os.ReadFile("testdata/sentences.tsv")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(b)) {
		if tag, text, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok && tag[0] != '#' {
			out = append(out, [2]string{tag, text})
		}
	}
	return out
}

// TestAccuracy prints each error: a sentence is the hardest case, an article has many.
func TestAccuracy(t *testing.T) {
	d := New()
	right, all := 0, 0
	for _, s := range sentences(t) {
		all++
		got := d.Detect(s[1])
		if got == s[0] {
			right++
			continue
		}
		t.Logf("%s for %s: %s", got, s[0], s[1])
		if s[0] == English || got == English {
			t.Errorf("%s taken for %s: %s", s[0], got, s[1])
		}
	}
	t.Logf("%d of %d sentences", right, all)
	if right*100 < all*96 {
		t.Errorf("%d of %d sentences right, want 96 %%", right, all)
	}
}

func TestDetect(t *testing.T) {
	d := New()
	russian := "Министр заявил, что переговоры о границе продолжатся в столице на следующей неделе. "
	for text, want := range map[string]string{
		"":            "und",
		"12 345 — 67": "und",
		"***":         "und",
		// headlines and names are short, and English here
		"Talks resume": "en",
		"Parliamentary elections held; ruling party keeps majority.":                                               "en",
		"Magnitude 6.1 earthquake strikes northern Velmora, killing 14 people and injuring hundreds more in Tolm.": "en",
		"Tropical storm hits coast; 30 dead.":                                                                      "en",
		"Rustan Okhel, Farhod Niyaz, Orla Venn, Ada Ash":                                                           "en",
		"PRESIDENT SIGNS DECREE ON BORDER":                                                                         "en",
		// what is quoted or named in another script doesn't count against the text around it
		"Rustan Okhel (Рустан Охель) was elected president of the republic by the assembly on Friday.":                        "en",
		"The paper wrote “министр заявил, что переговоры” and the ministry denied on Monday that it had said any such thing.": "en",
		"Le ministre a cité le titre “Talks resume in Port Selka” devant la presse et n'a rien ajouté.":                       "fr",
		// the greater part decides
		strings.Repeat(russian, 20) + "Subscribe to our newsletter. All rights reserved. Read more about the minister.": "ru",
		"Subscribe to our newsletter. Read more. " + strings.Repeat(russian, 3):                                         "ru",
		// no language of the list, and none at all
		"Dywedodd y gweinidog ddydd Llun na fyddai'r llywodraeth yn derbyn amodau'r wrthblaid, a bod dau o bobl wedi marw yn y ffrwydrad ger y farchnad.": "und",
		"xkq zzvp qwj kkrt vvbn xqz pplk mmtrz wwq jjkl qqx zxcv bnmq wrtp sdfg hjkl qwrt xcvb":                                                           "und",
	} {
		if got := d.Detect(text); got != want {
			t.Errorf("Detect(%.60q) = %q, want %q", text, got, want)
		}
	}
}

func FuzzDetect(f *testing.F) {
	d := New()
	for _, s := range sentences(f) {
		f.Add(s[1])
	}
	f.Add("\xff\xfe")
	f.Fuzz(func(t *testing.T, text string) {
		if got := d.Detect(text); got == "" || got != d.Detect(text) {
			t.Errorf("%q", got)
		}
	})
}

func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		New()
	}
}

func BenchmarkDetect(b *testing.B) {
	d := New()
	text := strings.Repeat("The minister said that the talks would be held in the capital and that nobody was excluded. ", 40)
	for b.Loop() {
		d.Detect(text)
	}
}
