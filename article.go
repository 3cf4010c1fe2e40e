package tocsin

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"
)

// ArticleID names a document over all its versions: the caller's key, or a hash of its canonical URL,
// or, without one, of outlet and text.
type ArticleID string

// VersionHash names one version of an article: SHA-256 of title and text, in hexadecimal.
type VersionHash string

// An Article is one version of one document as it came in. Text is never changed after intake:
// every span in the program points into it.
type Article struct {
	ID        ArticleID
	URL       string
	Title     string // headline; read, but no span points into it
	Text      string // plain text, paragraphs separated by newlines
	Lang      string // BCP 47; empty: detected
	Outlet    string // the publication that carries it
	Byline    string
	Date      string    // published: ISO 8601 date or time; empty: unknown
	Collected time.Time // when we got it
	Source    SourceID  // which source brought it; empty: by hand

	Ask *Ask // what the caller wants answered beside the reading; nil outside measuring
}

// An Ask holds the optional questions of the reading contract.
type Ask struct {
	Dyads    []AskDyad
	CoNLLU   string // a parse of the same text, used instead of our own
	Toponyms []Span // spans that are places: resolve each
}

// An AskDyad asks which event, if any, two spans take part in.
type AskDyad struct {
	ID             string
	Source, Target Span
}

// Hash returns the version's hash.
func (a *Article) Hash() VersionHash {
	h := sha256.New()
	h.Write([]byte(a.Title))
	h.Write([]byte{0})
	h.Write([]byte(a.Text))
	return VersionHash(hex.EncodeToString(h.Sum(nil)))
}

// Day returns the day of publication in UTC. ok is false where the date is missing or unreadable.
func (a *Article) Day() (day time.Time, ok bool) {
	t, ok := ParseDate(a.Date)
	if !ok {
		return time.Time{}, false
	}
	y, m, d := t.Date() // the day as printed, in the article's own zone
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC), true
}

// dateForms are the ISO 8601 forms that the contract admits.
var dateForms = [...]string{time.RFC3339Nano, time.RFC3339, "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04:05", time.DateOnly, "2006-01"}

// ParseDate reads an ISO 8601 date or time; a time without a zone is UTC.
func ParseDate(s string) (time.Time, bool) {
	s = strings.TrimSpace(s)
	for _, form := range dateForms {
		if t, err := time.Parse(form, s); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}
