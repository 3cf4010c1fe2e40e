package actor_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/coder/actor"
	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse/coref"
	"github.com/tocsin-desk/tocsin/parse/entity"
	"github.com/tocsin-desk/tocsin/parse/pipeline"
)

// shared returns a file of the development data beside the checkout, and skips the test where it is absent.
func shared(tb testing.TB, path string) string {
	tb.Helper()
	root := os.Getenv("TOCSIN_SHARED")
	if root == "" {
		root = filepath.Join("..", "..", "..", "shared")
	}
	p := filepath.Join(root, path)
	if _, err := os.Stat(p); err != nil {
		tb.Skipf("no development data: %v", err)
	}
	return p
}

func lines(tb testing.TB, path string, each func(b []byte)) {
	tb.Helper()
	f, err := os.Open(path)
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	s := bufio.NewScanner(f)
	s.Buffer(nil, 4<<20)
	for s.Scan() {
		each(s.Bytes())
	}
	if err := s.Err(); err != nil {
		tb.Fatal(err)
	}
}

// TestCodesOfPLOVER counts how many actor codes of the PLOVER records some entity of the sentence has.
// Codes of the records that are known slips (JAP for JPN) are repaired as the scorer does.
func TestCodesOfPLOVER(t *testing.T) {
	path := shared(t, "data/events/dev/plover_gsr.jsonl")
	lex, err := lexicon.Load()
	if err != nil {
		t.Fatal(err)
	}
	p, err := pipeline.English()
	if err != nil {
		t.Fatal(err)
	}
	nm, err := entity.English()
	if err != nil {
		t.Fatal(err)
	}
	chains, err := coref.English()
	if err != nil {
		t.Fatal(err)
	}
	var want, got3, got6 int
	lines(t, path, func(b []byte) {
		var r struct {
			ID, Text, Date string
			Gold           []struct {
				Source, Target string
				S              string `json:"source_text"`
				T              string `json:"target_text"`
			}
		}
		if err := json.Unmarshal(b, &r); err != nil {
			t.Fatal(err)
		}
		d := p.Parse(r.Text)
		d.Names = nm.Names(d, lex)
		chains.Resolve(d, lex)
		cast := actor.Resolve(d, lex, &tocsin.Article{Date: r.Date})
		have3, have6 := map[string]bool{}, map[string]bool{}
		var all []string
		for i := range cast.Entities {
			e := &cast.Entities[i]
			c := string(e.Code())
			all = append(all, c+"="+e.Name)
			have3[first(c, 3)], have6[first(c, 6)] = true, true
		}
		seen := map[string]bool{}
		for _, g := range r.Gold {
			for _, c := range [...][2]string{{g.Source, g.S}, {g.Target, g.T}} {
				code := repair(strings.TrimSuffix(c[0], "***"))
				if code == "" || seen[code] {
					continue
				}
				seen[code] = true
				want++
				if have3[first(code, 3)] {
					got3++
				}
				if have6[first(code, 6)] {
					got6++
				} else {
					mark := "6"
					if !have3[first(code, 3)] {
						mark = "3"
					}
					t.Logf("%s miss %s (%s)\n   %s\n   %s", mark, code, c[1], r.Text, strings.Join(all, " | "))
				}
			}
		}
	})
	share := func(n int) string { return fmt.Sprintf("%.3f", float64(n)/float64(want)) }
	t.Logf("%d codes, of three letters %s, of six %s", want, share(got3), share(got6))
	if float64(got3) < .85*float64(want) {
		t.Errorf("three-letter codes found: %s, the target is .85", share(got3))
	}
}

func first(s string, n int) string { return strings.ToUpper(s[:min(n, len(s))]) }

func repair(c string) string {
	for _, slip := range [...][2]string{{"JAP", "JPN"}, {"ITL", "ITA"}, {"VTN", "VNM"}} {
		if strings.HasPrefix(c, slip[0]) {
			return slip[1] + c[3:]
		}
	}
	return c
}
