package pipeline

import (
	"slices"
	"testing"

	"github.com/tocsin-desk/tocsin/parse"
)

// What the caller says is one thing stays together: every stretch of words of a sentence can be made one subtree, and
// the other sentences keep their trees.
func TestWhole(t *testing.T) {
	p := english(t)
	const text = "The harbour police and the coast guard of Varnia left. “We will not leave the bridge” was painted on a wall by the river."
	before := p.Parse(text)
	for first := range before.Sents[1].End {
		for end := first + 2; end <= min(first+6, before.Sents[1].End); end++ {
			d := p.Parse(text)
			s := d.Sents[d.Tokens[first].Sent]
			again := p.Whole(d, []parse.Range{{First: first, End: end}})
			if end > s.End {
				if again != 0 {
					t.Fatalf("a range over the end of a sentence was taken")
				}
				continue
			}
			if !oneSubtree(d, parse.Range{First: first, End: end}) {
				t.Errorf("%q is not one subtree", d.Span(parse.Range{First: first, End: end}).Of(text))
			}
			other := d.Sents[1-d.Tokens[first].Sent]
			if !slices.EqualFunc(d.Tokens[other.First:other.End], before.Tokens[other.First:other.End], func(a, b parse.Token) bool { return a == b }) {
				t.Errorf("another sentence changed")
			}
		}
	}
}

// A doc whose trees come from elsewhere gets vectors, and keeps its trees.
func TestVectors(t *testing.T) {
	p := english(t)
	d := p.Parse(harbour)
	want := slices.Clone(d.Vectors)
	for i := range d.Tokens {
		d.Tokens[i].UPOS, d.Tokens[i].Head = parse.X, parse.NoHead
	}
	d.Vectors = nil
	p.Vectors(d)
	if !slices.Equal(d.Vectors, want) || d.Dim == 0 {
		t.Error("other vectors than those of a parse")
	}
	if d.Tokens[0].UPOS != parse.X {
		t.Error("the given tags are gone")
	}
}
