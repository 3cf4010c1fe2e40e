package main

import (
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/tocsin-desk/tocsin/app"
	"github.com/tocsin-desk/tocsin/parse"
	"github.com/tocsin-desk/tocsin/parse/coref"
	"github.com/tocsin-desk/tocsin/parse/entity"
	"github.com/tocsin-desk/tocsin/parse/pipeline"
	"github.com/tocsin-desk/tocsin/train"
)

// trainCorefCmd is "tocsin train coref". It reads the texts with the syntax and name models that the program carries.
type trainCorefCmd struct {
	Treebank  []string          `required:"" type:"existingfile" help:"Treebanks in CoNLL-U with Entity= in MISC, plain or .gz."`
	Genres    []string          `help:"Of documents whose id names a genre (GUM_news_…), use only these."`
	Licence   map[string]string `help:"Licence of a file, for the model's header."`
	Seed      uint64            `default:"1" help:"Seed of the order of texts."`
	Rounds    int               `default:"6" help:"How many trainings are added up."`
	Epochs    int               `default:"5" help:"How often each reads the texts."`
	Prune     float64           `default:"0.3" help:"Smallest weight that is kept."`
	Forget    float64           `default:"0.15" help:"Share of names hidden in each pass."`
	FalseLink int               `default:"10" help:"Cost, in updates, of linking what begins a chain of its own."`
	WrongLink int               `default:"5" help:"Cost of linking with a wrong chain."`
	Missed    int               `default:"10" help:"Cost of not linking."`
	Out       string            `required:"" help:"File to write."`
}

// Run trains and writes the model; progress goes to standard error.
func (c *trainCorefCmd) Run(con console) error {
	start := time.Now()
	log := func(format string, args ...any) {
		fmt.Fprintf(con.err, "%6.1f s  %s\n", time.Since(start).Seconds(), fmt.Sprintf(format, args...))
	}
	lex, err := app.Lexicon(false)
	if err != nil {
		return err
	}
	pipe, err := pipeline.English()
	if err != nil {
		return err
	}
	names, err := entity.English()
	if err != nil {
		return err
	}
	read := func(text string) *parse.Doc {
		d := pipe.Parse(text)
		d.Names = names.Names(d, lex)
		return d
	}
	var files inputs
	defer files.close()
	var banks []train.Source
	for _, path := range c.Treebank {
		f, err := files.open(path)
		if err != nil {
			return err
		}
		name := filepath.Base(path)
		banks = append(banks, train.Source{Name: name, Licence: c.Licence[name], Data: f})
	}
	b, err := train.Coref(banks, read, lex, pipe.Hash(), names.Hash(), train.CorefOptions{
		Rounds: c.Rounds, Epochs: c.Epochs, Seed: c.Seed, Prune: c.Prune, Forget: c.Forget, Genres: c.Genres, Log: log,
		Costs: coref.Costs{FalseLink: c.FalseLink, WrongLink: c.WrongLink, Missed: c.Missed},
	})
	if err != nil {
		return err
	}
	if err := os.WriteFile(c.Out, b, 0o644); err != nil {
		return fmt.Errorf("write model: %w", err)
	}
	log("%s: %d bytes", c.Out, len(b))
	return nil
}
