package train

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"unicode/utf8"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/coder/actor"
	"github.com/tocsin-desk/tocsin/coder/attribute"
	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
	"github.com/tocsin-desk/tocsin/parse/model"
	"github.com/tocsin-desk/tocsin/parse/plain"
	"github.com/tocsin-desk/tocsin/train/neural"
)

// A StatementText is an article with the attributions that annotators marked in it; spans count bytes.
type StatementText struct {
	Article tocsin.Article
	Gold    [][]attribute.Gold // of each annotator
	Discard []tocsin.Span      // text that the annotators set aside
}

// maxStatementLine bounds one line of a corpus of attributions.
const maxStatementLine = 16 << 20

// ReadStatementTexts reads a corpus of attributions, a JSON object a line; the card of the model describes it. Errors name
// the line; those of the content wrap tocsin.ErrInvalid.
func ReadStatementTexts(r io.Reader) ([]StatementText, error) {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, maxStatementLine)
	var out []StatementText
	n := 1
	for ; lines.Scan() && n <= maxTexts; n++ {
		if len(bytes.TrimSpace(lines.Bytes())) == 0 {
			continue
		}
		t, err := statementText(lines.Bytes())
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		out = append(out, t)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("line %d: %w", n, err)
	}
	return out, nil
}

func statementText(line []byte) (StatementText, error) {
	type version = []struct{ Source, Cue, Content []tocsin.Span }
	var raw struct {
		ID           tocsin.ArticleID
		Text         string
		Title        string
		Date         string
		Outlet       string
		Attributions version
		Alt          map[string]version // by annotator
		Discard      []tocsin.Span
	}
	if err := json.Unmarshal(line, &raw); err != nil {
		return StatementText{}, fmt.Errorf("%w: %w", err, tocsin.ErrInvalid)
	}
	offsets := tocsin.NewOffsets(raw.Text)
	runes := utf8.RuneCountInString(raw.Text)
	var bad error
	inBytes := func(in []tocsin.Span) []tocsin.Span {
		out := make([]tocsin.Span, len(in))
		for i, s := range in {
			out[i] = offsets.ByteSpan(s)
			err := out[i].Validate(raw.Text)
			if s.End > runes {
				err = fmt.Errorf("span [%d,%d) outside text of %d characters: %w", s.Start, s.End, runes, tocsin.ErrInvalid)
			}
			if err != nil && bad == nil {
				bad = err
			}
		}
		return out
	}
	t := StatementText{
		Article: tocsin.Article{ID: raw.ID, Text: raw.Text, Title: raw.Title, Date: raw.Date, Outlet: raw.Outlet, Lang: "en"},
		Discard: inBytes(raw.Discard),
	}
	add := func(v version) {
		gold := make([]attribute.Gold, len(v))
		for i, a := range v {
			gold[i] = attribute.Gold{Source: inBytes(a.Source), Cue: inBytes(a.Cue), Content: inBytes(a.Content)}
		}
		t.Gold = append(t.Gold, gold)
	}
	add(raw.Attributions)
	for _, name := range slices.Sorted(maps.Keys(raw.Alt)) {
		add(raw.Alt[name])
	}
	return t, bad
}

// StatementOptions says how to train the model of attribution.
type StatementOptions struct {
	Epochs int               // passes over the texts; 0: 6
	Seed   uint64            // of the order of examples
	Models map[string]string // hashes of the models and tables that the texts are read with, for the header
	Log    func(format string, args ...any)
}

// The sizes of the two parts of the model, and how they learn.
const (
	statementEpochs = 6
	cueRows         = 16384 // of the hashed hints
	cueWidth        = 64    // of the hidden layer
	cueBatch        = 128   // words
	roleRows        = 16384
	roleWidth       = 96
	roleBatch       = 16 // windows
	statementRate   = 0.001
	statementDrop   = 0.5 // dropout of the hidden layer
	statementBlind  = 0.2 // hints that are hidden
)

// Statements trains the model of attribution. read makes a doc of an article as the program itself will see it, with the
// vectors of its words. Same corpora, models, lexicon and options give the same bytes on the same kind of processor.
func Statements(corpora []Source, read func(a *tocsin.Article) *parse.Doc, lex *lexicon.Set, o StatementOptions) ([]byte, error) {
	if o.Epochs == 0 {
		o.Epochs = statementEpochs
	}
	if o.Log == nil {
		o.Log = func(string, ...any) {}
	}
	header := model.Header{Language: "en", Task: "statements", Seed: o.Seed, Settings: map[string]string{
		"learning": fmt.Sprintf("%d epochs, batches of %d words and %d windows, rate %g, dropout %g, hidden hints %g", o.Epochs, cueBatch, roleBatch, statementRate, statementDrop, statementBlind),
		"cues":     fmt.Sprintf("%d rows of %d", cueRows, cueWidth), "roles": fmt.Sprintf("%d rows of %d", roleRows, roleWidth),
	}}
	for name, hash := range o.Models {
		header.Settings[name] = hash
	}
	var lessons [][]*attribute.Lesson
	for _, c := range corpora {
		set := model.DataSet{Name: c.Name, Licence: c.Licence}
		sum := sha256.New()
		texts, err := ReadStatementTexts(io.TeeReader(c.Data, sum))
		if err != nil {
			return nil, fmt.Errorf("train statements: read %s: %w", c.Name, err)
		}
		for i := range texts {
			l, words := textLessons(&texts[i], read, lex)
			lessons, set.Words = append(lessons, l), set.Words+words
		}
		set.SHA256 = hex.EncodeToString(sum.Sum(nil))
		header.Data = append(header.Data, set)
		o.Log("%s: %d texts, %d words", c.Name, len(texts), set.Words)
	}
	t := statements{StatementOptions: o, lessons: lessons}
	sections, err := t.train()
	if err != nil {
		return nil, fmt.Errorf("train statements: %w", err)
	}
	return model.Encode(header, sections)
}

// statements is a training while it runs.
type statements struct {
	StatementOptions
	lessons [][]*attribute.Lesson // by text
}

// train learns the cues of all texts, and the roles with the cues that a model of the other half of the texts finds: one
// that knows a text finds too many.
func (t *statements) train() ([]model.Section, error) {
	var cues, roles []*neural.Sequence
	var half [2][]*neural.Sequence
	for i, versions := range t.lessons {
		for _, l := range versions {
			s := sequences(l.Cues(cueRows))
			cues, half[i%2] = append(cues, s...), append(half[i%2], s...)
		}
	}
	if len(half[0]) == 0 || len(half[1]) == 0 {
		return nil, fmt.Errorf("%d texts with words that may be cues, 2 needed: %w", len(t.lessons), tocsin.ErrInvalid)
	}
	t.Log("%d words that may be cues", len(cues))
	for k := range half {
		m, err := attribute.OpenCues(t.learnCues(half[1-k]))
		if err != nil {
			return nil, err
		}
		for i := k; i < len(t.lessons); i += 2 {
			for _, l := range t.lessons[i] {
				roles = append(roles, sequences(l.Roles(roleRows, m))...)
			}
		}
	}
	if len(roles) == 0 {
		return nil, fmt.Errorf("no attribution in the texts: %w", tocsin.ErrInvalid)
	}
	t.Log("%d attributions", len(roles))
	return []model.Section{{Name: attribute.SectionCues, Data: t.learnCues(cues)}, {Name: attribute.SectionRoles, Data: t.learnRoles(roles)}}, nil
}

func (t *statements) learnCues(seqs []*neural.Sequence) []byte {
	return t.learn(seqs, cueBatch, neural.LabelPlan{Hidden: cueWidth, Rows: cueRows, Labels: attribute.CueLabels, Follows: attribute.CueFollows})
}

func (t *statements) learnRoles(seqs []*neural.Sequence) []byte {
	return t.learn(seqs, roleBatch, neural.LabelPlan{Hidden: roleWidth, Rows: roleRows, Labels: attribute.RoleLabels, Layers: attribute.RoleLayers, Follows: attribute.RoleFollows})
}

func (t *statements) learn(seqs []*neural.Sequence, batch int, p neural.LabelPlan) []byte {
	p.Dim = len(seqs[0].Vectors) / len(seqs[0].Hints)
	l := neural.NewLabels(p, t.Seed, t.Log)
	l.Learn(func() []*neural.Sequence { return seqs }, neural.Schedule{Epochs: t.Epochs, Batch: batch, Rate: statementRate, Warm: 100, Hidden: statementDrop, Blind: statementBlind})
	return l.Freeze()
}

func sequences(in []attribute.Example) []*neural.Sequence {
	out := make([]*neural.Sequence, len(in))
	for i, e := range in {
		out[i] = &neural.Sequence{Vectors: e.Vectors, Hints: e.Hints, May: e.May}
	}
	return out
}

// textLessons reads one text as the program reads it, without what only printing put there: a lesson of each annotator.
func textLessons(t *StatementText, read func(a *tocsin.Article) *parse.Doc, lex *lexicon.Set) ([]*attribute.Lesson, int) {
	d := read(&t.Article)
	printed := plain.Of(t.Article.Text)
	clean := func(in []tocsin.Span) []tocsin.Span {
		out := make([]tocsin.Span, 0, len(in))
		for _, s := range in {
			if s = printed.Plain(s); !s.Empty() && s.End <= len(d.Text) { // of a very long text only the front is read
				out = append(out, s)
			}
		}
		return out
	}
	a := t.Article
	a.Text = d.Text
	cast := actor.Resolve(d, lex, &a)
	var out []*attribute.Lesson
	for _, version := range t.Gold {
		gold := make([]attribute.Gold, len(version))
		for i, g := range version {
			gold[i] = attribute.Gold{Source: clean(g.Source), Cue: clean(g.Cue), Content: clean(g.Content)}
		}
		out = append(out, attribute.NewLesson(d, cast, lex, &a, gold, clean(t.Discard)))
	}
	return out, len(d.Tokens)
}
