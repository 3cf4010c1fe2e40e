// Package cluster groups words that stand in the same company: "Tuesday" with "Friday", "warned" with
// "insisted", "Tajikistan" with "Belarus". A word that the treebanks never had is then not quite unknown.
//
// In: raw text, once, to learn; the normal form of a word afterwards. Out: the number of a fine and of a coarse
// cluster. It never knows what a cluster means and never reads a tag.
package cluster

import (
	"fmt"

	"github.com/tocsin-desk/tocsin/parse/model"
	"github.com/tocsin-desk/tocsin/parse/table"
	"github.com/tocsin-desk/tocsin/parse/word"
)

// The numbers of clusters: the fine ones tell weekdays from months, the coarse ones not much more than parts of
// speech. Both share one 16-bit value of the table. Cluster 0 is of words that are not in the table.
const (
	Fine   = 512
	Coarse = 48

	coarseBits = 6
)

const section = "cluster"

// Clusters is safe for any number of goroutines. The zero Clusters knows no word.
type Clusters struct{ words table.Table }

// Open reads the clusters' section of a model file; a file without one gives the zero Clusters.
func Open(f *model.File) (Clusters, error) {
	if !f.Has(section) {
		return Clusters{}, nil
	}
	b, err := f.Section(section)
	if err != nil {
		return Clusters{}, err
	}
	t, err := table.Open(b)
	if err != nil {
		return Clusters{}, fmt.Errorf("section %s: %w", section, err)
	}
	return Clusters{t}, nil
}

// Mark sets the clusters of a word.
func (c Clusters) Mark(w *word.Word) {
	n, _ := c.words.Get(w.Norm)
	w.Cluster, w.Coarse = uint64(n>>coarseBits), uint64(n&(1<<coarseBits-1))
}

// Of returns the fine cluster of the word with the given normal form (word.Word.Norm), 0 for an unknown one.
func (c Clusters) Of(norm uint64) int {
	n, _ := c.words.Get(norm)
	return int(n >> coarseBits)
}

// Word returns the views of a form, clusters included.
func (c Clusters) Word(form string) word.Word {
	w := word.Of(form)
	c.Mark(&w)
	return w
}
