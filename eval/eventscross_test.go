package eval_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/eval/deed"
)

// TestEventsCross measures events on the texts that the classifier learns from: each is read with weights that neither it nor a near
// copy of it had a part in. The figures are compared with testdata/events-cross.score.
func TestEventsCross(t *testing.T) {
	shared := sharedDir(t)
	if !exists("../gazetteer/data/cities.gaz") {
		t.Skip("the figures are those of a build with its gazetteer; run make first")
	}
	dir, dev := t.TempDir(), filepath.Join(shared, "data/events/dev")
	real := filepath.Join(dir, "articles.jsonl")
	writeArticles(t, real, "real.jsonl")
	args := []string{"train", "events", "--read", dir, "--out", filepath.Join(dir, "votes.tsv"), "--texts", "gold/events/sentences.jsonl", "--texts", real}
	for _, name := range []string{"plv_train", "cameo_class_train"} {
		args = append(args, "--gold", filepath.Join(dev, name+".jsonl"))
	}
	for _, name := range []string{"gold", "real"} {
		args = append(args, "--labels", filepath.Join(goldEvents, name+".jsonl"))
	}
	for _, name := range []string{"plv_test", "cameo_class_test"} {
		args = append(args, "--held", filepath.Join(dev, name+".jsonl"))
	}
	if out, err := exec.Command(build(t), args...).CombinedOutput(); err != nil {
		t.Fatalf("tocsin train events: %v\n%s", err, out)
	}
	var out strings.Builder
	for _, m := range []struct {
		name string
		keep []string
	}{
		{"plv_train", []string{"given.root_acc", "given.root_macroF1", "given.quad_acc", "e2e.root_acc"}},
		{"cameo_class_train", []string{"accuracy", "macroF1", "neutral_false_alarm"}},
	} {
		readings := filepath.Join(dir, m.name+".jsonl")
		gold := filepath.Join(dir, "gold-"+m.name+".jsonl")
		onlyRead(t, filepath.Join(dev, m.name+".jsonl"), readings, gold)
		figures := flatten(t, python(t, shared, []string{"score_events.py", gold, readings}))
		for _, k := range m.keep {
			fmt.Fprintf(&out, "%s.%s %s\n", m.name, k, figures[k])
		}
		if v, ok := figures["neutral_false_alarm"]; ok && number(v) > mostFalseAlarms {
			t.Errorf("events are raised on %s of the sentences without any, more than %g", v, mostFalseAlarms)
		}
	}
	for _, c := range []struct {
		name  string
		texts []deed.Text
	}{{"gold", ownTexts(t, "gold.jsonl")}, {"real", realTexts(t, "real.jsonl")}} {
		name, texts := c.name, c.texts
		found := readingsOf(t, filepath.Join(dir, name+".jsonl"))
		var s deed.Score
		for i := range texts {
			if e, ok := found[texts[i].ID]; ok {
				s.Add(&texts[i], e)
			}
		}
		t.Log(strings.Join(s.Wrong, "\n"))
		s.Print(&out, name)
	}
	t.Log("\n" + out.String())
	compare(t, filepath.Join("testdata", "events-cross.score"), out.String())
}

// writeArticles writes the texts of labels that lie beside the checkout, as articles.
func writeArticles(t *testing.T, path, labels string) {
	t.Helper()
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	for _, x := range realTexts(t, labels) {
		if err := enc.Encode(map[string]string{"id": x.ID, "date": x.Date, "text": x.Text}); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

// onlyRead writes the records of a gold file that have a reading.
func onlyRead(t *testing.T, gold, readings, to string) {
	t.Helper()
	read := map[string]bool{}
	eachLine(t, readings, func(id string, _ []byte) { read[id] = true })
	var b bytes.Buffer
	eachLine(t, gold, func(id string, line []byte) {
		if read[id] {
			b.Write(append(bytes.TrimSpace(line), '\n'))
		}
	})
	if err := os.WriteFile(to, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

// readingsOf reads the events of readings, by id.
func readingsOf(t *testing.T, path string) map[string][]deed.Event {
	t.Helper()
	out := map[string][]deed.Event{}
	eachLine(t, path, func(id string, line []byte) {
		var r tocsin.Reading
		if err := json.Unmarshal(line, &r); err != nil {
			t.Fatal(err)
		}
		out[id] = deed.Of(&r)
	})
	return out
}

func eachLine(t *testing.T, path string, do func(id string, line []byte)) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for line := range bytes.Lines(b) {
		var x struct{ ID string }
		if err := json.Unmarshal(line, &x); err != nil {
			t.Fatal(err)
		}
		do(x.ID, line)
	}
}
