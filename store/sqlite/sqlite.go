// Package sqlite keeps the desk's records in one SQLite file.
//
// In: articles, readings, copies, sources and fetches. Out: the same records, and the lists, facets and
// sums that package store promises, each from one consistent snapshot.
// It never changes a record that was added, never computes one, never opens a file that another process
// owns, and never builds a query out of words that came from outside.
package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"

	_ "modernc.org/sqlite" // the driver "sqlite": SQLite in pure Go

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/store"
)

// Memory is the path of a database that lives in memory and is gone after Close.
const Memory = ":memory:"

// readers is how many pages may be answered at once while one writer works; each holds its own page cache.
const readers = 8

// A Store is an open database. It is safe for concurrent use; writes wait for each other.
type Store struct {
	*database
	tx *tx // inside Batch; nil outside
}

var _ store.Store = (*Store)(nil)

// database is what all views of one file share.
type database struct {
	path  string
	owner *lock
	write *sql.DB // one connection, so that writers queue here instead of failing as busy
	read  *sql.DB

	mu    sync.Mutex
	reads map[tocsin.Versions]int64 // every version up to this ordinal has a reading by these versions
}

// Open opens the database at the path, creating it and its tables where there are none, and owns it
// until Close. A file that another process owns is ErrConflict, one of a newer program or of something
// else ErrInvalid. The path Memory opens an empty database in memory.
func Open(ctx context.Context, path string) (*Store, error) {
	db := &database{path: path, reads: map[tocsin.Versions]int64{}}
	if err := db.open(ctx); err != nil {
		db.close()
		return nil, fmt.Errorf("open database %s: %w", path, err)
	}
	return &Store{database: db}, nil
}

func (db *database) open(ctx context.Context) (err error) {
	if db.path == Memory {
		// Every connection to memory would be a database of its own: one connection reads and writes.
		if db.write, err = connect(dsn(Memory, "_txlock=immediate"), 1); err != nil {
			return err
		}
		db.read = db.write
		return db.migrate(ctx)
	}
	if db.path, err = filepath.Abs(db.path); err != nil {
		return err
	}
	if db.owner, err = acquire(db.path + ".lock"); err != nil {
		return err
	}
	if err := private(db.path); err != nil {
		return err
	}
	if db.write, err = connect(dsn(db.path, "_txlock=immediate"), 1); err != nil {
		return err
	}
	if err := db.migrate(ctx); err != nil {
		return err
	}
	db.read, err = connect(dsn(db.path, "_pragma=query_only(1)"), readers)
	return err
}

// private makes a new file that only its owner may read; SQLite gives its log the same mode.
func private(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	return f.Close()
}

// connect opens a pool of connections, none of which is closed for being idle.
func connect(dsn string, size int) (*sql.DB, error) {
	db, err := sql.Open("sqlite", dsn)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(size)
	db.SetMaxIdleConns(size)
	return db, nil
}

// pragmas hold on every connection. WAL lets readers go on beside the writer; FULL syncs each commit,
// so that what was acknowledged survives a power cut; the timeout bridges a checkpoint or a backup.
const pragmas = "_pragma=busy_timeout(5000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=foreign_keys(1)" +
	"&_pragma=cache_size(-16384)&_dqs=0&"

// dsn writes the address of a database file; any character may stand in its path.
func dsn(path, more string) string {
	if path == Memory {
		return "file::memory:?" + pragmas + more
	}
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // a drive letter
	}
	return "file://" + (&url.URL{Path: path}).EscapedPath() + "?" + pragmas + more
}

// Close waits for what is under way and gives the file back. On the store of a batch it does nothing.
func (s *Store) Close() error {
	if s.tx != nil {
		return nil
	}
	if err := s.close(); err != nil {
		return fmt.Errorf("close database %s: %w", s.path, err)
	}
	return nil
}

func (db *database) close() error {
	var errs []error
	if db.read != nil && db.read != db.write {
		errs = append(errs, db.read.Close())
	}
	if db.write != nil {
		errs = append(errs, db.write.Close())
	}
	if db.owner != nil {
		errs = append(errs, db.owner.release())
	}
	return errors.Join(errs...)
}

// Batch is store.Batcher's. A batch inside a batch is undone alone.
func (s *Store) Batch(ctx context.Context, f func(store.Store) error) error {
	if s.tx != nil {
		return s.explain("inner batch", s.tx.nested(ctx, func() error { return f(s) }))
	}
	return s.update(ctx, "batch", func(tx *tx) error {
		if err := f(&Store{database: s.database, tx: tx}); err != nil {
			return err
		}
		return tx.broken
	})
}

// view runs f in one read transaction, so that several queries see the same records.
// Inside a batch that is the batch's own transaction.
func (s *Store) view(ctx context.Context, doing string, f func(*tx) error) error {
	if s.tx != nil {
		return s.explain(doing, f(s.tx))
	}
	t, err := s.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return s.explain(doing, err)
	}
	defer t.Rollback() // a read has nothing to keep
	return s.explain(doing, f(&tx{Tx: t}))
}

// update runs f in one write transaction, which is undone when f fails. f refuses (ErrInvalid,
// ErrNotFound) before it writes anything; so inside a batch a refusal needs no undoing, and after any
// other failure, which may have left half a record, the batch as a whole is undone.
func (s *Store) update(ctx context.Context, doing string, f func(*tx) error) error {
	if s.tx != nil {
		err := f(s.tx)
		if err != nil && !refused(err) {
			s.tx.broken = errors.Join(s.tx.broken, err)
		}
		return s.explain(doing, err)
	}
	t, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return s.explain(doing, err)
	}
	defer t.Rollback() // after Commit it does nothing
	if err := f(&tx{Tx: t}); err != nil {
		return s.explain(doing, err)
	}
	return s.explain(doing, t.Commit())
}

func refused(err error) bool {
	return errors.Is(err, tocsin.ErrInvalid) || errors.Is(err, tocsin.ErrNotFound) || errors.Is(err, sql.ErrNoRows)
}

// Size returns how many bytes the database takes on the disk, its log included; 0 in memory.
func (s *Store) Size() int64 {
	var n int64
	for _, suffix := range [...]string{"", "-wal"} {
		if info, err := os.Stat(s.path + suffix); err == nil {
			n += info.Size()
		}
	}
	return n
}
