// Package neural trains the networks of parse/net and parse/entity: float weights, frozen to int8 at the end.
//
// In: examples of words with their tags, trees and labels. Out: weights. Same examples, options and kind of processor give the same bytes.
package neural

import (
	"math"
	"math/rand/v2"

	"github.com/tocsin-desk/tocsin/parse/net"
)

// A Plan is the size of a network.
type Plan struct {
	Dim     int // of the encoder, a multiple of 16
	Hidden  int // of the parser's layer, a multiple of 16
	Layers  int // convolutions: each reads a word and its neighbours
	Rows    [net.Tables]int
	Rels    int        // relations; the parser has 1 + 2·Rels actions
	Heads   [Heads]int // classes of each linear head
	Classes int        // of the masked words of the pretraining; 0: none
	Names   int        // labels of names; 0: none
	Hints   int        // rows of hints to the names
}

// The linear heads over the encoder.
const (
	Tags = iota
	Feats
	Heads
)

// Rows of the special table.
const (
	padRow = iota
	rootRow
	maskRow
	specials
)

// A network is the weights while they are learned.
type network struct {
	Plan
	tables   [net.Tables]*matrix
	special  *matrix
	conv     []*matrix // 3·Dim × Dim: the word before, the word, the word after
	bias     []*matrix
	slots    *matrix // Dim × WordSlots·Hidden
	empty    *matrix // WordSlots × Hidden: an empty slot
	rels     *matrix // RelSlots·(Rels+1) × Hidden
	counts   *matrix // CountSlots·Counts × Hidden
	hidden   *matrix // bias
	actions  *matrix // Hidden × 1+2·Rels
	actBias  *matrix
	heads    [Heads]*matrix
	headBias [Heads]*matrix
	masked   *matrix // Dim × Classes
	maskBias *matrix
	all      []*matrix
	index    map[*matrix]int
}

func newNetwork(p Plan, rng *rand.Rand) *network {
	n := &network{Plan: p, index: map[*matrix]int{}}
	keep := func(m *matrix, sparse bool) *matrix {
		m.sparse = sparse
		n.index[m] = len(n.all)
		n.all = append(n.all, m)
		return m
	}
	d := float64(p.Dim)
	for t, rows := range p.Rows {
		n.tables[t] = keep(newMatrix("table", rows, p.Dim, 0.25, rng), true)
	}
	n.special = keep(newMatrix("special", specials, p.Dim, 0.25, rng), true)
	for range p.Layers {
		n.conv = append(n.conv, keep(newMatrix("conv", 3*p.Dim, p.Dim, 0.7*math.Sqrt(2/(3*d)), rng), false))
		n.bias = append(n.bias, keep(newMatrix("bias", 1, p.Dim, 0, rng), false))
	}
	n.slots = keep(newMatrix("slots", p.Dim, net.WordSlots*p.Hidden, math.Sqrt(2/(6*d)), rng), false)
	n.empty = keep(newMatrix("empty", net.WordSlots, p.Hidden, 0.1, rng), true)
	n.rels = keep(newMatrix("rels", net.RelSlots*(p.Rels+1), p.Hidden, 0.1, rng), true)
	n.counts = keep(newMatrix("counts", net.CountSlots*net.Counts, p.Hidden, 0.1, rng), true)
	n.hidden = keep(newMatrix("hidden", 1, p.Hidden, 0, rng), false)
	n.actions = keep(newMatrix("actions", p.Hidden, 1+2*p.Rels, 0.05, rng), false)
	n.actBias = keep(newMatrix("actBias", 1, 1+2*p.Rels, 0, rng), false)
	for i, classes := range p.Heads {
		n.heads[i] = keep(newMatrix("head", p.Dim, classes, 0.05, rng), false)
		n.headBias[i] = keep(newMatrix("headBias", 1, classes, 0, rng), false)
	}
	if p.Classes > 0 {
		n.masked = keep(newMatrix("masked", p.Dim, p.Classes, 0.05, rng), false)
		n.maskBias = keep(newMatrix("maskBias", 1, p.Classes, 0, rng), false)
	}
	return n
}

// An Example is a sentence to learn from. Gold lists are of the length of Inputs, or nil where nothing is known.
type Example struct {
	Inputs []net.Input
	Gold   [Heads][]uint16
	Arcs   []int // heads, len(Inputs) for the root
	Rels   []int // 1-based
}

// A worker has the buffers and gradients of one goroutine.
type worker struct {
	*network
	grads []*gradient
	rng   *rand.Rand
	bits  uint64 // random bits for dropout

	rows        int
	first       []int // row of each sentence's first word
	ids         []net.Input
	x           [][]float32 // input of each layer, and the output: rows × Dim
	relu        [][]float32 // what each layer added
	mask        []float32
	gx, gy      []float32
	t1, t2      []float32
	scores      []float32
	hiddenWhole []bool // rows masked by the pretraining, nil else
	classOf     []int  // of each row, negative for none
	loss        float64
	guessed     int

	parse parserWork
}

func newWorker(n *network, seed uint64, id int) *worker {
	w := &worker{network: n, rng: rand.New(rand.NewPCG(seed, uint64(id)+100)), bits: seed*0x9E3779B97F4A7C15 + uint64(id)*77 + 1}
	for _, m := range n.all {
		w.grads = append(w.grads, newGradient(m))
	}
	w.x = make([][]float32, n.Layers+1)
	w.relu = make([][]float32, n.Layers)
	return w
}

func (w *worker) grad(m *matrix) *gradient { return w.grads[w.index[m]] }

// layout gives each sentence its rows: its words and the root, with a row of padding around.
func (w *worker) layout(batch []*Example) {
	w.first, w.rows = w.first[:0], 1
	for _, e := range batch {
		w.first = append(w.first, w.rows)
		w.rows += len(e.Inputs) + 2
	}
	for len(w.classOf) < w.rows {
		w.classOf = append(w.classOf, -1)
	}
	n := w.rows * w.Dim
	for l := range w.x {
		room(&w.x[l], n)
	}
	for l := range w.relu {
		room(&w.relu[l], n)
	}
}

// embed fills the rows of layer 0. blind is the share of words whose own row is hidden, drop the dropout.
func (w *worker) embed(batch []*Example, blind, drop float64) {
	x := w.x[0]
	w.ids = append(w.ids[:0], make([]net.Input, w.rows)...)
	pad := w.special.row(padRow)
	for r := range w.rows {
		copy(x[r*w.Dim:(r+1)*w.Dim], pad)
	}
	for i, e := range batch {
		for k, in := range e.Inputs {
			r := w.first[i] + k
			to := x[r*w.Dim : (r+1)*w.Dim]
			if w.hiddenWhole != nil && w.hiddenWhole[r] {
				copy(to, w.special.row(maskRow))
				continue
			}
			if blind > 0 && w.chance(blind) {
				in[net.Words] = 0
			}
			w.ids[r] = in
			copy(to, w.tables[0].row(int(in[0])))
			for t := 1; t < net.Tables; t++ {
				add(to, w.tables[t].row(int(in[t])))
			}
		}
		r := w.first[i] + len(e.Inputs)
		copy(x[r*w.Dim:(r+1)*w.Dim], w.special.row(rootRow))
	}
	w.mask = w.mask[:0]
	if drop > 0 {
		room(&w.mask, w.rows*w.Dim)
		w.dropout(w.mask, drop)
		for i, e := range batch {
			at := w.first[i] * w.Dim
			for k := at; k < at+(len(e.Inputs)+1)*w.Dim; k++ {
				x[k] *= w.mask[k]
			}
		}
	}
}

func (w *worker) chance(p float64) bool { return w.rng.Float64() < p }

// dropout fills a mask with 0 or 1/(1-p).
func (w *worker) dropout(mask []float32, p float64) {
	limit, scale := uint16(p*65536), float32(1/(1-p))
	for i := 0; i < len(mask); i += 4 {
		w.bits ^= w.bits << 13
		w.bits ^= w.bits >> 7
		w.bits ^= w.bits << 17
		b := w.bits * 0x2545F4914F6CDD1D
		for k := i; k < min(i+4, len(mask)); k++ {
			mask[k] = 0
			if uint16(b) >= limit {
				mask[k] = scale
			}
			b >>= 16
		}
	}
}

// encode runs the convolutions: x[l+1] = x[l] + relu(conv(x[l])), and padding stays padding.
func (w *worker) encode(batch []*Example) {
	d := w.Dim
	for l := range w.Layers {
		x, y, out := w.x[l], w.relu[l], w.x[l+1]
		for r := range w.rows {
			copy(y[r*d:(r+1)*d], w.bias[l].w)
		}
		gemm(w.rows-2, 3*d, d, x, d, w.conv[l].w, d, y[d:], d) // three rows side by side are one of three times the width
		copy(out, x)
		w.wordRows(batch, func(from, to int) {
			for k := from * d; k < to*d; k++ {
				if y[k] > 0 {
					out[k] += y[k]
				} else {
					y[k] = 0
				}
			}
		})
	}
}

// wordRows calls f with the rows of each sentence, root included.
func (w *worker) wordRows(batch []*Example, f func(from, to int)) {
	for i, e := range batch {
		f(w.first[i], w.first[i]+len(e.Inputs)+1)
	}
}

// decode carries gx, the gradient of the encoder's output, back through the convolutions into the tables.
func (w *worker) decode(batch []*Example) {
	d, n := w.Dim, w.rows
	gy := room(&w.gy, n*d)
	pad := w.grad(w.special).row(padRow)
	for l := w.Layers - 1; l >= 0; l-- {
		y := w.relu[l]
		clear(gy)
		bias := w.grad(w.bias[l]).g
		w.wordRows(batch, func(from, to int) {
			for k := from * d; k < to*d; k++ {
				if y[k] > 0 {
					gy[k] = w.gx[k]
				}
			}
			for r := from; r < to; r++ {
				add(bias, gy[r*d:(r+1)*d])
			}
		})
		xt := room(&w.t1, n*d)
		transpose(n, d, w.x[l], d, xt, n)
		g := w.grad(w.conv[l]).g
		wt := room(&w.t2, d*d)
		for part := range 3 {
			gemm(d, n-2, d, xt[part:], n, gy[d:], d, g[part*d*d:], d)
			transpose(d, d, w.conv[l].w[part*d*d:], d, wt, d)
			gemm(n-2, d, d, gy[d:], d, wt, d, w.gx[part*d:], d)
		}
		w.padRows(batch, func(r int) {
			add(pad, w.gx[r*d:(r+1)*d])
			clear(w.gx[r*d : (r+1)*d])
		})
	}
	special := w.grad(w.special)
	for i, e := range batch {
		for k := range len(e.Inputs) + 1 {
			r := w.first[i] + k
			g := w.gx[r*d : (r+1)*d]
			if len(w.mask) > 0 {
				for j, m := range w.mask[r*d : (r+1)*d] {
					g[j] *= m
				}
			}
			switch {
			case k == len(e.Inputs):
				add(special.row(rootRow), g)
			case w.hiddenWhole != nil && w.hiddenWhole[r]:
				add(special.row(maskRow), g)
			default:
				for t := range net.Tables {
					add(w.grad(w.tables[t]).row(int(w.ids[r][t])), g)
				}
			}
		}
	}
}

// padRows calls f with every row that is no word and no root.
func (w *worker) padRows(batch []*Example, f func(r int)) {
	at := 0
	for i, e := range batch {
		for ; at < w.first[i]; at++ {
			f(at)
		}
		at = w.first[i] + len(e.Inputs) + 1
	}
	for ; at < w.rows; at++ {
		f(at)
	}
}

// output is the encoder's last layer.
func (w *worker) output() []float32 { return w.x[len(w.x)-1] }
