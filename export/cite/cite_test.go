package cite

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/export/csv"
	"github.com/tocsin-desk/tocsin/store"
	"github.com/tocsin-desk/tocsin/store/sqlite"
)

var update = flag.Bool("update", false, "write the golden files anew")

// desk is a store with one article whose words would be commands in TeX, one private speaker and one without a name.
func desk(t *testing.T) *sqlite.Store {
	t.Helper()
	ctx := context.Background()
	s, err := sqlite.Open(ctx, sqlite.Memory)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	a := &tocsin.Article{
		ID: "a{1}", URL: "https://gazette.example/1?a={b}&c=%20d", Title: `50% of \textbf{boats} & #1`, Outlet: "Gazette & Sons", Date: "2031-03-05T08:00:00+02:00",
		Collected: time.Date(2031, 3, 5, 9, 0, 0, 0, time.UTC), Lang: "en",
		Text: "Ærø: “The $5 toll\nis off_limits,” said Nadira Sulten, the minister, the Wire reported. Vela Brink said it rained. It is over, an aide said.",
	}
	if _, err := s.PutArticle(ctx, a); err != nil {
		t.Fatal(err)
	}
	at := func(words string) tocsin.Span {
		i := strings.Index(a.Text, words)
		return tocsin.Span{Start: i, End: i + len(words)}
	}
	sulten, brink, ministry := tocsin.EntityID("e1"), tocsin.EntityID("e2"), tocsin.EntityID("e3")
	whole := tocsin.Span{Start: 0, End: len(a.Text)}
	err = s.PutReading(ctx, a.Hash(), &tocsin.Reading{
		ID: a.ID, Sentences: []tocsin.Span{whole},
		Entities: []tocsin.Entity{{ID: sulten, Name: "Nadira Sulten", Kind: tocsin.Person, Codes: []string{"QZN"}}, {ID: brink, Name: "Vela Brink", Kind: tocsin.Person}, {ID: ministry, Name: "Ministry of Rivers", Kind: tocsin.Organisation}},
		Statements: []tocsin.Statement{
			{ID: "s1", Kind: tocsin.Position, Form: tocsin.Direct, Speaker: &sulten, Role: &tocsin.Phrase{Text: "the minister", Span: at("the minister")}, Organisation: &ministry, Source: []tocsin.Span{at("Nadira Sulten")},
				Cue: []tocsin.Span{at("said")}, Content: []tocsin.Span{at("“The $5 toll\nis off_limits,”")}, Chain: []tocsin.Hop{{}, {By: "the Wire"}, {By: "e1"}}, Confidence: .9},
			{ID: "s2", Kind: tocsin.Claim, Form: tocsin.Indirect, Speaker: &brink, Content: []tocsin.Span{at("it rained")}, Chain: []tocsin.Hop{{}, {By: "e2"}}, Confidence: .9},
			{ID: "s3", Kind: tocsin.Claim, Form: tocsin.Indirect, Source: []tocsin.Span{at("an aide")}, Content: []tocsin.Span{at("It is over")}, Chain: []tocsin.Hop{{}, {By: "an aide"}}, Confidence: .9},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func quotes(t *testing.T) []Quote {
	t.Helper()
	var out []Quote
	n, err := Each(context.Background(), desk(t), store.StatementQuery{}, func(q Quote) error { out = append(out, q); return nil })
	if err != nil || n != 3 {
		t.Fatalf("%d quotes, %v", n, err)
	}
	return out
}

func TestCitations(t *testing.T) {
	all := quotes(t)
	var bib, csl bytes.Buffer
	for _, q := range all {
		if err := WriteBibTeX(&bib, q); err != nil {
			t.Fatal(err)
		}
	}
	if err := WriteCSL(&csl, all); err != nil {
		t.Fatal(err)
	}
	for name, got := range map[string][]byte{"statements.bib": bib.Bytes(), "statements.json": csl.Bytes()} {
		golden := filepath.Join("testdata", name)
		if *update {
			if err := os.WriteFile(golden, got, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), string(got)); diff != "" {
			t.Errorf("%s: golden (-) and written (+):\n%s", name, diff)
		}
	}
	var items []map[string]any
	if err := json.Unmarshal(csl.Bytes(), &items); err != nil || len(items) != 3 {
		t.Errorf("%d items, %v", len(items), err)
	}
	if strings.Contains(bib.String()+csl.String(), "Vela") {
		t.Error("the name of a private person")
	}
}

// BibTeX reads a field up to the brace that closes it, a backslash before a brace or not, so an article can't end one or leave one open.
func TestHostileWordsStayInTheirField(t *testing.T) {
	for _, words := range [...]string{"a } b", "a { b", `a \} b`, `\{`, "}}", "@misc{x,", "a\x07\u0085\ufffe\U0010ffffb", "]]>"} {
		var b bytes.Buffer
		if err := WriteBibTeX(&b, Quote{Key: "k", Title: words, Outlet: words, Byline: words, URL: "https://a.example/" + words, Lang: words, Speaker: words, Words: words}); err != nil {
			t.Fatal(err)
		}
		depth := 0
		for i, r := range b.String() {
			switch r {
			case '{':
				depth++
			case '}':
				depth--
			case '\n':
			default:
				if !unicode.IsPrint(r) {
					t.Errorf("%q: %q in the entry", words, r)
				}
			}
			if depth < 1 && i > len("@misc{") && i < b.Len()-2 {
				t.Errorf("%q ends the entry:\n%s", words, b.String())
				break
			}
		}
		if depth != 0 {
			t.Errorf("%q leaves %d braces open", words, depth)
		}
	}
}

// The key is the same at each export, and each statement has its own.
func TestKeys(t *testing.T) {
	first, second := quotes(t), quotes(t)
	seen := map[string]bool{}
	for i := range first {
		if first[i].Key != second[i].Key || seen[first[i].Key] {
			t.Errorf("key %q, then %q", first[i].Key, second[i].Key)
		}
		seen[first[i].Key] = true
	}
}

// Long speeches are cut.
func TestWordsAreBounded(t *testing.T) {
	text := strings.Repeat("æ word ", csv.MaxSpan)
	a := &store.Stored{Article: tocsin.Article{Text: text}}
	q := New(a, &tocsin.Reading{}, &tocsin.Statement{Content: []tocsin.Span{{Start: 0, End: len(text)}}})
	if n := utf8.RuneCountInString(q.Words); n > csv.MaxSpan || n < csv.MaxSpan/2 {
		t.Errorf("%d characters", n)
	}
}

func TestNothingToCite(t *testing.T) {
	var b bytes.Buffer
	if err := WriteCSL(&b, nil); err != nil || b.String() != "[]\n" {
		t.Errorf("%q, %v", b.String(), err)
	}
}
