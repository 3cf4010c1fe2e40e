package train

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
	"github.com/tocsin-desk/tocsin/parse/conllu"
	"github.com/tocsin-desk/tocsin/parse/entity"
	"github.com/tocsin-desk/tocsin/parse/model"
	"github.com/tocsin-desk/tocsin/parse/pipeline"
	"github.com/tocsin-desk/tocsin/train/neural"
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
	Genres []string // of GUM; empty: all
	Every  int      // of the raw text, one block of lines in so many is read; 0: all
	Log    func(format string, args ...any)
}

const (
	nameEpochs = 6
	nameBatch  = 16     // sentences
	nameRate   = 0.0005 // of Adam
	nameDrop   = 0.4    // dropout of the hidden layer
	nameBlind  = 0.2    // hints that are hidden
	ownEvery   = 8      // of the raw texts, one in so many is learned from
	hintRows   = 32768  // of the hashed hints
	hintWidth  = 48     // of the hidden layer
	rawLines   = 20     // lines of raw text that make one text
	maxRawLine = 1 << 20
	seenBits   = 18 // 2^18 slots of 4 bytes: 1 MiB, half of it used
)

// Names trains the whole name model in two rounds: a first model reads the raw text; the final one learns with a table of
// what the first one found there, and from some of those texts as the first one and the rules over whole texts read them.
// syntax is the model whose vectors of the words it learns from. Same data, lexicon and options give the same bytes on
// the same kind of processor.
func Names(sets []NameSet, raw []RawText, syntax *model.File, lex *lexicon.Set, o NameOptions) ([]byte, error) {
	if o.Epochs == 0 {
		o.Epochs = nameEpochs
	}
	if o.Log == nil {
		o.Log = func(string, ...any) {}
	}
	t := &names{NameOptions: o, lex: lex, header: model.Header{Language: "en", Task: "names", Seed: o.Seed, Settings: map[string]string{
		"learning": fmt.Sprintf("%d epochs, batches of %d, rate %g, dropout %g, hidden hints %g", o.Epochs, nameBatch, nameRate, nameDrop, nameBlind),
		"hints":    fmt.Sprintf("%d rows of %d", hintRows, hintWidth), "genres": strings.Join(o.Genres, ","), "own texts, one in": strconv.Itoa(ownEvery),
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
	p, err := pipeline.New(syntax)
	if err != nil {
		return nil, err
	}
	for _, d := range docs {
		p.Given(d.Doc)
	}
	if len(raw) == 0 {
		return t.round(docs, nil)
	}
	first, err := t.round(docs, nil)
	if err != nil {
		return nil, err
	}
	seen, own, err := t.tally(first, raw, p)
	if err != nil {
		return nil, err
	}
	return t.round(append(docs, own...), seen)
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

// round trains one model and returns its file.
func (t *names) round(docs []NameDoc, seen []byte) ([]byte, error) {
	teacher, err := entity.NewTeacher(t.lex, seen, hintRows, t.Seed)
	if err != nil {
		return nil, err
	}
	draw := func() (seqs []*neural.Sequence) {
		for _, d := range docs {
			for _, e := range teacher.Examples(d.Doc, d.Names, d.Partial) {
				seqs = append(seqs, &neural.Sequence{Vectors: d.Doc.Vectors[e.First*d.Doc.Dim : e.End*d.Doc.Dim], Hints: e.Hints, May: e.May})
			}
		}
		return seqs
	}
	l := neural.NewLabels(neural.LabelPlan{Dim: docs[0].Doc.Dim, Hidden: hintWidth, Rows: hintRows, Labels: entity.Labels, Follows: entity.Follows}, t.Seed, t.Log)
	l.Learn(draw, neural.Schedule{Epochs: t.Epochs, Batch: nameBatch, Rate: nameRate, Warm: 100, Hidden: nameDrop, Blind: nameBlind})
	weights := l.Freeze()
	sections := []model.Section{{Name: entity.Section, Data: weights}}
	if seen != nil {
		sections = append(sections, model.Section{Name: entity.Seen, Data: seen})
	}
	return model.Encode(t.header, sections)
}

// tally reads the raw text with the first model and returns what it found: a table of all, and some of the texts with
// the names that the model and the rules over the whole text give them.
func (t *names) tally(file []byte, raw []RawText, p *pipeline.Pipeline) ([]byte, []NameDoc, error) {
	f, err := model.Open(file)
	if err != nil {
		return nil, nil, err
	}
	first, err := entity.Open(f)
	if err != nil {
		return nil, nil, err
	}
	tally := entity.NewTally()
	var own []NameDoc
	blocks := 0
	for _, r := range raw {
		sum, words := sha256.New(), 0
		lines := bufio.NewScanner(io.TeeReader(r.Data, sum))
		lines.Buffer(nil, maxRawLine)
		var block strings.Builder
		flush := func() {
			d := p.Parse(block.String())
			words += len(d.Tokens)
			tally.Add(first, d, t.lex)
			if blocks++; blocks%ownEvery == 0 {
				own = append(own, NameDoc{Doc: d, Names: first.Names(d, t.lex)})
			}
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
			return nil, nil, fmt.Errorf("read %s: %w", r.Name, err)
		}
		flush()
		t.header.Data = append(t.header.Data, model.DataSet{Name: r.Name, Licence: r.Licence, SHA256: hex.EncodeToString(sum.Sum(nil)), Words: words})
		t.Log("%s: %d words", r.Name, words)
	}
	return tally.Freeze(seenBits), own, nil
}
