package main

import (
	"fmt"
	"io"

	score "github.com/tocsin-desk/tocsin/eval/parse"
	"github.com/tocsin-desk/tocsin/parse/conllu"
	"github.com/tocsin-desk/tocsin/parse/pipeline"
)

// evalCmd measures a language model, by default the one in the program, against a treebank.
type evalCmd struct {
	Gold  []string `arg:"" help:"Treebanks in CoNLL-U, plain or gzip."`
	Model string   `type:"existingfile" help:"A model file to measure instead of the one in the program."`
	Raw   bool     `help:"Segment the plain text ourselves instead of taking the treebank's words."`
}

// Run prints the measures of the CoNLL 2018 shared task, a table a treebank.
func (c *evalCmd) Run(con console) error {
	p, err := syntax(c.Model)
	if err != nil {
		return err
	}
	return eachInput(c.Gold, con.in, func(name string, r io.Reader) error {
		gold, err := conllu.All(r)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		system, err := c.parse(p, gold)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		s, err := score.Compare(gold, system)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		fmt.Fprintln(con.out, name)
		for _, f := range []struct {
			name   string
			figure score.Figure
		}{
			{"Tokens", s.Tokens}, {"Sentences", s.Sentences}, {"UPOS", s.UPOS}, {"XPOS", s.XPOS}, {"UFeats", s.UFeats},
			{"Lemmas", s.Lemmas}, {"UAS", s.UAS}, {"LAS", s.LAS}, {"LAS_sub", s.LASSub},
		} {
			fmt.Fprintf(con.out, "  %-10s %6.2f\n", f.name, f.figure.F1())
		}
		return nil
	})
}

// parse reads the treebank's text, or its words, as if it were new.
func (c *evalCmd) parse(p *pipeline.Pipeline, gold []*conllu.Sentence) ([]*conllu.Sentence, error) {
	text := conllu.Text(gold)
	if c.Raw {
		return conllu.FromDoc(p.Parse(text)), nil
	}
	d, err := conllu.Doc(text, gold)
	if err != nil {
		return nil, err
	}
	return conllu.FromDoc(p.Given(d)), nil
}
