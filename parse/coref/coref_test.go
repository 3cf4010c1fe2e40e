package coref_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
	"github.com/tocsin-desk/tocsin/parse/coref"
	"github.com/tocsin-desk/tocsin/parse/entity"
	"github.com/tocsin-desk/tocsin/parse/pipeline"
)

var update = flag.Bool("update", false, "rewrite golden files")

// reader makes the pipeline up to chains, and the step of chains alone.
func reader(t testing.TB) (*pipeline.Pipeline, *coref.Model, *lexicon.Set) {
	t.Helper()
	lex, err := lexicon.Load()
	if err != nil {
		t.Fatal(err)
	}
	names, err := entity.English()
	if err != nil {
		t.Fatal(err)
	}
	chains, err := coref.English()
	if err != nil {
		t.Fatal(err)
	}
	p, err := pipeline.English(func(d *parse.Doc) {
		d.Names = names.Names(d, lex)
		chains.Resolve(d, lex)
	})
	if err != nil {
		t.Fatal(err)
	}
	return p, chains, lex
}

// show prints a chain a line, then the pronouns that stay open.
func show(d *parse.Doc) string {
	chains := make([][]string, d.Chains)
	var open []string
	for _, m := range d.Mentions {
		s := d.Span(m.Range).Of(d.Text)
		if m.Chain == parse.NoHead {
			open = append(open, s)
			continue
		}
		if m.Why != "" {
			s += " {" + m.Why + "}"
		}
		chains[m.Chain] = append(chains[m.Chain], s)
	}
	var b strings.Builder
	for _, c := range chains {
		b.WriteString(strings.Join(c, " | ") + "\n")
	}
	fmt.Fprintf(&b, "open: %s\n", strings.Join(open, " | "))
	return b.String()
}

// The passages are our own; the people, states and bodies that act in them are invented.
func TestGolden(t *testing.T) {
	p, _, _ := reader(t)
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no passages in testdata", err)
	}
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		got := show(p.Parse(string(text)))
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

// A row is one word of a hand-made tree: form, UPOS, head (1-based, 0 for the root), relation.
type row struct {
	form string
	upos parse.UPOS
	head int
	rel  parse.Rel
}

// tree makes a doc of hand-made sentences, so that the sieves are tested without a parser's errors.
func tree(sents ...[]row) *parse.Doc {
	d := &parse.Doc{}
	for _, s := range sents {
		first := len(d.Tokens)
		for _, r := range s {
			if len(d.Text) > 0 {
				d.Text += " "
			}
			t := parse.Token{Form: r.form, UPOS: r.upos, Lemma: strings.ToLower(r.form), Rel: r.rel, Head: parse.NoHead, Sent: len(d.Sents)}
			t.Span = tocsin.Span{Start: len(d.Text), End: len(d.Text) + len(r.form)}
			if r.form == "said" {
				t.Lemma = "say"
			}
			if r.head > 0 {
				t.Head = first + r.head - 1
			}
			if strings.HasSuffix(r.form, "s") && r.upos == parse.NOUN {
				t.Feats = "Number=Plur"
			}
			d.Text += r.form
			d.Tokens = append(d.Tokens, t)
		}
		d.Sents = append(d.Sents, parse.Sentence{First: first, End: len(d.Tokens), Span: d.Span(parse.Range{First: first, End: len(d.Tokens)})})
	}
	d.Index()
	return d
}

func TestSieves(t *testing.T) {
	_, chains, lex := reader(t)
	said := func(who string, upos parse.UPOS) []row {
		return []row{{who, upos, 2, "nsubj"}, {"said", "VERB", 0, "root"}}
	}
	besh := []row{{"Orlan", "PROPN", 4, "nsubj"}, {"Besh", "PROPN", 1, "flat"}, {"often", "ADV", 4, "advmod"}, {"said", "VERB", 0, "root"}}
	orlanBesh := parse.Name{Range: parse.Range{First: 0, End: 2}, Type: parse.PER}
	for _, c := range []struct {
		name  string
		doc   *parse.Doc
		names []parse.Name
		want  string
	}{
		{"surname", tree(besh, said("Besh", "PROPN")), []parse.Name{orlanBesh, {Range: parse.Range{First: 4, End: 5}, Type: parse.PER}},
			"Orlan Besh | Besh {short for Orlan Besh}\nopen: \n"},
		{"speaker goes on", tree(besh, said("He", "PRON")), []parse.Name{orlanBesh}, "Orlan Besh | He {pronoun: last speaker}\nopen: \n"},
		{"no woman before", tree([]row{{"The", "DET", 2, "det"}, {"spokesman", "NOUN", 3, "nsubj"}, {"left", "VERB", 0, "root"}}, said("She", "PRON")), nil,
			"The spokesman\nopen: She\n"},
		{"subject isn't its own object", tree([]row{{"Besh", "PROPN", 2, "nsubj"}, {"saw", "VERB", 0, "root"}, {"him", "PRON", 2, "obj"}}),
			[]parse.Name{{Range: parse.Range{First: 0, End: 1}, Type: parse.PER}}, "Besh\nopen: him\n"},
		{"named only inside a quotation", tree([]row{{"“", "PUNCT", 3, "punct"}, {"Besh", "PROPN", 3, "nsubj"}, {"fled", "VERB", 0, "root"}, {"”", "PUNCT", 3, "punct"}}, said("he", "PRON")),
			[]parse.Name{{Range: parse.Range{First: 1, End: 2}, Type: parse.PER}}, "Besh\nopen: he\n"},
		{"role comes back", tree([]row{{"Besh", "PROPN", 5, "nsubj"}, {",", "PUNCT", 4, "punct"}, {"the", "DET", 4, "det"}, {"delegate", "NOUN", 1, "appos"}, {"left", "VERB", 0, "root"}},
			[]row{{"The", "DET", 2, "det"}, {"representative", "NOUN", 3, "nsubj"}, {"returned", "VERB", 0, "root"}}),
			[]parse.Name{{Range: parse.Range{First: 0, End: 1}, Type: parse.PER}}, "Besh | the delegate {apposition} | The representative {role: representative}\nopen: \n"},
		{"same group again", tree([]row{{"armed", "ADJ", 2, "amod"}, {"groups", "NOUN", 3, "nsubj"}, {"fled", "VERB", 0, "root"}}, []row{{"Armed", "ADJ", 2, "amod"}, {"groups", "NOUN", 3, "nsubj"}, {"returned", "VERB", 0, "root"}}), nil,
			"armed groups | Armed groups {same words}\nopen: \n"},
		{"I of a quotation is who speaks it", tree([]row{{"“", "PUNCT", 3, "punct"}, {"I", "PRON", 3, "nsubj"}, {"left", "VERB", 0, "root"}, {"”", "PUNCT", 3, "punct"}, {",", "PUNCT", 7, "punct"}, {"Besh", "PROPN", 7, "nsubj"}, {"said", "VERB", 3, "parataxis"}}),
			[]parse.Name{{Range: parse.Range{First: 5, End: 6}, Type: parse.PER}}, "I {speaker of the quotation} | Besh\nopen: \n"},
		{"a quotation without its end", tree([]row{{"“", "PUNCT", 3, "punct"}, {"Ships", "NOUN", 3, "nsubj"}, {"sank", "VERB", 0, "root"}, {",", "PUNCT", 3, "punct"}, {"Besh", "PROPN", 6, "nsubj"}, {"said", "VERB", 3, "parataxis"}}, said("He", "PRON")),
			[]parse.Name{{Range: parse.Range{First: 4, End: 5}, Type: parse.PER}}, "Besh | He {pronoun: last speaker}\nopen: \n"},
		{"himself is the subject", tree([]row{{"Besh", "PROPN", 2, "nsubj"}, {"saw", "VERB", 0, "root"}, {"himself", "PRON", 2, "obj"}}),
			[]parse.Name{{Range: parse.Range{First: 0, End: 1}, Type: parse.PER}}, "Besh | himself {subject of its clause}\nopen: \n"},
		{"a place in a place is another", tree([]row{{"Sarnak", "PROPN", 4, "nsubj"}, {",", "PUNCT", 3, "punct"}, {"Varnia", "PROPN", 1, "appos"}, {"burned", "VERB", 0, "root"}}),
			[]parse.Name{{Range: parse.Range{First: 0, End: 1}, Type: parse.GPE}, {Range: parse.Range{First: 2, End: 3}, Type: parse.GPE}}, "Sarnak , Varnia\nVarnia\nopen: \n"},
		{"rain is nobody", tree([]row{{"It", "PRON", 2, "expl"}, {"rained", "VERB", 0, "root"}}), nil, "open: \n"},
		{"first persons stay open", tree(besh, said("I", "PRON")), []parse.Name{orlanBesh}, "Orlan Besh\nopen: I\n"},
	} {
		c.doc.Names = c.names
		chains.Resolve(c.doc, lex)
		if diff := cmp.Diff(c.want, show(c.doc)); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

// Chains are numbered without gaps in the order of their first mention, and every mention holds its head.
func FuzzResolve(f *testing.F) {
	f.Add("“He said,” she said, “that its” they (it) said. Besh, the minister, the minister's minister.")
	f.Add("\"\"\" it\n\n\"he\" Orlan Besh Besh's Besh of Besh and Besh")
	p, _, _ := reader(f)
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 4000 {
			return
		}
		d := p.Parse(strings.ToValidUTF8(text, "?"))
		next := 0
		for _, m := range d.Mentions {
			if m.Head < m.First || m.Head >= m.End || m.End > len(d.Tokens) {
				t.Fatalf("mention %+v of %d tokens", m, len(d.Tokens))
			}
			if m.Chain > next || m.Chain < parse.NoHead {
				t.Fatalf("chain %d where %d is next", m.Chain, next)
			}
			if m.Chain == next {
				next++
			}
		}
		if next != d.Chains {
			t.Fatalf("%d chains, %d numbered", d.Chains, next)
		}
	})
}

func BenchmarkResolve(b *testing.B) {
	text, err := os.ReadFile("testdata/talks.txt")
	if err != nil {
		b.Fatal(err)
	}
	p, chains, lex := reader(b)
	d := p.Parse(strings.Repeat(string(text), 5))
	n := 0
	for b.Loop() {
		chains.Resolve(d, lex)
		n += len(d.Tokens)
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "tokens/s")
}
