// Package jsonl reads and writes articles in the form of the reading contract: one JSON object a line.
//
// In: lines, read one at a time. Out: articles with their questions, spans in bytes; a refusal with
// source and line number for each line that can't be read.
// It never changes a text, and never holds more than one line.
package jsonl

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
	"unicode/utf8"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/intake"
)

// MaxLine is the longest line that is read: 16 MiB, five times the longest book, so that only
// something that isn't an article is skipped.
const MaxLine = 16 << 20

// maxQuestions bounds the dyads and toponyms that one article may ask about.
const maxQuestions = 10_000

// A row is a line of the contract. Its spans count code points.
type row struct {
	ID       tocsin.ArticleID `json:"id"`
	Text     *string          `json:"text"`
	Title    string           `json:"title,omitempty"`
	Date     string           `json:"date,omitempty"`
	Outlet   string           `json:"outlet,omitempty"`
	URL      string           `json:"url,omitempty"`
	Lang     string           `json:"lang,omitempty"`
	Byline   string           `json:"byline,omitempty"`
	Dyads    []dyad           `json:"dyads,omitempty"`
	CoNLLU   string           `json:"conllu,omitempty"`
	Toponyms []tocsin.Span    `json:"toponyms,omitempty"`
}

type dyad struct {
	ID     string      `json:"id"`
	Source tocsin.Span `json:"source"`
	Target tocsin.Span `json:"target"`
}

// Read yields an item a line; empty lines are passed over. source names the stream in refusals.
func Read(r io.Reader, source string) iter.Seq[intake.Item] {
	return func(yield func(intake.Item) bool) {
		for line := range Lines(r, MaxLine) {
			if len(bytes.TrimSpace(line.Bytes)) == 0 && line.Err == nil {
				continue
			}
			if !yield(item(line, fmt.Sprintf("%s line %d", source, line.Number))) {
				return
			}
		}
	}
}

// item turns one line into an article or a refusal.
func item(line Line, where string) intake.Item {
	switch {
	case line.Err != nil:
		return intake.Broken(where, "reading broke off: %v", line.Err)
	case line.TooLong:
		return intake.Refused(where, "longer than %d MiB", MaxLine>>20)
	case !utf8.Valid(line.Bytes):
		return intake.Broken(where, "not UTF-8")
	}
	b := bytes.TrimPrefix(line.Bytes, []byte("\uFEFF")) // some editors put a mark before the first line
	var in row
	if err := json.Unmarshal(b, &in); err != nil {
		return intake.Broken(where, "%s", explain(err))
	}
	if in.Text == nil || strings.TrimSpace(*in.Text) == "" {
		return intake.Refused(where, "no text")
	}
	a := &tocsin.Article{
		ID: in.ID, URL: in.URL, Title: in.Title, Text: *in.Text, Lang: in.Lang,
		Outlet: in.Outlet, Byline: in.Byline, Date: in.Date,
	}
	if a.ID == "" {
		a.ID = intake.ArticleID(a)
	}
	ask, notes := questions(&in)
	a.Ask = ask
	return intake.Item{Article: a, Notes: notes}
}

// explain says in words what is wrong with a line.
func explain(err error) string {
	var typ *json.UnmarshalTypeError
	var syntax *json.SyntaxError
	switch {
	case errors.As(err, &typ) && typ.Field != "":
		return fmt.Sprintf("field %q holds a %s", typ.Field, typ.Value)
	case errors.As(err, &typ):
		return fmt.Sprintf("a JSON %s, not an object", typ.Value)
	case errors.As(err, &syntax):
		return fmt.Sprintf("not valid JSON at byte %d: %v", syntax.Offset, err)
	}
	return fmt.Sprintf("not in the form of the contract: %v", err)
}

// questions converts what is asked, spans from code points to bytes. A question about words that
// aren't there is left out with a note: the article itself can still be read.
func questions(in *row) (*tocsin.Ask, []string) {
	if len(in.Dyads) == 0 && in.CoNLLU == "" && len(in.Toponyms) == 0 {
		return nil, nil
	}
	q := asker{offsets: tocsin.NewOffsets(*in.Text), runes: utf8.RuneCountInString(*in.Text)}
	ask := &tocsin.Ask{CoNLLU: in.CoNLLU}
	for i, d := range in.Dyads[:min(len(in.Dyads), maxQuestions)] {
		from, ok1 := q.span(d.Source)
		to, ok2 := q.span(d.Target)
		if !ok1 || !ok2 {
			q.note("dyad %d (%q): a span lies outside the text", i+1, d.ID)
			continue
		}
		ask.Dyads = append(ask.Dyads, tocsin.AskDyad{ID: d.ID, Source: from, Target: to})
	}
	for i, s := range in.Toponyms[:min(len(in.Toponyms), maxQuestions)] {
		span, ok := q.span(s)
		if !ok {
			q.note("toponym %d: span [%d,%d) lies outside the text", i+1, s.Start, s.End)
			continue
		}
		ask.Toponyms = append(ask.Toponyms, span)
	}
	if n := max(len(in.Dyads), len(in.Toponyms)); n > maxQuestions {
		q.note("only the first %d of %d questions are answered", maxQuestions, n)
	}
	if len(ask.Dyads) == 0 && ask.CoNLLU == "" && len(ask.Toponyms) == 0 {
		ask = nil // nothing that can be answered was asked
	}
	return ask, q.notes
}

type asker struct {
	offsets *tocsin.Offsets
	runes   int
	notes   []string
}

func (q *asker) span(s tocsin.Span) (tocsin.Span, bool) {
	if s.Start < 0 || s.Start >= s.End || s.End > q.runes {
		return tocsin.Span{}, false
	}
	return q.offsets.ByteSpan(s), true
}

// note keeps the first few notes: a thousand of one kind tell nothing more.
func (q *asker) note(format string, args ...any) {
	const enough = 10
	if len(q.notes) < enough {
		q.notes = append(q.notes, fmt.Sprintf(format, args...))
	}
}

// Write writes an article as one line, spans in code points: what Read reads back as the same article,
// but for Collected and Source, which the contract doesn't carry.
func Write(w io.Writer, a *tocsin.Article) error {
	out := row{
		ID: a.ID, Text: &a.Text, Title: a.Title, Date: a.Date, Outlet: a.Outlet,
		URL: a.URL, Lang: a.Lang, Byline: a.Byline,
	}
	if a.Ask != nil {
		offsets := tocsin.NewOffsets(a.Text)
		out.CoNLLU = a.Ask.CoNLLU
		for _, d := range a.Ask.Dyads {
			out.Dyads = append(out.Dyads, dyad{d.ID, offsets.CodePoints(d.Source), offsets.CodePoints(d.Target)})
		}
		for _, s := range a.Ask.Toponyms {
			out.Toponyms = append(out.Toponyms, offsets.CodePoints(s))
		}
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(out); err != nil {
		return fmt.Errorf("write article %s: %w", a.ID, err)
	}
	return nil
}
