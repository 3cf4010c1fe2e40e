package eval_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/tocsin-desk/tocsin"
	score "github.com/tocsin-desk/tocsin/eval/coref"
	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
	"github.com/tocsin-desk/tocsin/parse/conllu"
	"github.com/tocsin-desk/tocsin/parse/coref"
	"github.com/tocsin-desk/tocsin/parse/entity"
	"github.com/tocsin-desk/tocsin/parse/pipeline"
)

const gumDev = "data/treebanks/en_gum-ud-dev.conllu.gz"

func gumSentences(t *testing.T, shared string) []*conllu.Sentence {
	t.Helper()
	f, err := os.Open(filepath.Join(shared, gumDev))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	sents, err := conllu.All(z)
	if err != nil {
		t.Fatal(err)
	}
	return sents
}

// learned are the genres of GUM that the ranker is trained on; the others are only measured.
var learned = []string{"news", "interview", "court", "academic", "bio", "voyage"}

// TestQualityChains scores the chains of the parse on the development part of GUM, from plain text: all mentions of
// persons, organisations and places, then those that the coder uses, and a baseline on the same.
func TestQualityChains(t *testing.T) {
	shared := sharedDir(t)
	golds, err := score.Read(gumSentences(t, shared))
	if err != nil {
		t.Fatal(err)
	}
	lex, err := lexicon.Load()
	if err != nil {
		t.Fatal(err)
	}
	names, err := entity.English()
	if err != nil {
		t.Fatal(err)
	}
	pipe, err := pipeline.English()
	if err != nil {
		t.Fatal(err)
	}
	ranker, err := coref.English()
	if err != nil {
		t.Fatal(err)
	}
	var all, exact, coder, coderExact, base score.Score
	genres := map[string]*score.Score{"learned": {}, "unseen": {}}
	for _, g := range golds {
		d := pipe.Parse(g.Doc.Text)
		d.Names = names.Names(d, lex)
		ranker.Resolve(d, lex)
		system, key := g.System(chains(d)), g.Actors()
		all.Add(score.Match(key, system, true))
		exact.Add(score.Match(key, system, false))
		uses := g.Coder(func(noun string) bool { return coref.Stands(noun, lex) })
		key, system = uses.Key(key), uses.System(system)
		coder.Add(score.Match(key, system, true))
		coderExact.Add(score.Match(key, system, false))
		base.Add(score.Match(key, uses.System(g.System(baseline(d))), true))
		genre := strings.Split(g.ID, "_")[1]
		if genres[genre] == nil {
			genres[genre] = &score.Score{}
		}
		genres[genre].Add(score.Match(key, system, true))
		if slices.Contains(learned, genre) {
			genres["learned"].Add(score.Match(key, system, true))
		} else {
			genres["unseen"].Add(score.Match(key, system, true))
		}
	}
	var got strings.Builder
	row := func(name string, s *score.Score) {
		fmt.Fprintf(&got, "%-22s CoNLL %.4f  MUC %.4f  B3 %.4f  CEAF4 %.4f  links P %.4f R %.4f  mentions %.4f\n", name,
			s.CoNLL(), s.MUC.F1(), s.B3.F1(), s.CEAF.F1(), s.MUC.Precision.Value(), s.MUC.Recall.Value(), s.Mentions.F1())
	}
	row("all partial", &all)
	row("all exact", &exact)
	row("coder partial", &coder)
	row("coder exact", &coderExact)
	row("coder baseline", &base)
	for _, g := range slices.Sorted(maps.Keys(genres)) {
		row("coder "+g, genres[g])
	}
	t.Logf("\n%s", got.String())
	compare(t, filepath.Join("testdata", "coref-chains.score"), got.String())
}

// chains returns the spans of the parse's chains, but for those of documents, events and what is named and no actor.
func chains(d *parse.Doc) [][]tocsin.Span {
	out, types := make([][]tocsin.Span, d.Chains), make([]parse.NameType, d.Chains)
	for _, m := range d.Mentions {
		if m.Chain >= 0 {
			out[m.Chain] = append(out[m.Chain], d.Span(m.Range))
			if types[m.Chain] == "" {
				types[m.Chain] = m.Type
			}
		}
	}
	for c, t := range types {
		if t == parse.DOC || t == parse.EVENT || t == parse.MISC {
			out[c] = nil
		}
	}
	return out
}

// baseline links names of the same words, and each he, she, it and they to the nearest name before it that it can
// stand for by its kind: a person, something that is none, anything.
func baseline(d *parse.Doc) [][]tocsin.Span {
	type mention struct {
		parse.Range
		name *parse.Name
	}
	var ms []mention
	for k := range d.Names {
		ms = append(ms, mention{d.Names[k].Range, &d.Names[k]})
	}
	for i := range d.Tokens {
		if d.Tokens[i].UPOS == parse.PRON {
			ms = append(ms, mention{parse.Range{First: i, End: i + 1}, nil})
		}
	}
	slices.SortFunc(ms, func(a, b mention) int { return a.First - b.First })
	var out [][]tocsin.Span
	of := map[string]int{}
	person, thing := -1, -1 // chain of the last of each
	for _, m := range ms {
		span := d.Span(m.Range)
		c := -1
		switch word := strings.ToLower(span.Of(d.Text)); {
		case m.name != nil:
			ok := false
			if c, ok = of[word]; !ok {
				c = len(out)
				of[word], out = c, append(out, nil)
			}
			if m.name.Type == parse.PER {
				person = c
			} else {
				thing = c
			}
		case slices.Contains([]string{"he", "him", "his", "himself", "she", "her", "hers", "herself"}, word):
			c = person
		case slices.Contains([]string{"it", "its", "itself"}, word):
			c = thing
		case slices.Contains([]string{"they", "them", "their", "themselves"}, word):
			c = thing
		}
		if c >= 0 {
			out[c] = append(out[c], span)
		}
	}
	return out
}

// TestQualityScorersAgree reads the development part of GUM with the program and scores the readings with the scorer of
// this module and with the one that lies beside the data.
func TestQualityScorersAgree(t *testing.T) {
	shared := sharedDir(t)
	gold := filepath.Join(shared, gumDev)
	articles := python(t, shared, []string{"score_coref.py", "--articles", gold})
	cmd := exec.Command(build(t), "code")
	cmd.Stdin = bytes.NewReader(articles)
	readings, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "readings.jsonl")
	if err := os.WriteFile(file, readings, 0o644); err != nil {
		t.Fatal(err)
	}
	want := flatten(t, python(t, shared, []string{"score_coref.py", gold, file}))
	texts := map[tocsin.ArticleID]string{}
	for line := range bytes.Lines(articles) {
		var a tocsin.Article
		if err := json.Unmarshal(line, &a); err != nil {
			t.Fatal(err)
		}
		texts[a.ID] = a.Text
	}
	sents := gumSentences(t, shared)
	var partial, exact score.Score
	for line := range bytes.Lines(readings) {
		var r tocsin.Reading
		if err := json.Unmarshal(line, &r); err != nil {
			t.Fatal(err)
		}
		end := 1
		for end < len(sents) && !sents[end].Begins("newdoc") {
			end++
		}
		g, err := score.NewGold(texts[r.ID], sents[:end])
		if err != nil || g.ID != string(r.ID) {
			t.Fatalf("reading %s, gold %v: %v", r.ID, g, err)
		}
		sents = sents[end:]
		system := g.System(actors(&r, tocsin.NewOffsets(texts[r.ID])))
		partial.Add(score.Match(g.Actors(), system, true))
		exact.Add(score.Match(g.Actors(), system, false))
	}
	for name, s := range map[string]*score.Score{"partial": &partial, "exact": &exact} {
		for key, got := range map[string]float64{
			"muc.precision": s.MUC.Precision.Value(), "muc.recall": s.MUC.Recall.Value(), "muc.f1": s.MUC.F1(),
			"b3.precision": s.B3.Precision.Value(), "b3.recall": s.B3.Recall.Value(), "b3.f1": s.B3.F1(),
			"ceaf4.precision": s.CEAF.Precision.Value(), "ceaf4.recall": s.CEAF.Recall.Value(), "ceaf4.f1": s.CEAF.F1(),
			"mentions.f1": s.Mentions.F1(), "conll": s.CoNLL(),
		} {
			if w := number(want[name+"."+key]); math.Abs(got-w) > 0.00006 {
				t.Errorf("%s.%s: %.4f here, %.4f there", name, key, got, w)
			}
		}
	}
}

// actors returns the spans of the entities that can act, in bytes.
func actors(r *tocsin.Reading, o *tocsin.Offsets) [][]tocsin.Span {
	var out [][]tocsin.Span
	for _, e := range r.Entities {
		switch e.Kind {
		case tocsin.OtherKind, tocsin.Document:
			continue
		}
		var c []tocsin.Span
		for _, m := range e.Mentions {
			c = append(c, o.ByteSpan(m.Span))
		}
		out = append(out, c)
	}
	return out
}
