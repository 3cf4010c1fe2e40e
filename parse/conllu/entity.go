package conllu

import (
	"strconv"
	"strings"

	"github.com/tocsin-desk/tocsin/parse"
)

// An Entity is a mention in the annotation of GUM: "Entity=(1-person-new-cf1-2-ana …)" in MISC.
type Entity struct {
	parse.Range        // words, numbered over all sentences
	Chain       string // mentions of one chain mean the same
	Type        string // "person", "place", …; "" where the file has chains alone
	Heads       []int  // the words that a shorter reading of the mention must hold
	Link        string // "ana", "appos", "sgl", …
}

// Entities returns the mentions of sentences of one document in the order in which they close. Brackets that
// have no partner are no mention.
func Entities(sents []*Sentence) []Entity {
	var out []Entity
	open := map[string][]Entity{}
	i := 0
	for _, s := range sents {
		for _, w := range s.Words {
			_, rest, _ := strings.Cut("|"+w.Misc, "|Entity=")
			rest, _, _ = strings.Cut(rest, "|")
			for rest != "" {
				body, begins := strings.CutPrefix(rest, "(")
				n := strings.IndexAny(body, "()")
				if n < 0 {
					n = len(body)
				}
				fields := strings.Split(body[:n], "-")
				ends := false
				rest, ends = strings.CutPrefix(body[n:], ")")
				chain := fields[0]
				if begins {
					open[chain] = append(open[chain], entity(i, fields))
				}
				if stack := open[chain]; ends && len(stack) > 0 {
					e := stack[len(stack)-1]
					open[chain] = stack[:len(stack)-1]
					e.End = i + 1
					out = append(out, e)
				}
			}
			i++
		}
	}
	return out
}

// entity reads the fields of an opening bracket: chain, type, status, salience, centering, heads, link.
func entity(first int, fields []string) Entity {
	e := Entity{Range: parse.Range{First: first}, Chain: fields[0]}
	if len(fields) < 7 {
		return e
	}
	e.Type, e.Link = fields[1], fields[6]
	for n := range strings.SplitSeq(fields[5], ",") {
		if k, err := strconv.Atoi(n); err == nil && k > 0 {
			e.Heads = append(e.Heads, first+k-1)
		}
	}
	return e
}
