package cite

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"time"
)

// An item is one of CSL-JSON.
type item struct {
	ID        string  `json:"id"`
	Type      string  `json:"type"`
	Author    []name  `json:"author,omitempty"`
	Title     string  `json:"title"`
	Container string  `json:"container-title,omitempty"`
	Issued    *date   `json:"issued,omitempty"`
	Accessed  *date   `json:"accessed,omitempty"`
	URL       string  `json:"URL,omitempty"`
	Language  string  `json:"language,omitempty"`
	Abstract  string  `json:"abstract,omitempty"` // the words
	Note      string  `json:"note,omitempty"`
	Custom    *custom `json:"custom,omitempty"`
}

type name struct {
	Literal string `json:"literal"`
}

type date struct {
	Parts [][]int `json:"date-parts"`
}

// custom is what programs need to find the words again.
type custom struct {
	Article string   `json:"article"`
	SHA256  string   `json:"sha256"`
	Span    [2]int   `json:"span"` // code points
	Speaker string   `json:"speaker,omitempty"`
	Kind    string   `json:"kind"`
	Chain   []string `json:"chain,omitempty"`
}

func dateOf(t time.Time) *date {
	if t.IsZero() {
		return nil
	}
	y, m, d := t.Date()
	return &date{[][]int{{y, int(m), d}}}
}

// A CSLWriter writes a list of items.
type CSLWriter struct {
	out io.Writer
	n   int
}

// NewCSL returns a writer; Close ends its list.
func NewCSL(w io.Writer) *CSLWriter { return &CSLWriter{out: w} }

// Write adds an item.
func (c *CSLWriter) Write(q Quote) error {
	it := item{
		ID: q.Key, Type: "article-newspaper", Title: cmp.Or(q.Title, q.Words), Container: q.Outlet, Issued: dateOf(q.Date), Accessed: dateOf(q.Accessed), URL: q.URL, Language: q.Lang,
		Abstract: q.Words, Note: q.Note(), Custom: &custom{string(q.Article), string(q.Hash), [2]int{q.Span.Start, q.Span.End}, q.Speaker, string(q.Kind), q.Chain},
	}
	if by := cmp.Or(q.Byline, q.Outlet); by != "" {
		it.Author = []name{{by}}
	}
	var b bytes.Buffer
	b.WriteString(map[bool]string{true: "[\n", false: ",\n"}[c.n == 0])
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(it); err != nil {
		return fmt.Errorf("write a citation: %w", err)
	}
	c.n++
	if _, err := c.out.Write(bytes.TrimRight(b.Bytes(), "\n")); err != nil {
		return fmt.Errorf("write a citation: %w", err)
	}
	return nil
}

// Close ends the list.
func (c *CSLWriter) Close() error {
	end := "\n]\n"
	if c.n == 0 {
		end = "[]\n"
	}
	if _, err := io.WriteString(c.out, end); err != nil {
		return fmt.Errorf("write citations: %w", err)
	}
	return nil
}

// WriteCSL writes a whole list.
func WriteCSL(w io.Writer, quotes []Quote) error {
	c := NewCSL(w)
	for _, q := range quotes {
		if err := c.Write(q); err != nil {
			return err
		}
	}
	return c.Close()
}
