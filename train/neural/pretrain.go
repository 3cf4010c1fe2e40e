package neural

import "math"

// maskShare is how many words of the pretraining are hidden, to be told from their neighbours.
const maskShare = 0.15

// guess learns to tell hidden words from their company, the masked words of BERT over convolutions: classes are the
// frequent words, and clusters for the rest. classes[i][k] is the class of word k of sentence i, negative for none.
func (w *worker) guess(batch []*Example, classes [][]int32) {
	w.layout(batch)
	w.hiddenWhole = append(w.hiddenWhole[:0], make([]bool, w.rows)...)
	var rows []int
	var gold []int32
	for i, e := range batch {
		for k := range e.Inputs {
			if c := classes[i][k]; c >= 0 && w.chance(maskShare) {
				r := w.first[i] + k
				w.hiddenWhole[r] = true
				rows, gold = append(rows, r), append(gold, c)
			}
		}
	}
	w.embed(batch, 0, 0)
	w.encode(batch)
	d, m, n := w.Dim, w.masked, len(rows)
	clear(room(&w.gx, w.rows*d))
	if n == 0 {
		return
	}
	x, scores := make([]float32, n*d), room(&w.scores, n*m.cols)
	for k, r := range rows {
		copy(x[k*d:(k+1)*d], w.output()[r*d:])
		copy(scores[k*m.cols:(k+1)*m.cols], w.maskBias.w)
	}
	gemm(n, d, m.cols, x, d, m.w, m.cols, scores, m.cols)
	bias := w.grad(w.maskBias).g
	for k, c := range gold {
		s := scores[k*m.cols : (k+1)*m.cols]
		softmax(s[:w.Classes])
		clear(s[w.Classes:])
		w.loss -= math.Log(float64(s[c]) + 1e-9)
		w.guessed++
		s[c]--
		add(bias, s)
	}
	xt := room(&w.t1, n*d)
	transpose(n, d, x, d, xt, n)
	gemm(d, n, m.cols, xt, n, scores, m.cols, w.grad(m).g, m.cols)
	mt := room(&w.t2, d*m.cols)
	transpose(d, m.cols, m.w, m.cols, mt, d)
	clear(x)
	gemm(n, m.cols, d, scores, m.cols, mt, d, x, d)
	for k, r := range rows {
		copy(w.gx[r*d:(r+1)*d], x[k*d:])
	}
	w.decode(batch)
	w.hiddenWhole = nil
}
