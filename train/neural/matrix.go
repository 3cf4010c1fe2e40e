package neural

import (
	"math"
	"math/rand/v2"
)

// A matrix is a table of weights, rows by columns, with what Adam keeps of it. Columns are a multiple of 16, the rest
// padding that stays zero.
type matrix struct {
	name       string
	rows, cols int
	w, m, v    []float32
	sparse     bool // rows are embeddings: few of them are touched by a batch
}

// pad16 rounds up to a multiple of the kernels' width.
func pad16(n int) int { return (n + 15) &^ 15 }

// newMatrix draws weights from a normal distribution; used columns only.
func newMatrix(name string, rows, used int, deviation float64, rng *rand.Rand) *matrix {
	m := &matrix{name: name, rows: rows, cols: pad16(used)}
	n := rows * m.cols
	m.w, m.m, m.v = make([]float32, n), make([]float32, n), make([]float32, n)
	for r := range rows {
		for c := range used {
			m.w[r*m.cols+c] = float32(rng.NormFloat64() * deviation)
		}
	}
	return m
}

func (m *matrix) row(i int) []float32 { return m.w[i*m.cols : (i+1)*m.cols] }

// A gradient is one worker's gradient of one matrix.
type gradient struct {
	of      *matrix
	g       []float32
	touched []int // rows, for a sparse matrix
	marked  []bool
}

func newGradient(m *matrix) *gradient {
	g := &gradient{of: m, g: make([]float32, len(m.w))}
	if m.sparse {
		g.marked = make([]bool, m.rows)
	}
	return g
}

// row returns the gradient of one row, to be added to.
func (g *gradient) row(i int) []float32 {
	if g.marked != nil && !g.marked[i] {
		g.marked[i] = true
		g.touched = append(g.touched, i)
	}
	return g.g[i*g.of.cols : (i+1)*g.of.cols]
}

// step moves a matrix against the sum of the workers' gradients and clears these. t counts from 1.
func step(m *matrix, gs []*gradient, rate float64, t int) {
	const beta1, beta2, epsilon = 0.9, 0.999, 1e-8
	k := [8]float32{beta1, 1 - beta1, beta2, 1 - beta2,
		float32(rate / (1 - math.Pow(beta1, float64(t)))), float32(1 / (1 - math.Pow(beta2, float64(t)))), epsilon}
	first := gs[0]
	if !m.sparse {
		for _, g := range gs[1:] {
			add(first.g, g.g)
			clear(g.g)
		}
		adam(len(m.w), &m.w[0], &first.g[0], &m.m[0], &m.v[0], &k)
		return
	}
	for _, g := range gs[1:] {
		for _, r := range g.touched {
			from := g.g[r*m.cols : (r+1)*m.cols]
			add(first.row(r), from)
			clear(from)
			g.marked[r] = false
		}
		g.touched = g.touched[:0]
	}
	for _, r := range first.touched {
		i := r * m.cols
		adam(m.cols, &m.w[i], &first.g[i], &m.m[i], &m.v[i], &k)
		first.marked[r] = false
	}
	first.touched = first.touched[:0]
}

// add adds a to c; their length is a multiple of 8.
func add(c, a []float32) { addTo(len(c), &c[0], &a[0]) }

// gemm adds A·B to C: A has m rows of k, B k rows of n, C m rows of n; n is a multiple of 16. Strides are in elements.
func gemm(m, k, n int, a []float32, lda int, b []float32, ldb int, c []float32, ldc int) {
	if m == 0 || k == 0 {
		return
	}
	_, _, _ = a[(m-1)*lda+k-1], b[(k-1)*ldb+n-1], c[(m-1)*ldc+n-1]
	for j := 0; j < n; j += 16 {
		i := 0
		for ; i+4 <= m; i += 4 {
			tile4(k, &a[i*lda], lda, &b[j], ldb, &c[i*ldc+j], ldc)
		}
		for ; i < m; i++ {
			tile1(k, &a[i*lda], &b[j], ldb, &c[i*ldc+j])
		}
	}
}

// transpose writes the transposed of a (rows by cols, stride lda) to t, whose stride is ldt.
func transpose(rows, cols int, a []float32, lda int, t []float32, ldt int) {
	const block = 16
	for r0 := 0; r0 < rows; r0 += block {
		for c0 := 0; c0 < cols; c0 += block {
			for r := r0; r < min(r0+block, rows); r++ {
				for c := c0; c < min(c0+block, cols); c++ {
					t[c*ldt+r] = a[r*lda+c]
				}
			}
		}
	}
}

// room returns a slice of n floats, of s where it is long enough; what it holds is left over.
func room(s *[]float32, n int) []float32 {
	if cap(*s) < n {
		*s = make([]float32, n+n/2)
	}
	*s = (*s)[:n]
	return *s
}

// softmax turns scores into probabilities in place; a score of -Inf gets none.
func softmax(x []float32) {
	top := x[0]
	for _, v := range x {
		top = max(top, v)
	}
	sum := float32(0)
	for i, v := range x {
		e := exp(v - top)
		x[i] = e
		sum += e
	}
	for i := range x {
		x[i] /= sum
	}
}

// exp is e to the x for x ≤ 0, to a relative error of about 1e-6.
func exp(x float32) float32 {
	if x < -30 {
		return 0
	}
	y := x * 1.44269504
	n := float32(int32(y - 1))
	if y == 0 {
		n = 0
	}
	f := (y - n) * 0.69314718
	p := 1 + f*(1+f*(0.5+f*(0.16666667+f*(0.041666667+f*(0.0083333333+f*0.0013888889)))))
	return p * math.Float32frombits(uint32(int32(n)+127)<<23)
}
