package neural

import (
	"math/rand/v2"
	"sync"

	"github.com/tocsin-desk/tocsin/parse/net"
)

// A Learner is a network in training. Two goroutines share each batch; their gradients are added in a fixed order, so
// that the same seed gives the same weights.
type Learner struct {
	net     *network
	workers []*worker
	rng     *rand.Rand
	steps   int
	Log     func(format string, args ...any)
}

// workers is a constant, not the number of processors: another number would sum in another order.
const workers = 2

// New draws a network.
func New(p Plan, seed uint64, log func(string, ...any)) *Learner {
	l := &Learner{rng: rand.New(rand.NewPCG(seed, 5)), Log: log}
	l.net = newNetwork(p, l.rng)
	for i := range workers {
		l.workers = append(l.workers, newWorker(l.net, seed, i))
	}
	return l
}

// Schedule says how long and how fast to learn.
type Schedule struct {
	Epochs int
	Batch  int     // sentences
	Rate   float64 // of Adam; it rises over the first Warm batches, or a tenth of all, and then falls in a line to a fiftieth
	Warm   int
	Drop   float64 // dropout of the embeddings
	Hidden float64 // dropout of the parser's layer
	Blind  float64 // words whose own row is hidden
}

func (s Schedule) rate(t, total int) float64 {
	if warm := min(s.Warm, total/10); t < warm {
		return s.Rate * float64(t+1) / float64(warm)
	}
	return s.Rate * max(0.02, 1-float64(t)/float64(total+1))
}

// Pretrain reads sentences with hidden words: class[row of the word] is what must be told, negative for words that are
// never hidden.
func (l *Learner) Pretrain(sents []*Example, class []int32, s Schedule) {
	l.run(len(sents), s, "reading", func(w *worker, ids []int, _ int) {
		batch, classes := make([]*Example, len(ids)), make([][]int32, len(ids))
		for k, i := range ids {
			batch[k] = sents[i]
			for _, in := range sents[i].Inputs {
				classes[k] = append(classes[k], class[in[net.Words]])
			}
		}
		w.guess(batch, classes)
	})
}

// Learn reads sentences with tags and trees.
func (l *Learner) Learn(sents []*Example, s Schedule) {
	l.run(len(sents), s, "learning", func(w *worker, ids []int, epoch int) {
		batch := make([]*Example, len(ids))
		for k, i := range ids {
			batch[k] = sents[i]
		}
		w.learn(batch, s, epoch > 0)
	})
}

func (w *worker) learn(batch []*Example, s Schedule, own bool) {
	w.layout(batch)
	w.embed(batch, s.Blind, s.Drop)
	w.encode(batch)
	clear(room(&w.gx, w.rows*w.Dim))
	w.linear(batch, Tags, 1)
	w.linear(batch, Feats, 0.5)
	for _, e := range batch {
		w.guessed += len(e.Inputs)
	}
	w.parser(batch, own, s.Hidden)
	w.decode(batch)
}

// run shows every sentence once an epoch, in an order of its own, and takes a step after each batch.
func (l *Learner) run(n int, s Schedule, what string, f func(w *worker, ids []int, epoch int)) {
	order := l.rng.Perm(n)
	total := s.Epochs * ((n + s.Batch - 1) / s.Batch)
	l.steps = 0
	for epoch := range s.Epochs {
		l.rng.Shuffle(n, func(i, j int) { order[i], order[j] = order[j], order[i] })
		l.tally()
		for from := 0; from < n; from += s.Batch {
			ids := order[from:min(from+s.Batch, n)]
			var wait sync.WaitGroup
			for k, w := range l.workers {
				part := ids[len(ids)*k/workers : len(ids)*(k+1)/workers]
				if len(part) > 0 {
					wait.Go(func() { f(w, part, epoch) })
				}
			}
			wait.Wait()
			l.step(s.rate(l.steps, total))
			if batches := from / s.Batch; n > 200_000 && batches%2000 == 1999 {
				l.Log("%s, %.1f %% of epoch %d: loss %.4f", what, 100*float64(from)/float64(n), epoch+1, l.tally())
			}
		}
		l.Log("%s, epoch %d of %d: loss %.4f", what, epoch+1, s.Epochs, l.tally())
	}
}

// tally returns the loss a word since the last call.
func (l *Learner) tally() float64 {
	loss, n := 0.0, 0
	for _, w := range l.workers {
		loss, n = loss+w.loss, n+w.guessed
		w.loss, w.guessed = 0, 0
	}
	return loss / float64(max(n, 1))
}

// step gives the matrices to the goroutines by turns.
func (l *Learner) step(rate float64) {
	l.steps++
	var wait sync.WaitGroup
	for part := range workers {
		wait.Go(func() {
			for i, m := range l.net.all {
				if i%workers != part {
					continue
				}
				gs := make([]*gradient, workers)
				for k, w := range l.workers {
					gs[k] = w.grads[i]
				}
				step(m, gs, rate, l.steps)
			}
		})
	}
	wait.Wait()
}

// From makes a learner of its own, with another seed, that begins with the weights of l.
func (l *Learner) From(seed uint64) *Learner {
	o := New(l.net.Plan, seed, l.Log)
	for i, m := range o.net.all {
		copy(m.w, l.net.all[i].w)
	}
	return o
}

// Predict fills a copy of each sentence with the tags, features and trees that the network finds, in floating point.
func (l *Learner) Predict(sents []*Example) []*Example { return Vote([]*Learner{l}, sents) }
