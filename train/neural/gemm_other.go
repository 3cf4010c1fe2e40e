//go:build !amd64

package neural

import (
	"math"
	"unsafe"
)

func at(p *float32, i int) *float32 { return (*float32)(unsafe.Add(unsafe.Pointer(p), 4*i)) }

func tile4(k int, a *float32, lda int, b *float32, ldb int, c *float32, ldc int) {
	for r := range 4 {
		tile1(k, at(a, r*lda), b, ldb, at(c, r*ldc))
	}
}

func tile1(k int, a, b *float32, ldb int, c *float32) {
	out := unsafe.Slice(c, 16)
	for i, x := range unsafe.Slice(a, k) {
		for j, y := range unsafe.Slice(at(b, i*ldb), 16) {
			out[j] += x * y
		}
	}
}

func addTo(n int, c, a *float32) {
	out := unsafe.Slice(c, n)
	for i, x := range unsafe.Slice(a, n) {
		out[i] += x
	}
}

func adam(n int, w, g, m, v *float32, k *[8]float32) {
	ws, gs, ms, vs := unsafe.Slice(w, n), unsafe.Slice(g, n), unsafe.Slice(m, n), unsafe.Slice(v, n)
	for i, x := range gs {
		ms[i] = k[0]*ms[i] + k[1]*x
		vs[i] = k[2]*vs[i] + k[3]*x*x
		ws[i] -= k[4] * ms[i] / (float32(math.Sqrt(float64(k[5]*vs[i]))) + k[6])
		gs[i] = 0
	}
}
