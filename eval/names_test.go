package eval_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/eval/names"
	score "github.com/tocsin-desk/tocsin/eval/parse"
	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
	"github.com/tocsin-desk/tocsin/parse/entity"
	"github.com/tocsin-desk/tocsin/parse/pipeline"
	"github.com/tocsin-desk/tocsin/parse/when"
)

const goldNames = "gold/names"

// TestGoldNames measures the names of the shipped models on the project's own gold set, class by class, and how far
// its two passes agree. Our own passages lie in the repository; the real articles are gold by their offsets alone, so
// that they are measured only where their texts are.
func TestGoldNames(t *testing.T) {
	read := readNames(t)
	gold, first, second := goldFile(t, "gold.jsonl"), goldFile(t, "pass1.jsonl"), goldFile(t, "pass2.jsonl")
	for _, c := range []struct {
		name  string
		texts func(*testing.T) []tocsin.Article
	}{
		{"passages", passages},
		{"real", func(t *testing.T) []tocsin.Article { return realArticles(t, gold) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			var found, agreed names.Score
			for _, a := range c.texts(t) {
				want := spans(t, gold, a)
				found.Add(a.Text, want, read(&a))
				agreed.Add(a.Text, spans(t, first, a), spans(t, second, a))
			}
			compare(t, filepath.Join("testdata", "names-gold-"+c.name+".score"), figures(found))
			compare(t, filepath.Join("testdata", "names-agreement-"+c.name+".score"), figures(agreed))
			t.Logf("%s\n%s", c.name, figures(found))
		})
	}
}

// figures is a table of a score: F1, precision and recall in percent, and how many names gold has.
func figures(s names.Score) string {
	var b strings.Builder
	line := func(name string, f score.Figure) {
		percent := func(of int) float64 { return 100 * float64(f.Right) / float64(max(of, 1)) }
		fmt.Fprintf(&b, "%s.f1 %.1f p %.1f r %.1f gold %d\n", name, f.F1(), percent(f.System), percent(f.Gold), f.Gold)
	}
	for _, c := range names.Classes() {
		line(string(c), s.ByClass[c])
	}
	line("PER+ORG+place", s.Common)
	line("all", s.All)
	return b.String()
}

// readNames returns what the shipped models find in an article, in the classes of the gold set.
func readNames(t *testing.T) func(*tocsin.Article) []names.Name {
	t.Helper()
	lex, err := lexicon.Load()
	if err != nil {
		t.Fatal(err)
	}
	m, err := entity.English()
	if err != nil {
		t.Fatal(err)
	}
	p, err := pipeline.English(func(d *parse.Doc) {
		d.Names = m.Names(d, lex)
		d.Roles = entity.Roles(d, lex)
	})
	if err != nil {
		t.Fatal(err)
	}
	return func(a *tocsin.Article) []names.Name {
		d := p.Parse(a.Text)
		var out []names.Name
		for _, n := range d.Names {
			out = append(out, names.Name{Span: d.Span(n.Range), Type: n.Type})
		}
		for _, n := range d.Roles {
			out = append(out, names.Name{Span: d.Span(n.Range), Type: n.Type})
		}
		day, dated := a.Day()
		for _, w := range when.Find(d, lex, day, dated) {
			if w.Type == tocsin.DateTime {
				out = append(out, names.Name{Span: w.Span, Type: names.DATE})
			}
		}
		return out
	}
}

func goldFile(t *testing.T, name string) map[string]names.Gold {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(goldNames, name))
	if err != nil {
		t.Fatal(err)
	}
	all, err := names.ReadGold(bytes.NewReader(b))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	out := map[string]names.Gold{}
	for _, g := range all {
		out[g.ID] = g
	}
	if len(out) != len(all) {
		t.Fatalf("%s: an id is there twice", name)
	}
	return out
}

func spans(t *testing.T, gold map[string]names.Gold, a tocsin.Article) []names.Name {
	t.Helper()
	g, ok := gold[string(a.ID)]
	if !ok {
		t.Fatalf("no gold names of %s", a.ID)
	}
	out, err := g.In(a.Text)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// passages are the texts of the gold set that were written for it.
func passages(t *testing.T) []tocsin.Article {
	t.Helper()
	f, err := os.Open(filepath.Join(goldNames, "passages.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	return articles(t, f, func(tocsin.ArticleID) bool { return true })
}

// realArticles are the texts that the gold set knows by their ids.
func realArticles(t *testing.T, gold map[string]names.Gold) []tocsin.Article {
	t.Helper()
	wanted := func(id tocsin.ArticleID) bool { _, ok := gold[string(id)]; return ok }
	var out []tocsin.Article
	for _, name := range []string{"current_events", "tehran_times", "white_house"} {
		out = append(out, sharedArticles(t, name, wanted)...)
	}
	if want := len(gold) - len(passages(t)); len(out) != want {
		t.Fatalf("%d of the %d real articles are there", len(out), want)
	}
	return out
}

// sharedArticles are the wanted ones of one source of real articles.
func sharedArticles(t *testing.T, name string, wanted func(tocsin.ArticleID) bool) []tocsin.Article {
	t.Helper()
	return articles(t, bytes.NewReader(sharedLines(t, name)), wanted)
}

// sharedLines are the lines of one source of real texts, which lie beside the checkout and are never part of it.
func sharedLines(t *testing.T, name string) []byte {
	t.Helper()
	f, err := os.Open(filepath.Join(sharedDir(t), "data", "real", name+".jsonl.gz"))
	if err != nil {
		t.Skipf("no real articles: %v", err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	out, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func articles(t *testing.T, r io.Reader, wanted func(tocsin.ArticleID) bool) []tocsin.Article {
	t.Helper()
	var out []tocsin.Article
	for dec := json.NewDecoder(r); dec.More(); {
		var a tocsin.Article
		if err := dec.Decode(&a); err != nil {
			t.Fatal(err)
		}
		if wanted(a.ID) {
			out = append(out, a)
		}
	}
	return out
}

// Within a layer nothing overlaps: a role and a date may hold names, names never do.
func TestGoldNamesAreFlat(t *testing.T) {
	for _, file := range []string{"gold.jsonl", "pass1.jsonl", "pass2.jsonl"} {
		for id, g := range goldFile(t, file) {
			end := map[parse.NameType]int{}
			marks := slices.SortedFunc(slices.Values(g.Names), func(a, b names.Mark) int { return a.Start - b.Start })
			for _, m := range marks {
				if !slices.Contains(names.Classes(), m.Type) {
					t.Errorf("%s, %s: class %q", file, id, m.Type)
				}
				layer := parse.NameType("name")
				if m.Type == parse.ROLE || m.Type == names.DATE {
					layer = m.Type
				}
				if m.Start < end[layer] {
					t.Errorf("%s, %s: %v overlaps the name before", file, id, m)
				}
				end[layer] = m.End
			}
		}
	}
}
