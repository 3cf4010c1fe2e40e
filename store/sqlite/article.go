package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
	"unicode/utf8"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/store"
)

// instant is the form of times in the database: UTC and of fixed width, so that text order is time order.
const instant = "2006-01-02T15:04:05.000000000Z"

func formatTime(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(instant)
}

func parseTime(s string) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	return time.Parse(instant, s)
}

// PutArticle is store.ArticleWriter's.
func (s *Store) PutArticle(ctx context.Context, a *tocsin.Article) (added store.Added, err error) {
	doing := "keep article " + string(a.ID)
	if err := validate(a); err != nil {
		return "", s.explain(doing, err)
	}
	err = s.update(ctx, doing, func(tx *tx) error {
		added, err = putArticle(ctx, tx, a)
		return err
	})
	return added, err
}

func validate(a *tocsin.Article) error {
	switch {
	case a.ID == "":
		return fmt.Errorf("an article (%s) has no id: %w", a.URL, tocsin.ErrInvalid)
	case !utf8.ValidString(a.Title) || !utf8.ValidString(a.Text):
		return fmt.Errorf("its title or text is not UTF-8: %w", tocsin.ErrInvalid)
	}
	return nil
}

func putArticle(ctx context.Context, tx *tx, a *tocsin.Article) (store.Added, error) {
	hash, versions := a.Hash(), 0
	var known bool
	err := tx.QueryRowContext(ctx, "SELECT versions, EXISTS (SELECT 1 FROM article WHERE id = document.id AND hash = ?) FROM document WHERE id = ?", hash, a.ID).
		Scan(&versions, &known)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return "", err
	}
	if known {
		return store.Same, nil
	}
	ordinal, err := insertArticle(ctx, tx, a, hash, versions+1)
	if err != nil {
		return "", err
	}
	added := store.New
	if versions > 0 {
		added = store.Updated
	}
	if err := putDocument(ctx, tx, a, ordinal, added); err != nil {
		return "", err
	}
	return added, joinStory(ctx, tx, a.ID, hash)
}

func insertArticle(ctx context.Context, tx *tx, a *tocsin.Article, hash tocsin.VersionHash, number int) (ordinal int64, err error) {
	res, err := tx.ExecContext(ctx, `INSERT INTO article (id, hash, number, collected, source, outlet, lang, date, url, byline, title, text)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		a.ID, hash, number, formatTime(a.Collected), a.Source, a.Outlet, a.Lang, a.Date, a.URL, a.Byline, a.Title, a.Text)
	if err != nil {
		return 0, err
	}
	if ordinal, err = res.LastInsertId(); err != nil {
		return 0, err
	}
	// The index of words is written beside its table, not by a trigger: a trigger would make SQLite send
	// the index to the disk with every row, which takes a quarter of all time.
	_, err = tx.ExecContext(ctx, "INSERT INTO article_words (rowid, title, text) VALUES (?, ?, ?)", ordinal, a.Title, a.Text)
	return ordinal, err
}

// putDocument makes the version the newest of its document, whose lists start anew.
func putDocument(ctx context.Context, tx *tx, a *tocsin.Article, ordinal int64, added store.Added) error {
	var day, published string
	if d, ok := a.Day(); ok {
		t, _ := tocsin.ParseDate(a.Date) // readable, since its day is
		day, published = d.Format(time.DateOnly), formatTime(t)
	}
	if added == store.New {
		_, err := tx.ExecContext(ctx, "INSERT INTO document (newest, day, published, outlet, source, lang, id, versions, speaks) VALUES (?, ?, ?, ?, ?, ?, ?, 1, 1)",
			ordinal, day, published, a.Outlet, a.Source, a.Lang, a.ID)
		return err
	}
	_, err := tx.ExecContext(ctx, "UPDATE document SET newest = ?, day = ?, published = ?, outlet = ?, source = ?, lang = ?, versions = versions + 1, reading = NULL WHERE id = ?",
		ordinal, day, published, a.Outlet, a.Source, a.Lang, a.ID)
	if err != nil {
		return err
	}
	return clearLists(ctx, tx, a.ID)
}

// clearLists takes a document's statements and events off the lists. The readings that they came from stay.
func clearLists(ctx context.Context, tx *tx, id tocsin.ArticleID) error {
	for _, query := range [...]string{
		`INSERT INTO statement_words (statement_words, rowid, speaker, source, cue, content)
			SELECT 'delete', s.id, s.speaker, s.source, s.cue, s.content FROM statement s JOIN document d ON d.doc = s.doc WHERE d.id = ?`,
		"DELETE FROM statement WHERE doc = (SELECT doc FROM document WHERE id = ?)",
		"DELETE FROM event WHERE doc = (SELECT doc FROM document WHERE id = ?)",
	} {
		if _, err := tx.ExecContext(ctx, query, id); err != nil {
			return err
		}
	}
	return nil
}

// stored are the columns of a version, for scanStored. Queries name the article a and its document d.
const stored = `a.id, a.url, a.title, a.lang, a.outlet, a.byline, a.date, a.collected, a.source, a.hash, a.number, a.ordinal, d.newest = a.ordinal`

// fields returns where to scan the stored columns; the time comes as text and is set by the caller.
func fields(a *store.Stored, collected *string) []any {
	return []any{&a.ID, &a.URL, &a.Title, &a.Lang, &a.Outlet, &a.Byline, &a.Date, collected, &a.Source, &a.Hash, &a.Number, &a.Ordinal, &a.Newest}
}

// queryStored runs a query for stored columns and the text.
func queryStored(ctx context.Context, tx *tx, rest string, args ...any) ([]store.Stored, error) {
	rows, err := tx.QueryContext(ctx, "SELECT "+stored+", a.text FROM article a JOIN document d ON d.id = a.id "+rest, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []store.Stored
	for rows.Next() {
		var a store.Stored
		var collected string
		if err := rows.Scan(append(fields(&a, &collected), &a.Text)...); err != nil {
			return nil, err
		}
		if a.Collected, err = parseTime(collected); err != nil {
			return nil, err
		}
		out = append(out, a)
	}
	return out, rows.Err()
}

// one returns the only row of a query for stored columns, or ErrNotFound.
func (s *Store) one(ctx context.Context, doing, rest string, args ...any) (out *store.Stored, err error) {
	err = s.view(ctx, doing, func(tx *tx) error {
		rows, err := queryStored(ctx, tx, rest, args...)
		if err != nil {
			return err
		}
		if len(rows) == 0 {
			return tocsin.ErrNotFound
		}
		out = &rows[0]
		return nil
	})
	return out, err
}

// Article is store.ArticleReader's.
func (s *Store) Article(ctx context.Context, id tocsin.ArticleID) (*store.Stored, error) {
	return s.one(ctx, "find article "+string(id), "WHERE a.id = ? AND a.ordinal = d.newest", id)
}

// ArticleVersion is store.ArticleReader's.
func (s *Store) ArticleVersion(ctx context.Context, id tocsin.ArticleID, hash tocsin.VersionHash) (*store.Stored, error) {
	return s.one(ctx, fmt.Sprintf("find version %s of article %s", hash, id), "WHERE a.id = ? AND a.hash = ?", id, hash)
}

// Versions is store.ArticleReader's. An unknown document has none.
func (s *Store) Versions(ctx context.Context, id tocsin.ArticleID) (out []store.Stored, err error) {
	err = s.view(ctx, "list the versions of article "+string(id), func(tx *tx) error {
		out, err = queryStored(ctx, tx, "WHERE a.id = ? ORDER BY a.number", id)
		return err
	})
	return out, err
}

// articleFilter turns the query into conditions on document d.
func articleFilter(q store.ArticleQuery) *filter {
	f := &filter{}
	f.words("d.newest", "article_words", q.Words)
	f.equal("d.outlet", q.Outlet)
	f.equal("d.source", string(q.Source))
	f.equal("d.story", string(q.Story))
	f.period("d.day", q.Period)
	if q.Heads {
		f.add("d.speaks")
	}
	if q.Lang != "" {
		f.add("(d.lang = ? OR substr(d.lang, 1, length(?) + 1) = ? || '-')", q.Lang, q.Lang, q.Lang)
	}
	if q.Kind != "" {
		f.add("EXISTS (SELECT 1 FROM statement s WHERE s.doc = d.doc AND s.kind = ?)", q.Kind)
	}
	if q.Type != "" {
		f.add("EXISTS (SELECT 1 FROM event e WHERE e.doc = d.doc AND e.type = ? AND e.counts)", q.Type)
	}
	return f
}

// leadLength is how many characters of its text a row of the inbox shows.
const leadLength = 200

// Articles is store.ArticleReader's.
func (s *Store) Articles(ctx context.Context, q store.ArticleQuery) (page store.ArticlePage, err error) {
	f := articleFilter(q)
	err = s.view(ctx, "list articles", func(tx *tx) error {
		if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM document d"+f.where(), f.args...).Scan(&page.Total); err != nil {
			return err
		}
		limit, offset := q.Bounds()
		rows, err := tx.QueryContext(ctx, "SELECT "+stored+`, substr(CAST(a.text AS BLOB), 1, ?), coalesce(d.story, ''), d.versions, d.reading IS NOT NULL,
			(SELECT count(*) FROM statement s WHERE s.doc = d.doc), (SELECT count(*) FROM event e WHERE e.doc = d.doc AND e.counts),
			coalesce((SELECT skipped FROM reading r WHERE r.id = d.reading), '')
			FROM document d JOIN article a ON a.ordinal = d.newest`+f.where()+
			" ORDER BY d.day DESC, d.published DESC, d.newest DESC LIMIT ? OFFSET ?",
			append(append([]any{utf8.UTFMax * leadLength}, f.args...), limit, offset)...)
		if err != nil {
			return err
		}
		if page.Rows, err = scanArticles(rows); err != nil {
			return err
		}
		reaches := reaches{}
		for i := range page.Rows {
			if page.Rows[i].Reach, err = reaches.of(ctx, tx, page.Rows[i].Story); err != nil {
				return err
			}
		}
		return nil
	})
	return page, err
}

func scanArticles(rows *sql.Rows) (out []store.ArticleRow, err error) {
	defer rows.Close()
	for rows.Next() {
		var a store.ArticleRow
		var collected string
		var lead []byte
		if err := rows.Scan(append(fields(&a.Stored, &collected), &lead, &a.Story, &a.Versions, &a.Read, &a.Statements, &a.Events, &a.Skipped)...); err != nil {
			return nil, err
		}
		a.Lead = firstRunes(lead, leadLength)
		if a.Collected, err = parseTime(collected); err != nil {
			return nil, err
		}
		out = append(out, a)
	}
	return out, rows.Err()
}

// firstRunes returns the first n whole characters; the bytes may end inside one.
func firstRunes(b []byte, n int) string {
	end := 0
	for ; n > 0 && utf8.FullRune(b[end:]) && end < len(b); n-- {
		_, size := utf8.DecodeRune(b[end:])
		end += size
	}
	return string(b[:end])
}
