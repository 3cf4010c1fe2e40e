package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"maps"
	"slices"
	"strings"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/app"
	"github.com/tocsin-desk/tocsin/intake/jsonl"
)

// codeCmd is the door of contract/READING.md: a filter without state and network.
type codeCmd struct {
	Files   []string `arg:"" optional:"" help:"JSON lines of articles, plain or gzip; standard input without one."`
	Workers int      `default:"1" help:"Goroutines that read; the order of the output never depends on it."`
	Rules   bool     `help:"Find statements by rules alone, without the weights of the trained model."`
	Explain bool     `help:"Write to standard error why each statement and event was read as it was."`
	Config  string   `short:"c" env:"TOCSIN_CONFIG" placeholder:"FILE" help:"Configuration file, for tables and a gazetteer of your own."`

	Dictionaries string `type:"existingdir" placeholder:"DIR" help:"Code with the PETRARCH or TABARI dictionaries in a folder, plain or gzip, instead of our lexicon."`
}

// Run codes every readable line and names the others on standard error.
func (c *codeCmd) Run(ctx context.Context, con console) error {
	reader, err := c.reader(con)
	if err != nil {
		return err
	}
	if c.Rules {
		reader = reader.RulesAlone()
	}
	out := bufio.NewWriterSize(con.out, 1<<16)
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	refused := 0
	unread := map[string]int{} // by reason
	prog := newProgress(con.err, "articles")
	err = eachInput(c.Files, con.in, func(name string, r io.Reader) error {
		articles := func(yield func(*tocsin.Article) bool) {
			for item := range jsonl.Read(r, name) {
				if item.Refusal != nil {
					refused++
					fmt.Fprintf(con.err, "%s: %s\n", item.Refusal.Source, item.Refusal.Reason)
					continue
				}
				if !yield(item.Article) {
					return
				}
			}
		}
		return reader.Stream(ctx, iter.Seq[*tocsin.Article](articles), c.Workers, func(a *tocsin.Article, r *tocsin.Reading) error {
			prog.add(1)
			if r.Skipped != "" && len(r.Sentences) == 0 {
				unread[r.Skipped]++
			}
			if c.Explain {
				explain(con.err, a, r)
			}
			if err := enc.Encode(r.CodePoints(a.Text)); err != nil {
				return err
			}
			// Whoever reads the other end of a pipe gets whole lines as they come.
			if out.Buffered() > 1<<15 {
				return out.Flush()
			}
			return nil
		})
	})
	prog.end()
	for _, why := range slices.Sorted(maps.Keys(unread)) {
		fmt.Fprintf(con.err, "not read: %d, %s\n", unread[why], why)
	}
	if ferr := out.Flush(); err == nil {
		err = ferr
	}
	if err == nil && refused > 0 {
		return fmt.Errorf("%d lines: %w", refused, errPartial)
	}
	return err
}

// reader returns what codes the articles: with the user's dictionaries, what they hold and what can't be read in them goes to
// standard error.
func (c *codeCmd) reader(con console) (*app.Reader, error) {
	reader, err := newReader(c.Config)
	if err != nil || c.Dictionaries == "" {
		return reader, err
	}
	dict, warnings, err := app.Dictionaries(c.Dictionaries)
	for _, w := range warnings {
		fmt.Fprintf(con.err, "warning: %s\n", w)
	}
	if err != nil {
		return nil, err
	}
	fmt.Fprintf(con.err, "dictionaries: %s; %d warnings\n", strings.Join(dict.Counts(), ", "), len(warnings))
	return reader.With(dict), nil
}

// explain prints the words and the reasons of one reading.
func explain(w io.Writer, a *tocsin.Article, r *tocsin.Reading) {
	fmt.Fprintf(w, "# %s %s\n", r.ID, a.Title)
	if r.Skipped != "" {
		fmt.Fprintf(w, "  not read: %s\n", r.Skipped)
	}
	for i := range r.Statements {
		s := &r.Statements[i]
		fmt.Fprintf(w, "%s %s %.2f  %s | %s | %s\n", s.ID, s.Kind, s.Confidence, tocsin.Words(a.Text, s.Source), tocsin.Words(a.Text, s.Cue), tocsin.Words(a.Text, s.Content))
		for _, t := range s.Trace {
			fmt.Fprintf(w, "    %s\n", t)
		}
	}
	for i := range r.Events {
		e := &r.Events[i]
		fmt.Fprintf(w, "%s %s %s %s %.2f  %s\n", e.ID, e.Type, e.CAMEO, e.Realis, e.Confidence, tocsin.Words(a.Text, e.Trigger))
		for _, t := range e.Trace {
			fmt.Fprintf(w, "    %s\n", t)
		}
	}
	for _, l := range r.Links {
		fmt.Fprintf(w, "%s %s %s  %s\n", l.From, l.Kind, l.To, strings.Join(l.Trace, "; "))
	}
}

// newReader loads lexicon and models for the commands that need no store, with the tables that a configuration names.
func newReader(config string) (*app.Reader, error) {
	cfg, err := app.LoadConfig(config)
	if err != nil {
		return nil, err
	}
	lex, err := app.Lexicon(false, cfg.Lexicon.Tables...)
	if err != nil {
		return nil, err
	}
	gaz, err := app.Gazetteer(lex, cfg.Gazetteer.File)
	if err != nil {
		return nil, err
	}
	return app.NewReader(lex, gaz, version)
}

// eachInput calls f with every named file in turn, unpacked, or with standard input where none is named.
func eachInput(files []string, stdin io.Reader, f func(name string, r io.Reader) error) error {
	if len(files) == 0 {
		files = []string{"-"}
	}
	for _, name := range files {
		if err := oneInput(name, stdin, f); err != nil {
			return err
		}
	}
	return nil
}

func oneInput(name string, stdin io.Reader, f func(name string, r io.Reader) error) error {
	if name == "-" {
		return f("standard input", stdin)
	}
	file, err := openInput(name)
	if err != nil {
		return err
	}
	defer file.Close()
	return f(name, file)
}
