package tocsin

import (
	"fmt"
	"time"
)

// SourceID names a source: a hash of kind and address.
type SourceID string

// SourceKind says how a source is read.
type SourceKind string

// The kinds of source.
const (
	SourceFeed SourceKind = "feed" // RSS, Atom or JSON Feed, polled
	SourcePage SourceKind = "page" // one page, polled for changes
	SourceFile SourceKind = "file" // a file, directory, WARC or standard input, read once
)

// A Source is where articles come from.
type Source struct {
	ID     SourceID
	Kind   SourceKind
	URL    string // address, or path of a file
	Name   string // the outlet's name as shown
	Added  time.Time
	Paused bool
}

// Validate reports what is missing.
func (s *Source) Validate() error {
	switch {
	case s.ID == "" || s.URL == "":
		return fmt.Errorf("source %q: no id or address: %w", s.Name, ErrInvalid)
	case s.Kind != SourceFeed && s.Kind != SourcePage && s.Kind != SourceFile:
		return fmt.Errorf("source %s: unknown kind %q: %w", s.URL, s.Kind, ErrInvalid)
	}
	return nil
}

// A Fetch is one reading of a source: append-only, the health page sums them up.
// Read = New + Same + Updated + Refused + Failed, always.
type Fetch struct {
	Source       SourceID
	At           time.Time
	Took         time.Duration
	Status       int    // HTTP status; 0 where there is none
	ETag         string // to send back with the next conditional request
	LastModified string
	Error        string // empty: it worked
	Counts
}

// Counts say what became of each item that was read.
type Counts struct {
	Read    int // items seen
	New     int // documents not seen before
	Updated int // new versions of known documents
	Same    int // known versions
	Refused int // left out by a rule: over a cap, no text, robots
	Failed  int // broken
	Noted   int // remarks on articles that were kept: a guessed character set, an end cut off; beside the sum
}

// Add sums two counts.
func (c Counts) Add(d Counts) Counts {
	return Counts{c.Read + d.Read, c.New + d.New, c.Updated + d.Updated, c.Same + d.Same, c.Refused + d.Refused, c.Failed + d.Failed, c.Noted + d.Noted}
}

// Whole reports whether the numbers add up.
func (c Counts) Whole() bool { return c.Read == c.New+c.Updated+c.Same+c.Refused+c.Failed }

// A Refusal is an item that intake gave up, with the reason a person is shown.
type Refusal struct {
	Source string // file, line, URL or record the item came from
	Reason string
}
