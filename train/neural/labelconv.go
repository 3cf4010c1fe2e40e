package neural

// convolve runs the convolutions over the hidden layers of n words and returns the last layer.
func (l *LabelLearner) convolve(n int, hid []float32) []float32 {
	h := l.w.cols
	if l.Layers == 0 {
		return hid
	}
	for k := range l.deep {
		clear(room(&l.deep[k], (n+2)*h))
	}
	copy(l.deep[0][h:], hid)
	for k, w := range l.conv {
		x, y, out := l.deep[k], room(&l.relu[k], n*h), l.deep[k+1][h:(n+1)*h]
		for r := range n {
			copy(y[r*h:(r+1)*h], l.convBias[k].w)
		}
		gemm(n, 3*h, h, x, h, w.w, h, y, h) // three rows side by side are one of three times the width
		copy(out, x[h:])
		for i := range y {
			y[i] = max(y[i], 0)
			out[i] += y[i]
			l.largest = max(l.largest, out[i])
		}
	}
	return l.deep[l.Layers][h : (n+1)*h]
}

// unconvolve turns the gradient of the last layer into that of the hidden layers, in place.
func (l *LabelLearner) unconvolve(n int, g []float32) {
	h := l.w.cols
	for k := l.Layers - 1; k >= 0; k-- {
		gy, gx, xT, wT := room(&l.gy, n*h), room(&l.gx, (n+2)*h), room(&l.deepT, (n+2)*h), room(&l.convT, h*h)
		clear(gx)
		copy(gx[h:], g)
		wg, bg := l.grads[6+2*k].g, l.grads[7+2*k].g
		for i, y := range l.relu[k] {
			gy[i] = g[i]
			if y <= 0 {
				gy[i] = 0
			}
		}
		for r := range n {
			add(bg, gy[r*h:(r+1)*h])
		}
		transpose(n+2, h, l.deep[k], h, xT, n+2)
		for part := range 3 {
			gemm(h, n, h, xT[part:], n+2, gy, h, wg[part*h*h:], h)
			transpose(h, h, l.conv[k].w[part*h*h:], h, wT, h)
			gemm(n, h, h, gy, h, wT, h, gx[part*h:], h)
		}
		copy(g, gx[h:(n+1)*h])
	}
}
