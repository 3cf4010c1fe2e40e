package app

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"runtime/debug"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/coder"
	"github.com/tocsin-desk/tocsin/coder/act"
	"github.com/tocsin-desk/tocsin/coder/attribute"
	petrarchcoder "github.com/tocsin-desk/tocsin/coder/petrarch"
	"github.com/tocsin-desk/tocsin/coder/where"
	"github.com/tocsin-desk/tocsin/gazetteer"
	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/lexicon/petrarch"
	"github.com/tocsin-desk/tocsin/link"
	"github.com/tocsin-desk/tocsin/parse"
	"github.com/tocsin-desk/tocsin/parse/conllu"
	"github.com/tocsin-desk/tocsin/parse/coref"
	"github.com/tocsin-desk/tocsin/parse/entity"
	"github.com/tocsin-desk/tocsin/parse/lang"
	"github.com/tocsin-desk/tocsin/parse/pipeline"
	"github.com/tocsin-desk/tocsin/parse/plain"
	"github.com/tocsin-desk/tocsin/parse/when"
)

// MaxText is how many bytes of one article are read: 200,000 characters is a book chapter, and what is
// longer is a dump. The rest is kept and searchable, and the reading says so.
const MaxText = 200_000

// A Reader turns articles into readings: the pure middle of the house, in order.
// It is safe for many goroutines.
type Reader struct {
	lang    *lang.Detector
	pipe    *pipeline.Pipeline
	names   *entity.Model
	chains  *coref.Model
	models  coder.Models
	lex     *lexicon.Set
	world   *where.World
	dict    *petrarch.Dictionary // nil: codes with the lexicon
	version tocsin.Versions
}

// NewReader loads the embedded models; program is the version of the program itself.
func NewReader(lex *lexicon.Set, gaz *gazetteer.Gazetteer, program string) (*Reader, error) {
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
	said, err := attribute.English()
	if err != nil {
		return nil, fmt.Errorf("load model of statements: %w", err)
	}
	world, err := where.NewWorld(lex, gaz)
	if err != nil {
		return nil, fmt.Errorf("load tables of places: %w", err)
	}
	votes, err := act.English()
	if err != nil {
		return nil, fmt.Errorf("load classifier of events: %w", err)
	}
	models := pipe.Hash()[:12] + "-" + names.Hash()[:12] + "-" + chains.Hash()[:12] + "-" + votes.Hash()[:12] + "-" + said.Hash()[:12]
	return &Reader{lang.New(), pipe, names, chains, coder.Models{Statements: said, Events: votes}, lex, world, nil, tocsin.Versions{Tocsin: program, Model: models, Lexicon: lex.Hash()[:12] + stamp(gaz)}}, nil
}

// stamp is what the version of the lexicon says of the gazetteer: nothing of the project's own places, which are the
// lexicon's.
func stamp(gaz *gazetteer.Gazetteer) string {
	h := sha256.New()
	layers := gaz.Layers()
	for _, l := range layers[1:] {
		h.Write([]byte(l.Hash))
	}
	if len(layers) == 1 {
		return ""
	}
	return "-" + hex.EncodeToString(h.Sum(nil))[:12]
}

// RulesAlone returns a reader that finds statements by its rules, without the weights of the trained model.
func (r *Reader) RulesAlone() *Reader {
	alone := *r
	alone.models.Statements = nil
	alone.version.Model = strings.TrimSuffix(r.version.Model, "-"+r.models.Statements.Hash()[:12])
	return &alone
}

// World returns what the reader knows of places.
func (r *Reader) World() *where.World { return r.world }

// Parse reads the language of an article, vectors of its words included, and nothing of its matter; nil where its own trees
// are unreadable.
func (r *Reader) Parse(a *tocsin.Article) *parse.Doc {
	text, _ := cut(a.Text)
	clean, _ := plainly(a, text)
	d, err := r.parse(clean)
	if err != nil {
		return nil
	}
	d.Lang = lang.English
	return d
}

// WithVotes returns a reader that codes events with another classifier. It is for training.
func (r *Reader) WithVotes(v *act.Votes) *Reader {
	out := *r
	out.models.Events = v
	return &out
}

// Examples returns the words of an article that the classifier of events is asked about. It is for training.
func (r *Reader) Examples(a *tocsin.Article) []act.Example {
	d := r.Parse(a)
	if d == nil {
		return nil
	}
	return coder.Examples(a, d, r.lex, r.world, r.models)
}

// Models names what a text is read with before its statements are found: the hash of each model, and of the lexicon.
func (r *Reader) Models() map[string]string {
	return map[string]string{"syntax": r.pipe.Hash(), "names": r.names.Hash(), "coref": r.chains.Hash(), "lexicon": r.lex.Hash()}
}

// Version says what the readings are made by.
func (r *Reader) Version() tocsin.Versions { return r.version }

// Read reads one article. It never fails: what can't be read is kept, with the reason in Skipped.
func (r *Reader) Read(a *tocsin.Article) (reading *tocsin.Reading) {
	defer func() {
		// A bug in a rule must cost one article, not the run; the article is kept, marked and counted.
		if p := recover(); p != nil {
			reading = r.empty(a, a.Lang, fmt.Sprintf("internal error: %v at %s", p, culprit(debug.Stack())))
		}
	}()
	language := r.language(a)
	if !english(language) && a.Ask == nil {
		return r.empty(a, language, fmt.Sprintf("no model for language %q", language))
	}
	text, rest := cut(a.Text)
	clean, printed := plainly(a, text)
	d, misfit := r.parse(clean)
	d.Lang = lang.English
	if r.dict != nil {
		reading = petrarchcoder.Code(clean, d, r.dict)
	} else {
		reading = coder.Code(clean, d, r.lex, r.world, r.models)
		reading.Links = link.Within(reading, clean.Text)
	}
	if printed.Changed() {
		reading = reading.Map(printed.Printed)
	}
	reading.Version = r.version
	if misfit != nil {
		reading.Skipped = misfit.Error() + "; it isn't used"
	}
	if rest > 0 {
		reading.Skipped = fmt.Sprintf("the last %d of %d bytes were not read", rest, len(a.Text))
	}
	return reading
}

// sureText is how many bytes a text must have to be believed against what its source says of its language: many pages
// in other languages come in a frame that says "en".
const sureText = 200

// language returns the language of an article: as given, else as its text tells.
func (r *Reader) language(a *tocsin.Article) string {
	if a.Lang != "" && (!english(a.Lang) || len(a.Text) < sureText) {
		return a.Lang
	}
	found := r.lang.Detect(a.Text)
	if a.Lang != "" && (found == lang.English || found == lang.Unknown) {
		return a.Lang
	}
	return found
}

func english(tag string) bool {
	base, _, _ := strings.Cut(strings.ToLower(tag), "-")
	return base == lang.English
}

// plainly returns the article with the part of its text that is read, without what only printing put there, and the way
// back. Trees that came with an article are trees of the text as it is.
func plainly(a *tocsin.Article, text string) (*tocsin.Article, plain.Text) {
	clean := *a
	if clean.Text = text; a.Ask != nil && a.Ask.CoNLLU != "" {
		return &clean, plain.Text{Text: text}
	}
	t := plain.Of(text)
	if clean.Text = t.Text; a.Ask != nil && t.Changed() {
		ask := *a.Ask
		ask.Dyads, ask.Toponyms = slices.Clone(ask.Dyads), slices.Clone(ask.Toponyms)
		for i := range ask.Dyads {
			d := &ask.Dyads[i]
			d.Source, d.Target = t.Plain(d.Source), t.Plain(d.Target)
		}
		for i := range ask.Toponyms {
			ask.Toponyms[i] = t.Plain(ask.Toponyms[i])
		}
		clean.Ask = &ask
	}
	return &clean, t
}

// parse fills a Doc, from the caller's own trees where there are any and they are trees of this text; misfit says why they aren't.
func (r *Reader) parse(a *tocsin.Article) (d *parse.Doc, misfit error) {
	if a.Ask != nil && a.Ask.CoNLLU != "" {
		sents, err := conllu.All(strings.NewReader(a.Ask.CoNLLU))
		if err == nil {
			d, err = conllu.Doc(a.Text, sents)
		}
		if err != nil {
			misfit = fmt.Errorf("the parse that came with the article: %w", err)
		} else {
			r.pipe.Vectors(d)
		}
	}
	if d == nil || misfit != nil {
		d = r.pipe.Parse(a.Text)
	}
	day, dated := a.Day()
	d.Names = r.names.Names(d, r.lex)
	d.Roles = entity.Roles(d, r.lex)
	d.Times = when.Find(d, r.lex, day, dated)
	r.chains.Resolve(d, r.lex)
	return d, misfit
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

func (r *Reader) empty(a *tocsin.Article, language, why string) *tocsin.Reading {
	return &tocsin.Reading{ID: a.ID, Version: r.version, Lang: language, Skipped: why}
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
