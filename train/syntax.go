package train

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/parse"
	"github.com/tocsin-desk/tocsin/parse/cluster"
	"github.com/tocsin-desk/tocsin/parse/lemma"
	"github.com/tocsin-desk/tocsin/parse/model"
	"github.com/tocsin-desk/tocsin/parse/net"
	"github.com/tocsin-desk/tocsin/parse/sentence"
	"github.com/tocsin-desk/tocsin/parse/table"
	"github.com/tocsin-desk/tocsin/parse/token"
	"github.com/tocsin-desk/tocsin/parse/word"
	"github.com/tocsin-desk/tocsin/train/neural"
)

// Options of a syntax training.
type Options struct {
	Language string   // BCP 47
	Genres   []string // of GUM; empty: all
	Raw      []Source // plain text, a paragraph a line: clusters of words are learned from it, and the network reads it first
	Dev      []Source // treebanks to measure the finished model on; only the header learns of them
	Seed     uint64
	Epochs   int // passes over the treebanks, half as many where raw sentences are voted on; 0: 8
	Words    int // rows of the vocabulary; 0: 30,000
	Log      func(format string, args ...any)
}

// The settings of the boundaries and clusters, and of the network.
const (
	boundaryEpochs = 8
	boundaryPrune  = 0.3
	clusterWords   = 40_000
	clusterRarest  = 12
	clusterRounds  = 10

	dim      = 128
	hidden   = 128
	layers   = 4
	batch    = 8
	rate     = 0.0015
	blind    = 0.12
	rawBatch = 48
	rawRate  = 0.001
	sample   = 2000 // sentences that show how large activations get

	teachers      = 3      // networks that vote on raw sentences
	teacherDrop   = 0.3    // dropout of their embeddings
	teacherHidden = 0.25   // dropout of their parser layer
	voted         = 60_000 // raw sentences
	pupilDrop     = 0.2
	pupilHidden   = 0.15
)

// affixRows is how many rows each hashed table has.
var affixRows = [net.Tables]int{net.Prefixes: 4096, net.Suffixes2: 1024, net.Suffixes3: 6144, net.Suffixes4: 8192, net.Shapes: 512}

// Syntax trains the whole syntax model.
func Syntax(banks []Source, o Options) ([]byte, error) {
	if o.Epochs == 0 {
		o.Epochs = 8
	}
	if o.Words == 0 {
		o.Words = 30_000
	}
	if o.Log == nil {
		o.Log = func(string, ...any) {}
	}
	t := &syntax{Options: o, header: header(o)}
	for _, b := range banks {
		docs, set, err := b.trees(o.Genres)
		if err != nil {
			return nil, err
		}
		t.docs, t.header.Data = append(t.docs, docs...), append(t.header.Data, set)
		o.Log("%s: %d documents, %d words", b.Name, len(docs), set.Words)
	}
	if len(t.docs) == 0 {
		return nil, fmt.Errorf("train syntax: no treebank: %w", tocsin.ErrInvalid)
	}
	for _, step := range []func() error{t.boundaries, t.lemmas, t.network} {
		if err := step(); err != nil {
			return nil, fmt.Errorf("train syntax: %w", err)
		}
	}
	return t.finish()
}

// finish encodes the model, measures it, and encodes it again with the scores.
func (t *syntax) finish() ([]byte, error) {
	b, err := model.Encode(t.header, t.sections)
	if err != nil {
		return nil, err
	}
	for _, dev := range t.Dev {
		scores, err := measure(b, dev)
		if err != nil {
			return nil, err
		}
		for _, s := range scores {
			t.Log("%s: %s %.2f", s.Set, s.Metric, s.Value)
		}
		t.header.Dev = append(t.header.Dev, scores...)
	}
	return model.Encode(t.header, t.sections)
}

func header(o Options) model.Header {
	return model.Header{
		Language: o.Language, Task: "syntax", Seed: o.Seed, Tags: map[string][]string{},
		Settings: map[string]string{
			"genres":     strings.Join(o.Genres, ","),
			"boundaries": fmt.Sprintf("%d epochs, prune %g", boundaryEpochs, boundaryPrune),
			"clusters":   fmt.Sprintf("%d words seen %d times, %d rounds", clusterWords, clusterRarest, clusterRounds),
			"network":    fmt.Sprintf("%d wide, %d layers, parser %d, %d words", dim, layers, hidden, o.Words),
			"reading":    fmt.Sprintf("1 epoch, batches of %d, rate %g", rawBatch, rawRate),
			"learning":   fmt.Sprintf("%d epochs, batches of %d, rate %g, dropout %g and %g, hidden words %g", o.Epochs, batch, rate, teacherDrop, teacherHidden, blind),
			"voting":     fmt.Sprintf("%d networks on %d sentences; %d epochs over these and twice the treebanks, dropout %g and %g", teachers, voted, o.Epochs/2, pupilDrop, pupilHidden),
		},
	}
}

// syntax is one training under way.
type syntax struct {
	Options
	header   model.Header
	sections []model.Section
	docs     []*parse.Doc
	raw      [][]string // lines of each raw text
	words    cluster.Clusters
	tags     []net.Tag
}

// boundaries trains the tokenizer, the clusters and the sentence segmenter.
func (t *syntax) boundaries() error {
	s, err := token.Train(t.docs, token.Settings{Epochs: boundaryEpochs, Prune: boundaryPrune, Seed: t.Seed})
	if err != nil {
		return err
	}
	t.sections = append(t.sections, s...)
	t.Log("tokens learned")
	if err := t.clusters(); err != nil {
		return err
	}
	s, err = sentence.Train(t.docs, t.words, sentence.Settings{Epochs: boundaryEpochs, Prune: boundaryPrune, Seed: t.Seed})
	t.sections = append(t.sections, s...)
	t.Log("sentence ends learned")
	return err
}

// clusters learns clusters of words from the raw texts and the treebanks' own words.
func (t *syntax) clusters() error {
	if len(t.Raw) == 0 {
		return nil
	}
	file, err := t.soFar()
	if err != nil {
		return err
	}
	tokens, err := token.Open(file)
	if err != nil {
		return err
	}
	var c cluster.Corpus
	for _, r := range t.Raw {
		lines, set, err := r.lines()
		if err != nil {
			return err
		}
		before := c.Len()
		var buf []token.Token
		for _, line := range lines {
			buf = tokens.Tokens(line, buf[:0])
			for _, tok := range buf {
				c.Add(word.Of(line[tok.Span.Start:tok.FirstEnd()]).Norm)
				if tok.Cut > 0 {
					c.Add(word.Of(line[tok.Cut:tok.Span.End]).Norm)
				}
			}
			c.End()
		}
		set.Words = c.Len() - before
		t.raw, t.header.Data = append(t.raw, lines), append(t.header.Data, set)
		t.Log("%s: %d words", r.Name, set.Words)
	}
	for _, d := range t.docs {
		for i := range d.Tokens {
			c.Add(word.Of(d.Tokens[i].Form).Norm)
		}
		c.End()
	}
	s, err := cluster.Train(&c, cluster.Settings{Words: clusterWords, Rarest: clusterRarest, Rounds: clusterRounds, Log: t.Log})
	if err != nil {
		return err
	}
	t.sections = append(t.sections, s...)
	if file, err = t.soFar(); err != nil {
		return err
	}
	t.words, err = cluster.Open(file)
	return err
}

// soFar opens what has been learned.
func (t *syntax) soFar() (*model.File, error) {
	b, err := model.Encode(t.header, t.sections)
	if err != nil {
		return nil, err
	}
	return model.Open(b)
}

// classes numbers what stands in the treebanks, in order of the names.
type classes map[string]int

func (t *syntax) classes(set string, of func(*parse.Token) string) classes {
	seen := map[string]bool{}
	for _, d := range t.docs {
		for i := range d.Tokens {
			seen[of(&d.Tokens[i])] = true
		}
	}
	t.header.Tags[set] = slices.Sorted(maps.Keys(seen))
	c := classes{}
	for i, s := range t.header.Tags[set] {
		c[s] = i
	}
	return c
}

func tagOf(t *parse.Token) string { return net.TagOf(t).String() }

func featsOf(t *parse.Token) string {
	if t.Feats == "" {
		return "_"
	}
	return t.Feats
}

func relOf(t *parse.Token) string { return string(t.Rel) }

// maxTags is how many tags the lemma rules can tell apart.
const maxTags = 256

// lemmas learns the edit rules.
func (t *syntax) lemmas() (err error) {
	t.classes(net.TagSet, tagOf)
	if n := len(t.header.Tags[net.TagSet]); n > maxTags {
		return fmt.Errorf("%d tags, at most %d: %w", n, maxTags, tocsin.ErrTooLarge)
	}
	for _, s := range t.header.Tags[net.TagSet] {
		t.tags = append(t.tags, net.ParseTag(s))
	}
	var s []model.Section
	t.header.Tags[lemma.RuleSet], s, err = lemma.Train(t.docs, t.tags)
	t.sections = append(t.sections, s...)
	t.Log("%d lemma rules learned", len(t.header.Tags[lemma.RuleSet]))
	return err
}

// network trains tags, features and trees: first the encoder reads the raw text, then all learn from the treebanks.
func (t *syntax) network() error {
	v := &net.Vocabulary{Rows: affixRows}
	raw, err := t.readRaw(v)
	if err != nil {
		return err
	}
	known, class, err := vocabulary(t.docs, raw.norms, t.words, t.Words)
	if err != nil {
		return err
	}
	if v.Known, err = table.Open(known); err != nil {
		return err
	}
	v.Rows[net.Words] = len(class)
	golds := [neural.Heads]classes{t.classes(net.TagSet, tagOf), t.classes(net.FeatSet, featsOf)}
	rels := t.classes(net.RelSet, relOf)
	plan := neural.Plan{Dim: dim, Hidden: hidden, Layers: layers, Rows: v.Rows, Rels: len(rels), Heads: [neural.Heads]int{len(golds[0]), len(golds[1])}}
	if len(t.raw) > 0 {
		plan.Classes = frequent + cluster.Fine + 1
	}
	l := neural.New(plan, t.Seed, t.Log)
	examples := t.examples(v, golds, rels)
	if len(t.raw) == 0 {
		l.Learn(examples, t.schedule(t.Epochs, teacherDrop, teacherHidden))
	} else {
		l = t.withRaw(l, examples, raw.examples(v.Known), class)
	}
	b, err := l.Freeze(examples[:min(len(examples), sample)], may(examples, len(golds[0])))
	t.sections = append(t.sections, model.Section{Name: net.Section, Data: b}, model.Section{Name: net.SectionKnow, Data: known})
	return err
}

func (t *syntax) schedule(epochs int, drop, hidden float64) neural.Schedule {
	return neural.Schedule{Epochs: epochs, Batch: batch, Rate: rate, Warm: 200, Drop: drop, Hidden: hidden, Blind: blind}
}

// withRaw makes use of raw text twice: the network reads all of it before it sees a tree, and of several networks that
// began there and learned from the treebanks, a last one learns what they vote for on raw sentences.
func (t *syntax) withRaw(l *neural.Learner, gold, raw []*neural.Example, class []int32) *neural.Learner {
	l.Pretrain(raw, class, neural.Schedule{Epochs: 1, Batch: rawBatch, Rate: rawRate, Warm: 500})
	var voters []*neural.Learner
	for i := range uint64(teachers) {
		v := l.From(t.Seed + 1 + i)
		v.Learn(gold, t.schedule(t.Epochs, teacherDrop, teacherHidden))
		voters = append(voters, v)
	}
	var some []*neural.Example
	for i := range min(voted, len(raw)) {
		some = append(some, raw[i*len(raw)/min(voted, len(raw))])
	}
	lessons := append(neural.Vote(voters, some), gold...)
	t.Log("%d raw sentences voted on", len(some))
	pupil := l.From(t.Seed + 1 + teachers)
	pupil.Learn(append(lessons, gold...), t.schedule(t.Epochs/2, pupilDrop, pupilHidden))
	return pupil
}

// readRaw cuts the raw texts into sentences.
func (t *syntax) readRaw(v *net.Vocabulary) (*rawText, error) {
	raw := &rawText{}
	if len(t.raw) == 0 {
		return raw, nil
	}
	file, err := t.soFar()
	if err != nil {
		return nil, err
	}
	tokens, err := token.Open(file)
	if err != nil {
		return nil, err
	}
	sents, err := sentence.Open(file)
	if err != nil {
		return nil, err
	}
	for _, lines := range t.raw {
		for _, line := range lines {
			raw.cut(line, tokens, sents, t.words, v)
		}
	}
	t.Log("raw text cut: %d sentences, %d words", len(raw.ends), len(raw.norms))
	return raw, nil
}

// examples turns the treebanks into what the network learns from.
func (t *syntax) examples(v *net.Vocabulary, golds [neural.Heads]classes, rels classes) []*neural.Example {
	var out []*neural.Example
	for _, d := range t.docs {
		for _, s := range d.Sents {
			e := &neural.Example{}
			for i := s.First; i < s.End; i++ {
				tok := &d.Tokens[i]
				w := word.Of(tok.Form)
				e.Inputs = append(e.Inputs, v.Input(&w))
				e.Gold[neural.Tags] = append(e.Gold[neural.Tags], uint16(golds[neural.Tags][tagOf(tok)]))
				e.Gold[neural.Feats] = append(e.Gold[neural.Feats], uint16(golds[neural.Feats][featsOf(tok)]))
				head := s.End - s.First
				if tok.Head >= 0 {
					head = tok.Head - s.First
				}
				e.Arcs, e.Rels = append(e.Arcs, head), append(e.Rels, 1+rels[relOf(tok)])
			}
			out = append(out, e)
		}
	}
	return out
}

// may lists the feature strings that each tag has had.
func may(examples []*neural.Example, tags int) [][]uint16 {
	out := make([][]uint16, tags)
	for _, e := range examples {
		for k, tag := range e.Gold[neural.Tags] {
			if f := e.Gold[neural.Feats][k]; !slices.Contains(out[tag], f) {
				out[tag] = append(out[tag], f)
			}
		}
	}
	for _, some := range out {
		slices.Sort(some)
	}
	return out
}
