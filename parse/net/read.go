package net

import (
	"unsafe"

	"github.com/tocsin-desk/tocsin/parse"
	"github.com/tocsin-desk/tocsin/parse/arc"
	"github.com/tocsin-desk/tocsin/parse/word"
)

// A Sentence is read in place.
type Sentence struct {
	Words []word.Word
	Whole [][2]int // stretches of words [first, end) that must be one subtree; those that cross others are ignored

	Vectors     []int16 // of each word, Dim numbers; set its length to have them, nil for none
	Tags, Feats []uint16
	Heads       []int // within the sentence, parse.NoHead for the root
	Rels        []parse.Rel
}

// Scratch is the memory of one run; its zero value is ready.
type Scratch struct {
	first  []int // row of each sentence's first word
	x, y   []int16
	acc    []int32
	table  []int32
	states []arc.State
	now    []int
	sums   []int32
	hid    []int16
	scores []int32
	slots  Slots
}

// rowsAtOnce is how many words are read together: enough for the kernels, and the parser's table stays in the cache.
const rowsAtOnce = 160

// Dim is the length of a word's vector.
func (m *Model) Dim() int { return m.dim }

// Read fills tags, features, heads and relations of sentences.
func (m *Model) Read(sents []Sentence, s *Scratch) {
	for len(sents) > 0 {
		n, rows := 1, len(sents[0].Words)
		for n < len(sents) && rows+len(sents[n].Words) < rowsAtOnce {
			rows += len(sents[n].Words)
			n++
		}
		m.batch(sents[:n], s)
		sents = sents[n:]
	}
}

// batch reads sentences that lie in one matrix: rows of their words and root, one row of padding between them.
func (m *Model) batch(sents []Sentence, s *Scratch) {
	s.first = s.first[:0]
	rows := 1
	for i := range sents {
		s.first = append(s.first, rows)
		rows += len(sents[i].Words) + 2
	}
	m.embed(sents, s, rows)
	m.encode(sents, s, rows)
	for i := range sents {
		copy(sents[i].Vectors, s.x[s.first[i]*m.dim:])
	}
	acc := room(&s.acc, rows*max(m.tagHead.width, m.feats.width))
	m.kernel.multiply(rows, m.dim, m.tagHead.width, s.x, m.dim, m.tagHead.w, acc, m.tagHead.width)
	m.each(sents, s, func(t *Sentence, row int) { t.Tags = append(t.Tags, m.tagHead.best(acc[row*m.tagHead.width:], nil)) }, func(t *Sentence) { t.Tags = t.Tags[:0] })
	m.kernel.multiply(rows, m.dim, m.feats.width, s.x, m.dim, m.feats.w, acc, m.feats.width)
	m.each(sents, s, func(t *Sentence, row int) {
		tag := t.Tags[len(t.Feats)]
		t.Feats = append(t.Feats, m.feats.best(acc[row*m.feats.width:], m.may[m.mayAt[tag]:m.mayAt[tag+1]]))
	}, func(t *Sentence) { t.Feats = t.Feats[:0] })
	m.parse(sents, s, rows)
}

// each calls begin for each sentence and word for each of its words.
func (m *Model) each(sents []Sentence, s *Scratch, word func(t *Sentence, row int), begin func(t *Sentence)) {
	for i := range sents {
		begin(&sents[i])
		for k := range sents[i].Words {
			word(&sents[i], s.first[i]+k)
		}
	}
}

// best returns the class with the highest score, the lower number on a tie; among some, where they are given.
func (h *head) best(sums []int32, some []uint16) uint16 {
	best, top := -1, float32(0)
	if some == nil {
		for c := range h.classes {
			if v := float32(float32(sums[c])*h.scale[c]) + h.bias[c]; best < 0 || v > top {
				best, top = c, v
			}
		}
		return uint16(max(best, 0))
	}
	for _, c := range some {
		if v := float32(float32(sums[c])*h.scale[c]) + h.bias[c]; best < 0 || v > top {
			best, top = int(c), v
		}
	}
	return uint16(max(best, 0))
}

func (m *Model) embed(sents []Sentence, s *Scratch, rows int) {
	d := m.dim
	x := room(&s.x, rows*d)
	room(&s.y, rows*d)
	copy(x, m.pad)
	for i := range sents {
		at := s.first[i]
		for k := range sents[i].Words {
			to := x[(at+k)*d : (at+k+1)*d]
			clear(to)
			for t, row := range m.Input(&sents[i].Words[k]) {
				e := &m.tables[t]
				m.kernel.embed(d, &to[0], (*int8)(unsafe.Pointer(&e.rows[int(row)*d])), int(e.times[row]))
			}
		}
		at += len(sents[i].Words)
		copy(x[at*d:], m.root)
		copy(x[(at+1)*d:], m.pad)
	}
}

// encode runs the convolutions; the result is in s.x.
func (m *Model) encode(sents []Sentence, s *Scratch, rows int) {
	d := m.dim
	acc := room(&s.acc, rows*d)
	for l := range m.layers {
		c := &m.layers[l]
		m.kernel.multiply(rows-2, 3*d, d, s.x, d, c.w, acc[d:], d)
		copy(s.y, m.pad)
		copy(s.y[(rows-1)*d:rows*d], m.pad)
		for i := range sents {
			at := s.first[i]
			for r := at; r <= at+len(sents[i].Words); r++ {
				m.kernel.rectify(d, &acc[r*d], &c.scale[0], &c.bias[0], &s.x[r*d], &s.y[r*d])
			}
			copy(s.y[(at+len(sents[i].Words)+1)*d:], m.pad)
		}
		s.x, s.y = s.y, s.x
	}
}

// parse builds the trees of all sentences in step, so that the scores of one step are one product.
func (m *Model) parse(sents []Sentence, s *Scratch, rows int) {
	width := WordSlots * m.hidden
	table := room(&s.table, rows*width)
	m.kernel.multiply(rows, m.dim, width, s.x, m.dim, m.slots, table, width)
	for len(s.states) < len(sents) {
		s.states = append(s.states, arc.State{})
	}
	s.now = s.now[:0]
	for i := range sents {
		s.states[i].Begin(len(sents[i].Words))
		for _, w := range sents[i].Whole {
			s.states[i].Require(w[0], w[1])
		}
		s.now = append(s.now, i)
	}
	for {
		left := s.now[:0]
		for _, i := range s.now {
			if forced(&s.states[i]) {
				left = append(left, i)
			}
		}
		if s.now = left; len(left) == 0 {
			break
		}
		m.advance(s)
	}
	for i := range sents {
		m.collect(&sents[i], &s.states[i])
	}
}

// forced shifts while nothing else is allowed; it is false when the tree is done.
func forced(s *arc.State) bool {
	for !s.Done() {
		if only, ok := s.Allowed().Only(); !ok || only != arc.Shift {
			return true
		}
		s.Apply(arc.Shift, 0)
	}
	return false
}

// advance takes one step in each sentence that isn't done.
func (m *Model) advance(s *Scratch) {
	n, h := len(s.now), m.hidden
	hid, scores := room(&s.hid, n*h), room(&s.scores, n*m.actions.width)
	sums := room(&s.sums, h)
	clear(hid)
	for k, i := range s.now {
		s.slots.See(&s.states[i])
		m.sum(sums, s, s.first[i])
		m.kernel.rectify(h, &sums[0], &m.ease[0], &m.zero[0], &hid[k*h], &hid[k*h])
	}
	m.kernel.multiply(n, h, m.actions.width, hid, h, m.actions.w, scores, m.actions.width)
	for k, i := range s.now {
		m.act(&s.states[i], scores[k*m.actions.width:(k+1)*m.actions.width])
	}
}

// sum adds up what the slots of a configuration give to the parser's layer.
func (m *Model) sum(sums []int32, s *Scratch, first int) {
	h, width := m.hidden, WordSlots*m.hidden
	copy(sums, m.bias)
	for k, w := range s.slots.Words {
		from := &m.empty[k*h]
		if w >= 0 {
			from = &s.table[(first+w)*width+k*h]
		}
		m.kernel.sum(h, &sums[0], from)
	}
	for k, r := range s.slots.Rels {
		m.kernel.sum(h, &sums[0], &m.byRel[(k*(len(m.rels)+1)+r)*h])
	}
	for k, c := range s.slots.Counts {
		m.kernel.sum(h, &sums[0], &m.counts[(k*Counts+c)*h])
	}
}

// act takes the allowed action with the highest score, the lower number on a tie: 0 shifts, then come the relations
// of a left and of a right arc.
func (m *Model) act(st *arc.State, sums []int32) {
	can, rels := st.Allowed(), len(m.rels)
	best, top := -1, float32(0)
	try := func(from, to int) {
		for a := from; a < to; a++ {
			if v := float32(float32(sums[a])*m.actions.scale[a]) + m.actions.bias[a]; best < 0 || v > top {
				best, top = a, v
			}
		}
	}
	if can.Shift {
		try(0, 1)
	}
	if can.Left {
		try(1, 1+rels)
	}
	if can.Right {
		try(1+rels, 1+2*rels)
	}
	switch {
	case best <= 0:
		st.Apply(arc.Shift, 0)
	case best <= rels:
		st.Apply(arc.Left, best)
	default:
		st.Apply(arc.Right, best-rels)
	}
}

func (m *Model) collect(t *Sentence, st *arc.State) {
	t.Heads, t.Rels = t.Heads[:0], t.Rels[:0]
	for i := range t.Words {
		head := st.Head[i]
		if head == st.N {
			head = parse.NoHead
		}
		t.Heads, t.Rels = append(t.Heads, head), append(t.Rels, m.rels[st.Rel[i]-1])
	}
}

// room returns a slice of length n, of s where it is long enough; what it holds is left over.
func room[T any](s *[]T, n int) []T {
	if cap(*s) < n {
		*s = make([]T, n+n/2)
	}
	*s = (*s)[:n]
	return *s
}
