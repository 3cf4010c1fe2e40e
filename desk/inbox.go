package desk

import (
	"errors"
	"net/http"
	"net/url"
	"time"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/store"
)

// The inbox lists articles, newest publication first, each with its copies counted three ways.
// On a wide screen the article at hand shows beside the list what was read in it.
type inboxPage struct {
	Query    store.ArticleQuery
	Outlets  []option
	Kinds    []option
	Types    []option
	Sources  []option
	Filtered bool
	Days     []inboxDay
	Paging   paging
	Silent   []store.SourceHealth // whose newest fetch failed: what may be missing from the list
	Glance   *glance
}

// An inboxDay is the articles published on one day.
type inboxDay struct {
	Name, Date string
	Rows       []inboxRow
}

// An inboxRow is an article of the list.
type inboxRow struct {
	store.ArticleRow
	At      string // address of the same list with this article at hand
	StoryAt string // address of the list of its copies; empty where it has none
	Current bool
}

func (d *desk) inbox(w http.ResponseWriter, r *http.Request) error {
	f := readFilter(r)
	n, limits := f.page()
	q := store.ArticleQuery{
		Words: f.text("words"), Outlet: f.text("outlet"), Source: tocsin.SourceID(f.text("source")), Kind: f.kind("kind"), Type: f.plover("type"),
		Lang: f.text("lang"), Story: tocsin.StoryID(f.text("story")), Heads: f.flag("heads"), Period: f.period(), Page: limits,
	}
	if f.err != nil {
		return f.err
	}
	found, err := d.store.Articles(r.Context(), q)
	if err != nil {
		return err
	}
	facets, err := d.store.StatementFacets(r.Context())
	if err != nil {
		return err
	}
	sources, err := d.store.Sources(r.Context())
	if err != nil {
		return err
	}
	at := tocsin.ArticleID(f.text("at"))
	if at == "" && len(found.Rows) > 0 {
		at = found.Rows[0].ID
	}
	p := inboxPage{
		Query: q, Filtered: f.active(), Paging: f.paging("/", n, len(found.Rows), found.Total),
		Outlets: options(q.Outlet, facets.Outlets, asIs), Kinds: options(string(q.Kind), facets.Kinds, asIs),
		Types: options(string(q.Type), facets.Types, ploverName), Sources: sourceOptions(q.Source, sources),
		Days: inboxDays(f, found.Rows, at), Silent: silent(sources),
	}
	if at != "" {
		if p.Glance, err = d.glanceAt(r, at); unlessMissing(err) != nil {
			return err
		}
	}
	return d.show(w, http.StatusOK, "inbox", "Inbox", p)
}

// inboxDays groups rows that follow each other and were published on the same day.
func inboxDays(f *filter, rows []store.ArticleRow, at tocsin.ArticleID) []inboxDay {
	var days []inboxDay
	for _, a := range rows {
		date := a.Date
		if t, ok := a.Day(); ok {
			date = t.Format(time.DateOnly)
		}
		if len(days) == 0 || days[len(days)-1].Date != date {
			days = append(days, inboxDay{Name: day(date), Date: date})
		}
		row := inboxRow{ArticleRow: a, At: f.to("/", "at", string(a.ID)), Current: a.ID == at}
		if f.values.Get("page") != "" {
			row.At += "&page=" + url.QueryEscape(f.values.Get("page"))
		}
		row.StoryAt = storyURL(a.Story, a.Reach)
		last := &days[len(days)-1]
		last.Rows = append(last.Rows, row)
	}
	return days
}

func sourceOptions(chosen tocsin.SourceID, sources []store.SourceHealth) []option {
	var out []option
	for _, s := range sources {
		out = append(out, option{string(s.ID), s.Name, s.ID == chosen})
	}
	return out
}

// silent returns the sources whose newest fetch failed.
func silent(sources []store.SourceHealth) []store.SourceHealth {
	var out []store.SourceHealth
	for _, s := range sources {
		if s.Last.Error != "" && !s.Paused {
			out = append(out, s)
		}
	}
	return out
}

// A glance is what was read in one article, without its text.
type glance struct {
	Article *store.Stored
	Reach   *tocsin.Reach
	Found   findings
	Skipped string
	Waiting bool
}

// glance answers the script that moves through the inbox.
func (d *desk) glance(w http.ResponseWriter, r *http.Request) error {
	f := readFilter(r)
	id := tocsin.ArticleID(f.text("id"))
	if f.err != nil {
		return f.err
	}
	g, err := d.glanceAt(r, id)
	if err != nil {
		return err
	}
	return d.showPart(w, "glance", g)
}

func (d *desk) glanceAt(r *http.Request, id tocsin.ArticleID) (*glance, error) {
	a, err := d.store.Article(r.Context(), id)
	if err != nil {
		return nil, err
	}
	g := &glance{Article: a}
	read, err := d.store.Reading(r.Context(), id, a.Hash)
	switch {
	case errors.Is(err, tocsin.ErrNotFound):
		g.Waiting = true
		return g, nil
	case err != nil:
		return nil, err
	}
	g.Skipped = read.Skipped
	g.Found = described{a, read}.findings("")
	return g, nil
}
