package attribute

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/coder/actor"
	"github.com/tocsin-desk/tocsin/parse"
	"github.com/tocsin-desk/tocsin/parse/coref"
	"github.com/tocsin-desk/tocsin/parse/entity"
	"github.com/tocsin-desk/tocsin/parse/pipeline"
)

// reading parses a text as the program does, so far as speakers need it.
func reading(t *testing.T) func(text string) (*parse.Doc, *actor.Cast) {
	t.Helper()
	lex := lexiconSet(t)
	pipe, err := pipeline.English()
	if err != nil {
		t.Fatal(err)
	}
	names, err := entity.English()
	if err != nil {
		t.Fatal(err)
	}
	chains, err := coref.English()
	if err != nil {
		t.Fatal(err)
	}
	return func(text string) (*parse.Doc, *actor.Cast) {
		d := pipe.Parse(text)
		d.Names = names.Names(d, lex)
		d.Roles = entity.Roles(d, lex)
		chains.Resolve(d, lex)
		return d, actor.Resolve(d, lex, &tocsin.Article{Text: text})
	}
}

// TestSpeakers: who speaks, through whom, for the constructions that carry words. The last hop is the speaker as resolved; "?" where he is
// left open.
func TestSpeakers(t *testing.T) {
	lex := lexiconSet(t)
	m, err := English()
	if err != nil {
		t.Fatal(err)
	}
	parsed := reading(t)
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"apposition", "The harbour's chief, Mira Holt, said the port was shut. She promised to open it.", []string{"Mira Holt", "Mira Holt"}},
		{"whose name comes later", "A fisherman told the radio that the boat had sunk. The fisherman, Jorn Adair, said he swam ashore.", []string{"Jorn Adair", "Jorn Adair"}},
		{"its spokesman", "Belland's army closed the road. Its spokesman said the bridge was mined.", []string{"Belland's army's spokesman"}},
		{"relative clause", "Mira Holt, who runs the port, said the dock was full.", []string{"Mira Holt"}},
		{"surname", "Mira Holt opened the dock. Holt said it was late.", []string{"Mira Holt"}},
		{"not whom he speaks of", "Mira Holt met the crew. The dock was full, she said.", []string{"Mira Holt"}},
		{"one of two", "Minister Mira Holt and Minister Petra Lund met. One of the ministers said the map was old.", []string{"?"}},
		{"quoted as saying", "Reuters quoted Mira Holt as saying that the dock was full.", []string{"Reuters > Mira Holt"}},
		{"citing", "The harbour is shut, Reuters reported, citing a guard.", []string{"Reuters > guard"}},
		{"who asks says nothing", "QUESTION (Coast Radio): The council says that the dock is full. Is it?\nMIRA HOLT: I know nothing of it. The dock is open.", []string{"The council", "MIRA HOLT"}},
		{"citing nobody", "Citing safety concerns, the Harbour Foundation said that the old dock would be closed.", []string{"Harbour Foundation", "Harbour Foundation"}}, // of the concerns, and of the closure
		{"told", "Mira Holt told Reuters that the dock was full.", []string{"Reuters > Mira Holt"}},
		{"carried on", "Mira Holt told Reuters that the dock was full. She said it would be emptied.", []string{"Reuters > Mira Holt", "(Reuters) > Mira Holt"}},
		{"interviewed by", "A guard interviewed by Reuters said the dock was full.", []string{"Reuters > guard"}},
		{"told us", "Mira Holt told us that the dock was full.", []string{"Coast Mail > Mira Holt"}},
		{"a second act", "Mira Holt said the gates were shut and asked the council to wait.", []string{"Mira Holt", "Mira Holt"}},
		{"a second statement behind a colon", "The harbour board rejected that: the range, it said, was wrong.", []string{"harbour board", "harbour board"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, cast := parsed(c.text)
			var got []string
			for _, s := range Find(d, cast, lex, &tocsin.Article{Text: c.text, Outlet: "Coast Mail"}, m) {
				if s.Parent != "" {
					continue
				}
				var hops []string
				for _, h := range s.Chain[1 : len(s.Chain)-1] {
					by := nameOr(cast, h.By)
					if h.Inherited {
						by = "(" + by + ")"
					}
					hops = append(hops, by)
				}
				speaker := "?"
				if s.Speaker != nil {
					speaker = nameOf(cast, *s.Speaker)
					if s.SpeakerSure <= 0 || s.SpeakerSure > 1 {
						t.Errorf("speaker %s is sure by %g", speaker, s.SpeakerSure)
					}
				}
				got = append(got, strings.Join(append(hops, speaker), " > "))
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func nameOr(cast *actor.Cast, by string) string {
	if n := nameOf(cast, tocsin.EntityID(by)); n != "" {
		return n
	}
	return by
}

func TestTurns(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string // labels
	}{
		{"briefing", "MS. ORLU: Good morning.\nQUESTION: Is it true?\nMS. ORLU: It isn't.", []string{"MS. ORLU", "QUESTION", "MS. ORLU"}},
		{"interview", "Coast Mail: Who paid?\nHolt: We did.\nCoast Mail: And now?\nHolt: Nobody.", []string{"Coast Mail", "Holt", "Coast Mail", "Holt"}},
		{"two datelines", "VARNA: The port is shut.\nKESTEN: The road is open.", nil},
		{"a list", "Monday: closed.\nTuesday: open.\nFriday: closed.", nil},
		{"small letters", "he said: no.\nshe said: yes.\nhe said: no.", nil},
		{"nothing behind", "A:\nB:\nA:", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, x := range turns(c.text) {
				if err := x.words.Validate(c.text); err != nil {
					t.Error(err)
				}
				got = append(got, x.label.Of(c.text))
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestReadKinds: the embedded table is whole, and a broken one names its line.
func TestReadKinds(t *testing.T) {
	k, err := ReadKinds("kinds.tsv", kindTable)
	if err != nil {
		t.Fatal(err)
	}
	if got := k.Best([]string{"bias", "rule=denial", "rule=denial by class", "class=deny", "cue=deny"}); got != tocsin.Denial {
		t.Errorf("what is denied in so many words is %s", got)
	}
	head := "feature\tclaim\tdenial\twarning\tcommitment\tdemand\tappeal\taccusation\tassessment\tposition\n"
	if _, err := ReadKinds("x.tsv", []byte(head+"bias\t1\t2\t3\t4\t5\t6\t7\t8\tmany\n")); err == nil || !strings.Contains(err.Error(), "x.tsv:2") {
		t.Errorf("a weight that is no number: %v", err)
	}
	if _, err := ReadKinds("x.tsv", []byte("feature\tclaim\nbias\t1\n")); err == nil {
		t.Error("a table without a column for each kind is taken")
	}
}
