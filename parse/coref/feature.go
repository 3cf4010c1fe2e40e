package coref

import (
	"strings"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/parse/perceptron"
)

// atoms are the values of one mention that features are made of, hashed once.
type atoms struct {
	kind, rel, noun, verb, typ, form uint64
	para                             int // number of its paragraph
	flags                            uint64
	specified, possessed             bool
	modifiers                        string
	possessor                        int // mention, -1 for none
}

// describeAll fills the atoms of every mention.
func (r *resolver) describeAll() {
	r.atoms = make([]atoms, len(r.ms))
	para, last := 0, 0
	for k := range r.ms {
		m, a := &r.ms[k], &r.atoms[k]
		t := &r.d.Tokens[m.place]
		if at := r.d.Tokens[m.First].Span.Start; at > last {
			if strings.Contains(r.d.Text[last:at], "\n") {
				para++
			}
			last = at
		}
		a.para = para
		a.kind, a.typ, a.form = uint64(m.kind), perceptron.String(string(m.Type)), perceptron.String(strings.ToLower(r.form(m.Head)))
		a.rel = perceptron.String(string(t.Rel.Base()))
		if t.Rel == "nmod:poss" || t.Rel == "nsubj:pass" {
			a.rel = perceptron.String(string(t.Rel))
		}
		if t.Head >= 0 {
			a.verb = perceptron.String(lemma(&r.d.Tokens[t.Head]))
		}
		a.noun = perceptron.String(m.noun)
		a.possessor = -1
		if !m.kind.pronoun() {
			a.possessed, a.specified, a.modifiers = r.possessed(m.Head), r.specified(m), r.modifiers(m.Head)
			if c := r.d.Child(m.Head, "nmod:poss"); c >= 0 {
				a.possessor = r.at[c]
			}
		}
		a.flags = bits(m.definite, m.bare, a.possessed, a.specified, m.role > 0, a.modifiers != "", r.nameFollows(m))
	}
}

// bits packs answers into one value.
func bits(answers ...bool) (out uint64) {
	for i, yes := range answers {
		if yes {
			out |= 1 << i
		}
	}
	return out
}

// bucket rounds a count: 0, 1, 2, 3, then by ever larger steps.
func bucket(n int) uint64 {
	switch {
	case n < 4:
		return uint64(max(n, 0))
	case n < 6:
		return 4
	case n < 10:
		return 5
	case n < 20:
		return 6
	case n < 40:
		return 7
	}
	return 8
}

// none adds the features of the answer that a mention begins a chain of its own.
func (r *resolver) none(k, options int) {
	m, a := &r.ms[k], &r.atoms[k]
	t := &r.d.Tokens[m.Head]
	next, above := uint64(0), uint64(0)
	if m.End < len(r.d.Tokens) {
		next = perceptron.String(lemma(&r.d.Tokens[m.End]))
	}
	clause := uint64(0)
	if t.Head >= 0 {
		above = perceptron.String(string(r.d.Tokens[t.Head].UPOS))
		clause = bits(r.d.Child(t.Head, "ccomp", "csubj") >= 0, r.d.Child(t.Head, "xcomp", "advcl") >= 0, r.d.Child(t.Head, "cop") >= 0, t.Head < m.Head)
	}
	det := uint64(0)
	if c := r.d.Child(m.Head, "det"); c >= 0 {
		det = perceptron.String(strings.ToLower(r.form(c)))
	}
	again := uint64(0)
	if !m.kind.pronoun() && m.noun != "" {
		for p := k - 1; p >= max(0, k-window); p-- {
			if r.ms[p].noun == m.noun {
				again = 1
				if r.atoms[p].modifiers == a.modifiers {
					again = 2
					break
				}
			}
		}
	}
	quoted := bits(m.quoted > 0)
	f, f2, f3 := perceptron.Hash, perceptron.Hash2, perceptron.Hash3
	r.features = append(r.features,
		f(100, a.kind), f2(101, a.kind, a.rel), f2(102, a.kind, det), f2(103, a.kind, a.noun), f2(104, a.kind, a.flags),
		f3(105, a.kind, a.flags, again), f2(106, a.kind, bucket(m.sent)), f2(107, a.kind, bucket(options)), f3(108, a.kind, a.rel, bucket(options)),
		f2(109, a.kind, a.form), f3(110, a.form, next, a.rel), f3(111, a.kind, a.verb, a.rel), f3(112, a.kind, above, clause), f2(113, a.kind, quoted),
		f3(114, a.kind, a.noun, det), f3(115, a.kind, a.noun, again), f3(116, a.kind, a.rel, clause), f2(117, a.form, quoted),
		f3(118, a.kind, a.flags, det), f2(119, a.noun, a.flags),
	)
}

// pair adds the features of the answer that mention k means the chain of mention p, the i-th nearest of the options.
func (r *resolver) pair(k, p, i int) {
	root := r.root(p)
	m, n, c := &r.ms[k], &r.ms[p], &r.ms[root]
	a, b := &r.atoms[k], &r.atoms[p]
	far, near := bucket(m.sent-n.sent), bucket(i-1)
	quote := r.quotation(k, p)
	size := bucket(c.size - 1)
	gender := uint64(m.gender)<<2 | uint64(c.gender)
	number := uint64(m.number)<<2 | uint64(n.number)
	role := bits(n.subject, n.speaks, m.subject, m.speaks)
	same := bits(m.sent == n.sent)
	goes := bits(r.recent[m.kind] == root+1, c.kinds>>m.kind&1 > 0, c.named)
	para := bucket(a.para - b.para)
	nested := bits(r.inside(n), r.governs(n, m), b.rel == a.rel, b.verb == a.verb, r.d.Tokens[n.place].Head == m.Head && n.subject)
	typ := perceptron.String(string(c.Type))
	main := bits(c.size == r.biggest, c.size == r.biggest && c.size > 3, len(r.passed) == 1, c.sent == 0, c.gender != anyGender)
	f2, f3 := perceptron.Hash2, perceptron.Hash3
	r.features = append(r.features,
		perceptron.Hash(0, a.kind), f2(1, a.kind, far), f2(2, a.kind, near), f3(3, a.kind, far, near), f2(4, a.kind, b.kind), f3(5, a.kind, b.kind, far),
		f3(6, a.kind, b.typ, typ), f2(7, a.kind, b.rel), f3(8, a.kind, a.rel, b.rel), f3(9, a.kind, b.rel, far), f2(10, a.kind, role), f3(11, a.kind, role, far),
		f2(12, a.kind, quote), f3(13, a.kind, quote, b.kind), f2(14, a.kind, gender), f2(15, a.kind, number), f2(16, a.kind, bits(m.person, n.person, c.person)),
		f2(17, a.kind, size), f3(18, a.kind, size, far), f2(19, a.kind, goes), f3(20, a.kind, goes, far), f3(21, a.kind, goes, near),
		f2(22, a.kind, b.flags), f3(23, a.kind, b.kind, b.flags), f2(24, a.kind, bits(c.sent == 0, c.sent < 3)), f2(25, a.kind, nested), f3(26, a.kind, nested, same),
		f2(27, a.kind, para), f3(28, a.kind, para, goes), f3(29, a.kind, b.kind, near), f2(30, a.form, b.kind), f2(31, a.form, typ),
		f2(34, a.kind, main), f3(35, a.kind, main, far), f3(36, a.kind, main, near), f3(37, a.kind, main, b.kind),
		f3(32, a.form, b.rel, far), f3(33, a.rel, b.rel, role),
	)
	if m.kind.pronoun() {
		return
	}
	match := r.match(k, p, root)
	f := perceptron.Hash
	r.features = append(r.features,
		f2(40, a.kind, match), f3(41, a.kind, match, a.flags), f3(42, a.kind, match, far), f3(43, a.kind, match, b.kind), f2(44, a.noun, b.noun), f2(45, a.noun, typ),
		f3(46, a.noun, match, typ), f3(47, match, a.flags, b.flags), f3(48, a.kind, match, near), f3(49, a.kind, match, size), f(50, match), f3(51, a.noun, b.kind, far), f3(52, a.kind, match, typ),
	)
}

// quotation says how the quotations of two mentions lie to each other.
func (r *resolver) quotation(k, p int) uint64 {
	m, n := &r.ms[k], &r.ms[p]
	switch {
	case m.quoted == 0 && n.quoted == 0:
		return 0
	case m.quoted == n.quoted:
		return 1
	case m.quoted == 0:
		return 2
	case n.quoted > 0:
		return 3
	}
	if s := r.speaker[m.quoted]; s >= 0 && r.root(s) == r.root(p) {
		return 4 // n speaks the quotation of m
	}
	return 5
}

// inside: a name within a larger phrase ("the Varna office") is seldom what a pronoun means.
func (r *resolver) inside(n *mention) bool {
	switch r.d.Tokens[n.Head].Rel.Base() {
	case "compound", "amod", "nmod":
		return true
	}
	return false
}

// governs reports whether n is the subject of a verb above m: "Besh said that his …".
func (r *resolver) governs(n, m *mention) bool {
	v := r.d.Tokens[n.place].Head
	if !n.subject || v < 0 || n.sent != m.sent {
		return false
	}
	for i, depth := m.Head, 0; i >= 0 && depth < maxDepth; i, depth = r.d.Tokens[i].Head, depth+1 {
		if i == v {
			return true
		}
	}
	return false
}

// match compares the words of a noun with those of a mention and its chain.
func (r *resolver) match(k, p, root int) uint64 {
	m, n, c := &r.ms[k], &r.ms[p], &r.ms[root]
	a, b := &r.atoms[k], &r.atoms[p]
	own := n.noun == m.noun && n.Form == tocsin.NominalMention
	out := bits(own, strings.Contains(c.nouns, " "+m.noun+" "), c.words != "" && strings.Contains(c.words, m.noun), m.number == n.number,
		m.role > 0 && (sameRole(r.lex, m.role, c.role) || sameRole(r.lex, m.role, n.role)), r.landFits(m, n), m.sort == body && bodyFits(m, c))
	switch {
	case !own:
	case a.modifiers == b.modifiers:
		out |= 1 << 8
	case strings.Contains(b.modifiers, a.modifiers):
		out |= 2 << 8
	case strings.Contains(a.modifiers, b.modifiers):
		out |= 3 << 8
	}
	if a.possessor >= 0 && b.possessor >= 0 && r.root(a.possessor) == r.root(b.possessor) {
		out |= 1 << 11
	} else if a.possessor >= 0 && (r.root(a.possessor) == root) {
		out |= 1 << 12
	}
	return out
}
