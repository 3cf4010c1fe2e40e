package attribute

import (
	"github.com/tocsin-desk/tocsin/parse"
	"github.com/tocsin-desk/tocsin/parse/perceptron"
)

// roles of the words around a cue.
const (
	roleSource = iota
	roleCue
	roleContent
	roles
)

const roleLabels = 1 + roles*4

// How far from its cue an attribution is looked for, in sentences; a quotation is followed further.
const (
	reachWords  = 1
	reachQuotes = 30
	reachTokens = 600 // to each side at most: no text makes this slow
)

// window is where the words of an attribution are looked for: the sentences around its cue in the same paragraph.
func (v *view) window(cue int) parse.Range {
	n := v.doc.Tokens[cue].Sent
	first, last := n, n
	for first > 0 && v.para[first-1] == v.para[n] && (n-first < reachWords || n-first < reachQuotes && v.inQuotes(first-1)) {
		first--
	}
	for last+1 < len(v.doc.Sents) && v.para[last+1] == v.para[n] && (last-n < reachWords || last-n < reachQuotes && v.inQuotes(last+1)) {
		last++
	}
	return parse.Range{First: max(v.doc.Sents[first].First, cue-reachTokens), End: min(v.doc.Sents[last].End, cue+reachTokens)}
}

// inQuotes reports whether a sentence begins with a quotation or inside one.
func (v *view) inQuotes(n int) bool { return v.within[v.doc.Sents[n].First] >= 0 }

// enter prepares the hints of the words around a cue.
func (v *view) enter(cue int, w parse.Range) {
	v.tie(v.sent(cue), cue)
	clear(v.votes[w.First:w.End])
	v.own(cue, w)
	c := v.rule[cue]
	if c == nil {
		return
	}
	put := func(r parse.Range, role int) {
		r.First, r.End = max(r.First, w.First), min(r.End, w.End)
		for i := r.First; i < r.End; i++ {
			v.votes[i] = uint8(1 + role*4 + place(i, r))
		}
	}
	for _, p := range c.content {
		put(v.tokens(p), roleContent)
	}
	put(c.source, roleSource)
	put(c.cue, roleCue)
}

// own finds for each word of a window on which cue it hangs: 1 this one, 2 another likely one, 3 it is one itself; 0 none
// within a few steps.
func (v *view) own(cue int, w parse.Range) {
	for i := w.First; i < w.End; i++ {
		v.owner[i] = 0
		for k, step := i, 0; k >= 0 && step < maxClimb; k, step = v.head(k), step+1 {
			if k == cue {
				v.owner[i] = 1
				break
			}
			if v.leads[k] > 0 {
				v.owner[i] = 2
				if k == i {
					v.owner[i] = 3
				}
				break
			}
		}
	}
}

// likely puts a lead into one of six buckets.
func likely(lead float32) uint64 {
	switch {
	case lead > 2:
		return 5
	case lead > 0.5:
		return 4
	case lead > -0.5:
		return 3
	case lead > -2:
		return 2
	case lead > unlikely:
		return 1
	}
	return 0
}

// A spot is a token in the window of a cue, with what most hints ask for.
type spot struct {
	i, cue                         int
	sents                          int // sentences from the cue's to its own
	a, before, after, c            *atom
	side                           uint64 // 1 behind the cue
	tie, tieBefore, tieAfter       uint64
	vote, voteBefore, voteAfter    uint64
	owner, ownerBefore, ownerAfter uint64
	quote                          uint64
}

func (v *view) spot(i, cue int, w parse.Range) spot {
	s := spot{i: i, cue: cue, sents: v.doc.Tokens[i].Sent - v.doc.Tokens[cue].Sent, a: v.at(i), before: v.at(i - 1), after: v.at(i + 1), c: v.at(cue), quote: v.quoteTie(i, cue)}
	if i > cue {
		s.side = 1
	}
	out := func(k int) (tie, vote, owner uint64) {
		if k < w.First || k >= w.End {
			return 98, 99, 9
		}
		return v.tied(k, cue), uint64(v.votes[k]), uint64(v.owner[k])
	}
	s.tie, s.vote, s.owner = out(i)
	s.tieBefore, s.voteBefore, s.ownerBefore = out(i - 1)
	s.tieAfter, s.voteAfter, s.ownerAfter = out(i + 1)
	return s
}

// roleHints returns what is known of a token in the window of a cue.
func (v *view) roleHints(i, cue int, w parse.Range) []uint64 {
	s := v.spot(i, cue, w)
	b := v.placeHints(v.buf[:0], &s)
	b = v.treeHints(b, &s)
	b = v.borderHints(b, &s)
	b = v.voteHints(b, &s)
	v.buf = v.quoteHints(b, &s)
	return v.buf
}

// placeHints: the word, its neighbours, and what lies between it and the cue.
func (v *view) placeHints(b []uint64, s *spot) []uint64 {
	f2, f3 := perceptron.Hash2, perceptron.Hash3
	a, p1, n1, c, side := s.a, s.before, s.after, s.c, s.side
	ruled := uint64(0)
	if v.rule[s.cue] != nil {
		ruled = 1
	}
	lo, hi := v.at(min(s.i, s.cue)), v.at(max(s.i, s.cue))
	verbs, commas := few(hi.verbs-lo.verbs), few(hi.commas-lo.commas)
	return append(b,
		f2(1, bucket(s.i-s.cue), ruled), f3(2, bucket(s.i-s.cue), c.class, a.tag), f3(3, side, a.lemma, s.tie), f2(4, a.form, side), f2(6, a.lemma, c.class),
		f2(24, p1.lemma, side), f2(25, n1.lemma, side), f3(26, p1.lemma, a.lemma, side), f3(27, a.lemma, n1.lemma, side), f3(28, p1.tag, a.tag, n1.tag), f2(30, a.name, side),
		f3(32, verbs, commas, side), f3(33, few(hi.marks-lo.marks), a.mark, side), f3(34, verbs, s.tie, a.tag), f3(35, commas, s.tie, side),
		f3(67, a.form, n1.lemma, v.at(s.i+2).tag), f3(68, v.at(s.i-2).tag, p1.lemma, a.tag),
	)
}

// treeHints: how it hangs together with the cue.
func (v *view) treeHints(b []uint64, s *spot) []uint64 {
	f, f2, f3 := perceptron.Hash, perceptron.Hash2, perceptron.Hash3
	a, c, d := s.a, s.c, s.tie
	b = append(b,
		f2(5, a.tag, d), f(7, d), f2(8, d, c.class), f2(9, d, c.lemma), f2(10, s.tieBefore, d), f2(11, d, s.tieAfter), f3(12, d, a.tag, c.class), f2(29, a.rel, d), f2(31, a.name, d),
	)
	t := v.ties[s.i]
	if s.sents != 0 || t.up == maxUp {
		return b
	}
	top, at, lead := v.at(t.top), uint64(0), uint64(2)
	if s.i == top.lo {
		at = 1
	}
	if s.i == top.hi-1 {
		at += 2
	}
	if s.i == t.top {
		at += 4
	}
	if k := v.case_(t.top); k >= 0 {
		lead = v.at(k).lemma
	}
	return append(b,
		f2(39, at, d), f3(40, at, d, a.tag), f3(41, d, top.lemma, c.class), f3(42, d, top.tag, c.class), f3(43, few(t.down), d, a.rel), f3(44, at, d, c.lemma),
		f2(64, d, lead), f3(65, d, lead, top.lemma), f3(66, lead, c.class, s.side),
	)
}

// borderHints: edges of the sentence and of phrases.
func (v *view) borderHints(b []uint64, s *spot) []uint64 {
	f2, f3 := perceptron.Hash2, perceptron.Hash3
	a, p1, n1, n2, d, side := s.a, s.before, s.after, v.at(s.i+2), s.tie, s.side
	edge := uint64(0)
	switch sent := v.sent(s.i); s.i {
	case sent.First:
		edge = 1
	case sent.End - 1:
		edge = 2
	case sent.End - 2:
		edge = 3
	}
	return append(b,
		f3(36, edge, few(s.sents), s.quote), f3(37, edge, few(s.sents), a.form), f2(38, edge, d),
		f3(70, n1.opens, d, n1.tag), f2(71, a.closes, d), f2(72, a.opens, d), f3(73, a.closes, n1.opens, side), f3(74, n1.opens, s.vote, s.voteAfter), f3(75, a.opens, s.voteBefore, s.vote),
		f3(76, n1.form, n2.opens, side), f3(77, p1.form, a.opens, side), f3(78, n1.form, n2.opens, d),
	)
}

// voteHints: what the rules say of it, and the other words that may be cues.
func (v *view) voteHints(b []uint64, s *spot) []uint64 {
	f, f2, f3 := perceptron.Hash, perceptron.Hash2, perceptron.Hash3
	a, d, vote, own, l := s.a, s.tie, s.vote, s.owner, likely(v.leads[s.i])
	b = append(b,
		f(13, vote), f2(14, vote, s.c.class), f3(15, s.voteBefore, vote, s.voteAfter), f2(16, vote, d), f2(17, vote, a.lemma), f2(18, vote, s.quote),
		f3(50, l, d, s.c.class), f2(51, l, vote), f2(52, l, s.side), f2(53, own, d), f3(54, own, vote, s.side), f3(55, s.ownerBefore, own, s.ownerAfter), f3(56, own, a.tag, s.side),
		f3(57, own, s.ownerAfter, s.after.lemma), f2(58, likely(v.leads[s.cue]), vote),
	)
	if v.deep[s.i] > 0 || v.deep[s.cue] > 0 {
		b = append(b, f3(45, v.deep[s.i], v.deep[s.cue], vote))
	}
	if o := v.rule[s.i]; o != nil && o != v.rule[s.cue] {
		b = append(b, f2(46, perceptron.String(string(o.entry.Class)), s.side), f(47, d))
	}
	return b
}

// quoteHints: quotation marks, and whose the quotation is.
func (v *view) quoteHints(b []uint64, s *spot) []uint64 {
	f2, f3 := perceptron.Hash2, perceptron.Hash3
	a, q, whose := s.a, s.quote, v.quoteOwner(s.i, s.cue)
	b = append(b,
		f2(19, q, s.side), f3(20, q, s.tie, a.tag), f3(21, s.before.mark, a.mark, s.after.mark), f2(22, q, s.before.lemma), f2(23, q, s.after.lemma),
		f3(60, whose, q, s.side), f3(61, whose, a.mark, s.vote),
	)
	if s.sents != 0 {
		best := likely(v.best[v.doc.Tokens[s.i].Sent])
		b = append(b, f3(62, best, few(s.sents), a.mark), f3(63, best, few(s.sents), s.vote))
	}
	return b
}

// besideQuote is how many tokens from a quotation the cue may stand that reports it.
const besideQuote = 8

// quoteOwner tells whether a likely cue stands beside the quotation of a token: 1 this one, 2 another, 3 both; 9 where
// there is no quotation.
func (v *view) quoteOwner(i, cue int) uint64 {
	q := v.within[i]
	if q < 0 {
		return 9
	}
	w, out := v.tokens(v.quotes[q].span), uint64(0)
	for k := max(w.First-besideQuote, 0); k < min(w.End+besideQuote, len(v.leads)); k++ {
		switch {
		case k == w.First:
			k = w.End - 1
		case k == cue:
			out |= 1
		case v.leads[k] > 0:
			out |= 2
		}
	}
	return out
}

// tied hashes how a token hangs together with a cue; in another sentence only how far that is.
func (v *view) tied(i, cue int) uint64 {
	if ds := v.doc.Tokens[i].Sent - v.doc.Tokens[cue].Sent; ds != 0 {
		return few(ds)
	}
	t := v.ties[i]
	side := uint64(0)
	if t.top > cue {
		side = 1
	}
	depth := uint64(0)
	if t.down == 0 {
		depth = 2
	}
	return perceptron.Pair(perceptron.Pair(uint64(min(t.up, 3)), t.way), perceptron.Pair(v.at(t.top).rel, side+depth))
}

// quoteTie tells how the quotation of a token stands to a cue: the cue is in it, beside it, or elsewhere.
func (v *view) quoteTie(i, cue int) uint64 {
	q := v.within[i]
	m := v.at(i).mark
	if q < 0 {
		if v.within[cue] >= 0 {
			return 5
		}
		return 0
	}
	if v.within[cue] == q {
		return 8 + m
	}
	w := v.tokens(v.quotes[q].span)
	gap := w.First - cue
	if w.End <= cue {
		gap = w.End - 1 - cue
	}
	return 16 + m + 8*bucket(gap)
}
