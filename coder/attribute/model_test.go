package attribute

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/coder/actor"
	"github.com/tocsin-desk/tocsin/parse/pipeline"
)

// TestModel reads short texts with the embedded models: what rules and model make of them together.
func TestModel(t *testing.T) {
	lex := lexiconSet(t)
	pipe, err := pipeline.English()
	if err != nil {
		t.Fatal(err)
	}
	m, err := English()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"indirect", "The minister said the port would reopen within days and warned that looters would be shot.", []string{
			"S[The minister] C[said] T[the port would reopen within days]",
			"S[The minister] C[warned] T[that looters would be shot]",
		}},
		{"sentence around a tag of place and time", "The convoy was stopped at the border, the news agency said on Friday.", []string{
			"S[the news agency] C[said] T[The convoy was stopped at the border]",
		}},
		{"possessive in single marks", "'The voters' choice must be respected,' the mayor of Varna said. 'Nobody may cancel it.'", []string{
			"S[the mayor of Varna] C[said] T['The voters' choice must be respected,'] T['Nobody may cancel it.']",
		}},
		{"quotation over paragraphs", "“We held the line for nine days,” Colonel Reyl said. “Then the shells ran out.\n“We had no choice but to leave.”", []string{
			"S[Colonel Reyl] C[said] T[“We held the line for nine days,”] T[“Then the shells ran out.] T[“We had no choice but to leave.”]",
		}},
		{"unmatched mark", "“The river is ours, the elder said. He looked away.", []string{
			"S[the elder] C[said] T[“The river is ours]",
		}},
		{"colon", "Harbour master: “No ship will leave tonight.”", []string{"S[Harbour master] C[:] T[“No ship will leave tonight.”]"}},
		{"signature", "“Soldiers came, and no grain.” — Ada Orlu, farmer", []string{
			"S[Ada Orlu, farmer] C[—] T[“Soldiers came, and no grain.”]",
		}},
		{"transcript", "ORLU: We will open the port when the mines are gone. That is a promise.\nREYL: And who pays for it?", []string{
			"S[ORLU] C[:] T[We will open the port when the mines are gone. That is a promise]",
			"S[REYL] C[:] T[who pays for it?]",
		}},
		{"transcript with questions", "QUESTION: Did they pay?\nMS. ORLU: No fine was paid.", []string{
			"S[MS. ORLU] C[:] T[No fine was paid]",
		}},
		{"quoted as saying", "He was quoted as saying that the bridge could not be repaired before spring.", []string{
			"S[He] C[was quoted as saying] T[that the bridge could not be repaired before spring]",
		}},
		{"quoted by somebody", "The governor was quoted by Coast Radio as saying the dam was safe.", []string{
			"S[The governor] C[was quoted] T[the dam was safe]",
		}},
		{"nobody's offer", "Tehran rejected offers of talks.", []string{"S[Tehran] C[rejected] T[offers of talks]"}},
		{"nested", "Qarzan intends to build a second dam, the water minister announced.", []string{
			"S[Qarzan] C[intends] T[to build a second dam] in s2",
			"S[the water minister] C[announced] T[Qarzan intends to build a second dam]",
		}},
		{"nobody speaks", "The ferry left Varna before dawn with forty people on board.", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := pipe.Parse(c.text)
			var got []string
			for _, s := range Find(d, &actor.Cast{}, lex, &tocsin.Article{Text: c.text}, m) {
				line := strings.TrimSpace(spansOf(c.text, &s))
				if s.Parent != "" {
					line += " in " + s.Parent
				}
				got = append(got, line)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestTrace: a decision of the model says what the rules think of it and what it rests on.
func TestTrace(t *testing.T) {
	lex := lexiconSet(t)
	pipe, err := pipeline.English()
	if err != nil {
		t.Fatal(err)
	}
	m, err := English()
	if err != nil {
		t.Fatal(err)
	}
	text := "The minister said that the port would reopen."
	found := Find(pipe.Parse(text), &actor.Cast{}, lex, &tocsin.Article{Text: text}, m)
	if len(found) != 1 {
		t.Fatalf("%d statements", len(found))
	}
	trace := strings.Join(found[0].Trace, "; ")
	for _, want := range []string{"cue say (cues.tsv:", "model: as the rules; it rests on "} {
		if !strings.Contains(trace, want) {
			t.Errorf("no %q in the trace: %s", want, trace)
		}
	}
	d := pipe.Parse(text)
	d.Vectors = nil
	if alone := Find(d, &actor.Cast{}, lex, &tocsin.Article{Text: text}, m); len(alone) != 1 || strings.Contains(strings.Join(alone[0].Trace, "; "), "model") {
		t.Errorf("without vectors the rules work alone: %+v", alone)
	}
}

// FuzzModel reads any text with the embedded models: every span re-slices.
func FuzzModel(f *testing.F) {
	f.Add("“We stay, she said. — Why? — asked the elder. ORLU: Because.\n“Because”, said “he” — Ada")
	f.Add("X was quoted by Y as saying; according to, : — said said said")
	lex := lexiconSet(f)
	pipe, err := pipeline.English()
	if err != nil {
		f.Fatal(err)
	}
	m, err := English()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 3000 {
			return
		}
		text = strings.ToValidUTF8(text, "?")
		for _, s := range Find(pipe.Parse(text), &actor.Cast{}, lex, &tocsin.Article{Text: text}, m) {
			if len(s.Content) == 0 || s.Confidence <= 0 || s.Confidence > 1 {
				t.Fatalf("%q: %+v", text, s)
			}
			for _, list := range [][]tocsin.Span{s.Source, s.Cue, s.Content} {
				for _, x := range list {
					if err := x.Validate(text); err != nil {
						t.Fatal(err)
					}
				}
			}
		}
	})
}
