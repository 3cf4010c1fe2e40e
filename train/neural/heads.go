package neural

import "math"

// linear learns one head from the rows of words that have a gold class: the loss is minus the log of its probability,
// times weight. The gradient of the encoder's output goes to gx.
func (w *worker) linear(batch []*Example, head int, weight float32) {
	m, bias := w.heads[head], w.headBias[head]
	d, classes := w.Dim, w.Heads[head]
	scores := room(&w.scores, w.rows*m.cols)
	out := w.output()
	for r := range w.rows {
		copy(scores[r*m.cols:(r+1)*m.cols], bias.w)
	}
	gemm(w.rows, d, m.cols, out, d, m.w, m.cols, scores, m.cols)
	gb := w.grad(bias).g
	for r := range w.rows {
		w.classOf[r] = -1
	}
	for i, e := range batch {
		for k, gold := range e.Gold[head] {
			w.classOf[w.first[i]+k] = int(gold)
		}
	}
	for r := range w.rows {
		s := scores[r*m.cols : (r+1)*m.cols]
		gold := w.classOf[r]
		if gold < 0 {
			clear(s)
			continue
		}
		softmax(s[:classes])
		clear(s[classes:])
		w.loss -= math.Log(float64(s[gold]) + 1e-9)
		s[gold]--
		for j := range s[:classes] {
			s[j] *= weight
		}
		add(gb, s)
	}
	w.back(m, out, scores, w.rows)
}

// back adds the gradients of y = x·m to the matrix and to gx; rows of x and y are those of the layout.
func (w *worker) back(m *matrix, x, gy []float32, rows int) {
	d := w.Dim
	xt := room(&w.t1, rows*d)
	transpose(rows, d, x, d, xt, rows)
	gemm(d, rows, m.cols, xt, rows, gy, m.cols, w.grad(m).g, m.cols)
	mt := room(&w.t2, d*m.cols)
	transpose(d, m.cols, m.w, m.cols, mt, d)
	gemm(rows, m.cols, d, gy, m.cols, mt, d, w.gx, d)
}

// scoresOf scores the classes of a head for one row.
func (w *worker) scoresOf(head, row int) []float32 {
	m := w.heads[head]
	scores := room(&w.scores, m.cols)
	copy(scores, w.headBias[head].w)
	gemm(1, w.Dim, m.cols, w.output()[row*w.Dim:], w.Dim, m.w, m.cols, scores, m.cols)
	return scores
}
