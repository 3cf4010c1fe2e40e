package attribute

import (
	"encoding/binary"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/coder/actor"
	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/link"
	"github.com/tocsin-desk/tocsin/parse"
	"github.com/tocsin-desk/tocsin/parse/conllu"
	"github.com/tocsin-desk/tocsin/parse/coref"
	"github.com/tocsin-desk/tocsin/parse/when"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func lexiconSet(t testing.TB) *lexicon.Set {
	t.Helper()
	lex, err := lexicon.Load()
	if err != nil {
		t.Fatal(err)
	}
	return lex
}

func trees(t testing.TB, name string) []*conllu.Sentence {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	sents, err := conllu.All(f)
	if err != nil {
		t.Fatal(err)
	}
	return sents
}

func docOf(t testing.TB, sents []*conllu.Sentence) *parse.Doc {
	t.Helper()
	d, err := conllu.Doc(strings.ReplaceAll(conllu.Text(sents), "\n\n", "\n"), sents)
	if err != nil {
		t.Fatal(err)
	}
	d.Index()
	return d
}

// spansOf prints the words of a statement: S source, C cue, T content.
func spansOf(text string, s *tocsin.Statement) string {
	var b strings.Builder
	for _, role := range []struct {
		letter string
		spans  []tocsin.Span
	}{{"S", s.Source}, {"C", s.Cue}, {"T", s.Content}} {
		for _, x := range role.spans {
			fmt.Fprintf(&b, "%s[%s] ", role.letter, x.Of(text))
		}
	}
	return b.String()
}

// TestFind reads one short text after the other; what it wants stands in comments beside the trees.
func TestFind(t *testing.T) {
	lex := lexiconSet(t)
	sents := trees(t, "trees.conllu")
	for first := 0; first < len(sents); {
		end := first + 1
		for end < len(sents) && !sents[end].Begins("newdoc") {
			end++
		}
		group := sents[first:end]
		first = end
		d := docOf(t, group)
		t.Run(group[0].Text(), func(t *testing.T) {
			var want, got []string
			for _, c := range group[0].Comments {
				if w, ok := strings.CutPrefix(c, "# want = "); ok {
					want = append(want, w)
				}
			}
			for _, s := range Find(d, &actor.Cast{}, lex, &tocsin.Article{Text: d.Text}, nil) {
				line := spansOf(d.Text, &s) + string(s.Kind) + " " + string(s.Form)
				if s.Parent != "" {
					line += " in " + s.Parent
				}
				got = append(got, line)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestPassage is a whole article with cast, times, chains and links.
func TestPassage(t *testing.T) {
	lex := lexiconSet(t)
	d := docOf(t, trees(t, "passage.conllu"))
	for _, n := range []struct {
		name string
		typ  parse.NameType
	}{{"Mira Holt", parse.PER}, {"Tomas Reyl", parse.PER}, {"Petra Lund", parse.PER}, {"Coast News Agency", parse.ORG}} {
		for at := 0; ; at += len(n.name) {
			k := strings.Index(d.Text[at:], n.name)
			if k < 0 {
				break
			}
			at += k
			d.Names = append(d.Names, parse.Name{Range: d.TokenRange(tocsin.Span{Start: at, End: at + len(n.name)}), Type: n.typ})
		}
	}
	slices.SortFunc(d.Names, func(a, b parse.Name) int { return a.First - b.First })
	chains, err := coref.English()
	if err != nil {
		t.Fatal(err)
	}
	chains.Resolve(d, lex)
	a := &tocsin.Article{Text: d.Text, Outlet: "Arlen Courier", Date: "2031-05-10"}
	day, dated := a.Day()
	d.Times = when.Find(d, lex, day, dated)
	cast := actor.Resolve(d, lex, a)
	r := &tocsin.Reading{Entities: cast.Entities, Times: d.Times, Statements: Find(d, cast, lex, a, nil)}
	for _, s := range d.Sents {
		r.Sentences = append(r.Sentences, s.Span)
	}
	r.Links = link.Within(r, d.Text)
	var b strings.Builder
	for i := range r.Statements {
		describe(&b, d.Text, cast, &r.Statements[i])
	}
	for _, l := range r.Links {
		fmt.Fprintf(&b, "%s %s -> %s %s: %s\n", l.Kind, l.From, l.To, l.Scope, strings.Join(l.Trace, "; "))
	}
	golden := filepath.Join("testdata", "passage.golden")
	if *update {
		if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), b.String()); diff != "" {
		t.Error(diff)
	}
}

func nameOf(cast *actor.Cast, id tocsin.EntityID) string {
	for _, e := range cast.Entities {
		if e.ID == id {
			return e.Name
		}
	}
	return ""
}

func describe(b *strings.Builder, text string, cast *actor.Cast, s *tocsin.Statement) {
	fmt.Fprintf(b, "%s %s\n", s.ID, spansOf(text, s))
	fmt.Fprintf(b, "   %s, %s, %s, %s", s.Kind, s.Form, s.Polarity, s.Modality)
	if s.Parent != "" {
		fmt.Fprintf(b, ", in %s", s.Parent)
	}
	if s.Speaker != nil {
		fmt.Fprintf(b, ", speaker %s", nameOf(cast, *s.Speaker))
	}
	if s.Role != nil {
		fmt.Fprintf(b, ", role %q", s.Role.Text)
	}
	if s.Date != nil {
		fmt.Fprintf(b, ", said %s%s", map[string]string{"news": "about "}[s.Date.Basis], s.Date.Value)
	}
	b.WriteString("\n   chain")
	for _, h := range s.Chain {
		by := h.By
		if name := nameOf(cast, tocsin.EntityID(by)); name != "" {
			by = name
		}
		fmt.Fprintf(b, " > %s", by)
		if h.Inherited {
			b.WriteString(" (taken over)")
		}
	}
	for _, part := range []struct {
		name  string
		spans []tocsin.Span
	}{{"if", s.Condition}, {"by", s.Deadline}, {"to", s.Beneficiary}, {"likelihood", s.Likelihood}} {
		for _, x := range part.spans {
			fmt.Fprintf(b, "; %s %q", part.name, x.Of(text))
		}
	}
	if s.Due != nil {
		fmt.Fprintf(b, "; due %s", s.Due.Value)
	}
	fmt.Fprintf(b, "\n   %s\n", strings.Join(s.Trace, "; "))
}

// FuzzFind gives the rules trees that no parser would: they never panic, and every span re-slices.
func FuzzFind(f *testing.F) {
	f.Add("He said “ it is late , ” she told them that they will go .", []byte{3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9})
	f.Add("According to Orlu , as reported by Coast Radio , it denied that", []byte{1, 2, 3})
	lex := lexiconSet(f)
	upos := [...]parse.UPOS{parse.VERB, parse.NOUN, parse.PROPN, parse.PRON, parse.ADJ, parse.ADP, parse.PUNCT, parse.AUX, parse.SCONJ, parse.ADV}
	xpos := [...]string{"VBD", "VBN", "VBG", "VB", "NN", "IN", ".", "WDT"}
	rels := [...]parse.Rel{"nsubj", "obj", "ccomp", "xcomp", "obl", "case", "mark", "advcl", "acl", "acl:relcl", "conj", "cc", "punct", "parataxis", "nsubj:pass", "aux:pass", "nmod:poss", "cop", "appos"}
	f.Fuzz(func(t *testing.T, text string, seed []byte) {
		if len(text) > 2000 {
			return
		}
		text = strings.ToValidUTF8(text, "?")
		d := &parse.Doc{Text: text}
		at := 0
		take := func(n int) int {
			if len(seed) == 0 || n == 0 {
				return 0
			}
			at++
			return int(binary.LittleEndian.Uint16([]byte{seed[at%len(seed)], byte(at / len(seed))})) % n
		}
		start := 0
		for i, r := range text + " " {
			if r != ' ' && r != '\n' {
				continue
			}
			if i > start {
				n := len(d.Tokens)
				head := parse.NoHead
				if n > 0 {
					head = take(n) // an earlier token: no ring
				}
				w := text[start:i]
				d.Tokens = append(d.Tokens, parse.Token{Span: tocsin.Span{Start: start, End: i}, Form: w, Lemma: strings.ToLower(w), UPOS: upos[take(len(upos))], XPOS: xpos[take(len(xpos))], Rel: rels[take(len(rels))], Head: head})
			}
			start = i + 1
		}
		if len(d.Tokens) == 0 {
			return
		}
		d.Sents = []parse.Sentence{{First: 0, End: len(d.Tokens), Span: tocsin.Span{Start: d.Tokens[0].Span.Start, End: d.Tokens[len(d.Tokens)-1].Span.End}}}
		d.Index()
		r := &tocsin.Reading{Statements: Find(d, &actor.Cast{}, lex, &tocsin.Article{Text: text}, nil), Sentences: []tocsin.Span{d.Sents[0].Span}}
		for _, s := range r.Statements {
			if len(s.Content) == 0 || s.Confidence <= 0 || s.Confidence > 1 {
				t.Fatalf("%q: %+v", text, s)
			}
			for _, list := range [][]tocsin.Span{s.Source, s.Cue, s.Content, s.Likelihood, s.Condition, s.Deadline, s.Beneficiary} {
				for _, x := range list {
					if err := x.Validate(text); err != nil {
						t.Fatal(err)
					}
				}
			}
		}
		link.Within(r, text)
	})
}
