package neural

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/tocsin-desk/tocsin/parse/net"
)

func tiny() Plan {
	return Plan{Dim: 16, Hidden: 16, Layers: 2, Rows: [net.Tables]int{20, 6, 6, 6, 6, 6}, Rels: 4, Heads: [Heads]int{5, 7}, Classes: 9}
}

// sentences draws examples with projective trees: every word hangs on the next, the last on the root.
func sentences(rng *rand.Rand, n int) []*Example {
	var out []*Example
	for range n {
		e := &Example{}
		words := 1 + rng.IntN(7)
		for k := range words {
			var in net.Input
			for t := range in {
				in[t] = uint16(rng.IntN([net.Tables]int{20, 6, 6, 6, 6, 6}[t]))
			}
			e.Inputs = append(e.Inputs, in)
			e.Gold[Tags] = append(e.Gold[Tags], uint16(rng.IntN(5)))
			e.Gold[Feats] = append(e.Gold[Feats], uint16(rng.IntN(7)))
			e.Arcs, e.Rels = append(e.Arcs, k+1), append(e.Rels, 1+rng.IntN(4))
		}
		out = append(out, e)
	}
	return out
}

// loss runs one batch on a fresh worker and returns its loss and gradients. Nothing is drawn at random.
func loss(n *network, f func(w *worker)) *worker {
	w := newWorker(n, 1, 0)
	f(w)
	return w
}

// checkGradients compares the gradients of every matrix with differences of the loss.
func checkGradients(t *testing.T, n *network, f func(w *worker)) {
	t.Helper()
	w := loss(n, f)
	rng := rand.New(rand.NewPCG(7, 7))
	const step = 1e-3 // small, so that few rectifiers switch on the way
	checked := 0
	for i, m := range n.all {
		for range 40 {
			k := rng.IntN(len(m.w))
			old := m.w[k]
			m.w[k] = old + step
			up := loss(n, f).loss
			m.w[k] = old - step
			down := loss(n, f).loss
			m.w[k] = old
			want, got := (up-down)/(2*step), float64(w.grads[i].g[k])
			if math.Abs(want) > 1e-3 {
				checked++
			}
			if math.Abs(want-got) > 0.02+0.05*math.Abs(want) {
				t.Errorf("%s, weight %d: gradient %.4f, the loss says %.4f", m.name, k, got, want)
			}
		}
	}
	if checked < 100 {
		t.Errorf("only %d gradients are not zero", checked)
	}
}

func TestGradientsOfTheTasks(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	n := newNetwork(tiny(), rng)
	batch := sentences(rng, 5)
	checkGradients(t, n, func(w *worker) {
		w.layout(batch)
		w.embed(batch, 0, 0)
		w.encode(batch)
		clear(room(&w.gx, w.rows*w.Dim))
		w.linear(batch, Tags, 1)
		w.linear(batch, Feats, 1)
		w.parser(batch, false, 0)
		w.decode(batch)
	})
}

func TestGradientsOfReading(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 1))
	n := newNetwork(tiny(), rng)
	batch := sentences(rng, 30)
	var classes [][]int32
	for _, e := range batch {
		row := make([]int32, len(e.Inputs))
		for k := range row {
			row[k] = int32(e.Inputs[k][0]) % 9
		}
		classes = append(classes, row)
	}
	checkGradients(t, n, func(w *worker) { w.guess(batch, classes) })
}

// What is learned by heart comes back, and the same seed gives the same weights.
func TestLearnsByHeart(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 1))
	batch := sentences(rng, 40)
	train := func() *Learner {
		l := New(tiny(), 1, t.Logf)
		l.Learn(batch, Schedule{Epochs: 60, Batch: 8, Rate: 0.01, Warm: 10})
		return l
	}
	l := train()
	right, all := 0, 0
	for i, p := range l.Predict(batch) {
		for k := range p.Inputs {
			all++
			if p.Arcs[k] == batch[i].Arcs[k] && p.Gold[Tags][k] == batch[i].Gold[Tags][k] {
				right++
			}
		}
	}
	if right*100 < all*95 {
		t.Errorf("%d of %d words right", right, all)
	}
	other := train()
	for i, m := range l.net.all {
		if !slices.Equal(m.w, other.net.all[i].w) {
			t.Errorf("matrix %d, %s: two trainings with one seed differ", i, m.name)
		}
	}
}
