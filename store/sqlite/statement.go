package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/store"
)

// putStatements flattens the statements of a reading into rows that lists can filter and search.
func (r *reading) putStatements(ctx context.Context, tx *tx) error {
	if len(r.Statements) == 0 {
		return nil
	}
	disputed := map[string]bool{}
	for _, l := range r.Links {
		if l.Kind == tocsin.Disputes {
			disputed[l.To] = true
		}
	}
	for n := range r.Statements {
		if err := r.putStatement(ctx, tx, n, disputed[r.Statements[n].ID]); err != nil {
			return err
		}
	}
	return nil
}

func (r *reading) putStatement(ctx context.Context, tx *tx, n int, disputed bool) error {
	st := &r.Statements[n]
	chain, err := json.Marshal(r.chain(st))
	if err != nil {
		return err
	}
	speaker, organisation := r.name(st.Speaker), r.name(st.Organisation)
	source, cue, content := r.words(st.Source), r.words(st.Cue), r.words(st.Content)
	res, err := tx.ExecContext(ctx, `INSERT INTO statement (doc, n, article, speaks, day, published, outlet, kind, confidence, disputed,
		speaker, organisation, folded_speaker, folded_organisation, chain, source, cue, content) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		r.doc, n, r.article, r.speaks, r.day, r.published, r.outlet, st.Kind, st.Confidence, disputed,
		speaker, organisation, fold(speaker), fold(organisation), string(chain), source, cue, content)
	if err != nil {
		return err
	}
	id, err := res.LastInsertId()
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "INSERT INTO statement_words (rowid, speaker, source, cue, content) VALUES (?, ?, ?, ?, ?)", id, speaker, source, cue, content)
	return err
}

// chain returns each hop in words; the carrier that the text doesn't name is the article's outlet.
func (r *reading) chain(st *tocsin.Statement) []string {
	out := make([]string, len(st.Chain))
	for i, hop := range st.Chain {
		by := tocsin.EntityID(hop.By)
		if out[i] = r.name(&by); out[i] == "" {
			out[i] = hop.By
		}
		if i == 0 && out[i] == "" {
			out[i] = r.outlet
		}
	}
	return out
}

// statementFilter turns the query into conditions on statement s.
func statementFilter(q store.StatementQuery) *filter {
	f := &filter{}
	f.words("s.id", "statement_words", q.Words)
	f.part("s.folded_speaker", q.Speaker)
	f.part("s.folded_organisation", q.Organisation)
	f.equal("s.kind", string(q.Kind))
	f.equal("s.outlet", q.Outlet)
	if q.Through != "" {
		f.add("EXISTS (SELECT 1 FROM json_each(s.chain) h WHERE instr(lower(h.value), lower(?)))", q.Through)
	}
	if q.Disputed {
		f.add("s.disputed")
	}
	f.period("s.day", q.Period)
	if q.MinConfidence > 0 {
		f.add("s.confidence >= ?", q.MinConfidence)
	}
	if !q.Copies {
		f.add("s.speaks")
	}
	return f
}

// Statements is store.StatementReader's.
func (s *Store) Statements(ctx context.Context, q store.StatementQuery) (page store.StatementPage, err error) {
	f := statementFilter(q)
	err = s.view(ctx, "list statements", func(tx *tx) error {
		if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM statement s"+f.where(), f.args...).Scan(&page.Total); err != nil {
			return err
		}
		limit, offset := q.Bounds()
		rows, err := tx.QueryContext(ctx, `SELECT (SELECT json_extract(r.body, '$.statements[' || s.n || ']') FROM reading r WHERE r.id = d.reading),
			s.speaker, s.organisation, s.chain, s.source, s.cue, s.content, s.disputed, a.id, a.hash, a.title, a.outlet, a.date, coalesce(d.story, '')
			FROM statement s JOIN document d ON d.doc = s.doc JOIN article a ON a.ordinal = s.article`+f.where()+
			" ORDER BY s.day DESC, s.published DESC, s.article DESC, s.n LIMIT ? OFFSET ?", append(f.args, limit, offset)...)
		if err != nil {
			return err
		}
		if page.Rows, err = scanStatements(rows); err != nil {
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

func scanStatements(rows *sql.Rows) (out []store.StatementRow, err error) {
	defer rows.Close()
	for rows.Next() {
		var s store.StatementRow
		var body, chain []byte
		err := rows.Scan(&body, &s.Speaker, &s.Organisation, &chain, &s.SourceWords, &s.CueWords, &s.ContentWords, &s.Disputed,
			&s.Article, &s.Hash, &s.Title, &s.Outlet, &s.Date, &s.Story)
		if err != nil {
			return nil, err
		}
		if err := json.Unmarshal(body, &s.Statement); err != nil {
			return nil, err
		}
		if err := json.Unmarshal(chain, &s.Chain); err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, rows.Err()
}

// facetLength is how many values a filter offers.
const facetLength = 50

// StatementFacets is store.StatementReader's. Copies count once, as in the lists.
func (s *Store) StatementFacets(ctx context.Context) (out store.Facets, err error) {
	err = s.view(ctx, "count facets", func(tx *tx) error {
		for _, facet := range [...]struct {
			into        *[]store.Count
			value, from string
		}{
			{&out.Kinds, "kind", "statement WHERE speaks"},
			{&out.Outlets, "outlet", "statement WHERE speaks"},
			{&out.Speakers, "speaker", "statement WHERE speaks"},
			{&out.Organisations, "organisation", "statement WHERE speaks"},
			{&out.Types, "type", "event WHERE speaks AND counts"},
		} {
			if *facet.into, err = counts(ctx, tx, facet.value, facet.from); err != nil {
				return err
			}
		}
		return nil
	})
	return out, err
}

// counts groups rows by a value, most frequent first.
func counts(ctx context.Context, tx *tx, value, from string) ([]store.Count, error) {
	rows, err := tx.QueryContext(ctx, "SELECT "+value+", count(*) AS n FROM "+from+" AND "+value+" <> '' GROUP BY "+value+" ORDER BY n DESC, "+value+" LIMIT ?", facetLength)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []store.Count
	for rows.Next() {
		var c store.Count
		if err := rows.Scan(&c.Value, &c.N); err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	return out, rows.Err()
}
