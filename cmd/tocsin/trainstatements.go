package main

import (
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/tocsin-desk/tocsin/app"
	"github.com/tocsin-desk/tocsin/train"
)

// trainStatementsCmd is "tocsin train statements". It reads the texts with the other models that the program carries.
type trainStatementsCmd struct {
	Text    []string          `required:"" type:"existingfile" help:"Texts with their attributions, JSONL, plain or .gz."`
	Licence map[string]string `help:"Licence of a file, for the model's header."`
	Seed    uint64            `default:"1" help:"Seed of the order of examples."`
	Epochs  int               `default:"6" help:"How often the texts are read."`
	Out     string            `required:"" help:"File to write."`
}

// Run trains and writes the model; progress goes to standard error.
func (c *trainStatementsCmd) Run(con console) error {
	start := time.Now()
	log := func(format string, args ...any) {
		fmt.Fprintf(con.err, "%6.1f s  %s\n", time.Since(start).Seconds(), fmt.Sprintf(format, args...))
	}
	lex, err := app.Lexicon(false)
	if err != nil {
		return err
	}
	gaz, err := app.Gazetteer(lex, "")
	if err != nil {
		return err
	}
	reader, err := app.NewReader(lex, gaz, "")
	if err != nil {
		return err
	}
	var files inputs
	defer files.close()
	var corpora []train.Source
	for _, path := range c.Text {
		f, err := files.open(path)
		if err != nil {
			return err
		}
		name := filepath.Base(path)
		corpora = append(corpora, train.Source{Name: name, Licence: c.Licence[name], Data: f})
	}
	b, err := train.Statements(corpora, reader.Parse, lex, train.StatementOptions{Epochs: c.Epochs, Seed: c.Seed, Models: reader.Models(), Log: log})
	if err != nil {
		return err
	}
	if err := os.WriteFile(c.Out, b, 0o644); err != nil {
		return fmt.Errorf("write model: %w", err)
	}
	log("%s: %d bytes", c.Out, len(b))
	return nil
}
