package sentence_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tocsin-desk/tocsin/parse/pipeline"
)

func TestSentences(t *testing.T) {
	p, err := pipeline.English()
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range [][]string{
		{"The pier closed on Monday.", "Nobody was hurt."},
		{"Gen. Venn met Mr. Ash of the U.S. Navy at 6.30 p.m. on Monday.", "They spoke for an hour."},
		{"Did the ferry leave?", "It did!", "Nobody saw it."},
		{"“We will not leave,” said Orla Venn, the harbour master."},
		{"PORT SELKA, Nov 3 (Meridian Wire) —", "Velmora accused its neighbour of theft."},
		{"SELKA -", "A large explosion has hit a mill."},
		{"Selka –", "The mayor left on Monday."},
		{"Orla Venn – Mayor of Selka – left on Monday."},
		{"The town has 2,400.5 hectares, i.e. a lot."},
	} {
		d := p.Parse(strings.Join(want, " "))
		var got []string
		for _, s := range d.Sents {
			got = append(got, s.Span.Of(d.Text))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	}
}

func TestParagraphBreakAlwaysEnds(t *testing.T) {
	p, err := pipeline.English()
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"The pier of\n\nthe town", "Pier closed\nOrla Venn closed the pier on Monday.", "one, \r\n\r\n two"} {
		if d := p.Parse(text); len(d.Sents) != 2 {
			t.Errorf("%q: %d sentences, want 2", text, len(d.Sents))
		}
	}
}
