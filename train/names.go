package train

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"math/rand/v2"
	"strconv"
	"strings"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
	"github.com/tocsin-desk/tocsin/parse/conllu"
	"github.com/tocsin-desk/tocsin/parse/entity"
	"github.com/tocsin-desk/tocsin/parse/model"
	"github.com/tocsin-desk/tocsin/parse/pipeline"
	"github.com/tocsin-desk/tocsin/parse/sentence"
	"github.com/tocsin-desk/tocsin/parse/token"
	"github.com/tocsin-desk/tocsin/parse/word"
)

// A NameDoc is a text with its right names.
type NameDoc struct {
	Doc     *parse.Doc
	Names   []parse.Name
	Partial bool // only persons, organisations and places were annotated
}

// A NameSet is one corpus of names to learn from.
type NameSet struct {
	Name, Licence string    // as the model's header shows them
	Data          io.Reader // not compressed
	Treebank      bool      // CoNLL-U with "Entity=" (GUM); else a token a line, see ReadTagged
}

// A RawText is text without annotation, a paragraph a line. A first model reads it, and what it finds
// there again and again the final model may ask for.
type RawText struct {
	Name, Licence string
	Data          io.Reader
}

// NameOptions says how to train the name model.
type NameOptions struct {
	Epochs int      // passes over the texts; 0: 10
	Seed   uint64   // of the order of texts
	Prune  float64  // weights below this many updates are dropped
	Genres []string // of GUM; empty: all
	Every  int      // of the raw text, one block of lines in so many is read; 0: all
	Log    func(format string, args ...any)
}

const (
	nameEpochs = 10
	rawLines   = 20 // lines of raw text that make one text
	maxRawLine = 1 << 20
	seenBits   = 18 // 2^18 slots of 4 bytes: 1 MiB, half of it used
)

// Names trains the whole name model in two rounds: a first model without tags reads the raw text,
// the final one learns with tags and with what the first one found. syntax is the model that cuts and
// tags. Same data, lexicon and options give the same bytes.
func Names(sets []NameSet, raw []RawText, syntax *model.File, lex *lexicon.Set, o NameOptions) ([]byte, error) {
	if o.Epochs == 0 {
		o.Epochs = nameEpochs
	}
	if o.Log == nil {
		o.Log = func(string, ...any) {}
	}
	t := &names{NameOptions: o, lex: lex, header: model.Header{Language: "en", Task: "names", Seed: o.Seed, Settings: map[string]string{
		"epochs": strconv.Itoa(o.Epochs), "prune": strconv.FormatFloat(o.Prune, 'g', -1, 64), "genres": strings.Join(o.Genres, ","),
		"raw text, one block in": strconv.Itoa(max(o.Every, 1)), "syntax": syntax.Hash(), "lexicon": lex.Hash(),
	}}}
	b, err := t.train(sets, raw, syntax)
	if err != nil {
		return nil, fmt.Errorf("train names: %w", err)
	}
	return b, nil
}

// names is a training while it runs.
type names struct {
	NameOptions
	lex    *lexicon.Set
	header model.Header
}

func (t *names) train(sets []NameSet, raw []RawText, syntax *model.File) ([]byte, error) {
	docs, err := t.read(sets)
	if err != nil {
		return nil, err
	}
	untag(docs)
	first, err := t.round(docs, nil)
	if err != nil {
		return nil, err
	}
	var seen []byte
	if len(raw) > 0 {
		if seen, err = t.tally(first, raw, syntax); err != nil {
			return nil, err
		}
	}
	p, err := pipeline.New(syntax)
	if err != nil {
		return nil, err
	}
	for _, d := range docs {
		p.Given(d.Doc)
	}
	return t.round(docs, seen)
}

// read returns the texts of every corpus and enters them in the header.
func (t *names) read(sets []NameSet) ([]NameDoc, error) {
	var all []NameDoc
	for _, s := range sets {
		sum := sha256.New()
		r := io.TeeReader(s.Data, sum)
		var docs []NameDoc
		var err error
		if s.Treebank {
			var sents []*conllu.Sentence
			if sents, err = conllu.All(r); err == nil {
				docs, err = TreebankNames(sents, t.Genres)
			}
		} else {
			docs, err = ReadTagged(r, true)
		}
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", s.Name, err)
		}
		words := 0
		for _, d := range docs {
			words += len(d.Doc.Tokens)
		}
		t.header.Data = append(t.header.Data, model.DataSet{Name: s.Name, Licence: s.Licence, SHA256: hex.EncodeToString(sum.Sum(nil)), Words: words})
		t.Log("%s: %d texts, %d words", s.Name, len(docs), words)
		all = append(all, docs...)
	}
	return all, nil
}

// untag takes the gold tags off: the reader will have the tagger's.
func untag(docs []NameDoc) {
	for _, d := range docs {
		for i := range d.Doc.Tokens {
			d.Doc.Tokens[i].UPOS, d.Doc.Tokens[i].XPOS = "", ""
		}
	}
}

// round trains one model and returns its file.
func (t *names) round(docs []NameDoc, seen []byte) ([]byte, error) {
	trainer, err := entity.NewTrainer(t.lex, seen, t.Seed)
	if err != nil {
		return nil, err
	}
	rng := rand.New(rand.NewPCG(t.Seed, 1))
	order := make([]int, len(docs))
	for i := range order {
		order[i] = i
	}
	for e := range t.Epochs {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		decided, right := 0, 0
		for _, i := range order {
			n, ok := trainer.Learn(docs[i].Doc, docs[i].Names, docs[i].Partial)
			decided, right = decided+n, right+ok
		}
		t.Log("epoch %d: %.2f%% of %d labels right", e+1, 100*float64(right)/float64(max(decided, 1)), decided)
	}
	weights, err := trainer.Freeze(t.Prune)
	if err != nil {
		return nil, err
	}
	sections := []model.Section{{Name: entity.Section, Data: weights}}
	if seen != nil {
		sections = append(sections, model.Section{Name: entity.Seen, Data: seen})
	}
	return model.Encode(t.header, sections)
}

// tally reads the raw text with the first model and returns what it found.
func (t *names) tally(file []byte, raw []RawText, syntax *model.File) ([]byte, error) {
	f, err := model.Open(file)
	if err != nil {
		return nil, err
	}
	first, err := entity.Open(f)
	if err != nil {
		return nil, err
	}
	c, err := newCutter(syntax)
	if err != nil {
		return nil, err
	}
	tally := entity.NewTally()
	for _, r := range raw {
		sum, words := sha256.New(), 0
		lines := bufio.NewScanner(io.TeeReader(r.Data, sum))
		lines.Buffer(nil, maxRawLine)
		var block strings.Builder
		flush := func() {
			d := c.cut(block.String())
			words += len(d.Tokens)
			tally.Add(first, d, t.lex)
			block.Reset()
		}
		for n := 0; lines.Scan(); n++ {
			if t.Every > 1 && n/rawLines%t.Every != 0 {
				continue
			}
			block.WriteString(lines.Text())
			block.WriteByte('\n')
			if n%rawLines == rawLines-1 {
				flush()
			}
		}
		if err := lines.Err(); err != nil {
			return nil, fmt.Errorf("read %s: %w", r.Name, err)
		}
		flush()
		t.header.Data = append(t.header.Data, model.DataSet{Name: r.Name, Licence: r.Licence, SHA256: hex.EncodeToString(sum.Sum(nil)), Words: words})
		t.Log("%s: %d words", r.Name, words)
	}
	return tally.Freeze(seenBits), nil
}

// A cutter makes docs with sentences and tokens and nothing else.
type cutter struct {
	token *token.Tokenizer
	sent  *sentence.Segmenter
}

func newCutter(syntax *model.File) (c cutter, err error) {
	if c.token, err = token.Open(syntax); err != nil {
		return c, err
	}
	c.sent, err = sentence.Open(syntax)
	return c, err
}

func (c cutter) cut(text string) *parse.Doc {
	d := &parse.Doc{Text: text}
	tokens := c.token.Tokens(text, nil)
	spans, words := make([]tocsin.Span, len(tokens)), make([]word.Word, len(tokens))
	for i, t := range tokens {
		spans[i], words[i] = t.Span, word.Of(t.Span.Of(text))
	}
	first := 0
	for _, end := range c.sent.Ends(text, spans, words, nil) {
		s := parse.Sentence{First: len(d.Tokens)}
		for _, t := range tokens[first:end.Token] {
			parts := []tocsin.Span{t.Span}
			if t.Cut > 0 {
				parts = []tocsin.Span{{Start: t.Span.Start, End: t.Cut}, {Start: t.Cut, End: t.Span.End}}
			}
			for _, p := range parts {
				d.Tokens = append(d.Tokens, parse.Token{Span: p, Form: p.Of(text), Head: parse.NoHead, Sent: len(d.Sents)})
			}
		}
		s.End = len(d.Tokens)
		s.Span = d.Span(parse.Range{First: s.First, End: s.End})
		d.Sents = append(d.Sents, s)
		first = end.Token
	}
	return d
}
