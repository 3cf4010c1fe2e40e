// Package store is what the desk remembers: articles with every version seen, readings, copies,
// sources and their fetches.
//
// In: records. Out: the same records, and the answers to the desk's questions. Records are added,
// never changed; each carries the hash of its input and the version that made it.
// Two databases implement Store; storetest is the suite that both pass.
//
// Methods return errors that wrap tocsin.ErrNotFound, ErrInvalid, ErrConflict or ErrUnavailable;
// a full disk is ErrUnavailable, and nothing already stored is lost by it.
package store

import (
	"context"
	"io"
	"time"

	"github.com/tocsin-desk/tocsin"
)

// A Store remembers. Reader is all that desk, report and export may use.
type Store interface {
	Reader
	ArticleWriter
	ReadingWriter
	StoryWriter
	SourceWriter
	HistoryWriter
	Batcher
	io.Closer
}

// A Batcher puts many records in one transaction: all of them or none, and one wait for the disk
// instead of one a record. A few hundred articles a batch are enough; a live desk puts one at a time.
type Batcher interface {
	// Batch calls f with a store whose writes are kept when f returns nil and undone when it fails.
	// A write that is refused inside f (ErrInvalid, ErrNotFound) leaves nothing, so f may note the error and
	// go on; after any other failure, such as a full disk, the batch is undone whatever f returns.
	// f must use only the store it is given, from one goroutine, and not keep it: the database has one
	// writer, and f holds it. Close on that store does nothing.
	Batch(ctx context.Context, f func(Store) error) error
}

// A Reader answers questions.
type Reader interface {
	ArticleReader
	ReadingReader
	StatementReader
	EventReader
	StoryReader
	SourceReader
	HistoryReader
}

// Added says what became of an article.
type Added string

// What may become of an article.
const (
	New     Added = "new"     // a document not seen before
	Updated Added = "updated" // a new version of a known document
	Same    Added = "same"    // a version we have
)

// An ArticleWriter keeps articles. A version is known by (id, hash); an older version that comes
// again is Same and doesn't become the newest. An article without an id, or that isn't UTF-8, is
// ErrInvalid. The Ask of an article is not kept.
type ArticleWriter interface {
	PutArticle(ctx context.Context, a *tocsin.Article) (Added, error)
}

// A Stored is one version of an article as the store has it.
type Stored struct {
	tocsin.Article
	Hash    tocsin.VersionHash
	Number  int   // version of this document, from 1
	Newest  bool  // whether it is the document's newest version
	Ordinal int64 // order of arrival over the whole store, for paging
}

// An ArticleReader finds articles.
type ArticleReader interface {
	// Article returns the newest version, or ErrNotFound.
	Article(ctx context.Context, id tocsin.ArticleID) (*Stored, error)
	// ArticleVersion returns one version, or ErrNotFound.
	ArticleVersion(ctx context.Context, id tocsin.ArticleID, hash tocsin.VersionHash) (*Stored, error)
	// Versions lists all versions of a document, oldest first.
	Versions(ctx context.Context, id tocsin.ArticleID) ([]Stored, error)
	// Articles lists newest versions without their text, newest day of publication first, then the
	// later hour, then the later arrival; articles without a date come last.
	Articles(ctx context.Context, q ArticleQuery) (ArticlePage, error)
}

// Page limits a list. Limit 0 means DefaultLimit; more than MaxLimit is cut to it.
type Page struct{ Limit, Offset int }

// The sizes of a page.
const (
	DefaultLimit = 50
	MaxLimit     = 500
)

// Bounds returns the limit and offset to use: never more than MaxLimit rows, never a negative offset.
func (p Page) Bounds() (limit, offset int) {
	limit = p.Limit
	if limit <= 0 {
		limit = DefaultLimit
	}
	return min(limit, MaxLimit), max(p.Offset, 0)
}

// Period bounds a publication date, both ends included, as ISO days; empty ends are open.
type Period struct{ From, To string }

// An ArticleQuery filters articles; empty fields don't.
type ArticleQuery struct {
	Words  string // full-text: all of the words, "quoted phrases" kept together
	Outlet string
	Source tocsin.SourceID
	Kind   tocsin.Kind    // has a statement of this kind
	Type   tocsin.PLOVER  // has an event of this type that counts
	Lang   string         // as given, else as read; "en" also finds "en-GB"
	Story  tocsin.StoryID // only copies of this text
	Heads  bool           // one row a story: its head
	Period
	Page
}

// An ArticleRow is a row of the inbox.
type ArticleRow struct {
	Stored            // without Text
	Lead       string // first 200 characters of the text
	Story      tocsin.StoryID
	Reach      tocsin.Reach // of its story
	Versions   int
	Statements int    // in the newest reading
	Events     int    // that count
	Read       bool   // whether it has a reading
	Skipped    string // why it was not read, or not wholly
}

// An ArticlePage is a page of rows and the number of all that match.
type ArticlePage struct {
	Rows  []ArticleRow
	Total int
}

// A ReadingWriter keeps readings. One reading for (article version, Versions); the same again is no error
// and changes nothing.
type ReadingWriter interface {
	// PutReading keeps a reading of the version of article r.ID with this hash. ErrNotFound: there is no
	// such version. ErrInvalid: a span or sentence lies outside its text. Lists that are nil are read back empty.
	PutReading(ctx context.Context, hash tocsin.VersionHash, r *tocsin.Reading) error
	// Unread returns up to limit article versions, oldest arrival first, that have no reading by
	// these versions, text included: the work queue of the coder. The limit is bounded as a page's.
	Unread(ctx context.Context, v tocsin.Versions, limit int) ([]Stored, error)
}

// A ReadingReader finds readings.
type ReadingReader interface {
	// Reading returns the newest reading of an article version, or ErrNotFound.
	Reading(ctx context.Context, id tocsin.ArticleID, hash tocsin.VersionHash) (*tocsin.Reading, error)
}

// A StatementQuery filters statements of newest readings of newest versions; empty fields don't.
// Rows come in the order of their articles (see Articles), then as they stand in the text.
// Copies of one text count once unless Copies is set: the head of the story speaks for them.
type StatementQuery struct {
	Words        string // full-text over speaker, source, cue and content words
	Speaker      string // part of the speaker's name, case folded
	Organisation string // part of the organisation's name, case folded
	Kind         tocsin.Kind
	Outlet       string
	Through      string // part of the name of a station between outlet and speaker, or of either; case folded in ASCII
	Disputed     bool   // only those that a statement of the same article disputes
	// MinConfidence leaves out statements whose confidence is lower; 0 leaves out none.
	MinConfidence float64
	Copies        bool
	Period
	Page
}

// A StatementRow is a statement with the words it came from.
type StatementRow struct {
	Statement    tocsin.Statement
	Speaker      string // canonical name, "" where unresolved
	Organisation string
	Chain        []string // each hop in words, outermost first
	SourceWords  string
	CueWords     string
	ContentWords string
	Article      tocsin.ArticleID
	Hash         tocsin.VersionHash
	Title        string
	Outlet       string
	Date         string // publication
	Story        tocsin.StoryID
	Reach        tocsin.Reach
	Disputed     bool // a statement of the same article disputes it
}

// A StatementPage is a page of rows and the number of all that match.
type StatementPage struct {
	Rows  []StatementRow
	Total int
}

// A StatementReader finds statements.
type StatementReader interface {
	Statements(ctx context.Context, q StatementQuery) (StatementPage, error)
	// StatementFacets counts what the filters offer: kinds, outlets, speakers (the 50 most frequent).
	StatementFacets(ctx context.Context) (Facets, error)
}

// Facets are the values that filters offer, most frequent first.
type Facets struct {
	Kinds, Outlets, Speakers, Organisations, Types []Count
}

// A Count is a value and how often it occurs.
type Count struct {
	Value string
	N     int
}

// An EventQuery filters events of newest readings of newest versions; empty fields don't.
// Rows come in the order of their articles, then as they stand in the text.
type EventQuery struct {
	Type    tocsin.PLOVER
	Actor   string // prefix of an actor's or recipient's code, or part of a name
	Country string // ISO alpha-3 of the place
	All     bool   // also negated, hypothetical and historical events
	Copies  bool
	Placed  Placed
	Box     *tocsin.Box // only events whose place, with its geometry, reaches into it
	At      *tocsin.Box // only events whose place is marked in it: see tocsin.Place.Point
	// Happened bounds the days of the event; an event of unknown days counts as of its article's day.
	Happened Period
	Period
	Page
}

// Placed says whether only events with or without a place on the map are asked for.
type Placed string

// The answers to whether an event must have a place on the map.
const (
	Anywhere Placed = ""
	OnMap    Placed = "yes" // its place has a point or a geometry
	OffMap   Placed = "no"
)

// An EventRow is an event with names and words.
type EventRow struct {
	Event      tocsin.Event
	Actors     []string // names
	Recipients []string
	Words      string // the trigger's sentence
	Article    tocsin.ArticleID
	Hash       tocsin.VersionHash
	Title      string
	Outlet     string
	Date       string // publication
	Story      tocsin.StoryID
	Reach      tocsin.Reach
}

// An EventPage is a page of rows and the number of all that match.
type EventPage struct {
	Rows  []EventRow
	Total int
}

// A Spot is a place on the map with what happened there.
type Spot struct {
	Place       tocsin.Place // name, country, precision, geometry; Lat and Lon always say where it is marked
	Events      int
	Origins     int    // articles that speak for their story, or 1
	First, Last string // days, as Happened counts them; empty where no day is known
}

// MaxSpots bounds an answer: what a map can show, and a browser draw, without a thought.
const MaxSpots = 5000

// MaxShapes is how many of an answer's spots, those with the most origins, come with their geometry.
const MaxShapes = 200

// Spots are the places of the events that a query matches, those with the most origins first.
type Spots struct {
	Spots  []Spot // at most MaxSpots
	More   int    // spots beyond these
	OnMap  int    // events at all spots that match
	OffMap int    // events that match but for Box, At and Placed, and have no place on the map
}

// MaxDays bounds the days that are counted: ten years of days with an event.
const MaxDays = 3660

// An EventReader finds events.
type EventReader interface {
	Events(ctx context.Context, q EventQuery) (EventPage, error)
	// Spots groups the events that match by place. The query's Page doesn't matter.
	Spots(ctx context.Context, q EventQuery) (Spots, error)
	// EventDays counts the events that match by the first day of each, oldest first, the newest MaxDays of them.
	// The query's Page doesn't matter; events without any day are left out.
	EventDays(ctx context.Context, q EventQuery) ([]Count, error)
}

// A StoryWriter keeps groups of copies.
type StoryWriter interface {
	// PutCopy keeps what a version is a copy of; a version that is known already keeps its first record.
	// ErrNotFound: the version is not in the store, or its story has no head yet. ErrInvalid: no version
	// or story, or a share outside 0..1.
	PutCopy(ctx context.Context, c tocsin.Copy) error
}

// A StoryReader finds groups of copies.
type StoryReader interface {
	// Copies lists the documents whose newest version belongs to a story, head first, then by arrival.
	// Documents with the very same title and text share one record and have a row each.
	Copies(ctx context.Context, id tocsin.StoryID) ([]CopyRow, error)
	// StoryOf returns the membership of an article version, or ErrNotFound.
	StoryOf(ctx context.Context, hash tocsin.VersionHash) (tocsin.Copy, error)
	// Since calls f with every version that arrived at or after the time, oldest first, text included:
	// it rebuilds the index of copies at a start. It stops at f's first error and returns it.
	Since(ctx context.Context, t time.Time, f func(Stored) error) error
}

// A CopyRow is a member of a story.
type CopyRow struct {
	tocsin.Copy
	Article tocsin.ArticleID
	Title   string
	Outlet  string
	Date    string
	URL     string
}

// A SourceWriter keeps sources and what happened at each fetch.
type SourceWriter interface {
	PutSource(ctx context.Context, s tocsin.Source) error // the same id again updates name and pause
	PutFetch(ctx context.Context, f tocsin.Fetch) error   // ErrNotFound: no such source; ErrInvalid: its counts don't add up
	PutRefusal(ctx context.Context, at time.Time, source tocsin.SourceID, r tocsin.Refusal) error
}

// A SourceReader finds sources and their health.
type SourceReader interface {
	Source(ctx context.Context, id tocsin.SourceID) (*tocsin.Source, error)
	Sources(ctx context.Context) ([]SourceHealth, error)
	// Refusals lists the newest refusals of a source, of all sources where id is empty; the limit is bounded as a page's.
	Refusals(ctx context.Context, id tocsin.SourceID, limit int) ([]RefusalRow, error)
	Coverage(ctx context.Context) (Coverage, error)
}

// A SourceHealth is a source with the sum of its fetches.
type SourceHealth struct {
	tocsin.Source
	Last     tocsin.Fetch // the newest fetch; zero where there was none
	LastGood time.Time    // the newest fetch without error
	Fetches  int
	Errors   int
	Total    tocsin.Counts
	Articles int // documents in the store
}

// A RefusalRow is an item that was given up.
type RefusalRow struct {
	At     time.Time
	Source tocsin.SourceID
	tocsin.Refusal
}

// Coverage is the ledger whose numbers add up:
// Taken = New + Updated + Same + Refused + Failed, and Versions = Read + Waiting.
type Coverage struct {
	Taken              tocsin.Counts
	Articles           int // documents
	Versions           int
	Read               int // versions that have a reading
	Skipped            int // of those: in a language we can't read, or too long
	Waiting            int
	Stories            int
	Statements, Events int // as the lists count them without filters: copies once, events that count
	Languages          []LangCount
}

// LangCount is how many articles are in a language, as given, else as read; the most frequent comes first.
type LangCount struct {
	Lang     string
	Articles int
}
