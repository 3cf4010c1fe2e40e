package desk

import (
	"bytes"
	"context"
	"net/http"
	"net/url"
	"slices"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/export/cite"
	"github.com/tocsin-desk/tocsin/store"
)

// maxCited bounds the citations of one search: more than a reference list holds.
const maxCited = store.MaxLimit

// citeURL is the address of the citation of one statement of exactly this version.
func citeURL(a *store.Stored, statement, as string) string {
	return "/article/cite?" + url.Values{"id": {string(a.ID)}, "version": {string(a.Hash)}, "statement": {statement}, "as": {as}}.Encode()
}

// cite answers with the citations of a search, newest first, at most maxCited.
func (d *desk) cite(w http.ResponseWriter, r *http.Request) error {
	f := readFilter(r)
	q, as := f.statements(), f.citation()
	q.Page = store.Page{Limit: maxCited}
	if f.err != nil {
		return f.err
	}
	quotes, err := d.quotes(r.Context(), q)
	if err != nil {
		return err
	}
	return sendCitations(w, as, quotes)
}

// citeOne answers with the citation of one statement.
func (d *desk) citeOne(w http.ResponseWriter, r *http.Request) error {
	f := readFilter(r)
	id, version, statement, as := tocsin.ArticleID(f.values.Get("id")), tocsin.VersionHash(f.text("version")), f.text("statement"), f.citation()
	if f.err != nil {
		return f.err
	}
	a, err := d.version(r.Context(), id, version)
	if err != nil {
		return err
	}
	read, err := d.store.Reading(r.Context(), a.ID, a.Hash)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(read.Statements, func(s tocsin.Statement) bool { return s.ID == statement })
	if i < 0 {
		return tocsin.ErrNotFound
	}
	return sendCitations(w, as, []cite.Quote{cite.New(a, read, &read.Statements[i])})
}

// citation returns the form that is asked for.
func (f *filter) citation() string {
	as := f.text("as")
	if as != "bibtex" && as != "csl" {
		f.reject("as", "neither bibtex nor csl")
	}
	return as
}

// quotes returns what one page of a search finds.
func (d *desk) quotes(ctx context.Context, q store.StatementQuery) ([]cite.Quote, error) {
	var out []cite.Quote
	err := cite.Page(ctx, d.store, q, func(quote cite.Quote, _ *store.StatementRow) error {
		out = append(out, quote)
		return nil
	})
	return out, err
}

func sendCitations(w http.ResponseWriter, as string, quotes []cite.Quote) error {
	var b bytes.Buffer
	mime, name := "application/vnd.citationstyles.csl+json", "statements.json"
	if as == "bibtex" {
		mime, name = "application/x-bibtex; charset=utf-8", "statements.bib"
		for _, q := range quotes {
			if err := cite.WriteBibTeX(&b, q); err != nil {
				return err
			}
		}
	} else if err := cite.WriteCSL(&b, quotes); err != nil {
		return err
	}
	w.Header().Set("Content-Disposition", `attachment; filename="`+name+`"`)
	return sendAs(w, mime, &b)
}
