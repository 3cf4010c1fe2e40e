package act

import (
	"fmt"
	"strings"
)

// trace says why an event was read: the line of the table, what makes it asserted or not, the votes, and of each party its path
// to the word in the tree and the line that its code comes from.
func (s *scene) trace(c *candidate) []string {
	out := []string{fmt.Sprintf("%s: “%s” names %s", c.frame.Where, s.d.Tokens[c.tok].Form, c.frame.Type), string(c.realis) + ": " + c.why}
	if s.votes != nil && len(s.votes.rows) > 0 {
		features := func(take taker) { s.features(c.tok, take) }
		t, k := s.votes.count(features), classOf(c.frame.Type)
		line := fmt.Sprintf("votes: %s %+.2f over no event", c.frame.Type, float64(t[k]-t[0])/100)
		if why := s.votes.reasons(features, k, 0); why != "" {
			line += ": " + why
		}
		out = append(out, line)
	}
	for _, side := range [...]struct {
		name string
		ps   []party
	}{{"actor", c.actors}, {"recipient", c.recipients}} {
		for _, p := range side.ps {
			out = append(out, side.name+" "+s.because(c, p))
		}
	}
	return out
}

// because says how a party was found and where its code is from.
func (s *scene) because(c *candidate, p party) string {
	if p.entity < 0 {
		return fmt.Sprintf("%s: not named; %s", p.code, s.path(p.tok, c.tok))
	}
	e := &s.cast.Entities[p.entity]
	line := fmt.Sprintf("%s %s: %s", e.ID, e.Name, s.path(p.tok, c.tok))
	if e.Basis != "" {
		line += "; " + e.Basis
	}
	if p.code != "" && p.code != e.Code() {
		line += fmt.Sprintf("; %s by the place or the other side", p.code[:min(3, len(p.code))])
	}
	return line
}

// path is the way from one word to another in the tree: "soldiers ↑nsubj attacked", "convoy ↑obj opened ↓obj fire".
func (s *scene) path(from, to int) string {
	d := s.d
	var down []string
	up := []int{}
	for i := to; i >= 0 && len(up) < maxDepth; i = d.Tokens[i].Head {
		up = append(up, i)
	}
	var b strings.Builder
	i := from
	for depth := 0; depth < maxDepth; depth++ {
		b.WriteString(d.Tokens[i].Form)
		for k, a := range up {
			if a != i {
				continue
			}
			for j := k - 1; j >= 0; j-- {
				down = append(down, fmt.Sprintf(" ↓%s %s", d.Tokens[up[j]].Rel, d.Tokens[up[j]].Form))
			}
			return b.String() + strings.Join(down, "")
		}
		if d.Tokens[i].Head < 0 {
			return b.String() + ", in another clause than " + d.Tokens[to].Form
		}
		fmt.Fprintf(&b, " ↑%s ", d.Tokens[i].Rel)
		i = d.Tokens[i].Head
	}
	return b.String() + "…"
}
