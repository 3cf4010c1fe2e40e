package neural

import (
	"encoding/binary"
	"fmt"
	"math"

	"github.com/tocsin-desk/tocsin"
)

// headroom is how far above the largest activation of the sample the int16 range ends.
const headroom = 1.5

// Freeze returns the section of a model file that package net reads: weights in int8, one scale a column, and
// activations in int16, one scale for the encoder and one for the parser's layer, taken from what a sample of sentences
// shows. may lists the feature strings that each tag has had.
func (l *Learner) Freeze(sample []*Example, may [][]uint16) ([]byte, error) {
	x, hid := l.ranges(sample)
	f := &freezer{net: l.net, x: x * headroom / math.MaxInt16, hid: hid * headroom / math.MaxInt16}
	n := l.net
	for _, m := range n.tables { // a row must fit into 255 · int8
		f.x = max(f.x, largest(m.w)/(127*255))
	}
	f.size(n.Dim)
	f.size(n.Hidden)
	f.size(n.Layers)
	for _, r := range n.Rows {
		f.size(r - 1)
	}
	for _, m := range n.tables {
		f.embeddings(m)
	}
	f.int16s(n.special.row(padRow))
	f.int16s(n.special.row(rootRow))
	for i, m := range n.conv {
		scales := f.matrix(m.w, m.rows, m.cols, m.cols)
		f.floats(scales)
		f.floats(scaled(n.bias[i].w, 1/f.x))
	}
	f.parser()
	f.head(n.actions, n.actBias, f.hid)
	for h, m := range n.heads {
		f.head(m, n.headBias[h], f.x)
	}
	for _, some := range may {
		f.size(len(some))
		for _, c := range some {
			f.size(int(c))
		}
	}
	return f.out, f.err
}

// ranges returns the largest activation of the encoder and of the parser's layer over a sample.
func (l *Learner) ranges(sample []*Example) (x, hidden float32) {
	w := l.workers[0]
	for from := 0; from < len(sample); from += 16 {
		batch := sample[from:min(from+16, len(sample))]
		l.Predict(batch)
		for _, layer := range w.x {
			x = max(x, largest(layer))
		}
	}
	return x, w.parse.largest
}

func largest(w []float32) float32 {
	top := float32(0)
	for _, v := range w {
		top = max(top, v, -v)
	}
	return top
}

func scaled(w []float32, by float32) []float32 {
	out := make([]float32, len(w))
	for i, v := range w {
		out[i] = v * by
	}
	return out
}

// A freezer writes the section. x and hid are what a unit of the activations is worth.
type freezer struct {
	net    *network
	x, hid float32
	out    []byte
	err    error
}

func (f *freezer) size(n int) {
	if n < 0 || n > math.MaxUint16 {
		f.err = fmt.Errorf("freeze network: size %d: %w", n, tocsin.ErrTooLarge)
	}
	f.out = binary.LittleEndian.AppendUint16(f.out, uint16(n))
}

func (f *freezer) floats(w []float32) {
	for _, v := range w {
		f.out = binary.LittleEndian.AppendUint32(f.out, math.Float32bits(v))
	}
}

func (f *freezer) int16s(w []float32) {
	for _, v := range w {
		f.out = binary.LittleEndian.AppendUint16(f.out, uint16(int16(round(v/f.x, math.MaxInt16))))
	}
}

// round returns the nearest integer within ±limit.
func round(v float32, limit float64) int {
	return int(min(max(math.RoundToEven(float64(v)), -limit), limit))
}

// embeddings writes for each row how many units of the activations its unit is worth, then the rows.
func (f *freezer) embeddings(m *matrix) {
	times := make([]int, m.rows)
	for r := range m.rows {
		times[r] = max(1, int(math.Ceil(float64(largest(m.row(r))/(127*f.x)))))
		f.out = append(f.out, byte(min(times[r], 255)))
	}
	for r := range m.rows {
		for _, v := range m.row(r) {
			f.out = append(f.out, byte(int8(round(v/(float32(times[r])*f.x), 127))))
		}
	}
}

// matrix writes a matrix in int8 and returns what a unit of each column is worth. Columns j, j+period, … share a scale.
func (f *freezer) matrix(w []float32, rows, cols, period int) []float32 {
	scales := make([]float32, period)
	for i, v := range w {
		j := i % cols % period
		scales[j] = max(scales[j], v/127, -v/127)
	}
	for j := range scales {
		if scales[j] == 0 {
			scales[j] = 1
		}
	}
	for i, v := range w[:rows*cols] {
		f.out = append(f.out, byte(int8(round(v/scales[i%cols%period], 127))))
	}
	return scales
}

// parser writes the parser's layer: the slots of one hidden unit share a scale, so that their sums need none.
func (f *freezer) parser() {
	n := f.net
	units := f.matrix(n.slots.w, n.slots.rows, n.slots.cols, n.Hidden)
	ease := make([]float32, n.Hidden)
	for j := range units {
		units[j] *= f.x
		ease[j] = units[j] / f.hid
	}
	for _, m := range []*matrix{n.empty, n.rels, n.counts, n.hidden} {
		for i, v := range m.w {
			f.out = binary.LittleEndian.AppendUint32(f.out, uint32(int32(round(v/units[i%n.Hidden], 1<<24))))
		}
	}
	f.floats(ease)
}

// head writes a linear classifier over activations whose unit is worth x.
func (f *freezer) head(m, bias *matrix, x float32) {
	f.floats(scaled(f.matrix(m.w, m.rows, m.cols, m.cols), x))
	f.floats(bias.w)
}
