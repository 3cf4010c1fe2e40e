package lexicon

import (
	"slices"
	"time"
)

// A Membership is the states that joined an organisation on one day.
type Membership struct {
	Of     string   // id of the organisation
	States []string // ISO 3166-1 alpha-3
	Note   string   // suspended, took no part
	Where  string
	Period
}

// Members returns the states that belonged to an organisation on the day, sorted by their codes; nil for one
// whose members the table doesn't have.
func (s *Set) Members(of string, day time.Time, dated bool) []string {
	var out []string
	for _, i := range s.members[of] {
		if m := &s.Memberships[i]; m.Holds(day, dated) {
			out = append(out, m.States...)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// ActorNamed returns the actor that a whole name stands for as an organisation, group or state: "CSTO", "NATO". Of two
// the first of the table; nil where there is none.
func (s *Set) ActorNamed(name string) *Actor {
	words := Split(name, false)
	refs, n := s.Match(GroupName|CountryName, func(i int) string { return words[i] }, len(words), 0)
	if n == 0 || n < len(words) {
		return nil
	}
	return &s.Actors[refs[0].Index]
}

// readMembers reads members.tsv: who belonged to which organisation in which period.
func readMembers(s *Set, name string, data []byte) error {
	rows, err := ReadTable(name, data, []string{"of", "members"}, []string{"from", "to", "sure", "note"})
	if err != nil {
		return err
	}
	for _, r := range rows {
		period, err := r.Period()
		if err != nil {
			return err
		}
		m := Membership{Of: r.Get("of"), States: r.List("members"), Note: r.Get("note"), Where: r.Where(), Period: period}
		if a, _ := s.Actor(m.Of); a == nil {
			return r.Errorf("members of unknown actor %q", m.Of)
		}
		for _, c := range m.States {
			if a, _ := s.Actor(c); a == nil {
				return r.Errorf("unknown country %q", c)
			}
		}
		s.members[m.Of] = append(s.members[m.Of], len(s.Memberships))
		s.Memberships = append(s.Memberships, m)
	}
	return nil
}
