package coref

import (
	"fmt"
	"slices"
	"strings"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/parse"
	"github.com/tocsin-desk/tocsin/parse/conllu"
)

// A Gold is one annotated document.
type Gold struct {
	ID     string
	Doc    *parse.Doc // gold words, tags and trees
	Chains []Chain    // in the order of their first mention, single mentions included
}

// A Chain is mentions in text order, longer ones first where two begin together.
type Chain struct {
	Type     string // the commonest type of its mentions; "" where the corpus has none
	Mentions []Mention
}

// A Mention is a range of gold words. Whoever is said to have found it must have found Heads.
type Mention struct {
	parse.Range
	Heads []int
}

// Read returns the documents of a treebank with "Entity=" in MISC, each over the text that conllu.Text makes of it.
// Of equal ranges in one document the first to begin counts.
func Read(sents []*conllu.Sentence) ([]*Gold, error) {
	var out []*Gold
	for len(sents) > 0 {
		end := 1
		for end < len(sents) && !sents[end].Begins("newdoc") {
			end++
		}
		g, err := NewGold(conllu.Text(sents[:end]), sents[:end])
		if err != nil {
			return nil, fmt.Errorf("document %d: %w", len(out)+1, err)
		}
		out, sents = append(out, g), sents[end:]
	}
	return out, nil
}

// NewGold sets one annotated document over a text of the same characters, white space aside.
func NewGold(text string, sents []*conllu.Sentence) (*Gold, error) {
	d, err := conllu.Doc(text, sents)
	if err != nil {
		return nil, err
	}
	g := &Gold{Doc: d}
	for _, c := range sents[0].Comments {
		if id, ok := strings.CutPrefix(c, "# newdoc"); ok {
			_, id, _ = strings.Cut(id, "=")
			g.ID = strings.TrimSpace(id)
		}
	}
	entities := conllu.Entities(sents)
	slices.SortStableFunc(entities, func(a, b conllu.Entity) int { return byPlace(a.Range, b.Range) })
	number := map[string]int{}
	types := []map[string]int{}
	for i, e := range entities {
		if i > 0 && e.Range == entities[i-1].Range {
			continue
		}
		c, ok := number[e.Chain]
		if !ok {
			c = len(g.Chains)
			number[e.Chain] = c
			g.Chains, types = append(g.Chains, Chain{}), append(types, map[string]int{})
		}
		g.Chains[c].Mentions = append(g.Chains[c].Mentions, Mention{e.Range, e.Heads})
		types[c][e.Type]++
	}
	for _, e := range entities { // of equally common ones the first
		if c := number[e.Chain]; types[c][e.Type] > types[c][g.Chains[c].Type] {
			g.Chains[c].Type = e.Type
		}
	}
	return g, nil
}

func byPlace(a, b parse.Range) int {
	if a.First != b.First {
		return a.First - b.First
	}
	return b.End - a.End
}

// Words returns the gold words that a span of the text covers by at least half.
func (g *Gold) Words(s tocsin.Span) parse.Range {
	r := g.Doc.TokenRange(s)
	half := func(i int) bool {
		t := g.Doc.Tokens[i].Span
		return 2*(min(s.End, t.End)-max(s.Start, t.Start)) >= t.Len()
	}
	for r.First < r.End && !half(r.First) {
		r.First++
	}
	for r.First < r.End && !half(r.End-1) {
		r.End--
	}
	return r
}

// A System is the chains that a system found in a gold document, as ranges of gold words.
type System [][]parse.Range

// System reads the chains of a system, spans of the text. Spans that cover no gold word are left out, and of
// equal ones the first counts.
func (g *Gold) System(chains [][]tocsin.Span) System {
	seen := map[parse.Range]bool{}
	var out System
	for _, spans := range chains {
		var c []parse.Range
		for _, s := range spans {
			if r := g.Words(s); r.First < r.End && !seen[r] {
				seen[r] = true
				c = append(c, r)
			}
		}
		out = append(out, c)
	}
	return out
}

// Match numbers the mentions of both sides for Score.Add, equal ones equally. Exact: the same words. Partial: the
// system's words lie within the gold mention and hold its heads, as the CorefUD scorer has it; the closest in size
// first, one to one. Chains of one mention are left out on both sides.
func Match(key []Chain, response System, partial bool) (k, r [][]int) {
	number := 0
	at := map[int][]int{} // by word: the key's mentions that a system's mention beginning there can be
	var mentions []Mention
	for _, c := range key {
		if len(c.Mentions) < 2 {
			continue
		}
		var ids []int
		for _, m := range c.Mentions {
			for i := m.First; i < m.End; i++ {
				at[i] = append(at[i], number)
				if !partial {
					break
				}
			}
			mentions, ids, number = append(mentions, m), append(ids, number), number+1
		}
		k = append(k, ids)
	}
	type pair struct{ more, key, response int }
	var pairs []pair
	j := 0
	for _, c := range response {
		if len(c) < 2 {
			continue
		}
		var ids []int
		for _, x := range c {
			for _, i := range at[x.First] {
				if m := mentions[i]; m.Range == x || partial && m.Holds(x) {
					pairs = append(pairs, pair{m.End - m.First - (x.End - x.First), i, j})
				}
			}
			ids, j = append(ids, j), j+1
		}
		r = append(r, ids)
	}
	slices.SortFunc(pairs, func(a, b pair) int {
		if a.more != b.more {
			return a.more - b.more
		}
		if a.key != b.key {
			return a.key - b.key
		}
		return a.response - b.response
	})
	taken, is := map[int]bool{}, map[int]int{}
	for _, p := range pairs {
		if _, ok := is[p.response]; !ok && !taken[p.key] {
			taken[p.key], is[p.response] = true, p.key
		}
	}
	for _, ids := range r {
		for n, j := range ids {
			if i, ok := is[j]; ok {
				ids[n] = i
			} else {
				ids[n] = number + j
			}
		}
	}
	return k, r
}

// Headed reports whether a word is one of the mention's heads.
func (m Mention) Headed(word int) bool { return slices.Contains(m.Heads, word) }

// Holds reports whether x lies within the mention and has all its heads.
func (m Mention) Holds(x parse.Range) bool {
	if len(m.Heads) == 0 || x.First < m.First || x.End > m.End {
		return false
	}
	for _, h := range m.Heads {
		if h < x.First || h >= x.End {
			return false
		}
	}
	return true
}
