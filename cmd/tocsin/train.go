package main

import (
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/tocsin-desk/tocsin/train"
)

// trainCmd is "tocsin train": makes the models that the program carries.
type trainCmd struct {
	Syntax      trainSyntaxCmd      `cmd:"" help:"Train tokens, sentences, tags, trees, lemmas and features from treebanks."`
	Names       trainNamesCmd       `cmd:"" help:"Train the model of names from tagged texts."`
	Statements  trainStatementsCmd  `cmd:"" help:"Train the model of attribution from texts in which it is marked who said what."`
	Kinds       trainKindsCmd       `cmd:"" help:"Train the classifier that says what somebody does by saying it: claim, deny, promise."`
	Disputes    trainDisputesCmd    `cmd:"" help:"Train the weights that say which statement denies which."`
	Places      trainPlacesCmd      `cmd:"" help:"Train the ranker of places from texts with the points of places."`
	Calibration trainCalibrationCmd `cmd:"" help:"Count how often the places of texts are right, by how they were found."`
	Events      trainEventsCmd      `cmd:"" help:"Train the classifier of events from texts with their events."`
	Coref       trainCorefCmd       `cmd:"" help:"Train the ranker that says whom \"he\" and \"the ministry\" mean."`
}

// trainSyntaxCmd is "tocsin train syntax".
type trainSyntaxCmd struct {
	Train   []string          `required:"" type:"existingfile" help:"Treebanks in CoNLL-U, plain or .gz."`
	Genres  []string          `help:"Of documents whose id names a genre (GUM_news_…), use only these."`
	Raw     []string          `type:"existingfile" help:"Plain text, a paragraph a line: what words stand with which is learned from it."`
	Dev     []string          `type:"existingfile" help:"Treebanks to measure the finished model on; never learned from."`
	Licence map[string]string `help:"Licence of a file, for the model's header: en_ewt-ud-train.conllu.gz=CC-BY-SA-4.0"`
	Lang    string            `default:"en" help:"Language of the treebanks, BCP 47."`
	Seed    uint64            `default:"1" help:"Seed of the order of sentences."`
	Epochs  int               `default:"8" help:"How often the network reads the treebanks."`
	Words   int               `default:"30000" help:"How many words have a row of their own in the network."`
	Out     string            `required:"" help:"File to write."`
}

// Run trains and writes the model; progress goes to standard error.
func (c *trainSyntaxCmd) Run(con console) error {
	start := time.Now()
	o := train.Options{
		Language: c.Lang, Genres: c.Genres, Seed: c.Seed, Epochs: c.Epochs, Words: c.Words,
		Log: func(format string, args ...any) {
			fmt.Fprintf(con.err, "%6.1f s  %s\n", time.Since(start).Seconds(), fmt.Sprintf(format, args...))
		},
	}
	var files inputs
	defer files.close()
	sources := func(paths []string) ([]train.Source, error) {
		var out []train.Source
		for _, path := range paths {
			f, err := files.open(path)
			if err != nil {
				return nil, err
			}
			name := filepath.Base(path)
			out = append(out, train.Source{Name: name, Licence: c.Licence[name], Data: f})
		}
		return out, nil
	}
	banks, err := sources(c.Train)
	if err != nil {
		return err
	}
	if o.Raw, err = sources(c.Raw); err != nil {
		return err
	}
	if o.Dev, err = sources(c.Dev); err != nil {
		return err
	}
	b, err := train.Syntax(banks, o)
	if err != nil {
		return err
	}
	if err := os.WriteFile(c.Out, b, 0o644); err != nil {
		return fmt.Errorf("write model: %w", err)
	}
	o.Log("%s: %d bytes", c.Out, len(b))
	return nil
}

// openInput opens a file for reading, unpacked where its name ends in .gz.
func openInput(path string) (io.ReadCloser, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("open input: %w", err)
	}
	if !strings.HasSuffix(path, ".gz") {
		return f, nil
	}
	z, err := gzip.NewReader(f)
	if err != nil {
		f.Close()
		return nil, fmt.Errorf("unpack %s: %w", path, err)
	}
	return struct {
		io.Reader
		io.Closer
	}{z, f}, nil
}
