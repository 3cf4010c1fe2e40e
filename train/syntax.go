package train

import (
	"fmt"
	"strings"
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

// Options of a syntax training.
type Options struct {
	Language string   // BCP 47
	Genres   []string // of GUM; empty: all
	Raw      []Source // plain text to learn clusters of words from; empty: no clusters
	Dev      []Source // treebanks to measure the finished model on; only the header learns of them
	Seed     uint64
	Epochs   int     // of the parser; 0: 10
	Folds    int     // how often the treebanks are split to predict the parser's tags; 0: 3, 1: tags of a tagger that has seen them
	Weights  int     // how many weights the parser may have; a first, shorter training finds them; 0: any number, and no such training
	Prune    float64 // smallest weight of the parser that is kept, in updates; 0: keeps all
	Log      func(format string, args ...any)
}

// The smaller models' settings. The tagger that makes the parser's tags is trained shorter: it only has to be as wrong
// as a tagger is on new text.
const (
	boundaryEpochs = 8
	boundaryPrune  = 0.3
	selectEpochs   = 4
	tagSelect      = 4
	tagEpochs      = 9
	tagWeights     = 650_000
	tagPrune       = 0.3
	foldEpochs     = 4
	foldPrune      = 0.35
	featEpochs     = 6
	featPrune      = 0.6
	clusterWords   = 40_000
	clusterRarest  = 12
	clusterRounds  = 10
)

// Syntax trains the whole syntax model. Two goroutines are used where steps don't depend on each other.
func Syntax(banks []Source, o Options) ([]byte, error) {
	if o.Epochs == 0 {
		o.Epochs = 10
	}
	if o.Folds == 0 {
		o.Folds = 3
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
	for _, step := range []func() error{t.tokens, t.clusters, t.prepare, t.tagger, t.rest} {
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
			"genres": strings.Join(o.Genres, ","), "boundaries": fmt.Sprintf("%d epochs, prune %g", boundaryEpochs, boundaryPrune),
			"clusters": fmt.Sprintf("%d words seen %d times, %d rounds", clusterWords, clusterRarest, clusterRounds),
			"tag":      fmt.Sprintf("%d epochs over %d weights found in %d, prune %g", tagEpochs, tagWeights, tagSelect, tagPrune),
			"folds":    fmt.Sprintf("%d of %d epochs, prune %g", o.Folds, foldEpochs, foldPrune),
			"depend":   fmt.Sprintf("%d epochs over %d weights found in %d, prune %g", o.Epochs, o.Weights, selectEpochs, o.Prune),
			"feats":    fmt.Sprintf("%d epochs, prune %g", featEpochs, featPrune),
		},
	}
}

// syntax is one training under way.
type syntax struct {
	Options
	header   model.Header
	sections []model.Section
	docs     []*parse.Doc
	words    cluster.Clusters
	tags     []tag.Tag
	rels     []parse.Rel
	sents    []tag.Sentence
	trees    []depend.Sentence
}

// tokens trains the tokenizer.
func (t *syntax) tokens() error {
	s, err := token.Train(t.docs, token.Settings{Epochs: boundaryEpochs, Prune: boundaryPrune, Seed: t.Seed})
	t.sections = append(t.sections, s...)
	t.Log("tokens learned")
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
		set, err := r.words(tokens, &c)
		if err != nil {
			return err
		}
		t.header.Data = append(t.header.Data, set)
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

// prepare collects tags, relations and sentences.
func (t *syntax) prepare() (err error) {
	if t.tags, err = tag.Collect(t.docs); err != nil {
		return err
	}
	if t.rels, err = depend.Collect(t.docs); err != nil {
		return err
	}
	for _, g := range t.tags {
		t.header.Tags[tag.TagSet] = append(t.header.Tags[tag.TagSet], g.String())
	}
	for _, r := range t.rels {
		t.header.Tags[depend.RelSet] = append(t.header.Tags[depend.RelSet], string(r))
	}
	t.sents = tag.Sentences(t.docs, t.tags, t.words)
	t.trees = make([]depend.Sentence, 0, len(t.sents))
	for _, d := range t.docs {
		for n := range d.Sents {
			s := depend.Sentence{Words: t.sents[len(t.trees)].Words}
			s.Gold(d, n, t.rels)
			t.trees = append(t.trees, s)
		}
	}
	t.Log("%d sentences, %d tags, %d relations", len(t.sents), len(t.tags), len(t.rels))
	return nil
}

// tagger trains the tagger, and gives every sentence tags by another tagger that hasn't seen it: sentence i
// belongs to fold i mod Folds.
func (t *syntax) tagger() error {
	return both(func() error {
		s, err := tag.Train(t.sents, t.tags, tag.Settings{Epochs: tagEpochs, Select: tagSelect, Keep: tagWeights, Prune: tagPrune, Seed: t.Seed})
		t.sections = append(t.sections, s...)
		t.Log("tagger trained")
		return err
	}, func() error {
		for f := range t.Folds {
			if err := t.fold(f); err != nil {
				return err
			}
		}
		t.Log("tags predicted in %d folds: %.2f %% right", t.Folds, t.tagAccuracy())
		return nil
	})
}

func (t *syntax) fold(f int) error {
	var seen []tag.Sentence
	for i, s := range t.sents {
		if i%t.Folds != f {
			seen = append(seen, s)
		}
	}
	if len(seen) == 0 {
		seen = t.sents
	}
	sections, err := tag.Train(seen, t.tags, tag.Settings{Epochs: foldEpochs, Prune: foldPrune, Seed: t.Seed})
	if err != nil {
		return err
	}
	b, err := model.Encode(model.Header{Tags: t.header.Tags}, sections)
	if err != nil {
		return err
	}
	file, err := model.Open(b)
	if err != nil {
		return err
	}
	tagger, err := tag.Open(file)
	if err != nil {
		return err
	}
	var scratch tag.Scratch
	for i := f; i < len(t.sents); i += t.Folds {
		t.trees[i].Tags = tagger.Tag(t.sents[i].Words, &scratch, nil)
	}
	return nil
}

func (t *syntax) tagAccuracy() float64 {
	right, all := 0, 0
	for i, s := range t.sents {
		for k, g := range s.Gold {
			all++
			if t.trees[i].Tags[k] == g {
				right++
			}
		}
	}
	return 100 * float64(right) / float64(all)
}

// rest trains the parser beside everything that is smaller.
func (t *syntax) rest() error {
	var parser, small []model.Section
	err := both(func() (err error) {
		o := depend.Settings{Epochs: t.Epochs, Prune: t.Prune, Seed: t.Seed, Log: t.Log}
		if t.Weights > 0 {
			o.Select, o.Keep = selectEpochs, t.Weights
		}
		parser, err = depend.Train(t.trees, t.tags, t.rels, o)
		return err
	}, func() (err error) {
		small, err = t.small()
		return err
	})
	t.sections = append(append(t.sections, parser...), small...)
	return err
}

func (t *syntax) small() ([]model.Section, error) {
	out, err := sentence.Train(t.docs, t.words, sentence.Settings{Epochs: boundaryEpochs, Prune: boundaryPrune, Seed: t.Seed})
	if err != nil {
		return nil, err
	}
	t.Log("sentence ends learned")
	var s []model.Section
	if t.header.Tags[lemma.RuleSet], s, err = lemma.Train(t.docs, t.tags); err != nil {
		return nil, err
	}
	t.Log("%d lemma rules learned", len(t.header.Tags[lemma.RuleSet]))
	out = append(out, s...)
	t.header.Tags[feats.FeatSet], s, err = feats.Train(t.featExamples(), len(t.tags), feats.Settings{Epochs: featEpochs, Prune: featPrune, Seed: t.Seed})
	t.Log("features learned: %d strings", len(t.header.Tags[feats.FeatSet]))
	return append(out, s...), err
}

// featExamples gives the sentences gold tags and gold trees.
func (t *syntax) featExamples() []feats.Example {
	var out []feats.Example
	for _, d := range t.docs {
		for n, s := range d.Sents {
			e := feats.Example{Sentence: feats.Sentence{Words: t.sents[len(out)].Words, Tags: t.sents[len(out)].Gold}}
			for _, tok := range d.Tokens[s.First:s.End] {
				head := parse.NoHead
				if tok.Head >= 0 {
					head = tok.Head - s.First
				}
				e.Heads, e.Rels = append(e.Heads, head), append(e.Rels, tok.Rel)
			}
			e.SetGold(d, n)
			out = append(out, e)
		}
	}
	return out
}

// both runs two functions at once.
func both(a, b func() error) error {
	var first, second error
	var wait sync.WaitGroup
	wait.Go(func() { first = a() })
	second = b()
	wait.Wait()
	if first != nil {
		return first
	}
	return second
}
