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

// A LabelPlan is the size of a labeller.
type LabelPlan struct {
	Dim, Hidden, Rows, Labels int
	Follows                   func(prev, next int, last bool) bool
}

// A LabelLearner trains a net.Labeller over the vectors of a finished network. It is for one goroutine.
type LabelLearner struct {
	LabelPlan
	w, bias, out, outBias, chain, hints *matrix
	all                                 []*matrix
	grads                               []*gradient
	rng                                 *rand.Rand
	w0                                  *worker    // for dropout
	now                                 [][]uint16 // the hints of each word that aren't hidden
	steps                               int
	largest                             float32 // sum of the hidden layer, before it is rectified
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

// layer computes the hidden layer of a word, and returns its input in floating point.
func (l *LabelLearner) layer(seq *Sequence, i int, blind float64, hid []float32) []float32 {
	x := make([]float32, l.Dim)
	for k, v := range seq.Vectors[i*l.Dim : (i+1)*l.Dim] {
		x[k] = float32(v) * unit
	}
	copy(hid, l.bias.w)
	l.now[i] = l.now[i][:0]
	for _, row := range seq.Hints[i] {
		if l.rng.Float64() >= blind {
			l.now[i] = append(l.now[i], row)
			add(hid, l.hints.row(int(row)))
		}
	}
	gemm(1, l.Dim, l.w.cols, x, l.Dim, l.w.w, l.w.cols, hid, l.w.cols)
	for k, v := range hid {
		l.largest = max(l.largest, v, -v)
		hid[k] = max(v, 0)
	}
	return x
}

func (l *LabelLearner) sequence(seq *Sequence, s Schedule) float64 {
	n, h := len(seq.Hints), l.w.cols
	for len(l.now) < n {
		l.now = append(l.now, nil)
	}
	var at []int // words with scores
	for i, hints := range seq.Hints {
		if hints != nil {
			at = append(at, i)
		}
	}
	if len(at) == 0 {
		return 0
	}
	hid, xs := make([]float32, n*h), make([][]float32, n)
	mask := make([]float32, h)
	masks := make([]float32, n*h)
	score := make([]float32, n*l.out.cols)
	for _, i := range at {
		one := hid[i*h : (i+1)*h]
		xs[i] = l.layer(seq, i, s.Blind, one)
		l.w0.dropout(mask, max(s.Hidden, 1e-9))
		copy(masks[i*h:], mask)
		for k := range one {
			one[k] *= mask[k]
		}
		to := score[i*l.out.cols : (i+1)*l.out.cols]
		copy(to, l.outBias.w)
		gemm(1, h, l.out.cols, one, h, l.out.w, l.out.cols, to, l.out.cols)
	}
	loss, g := l.crf(seq, score)
	outT := make([]float32, l.out.cols*h)
	transpose(h, l.out.cols, l.out.w, l.out.cols, outT, h)
	wg, bg, og, obg, hg := l.grads[0], l.grads[1].g, l.grads[3].g, l.grads[4].g, l.grads[2]
	gh := make([]float32, h)
	for _, i := range at {
		gs := g[i*l.out.cols : (i+1)*l.out.cols]
		add(obg, gs)
		clear(gh)
		gemm(1, l.out.cols, h, gs, l.out.cols, outT, h, gh, h)
		one := hid[i*h : (i+1)*h]
		gemm(h, 1, l.out.cols, one, 1, gs, l.out.cols, og, l.out.cols)
		for k := range gh {
			if one[k] <= 0 {
				gh[k] = 0
			} else {
				gh[k] *= masks[i*h+k]
			}
		}
		add(bg, gh)
		gemm(l.Dim, 1, h, xs[i], 1, gh, h, wg.g, h)
		for _, row := range l.now[i] {
			add(hg.row(int(row)), gh)
		}
	}
	return loss
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
	link := func(p, c, i int) float64 {
		if !l.Follows(p, c, i == n-1) {
			return inf
		}
		return float64(l.chain.w[p*l.chain.cols+c])
	}
	start := []uint16{0}
	for i := range n {
		before := start
		if i > 0 {
			before = may(i - 1)
		}
		for _, c := range may(i) {
			sum := inf
			for _, p := range before {
				f := 0.0
				if i > 0 {
					f = forward[(i-1)*k+int(p)]
				}
				sum = logAdd(sum, f+link(int(p), int(c), i))
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
		for _, p := range before {
			f := 0.0
			if i > 0 {
				f = forward[(i-1)*k+int(p)]
			}
			for _, c := range may(i) {
				step := link(int(p), int(c), i) + float64(score[i*cols+int(c)]) + backward[i*k+int(c)]
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
	f.head(l.out, l.outBias, f.hid)
	for p := range l.Labels {
		for c := range l.Labels {
			f.out = binary.LittleEndian.AppendUint32(f.out, math.Float32bits(l.chain.w[p*l.chain.cols+c]))
		}
	}
	return f.out
}
