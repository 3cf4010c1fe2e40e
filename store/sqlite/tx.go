package sqlite

import (
	"context"
	"database/sql"
	"errors"
)

// A tx is a transaction that compiles each of its statements once, however many records it puts.
type tx struct {
	*sql.Tx
	prepared map[string]*sql.Stmt
	broken   error // of a write inside a batch that may have left half a record
}

func (t *tx) prepare(ctx context.Context, query string) (*sql.Stmt, error) {
	if stmt, ok := t.prepared[query]; ok {
		return stmt, nil
	}
	stmt, err := t.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	if t.prepared == nil {
		t.prepared = map[string]*sql.Stmt{}
	}
	t.prepared[query] = stmt // closed with the transaction
	return stmt, nil
}

// ExecContext runs a statement that was compiled before, where it was.
func (t *tx) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	stmt, err := t.prepare(ctx, query)
	if err != nil {
		return nil, err
	}
	return stmt.ExecContext(ctx, args...)
}

// QueryContext does the same for a query.
func (t *tx) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	stmt, err := t.prepare(ctx, query)
	if err != nil {
		return nil, err
	}
	return stmt.QueryContext(ctx, args...)
}

// QueryRowContext does the same for a query of one row.
func (t *tx) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	stmt, err := t.prepare(ctx, query)
	if err != nil {
		return t.Tx.QueryRowContext(ctx, query, args...) // a Row can only be had with its error from there
	}
	return stmt.QueryRowContext(ctx, args...)
}

// nested runs f within a savepoint. It costs more than a few writes, since the full-text index goes to
// the disk with each: single writes do without.
func (t *tx) nested(ctx context.Context, f func() error) error {
	if _, err := t.ExecContext(ctx, "SAVEPOINT inner"); err != nil {
		return err
	}
	err := f()
	if err == nil {
		err = t.broken
	}
	if err == nil {
		_, err = t.ExecContext(ctx, "RELEASE inner")
		return err
	}
	// A full disk has undone the whole transaction already: then there is no savepoint to go back to.
	for _, query := range [...]string{"ROLLBACK TO inner", "RELEASE inner"} {
		if _, undo := t.ExecContext(context.WithoutCancel(ctx), query); undo != nil {
			t.broken = errors.Join(t.broken, undo)
			return errors.Join(err, undo)
		}
	}
	return err
}
