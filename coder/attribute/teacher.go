package attribute

import (
	"slices"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/coder/actor"
	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
	"github.com/tocsin-desk/tocsin/parse/entity"
)

// How many labels the two parts of a model tell apart, and which may follow which.
const (
	CueLabels  = 2
	RoleLabels = roleLabels
)

// RoleLayers is how many convolutions read the words around a cue.
const RoleLayers = 1

// CueFollows lets any label follow any other.
func CueFollows(int, int, bool) bool { return true }

// RoleFollows reports whether label next may stand behind prev; last is true on the last word of a window.
func RoleFollows(prev, next int, last bool) bool { return entity.Follows(prev, next, last) }

// A Gold is an attribution that annotators marked, in bytes of the text.
type Gold struct{ Source, Cue, Content []tocsin.Span }

// An Example is a row of words with their right labels.
type Example struct {
	Vectors []int16    // twice Doc.Dim numbers a word: its own, and those of the word it hangs on or of the cue
	Hints   [][]uint16 // of each word
	May     [][]uint16 // the labels that are right for each word
}

// A Lesson is one article to learn from.
type Lesson struct {
	v       *view
	gold    []Gold
	discard []tocsin.Span
}

// NewLesson reads an article by the rules. Text in discard is left out.
func NewLesson(d *parse.Doc, cast *actor.Cast, lex *lexicon.Set, a *tocsin.Article, gold []Gold, discard []tocsin.Span) *Lesson {
	return &Lesson{newView(rules(d, cast, lex, a)), gold, discard}
}

// Cues makes examples of one word each.
func (l *Lesson) Cues(hintRows int) []Example {
	v, d := l.v, l.v.doc
	label := make([]uint16, len(d.Tokens)) // 0 no, 1 head of a cue, 2 another word of one
	for _, g := range l.gold {
		for _, s := range g.Cue {
			w := d.TokenRange(s)
			for i := w.First; i < w.End; i++ {
				label[i] = 2
			}
		}
	}
	for _, g := range l.gold {
		if h := v.goldHead(&g); h >= 0 {
			label[h] = 1
		}
	}
	var out []Example
	for i := range d.Tokens {
		if label[i] == 2 || !v.mayCue(i) && label[i] == 0 || overlapsAny(l.discard, d.Tokens[i].Span) {
			continue
		}
		b, _ := v.cueHints(i)
		out = append(out, Example{Vectors: slices.Concat(v.vector(i), v.vector(v.head(i))), Hints: [][]uint16{rows(b, hintRows, nil)}, May: [][]uint16{{label[i]}}})
	}
	return out
}

// Roles makes examples of one window each. m knows cues, which it has not learned from this article.
func (l *Lesson) Roles(hintRows int, m *Model) []Example {
	m.lead(l.v)
	var out []Example
	for k := range l.gold {
		if h := l.v.goldHead(&l.gold[k]); h >= 0 {
			out = append(out, l.v.example(h, &l.gold[k], hintRows))
		}
	}
	return out
}

// goldHead is the word that carries the cue of an attribution, or -1.
func (v *view) goldHead(g *Gold) int {
	if len(g.Cue) == 0 {
		return -1
	}
	return v.cueHead(v.tokens(g.Cue[0]))
}

// cueHead is the word that carries a cue: the one that hangs on a word outside it, no mark where there is another.
func (v *view) cueHead(w parse.Range) int {
	for _, marks := range [2]bool{false, true} {
		for i := w.First; i < w.End; i++ {
			if h := v.head(i); (h < w.First || h >= w.End) && (v.upos(i) == parse.PUNCT) == marks {
				return i
			}
		}
	}
	return -1
}

// example is the words around a cue with their roles.
func (v *view) example(cue int, g *Gold, roleRows int) Example {
	w := v.window(cue)
	want := make([]uint16, w.End-w.First)
	put := func(spans []tocsin.Span, role int) {
		for _, s := range spans {
			t := v.tokens(s)
			t.First, t.End = max(t.First, w.First), min(t.End, w.End)
			for i := t.First; i < t.End; i++ {
				want[i-w.First] = uint16(1 + role*4 + place(i, t))
			}
		}
	}
	put(g.Content, roleContent)
	put(g.Source, roleSource)
	put(g.Cue, roleCue)
	repair(want)
	v.enter(cue, w)
	var e Example
	for i := w.First; i < w.End; i++ {
		e.Vectors = append(append(e.Vectors, v.vector(i)...), v.vector(cue)...)
		e.Hints = append(e.Hints, rows(v.roleHints(i, cue, w), roleRows, nil))
		e.May = append(e.May, slices.Clone(want[i-w.First:i-w.First+1]))
	}
	return e
}

// The places of BILOU, as package entity numbers them.
const (
	begins = iota
	inside
	ends
	alone
)

// place is where a token stands in a range.
func place(i int, t parse.Range) int {
	switch {
	case t.End-t.First == 1:
		return alone
	case i == t.First:
		return begins
	case i == t.End-1:
		return ends
	}
	return inside
}

// repair makes a legal row of labels of one in which spans overlapped.
func repair(want []uint16) {
	for i := 0; i < len(want); {
		if want[i] == 0 {
			i++
			continue
		}
		role, end := (want[i]-1)/4, i+1
		for end < len(want) && want[end] > 0 && (want[end]-1)/4 == role && (want[end]-1)%4 != begins && (want[end]-1)%4 != alone {
			end++
		}
		for k := i; k < end; k++ {
			want[k] = 1 + role*4 + uint16(place(k, parse.Range{First: i, End: end}))
		}
		i = end
	}
}
