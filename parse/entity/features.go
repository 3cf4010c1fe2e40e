package entity

import (
	"github.com/tocsin-desk/tocsin/parse/net"
	"github.com/tocsin-desk/tocsin/parse/perceptron"
)

// hints returns the rows of what is known of token i beside the network's vector of it.
func (r *reader) hints(i, rows int) []uint16 {
	r.features(i)
	r.rows = r.rows[:0]
	for _, h := range r.buf {
		r.rows = append(r.rows, net.HintRow(h, rows))
	}
	return r.rows
}

// features fills r.buf with the features of token i.
func (r *reader) features(i int) {
	c, p1, p2, n1, n2 := r.at(i), r.at(i-1), r.at(i-2), r.at(i+1), r.at(i+2)
	if r.blind != nil && r.blind() {
		c = hidden(c)
	}
	memory := r.remembered(i)
	start := uint64(0)
	if i == r.first {
		start = 1
	}
	first, stop := r.starts[i], r.stops[i]
	place := uint64(placeIn(i-first, stop-first))
	plain := uint64(0)
	if r.plain[c.lower] {
		plain = 1
	}
	title := uint64(p1.title)
	last := r.at(stop - 1)
	head := r.at(first)
	f := perceptron.Hash
	f2, f3 := perceptron.Hash2, perceptron.Hash3
	r.buf = append(r.buf[:0],
		f(1, c.word), f(2, c.lower), f(3, c.suf2), f(4, c.suf3), f(5, c.suf4), f(6, c.pre2), f(7, c.pre3), f(8, c.pre4), f(9, c.shape),
		f(13, p1.lower), f(14, n1.lower), f(15, p2.lower), f(16, n2.lower),
		f3(17, p1.shape, c.shape, n1.shape), f2(20, p1.lower, c.shape), f2(21, n1.lower, c.shape),
		f2(26, c.upos, c.shape), f2(28, c.upos, n1.upos),
		f(31, memory), f2(33, memory, c.shape), f(34, r.remembered(i+1)),
		f(35, c.list), f2(37, c.list, c.shape), f(38, p1.list), f(39, n1.list),
		f(42, title), f2(44, start, c.shape), f2(45, r.casing, c.shape), f3(46, plain, start, r.casing),
		f(47, c.seen), f2(49, c.seen, c.shape), f(50, n1.seen), f2(51, c.seen, c.list),
		f2(52, c.suf3, place), f2(54, last.lower, place), f2(55, head.lower, place), f2(56, uint64(min(stop-first, 4)), place),
		f2(57, r.at(stop).lower, place), f2(58, r.at(first-1).lower, place), f2(59, last.list, place), f2(60, head.list, place),
		f2(61, last.suf3, place), f2(62, title, place),
		f(64, c.name), f2(66, c.name, c.list), f(67, n1.name), f2(68, last.seen, place), f2(69, head.seen, place), f3(70, p1.seen, c.seen, n1.seen),
		f3(73, c.seen, start, r.casing), f2(74, last.sort, place), f2(75, head.sort, place), f3(76, last.sort, head.seen, place),
	)
}

// hidden is an atom whose word isn't known: shape, tag, lists and the company it keeps have to do.
func hidden(a *atom) *atom {
	b := *a
	b.word, b.lower, b.pre3, b.pre4, b.suf3, b.suf4 = 2, 2, 2, 2, 2, 2
	return &b
}
