package sqlite

import (
	"context"
	"embed"
	"fmt"
	"io/fs"

	"github.com/tocsin-desk/tocsin"
)

//go:embed migrations/*.sql
var migrations embed.FS

// applicationID marks the file as ours in SQLite's header: "Tocs" in ASCII.
const applicationID = 0x546f6373

// migrate brings the schema up to this program's: each numbered file in a transaction of its own, so
// that a kill in the middle leaves the schema before or after it. PRAGMA user_version counts them.
func (db *database) migrate(ctx context.Context) error {
	names, err := fs.Glob(migrations, "migrations/*.sql") // sorted by number
	if err != nil {
		return err
	}
	version, err := db.schema(ctx)
	if err != nil {
		return (&Store{database: db}).explain("read its schema", err)
	}
	if version > len(names) {
		return fmt.Errorf("it was written by a newer tocsin (schema %d, this program knows %d): use that program or a newer one: %w", version, len(names), tocsin.ErrInvalid)
	}
	for n := version + 1; n <= len(names); n++ {
		script, err := migrations.ReadFile(names[n-1])
		if err != nil {
			return err
		}
		err = (&Store{database: db}).update(ctx, "migrate by "+names[n-1], func(tx *tx) error {
			if _, err := tx.Tx.ExecContext(ctx, fmt.Sprintf("%s; PRAGMA user_version = %d; PRAGMA application_id = %d", script, n, applicationID)); err != nil {
				return err
			}
			if names[n-1] == "migrations/0002_map.sql" {
				return refillEvents(ctx, tx)
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// schema returns the number of migrations the file has seen: 0 for a new one.
func (db *database) schema(ctx context.Context) (version int, err error) {
	var application, tables int
	err = db.write.QueryRowContext(ctx, "SELECT (SELECT application_id FROM pragma_application_id), (SELECT user_version FROM pragma_user_version), (SELECT count(*) FROM sqlite_schema)").
		Scan(&application, &version, &tables)
	switch {
	case err != nil:
		return 0, err
	case application == 0 && tables == 0, application == applicationID:
		return version, nil
	}
	return 0, fmt.Errorf("it is a database of another program: %w", tocsin.ErrInvalid)
}
