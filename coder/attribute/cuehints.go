package attribute

import (
	"github.com/tocsin-desk/tocsin/parse"
	"github.com/tocsin-desk/tocsin/parse/perceptron"
)

// mayCue reports whether a token may carry a cue: a verb, a noun, an adjective, or one of the few other words and marks
// that do.
func (v *view) mayCue(i int) bool {
	switch v.upos(i) {
	case parse.VERB, parse.NOUN:
		return true
	case parse.ADJ:
		return v.rule[i] != nil || v.has(i, "cop") || !v.is(i, "amod")
	case parse.AUX:
		return v.rule[i] != nil || !v.is(i, "aux", "cop")
	case parse.ADV, parse.ADP, parse.PROPN, parse.SCONJ:
		return v.rule[i] != nil || v.form(i) == "according"
	case parse.PUNCT:
		return v.rule[i] != nil || v.punct(i, ":—–-")
	}
	return false
}

// The groups of hints about a cue, in their order: what the trace says that a decision rests on.
var cueGroups = [...]string{"the word", "its neighbours", "quotation marks", "its dependents", "what it hangs on", "rules"}

// cueHints returns what is known of a token that may carry a cue, and where in it each group ends.
func (v *view) cueHints(i int) (hints []uint64, ends [len(cueGroups)]int) {
	b := v.buf[:0]
	for k, group := range [len(cueGroups)]func([]uint64, int) []uint64{v.wordHints, v.neighbourHints, v.markHints, v.dependentHints, v.governorHints, v.ruleHints} {
		b = group(b, i)
		ends[k] = len(b)
	}
	v.buf = b
	return b, ends
}

func (v *view) wordHints(b []uint64, i int) []uint64 {
	f, f2, f3 := perceptron.Hash, perceptron.Hash2, perceptron.Hash3
	a, h, s := v.at(i), v.at(v.head(i)), v.sent(i)
	frames, kind := uint64(0), uint64(s.Kind)
	if e := v.entry(i); e != nil {
		frames = perceptron.String(e.Frames)
	}
	return append(b,
		f(1, a.lemma), f2(2, a.lemma, a.tag), f(3, a.tag), f2(4, a.rel, a.tag), f(5, a.class), f2(6, a.class, frames), f2(7, a.lemma, a.rel),
		f2(8, h.lemma, a.rel), f3(9, h.class, a.rel, a.class), f(27, kind), f2(60, kind, a.tag), f2(61, kind, a.class), f2(62, kind, a.lemma),
		f2(29, bucket(i-s.First), a.class), f2(30, bucket(s.End-i), a.class),
	)
}

func (v *view) neighbourHints(b []uint64, i int) []uint64 {
	f, f2 := perceptron.Hash, perceptron.Hash2
	a, p1, p2, n1, n2 := v.at(i), v.at(i-1), v.at(i-2), v.at(i+1), v.at(i+2)
	return append(b,
		f2(10, p1.form, a.class), f2(11, n1.form, a.class), f2(12, p1.lemma, a.lemma), f2(13, a.lemma, n1.lemma), f(14, p1.lemma), f(15, n1.lemma),
		f2(16, p2.tag, p1.tag), f2(17, n1.tag, n2.tag), f(18, n2.lemma), f(19, p2.lemma), f2(20, n1.tag, a.class),
	)
}

func (v *view) markHints(b []uint64, i int) []uint64 {
	f2, f3 := perceptron.Hash2, perceptron.Hash3
	a, p1, p2, n1, s := v.at(i), v.at(i-1), v.at(i-2), v.at(i+1), v.sent(i)
	b = append(b, f2(21, a.mark, a.class), f2(22, n1.mark, a.class), f2(23, p1.mark, a.class), f2(24, p2.mark, p1.mark), f2(28, few(v.at(s.End-1).marks-v.at(s.First).marks), a.class))
	for _, k := range v.doc.Children(i) {
		c := v.at(k)
		if n := v.at(c.hi-1).marks - v.at(c.lo-1).marks; n > 0 {
			b = append(b, f3(71, c.rel, uint64(min(n, 3)), a.class), f2(72, c.rel, a.lemma))
		}
	}
	return b
}

func (v *view) dependentHints(b []uint64, i int) []uint64 {
	f2, f3 := perceptron.Hash2, perceptron.Hash3
	a, shape := v.at(i), uint64(0)
	for _, k := range v.doc.Children(i) {
		c, side := v.at(k), uint64(0)
		if k > i {
			side = 1
		}
		b = append(b, f3(73, c.rel, bucket(c.hi-c.lo), a.class))
		if v.upos(k) == parse.PUNCT {
			b = append(b, f3(31, c.form, side, a.class))
			continue
		}
		b = append(b, f3(32, a.lemma, c.rel, side), f3(33, a.class, c.rel, side), f3(34, c.rel, c.lemma, a.class))
		switch v.rel(k).Base() {
		case "nsubj", "nmod":
			b = append(b, f2(35, c.lemma, a.class), f3(36, c.tag, c.name, a.class), f3(46, c.tag, a.lemma, c.rel))
		case "obl", "advcl", "xcomp", "ccomp", "acl", "parataxis":
			w := uint64(2)
			if m := v.case_(k); m >= 0 {
				w = v.at(m).lemma
			}
			b = append(b, f3(37, a.lemma, c.rel, w), f3(38, a.class, c.rel, w))
		}
		if k > i && v.is(k, "obj", "xcomp", "ccomp", "obl") {
			b = append(b, f3(74, c.class, c.rel, a.class), f3(75, c.lemma, c.rel, a.lemma))
		}
		shape = shape*31 + c.rel + side
	}
	return append(b, f2(39, shape, a.class))
}

func (v *view) governorHints(b []uint64, i int) []uint64 {
	f3 := perceptron.Hash3
	a, below := v.at(i), i
	for step := uint64(0); step < 3; step++ {
		up := v.head(below)
		if up < 0 {
			b = append(b, f3(63, step, a.class, a.tag))
			break
		}
		h, side := v.at(up), uint64(0)
		if up > i {
			side = 1
		}
		b = append(b, f3(64, step, h.lemma, v.at(below).rel), f3(65, perceptron.Pair(step, side), perceptron.Pair(h.class, v.at(below).rel), a.class))
		below = up
	}
	h := v.head(i)
	if h < 0 || v.doc.Child(i, "nsubj", "nsubj:pass") >= 0 {
		return b
	}
	if s := v.doc.Child(h, "nsubj"); s >= 0 && s != i { // "went on | to say": the subject above
		b = append(b, f3(68, v.at(s).tag, v.at(s).name, a.rel), f3(69, v.at(s).tag, a.rel, a.class), f3(70, v.at(s).lemma, a.rel, a.class))
	}
	return b
}

func (v *view) ruleHints(b []uint64, i int) []uint64 {
	f, f2, f3 := perceptron.Hash, perceptron.Hash2, perceptron.Hash3
	a, deep := v.at(i), v.deep[i]
	b = append(b, f2(25, deep, a.class), f2(26, deep, a.lemma))
	if c := v.rule[i]; c != nil {
		why, score := perceptron.String(c.trace[len(c.trace)-1]), tenths(c.score*2)
		b = append(b, f2(40, score, a.class), f2(41, why, deep), f2(42, why, a.class), f2(43, score, deep), f3(44, perceptron.String(string(c.entry.Class)), score, uint64(min(len(c.quoted), 2))))
		if c.who != parse.NoHead {
			w := v.at(c.who)
			b = append(b, f2(45, w.lemma, score), f2(47, w.tag, w.name))
		} else {
			b = append(b, f2(48, a.lemma, score))
		}
	} else {
		b = append(b, f(49, a.class), f2(50, a.class, deep))
	}
	for k, step := v.head(i), uint64(0); k >= 0 && step < 3; k, step = v.head(k), step+1 {
		if c := v.rule[k]; c != nil {
			in := uint64(0)
			if holds(c.content, v.doc.Tokens[i].Span) {
				in = 1
			}
			b = append(b, f3(66, step, in, tenths(c.score)), f3(67, in, perceptron.String(string(c.entry.Class)), a.class))
		}
	}
	if deep > 0 {
		for _, o := range v.around(i) {
			b = append(b, f3(76, perceptron.String(string(o.entry.Class)), tenths(o.score), a.class), f3(77, v.at(o.head).lemma, a.class, uint64(min(len(o.quoted), 1))), f2(78, v.at(o.head).lemma, a.rel))
		}
	}
	s := v.sent(i)
	return append(b, f3(79, few(int(v.ruled[i]-v.ruled[s.First])), few(int(v.ruled[s.End]-v.ruled[i])), a.class))
}

// tenths puts a score into a bucket.
func tenths(score float64) uint64 { return uint64(score*10 + 0.001) }
