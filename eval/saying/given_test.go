package saying

import (
	"testing"

	"github.com/tocsin-desk/tocsin"
)

// A reading that has one statement of three, with a wrong kind, and one of its speakers.
func reading() *tocsin.Reading {
	return &tocsin.Reading{
		ID:        "t",
		Sentences: []tocsin.Span{{Start: 0, End: 42}, {Start: 43, End: 60}, {Start: 61, End: 129}},
		Entities: []tocsin.Entity{{ID: "e1", Name: "Ostrava", Kind: tocsin.State, Mentions: []tocsin.Mention{{Span: tocsin.Span{Start: 0, End: 7}, Type: tocsin.NameMention}}},
			{ID: "e2", Name: "ford", Mentions: []tocsin.Mention{{Span: tocsin.Span{Start: 37, End: 41}, Type: tocsin.NominalMention}}}},
		Statements: []tocsin.Statement{{ID: "s7", Content: []tocsin.Span{{Start: 23, End: 41}}, Kind: tocsin.Claim, About: []tocsin.EntityID{"e2"}}},
		Links:      []tocsin.Link{{Kind: tocsin.Disputes, From: "s7", To: "s8"}},
	}
}

func TestGiven(t *testing.T) {
	own := reading()
	got := Given(own, text(t, gold))
	if len(got.Statements) != 3 || len(got.Links) != 0 || len(own.Statements) != 1 {
		t.Fatalf("%d statements, %d links; the reading has %d", len(got.Statements), len(got.Links), len(own.Statements))
	}
	for i, want := range []struct {
		id       string
		kind     tocsin.Kind
		speaker  string
		sentence int
	}{{"s1", tocsin.Accusation, "Ostrava", 0}, {"s2", tocsin.Denial, "Ležno", 1}, {"s3", tocsin.Denial, "Jana Kolb", 2}} {
		s := got.Statements[i]
		if s.ID != want.id || s.Kind != want.kind || s.Sentence != want.sentence || got.Entity(*s.Speaker).Name != want.speaker {
			t.Errorf("%+v, want %+v", s, want)
		}
	}
	if *got.Statements[0].Speaker != "e1" || len(got.Statements[0].About) != 1 {
		t.Errorf("what the reading knows is lost: %+v", got.Statements[0])
	}
	var s Scores
	s.Add(text(t, gold), Read(got.CodePoints(words), words))
	if s.Found != (Share{3, 3}) || s.Near.Right != 3 || s.Kinds.Macro(true) != 1 {
		t.Errorf("%+v", s)
	}
}

func TestVerdicts(t *testing.T) {
	want := text(t, gold)
	got := Read(Given(reading(), want).CodePoints(words), words)
	verdict := want.Verdicts(got)
	for _, c := range []struct {
		denial, claim string
		want          Verdict
	}{
		{"s2", "s1", Right},
		{"s1", "s2", Uncounted}, // the other way around
		{"s3", "s1", Wrong},     // a near miss
		{"s3", "s2", Wrong},
		{"s9", "s1", Uncounted}, // not in gold
	} {
		if v := verdict(c.denial, c.claim); v != c.want {
			t.Errorf("%s against %s: %d, want %d", c.denial, c.claim, v, c.want)
		}
	}
}

// A dispute that is right may have the wrong scope.
func TestScope(t *testing.T) {
	for scope, want := range map[string]Share{"full": {1, 1}, "partial": {0, 1}} {
		got := text(t, gold)
		got.Disputes = []Dispute{{Claim: "s1", Denial: "s2", Scope: scope}}
		var s Scores
		s.Add(text(t, gold), got)
		if s.Scope != want || s.Disputes != (Pairs{1, 1, 1}) {
			t.Errorf("%s: %+v %+v", scope, s.Scope, s.Disputes)
		}
	}
}
