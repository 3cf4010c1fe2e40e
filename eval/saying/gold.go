// Package saying measures what the program reads of statements on the project's own gold: which are found, who speaks, through whom,
// what kind of act it is, and which disputes which. The same measure tells how far two passes of labelling agree.
//
// In: gold of eval/gold/statements, readings. Out: figures. It never changes a label and never trains.
package saying

import (
	"bufio"
	"bytes"
	"crypto/sha1" // halves, not secrets
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"github.com/tocsin-desk/tocsin"
)

// A Gold is what is labelled in one text; eval/gold/statements/README.md says how. Spans count code points.
type Gold struct {
	ID         string       `json:"id"`
	SHA256     string       `json:"sha256,omitempty"` // of the text's UTF-8 bytes, in hexadecimal, where the text isn't kept beside the gold
	Window     *tocsin.Span `json:"window,omitempty"` // what of the text is labelled; nil for all of it
	Statements []Mark       `json:"statements"`
	Disputes   []Dispute    `json:"disputes"`
	Near       []Pair       `json:"near"` // look like disputes and are none
	Same       []Pair       `json:"same"`
}

// A Mark is a labelled statement.
type Mark struct {
	ID        string        `json:"id"`
	Source    []tocsin.Span `json:"source"`
	Cue       []tocsin.Span `json:"cue"`
	Content   []tocsin.Span `json:"content"`
	Form      tocsin.Form   `json:"form"`
	Kind      tocsin.Kind   `json:"kind"`
	KindAlso  []tocsin.Kind `json:"kind_also,omitempty"`
	Polarity  string        `json:"polarity"`
	Speaker   []string      `json:"speaker"` // names that are right; none: nobody can tell
	Far       bool          `json:"far"`     // what tells the speaker stands outside the sentence
	InDoubt   bool          `json:"in_doubt,omitempty"`
	Chain     []Link        `json:"chain"` // below the carrier, outermost first, the speaker last
	Addressee []string      `json:"addressee,omitempty"`
}

// A Link is one hop of a labelled chain.
type Link struct {
	By        string       `json:"by"`
	Span      *tocsin.Span `json:"span"`
	Channel   string       `json:"channel,omitempty"`
	Inherited bool         `json:"inherited,omitempty"`
}

// A Pair is two statements of one text, by their ids.
type Pair [2]string

// A Dispute is what was asserted and what goes against it.
type Dispute struct {
	Claim  string `json:"claim"`
	Denial string `json:"denial"`
	Scope  string `json:"scope"` // full, partial
}

// Part is the half of the gold that a text belongs to: rules and weights are tuned on "dev" only.
func Part(id string) string {
	if sum := sha1.Sum([]byte(id)); sum[0]%2 == 0 {
		return "dev"
	}
	return "test"
}

// maxLine bounds a line of gold: a text of some hundred statements.
const maxLine = 1 << 20

// ReadGold reads lines of JSON, a text each. Errors name the line and wrap tocsin.ErrInvalid.
func ReadGold(r io.Reader) ([]Gold, error) {
	var out []Gold
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, maxLine)
	for n := 1; lines.Scan(); n++ {
		var g Gold
		dec := json.NewDecoder(bytes.NewReader(lines.Bytes()))
		dec.DisallowUnknownFields()
		err := dec.Decode(&g)
		if err == nil {
			err = g.check()
		}
		if err != nil {
			return nil, fmt.Errorf("gold statements, line %d: %w: %w", n, tocsin.ErrInvalid, err)
		}
		out = append(out, g)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("read gold statements: %w", err)
	}
	return out, nil
}

// check reports a label that isn't one of its kind, and a relation of statements that aren't there.
func (g *Gold) check() error {
	ids := map[string]bool{}
	for _, m := range g.Statements {
		if m.ID == "" || ids[m.ID] {
			return fmt.Errorf("%s: statement %q has no id of its own", g.ID, m.ID)
		}
		ids[m.ID] = true
		for _, k := range append([]tocsin.Kind{m.Kind}, m.KindAlso...) {
			if !slices.Contains(tocsin.Kinds(), k) {
				return fmt.Errorf("%s %s: kind %q", g.ID, m.ID, k)
			}
		}
		if m.Polarity != "affirmed" && m.Polarity != "negated" {
			return fmt.Errorf("%s %s: polarity %q", g.ID, m.ID, m.Polarity)
		}
		if len(m.Chain) == 0 {
			return fmt.Errorf("%s %s: a chain ends in the speaker, this one has nobody", g.ID, m.ID)
		}
	}
	pairs := slices.Concat(g.Near, g.Same)
	for _, d := range g.Disputes {
		if d.Scope != "full" && d.Scope != "partial" {
			return fmt.Errorf("%s: scope %q", g.ID, d.Scope)
		}
		pairs = append(pairs, Pair{d.Claim, d.Denial})
	}
	for _, p := range pairs {
		if !ids[p[0]] || !ids[p[1]] || p[0] == p[1] {
			return fmt.Errorf("%s: no such pair of statements: %q", g.ID, p)
		}
	}
	return nil
}

// In returns the gold with spans of bytes of its text. A text that isn't the one that was labelled, and a span that isn't in it, give
// an error that wraps tocsin.ErrInvalid.
func (g *Gold) In(words string) (*Text, error) {
	if sum := sha256.Sum256([]byte(words)); g.SHA256 != "" && hex.EncodeToString(sum[:]) != g.SHA256 {
		return nil, fmt.Errorf("gold statements of %s: the text is another one: %w", g.ID, tocsin.ErrInvalid)
	}
	at := tocsin.NewOffsets(words)
	var bad error
	bytes := func(s tocsin.Span) tocsin.Span {
		b := at.ByteSpan(s)
		if err := b.Validate(words); err != nil || at.CodePoints(b) != s {
			bad = fmt.Errorf("gold statements of %s: [%d,%d) is no span of the text: %w", g.ID, s.Start, s.End, tocsin.ErrInvalid)
		}
		return b
	}
	out := &Text{ID: g.ID, Words: words, Window: tocsin.Span{End: len(words)}, Disputes: g.Disputes, Near: g.Near, Same: g.Same}
	if g.Window != nil {
		out.Window = bytes(*g.Window)
	}
	for _, m := range g.Statements {
		out.Statements = append(out.Statements, m.in(bytes))
	}
	return out, bad
}

func (m *Mark) in(bytes func(tocsin.Span) tocsin.Span) Statement {
	all := func(in []tocsin.Span) []tocsin.Span {
		var out []tocsin.Span
		for _, s := range in {
			out = append(out, bytes(s))
		}
		return out
	}
	s := Statement{ID: m.ID, Source: all(m.Source), Cue: all(m.Cue), Content: all(m.Content), Form: m.Form, Kind: m.Kind, Also: m.KindAlso,
		Polarity: m.Polarity, Speaker: m.Speaker, Far: m.Far, InDoubt: m.InDoubt}
	for i, l := range m.Chain {
		h := Hop{Names: []string{l.By}}
		if i == len(m.Chain)-1 {
			h.Names = append(h.Names, m.Speaker...)
		}
		if l.Span != nil {
			span := bytes(*l.Span)
			h.Span = &span
		}
		s.Chain = append(s.Chain, h)
	}
	return s
}
