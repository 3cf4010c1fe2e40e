package lexicon

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/tocsin-desk/tocsin"
)

// sectors are the blocks that may follow a state: PLOVER's, CAMEO's HRI and ENV, and KUR for Kurds.
var sectors = strings.Fields("COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP PRE REL SOC HRI ENV KUR NGO")

// wrong says what is wrong with the codes of an actor or an office, "" where nothing is.
func wrong(s *Set, codes []string) string {
	if len(codes) == 0 {
		return "no codes"
	}
	switch codes[0] {
	case "IGO", "NGO", "IMG", "MNC":
		return "" // an organisation's own block may follow
	}
	if a, _ := s.Actor(codes[0]); a == nil || a.Kind != tocsin.State {
		return codes[0] + " is no state"
	}
	for _, c := range codes[1:] {
		if !slices.Contains(sectors, c) {
			return c + " is no sector"
		}
	}
	return ""
}

func TestEveryCodeIsValid(t *testing.T) {
	s := load(t)
	for i := range s.Actors {
		for _, term := range s.Actors[i].Terms {
			if why := wrong(s, term.Codes); why != "" {
				t.Errorf("%s %s: %s", term.Where, s.Actors[i].Name, why)
			}
		}
	}
	for i := range s.Offices {
		if why := wrong(s, s.Offices[i].Codes); why != "" {
			t.Errorf("%s %s: %s", s.Offices[i].Where, s.Offices[i].Person, why)
		}
	}
	for _, r := range s.Roles {
		for _, c := range r.Codes {
			if !slices.Contains(sectors, c) && c != "MNC" {
				t.Errorf("%s %s: %s is no sector", r.Where, r.Noun, c)
			}
		}
	}
}

// One status at a time, one holder of an office, one seat in an organisation; later rows are later; and nobody leads two states.
func TestNothingOverlaps(t *testing.T) {
	s := load(t)
	for _, p := range s.Overlaps() {
		t.Error(p)
	}
	for i := range s.Actors {
		terms := s.Actors[i].Terms
		for k := 1; k < len(terms); k++ {
			if terms[k].From.Before(terms[k-1].From) {
				t.Errorf("%s %s: %s stands behind %s", terms[k].Where, s.Actors[i].Name, terms[k].Period, terms[k-1].Period)
			}
		}
	}
	realms := []string{"Queen Elizabeth II", "King Charles III"}
	for person, spells := range s.spells {
		for i, k := range spells {
			for _, l := range spells[i+1:] {
				a, b := &s.Offices[k], &s.Offices[l]
				if len(a.Of) == 3 && len(b.Of) == 3 && a.Of != b.Of && a.Overlaps(b.Period) && !slices.Contains(realms, person) {
					t.Errorf("%s: %s of %s and %s of %s", person, a.Where, a.Of, b.Where, b.Of)
				}
			}
		}
	}
}

// Every row with a date says how sure it is, in the tables that are ours.
func TestEveryDateSaysHowSureItIs(t *testing.T) {
	for _, src := range load(t).sources {
		if !slices.Contains([]string{"actors.tsv", "offices.tsv", "members.tsv"}, src.Name) {
			continue
		}
		checked := src.Name == "offices.tsv"
		rows, err := ReadTable(src.Name, src.Data, nil, []string{"id", "name", "variants", "kind", "parent", "codes", "from", "to", "sure", "note", "person", "title", "of", "checked", "members"})
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range rows {
			if dated := r.Get("from") != "" || r.Get("to") != ""; dated != (r.Get("sure") != "") {
				t.Errorf("%s: from %q, to %q, sure %q", r.Where(), r.Get("from"), r.Get("to"), r.Get("sure"))
			}
			if checked && r.Get("checked") == "" {
				t.Errorf("%s: doesn't say what it was checked against", r.Where())
			}
		}
	}
}

// On a day of each year since 2000 we know somebody who leads each state.
func TestEveryStateHasItsLeaders(t *testing.T) {
	s := load(t)
	gone := []string{"SUN", "YUG", "CSK", "DDR", "ATA", "SMR"} // and the captains regent change twice a year
	members := s.Members("united nations", day("2020-01-01"), true)
	missing := 0
	for i := range s.Actors {
		a := &s.Actors[i]
		if a.Kind != tocsin.State || slices.Contains(gone, a.ID) {
			continue
		}
		if !slices.Contains(members, a.ID) && !slices.Contains([]string{"TWN", "KOS", "PSE", "VAT"}, a.ID) {
			continue
		}
		for year := 2000; year <= 2025; year++ {
			on := day(fmt.Sprintf("%d-06-15", year))
			if year < 2012 && (a.ID == "SSD" || a.ID == "KOS" || a.ID == "TLS" || a.ID == "MNE" || a.ID == "SRB" || a.ID == "IRQ" || a.ID == "AFG") {
				continue // not independent, or under others
			}
			if !slices.ContainsFunc(s.Offices, func(o Office) bool { return o.Of == a.ID && o.Holds(on, true) }) {
				missing++
				t.Logf("nobody leads %s in %d", a.ID, year)
			}
		}
	}
	if missing > 2 {
		t.Errorf("%d years of states without a leader", missing)
	}
}

func TestMembersDependOnTheDay(t *testing.T) {
	s := load(t)
	for _, c := range []struct {
		of, day string
		want    int
	}{
		{"united nations", "2025-01-01", 193},
		{"united nations", "1990-01-01", 158},
		{"united nations security council", "2024-06-01", 15},
		{"united nations security council", "2012-06-01", 15},
		{"nato", "2026-01-01", 32},
		{"european union", "2019-01-01", 28},
		{"european union", "2026-01-01", 27},
		{"african union", "2026-01-01", 55},
		{"ecowas", "2024-06-01", 15},
		{"ecowas", "2025-06-01", 12},
		{"arab league", "2026-01-01", 22},
		{"organisation of islamic cooperation", "2026-01-01", 57},
		{"commonwealth of nations", "2026-01-01", 56},
		{"council of europe", "2026-01-01", 46},
		{"osce", "2026-01-01", 57},
		{"oecd", "2026-01-01", 38},
		{"asean", "2026-01-01", 11},
		{"caricom", "2026-01-01", 14},
		{"brics", "2025-06-01", 10},
		{"sadc", "2026-01-01", 16},
		{"comesa", "2026-01-01", 21},
		{"apec", "2026-01-01", 21},
		{"opec", "2026-01-01", 12},
		{"eurozone", "2026-01-01", 21},
		{"schengen area", "2026-01-01", 29},
		{"collective security treaty organization", "2026-01-01", 6},
	} {
		if got := s.Members(c.of, day(c.day), true); len(got) != c.want {
			t.Errorf("%s on %s has %d members, want %d: %v", c.of, c.day, len(got), c.want, got)
		}
	}
	orgs := map[string]bool{}
	for i := range s.Memberships {
		orgs[s.Memberships[i].Of] = true
	}
	if len(orgs) < 60 {
		t.Errorf("members of %d organisations, want 60", len(orgs))
	}
	if a := s.ActorNamed("CSTO"); a == nil || a.ID != "collective security treaty organization" {
		t.Error("no CSTO by its acronym")
	}
	if s.ActorNamed("Hanse") != nil || s.ActorNamed("") != nil {
		t.Error("somebody is called Hanse, or nothing")
	}
}

// The table is broad enough for the monitoring of conflicts.
func TestGroupsAreEnough(t *testing.T) {
	s := load(t)
	armed, parties, changed := 0, 0, 0
	for i := range s.Actors {
		a := &s.Actors[i]
		has := func(sector ...string) bool {
			return slices.ContainsFunc(a.Terms, func(t Term) bool {
				return slices.ContainsFunc(t.Codes, func(c string) bool { return slices.Contains(sector, c) })
			})
		}
		switch {
		case a.Kind == tocsin.ArmedGroup:
			armed++
		case has("PTY", "OPP", "PRE"):
			parties++
		}
		if len(a.Terms) > 1 {
			changed++
		}
	}
	t.Logf("%d armed groups, %d parties and oppositions, %d actors whose status changed", armed, parties, changed)
	if armed < 300 || parties < 150 || changed < 50 {
		t.Errorf("%d armed groups, %d parties, %d with dated status", armed, parties, changed)
	}
}
