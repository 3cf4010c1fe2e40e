package petrarch_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tocsin-desk/tocsin"
	coder "github.com/tocsin-desk/tocsin/coder/petrarch"
	"github.com/tocsin-desk/tocsin/internal/noise"
	"github.com/tocsin-desk/tocsin/lexicon/petrarch"
	"github.com/tocsin-desk/tocsin/parse"
	"github.com/tocsin-desk/tocsin/parse/conllu"
	"github.com/tocsin-desk/tocsin/parse/pipeline"
)

var update = flag.Bool("update", false, "parse the sentences that have no tree yet")

// today is the day on which the sentences of the test files appear.
const today = "2025-11-20"

func dictionary(tb testing.TB, dir string) *petrarch.Dictionary {
	tb.Helper()
	var files []petrarch.File
	names, err := filepath.Glob(filepath.Join("testdata", dir, "*"))
	if err != nil || len(names) == 0 {
		tb.Fatalf("no dictionaries: %v", err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			tb.Fatal(err)
		}
		files = append(files, petrarch.File{Name: filepath.Base(name), Data: data})
	}
	dict, warnings := petrarch.Read(files)
	for _, w := range warnings {
		if !strings.Contains(w.Why, "CAMEO") {
			tb.Error(w)
		}
	}
	return dict
}

// A ruleCase is a sentence and what a person expects to be coded.
type ruleCase struct{ where, rule, text, want string }

func readCases(tb testing.TB, name string) []ruleCase {
	tb.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		tb.Fatal(err)
	}
	var cases []ruleCase
	rule, n := "", 0
	for line := range strings.Lines(string(data)) {
		n++
		body := strings.TrimSpace(line)
		switch indent := len(line) - len(strings.TrimLeft(line, " ")); {
		case body == "" || body[0] == '#':
		case indent == 0:
			rule = strings.TrimPrefix(body, "rule ")
		case indent == 2:
			cases = append(cases, ruleCase{fmt.Sprintf("%s:%d", name, n), rule, body, ""})
		default:
			cases[len(cases)-1].want = body
		}
	}
	return cases
}

// trees reads the stored parse of every sentence, so that the rules are tested and not the parser of the day; with -update
// sentences without one are parsed and the file is written anew.
func trees(tb testing.TB) map[string][]*conllu.Sentence {
	tb.Helper()
	const file = "testdata/trees.conllu"
	out := map[string][]*conllu.Sentence{}
	f, err := os.Open(file)
	if err != nil && !*update {
		tb.Fatal(err)
	}
	if err == nil {
		all, err := conllu.All(f)
		f.Close()
		if err != nil {
			tb.Fatal(err)
		}
		key := ""
		for _, s := range all {
			for _, c := range s.Comments {
				if text, ok := strings.CutPrefix(c, "# case = "); ok {
					key = text
				}
			}
			out[key] = append(out[key], s)
		}
	}
	if !*update {
		return out
	}
	p, err := pipeline.English()
	if err != nil {
		tb.Fatal(err)
	}
	var written []byte
	done := map[string]bool{}
	for _, c := range append(readCases(tb, "words.txt"), readCases(tb, "phrases.txt")...) {
		if done[c.text] {
			continue
		}
		done[c.text] = true
		if out[c.text] == nil {
			out[c.text] = conllu.FromDoc(p.Parse(c.text))
			out[c.text][0].Comments = append([]string{"# case = " + c.text}, out[c.text][0].Comments...)
		}
		for _, s := range out[c.text] {
			written = s.Append(written)
		}
	}
	if err := os.WriteFile(file, written, 0o644); err != nil {
		tb.Fatal(err)
	}
	return out
}

// coded writes events as the test files do.
func coded(r *tocsin.Reading) string {
	if strings.HasPrefix(r.Skipped, "discarded") {
		return "story"
	}
	var out []string
	code := func(list []tocsin.Party) string {
		if len(list) == 0 {
			return "---"
		}
		return string(list[0].Code)
	}
	for i := range r.Events {
		e := &r.Events[i]
		to := e.Recipients
		if e.Reciprocal {
			to = e.Actors
		}
		for j := range e.Actors {
			if len(to) == 0 {
				out = append(out, code(e.Actors[j:])+">---:"+string(e.CAMEO))
			}
			for k := range to {
				if e.Actors[j].Code != to[k].Code {
					out = append(out, code(e.Actors[j:])+">"+code(to[k:])+":"+string(e.CAMEO))
				}
			}
		}
	}
	if len(out) == 0 {
		return "nothing"
	}
	return strings.Join(out, " ")
}

func TestRules(t *testing.T) {
	stored := trees(t)
	for _, set := range []string{"words", "phrases"} {
		dict := dictionary(t, set)
		if dict.Phrasal != (set == "phrases") {
			t.Errorf("%s: phrasal is %t", set, dict.Phrasal)
		}
		for _, c := range readCases(t, set+".txt") {
			t.Run(c.where, func(t *testing.T) {
				d, err := conllu.Doc(c.text, stored[c.text])
				if err != nil || len(d.Sents) == 0 {
					t.Fatalf("no tree (%v); run go test ./coder/petrarch -update", err)
				}
				r := coder.Code(&tocsin.Article{ID: "a", Text: c.text, Date: today}, d, dict)
				if got := coded(r); got != c.want {
					t.Errorf("%s\n%s\ngot  %s\nwant %s", c.rule, c.text, got, c.want)
				}
				for i := range r.Events {
					checkEvent(t, d, r, &r.Events[i])
				}
			})
		}
	}
}

// checkEvent wants an event to show its words and the lines that it comes from.
func checkEvent(t *testing.T, d *parse.Doc, r *tocsin.Reading, e *tocsin.Event) {
	t.Helper()
	if len(e.Trigger) != 1 || e.Trigger[0].Of(d.Text) == "" || !strings.Contains(strings.Join(e.Trace, "\n"), ".verbs:") {
		t.Errorf("event %s without its words or its line: %v", e.ID, e.Trace)
	}
	for _, p := range append(e.Actors, e.Recipients...) {
		if p.Span.Of(d.Text) == "" || r.Entity(p.Entity) == nil || r.Entity(p.Entity).Code() != p.Code {
			t.Errorf("event %s: party %+v", e.ID, p)
		}
	}
}

// Days, issues, types, and the line of every actor.
func TestCode(t *testing.T) {
	dict := dictionary(t, "words")
	p, err := pipeline.English()
	if err != nil {
		t.Fatal(err)
	}
	code := func(date, text string) *tocsin.Reading {
		return coder.Code(&tocsin.Article{ID: "a", Text: text, Date: date}, p.Parse(text), dict)
	}
	for date, want := range map[string]string{
		"2021-05-01": "QZNGOV>VLM:501", "2025-01-01": "QZNELI>VLM:501", "": "QZNELI>VLM:501",
	} {
		if got := coded(code(date, "Nadira Sulten praised Velmora.")); got != want {
			t.Errorf("on %q: %s, want %s", date, got, want)
		}
	}
	r := code(today, "The Karsul Front smuggled gold over both rivers and praised Velmora. Qarzan praised a river cruise in Velmora.")
	if len(r.Events) != 2 || len(r.Sentences) != 2 {
		t.Fatalf("%d events, %s", len(r.Events), coded(r))
	}
	if diff := cmp.Diff([]tocsin.Issue{{Code: "CRIME", Count: 1}, {Code: "WATER", Count: 1}}, r.Events[0].Issues); diff != "" {
		t.Errorf("issues (-want +got):\n%s", diff)
	}
	if r.Events[1].Issues != nil {
		t.Errorf("issues %v in spite of a phrase that keeps them away", r.Events[1].Issues)
	}
	if e := r.Events[0]; e.Type != "" || e.Sentence != 0 || !strings.Contains(strings.Join(e.Trace, "\n"), "actor KARSUL_FRONT [QZNREB <20251231] who.actors:12") {
		t.Errorf("type %q, trace %v", e.Type, e.Trace)
	}
	text := "Qarzan wants to help Velmora."
	r = coder.Code(&tocsin.Article{ID: "a", Text: text}, p.Parse(text), dictionary(t, "phrases"))
	if len(r.Events) != 1 || r.Events[0].Type != tocsin.Agree || r.Events[0].Quad != tocsin.VerbalCooperation {
		t.Errorf("events %+v", r.Events)
	}
}

// Texts that nobody would write, and the sentences of the tests with their words in no order, are coded without a crash, and every
// span lies in them.
func TestNoise(t *testing.T) {
	p, err := pipeline.English()
	if err != nil {
		t.Fatal(err)
	}
	dicts := []*petrarch.Dictionary{dictionary(t, "words"), dictionary(t, "phrases")}
	cases := append(readCases(t, "words.txt"), readCases(t, "phrases.txt")...)
	rng := rand.New(rand.NewPCG(1, 2))
	for range 400 {
		words := strings.Fields(cases[rng.IntN(len(cases))].text)
		rng.Shuffle(rng.IntN(len(words)+1), func(i, j int) { words[i], words[j] = words[j], words[i] })
		text := strings.ToValidUTF8(strings.Join(words, " ")+noise.Text(rng), "")
		d := p.Parse(text)
		for _, dict := range dicts {
			r := coder.Code(&tocsin.Article{ID: "a", Text: text, Date: today}, d, dict)
			r.Map(func(s tocsin.Span) tocsin.Span {
				if s.Start < 0 || s.End > len(text) || s.Start > s.End {
					t.Errorf("span %v in %q", s, text)
				}
				return s
			})
		}
	}
}

// BenchmarkCode codes the sentences of the tests, trees given.
func BenchmarkCode(b *testing.B) {
	dict := dictionary(b, "phrases")
	var docs []*parse.Doc
	for text, tree := range trees(b) {
		if d, err := conllu.Doc(text, tree); err == nil {
			docs = append(docs, d)
		}
	}
	for i := 0; b.Loop(); i++ {
		d := docs[i%len(docs)]
		coder.Code(&tocsin.Article{ID: "a", Text: d.Text, Date: today}, d, dict)
	}
}

// Trees that no parser would make are coded too: any tags, heads and relations over the words of a sentence.
func FuzzTrees(f *testing.F) {
	dicts := []*petrarch.Dictionary{dictionary(f, "words"), dictionary(f, "phrases")}
	texts := []string{
		"Qarzan and Velmora , the Council of the Seven Rivers said , did not praise a new fishing boat of Ostray 's fishermen and met secretly .",
		"Qarzan wants to help guards from Velmora feed a grain convoy to the open sea near Ostray , and was shelled by Selka .",
	}
	tags := []parse.UPOS{parse.NOUN, parse.PROPN, parse.VERB, parse.AUX, parse.ADJ, parse.PRON, parse.ADP, parse.PUNCT, parse.CCONJ}
	rels := []parse.Rel{"nsubj", "nsubj:pass", "obj", "obl", "nmod", "nmod:poss", "conj", "cc", "case", "mark", "xcomp", "ccomp", "advcl", "acl", "acl:relcl", "amod", "compound", "appos", "aux", "aux:pass", "parataxis", "expl", "csubj"}
	f.Add([]byte{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
	f.Fuzz(func(t *testing.T, data []byte) {
		at := 0
		next := func(n int) int {
			if len(data) == 0 {
				return 0
			}
			b := int(data[at%len(data)]) + at/len(data)
			at++
			return b % n
		}
		text := texts[next(len(texts))]
		d := &parse.Doc{Text: text, Sents: []parse.Sentence{{End: len(strings.Fields(text)), Span: tocsin.Span{End: len(text)}}}}
		turn := next(2) == 1 // which way round the heads run; never in a circle
		pos := 0
		for i, w := range strings.Fields(text) {
			start := pos + strings.Index(text[pos:], w)
			pos = start + len(w)
			head := parse.NoHead
			if n := d.Sents[0].End; turn && i > 0 {
				head = next(i)
			} else if !turn && i < n-1 {
				head = i + 1 + next(n-1-i)
			}
			d.Tokens = append(d.Tokens, parse.Token{Span: tocsin.Span{Start: start, End: pos}, Form: w, Lemma: w, UPOS: tags[next(len(tags))], Head: head, Rel: rels[next(len(rels))]})
		}
		d.Index()
		for _, dict := range dicts {
			r := coder.Code(&tocsin.Article{ID: "a", Text: text, Date: today}, d, dict)
			for i := range r.Events {
				checkEvent(t, d, r, &r.Events[i])
			}
		}
	})
}
