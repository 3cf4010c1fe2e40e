package eval_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

var update = flag.Bool("update", false, "write the figures of this run as the golden files")

// A measure is one run of the program over one gold set and the figures that are kept of it.
type measure struct {
	name   string
	input  []string           // scorer script and arguments that print the input of the program; "" arguments are files of shared/data
	run    []string           // the program's arguments
	score  []string           // scorer and gold; the program's output comes last
	keep   []string           // dotted paths of the scorer's JSON, in the order of the golden file
	floors map[string]float64 // what the figure must not fall below
}

func measures() []measure {
	code := slices.Clip([]string{"code", "--workers", "2"})
	parseKeep := []string{"UPOS.f1", "Lemmas.f1", "UAS.f1", "LAS.f1", "LAS_sub.f1", "coder.f1"}
	for _, r := range []string{"nsubj", "nsubj:pass", "obj", "iobj", "obl:agent", "ccomp", "xcomp", "parataxis", "appos", "nmod:poss"} { // what the coder reads
		parseKeep = append(parseKeep, "relations."+r+".f1")
	}
	parseKeep = append(parseKeep, "relations.parataxis:speech.f1")
	rawKeep := []string{"Tokens.f1", "Sentences.f1", "UPOS.f1", "LAS.f1"}
	given := []string{"parse", "--format", "conllu", "--tokens", "given"}
	raw := []string{"parse", "--format", "conllu"}
	dates := []string{"events.found", "events.dates.exact.accuracy", "events.dates.exact.recall", "events.dates.year_month.accuracy", "events.dates.year.accuracy", "events.dates.undated.given_a_date"}
	ewt, gum := "data/treebanks/en_ewt-ud-dev.conllu.gz", "data/treebanks/en_gum-ud-dev.conllu.gz"
	return []measure{
		{"parse-ewt", []string{"score_parse.py", "--tokens", ewt}, given, []string{"score_parse.py", ewt}, parseKeep, map[string]float64{"UPOS.f1": 95, "LAS.f1": 83.3, "Lemmas.f1": 96.5}},
		{"parse-gum", []string{"score_parse.py", "--tokens", gum}, given, []string{"score_parse.py", gum}, parseKeep, map[string]float64{"UPOS.f1": 95.8, "LAS.f1": 82, "Lemmas.f1": 98}},
		{"parse-ewt-raw", []string{"score_parse.py", "--text", ewt}, raw, []string{"score_parse.py", ewt}, rawKeep, map[string]float64{"Tokens.f1": 99.2, "Sentences.f1": 85, "LAS.f1": 79}},
		{"parse-gum-raw", []string{"score_parse.py", "--text", gum}, raw, []string{"score_parse.py", gum}, rawKeep, map[string]float64{"Tokens.f1": 99.7, "Sentences.f1": 94, "LAS.f1": 80}},
		statements("statements-polnear", code, map[string]float64{
			"spans.source.exact.f1": .70, "spans.cue.exact.f1": .65, "spans.content.exact.f1": .56, "attributions.half.f1": .63,
			"by_form.direct.content_exact_r": .80, "by_form.mixed.content_exact_r": .62, "by_form.indirect.content_exact_r": .45,
		}),
		statements("statements-polnear-rules", append(code, "--rules"), map[string]float64{"spans.source.exact.f1": .52, "spans.cue.exact.f1": .50, "spans.content.exact.f1": .42}),
		{
			"events-plover", []string{"to_articles.py", "data/events/dev/plover_gsr.jsonl"}, code,
			[]string{"score_events.py", "data/events/dev/plover_gsr.jsonl"},
			[]string{"E2E.F1", "E2E.P", "E2E.R", "E2E_strict.F1", "PAIR.F1", "TYPE.F1"}, map[string]float64{"E2E.F1": .45, "E2E_strict.F1": .25, "PAIR.F1": .62, "TYPE.F1": .60},
		},
		{
			"events-hard", []string{"to_articles.py", "data/events/hard_cases.jsonl"}, code,
			[]string{"score_events.py", "data/events/hard_cases.jsonl"}, []string{"passed", "missing_dyads", "extra_dyads", "forbidden_dyads"}, map[string]float64{"passed": .78},
		},
		{
			"events-plv", []string{"to_articles.py", "data/events/dev/plv_test.jsonl"}, code,
			[]string{"score_events.py", "data/events/dev/plv_test.jsonl"}, []string{"given.root_acc", "given.root_macroF1", "given.quad_acc", "e2e.root_acc"}, map[string]float64{"given.root_acc": .75, "given.root_macroF1": .70, "given.quad_acc": .85},
		},
		{
			"events-class", []string{"to_articles.py", "data/events/dev/cameo_class_test.jsonl"}, code,
			[]string{"score_events.py", "data/events/dev/cameo_class_test.jsonl"}, []string{"accuracy", "macroF1", "neutral_false_alarm"}, map[string]float64{"accuracy": .62},
		},
		{
			"names-worldwide", []string{"score_names.py", "--articles", "data/names/worldwide-dev.tsv.gz"}, code,
			[]string{"score_names.py", "data/names/worldwide-dev.tsv.gz"}, []string{"exact.f1", "trimmed.f1", "overlap.f1"}, map[string]float64{"exact.f1": .62},
		},
		{
			"coref-gum", []string{"score_coref.py", "--articles", gum}, code,
			[]string{"score_coref.py", gum}, []string{"partial.conll", "exact.conll"}, nil,
		},
		places("geovirus", nil),
		places("geowebnews", map[string]float64{"tagging.strict.f1": .80, "found.acc161": .90, "end_to_end.geof1_161": .68, "country.accuracy_found": .95}),
		places("tr-news", map[string]float64{"end_to_end.geof1_161": .65}),
		places("lgl", map[string]float64{"end_to_end.geof1_161": .50}),
		{
			"times-wikiwars", []string{"to_articles_time.py", "data/times/dev/wikiwars.jsonl.gz"}, code,
			[]string{"score_times.py", "data/times/dev/wikiwars.jsonl.gz", "--outermost"}, []string{"timex.relaxed.f1", "timex.strict.f1", "timex.value.f1", "timex.value_accuracy"},
			map[string]float64{"timex.relaxed.f1": .90, "timex.value_accuracy": .75},
		},
		{
			"times-timeline", []string{"to_articles_time.py", "data/times/dev/timeline2015.jsonl.gz"}, code,
			[]string{"score_times.py", "data/times/dev/timeline2015.jsonl.gz"}, dates, map[string]float64{"events.dates.exact.accuracy": .80},
		},
		{
			"times-deeds", []string{"to_articles_time.py", "data/times/dev/timeline2015.jsonl.gz"}, code,
			[]string{"score_times.py", "data/times/dev/timeline2015.jsonl.gz"}, dates, map[string]float64{"events.dates.exact.accuracy": .80, "events.dates.exact.recall": .80},
		},
		{
			"times-news", []string{"to_articles_time.py", "gold/times/test.jsonl"}, code,
			[]string{"score_times.py", "gold/times/test.jsonl"}, append([]string{"timex.relaxed.f1", "timex.strict.f1", "timex.type.f1", "timex.value.f1"}, dates...),
			map[string]float64{"timex.value.f1": .78},
		},
		{
			"seed", []string{"score_seed.py", "seed/seed.gold.json", "--input"}, code,
			[]string{"score_seed.py", "seed/seed.gold.json"},
			[]string{"score", "by_check.statements_found", "by_check.speaker", "by_check.kind", "by_check.chain", "by_check.must_not", "by_check.event_type", "by_check.dispute", "extra_statements"},
			map[string]float64{"score": .97, "by_check.statements_found": 9, "by_check.speaker": 8, "by_check.must_not": 11},
		},
	}
}

// statements measures attribution. The model learned from PolNeAR's training part; the rules alone learned from nothing.
func statements(name string, run []string, floors map[string]float64) measure {
	gold := "data/statements/polnear_dev.jsonl.gz"
	keep := []string{"spans.source.exact.f1", "spans.cue.exact.f1", "spans.content.exact.f1", "attributions.half.f1", "attributions.strict.f1"}
	for _, form := range []string{"direct", "mixed", "indirect"} {
		keep = append(keep, "by_form."+form+".half_r", "by_form."+form+".content_exact_r")
	}
	return measure{name, []string{"to_articles_statements.py", gold}, run, []string{"score_statements.py", gold}, append(keep, "malformed_spans"), floors}
}

// places measures toponyms on one corpus. The ranker learned from geovirus, whose figures are therefore flattering; the others
// are measured only. The figures are those of a build with its gazetteer.
func places(corpus string, floors map[string]float64) measure {
	gold := "data/places/dev/" + corpus + ".jsonl.gz"
	return measure{
		"places-" + corpus, []string{"to_articles_geo.py", gold}, []string{"code", "--workers", "2"}, []string{"score_places.py", gold},
		[]string{"tagging.strict.f1", "tagging.overlap.f1", "found.acc161", "found.acc161_plain", "found.mean_km", "end_to_end.geof1_161", "country.accuracy_found", "country.recall"}, floors,
	}
}

// mostFalseAlarms is the largest share of sentences without an event on which one may be raised.
const mostFalseAlarms = .10

// TestQuality runs the program over the development data and compares the figures with testdata/NAME.score.
// The figures are deterministic: any difference is a change of quality and belongs into the change that made it.
func TestQuality(t *testing.T) {
	shared := sharedDir(t)
	bin := build(t)
	for _, m := range measures() {
		t.Run(m.name, func(t *testing.T) {
			if strings.HasPrefix(m.name, "places-") && !exists("../gazetteer/data/cities.gaz") {
				t.Skip("the figures are those of a build with its gazetteer; run make first")
			}
			out := filepath.Join(t.TempDir(), "out")
			took := walk(t, bin, m, shared, out)
			if m.name == "times-deeds" || m.name == "times-news" {
				deedsAsEvents(t, out)
			}
			figures := flatten(t, python(t, shared, append(m.score, out)))
			var got strings.Builder
			for _, k := range m.keep {
				v, ok := figures[k]
				if !ok {
					t.Fatalf("the scorer gives no %q", k)
				}
				fmt.Fprintf(&got, "%s %s\n", k, v)
			}
			t.Logf("%s (%.1fs)\n%s", m.name, took.Seconds(), got.String())
			compare(t, filepath.Join("testdata", m.name+".score"), got.String())
			for k, floor := range m.floors {
				if v := number(figures[k]); v < floor {
					t.Errorf("%s is %s, below its floor of %g", k, figures[k], floor)
				}
			}
			if v, ok := figures["neutral_false_alarm"]; ok && number(v) > mostFalseAlarms {
				t.Errorf("events are raised on %s of the sentences without any, more than %g", v, mostFalseAlarms)
			}
		})
	}
}

// walk pipes the input of a measure through the program into a file.
func walk(t *testing.T, bin string, m measure, shared, out string) time.Duration {
	t.Helper()
	input := python(t, shared, m.input)
	f, err := os.Create(out)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	cmd := exec.Command(bin, m.run...)
	var stderr bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = bytes.NewReader(input), f, &stderr
	start := time.Now()
	if err := cmd.Run(); err != nil {
		t.Fatalf("tocsin %s: %v\n%s", strings.Join(m.run, " "), err, stderr.String())
	}
	return time.Since(start)
}

// deedsAsEvents puts the deeds of readings behind their events, where the scorer of dates looks: it knows no deeds.
func deedsAsEvents(t *testing.T, file string) {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	for line := range bytes.Lines(raw) {
		var reading map[string]any
		if err := json.Unmarshal(line, &reading); err != nil {
			t.Fatal(err)
		}
		events, _ := reading["events"].([]any)
		deeds, _ := reading["deeds"].([]any)
		for _, d := range deeds {
			deed, _ := d.(map[string]any)
			events = append(events, map[string]any{"trigger": []any{deed["span"]}, "date": deed["date"]})
		}
		reading["events"] = events
		if err := json.NewEncoder(&out).Encode(reading); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(file, out.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

// python runs a scorer of shared/tools; arguments that name files below shared are made absolute.
func python(t *testing.T, shared string, args []string) []byte {
	t.Helper()
	full := []string{filepath.Join(shared, "tools", args[0])}
	for _, a := range args[1:] {
		if p := filepath.Join(shared, a); strings.Contains(a, "/") && exists(p) {
			a = p
		}
		full = append(full, a)
	}
	cmd := exec.Command("python3", full...)
	cmd.Env = append(os.Environ(), "PYTHONDONTWRITEBYTECODE=1")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s", strings.Join(args, " "), err, stderr.String())
	}
	return out
}

// flatten turns the scorer's JSON into dotted paths.
func flatten(t *testing.T, raw []byte) map[string]string {
	t.Helper()
	var doc any
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	if err := dec.Decode(&doc); err != nil {
		t.Fatalf("scorer's output: %v\n%s", err, raw)
	}
	out := map[string]string{}
	var visit func(prefix string, v any)
	visit = func(prefix string, v any) {
		if m, ok := v.(map[string]any); ok {
			for k, x := range m {
				visit(strings.TrimPrefix(prefix+"."+k, "."), x)
			}
			return
		}
		out[prefix] = fmt.Sprint(v)
	}
	visit("", doc)
	return out
}

// number reads "0.61" and the "8" of "8/9".
func number(s string) float64 {
	s, _, _ = strings.Cut(s, "/")
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return -1
	}
	return v
}

func compare(t *testing.T, golden, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatalf("%v; run go test ./eval -update", err)
	}
	if got != string(want) {
		t.Errorf("%s changed; if that is meant, run go test ./eval -update\n--- was\n%s--- is\n%s", golden, want, got)
	}
}

// sharedDir finds the development data, which lie beside the checkout and are never part of it.
func sharedDir(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("TOCSIN_SHARED")
	if dir == "" {
		dir = filepath.Join("..", "..", "shared")
	}
	if !exists(filepath.Join(dir, "tools")) {
		t.Skipf("no development data at %s (set TOCSIN_SHARED): quality is not measured here", dir)
	}
	if _, err := exec.LookPath("python3"); err != nil {
		t.Skip("no python3 for the scorers: quality is not measured here")
	}
	abs, err := filepath.Abs(dir)
	if err != nil {
		t.Fatal(err)
	}
	return abs
}

// build makes the program that is measured.
func build(t *testing.T) string {
	t.Helper()
	bin := filepath.Join(t.TempDir(), "tocsin")
	cmd := exec.Command("go", "build", "-o", bin, "../cmd/tocsin")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	return bin
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
