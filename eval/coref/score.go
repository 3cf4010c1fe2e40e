// Package coref scores chains of mentions against gold ones by the measures of the CoNLL 2012 shared task: MUC
// (Vilain et al. 1995), B³ (Bagga and Baldwin 1998), CEAFφ4 (Luo 2005) and their mean.
//
// In: gold documents and the spans of a system's chains. Out: counts and figures, summed over documents. It never
// looks at a file and never judges single mentions (chains of one), as CoNLL doesn't.
package coref

// A Ratio is a sum of parts over a sum of wholes.
type Ratio struct{ Part, Whole float64 }

// Value is 0 where there is nothing to count.
func (r Ratio) Value() float64 {
	if r.Whole == 0 {
		return 0
	}
	return r.Part / r.Whole
}

func (r *Ratio) add(part, whole float64) { r.Part, r.Whole = r.Part+part, r.Whole+whole }

// A Figure is precision and recall of one measure.
type Figure struct{ Precision, Recall Ratio }

// F1 is the harmonic mean of precision and recall, 0 to 1.
func (f Figure) F1() float64 {
	p, r := f.Precision.Value(), f.Recall.Value()
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}

// A Score holds the measures over all documents added so far.
type Score struct{ MUC, B3, CEAF, Mentions Figure }

// CoNLL is the mean F1 of the three measures, 0 to 1.
func (s *Score) CoNLL() float64 { return (s.MUC.F1() + s.B3.F1() + s.CEAF.F1()) / 3 }

// Add counts one document. Chains are lists of mentions, mentions are numbers, and a mention that both sides have
// has the same number on both; on one side every number stands once.
func (s *Score) Add(key, response [][]int) {
	inKey, inResponse := chainOf(key), chainOf(response)
	links(&s.MUC.Recall, key, inResponse)
	links(&s.MUC.Precision, response, inKey)
	overlap, both := map[[2]int]float64{}, 0.0
	for m, k := range inKey {
		if r, ok := inResponse[m]; ok {
			overlap[[2]int{k, r}]++
			both++
		}
	}
	similar := make([][]float64, len(key))
	for k := range key {
		similar[k] = make([]float64, len(response))
		for r := range response {
			if n := overlap[[2]int{k, r}]; n > 0 {
				s.B3.Recall.Part += n * n / float64(len(key[k]))
				s.B3.Precision.Part += n * n / float64(len(response[r]))
				similar[k][r] = 2 * n / float64(len(key[k])+len(response[r]))
			}
		}
	}
	s.B3.Recall.Whole += float64(len(inKey))
	s.B3.Precision.Whole += float64(len(inResponse))
	best := assignment(similar)
	s.CEAF.Recall.add(best, float64(len(key)))
	s.CEAF.Precision.add(best, float64(len(response)))
	s.Mentions.Recall.add(both, float64(len(inKey)))
	s.Mentions.Precision.add(both, float64(len(inResponse)))
}

// chainOf returns the chain of each mention.
func chainOf(chains [][]int) map[int]int {
	of := map[int]int{}
	for c, ms := range chains {
		for _, m := range ms {
			of[m] = c
		}
	}
	return of
}

// links counts, of the links that hold each chain together, those that the other side has too: a chain that the
// other side cuts into p pieces has lost p-1. A mention that the other side lacks is a piece of its own.
func links(r *Ratio, chains [][]int, other map[int]int) {
	for _, ms := range chains {
		pieces, alone := map[int]bool{}, 0
		for _, m := range ms {
			if c, ok := other[m]; ok {
				pieces[c] = true
			} else {
				alone++
			}
		}
		r.add(float64(len(ms)-len(pieces)-alone), float64(len(ms)-1))
	}
}
