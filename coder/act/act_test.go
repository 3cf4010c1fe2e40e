package act_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/coder/act"
	"github.com/tocsin-desk/tocsin/coder/actor"
	"github.com/tocsin-desk/tocsin/coder/where"
	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
	"github.com/tocsin-desk/tocsin/parse/conllu"
	"github.com/tocsin-desk/tocsin/parse/coref"
	"github.com/tocsin-desk/tocsin/parse/pipeline"
	"github.com/tocsin-desk/tocsin/parse/when"
	"github.com/tocsin-desk/tocsin/sample"
)

var update = flag.Bool("update", false, "parse the sentences that have no tree yet")

// today is the day on which the sentences of the test files appear.
const today = "2026-11-20"

// world loads the lexicon with the states, bodies and people of the sample: none of them exists.
func world(tb testing.TB) *lexicon.Set {
	tb.Helper()
	lex, err := lexicon.Load()
	if err != nil {
		tb.Fatal(err)
	}
	for _, t := range sample.Tables() {
		if lex, err = lex.With(t.Name, bytes.NewReader(t.Data)); err != nil {
			tb.Fatal(err)
		}
	}
	return lex
}

// A ruleCase is one sentence and the events that a person expects in it.
//
// A test file is plain text: a line that begins with "rule" says what is tested; then, indented, sentences, and
// below each, indented further, one line an event or "nothing". An event is
//
//	TYPE code [modes] realis: actors > recipients
//
// Parties are joined by "," and by "+" where all of them are actors of a mutual event.
type ruleCase struct {
	where, rule, text string
	want              []string
}

func readRules(tb testing.TB, path string) []ruleCase {
	tb.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		tb.Fatal(err)
	}
	var cases []ruleCase
	rule := ""
	n := 0
	for line := range strings.Lines(string(data)) {
		n++
		body := strings.TrimSpace(line)
		switch indent := len(line) - len(strings.TrimLeft(line, " ")); {
		case body == "" || body[0] == '#':
		case indent == 0:
			rule = strings.TrimPrefix(body, "rule ")
		case indent == 2:
			cases = append(cases, ruleCase{where: fmt.Sprintf("%s:%d", filepath.Base(path), n), rule: rule, text: body})
		case len(cases) == 0:
			tb.Fatalf("%s:%d: an event before any sentence", path, n)
		case body != "nothing":
			c := &cases[len(cases)-1]
			c.want = append(c.want, body)
		}
	}
	return cases
}

// trees reads the stored parse of every sentence, so that the rules are tested and not the parser of the day.
func trees(tb testing.TB) map[string][]*conllu.Sentence {
	tb.Helper()
	f, err := os.Open("testdata/trees.conllu")
	if os.IsNotExist(err) {
		return map[string][]*conllu.Sentence{}
	}
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	all, err := conllu.All(f)
	if err != nil {
		tb.Fatal(err)
	}
	out := map[string][]*conllu.Sentence{}
	key := ""
	for _, s := range all {
		for _, c := range s.Comments {
			if text, ok := strings.CutPrefix(c, "# case = "); ok {
				key = text
			}
		}
		out[key] = append(out[key], s)
	}
	return out
}

// grow parses the sentences that have no tree yet and adds them to the file.
func grow(tb testing.TB, cases []ruleCase, have map[string][]*conllu.Sentence) {
	tb.Helper()
	p, err := pipeline.English()
	if err != nil {
		tb.Fatal(err)
	}
	var out []byte
	done := map[string]bool{}
	for _, c := range cases {
		if done[c.text] {
			continue
		}
		done[c.text] = true
		sents := have[c.text]
		if sents == nil {
			sents = conllu.FromDoc(p.Parse(c.text))
			sents[0].Comments = append([]string{"# case = " + c.text}, sents[0].Comments...)
			have[c.text] = sents
		}
		for _, s := range sents {
			out = s.Append(out)
		}
	}
	if err := os.WriteFile("testdata/trees.conllu", out, 0o644); err != nil {
		tb.Fatal(err)
	}
}

func doc(tb testing.TB, lex *lexicon.Set, text string, sents []*conllu.Sentence, a *tocsin.Article) (*parse.Doc, *actor.Cast) {
	tb.Helper()
	d, err := conllu.Doc(text, sents)
	if err != nil {
		tb.Fatal(err)
	}
	d.Lang = "en"
	d.Index()
	chains, err := coref.English()
	if err != nil {
		tb.Fatal(err)
	}
	chains.Resolve(d, lex)
	day, dated := a.Day()
	d.Times = when.Find(d, lex, day, dated)
	return d, actor.Resolve(d, lex, a)
}

func show(e *tocsin.Event) string {
	codes := func(ps []tocsin.Party, sep string) string {
		var out []string
		for _, p := range ps {
			out = append(out, string(p.Code))
		}
		return strings.Join(out, sep)
	}
	sep := ", "
	if e.Reciprocal {
		sep = " + "
	}
	s := fmt.Sprintf("%s %s", e.Type, e.CAMEO)
	if len(e.Mode) > 0 {
		s += " [" + strings.Join(e.Mode, " ") + "]"
	}
	s += fmt.Sprintf(" %s: %s", e.Realis, codes(e.Actors, sep))
	if len(e.Recipients) > 0 {
		s += " > " + codes(e.Recipients, ", ")
	}
	return s
}

func allRules(tb testing.TB) []ruleCase {
	paths, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(paths) == 0 {
		tb.Fatalf("no test files: %v", err)
	}
	var cases []ruleCase
	for _, p := range paths {
		cases = append(cases, readRules(tb, p)...)
	}
	return cases
}

func TestRules(t *testing.T) {
	lex := world(t)
	cases := allRules(t)
	have := trees(t)
	if *update {
		grow(t, cases, have)
	}
	for _, c := range cases {
		t.Run(c.where, func(t *testing.T) {
			if have[c.text] == nil {
				t.Fatalf("no tree for %q: run go test -run Rules -update", c.text)
			}
			a := &tocsin.Article{ID: "t", Text: c.text, Date: today}
			d, cast := doc(t, lex, c.text, have[c.text], a)
			events := act.Find(d, cast, nil, nil, lex, nil, a)
			var got []string
			for i := range events {
				got = append(got, show(&events[i]))
				check(t, &events[i], c.text)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("%s\n%s\n(-want +got)\n%s", c.rule, c.text, diff)
			}
		})
	}
}

// check tests what holds of every event: a recipient where one is required, an actor, words that are in the text, a trace.
func check(t *testing.T, e *tocsin.Event, text string) {
	t.Helper()
	if len(e.Actors) == 0 || len(e.Trigger) == 0 || len(e.Trace) < 3 {
		t.Errorf("event without actor, trigger or trace: %+v", e)
	}
	switch e.Type {
	case tocsin.Cooperate, tocsin.Aid, tocsin.Sanction:
		if len(e.Recipients) == 0 && !e.Reciprocal {
			t.Errorf("%s without recipient", e.Type)
		}
	}
	if e.Quad != e.Type.Quad() || e.Score != e.Type.Score() || len(e.CAMEO) < 2 || len(e.CAMEO) > 4 {
		t.Errorf("quad %d, score %g, code %q of %s", e.Quad, e.Score, e.CAMEO, e.Type)
	}
	for _, s := range e.Trigger {
		if s.Empty() || s.End > len(text) {
			t.Errorf("trigger %v outside the text", s)
		}
	}
	if e.Confidence <= 0 || e.Confidence > 1 {
		t.Errorf("confidence %g", e.Confidence)
	}
}

// reading runs the whole of the coder on a sentence of the test files.
func reading(t *testing.T, text string, ask *tocsin.Ask, places []tocsin.Place, sts []tocsin.Statement) ([]tocsin.Event, []tocsin.Dyad) {
	t.Helper()
	lex, have := world(t), trees(t)
	if have[text] == nil {
		t.Fatalf("no tree for %q", text)
	}
	a := &tocsin.Article{ID: "t", Text: text, Date: today, Ask: ask}
	d, cast := doc(t, lex, text, have[text], a)
	for i := range sts {
		for k := range cast.Entities {
			if cast.Entities[k].Name == "Lena Dragan" {
				sts[i].Speaker = &cast.Entities[k].ID
			}
		}
	}
	m := where.NewMap(d, lex, places)
	return act.Find(d, cast, m, sts, lex, nil, a), act.Dyads(d, cast, m, sts, lex, nil, a)
}

func spanOf(text, words string) tocsin.Span {
	i := strings.Index(text, words)
	return tocsin.Span{Start: i, End: i + len(words)}
}

func TestPlaceAndDate(t *testing.T) {
	text := "Qarzani soldiers attacked a convoy in Kethra on Monday."
	kethra := tocsin.Place{Span: spanOf(text, "Kethra"), Name: "Kethra", Use: tocsin.Literal}
	for _, tt := range []struct {
		use  tocsin.PlaceUse
		want bool
	}{{tocsin.Literal, true}, {tocsin.Metonymic, false}, {tocsin.Demonym, false}} {
		p := kethra
		p.Use = tt.use
		events, _ := reading(t, text, nil, []tocsin.Place{p}, nil)
		if len(events) != 1 || (events[0].Place != nil) != tt.want {
			t.Errorf("%s name: %+v, want a place: %t", tt.use, events, tt.want)
		}
		if events[0].Date == nil || events[0].Date.Value != "2026-11-16" {
			t.Errorf("date %+v, want Monday the 16th", events[0].Date)
		}
	}

	// The town of a dateline is where the article was written.
	text = "DASHTOVA - Qarzan attacked Velmora."
	events, _ := reading(t, text, nil, []tocsin.Place{{Span: spanOf(text, "DASHTOVA"), Name: "Dashtova", Use: tocsin.Literal, Role: tocsin.AtDateline}}, nil)
	if len(events) != 1 || events[0].Place != nil {
		t.Errorf("dateline became the place: %+v", events)
	}
	events, _ = reading(t, "In May Qarzan attacked Velmora.", nil, nil, nil)
	if len(events) != 1 || events[0].Realis != tocsin.Asserted || events[0].Date == nil || events[0].Date.Value != "2026-05" {
		t.Errorf("half a year ago is news, with its month: %+v", events)
	}
}

// "We" in somebody's words is that somebody, and what they will do to others is a threat.
func TestStatement(t *testing.T) {
	text := `"We will attack Velmora," President Lena Dragan said.`
	st := tocsin.Statement{ID: "s1", Content: []tocsin.Span{spanOf(text, `"We will attack Velmora,"`)}}
	events, _ := reading(t, text, nil, nil, []tocsin.Statement{st})
	if len(events) != 1 {
		t.Fatalf("events %+v", events)
	}
	e := events[0]
	if got := show(&e); got != "THREATEN 1384 [violence] future: XTVGOV > XVM" {
		t.Errorf("got %s", got)
	}
	if e.Statement == nil || *e.Statement != "s1" {
		t.Errorf("statement %v, want s1", e.Statement)
	}
}

func TestDyads(t *testing.T) {
	text := "Qarzan attacked Velmora on Monday, and Tarvia praised the Karsul Front."
	ask := &tocsin.Ask{Dyads: []tocsin.AskDyad{
		{ID: "event", Source: spanOf(text, "Qarzan"), Target: spanOf(text, "Velmora")},
		{ID: "turned round", Source: spanOf(text, "the Karsul Front"), Target: spanOf(text, "Tarvia")},
		{ID: "on the path", Source: spanOf(text, "Qarzan"), Target: spanOf(text, "Monday")},
	}}
	events, got := reading(t, text, ask, nil, nil)
	want := []tocsin.Dyad{{ID: "event", Event: "v1"}, {ID: "turned round", Event: "v2"}, {ID: "on the path", Type: "ASSAULT"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("events %+v\n%s", events, diff)
	}

	text = "The crew of Tarvia saw the harbour of Velmora."
	ask = &tocsin.Ask{Dyads: []tocsin.AskDyad{{ID: "none", Source: spanOf(text, "Tarvia"), Target: spanOf(text, "Velmora")}}}
	if _, got := reading(t, text, ask, nil, nil); len(got) != 1 || got[0].Type != "none" {
		t.Errorf("got %+v, want none", got)
	}
	if _, got := reading(t, text, nil, nil, nil); got != nil {
		t.Errorf("nobody asked, got %+v", got)
	}
}

// A wrong tree may cost events, never the program. (Circles are refused where trees are read.)
func TestBrokenTrees(t *testing.T) {
	lex := world(t)
	text := "Qarzan agreed to attack Velmora and its talks with Tarvia."
	a := &tocsin.Article{ID: "t", Text: text, Date: today}
	p, err := pipeline.English()
	if err != nil {
		t.Fatal(err)
	}
	rels := []parse.Rel{"conj", "xcomp", "obj", "nmod", "acl", "acl:relcl", "advcl", "ccomp", "appos", "nsubj"}
	for k := range 100 {
		d := p.Parse(text)
		n := len(d.Tokens)
		for i := range d.Tokens {
			// A head stands lower in one shuffled order, so there is no circle.
			rank := (i*7 + k) % n
			d.Tokens[i].Head = parse.NoHead
			for j := range n {
				if r := (j*7 + k) % n; r < rank && (r*k)%3 == rank%3 {
					d.Tokens[i].Head = j
				}
			}
			d.Tokens[i].Rel = rels[(i+k)%len(rels)]
		}
		d.Index()
		cast := actor.Resolve(p.Parse(text), lex, a)
		act.Find(d, cast, nil, nil, lex, nil, a)
	}
}

func FuzzFind(f *testing.F) {
	for _, c := range allRules(f) {
		f.Add(c.text)
	}
	lex := world(f)
	p, err := pipeline.English()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) || len(text) > 2000 {
			t.Skip()
		}
		d := p.Parse(text)
		a := &tocsin.Article{ID: "t", Text: text, Date: today}
		cast := actor.Resolve(d, lex, a)
		for _, e := range act.Find(d, cast, nil, nil, lex, nil, a) {
			check(t, &e, text)
		}
	})
}

func BenchmarkFind(b *testing.B) {
	lex, have := world(b), trees(b)
	type input struct {
		d *parse.Doc
		c *actor.Cast
		a *tocsin.Article
	}
	var in []input
	tokens := 0
	for _, c := range allRules(b) {
		a := &tocsin.Article{ID: "t", Text: c.text, Date: today}
		d, cast := doc(b, lex, c.text, have[c.text], a)
		in = append(in, input{d, cast, a})
		tokens += len(d.Tokens)
	}
	for b.Loop() {
		for _, x := range in {
			act.Find(x.d, x.c, nil, nil, lex, nil, x.a)
		}
	}
	b.ReportMetric(float64(tokens)*float64(b.N)/b.Elapsed().Seconds(), "tokens/s")
}
