// Package conllu reads and writes CoNLL-U, the form of the Universal Dependencies treebanks
// (universaldependencies.org/format.html), and sets such a parse over a text.
//
// In: CoNLL-U. Out: sentences that write back to the same bytes, and parse.Doc. It never changes a
// form, never guesses a missing column, and reads files of any length a sentence at a time.
package conllu

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/tocsin-desk/tocsin"
)

// A Sentence is one block: its comment lines, words, fused tokens and empty nodes.
type Sentence struct {
	Comments []string // with their "#"
	Words    []Word
	Fused    []Fused
	Empty    []Empty
}

// A Word is a syntactic word; columns that are not known hold "_", as in the file.
type Word struct {
	Form, Lemma, UPOS, XPOS, Feats string
	Head                           int // 1-based number of the head, 0 for the root, Unknown for "_"
	Rel, Deps, Misc                string
}

// Unknown is the Head of a word without one.
const Unknown = -1

// A Fused token is a surface token of several words (don't = do + n't): words [First, End), 0-based.
type Fused struct {
	First, End int
	Columns    string // the nine columns behind its number, tabs included
}

// Form returns the surface form.
func (f Fused) Form() string { return column(f.Columns, 0) }

// Misc returns the last column.
func (f Fused) Misc() string { return column(f.Columns, columns-2) }

// An Empty node (8.1) belongs to the enhanced graph; it is kept for writing and otherwise ignored.
type Empty struct {
	After   int // number of the word before it, 0 for none
	Columns string
	ID      string
}

func column(tabbed string, n int) string { return strings.Split(tabbed, "\t")[n] }

// Text returns the sentence's `# text =`, "" where it has none.
func (s *Sentence) Text() string {
	for _, c := range s.Comments {
		if t, ok := strings.CutPrefix(c, "# text = "); ok {
			return t
		}
	}
	return ""
}

// Begins reports whether a comment says that a document ("newdoc") or paragraph ("newpar") begins here.
func (s *Sentence) Begins(what string) bool {
	for _, c := range s.Comments {
		if c == "# "+what || strings.HasPrefix(c, "# "+what+" ") {
			return true
		}
	}
	return false
}

const (
	columns = 10

	// MaxLine is the longest line that is read, in bytes: the longest of the treebanks has 12,000.
	MaxLine = 1 << 20
	// MaxWords is the most words of a sentence; longer ones are damage, not language.
	MaxWords = 100_000
)

// A Reader reads sentences one after the other.
type Reader struct {
	lines *bufio.Scanner
	line  int // number of the last line read
}

// NewReader returns a Reader of plain (not compressed) CoNLL-U.
func NewReader(r io.Reader) *Reader {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, MaxLine)
	return &Reader{lines: lines}
}

// Next returns the next sentence, io.EOF after the last. Any other error names the line and wraps
// tocsin.ErrInvalid (the file is wrong), tocsin.ErrTooLarge, or the error of the underlying reader.
func (r *Reader) Next() (*Sentence, error) {
	s := &Sentence{}
	for r.lines.Scan() {
		r.line++
		line := strings.TrimSuffix(r.lines.Text(), "\r")
		switch {
		case strings.TrimSpace(line) == "":
			if len(s.Words) > 0 {
				return s, r.check(s)
			}
		case strings.HasPrefix(line, "#") && len(s.Words) == 0 && !strings.Contains(line, "\t"):
			s.Comments = append(s.Comments, line)
		default:
			if err := s.add(line); err != nil {
				return nil, fmt.Errorf("line %d: %w", r.line, err)
			}
		}
	}
	if err := r.lines.Err(); err != nil {
		if errors.Is(err, bufio.ErrTooLong) {
			return nil, fmt.Errorf("line %d: longer than %d bytes: %w", r.line+1, MaxLine, tocsin.ErrTooLarge)
		}
		return nil, fmt.Errorf("line %d: %w", r.line+1, err)
	}
	if len(s.Words) > 0 {
		return s, r.check(s)
	}
	return nil, io.EOF
}

// All reads every sentence of r.
func All(r io.Reader) ([]*Sentence, error) {
	var out []*Sentence
	for reader := NewReader(r); ; {
		s, err := reader.Next()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return out, err
		}
		out = append(out, s)
	}
}

func (s *Sentence) add(line string) error {
	id, rest, _ := strings.Cut(line, "\t")
	c := strings.Split(rest, "\t")
	if len(c) != columns-1 {
		return fmt.Errorf("%d columns instead of %d: %w", len(c)+1, columns, tocsin.ErrInvalid)
	}
	if c[0] == "" {
		return fmt.Errorf("empty form: %w", tocsin.ErrInvalid)
	}
	if first, last, ok := strings.Cut(id, "-"); ok {
		return s.addFused(first, last, rest)
	}
	if before, _, ok := strings.Cut(id, "."); ok {
		n, err := strconv.Atoi(before)
		if err != nil || n != len(s.Words) {
			return fmt.Errorf("empty node %q after word %d: %w", id, len(s.Words), tocsin.ErrInvalid)
		}
		s.Empty = append(s.Empty, Empty{n, rest, id})
		return nil
	}
	if n, err := strconv.Atoi(id); err != nil || n != len(s.Words)+1 {
		return fmt.Errorf("word number %q after %d words: %w", id, len(s.Words), tocsin.ErrInvalid)
	}
	if len(s.Words) == MaxWords {
		return fmt.Errorf("sentence of more than %d words: %w", MaxWords, tocsin.ErrTooLarge)
	}
	head := Unknown
	if c[5] != "_" {
		var err error
		if head, err = strconv.Atoi(c[5]); err != nil || head < 0 {
			return fmt.Errorf("head %q: %w", c[5], tocsin.ErrInvalid)
		}
	}
	s.Words = append(s.Words, Word{c[0], c[1], c[2], c[3], c[4], head, c[6], c[7], c[8]})
	return nil
}

func (s *Sentence) addFused(first, last, rest string) error {
	a, err := strconv.Atoi(first)
	b, err2 := strconv.Atoi(last)
	if err != nil || err2 != nil || a != len(s.Words)+1 || b < a || b-a > MaxWords {
		return fmt.Errorf("fused token %s-%s after %d words: %w", first, last, len(s.Words), tocsin.ErrInvalid)
	}
	if n := len(s.Fused); n > 0 && s.Fused[n-1].End >= a {
		return fmt.Errorf("fused token %s-%s overlaps the one before: %w", first, last, tocsin.ErrInvalid)
	}
	s.Fused = append(s.Fused, Fused{a - 1, b, rest})
	return nil
}

// check is made when the whole sentence is known.
func (r *Reader) check(s *Sentence) error {
	for i, w := range s.Words {
		if w.Head > len(s.Words) || w.Head == i+1 {
			return fmt.Errorf("sentence before line %d: word %d has head %d of %d: %w", r.line, i+1, w.Head, len(s.Words), tocsin.ErrInvalid)
		}
	}
	for _, f := range s.Fused {
		if f.End > len(s.Words) {
			return fmt.Errorf("sentence before line %d: fused token ends at word %d of %d: %w", r.line, f.End, len(s.Words), tocsin.ErrInvalid)
		}
	}
	return nil
}

// circular returns the number of a word that is its own ancestor, 0 where the heads make a forest.
func (s *Sentence) circular() int {
	passed := make([]int, len(s.Words)) // by word: 1 + the word from which it was first reached
	for start := range s.Words {
		i := start
		for i >= 0 && i < len(passed) && passed[i] == 0 {
			passed[i] = start + 1
			i = s.Words[i].Head - 1
		}
		if i >= 0 && i < len(passed) && passed[i] == start+1 {
			return i + 1
		}
	}
	return 0
}

// Append writes the sentence and the empty line behind it.
func (s *Sentence) Append(dst []byte) []byte {
	for _, c := range s.Comments {
		dst = append(append(dst, c...), '\n')
	}
	fused, empty := s.Fused, s.Empty
	for i, w := range s.Words {
		dst, empty = appendEmpty(dst, empty, i)
		if len(fused) > 0 && fused[0].First == i {
			dst = fmt.Appendf(dst, "%d-%d\t%s\n", i+1, fused[0].End, fused[0].Columns)
			fused = fused[1:]
		}
		dst = strconv.AppendInt(dst, int64(i+1), 10)
		for _, c := range [...]string{w.Form, w.Lemma, w.UPOS, w.XPOS, w.Feats, w.headColumn(), w.Rel, w.Deps, w.Misc} {
			dst = append(append(dst, '\t'), c...)
		}
		dst = append(dst, '\n')
	}
	dst, _ = appendEmpty(dst, empty, len(s.Words))
	return append(dst, '\n')
}

func appendEmpty(dst []byte, nodes []Empty, after int) ([]byte, []Empty) {
	for len(nodes) > 0 && nodes[0].After <= after {
		dst = fmt.Appendf(dst, "%s\t%s\n", nodes[0].ID, nodes[0].Columns)
		nodes = nodes[1:]
	}
	return dst, nodes
}

func (w Word) headColumn() string {
	if w.Head == Unknown {
		return "_"
	}
	return strconv.Itoa(w.Head)
}
