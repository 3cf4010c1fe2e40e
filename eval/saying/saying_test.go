package saying

import (
	"errors"
	"strings"
	"testing"

	"github.com/tocsin-desk/tocsin"
)

// The carrier's text: two speakers, one of whom denies what the other says, and a reply in quotation marks.
const words = "Ostrava accused Ležno of mining the ford. Ležno denied it. “We laid nothing,” its envoy, Jana Kolb, told Radio Mir."

const gold = `{"id":"t","statements":[` +
	`{"id":"s1","source":[[0,7]],"cue":[[8,15]],"content":[[22,40]],"form":"indirect","kind":"accusation","polarity":"affirmed","speaker":["Ostrava"],"far":false,"chain":[{"by":"Ostrava","span":[0,7]}]},` +
	`{"id":"s2","source":[[42,47]],"cue":[[48,54]],"content":[[55,57]],"form":"indirect","kind":"denial","polarity":"affirmed","speaker":["Ležno"],"far":false,"chain":[{"by":"Ležno","span":[42,47]}]},` +
	`{"id":"s3","source":[[79,99]],"cue":[[101,105]],"content":[[59,78]],"form":"direct","kind":"denial","kind_also":["claim"],"polarity":"negated","speaker":["Jana Kolb"],"far":false,"chain":[{"by":"Radio Mir","span":[106,115]},{"by":"Jana Kolb","span":[79,99]}]}],` +
	`"disputes":[{"claim":"s1","denial":"s2","scope":"full"}],"near":[["s1","s3"]],"same":[]}`

func text(t *testing.T, line string) *Text {
	t.Helper()
	all, err := ReadGold(strings.NewReader(line))
	if err != nil {
		t.Fatal(err)
	}
	out, err := all[0].In(words)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestGoldAgainstItself(t *testing.T) {
	var s Scores
	s.Add(text(t, gold), text(t, gold))
	if s.Found != (Share{3, 3}) || s.Wanted != (Share{3, 3}) || s.Near.Right != 3 || s.Chain != (Share{3, 3}) || s.Deep != (Share{1, 1}) {
		t.Errorf("%+v", s)
	}
	if s.Kinds.Macro(true) != 1 || s.Disputes != (Pairs{1, 1, 1}) || s.Apart != (Share{1, 1}) || len(s.Differ) != 0 {
		t.Errorf("%+v", s)
	}
}

func TestWhatDiffers(t *testing.T) {
	for name, c := range map[string]struct {
		old, new string
		want     func(*Scores) bool
	}{
		"another speaker":      {`"speaker":["Ležno"]`, `"speaker":["Ostrava"]`, func(s *Scores) bool { return s.Near == Speakers{Right: 2, Wrong: 1} }},
		"no speaker":           {`"speaker":["Ležno"]`, `"speaker":[]`, func(s *Scores) bool { return s.Near == Speakers{Right: 2, Unresolved: 1} }},
		"a hop less":           {`{"by":"Radio Mir","span":[106,115]},`, ``, func(s *Scores) bool { return s.Chain == Share{2, 3} && s.Deep == Share{0, 1} }},
		"a hop known by name":  {`"span":[106,115]`, `"span":null`, func(s *Scores) bool { return s.Chain == Share{3, 3} }},
		"a kind also right":    {`"kind":"denial","kind_also":["claim"]`, `"kind":"claim"`, func(s *Scores) bool { return s.Kinds.Macro(true) == 1 }},
		"another kind":         {`"kind":"accusation"`, `"kind":"claim"`, func(s *Scores) bool { return s.Kinds.Macro(true) == 0.5 }},
		"another polarity":     {`"polarity":"negated"`, `"polarity":"affirmed"`, func(s *Scores) bool { return s.Polarity == Share{2, 3} }},
		"half of the content":  {`"content":[[22,40]]`, `"content":[[22,31]]`, func(s *Scores) bool { return s.Found == Share{3, 3} }},
		"another content":      {`"content":[[22,40]]`, `"content":[[79,98]]`, func(s *Scores) bool { return s.Found == Share{2, 3} && s.Wanted == Share{2, 3} && s.Near.Missed == 1 }},
		"the wrong dispute":    {`{"claim":"s1","denial":"s2"`, `{"claim":"s1","denial":"s3"`, func(s *Scores) bool { return s.Disputes == Pairs{0, 1, 1} && s.Apart == Share{0, 1} }},
		"the other way around": {`{"claim":"s1","denial":"s2"`, `{"claim":"s2","denial":"s1"`, func(s *Scores) bool { return s.Disputes == Pairs{1, 1, 1} }},
		"the same, told twice": {`"same":[]`, `"same":[["s2","s3"]]`, func(s *Scores) bool { return s.Same == Pairs{0, 1, 0} && s.Disputes == Pairs{1, 1, 1} }},
		"in doubt": {`"far":false,"chain":[{"by":"Ležno"`, `"far":false,"in_doubt":true,"chain":[{"by":"Ležno"`, func(s *Scores) bool {
			return s.Found == Share{2, 2} && s.Wanted == Share{2, 2} && s.Disputes == Pairs{}
		}},
	} {
		other := strings.Replace(gold, c.old, c.new, 1)
		if other == gold {
			t.Fatalf("%s: nothing to replace", name)
		}
		var s Scores
		s.Add(text(t, gold), text(t, other))
		if !c.want(&s) {
			t.Errorf("%s: %+v", name, s)
		}
	}
}

// A dispute with the paraphrase is a dispute with the quotation as well.
func TestDisputeWithTheSameStatement(t *testing.T) {
	want := text(t, strings.Replace(gold, `"near":[["s1","s3"]],"same":[]`, `"near":[],"same":[["s2","s3"]]`, 1))
	got := text(t, strings.Replace(gold, `"denial":"s2"`, `"denial":"s3"`, 1))
	var s Scores
	s.Add(want, got)
	if s.Disputes != (Pairs{1, 1, 1}) {
		t.Errorf("%+v", s.Disputes)
	}
}

// Gold lists the plain pairs: another one of the same two speakers counts neither way, one of others is wrong.
func TestDisputeOfTheSameSpeakers(t *testing.T) {
	for name, c := range map[string]struct {
		speaker string
		want    Pairs
	}{
		"the same speakers": {`"speaker":["Ležno"],"far":false,"chain":[{"by":"Radio Mir"`, Pairs{1, 1, 1}},
		"another speaker":   {`"speaker":["Jana Kolb"],"far":false,"chain":[{"by":"Radio Mir"`, Pairs{1, 2, 1}},
	} {
		line := strings.Replace(strings.Replace(gold, `"near":[["s1","s3"]]`, `"near":[]`, 1), `"speaker":["Jana Kolb"],"far":false,"chain":[{"by":"Radio Mir"`, c.speaker, 1)
		more := strings.Replace(line, `"disputes":[`, `"disputes":[{"claim":"s1","denial":"s3","scope":"full"},`, 1)
		var s Scores
		s.Add(text(t, line), text(t, more))
		if s.Disputes != c.want {
			t.Errorf("%s: %+v, want %+v", name, s.Disputes, c.want)
		}
	}
}

// Outside the window of the gold nothing is looked at.
func TestWindow(t *testing.T) {
	line := strings.Replace(gold, `"id":"t",`, `"id":"t","window":[0,57],`, 1)
	all, err := ReadGold(strings.NewReader(line))
	if err != nil {
		t.Fatal(err)
	}
	all[0].Statements, all[0].Near = all[0].Statements[:2], nil
	want, err := all[0].In(words)
	if err != nil {
		t.Fatal(err)
	}
	var s Scores
	s.Add(want, text(t, gold))
	if s.Found != (Share{2, 2}) || s.Wanted != (Share{2, 2}) {
		t.Errorf("%+v", s)
	}
}

func TestRead(t *testing.T) {
	speaker := tocsin.EntityID("e1")
	at := tocsin.NewOffsets(words).CodePoints
	envoy, station := at(find("its envoy, Jana Kolb")), at(find("Radio Mir"))
	r := &tocsin.Reading{
		Entities: []tocsin.Entity{{ID: "e1", Name: "Jana Kolb", Mentions: []tocsin.Mention{{Span: at(find("Jana Kolb")), Type: tocsin.NameMention}}}},
		Statements: []tocsin.Statement{{ID: "s7", Content: []tocsin.Span{at(find("“We laid nothing,”"))}, Kind: tocsin.Denial, Polarity: "negated", Form: "direct", Speaker: &speaker,
			Chain: []tocsin.Hop{{By: "The Ford Post"}, {By: "Radio Mir", Span: &station}, {By: "e1", Span: &envoy}}}},
	}
	var s Scores
	s.Add(text(t, gold), Read(r, words))
	if s.Found != (Share{1, 3}) || s.Wanted != (Share{1, 1}) || s.Near != (Speakers{Right: 1, Missed: 2}) || s.Deep != (Share{1, 1}) {
		t.Errorf("%+v", s)
	}
}

func find(phrase string) tocsin.Span {
	i := strings.Index(words, phrase)
	return tocsin.Span{Start: i, End: i + len(phrase)}
}

func TestKappa(t *testing.T) {
	var k Table
	for range 20 {
		k.Add(tocsin.Claim, tocsin.Claim)
	}
	for range 15 {
		k.Add(tocsin.Denial, tocsin.Denial)
	}
	for range 5 {
		k.Add(tocsin.Claim, tocsin.Denial)
	}
	for range 10 {
		k.Add(tocsin.Denial, tocsin.Claim)
	}
	if kappa, n := k.Kappa(); n != 50 || kappa < 0.3999 || kappa > 0.4001 {
		t.Errorf("kappa %f of %d, want .4 of 50", kappa, n)
	}
}

func TestReadGoldRefuses(t *testing.T) {
	for name, c := range map[string][2]string{
		"no JSON":            {gold, "{"},
		"an unknown field":   {`"id":"t"`, `"id":"t","words":"x"`},
		"an id twice":        {`"id":"s2"`, `"id":"s1"`},
		"a kind":             {`"kind":"accusation"`, `"kind":"slander"`},
		"a polarity":         {`"polarity":"negated"`, `"polarity":"no"`},
		"an empty chain":     {`"chain":[{"by":"Ležno","span":[42,47]}]`, `"chain":[]`},
		"a scope":            {`"scope":"full"`, `"scope":"whole"`},
		"a statement denied": {`"denial":"s2"`, `"denial":"s9"`},
	} {
		line := strings.Replace(gold, c[0], c[1], 1)
		if _, err := ReadGold(strings.NewReader(line)); !errors.Is(err, tocsin.ErrInvalid) || !strings.Contains(err.Error(), "line 1") {
			t.Errorf("%s: error %v", name, err)
		}
	}
}

func TestInRefuses(t *testing.T) {
	for name, c := range map[string][2]string{
		"another text":        {`"id":"t"`, `"id":"t","sha256":"00"`},
		"past the end":        {`[79,99]`, `[79,999]`},
		"backwards":           {`[55,57]`, `[57,55]`},
		"a window too wide":   {`"id":"t"`, `"id":"t","window":[0,999]`},
		"a hop past the end":  {`"span":[106,115]`, `"span":[106,915]`},
		"a negative position": {`[[0,7]]`, `[[-1,7]]`},
	} {
		all, err := ReadGold(strings.NewReader(strings.Replace(gold, c[0], c[1], 1)))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if _, err := all[0].In(words); !errors.Is(err, tocsin.ErrInvalid) {
			t.Errorf("%s: error %v", name, err)
		}
	}
}

func TestSameName(t *testing.T) {
	for _, c := range []struct {
		want, have []string
		same       bool
	}{
		{[]string{"Ležno"}, []string{"the Ležno"}, true},
		{[]string{"Jana Kolb"}, []string{"Kolb", "Jana Kolb"}, true},
		{[]string{"Jana Kolb"}, []string{"Kolb"}, false},
		{[]string{"Jana Kolb"}, []string{"Jana"}, false},
		{[]string{"envoy"}, []string{"Its envoy"}, true},
		{[]string{"ferryman at the ford"}, []string{"A ferryman"}, true},
		{[]string{"ferryman at the ford"}, []string{"A ferry"}, false},
		{[]string{"ferryman"}, []string{"ferryman at the ford"}, false},
		{nil, []string{"Kolb"}, false},
		{[]string{""}, []string{""}, false},
	} {
		if sameName(c.want, c.have) != c.same {
			t.Errorf("%q, %q: want %v", c.want, c.have, c.same)
		}
	}
}
