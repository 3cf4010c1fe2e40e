package train

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/coder/act"
	"github.com/tocsin-desk/tocsin/eval/deed"
)

func TestReadEventTexts(t *testing.T) {
	in := `{"id":"a","text":"Velmora pledged two ferries.","gold":[{"plover":"AGREE"}],"markup":"(SRC: Velmora) (EVT: pledged) two (EVT: ferries)."}
{"id":"b","text":"Qarzan freed them.","gold":[{"plover_root15":"YIELD","source_span":[0,6],"target_span":[13,17]}]}
{"id":"c","text":"The harbour froze.","gold":[{"penta":"0"}]}
{"id":"d","text":"Police broke up the march.","gold":[{"penta":"4"}]}
{"id":"e","text":"The envoy spoke.","gold":[{"code":"010","plover":null}]}
{"id":"f","text":"Nothing is known of it.","gold":[]}
`
	texts, err := ReadEventTexts(strings.NewReader(in), "set")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, x := range texts {
		s := fmt.Sprintf("%s whole %t", x.Article.ID, x.Whole)
		for _, l := range x.Labels {
			s += fmt.Sprint(" ", l.Types, l.Spans)
		}
		if x.Article.Ask != nil {
			s += fmt.Sprint(" ", x.Article.Ask.Dyads[0].Source)
		}
		got = append(got, s)
	}
	want := []string{
		"a whole false [AGREE] [{8 15} {20 27}]", "b whole false [CONCEDE RETREAT] [] {0 6}", "c whole true", "d whole false [PROTEST MOBILIZE COERCE ASSAULT] []", "e whole true",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if _, err := ReadEventTexts(strings.NewReader("{\n"), "set"); err == nil || !strings.Contains(err.Error(), "line 1") {
		t.Errorf("error %v", err)
	}
}

// Near copies have one number, and stay on one side.
func TestNearCopies(t *testing.T) {
	texts := []string{
		"The ministry of Velmora condemned the raid on the ferry at Kethra on Monday.",
		"A bakery opened in the old town of Selka last week, to long queues.",
		"The ministry of Velmora condemned the raid on the ferry at Kethra, it said.",
	}
	if got := NearCopies(texts); got[0] != got[2] || got[0] == got[1] {
		t.Errorf("numbers %v", got)
	}
	var all []EventText
	for _, x := range texts {
		all = append(all, EventText{Article: tocsin.Article{Text: x}})
	}
	if left := Apart(all[:2], all[2:]); len(left) != 1 || left[0].Article.Text != texts[1] {
		t.Errorf("left %v", left)
	}
}

// From texts whose every event is labelled it learns which word of two is one, twice the same bytes, and nothing of a word that
// only one text has.
func TestEventsLearn(t *testing.T) {
	var texts []EventText
	for i := range 12 {
		x := deed.Text{ID: fmt.Sprint(i), Text: fmt.Sprintf("side%d raided port%d then painted house%d", i, i, i)}
		x.Events = []deed.Event{{Type: tocsin.Assault, Realis: tocsin.Asserted, Trigger: spanIn(x.Text, "raided")}}
		texts = append(texts, LabelledEvents(&x, "own"))
	}
	examples := func(a *tocsin.Article) []act.Example {
		var out []act.Example
		for _, w := range []string{"raided", "painted"} {
			out = append(out, act.Example{Span: spanIn(a.Text, w), Features: []string{"word " + w, "bias ", "sentence port" + string(a.ID)}})
		}
		return out
	}
	fit := func() []byte {
		return NewEvents(texts, examples, EventOptions{}).Fit(func(int) bool { return true })
	}
	table := fit()
	if !bytes.Equal(table, fit()) {
		t.Error("the same texts give another table")
	}
	if _, err := act.ReadVotes("votes.tsv", table); err != nil {
		t.Fatal(err)
	}
	weights := map[string]string{}
	for line := range strings.Lines(string(table)) {
		f, w, _ := strings.Cut(strings.TrimSpace(line), "\t")
		weights[f] = w
	}
	if !strings.Contains(weights["word raided"], "ASSAULT:") || strings.Contains(weights["word raided"], "ASSAULT:-") || strings.Contains(weights["word painted"], "none:-") {
		t.Errorf("weights %v", weights)
	}
	if strings.Contains(string(table), "port") {
		t.Error("a word that one text has is in the table")
	}
}

func spanIn(text, word string) tocsin.Span {
	i := strings.Index(text, word)
	return tocsin.Span{Start: i, End: i + len(word)}
}
