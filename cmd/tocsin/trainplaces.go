package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/tocsin-desk/tocsin/app"
	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/train"
)

// trainPlacesCmd is "tocsin train places".
type trainPlacesCmd struct {
	Text    []string          `required:"" type:"existingfile" help:"Texts with the points of places, JSONL, plain or .gz."`
	Licence map[string]string `help:"Licence of a file, for the head of the table."`
	Out     string            `required:"" help:"File to write."`
}

// Run trains and writes the table; progress goes to standard error.
func (c *trainPlacesCmd) Run(con console) error {
	start := time.Now()
	g, err := readPlaceGold(c.Text, c.Licence)
	if err != nil {
		return err
	}
	head := "Weights of the log-linear ranker of places, in hundredths; written by \"tocsin train places\".\n" + g.head
	b, err := train.Places(slices.Concat(g.corpora...), g.reader.World(), g.lex, g.reader.Parse, head, train.PlaceOptions{
		Log: func(format string, args ...any) {
			fmt.Fprintf(con.err, "%6.1f s  %s\n", time.Since(start).Seconds(), fmt.Sprintf(format, args...))
		},
	})
	if err != nil {
		return err
	}
	return writeTable(c.Out, b)
}

// trainCalibrationCmd is "tocsin train calibration".
type trainCalibrationCmd struct {
	Text    []string          `required:"" type:"existingfile" help:"Texts with the points of places, JSONL, plain or .gz; each file weighs the same."`
	Licence map[string]string `help:"Licence of a file, for the head of the table."`
	Out     string            `required:"" help:"File to write."`
}

// Run counts and writes the table.
func (c *trainCalibrationCmd) Run() error {
	g, err := readPlaceGold(c.Text, c.Licence)
	if err != nil {
		return err
	}
	head := "How often a place is right by how it was found, in percent: the confidence that it gets; written by \"tocsin train calibration\".\n" + g.head
	return writeTable(c.Out, train.Calibration(g.corpora, g.reader.World(), g.lex, g.reader.Parse, head))
}

// placeGold is texts with the points of places, and what reads them.
type placeGold struct {
	reader  *app.Reader
	lex     *lexicon.Set
	corpora [][]train.PlaceText // by file
	head    string              // what they are, for the head of a table
}

func readPlaceGold(paths []string, licence map[string]string) (*placeGold, error) {
	lex, err := app.Lexicon(false)
	if err != nil {
		return nil, err
	}
	gaz, err := app.Gazetteer(lex, "")
	if err != nil {
		return nil, err
	}
	reader, err := app.NewReader(lex, gaz, "")
	if err != nil {
		return nil, err
	}
	g := &placeGold{reader: reader, lex: lex}
	var files inputs
	defer files.close()
	for _, path := range paths {
		f, err := files.open(path)
		if err != nil {
			return nil, err
		}
		texts, err := train.ReadPlaceTexts(f)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", path, err)
		}
		name := filepath.Base(path)
		g.head += fmt.Sprintf("From %s (%d texts, %s).\n", name, len(texts), licence[name])
		g.corpora = append(g.corpora, texts)
	}
	for _, l := range reader.World().Layers() {
		g.head += fmt.Sprintf("Gazetteer: %s, %d rows.\n", l.Name, l.Rows)
	}
	return g, nil
}

func writeTable(path string, b []byte) error {
	if err := os.WriteFile(path, b, 0o644); err != nil {
		return fmt.Errorf("write table: %w", err)
	}
	return nil
}
