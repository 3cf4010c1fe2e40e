package app

import (
	"fmt"
	"runtime/debug"
	"strings"
	"unicode/utf8"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/coder"
	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/link"
	"github.com/tocsin-desk/tocsin/parse"
	"github.com/tocsin-desk/tocsin/parse/conllu"
	"github.com/tocsin-desk/tocsin/parse/coref"
	"github.com/tocsin-desk/tocsin/parse/entity"
	"github.com/tocsin-desk/tocsin/parse/lang"
	"github.com/tocsin-desk/tocsin/parse/pipeline"
	"github.com/tocsin-desk/tocsin/parse/when"
)

// MaxText is how many bytes of one article are read: 200,000 characters is a book chapter, and what is
// longer is a dump. The rest is kept and searchable, and the reading says so.
const MaxText = 200_000

// A Reader turns articles into readings: the pure middle of the house, in order.
// It is safe for many goroutines.
type Reader struct {
	pipe    *pipeline.Pipeline
	names   *entity.Model
	chains  *coref.Model
	lex     *lexicon.Set
	version tocsin.Versions
}

// NewReader loads the embedded models; program is the version of the program itself.
func NewReader(lex *lexicon.Set, program string) (*Reader, error) {
	pipe, err := pipeline.English()
	if err != nil {
		return nil, fmt.Errorf("load language model: %w", err)
	}
	names, err := entity.English()
	if err != nil {
		return nil, fmt.Errorf("load name model: %w", err)
	}
	chains, err := coref.English()
	if err != nil {
		return nil, fmt.Errorf("load coreference model: %w", err)
	}
	models := pipe.Hash()[:12] + "-" + names.Hash()[:12] + "-" + chains.Hash()[:12]
	return &Reader{pipe, names, chains, lex, tocsin.Versions{Tocsin: program, Model: models, Lexicon: lex.Hash()[:12]}}, nil
}

// Version says what the readings are made by.
func (r *Reader) Version() tocsin.Versions { return r.version }

// Read reads one article. It never fails: what can't be read is kept, with the reason in Skipped.
func (r *Reader) Read(a *tocsin.Article) (reading *tocsin.Reading) {
	defer func() {
		// A bug in a rule must cost one article, not the run; the article is kept, marked and counted.
		if p := recover(); p != nil {
			reading = r.empty(a, fmt.Sprintf("internal error: %v at %s", p, culprit(debug.Stack())))
		}
	}()
	language := a.Lang
	if language == "" {
		language = lang.Detect(a.Text)
	}
	if base, _, _ := strings.Cut(strings.ToLower(language), "-"); base != "en" && a.Ask == nil {
		return r.empty(a, fmt.Sprintf("no model for language %q", language))
	}
	text, rest := cut(a.Text)
	d, err := r.parse(a, text)
	if err != nil {
		return r.empty(a, err.Error())
	}
	d.Lang = "en"
	reading = coder.Code(a, d, r.lex)
	reading.Links = link.Within(reading, a.Text)
	reading.Version = r.version
	if rest > 0 {
		reading.Skipped = fmt.Sprintf("the last %d of %d bytes were not read", rest, len(a.Text))
	}
	return reading
}

// parse fills a Doc, from the caller's own trees where there are any.
func (r *Reader) parse(a *tocsin.Article, text string) (*parse.Doc, error) {
	var d *parse.Doc
	if a.Ask != nil && a.Ask.CoNLLU != "" {
		sents, err := conllu.All(strings.NewReader(a.Ask.CoNLLU))
		if err == nil {
			d, err = conllu.Doc(text, sents)
		}
		if err != nil {
			return nil, fmt.Errorf("the parse that came with the article: %w", err)
		}
	} else {
		d = r.pipe.Parse(text)
	}
	day, dated := a.Day()
	d.Names = r.names.Names(d, r.lex)
	d.Times = when.Find(d, day, dated)
	r.chains.Resolve(d, r.lex)
	return d, nil
}

// culprit finds the line of ours that panicked: the first one below the panic itself.
func culprit(stack []byte) string {
	_, below, _ := strings.Cut(string(stack), "panic(")
	for line := range strings.Lines(below) {
		if i := strings.Index(line, "/tocsin/"); i >= 0 && strings.HasPrefix(line, "\t") {
			at, _, _ := strings.Cut(strings.TrimSpace(line[i+len("/tocsin/"):]), " ")
			return at
		}
	}
	return "an unknown place"
}

func (r *Reader) empty(a *tocsin.Article, why string) *tocsin.Reading {
	return &tocsin.Reading{ID: a.ID, Version: r.version, Lang: a.Lang, Skipped: why}
}

// cut returns the part of a text that is read, ending with a whole paragraph where it can.
func cut(text string) (read string, rest int) {
	if len(text) <= MaxText {
		return text, 0
	}
	at := MaxText
	for at > 0 && !utf8.RuneStart(text[at]) {
		at--
	}
	if nl := strings.LastIndexByte(text[:at], '\n'); nl > MaxText/2 {
		at = nl
	}
	return text[:at], len(text) - at
}
