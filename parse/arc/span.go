package arc

// A span is a stretch of words that must form one subtree: only its head has a head or dependents outside.
type span struct {
	first, end int
	headless   int // words of it that have no head yet
}

// Require makes words [first, end) one subtree: "the «Ministry of Foreign Affairs» said". Call it after Begin. A span
// that crosses an earlier one (neither inside nor outside of it), or is no part of the sentence, is left out, and the
// result is false.
func (s *State) Require(first, end int) bool {
	if first < 0 || end > s.N || end-first < 2 {
		return false
	}
	for _, o := range s.spans {
		if first < o.end && o.first < end && !(o.first <= first && end <= o.end) && !(first <= o.first && o.end <= end) {
			return false
		}
	}
	s.spans = append(s.spans, span{first, end, end - first})
	return true
}

func (p *span) holds(w int) bool { return p.first <= w && w < p.end }

// restrict takes away actions that draw an arc across the span's border from or to a word that can't be its head: one
// that isn't the last of the span without a head.
func (p *span) restrict(s *State, a *Allowance) {
	if len(s.Stack) == 0 || p.headless == 0 {
		return
	}
	top, second := s.Stack[len(s.Stack)-1], s.Second()
	a.Left = a.Left && p.may(s.Buffer, top)
	a.Right = a.Right && p.may(second, top)
	// behind its last word the span must close before anything new comes: its words lie on top of the stack, and no
	// later word could part them
	if s.Buffer >= p.end && p.headless > 1 && p.holds(top) {
		a.Shift = false
	}
}

// may reports whether an arc from head to dependent keeps the span whole.
func (p *span) may(head, dependent int) bool {
	h, d := p.holds(head), p.holds(dependent)
	return h == d || p.headless == 1
}
