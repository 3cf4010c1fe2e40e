// Package deed scores events, who did what to whom, against the project's own gold, and one pass of labels against another.
//
// In: the lines of eval/gold/events and the events of readings, both with offsets in code points. Out: counts and figures.
// It never opens a file, never changes a label and never trains.
package deed

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/tocsin-desk/tocsin"
)

// A Text is a line of the gold: a text of our own with its words, or one of others known by its hash alone, and what is told in it.
type Text struct {
	ID       string       `json:"id"`
	SHA256   string       `json:"sha256,omitempty"` // of the whole text's UTF-8 bytes, in hexadecimal; texts of others have one
	Window   *tocsin.Span `json:"window,omitempty"` // what was read of a long text; nil for all of it
	Part     string       `json:"part,omitempty"`   // "dev" or "test"
	Category string       `json:"category,omitempty"`
	Date     string       `json:"date,omitempty"`
	Text     string       `json:"text,omitempty"`
	Events   []Event      `json:"events"`
}

// An Event is a deed as the gold has it; eval/gold/events/README.md says what is one.
type Event struct {
	Type       tocsin.PLOVER `json:"type"`
	Mode       []string      `json:"mode"`
	Contexts   []string      `json:"contexts"`
	CAMEO      tocsin.CAMEO  `json:"cameo,omitempty"`
	Realis     tocsin.Realis `json:"realis"`
	Trigger    tocsin.Span   `json:"trigger"`
	Mentions   []tocsin.Span `json:"mentions,omitempty"` // later words for the same deed
	Actors     []Party       `json:"actors"`
	Recipients []Party       `json:"recipients"`
	Reciprocal bool          `json:"reciprocal"`
	Reported   bool          `json:"reported"` // it stands within somebody's words
}

// A Party is an actor or recipient; Span is nil where no word names it.
type Party struct {
	Span *tocsin.Span     `json:"span"`
	Code tocsin.ActorCode `json:"code"`
}

// maxLine bounds a line of gold: a text of some hundred events.
const maxLine = 1 << 20

// Read reads lines of JSON, a text each. Errors name the line and wrap tocsin.ErrInvalid.
func Read(r io.Reader) ([]Text, error) {
	var out []Text
	seen := map[string]bool{}
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, maxLine)
	for n := 1; lines.Scan(); n++ {
		var t Text
		dec := json.NewDecoder(bytes.NewReader(lines.Bytes()))
		dec.DisallowUnknownFields()
		if err := dec.Decode(&t); err != nil {
			return nil, fmt.Errorf("gold events, line %d: %w: %w", n, tocsin.ErrInvalid, err)
		}
		if t.ID == "" || seen[t.ID] {
			return nil, fmt.Errorf("gold events, line %d: id %q is empty or there twice: %w", n, t.ID, tocsin.ErrInvalid)
		}
		seen[t.ID] = true
		for i := range t.Events {
			if err := t.Events[i].validate(); err != nil {
				return nil, fmt.Errorf("gold events, line %d, event %d: %w", n, i+1, err)
			}
		}
		out = append(out, t)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("read gold events: %w", err)
	}
	return out, nil
}

func (e *Event) validate() error {
	if _, err := tocsin.ParsePLOVER(string(e.Type)); err != nil {
		return err
	}
	known := []tocsin.Realis{tocsin.Asserted, tocsin.Negated, tocsin.Future, tocsin.Hypothetical, tocsin.Historical}
	switch {
	case !slices.Contains(known, e.Realis):
		return fmt.Errorf("realis %q: %w", e.Realis, tocsin.ErrInvalid)
	case len(e.Actors) == 0:
		return fmt.Errorf("no actor: %w", tocsin.ErrInvalid)
	case e.Reciprocal && (len(e.Actors) < 2 || len(e.Recipients) > 0):
		return fmt.Errorf("reciprocal, with %d actors and %d recipients: %w", len(e.Actors), len(e.Recipients), tocsin.ErrInvalid)
	}
	for _, p := range slices.Concat(e.Actors, e.Recipients) {
		if !coded(p.Code) {
			return fmt.Errorf("actor code %q: %w", p.Code, tocsin.ErrInvalid)
		}
	}
	return nil
}

// coded says whether a code is blocks of three capitals: AFGGOV.
func coded(c tocsin.ActorCode) bool {
	return len(c) > 0 && len(c)%3 == 0 && strings.Trim(string(c), "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

// In puts the words to the labels of a text of others, and checks that every offset lies in them. A text that isn't the one that was
// labelled gives an error that wraps tocsin.ErrInvalid. What lies outside the window is cut off.
func (t Text) In(text string) (Text, error) {
	if sum := sha256.Sum256([]byte(text)); t.SHA256 != "" && hex.EncodeToString(sum[:]) != t.SHA256 {
		return t, fmt.Errorf("gold events of %s: the text is another one: %w", t.ID, tocsin.ErrInvalid)
	}
	t.Text = text
	if t.Window != nil {
		w, err := inside(text, *t.Window)
		if err != nil {
			return t, fmt.Errorf("gold events of %s: window: %w", t.ID, err)
		}
		t.Text = w.Of(text)
	}
	for _, e := range t.Events {
		for _, s := range e.spans() {
			if _, err := inside(t.Text, s); err != nil {
				return t, fmt.Errorf("gold events of %s: %w", t.ID, err)
			}
		}
	}
	return t, nil
}

func (e *Event) spans() []tocsin.Span {
	out := append([]tocsin.Span{e.Trigger}, e.Mentions...)
	for _, p := range slices.Concat(e.Actors, e.Recipients) {
		if p.Span != nil {
			out = append(out, *p.Span)
		}
	}
	return out
}

// inside turns code points into bytes of the text.
func inside(text string, s tocsin.Span) (tocsin.Span, error) {
	at := tocsin.NewOffsets(text)
	b := at.ByteSpan(s)
	if err := b.Validate(text); err != nil || at.Runes(b.End) != s.End {
		return b, fmt.Errorf("[%d,%d) is no span of the text: %w", s.Start, s.End, tocsin.ErrInvalid)
	}
	return b, nil
}

// Of returns the events of a reading as the gold would have them.
func Of(r *tocsin.Reading) []Event {
	out := make([]Event, 0, len(r.Events))
	for i := range r.Events {
		v := &r.Events[i]
		e := Event{
			Type: v.Type, Mode: v.Mode, Contexts: v.Contexts, CAMEO: v.CAMEO, Realis: v.Realis,
			Actors: parties(v.Actors), Recipients: parties(v.Recipients), Reciprocal: v.Reciprocal, Reported: v.Statement != nil,
		}
		for k, s := range v.Trigger {
			if k == 0 {
				e.Trigger = s
			} else {
				e.Mentions = append(e.Mentions, s)
			}
		}
		out = append(out, e)
	}
	return out
}

func parties(in []tocsin.Party) []Party {
	var out []Party
	for i := range in {
		out = append(out, Party{&in[i].Span, in[i].Code})
	}
	return out
}
