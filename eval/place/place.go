// Package place measures where the coder puts events and which borders it reads, on the project's own sentences.
//
// In: eval/gold/places and a function that reads a text. Out: figures. It never changes a label and never trains.
package place

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/gazetteer"
)

// An Event is a sentence with the word of a deed and the place where it was done; Place is nil for none.
type Event struct {
	ID, Part, Text string
	Event          tocsin.Span // code points, as all spans of the gold
	Place          *Gold
}

// Gold is a place as the gold has it; see eval/gold/places/README.md.
type Gold struct {
	Span      *tocsin.Span
	Name      string
	Country   string // accepted codes with | between
	Admin1    string // accepted names with | between
	Precision tocsin.Precision
	Role      tocsin.PlaceRole
	Line      []string
}

// A Border is a sentence with a border expression, nil for none.
type Border struct {
	ID, Part, Text string
	Border         *struct {
		Span tocsin.Span
		Line []string
		Side string
	}
}

// maxLines bounds a gold file.
const maxLines = 100_000

// Read reads JSONL into values; errors name the line.
func Read[T any](r io.Reader) ([]T, error) {
	var out []T
	s := bufio.NewScanner(r)
	for n := 1; s.Scan() && n <= maxLines; n++ {
		var v T
		if err := json.Unmarshal(s.Bytes(), &v); err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		out = append(out, v)
	}
	return out, s.Err()
}

// A Share counts right answers.
type Share struct{ Right, Of int }

func (s *Share) add(right bool) {
	s.Of++
	if right {
		s.Right++
	}
}

func (s Share) String() string {
	return fmt.Sprintf("%.4f of %d", float64(s.Right)/float64(max(1, s.Of)), s.Of)
}

// Scores are the figures of one part of the gold.
type Scores struct {
	Country  Share // all events: the country, or none where the gold has none
	Division Share // events whose division is known
	Place    Share // events whose town or site is known
	Other    Share // events at a border, or in a region without a country
	Role     Share // events with a place that was found
	Line     Share // all sentences about borders: the line, or none
	Side     Share // those whose side is known, and whose line was found
	Wrong    []string
}

// ReadText reads one text and answers where the deed of the word at a span of bytes was done, and which borders it names.
type ReadText func(text string) (event func(tocsin.Span) *tocsin.Place, borders []tocsin.Place)

// Events scores the events.
func (s *Scores) Events(events []Event, read ReadText) {
	for i := range events {
		e := &events[i]
		at, _ := read(e.Text)
		got := at(tocsin.NewOffsets(e.Text).ByteSpan(e.Event))
		s.event(e, got)
	}
}

func (s *Scores) event(e *Event, got *tocsin.Place) {
	if e.Place != nil && e.Place.Country == "" {
		ok := got != nil && got.Precision == e.Place.Precision && (e.Place.Line == nil && sameName(got.Name, e.Place.Name) || e.Place.Line != nil && got.Border != nil && slices.Equal(got.Border.Line, e.Place.Line))
		s.Other.add(ok)
		s.note(ok, e, got, "other")
		return
	}
	want, have := "", ""
	if e.Place != nil {
		want = e.Place.Country
	}
	if got != nil {
		have = got.Country
	}
	same := slices.Contains(strings.Split(want, "|"), have)
	s.Country.add(same)
	s.note(same, e, got, "country")
	if e.Place == nil {
		return
	}
	if e.Place.Admin1 != "" {
		ok := same && got != nil && slices.ContainsFunc(strings.Split(e.Place.Admin1, "|"), func(a string) bool { return sameName(got.Admin1, a) })
		s.Division.add(ok)
		if same {
			s.note(ok, e, got, "division")
		}
	}
	if e.Place.Precision == tocsin.AtPlace {
		ok := got != nil && same && got.Precision == tocsin.AtPlace && (sameName(got.Name, e.Place.Name) || e.Place.Span != nil && got.Span.Overlaps(tocsin.NewOffsets(e.Text).ByteSpan(*e.Place.Span)))
		s.Place.add(ok)
		if same {
			s.note(ok, e, got, "place")
		}
	}
	if got != nil && same {
		s.Role.add(got.Role == e.Place.Role)
	}
}

func (s *Scores) note(ok bool, e *Event, got *tocsin.Place, what string) {
	if !ok {
		s.Wrong = append(s.Wrong, fmt.Sprintf("%s %s: %s | want %s | have %s", e.ID, what, e.Text, printed(e.Place), have(got)))
	}
}

func printed(g *Gold) string {
	if g == nil {
		return "none"
	}
	return fmt.Sprintf("%s/%s/%s %s %v", g.Country, g.Admin1, g.Name, g.Precision, g.Line)
}

func have(p *tocsin.Place) string {
	if p == nil {
		return "none"
	}
	line := []string(nil)
	if p.Border != nil {
		line = p.Border.Line
	}
	return fmt.Sprintf("%s/%s/%s %s %s %v", p.Country, p.Admin1, p.Name, p.Precision, p.Role, line)
}

// sameName compares names but for accents, case and words like "province".
func sameName(a, b string) bool { return bare(a) == bare(b) && bare(a) != "" }

func bare(name string) string {
	key := gazetteer.Key(name)
	if rest, kind := gazetteer.Split(key); kind != "" {
		key = rest
	}
	return strings.TrimPrefix(key, "the ")
}

// Borders scores the border expressions.
func (s *Scores) Borders(borders []Border, read ReadText) {
	for i := range borders {
		b := &borders[i]
		_, found := read(b.Text)
		if b.Border == nil {
			s.Line.add(len(found) == 0)
			if len(found) > 0 {
				s.Wrong = append(s.Wrong, fmt.Sprintf("%s line: %s | want none | have %s", b.ID, b.Text, have(&found[0])))
			}
			continue
		}
		span := tocsin.NewOffsets(b.Text).ByteSpan(b.Border.Span)
		var got *tocsin.Place
		for k := range found {
			if found[k].Span.Overlaps(span) {
				got = &found[k]
			}
		}
		ok := got != nil && got.Border != nil && slices.Equal(got.Border.Line, b.Border.Line)
		s.Line.add(ok)
		if ok {
			s.Side.add(got.Border.Side == b.Border.Side)
			ok = got.Border.Side == b.Border.Side
		}
		if !ok {
			s.Wrong = append(s.Wrong, fmt.Sprintf("%s line: %s | want %v %s | have %s", b.ID, b.Text, b.Border.Line, b.Border.Side, have(got)))
		}
	}
}
