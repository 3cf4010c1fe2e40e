package net

import (
	"unsafe"

	"github.com/tocsin-desk/tocsin"
)

// A Labeller gives a label to each word of a sentence: a hidden layer over the encoder's vector of the word and over
// hints (hashed features that the caller knows: lists, memory, the words around), residual convolutions over the hidden
// layers of neighbours where the model has any, and a linear chain over the scores (Lafferty, McCallum and Pereira 2001),
// decoded by Viterbi. It is read only and safe for any number of goroutines.
type Labeller struct {
	kernel kernel
	dim    int
	hidden int
	Rows   int // of the hints
	hints  embeddings
	w      []int16 // packed, dim × hidden
	scale  []float32
	bias   []float32
	layers []layer // convolutions: each reads a word and its neighbours
	head   head
	chain  []float32 // labels × labels: from the row's to the column's
}

// Labels returns how many labels there are.
func (l *Labeller) Labels() int { return l.head.classes }

// OpenLabeller reads what train/neural froze: a labeller of so many labels and convolutions.
func OpenLabeller(b []byte, labels, layers int) (*Labeller, error) {
	r := reader{b: b}
	l := &Labeller{kernel: kernels()}
	l.dim, l.hidden, l.Rows = r.size(), r.size(), r.size()+1
	if r.err != nil || l.dim == 0 || l.hidden == 0 || l.dim%panel != 0 || l.hidden%panel != 0 {
		return nil, tocsin.ErrInvalid
	}
	l.hints = embeddings{r.take(l.Rows), r.take(l.Rows * l.hidden)}
	l.w, l.scale, l.bias = r.packed(l.dim, l.hidden), r.floats(l.hidden), r.floats(l.hidden)
	for range layers {
		l.layers = append(l.layers, layer{r.packed(3*l.hidden, l.hidden), r.floats(l.hidden), r.floats(l.hidden)})
	}
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
	laid      []int32 // sums of the hidden layer, by word
	rows, out []int16 // the layers that a convolution reads and writes, a blank row before and behind the words
	may       []bool  // what may follow what
	hid, x    []int16
	bias      []float32
	score     []float32
	back      []uint8

	Over float32 // by how much the last best sequence scored above one of nothing but label 0
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
	acc := room(&s.acc, l.hidden)
	l.kernel.product(l.dim, l.hidden, vector, l.w, acc)
	l.score(s, i, acc, hints)
}

// Lay gives the words of the sentence their vectors, one behind the other, and all of them another one beside their own;
// ScoreLaid then needs the hints only.
func (l *Labeller) Lay(s *LabelScratch, own, beside []int16) {
	n, h := len(s.score)/l.Labels(), l.hidden
	dim := l.dim - len(beside)
	acc, fixed := room(&s.laid, n*h), room(&s.acc, h)
	l.kernel.stretch(n, 0, dim, l.dim, h, own, dim, l.w, acc, h)
	l.kernel.stretch(1, dim, len(beside), l.dim, h, beside, len(beside), l.w, fixed, h)
	for i := 0; i < n && len(beside) > 0; i++ {
		l.kernel.sum(h, &acc[i*h], &fixed[0])
	}
}

// ScoreLaid sets the scores of word i from the vectors that Lay gave it and the rows of its hints.
func (l *Labeller) ScoreLaid(s *LabelScratch, i int, hints []uint16) {
	l.score(s, i, s.laid[i*l.hidden:(i+1)*l.hidden], hints)
}

func (l *Labeller) score(s *LabelScratch, i int, acc []int32, hints []uint16) {
	hid := room(&s.hid, l.hidden)
	l.hide(s, acc, hints, hid)
	l.scores(s, i, hid)
}

// hide computes the hidden layer of a word.
func (l *Labeller) hide(s *LabelScratch, acc []int32, hints []uint16, hid []int16) {
	h := l.hidden
	x, bias := room(&s.x, h), room(&s.bias, h)
	clear(x)
	for _, row := range hints {
		l.kernel.embed(h, &x[0], (*int8)(unsafe.Pointer(&l.hints.rows[int(row)*h])), int(l.hints.times[row]))
	}
	for j, v := range x {
		bias[j] = l.bias[j] + float32(v)
	}
	clear(hid)
	l.kernel.rectify(h, &acc[0], &l.scale[0], &bias[0], &hid[0], &hid[0])
}

// scores turns a hidden layer into the scores of word i.
func (l *Labeller) scores(s *LabelScratch, i int, hid []int16) {
	sums := room(&s.sums, l.head.width)
	l.kernel.product(l.hidden, l.head.width, hid, l.head.w, sums)
	for c := range l.Labels() {
		s.score[i*l.Labels()+c] = float32(float32(sums[c])*l.head.scale[c]) + l.head.bias[c]
	}
}

// Hide computes the hidden layer of word i from the vectors that Lay gave it and the rows of its hints. When all words have
// theirs, Convolve scores them.
func (l *Labeller) Hide(s *LabelScratch, i int, hints []uint16) {
	h := l.hidden
	rows := room(&s.rows, (len(s.score)/l.Labels()+2)*h)
	l.hide(s, s.laid[i*h:(i+1)*h], hints, rows[(i+1)*h:(i+2)*h])
}

// Convolve scores all words from their hidden layers and those of their neighbours.
func (l *Labeller) Convolve(s *LabelScratch) {
	n, h := len(s.score)/l.Labels(), l.hidden
	if n == 0 {
		return
	}
	room(&s.rows, (n+2)*h)
	out, acc := room(&s.out, (n+2)*h), room(&s.laid, n*h)
	for _, blank := range [2][]int16{s.rows, out} {
		clear(blank[:h])
		clear(blank[(n+1)*h:])
	}
	for k := range l.layers {
		c := &l.layers[k]
		l.kernel.multiply(n, 3*h, h, s.rows, h, c.w, acc, h)
		for i := range n {
			l.kernel.rectify(h, &acc[i*h], &c.scale[0], &c.bias[0], &s.rows[(i+1)*h], &s.out[(i+1)*h])
		}
		s.rows, s.out = s.out, s.rows
	}
	for i := range n {
		l.scores(s, i, s.rows[(i+1)*h:(i+2)*h])
	}
}

// Lead returns by how much a label of word i scores above the first one, for a word that stands alone.
func (l *Labeller) Lead(s *LabelScratch, i, label int) float32 {
	at := s.score[i*l.Labels():]
	return at[label] + l.chain[label] - at[0] - l.chain[0]
}

// Best returns the best sequence of labels among those that follows allows; last is true on the last word, and the
// label before the first is 0.
func (l *Labeller) Best(s *LabelScratch, follows func(prev, next int, last bool) bool, out []int) []int {
	n, k := len(s.score)/l.Labels(), l.Labels()
	back := room(&s.back, n*k)
	none := float32(0)
	for i := range n {
		none += s.score[i*k] + l.chain[0]
	}
	may := room(&s.may, k*k)
	for i := range n {
		now := s.score[i*k : (i+1)*k]
		var sums [256]float32
		if i == 0 || i == n-1 {
			for p := range k {
				for c := range k {
					may[p*k+c] = follows(p, c, i == n-1)
				}
			}
		}
		for c := range k {
			best, top := 0, float32(impossible*2)
			for p := range k {
				before := float32(0)
				if i > 0 {
					before = s.score[(i-1)*k+p]
				} else if p > 0 {
					break
				}
				if before <= impossible || !may[p*k+c] {
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
	if n > 0 {
		s.Over = s.score[(n-1)*k+best] - none
	}
	for i := n - 1; i >= 0; i-- {
		out[i] = best
		best = int(back[i*k+best])
	}
	return out
}
