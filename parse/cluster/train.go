package cluster

import (
	"cmp"
	"maps"
	"slices"
	"sync"

	"github.com/tocsin-desk/tocsin/parse/model"
	"github.com/tocsin-desk/tocsin/parse/table"
)

// Settings of a training.
type Settings struct {
	Words  int // the most frequent words that get a cluster
	Rarest int // how often a word must have been seen
	Rounds int // how often every word may change its cluster
	Log    func(format string, args ...any)
}

// A Corpus collects raw text as a stream of words. The zero Corpus is ready.
type Corpus struct {
	ids   map[uint64]int32 // normal form → number, from 1
	norms []uint64
	count []int64
	text  []int32 // numbers of words, 0 where a sentence or paragraph ends
}

// Add appends a word by the hash of its normal form.
func (c *Corpus) Add(norm uint64) {
	if c.ids == nil {
		c.ids, c.norms, c.count = map[uint64]int32{}, []uint64{0}, []int64{0}
	}
	id, ok := c.ids[norm]
	if !ok {
		id = int32(len(c.norms))
		c.ids[norm], c.norms, c.count = id, append(c.norms, norm), append(c.count, 0)
	}
	c.count[id]++
	c.text = append(c.text, id)
}

// End marks the end of a stretch of text.
func (c *Corpus) End() { c.text = append(c.text, 0) }

// Len returns the number of words added.
func (c *Corpus) Len() int { return len(c.text) }

// Train learns fine and coarse clusters.
func Train(c *Corpus, o Settings) ([]model.Section, error) {
	if o.Log == nil {
		o.Log = func(string, ...any) {}
	}
	v, norms := c.vocabulary(o.Words, o.Rarest)
	o.Log("clusters: %d words of text, %d of them different and frequent enough", len(c.text), len(norms)-1)
	b := countBigrams(c.text, v, len(norms))
	var fine, coarse []int32
	var wait sync.WaitGroup
	wait.Go(func() { coarse = newExchange(b, Coarse).run(o.Rounds, func(string, ...any) {}) })
	fine = newExchange(b, Fine).run(o.Rounds, o.Log)
	wait.Wait()
	m := map[uint64]uint16{}
	for w := 1; w < len(norms); w++ {
		m[norms[w]] = uint16(fine[w])<<coarseBits | uint16(coarse[w])
	}
	t, err := table.Freeze(m)
	return []model.Section{{Name: section, Data: t}}, err
}

// vocabulary renumbers the most frequent words from 1, by frequency; every other word becomes 0.
func (c *Corpus) vocabulary(most, rarest int) (renumber []int32, norms []uint64) {
	order := slices.Sorted(maps.Values(c.ids))
	slices.SortStableFunc(order, func(a, b int32) int { return cmp.Compare(c.count[b], c.count[a]) })
	renumber, norms = make([]int32, max(1, len(c.norms))), []uint64{0}
	for _, id := range order[:min(most, len(order))] {
		if c.count[id] < int64(rarest) {
			break
		}
		renumber[id] = int32(len(norms))
		norms = append(norms, c.norms[id])
	}
	return renumber, norms
}

// A neighbour is a word beside another, and how often.
type neighbour struct {
	word int32
	n    int32
}

// bigrams holds, for each word, what stands on its left and on its right.
type bigrams struct {
	left, right [][]neighbour
	count       []int64 // bigrams that begin with the word; one less than its frequency at most
	ends        []int64
}

func countBigrams(text, renumber []int32, words int) *bigrams {
	pairs := make([]uint64, 0, len(text))
	for i := 1; i < len(text); i++ {
		a, b := renumber[text[i-1]], renumber[text[i]]
		if a != 0 || b != 0 {
			pairs = append(pairs, uint64(a)<<32|uint64(b))
		}
	}
	slices.Sort(pairs)
	b := &bigrams{left: make([][]neighbour, words), right: make([][]neighbour, words), count: make([]int64, words), ends: make([]int64, words)}
	for i := 0; i < len(pairs); {
		k := i
		for k < len(pairs) && pairs[k] == pairs[i] {
			k++
		}
		l, r, n := int32(pairs[i]>>32), int32(uint32(pairs[i])), int32(k-i)
		b.right[l], b.left[r] = append(b.right[l], neighbour{r, n}), append(b.left[r], neighbour{l, n})
		b.count[l] += int64(n)
		b.ends[r] += int64(n)
		i = k
	}
	return b
}
