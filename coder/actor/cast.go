// Package actor finds out who an article speaks of: it turns the mentions of a parsed text into
// entities with the codes they have on the article's date.
//
// In: a parse.Doc with names and chains, a lexicon.Set, the article's date, outlet and title. Out: a Cast.
// It never reads what the entities do or say; attribute and act ask the Cast.
package actor

import (
	"strconv"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
)

// A Cast is the entities of one article and the tokens at which they are mentioned.
type Cast struct {
	Entities []tocsin.Entity
	Hits     []Hit // names of the lexicon in the text, in its order; coder/where reads them too

	at     [][]int // by token: the entities that a mention headed by it stands for
	roles  []Role
	of     []int   // by entity: the organisation it belongs to, -1 for none
	roleAt []int32 // by token: 1 + index into roles of the role that the token's mention has
	hitAt  []int32 // by token: 1 + index into Hits
	self   []bool  // by token: a first person outside quotations that is the issuer of the text
	doc    *parse.Doc
}

// A Hit is a name of the lexicon found in the text.
type Hit struct {
	parse.Range
	Refs []lexicon.Ref   // what it may stand for; shared with the lexicon, not to be written
	Head int             // its head token
	Use  tocsin.PlaceUse // of places and countries: what the name is used for; "" for others
	Drop bool            // no name of its own here: "Washington" in a person's name
	Part bool            // it is a part of a body's name: "British" in "British Airways"; then Drop holds too
	ISO  string          // the country of the sense that was taken; "" for none
	Row  int             // the row of that sense: of Actors for a country, of Places for a place
	Line bool            // it stands in a dateline: where the report was written, nobody who acts
	Town bool            // the sense is a place, not a country
	Why  string          // how that sense was chosen, in words
}

// A Role is what a person is said to be: "the secretary general of the CSTO".
type Role struct {
	parse.Range
	Organisation int // index into Entities, -1 where none is named
}

// At returns the entities, as indexes into Entities, that the mention headed by token i stands for:
// none where nobody is mentioned, two for "Hungarian and Romanian officials".
func (c *Cast) At(i int) []int {
	if i < 0 || i >= len(c.at) {
		return nil
	}
	return c.at[i]
}

// Of returns the entities of the noun phrase headed by token i: those At it, or else those of its
// possessor or modifier, because in "Israeli army bulldozers demolished the house" the army did it.
func (c *Cast) Of(i int) []int {
	if ids := c.At(i); len(ids) > 0 || i < 0 || i >= len(c.at) {
		return ids
	}
	for _, k := range c.doc.Children(i) {
		switch c.doc.Tokens[k].Rel.Base() {
		case "nmod", "compound", "amod", "flat":
			if k < i && len(c.at[k]) > 0 {
				return c.at[k]
			}
		}
	}
	return nil
}

// Role returns the role that the text gives to the person mentioned at token i, by a title or an
// apposition; ok is false where it gives none there.
func (c *Cast) Role(i int) (role Role, ok bool) {
	if i < 0 || i >= len(c.roleAt) || c.roleAt[i] == 0 {
		return Role{}, false
	}
	return c.roles[c.roleAt[i]-1], true
}

// Organisation returns the entity that the text says entity e speaks or acts for, by any of its
// mentions: the CSTO of "the secretary general of the CSTO"; ok is false where it names none.
func (c *Cast) Organisation(e int) (organisation int, ok bool) {
	if e < 0 || e >= len(c.of) || c.of[e] < 0 {
		return -1, false
	}
	return c.of[e], true
}

// Self reports whether token i is "I" or "we" of whoever issued the text, outside quotations.
func (c *Cast) Self(i int) bool { return i >= 0 && i < len(c.self) && c.self[i] }

// Add enters somebody whom only his words bring in, such as "a guard at the mill", and returns his index. He has no codes, and no
// token stands for him.
func (c *Cast) Add(e tocsin.Entity) int {
	e.ID = tocsin.EntityID("e" + strconv.Itoa(len(c.Entities)+1))
	e.Codes = []string{}
	c.Entities = append(c.Entities, e)
	return len(c.Entities) - 1
}

// HitAt returns the lexicon name that covers token i.
func (c *Cast) HitAt(i int) (*Hit, bool) {
	if i < 0 || i >= len(c.hitAt) || c.hitAt[i] == 0 {
		return nil, false
	}
	return &c.Hits[c.hitAt[i]-1], true
}
