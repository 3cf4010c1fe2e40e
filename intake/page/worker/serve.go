package worker

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/tocsin-desk/tocsin/intake/page"
)

// An answer is what the child says about one page.
type answer struct {
	Page  page.Page `json:"page"`
	Error string    `json:"error,omitempty"`
}

// Serve is the child's side: it answers pages one after another until in ends.
// A request is two frames, the page.Origin as JSON and the page; an answer is one frame of JSON.
func Serve(in io.Reader, out io.Writer) error {
	r, w := bufio.NewReader(in), bufio.NewWriter(out)
	for {
		head, err := readFrame(r)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read request: %w", err)
		}
		html, err := readFrame(r)
		if err != nil {
			return fmt.Errorf("read page: %w", err)
		}
		b, err := json.Marshal(extract(head, html))
		if err != nil {
			return fmt.Errorf("encode answer: %w", err)
		}
		if err := writeFrame(w, b); err != nil {
			return fmt.Errorf("write answer: %w", err)
		}
		if err := w.Flush(); err != nil {
			return fmt.Errorf("write answer: %w", err)
		}
	}
}

func extract(head, html []byte) answer {
	var from page.Origin
	if err := json.Unmarshal(head, &from); err != nil {
		return answer{Error: fmt.Sprintf("read request: %v", err)}
	}
	p, err := page.Extract(html, from)
	if err != nil {
		return answer{Error: err.Error()}
	}
	return answer{Page: p}
}
