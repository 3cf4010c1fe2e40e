package train

import (
	"fmt"
	"math"

	score "github.com/tocsin-desk/tocsin/eval/parse"
	"github.com/tocsin-desk/tocsin/parse"
	"github.com/tocsin-desk/tocsin/parse/conllu"
	"github.com/tocsin-desk/tocsin/parse/model"
	"github.com/tocsin-desk/tocsin/parse/pipeline"
)

// measure scores a finished model on a treebank, with its tokens given and from its plain text.
func measure(b []byte, dev Source) ([]model.Score, error) {
	file, err := model.Open(b)
	if err != nil {
		return nil, err
	}
	p, err := pipeline.New(file)
	if err != nil {
		return nil, err
	}
	gold, err := conllu.All(dev.Data)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", dev.Name, err)
	}
	text := conllu.Text(gold)
	doc, err := conllu.Doc(text, gold)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", dev.Name, err)
	}
	given, err := score.Compare(gold, filled(gold, p, doc))
	if err != nil {
		return nil, fmt.Errorf("measure on %s: %w", dev.Name, err)
	}
	raw, err := score.Compare(gold, conllu.FromDoc(p.Parse(text)))
	if err != nil {
		return nil, fmt.Errorf("measure on the text of %s: %w", dev.Name, err)
	}
	var out []model.Score
	add := func(set, metric string, f score.Figure) {
		out = append(out, model.Score{Set: set, Metric: metric, Value: math.Round(100*f.F1()) / 100})
	}
	add(dev.Name, "UPOS", given.UPOS)
	add(dev.Name, "XPOS", given.XPOS)
	add(dev.Name, "UFeats", given.UFeats)
	add(dev.Name, "Lemmas", given.Lemmas)
	add(dev.Name, "UAS", given.UAS)
	add(dev.Name, "LAS", given.LAS)
	add(dev.Name+", plain text", "Tokens", raw.Tokens)
	add(dev.Name+", plain text", "Sentences", raw.Sentences)
	add(dev.Name+", plain text", "UPOS", raw.UPOS)
	add(dev.Name+", plain text", "LAS", raw.LAS)
	return out, nil
}

// filled returns copies of the gold sentences with the pipeline's answers instead of gold ones.
func filled(gold []*conllu.Sentence, p *pipeline.Pipeline, d *parse.Doc) []*conllu.Sentence {
	p.Given(d)
	out := make([]*conllu.Sentence, len(gold))
	for i, g := range gold {
		s := *g
		s.Words = append([]conllu.Word(nil), g.Words...)
		s.Fill(d, i)
		out[i] = &s
	}
	return out
}
