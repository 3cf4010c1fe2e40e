package eval_test

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/eval/deed"
)

const goldEvents = "gold/events"

// TestEventsOwn measures events on the sentences of eval/gold/events, and compares the figures with testdata/events-own.score.
// Rules and weights are tuned on the part "dev" alone; -v prints what is wrong there.
func TestEventsOwn(t *testing.T) {
	measureEvents(t, "own", ownTexts(t, "gold.jsonl"), func(x *deed.Text) string { return x.Part }, "dev", "test")
}

// TestEventsReal does the same for the reports of eval/gold/events/real.jsonl, whose texts lie beside the checkout.
func TestEventsReal(t *testing.T) {
	texts := realTexts(t, "real.jsonl")
	measureEvents(t, "real", texts, func(x *deed.Text) string { return x.Part }, "dev", "test")
}

// TestEventsAgreement measures how far the two passes agree on the texts of each kind; -v prints where they don't.
func TestEventsAgreement(t *testing.T) {
	var out strings.Builder
	for _, c := range []struct {
		name          string
		first, second []deed.Text
	}{
		{"own", ownTexts(t, "pass1.jsonl"), ownTexts(t, "pass2.jsonl")},
		{"real", realTexts(t, "real-pass1.jsonl"), realTexts(t, "real-pass2.jsonl")},
	} {
		second := map[string][]deed.Event{}
		for _, x := range c.second {
			second[x.ID] = x.Events
		}
		if len(c.first) != len(c.second) {
			t.Fatalf("%s: %d texts in the first pass, %d in the second", c.name, len(c.first), len(c.second))
		}
		var a deed.Agreement
		for i := range c.first {
			events, ok := second[c.first[i].ID]
			if !ok {
				t.Fatalf("%s: the second pass lacks %s", c.name, c.first[i].ID)
			}
			a.Add(&c.first[i], events)
		}
		a.Print(&out, c.name)
		t.Log(strings.Join(a.Differ, "\n"))
	}
	t.Log("\n" + out.String())
	compare(t, filepath.Join("testdata", "events-agreement.score"), out.String())
}

// measureEvents reads the texts with the program and compares the figures of each part with the golden file.
func measureEvents(t *testing.T, name string, texts []deed.Text, part func(*deed.Text) string, parts ...string) {
	t.Helper()
	found := readEvents(t, texts)
	var out strings.Builder
	for _, p := range parts {
		var s deed.Score
		for i := range texts {
			if x := &texts[i]; part(x) == p {
				s.Add(x, found[x.ID])
			}
		}
		s.Print(&out, p)
		if p == "dev" {
			t.Log(strings.Join(s.Wrong, "\n"))
		}
	}
	t.Log("\n" + out.String())
	compare(t, filepath.Join("testdata", "events-"+name+".score"), out.String())
}

// readEvents runs the program over the texts: the events of each, by id.
func readEvents(t *testing.T, texts []deed.Text) map[string][]deed.Event {
	t.Helper()
	if !exists("../gazetteer/data/cities.gaz") {
		t.Skip("the figures are those of a build with its gazetteer; run make first")
	}
	var in, stderr bytes.Buffer
	enc := json.NewEncoder(&in)
	for i := range texts {
		if err := enc.Encode(map[string]string{"id": texts[i].ID, "date": texts[i].Date, "text": texts[i].Text}); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command(build(t), "code", "--workers", "2")
	cmd.Stdin, cmd.Stderr = &in, &stderr
	raw, err := cmd.Output()
	if err != nil {
		t.Fatalf("tocsin code: %v\n%s", err, stderr.String())
	}
	out := map[string][]deed.Event{}
	for dec := json.NewDecoder(bytes.NewReader(raw)); dec.More(); {
		var r struct {
			ID string `json:"id"`
			tocsin.Reading
		}
		if err := dec.Decode(&r); err != nil {
			t.Fatal(err)
		}
		out[r.ID] = deed.Of(&r.Reading)
	}
	return out
}

// ownTexts are our own sentences with the labels of a file.
func ownTexts(t *testing.T, name string) []deed.Text {
	t.Helper()
	labels := map[string]deed.Text{}
	for _, x := range eventsFile(t, name) {
		labels[x.ID] = x
	}
	texts := eventsFile(t, "sentences.jsonl")
	if len(labels) != len(texts) {
		t.Fatalf("%s: labels of %d texts, there are %d", name, len(labels), len(texts))
	}
	for i, x := range texts {
		l, ok := labels[x.ID]
		if !ok {
			t.Fatalf("%s: no labels of %s", name, x.ID)
		}
		texts[i].Events = l.Events
		if _, err := texts[i].In(x.Text); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	return texts
}

// realTexts are the labels of a file with the texts and dates that lie beside the checkout.
func realTexts(t *testing.T, name string) []deed.Text {
	t.Helper()
	labels := eventsFile(t, name)
	of := map[tocsin.ArticleID]int{}
	for i, x := range labels {
		of[tocsin.ArticleID(x.ID)] = i
	}
	articles := sharedArticles(t, "current_events", func(id tocsin.ArticleID) bool { _, ok := of[id]; return ok })
	if len(articles) != len(labels) {
		t.Fatalf("%s: %d of %d texts are there", name, len(articles), len(labels))
	}
	for _, a := range articles {
		i := of[a.ID]
		x, err := labels[i].In(a.Text)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		x.Date = a.Date
		labels[i] = x
	}
	return labels
}

func eventsFile(t *testing.T, name string) []deed.Text {
	t.Helper()
	f, err := os.Open(filepath.Join(goldEvents, name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	out, err := deed.Read(f)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return out
}
