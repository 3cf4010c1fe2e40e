package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/parse"
	"github.com/tocsin-desk/tocsin/parse/conllu"
	"github.com/tocsin-desk/tocsin/parse/model"
	"github.com/tocsin-desk/tocsin/parse/pipeline"
)

// maxPlain is the longest plain text that is parsed in one piece: a library of books has less.
const maxPlain = 256 << 20

// parseCmd is "tocsin parse": sentences, words, tags and trees of plain text, or of given tokens.
type parseCmd struct {
	Format string   `enum:"conllu,json" default:"conllu" help:"What to print: CoNLL-U, or one JSON object a sentence."`
	Tokens string   `enum:"own,given" default:"own" help:"given: read CoNLL-U and keep its sentences and tokens."`
	Model  string   `type:"existingfile" help:"A model file to use instead of the one in the program."`
	Files  []string `arg:"" optional:"" type:"existingfile" help:"Files to read, plain or .gz; standard input without one."`
}

// Run parses every file, or standard input.
func (c *parseCmd) Run(con console) error {
	p, err := syntax(c.Model)
	if err != nil {
		return err
	}
	out := bufio.NewWriterSize(con.out, 1<<16)
	err = eachInput(c.Files, con.in, func(name string, r io.Reader) error {
		if err := c.one(p, r, out); err != nil {
			return fmt.Errorf("parse %s: %w", name, err)
		}
		return nil
	})
	return errors.Join(err, out.Flush())
}

// syntax opens the pipeline of a model file, or of the model in the program where there is no path.
func syntax(path string) (*pipeline.Pipeline, error) {
	if path == "" {
		return pipeline.English()
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read model: %w", err)
	}
	f, err := model.Open(b)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return pipeline.New(f)
}

func (c *parseCmd) one(p *pipeline.Pipeline, in io.Reader, out io.Writer) error {
	if c.Tokens == "given" {
		return c.given(p, in, out)
	}
	text, err := io.ReadAll(io.LimitReader(in, maxPlain+1))
	if err != nil {
		return fmt.Errorf("read text: %w", err)
	}
	if len(text) > maxPlain {
		return fmt.Errorf("text of more than %d bytes: %w", maxPlain, tocsin.ErrTooLarge)
	}
	d := p.Parse(strings.ToValidUTF8(string(text), "\uFFFD"))
	return c.print(out, d, conllu.FromDoc(d))
}

// given parses sentence by sentence, so that files of any length pass.
func (c *parseCmd) given(p *pipeline.Pipeline, in io.Reader, out io.Writer) error {
	for r := conllu.NewReader(in); ; {
		s, err := r.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		one := []*conllu.Sentence{s}
		d, err := conllu.Doc(conllu.Text(one), one)
		if err != nil {
			return err
		}
		p.Given(d)
		s.Fill(d, 0)
		if err := c.print(out, d, one); err != nil {
			return err
		}
	}
}

func (c *parseCmd) print(out io.Writer, d *parse.Doc, sents []*conllu.Sentence) error {
	if c.Format == "json" {
		return printJSON(out, d)
	}
	var buf []byte
	for _, s := range sents {
		buf = s.Append(buf[:0])
		if _, err := out.Write(buf); err != nil {
			return fmt.Errorf("write parse: %w", err)
		}
	}
	return nil
}

// A jsonWord is a word as "--format json" prints it: head counts from 0 within the sentence, -1 for the root.
type jsonWord struct {
	Span  tocsin.Span `json:"span"` // code points
	Form  string      `json:"form"`
	Lemma string      `json:"lemma"`
	UPOS  parse.UPOS  `json:"upos"`
	XPOS  string      `json:"xpos"`
	Feats string      `json:"feats"`
	Head  int         `json:"head"`
	Rel   parse.Rel   `json:"rel"`
}

func printJSON(out io.Writer, d *parse.Doc) error {
	offsets := tocsin.NewOffsets(d.Text)
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	for _, s := range d.Sents {
		line := struct {
			Span   tocsin.Span `json:"span"`
			Tokens []jsonWord  `json:"tokens"`
		}{Span: offsets.CodePoints(s.Span)}
		for _, t := range d.Tokens[s.First:s.End] {
			head := t.Head
			if head >= 0 {
				head -= s.First
			}
			line.Tokens = append(line.Tokens, jsonWord{offsets.CodePoints(t.Span), t.Form, t.Lemma, t.UPOS, t.XPOS, t.Feats, head, t.Rel})
		}
		if err := encoder.Encode(line); err != nil {
			return fmt.Errorf("write parse: %w", err)
		}
	}
	return nil
}
