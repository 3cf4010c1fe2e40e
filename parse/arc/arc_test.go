package arc

import (
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// tree draws a projective tree over n words: heads, n for the root.
func tree(rng *rand.Rand, n int) []int {
	heads := make([]int, n)
	var fill func(from, end, head int)
	fill = func(from, end, head int) { // one dependent of head in [from, end) heads all of it
		if from >= end {
			return
		}
		root := from + rng.IntN(end-from)
		heads[root] = head
		for at := from; at < root; {
			next := at + 1 + rng.IntN(root-at)
			fill(at, next, root)
			at = next
		}
		for at := root + 1; at < end; {
			next := at + 1 + rng.IntN(end-at)
			fill(at, next, root)
			at = next
		}
	}
	fill(0, n, n)
	return heads
}

// Following actions of no cost must build exactly the gold tree: the oracle is exact for projective trees.
func TestOracleRebuildsTheTree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 25).Draw(t, "words")
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))
		gold := tree(rng, n)
		var s State
		s.Begin(n)
		for !s.Done() {
			can, cost := s.Allowed(), s.Costs(gold)
			switch {
			case can.Shift && cost.Shift == 0:
				s.Apply(Shift, 0)
			case can.Left && cost.Left == 0:
				s.Apply(Left, 1)
			case can.Right && cost.Right == 0:
				s.Apply(Right, 1)
			default:
				t.Fatalf("no action without cost: %+v, %+v", can, cost)
			}
		}
		if got := s.Head[:n]; !slices.Equal(got, gold) {
			t.Fatalf("heads %v, want %v", got, gold)
		}
	})
}

// Whatever is chosen, the result is one projective tree with one root, and required spans are subtrees.
func TestAnyActionsMakeATree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 30).Draw(t, "words")
		var s State
		s.Begin(n)
		var spans [][2]int
		for range rapid.IntRange(0, 4).Draw(t, "spans") {
			first := rapid.IntRange(0, n).Draw(t, "first")
			end := rapid.IntRange(0, n+1).Draw(t, "end")
			if s.Require(first, end) {
				spans = append(spans, [2]int{first, end})
			}
		}
		for steps := 0; !s.Done(); steps++ {
			if steps > 2*n {
				t.Fatalf("no end after %d steps", steps)
			}
			can := s.Allowed()
			var kinds []Kind
			for k, ok := range []bool{can.Shift, can.Left, can.Right} {
				if ok {
					kinds = append(kinds, Kind(k))
				}
			}
			if len(kinds) == 0 {
				t.Fatalf("stuck: stack %v, buffer %d of %d, spans %v", s.Stack, s.Buffer, n, spans)
			}
			s.Apply(kinds[rapid.IntRange(0, len(kinds)-1).Draw(t, "kind")], 1)
		}
		roots := 0
		for w := range n {
			if s.Head[w] == n {
				roots++
			}
			for at, steps := w, 0; at != n; at, steps = s.Head[at], steps+1 {
				if steps > n {
					t.Fatalf("cycle at %d: %v", w, s.Head)
				}
			}
		}
		if roots != 1 {
			t.Fatalf("%d roots: %v", roots, s.Head)
		}
		for _, sp := range spans {
			oneSubtree(t, &s, sp[0], sp[1])
		}
	})
}

func oneSubtree(t *rapid.T, s *State, first, end int) {
	in := func(w int) bool { return first <= w && w < end }
	top := None
	for w := first; w < end; w++ {
		if !in(s.Head[w]) {
			if top != None {
				t.Fatalf("span %d–%d has two heads, %d and %d: %v", first, end, top, w, s.Head)
			}
			top = w
		}
	}
	for w := range s.N {
		if !in(w) && in(s.Head[w]) && s.Head[w] != top {
			t.Fatalf("%d hangs inside span %d–%d: %v", w, first, end, s.Head)
		}
	}
}
