package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/store"
)

// PutSource is store.SourceWriter's.
func (s *Store) PutSource(ctx context.Context, src tocsin.Source) error {
	doing := "keep source " + src.URL
	if err := src.Validate(); err != nil {
		return s.explain(doing, err)
	}
	return s.update(ctx, doing, func(tx *tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO source (id, kind, url, name, added, paused) VALUES (?, ?, ?, ?, ?, ?)
			ON CONFLICT (id) DO UPDATE SET name = excluded.name, paused = excluded.paused`,
			src.ID, src.Kind, src.URL, src.Name, formatTime(src.Added), src.Paused)
		return err
	})
}

// PutFetch is store.SourceWriter's.
func (s *Store) PutFetch(ctx context.Context, f tocsin.Fetch) error {
	doing := "keep a fetch of source " + string(f.Source)
	if !f.Whole() {
		return s.explain(doing, fmt.Errorf("of %d items read %d are accounted for: %w", f.Read, f.New+f.Updated+f.Same+f.Refused+f.Failed, tocsin.ErrInvalid))
	}
	return s.update(ctx, doing, func(tx *tx) error {
		var id string
		if err := tx.QueryRowContext(ctx, "SELECT id FROM source WHERE id = ?", f.Source).Scan(&id); err != nil {
			return err
		}
		res, err := tx.ExecContext(ctx, `INSERT INTO fetch (source, at, took, status, etag, modified, error, read, new, updated, same, refused, failed)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			f.Source, formatTime(f.At), f.Took, f.Status, f.ETag, f.LastModified, f.Error, f.Read, f.New, f.Updated, f.Same, f.Refused, f.Failed)
		if err != nil {
			return err
		}
		last, err := res.LastInsertId()
		if err != nil {
			return err
		}
		return addHealth(ctx, tx, last, f)
	})
}

// addHealth adds a fetch to the sum of its source.
func addHealth(ctx context.Context, tx *tx, last int64, f tocsin.Fetch) error {
	good, failed := formatTime(f.At), 0
	if f.Error != "" {
		good, failed = "", 1
	}
	_, err := tx.ExecContext(ctx, `INSERT INTO health (source, last, good, fetches, errors, read, new, updated, same, refused, failed)
		VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (source) DO UPDATE SET
			last = iif((SELECT at FROM fetch WHERE id = health.last) <= (SELECT at FROM fetch WHERE id = excluded.last), excluded.last, last),
			good = max(good, excluded.good), fetches = fetches + 1, errors = errors + excluded.errors,
			read = read + excluded.read, new = new + excluded.new, updated = updated + excluded.updated,
			same = same + excluded.same, refused = refused + excluded.refused, failed = failed + excluded.failed`,
		f.Source, last, good, failed, f.Read, f.New, f.Updated, f.Same, f.Refused, f.Failed)
	return err
}

// PutRefusal is store.SourceWriter's.
func (s *Store) PutRefusal(ctx context.Context, at time.Time, source tocsin.SourceID, r tocsin.Refusal) error {
	return s.update(ctx, "keep a refusal of "+r.Source, func(tx *tx) error {
		_, err := tx.ExecContext(ctx, "INSERT INTO refusal (at, source, item, reason) VALUES (?, ?, ?, ?)", formatTime(at), source, r.Source, r.Reason)
		return err
	})
}

// Source is store.SourceReader's.
func (s *Store) Source(ctx context.Context, id tocsin.SourceID) (*tocsin.Source, error) {
	var out tocsin.Source
	err := s.view(ctx, "find source "+string(id), func(tx *tx) error {
		var added string
		err := tx.QueryRowContext(ctx, "SELECT id, kind, url, name, added, paused FROM source WHERE id = ?", id).
			Scan(&out.ID, &out.Kind, &out.URL, &out.Name, &added, &out.Paused)
		if err != nil {
			return err
		}
		out.Added, err = parseTime(added)
		return err
	})
	if err != nil {
		return nil, err
	}
	return &out, nil
}

// Sources is store.SourceReader's: by name, then by address.
func (s *Store) Sources(ctx context.Context) (out []store.SourceHealth, err error) {
	err = s.view(ctx, "list sources", func(tx *tx) error {
		rows, err := tx.QueryContext(ctx, `SELECT s.id, s.kind, s.url, s.name, s.added, s.paused,
			(SELECT count(*) FROM article WHERE number = 1 AND source = s.id),
			coalesce(h.good, ''), coalesce(h.fetches, 0), coalesce(h.errors, 0),
			coalesce(h.read, 0), coalesce(h.new, 0), coalesce(h.updated, 0), coalesce(h.same, 0), coalesce(h.refused, 0), coalesce(h.failed, 0),
			coalesce(f.source, ''), coalesce(f.at, ''), coalesce(f.took, 0), coalesce(f.status, 0), coalesce(f.etag, ''), coalesce(f.modified, ''), coalesce(f.error, ''),
			coalesce(f.read, 0), coalesce(f.new, 0), coalesce(f.updated, 0), coalesce(f.same, 0), coalesce(f.refused, 0), coalesce(f.failed, 0)
			FROM source s LEFT JOIN health h ON h.source = s.id LEFT JOIN fetch f ON f.id = h.last ORDER BY s.name, s.url, s.id`)
		if err != nil {
			return err
		}
		out, err = scanSources(rows)
		return err
	})
	return out, err
}

func scanSources(rows *sql.Rows) (out []store.SourceHealth, err error) {
	defer rows.Close()
	for rows.Next() {
		var h store.SourceHealth
		var added, good, at string
		t, l := &h.Total, &h.Last
		err := rows.Scan(&h.ID, &h.Kind, &h.URL, &h.Name, &added, &h.Paused, &h.Articles, &good, &h.Fetches, &h.Errors,
			&t.Read, &t.New, &t.Updated, &t.Same, &t.Refused, &t.Failed,
			&l.Source, &at, &l.Took, &l.Status, &l.ETag, &l.LastModified, &l.Error,
			&l.Read, &l.New, &l.Updated, &l.Same, &l.Refused, &l.Failed)
		if err != nil {
			return nil, err
		}
		for _, stamp := range [...]struct {
			text string
			into *time.Time
		}{{added, &h.Added}, {good, &h.LastGood}, {at, &h.Last.At}} {
			if *stamp.into, err = parseTime(stamp.text); err != nil {
				return nil, err
			}
		}
		out = append(out, h)
	}
	return out, rows.Err()
}

// Refusals is store.SourceReader's.
func (s *Store) Refusals(ctx context.Context, id tocsin.SourceID, limit int) (out []store.RefusalRow, err error) {
	f := &filter{}
	f.equal("source", string(id))
	limit, _ = store.Page{Limit: limit}.Bounds()
	err = s.view(ctx, "list refusals", func(tx *tx) error {
		rows, err := tx.QueryContext(ctx, "SELECT at, source, item, reason FROM refusal"+f.where()+" ORDER BY at DESC, id DESC LIMIT ?", append(f.args, limit)...)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var r store.RefusalRow
			var at string
			if err := rows.Scan(&at, &r.Source, &r.Refusal.Source, &r.Reason); err != nil {
				return err
			}
			if r.At, err = parseTime(at); err != nil {
				return err
			}
			out = append(out, r)
		}
		return rows.Err()
	})
	return out, err
}
