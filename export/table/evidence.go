package table

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/tocsin-desk/tocsin"
)

// evidenceColumns are the columns of the table of evidence, a line for each value of an event and the words that it comes from.
var evidenceColumns = [...]string{"event", "field", "begin", "end", "words", "why", "article", "version", "url", "statement", "attribution", "confidence", "coder"}

// An EvidenceWriter writes the side table of a table of events: tabs between cells, a header.
type EvidenceWriter struct{ out io.Writer }

// NewEvidence returns a writer with its header written.
func NewEvidence(w io.Writer) (*EvidenceWriter, error) {
	e := &EvidenceWriter{w}
	return e, e.line(evidenceColumns[:])
}

// Record writes the evidence of a record for each event id that stands in the table, and returns the number of lines.
// begin and end count code points of the article's text; both are 0 where a value has no words of its own.
func (e *EvidenceWriter) Record(r *tocsin.Record, ids []string) (n int, err error) {
	for _, id := range ids {
		for _, v := range r.Evidence {
			err := e.line([]string{id, v.Field, strconv.Itoa(v.Span.Start), strconv.Itoa(v.Span.End), v.Words, v.Why, string(r.Article), string(r.Version), r.URL,
				r.Statement, strings.Join(r.Attribution, "; "), decimal(r.Confidence), r.Coder})
			if err != nil {
				return n, err
			}
			n++
		}
	}
	return n, nil
}

func (e *EvidenceWriter) line(cells []string) error {
	if err := writeLine(e.out, cells); err != nil {
		return fmt.Errorf("write a line of evidence: %w", err)
	}
	return nil
}

// An EvidenceLine is a line of the table of evidence.
type EvidenceLine struct {
	Event string // id in the table of events
	tocsin.Evidence
	Article     tocsin.ArticleID
	Version     tocsin.VersionHash
	URL         string
	Statement   string
	Attribution []string
	Confidence  float64
	Coder       string
}

// ReadEvidence reads a table of evidence; a line that can't be read is given as an error.
func ReadEvidence(in io.Reader, take func(line int, e *EvidenceLine, err error) error) error {
	return lines(in, func(n int, line string) error {
		cells := strings.Split(line, "\t")
		switch {
		case line == "" || n == 1 && cells[0] == evidenceColumns[0]:
			return nil
		case len(cells) != len(evidenceColumns):
			return take(n, nil, fmt.Errorf("%d cells, a line of evidence has %d: %w", len(cells), len(evidenceColumns), tocsin.ErrInvalid))
		}
		begin, err1 := whole(cells[2])
		end, err2 := whole(cells[3])
		confidence, err3 := float(cells[11], 0, 1)
		if err1 != nil || err2 != nil || err3 != nil || end < begin {
			return take(n, nil, fmt.Errorf("no span, or no confidence: %w", tocsin.ErrInvalid))
		}
		return take(n, &EvidenceLine{
			Event: cells[0], Evidence: tocsin.Evidence{Field: cells[1], Span: tocsin.Span{Start: begin, End: end}, Words: cells[4], Why: cells[5]},
			Article: tocsin.ArticleID(cells[6]), Version: tocsin.VersionHash(cells[7]), URL: cells[8], Statement: cells[9], Attribution: split(cells[10], "; "),
			Confidence: confidence, Coder: cells[12],
		}, nil)
	})
}
