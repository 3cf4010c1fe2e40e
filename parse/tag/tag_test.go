package tag

import (
	"slices"
	"testing"

	"github.com/tocsin-desk/tocsin/parse"
	"github.com/tocsin-desk/tocsin/parse/cluster"
	"github.com/tocsin-desk/tocsin/parse/model"
	"github.com/tocsin-desk/tocsin/parse/word"
)

// fixture is two sentences with gold tags.
func fixture() []*parse.Doc {
	d := &parse.Doc{}
	for _, s := range [][][2]string{
		{{"Guards", "NOUN|NNS"}, {"close", "VERB|VBP"}, {"the", "DET|DT"}, {"gate", "NOUN|NN"}, {".", "PUNCT|."}},
		{{"The", "DET|DT"}, {"guards", "NOUN|NNS"}, {"stay", "VERB|VBP"}, {"close", "ADV|RB"}, {".", "PUNCT|."}},
	} {
		first := len(d.Tokens)
		for _, w := range s {
			g := ParseTag(w[1])
			d.Tokens = append(d.Tokens, parse.Token{Form: w[0], UPOS: g.UPOS, XPOS: g.XPOS})
		}
		d.Sents = append(d.Sents, parse.Sentence{First: first, End: len(d.Tokens)})
	}
	return []*parse.Doc{d}
}

func opened(t *testing.T, tags []Tag, sections []model.Section) (*Tagger, error) {
	t.Helper()
	var names []string
	for _, g := range tags {
		names = append(names, g.String())
	}
	b, err := model.Encode(model.Header{Tags: map[string][]string{TagSet: names}}, sections)
	if err != nil {
		t.Fatal(err)
	}
	f, err := model.Open(b)
	if err != nil {
		t.Fatal(err)
	}
	return Open(f)
}

func TestLearnsByContext(t *testing.T) {
	docs := fixture()
	tags, err := Collect(docs)
	if err != nil {
		t.Fatal(err)
	}
	if len(tags) != 6 || tags[0].String() != "ADV|RB" {
		t.Errorf("tags %v", tags)
	}
	sents := Sentences(docs, tags, cluster.Clusters{})
	for _, o := range []Settings{{Epochs: 8, Seed: 1}, {Epochs: 8, Seed: 1, Select: 4, Keep: 700}} {
		sections, err := Train(sents, tags, o)
		if err != nil {
			t.Fatal(err)
		}
		tagger, err := opened(t, tags, sections)
		if err != nil {
			t.Fatal(err)
		}
		var scratch Scratch
		for _, s := range sents {
			if got := tagger.Tag(s.Words, &scratch, nil); !slices.Equal(got, s.Gold) {
				t.Errorf("%+v: tags %v, want %v", o, got, s.Gold)
			}
		}
	}
}

// "the" was always a determiner: it isn't scored at all.
func TestSureWords(t *testing.T) {
	the := word.Of("the")
	s := Sentence{Words: slices.Repeat([]word.Word{the}, 30), Gold: slices.Repeat([]uint8{3}, 30)}
	rare := Sentence{Words: slices.Repeat([]word.Word{word.Of("net")}, 5), Gold: slices.Repeat([]uint8{1}, 5)}
	mixed := Sentence{Words: slices.Repeat([]word.Word{word.Of("close")}, 30), Gold: append(slices.Repeat([]uint8{1}, 29), 2)}
	sure := sureWords([]Sentence{s, rare, mixed})
	if got, ok := sure[the.Form]; !ok || got != 3 || len(sure) != 1 {
		t.Errorf("sure words %v", sure)
	}
}

func TestOpenRejectsOtherTags(t *testing.T) {
	docs := fixture()
	tags, err := Collect(docs)
	if err != nil {
		t.Fatal(err)
	}
	sections, err := Train(Sentences(docs, tags, cluster.Clusters{}), tags, Settings{Epochs: 1})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := opened(t, tags[1:], sections); err == nil {
		t.Error("a model of six tags opens with five")
	}
}
