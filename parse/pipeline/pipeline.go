// Package pipeline puts the steps of reading in order: tokens, sentences, tags, tree, lemmas and
// features, then whatever further steps it was given (names, times, chains of mentions).
//
// In: a text, or a doc with given tokens. Out: a parse.Doc. It never reads a file, never keeps anything of a
// text, and gives the same doc for the same bytes on any machine.
package pipeline

import (
	"maps"
	"slices"
	"sync"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/parse"
	"github.com/tocsin-desk/tocsin/parse/cluster"
	"github.com/tocsin-desk/tocsin/parse/lemma"
	"github.com/tocsin-desk/tocsin/parse/model"
	"github.com/tocsin-desk/tocsin/parse/net"
	"github.com/tocsin-desk/tocsin/parse/sentence"
	"github.com/tocsin-desk/tocsin/parse/token"
	"github.com/tocsin-desk/tocsin/parse/word"
)

// MaxSentence is the most words that one sentence may have: a longer one (a list without a stop, a table) is
// cut, because features of the far past cost time and mean nothing.
const MaxSentence = 2000

// A Step adds something to a parsed doc: names, times, chains of mentions.
type Step = func(*parse.Doc)

// A Pipeline is safe for any number of goroutines.
type Pipeline struct {
	file  *model.File
	token *token.Tokenizer
	sent  *sentence.Segmenter
	net   *net.Model
	lemma *lemma.Lemmatizer
	words cluster.Clusters
	steps []Step
	runs  sync.Pool // of *run
}

// New makes a pipeline of a syntax model and further steps, which run in their order on every doc.
func New(f *model.File, steps ...Step) (*Pipeline, error) {
	p := &Pipeline{file: f, steps: steps}
	var err error
	if p.token, err = token.Open(f); err != nil {
		return nil, err
	}
	if p.sent, err = sentence.Open(f); err != nil {
		return nil, err
	}
	if p.net, err = net.Open(f); err != nil {
		return nil, err
	}
	if p.lemma, err = lemma.Open(f); err != nil {
		return nil, err
	}
	if p.words, err = cluster.Open(f); err != nil {
		return nil, err
	}
	p.runs.New = func() any { return new(run) }
	return p, nil
}

// English makes the pipeline of the embedded English model.
func English(steps ...Step) (*Pipeline, error) {
	f, err := model.Open(model.English())
	if err != nil {
		return nil, err
	}
	return New(f, steps...)
}

// Hash names the syntax model: the SHA-256 of its file, in hexadecimal.
func (p *Pipeline) Hash() string { return p.file.Hash() }

// Lang returns the language that the pipeline reads, as a BCP 47 tag.
func (p *Pipeline) Lang() string { return p.file.Header.Language }

// run is the memory of one call.
type run struct {
	tokens   []token.Token
	spans    []tocsin.Span
	boundary []word.Word // of the tokens, for the segmenter
	forms    []string    // of the whole text, as they are read: a headline's capitals say little
	ends     []sentence.End
	sents    []net.Sentence
	net      net.Scratch
}

// Parse reads a text.
func (p *Pipeline) Parse(text string) *parse.Doc {
	d := &parse.Doc{Text: text, Lang: p.Lang()}
	r := p.runs.Get().(*run)
	p.segment(d, r)
	p.syntax(d, r)
	p.runs.Put(r)
	return p.finish(d)
}

// Given reads a doc whose text, tokens (span and form), sentences and fused tokens are given, and fills lemma, tags,
// features, head and relation of each token. Given sentences are never cut.
func (p *Pipeline) Given(d *parse.Doc) *parse.Doc {
	r := p.runs.Get().(*run)
	if d.Lang == "" {
		d.Lang = p.Lang()
	}
	p.syntax(d, r)
	p.runs.Put(r)
	return p.finish(d)
}

func (p *Pipeline) finish(d *parse.Doc) *parse.Doc {
	d.Index()
	for _, step := range p.steps {
		step(d)
	}
	return d
}

// segment fills tokens and sentences.
func (p *Pipeline) segment(d *parse.Doc, r *run) {
	r.tokens = p.token.Tokens(d.Text, r.tokens[:0])
	r.spans, r.boundary = r.spans[:0], r.boundary[:0]
	for _, t := range r.tokens {
		r.spans = append(r.spans, t.Span)
		r.boundary = append(r.boundary, p.words.Word(t.Span.Of(d.Text)))
	}
	r.ends = p.sent.Ends(d.Text, r.spans, r.boundary, r.ends[:0])
	d.Tokens = make([]parse.Token, 0, len(r.tokens)+len(r.tokens)/16)
	first := 0
	for _, end := range r.ends {
		for first < end.Token {
			next := min(end.Token, first+MaxSentence/2) // a surface token holds at most two words
			addSentence(d, r.tokens[first:next], end.Kind)
			first = next
		}
	}
}

// addSentence adds one sentence of surface tokens to the doc.
func addSentence(d *parse.Doc, tokens []token.Token, kind parse.Kind) {
	s := parse.Sentence{First: len(d.Tokens), Kind: kind, Span: tocsin.Span{Start: tokens[0].Span.Start, End: tokens[len(tokens)-1].Span.End}}
	add := func(span tocsin.Span) {
		d.Tokens = append(d.Tokens, parse.Token{Span: span, Form: span.Of(d.Text), Head: parse.NoHead, Sent: len(d.Sents)})
	}
	for _, t := range tokens {
		if t.Cut == 0 {
			add(t.Span)
			continue
		}
		d.Fused = append(d.Fused, parse.Range{First: len(d.Tokens), End: len(d.Tokens) + 2})
		add(tocsin.Span{Start: t.Span.Start, End: t.Cut})
		add(tocsin.Span{Start: t.Cut, End: t.Span.End})
	}
	s.End = len(d.Tokens)
	d.Sents = append(d.Sents, s)
}

// syntax fills everything else.
func (p *Pipeline) syntax(d *parse.Doc, r *run) {
	sents := p.read(d, r)
	for n, s := range d.Sents {
		from := &sents[n]
		for k := range from.Words {
			t, tag := &d.Tokens[s.First+k], p.net.Tags[from.Tags[k]]
			t.UPOS, t.XPOS, t.Feats = tag.UPOS, tag.XPOS, p.net.Strings[from.Feats[k]]
			t.Lemma = p.lemma.Lemma(r.forms[s.First+k], uint8(from.Tags[k]))
		}
		hang(d, s, from)
	}
}

// spelled fills the forms: as printed, but headlines as if they were running text.
func (r *run) spelled(d *parse.Doc) {
	r.forms = r.forms[:0]
	var known spelling
	for _, s := range d.Sents {
		tokens := d.Tokens[s.First:s.End]
		c := told
		if s.Kind == parse.Headline {
			c = capitalsOf(tokens)
		}
		if c != told && known == nil {
			known = spell(d)
		}
		for i := range tokens {
			form := tokens[i].Form
			if c != told {
				form = known.of(form, i, c)
			}
			r.forms = append(r.forms, form)
		}
	}
}

// words fills the words of a sentence.
func (r *run) words(t *net.Sentence, s parse.Sentence) {
	for _, form := range r.forms[s.First:s.End] {
		t.Words = append(t.Words, word.Of(form))
	}
}

// Vectors fills only the vectors of a doc whose words, tags and trees come from elsewhere.
func (p *Pipeline) Vectors(d *parse.Doc) {
	r := p.runs.Get().(*run)
	p.read(d, r)
	p.runs.Put(r)
}

// read runs the network over a doc; the sentences hold what it found.
func (p *Pipeline) read(d *parse.Doc, r *run) []net.Sentence {
	r.spelled(d)
	sents := r.room(len(d.Sents))
	d.Dim = p.net.Dim()
	d.Vectors = make([]int16, len(d.Tokens)*d.Dim)
	for n, s := range d.Sents {
		sents[n].Vectors = d.Vectors[s.First*d.Dim : s.End*d.Dim]
		r.words(&sents[n], s)
	}
	p.net.Read(sents, &r.net)
	return sents
}

// hang gives the words of a sentence their heads and relations.
func hang(d *parse.Doc, s parse.Sentence, from *net.Sentence) {
	for k, h := range from.Heads {
		t := &d.Tokens[s.First+k]
		t.Head, t.Rel = parse.NoHead, from.Rels[k]
		if h >= 0 {
			t.Head = s.First + h
		}
	}
}

// room returns n empty sentences.
func (r *run) room(n int) []net.Sentence {
	for len(r.sents) < n {
		r.sents = append(r.sents, net.Sentence{})
	}
	for i := range r.sents[:n] {
		r.sents[i].Words, r.sents[i].Whole, r.sents[i].Vectors = r.sents[i].Words[:0], r.sents[i].Whole[:0], nil
	}
	return r.sents[:n]
}

// Whole parses again the sentences in which one of the ranges is not one subtree, so that it is: a name, a quotation.
// Ranges that cross others or a sentence's end are left as they are. It reports how many sentences it parsed.
func (p *Pipeline) Whole(d *parse.Doc, ranges []parse.Range) int {
	broken := map[int][][2]int{}
	for _, g := range ranges {
		if n := d.Tokens[g.First].Sent; g.End <= d.Sents[n].End && !oneSubtree(d, g) {
			broken[n] = nil
		}
	}
	if len(broken) == 0 {
		return 0
	}
	for _, g := range ranges {
		if n := d.Tokens[g.First].Sent; g.End <= d.Sents[n].End {
			if w, ok := broken[n]; ok {
				broken[n] = append(w, [2]int{g.First - d.Sents[n].First, g.End - d.Sents[n].First})
			}
		}
	}
	r := p.runs.Get().(*run)
	r.spelled(d)
	sents, at := r.room(len(broken)), slices.Sorted(maps.Keys(broken))
	for k, n := range at {
		r.words(&sents[k], d.Sents[n])
		sents[k].Whole = append(sents[k].Whole, broken[n]...)
	}
	p.net.Read(sents, &r.net)
	for k, n := range at {
		hang(d, d.Sents[n], &sents[k])
	}
	p.runs.Put(r)
	d.Index()
	return len(at)
}

// oneSubtree reports whether only one word of a range has its head outside, and only that word has dependents there.
func oneSubtree(d *parse.Doc, g parse.Range) bool {
	top := parse.NoHead
	for i := g.First; i < g.End; i++ {
		if h := d.Tokens[i].Head; h < g.First || h >= g.End {
			if top != parse.NoHead {
				return false
			}
			top = i
		}
	}
	for i := g.First; i < g.End; i++ {
		for _, c := range d.Children(i) {
			if i != top && (c < g.First || c >= g.End) {
				return false
			}
		}
	}
	return true
}
