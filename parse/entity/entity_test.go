package entity_test

import (
	"compress/gzip"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
	"github.com/tocsin-desk/tocsin/parse/conllu"
	"github.com/tocsin-desk/tocsin/parse/entity"
	"github.com/tocsin-desk/tocsin/parse/model"
	"github.com/tocsin-desk/tocsin/parse/pipeline"
	"github.com/tocsin-desk/tocsin/train"
)

var update = flag.Bool("update", false, "rewrite golden files")

// reader returns the embedded model with the embedded lexicon.
func reader(t testing.TB) (*entity.Model, *lexicon.Set) {
	t.Helper()
	m, err := entity.English()
	if err != nil {
		t.Fatal(err)
	}
	lex, err := lexicon.Load()
	if err != nil {
		t.Fatal(err)
	}
	return m, lex
}

func read(t testing.TB, text string) *parse.Doc {
	t.Helper()
	m, lex := reader(t)
	p, err := pipeline.English(func(d *parse.Doc) {
		d.Names = m.Names(d, lex)
		d.Roles = entity.Roles(d, lex)
	})
	if err != nil {
		t.Fatal(err)
	}
	return p.Parse(text)
}

func show(d *parse.Doc, why bool) string {
	var b strings.Builder
	for _, n := range d.Names {
		b.WriteString(d.Span(n.Range).Of(d.Text) + "/" + string(n.Type))
		if why {
			b.WriteString("\t" + n.Why)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// One passage a file in testdata: people, states and bodies in it are invented, but for states that only stand about.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no passages in testdata", err)
	}
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		got := show(read(t, string(text)), true)
		golden := strings.TrimSuffix(f, ".txt") + ".golden"
		if *update {
			if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got); diff != "" {
			t.Errorf("%s: %s", f, diff)
		}
	}
}

// What the rules over the whole text promise, whatever the weights are.
func TestRules(t *testing.T) {
	for _, c := range []struct{ name, text, want, not string }{
		{"title is no part of the name", "Foreign Minister Dana Orlova arrived. Gen. Tomas Besh left.", "Dana Orlova/PER", "Minister Dana"},
		{"surname later", "Dana Orlova spoke in the hall. Later the crowd heard Orlova again.", "Orlova/PER", "Orlova/ORG"},
		{"acronym in brackets", "The Southern Rivers Security Organization (SRSO) met. The SRSO said little.", "SRSO/ORG", "SRSO/PER"},
		{"country", "Troops left for Tajikistan by train.", "Tajikistan/GPE", ""},
		{"people", "Two Afghan drivers and some Afghans waited.", "Afghan/NORP", "Afghan/GPE"},
		{"day", "They met on Friday in March.", "", "Friday"},
	} {
		got := show(read(t, c.text), false)
		if !strings.Contains(got, c.want) {
			t.Errorf("%s: no %q in\n%s", c.name, c.want, got)
		}
		if c.not != "" && strings.Contains(got, c.not) {
			t.Errorf("%s: %q in\n%s", c.name, c.not, got)
		}
	}
}

// Names stand in text order, don't overlap and lie within a sentence.
func FuzzNames(f *testing.F) {
	f.Add("Gen. Tomas Besh (NDF) of the Northern Defence Front met Al - Amir in U.S. (US")
	f.Add("AL-AMIR SAID: “Mr. ” ( ) Mr Mrs. Dr")
	m, lex := reader(f)
	p, err := pipeline.English()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 4000 {
			return
		}
		d := p.Parse(strings.ToValidUTF8(text, "?"))
		last := 0
		for _, n := range m.Names(d, lex) {
			if n.First < last || n.End <= n.First || n.End > len(d.Tokens) || n.Type == "" || n.Why == "" {
				t.Fatalf("name %+v behind token %d of %d", n, last, len(d.Tokens))
			}
			last = n.End
		}
	})
}

func TestOpenRejectsDamage(t *testing.T) {
	for _, sections := range [][]model.Section{nil, {{Name: entity.Section, Data: []byte{1, 2, 3}}}, {{Name: entity.Section, Data: make([]byte, 64)}}} {
		b, err := model.Encode(model.Header{Language: "en"}, sections)
		if err != nil {
			t.Fatal(err)
		}
		f, err := model.Open(b)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := entity.Open(f); !errors.Is(err, tocsin.ErrInvalid) {
			t.Errorf("sections %v: error %v, want ErrInvalid", sections, err)
		}
	}
}

// shared opens a data file beside the checkout and skips the test where there is none.
func shared(t *testing.T, name string) io.Reader {
	t.Helper()
	dir := os.Getenv("TOCSIN_SHARED")
	if dir == "" {
		dir = "../../../shared"
	}
	f, err := os.Open(filepath.Join(dir, "data", name))
	if err != nil {
		t.Skipf("no development data (set TOCSIN_SHARED): %v", err)
	}
	t.Cleanup(func() { f.Close() })
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

// Floors are well under the figures of the day they were set; the log has the figures.
func TestQuality(t *testing.T) {
	if testing.Short() {
		t.Skip("reads half a million words")
	}
	m, lex := reader(t)
	p, err := pipeline.English()
	if err != nil {
		t.Fatal(err)
	}
	tagged := func(name string) []train.NameDoc {
		docs, err := train.ReadTagged(shared(t, name), true)
		if err != nil {
			t.Fatal(err)
		}
		return docs
	}
	gum, err := conllu.All(shared(t, "treebanks/en_gum-ud-dev.conllu.gz"))
	if err != nil {
		t.Fatal(err)
	}
	treebank, err := train.TreebankNames(gum, []string{"news", "interview", "court", "academic", "bio", "voyage"})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name  string
		docs  []train.NameDoc
		floor float64
	}{
		{"worldwide newswire, dev half (never trained on)", tagged("names/worldwide-dev.tsv.gz"), 0.68},
		{"GUM dev, six genres", treebank, 0.64},
	} {
		right, found, gold := map[string]int{}, map[string]int{}, map[string]int{}
		for _, d := range c.docs {
			p.Given(d.Doc)
			want := map[parse.Name]bool{}
			for _, n := range d.Names {
				if k := class(n.Type); k != "" {
					want[parse.Name{Range: n.Range, Type: k}] = true
					gold["all"]++
					gold[string(k)]++
				}
			}
			for _, n := range m.Names(d.Doc, lex) {
				k := class(n.Type)
				if k == "" {
					continue
				}
				found["all"]++
				found[string(k)]++
				if want[parse.Name{Range: n.Range, Type: k}] {
					right["all"]++
					right[string(k)]++
				}
			}
		}
		f1 := func(k string) float64 { return 2 * float64(right[k]) / float64(max(found[k]+gold[k], 1)) }
		t.Logf("%s: exact F1 %.4f (P %.4f R %.4f); PER %.4f ORG %.4f place %.4f; %d names", c.name, f1("all"),
			float64(right["all"])/float64(max(found["all"], 1)), float64(right["all"])/float64(max(gold["all"], 1)), f1("PER"), f1("ORG"), f1("GPE"), gold["all"])
		if f1("all") < c.floor {
			t.Errorf("%s: F1 %.4f under its floor %.2f", c.name, f1("all"), c.floor)
		}
	}
}

// class folds types into the three that all corpora know.
func class(n parse.NameType) parse.NameType {
	switch n {
	case parse.PER, parse.ORG:
		return n
	case parse.GPE, parse.LOC, parse.FAC:
		return parse.GPE
	}
	return ""
}

func BenchmarkNames(b *testing.B) {
	text, err := os.ReadFile("testdata/talks.txt")
	if err != nil {
		b.Fatal(err)
	}
	d := read(b, string(text))
	m, lex := reader(b)
	n := 0
	for b.Loop() {
		m.Names(d, lex)
		n += len(d.Tokens)
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "tokens/s")
}
