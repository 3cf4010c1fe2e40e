package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/store"
)

// PutCopy is store.StoryWriter's.
func (s *Store) PutCopy(ctx context.Context, c tocsin.Copy) error {
	doing := fmt.Sprintf("keep copy %s of %s", c.Version, c.Of)
	if c.Version == "" || c.Story == "" || c.Of == "" || !(c.Share >= 0 && c.Share <= 1) {
		return s.explain(doing, fmt.Errorf("a version, a story or a text is missing, or the share %g is outside 0..1: %w", c.Share, tocsin.ErrInvalid))
	}
	return s.update(ctx, doing, func(tx *tx) error {
		ids, err := holders(ctx, tx, c.Version)
		if err != nil {
			return err
		}
		if len(ids) == 0 {
			return fmt.Errorf("no such version: %w", tocsin.ErrNotFound)
		}
		if err := insertCopy(ctx, tx, c); err != nil {
			return err
		}
		for _, id := range ids {
			if err := joinStory(ctx, tx, id, c.Version); err != nil {
				return err
			}
		}
		return nil
	})
}

// holders lists the documents whose newest version is this one, or was: in order of arrival.
func holders(ctx context.Context, tx *tx, hash tocsin.VersionHash) ([]tocsin.ArticleID, error) {
	return column[tocsin.ArticleID](ctx, tx, "SELECT id FROM article WHERE hash = ? ORDER BY ordinal", hash)
}

// column returns the single column of a query.
func column[T any](ctx context.Context, tx *tx, query string, args ...any) ([]T, error) {
	rows, err := tx.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []T
	for rows.Next() {
		var v T
		if err := rows.Scan(&v); err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, rows.Err()
}

func insertCopy(ctx context.Context, tx *tx, c tocsin.Copy) error {
	if c.Of != c.Version {
		var head bool
		if err := tx.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM copy WHERE version = ? AND of = version)", c.Story).Scan(&head); err != nil {
			return err
		}
		if !head {
			return fmt.Errorf("its story %s has no head yet: %w", c.Story, tocsin.ErrNotFound)
		}
	}
	_, err := tx.ExecContext(ctx, "INSERT INTO copy (version, story, of, share, why) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
		c.Version, c.Story, c.Of, c.Share, c.Why)
	return err
}

// joinStory sets the story of a document whose newest version has this hash, and sees to it that one
// document speaks for the story it joins and one for the story it leaves: the first to arrive. A new
// version stays in its document's story until it is known what that version is a copy of.
func joinStory(ctx context.Context, tx *tx, id tocsin.ArticleID, hash tocsin.VersionHash) error {
	var doc int64
	var speaks, listed, newest, taken bool
	var old, story sql.NullString
	err := tx.QueryRowContext(ctx, `SELECT d.doc, d.speaks, d.reading IS NOT NULL, d.story, a.hash = ?, c.story,
			EXISTS (SELECT 1 FROM document o WHERE o.story = c.story AND o.speaks AND o.doc <> d.doc)
		FROM document d JOIN article a ON a.ordinal = d.newest LEFT JOIN copy c ON c.version = a.hash WHERE d.id = ?`, hash, id).
		Scan(&doc, &speaks, &listed, &old, &newest, &story, &taken)
	if err != nil {
		return err
	}
	if !newest || !story.Valid || old == story {
		return nil
	}
	if _, err := tx.ExecContext(ctx, "UPDATE document SET story = ?, speaks = ? WHERE doc = ?", story, !taken, doc); err != nil {
		return err
	}
	if listed && speaks == taken {
		if err := speak(ctx, tx, doc, !taken); err != nil {
			return err
		}
	}
	if !old.Valid || !speaks {
		return nil
	}
	var heir sql.NullInt64 // null: nobody is left in the old story
	if err := tx.QueryRowContext(ctx, "SELECT min(doc) FROM document WHERE story = ?", old).Scan(&heir); err != nil || !heir.Valid {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE document SET speaks = 1 WHERE doc = ?", heir); err != nil {
		return err
	}
	return speak(ctx, tx, heir.Int64, true)
}

// speak tells a document's rows in the lists whether it speaks for its story.
func speak(ctx context.Context, tx *tx, doc int64, speaks bool) error {
	if _, err := tx.ExecContext(ctx, "UPDATE statement SET speaks = ? WHERE doc = ?", speaks, doc); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, "UPDATE event SET speaks = ? WHERE doc = ?", speaks, doc)
	return err
}

// StoryOf is store.StoryReader's.
func (s *Store) StoryOf(ctx context.Context, hash tocsin.VersionHash) (c tocsin.Copy, err error) {
	err = s.view(ctx, fmt.Sprintf("find the story of version %s", hash), func(tx *tx) error {
		return tx.QueryRowContext(ctx, "SELECT version, story, of, share, why FROM copy WHERE version = ?", hash).
			Scan(&c.Version, &c.Story, &c.Of, &c.Share, &c.Why)
	})
	return c, err
}

// Copies is store.StoryReader's. An unknown story has none.
func (s *Store) Copies(ctx context.Context, id tocsin.StoryID) (out []store.CopyRow, err error) {
	err = s.view(ctx, "list the copies of story "+string(id), func(tx *tx) error {
		out, err = copies(ctx, tx, id)
		return err
	})
	return out, err
}

func copies(ctx context.Context, tx *tx, id tocsin.StoryID) ([]store.CopyRow, error) {
	rows, err := tx.QueryContext(ctx, `SELECT c.version, c.story, c.of, c.share, c.why, a.id, a.title, a.outlet, a.date, a.url
		FROM document d JOIN article a ON a.ordinal = d.newest JOIN copy c ON c.version = a.hash
		WHERE d.story = ? ORDER BY d.speaks DESC, d.doc`, id)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []store.CopyRow
	for rows.Next() {
		var c store.CopyRow
		if err := rows.Scan(&c.Version, &c.Story, &c.Of, &c.Share, &c.Why, &c.Article, &c.Title, &c.Outlet, &c.Date, &c.URL); err != nil {
			return nil, err
		}
		if c.Of == c.Version && len(out) > 0 {
			c.Why = "the same title and text" // it shares the head's record, and the head's reason isn't its own
		}
		out = append(out, c)
	}
	return out, rows.Err()
}

// sinceBatch is how many versions Since holds at once: some megabytes of text.
const sinceBatch = 200

// Since is store.StoryReader's. It reads in pieces, so that f may take its time and may use the store.
func (s *Store) Since(ctx context.Context, t time.Time, f func(store.Stored) error) error {
	last := int64(0)
	for {
		var piece []store.Stored
		err := s.view(ctx, "read the versions since "+t.UTC().Format(time.RFC3339), func(tx *tx) (err error) {
			piece, err = queryStored(ctx, tx, "WHERE a.collected >= ? AND a.ordinal > ? ORDER BY a.ordinal LIMIT ?", formatTime(t), last, sinceBatch)
			return err
		})
		if err != nil {
			return err
		}
		for _, a := range piece {
			if err := f(a); err != nil {
				return err
			}
			last = a.Ordinal
		}
		if len(piece) < sinceBatch {
			return nil
		}
	}
}

// reaches remembers the reach of the stories of one page.
type reaches map[tocsin.StoryID]tocsin.Reach

// of counts who carries a story; an article without one is carried by itself.
func (m reaches) of(ctx context.Context, tx *tx, story tocsin.StoryID) (tocsin.Reach, error) {
	if story == "" {
		return tocsin.Reach{Reports: 1, Outlets: 1, Origins: 1}, nil
	}
	if r, ok := m[story]; ok {
		return r, nil
	}
	r := tocsin.Reach{Origins: 1}
	err := tx.QueryRowContext(ctx, "SELECT count(*), count(DISTINCT a.outlet) FROM document d JOIN article a ON a.ordinal = d.newest WHERE d.story = ?", story).
		Scan(&r.Reports, &r.Outlets)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return r, err
	}
	m[story] = r
	return r, nil
}
