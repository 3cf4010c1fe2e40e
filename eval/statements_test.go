package eval_test

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/eval/saying"
	"github.com/tocsin-desk/tocsin/link"
)

const goldStatements = "gold/statements"

// TestGoldStatements measures statements on the project's own gold: on passages of our own, whose parts "dev" and "test" are reported
// apart, and on real texts, which are gold by their offsets alone. Links are measured a second time with gold's statements given. Rules and weights are tuned on dev; -v prints what is wrong there.
func TestGoldStatements(t *testing.T) {
	bin := build(t)
	t.Run("passages", func(t *testing.T) {
		texts := statementPassages(t)
		read := codeAll(t, bin, texts)
		var out strings.Builder
		for _, part := range []string{"dev", "test"} {
			var s, given saying.Scores
			for _, g := range statementGold(t, "gold.jsonl") {
				if p := texts[g.ID]; p.Part == part {
					want := inText(t, g, p.Text)
					s.Add(want, saying.Read(read[g.ID], p.Text))
					given.Add(want, linkedGiven(read[g.ID], want))
				}
			}
			s.Write(&out, part)
			given.WriteLinks(&out, part+".given")
			if part == "dev" {
				t.Log(strings.Join(s.Differ, "\n"))
			}
		}
		t.Log("\n" + out.String())
		compare(t, filepath.Join("testdata", "statements-own.score"), out.String())
	})
	t.Run("real", func(t *testing.T) {
		gold := statementGold(t, "real.jsonl")
		texts := realStatementTexts(t, gold)
		read := codeAll(t, bin, texts)
		var s saying.Scores
		for _, g := range gold {
			s.Add(inText(t, g, texts[g.ID].Text), saying.Read(read[g.ID], texts[g.ID].Text))
		}
		var out strings.Builder
		s.Write(&out, "real")
		t.Log("\n" + out.String())
		compare(t, filepath.Join("testdata", "statements-real.score"), out.String())
	})
}

// linkedGiven are gold's statements with the links that the program makes between them: what linking is worth where nothing else fails.
func linkedGiven(r *tocsin.Reading, want *saying.Text) *saying.Text {
	given := saying.Given(r.Map(tocsin.NewOffsets(want.Words).ByteSpan), want)
	given.Links = link.Within(given, want.Words)
	return saying.Read(given.CodePoints(want.Words), want.Words)
}

// TestGoldStatementsAgree measures how far the two passes of labelling agree, the second against the first, on the texts that have both.
func TestGoldStatementsAgree(t *testing.T) {
	for _, c := range []struct {
		name  string
		texts func(*testing.T, []saying.Gold) map[string]passage
	}{
		{"", func(t *testing.T, _ []saying.Gold) map[string]passage { return statementPassages(t) }},
		{"real-", realStatementTexts},
	} {
		t.Run(c.name+"passes", func(t *testing.T) {
			first, second := statementGold(t, c.name+"pass1.jsonl"), map[string]saying.Gold{}
			for _, g := range statementGold(t, c.name+"pass2.jsonl") {
				second[g.ID] = g
			}
			texts := c.texts(t, first)
			var s saying.Scores
			for _, g := range first {
				if other, twice := second[g.ID]; twice {
					words := texts[g.ID].Text
					s.Add(inText(t, g, words), inText(t, other, words))
				}
			}
			var out strings.Builder
			s.Write(&out, c.name+"agreement")
			t.Log(strings.Join(s.Differ, "\n") + "\n" + out.String())
			compare(t, filepath.Join("testdata", "statements-"+c.name+"agreement.score"), out.String())
		})
	}
}

// A passage is an article with the part of the gold that it belongs to.
type passage struct {
	tocsin.Article
	Part string
}

func statementPassages(t *testing.T) map[string]passage {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(goldStatements, "passages.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]passage{}
	for line := range bytes.Lines(raw) {
		var p passage
		var part struct{ Part string }
		if err := json.Unmarshal(line, &p.Article); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(line, &part); err != nil {
			t.Fatal(err)
		}
		p.Part = part.Part
		out[string(p.ID)] = p
	}
	return out
}

func statementGold(t *testing.T, name string) []saying.Gold {
	t.Helper()
	f, err := os.Open(filepath.Join(goldStatements, name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	out, err := saying.ReadGold(f)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return out
}

func inText(t *testing.T, g saying.Gold, words string) *saying.Text {
	t.Helper()
	out, err := g.In(words)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// realStatementTexts are the real articles that the gold knows by their ids. Those of the Kremlin are pages, and their text is what the
// program takes from them.
func realStatementTexts(t *testing.T, gold []saying.Gold) map[string]passage {
	t.Helper()
	ids := map[string]bool{}
	for _, g := range gold {
		ids[g.ID] = true
	}
	wanted := func(id tocsin.ArticleID) bool { return ids[string(id)] }
	out := map[string]passage{}
	for _, name := range []string{"tehran_times", "white_house", "current_events"} {
		for _, a := range sharedArticles(t, name, wanted) {
			out[string(a.ID)] = passage{Article: a}
		}
	}
	pages := pipe(t, build(t), []string{"page", "--jsonl"}, sharedLines(t, "kremlin_pages"))
	for _, a := range articles(t, bytes.NewReader(pages), wanted) {
		out[string(a.ID)] = passage{Article: a}
	}
	if len(out) != len(ids) {
		t.Fatalf("%d of the %d real articles are there", len(out), len(ids))
	}
	return out
}

// codeAll reads the articles with the program.
func codeAll(t *testing.T, bin string, texts map[string]passage) map[string]*tocsin.Reading {
	t.Helper()
	var in bytes.Buffer
	for _, p := range texts {
		if err := json.NewEncoder(&in).Encode(p.Article); err != nil {
			t.Fatal(err)
		}
	}
	out := map[string]*tocsin.Reading{}
	for line := range bytes.Lines(pipe(t, bin, []string{"code", "--workers", "2"}, in.Bytes())) {
		var r tocsin.Reading
		if err := json.Unmarshal(line, &r); err != nil {
			t.Fatal(err)
		}
		out[string(r.ID)] = &r
	}
	if len(out) != len(texts) {
		t.Fatalf("%d of %d articles were read", len(out), len(texts))
	}
	return out
}

// pipe runs the program over lines.
func pipe(t *testing.T, bin string, args []string, in []byte) []byte {
	t.Helper()
	cmd := exec.Command(bin, args...)
	var stderr bytes.Buffer
	cmd.Stdin, cmd.Stderr = bytes.NewReader(in), &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("tocsin %s: %v\n%s", strings.Join(args, " "), err, stderr.String())
	}
	return out
}
