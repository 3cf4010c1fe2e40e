package train

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/coder/actor"
	"github.com/tocsin-desk/tocsin/coder/attribute"
	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
	"github.com/tocsin-desk/tocsin/parse/model"
	"github.com/tocsin-desk/tocsin/parse/pipeline"
)

// harbourStatements is a corpus in which "murmur" and "grumble" are cues, and "carry" is none.
func harbourStatements() string {
	var b strings.Builder
	for i, who := range []string{"The mayor", "A fisherman", "The pilot", "Her brother", "The guard", "An old man"} {
		for k, cue := range []string{"murmured", "grumbled"} {
			text := fmt.Sprintf("%s %s that the harbour was closed. %s carried the nets.", who, cue, who)
			runes := func(s string) [2]int { at := strings.Index(text, s); return [2]int{at, at + len(s)} }
			line, _ := json.Marshal(map[string]any{"id": fmt.Sprint(i, k), "text": text, "attributions": []any{map[string]any{
				"source": [][2]int{runes(who)}, "cue": [][2]int{runes(cue)}, "content": [][2]int{runes("that the harbour was closed")}}}})
			b.Write(line)
			b.WriteByte('\n')
		}
	}
	return b.String()
}

func TestStatements(t *testing.T) {
	lex, err := lexicon.Load()
	if err != nil {
		t.Fatal(err)
	}
	pipe, err := pipeline.English()
	if err != nil {
		t.Fatal(err)
	}
	read := func(a *tocsin.Article) *parse.Doc { return pipe.Parse(a.Text) }
	learn := func(corpus string) ([]byte, error) {
		return Statements([]Source{{Name: "harbour", Licence: "CC0-1.0", Data: strings.NewReader(corpus)}}, read, lex, StatementOptions{Epochs: 30, Seed: 1, Models: map[string]string{"syntax": "s"}})
	}
	b, err := learn(harbourStatements())
	if err != nil {
		t.Fatal(err)
	}
	if again, _ := learn(harbourStatements()); !bytes.Equal(b, again) {
		t.Error("two trainings on the same data differ")
	}
	f, err := model.Open(b)
	if err != nil {
		t.Fatal(err)
	}
	if h := f.Header; h.Task != "statements" || len(h.Data) != 1 || h.Data[0].Licence != "CC0-1.0" || h.Settings["syntax"] != "s" {
		t.Errorf("header %+v", h)
	}
	m, err := attribute.Open(f)
	if err != nil {
		t.Fatal(err)
	}
	text := "The baker murmured that the bridge was gone. The baker carried the bread."
	found := attribute.Find(pipe.Parse(text), &actor.Cast{}, lex, &tocsin.Article{Text: text}, m)
	if len(found) != 1 || found[0].Cue[0].Of(text) != "murmured" || found[0].Source[0].Of(text) != "The baker" || found[0].Content[0].Of(text) != "that the bridge was gone" {
		t.Errorf("what was learned isn't known: %+v", found)
	}
	for _, corpus := range []string{"", `{"text": "Rain fell.", "attributions": []}` + "\n" + `{"text": "It is dry.", "attributions": []}`} {
		if _, err := learn(corpus); !errors.Is(err, tocsin.ErrInvalid) {
			t.Errorf("no attribution in %q: error %v, want ErrInvalid", corpus, err)
		}
	}
}

func TestReadStatementTexts(t *testing.T) {
	texts, err := ReadStatementTexts(strings.NewReader(`{"id": "a", "text": "“Né,” said Zoë.", "attributions": [{"source": [[11, 14]], "cue": [[6, 10]], "content": [[0, 5]]}],` +
		` "alt": {"b": [{"source": [], "cue": [[6, 10]], "content": [[0, 5]]}]}, "discard": [[14, 15]]}` + "\n\n"))
	if err != nil {
		t.Fatal(err)
	}
	text := texts[0].Article.Text
	if g := texts[0].Gold; len(g) != 2 || g[0][0].Source[0].Of(text) != "Zoë" || g[0][0].Content[0].Of(text) != "“Né,”" || len(g[1][0].Source) != 0 || texts[0].Discard[0].Of(text) != "." {
		t.Errorf("%+v", texts)
	}
	for _, c := range []struct{ name, line string }{
		{"no JSON", "said she"},
		{"span outside", `{"text": "No.", "attributions": [{"cue": [[0, 9]]}]}`},
		{"span upside down", `{"text": "No.", "attributions": [{"content": [[2, 1]]}]}`},
		{"three numbers", `{"text": "No.", "discard": [[0, 1, 2]]}`},
	} {
		_, err := ReadStatementTexts(strings.NewReader(`{"text": "Yes."}` + "\n" + c.line + "\n"))
		if !errors.Is(err, tocsin.ErrInvalid) || !strings.Contains(err.Error(), "line 2") {
			t.Errorf("%s: error %v, want ErrInvalid that names line 2", c.name, err)
		}
	}
}

func FuzzReadStatementTexts(f *testing.F) {
	f.Add([]byte(harbourStatements()))
	f.Add([]byte(`{"text": "é", "attributions": [{"cue": [[0, 1]]}], "alt": {"x": null}}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		texts, err := ReadStatementTexts(bytes.NewReader(b))
		if err != nil {
			return
		}
		for _, x := range texts {
			for _, version := range x.Gold {
				for _, g := range version {
					for _, s := range append(append(g.Source, g.Cue...), g.Content...) {
						if err := s.Validate(x.Article.Text); err != nil {
							t.Fatal(err)
						}
					}
				}
			}
		}
	})
}
