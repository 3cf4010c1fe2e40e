package net

import (
	"compress/gzip"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/parse"
	"github.com/tocsin-desk/tocsin/parse/conllu"
	"github.com/tocsin-desk/tocsin/parse/model"
	"github.com/tocsin-desk/tocsin/parse/table"
	"github.com/tocsin-desk/tocsin/parse/word"
)

func english(t testing.TB) *Model {
	t.Helper()
	f, err := model.Open(model.English())
	if err != nil {
		t.Fatal(err)
	}
	m, err := Open(f)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func sentenceOf(forms ...string) Sentence {
	var s Sentence
	for _, f := range forms {
		s.Words = append(s.Words, word.Of(f))
	}
	return s
}

// copies returns sentences of the same words with nothing read.
func copies(sents []Sentence) []Sentence {
	out := make([]Sentence, len(sents))
	for i := range sents {
		out[i] = Sentence{Words: sents[i].Words, Whole: sents[i].Whole}
	}
	return out
}

func same(a, b *Sentence) bool {
	return slices.Equal(a.Tags, b.Tags) && slices.Equal(a.Feats, b.Feats) && slices.Equal(a.Heads, b.Heads) && slices.Equal(a.Rels, b.Rels)
}

// The portable kernel reads the development treebanks exactly as the processor's own does.
func TestPortableReadsTheSame(t *testing.T) {
	fast, portable := english(t), english(t)
	portable.kernel = plain
	sents := []Sentence{sentenceOf("The", "envoy", "denied", "it", "."), sentenceOf("No")}
	for _, name := range []string{"en_ewt-ud-dev.conllu.gz", "en_gum-ud-dev.conllu.gz"} {
		sents = append(sents, treebank(t, name)...)
	}
	other := copies(sents)
	var s1, s2 Scratch
	fast.Read(sents, &s1)
	portable.Read(other, &s2)
	for i := range sents {
		if !same(&sents[i], &other[i]) {
			t.Fatalf("sentence %d is read differently", i)
		}
	}
	t.Logf("%d sentences", len(sents))
}

// treebank returns the sentences of a file beside the checkout, none where it isn't there.
func treebank(t *testing.T, name string) []Sentence {
	dir := os.Getenv("TOCSIN_SHARED")
	if dir == "" {
		dir = "../../../shared"
	}
	f, err := os.Open(filepath.Join(dir, "data", "treebanks", name))
	if err != nil {
		t.Logf("no development data (set TOCSIN_SHARED): %v", err)
		return nil
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	all, err := conllu.All(z)
	if err != nil {
		t.Fatal(err)
	}
	var out []Sentence
	for _, s := range all {
		var forms []string
		for i := range s.Words {
			forms = append(forms, s.Words[i].Form)
		}
		out = append(out, sentenceOf(forms...))
	}
	return out
}

// A sentence is read alike alone and among others, also a long one.
func TestCompanyDoesNotMatter(t *testing.T) {
	m := english(t)
	long := []string{}
	for range 400 {
		long = append(long, "and", "Kabul")
	}
	sents := []Sentence{sentenceOf("Talks", "began", "in", "Doha", "."), sentenceOf(long...), sentenceOf(), sentenceOf("Peace", "!")}
	together := copies(sents)
	var s Scratch
	m.Read(together, &s)
	for i := range sents {
		m.Read(sents[i:i+1], &s)
		if !same(&sents[i], &together[i]) {
			t.Errorf("sentence %d is read differently alone", i)
		}
	}
}

// "Ministry of Foreign Affairs spokesman Ali": the name is one subtree when the caller says so.
func TestWhole(t *testing.T) {
	m := english(t)
	var s Scratch
	for first := range 6 {
		for end := first + 2; end <= 7; end++ {
			sents := []Sentence{sentenceOf("Ministry", "of", "Foreign", "Affairs", "spokesman", "Ali", "left")}
			sents[0].Whole = [][2]int{{first, end}}
			m.Read(sents, &s)
			outside := 0
			for i := first; i < end; i++ {
				if h := sents[0].Heads[i]; h < first || h >= end {
					outside++
				}
			}
			if outside != 1 {
				t.Errorf("words %d to %d have %d heads outside: %v", first, end, outside, sents[0].Heads)
			}
		}
	}
}

func TestOpenRefusesDamage(t *testing.T) {
	f, err := model.Open(model.English())
	if err != nil {
		t.Fatal(err)
	}
	known, err := f.Section(SectionKnow)
	if err != nil {
		t.Fatal(err)
	}
	b, err := f.Section(Section)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range []int{0, 1, 17, len(b) / 2, len(b) - 1} {
		file, err := model.Encode(f.Header, []model.Section{{Name: SectionKnow, Data: known}, {Name: Section, Data: b[:n]}})
		if err != nil {
			t.Fatal(err)
		}
		cut, err := model.Open(file)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Open(cut); !errors.Is(err, tocsin.ErrInvalid) {
			t.Errorf("%d bytes of %d: error %v", n, len(b), err)
		}
	}
}

// Whatever weights a file holds, reading with them ends and gives trees.
func FuzzWeights(f *testing.F) {
	f.Add([]byte{1, 200, 3}, "Talks began in Doha .")
	f.Add([]byte("\x00\x80\x7f\xff"), "No")
	known, err := table.Freeze(map[uint64]uint16{word.Of("in").Norm: 900, word.Of("talks").Norm: 1})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, weights []byte, text string) {
		m := &Model{kernel: kernels(), Tags: make([]Tag, 3), Strings: make([]string, 2), rels: []parse.Rel{"root", "dep"}}
		if m.Known, err = table.Open(known); err != nil {
			t.Fatal(err)
		}
		b := []byte{16, 0, 16, 0, 2, 0, 7, 0, 3, 0, 3, 0, 3, 0, 3, 0, 3, 0} // sizes: 16 wide, parser 16, 2 layers, few rows
		for len(weights) > 0 && len(b) < 1<<16 {
			b = append(b, weights...)
		}
		r := reader{b: b}
		if m.read(&r); r.err != nil {
			return
		}
		s := []Sentence{sentenceOf(strings.Fields(text)...)}
		m.Read(s, new(Scratch))
		for i, h := range s[0].Heads {
			if h < parse.NoHead || h >= len(s[0].Words) || h == i {
				t.Fatalf("head %d of word %d", h, i)
			}
		}
	})
}

func BenchmarkRead(b *testing.B) {
	m := english(b)
	words := 0
	var sents []Sentence
	for range 40 {
		sents = append(sents, sentenceOf("The", "spokesman", "of", "the", "border", "service", "said", "on", "Monday", "that", "two", "guards", "had", "been", "wounded", "near", "Ishkoshim", "."))
		words += 18
	}
	var s Scratch
	b.ReportAllocs()
	for b.Loop() {
		m.Read(sents, &s)
	}
	b.ReportMetric(float64(words)*float64(b.N)/b.Elapsed().Seconds(), "words/s")
}
