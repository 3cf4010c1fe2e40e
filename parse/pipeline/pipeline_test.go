package pipeline

import (
	"compress/gzip"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/tocsin-desk/tocsin/internal/noise"
	"github.com/tocsin-desk/tocsin/parse"
	"github.com/tocsin-desk/tocsin/parse/conllu"
)

const harbour = `The harbour master said on Friday that talks hadn't ended. “We won't leave,” she added.

Gen. Orla Venn was asked about the U.S. boats; she denied that they had paid $2,400.50.`

func english(t testing.TB, steps ...Step) *Pipeline {
	t.Helper()
	p, err := English(steps...)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// same compares docs, leaving out the index of children, which Index makes.
func same(a, b *parse.Doc) string { return cmp.Diff(a, b, cmpopts.IgnoreUnexported(parse.Doc{})) }

func TestParse(t *testing.T) {
	d := english(t).Parse(harbour)
	if len(d.Sents) != 3 || d.Lang != "en" {
		t.Fatalf("%d sentences in %q", len(d.Sents), d.Lang)
	}
	for _, c := range []struct {
		form, lemma string
		upos        parse.UPOS
		rel         parse.Rel
		head        string
	}{
		{"said", "say", parse.VERB, "root", ""}, {"master", "master", parse.NOUN, "nsubj", "said"}, {"Friday", "Friday", parse.PROPN, "obl", "said"},
		{"n't", "not", parse.PART, "advmod", "ended"}, {"ended", "end", parse.VERB, "ccomp", "said"}, {"leave", "leave", parse.VERB, "ccomp", "added"},
		{"asked", "ask", parse.VERB, "root", ""}, {"denied", "deny", parse.VERB, "parataxis", "asked"}, {"paid", "pay", parse.VERB, "ccomp", "denied"},
	} {
		i := strings.Index(harbour, c.form)
		tok := d.Tokens[d.TokenAt(i)]
		head := ""
		if tok.Head >= 0 {
			head = d.Tokens[tok.Head].Form
		}
		if tok.Form != c.form || tok.Lemma != c.lemma || tok.UPOS != c.upos || tok.Rel != c.rel || head != c.head {
			t.Errorf("%s: %s %s %s of %q, want %s %s %s of %q", tok.Form, tok.Lemma, tok.UPOS, tok.Rel, head, c.lemma, c.upos, c.rel, c.head)
		}
	}
	if i := d.TokenAt(strings.Index(harbour, "boats")); d.Feat(i, "Number") != "Plur" {
		t.Errorf("features of boats: %q", d.Tokens[i].Feats)
	}
}

// Capitals of a headline say nothing of what is a name; the text below does. Forms stay as they are printed.
func TestHeadlineInCapitals(t *testing.T) {
	p := english(t)
	for text, want := range map[string]string{
		"NORWAY WARNS SWEDEN OVER TALKS\n\nThe minister said that Norway was worried about Sweden.": "NORWAY=Norway/PROPN WARNS=warn/VERB SWEDEN=Sweden/PROPN OVER=over/ADP TALKS=talk/NOUN",
		"PRESIDENT SIGNS A DECREE ON THE BORDER":                                                    "PRESIDENT=President/PROPN SIGNS=sign/VERB A=a/DET DECREE=decree/NOUN ON=on/ADP THE=the/DET BORDER=border/NOUN",
		"Guards Kill Two Soldiers in Selka\n\nThe guards had orders to kill. Two soldiers died.":    "Guards=guard/NOUN Kill=kill/VERB Two=two/NUM Soldiers=soldier/NOUN in=in/ADP Selka=Selka/PROPN",
		"Orla Venn rejects the claim":                                                               "Orla=Orla/PROPN Venn=Venn/PROPN rejects=reject/VERB the=the/DET claim=claim/NOUN",
	} {
		d := p.Parse(text)
		var got []string
		for _, tok := range d.Tokens[:d.Sents[0].End] {
			got = append(got, fmt.Sprintf("%s=%s/%s", tok.Form, tok.Lemma, tok.UPOS))
		}
		if g := strings.Join(got, " "); g != want {
			t.Errorf("%q\n got %s\nwant %s", text, g, want)
		}
	}
}

// check fails unless the doc is sound.
func check(t testing.TB, d *parse.Doc) {
	t.Helper()
	if err := sound(d, d.Text); err != nil {
		t.Fatal(err)
	}
}

// sound tells what is wrong with a doc: spans lie in order in the text and spell the forms, every character but white space is
// in a token, sentences part the tokens, each with one root and no cycle.
func sound(d *parse.Doc, text string) error {
	if d.Text != text {
		return errors.New("the text was changed")
	}
	at, valid := 0, utf8.ValidString(text)
	for i, tok := range d.Tokens {
		s := tok.Span
		if err := s.Validate(text); err != nil && valid {
			return err
		}
		if s.Start < at || s.End <= s.Start || s.End > len(text) {
			return fmt.Errorf("token %d has the span %v behind %d in %d bytes", i, s, at, len(text))
		}
		if strings.TrimSpace(text[at:s.Start]) != "" {
			return fmt.Errorf("%q is in no token", text[at:s.Start])
		}
		if s.Of(text) != tok.Form {
			return fmt.Errorf("token %d is %q, its span %q", i, tok.Form, s.Of(text))
		}
		at = s.End
		if tok.UPOS == "" || tok.Lemma == "" || tok.Rel == "" {
			return fmt.Errorf("token %q has tag %q, lemma %q, relation %q", tok.Form, tok.UPOS, tok.Lemma, tok.Rel)
		}
	}
	if strings.TrimSpace(text[at:]) != "" {
		return fmt.Errorf("%q is in no token", text[at:])
	}
	next := 0
	for n, s := range d.Sents {
		if s.First != next || s.End <= s.First || s.Span != d.Span(parse.Range{First: s.First, End: s.End}) {
			return fmt.Errorf("sentence %d holds tokens [%d, %d) behind %d, span %v", n, s.First, s.End, next, s.Span)
		}
		next = s.End
		if err := tree(d, n); err != nil {
			return err
		}
	}
	if next != len(d.Tokens) {
		return fmt.Errorf("sentences hold %d of %d tokens", next, len(d.Tokens))
	}
	return nil
}

// tree tells what is wrong with the tree of sentence n.
func tree(d *parse.Doc, n int) error {
	s, roots := d.Sents[n], 0
	for i := s.First; i < s.End; i++ {
		if d.Tokens[i].Sent != n {
			return fmt.Errorf("token %d says it is in sentence %d, not %d", i, d.Tokens[i].Sent, n)
		}
		if d.Tokens[i].Head == parse.NoHead {
			roots++
		}
		for k, steps := i, 0; k != parse.NoHead; k, steps = d.Tokens[k].Head, steps+1 {
			if k < s.First || k >= s.End || steps > s.End-s.First {
				return fmt.Errorf("token %d doesn't reach a root in its sentence", i)
			}
		}
	}
	if roots != 1 {
		return fmt.Errorf("sentence %d has %d roots", n, roots)
	}
	return nil
}

func TestSound(t *testing.T) {
	p := english(t)
	for _, text := range []string{harbour, "", " \n ", "x", "!!!", "a\u00a0b", strings.Repeat("word ", 5000), strings.Repeat("(", 3000), strings.Repeat("a", 9000) + " " + strings.Repeat("=-", 5000)} {
		check(t, p.Parse(text))
	}
}

func TestLongSentenceIsCut(t *testing.T) {
	d := english(t).Parse(strings.Repeat("nets and boats, ", 2500))
	for _, s := range d.Sents {
		if s.End-s.First > MaxSentence {
			t.Errorf("a sentence of %d words", s.End-s.First)
		}
	}
}

// A doc that goes out as CoNLL-U and comes back gets the same analysis.
func TestGivenEqualsOwn(t *testing.T) {
	p := english(t)
	want := p.Parse(harbour)
	var out []byte
	for _, s := range conllu.FromDoc(want) {
		out = s.Append(out)
	}
	sents, err := conllu.All(strings.NewReader(string(out)))
	if err != nil {
		t.Fatal(err)
	}
	d, err := conllu.Doc(harbour, sents)
	if err != nil {
		t.Fatal(err)
	}
	for i := range d.Tokens {
		d.Tokens[i].Lemma, d.Tokens[i].UPOS, d.Tokens[i].Head, d.Tokens[i].Rel = "", "", parse.NoHead, ""
	}
	d.Lang = ""
	if diff := same(want, p.Given(d)); diff != "" {
		t.Error(diff)
	}
}

func TestStepsRunInOrder(t *testing.T) {
	var order []string
	step := func(name string) Step {
		return func(d *parse.Doc) {
			if len(d.Children(d.TokenAt(strings.Index(harbour, "said")))) == 0 {
				t.Error("a step runs before the children are known")
			}
			order = append(order, name)
		}
	}
	english(t, step("names"), step("times")).Parse(harbour)
	if diff := cmp.Diff([]string{"names", "times"}, order); diff != "" {
		t.Error(diff)
	}
}

func TestSameInManyGoroutines(t *testing.T) {
	p := english(t)
	want := p.Parse(harbour)
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			for range 20 {
				if diff := same(want, p.Parse(harbour)); diff != "" {
					t.Error(diff)
				}
			}
		})
	}
	wait.Wait()
}

func TestHashNamesTheModel(t *testing.T) {
	if a, b := english(t).Hash(), english(t).Hash(); a != b || len(a) != 64 {
		t.Errorf("hashes %q and %q", a, b)
	}
}

// Any bytes at all: nothing crashes or hangs, and every offset leads back to what was put in.
func FuzzParse(f *testing.F) {
	p := english(f)
	f.Add(harbour)
	f.Add("\u2029'\n\n.")
	f.Add("\xff\xfe \xc3 — “\x00” don\xe2\x80\x99t")
	for _, s := range []string{"• a • b", "1. x\n(a) y", "By Orla Venn\nSELKA, Nov 3 /M/. Go.", "« a ». ‹ b ›", "a\tb\tc", "#a #b", "Photo: M/O"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) < 1<<16 {
			check(t, p.Parse(text))
		}
	})
}

// TestNoise parses random texts: 20,000 of them, 2,000 with -short, or as many as TOCSIN_NOISE says (10000000 before a
// release). Every text has its number as seed, so that one can be had again.
func TestNoise(t *testing.T) {
	p, n := english(t), 20_000
	if testing.Short() {
		n = 2000
	}
	if s := os.Getenv("TOCSIN_NOISE"); s != "" {
		var err error
		if n, err = strconv.Atoi(s); err != nil {
			t.Fatalf("TOCSIN_NOISE: %v", err)
		}
	}
	const batch = 1000
	var next atomic.Int64
	var wait sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			for first := int(next.Add(batch)) - batch; first < n && !t.Failed(); first = int(next.Add(batch)) - batch {
				hung := time.AfterFunc(5*time.Minute, func() { panic(fmt.Sprintf("texts from number %d on take no end", first)) })
				for i := first; i < min(n, first+batch); i++ {
					text := noise.Text(rand.New(rand.NewPCG(uint64(i), 1)))
					if err := sound(p.Parse(text), text); err != nil {
						t.Errorf("text %d, %.200q: %v", i, text, err)
					}
				}
				hung.Stop()
			}
		})
	}
	wait.Wait()
}

// text returns development text where it is at hand, else our own: a benchmark of a handful of words would
// find every weight in the nearest cache.
func text(b *testing.B) string {
	root := os.Getenv("TOCSIN_SHARED")
	if root == "" {
		root = filepath.Join("..", "..", "..", "shared")
	}
	f, err := os.Open(filepath.Join(root, "data", "treebanks", "en_gum-ud-dev.conllu.gz"))
	if err != nil {
		b.Log("no development treebank: our own sentences")
		return strings.Repeat(harbour+"\n\n", 100)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		b.Fatal(err)
	}
	sents, err := conllu.All(z)
	if err != nil {
		b.Fatal(err)
	}
	return conllu.Text(sents)
}

func BenchmarkParse(b *testing.B) {
	p, text := english(b), text(b)
	tokens := 0
	for b.Loop() {
		tokens += len(p.Parse(text).Tokens)
	}
	b.ReportMetric(float64(tokens)/b.Elapsed().Seconds(), "tokens/s")
	b.ReportMetric(0, "ns/op")
}

func BenchmarkOpen(b *testing.B) {
	for b.Loop() {
		english(b)
	}
}
