package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/store"
)

// PutReading is store.ReadingWriter's.
func (s *Store) PutReading(ctx context.Context, hash tocsin.VersionHash, r *tocsin.Reading) error {
	return s.update(ctx, fmt.Sprintf("keep the reading of article %s", r.ID), func(tx *tx) error {
		in := reading{Reading: r}
		err := tx.QueryRowContext(ctx, "SELECT ordinal, text, outlet FROM article WHERE id = ? AND hash = ?", r.ID, hash).Scan(&in.article, &in.text, &in.outlet)
		if err != nil {
			return err
		}
		if err := in.validate(); err != nil {
			return err
		}
		if in.body, err = json.Marshal(r.Map(func(span tocsin.Span) tocsin.Span { return span })); err != nil {
			return fmt.Errorf("write it as JSON: %w (%w)", tocsin.ErrInvalid, err)
		}
		return in.put(ctx, tx)
	})
}

// A reading on its way into the store, with the words that its spans point into.
type reading struct {
	*tocsin.Reading
	article int64
	text    string
	outlet  string
	body    []byte

	doc            int64 // these four as in the table of documents
	speaks         bool
	day, published string
}

// validate sees to it that every span that becomes words lies inside the text.
func (r *reading) validate() error {
	var bad error
	r.Map(func(s tocsin.Span) tocsin.Span {
		if bad == nil && (s.Start < 0 || s.End < s.Start || s.End > len(r.text)) {
			bad = fmt.Errorf("span [%d,%d) outside its text of %d bytes: %w", s.Start, s.End, len(r.text), tocsin.ErrInvalid)
		}
		return s
	})
	return bad
}

func (r *reading) put(ctx context.Context, tx *tx) error {
	v := r.Version
	var known bool
	if err := tx.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM reading WHERE article = ? AND tocsin = ? AND model = ? AND lexicon = ?)",
		r.article, v.Tocsin, v.Model, v.Lexicon).Scan(&known); err != nil || known {
		return err
	}
	res, err := tx.ExecContext(ctx, "INSERT INTO reading (article, tocsin, model, lexicon, skipped, body) VALUES (?, ?, ?, ?, ?, ?)",
		r.article, v.Tocsin, v.Model, v.Lexicon, r.Skipped, string(r.body))
	if err != nil {
		return err
	}
	id, err := res.LastInsertId()
	if err != nil {
		return err
	}
	var before sql.NullInt64
	err = tx.QueryRowContext(ctx, "SELECT doc, reading, speaks, day, published FROM document WHERE newest = ?", r.article).
		Scan(&r.doc, &before, &r.speaks, &r.day, &r.published)
	if errors.Is(err, sql.ErrNoRows) {
		return nil // an older version: lists don't show it
	}
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE document SET reading = ?, lang = iif(lang <> '', lang, ?) WHERE doc = ?", id, r.Lang, r.doc); err != nil {
		return err
	}
	if before.Valid {
		if err := clearLists(ctx, tx, r.ID); err != nil {
			return err
		}
	}
	if err := r.putStatements(ctx, tx); err != nil {
		return err
	}
	return r.putEvents(ctx, tx)
}

// name returns the canonical name of an entity, or nothing.
func (r *reading) name(id *tocsin.EntityID) string {
	if id == nil {
		return ""
	}
	// A private person is words in a text, never a name in a list.
	if e := r.Entity(*id); e != nil && !r.Private(e) {
		return e.Name
	}
	return ""
}

// words joins what the spans cover.
func (r *reading) words(spans []tocsin.Span) string {
	out := ""
	for i, s := range spans {
		if i > 0 {
			out += " … "
		}
		out += s.Of(r.text)
	}
	return out
}

// Reading is store.ReadingReader's.
func (s *Store) Reading(ctx context.Context, id tocsin.ArticleID, hash tocsin.VersionHash) (*tocsin.Reading, error) {
	out := &tocsin.Reading{}
	err := s.view(ctx, fmt.Sprintf("find the reading of article %s", id), func(tx *tx) error {
		var body []byte
		err := tx.QueryRowContext(ctx, `SELECT r.body FROM reading r JOIN article a ON a.ordinal = r.article
			WHERE a.id = ? AND a.hash = ? ORDER BY r.id DESC LIMIT 1`, id, hash).Scan(&body)
		if err != nil {
			return err
		}
		return json.Unmarshal(body, out)
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// Unread is store.ReadingWriter's. Readings are never taken back, so what was found read once needn't
// be looked at again: the store remembers up to where that is, for each versions asked for.
func (s *Store) Unread(ctx context.Context, v tocsin.Versions, limit int) (out []store.Stored, err error) {
	limit, _ = store.Page{Limit: limit}.Bounds()
	s.mu.Lock()
	start := s.reads[v]
	s.mu.Unlock()
	var end int64
	err = s.view(ctx, "list unread articles", func(tx *tx) error {
		if err := tx.QueryRowContext(ctx, "SELECT coalesce(max(ordinal), 0) FROM article").Scan(&end); err != nil {
			return err
		}
		out, err = queryStored(ctx, tx, `WHERE a.ordinal > ? AND NOT EXISTS (SELECT 1 FROM reading r
			WHERE r.article = a.ordinal AND r.tocsin = ? AND r.model = ? AND r.lexicon = ?) ORDER BY a.ordinal LIMIT ?`,
			start, v.Tocsin, v.Model, v.Lexicon, limit)
		return err
	})
	if err != nil || s.tx != nil { // what a batch sees may be undone
		return out, err
	}
	if len(out) > 0 {
		end = out[0].Ordinal - 1
	}
	s.mu.Lock()
	s.reads[v] = max(s.reads[v], end)
	s.mu.Unlock()
	return out, nil
}
