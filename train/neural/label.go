package neural

import (
	"encoding/binary"
	"math"
	"math/rand/v2"
)

// A Sequence is a sentence to learn labels from. Words that can have no label but the first are left out of the sums.
type Sequence struct {
	Vectors []int16    // of each word
	Hints   [][]uint16 // of each word; nil for a word that has label 0 only
	May     [][]uint16 // the labels that are right for each word; more than one where the gold doesn't tell
}

// A LabelPlan is the size of a labeller. With convolutions every word of a sequence must have hints.
type LabelPlan struct {
	Dim, Hidden, Rows, Labels int
	Layers                    int // convolutions over the hidden layers of neighbours
	Follows                   func(prev, next int, last bool) bool
}

// A LabelLearner trains a net.Labeller over the vectors of a finished network. It is for one goroutine.
type LabelLearner struct {
	LabelPlan
	w, bias, out, outBias, chain, hints *matrix
	conv, convBias                      []*matrix
	all                                 []*matrix
	grads                               []*gradient
	rng                                 *rand.Rand
	w0                                  *worker    // for dropout
	now                                 [][]uint16 // the hints of each word that aren't hidden
	steps                               int
	may                                 [2][]bool // by last: what may follow what
	x, hid, masks                       []float32 // of the sequence in hand
	outT, gh, hidT, xT                  []float32
	gy, gx, deepT, convT                []float32
	deep, relu                          [][]float32 // what each convolution reads, a blank row before and behind the words, and what it adds
	largest                             float32     // sum of the hidden layer, before it is rectified
	Log                                 func(string, ...any)
}

// unit is what one step of a vector is worth while learning: vectors then are of the size of one.
const unit = 1.0 / 2048

// NewLabels draws a labeller.
func NewLabels(p LabelPlan, seed uint64, log func(string, ...any)) *LabelLearner {
	rng := rand.New(rand.NewPCG(seed, 9))
	l := &LabelLearner{LabelPlan: p, rng: rng, Log: log, w0: &worker{rng: rng, bits: seed*0x9E3779B97F4A7C15 + 3}}
	keep := func(m *matrix, sparse bool) *matrix {
		m.sparse = sparse
		l.all, l.grads = append(l.all, m), append(l.grads, newGradient(m))
		return m
	}
	l.w = keep(newMatrix("w", p.Dim, p.Hidden, math.Sqrt(1/float64(p.Dim)), rng), false)
	l.bias = keep(newMatrix("bias", 1, p.Hidden, 0, rng), false)
	l.hints = keep(newMatrix("hints", p.Rows, p.Hidden, 0.05, rng), true)
	l.out = keep(newMatrix("out", p.Hidden, p.Labels, 0.1, rng), false)
	l.outBias = keep(newMatrix("outBias", 1, p.Labels, 0, rng), false)
	l.chain = keep(newMatrix("chain", p.Labels, p.Labels, 0, rng), false)
	for range p.Layers {
		l.conv = append(l.conv, keep(newMatrix("conv", 3*l.w.cols, p.Hidden, 0.5*math.Sqrt(2/(3*float64(p.Hidden))), rng), false))
		l.convBias = append(l.convBias, keep(newMatrix("convBias", 1, p.Hidden, 0, rng), false))
	}
	l.deep, l.relu = make([][]float32, p.Layers+1), make([][]float32, p.Layers)
	for last := range l.may {
		for prev := range p.Labels {
			for next := range p.Labels {
				l.may[last] = append(l.may[last], p.Follows(prev, next, last == 1))
			}
		}
	}
	return l
}

// Learn reads sequences; draw makes them anew for each epoch, always as many. The loss of one is minus the log of the
// probability of all its right label sequences.
func (l *LabelLearner) Learn(draw func() []*Sequence, s Schedule) {
	for epoch := range s.Epochs {
		seqs := draw()
		total := s.Epochs * ((len(seqs) + s.Batch - 1) / s.Batch)
		order := l.rng.Perm(len(seqs))
		loss, words := 0.0, 0
		for k, i := range order {
			loss += l.sequence(seqs[i], s)
			words += len(seqs[i].Hints)
			if (k+1)%s.Batch == 0 || k == len(order)-1 {
				l.steps++
				for m := range l.all {
					step(l.all[m], l.grads[m:m+1], s.rate(l.steps, total), l.steps)
				}
			}
		}
		l.Log("labels, epoch %d of %d: loss %.4f", epoch+1, s.Epochs, loss/float64(max(words, 1)))
	}
}

// layer computes the hidden layers of the words at some places, x being their vectors in floating point.
func (l *LabelLearner) layer(seq *Sequence, at []int, blind float64, x, hid []float32) {
	h := l.w.cols
	for len(l.now) < len(at) {
		l.now = append(l.now, nil)
	}
	for r, i := range at {
		for k, v := range seq.Vectors[i*l.Dim : (i+1)*l.Dim] {
			x[r*l.Dim+k] = float32(v) * unit
		}
		to := hid[r*h : (r+1)*h]
		copy(to, l.bias.w)
		l.now[r] = l.now[r][:0]
		for _, row := range seq.Hints[i] {
			if l.rng.Float64() >= blind {
				l.now[r] = append(l.now[r], row)
				add(to, l.hints.row(int(row)))
			}
		}
	}
	gemm(len(at), l.Dim, h, x, l.Dim, l.w.w, h, hid, h)
	for k, v := range hid {
		l.largest = max(l.largest, v, -v)
		hid[k] = max(v, 0)
	}
}

func (l *LabelLearner) sequence(seq *Sequence, s Schedule) float64 {
	h, cols := l.w.cols, l.out.cols
	var at []int // words with scores
	for i, hints := range seq.Hints {
		if hints != nil {
			at = append(at, i)
		}
	}
	n := len(at)
	if n == 0 {
		return 0
	}
	x, hid, masks := room(&l.x, n*l.Dim), room(&l.hid, n*h), room(&l.masks, n*h)
	l.layer(seq, at, s.Blind, x, hid)
	for r := range at {
		l.w0.dropout(masks[r*h:(r+1)*h], max(s.Hidden, 1e-9))
	}
	for k, m := range masks {
		hid[k] *= m
	}
	top := l.convolve(n, hid)
	score := make([]float32, n*cols)
	for r := range at {
		copy(score[r*cols:], l.outBias.w)
	}
	gemm(n, h, cols, top, h, l.out.w, cols, score, cols)
	all := make([]float32, len(seq.Hints)*cols)
	for r, i := range at {
		copy(all[i*cols:], score[r*cols:(r+1)*cols])
	}
	loss, g := l.crf(seq, all)
	for r, i := range at {
		copy(score[r*cols:], g[i*cols:(i+1)*cols])
		add(l.grads[4].g, score[r*cols:(r+1)*cols])
	}
	l.back(at, x, hid, top, masks, score)
	return loss
}

// back adds to the gradients what the gradients gs of the scores of some words give.
func (l *LabelLearner) back(at []int, x, hid, top, masks, gs []float32) {
	n, h, cols := len(at), l.w.cols, l.out.cols
	outT, gh := room(&l.outT, cols*h), room(&l.gh, n*h)
	transpose(h, cols, l.out.w, cols, outT, h)
	clear(gh)
	gemm(n, cols, h, gs, cols, outT, h, gh, h)
	hidT := room(&l.hidT, h*n)
	transpose(n, h, top, h, hidT, n)
	gemm(h, n, cols, hidT, n, gs, cols, l.grads[3].g, cols)
	l.unconvolve(n, gh)
	for k := range gh {
		if hid[k] <= 0 {
			gh[k] = 0
		} else {
			gh[k] *= masks[k]
		}
	}
	xT := room(&l.xT, l.Dim*n)
	transpose(n, l.Dim, x, l.Dim, xT, n)
	gemm(l.Dim, n, h, xT, n, gh, h, l.grads[0].g, h)
	for r := range at {
		one := gh[r*h : (r+1)*h]
		add(l.grads[1].g, one)
		for _, row := range l.now[r] {
			add(l.grads[2].row(int(row)), one)
		}
	}
}

// crf returns the loss of a sequence and the gradient of its scores; that of the chain is added to its matrix.
func (l *LabelLearner) crf(seq *Sequence, score []float32) (float64, []float32) {
	n, k, cols := len(seq.Hints), l.Labels, l.out.cols
	g := make([]float32, n*cols)
	all := make([]uint16, k)
	for c := range all {
		all[c] = uint16(c)
	}
	possible := func(i int) []uint16 {
		if seq.Hints[i] == nil {
			return all[:1]
		}
		return all
	}
	right := l.sums(n, score, func(i int) []uint16 { return seq.May[i] }, g, -1)
	if math.IsInf(right, -1) { // the gold has labels that can't follow each other
		return 0, g
	}
	return l.sums(n, score, possible, g, 1) - right, g
}

// sums is the log of the sum over all sequences of labels that may stand at each word, and adds their expected counts
// times sign to the gradients (the forward-backward algorithm).
func (l *LabelLearner) sums(n int, score []float32, may func(i int) []uint16, g []float32, sign float32) float64 {
	k, cols := l.Labels, l.out.cols
	inf := math.Inf(-1)
	forward, backward := make([]float64, n*k), make([]float64, n*k)
	for i := range forward {
		forward[i], backward[i] = inf, inf
	}
	can := func(i int) []bool {
		if i == n-1 {
			return l.may[1]
		}
		return l.may[0]
	}
	link := func(p, c int) float64 { return float64(l.chain.w[p*l.chain.cols+c]) }
	start := []uint16{0}
	for i := range n {
		before := start
		if i > 0 {
			before = may(i - 1)
		}
		ok := can(i)
		for _, c := range may(i) {
			sum := inf
			for _, p := range before {
				if !ok[int(p)*k+int(c)] {
					continue
				}
				f := 0.0
				if i > 0 {
					f = forward[(i-1)*k+int(p)]
				}
				sum = logAdd(sum, f+link(int(p), int(c)))
			}
			forward[i*k+int(c)] = sum + float64(score[i*cols+int(c)])
		}
	}
	total := inf
	for _, c := range may(n - 1) {
		total = logAdd(total, forward[(n-1)*k+int(c)])
		backward[(n-1)*k+int(c)] = 0
	}
	if math.IsInf(total, -1) {
		return total
	}
	chain := l.grads[5].g
	for i := n - 1; i >= 0; i-- {
		for _, c := range may(i) {
			p := math.Exp(forward[i*k+int(c)] + backward[i*k+int(c)] - total)
			g[i*cols+int(c)] += sign * float32(p)
		}
		before := start
		if i > 0 {
			before = may(i - 1)
		}
		ok := can(i)
		for _, p := range before {
			f := 0.0
			if i > 0 {
				f = forward[(i-1)*k+int(p)]
			}
			for _, c := range may(i) {
				if !ok[int(p)*k+int(c)] {
					continue
				}
				step := link(int(p), int(c)) + float64(score[i*cols+int(c)]) + backward[i*k+int(c)]
				if i > 0 {
					backward[(i-1)*k+int(p)] = logAdd(backward[(i-1)*k+int(p)], step)
				}
				if w := math.Exp(f + step - total); w > 0 {
					chain[int(p)*l.chain.cols+int(c)] += sign * float32(w)
				}
			}
		}
	}
	return total
}

func logAdd(a, b float64) float64 {
	if math.IsInf(a, -1) {
		return b
	}
	if math.IsInf(b, -1) {
		return a
	}
	if a < b {
		a, b = b, a
	}
	return a + math.Log1p(math.Exp(b-a))
}

// Freeze returns the bytes that net.OpenLabeller reads.
func (l *LabelLearner) Freeze() []byte {
	f := &freezer{x: l.largest * headroom / math.MaxInt16, hid: l.largest * headroom / math.MaxInt16}
	f.x = max(f.x, largest(l.hints.w)/(127*255))
	f.hid = f.x
	f.size(l.Dim)
	f.size(l.Hidden)
	f.size(l.Rows - 1)
	f.embeddings(l.hints)
	f.floats(scaled(f.matrix(l.w.w, l.w.rows, l.w.cols, l.w.cols), unit/f.x))
	f.floats(scaled(l.bias.w, 1/f.x))
	for k, m := range l.conv {
		f.floats(f.matrix(m.w, m.rows, m.cols, m.cols))
		f.floats(scaled(l.convBias[k].w, 1/f.x))
	}
	f.head(l.out, l.outBias, f.hid)
	for p := range l.Labels {
		for c := range l.Labels {
			f.out = binary.LittleEndian.AppendUint32(f.out, math.Float32bits(l.chain.w[p*l.chain.cols+c]))
		}
	}
	return f.out
}
