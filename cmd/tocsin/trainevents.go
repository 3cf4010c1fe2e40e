package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/app"
	"github.com/tocsin-desk/tocsin/coder/act"
	"github.com/tocsin-desk/tocsin/eval/deed"
	"github.com/tocsin-desk/tocsin/train"
)

// trainEventsCmd is "tocsin train events".
type trainEventsCmd struct {
	Gold    []string          `type:"existingfile" help:"Texts with their type, dyad or class, JSONL, plain or .gz."`
	Labels  []string          `type:"existingfile" help:"Labels of every event of texts, as in eval/gold/events; only those marked dev are used."`
	Texts   []string          `type:"existingfile" help:"The texts of the labels: articles, JSONL, plain or .gz."`
	Held    []string          `type:"existingfile" help:"Texts that stay unseen: near copies of them are left out."`
	Licence map[string]string `help:"Licence of a file, for the head of the table."`
	Seed    uint64            `default:"1" help:"Seed of the order of texts and of the parts."`
	Cross   bool              `help:"Measure by cross-validation before the table is made."`
	Read    string            `type:"existingdir" help:"Write here what the coder makes of each text with weights that did not learn from it, a file a set."`
	Out     string            `required:"" help:"File to write."`
}

// Run trains and writes the table; progress goes to standard error.
func (c *trainEventsCmd) Run(con console) error {
	start := time.Now()
	log := func(format string, args ...any) {
		fmt.Fprintf(con.err, "%6.1f s  %s\n", time.Since(start).Seconds(), fmt.Sprintf(format, args...))
	}
	reader, err := newReader("")
	if err != nil {
		return err
	}
	texts, head, err := c.texts()
	if err != nil {
		return err
	}
	log("%d texts", len(texts))
	e := train.NewEvents(texts, reader.Examples, train.EventOptions{Seed: c.Seed, Log: log})
	log("read")
	if c.Cross {
		head += "# " + e.Cross() + "\n"
	}
	if c.Read != "" {
		if err := c.readApart(e, reader); err != nil {
			return err
		}
	}
	b := append([]byte(head), e.Fit(func(int) bool { return true })...)
	if _, err := act.ReadVotes(c.Out, b); err != nil {
		return err
	}
	if err := os.WriteFile(c.Out, b, 0o644); err != nil {
		return fmt.Errorf("write table: %w", err)
	}
	log("%s: %d bytes", c.Out, len(b))
	return nil
}

// readApart reads each text with weights learned from the other parts.
func (c *trainEventsCmd) readApart(e *train.Events, reader *app.Reader) error {
	lines := map[string][]byte{}
	readings := make([]*tocsin.Reading, e.Len())
	for fold := range e.Folds() {
		votes, err := act.ReadVotes("fold", e.Fit(func(i int) bool { return e.Fold(i) != fold }))
		if err != nil {
			return err
		}
		r := reader.WithVotes(votes)
		for i := range e.Len() {
			if e.Fold(i) == fold {
				a := &e.Text(i).Article
				readings[i] = r.Read(a).CodePoints(a.Text)
			}
		}
	}
	for i := range e.Len() {
		b, err := json.Marshal(readings[i])
		if err != nil {
			return err
		}
		set := e.Text(i).Set
		lines[set] = append(append(lines[set], b...), '\n')
	}
	for set, b := range lines {
		if err := os.WriteFile(filepath.Join(c.Read, set), b, 0o644); err != nil {
			return fmt.Errorf("write readings: %w", err)
		}
	}
	return nil
}

// texts reads all texts, without near copies of those that stay unseen, and makes the head of the table.
func (c *trainEventsCmd) texts() ([]train.EventText, string, error) {
	var head strings.Builder
	head.WriteString("# Weights of the classifier of events, in hundredths; written by \"tocsin train events\": docs/events.md. It holds no sentence of a text,\n# and no word or pair of words that only one text has.\n")
	var files inputs
	defer files.close()
	var texts, held []train.EventText
	for _, path := range c.Held {
		f, err := files.open(path)
		if err != nil {
			return nil, "", err
		}
		more, err := train.ReadEventTexts(f, filepath.Base(path))
		if err != nil {
			return nil, "", fmt.Errorf("read %s: %w", path, err)
		}
		held = append(held, more...)
	}
	for _, path := range c.Gold {
		f, err := files.open(path)
		if err != nil {
			return nil, "", err
		}
		more, err := train.ReadEventTexts(f, filepath.Base(path))
		if err != nil {
			return nil, "", fmt.Errorf("read %s: %w", path, err)
		}
		texts = append(texts, more...)
	}
	own, err := c.labelled(&files)
	if err != nil {
		return nil, "", err
	}
	texts = append(texts, own...)
	texts = train.Apart(texts, held)
	counts := map[string]int{}
	for i := range texts {
		counts[texts[i].Set]++
	}
	for _, path := range append(c.Gold, c.Labels...) {
		name := filepath.Base(path)
		fmt.Fprintf(&head, "# Learned from %s (%d texts, %s).\n", name, counts[name], c.Licence[name])
	}
	fmt.Fprintf(&head, "# Seed %d.\n", c.Seed)
	return texts, head.String(), nil
}

// labelled reads the project's own gold: the part that may be learned from.
func (c *trainEventsCmd) labelled(files *inputs) ([]train.EventText, error) {
	articles := map[string]deed.Text{}
	for _, path := range c.Texts {
		f, err := files.open(path)
		if err != nil {
			return nil, err
		}
		for dec := json.NewDecoder(f); ; {
			var a struct{ ID, Date, Text, Part string }
			if err := dec.Decode(&a); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				return nil, fmt.Errorf("read %s: %w: %w", path, tocsin.ErrInvalid, err)
			}
			articles[a.ID] = deed.Text{Date: a.Date, Text: a.Text, Part: a.Part}
		}
	}
	var out []train.EventText
	for _, path := range c.Labels {
		f, err := files.open(path)
		if err != nil {
			return nil, err
		}
		labels, err := deed.Read(f)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", path, err)
		}
		for _, l := range labels {
			a, ok := articles[l.ID]
			if l.Part == "" {
				l.Part = a.Part
			}
			if l.Part != "dev" {
				continue
			}
			if !ok {
				return nil, fmt.Errorf("%s: no text %s: %w", path, l.ID, tocsin.ErrInvalid)
			}
			x, err := l.In(a.Text)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", path, err)
			}
			x.Date = a.Date
			out = append(out, train.LabelledEvents(&x, filepath.Base(path)))
		}
	}
	return out, nil
}
