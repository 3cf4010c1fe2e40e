package perceptron

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"testing"

	"github.com/tocsin-desk/tocsin"
)

// example returns the features of a number: what it leaves over when divided, and some noise.
func example(n int) []uint64 {
	return []uint64{Hash(0, uint64(n%3)), Hash(1, uint64(n%5)), Hash(2, uint64(n%7)), Hash2(3, uint64(n%2), uint64(n%3))}
}

// trained learns n%2 + 2*(n%3), six classes, from features that determine it.
func trained(t testing.TB, examples int) *Trainer {
	t.Helper()
	tr, scores := NewTrainer(6), make([]int32, 6)
	rng := rand.New(rand.NewPCG(1, 2))
	for range examples {
		n := rng.IntN(1000)
		tr.Score(example(n), scores)
		tr.Update(example(n), n%2+2*(n%3), Best(scores))
	}
	return tr
}

func freeze(t testing.TB, tr *Trainer, prune float64) []byte {
	t.Helper()
	b, err := tr.Freeze(prune)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestFrozenModelKnowsWhatWasLearned(t *testing.T) {
	b := freeze(t, trained(t, 2000), 0)
	m, err := Open(b)
	if err != nil {
		t.Fatal(err)
	}
	if m.Classes() != 6 {
		t.Errorf("classes %d, want 6", m.Classes())
	}
	scores := make([]int32, 6)
	for n := range 1000 {
		m.Score(example(n), scores)
		if got, want := Best(scores), n%2+2*(n%3); got != want {
			t.Fatalf("class of %d: %d, want %d", n, got, want)
		}
	}
}

func TestSameUpdatesGiveSameBytes(t *testing.T) {
	if !bytes.Equal(freeze(t, trained(t, 500), 0.1), freeze(t, trained(t, 500), 0.1)) {
		t.Error("two trainings with the same examples differ")
	}
}

// The frozen weight is the average over all steps: 1 after one of four steps, gone again after three, is 2/4.
func TestAverage(t *testing.T) {
	tr := NewTrainer(2)
	a, b := []uint64{Hash(0, 1)}, []uint64{Hash(0, 2)}
	tr.Update(a, 0, 1)
	tr.Update(b, 0, 1)
	tr.Update(b, 0, 0)
	tr.Update(a, 1, 0)
	m, err := Open(freeze(t, tr, 0))
	if err != nil {
		t.Fatal(err)
	}
	scores := make([]int32, 2)
	m.Score(a, scores)
	// Feature a: weights 1,1,1,0 seen before the four following steps: steps 0-3 count w*step-late = 3.
	// Feature b: set at step 1, so 3 steps of 1. Both totals are 3: the largest, so 32,000.
	if scores[0] != topWeight || scores[1] != -topWeight {
		t.Errorf("scores of a %v, want ±%d", scores, topWeight)
	}
}

// Two trainers whose averages are 1 and -1 for one feature, 1/2 and 0 for another: the sums are 0 and 1/2, so the second
// becomes the largest weight and the first is gone.
func TestAdd(t *testing.T) {
	x, y := []uint64{Hash(0, 1)}, []uint64{Hash(0, 2)}
	one, other := NewTrainer(2), NewTrainer(2)
	one.Update(x, 0, 1)
	one.Update(y, 0, 1)
	other.Update(x, 1, 0)
	other.Update(y, 0, 0)
	one.Add(other)
	m, err := Open(freeze(t, one, 0))
	if err != nil {
		t.Fatal(err)
	}
	scores := make([]int32, 2)
	if m.Score(x, scores); scores[0] != 0 {
		t.Errorf("scores of x %v, want 0", scores)
	}
	if m.Score(y, scores); scores[0] != topWeight || scores[1] != -topWeight {
		t.Errorf("scores of y %v, want ±%d", scores, topWeight)
	}
}

func TestPruneDropsSmallWeights(t *testing.T) {
	tr := trained(t, 2000)
	if all, few := len(freeze(t, tr, 0)), len(freeze(t, tr, 1)); few >= all {
		t.Errorf("pruned model has %d bytes, unpruned %d", few, all)
	}
}

func TestTooLargeAModelIsAnError(t *testing.T) {
	rows := make([]frozenRow, 22_000) // 256 entries of 3 bytes each: over 16 MiB
	for i := range rows {
		rows[i] = frozenRow{key: Hash(0, uint64(i)), entries: make([]uint32, MaxClasses)}
	}
	if _, err := pack(rows, MaxClasses); !errors.Is(err, tocsin.ErrTooLarge) {
		t.Errorf("error %v, want ErrTooLarge", err)
	}
}

func TestOpenRejectsDamage(t *testing.T) {
	whole := freeze(t, trained(t, 500), 0)
	for name, b := range map[string][]byte{
		"empty": nil, "short": whole[:10], "cut": whole[:len(whole)-8],
		"no classes": append(make([]byte, 4), whole[4:]...),
	} {
		if _, err := Open(b); !errors.Is(err, tocsin.ErrInvalid) {
			t.Errorf("%s: error %v, want ErrInvalid", name, err)
		}
	}
}

func FuzzOpen(f *testing.F) {
	f.Add(freeze(f, trained(f, 300), 0))
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, b []byte) {
		m, err := Open(b)
		if err != nil {
			return
		}
		scores := make([]int32, m.Classes())
		for n := range 20 {
			m.Score(example(n), scores)
		}
	})
}

func BenchmarkScore(b *testing.B) {
	m, err := Open(freeze(b, trained(b, 2000), 0))
	if err != nil {
		b.Fatal(err)
	}
	scores, features := make([]int32, 6), example(17)
	for b.Loop() {
		m.Score(features, scores)
	}
}
