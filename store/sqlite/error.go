package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	driver "modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"

	"github.com/tocsin-desk/tocsin"
)

// explain says what was attempted and gives an error of the database its kind and a sentence for people.
func (s *Store) explain(doing string, err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, sql.ErrNoRows):
		return fmt.Errorf("%s: %w", doing, tocsin.ErrNotFound)
	case isKind(err):
		return fmt.Errorf("%s: %w", doing, err)
	}
	var e *driver.Error
	if !errors.As(err, &e) {
		return fmt.Errorf("%s: %w", doing, err)
	}
	switch e.Code() & 0xff { // the low byte is the code, the rest says more
	case lib.SQLITE_FULL:
		return fmt.Errorf("%s: the disk or the space allowed for %s is full; everything stored before is kept: %w (%w)", doing, s.path, tocsin.ErrUnavailable, err)
	case lib.SQLITE_IOERR, lib.SQLITE_CANTOPEN, lib.SQLITE_READONLY, lib.SQLITE_PERM:
		return fmt.Errorf("%s: the disk doesn't let us use %s: %w (%w)", doing, s.path, tocsin.ErrUnavailable, err)
	case lib.SQLITE_BUSY, lib.SQLITE_LOCKED:
		return fmt.Errorf("%s: another program holds %s: %w (%w)", doing, s.path, tocsin.ErrUnavailable, err)
	case lib.SQLITE_TOOBIG:
		return fmt.Errorf("%s: %w (%w)", doing, tocsin.ErrTooLarge, err)
	case lib.SQLITE_CORRUPT, lib.SQLITE_NOTADB:
		return fmt.Errorf("%s: %s is damaged or not a database: %w (%w)", doing, s.path, tocsin.ErrInvalid, err)
	}
	return fmt.Errorf("%s: %w", doing, err)
}

// isKind reports whether the error has its kind already.
func isKind(err error) bool {
	for _, kind := range [...]error{
		tocsin.ErrInvalid, tocsin.ErrNotFound, tocsin.ErrConflict, tocsin.ErrUnavailable, tocsin.ErrTooLarge,
		context.Canceled, context.DeadlineExceeded,
	} {
		if errors.Is(err, kind) {
			return true
		}
	}
	return false
}
