package feats

import (
	"slices"
	"testing"

	"github.com/tocsin-desk/tocsin/parse"
	"github.com/tocsin-desk/tocsin/parse/model"
	"github.com/tocsin-desk/tocsin/parse/tag"
	"github.com/tocsin-desk/tocsin/parse/word"
)

// The tags of the fixture, by number.
const (
	noun = iota
	participle
	auxiliary
)

// example makes a sentence of an auxiliary, a participle and a noun: "was broken", "has broken".
func example(aux string, rel parse.Rel, voice string) Example {
	return Example{
		Sentence: Sentence{
			Words: []word.Word{word.Of("net"), word.Of(aux), word.Of("broken")}, Tags: []uint8{noun, auxiliary, participle},
			Heads: []int{2, 2, parse.NoHead}, Rels: []parse.Rel{"nsubj", rel, "root"},
		},
		Gold: []string{"Number=Sing", "", "VerbForm=Part" + voice},
	}
}

func trained(t *testing.T, sents []Example) *Model {
	t.Helper()
	names, sections, err := Train(sents, 3, Settings{Epochs: 5, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	h := model.Header{Tags: map[string][]string{FeatSet: names, tag.TagSet: {"NOUN|NN", "VERB|VBN", "AUX|VBZ"}}}
	b, err := model.Encode(h, sections)
	if err != nil {
		t.Fatal(err)
	}
	f, err := model.Open(b)
	if err != nil {
		t.Fatal(err)
	}
	m, err := Open(f)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// "was broken" and "has broken" differ in voice by their auxiliary alone; a noun is certain by its tag.
func TestFeats(t *testing.T) {
	passive, active := example("was", "aux:pass", "|Voice=Pass"), example("has", "aux", "")
	m := trained(t, slices.Concat(slices.Repeat([]Example{passive}, 10), slices.Repeat([]Example{active}, 10)))
	var scratch Scratch
	for _, e := range []Example{passive, active} {
		for i, want := range e.Gold {
			if got := m.Feats(&e.Sentence, i, &scratch); got != want {
				t.Errorf("word %d after %s: %q, want %q", i, e.Rels[1], got, want)
			}
		}
	}
	if _, ok := m.certain(&passive.Sentence, 0); !ok {
		t.Error("a noun that was always singular isn't certain")
	}
	if _, ok := m.certain(&passive.Sentence, 2); ok {
		t.Error("a participle of either voice is certain")
	}
}

func TestRareStringsAreLeftOut(t *testing.T) {
	var sents []Example
	for i := range 300 {
		e := example("was", "aux", "")
		e.Gold[2] = "Rare=" + string(rune('a'+i%26)) + string(rune('a'+i/26))
		sents = append(sents, e)
	}
	if names := frequent(sents); len(names) != 256 || names[0] != "" && names[0] != "Number=Sing" {
		t.Errorf("%d strings, first %q", len(names), names[0])
	}
}
