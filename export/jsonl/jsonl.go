// Package jsonl writes readings, statements and events as JSON lines, for programs.
//
// In: the reading side of the store and a query. Out: an object a line, in the order of the desk's
// lists. Readings, and the statements and events within the rows, have the form of the reading contract: spans count code
// points of the article's text.
// It never writes the full text of an article, and never alters a value for the sake of a spreadsheet.
package jsonl

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/store"
)

// An article is what each row says of the article that it came from.
type article struct {
	ID      tocsin.ArticleID   `json:"article"`
	Hash    tocsin.VersionHash `json:"hash"` // of the version that was read
	URL     string             `json:"url,omitempty"`
	Title   string             `json:"title,omitempty"`
	Outlet  string             `json:"outlet,omitempty"`
	Date    string             `json:"date,omitempty"`
	Story   tocsin.StoryID     `json:"story,omitempty"`
	Reports int                `json:"reports"`
	Outlets int                `json:"outlets"`
	Origins int                `json:"origins"`
}

// Readings writes the newest reading of each article that the query matches, whatever its page, and
// returns their number. Articles that were not read yet have no line.
func Readings(ctx context.Context, r store.Reader, q store.ArticleQuery, w io.Writer) (rows int, err error) {
	enc := encoder(w)
	_, err = store.EachArticle(ctx, r, q, func(row *store.ArticleRow) error {
		if !row.Read {
			return nil
		}
		reading, err := r.Reading(ctx, row.ID, row.Hash)
		if errors.Is(err, tocsin.ErrNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		version, err := r.ArticleVersion(ctx, row.ID, row.Hash)
		if err != nil {
			return err
		}
		rows++
		return put(enc, reading.CodePoints(version.Text))
	})
	return rows, err
}

// Statements writes every statement that the query matches, whatever its page, and returns their number.
func Statements(ctx context.Context, r store.Reader, q store.StatementQuery, w io.Writer) (rows int, err error) {
	enc, texts := encoder(w), texts{reader: r}
	return store.EachStatement(ctx, r, q, func(row *store.StatementRow) error {
		version, err := texts.of(ctx, row.Article, row.Hash)
		if err != nil {
			return err
		}
		one := (&tocsin.Reading{Statements: []tocsin.Statement{row.Statement}}).CodePoints(version.Text)
		return put(enc, struct {
			article
			Speaker      string           `json:"speaker,omitempty"`
			Organisation string           `json:"organisation,omitempty"`
			Chain        []string         `json:"chain,omitempty"` // in words, outermost first
			Disputed     bool             `json:"disputed"`
			Statement    tocsin.Statement `json:"statement"`
		}{
			article{row.Article, row.Hash, version.URL, row.Title, row.Outlet, row.Date, row.Story, row.Reach.Reports, row.Reach.Outlets, row.Reach.Origins},
			row.Speaker, row.Organisation, row.Chain, row.Disputed, one.Statements[0],
		})
	})
}

// Events writes every event that the query matches, whatever its page, and returns their number.
func Events(ctx context.Context, r store.Reader, q store.EventQuery, w io.Writer) (rows int, err error) {
	enc, texts := encoder(w), texts{reader: r}
	return store.EachEvent(ctx, r, q, func(row *store.EventRow) error {
		version, err := texts.of(ctx, row.Article, row.Hash)
		if err != nil {
			return err
		}
		one := (&tocsin.Reading{Events: []tocsin.Event{row.Event}}).CodePoints(version.Text)
		return put(enc, struct {
			article
			Actors     []string     `json:"actors,omitempty"`
			Recipients []string     `json:"recipients,omitempty"`
			Event      tocsin.Event `json:"event"`
		}{
			article{row.Article, row.Hash, version.URL, row.Title, row.Outlet, row.Date, row.Story, row.Reach.Reports, row.Reach.Outlets, row.Reach.Origins},
			row.Actors, row.Recipients, one.Events[0],
		})
	})
}

// texts keeps the version that the last row came from: rows of one article stand together.
type texts struct {
	reader store.ArticleReader
	last   *store.Stored
}

func (t *texts) of(ctx context.Context, id tocsin.ArticleID, hash tocsin.VersionHash) (*store.Stored, error) {
	if t.last != nil && t.last.ID == id && t.last.Hash == hash {
		return t.last, nil
	}
	version, err := t.reader.ArticleVersion(ctx, id, hash)
	if err == nil {
		t.last = version
	}
	return version, err
}

func encoder(w io.Writer) *json.Encoder {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc
}

func put(enc *json.Encoder, v any) error {
	if err := enc.Encode(v); err != nil {
		return fmt.Errorf("write a line: %w", err)
	}
	return nil
}
