package net

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// Every kernel gives the numbers of the plain one, also where they saturate.
func TestKernelsAgree(t *testing.T) {
	fast := kernels()
	rng := rand.New(rand.NewPCG(1, 2))
	word := func() int16 {
		if rng.IntN(4) == 0 {
			return [3]int16{math.MaxInt16, math.MinInt16 + 1, 0}[rng.IntN(3)]
		}
		return int16(rng.IntN(1 << 16))
	}
	for range 300 {
		m, k, n := 1+rng.IntN(9), 2*(1+rng.IntN(100)), panel*(1+rng.IntN(4))
		stride := k + 2*rng.IntN(3)
		a := make([]int16, m*stride)
		for i := range a {
			a[i] = word()
		}
		w := make([]int8, k*n)
		for i := range w {
			w[i] = int8(rng.IntN(255) - 127)
		}
		b := pack(w, k, n)
		got, want := make([]int32, m*n), make([]int32, m*n)
		fast.multiply(m, k, n, a, stride, b, got, n)
		plain.multiply(m, k, n, a, stride, b, want, n)
		if !slices.Equal(got, want) {
			t.Fatalf("%d×%d×%d: products differ", m, k, n)
		}
		for i := range m {
			for j := range n {
				sum := int32(0)
				for r := range k {
					sum += int32(a[i*stride+r]) * int32(w[r*n+j])
				}
				if sum != want[i*n+j] {
					t.Fatalf("product %d, %d is %d, want %d", i, j, want[i*n+j], sum)
				}
			}
		}
	}
}

func TestSmallKernelsAgree(t *testing.T) {
	fast := kernels()
	rng := rand.New(rand.NewPCG(3, 4))
	for range 300 {
		n := panel * (1 + rng.IntN(8))
		acc, more := make([]int32, n), make([]int32, n)
		scale, bias := make([]float32, n), make([]float32, n)
		x, e := make([]int16, n), make([]int8, n)
		for i := range n {
			acc[i], more[i] = int32(rng.Uint32()), int32(rng.Uint32())
			scale[i], bias[i] = float32(rng.NormFloat64())/10000, float32(rng.NormFloat64()*1000)
			x[i], e[i] = int16(rng.Uint32()), int8(rng.IntN(255)-127)
			if rng.IntN(8) == 0 {
				scale[i] = 1e4 // beyond int32
			}
		}
		out, want := make([]int16, n), make([]int16, n)
		fast.rectify(n, &acc[0], &scale[0], &bias[0], &x[0], &out[0])
		plain.rectify(n, &acc[0], &scale[0], &bias[0], &x[0], &want[0])
		if !slices.Equal(out, want) {
			t.Fatalf("rectify: %v, want %v", out, want)
		}
		times := 1 + rng.IntN(255)
		copy(out, x)
		copy(want, x)
		fast.embed(n, &out[0], &e[0], times)
		plain.embed(n, &want[0], &e[0], times)
		if !slices.Equal(out, want) {
			t.Fatalf("embed: %v, want %v", out, want)
		}
		a, b := slices.Clone(acc), slices.Clone(acc)
		fast.sum(n, &a[0], &more[0])
		plain.sum(n, &b[0], &more[0])
		if !slices.Equal(a, b) {
			t.Fatalf("sum: %v, want %v", a, b)
		}
	}
}
