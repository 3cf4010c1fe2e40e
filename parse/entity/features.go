package entity

import "github.com/tocsin-desk/tocsin/parse/perceptron"

// features fills r.buf with the features of token i.
func (r *reader) features(i int) {
	r.now = i
	c, p1, p2, n1, n2 := r.at(i), r.at(i-1), r.at(i-2), r.at(i+1), r.at(i+2)
	if r.blind != nil && r.blind() {
		c = hidden(c)
	}
	t1, t2 := uint64(r.t1), uint64(r.t2)
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
	f := perceptron.Hash
	f2, f3 := perceptron.Hash2, perceptron.Hash3
	r.buf = append(r.buf[:0],
		f(1, c.word), f(2, c.lower), f(3, c.suf2), f(4, c.suf3), f(5, c.suf4), f(6, c.pre2), f(7, c.pre3), f(8, c.pre4), f(9, c.shape),
		f(10, t1), f2(11, t1, t2), f2(12, t1, c.lower), f(13, p1.lower), f(14, n1.lower), f(15, p2.lower), f(16, n2.lower),
		f3(17, p1.shape, c.shape, n1.shape), f2(18, t1, c.shape), f2(19, t1, n1.lower), f2(20, p1.lower, c.shape), f2(21, n1.lower, c.shape),
		f2(22, p1.lower, c.lower), f2(23, c.lower, n1.lower), f2(24, p2.lower, p1.lower), f2(25, n1.lower, n2.lower),
		f(26, c.upos), f2(27, p1.upos, c.upos), f2(28, c.upos, n1.upos), f2(29, t1, c.upos), f3(30, p1.upos, c.upos, n1.upos),
		f(31, memory), f2(32, memory, t1), f2(33, memory, c.shape), f(34, r.remembered(i+1)),
		f(35, c.list), f2(36, c.list, t1), f2(37, c.list, c.shape), f(38, p1.list), f(39, n1.list), f2(40, c.list, n1.lower), f2(41, c.list, p1.lower),
		f(42, title), f2(43, title, t1), f2(44, start, c.shape), f2(45, r.casing, c.shape), f3(46, plain, start, r.casing),
		f(47, c.seen), f2(48, c.seen, t1), f2(49, c.seen, c.shape), f(50, n1.seen), f2(51, c.seen, c.list),
		f2(52, c.suf3, place), f2(53, c.suf1, c.shape),
		f2(54, r.at(stop-1).lower, place), f2(55, r.at(first).lower, place), f3(56, uint64(min(stop-first, 4)), place, t1),
		f2(57, r.at(stop).lower, place), f2(58, r.at(first-1).lower, place), f2(59, r.at(stop-1).list, place), f2(60, r.at(first).list, place),
		f2(61, r.at(stop-1).suf3, place), f2(62, title, place), f3(63, c.lower, plain, start),
		f(64, c.name), f2(65, c.name, t1), f2(66, c.name, c.list), f(67, n1.name), f2(68, r.at(stop-1).seen, place), f2(69, r.at(first).seen, place), f3(70, p1.seen, c.seen, n1.seen),
		f2(71, c.seen, n1.lower), f2(72, c.seen, p1.lower), f3(73, c.seen, start, r.casing),
		f2(74, r.at(stop-1).sort, place), f2(75, r.at(first).sort, place), f3(76, r.at(stop-1).sort, r.at(first).seen, place), f2(77, c.sort, t1), f3(78, r.at(first).sort, r.at(stop).lower, place),
	)
}

// hidden is an atom whose word isn't known: shape, tag, lists and the company it keeps have to do.
func hidden(a *atom) *atom {
	b := *a
	b.word, b.lower, b.pre3, b.pre4, b.suf3, b.suf4 = 2, 2, 2, 2, 2, 2
	return &b
}
