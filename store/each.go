package store

import (
	"context"
	"errors"

	"github.com/tocsin-desk/tocsin"
)

// EachStatement calls f with every row that the query matches, whatever its page, in the order of the
// list, and returns how many there were. It stops at f's first error.
func EachStatement(ctx context.Context, r StatementReader, q StatementQuery, f func(*StatementRow) error) (int, error) {
	return each(func(p Page) ([]StatementRow, error) {
		q.Page = p
		page, err := r.Statements(ctx, q)
		return page.Rows, err
	}, func(row *StatementRow) rowKey { return rowKey{row.Hash, row.Article, row.Statement.ID} }, f)
}

// EachEvent does the same for events.
func EachEvent(ctx context.Context, r EventReader, q EventQuery, f func(*EventRow) error) (int, error) {
	return each(func(p Page) ([]EventRow, error) {
		q.Page = p
		page, err := r.Events(ctx, q)
		return page.Rows, err
	}, func(row *EventRow) rowKey { return rowKey{row.Hash, row.Article, row.Event.ID} }, f)
}

// EachArticle does the same for articles.
func EachArticle(ctx context.Context, r ArticleReader, q ArticleQuery, f func(*ArticleRow) error) (int, error) {
	return each(func(p Page) ([]ArticleRow, error) {
		q.Page = p
		page, err := r.Articles(ctx, q)
		return page.Rows, err
	}, func(row *ArticleRow) rowKey { return rowKey{row.Hash, row.ID, ""} }, f)
}

// Reports finds the article and the reading that rows come from. It keeps the last one: rows of one article stand together.
type Reports struct {
	reader  Reader
	version *Stored
	reading *tocsin.Reading
}

// NewReports returns a Reports that asks a store.
func NewReports(r Reader) *Reports { return &Reports{reader: r} }

// Of returns a version of an article with its reading; the reading is empty where there is none. ErrNotFound: there is no such version.
func (rs *Reports) Of(ctx context.Context, id tocsin.ArticleID, hash tocsin.VersionHash) (*Stored, *tocsin.Reading, error) {
	if rs.version != nil && rs.version.ID == id && rs.version.Hash == hash {
		return rs.version, rs.reading, nil
	}
	version, err := rs.reader.ArticleVersion(ctx, id, hash)
	if err != nil {
		return nil, nil, err
	}
	reading, err := rs.reader.Reading(ctx, id, hash)
	if errors.Is(err, tocsin.ErrNotFound) {
		reading, err = &tocsin.Reading{}, nil
	}
	if err != nil {
		return nil, nil, err
	}
	rs.version, rs.reading = version, reading
	return version, reading, nil
}

// A rowKey tells the rows of a list apart.
type rowKey struct {
	hash    tocsin.VersionHash
	article tocsin.ArticleID
	id      string
}

// each walks through a list page by page. What arrives meanwhile moves rows from one page to the next:
// those are passed over the second time.
func each[R any](page func(Page) ([]R, error), key func(*R) rowKey, f func(*R) error) (n int, err error) {
	seen := map[rowKey]bool{}
	for offset := 0; ; offset += MaxLimit {
		rows, err := page(Page{Limit: MaxLimit, Offset: offset})
		if err != nil {
			return n, err
		}
		now := make(map[rowKey]bool, len(rows))
		for i := range rows {
			k := key(&rows[i])
			if now[k] = true; seen[k] {
				continue
			}
			if err := f(&rows[i]); err != nil {
				return n, err
			}
			n++
		}
		if len(rows) < MaxLimit {
			return n, nil
		}
		seen = now
	}
}
