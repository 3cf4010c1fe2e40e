package lexicon

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/tocsin-desk/tocsin"
)

func load(tb testing.TB) *Set {
	tb.Helper()
	s, err := Load()
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

func day(s string) time.Time {
	d, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return d
}

func TestLoadHasEnough(t *testing.T) {
	s := load(t)
	towns := 0
	for i := range s.Places {
		if k := s.Places[i].Kind; k == Capital || k == City {
			towns++
		}
	}
	for _, c := range []struct {
		what      string
		have, min int
	}{{"actors", len(s.Actors), 1400}, {"roles", len(s.Roles), 1500}, {"spells", len(s.Offices), 2800}, {"towns", towns, 600}, {"outlets", len(s.Outlets), 200}, {"given names", len(s.Given), 400}} {
		if c.have < c.min {
			t.Errorf("%d %s, want %d", c.have, c.what, c.min)
		}
	}
}

// Every state of today has a middle and, but for the few that have none or none of ours, a capital.
func TestCountriesAreComplete(t *testing.T) {
	s := load(t)
	none := map[string]bool{"HKG": true, "ATA": true, "SUN": true, "YUG": true, "CSK": true, "DDR": true, "GUF": true, "NCL": true, "ESH": true, "VAT": true, "MAC": true, "GIB": true, "BMU": true, "FRO": true, "COK": true, "ABW": true, "GUM": true, "PYF": true, "CYM": true, "FLK": true, "REU": true, "GLP": true, "MTQ": true, "KIR": false}
	for i := range s.Actors {
		a := &s.Actors[i]
		if a.Kind != tocsin.State {
			continue
		}
		if _, ok := s.Centre(a.ID); !ok {
			t.Errorf("%s has no middle", a.ID)
		}
		if _, ok := s.Capital(a.ID); !ok && !none[a.ID] {
			t.Errorf("%s has no capital", a.ID)
		}
	}
}

func TestCodesDependOnTheDay(t *testing.T) {
	s := load(t)
	for _, c := range []struct {
		id, day, want string
	}{
		{"taliban", "1995-01-01", "AFGREB"},
		{"taliban", "1999-01-01", "AFGGOV"},
		{"taliban", "2021-08-14", "AFGREB"},
		{"taliban", "2021-08-15", "AFGGOV"},
		{"taliban", "", "AFGGOV"},
		{"rapid support forces", "2023-04-14", "SDNPRM"},
		{"rapid support forces", "2023-04-15", "SDNREB"},
		{"united nations", "2000-01-01", "IGOUNO"},
	} {
		a, _ := s.Actor(c.id)
		if a == nil {
			t.Errorf("no actor %q", c.id)
			continue
		}
		var d time.Time
		if c.day != "" {
			d = day(c.day)
		}
		term, ok := a.Term(d, c.day != "")
		if got := strings.Join(term.Codes, ""); !ok || got != c.want {
			t.Errorf("%s on %q: %s, want %s", c.id, c.day, got, c.want)
		}
		if !strings.HasPrefix(a.Basis(term), "actors.tsv:") {
			t.Errorf("basis %q names no line", a.Basis(term))
		}
	}
}

func TestOffice(t *testing.T) {
	s := load(t)
	for _, c := range []struct {
		person, day string
		title       string
		former      bool
	}{
		{"Ashraf Ghani", "2020-11-19", "president", false},
		{"Ashraf Ghani", "2021-08-15", "president", true},
		{"Ashraf Ghani", "2010-01-01", "", false},
		{"Donald Trump", "2022-01-01", "president", true},
		{"Donald Trump", "2025-06-01", "president", false},
		{"Donald Trump", "", "president", false},
	} {
		var d time.Time
		if c.day != "" {
			d = day(c.day)
		}
		o, former := s.Office(c.person, d, c.day != "")
		title := ""
		if o != nil {
			title = o.Title
		}
		if title != c.title || former != c.former {
			t.Errorf("%s on %q: %q former %v, want %q %v", c.person, c.day, title, former, c.title, c.former)
		}
	}
}

func TestWithAddsRowsAndChangesTheHash(t *testing.T) {
	s := load(t)
	more, err := s.With("countries.tsv", strings.NewReader("iso\tname\tadjectives\tpeople\tlat\tlon\nQZZ\tBelland\tBellish\tBellanders\t10\t20\n"))
	if err != nil {
		t.Fatal(err)
	}
	if more.Hash() == s.Hash() {
		t.Error("the hash is the same with another row")
	}
	if again, _ := Load(); again.Hash() != s.Hash() {
		t.Error("the hash differs between two loads")
	}
	if a, _ := more.Actor("QZZ"); a == nil || a.Name != "Belland" {
		t.Error("the new country is not there")
	}
	if a, _ := s.Actor("QZZ"); a != nil {
		t.Error("With changed the Set it was called on")
	}
	if got := matched(more, CountryAdj, "Bellish", "troops"); got != 1 {
		t.Errorf("the adjective matches %d words", got)
	}
	both, err := more.With("places.tsv", strings.NewReader("name\tkind\tcountry\tlat\tlon\nBelport\tcapital\tQZZ\t10.5\t20.5\n"))
	if err != nil {
		t.Fatal(err)
	}
	if p, ok := both.Capital("QZZ"); !ok || p.Name != "Belport" {
		t.Error("the new capital is not there")
	}
}

func TestBadRowsNameTableAndLine(t *testing.T) {
	s := load(t)
	for _, c := range []struct{ table, text, want string }{
		{"actors.tsv", "id\tname\tkind\tcodes\nx\tX\tband\tAFG\n", `actors.tsv:2: kind "band" of "x"`},
		{"actors.tsv", "id\tname\tkind\tcodes\nx\tX\torganisation\tAF\n", `actors.tsv:2: code "AF" is not three capital letters`},
		{"actors.tsv", "id\tname\tkind\tcodes\tfrom\nx\tX\torganisation\tAFG\t15 August\n", `actors.tsv:2: from "15 August" is no date such as 2021-08-15`},
		{"actors.tsv", "id\tcodes\tfrom\tto\ntaliban\tAFG\t2021-01-01\t2021-01-01\n", `actors.tsv:2: from 2021-01-01 is not before to 2021-01-01`},
		{"actors.tsv", "id\tname\nx\tX\n", `actors.tsv:1: no column codes`},
		{"actors.tsv", "id\tcodes\tcolour\nx\tX\tred\n", `actors.tsv:1: unknown column "colour"`},
		{"actors.tsv", "id\tcodes\n\tAFG\n", `actors.tsv:2: column id is empty`},
		{"actors.tsv", "id\tcodes\nx\tAFG\textra\n", `actors.tsv:2: 3 columns, the table has 2`},
		{"countries.tsv", "iso\tname\nAfg\tX\n", `countries.tsv:2: iso "Afg" is not three capital letters`},
		{"places.tsv", "name\tkind\tlat\tlon\nX\tcity\t91\t0\n", `places.tsv:2: lat "91" is no number from -90 to 90`},
		{"places.tsv", "name\tkind\tlat\tlon\nX\thamlet\t1\t0\n", `places.tsv:2: kind "hamlet"`},
		{"places.tsv", "name\tkind\tlat\tlon\tcountry\nX\tcity\t1\t0\tZZZ\n", `places.tsv:2: unknown country "ZZZ"`},
		{"offices.tsv", "person\ttitle\tof\tfrom\nX\tking\tZZZ\t2020-01-01\n", `offices.tsv:2: office of unknown actor "ZZZ"`},
		{"roles.tsv", "noun\tnumber\nx\tmany\n", `roles.tsv:2: number "many" is not person, office, group or document`},
		{"given.tsv", "gender\tnames\nx\tMax\n", `given.tsv:2: gender "x" is not m, f or u`},
		{"times.tsv", "names\twhen\tkind\nX\t2021-13\tfeast\n", `times.tsv:2: when "2021-13" is no day`},
		{"times.tsv", "names\twhen\tkind\nX\tXXXX-12-25|2021\tfeast\n", `times.tsv:2: what falls every year has one date`},
		{"times.tsv", "names\twhen\tkind\nX\t2021\twar\n", `times.tsv:2: kind "war" is not feast or event`},
		{"actors.tsv", "\xff\n", `actors.tsv: not UTF-8`},
	} {
		_, err := s.With(c.table, strings.NewReader(c.text))
		if err == nil || !errors.Is(err, tocsin.ErrInvalid) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: error %v, want %q", c.text, err, c.want)
		}
	}
	if _, err := s.With("colours.tsv", strings.NewReader("")); !errors.Is(err, tocsin.ErrNotFound) {
		t.Errorf("unknown table: %v", err)
	}
}

// matched returns the length of the longest name of the classes at the first word.
func matched(s *Set, want Class, words ...string) int {
	_, n := s.Match(want, func(i int) string { return words[i] }, len(words), 0)
	return n
}

func TestMatch(t *testing.T) {
	s := load(t)
	for _, c := range []struct {
		words string
		class Class
		want  int
	}{
		{"Kabul", PlaceName, 1},
		{"KABUL", PlaceName, 1},
		{"kabul", PlaceName, 0},
		{"US troops", CountryName, 1},
		{"U.S. troops", CountryName, 1},
		{"us troops", CountryName, 0},
		{"Who said", GroupName, 0},
		{"WHO said", GroupName, 1},
		{"the Kremlin said", CountrySeat, 2},
		{"New York Times reported", AnyClass, 3},
		{"New York reported", AnyClass, 2},
		{"Foreign Minister X", RoleNoun, 2},
		{"foreign ministers met", RoleNoun, 2},
		{"Mazar-e-Sharif fell", PlaceName, 1},
		{"Mazar - e - Sharif fell", PlaceName, 5},
		{"Côte d’Ivoire 's", CountryName, 2},
		{"Kurdistan Workers ' Party", GroupName, 4},
		{"Paris , Texas", PlaceName, 3},
		{"Collective Security Treaty Organisation", GroupName, 4},
		{"Collective bargaining", AnyClass, 0},
	} {
		if got := matched(s, c.class, strings.Fields(c.words)...); got != c.want {
			t.Errorf("%q: %d words, want %d", c.words, got, c.want)
		}
	}
}

func TestMatchGivesEverySense(t *testing.T) {
	s := load(t)
	words := []string{"Georgia"}
	refs, _ := s.Match(AnyClass, func(i int) string { return words[i] }, 1, 0)
	got := map[string]bool{}
	for _, r := range refs {
		switch r.Class {
		case CountryName:
			got["country "+s.Actors[r.Index].ID] = true
		case PlaceName:
			got["place in "+s.Places[r.Index].Country] = true
		}
	}
	if diff := cmp.Diff(map[string]bool{"country GEO": true, "place in USA": true}, got); diff != "" {
		t.Error(diff)
	}
}

// Every name must be found by its own words.
func TestEveryNameMatchesItself(t *testing.T) {
	s := load(t)
	for i := range s.Places {
		if words := Split(s.Places[i].Name, false); matched(s, PlaceName, words...) != len(words) {
			t.Errorf("%s %s doesn't match itself", s.Places[i].Where, s.Places[i].Name)
		}
	}
	for i := range s.Actors {
		if words := Split(s.Actors[i].Name, false); matched(s, CountryName|GroupName, words...) != len(words) {
			t.Errorf("%s %s doesn't match itself", s.Actors[i].Where, s.Actors[i].Name)
		}
	}
}

func TestPeriod(t *testing.T) {
	p := Period{From: day("2020-01-01"), To: day("2021-01-01")}
	for _, c := range []struct {
		day  string
		want bool
	}{{"2019-12-31", false}, {"2020-01-01", true}, {"2020-12-31", true}, {"2021-01-01", false}} {
		if got := p.Holds(day(c.day), true); got != c.want {
			t.Errorf("%s on %s: %v", p, c.day, got)
		}
	}
	if p.Holds(day("2020-06-01"), false) {
		t.Error("a closed period holds without a date")
	}
}

func FuzzTable(f *testing.F) {
	f.Add("actors.tsv", "id\tname\tkind\tcodes\nx\tX\torganisation\tAFG\n")
	f.Add("places.tsv", "name\tkind\tlat\tlon\nX\tcity\t1\t0\n")
	f.Add("roles.tsv", "noun\tnumber\ny\tperson\n#\n")
	f.Add("offices.tsv", "person\ttitle\tof\tfrom\tto\nX|Y\tking\tSWE\t2020-01-01\t\n")
	s, err := Load()
	if err != nil {
		f.Fatal(err)
	}
	names := make([]string, 0, len(tables))
	for _, t := range tables {
		names = append(names, t.name)
	}
	f.Fuzz(func(t *testing.T, name, text string) {
		one := &Set{trie: newTrie(), byID: s.byID, members: map[string][]int{}, spells: map[string][]int{}, capitals: map[string]int{}, centres: map[string]Centre{}, codes: map[string]string{}, bodies: map[string]*BodyWord{}, Actors: s.Actors[:len(s.Actors):len(s.Actors)]}
		for _, table := range tables[:10] { // the tables of this file's tests; cues and verbs have fuzz tests of their own
			if table.name != name && name != names[len(text)%10] {
				continue
			}
			one.byID = map[string]int{"SWE": 0}
			if err := table.read(one, table.name, []byte(text)); err != nil && !errors.Is(err, tocsin.ErrInvalid) && !errors.Is(err, tocsin.ErrTooLarge) {
				t.Errorf("%s: error %v of no known kind", table.name, err)
			}
		}
		words := strings.Fields(text)
		for i := range words {
			if _, n := s.Match(AnyClass, func(i int) string { return words[i] }, len(words), i); n < 0 || i+n > len(words) {
				t.Errorf("match of %d words at %d of %d", n, i, len(words))
			}
		}
	})
}

func BenchmarkMatch(b *testing.B) {
	s := load(b)
	words := strings.Fields("Officials in Kabul said on Friday that the foreign ministers of Tajikistan and Uzbekistan would meet envoys of the European Union near the river , and that the army of a third country had moved two brigades closer to the line that nobody had marked on any map")
	form := func(i int) string { return words[i] }
	b.ReportAllocs()
	for b.Loop() {
		for i := range words {
			s.Match(AnyClass, form, len(words), i)
		}
	}
	b.ReportMetric(float64(b.N*len(words))/b.Elapsed().Seconds(), "tokens/s")
}

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Load(); err != nil {
			b.Fatal(err)
		}
	}
}
