// Package arc is the transition system in which trees are built: arc-hybrid (Kuhlmann, Gómez-Rodríguez and
// Satta 2011) with the root behind the last word, and the costs of its dynamic oracle (Goldberg and Nivre 2013).
//
// In: actions, one at a time. Out: a projective tree with one root, or the costs of the next actions against a gold
// tree. It never scores anything and never sees a word.
package arc

// None is no word.
const None = -1

// A State is a configuration. Words are 0 … N-1; N is the root, which stands behind the last word and is the last
// of the buffer. The fields are for reading.
type State struct {
	N      int
	Stack  []int
	Buffer int   // first word of the buffer
	Head   []int // None for a word without head
	Rel    []int // 1-based number of the relation, 0 for none
	Left   []Side
	Right  []Side

	spans []span
}

// A Side holds the dependents of a word on one side: the outermost, the one before it, and how many.
type Side struct{ Outer, Inner, Count int }

// Begin starts on a sentence of n words.
func (s *State) Begin(n int) {
	s.N, s.Buffer, s.Stack, s.spans = n, 0, s.Stack[:0], s.spans[:0]
	s.Head, s.Rel, s.Left, s.Right = s.Head[:0], s.Rel[:0], s.Left[:0], s.Right[:0]
	for range n + 1 {
		s.Head, s.Rel = append(s.Head, None), append(s.Rel, 0)
		s.Left, s.Right = append(s.Left, Side{None, None, 0}), append(s.Right, Side{None, None, 0})
	}
}

// Done is true when only the root is left.
func (s *State) Done() bool { return s.Buffer == s.N && len(s.Stack) == 0 }

// A Kind is what an action does.
type Kind uint8

// The kinds of action: Shift moves the first word of the buffer onto the stack; Left draws an arc from the first
// word of the buffer to the top of the stack, Right one from the second of the stack to the top. Both take the
// top off.
const (
	Shift Kind = iota
	Left
	Right
)

// An Allowance says which kinds may follow.
type Allowance struct{ Shift, Left, Right bool }

// Only returns the kind when a single one may follow.
func (a Allowance) Only() (Kind, bool) {
	switch {
	case a.Shift && !a.Left && !a.Right:
		return Shift, true
	case !a.Shift && a.Left && !a.Right:
		return Left, true
	case !a.Shift && !a.Left && a.Right:
		return Right, true
	}
	return Shift, false
}

// Allowed forbids what can't be done, a second root (the root takes the last word of the stack only), and what would
// break a span that must be one subtree.
func (s *State) Allowed() Allowance {
	a := Allowance{
		Shift: s.Buffer < s.N,
		Left:  len(s.Stack) > 0 && (s.Buffer < s.N || len(s.Stack) == 1),
		Right: len(s.Stack) > 1,
	}
	for i := range s.spans {
		s.spans[i].restrict(s, &a)
	}
	return a
}

// Apply takes an action; rel is the 1-based number of the relation, 0 for Shift.
func (s *State) Apply(k Kind, rel int) {
	if k == Shift {
		s.Stack = append(s.Stack, s.Buffer)
		s.Buffer++
		return
	}
	top := len(s.Stack) - 1
	dependent, head := s.Stack[top], s.Buffer
	if k == Right {
		head = s.Stack[top-1]
	}
	s.Stack = s.Stack[:top]
	s.Head[dependent], s.Rel[dependent] = head, rel
	of := &s.Right[head]
	if dependent < head {
		of = &s.Left[head]
	}
	*of = Side{dependent, of.Outer, of.Count + 1}
	for i := range s.spans {
		if sp := &s.spans[i]; sp.first <= dependent && dependent < sp.end {
			sp.headless--
		}
	}
}

// Second is the word below the top of the stack, None where there is none.
func (s *State) Second() int {
	if len(s.Stack) < 2 {
		return None
	}
	return s.Stack[len(s.Stack)-2]
}

// Costs are the gold arcs that each kind of action makes unreachable.
type Costs struct{ Shift, Left, Right int }

// Least is the smallest cost of an allowed action.
func (c Costs) Least(a Allowance) int {
	least := int(^uint(0) >> 1)
	if a.Shift {
		least = c.Shift
	}
	if a.Left {
		least = min(least, c.Left)
	}
	if a.Right {
		least = min(least, c.Right)
	}
	return least
}

// Costs counts against the heads of a gold tree, N for its root; exact for projective trees.
func (s *State) Costs(gold []int) (c Costs) {
	n := len(s.Stack)
	if n > 0 {
		top := s.Stack[n-1]
		for k := s.Buffer; k < s.N; k++ { // a popped word takes no dependents from the buffer
			if gold[k] == top {
				c.Left++
				c.Right++
			}
		}
		switch h := gold[top]; {
		case h == s.Buffer:
			c.Right++
		case h > s.Buffer:
			c.Left++
			c.Right++
		case h == s.Second():
			c.Left++
		}
	}
	if s.Buffer < s.N {
		for k, w := range s.Stack { // a shifted word reaches the stack below the top no more, in either direction
			if gold[s.Buffer] == w && k < n-1 {
				c.Shift++
			}
			if gold[w] == s.Buffer {
				c.Shift++
			}
		}
	}
	return c
}
