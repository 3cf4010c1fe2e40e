package train

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/coder/act"
)

// EventOptions says how to train the classifier of events.
type EventOptions struct {
	Seed   uint64 // of the order of examples and of the folds
	Folds  int    // parts for cross-validation; 0: 5
	Rounds int    // how often words are chosen anew where a text doesn't say which one names its event; 0: 4
	Epochs int    // passes over the examples in each round; 0: 12
	Log    func(format string, args ...any)
}

// How the log-linear model is fitted: follow the regularised leader, feature by feature.
const (
	eventRate   = 0.12
	eventRidge  = 2.0 // pull to zero
	eventLasso  = 0.5 // what a weight must be worth to be kept
	eventScale  = 100 // integer weights for one unit of the exponent
	eventRare   = 2   // a feature of fewer texts is left out: it could only tell of one of them
	eventWeight = 0.5 // of a word that was chosen and not labelled
)

// Events is what the classifier learns from: texts whose words have their features.
type Events struct {
	o     EventOptions
	texts []eventText
	group []int // by text: near copies have one number
	names []string
	class map[string]int // of a type, in the order of act.Classes
}

type eventText struct {
	EventText
	words []eventWord
	asked []eventWord // what it asks about
}

type eventWord struct {
	act.Example
	features []int32
}

// NewEvents prepares the texts; examples gives the words of one with their features as the frames alone read it.
func NewEvents(texts []EventText, examples func(*tocsin.Article) []act.Example, o EventOptions) *Events {
	o.Folds, o.Rounds, o.Epochs = or(o.Folds, 5), or(o.Rounds, 4), or(o.Epochs, 12)
	if o.Log == nil {
		o.Log = func(string, ...any) {}
	}
	e := &Events{o: o, class: map[string]int{}}
	for k, c := range act.Classes() {
		e.class[c] = k
	}
	var plain []string
	for i := range texts {
		t := eventText{EventText: texts[i]}
		for _, x := range examples(&t.Article) {
			if x.Dyad {
				t.asked = append(t.asked, eventWord{Example: x})
			} else {
				t.words = append(t.words, eventWord{Example: x})
			}
		}
		e.texts, plain = append(e.texts, t), append(plain, t.Article.Text)
	}
	e.group = NearCopies(plain)
	e.number()
	return e
}

func or(n, otherwise int) int {
	if n == 0 {
		return otherwise
	}
	return n
}

// number gives each feature that stands in enough texts a number.
func (e *Events) number() {
	texts, last := map[string]int{}, map[string]int{}
	for i := range e.texts {
		for _, w := range slices.Concat(e.texts[i].words, e.texts[i].asked) {
			for _, f := range w.Features {
				if g := e.group[i] + 1; last[f] != g {
					texts[f]++
					last[f] = g
				}
			}
		}
	}
	for f, n := range texts {
		if n >= eventRare {
			e.names = append(e.names, f)
		}
	}
	slices.Sort(e.names)
	index := make(map[string]int32, len(e.names))
	for k, f := range e.names {
		index[f] = int32(k)
	}
	for i := range e.texts {
		for _, w := range e.texts[i].all() {
			for _, f := range w.Features {
				if k, ok := index[f]; ok && !slices.Contains(w.features, k) {
					w.features = append(w.features, k)
				}
			}
			w.Features = nil
		}
	}
}

// all returns all words of a text, and what it asks about.
func (t *eventText) all() []*eventWord {
	var out []*eventWord
	for i := range t.words {
		out = append(out, &t.words[i])
	}
	for i := range t.asked {
		out = append(out, &t.asked[i])
	}
	return out
}

// Fold returns the part of a text; near copies are in the same one.
func (e *Events) Fold(i int) int {
	h := uint64(e.group[i]+1) * (2*e.o.Seed + 0x9E3779B97F4A7C15)
	return int((h >> 33) % uint64(e.o.Folds))
}

// Text returns a text.
func (e *Events) Text(i int) *EventText { return &e.texts[i].EventText }

// Len returns how many texts there are.
func (e *Events) Len() int { return len(e.texts) }

// Folds returns how many parts there are.
func (e *Events) Folds() int { return e.o.Folds }

const nClasses = 17

type scores [nClasses]float64

// A lesson is a word and the classes that are right for it.
type lesson struct {
	word   *eventWord
	right  uint32
	weight float64
}

// Fit learns from the texts of which use is true, and returns the table of weights without its head.
func (e *Events) Fit(use func(i int) bool) []byte {
	w := e.fit(use)
	return []byte("feature\tweights\n" + leadRows() + e.rows(w))
}

func (e *Events) fit(use func(i int) bool) []scores {
	w := make([]scores, len(e.names))
	for round := range e.o.Rounds {
		var lessons []lesson
		for i := range e.texts {
			if use(i) {
				lessons = append(lessons, e.lessons(&e.texts[i], w, round)...)
			}
		}
		w = e.learn(lessons)
	}
	return w
}

// lessons chooses what a text teaches: of a text labelled as a whole every word, of others the one word that most likely
// names the event.
func (e *Events) lessons(t *eventText, w []scores, round int) []lesson {
	var out []lesson
	for _, l := range t.Labels {
		if l.Sure {
			continue
		}
		for k := range t.asked {
			out = append(out, lesson{&t.asked[k], e.set(l.Types), 1})
		}
		if k := e.likeliest(t, &l, w, round); k >= 0 {
			out = append(out, lesson{&t.words[k], e.right(&t.words[k], l.Types), eventWeight})
		}
	}
	if !t.Whole {
		return out
	}
	for k := range t.words {
		word, right, beside := &t.words[k], uint32(0), false
		for i := range t.Labels {
			l := &t.Labels[i]
			near := slices.ContainsFunc(word.Near, func(s tocsin.Span) bool { return slices.ContainsFunc(l.Spans, s.Overlaps) })
			switch {
			case slices.ContainsFunc(l.Spans, word.Span.Overlaps):
				right |= e.right(word, l.Types)
			case near && word.Frame != "" && e.right(word, l.Types) == 1<<e.class[string(word.Frame)]:
				right |= e.right(word, l.Types) // it names the event with the labelled word: "imposed a curfew"
			case near:
				beside = true
			}
		}
		switch {
		case right == 0 && beside:
		case right != 0:
			out = append(out, lesson{word, right, 1})
		case t.Appeals && (word.CAMEO.Root() == "01" || word.CAMEO.Root() == "02"):
		case word.Frame == "" || word.Events:
			out = append(out, lesson{word, 1, 1})
		}
	}
	return out
}

// right is the set of classes that a label allows: the type of the word's frame where that is one of them.
func (e *Events) right(w *eventWord, types []tocsin.PLOVER) uint32 {
	if w.Frame != "" && slices.ContainsFunc(types, func(t tocsin.PLOVER) bool { return t == w.Frame || slices.Contains(before[t], w.Frame) }) {
		return 1 << e.class[string(w.Frame)]
	}
	return e.set(types)
}

func (e *Events) set(types []tocsin.PLOVER) (set uint32) {
	for _, t := range types {
		set |= 1 << e.class[string(t)]
	}
	return set
}

// likeliest returns the word that most likely names a labelled event; -1 for none.
func (e *Events) likeliest(t *eventText, l *EventLabel, w []scores, round int) int {
	best, top := -1, math.Inf(-1)
	for k := range t.words {
		word := &t.words[k]
		if len(l.Spans) > 0 && !slices.ContainsFunc(l.Spans, word.Span.Overlaps) {
			continue
		}
		v := 0.0
		if round > 0 {
			s := tally(w, word)
			v = math.Inf(-1)
			for _, typ := range l.Types {
				v = max(v, s[e.class[string(typ)]]-s[0])
			}
		}
		if slices.Contains(l.Types, word.Frame) {
			v += 2
			if word.Events {
				v++
			}
		}
		if v > top {
			best, top = k, v
		}
	}
	return best
}

func tally(w []scores, word *eventWord) (s scores) {
	for _, f := range word.features {
		for k := range s {
			s[k] += w[f][k]
		}
	}
	return s
}

// learn fits weights to lessons, in an order that the seed gives.
func (e *Events) learn(lessons []lesson) []scores {
	n := len(e.names)
	w, z, sq := make([]scores, n), make([]scores, n), make([]scores, n)
	rng := rand.New(rand.NewPCG(e.o.Seed, 5))
	order := make([]int, len(lessons))
	for i := range order {
		order[i] = i
	}
	for range e.o.Epochs {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, i := range order {
			l := &lessons[i]
			g := l.gradient(tally(w, l.word))
			for _, f := range l.word.features {
				step(&w[f], &z[f], &sq[f], &g)
			}
		}
	}
	return w
}

// gradient is that of minus the log of the probability of the right classes.
func (l *lesson) gradient(s scores) scores {
	top := slices.Max(s[:])
	var all, right float64
	for k := range s {
		s[k] = math.Exp(s[k] - top)
		all += s[k]
		if l.right>>k&1 == 1 {
			right += s[k]
		}
	}
	var g scores
	for k := range s {
		g[k] = float64(l.weight * (s[k] / all))
		if l.right>>k&1 == 1 {
			g[k] -= float64(l.weight * (s[k] / right))
		}
	}
	return g
}

// step moves the weights of a feature (FTRL-Proximal, McMahan et al. 2013). The conversions keep every machine from fusing.
func step(w, z, sq, g *scores) {
	for k := range w {
		if g[k] == 0 {
			continue
		}
		old := math.Sqrt(sq[k])
		sq[k] += float64(g[k] * g[k])
		now := math.Sqrt(sq[k])
		z[k] += g[k] - float64((now-old)/eventRate*w[k])
		if math.Abs(z[k]) <= eventLasso {
			w[k] = 0
			continue
		}
		w[k] = -(z[k] - math.Copysign(eventLasso, z[k])) / (eventRidge + now/eventRate)
	}
}

// rows writes the weights of the features that have any.
func (e *Events) rows(w []scores) string {
	var b strings.Builder
	classes := act.Classes()
	for f, name := range e.names {
		var fields []string
		for k, x := range w[f] {
			if n := int(math.Round(x * eventScale)); n != 0 {
				fields = append(fields, fmt.Sprintf("%s:%d", classes[k], n))
			}
		}
		if fields != nil {
			fmt.Fprintf(&b, "%s\t%s\n", name, strings.Join(fields, " "))
		}
	}
	return b.String()
}
