package neural

// The kernels need AVX2 and FMA: every amd64 processor of the last ten years. Training says so when they are missing.

//go:noescape
func tile4(k int, a *float32, lda int, b *float32, ldb int, c *float32, ldc int)

//go:noescape
func tile1(k int, a *float32, b *float32, ldb int, c *float32)

//go:noescape
func addTo(n int, c, a *float32)

//go:noescape
func adam(n int, w, grad, m, v *float32, k *[8]float32)
