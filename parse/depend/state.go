package depend

// A state is a configuration of the arc-hybrid system. Words are 0 … n-1; n is the root, which stands
// behind the last word and is the last of the buffer.
type state struct {
	n      int
	stack  []int
	buffer int   // first word of the buffer
	head   []int // none for a word without head
	rel    []int // 1-based number of the relation, 0 for none
	left   []side
	right  []side
}

// A side holds the dependents of a word on one side: the outermost, the one before it, and how many.
type side struct{ outer, inner, count int }

const none = -1

func (s *state) begin(n int) {
	s.n, s.buffer, s.stack = n, 0, s.stack[:0]
	s.head, s.rel, s.left, s.right = s.head[:0], s.rel[:0], s.left[:0], s.right[:0]
	for range n + 1 {
		s.head, s.rel = append(s.head, none), append(s.rel, 0)
		s.left, s.right = append(s.left, side{none, none, 0}), append(s.right, side{none, none, 0})
	}
}

// done is true when only the root is left.
func (s *state) done() bool { return s.buffer == s.n && len(s.stack) == 0 }

// allowance says which actions may follow.
type allowance struct{ shift, left, right bool }

// allowed forbids what can't be done, and a second root: the root takes the last word of the stack only.
func (s *state) allowed() allowance {
	return allowance{
		shift: s.buffer < s.n,
		left:  len(s.stack) > 0 && (s.buffer < s.n || len(s.stack) == 1),
		right: len(s.stack) > 1,
	}
}

// best returns the allowed action with the highest score, the lower number on a tie.
func (a allowance) best(scores []int32, rels int) int {
	best := none
	if a.shift {
		best = shift
	}
	if a.left {
		best = highest(scores, 1, 1+rels, best)
	}
	if a.right {
		best = highest(scores, 1+rels, 1+2*rels, best)
	}
	return best
}

func highest(scores []int32, from, end, best int) int {
	for c := from; c < end; c++ {
		if best == none || scores[c] > scores[best] {
			best = c
		}
	}
	return best
}

func (s *state) apply(action, rels int) {
	if action == shift {
		s.stack = append(s.stack, s.buffer)
		s.buffer++
		return
	}
	top := len(s.stack) - 1
	dependent := s.stack[top]
	head, rel := s.buffer, action
	if action > rels {
		head, rel = s.stack[top-1], action-rels
	}
	s.stack = s.stack[:top]
	s.head[dependent], s.rel[dependent] = head, rel
	of := &s.right[head]
	if dependent < head {
		of = &s.left[head]
	}
	*of = side{dependent, of.outer, of.count + 1}
}
