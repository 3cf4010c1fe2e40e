package actor

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/parse"
)

// readChains makes mentions of what only the chains know: pronouns and nouns such as "the group". A chain of nothing
// but pronouns is nobody's: whose "I" it is, attribute and the issuer know.
func (r *resolver) readChains() {
	size, told := make([]int, r.d.Chains), make([]bool, r.d.Chains)
	for k := range r.d.Mentions {
		if c := r.d.Mentions[k].Chain; c >= 0 && c < len(size) {
			size[c]++
			told[c] = told[c] || r.d.Mentions[k].Form != tocsin.PronounMention
		}
	}
	for k := range r.d.Mentions {
		m := &r.d.Mentions[k]
		if m.Chain < 0 || m.Chain >= len(size) || m.Head < 0 || m.Head >= len(r.heads) || r.heads[m.Head] != 0 {
			continue
		}
		if size[m.Chain] == 1 && m.Form != tocsin.NameMention || !told[m.Chain] || r.read(m) {
			continue
		}
		if x := r.sameName(m); x >= 0 { // the chains take another word of the name for its head
			r.heads[m.Head] = int32(x + 1)
			continue
		}
		x := mention{Range: m.Range, head: m.Head, form: m.Form, name: r.text(m.Range), kind: kindOfName(m.Type), rank: rankBare, org: -1}
		if x.form == tocsin.NameMention {
			x.rank = rankName
		}
		r.add(x)
	}
}

// read reports whether a mention of the chains is a name that has been read already, or a part of one.
func (r *resolver) read(m *parse.Mention) bool {
	if h := r.hit(m.Head); h != nil && (h.Drop || h.End-h.First > 1 || m.Form == tocsin.NameMention) {
		return true
	}
	n := r.name(m.Head)
	return n != nil && m.Form == tocsin.NominalMention
}

// sameName returns the mention of a person that reads a name of the chains already, with title or without; -1 where none does.
func (r *resolver) sameName(m *parse.Mention) int {
	if m.Form != tocsin.NameMention {
		return -1
	}
	for i := m.First; i < m.End; i++ {
		if x := r.mentionAt(i); x >= 0 && r.found[x].kind == tocsin.Person && r.found[x].form == tocsin.NameMention && r.found[x].First < m.End && m.First < r.found[x].End {
			return x
		}
	}
	return -1
}

// kindOfName says what a name of a class stands for, as far as the class tells.
func kindOfName(t parse.NameType) tocsin.EntityKind {
	switch t {
	case parse.PER:
		return tocsin.Person
	case parse.ORG, parse.OUTLET:
		return tocsin.Organisation
	case parse.GPE, parse.LOC, parse.FAC:
		return tocsin.PlaceKind
	case parse.NORP:
		return tocsin.Population
	case parse.DOC:
		return tocsin.Document
	}
	return tocsin.OtherKind
}

// A cluster is a set of mentions that are one entity; parents make a forest, the root stands for it.
type clusters struct {
	parent []int32
	key    []string
	kind   []tocsin.EntityKind
}

func (c *clusters) root(i int) int {
	for int(c.parent[i]) != i {
		c.parent[i] = c.parent[c.parent[i]]
		i = int(c.parent[i])
	}
	return i
}

// join puts two mentions into one cluster unless they are known to be different: two identities, or a
// person and something that is none.
func (c *clusters) join(a, b int) {
	a, b = c.root(a), c.root(b)
	if a == b || c.key[a] != "" && c.key[b] != "" && c.key[a] != c.key[b] || !compatible(c.kind[a], c.kind[b]) {
		return
	}
	if strings.HasPrefix(c.key[a], "document:") != strings.HasPrefix(c.key[b], "document:") && c.kind[a] != tocsin.OtherKind && c.kind[b] != tocsin.OtherKind {
		return // which text "the documents" are is decided by who issued them, see issued
	}
	if b < a {
		a, b = b, a
	}
	c.parent[b] = int32(a)
	if c.key[a] == "" {
		c.key[a] = c.key[b]
	}
	if c.kind[a] == tocsin.OtherKind {
		c.kind[a] = c.kind[b]
	}
}

func compatible(a, b tocsin.EntityKind) bool {
	return a == b || a == tocsin.OtherKind || b == tocsin.OtherKind || a != tocsin.Person && b != tocsin.Person && a != tocsin.Document && b != tocsin.Document
}

// assemble joins mentions to entities: by identity first, then by the chains of the parse.
func (r *resolver) assemble() *Cast {
	c := &clusters{make([]int32, len(r.found)), make([]string, len(r.found)), make([]tocsin.EntityKind, len(r.found))}
	byKey := map[string]int{}
	for i := range r.found {
		c.parent[i], c.key[i], c.kind[i] = int32(i), r.found[i].key, r.found[i].kind
		if k := r.found[i].key; k != "" {
			if first, ok := byKey[k]; ok {
				c.parent[i] = int32(c.root(first))
			} else {
				byKey[k] = i
			}
		}
	}
	r.joinChains(c)
	return r.cast(c)
}

// joinChains: first each chain's name with its name, then the rest, so that a pronoun that a chain
// shares with two identities goes to the one named first.
func (r *resolver) joinChains(c *clusters) {
	first := make([]int, r.d.Chains)
	for i := range first {
		first[i] = -1
	}
	for _, named := range [...]bool{true, false} {
		for k := range r.d.Mentions {
			m := &r.d.Mentions[k]
			if m.Chain < 0 || m.Chain >= len(first) || m.Head < 0 || m.Head >= len(r.heads) || (m.Form == tocsin.NameMention) != named {
				continue
			}
			x := r.mentionAt(m.Head)
			if x < 0 {
				continue
			}
			if first[m.Chain] < 0 {
				first[m.Chain] = x
			} else {
				c.join(first[m.Chain], x)
			}
		}
	}
}

// cast numbers the clusters by their first mention and writes the entities.
func (r *resolver) cast(c *clusters) *Cast {
	order := make([]int, len(r.found))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(r.found[a].First, r.found[b].First) })
	out := &Cast{Hits: r.hits, at: make([][]int, len(r.d.Tokens)), roleAt: make([]int32, len(r.d.Tokens)), hitAt: r.hitAt, self: r.self, doc: r.d}
	entity := make([]int, len(r.found)) // by root: 1 + index into Entities
	best := []int{}                     // by entity: the mention that names it
	for _, i := range order {
		root := c.root(i)
		if entity[root] == 0 {
			out.Entities = append(out.Entities, tocsin.Entity{ID: tocsin.EntityID("e" + strconv.Itoa(len(out.Entities)+1))})
			best = append(best, i)
			entity[root] = len(out.Entities)
		}
		e := entity[root] - 1
		m := &r.found[i]
		if better(m, &r.found[best[e]]) {
			best[e] = i
		}
		out.Entities[e].Mentions = append(out.Entities[e].Mentions, tocsin.Mention{Span: r.d.Span(m.Range), Type: m.form})
		r.enter(out, m, e)
	}
	out.of = make([]int, len(best))
	for e, i := range best {
		out.of[e] = -1
		fill(&out.Entities[e], &r.found[i])
	}
	r.putRoles(out, c, entity)
	return out
}

// better reports whether a mention says more of an entity than the one before: a higher rank, or the longer name.
func better(m, old *mention) bool {
	if m.rank != old.rank {
		return m.rank > old.rank
	}
	return m.form == tocsin.NameMention && (old.form != tocsin.NameMention || len(m.name) > len(old.name) && m.kind == tocsin.Person)
}

func fill(e *tocsin.Entity, m *mention) {
	e.Name, e.Kind, e.Codes, e.Basis, e.Actor = m.name, m.kind, slices.Clone(m.codes), m.basis, m.actor
	if e.Kind == "" {
		e.Kind = tocsin.OtherKind
	}
	if e.Codes == nil {
		e.Codes = []string{}
	}
}

// enter enters an entity at the head of its mention and at the further tokens that stand for it.
func (r *resolver) enter(out *Cast, m *mention, e int) {
	if !slices.Contains(out.at[m.head], e) {
		out.at[m.head] = append(out.at[m.head], e)
	}
	for _, k := range m.also {
		if r.heads[k] == 0 && !slices.Contains(out.at[k], e) {
			out.at[k] = append(out.at[k], e)
		}
	}
}

// putRoles enters the roles that persons have.
func (r *resolver) putRoles(out *Cast, c *clusters, entity []int) {
	for i := range r.found {
		m := &r.found[i]
		role := Role{m.role.Range, -1}
		if e := entity[c.root(i)] - 1; m.org >= 0 {
			role.Organisation = entity[c.root(m.org)] - 1
			if out.of[e] < 0 && role.Organisation != e {
				out.of[e] = role.Organisation
			}
		}
		if m.role.End == 0 {
			continue
		}
		out.roles = append(out.roles, role)
		out.roleAt[m.head] = int32(len(out.roles))
	}
}
