package attribute

import (
	"slices"
	"strings"
	"unicode"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/parse"
)

// A turn is what one speaker of a transcript or interview says under his label.
//
// "MS. ORLU: We have seen the report." "QUESTION: Will you answer it?"
type turn struct {
	label tocsin.Span // without the colon
	words tocsin.Span // to the end of the paragraph
}

// The bounds of a label, and how many turns make a transcript.
const (
	maxLabelBytes = 60
	maxLabelWords = 6
	fewestTurns   = 3
)

// turns finds the turns of a transcript: paragraphs under labels, some label more than once, or questions among them. Any other text has
// none.
func turns(text string) []turn {
	var out []turn
	seen := map[string]int{}
	again := false
	for start := 0; start < len(text); {
		end := len(text)
		if i := strings.IndexByte(text[start:], '\n'); i >= 0 {
			end = start + i
		}
		if t, ok := turnAt(text, start, end); ok {
			out = append(out, t)
			label := t.label.Of(text)
			seen[label]++
			again = again || seen[label] > 1 || asks(label)
		}
		start = end + 1
	}
	if len(out) < fewestTurns || !again {
		return nil
	}
	return out
}

// turnAt reads a paragraph as a turn: a label of capitalised words, a colon, and words.
func turnAt(text string, start, end int) (turn, bool) {
	p := text[start:end]
	i := strings.IndexByte(p, ':')
	if i < 1 || i > maxLabelBytes || i+2 >= len(p) || p[i+1] != ' ' {
		return turn{}, false
	}
	words := strings.Fields(p[:i])
	if len(words) == 0 || len(words) > maxLabelWords {
		return turn{}, false
	}
	for _, w := range words {
		if c := []rune(w)[0]; !unicode.IsUpper(c) && c != '(' {
			return turn{}, false
		}
	}
	at := start + i + 1 + len(p[i+1:]) - len(strings.TrimLeft(p[i+1:], " "))
	if at >= end {
		return turn{}, false
	}
	return turn{tocsin.Span{Start: start, End: start + i}, tocsin.Span{Start: at, End: start + len(strings.TrimRight(p, " \r"))}}, true
}

// asks reports whether a label stands for whoever asks: "Q.", "QUESTION (Selka Tribune)".
func asks(label string) bool {
	label, _, _ = strings.Cut(label, "(")
	switch strings.ToUpper(strings.Trim(label, ". ")) {
	case "Q", "QUESTION", "QUESTIONS", "REPORTER", "JOURNALIST", "PRESS", "INTERVIEWER", "OPERATOR":
		return true
	}
	return false
}

// quoteTurns makes a quotation of each turn, so that "I" in it is its speaker; marks inside it are quotations in a quotation.
func (r *reader) quoteTurns() {
	for _, t := range turns(r.doc.Text) {
		for i := range r.quotes {
			if r.quotes[i].span.Overlaps(t.words) {
				r.quotes[i].nested = true
			}
		}
		r.quotes = append(r.quotes, quote{span: t.words, inner: t.words, closed: true, label: t.label})
	}
	slices.SortStableFunc(r.quotes, func(a, b quote) int {
		if a.span.Start != b.span.Start {
			return a.span.Start - b.span.Start
		}
		return b.span.End - a.span.End
	})
}

// takeTurns makes a candidate of each turn. Who only asks says nothing: his turn is a frame for what he tells of others.
func (r *reader) takeTurns() {
	for n := range r.quotes {
		q := &r.quotes[n]
		label := r.tokens(q.label)
		if q.label.Empty() || label.First >= label.End || label.End >= len(r.doc.Tokens) {
			continue
		}
		c := &candidate{head: label.End, cue: parse.Range{First: label.End, End: label.End + 1}, source: label, who: r.top(label.First, label.End), core: parse.NoHead,
			entry: r.lex.Cue("say", "V"), content: []tocsin.Span{q.span}, quoted: []int{n}, score: 0.95, turn: true, sure: true}
		words := q.label.Of(r.doc.Text)
		c.frame = asks(words) || words == r.art.Outlet || onlyAsks(q.span.Of(r.doc.Text))
		c.why("turn of " + words)
		r.add(c)
	}
}

// onlyAsks reports whether every sentence is a question.
func onlyAsks(s string) bool {
	return strings.HasSuffix(s, "?") && !strings.ContainsAny(strings.TrimRight(s, "?"), ".!")
}

// turnSpeaker is the person of a label: the one whose name ends as the label does, else somebody known by the label.
func (r *reader) turnSpeaker(c *candidate) int {
	label := r.doc.Span(c.source).Of(r.doc.Text)
	if label == r.art.Outlet {
		return r.carrierItself(c.who)
	}
	if asks(label) {
		c.why("unresolved: whoever asks")
		return nobody
	}
	words := strings.Fields(label)
	last := words[len(words)-1]
	best := nobody
	for e := range r.cast.Entities {
		ent := &r.cast.Entities[e]
		if ent.Kind != tocsin.Person && ent.Kind != tocsin.OtherKind && best != nobody {
			continue
		}
		for _, m := range ent.Mentions {
			name := m.Span.Of(r.doc.Text)
			if m.Type == tocsin.NameMention && (strings.EqualFold(name, label) || ent.Kind == tocsin.Person && len(name) >= len(last) && strings.EqualFold(name[len(name)-len(last):], last)) {
				if best == nobody || len(ent.Name) > len(r.cast.Entities[best].Name) {
					best = e
				}
			}
		}
	}
	if best != nobody {
		return best
	}
	for i := c.source.First; i < c.source.End; i++ { // "THE PRESIDENT": whoever is called so elsewhere
		if r.role(i) == nil {
			continue
		}
		for k := range r.doc.Tokens {
			if r.lemma(k) == r.lemma(i) && (k < c.source.First || k >= c.source.End) {
				if e := r.voice(r.nounTop(k), false); e != nobody && r.cast.Entities[e].Kind == tocsin.Person {
					return e
				}
			}
		}
	}
	return r.cast.Add(tocsin.Entity{Name: label, Kind: tocsin.Person, Mentions: []tocsin.Mention{{Span: r.doc.Span(c.source), Type: tocsin.NameMention}}})
}
