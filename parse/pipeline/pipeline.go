// Package pipeline puts the steps of reading in order: tokens, sentences, tags, tree, lemmas and
// features, then whatever further steps it was given (names, times, chains of mentions).
//
// In: a text, or a doc with given tokens. Out: a parse.Doc. It never reads a file, never keeps anything of a
// text, and gives the same doc for the same bytes on any machine.
package pipeline

import (
	"sync"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/parse"
	"github.com/tocsin-desk/tocsin/parse/cluster"
	"github.com/tocsin-desk/tocsin/parse/depend"
	"github.com/tocsin-desk/tocsin/parse/feats"
	"github.com/tocsin-desk/tocsin/parse/lemma"
	"github.com/tocsin-desk/tocsin/parse/model"
	"github.com/tocsin-desk/tocsin/parse/sentence"
	"github.com/tocsin-desk/tocsin/parse/tag"
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
	file   *model.File
	token  *token.Tokenizer
	sent   *sentence.Segmenter
	tag    *tag.Tagger
	depend *depend.Parser
	lemma  *lemma.Lemmatizer
	feats  *feats.Model
	words  cluster.Clusters
	steps  []Step
	runs   sync.Pool // of *run
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
	if p.tag, err = tag.Open(f); err != nil {
		return nil, err
	}
	if p.depend, err = depend.Open(f); err != nil {
		return nil, err
	}
	if p.lemma, err = lemma.Open(f); err != nil {
		return nil, err
	}
	if p.feats, err = feats.Open(f); err != nil {
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
	tokens []token.Token
	spans  []tocsin.Span
	words  []word.Word
	forms  []string // as they are read: a headline's capitals say little
	ends   []sentence.End
	tags   []uint8
	arcs   []depend.Arc
	heads  []int
	rels   []parse.Rel
	tag    tag.Scratch
	depend depend.Scratch
	feats  feats.Scratch
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
	r.spans, r.words = r.spans[:0], r.words[:0]
	for _, t := range r.tokens {
		r.spans = append(r.spans, t.Span)
		r.words = append(r.words, p.words.Word(t.Span.Of(d.Text)))
	}
	r.ends = p.sent.Ends(d.Text, r.spans, r.words, r.ends[:0])
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

// syntax fills everything else, sentence by sentence.
func (p *Pipeline) syntax(d *parse.Doc, r *run) {
	var spelled spelling
	for _, s := range d.Sents {
		tokens := d.Tokens[s.First:s.End]
		r.forms = r.forms[:0]
		for i := range tokens {
			r.forms = append(r.forms, tokens[i].Form)
		}
		if s.Kind == parse.Headline {
			if c := capitalsOf(tokens); c != told {
				if spelled == nil {
					spelled = spell(d)
				}
				for i, form := range r.forms {
					r.forms[i] = spelled.of(form, i, c)
				}
			}
		}
		r.words = r.words[:0]
		for _, form := range r.forms {
			r.words = append(r.words, p.words.Word(form))
		}
		r.tags = p.tag.Tag(r.words, &r.tag, r.tags[:0])
		r.arcs = p.depend.Parse(r.words, r.tags, &r.depend, r.arcs[:0])
		r.heads, r.rels = r.heads[:0], r.rels[:0]
		for _, a := range r.arcs {
			r.heads, r.rels = append(r.heads, a.Head), append(r.rels, a.Rel)
		}
		whole := feats.Sentence{Words: r.words, Tags: r.tags, Heads: r.heads, Rels: r.rels}
		for i := range tokens {
			t, tag := &tokens[i], p.tag.Tags()[r.tags[i]]
			t.UPOS, t.XPOS = tag.UPOS, tag.XPOS
			t.Lemma = p.lemma.Lemma(r.forms[i], r.tags[i])
			t.Head, t.Rel = parse.NoHead, r.rels[i]
			if h := r.heads[i]; h >= 0 {
				t.Head = s.First + h
			}
			t.Feats = p.feats.Feats(&whole, i, &r.feats)
		}
	}
}
