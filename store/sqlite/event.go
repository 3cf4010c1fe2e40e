package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"strings"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/store"
)

// putEvents flattens the events of a reading into rows that lists can filter.
func (r *reading) putEvents(ctx context.Context, tx *tx) error {
	for n := range r.Events {
		if err := r.putEvent(ctx, tx, n); err != nil {
			return err
		}
	}
	return nil
}

func (r *reading) putEvent(ctx context.Context, tx *tx, n int) error {
	e := &r.Events[n]
	country, words := "", ""
	if e.Place != nil {
		country = e.Place.Country
	}
	if e.Sentence >= 0 && e.Sentence < len(r.Sentences) {
		words = r.Sentences[e.Sentence].Of(r.text)
	}
	actors, err := json.Marshal(r.names(e.Actors))
	if err != nil {
		return err
	}
	recipients, err := json.Marshal(r.names(e.Recipients))
	if err != nil {
		return err
	}
	args := append([]any{r.doc, n, r.article, r.speaks, r.day, r.published, e.Type, e.Realis.Counts(), country, string(actors), string(recipients), words},
		whereaboutsOf(e, r.day).values()...)
	res, err := tx.ExecContext(ctx, `INSERT INTO event (doc, n, article, speaks, day, published, type, counts, country, actors, recipients, words, `+whereaboutsColumns+`)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, args...)
	if err != nil {
		return err
	}
	id, err := res.LastInsertId()
	if err != nil {
		return err
	}
	for _, list := range [...][]tocsin.Party{e.Actors, e.Recipients} {
		for i, name := range r.names(list) {
			if _, err := tx.ExecContext(ctx, "INSERT INTO party (event, code, name) VALUES (?, ?, ?)", id, list[i].Code, fold(name)); err != nil {
				return err
			}
		}
	}
	return nil
}

// names returns a name for each party: the entity's, or the words where it has none.
func (r *reading) names(parties []tocsin.Party) []string {
	out := make([]string, len(parties))
	for i, p := range parties {
		if out[i] = r.name(&p.Entity); out[i] == "" && r.Entity(p.Entity) == nil {
			out[i] = p.Span.Of(r.text) // somebody whom the text doesn't name
		}
	}
	return out
}

// eventFilter turns the query into conditions on event e.
func eventFilter(q store.EventQuery) *filter {
	f := &filter{}
	f.equal("e.type", string(q.Type))
	f.equal("e.country", q.Country)
	if code := strings.ToUpper(q.Actor); code != "" {
		f.add("EXISTS (SELECT 1 FROM party p WHERE p.event = e.id AND (substr(p.code, 1, length(?)) = ? OR instr(p.name, ?)))",
			code, code, fold(q.Actor))
	}
	f.period("e.day", q.Period)
	f.happened(q.Happened)
	f.located(q)
	if !q.All {
		f.add("e.counts")
	}
	if !q.Copies {
		f.add("e.speaks")
	}
	return f
}

// Events is store.EventReader's.
func (s *Store) Events(ctx context.Context, q store.EventQuery) (page store.EventPage, err error) {
	f := eventFilter(q)
	err = s.view(ctx, "list events", func(tx *tx) error {
		if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM event e"+f.where(), f.args...).Scan(&page.Total); err != nil {
			return err
		}
		limit, offset := q.Bounds()
		rows, err := tx.QueryContext(ctx, `SELECT (SELECT json_extract(r.body, '$.events[' || e.n || ']') FROM reading r WHERE r.id = d.reading),
			e.actors, e.recipients, e.words, a.id, a.hash, a.title, a.outlet, a.date, coalesce(d.story, '')
			FROM event e JOIN document d ON d.doc = e.doc JOIN article a ON a.ordinal = e.article`+f.where()+
			" ORDER BY e.day DESC, e.published DESC, e.article DESC, e.n LIMIT ? OFFSET ?", append(f.args, limit, offset)...)
		if err != nil {
			return err
		}
		if page.Rows, err = scanEvents(rows); err != nil {
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

func scanEvents(rows *sql.Rows) (out []store.EventRow, err error) {
	defer rows.Close()
	for rows.Next() {
		var e store.EventRow
		var body, actors, recipients []byte
		if err := rows.Scan(&body, &actors, &recipients, &e.Words, &e.Article, &e.Hash, &e.Title, &e.Outlet, &e.Date, &e.Story); err != nil {
			return nil, err
		}
		for _, part := range [...]struct {
			json []byte
			into any
		}{{body, &e.Event}, {actors, &e.Actors}, {recipients, &e.Recipients}} {
			if err := json.Unmarshal(part.json, part.into); err != nil {
				return nil, err
			}
		}
		out = append(out, e)
	}
	return out, rows.Err()
}
