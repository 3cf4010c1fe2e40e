//go:build !amd64

package net

func kernels() kernel { return plain }
