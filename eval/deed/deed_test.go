package deed

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tocsin-desk/tocsin"
	score "github.com/tocsin-desk/tocsin/eval/parse"
)

// event is written "TYPE realis start-end A,B > C,D"; "A = B" is reciprocal.
func event(t *testing.T, s string) Event {
	t.Helper()
	var typ, realis, at string
	if _, err := fmt.Sscan(s, &typ, &realis, &at); err != nil {
		t.Fatal(err)
	}
	e := Event{Type: tocsin.PLOVER(typ), Realis: tocsin.Realis(realis)}
	if _, err := fmt.Sscanf(at, "%d-%d", &e.Trigger.Start, &e.Trigger.End); err != nil {
		t.Fatal(err)
	}
	side := func(s string) []Party {
		var out []Party
		for _, c := range strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ' ' }) {
			out = append(out, Party{Code: tocsin.ActorCode(c)})
		}
		return out
	}
	_, who, _ := strings.Cut(s, at)
	if a, b, ok := strings.Cut(who, "="); ok {
		e.Actors, e.Reciprocal = append(side(a), side(b)...), true
		return e
	}
	a, b, _ := strings.Cut(who, ">")
	e.Actors, e.Recipients = side(a), side(b)
	return e
}

func events(t *testing.T, in ...string) []Event {
	t.Helper()
	var out []Event
	for _, s := range in {
		out = append(out, event(t, s))
	}
	return out
}

func TestDyads(t *testing.T) {
	for _, c := range []struct {
		event string
		want  []Dyad
	}{
		{"ACCUSE asserted 0-1 KAZGOV,KGZ > AFG", []Dyad{{"KAZ", "AFG", "ACCUSE"}, {"KGZ", "AFG", "ACCUSE"}}},
		{"CONSULT asserted 0-1 RUSGOV = CHN", []Dyad{{"CHN", "RUS", "CONSULT"}, {"RUS", "CHN", "CONSULT"}}},
		{"ASSAULT asserted 0-1 INDREL = INDREL", []Dyad{{"IND", "IND", "ASSAULT"}}},
		{"ASSAULT asserted 0-1 UNK > BDICVL", []Dyad{{"", "BDI", "ASSAULT"}}},
		{"ASSAULT asserted 0-1 UAF > BDICVL", []Dyad{{"", "BDI", "ASSAULT"}}},
		{"ASSAULT asserted 0-1 SOMUAF > COP", []Dyad{{"SOM", "COP", "ASSAULT"}}},
		{"PROTEST asserted 0-1 MLICVL >", []Dyad{{"MLI", "", "PROTEST"}}},
	} {
		e := event(t, c.event)
		if diff := cmp.Diff(c.want, e.Dyads(state)); diff != "" {
			t.Errorf("%s: %s", c.event, diff)
		}
	}
}

// Counted by hand. Text 1: of the gold's two dyads one is found, with another role (AFGREB for AFGGOV), and one is raised that isn't there;
// the pair UZB-AFG and the type ACCUSE are lost on the one side, KGZ-AFG and REJECT are too many on the other. What is negated on both sides
// counts for realis alone. Text 2 is without an event and one is raised; text 3 is without one and none is.
func TestScore(t *testing.T) {
	var s Score
	gold := &Text{ID: "1", Events: events(t, "CONSULT asserted 0-3 RUSGOV > AFGGOV", "ACCUSE asserted 5-9 UZB > AFGGOV", "ASSAULT negated 12-15 TJK > AFG")}
	found := events(t, "CONSULT future 0-3 RUSGOV > AFGREB", "REJECT asserted 5-9 KGZ > AFG", "ASSAULT negated 12-15 TJK > AFG")
	s.Add(gold, found)
	s.Add(&Text{ID: "2", Events: events(t, "REQUEST hypothetical 0-3 GEO > IGONAT")}, events(t, "AID asserted 0-3 GEO >"))
	s.Add(&Text{ID: "3"}, nil)
	for name, c := range map[string]struct{ got, want score.Figure }{
		"end to end": {s.EndToEnd, score.Figure{Gold: 2, System: 3, Right: 1}},
		"strict":     {s.Strict, score.Figure{Gold: 2, System: 3}},
		"pair":       {s.Pair, score.Figure{Gold: 2, System: 3, Right: 1}},
		"type":       {s.Type, score.Figure{Gold: 2, System: 3, Right: 1}},
	} {
		if c.got != c.want {
			t.Errorf("%s: %+v, want %+v", name, c.got, c.want)
		}
	}
	if want := (Share{1, 2}); s.Realis != want {
		t.Errorf("realis %v, want %v", s.Realis, want)
	}
	if want := (Share{1, 2}); s.FalseAlarm != want {
		t.Errorf("false alarms %v, want %v", s.FalseAlarm, want)
	}
	if len(s.Wrong) != 2 {
		t.Errorf("%d texts to read, want 2: %v", len(s.Wrong), s.Wrong)
	}
}

// Two passes over four deeds: three both have, of which two have the same type; one is the first's alone. The triggers of all three meet. By chance types would agree
// in (2*1 + 1*2)/9 = 4/9 of the cases, so kappa is (2/3 - 4/9)/(1 - 4/9) = .4.
func TestAgreement(t *testing.T) {
	first := &Text{ID: "1", Events: events(t, "ASSAULT asserted 0-4 UNK > BDICVL", "ASSAULT asserted 10-14 RWA > BDI", "COERCE asserted 20-24 BDI > RWA", "AID asserted 30-34 FRA > BDI")}
	second := events(t, "ASSAULT asserted 0-4 UNK > BDI", "COERCE asserted 12-16 RWA > BDI", "COERCE future 20-24 BDI > RWA")
	var a Agreement
	a.Add(first, second)
	if want := (score.Figure{Gold: 4, System: 3, Right: 3}); a.Deeds != want {
		t.Errorf("deeds %+v, want %+v", a.Deeds, want)
	}
	for name, c := range map[string]struct{ got, want Share }{
		"type": {a.TypeOf, Share{2, 3}}, "trigger": {a.TriggerOf, Share{3, 3}}, "realis": {a.RealisOf, Share{2, 3}}, "actors": {a.ActorOf, Share{3, 3}},
		"recipients": {a.RecipientOf, Share{2, 3}}, "mode": {a.ModeOf, Share{2, 2}},
	} {
		if c.got != c.want {
			t.Errorf("%s: %v, want %v", name, c.got, c.want)
		}
	}
	if math.Abs(a.Kappa()-.4) > 1e-9 {
		t.Errorf("kappa %f, want .4", a.Kappa())
	}
	if len(a.Differ) != 4 {
		t.Errorf("%d differences, want 4: %v", len(a.Differ), a.Differ)
	}
}

func TestRead(t *testing.T) {
	const ok = `{"id":"a","events":[{"type":"AID","mode":[],"contexts":[],"realis":"asserted","trigger":[0,3],"actors":[{"span":null,"code":"FRA"}],"recipients":[]}]}`
	got, err := Read(strings.NewReader(ok + "\n" + `{"id":"b","events":[]}` + "\n"))
	if err != nil || len(got) != 2 || got[0].Events[0].Actors[0].Code != "FRA" {
		t.Fatalf("%v, %v", got, err)
	}
	for name, bad := range map[string]string{
		"no JSON":       "{",
		"unknown field": `{"id":"a","words":"x","events":[]}`,
		"id twice":      ok + "\n" + ok,
		"no id":         `{"events":[]}`,
		"type":          strings.Replace(ok, "AID", "FIGHT", 1),
		"realis":        strings.Replace(ok, "asserted", "sure", 1),
		"no actor":      strings.Replace(ok, `{"span":null,"code":"FRA"}`, "", 1),
		"code":          strings.Replace(ok, "FRA", "FRAGO", 1),
		"reciprocal":    strings.Replace(ok, `"recipients":[]`, `"recipients":[],"reciprocal":true`, 1),
	} {
		if _, err := Read(strings.NewReader(bad)); !errors.Is(err, tocsin.ErrInvalid) || !strings.Contains(err.Error(), "line ") {
			t.Errorf("%s: error %v, want ErrInvalid with its line", name, err)
		}
	}
}

func TestIn(t *testing.T) {
	const text = "Goražde fell. It rained."
	sum := sha256.Sum256([]byte(text))
	gold := func(start, end int, window *tocsin.Span) Text {
		return Text{ID: "g", SHA256: hex.EncodeToString(sum[:]), Window: window, Events: []Event{{Trigger: tocsin.Span{Start: start, End: end}}}}
	}
	// The letter ž takes two bytes and is one code point.
	got, err := gold(8, 12, &tocsin.Span{Start: 0, End: 13}).In(text)
	if err != nil || got.Text != "Goražde fell." {
		t.Errorf("text %q, %v", got.Text, err)
	}
	for name, g := range map[string]Text{
		"past the end": gold(8, 99, nil), "empty": gold(8, 8, nil), "outside the window": gold(17, 23, &tocsin.Span{Start: 0, End: 13}), "window": gold(8, 12, &tocsin.Span{Start: 0, End: 99}),
	} {
		if _, err := g.In(text); !errors.Is(err, tocsin.ErrInvalid) {
			t.Errorf("%s: error %v, want ErrInvalid", name, err)
		}
	}
	if _, err := gold(8, 12, nil).In(text + " "); !errors.Is(err, tocsin.ErrInvalid) {
		t.Errorf("another text: error %v, want ErrInvalid", err)
	}
}
