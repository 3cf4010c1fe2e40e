package neural

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/tocsin-desk/tocsin/parse/net"
)

// labelRows draws sequences whose right label is told by a hint of the word, or of the word before.
func labelRows(rng *rand.Rand, n, dim int, before bool) []*Sequence {
	var out []*Sequence
	for range n {
		s, last := &Sequence{}, uint16(0)
		for range 2 + rng.IntN(6) {
			for range dim {
				s.Vectors = append(s.Vectors, int16(rng.IntN(4000)-2000))
			}
			h := uint16(rng.IntN(3))
			s.Hints = append(s.Hints, []uint16{h, 3 + uint16(rng.IntN(20))})
			s.May = append(s.May, []uint16{h})
			if before {
				s.May[len(s.May)-1] = []uint16{last}
			}
			last = h
		}
		out = append(out, s)
	}
	return out
}

func anyLabel(int, int, bool) bool { return true }

// TestGradientsOfLabels compares the gradients of a labeller with convolutions with differences of its loss.
func TestGradientsOfLabels(t *testing.T) {
	rng := rand.New(rand.NewPCG(4, 1))
	seqs := labelRows(rng, 6, 16, true)
	l := NewLabels(LabelPlan{Dim: 16, Hidden: 16, Rows: 23, Labels: 3, Layers: 2, Follows: anyLabel}, 1, t.Logf)
	run := func() (loss float64) {
		for _, g := range l.grads {
			clear(g.g)
		}
		for _, s := range seqs {
			loss += l.sequence(s, Schedule{})
		}
		return loss
	}
	checked := 0
	for i, m := range l.all {
		for range 40 {
			k := rng.IntN(len(m.w))
			const step = 1e-3
			old := m.w[k]
			run()
			got := float64(l.grads[i].g[k])
			m.w[k] = old + step
			up := run()
			m.w[k] = old - step
			down := run()
			m.w[k] = old
			want := (up - down) / (2 * step)
			if math.Abs(want) > 1e-3 {
				checked++
			}
			if math.Abs(want-got) > 0.02+0.05*math.Abs(want) {
				t.Errorf("%s, weight %d: gradient %.4f, the loss says %.4f", m.name, k, got, want)
			}
		}
	}
	if checked < 80 {
		t.Errorf("only %d gradients are not zero", checked)
	}
}

// TestLabelsFrozen learns labels by heart, without and with convolutions, and reads them with the frozen weights: what the
// word before tells only the latter can know.
func TestLabelsFrozen(t *testing.T) {
	for _, c := range []struct {
		name   string
		layers int
		before bool
	}{{"word", 0, false}, {"word before", 1, true}} {
		t.Run(c.name, func(t *testing.T) {
			seqs := labelRows(rand.New(rand.NewPCG(5, 1)), 40, 16, c.before)
			l := NewLabels(LabelPlan{Dim: 16, Hidden: 32, Rows: 23, Labels: 3, Layers: c.layers, Follows: anyLabel}, 1, func(string, ...any) {})
			l.Learn(func() []*Sequence { return seqs }, Schedule{Epochs: 60, Batch: 4, Rate: 0.01, Warm: 10})
			m, err := net.OpenLabeller(l.Freeze(), 3, c.layers)
			if err != nil {
				t.Fatal(err)
			}
			var s net.LabelScratch
			right, all := 0, 0
			for _, q := range seqs {
				m.Begin(&s, len(q.Hints))
				m.Lay(&s, q.Vectors, nil)
				for i, h := range q.Hints {
					m.Hide(&s, i, h)
				}
				m.Convolve(&s)
				for i, label := range m.Best(&s, anyLabel, nil) {
					all++
					if uint16(label) == q.May[i][0] {
						right++
					}
				}
			}
			if right*100 < all*97 {
				t.Errorf("%d of %d labels right", right, all)
			}
		})
	}
}
