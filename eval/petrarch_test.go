package eval_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A suite is one of the test suites of PETRARCH with the dictionaries that it is coded with.
type suite struct {
	name, gold   string
	dictionaries []string // patterns of file names
	trees        bool     // the suite's own trees are handed over
	floor        float64  // share of records exactly right
}

// suites lists them as their peers ran them: with the suite's trees where these are of Universal Dependencies, and once more with
// our own parse.
func suites() []suite {
	validate2 := []string{"PETR_Validate_*"}
	phoenix := []string{"Phoenix.*", "CAMEO.*"}
	return []suite{
		{"petr_unittest", "petr_unittest.jsonl.gz", []string{"PETR.Validate.*"}, false, .88},
		{"up_validate", "up_validate_2_02.jsonl.gz", validate2, true, .92},
		{"up_validate_parsed", "up_validate_2_02.jsonl.gz", validate2, false, .87},
		{"petr2_gsr", "petr2_gsr.jsonl", phoenix, true, .85},
		{"petr2_gsr_parsed", "petr2_gsr.jsonl", phoenix, false, .75},
	}
}

// TestPetrarch runs the suites of PETRARCH through the loaders of users' dictionaries and compares the figures with
// testdata/events-petrarch.score.
func TestPetrarch(t *testing.T) {
	shared := sharedDir(t)
	bin := build(t)
	var got strings.Builder
	for _, s := range suites() {
		dir := dictionaries(t, shared, s.dictionaries)
		gold := "data/events/dev/" + s.gold
		input := []string{"to_articles.py", gold}
		if s.trees {
			input = append(input, "--trees")
		}
		m := measure{input: input, run: []string{"code", "--workers", "2", "--dictionaries", dir}}
		out := filepath.Join(t.TempDir(), s.name)
		walk(t, bin, m, shared, out)
		figures := flatten(t, python(t, shared, []string{"score_events.py", gold, out, "--kind", "records"}))
		for _, k := range []string{"records_exact", "exact", "n", "F1_exact.F1", "F1_root.F1"} {
			fmt.Fprintf(&got, "%s.%s %s\n", s.name, k, figures[k])
		}
		if v := number(figures["records_exact"]); v < s.floor {
			t.Errorf("%s: %s of the records are right, below the floor of %g", s.name, figures["records_exact"], s.floor)
		}
	}
	t.Log("\n" + got.String())
	compare(t, filepath.Join("testdata", "events-petrarch.score"), got.String())
}

// dictionaries puts the files of one suite into a folder, as a user has them.
func dictionaries(t *testing.T, shared string, patterns []string) string {
	t.Helper()
	dir := t.TempDir()
	for _, p := range patterns {
		names, err := filepath.Glob(filepath.Join(shared, "data/events/dictionaries", p))
		if err != nil || len(names) == 0 {
			t.Fatalf("no dictionary %s: %v", p, err)
		}
		for _, name := range names {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, filepath.Base(name)), data, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	return dir
}
