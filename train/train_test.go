package train

import (
	"bytes"
	"errors"
	"os"
	"strings"
	"testing"

	score "github.com/tocsin-desk/tocsin/eval/parse"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/parse/conllu"
	"github.com/tocsin-desk/tocsin/parse/model"
	"github.com/tocsin-desk/tocsin/parse/pipeline"
)

func source(t *testing.T, name string) Source {
	t.Helper()
	b, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return Source{Name: name, Licence: "Apache-2.0", Data: bytes.NewReader(b)}
}

// coast trains on the treebank of testdata, which also is its development set.
func coast(t *testing.T) []byte {
	t.Helper()
	b, err := Syntax([]Source{source(t, "coast.conllu")}, Options{
		Language: "en", Seed: 1, Epochs: 30, Raw: []Source{source(t, "harbours.txt")}, Dev: []Source{source(t, "coast.conllu")},
	})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestSameTrainingSameBytes(t *testing.T) {
	if !bytes.Equal(coast(t), coast(t)) {
		t.Error("two trainings on the same data differ")
	}
}

// A model must know by heart what it has just learned.
func TestLearnsItsTreebank(t *testing.T) {
	f, err := model.Open(coast(t))
	if err != nil {
		t.Fatal(err)
	}
	p, err := pipeline.New(f)
	if err != nil {
		t.Fatal(err)
	}
	gold, err := conllu.All(source(t, "coast.conllu").Data)
	if err != nil {
		t.Fatal(err)
	}
	s, err := score.Compare(gold, conllu.FromDoc(p.Parse(conllu.Text(gold))))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name       string
		got, floor float64
	}{
		{"Tokens", s.Tokens.F1(), 99}, {"Sentences", s.Sentences.F1(), 95}, {"UPOS", s.UPOS.F1(), 98}, {"UFeats", s.UFeats.F1(), 94},
		{"Lemmas", s.Lemmas.F1(), 98}, {"UAS", s.UAS.F1(), 93}, {"LAS", s.LAS.F1(), 92},
	} {
		t.Logf("%s %.2f", c.name, c.got)
		if c.got < c.floor {
			t.Errorf("%s %.2f, must reach %.2f", c.name, c.got, c.floor)
		}
	}
}

func TestHeaderSaysWhatWasDone(t *testing.T) {
	f, err := model.Open(coast(t))
	if err != nil {
		t.Fatal(err)
	}
	h := f.Header
	if h.Task != "syntax" || h.Seed != 1 || !strings.HasPrefix(h.Settings["learning"], "30 epochs") {
		t.Errorf("task %q, seed %d, settings %v", h.Task, h.Seed, h.Settings)
	}
	if len(h.Data) != 2 || h.Data[0].Name != "coast.conllu" || len(h.Data[0].SHA256) != 64 || h.Data[0].Words == 0 || h.Data[1].Words == 0 {
		t.Errorf("data %+v", h.Data)
	}
	if len(h.Dev) == 0 || h.Dev[0].Metric != "UPOS" || h.Dev[0].Value < 90 {
		t.Errorf("dev scores %v", h.Dev)
	}
}

func TestGenres(t *testing.T) {
	const word = "1\tFog\tfog\tNOUN\tNN\t_\t0\troot\t_\t_\n\n"
	bank := "# newdoc id = GUM_news_fog\n" + word + "# newdoc id = GUM_letter_fog\n" + word + word + "# newdoc id = weblog-fog\n" + word
	for _, c := range []struct {
		genres []string
		words  int
	}{{nil, 4}, {[]string{"news"}, 2}, {[]string{"news", "letter"}, 4}, {[]string{"court"}, 1}} {
		_, set, err := Source{Name: "fog", Data: strings.NewReader(bank)}.trees(c.genres)
		if err != nil || set.Words != c.words {
			t.Errorf("%v: %d words, %v; want %d", c.genres, set.Words, err, c.words)
		}
	}
}

func TestRejects(t *testing.T) {
	for name, banks := range map[string][]Source{
		"none": nil, "empty": {{Name: "empty", Data: strings.NewReader("")}}, "broken": {{Name: "broken", Data: strings.NewReader("x\n")}},
	} {
		if _, err := Syntax(banks, Options{}); !errors.Is(err, tocsin.ErrInvalid) {
			t.Errorf("%s: error %v, want ErrInvalid", name, err)
		}
	}
}
