package cluster

import (
	"bytes"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/tocsin-desk/tocsin/parse/model"
	"github.com/tocsin-desk/tocsin/parse/word"
)

// corpus is text in which names, verbs and goods each stand in one place of the sentence.
func corpus() *Corpus {
	names, verbs, goods := strings.Fields("orla ash venn brook"), strings.Fields("sold bought carried lost"), strings.Fields("nets boats crabs ropes")
	rng := rand.New(rand.NewPCG(1, 1))
	c := &Corpus{}
	for range 400 {
		for _, list := range [][]string{names, verbs, goods} {
			c.Add(word.Of(list[rng.IntN(len(list))]).Norm)
		}
		c.Add(word.Of(".").Norm)
		c.End()
	}
	return c
}

func trained(t *testing.T) (Clusters, []byte) {
	t.Helper()
	sections, err := Train(corpus(), Settings{Words: 100, Rarest: 2, Rounds: 8})
	if err != nil {
		t.Fatal(err)
	}
	b, err := model.Encode(model.Header{}, sections)
	if err != nil {
		t.Fatal(err)
	}
	f, err := model.Open(b)
	if err != nil {
		t.Fatal(err)
	}
	c, err := Open(f)
	if err != nil {
		t.Fatal(err)
	}
	return c, b
}

// With 512 clusters for 13 words each keeps its own; joining three by force is what the exchange is for.
func TestExchangeJoinsWordsOfOneCompany(t *testing.T) {
	c := corpus()
	renumber, norms := c.vocabulary(100, 2)
	class := newExchange(countBigrams(c.text, renumber, len(norms)), 5).run(10, func(string, ...any) {})
	of := func(form string) int32 {
		for w, n := range norms {
			if n == word.Of(form).Norm {
				return class[w]
			}
		}
		t.Fatalf("%s has no cluster", form)
		return 0
	}
	for _, group := range []string{"orla ash venn brook", "sold bought carried lost", "nets boats crabs ropes"} {
		words := strings.Fields(group)
		for _, w := range words[1:] {
			if of(w) != of(words[0]) {
				t.Errorf("%s is in cluster %d, %s in %d", words[0], of(words[0]), w, of(w))
			}
		}
	}
	if of("orla") == of("sold") || of("sold") == of("nets") || of("nets") == of(".") {
		t.Error("words of different company share a cluster")
	}
}

func TestSameTextSameBytes(t *testing.T) {
	_, a := trained(t)
	_, b := trained(t)
	if !bytes.Equal(a, b) {
		t.Error("two trainings differ")
	}
}

func TestMark(t *testing.T) {
	c, _ := trained(t)
	if w := c.Word("Boats"); w.Cluster == 0 || w.Coarse == 0 {
		t.Errorf("clusters of a known word: %d, %d", w.Cluster, w.Coarse)
	}
	if w := c.Word("submarine"); w.Cluster != 0 || w.Coarse != 0 {
		t.Errorf("clusters of an unknown word: %d, %d", w.Cluster, w.Coarse)
	}
	if w := (Clusters{}).Word("Boats"); w.Cluster != 0 || w.Norm != word.Of("Boats").Norm {
		t.Error("the zero Clusters knows a word")
	}
}
