package app

import (
	"archive/zip"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/export/table"
)

// An Imported says what became of the events of a table: Events = New + Known + Refused. A line of several sentences is several events.
type Imported struct{ Events, New, Known, Refused int }

// importBatch is how many events go into the store at once.
const importBatch = 500

// ImportHistory takes a table of events that others have coded into the store, under the dataset's name, or, where that is empty, the one that the
// format brings. A file with a manifest beside it must be what the manifest says. bad is told of each line that can't be read; the rest is kept.
func (a *App) ImportHistory(ctx context.Context, path string, format table.Format, dataset string, bad func(line int, err error)) (n Imported, err error) {
	if err := table.Verify(path); err != nil {
		return n, err
	}
	in, err := openTable(path)
	if err != nil {
		return n, err
	}
	defer in.Close()
	var held []tocsin.Record
	flush := func() error {
		added, err := a.store.PutHistory(ctx, held)
		if err == nil {
			n.New, n.Known = n.New+added, n.Known+len(held)-added
			held = held[:0]
		}
		return err
	}
	err = format.Read(&bounded{ctx, in, maxDump}, func(line int, r *tocsin.Record, err error) error {
		n.Events++
		if err == nil {
			switch {
			case dataset != "":
				r.Dataset = dataset
			case r.Dataset == "":
				r.Dataset = ownDataset
			}
			if r.ID == "" {
				err = fmt.Errorf("no event id: %w", tocsin.ErrInvalid)
			}
		}
		if err != nil {
			n.Refused++
			bad(line, err)
			return ctx.Err()
		}
		if held = append(held, *r); len(held) < importBatch {
			return nil
		}
		return flush()
	})
	if err != nil {
		err = fmt.Errorf("%s: %w", path, err)
	}
	return n, errors.Join(err, flush()) // what was read before an error is kept
}

// ownDataset is what events are called that another desk of this kind exported.
const ownDataset = "tocsin"

// openTable opens a table, unpacked where it is gzip or the one file of a zip archive.
func openTable(path string) (io.ReadCloser, error) {
	if !strings.HasSuffix(strings.ToLower(path), ".zip") {
		return unpacked(path)
	}
	z, err := zip.OpenReader(path)
	if err != nil {
		return nil, fmt.Errorf("unpack %s: %w: %w", path, err, tocsin.ErrInvalid)
	}
	files := len(z.File)
	if err := z.Close(); err != nil {
		return nil, err
	}
	if files != 1 {
		return nil, fmt.Errorf("unpack %s: %d files in it, one was expected: %w", path, files, tocsin.ErrInvalid)
	}
	return member(path, 0)
}
