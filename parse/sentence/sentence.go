// Package sentence finds where sentences end, and what each is on the printed page: prose, a headline, a
// dateline, who wrote it, a caption, a point of a list, a row of a table.
//
// In: a text and its tokens. Out: the number of the token behind each sentence, and its kind. A paragraph break
// always ends a sentence, and so do the marks of print (datelines, bullets, rows); everything else is learned from
// treebanks. It never moves a token's border and knows no abbreviation by heart.
package sentence

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/parse"
	"github.com/tocsin-desk/tocsin/parse/cluster"
	"github.com/tocsin-desk/tocsin/parse/model"
	"github.com/tocsin-desk/tocsin/parse/perceptron"
	"github.com/tocsin-desk/tocsin/parse/word"
)

// A Segmenter holds the trained model. It is safe for any number of goroutines.
type Segmenter struct{ ends *perceptron.Model }

const section = "sentence"

// Open reads the segmenter's section of a model file.
func Open(f *model.File) (*Segmenter, error) {
	b, err := f.Section(section)
	if err != nil {
		return nil, err
	}
	m, err := perceptron.Open(b)
	if err != nil {
		return nil, fmt.Errorf("section %s: %w", section, err)
	}
	if m.Classes() != 2 {
		return nil, fmt.Errorf("section %s: %d classes, want 2: %w", section, m.Classes(), tocsin.ErrInvalid)
	}
	return &Segmenter{m}, nil
}

// An End closes a sentence: the index behind its last token, and what the sentence is on the page.
type End struct {
	Token int
	Kind  parse.Kind
}

// Ends appends the ends of all sentences. spans and words describe the same tokens.
func (s *Segmenter) Ends(text string, spans []tocsin.Span, words []word.Word, ends []End) []End {
	v := newView(text, spans, words)
	for first := 0; first < len(spans); {
		end := v.paragraph(first)
		ends = s.block(v, first, end, ends)
		first = end
	}
	return ends
}

// block appends the ends of the sentences of one paragraph, tokens [first, end).
func (s *Segmenter) block(v *view, first, end int, ends []End) []End {
	v.begin(first)
	kind := v.kind(first, end)
	if kind == parse.Row || kind == parse.Byline {
		return append(ends, End{end, kind})
	}
	if line := v.dateline(first, end); line > 0 && kind != parse.Caption {
		ends = append(ends, End{line, parse.Dateline})
		v.begin(line)
	}
	body := max(v.first, first+v.mark(first)) + 1 // behind the first token, or the mark, of a sentence
	if kind == parse.Caption {
		body = max(body, first+v.caption(first, end)+1) // "Photo: The pier at Selka."
	}
	for i := v.first + 1; i <= end; i++ {
		if g := v.gap(i); i < end && (i < body || g == none || !v.point(first, i) && !s.stops(v, i)) {
			continue
		}
		ends = append(ends, End{i, v.kindOf(kind, v.first, i)})
		v.begin(i)
	}
	return ends
}

// stops reports whether a sentence ends before token i of the same paragraph: where print decides, by its marks,
// else by the model.
func (s *Segmenter) stops(v *view, i int) bool {
	switch {
	case v.bullet(i) || v.credited(i) || v.restarts(i):
		return true
	case v.opens(i-1) || v.closes(i) || v.hashtags(i) || v.onlyMark(i):
		return false
	}
	var scores [2]int32
	s.ends.Score(v.features(i), scores[:])
	return scores[1] > scores[0]
}

// Settings of a training.
type Settings struct {
	Epochs int
	Prune  float64
	Seed   uint64
}

// Train learns from docs that carry gold sentences.
func Train(docs []*parse.Doc, clusters cluster.Clusters, o Settings) ([]model.Section, error) {
	t := perceptron.NewTrainer(2)
	rng := rand.New(rand.NewPCG(o.Seed, 2))
	order := rng.Perm(len(docs))
	for range o.Epochs {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, i := range order {
			learn(t, docs[i], clusters)
		}
	}
	b, err := t.Freeze(o.Prune)
	return []model.Section{{Name: section, Data: b}}, err
}

func learn(t *perceptron.Trainer, d *parse.Doc, clusters cluster.Clusters) {
	spans, ends := surface(d)
	words := make([]word.Word, len(spans))
	for i, s := range spans {
		words[i] = clusters.Word(s.Of(d.Text))
	}
	v := newView(d.Text, spans, words)
	scores := make([]int32, 2)
	for i := 1; i <= len(spans); i++ {
		want := 0
		if ends[i] {
			want = 1
		}
		if g := v.gap(i); g != paragraph && g != none {
			features := v.features(i)
			t.Score(features, scores)
			t.Update(features, want, perceptron.Best(scores))
		}
		if want == 1 {
			v.begin(i)
		}
	}
}

// surface returns the surface tokens of a doc and, by the index behind them, which end a sentence.
func surface(d *parse.Doc) (spans []tocsin.Span, ends map[int]bool) {
	ends = map[int]bool{}
	fused := d.Fused
	for _, s := range d.Sents {
		for i := s.First; i < s.End; {
			if len(fused) > 0 && fused[0].First == i {
				spans = append(spans, d.Span(fused[0]))
				i, fused = fused[0].End, fused[1:]
				continue
			}
			spans = append(spans, d.Tokens[i].Span)
			i++
		}
		ends[len(spans)] = true
	}
	return spans, ends
}

// gap is what lies between two tokens.
type gap uint8

const (
	none      gap = iota // nothing, and no end of a sentence can be there
	touching             // nothing, behind a mark that may end a sentence
	blank                // white space
	line                 // a line break inside a wrapped paragraph
	paragraph            // an empty line, or the end of a line that isn't wrapped
)

// A view makes the features of the boundaries of one text.
type view struct {
	text    string
	spans   []tocsin.Span
	words   []word.Word
	wrapped wrapping
	first   int // token with which the present sentence begins
	quotes  int // quotation marks in it so far
	depth   int // brackets open in it
	buf     []uint64
}

func newView(text string, spans []tocsin.Span, words []word.Word) *view {
	return &view{text: text, spans: spans, words: words, wrapped: wrapping{text: text}}
}

// begin starts a sentence at token i.
func (v *view) begin(i int) { v.first, v.quotes, v.depth = i, 0, 0 }

// paragraph returns the index behind the paragraph that begins at token first.
func (v *view) paragraph(first int) int {
	for i := first + 1; i < len(v.spans); i++ {
		if v.between(i) == paragraph {
			return i
		}
	}
	return len(v.spans)
}

// gap classes the place before token i; places are asked about in their order.
func (v *view) gap(i int) gap {
	v.count(i - 1)
	if i == len(v.spans) {
		return paragraph
	}
	return v.between(i)
}

func (v *view) between(i int) gap {
	from, to := v.spans[i-1].End, v.spans[i].Start
	between := v.text[from:to]
	switch breaks := strings.Count(between, "\n"); {
	case breaks > 1:
		return paragraph
	case breaks == 1:
		if v.wrapped.soft(from + strings.IndexByte(between, '\n')) {
			return line
		}
		return paragraph
	case between != "":
		return blank
	}
	if r, _ := utf8.DecodeLastRuneInString(v.text[:from]); unicode.IsLetter(r) || unicode.IsDigit(r) {
		return none
	}
	return touching
}

// form returns token i as printed, "" outside the text.
func (v *view) form(i int) string {
	if i < 0 || i >= len(v.spans) {
		return ""
	}
	return v.spans[i].Of(v.text)
}

// count keeps track of quotation marks and brackets.
func (v *view) count(i int) {
	switch v.spans[i].Of(v.text) {
	case `"`, "“", "”":
		v.quotes++
	case "(", "[":
		v.depth++
	case ")", "]":
		v.depth = max(0, v.depth-1)
	}
}
