package net

import "golang.org/x/sys/cpu"

//go:noescape
func product4AVX2(pairs int, a *int16, stride int, b *int16, c *int32, width int)

//go:noescape
func product1AVX2(pairs int, a, b *int16, c *int32)

//go:noescape
func sumAVX2(n int, c, a *int32)

//go:noescape
func embedAVX2(n int, x *int16, e *int8, times int)

//go:noescape
func rectifyAVX2(n int, acc *int32, scale, bias *float32, x, out *int16)

// kernels returns the fastest kernels of this processor.
func kernels() kernel {
	if !cpu.X86.HasAVX2 {
		return plain
	}
	return kernel{product4AVX2, product1AVX2, sumAVX2, embedAVX2, rectifyAVX2}
}
