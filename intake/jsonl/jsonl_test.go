package jsonl

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/intake"
)

func TestReadLine(t *testing.T) {
	const text = "Порт закрыт. Lenda objects."
	line := `{"id":"a","text":"` + text + `","title":"T","date":"2026-11-20","outlet":"Harbour Wire","url":"https://w.example/1","lang":"ru",` +
		`"byline":"A. Reed","dyads":[{"id":"d1","source":[0,4],"target":[13,18]}],"conllu":"1\tПорт","toponyms":[[13,18]],"future":{"x":1}}`
	items := slices.Collect(Read(strings.NewReader(line), "in.jsonl"))
	if len(items) != 1 || items[0].Article == nil {
		t.Fatalf("items %+v", items)
	}
	a := items[0].Article
	want := &tocsin.Article{
		ID: "a", Text: text, Title: "T", Date: "2026-11-20", Outlet: "Harbour Wire", URL: "https://w.example/1", Lang: "ru", Byline: "A. Reed",
		Ask: &tocsin.Ask{
			Dyads:    []tocsin.AskDyad{{ID: "d1", Source: tocsin.Span{Start: 0, End: 8}, Target: tocsin.Span{Start: 23, End: 28}}},
			CoNLLU:   "1\tПорт",
			Toponyms: []tocsin.Span{{Start: 23, End: 28}},
		},
	}
	if d := cmp.Diff(want, a); d != "" {
		t.Error(d)
	}
	if got := a.Ask.Dyads[0].Target.Of(a.Text); got != "Lenda" {
		t.Errorf("span re-slices to %q", got)
	}
}

func TestReadRefuses(t *testing.T) {
	for _, c := range []struct {
		name, line, reason string
		broken             bool
	}{
		{"no JSON", `{"id": "a", "text": `, "not valid JSON at byte", true},
		{"binary", "\x00\x01\x02", "not valid JSON", true},
		{"an array", `["a"]`, "a JSON array, not an object", true},
		{"wrong type", `{"id": 7, "text": "x"}`, `field "id" holds a number`, true},
		{"half a span", `{"id": "a", "text": "x", "toponyms": [[1]]}`, "1 numbers instead of 2", true},
		{"no text", `{"id": "a"}`, "no text", false},
		{"null text", `{"id": "a", "text": null}`, "no text", false},
		{"blank text", `{"id": "a", "text": " \n"}`, "no text", false},
		{"not UTF-8", "{\"id\": \"a\", \"text\": \"caf\xe9\"}", "not UTF-8", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := "{\"id\":\"1\",\"text\":\"One.\"}\r\n" + c.line + "\n\n{\"id\":\"2\",\"text\":\"Two.\"}"
			items := slices.Collect(Read(strings.NewReader(in), "in.jsonl"))
			if len(items) != 3 || items[0].Article == nil || items[2].Article == nil {
				t.Fatalf("items %+v", items)
			}
			r := items[1].Refusal
			if r == nil || r.Source != "in.jsonl line 2" || !strings.Contains(r.Reason, c.reason) || items[1].Broken != c.broken {
				t.Errorf("refusal %+v (broken %v), want %q", r, items[1].Broken, c.reason)
			}
		})
	}
}

func TestReadWithoutID(t *testing.T) {
	items := slices.Collect(Read(strings.NewReader(`{"text":"One.","outlet":"Harbour Wire"}`), "-"))
	a := items[0].Article
	if a == nil || a.ID != intake.ArticleID(&tocsin.Article{Text: "One.", Outlet: "Harbour Wire"}) {
		t.Errorf("article %+v", a)
	}
}

func TestReadQuestionsOutsideTheText(t *testing.T) {
	line := `{"id":"a","text":"Порт.","dyads":[{"id":"d","source":[0,4],"target":[4,99]}],"toponyms":[[-1,2],[0,4],[3,3]]}`
	it := slices.Collect(Read(strings.NewReader(line), "-"))[0]
	want := []string{`dyad 1 ("d"): a span lies outside the text`, "toponym 1: span [-1,2) lies outside the text", "toponym 3: span [3,3) lies outside the text"}
	if d := cmp.Diff(want, it.Notes); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]tocsin.Span{{Start: 0, End: 8}}, it.Article.Ask.Toponyms); d != "" {
		t.Error(d)
	}
}

// endless gives n bytes of one letter without holding them.
type endless struct{ left int }

func (e *endless) Read(p []byte) (int, error) {
	if e.left == 0 {
		return 0, io.EOF
	}
	n := min(len(p), e.left)
	for i := range p[:n] {
		p[i] = 'x'
	}
	e.left -= n
	return n, nil
}

func TestReadLongLine(t *testing.T) {
	in := io.MultiReader(strings.NewReader("{\"text\":\"One.\"}\n"), &endless{100 << 20}, strings.NewReader("\n{\"text\":\"Two.\"}\n"))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	items := slices.Collect(Read(in, "big.jsonl"))
	runtime.ReadMemStats(&after)
	if len(items) != 3 || items[0].Article == nil || items[2].Article == nil {
		t.Fatalf("items %+v", items)
	}
	want := tocsin.Refusal{Source: "big.jsonl line 2", Reason: "longer than 16 MiB"}
	if *items[1].Refusal != want {
		t.Errorf("refusal %+v", items[1].Refusal)
	}
	// Growing a slice to 16 MiB allocates a few times that over the way; 100 MiB would be the line itself.
	if n := after.TotalAlloc - before.TotalAlloc; n > 96<<20 {
		t.Errorf("%d MiB allocated for a line that is skipped", n>>20)
	}
}

func TestReadBreaksOff(t *testing.T) {
	in := io.MultiReader(strings.NewReader("{\"text\":\"One.\"}\n{\"te"), iotest.ErrReader(errors.New("cable cut")))
	items := slices.Collect(Read(in, "in.jsonl"))
	if len(items) != 2 || items[0].Article == nil || items[1].Refusal == nil {
		t.Fatalf("items %+v", items)
	}
	want := tocsin.Refusal{Source: "in.jsonl line 2", Reason: "reading broke off: cable cut"}
	if *items[1].Refusal != want || !items[1].Broken {
		t.Errorf("refusal %+v", items[1].Refusal)
	}
}

func TestLines(t *testing.T) {
	for _, c := range []struct {
		in   string
		max  int
		want []string
	}{
		{"", 5, nil},
		{"a", 5, []string{"1:a"}},
		{"a\n", 5, []string{"1:a"}},
		{"a\r\n\nb", 5, []string{"1:a", "2:", "3:b"}},
		{"12345\n123456\n12345", 5, []string{"1:12345", "2:LONG", "3:12345"}},
		{"12345\r\n123456\r\n", 5, []string{"1:12345", "2:LONG"}},
	} {
		var got []string
		for l := range Lines(strings.NewReader(c.in), c.max) {
			if l.TooLong {
				l.Bytes = []byte("LONG")
			}
			got = append(got, fmt.Sprintf("%d:%s", l.Number, l.Bytes))
		}
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%q: %s", c.in, d)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("{\"id\":\"a\",\"text\":\"Порт <&> \\ud800 x\",\"dyads\":[{\"id\":\"d\",\"source\":[0,4],\"target\":[4,5]}]}\nx"))
	f.Add([]byte("{\"text\":\"x\",\"toponyms\":[[0,1],[9223372036854775807,0]]}\r\n\r\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		for it := range Read(bytes.NewReader(b), "fuzz") {
			if (it.Article == nil) == (it.Refusal == nil) {
				t.Fatalf("neither or both: %+v", it)
			}
			if it.Article == nil {
				continue
			}
			checkSpans(t, it.Article)
			var out bytes.Buffer
			if err := Write(&out, it.Article); err != nil {
				t.Fatal(err)
			}
			again := slices.Collect(Read(&out, "again"))
			if len(again) != 1 {
				t.Fatalf("%d items after a round trip", len(again))
			}
			if d := cmp.Diff(it.Article, again[0].Article); d != "" {
				t.Error(d)
			}
		}
	})
}

func checkSpans(t *testing.T, a *tocsin.Article) {
	if a.Ask == nil {
		return
	}
	spans := slices.Clone(a.Ask.Toponyms)
	for _, d := range a.Ask.Dyads {
		spans = append(spans, d.Source, d.Target)
	}
	for _, s := range spans {
		if err := s.Validate(a.Text); err != nil {
			t.Error(err)
		}
	}
}
