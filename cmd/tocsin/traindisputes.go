package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/app"
	"github.com/tocsin-desk/tocsin/eval/saying"
	"github.com/tocsin-desk/tocsin/train"
)

// trainDisputesCmd is "tocsin train disputes".
type trainDisputesCmd struct {
	Gold string `required:"" type:"existingfile" help:"Labelled statements and disputes, JSONL (eval/gold/statements/README.md)."`
	Text string `required:"" type:"existingfile" help:"The texts of the gold, JSONL, each with its part."`
	Part string `default:"dev" help:"Learn from texts of this part only."`
	Out  string `required:"" help:"File to write: Go source."`
}

// Run trains and writes the weights; progress goes to standard error.
func (c *trainDisputesCmd) Run(con console) error {
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
	texts, err := c.texts(reader)
	if err != nil {
		return err
	}
	head := fmt.Sprintf("Learned from %s, part %s (%d texts).\n", filepath.Base(c.Gold), c.Part, len(texts))
	b, err := train.Disputes(texts, head, train.DisputeOptions{Log: func(format string, args ...any) {
		fmt.Fprintf(con.err, "%6.1f s  %s\n", time.Since(start).Seconds(), fmt.Sprintf(format, args...))
	}})
	if err != nil {
		return err
	}
	if err := os.WriteFile(c.Out, b, 0o644); err != nil {
		return fmt.Errorf("write weights: %w", err)
	}
	return nil
}

// texts are those of the part, with gold and readings.
func (c *trainDisputesCmd) texts(reader *app.Reader) ([]train.DisputeText, error) {
	var files inputs
	defer files.close()
	f, err := files.open(c.Gold)
	if err != nil {
		return nil, err
	}
	gold, err := saying.ReadGold(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", c.Gold, err)
	}
	if f, err = files.open(c.Text); err != nil {
		return nil, err
	}
	articles, err := articlesOf(f, c.Part)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", c.Text, err)
	}
	var out []train.DisputeText
	for i := range gold {
		a, ok := articles[gold[i].ID]
		if !ok {
			continue
		}
		g, err := gold[i].In(a.Text)
		if err != nil {
			return nil, err
		}
		own := reader.Read(a)
		out = append(out, train.DisputeText{Words: a.Text, Gold: g, Given: saying.Given(own, g), Own: own})
	}
	return out, nil
}

// articlesOf reads the articles of one part.
func articlesOf(r io.Reader, part string) (map[string]*tocsin.Article, error) {
	out := map[string]*tocsin.Article{}
	s := bufio.NewScanner(r)
	s.Buffer(nil, 1<<20)
	for n := 1; s.Scan(); n++ {
		var a tocsin.Article
		var of struct{ Part string }
		if err := json.Unmarshal(s.Bytes(), &a); err != nil {
			return nil, fmt.Errorf("line %d: %w: %w", n, tocsin.ErrInvalid, err)
		}
		if err := json.Unmarshal(s.Bytes(), &of); err != nil {
			return nil, fmt.Errorf("line %d: %w: %w", n, tocsin.ErrInvalid, err)
		}
		if of.Part == part {
			out[string(a.ID)] = &a
		}
	}
	return out, s.Err()
}
