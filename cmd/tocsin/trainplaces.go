package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/app"
	"github.com/tocsin-desk/tocsin/parse"
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
	var texts []train.PlaceText
	var head strings.Builder
	head.WriteString("Weights of the log-linear ranker of places, in hundredths; written by \"tocsin train places\".\nA choice that leads the next one by a margin was right in a share of the texts not learned from.\n")
	for _, path := range c.Text {
		f, err := files.open(path)
		if err != nil {
			return err
		}
		more, err := train.ReadPlaceTexts(f)
		if err != nil {
			return fmt.Errorf("read %s: %w", path, err)
		}
		name := filepath.Base(path)
		fmt.Fprintf(&head, "Learned from %s (%d texts, %s).\n", name, len(more), c.Licence[name])
		texts = append(texts, more...)
	}
	for _, l := range reader.World().Layers() {
		fmt.Fprintf(&head, "Gazetteer: %s, %d rows.\n", l.Name, l.Rows)
	}
	b, err := train.Places(texts, reader.World(), lex, func(a *tocsin.Article) *parse.Doc { return reader.Parse(a) }, head.String(), train.PlaceOptions{
		Log: func(format string, args ...any) {
			fmt.Fprintf(con.err, "%6.1f s  %s\n", time.Since(start).Seconds(), fmt.Sprintf(format, args...))
		},
	})
	if err != nil {
		return err
	}
	if err := os.WriteFile(c.Out, b, 0o644); err != nil {
		return fmt.Errorf("write table: %w", err)
	}
	return nil
}
