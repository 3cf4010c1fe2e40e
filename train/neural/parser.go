package neural

import (
	"math"

	"github.com/tocsin-desk/tocsin/parse/arc"
	"github.com/tocsin-desk/tocsin/parse/net"
)

// parserWork is what one batch of the parser needs. Every step of every sentence is kept until the end, so that the
// gradients are a few large products.
type parserWork struct {
	table, gtable []float32 // rows × WordSlots·Hidden: what each word adds in each slot
	states        []arc.State
	seen          []net.Slots
	row           []int // first row of the sentence of a step
	hidden        []float32
	drop          []float32
	scores        []float32
	steps         int
	good          []bool
	now           []int   // sentences that aren't done
	largest       float32 // of the hidden layer, over all that trees has parsed
}

// explore is how often the parser goes on from its own choice, right or wrong.
const explore = 0.9

// parser learns trees: at each step the loss is minus the log of the probability of all actions that lose the fewest
// gold arcs (Goldberg and Nivre's dynamic oracle).
func (w *worker) parser(batch []*Example, own bool, drop float64) {
	p := &w.parse
	w.slotTable()
	for len(p.states) < len(batch) {
		p.states = append(p.states, arc.State{})
	}
	p.now, p.steps = p.now[:0], 0
	p.seen, p.row, p.hidden, p.scores, p.drop = p.seen[:0], p.row[:0], p.hidden[:0], p.scores[:0], p.drop[:0]
	for i, e := range batch {
		if e.Arcs != nil {
			p.states[i].Begin(len(e.Inputs))
			p.now = append(p.now, i)
		}
	}
	for len(p.now) > 0 {
		w.advance(batch, own, drop)
	}
	w.parserBack()
}

// advance takes one step in each sentence that isn't done.
func (w *worker) advance(batch []*Example, own bool, drop float64) {
	p, h, cols := &w.parse, w.Hidden, w.actions.cols
	first := p.steps
	left := p.now[:0]
	for _, i := range p.now {
		s := &p.states[i]
		for !s.Done() {
			can := s.Allowed()
			if only, ok := can.Only(); !ok || only != arc.Shift {
				break
			}
			s.Apply(arc.Shift, 0)
		}
		if !s.Done() {
			left = append(left, i)
		}
	}
	p.now = left
	for _, i := range p.now {
		var v net.Slots
		v.See(&p.states[i])
		p.seen, p.row = append(p.seen, v), append(p.row, w.first[i])
		p.hidden = append(p.hidden, w.hidden.w...)
		w.sum(p.hidden[len(p.hidden)-h:], &v, w.first[i])
		p.scores = append(p.scores, w.actBias.w...)
		p.steps++
	}
	n := p.steps - first
	hid := p.hidden[first*h:]
	if drop > 0 {
		p.drop = append(p.drop, make([]float32, len(hid))...)
		mask := p.drop[first*h:]
		w.dropout(mask, drop)
		for k := range hid {
			hid[k] *= mask[k]
		}
	}
	gemm(n, h, cols, hid, h, w.actions.w, cols, p.scores[first*cols:], cols)
	for k, i := range p.now {
		w.choose(&p.states[i], batch[i], p.scores[(first+k)*cols:(first+k+1)*cols], own)
	}
}

// sum fills the hidden layer of a configuration.
func (w *worker) sum(hid []float32, v *net.Slots, first int) {
	h, width := w.Hidden, net.WordSlots*w.Hidden
	for k, word := range v.Words {
		if word < 0 {
			add(hid, w.empty.row(k))
		} else {
			at := (first+word)*width + k*h
			add(hid, w.parse.table[at:at+h])
		}
	}
	for k, r := range v.Rels {
		add(hid, w.rels.row(k*(w.Rels+1)+r))
	}
	for k, c := range v.Counts {
		add(hid, w.counts.row(k*net.Counts+c))
	}
	for k, x := range hid {
		if x < 0 {
			hid[k] = 0
		}
	}
}

// choose turns the scores of a step into their gradient and takes an action.
func (w *worker) choose(s *arc.State, e *Example, scores []float32, own bool) {
	rels := w.Rels
	actions := 1 + 2*rels
	can, cost := s.Allowed(), s.Costs(e.Arcs)
	least := cost.Least(can)
	good := w.parse.good[:0]
	for range actions {
		good = append(good, false)
	}
	w.parse.good = good
	forbid(scores, can, rels)
	mark := func(cheap bool, from, to, head int) { // an action that draws the gold arc must name its relation
		if head != arc.None && e.Arcs[s.Stack[len(s.Stack)-1]] == head {
			from += e.Rels[s.Stack[len(s.Stack)-1]] - 1
			to = from + 1
		}
		for a := from; a < to; a++ {
			good[a] = cheap
		}
	}
	mark(can.Shift && cost.Shift == least, 0, 1, arc.None)
	if can.Left {
		mark(cost.Left == least, 1, 1+rels, s.Buffer)
	}
	if can.Right {
		mark(cost.Right == least, 1+rels, actions, s.Second())
	}
	best, bestGood := top(scores, 0, actions, -1), -1
	for a, ok := range good {
		if ok && (bestGood < 0 || scores[a] > scores[bestGood]) {
			bestGood = a
		}
	}
	softmax(scores[:actions])
	clear(scores[actions:])
	mass := float32(1e-9)
	for a, ok := range good {
		if ok {
			mass += scores[a]
		}
	}
	w.loss -= math.Log(float64(mass))
	for a, ok := range good {
		if ok {
			scores[a] -= scores[a] / mass
		}
	}
	take := bestGood
	if own && w.chance(explore) {
		take = best
	}
	apply(s, take, rels)
}

// parserBack carries the gradients of all steps back to the encoder's output.
func (w *worker) parserBack() {
	p, h, cols := &w.parse, w.Hidden, w.actions.cols
	n, width := p.steps, net.WordSlots*w.Hidden
	if n == 0 {
		return
	}
	bias := w.grad(w.actBias).g
	for k := range n {
		add(bias, p.scores[k*cols:(k+1)*cols])
	}
	ht := room(&w.t1, n*h)
	transpose(n, h, p.hidden, h, ht, n)
	gemm(h, n, cols, ht, n, p.scores, cols, w.grad(w.actions).g, cols)
	mt := room(&w.t2, h*cols)
	transpose(h, cols, w.actions.w, cols, mt, h)
	gh := room(&w.gy, n*h)
	clear(gh)
	gemm(n, cols, h, p.scores, cols, mt, h, gh, h)
	gtable := room(&p.gtable, w.rows*width)
	clear(gtable)
	empty, rels, counts, hidden := w.grad(w.empty), w.grad(w.rels), w.grad(w.counts), w.grad(w.hidden).g
	for step := range n {
		g := gh[step*h : (step+1)*h]
		for k, x := range p.hidden[step*h : (step+1)*h] {
			if x <= 0 {
				g[k] = 0
			} else if len(p.drop) > 0 {
				g[k] *= p.drop[step*h+k]
			}
		}
		add(hidden, g)
		v := &p.seen[step]
		for k, word := range v.Words {
			if word < 0 {
				add(empty.row(k), g)
			} else {
				at := (p.row[step]+word)*width + k*h
				add(gtable[at:at+h], g)
			}
		}
		for k, r := range v.Rels {
			add(rels.row(k*(w.Rels+1)+r), g)
		}
		for k, c := range v.Counts {
			add(counts.row(k*net.Counts+c), g)
		}
	}
	w.back(w.slots, w.output(), gtable, w.rows)
}

// slotTable computes what each word of the layout adds in each slot.
func (w *worker) slotTable() {
	width := net.WordSlots * w.Hidden
	table := room(&w.parse.table, w.rows*width)
	clear(table)
	gemm(w.rows, w.Dim, width, w.output(), w.Dim, w.slots.w, width, table, width)
}

// actionScores scores all actions of a configuration of the sentence that begins at a row.
func (w *worker) actionScores(v *net.Slots, first int) []float32 {
	p, h, cols := &w.parse, w.Hidden, w.actions.cols
	hid, scores := room(&p.hidden, h), room(&p.scores, cols)
	copy(hid, w.hidden.w)
	w.sum(hid, v, first)
	p.largest = max(p.largest, largest(hid))
	copy(scores, w.actBias.w)
	gemm(1, h, cols, hid, h, w.actions.w, cols, scores, cols)
	return scores
}
