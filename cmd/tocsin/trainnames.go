package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/tocsin-desk/tocsin/app"
	"github.com/tocsin-desk/tocsin/parse/model"
	"github.com/tocsin-desk/tocsin/train"
)

// trainNamesCmd is "tocsin train names".
type trainNamesCmd struct {
	Treebank []string          `type:"existingfile" help:"Treebanks in CoNLL-U with Entity= in MISC, plain or .gz."`
	Tagged   []string          `type:"existingfile" help:"Texts with a token and its name's tag a line (BIO), plain or .gz."`
	Genres   []string          `help:"Of documents whose id names a genre (GUM_news_…), use only these."`
	Raw      []string          `type:"existingfile" help:"Plain text, a paragraph a line, in which a first model looks for names."`
	Every    int               `default:"6" help:"Of the raw text, one block of lines in so many is read."`
	Licence  map[string]string `help:"Licence of a file, for the model's header."`
	Syntax   string            `type:"existingfile" help:"Syntax model to cut and tag with, instead of the one in the program."`
	Seed     uint64            `default:"1" help:"Seed of the order of texts."`
	Epochs   int               `default:"6" help:"How often the texts are read."`
	Out      string            `required:"" help:"File to write."`
}

// Run trains and writes the model; progress goes to standard error.
func (c *trainNamesCmd) Run(con console) error {
	start := time.Now()
	log := func(format string, args ...any) {
		fmt.Fprintf(con.err, "%6.1f s  %s\n", time.Since(start).Seconds(), fmt.Sprintf(format, args...))
	}
	syntax, err := c.syntax()
	if err != nil {
		return err
	}
	lex, err := app.Lexicon(false)
	if err != nil {
		return err
	}
	var files inputs
	defer files.close()
	var sets []train.NameSet
	for i, path := range append(append([]string(nil), c.Treebank...), c.Tagged...) {
		f, err := files.open(path)
		if err != nil {
			return err
		}
		name := filepath.Base(path)
		sets = append(sets, train.NameSet{Name: name, Licence: c.Licence[name], Data: f, Treebank: i < len(c.Treebank)})
	}
	var raw []train.RawText
	for _, path := range c.Raw {
		f, err := files.open(path)
		if err != nil {
			return err
		}
		name := filepath.Base(path)
		raw = append(raw, train.RawText{Name: name, Licence: c.Licence[name], Data: f})
	}
	b, err := train.Names(sets, raw, syntax, lex, train.NameOptions{Epochs: c.Epochs, Seed: c.Seed, Genres: c.Genres, Every: c.Every, Log: log})
	if err != nil {
		return err
	}
	if err := os.WriteFile(c.Out, b, 0o644); err != nil {
		return fmt.Errorf("write model: %w", err)
	}
	log("%s: %d bytes of %s", c.Out, len(b), strings.Join(append(c.Treebank, c.Tagged...), ", "))
	return nil
}

// syntax opens the model that cuts and tags.
func (c *trainNamesCmd) syntax() (*model.File, error) {
	if c.Syntax == "" {
		return model.Open(model.English())
	}
	b, err := os.ReadFile(c.Syntax)
	if err != nil {
		return nil, fmt.Errorf("read model: %w", err)
	}
	return model.Open(b)
}
