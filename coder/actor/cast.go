// Package actor finds out who an article speaks of: it turns the mentions of a parsed text into
// entities with the codes they have on the article's date.
//
// In: a parse.Doc with names and chains, a lexicon.Set, the article's date. Out: a Cast.
// It never reads what the entities do or say; attribute and act ask the Cast.
package actor

import "github.com/tocsin-desk/tocsin"

// A Cast is the entities of one article and the tokens at which they are mentioned.
type Cast struct {
	Entities []tocsin.Entity
	at       [][]int // by token: the entities that a mention headed by it stands for
}

// At returns the entities, as indexes into Entities, that the mention headed by token i stands for:
// none where nobody is mentioned, two for "Hungarian and Romanian officials".
func (c *Cast) At(i int) []int {
	if i < 0 || i >= len(c.at) {
		return nil
	}
	return c.at[i]
}
