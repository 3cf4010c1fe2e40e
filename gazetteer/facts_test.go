package gazetteer

import (
	"fmt"
	"testing"
	"time"

	"github.com/tocsin-desk/tocsin/gazetteer/geo"
)

func day(s string) time.Time {
	d, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return d
}

// Who belongs, and who holds a territory, depends on the day.
func TestMembersAndControl(t *testing.T) {
	g := open(t)
	for _, c := range []struct{ bloc, day, want string }{
		{"CSTO", "2026-11-20", "[ARM BLR KAZ KGZ RUS TJK]"}, {"CSTO", "2010-01-01", "[ARM BLR KAZ KGZ RUS TJK UZB]"},
		{"EAEU", "2014-12-31", "[]"}, {"AES", "2024-01-01", "[BFA MLI NER]"}, {"Hanse", "2024-01-01", "[]"},
	} {
		if got := fmt.Sprint(g.Members(c.bloc, day(c.day), true)); got != c.want {
			t.Errorf("%s on %s: %s, want %s", c.bloc, c.day, got, c.want)
		}
	}
	if n := len(g.Members("NATO", day("2026-01-01"), true)); n != 32 {
		t.Errorf("NATO has %d members", n)
	}
	if n := len(g.Members("EU", day("2026-01-01"), true)); n != 27 {
		t.Errorf("the EU has %d members", n)
	}
	for _, c := range []struct{ name, day, want string }{
		{"Crimea", "2014-02-26", "[UKR]"}, {"Crimea", "2020-01-01", "[RUS]"}, {"Nagorno-Karabakh", "2022-01-01", "[AZE Nagorno-Karabakh Republic]"},
		{"Nagorno-Karabakh", "2024-01-01", "[AZE]"}, {"Snake Island", "2022-05-01", "[RUS]"}, {"Falkland Islands", "1982-05-01", "[ARG]"},
	} {
		d, ok := g.Dispute(c.name)
		if !ok {
			t.Errorf("no %s", c.name)
			continue
		}
		if got := fmt.Sprint(d.Controller(day(c.day), true)); got != c.want {
			t.Errorf("%s on %s: %s, want %s", c.name, c.day, got, c.want)
		}
	}
}

// Periods of one territory don't overlap, and names are those that the lexicon has.
func TestDisputesAreInOrder(t *testing.T) {
	g := open(t)
	for _, d := range g.facts.disputes {
		for i := 1; i < len(d.Terms); i++ {
			if d.Terms[i-1].To.IsZero() || d.Terms[i].From.Before(d.Terms[i-1].To) {
				t.Errorf("%s: %s begins before %s ends", d.Name, d.Terms[i].Where, d.Terms[i-1].Where)
			}
		}
		if len(g.Lookup(d.Name)) == 0 {
			t.Errorf("%s: the lexicon has no place of that name", d.Name)
		}
	}
}

func TestClaims(t *testing.T) {
	g := open(t)
	p := g.Lookup("Crimea")[0].Place
	if got := fmt.Sprint(g.Claims(&p, day("2026-01-01"), true)); got != "[UKR RUS]" {
		t.Errorf("Crimea: %s", got)
	}
	in := Place{Name: "Tskhinvali", Country: "GEO", Point: geo.Point{Lat: 42.23, Lon: 43.97}}
	if got := g.DisputesAt(in.Point); len(got) != 1 || got[0].Name != "South Ossetia" {
		t.Errorf("Tskhinvali lies in %d disputed territories", len(got))
	}
}
