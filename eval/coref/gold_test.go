package coref

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/parse"
	"github.com/tocsin-desk/tocsin/parse/conllu"
)

const besh = `# newdoc id = GUM_news_besh
1	The	the	DET	DT	_	3	det	_	Entity=(1-person-new-nnnnn-cf1-3-coref
2	harbour	harbour	NOUN	NN	_	3	compound	_	Entity=(2-place-new-nnnnn-cf2-1-sgl)
3	guard	guard	NOUN	NN	_	4	nsubj	_	Entity=1)
4	sold	sell	VERB	VBD	_	0	root	_	_
5	his	his	PRON	PRP$	_	6	nmod:poss	_	Entity=(3-object-new-nnnnn-cf3-2-sgl(1-person-giv:act-nnnnn-cf1-1-ana)
6	boat	boat	NOUN	NN	_	4	obj	_	Entity=3)|SpaceAfter=No
7	.	.	PUNCT	.	_	4	punct	_	_

`

func gold(t *testing.T) *Gold {
	t.Helper()
	sents, err := conllu.All(strings.NewReader(besh))
	if err != nil {
		t.Fatal(err)
	}
	docs, err := Read(sents)
	if err != nil || len(docs) != 1 {
		t.Fatal(len(docs), err)
	}
	return docs[0]
}

func TestRead(t *testing.T) {
	g := gold(t)
	want := []Chain{
		{"person", []Mention{{parse.Range{First: 0, End: 3}, []int{2}}, {parse.Range{First: 4, End: 5}, []int{4}}}},
		{"place", []Mention{{parse.Range{First: 1, End: 2}, []int{1}}}},
		{"object", []Mention{{parse.Range{First: 4, End: 6}, []int{5}}}},
	}
	if d := cmp.Diff(want, g.Chains); d != "" || g.ID != "GUM_news_besh" {
		t.Error(g.ID, d)
	}
}

// "harbour guard" without its article holds the head and lies within the mention; "guard sold" doesn't.
func TestMatch(t *testing.T) {
	g := gold(t)
	for _, c := range []struct {
		first          string
		partial, exact int // how many mentions of the key are matched
	}{{"The harbour guard", 2, 2}, {"harbour guard", 2, 1}, {"The harbour", 1, 1}, {"guard sold", 1, 1}, {"uard", 2, 1}} {
		start := strings.Index(g.Doc.Text, c.first)
		his := strings.Index(g.Doc.Text, "his")
		s := g.System([][]tocsin.Span{{{Start: start, End: start + len(c.first)}, {Start: his, End: his + 3}}})
		for partial, want := range map[bool]int{true: c.partial, false: c.exact} {
			k, r := Match(g.Chains, s, partial)
			if len(k) != 1 || len(r) != 1 {
				t.Fatalf("%s: %d chains and %d, want one and one: single mentions don't count", c.first, len(k), len(r))
			}
			got := 0
			for _, x := range r[0] {
				if x == k[0][0] || x == k[0][1] {
					got++
				}
			}
			if got != want {
				t.Errorf("%q, partial %v: %d mentions match, want %d", c.first, partial, got, want)
			}
		}
	}
}
