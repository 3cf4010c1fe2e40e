package train

import (
	"strings"
	"testing"

	"github.com/tocsin-desk/tocsin"
)

func TestReadKindLines(t *testing.T) {
	got, err := ReadKindLines("lines.tsv", []byte("kind\ttext\ndenial|claim\tÜber the ford, he said: [it was not so].\n"))
	if err != nil {
		t.Fatal(err)
	}
	m := got[0].Gold.Statements[0]
	text, err := got[0].Gold.In(got[0].Article.Text)
	if err != nil {
		t.Fatal(err)
	}
	if m.Kind != tocsin.Denial || len(m.KindAlso) != 1 || text.Statements[0].Content[0].Of(got[0].Article.Text) != "it was not so" {
		t.Errorf("%+v", m)
	}
	for name, table := range map[string]string{
		"no brackets":  "kind\ttext\nclaim\tHe said no.\n",
		"no such kind": "kind\ttext\nrumour\tHe said [no].\n",
	} {
		if _, err := ReadKindLines("lines.tsv", []byte(table)); err == nil || !strings.Contains(err.Error(), "lines.tsv:2") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestReadKindTexts(t *testing.T) {
	texts := `{"id":"a","part":"dev","text":"He left."}` + "\n" + `{"id":"b","part":"test","text":"She left."}` + "\n"
	gold := `{"id":"a","statements":[],"disputes":[],"near":[],"same":[]}` + "\n" + `{"id":"b","statements":[],"disputes":[],"near":[],"same":[]}` + "\n"
	got, err := ReadKindTexts(strings.NewReader(texts), strings.NewReader(gold), "dev")
	if err != nil || len(got) != 1 || got[0].Article.ID != "a" {
		t.Errorf("%+v, %v", got, err)
	}
	if _, err := ReadKindTexts(strings.NewReader("{"), strings.NewReader(gold), "dev"); err == nil || !strings.Contains(err.Error(), "line 1") {
		t.Error(err)
	}
}
