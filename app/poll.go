package app

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"mime"
	"strings"
	"time"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/intake"
	"github.com/tocsin-desk/tocsin/intake/feed"
	"github.com/tocsin-desk/tocsin/intake/fetch"
	"github.com/tocsin-desk/tocsin/intake/page"
	"github.com/tocsin-desk/tocsin/intake/page/worker"
	"github.com/tocsin-desk/tocsin/intake/plain"
	"github.com/tocsin-desk/tocsin/store"
)

// feedTypes is asked for when a source is a feed.
const feedTypes = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"

// tick is how often the schedule is looked at.
const tick = 30 * time.Second

// IsURL reports whether a person means an address and not a file.
func IsURL(s string) bool {
	return strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://")
}

// poll asks every source that is due, one after the other: hosts are polite to us when we are.
func (a *App) poll(ctx context.Context) error {
	t := time.NewTicker(tick)
	defer t.Stop()
	for {
		if err := a.pollDue(ctx); err != nil && ctx.Err() == nil {
			a.opt.Log.Error("polling stopped", "station", "intake", "err", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-t.C:
		}
	}
}

func (a *App) pollDue(ctx context.Context) error {
	sources, err := a.store.Sources(ctx)
	if err != nil {
		return err
	}
	for _, s := range sources {
		due := s.Last.At.Add(a.cfg.Intake.Poll)
		if s.Paused || s.Kind == tocsin.SourceFile || time.Now().Before(due) {
			continue
		}
		f, err := a.pollOne(ctx, s)
		if err != nil {
			return err
		}
		a.opt.Log.Info("polled", "station", "intake", "source", s.URL, "new", f.New, "updated", f.Updated, "err", f.Error)
		if f.New+f.Updated > 0 {
			a.taken()
		}
	}
	return ctx.Err()
}

// pollOne asks one source and stores what it holds. A source that fails is a Fetch with an Error;
// only the store's own failure is an error.
func (a *App) pollOne(ctx context.Context, s store.SourceHealth) (tocsin.Fetch, error) {
	f := tocsin.Fetch{Source: s.ID, At: time.Now()}
	resp, err := a.fetch.Get(ctx, fetch.Request{URL: s.URL, ETag: s.Last.ETag, LastModified: s.Last.LastModified, Accept: feedTypes, Max: fetch.MaxPage})
	if resp != nil {
		f.Status = resp.Status
		if err == nil && !resp.NotModified || err != nil && isFeed(resp) { // of a feed that was cut off, what came is kept
			counts, terr := a.takeResponse(ctx, s.Source, resp)
			if errors.Is(terr, errStore) {
				return f, terr
			}
			f.Counts, err = counts, cmp.Or(err, terr)
		}
	}
	if err == nil { // only what was read whole need not be sent again
		f.ETag, f.LastModified = cmp.Or(resp.ETag, s.Last.ETag), cmp.Or(resp.LastModified, s.Last.LastModified)
	} else {
		f.Error = err.Error()
		var status *fetch.StatusError
		if errors.As(err, &status) {
			f.Status = status.Status
		}
	}
	f.Took = time.Since(f.At)
	return f, a.store.PutFetch(context.WithoutCancel(ctx), f)
}

// errStore marks a failure that is not the source's.
var errStore = errors.New("the store failed")

// takeResponse stores what came from an address: the items of a feed, or one page.
func (a *App) takeResponse(ctx context.Context, src tocsin.Source, resp *fetch.Response) (tocsin.Counts, error) {
	items := one(func() intake.Item { return responseItem(ctx, a.pages, resp) })
	if isFeed(resp) {
		_, seq, err := feed.Read(resp.Body, resp.URL, resp.ContentType)
		if err != nil {
			return tocsin.Counts{}, err
		}
		items = a.completed(ctx, src, seq)
	}
	counts, err := a.walk.take(ctx, src.ID, items, func(int) {})
	if err != nil {
		return counts, fmt.Errorf("%w: %w", errStore, err)
	}
	return counts, nil
}

// completed gets the pages of items that bring a summary only, up to a number a poll; the others stay
// summaries until the next poll. A summary of what we have whole is no new version of it.
func (a *App) completed(ctx context.Context, src tocsin.Source, items iter.Seq[intake.Item]) iter.Seq[intake.Item] {
	return func(yield func(intake.Item) bool) {
		left := a.cfg.Intake.Pages
		for item := range items {
			if art := item.Article; art != nil {
				art.Outlet = cmp.Or(art.Outlet, src.Name)
				if item.Partial && IsURL(art.URL) {
					if old, err := a.store.Article(ctx, art.ID); err == nil && len(old.Text) > len(art.Text) {
						*art = old.Article
					} else if left > 0 {
						left--
						if err := a.complete(ctx, art); err != nil {
							item.Notes = append(item.Notes, "only its summary: "+err.Error())
						}
					}
				}
			}
			if !yield(item) {
				return
			}
		}
	}
}

// complete takes text and what the feed didn't say from the item's page.
func (a *App) complete(ctx context.Context, art *tocsin.Article) error {
	resp, err := a.fetch.Get(ctx, fetch.Request{URL: art.URL})
	if err != nil || isFeed(resp) {
		return err
	}
	p, err := a.pages.Extract(ctx, resp.Body, page.Origin{URL: resp.URL, ContentType: resp.ContentType})
	if err != nil || len(p.Text) <= len(art.Text) {
		return err
	}
	art.Text = p.Text
	art.Title, art.Date = cmp.Or(art.Title, p.Title), cmp.Or(art.Date, p.Date)
	art.Byline, art.Lang = cmp.Or(art.Byline, p.Byline), cmp.Or(art.Lang, p.Lang)
	return nil
}

// responseItem makes an item of a page or a plain text from an address.
func responseItem(ctx context.Context, pages *worker.Worker, resp *fetch.Response) intake.Item {
	if media, _, _ := mime.ParseMediaType(resp.ContentType); media == "text/plain" {
		item := plain.Text(resp.Body, resp.URL, resp.ContentType)
		if item.Article != nil {
			item.Article.URL = resp.URL
			item.Article.ID = intake.ArticleID(item.Article)
		}
		return item
	}
	p, err := pages.Extract(ctx, resp.Body, page.Origin{URL: resp.URL, ContentType: resp.ContentType})
	p.URL = cmp.Or(p.URL, resp.URL)
	return page.Item(p, err, resp.URL)
}

// articleOf is the one article of an answer; a feed has many.
func articleOf(ctx context.Context, pages *worker.Worker, resp *fetch.Response) (*tocsin.Article, error) {
	if isFeed(resp) {
		return nil, fmt.Errorf("%s is a feed: add it as a source: %w", resp.URL, tocsin.ErrInvalid)
	}
	item := responseItem(ctx, pages, resp)
	if item.Refusal != nil {
		return nil, fmt.Errorf("%s: %s: %w", item.Refusal.Source, item.Refusal.Reason, tocsin.ErrInvalid)
	}
	return item.Article, nil
}

// sniffed is how much of an answer is looked at to tell what it is.
const sniffed = 4 << 10

// isFeed tells a feed from a page by its first bytes, because servers declare both as anything.
func isFeed(resp *fetch.Response) bool {
	head := bytes.ToLower(resp.Body[:min(len(resp.Body), sniffed)])
	if bytes.Contains(head, []byte("jsonfeed.org/version")) {
		return true
	}
	for _, mark := range []string{"<rss", "<feed", "<rdf:rdf"} {
		if bytes.Contains(head, []byte(mark)) && !bytes.Contains(head, []byte("<html")) {
			return true
		}
	}
	return false
}

// pollURL takes in an address that a person named: its page, or the items of its feed.
func (a *App) pollURL(ctx context.Context, url string) (tocsin.Counts, error) {
	s := tocsin.Source{ID: intake.SourceID(tocsin.SourcePage, url), Kind: tocsin.SourcePage, URL: url, Name: url, Added: time.Now(), Paused: true}
	if old, err := a.store.Source(ctx, s.ID); err == nil {
		s = *old // it is polled already: under its name, and on
	} else if err := a.store.PutSource(ctx, s); err != nil {
		return tocsin.Counts{}, err
	}
	f, err := a.pollOne(ctx, store.SourceHealth{Source: s})
	if err == nil && f.Error != "" {
		err = fmt.Errorf("%s: %s: %w", url, f.Error, tocsin.ErrUnavailable)
	}
	return f.Counts, err
}
