package desk

import (
	"strings"

	"github.com/tocsin-desk/tocsin"
)

// A hop is one station of a drawn chain, with the words that lead to it from the one before.
type hop struct {
	Name      string
	Unknown   bool   // nobody knows who it is
	Printed   string // the words in the text, where they say more than the name
	Role      string
	Org       string
	Words     string // on the arrow to it; empty for the first
	Cue       bool   // Words are the reporting expression itself
	Inherited bool   // not printed here: taken over from the statement before
}

// chain returns the way of a statement from the outlet that carries the article to the speaker.
// "According to Y, as reported by agency X": outlet → X → Y, and "according to" leads to Y.
func (d described) chain(s *tocsin.Statement) []hop {
	out := make([]hop, 0, len(s.Chain))
	for i, h := range s.Chain {
		station := hop{Name: d.hopName(h, s, i == len(s.Chain)-1), Role: h.Role, Inherited: h.Inherited}
		if i == 0 && station.Name == "" {
			station.Name = d.article.Outlet
		}
		if station.Name == "" {
			station.Name, station.Unknown = "not known", true
		}
		if h.Organisation != nil {
			station.Org = d.name(*h.Organisation, true)
		}
		if h.Span != nil {
			station.Printed = tocsin.Words(d.article.Text, []tocsin.Span{*h.Span})
		}
		if station.Printed == station.Name || strings.TrimPrefix(strings.ToLower(station.Printed), "the ") == strings.ToLower(station.Name) {
			station.Printed = ""
		}
		if i > 0 {
			station.Words, station.Cue = d.hopWords(h, s, i == len(s.Chain)-1)
		}
		out = append(out, station)
	}
	return out
}

// hopName resolves an entity id; other words stand for themselves.
func (d described) hopName(h tocsin.Hop, s *tocsin.Statement, last bool) string {
	if e := d.Entity(tocsin.EntityID(h.By)); e != nil {
		return d.name(e.ID, h.Role != "" || h.Organisation != nil || last && s.Role != nil)
	}
	return h.By
}

func (d described) hopWords(h tocsin.Hop, s *tocsin.Statement, last bool) (string, bool) {
	switch {
	case h.Inherited:
		return "carried on from the statement before", false
	case h.Channel != "":
		return h.Channel, false
	case last:
		if cue := tocsin.Words(d.article.Text, s.Cue); cue != "" {
			return cue, true
		}
	}
	return "quotes", false
}
