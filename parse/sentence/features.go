package sentence

import (
	"github.com/tocsin-desk/tocsin/parse/perceptron"
	"github.com/tocsin-desk/tocsin/parse/word"
)

// features describes the boundary before token i, which is not the first.
func (v *view) features(i int) []uint64 {
	at := func(k int) *word.Word {
		if k < 0 || k >= len(v.words) {
			return &word.None
		}
		return &v.words[k]
	}
	l, l2, l3, r, r2, r3 := at(i-1), at(i-2), at(i-3), at(i), at(i+1), at(i+2)
	gap := uint64(blank)
	if v.spans[i-1].End == v.spans[i].Start {
		gap = uint64(touching)
	} else if v.text[v.spans[i-1].End] == '\n' {
		gap = uint64(line)
	}
	length := uint64(min(i-v.first, 4))
	if i-v.first > 12 {
		length = 5
	}
	if i-v.first > 40 {
		length = 6
	}
	open := uint64(v.quotes&1)<<1 | uint64(min(v.depth, 1))
	lc, rc := uint64(l.Class), uint64(r.Class)
	start := at(v.first)
	h2, h3 := perceptron.Hash2, perceptron.Hash3
	v.buf = append(v.buf[:0],
		h2(0, gap, 0), h2(1, l.Norm, gap), h2(2, r.Norm, rc), h2(3, l.Norm, rc), h2(4, l.Norm, r.Norm), h3(5, l2.Norm, l.Norm, rc),
		h3(6, l.Norm, r.Norm, r2.Norm), h3(7, l2.Norm, l.Norm, r.Norm), h2(8, l.Shape, r.Shape), h3(9, lc, rc, gap),
		h3(10, l.Norm, rc, length), h3(11, l.Norm, rc, open), h3(12, lc, rc, uint64(r2.Class)), h3(13, uint64(l2.Class), lc, rc),
		h3(14, l.Norm, uint64(l2.Class), rc), h3(15, l.Norm, rc, uint64(r2.Class)), h2(16, l2.Norm, l.Norm), h2(17, r.Norm, r2.Norm),
		h3(18, l.Norm, uint64(min(l2.Letters, 5)), rc), h3(19, l2.Shape, l.Norm, r.Shape), h3(20, r.Norm, rc, length), h2(21, r.Norm, lc),
		h3(22, l3.Norm, l2.Norm, l.Norm), h3(23, r.Norm, r2.Norm, r3.Norm), h3(24, length, open, lc), h3(25, lc, r.Norm, r2.Norm),
		h3(26, l.Suffix3, lc, rc), h3(27, r.Suffix3, lc, rc), h3(28, l.Norm, r.Norm, open), h3(29, start.Norm, l.Norm, rc),
		h3(30, perceptron.Pair(l.Norm, gap), r.Norm, rc),
		h3(31, l.Norm, r.Cluster, rc), h3(32, l.Cluster, r.Cluster, rc), h3(33, r.Cluster, r2.Cluster, rc), h3(34, l2.Cluster, l.Cluster, rc), h3(35, l.Coarse, r.Coarse, perceptron.Pair(r2.Coarse, rc)),
	)
	return v.buf
}
