package net

import (
	"math"
	"unsafe"
)

// A kernel is the arithmetic of the network. All sums are of integers, and every float is rounded at each step, so that
// the same numbers come out of any of them.
type kernel struct {
	// product4 sets 4 rows of 16 sums: c = a·b, where a has 4 rows of 2·pairs numbers, stride apart, and b is a packed
	// panel (see pack); rows of c are width apart.
	product4 func(pairs int, a *int16, stride int, b *int16, c *int32, width int)
	product1 func(pairs int, a, b *int16, c *int32)
	sum      func(n int, c, a *int32)                                     // c += a; n a multiple of 8
	embed    func(n int, x *int16, e *int8, times int)                    // x += times·e, saturated; n a multiple of 16
	rectify  func(n int, acc *int32, scale, bias *float32, x, out *int16) // out = x + nearest(max(0, acc·scale + bias)), saturated
}

// plain is the portable kernel, and what the others are tested against.
var plain = kernel{product4, product1, sum, embed, rectify}

// panel is how many columns lie together in a packed matrix.
const panel = 16

// pack lays a matrix of k rows (even) and n columns (a multiple of panel) out for the kernels: panel after panel, and
// in it two rows side by side.
func pack(w []int8, k, n int) []int16 {
	out := make([]int16, 0, k*n)
	for p := 0; p < n; p += panel {
		for r := 0; r < k; r += 2 {
			for c := p; c < p+panel; c++ {
				out = append(out, int16(w[r*n+c]), int16(w[(r+1)*n+c]))
			}
		}
	}
	return out
}

// multiply sets c (m rows, n columns, width apart) to a (m rows of k, stride apart) times a packed matrix.
func (q *kernel) multiply(m, k, n int, a []int16, stride int, b []int16, c []int32, width int) {
	q.stretch(m, 0, k, k, n, a, stride, b, c, width)
}

// stretch is multiply with some rows of the matrix only: k rows from row first on, of all.
func (q *kernel) stretch(m, first, k, all, n int, a []int16, stride int, b []int16, c []int32, width int) {
	if m == 0 || k == 0 {
		return
	}
	_, _, _ = a[(m-1)*stride+k-1], b[all*n-1], c[(m-1)*width+n-1]
	for p := 0; p < n; p += panel {
		from := &b[p*all+first*panel]
		i := 0
		for ; i+4 <= m; i += 4 {
			q.product4(k/2, &a[i*stride], stride, from, &c[i*width+p], width)
		}
		for ; i < m; i++ {
			q.product1(k/2, &a[i*stride], from, &c[i*width+p])
		}
	}
}

// product sets c to one row of k times a packed matrix of n columns.
func (q *kernel) product(k, n int, a []int16, b []int16, c []int32) {
	q.multiply(1, k, n, a, k, b, c, n)
}

func product4(pairs int, a *int16, stride int, b *int16, c *int32, width int) {
	for r := range 4 {
		product1(pairs, (*int16)(unsafe.Add(unsafe.Pointer(a), 2*r*stride)), b, (*int32)(unsafe.Add(unsafe.Pointer(c), 4*r*width)))
	}
}

func product1(pairs int, a, b *int16, c *int32) {
	as, bs := unsafe.Slice(a, 2*pairs), unsafe.Slice(b, 2*pairs*panel)
	var acc [panel]int32
	for i := 0; i < len(as); i += 2 {
		x, y := int32(as[i]), int32(as[i+1])
		row := bs[i*panel : (i+2)*panel]
		for j := range acc {
			acc[j] += x*int32(row[2*j]) + y*int32(row[2*j+1])
		}
	}
	copy(unsafe.Slice(c, panel), acc[:])
}

func sum(n int, c, a *int32) {
	out := unsafe.Slice(c, n)
	for i, x := range unsafe.Slice(a, n) {
		out[i] += x
	}
}

func embed(n int, x *int16, e *int8, times int) {
	out := unsafe.Slice(x, n)
	for i, v := range unsafe.Slice(e, n) {
		out[i] = saturate(int32(out[i]) + int32(v)*int32(times))
	}
}

func rectify(n int, acc *int32, scale, bias *float32, x, out *int16) {
	scales, biases, xs, outs := unsafe.Slice(scale, n), unsafe.Slice(bias, n), unsafe.Slice(x, n), unsafe.Slice(out, n)
	for i, a := range unsafe.Slice(acc, n) {
		y := float32(float32(a)*scales[i]) + biases[i]
		outs[i] = saturate(int32(xs[i]) + int32(saturate(nearest(max(y, 0)))))
	}
}

// nearest rounds half to even, as the processors do.
func nearest(y float32) int32 {
	if y >= 1<<31 {
		return math.MinInt32 // what VCVTPS2DQ makes of it
	}
	return int32(math.RoundToEven(float64(y)))
}

func saturate(x int32) int16 { return int16(min(max(x, math.MinInt16), math.MaxInt16)) }
