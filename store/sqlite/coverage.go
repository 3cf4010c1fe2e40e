package sqlite

import (
	"context"

	"github.com/tocsin-desk/tocsin/store"
)

// Coverage is store.SourceReader's.
func (s *Store) Coverage(ctx context.Context) (c store.Coverage, err error) {
	err = s.view(ctx, "sum up coverage", func(tx *tx) error {
		t := &c.Taken
		err := tx.QueryRowContext(ctx, `SELECT coalesce(sum(read), 0), coalesce(sum(new), 0), coalesce(sum(updated), 0),
			coalesce(sum(same), 0), coalesce(sum(refused), 0), coalesce(sum(failed), 0) FROM health`).
			Scan(&t.Read, &t.New, &t.Updated, &t.Same, &t.Refused, &t.Failed)
		if err != nil {
			return err
		}
		err = tx.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM document), (SELECT count(*) FROM article),
			(SELECT count(DISTINCT article) FROM reading),
			(SELECT count(*) FROM reading r WHERE skipped <> '' AND id = (SELECT max(id) FROM reading WHERE article = r.article)),
			(SELECT count(*) FROM copy WHERE of = version)`).
			Scan(&c.Articles, &c.Versions, &c.Read, &c.Skipped, &c.Stories)
		if err != nil {
			return err
		}
		c.Waiting = c.Versions - c.Read
		if c.Languages, err = languages(ctx, tx); err != nil {
			return err
		}
		return tx.QueryRowContext(ctx, "SELECT (SELECT count(*) FROM statement WHERE speaks), (SELECT count(*) FROM event WHERE speaks AND counts)").
			Scan(&c.Statements, &c.Events)
	})
	return c, err
}

// languages counts articles by language, those whose language isn't known left out.
func languages(ctx context.Context, tx *tx) ([]store.LangCount, error) {
	rows, err := tx.QueryContext(ctx, "SELECT lang, count(*) AS n FROM document WHERE lang <> '' GROUP BY lang ORDER BY n DESC, lang")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []store.LangCount
	for rows.Next() {
		var l store.LangCount
		if err := rows.Scan(&l.Lang, &l.Articles); err != nil {
			return nil, err
		}
		out = append(out, l)
	}
	return out, rows.Err()
}
