package cluster

import "math"

// An exchange moves each word in turn into the cluster that makes the text most probable under a bigram model
// of clusters (Martin, Liermann and Ney 1998). Probabilities are sums of n·log n, kept as integers, so that every
// machine finds the same clusters.
type exchange struct {
	*bigrams
	k     int
	class []int32
	n, nt []int32 // n[a*k+b]: how often cluster b follows a; nt is its transpose
	from  []int64 // how often a cluster begins a bigram
	to    []int64
	table []int64 // nlogn of small numbers

	lefts, rights []int32 // neighbours of the word under way, by cluster
	ls, rs        []int32 // the clusters where these are not 0
}

// tableSize is how many values of n·log n are kept: most counts are smaller.
const tableSize = 1 << 18

// newExchange spreads the words over clusters 1 … k-1; cluster 0 holds word 0 alone, whatever isn't in the vocabulary.
func newExchange(b *bigrams, k int) *exchange {
	e := &exchange{
		bigrams: b, k: k, class: make([]int32, len(b.left)), n: make([]int32, k*k), nt: make([]int32, k*k),
		from: make([]int64, k), to: make([]int64, k), table: make([]int64, tableSize), lefts: make([]int32, k), rights: make([]int32, k),
	}
	for i := range e.table {
		e.table[i] = nlogn(int64(i))
	}
	for w := 1; w < len(e.class); w++ {
		e.class[w] = int32(1 + (w-1)%(k-1))
	}
	for w, rs := range e.right {
		a := int(e.class[w])
		e.from[a] += e.count[w]
		e.to[a] += e.ends[w]
		for _, r := range rs {
			e.add(a, int(e.class[r.word]), r.n)
		}
	}
	return e
}

// nlogn is n·log2 n in units of 1/1024.
func nlogn(n int64) int64 {
	if n < 2 {
		return 0
	}
	return int64(math.Round(float64(n) * math.Log2(float64(n)) * 1024))
}

func (e *exchange) f(n int64) int64 {
	if n < tableSize {
		return e.table[n]
	}
	return nlogn(n)
}

func (e *exchange) add(a, b int, n int32) {
	e.n[a*e.k+b] += n
	e.nt[b*e.k+a] += n
}

// run makes the rounds and returns the cluster of each word.
func (e *exchange) run(rounds int, log func(string, ...any)) []int32 {
	for round := range rounds {
		moved := 0
		for w := 1; w < len(e.class); w++ {
			if e.move(w) {
				moved++
			}
		}
		log("clusters, round %d of %d: %d words moved", round+1, rounds, moved)
		if moved == 0 {
			break
		}
	}
	return e.class
}

// move takes word w out of its cluster and puts it where it fits best, the lower number on a tie.
func (e *exchange) move(w int) bool {
	self := e.neighbours(w)
	old := int(e.class[w])
	e.shift(w, old, self, -1)
	best, most := old, int64(math.MinInt64)
	for c := 1; c < e.k; c++ {
		if gain := e.gain(w, c, self); gain > most {
			best, most = c, gain
		}
	}
	e.class[w] = int32(best)
	e.shift(w, best, self, 1)
	for _, c := range e.ls {
		e.lefts[c] = 0
	}
	for _, c := range e.rs {
		e.rights[c] = 0
	}
	return best != old
}

// neighbours counts the clusters around w; the word beside itself is returned apart.
func (e *exchange) neighbours(w int) (self int32) {
	e.ls, e.rs = e.ls[:0], e.rs[:0]
	for _, l := range e.left[w] {
		c := e.class[l.word]
		if int(l.word) == w {
			continue
		}
		if e.lefts[c] == 0 {
			e.ls = append(e.ls, c)
		}
		e.lefts[c] += l.n
	}
	for _, r := range e.right[w] {
		c := e.class[r.word]
		if int(r.word) == w {
			self = r.n
			continue
		}
		if e.rights[c] == 0 {
			e.rs = append(e.rs, c)
		}
		e.rights[c] += r.n
	}
	return self
}

// shift adds word w to cluster c, or takes it out.
func (e *exchange) shift(w, c int, self, sign int32) {
	for _, r := range e.rs {
		e.add(c, int(r), sign*e.rights[r])
	}
	for _, l := range e.ls {
		e.add(int(l), c, sign*e.lefts[l])
	}
	e.add(c, c, sign*self)
	e.from[c] += int64(sign) * e.count[w]
	e.to[c] += int64(sign) * e.ends[w]
}

// gain is how much more probable the text is with word w in cluster c than with w in a cluster of nothing.
func (e *exchange) gain(w, c int, self int32) int64 {
	row, column := e.n[c*e.k:(c+1)*e.k], e.nt[c*e.k:(c+1)*e.k]
	var sum int64
	for _, r := range e.rs {
		if n := int64(row[r]); int(r) != c {
			sum += e.f(n+int64(e.rights[r])) - e.f(n)
		}
	}
	for _, l := range e.ls {
		if n := int64(column[l]); int(l) != c {
			sum += e.f(n+int64(e.lefts[l])) - e.f(n)
		}
	}
	own := int64(row[c])
	sum += e.f(own+int64(e.rights[c]+e.lefts[c]+self)) - e.f(own)
	sum -= e.f(e.from[c]+e.count[w]) - e.f(e.from[c])
	return sum - (e.f(e.to[c]+e.ends[w]) - e.f(e.to[c]))
}
