package table

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/tocsin-desk/tocsin"
)

// A Mention is a line of GDELT's second table: an event in a report.
type Mention struct {
	Event     string // id in the table of events
	EventTime time.Time
	Time      time.Time // when the report came in
	Outlet    string
	URL       string // or the article's id where it has none
	Web       bool   // URL is an address of the web
	Sentence  int    // from 1
	Actor1    int    // first character of each in the text, from 0; -1: not there
	Actor2    int
	Action    int
	Percent   int // confidence in per cent, in steps of ten
	Length    int // of the text in characters
}

// mentionColumns is how many cells a line has: tone, translation and extras are empty.
const mentionColumns = 16

// MentionsOf returns the mentions of a record: one for each event id that stands in the table.
func MentionsOf(r *tocsin.Record, ids []string) []Mention {
	m := Mention{
		EventTime: r.Collected, Time: r.Collected, Outlet: r.Outlet, URL: r.URL, Web: strings.Contains(r.URL, "://"), Sentence: r.Sentence,
		Actor1: begin(r, "actor"), Actor2: begin(r, "recipient"), Action: begin(r, "trigger"), Percent: int(math.Round(r.Confidence*10)) * 10, Length: r.Length,
	}
	if !m.Web {
		m.URL = string(r.Article)
	}
	out := make([]Mention, len(ids))
	for i, id := range ids {
		out[i] = m
		out[i].Event = id
	}
	return out
}

func begin(r *tocsin.Record, field string) int {
	i := slices.IndexFunc(r.Evidence, func(e tocsin.Evidence) bool { return e.Field == field })
	if i < 0 {
		return -1
	}
	return r.Evidence[i].Span.Start
}

// WriteMention writes a line of GDELT's table of mentions: tabs, no header.
func WriteMention(w io.Writer, m Mention) error {
	kind := "2" // cited by name only
	if m.Web {
		kind = "1"
	}
	cells := []string{m.Event, stamp(m.EventTime), stamp(m.Time), kind, m.Outlet, m.URL, strconv.Itoa(m.Sentence), strconv.Itoa(m.Actor1), strconv.Itoa(m.Actor2), strconv.Itoa(m.Action),
		"1", strconv.Itoa(m.Percent), strconv.Itoa(m.Length), "", "", ""}
	if err := writeLine(w, cells); err != nil {
		return fmt.Errorf("write a mention: %w", err)
	}
	return nil
}

// ReadMentions reads GDELT's table of mentions; a line that can't be read is given as an error.
func ReadMentions(in io.Reader, take func(line int, m *Mention, err error) error) error {
	return lines(in, func(n int, line string) error {
		if line == "" {
			return nil
		}
		cells := strings.Split(line, "\t")
		if len(cells) != mentionColumns && len(cells) != mentionColumns-1 { // some slices leave out the last, which is not in use
			return take(n, nil, fmt.Errorf("%d cells, a mention has %d: %w", len(cells), mentionColumns, tocsin.ErrInvalid))
		}
		m, err := mention(cells)
		return take(n, m, err)
	})
}

func mention(cells []string) (*Mention, error) {
	m := &Mention{Event: cells[0], Outlet: cells[4], URL: cells[5], Web: cells[3] == "1"}
	for i, to := range map[int]*time.Time{1: &m.EventTime, 2: &m.Time} {
		if cells[i] == "" {
			continue
		}
		t, err := unstamp(cells[i])
		if err != nil {
			return nil, err
		}
		*to = t
	}
	for i, to := range map[int]*int{6: &m.Sentence, 7: &m.Actor1, 8: &m.Actor2, 9: &m.Action, 11: &m.Percent, 12: &m.Length} {
		n, err := strconv.ParseInt(cells[i], 10, 32)
		if err != nil || n < -1 {
			return nil, fmt.Errorf("cell %d %q: no whole number: %w", i+1, cut(cells[i]), tocsin.ErrInvalid)
		}
		*to = int(n)
	}
	return m, nil
}
