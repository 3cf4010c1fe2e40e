package train

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"math/rand/v2"
	"strconv"
	"strings"

	"github.com/tocsin-desk/tocsin"
	score "github.com/tocsin-desk/tocsin/eval/coref"
	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
	"github.com/tocsin-desk/tocsin/parse/conllu"
	"github.com/tocsin-desk/tocsin/parse/coref"
	"github.com/tocsin-desk/tocsin/parse/model"
)

// CorefOptions says how to train the ranker of antecedents.
type CorefOptions struct {
	Rounds int      // trainings that are added up; 0: 6
	Epochs int      // passes over the texts in each; 0: 5
	Seed   uint64   // of the order of texts
	Prune  float64  // weights below this many updates are dropped
	Genres []string // of GUM; empty: all
	Forget float64  // share of names that are hidden in each pass: new texts have names that no model finds
	Costs  coref.Costs
	Log    func(format string, args ...any)
}

const (
	corefRounds = 6
	corefEpochs = 5
)

// Coref trains the ranker of antecedents on treebanks with "Entity=" in MISC. read makes a doc of a plain text, with
// the trees and names that the program itself will see; syntax and names are the hashes of its models. Same data,
// models, lexicon and options give the same bytes.
func Coref(banks []Source, read func(text string) *parse.Doc, lex *lexicon.Set, syntax, names string, o CorefOptions) ([]byte, error) {
	if o.Rounds == 0 {
		o.Rounds = corefRounds
	}
	if o.Epochs == 0 {
		o.Epochs = corefEpochs
	}
	if o.Log == nil {
		o.Log = func(string, ...any) {}
	}
	header := model.Header{Language: "en", Task: "coref", Seed: o.Seed, Settings: map[string]string{
		"rounds": strconv.Itoa(o.Rounds), "epochs": strconv.Itoa(o.Epochs), "prune": strconv.FormatFloat(o.Prune, 'g', -1, 64), "genres": strings.Join(o.Genres, ","),
		"forget": strconv.FormatFloat(o.Forget, 'g', -1, 64),
		"costs":  fmt.Sprintf("false link %d, wrong link %d, missed %d", o.Costs.FalseLink, o.Costs.WrongLink, o.Costs.Missed),
		"syntax": syntax, "names": names, "lexicon": lex.Hash(),
	}}
	var golds []*score.Gold
	for _, b := range banks {
		docs, set, err := b.chains(o.Genres)
		if err != nil {
			return nil, fmt.Errorf("train coref: %w", err)
		}
		golds, header.Data = append(golds, docs...), append(header.Data, set)
		o.Log("%s: %d texts, %d words", b.Name, len(docs), set.Words)
	}
	docs := make([]*parse.Doc, len(golds))
	for i, g := range golds {
		docs[i] = read(g.Doc.Text)
	}
	o.Log("read")
	weights, err := learnCoref(golds, docs, lex, o)
	if err != nil {
		return nil, fmt.Errorf("train coref: %w", err)
	}
	return model.Encode(header, []model.Section{{Name: coref.Section, Data: weights}})
}

// chains returns the annotated documents of a treebank and the entry for the model's header.
func (t Source) chains(genres []string) ([]*score.Gold, model.DataSet, error) {
	set := model.DataSet{Name: t.Name, Licence: t.Licence}
	sum := sha256.New()
	sents, err := conllu.All(io.TeeReader(t.Data, sum))
	if err != nil {
		return nil, set, fmt.Errorf("read %s: %w", t.Name, err)
	}
	all, err := score.Read(sents)
	if err != nil {
		return nil, set, fmt.Errorf("read %s: %w", t.Name, err)
	}
	var golds []*score.Gold
	for _, g := range all {
		if wanted(g.ID, genres) {
			golds = append(golds, g)
			set.Words += len(g.Doc.Tokens)
		}
	}
	if len(golds) == 0 {
		return nil, set, fmt.Errorf("read %s: nothing in it for these genres: %w", t.Name, tocsin.ErrInvalid)
	}
	set.SHA256 = hex.EncodeToString(sum.Sum(nil))
	return golds, set, nil
}

// learnCoref adds up rounds of training that differ in the order of texts and in the names that are hidden.
func learnCoref(golds []*score.Gold, docs []*parse.Doc, lex *lexicon.Set, o CorefOptions) ([]byte, error) {
	rng := rand.New(rand.NewPCG(o.Seed, 3))
	gold := make([]func(parse.Range, int) int, len(golds))
	order := make([]int, len(golds))
	for i := range order {
		order[i], gold[i] = i, goldChain(golds[i], docs[i])
	}
	var sum *coref.Trainer
	for round := range o.Rounds {
		trainer := coref.NewTrainer(lex, o.Costs)
		decided, right := 0, 0
		for range o.Epochs {
			rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
			decided, right = 0, 0
			for _, i := range order {
				n, ok := trainer.Learn(forgetful(docs[i], rng, o.Forget), gold[i])
				decided, right = decided+n, right+ok
			}
		}
		o.Log("round %d: %.2f%% of %d choices right in its last epoch", round+1, 100*float64(right)/float64(max(decided, 1)), decided)
		if sum == nil {
			sum = trainer
		} else {
			sum.Add(trainer)
		}
	}
	return sum.Freeze(o.Prune * float64(o.Rounds))
}

// goldChain returns a function that gives the gold chain of a range of d's tokens: of the shortest gold mention that
// it is a reading of, or else of the shortest that has the same head; 0 for none, else a number from 1.
func goldChain(g *score.Gold, d *parse.Doc) func(x parse.Range, head int) int {
	return func(x parse.Range, head int) int {
		words, at := g.Words(d.Span(x)), g.Words(d.Tokens[head].Span)
		best, size, reading := 0, 0, false
		for c := range g.Chains {
			for _, m := range g.Chains[c].Mentions {
				if at.First == at.End || at.First < m.First || at.First >= m.End {
					continue
				}
				is := m.Range == words || m.Holds(words)
				if !is && (reading || !m.Headed(at.First)) {
					continue
				}
				if n := m.End - m.First; best == 0 || is && !reading || n < size {
					best, size, reading = c+1, n, is
				}
			}
		}
		return best
	}
}

// forgetful returns a doc without some of its names; a name is forgotten everywhere or nowhere.
func forgetful(d *parse.Doc, rng *rand.Rand, share float64) *parse.Doc {
	if share == 0 {
		return d
	}
	out, gone := *d, map[string]bool{}
	out.Names = nil
	for _, n := range d.Names {
		form := d.Span(n.Range).Of(d.Text)
		if _, known := gone[form]; !known {
			gone[form] = rng.Float64() < share
		}
		if !gone[form] {
			out.Names = append(out.Names, n)
		}
	}
	return &out
}
