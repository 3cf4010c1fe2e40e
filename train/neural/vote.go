package neural

import (
	"math"

	"github.com/tocsin-desk/tocsin/parse/arc"
	"github.com/tocsin-desk/tocsin/parse/net"
)

// Vote reads sentences with several networks at once: at each step the action whose probability is highest on average
// is taken. The answers are better than any one's, and a network that learns from many of them comes near to all
// (Kuncoro and others 2016).
func Vote(ls []*Learner, sents []*Example) []*Example {
	out := make([]*Example, len(sents))
	for i := range out {
		out[i] = &Example{Inputs: sents[i].Inputs}
	}
	ws := make([]*worker, len(ls))
	for i, l := range ls {
		ws[i] = l.workers[0]
	}
	for from := 0; from < len(sents); from += 16 {
		to := min(from+16, len(sents))
		for _, w := range ws {
			w.layout(sents[from:to])
			w.embed(sents[from:to], 0, 0)
			w.encode(sents[from:to])
			w.slotTable()
		}
		for i := from; i < to; i++ {
			for h := range Heads {
				out[i].Gold[h] = voteClass(ws, h, i-from, len(sents[i].Inputs))
			}
			voteTree(ws, i-from, out[i])
		}
	}
	return out
}

func voteClass(ws []*worker, head, sent, n int) []uint16 {
	classes := ws[0].Heads[head]
	out := make([]uint16, n)
	sum := make([]float32, classes)
	for k := range out {
		clear(sum)
		for _, w := range ws {
			scores := w.scoresOf(head, w.first[sent]+k)
			softmax(scores[:classes])
			for c := range sum {
				sum[c] += scores[c]
			}
		}
		out[k] = uint16(top(sum, 0, classes, -1))
	}
	return out
}

func voteTree(ws []*worker, sent int, out *Example) {
	var s arc.State
	var v net.Slots
	rels := ws[0].Rels
	actions := 1 + 2*rels
	sum := make([]float32, actions)
	s.Begin(len(out.Inputs))
	for !s.Done() {
		can := s.Allowed()
		if only, ok := can.Only(); ok && only == arc.Shift {
			s.Apply(arc.Shift, 0)
			continue
		}
		v.See(&s)
		clear(sum)
		for _, w := range ws {
			scores := w.actionScores(&v, w.first[sent])
			forbid(scores, can, rels)
			softmax(scores[:actions])
			for a := range sum {
				sum[a] += scores[a]
			}
		}
		apply(&s, top(sum, 0, actions, -1), rels)
	}
	out.Arcs, out.Rels = append([]int(nil), s.Head[:s.N]...), append([]int(nil), s.Rel[:s.N]...)
}

// forbid gives actions that are not allowed no probability.
func forbid(scores []float32, can arc.Allowance, rels int) {
	none := func(from, to int) {
		for a := from; a < to; a++ {
			scores[a] = float32(math.Inf(-1))
		}
	}
	if !can.Shift {
		none(0, 1)
	}
	if !can.Left {
		none(1, 1+rels)
	}
	if !can.Right {
		none(1+rels, 1+2*rels)
	}
}

// top is the best of scores[from:to] and of an earlier best, -1 for none; the lower number on a tie.
func top(scores []float32, from, to, best int) int {
	for a := from; a < to; a++ {
		if best < 0 || scores[a] > scores[best] {
			best = a
		}
	}
	return best
}

// apply takes an action by its number: 0 shifts, then come the relations of a left and of a right arc.
func apply(s *arc.State, action, rels int) {
	switch {
	case action == 0:
		s.Apply(arc.Shift, 0)
	case action <= rels:
		s.Apply(arc.Left, action)
	default:
		s.Apply(arc.Right, action-rels)
	}
}
