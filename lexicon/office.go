package lexicon

import (
	"slices"
	"strings"
	"time"
)

// An Office is one spell of one person in one office.
type Office struct {
	Person   string
	Variants []string // of the name, where this row has them
	Title    string
	Of       string   // id of the country or organisation
	Codes    []string // of the holder while in office: AFG, GOV
	Sure     string   // to what both dates are known: day, month, year; "" where the table doesn't say
	Checked  []string // public lists that have the same spell
	Where    string
	Period
}

// Basis says which office gives a person's codes: "offices.tsv:9 president of AFG 2014-09-29..2021-08-15".
func (o *Office) Basis() string {
	return o.Where + " " + o.Title + " of " + o.Of + " " + o.String()
}

// Office returns the spell that a person is in on the day. Of one whose last spell is over, former
// is true and the spell is that last one; before the first spell there is none (nil).
func (s *Set) Office(person string, day time.Time, dated bool) (o *Office, former bool) {
	for _, i := range s.spells[person] {
		c := &s.Offices[i]
		if c.Holds(day, dated) {
			return c, false
		}
		if over := !c.To.IsZero() && (!dated || !day.Before(c.To)); over && (o == nil || c.To.After(o.To)) {
			o, former = c, true
		}
	}
	return o, former
}

// readOffices reads offices.tsv: person ("Ashraf Ghani|Ghani"), title, of, codes, from, to, and how sure that is.
func readOffices(s *Set, name string, data []byte) error {
	rows, err := ReadTable(name, data, []string{"person", "title", "of", "from"}, []string{"codes", "to", "sure", "checked", "note"})
	if err != nil {
		return err
	}
	for _, r := range rows {
		period, err := r.Period()
		if err != nil {
			return err
		}
		names := r.List("person")
		o := Office{Person: names[0], Variants: names[1:], Title: r.Get("title"), Of: r.Get("of"), Sure: r.Get("sure"), Where: r.Where(), Period: period}
		if c := r.List("checked"); len(c) > 0 && c[0] != "-" {
			o.Checked = c
		}
		a, _ := s.Actor(o.Of)
		if a == nil {
			return r.Errorf("office of unknown actor %q", o.Of)
		}
		if o.Codes, err = s.readBlocks(r, "codes"); err != nil {
			return err
		}
		if len(o.Codes) == 0 {
			o.Codes = append(slices.Clone(a.Terms[0].Codes), "GOV")
		}
		i := len(s.Offices)
		s.Offices = append(s.Offices, o)
		first := i
		if known := s.spells[o.Person]; len(known) > 0 {
			first = known[0]
		}
		s.spells[o.Person] = append(s.spells[o.Person], i)
		for k, n := range names {
			s.trie.add(n, Ref{Class: OfficeHolder, Index: first, Short: k > 0 && !strings.Contains(n, " ")})
		}
	}
	return nil
}
