package sqlite

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/store"
)

// PutHistory is store.HistoryWriter's.
func (s *Store) PutHistory(ctx context.Context, records []tocsin.Record) (added int, err error) {
	for i := range records {
		if r := &records[i]; r.Dataset == "" || r.ID == "" || r.Day == "" {
			return 0, fmt.Errorf("import: record %d has no dataset, id or day: %w", i+1, tocsin.ErrInvalid)
		}
	}
	err = s.update(ctx, "import events", func(tx *tx) error {
		for i := range records {
			n, err := putRecord(ctx, tx, &records[i])
			if err != nil {
				return err
			}
			added += n
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	return added, nil
}

// putRecord keeps a record and returns 1, or 0 where it is known.
func putRecord(ctx context.Context, tx *tx, r *tocsin.Record) (int, error) {
	body, err := json.Marshal(r)
	if err != nil {
		return 0, err
	}
	codes, names := "", ""
	for _, list := range [...][]tocsin.RecordParty{r.Actors, r.Recipients} {
		for _, p := range list {
			codes += " " + string(p.Code)
			names += "\n" + fold(p.Name)
		}
		names += "\n" // who did it stays apart from whom it was done to
	}
	res, err := tx.ExecContext(ctx, `INSERT OR IGNORE INTO history (dataset, event, day, type, cameo, country, parties, names, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		r.Dataset, r.ID, r.Day, r.Type, r.CAMEO, r.Place.Country, codes, names, string(body))
	if err != nil {
		return 0, err
	}
	n, err := res.RowsAffected()
	return int(n), err
}

func historyFilter(q store.HistoryQuery) *filter {
	f := &filter{}
	f.equal("dataset", q.Dataset)
	f.equal("type", string(q.Type))
	f.equal("country", q.Country)
	f.period("day", q.Period)
	if q.Actor != "" {
		f.add("(instr(parties, ?) OR instr(names, ?))", " "+strings.ToUpper(q.Actor), fold(q.Actor))
	}
	return f
}

// History is store.HistoryReader's.
func (s *Store) History(ctx context.Context, q store.HistoryQuery) (page store.HistoryPage, err error) {
	f := historyFilter(q)
	err = s.view(ctx, "list imported events", func(tx *tx) error {
		if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM history"+f.where(), f.args...).Scan(&page.Total); err != nil {
			return err
		}
		limit, offset := q.Bounds()
		return records(ctx, tx, f, limit, offset, func(r *tocsin.Record) bool {
			page.Rows = append(page.Rows, *r)
			return true
		})
	})
	return page, err
}

// EachHistory is store.HistoryReader's.
func (s *Store) EachHistory(ctx context.Context, q store.HistoryQuery, f func(*tocsin.Record) error) (n int, err error) {
	var stopped error
	err = s.view(ctx, "read imported events", func(tx *tx) error {
		return records(ctx, tx, historyFilter(q), -1, 0, func(r *tocsin.Record) bool {
			if stopped = f(r); stopped == nil {
				n++
			}
			return stopped == nil
		})
	})
	return n, cmp.Or(stopped, err)
}

// records yields rows in the order of lists; a limit of -1 is none.
func records(ctx context.Context, tx *tx, f *filter, limit, offset int, yield func(*tocsin.Record) bool) error {
	args := append(slices.Clone(f.args), limit, offset)
	rows, err := tx.QueryContext(ctx, "SELECT body FROM history"+f.where()+" ORDER BY day DESC, id LIMIT ? OFFSET ?", args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var body []byte
		var r tocsin.Record
		if err := rows.Scan(&body); err != nil {
			return err
		}
		if err := json.Unmarshal(body, &r); err != nil {
			return err
		}
		if !yield(&r) {
			return nil
		}
	}
	return rows.Err()
}

// Datasets is store.HistoryReader's.
func (s *Store) Datasets(ctx context.Context) (out []store.Dataset, err error) {
	err = s.view(ctx, "list datasets", func(tx *tx) error {
		rows, err := tx.QueryContext(ctx, "SELECT dataset, count(*), min(day), max(day) FROM history GROUP BY dataset ORDER BY dataset")
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var d store.Dataset
			if err := rows.Scan(&d.Name, &d.Events, &d.First, &d.Last); err != nil {
				return err
			}
			out = append(out, d)
		}
		return rows.Err()
	})
	return out, err
}
