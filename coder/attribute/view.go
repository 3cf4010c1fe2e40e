package attribute

import (
	"github.com/tocsin-desk/tocsin/parse"
	"github.com/tocsin-desk/tocsin/parse/perceptron"
)

// An atom is a token seen through hashes and small numbers: what hints are made of.
type atom struct {
	lemma, form, tag, rel, class uint64
	lo, hi                       int    // its subtree
	opens, closes                uint64 // the largest phrase that begins, that ends with it
	mark                         uint64 // how it stands to its quotation
	name                         uint64 // class of the name it is in, and its place there
	verbs, commas, marks         int    // how many stand before it in the text
}

// A view is an article as the model sees it: the reader with the candidates of the rules, an atom for each token.
type view struct {
	*reader
	atoms   []atom
	nothing atom    // for what lies outside the text
	blank   []int16 // the vector of no word

	rule  []*candidate   // by token: the rules' candidate whose cue holds it
	deep  []uint64       // by token: in how many contents of the rules it lies, at most 3
	ruled []uint16       // by token: how many cues of the rules begin before it
	over  [][]*candidate // by sentence: candidates of the rules whose content reaches into it

	leads []float32 // by token: how sure the model is that it carries a cue; unlikely for what it didn't look at
	best  []float32 // by sentence: the largest lead

	// Of the window in hand, by token of the text:
	ties  []tie   // to the cue; only of its sentence
	votes []uint8 // labels that the rules would give
	owner []uint8 // see own

	buf    []uint64 // the hints in hand
	rows   []uint16
	labels []int
}

// at returns the atom of a token, or the one for what lies before the first and behind the last.
func (v *view) at(i int) *atom {
	if i < 0 || i >= len(v.atoms) {
		return &v.nothing
	}
	return &v.atoms[i]
}

func newView(r *reader) *view {
	n, sents := len(r.doc.Tokens), len(r.doc.Sents)
	v := &view{
		reader: r, atoms: make([]atom, n), nothing: atom{lemma: 1, form: 1, tag: 1, rel: 1, class: 1}, blank: make([]int16, r.doc.Dim),
		rule: make([]*candidate, n), deep: make([]uint64, n), ruled: make([]uint16, n+1), over: make([][]*candidate, sents),
		leads: make([]float32, n), best: make([]float32, sents), owner: make([]uint8, n), votes: make([]uint8, n), ties: make([]tie, n),
	}
	v.words()
	v.phrases()
	v.candidates()
	return v
}

// words fills the atoms with what the words themselves and their marks and names show.
func (v *view) words() {
	r, long := v.reader, make([]bool, len(v.quotes))
	for q := range long {
		long[q] = r.long(q)
	}
	for i := range v.atoms {
		t, a := &r.doc.Tokens[i], &v.atoms[i]
		a.lemma, a.form = perceptron.String(r.lemma(i)), perceptron.String(r.form(i))
		a.tag, a.rel = perceptron.String(t.XPOS), perceptron.String(string(t.Rel))
		if e := r.entry(i); e != nil {
			a.class = perceptron.String(string(e.Class))
		}
		a.lo, a.hi = i, i+1
		a.mark = v.markOf(i, long)
		if i > 0 {
			b := &v.atoms[i-1]
			a.verbs, a.commas, a.marks = b.verbs, b.commas, b.marks
		}
		switch {
		case t.UPOS == parse.VERB || t.UPOS == parse.AUX:
			a.verbs++
		case t.Form == ",":
			a.commas++
		case a.mark == openMark || a.mark == closeMark:
			a.marks++
		}
	}
	for _, name := range r.doc.Names {
		for i := name.First; i < name.End; i++ {
			place := uint64(1)
			if i == name.End-1 {
				place = 2
			}
			v.atoms[i].name = perceptron.Pair(perceptron.String(string(name.Type)), place)
		}
	}
}

// phrases fills the atoms with the phrases of the tree.
func (v *view) phrases() {
	for i := range v.atoms {
		for k := v.head(i); k >= 0; k = v.head(k) {
			a := &v.atoms[k]
			if a.lo <= i && i < a.hi {
				break
			}
			a.lo, a.hi = min(a.lo, i), max(a.hi, i+1)
		}
	}
	for i := range v.atoms {
		a := &v.atoms[i]
		a.opens, a.closes = v.largest(i, func(b *atom) bool { return b.lo == i }), v.largest(i, func(b *atom) bool { return b.hi == i+1 })
	}
}

// candidates enters those of the rules.
func (v *view) candidates() {
	r := v.reader
	for _, c := range r.found {
		v.ruled[c.cue.First]++
		for i := c.cue.First; i < c.cue.End; i++ {
			v.rule[i] = c
		}
		for _, p := range c.content {
			for w := r.tokens(p); w.First < w.End; w.First++ {
				v.deep[w.First] = min(v.deep[w.First]+1, 3)
				if n := r.doc.Tokens[w.First].Sent; len(v.over[n]) == 0 || v.over[n][len(v.over[n])-1] != c {
					v.over[n] = append(v.over[n], c)
				}
			}
		}
	}
	sum := uint16(0)
	for i := range v.ruled {
		sum, v.ruled[i] = sum+v.ruled[i], sum
	}
}

// largest is the kind of the largest phrase around a token with which it begins or ends.
func (v *view) largest(i int, touches func(*atom) bool) uint64 {
	if !touches(&v.atoms[i]) {
		return 0
	}
	for step := 0; step < 50; step++ {
		h := v.head(i)
		if h < 0 || !touches(&v.atoms[h]) {
			break
		}
		i = h
	}
	return perceptron.Pair(v.atoms[i].rel, v.atoms[i].tag)
}

// around returns the rules' candidates in whose content a token lies, three at most.
func (v *view) around(i int) []*candidate {
	var out []*candidate
	for _, c := range v.over[v.doc.Tokens[i].Sent] {
		if len(out) < 3 && holds(c.content, v.doc.Tokens[i].Span) {
			out = append(out, c)
		}
	}
	return out
}

// How a token stands to the quotation that holds it.
const (
	openMark  = 1 + iota // its mark
	closeMark            // its closing mark
	quotedFew            // inside one of a few words
	quoted               // inside
)

// markOf tells how a token stands to the quotation that holds it; long says which quotations are more than a few words.
func (v *view) markOf(i int, long []bool) uint64 {
	q := v.within[i]
	switch {
	case q < 0:
		return 0
	case v.quoteMark(i) >= 0 && v.doc.Tokens[i].Span.Start <= v.quotes[q].span.Start:
		return openMark
	case v.quoteMark(i) >= 0:
		return closeMark
	case !long[q]:
		return quotedFew
	}
	return quoted
}

// A tie is how a token hangs together with a cue: they meet in a word that both hang on, up to some steps above the cue.
type tie struct {
	up   int    // steps from the cue to where they meet
	way  uint64 // the relations on them
	top  int    // the token below that word on this side; the word itself where it is in hand
	down int    // steps from there to the token
}

// maxUp bounds the way up from a cue.
const maxUp = 24

// tie fills v.ties for the tokens of a sentence.
func (v *view) tie(s parse.Sentence, cue int) {
	for i := s.First; i < s.End; i++ {
		v.ties[i].up = -1
	}
	way := uint64(0)
	at := cue
	for up := 0; up < maxUp && at >= 0; up++ {
		v.ties[at] = tie{up: up, way: way, top: at}
		if up < 3 {
			way = perceptron.Pair(way, v.atoms[at].rel)
		}
		at = v.head(at)
	}
	for i := s.First; i < s.End; i++ {
		v.climb(i, 0)
	}
}

func (v *view) climb(i, step int) tie {
	t := &v.ties[i]
	if t.up >= 0 {
		return *t
	}
	h := v.head(i)
	if h < 0 || step > 500 {
		*t = tie{up: maxUp, top: i}
		return *t
	}
	above := v.climb(h, step+1)
	if above.down == 0 && above.top == h {
		above.top = i
		above.down = 1
	} else {
		above.down++
	}
	*t = above
	return above
}

// distance puts a number of tokens into one of eleven buckets with a sign.
func bucket(d int) uint64 {
	sign := uint64(0)
	if d < 0 {
		sign, d = 16, -d
	}
	switch {
	case d <= 4:
		return sign + uint64(d)
	case d <= 7:
		return sign + 5
	case d <= 12:
		return sign + 6
	case d <= 20:
		return sign + 7
	case d <= 40:
		return sign + 8
	}
	return sign + 9
}

func few(n int) uint64 { return uint64(min(max(n, -4), 4) + 4) }
