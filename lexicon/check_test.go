package lexicon

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/tocsin-desk/tocsin"
)

func TestCheck(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"own/actors.tsv", "id\tname\tkind\tcodes\nx\tX Front\tarmed-group\tAFG REB\n", nil},
		{"own/actors.tsv", "id\tname\tkind\tcodes\nx\tX Front\tband\tAFG REB\ny\tY Front\tarmed-group\tAFG QQQ\n", []string{
			`own/actors.tsv:2: kind "band" of "x"`,
			"own/actors.tsv:3: code QQQ is no state of countries.tsv and no block of codes.tsv",
		}},
		{"own/actors.tsv", "id\tname\tcolour\n", []string{"own/actors.tsv:1: no column codes"}},
		{"own/actors.tsv", "\xff", []string{"own/actors.tsv: not UTF-8"}},
		{"own/actors.tsv", "id\tname\tvariants\tkind\tcodes\nx\tX Front\tfighters|PKK\tarmed-group\tAFG REB\n", []string{
			`own/actors.tsv:2: warning: "fighters" has no capital: it is found wherever the word stands`,
			`own/actors.tsv:2: warning: "fighters" is also role fighter (roles.tsv:`,
			`own/actors.tsv:2: warning: "PKK" is also armed-group Kurdistan Workers' Party (actors.tsv:`,
		}},
		{"own/offices.tsv", "person\ttitle\tof\tfrom\tto\nMaren Holt\tpresident\tNAM\t2026-01-01\t\n", []string{
			"own/offices.tsv:2: warning: Maren Holt is president of NAM in a period in which Netumbo Nandi-Ndaitwah is, by offices.tsv:",
		}},
		{"own/members.tsv", "of\tmembers\tfrom\nnato\tFRA|AUT\t2030-01-01\n", []string{"own/members.tsv:2: warning: FRA is a member of nato already, by members.tsv:"}},
		{"own/members.tsv", "of\tmembers\tsure\nnato\tAUT\tvery\n", []string{`own/members.tsv:2: sure "very" is not day, month or year`}},
	} {
		_, problems, err := Check(Table{c.name, []byte(c.text)})
		if err != nil {
			t.Errorf("%q: %v", c.text, err)
		}
		var got []string
		for i, p := range problems {
			says := p.String()
			if i < len(c.want) && strings.HasSuffix(c.want[i], ":") { // the line of our own table may change
				says = says[:min(len(says), len(c.want[i]))]
			}
			got = append(got, says)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%q: -want +got\n%s", c.text, diff)
		}
	}
	if _, _, err := Check(Table{"own/colours.tsv", nil}); !errors.Is(err, tocsin.ErrNotFound) {
		t.Errorf("a table of no known name: %v", err)
	}
	if _, problems, err := Check(Table{"own/actors.tsv", []byte("id\tcodes\n" + strings.Repeat("x\tA\n", 1000))}); err == nil || len(problems) != maxProblems {
		t.Errorf("%d problems, %v", len(problems), err)
	}
}

// A table in which everything contradicts everything is told so, not in as many lines as it has pairs.
func TestDoubtsAreBounded(t *testing.T) {
	const rows = 1000
	many := func(head string, line func(i int) string) []byte {
		var b strings.Builder
		b.WriteString(head + "\n")
		for i := range rows {
			b.WriteString(line(i) + "\n")
		}
		return []byte(b.String())
	}
	for _, own := range [...]Table{
		{"own/offices.tsv", many("person\ttitle\tof\tfrom", func(i int) string { return fmt.Sprintf("Ann Bo%d\tmayor\tUSA\t2000-01-01", i) })},
		{"own/actors.tsv", many("id\tname\tkind\tcodes", func(int) string { return "x\tX Front\tarmed-group\tAFG REB" })},
		{"own/actors.tsv", many("id\tname\tkind\tcodes", func(i int) string { return fmt.Sprintf("x%d\tX Front\tarmed-group\tAFG REB", i) })},
		{"own/members.tsv", many("of\tmembers\tfrom", func(int) string { return "nato\tFRA\t2030-01-01" })},
	} {
		_, problems, err := Check(own)
		if err != nil || len(problems) != maxProblems+1 || !strings.Contains(problems[maxProblems].Says, "more") {
			t.Errorf("%s: %d problems, %v", own.Name, len(problems), err)
		}
	}
}

func TestSenses(t *testing.T) {
	s := load(t)
	for _, c := range []struct{ name, day, want string }{
		{"Taliban", "1999-01-01", "armed-group AFGGOV"},
		{"Taliban", "2010-01-01", "armed-group AFGREB"},
		{"Ahmed al-Sharaa", "2020-01-01", "person SYRREB"},
		{"Ahmed al-Sharaa", "2025-06-01", "person SYRGOV"},
		{"Aung San Suu Kyi", "2010-01-01", "person MMROPP"},
		{"Aung San Suu Kyi", "2018-01-01", "person MMRGOV"},
		{"the Kremlin", "2018-01-01", "seat of a state RUSGOV"},
		{"border guards", "2018-01-01", "role MIL"},
		{"National Transitional Council", "2010-01-01", "organisation "},
		{"Queen Elizabeth II", "2010-01-01", "person GBRGOV"},
		{"Mark Rutte", "2020-01-01", "person NLDGOV"},
		{"Mark Rutte", "2025-01-01", "person IGOGOVNAT"},
		{"Tigray People's Liberation Front", "2021-01-01", "armed-group ETHREB"},
		{"Tigray People's Liberation Front", "2015-01-01", "armed-group ETHPTY"},
		{"Nobody Inparticular", "2018-01-01", ""},
	} {
		got := ""
		if senses := s.Senses(c.name, day(c.day), true); len(senses) > 0 {
			got = senses[0].Kind + " " + senses[0].Codes
		}
		if got != c.want {
			t.Errorf("%s on %s: %q, want %q", c.name, c.day, got, c.want)
		}
	}
	if m := s.Meaning("AFG"); m != "Afghanistan" {
		t.Errorf("AFG means %q", m)
	}
}
