package lexicon

import (
	"fmt"
	"strings"
	"time"
)

// A Sense is one thing that a name may stand for on a day.
type Sense struct {
	Kind  string // state, adjective of a state, people of a state, seat of a state, actor, person, role, place, outlet, given name
	Name  string // of the row
	Codes string // on that day; "" for none
	Says  string // office or status with its dates
	Where string
}

// Senses returns everything that a whole name may stand for on the day, in the order of the tables.
func (s *Set) Senses(name string, day time.Time, dated bool) []Sense {
	words := Split(name, false)
	refs, n := s.Match(AnyClass, func(i int) string { return words[i] }, len(words), 0)
	if n == 0 || n < len(words) {
		return nil
	}
	var out []Sense
	for _, r := range refs {
		out = append(out, s.Sense(r, day, dated))
	}
	return out
}

// Sense says what a ref stands for on the day.
func (s *Set) Sense(r Ref, day time.Time, dated bool) Sense {
	switch r.Class {
	case CountryName, CountryAdj, CountryPeople, CountrySeat:
		a := &s.Actors[r.Index]
		out := Sense{kindOf(r.Class), a.Name, a.ID, a.String(), a.Where}
		if r.Class == CountrySeat {
			out.Codes += "GOV"
		}
		return out
	case GroupName:
		return s.senseOfActor(&s.Actors[r.Index], day, dated)
	case OfficeHolder:
		return s.senseOfPerson(s.Offices[r.Index].Person, day, dated)
	case RoleNoun:
		role := &s.Roles[r.Index]
		return Sense{"role", role.Noun, strings.Join(role.Codes, ""), "", role.Where}
	case PlaceName:
		p := &s.Places[r.Index]
		return Sense{string(p.Kind), p.Name, p.Country, fmt.Sprintf("%.2f %.2f", p.Lat, p.Lon), p.Where}
	case OutletName:
		o := &s.Outlets[r.Index]
		return Sense{o.Kind, o.Name, o.Country + "JRN", "", o.Where}
	case GivenName:
		return Sense{"given name", s.Given[r.Index].Name, "", s.Given[r.Index].Gender, "given.tsv"}
	}
	return Sense{}
}

func kindOf(c Class) string {
	switch c {
	case CountryAdj:
		return "adjective of a state"
	case CountryPeople:
		return "people of a state"
	case CountrySeat:
		return "seat of a state"
	}
	return "state"
}

func (s *Set) senseOfActor(a *Actor, day time.Time, dated bool) Sense {
	out := Sense{string(a.Kind), a.Name, "", "no status known on this day", a.Where}
	t, ok := a.Term(day, dated)
	if !ok {
		return out
	}
	out.Codes, out.Where = strings.Join(t.Codes, ""), t.Where
	out.Says = strings.TrimSpace(t.String() + " " + t.Note)
	return out
}

func (s *Set) senseOfPerson(person string, day time.Time, dated bool) Sense {
	o, former := s.Office(person, day, dated)
	switch {
	case o == nil:
		first := &s.Offices[s.spells[person][0]]
		return Sense{"person", person, "", "no office known on this day", first.Where}
	case former:
		return Sense{"person", person, o.Codes[0] + "ELI", "former " + o.says(), o.Where}
	}
	return Sense{"person", person, strings.Join(o.Codes, ""), o.says(), o.Where}
}

// says prints an office with its dates and what they were checked against.
func (o *Office) says() string {
	out := o.Title + " of " + o.Of + " " + o.String()
	if o.Sure != "" {
		out += ", sure to the " + o.Sure
	}
	if len(o.Checked) > 0 {
		out += ", as in " + strings.Join(o.Checked, " and ")
	}
	return out
}

// Describe says in words what a ref stands for.
func (s *Set) Describe(r Ref) string {
	x := s.Sense(r, time.Time{}, false)
	return x.Kind + " " + x.Name + " (" + x.Where + ")"
}
