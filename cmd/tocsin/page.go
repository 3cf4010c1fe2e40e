package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/tocsin-desk/tocsin/app"
	"github.com/tocsin-desk/tocsin/intake/jsonl"
	"github.com/tocsin-desk/tocsin/intake/page"
)

// pageCmd is "tocsin page": the article on a web page.
type pageCmd struct {
	JSONL bool   `help:"Read lines {\"id\", \"html\", \"url\"} and print an object with its id a line."`
	URL   string `help:"Address of the page, for what the page doesn't say itself."`
}

// maxPageLine is the longest line of --jsonl: a page at its cap, with every byte escaped.
const maxPageLine = 2*page.MaxBytes + 1<<20

// An extractor reads one page.
type extractor func(ctx context.Context, html []byte, from page.Origin) (page.Page, error)

// Run reads standard input, with the extractor in a child process that can be killed.
func (c *pageCmd) Run() error {
	w := app.PageWorker()
	defer w.Close()
	out := bufio.NewWriter(os.Stdout)
	if c.JSONL {
		return errors.Join(pageLines(w.Extract, os.Stdin, out, os.Stderr), out.Flush())
	}
	return errors.Join(c.one(w.Extract, os.Stdin, out), out.Flush())
}

// one reads a single page.
func (c *pageCmd) one(extract extractor, in io.Reader, out io.Writer) error {
	html, err := io.ReadAll(io.LimitReader(in, page.MaxBytes+1))
	if err != nil {
		return fmt.Errorf("read page: %w", err)
	}
	p, err := extract(context.Background(), html, page.Origin{URL: c.URL})
	if err != nil {
		return err
	}
	return encode(out, p)
}

// A pageLine is a line of --jsonl, in and out. The id comes back as it was given.
type pageLine struct {
	ID json.RawMessage `json:"id"`
	page.Page
	Error string `json:"error,omitempty"` // why there is no text
}

// pageLines reads a page a line and writes an object a line, in the same order. A line that can't
// be read at all is reported and gives none; a page without text gives one with its error.
func pageLines(extract extractor, in io.Reader, out, report io.Writer) error {
	refused := 0
	for line := range jsonl.Lines(in, maxPageLine) {
		o, err := pageOf(extract, line)
		if err != nil {
			refused++
			fmt.Fprintf(report, "tocsin: standard input line %d: %v\n", line.Number, err)
		}
		if o == nil {
			continue
		}
		if err := encode(out, o); err != nil {
			return err
		}
	}
	if refused > 0 {
		return fmt.Errorf("%d of the pages: %w", refused, errPartial)
	}
	return nil
}

func pageOf(extract extractor, line jsonl.Line) (*pageLine, error) {
	switch {
	case line.Err != nil:
		return nil, fmt.Errorf("reading broke off: %w", line.Err)
	case line.TooLong:
		return nil, fmt.Errorf("longer than %d MiB", maxPageLine>>20)
	case len(line.Bytes) == 0:
		return nil, nil
	}
	var in struct {
		ID        json.RawMessage
		HTML, URL string
	}
	if err := json.Unmarshal(line.Bytes, &in); err != nil {
		return nil, err
	}
	if in.ID == nil {
		in.ID = json.RawMessage("null")
	}
	p, err := extract(context.Background(), []byte(in.HTML), page.Origin{URL: in.URL})
	if err != nil {
		return &pageLine{ID: in.ID, Error: err.Error()}, err
	}
	return &pageLine{ID: in.ID, Page: p}, nil
}

func encode(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}
