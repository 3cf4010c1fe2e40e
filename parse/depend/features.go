package depend

import (
	"github.com/tocsin-desk/tocsin/parse/perceptron"
	"github.com/tocsin-desk/tocsin/parse/tag"
	"github.com/tocsin-desk/tocsin/parse/word"
)

// tagHash holds what features read of a tag.
type tagHash struct{ tag, upos uint64 }

func hashTags(tags []tag.Tag) []tagHash {
	out := make([]tagHash, len(tags))
	for i, t := range tags {
		out[i] = tagHash{perceptron.String(t.String()), perceptron.String(string(t.UPOS))}
	}
	return out
}

// A node is what features read of a word: normal form, tag, universal tag, ending, form with tag, fine and coarse cluster.
type node struct{ w, p, u, x, wp, c, k uint64 }

// The places that hold no word.
var (
	noNode   = node{w: 3, p: 4, u: 4, x: 3, wp: 5, c: 1001, k: 1001}
	rootNode = node{w: 5, p: 6, u: 6, x: 5, wp: 7, c: 1002, k: 1002}
)

func nodes(words []word.Word, tags []uint8, hashes []tagHash, out []node) []node {
	for i := range words {
		t := hashes[tags[i]]
		out = append(out, node{w: words[i].Norm, p: t.tag, u: t.upos, x: words[i].Suffix3, wp: perceptron.Pair(words[i].Norm, t.tag), c: words[i].Cluster, k: words[i].Coarse})
	}
	return out
}

func (s *state) node(ns []node, i int) *node {
	switch {
	case i < 0:
		return &noNode
	case i >= s.n:
		return &rootNode
	}
	return &ns[i]
}

// context is the part of a state that features read: the top three of the stack (s0 is the top), the
// first three of the buffer, and the outermost dependents of s0, s1 and b0.
type context struct {
	s0, s1, s2, b0, b1, b2       *node
	s0l, s0r, s1l, s1r, b0l      *node
	ls0l, ls0r, ls1l, ls1r, lb0l uint64 // relations of these dependents
	ls0l2, ls0r2, ls1r2, lb0l2   uint64 // and of those before them
	vs0l, vs0r, vs1l, vs1r, vb0l uint64 // how many dependents
	gap, stackGap                uint64 // distance of s0 and b0, of s1 and s0
}

func (s *state) context(ns []node) context {
	at := func(k int) int { // k-th of the stack from the top
		if k >= len(s.stack) {
			return none
		}
		return s.stack[len(s.stack)-1-k]
	}
	ahead := func(k int) int { // k-th of the buffer
		if s.buffer+k > s.n {
			return none
		}
		return s.buffer + k
	}
	i0, i1, j0 := at(0), at(1), s.buffer
	s0l, s0r, s1l, s1r, b0l := s.leftOf(i0), s.rightOf(i0), s.leftOf(i1), s.rightOf(i1), s.leftOf(j0)
	c := context{
		s0: s.node(ns, i0), s1: s.node(ns, i1), s2: s.node(ns, at(2)),
		b0: s.node(ns, j0), b1: s.node(ns, ahead(1)), b2: s.node(ns, ahead(2)),
		s0l: s.node(ns, s0l.outer), s0r: s.node(ns, s0r.outer), s1l: s.node(ns, s1l.outer), s1r: s.node(ns, s1r.outer), b0l: s.node(ns, b0l.outer),
		ls0l: s.label(s0l.outer), ls0r: s.label(s0r.outer), ls1l: s.label(s1l.outer), ls1r: s.label(s1r.outer), lb0l: s.label(b0l.outer),
		ls0l2: s.label(s0l.inner), ls0r2: s.label(s0r.inner), ls1r2: s.label(s1r.inner), lb0l2: s.label(b0l.inner),
		vs0l: valency(s0l), vs0r: valency(s0r), vs1l: valency(s1l), vs1r: valency(s1r), vb0l: valency(b0l),
	}
	if i0 != none {
		c.gap = distance(j0 - i0)
	}
	if i1 != none {
		c.stackGap = distance(i0 - i1)
	}
	return c
}

func (s *state) leftOf(i int) side {
	if i == none {
		return side{none, none, 9}
	}
	return s.left[i]
}

func (s *state) rightOf(i int) side {
	if i == none {
		return side{none, none, 9}
	}
	return s.right[i]
}

func (s *state) label(i int) uint64 {
	if i == none {
		return 500
	}
	return uint64(s.rel[i])
}

// valency is the number of dependents, all from four being one; 9 is no word.
func valency(d side) uint64 {
	if d.count == 9 {
		return 9
	}
	return uint64(min(d.count, 4))
}

// distance classes a number of words.
func distance(d int) uint64 {
	switch {
	case d <= 4:
		return uint64(d)
	case d <= 7:
		return 5
	case d <= 12:
		return 6
	}
	return 7
}

// features appends the 98 features of a state.
func (s *state) features(ns []node, out []uint64) []uint64 {
	c := s.context(ns)
	out = c.words(out)
	out = c.pairs(out)
	out = c.triples(out)
	out = c.dependents(out)
	out = c.clusters(out)
	return c.distances(out)
}

func (c *context) words(out []uint64) []uint64 {
	h := perceptron.Hash
	s0, s1, s2, b0, b1, b2 := c.s0, c.s1, c.s2, c.b0, c.b1, c.b2
	return append(out, h(0, 0),
		h(1, s0.wp), h(2, s0.w), h(3, s0.p), h(17, s0.x), h(12, s1.wp), h(13, s1.w), h(14, s1.p), h(19, s1.x), h(15, s2.p), h(16, s2.w),
		h(4, b0.wp), h(5, b0.w), h(6, b0.p), h(18, b0.x), h(7, b1.wp), h(8, b1.w), h(9, b1.p), h(10, b2.w), h(11, b2.p),
		h(54, c.s0l.w), h(55, c.s0r.w), h(56, c.b0l.w), h(57, c.s1r.w))
}

func (c *context) pairs(out []uint64) []uint64 {
	h := perceptron.Hash2
	s0, s1, b0, b1 := c.s0, c.s1, c.b0, c.b1
	return append(out,
		h(20, s0.wp, b0.wp), h(21, s0.wp, b0.w), h(22, s0.w, b0.wp), h(23, s0.wp, b0.p), h(24, s0.p, b0.wp), h(25, s0.w, b0.w), h(26, s0.p, b0.p),
		h(27, b0.p, b1.p), h(28, s0.p, s1.p), h(29, s0.w, s1.w), h(30, s0.wp, s1.p), h(31, s0.p, s1.wp),
		h(32, s1.p, b0.p), h(33, s1.w, b0.w), h(34, s1.wp, b0.p), h(35, s1.p, b0.wp),
		h(94, s0.x, b0.p), h(95, s0.p, b0.x), h(96, s0.x, b0.x), h(97, s1.x, s0.x))
}

func (c *context) triples(out []uint64) []uint64 {
	h, pair := perceptron.Hash3, perceptron.Pair
	s0, s1, s2, b0, b1, b2 := c.s0, c.s1, c.s2, c.b0, c.b1, c.b2
	return append(out,
		h(36, b0.p, b1.p, b2.p), h(37, s0.p, b0.p, b1.p), h(38, s1.p, s0.p, b0.p), h(46, s2.p, s1.p, s0.p),
		h(39, s0.p, c.s0l.p, b0.p), h(40, s0.p, c.s0r.p, b0.p), h(41, s0.p, b0.p, c.b0l.p),
		h(42, s1.p, s0.p, c.s0r.p), h(43, s1.p, s0.p, c.s0l.p), h(44, s1.p, c.s1r.p, s0.p), h(45, s1.p, c.s1l.p, s0.p),
		h(80, s0.u, s1.u, b0.u), h(86, s0.u, b0.u, pair(b1.u, b2.u)), h(87, s1.u, s0.u, pair(b0.u, b1.u)),
		h(81, s1.p, s0.p, b0.w), h(82, s1.w, s0.p, b0.p), h(83, s1.p, s0.w, b0.p), h(84, s0.p, b0.p, b1.w), h(85, s0.w, b0.p, b1.p), h(93, s1.w, s0.w, b0.p))
}

func (c *context) clusters(out []uint64) []uint64 {
	h, h2, h3, pair := perceptron.Hash, perceptron.Hash2, perceptron.Hash3, perceptron.Pair
	s0, s1, b0, b1 := c.s0, c.s1, c.b0, c.b1
	return append(out,
		h(100, s0.c), h(101, s1.c), h(102, b0.c), h(103, b1.c), h2(104, s0.c, b0.c), h2(105, s0.c, s1.c), h2(106, s1.c, b0.c),
		h2(107, s0.c, b0.p), h2(108, s0.p, b0.c), h2(109, s1.c, s0.p), h2(110, s1.p, s0.c), h3(111, s1.c, s0.p, b0.p), h3(112, s1.p, s0.p, b0.c),
		h3(113, s0.k, b0.k, pair(s0.p, b0.p)), h3(114, s1.k, s0.k, b0.k), h3(115, s0.c, b0.c, c.gap), h3(116, s0.p, b0.p, b1.c), h3(117, s0.c, b0.p, b1.p))
}

func (c *context) dependents(out []uint64) []uint64 {
	h2, h3 := perceptron.Hash2, perceptron.Hash3
	s0, s1, b0 := c.s0, c.s1, c.b0
	return append(out,
		h2(47, s0.w, c.ls0l), h2(48, s0.w, c.ls0r), h2(49, s0.p, c.ls0l), h2(50, s0.p, c.ls0r), h2(51, s1.p, c.ls1r), h2(52, b0.p, c.lb0l), h2(53, s1.p, c.ls1l),
		h2(58, c.s0l.p, c.ls0l), h2(59, c.s0r.p, c.ls0r), h2(60, c.b0l.p, c.lb0l),
		h3(61, s0.p, c.ls0l, c.ls0l2), h3(62, s0.p, c.ls0r, c.ls0r2), h3(63, b0.p, c.lb0l, c.lb0l2), h3(64, s1.p, c.ls1r, c.ls1r2),
		h3(88, s0.p, c.ls0l, b0.p), h3(89, s0.p, c.ls0r, s1.p))
}

func (c *context) distances(out []uint64) []uint64 {
	h2, h3, pair := perceptron.Hash2, perceptron.Hash3, perceptron.Pair
	s0, s1, b0 := c.s0, c.s1, c.b0
	return append(out,
		h2(65, s0.w, c.gap), h2(66, s0.p, c.gap), h2(67, b0.w, c.gap), h2(68, b0.p, c.gap),
		h3(69, s0.p, b0.p, c.gap), h3(70, s0.p, s1.p, c.stackGap), h3(71, s0.w, b0.w, c.gap),
		h2(72, s0.w, c.vs0r), h2(73, s0.p, c.vs0r), h2(74, s0.w, c.vs0l), h2(75, s0.p, c.vs0l), h2(76, b0.w, c.vb0l), h2(77, b0.p, c.vb0l),
		h2(78, s1.w, c.vs1r), h2(79, s1.p, c.vs1r), h2(90, s1.w, c.vs1l),
		h3(91, pair(c.vs0l, c.vs0r), s0.p, b0.p), h3(92, pair(c.vs1l, c.vs1r), s1.p, s0.p))
}
