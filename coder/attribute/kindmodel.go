package attribute

import (
	_ "embed" // kinds.tsv
	"fmt"
	"slices"
	"strconv"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/lexicon"
)

// Kinds is a log-linear classifier of kinds with integer weights. What the rules say is one of its features.
type Kinds struct {
	weights map[string][]int32 // by feature: one weight for each of tocsin.Kinds
}

//go:embed kinds.tsv
var kindTable []byte

// ReadKinds reads kinds.tsv: a row for each feature, a column for each kind. Errors name the line.
func ReadKinds(name string, data []byte) (*Kinds, error) {
	columns := []string{"feature"}
	for _, k := range tocsin.Kinds() {
		columns = append(columns, string(k))
	}
	rows, err := lexicon.ReadTable(name, data, columns, nil)
	if err != nil {
		return nil, err
	}
	out := &Kinds{weights: make(map[string][]int32, len(rows))}
	for _, row := range rows {
		w := make([]int32, 0, len(columns)-1)
		for _, k := range columns[1:] {
			v, err := strconv.ParseInt(row.Get(k), 10, 32)
			if err != nil {
				return nil, row.Errorf("weight %q of %s", row.Get(k), k)
			}
			w = append(w, int32(v))
		}
		out.weights[row.Get("feature")] = w
	}
	return out, nil
}

// Best returns the kind that scores highest.
func (k *Kinds) Best(features []string) tocsin.Kind {
	best, _ := k.best(features)
	return best
}

// best returns the kind that scores highest, and the features that speak for it most.
func (k *Kinds) best(features []string) (tocsin.Kind, []string) {
	kinds := tocsin.Kinds()
	sum := make([]int32, len(kinds))
	for _, f := range features {
		for i, w := range k.weights[f] {
			sum[i] += w
		}
	}
	top := 0
	for i := range sum {
		if sum[i] > sum[top] {
			top = i
		}
	}
	return kinds[top], k.reasons(features, top)
}

// maxReasons is how many features a trace names.
const maxReasons = 3

// reasons are the features that speak for a kind most, with their weights.
func (k *Kinds) reasons(features []string, kind int) []string {
	type reason struct {
		feature string
		weight  int32
	}
	var all []reason
	for _, f := range features {
		if w := k.weights[f]; w != nil && w[kind] > 0 {
			all = append(all, reason{f, w[kind]})
		}
	}
	slices.SortStableFunc(all, func(a, b reason) int { return int(b.weight) - int(a.weight) })
	var out []string
	for _, r := range all[:min(len(all), maxReasons)] {
		out = append(out, fmt.Sprintf("%s %+d", r.feature, r.weight))
	}
	return out
}

// A KindExample is a statement as the classifier sees it; spans count bytes.
type KindExample struct {
	Source, Cue, Content []tocsin.Span
	Features             []string
}
