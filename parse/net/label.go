package net

import (
	"unsafe"

	"github.com/tocsin-desk/tocsin"
)

// A Labeller gives a label to each word of a sentence: a hidden layer over the encoder's vector of the word and over
// hints (hashed features that the caller knows: lists, memory, the words around), and a linear chain over its scores
// (Lafferty, McCallum and Pereira 2001), decoded by Viterbi. It is read only and safe for any number of goroutines.
type Labeller struct {
	kernel kernel
	dim    int
	hidden int
	Rows   int // of the hints
	hints  embeddings
	w      []int16 // packed, dim × hidden
	scale  []float32
	bias   []float32
	head   head
	chain  []float32 // labels × labels: from the row's to the column's
}

// Labels returns how many labels there are.
func (l *Labeller) Labels() int { return l.head.classes }

// OpenLabeller reads what train/neural froze.
func OpenLabeller(b []byte, labels int) (*Labeller, error) {
	r := reader{b: b}
	l := &Labeller{kernel: kernels()}
	l.dim, l.hidden, l.Rows = r.size(), r.size(), r.size()+1
	if r.err != nil || l.dim == 0 || l.hidden == 0 || l.dim%panel != 0 || l.hidden%panel != 0 {
		return nil, tocsin.ErrInvalid
	}
	l.hints = embeddings{r.take(l.Rows), r.take(l.Rows * l.hidden)}
	l.w, l.scale, l.bias = r.packed(l.dim, l.hidden), r.floats(l.hidden), r.floats(l.hidden)
	l.head = r.head(l.hidden, labels)
	l.chain = r.floats(labels * labels)
	if r.err != nil || len(r.b) > 0 {
		return nil, tocsin.ErrInvalid
	}
	return l, nil
}

// HintRow spreads the hash of a hint over a number of rows.
func HintRow(hash uint64, rows int) uint16 {
	return uint16(hash * 0x9E3779B97F4A7C15 >> 32 * uint64(rows) >> 32)
}

// LabelScratch is the memory of one run; its zero value is ready.
type LabelScratch struct {
	acc, sums []int32
	hid, x    []int16
	bias      []float32
	score     []float32
	back      []uint8
}

// Begin prepares the scores of a sentence of n words: the first label (none) costs nothing, all others are impossible.
func (l *Labeller) Begin(s *LabelScratch, n int) {
	score := room(&s.score, n*l.Labels())
	for i := range score {
		score[i] = impossible
		if i%l.Labels() == 0 {
			score[i] = 0
		}
	}
}

const impossible = -1e9

// Score sets the scores of word i of the sentence from its vector and the rows of its hints.
func (l *Labeller) Score(s *LabelScratch, i int, vector []int16, hints []uint16) {
	h := l.hidden
	acc, x, bias, hid := room(&s.acc, h), room(&s.x, h), room(&s.bias, h), room(&s.hid, h)
	l.kernel.product(l.dim, h, vector, l.w, acc)
	clear(x)
	for _, row := range hints {
		l.kernel.embed(h, &x[0], (*int8)(unsafe.Pointer(&l.hints.rows[int(row)*h])), int(l.hints.times[row]))
	}
	for j, v := range x {
		bias[j] = l.bias[j] + float32(v)
	}
	clear(hid)
	l.kernel.rectify(h, &acc[0], &l.scale[0], &bias[0], &hid[0], &hid[0])
	sums := room(&s.sums, l.head.width)
	l.kernel.product(h, l.head.width, hid, l.head.w, sums)
	for c := range l.Labels() {
		s.score[i*l.Labels()+c] = float32(float32(sums[c])*l.head.scale[c]) + l.head.bias[c]
	}
}

// Best returns the best sequence of labels among those that follows allows; last is true on the last word, and the
// label before the first is 0.
func (l *Labeller) Best(s *LabelScratch, follows func(prev, next int, last bool) bool, out []int) []int {
	n, k := len(s.score)/l.Labels(), l.Labels()
	back := room(&s.back, n*k)
	for i := range n {
		now := s.score[i*k : (i+1)*k]
		var sums [256]float32
		for c := range k {
			best, top := 0, float32(impossible*2)
			for p := range k {
				before := float32(0)
				if i > 0 {
					before = s.score[(i-1)*k+p]
				} else if p > 0 {
					break
				}
				if before <= impossible || !follows(p, c, i == n-1) {
					continue
				}
				if v := before + l.chain[p*k+c]; v > top {
					best, top = p, v
				}
			}
			back[i*k+c], sums[c] = uint8(best), max(top+now[c], impossible)
		}
		copy(now, sums[:k])
	}
	out = append(out[:0], make([]int, n)...)
	best := 0
	for c := 1; n > 0 && c < k; c++ {
		if s.score[(n-1)*k+c] > s.score[(n-1)*k+best] {
			best = c
		}
	}
	for i := n - 1; i >= 0; i-- {
		out[i] = best
		best = int(back[i*k+best])
	}
	return out
}
