package coref

import "math"

// assignment returns the largest sum of values that a one-to-one choice of rows and columns can have, none of which
// is negative (Kuhn 1955, Munkres 1957, in the form with potentials: O(rows² · columns)).
func assignment(value [][]float64) float64 {
	if len(value) == 0 || len(value[0]) == 0 {
		return 0
	}
	if len(value) > len(value[0]) {
		value = transposed(value)
	}
	n, m := len(value), len(value[0])
	// Row and column 0 are none: column j is given to row of[j], and u, v are the potentials of costs -value.
	u, v, of := make([]float64, n+1), make([]float64, m+1), make([]int, m+1)
	from := make([]int, m+1)
	for i := 1; i <= n; i++ {
		of[0] = i
		least, done := make([]float64, m+1), make([]bool, m+1)
		for j := range least {
			least[j] = math.Inf(1)
		}
		at := 0
		for of[at] != 0 {
			done[at] = true
			row, step, next := of[at], math.Inf(1), 0
			for j := 1; j <= m; j++ {
				if done[j] {
					continue
				}
				if c := -value[row-1][j-1] - u[row] - v[j]; c < least[j] {
					least[j], from[j] = c, at
				}
				if least[j] < step {
					step, next = least[j], j
				}
			}
			for j := range m + 1 {
				if done[j] {
					u[of[j]] += step
					v[j] -= step
				} else {
					least[j] -= step
				}
			}
			at = next
		}
		for ; at != 0; at = from[at] {
			of[at] = of[from[at]]
		}
	}
	sum := 0.0
	for j := 1; j <= m; j++ {
		if of[j] > 0 {
			sum += value[of[j]-1][j-1]
		}
	}
	return sum
}

func transposed(a [][]float64) [][]float64 {
	out := make([][]float64, len(a[0]))
	for j := range out {
		out[j] = make([]float64, len(a))
		for i := range a {
			out[j][i] = a[i][j]
		}
	}
	return out
}
