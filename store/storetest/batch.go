package storetest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/store"
)

func batch(t *testing.T, s store.Store) {
	ctx := context.Background()
	must(t, s.Batch(ctx, func(b store.Store) error {
		put(t, b, all()...)
		read(t, b, dispatch())
		if a := get[*store.Stored](t)(b.Article(ctx, "dispatch")); a.Text != dispatch().Text {
			t.Error("a batch doesn't see its own writes")
		}
		if n := len(get[[]store.Stored](t)(b.Unread(ctx, first, 10))); n != 4 {
			t.Errorf("%d unread inside the batch, want 4", n)
		}
		must(t, b.Close()) // does nothing
		return b.Batch(ctx, func(c store.Store) error { return c.PutSource(ctx, wire()) })
	}))
	if n := get[store.ArticlePage](t)(s.Articles(ctx, store.ArticleQuery{})).Total; n != 5 {
		t.Errorf("%d articles, want 5", n)
	}
	get[*tocsin.Source](t)(s.Source(ctx, "wire"))
}

func batchUndone(t *testing.T, s store.Store) {
	ctx := context.Background()
	put(t, s, dispatch())
	read(t, s, dispatch())
	stop := errors.New("power is out")
	err := s.Batch(ctx, func(b store.Store) error {
		put(t, b, reprint(), denial())
		get[[]store.Stored](t)(b.Unread(ctx, first, 10))
		return stop
	})
	wantErr(t, "Batch", err, stop)
	same(t, "articles", ids(get[store.ArticlePage](t)(s.Articles(ctx, store.ArticleQuery{}))), []string{"dispatch"})
	put(t, s, clash())
	if q := get[[]store.Stored](t)(s.Unread(ctx, first, 10)); len(q) != 1 || q[0].ID != "clash" {
		t.Errorf("unread %+v, want clash", q)
	}
}

// One write that fails undoes itself; the rest of the batch is kept.
func batchGoesOn(t *testing.T, s store.Store) {
	ctx := context.Background()
	must(t, s.Batch(ctx, func(b store.Store) error {
		put(t, b, dispatch())
		bad := readingOf(dispatch(), first)
		bad.Statements[0].Content[0].End = 1 << 20
		wantErr(t, "a bad reading", b.PutReading(ctx, dispatch().Hash(), bad), tocsin.ErrInvalid)
		wantErr(t, "a bad inner batch", b.Batch(ctx, func(c store.Store) error {
			put(t, c, clash())
			return tocsin.ErrTooLarge
		}), tocsin.ErrTooLarge)
		put(t, b, denial())
		return nil
	}))
	same(t, "articles", ids(get[store.ArticlePage](t)(s.Articles(ctx, store.ArticleQuery{}))), []string{"denial", "dispatch"})
	if n := get[store.Coverage](t)(s.Coverage(ctx)).Read; n != 0 {
		t.Errorf("%d readings, want none", n)
	}
}

// Writers and readers work side by side; each document ends up with one row and every version.
func parallel(t *testing.T, s store.Store) {
	ctx := context.Background()
	const writers, each = 4, 15
	var wg sync.WaitGroup
	for range writers {
		wg.Go(func() {
			for i := range each {
				a := denial()
				a.ID, a.Text = tocsin.ArticleID(fmt.Sprint("a", i)), fmt.Sprintf("%s Nr. %d.", a.Text, i)
				if _, err := s.PutArticle(ctx, a); err != nil {
					t.Error(err)
				}
				if err := s.PutReading(ctx, a.Hash(), &tocsin.Reading{ID: a.ID, Version: first}); err != nil {
					t.Error(err)
				}
			}
		})
		wg.Go(func() {
			for range each {
				if p, err := s.Articles(ctx, store.ArticleQuery{Words: "smugglers", Page: store.Page{Limit: 100}}); err != nil || p.Total != len(p.Rows) {
					t.Errorf("a page of %d rows says %d: %v", len(p.Rows), p.Total, err)
				}
				if c, err := s.Coverage(ctx); err != nil || c.Versions != c.Read+c.Waiting {
					t.Errorf("coverage %+v: %v", c, err)
				}
				if _, err := s.Unread(ctx, first, 5); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	if c := get[store.Coverage](t)(s.Coverage(ctx)); c.Articles != each || c.Versions != each || c.Read != each {
		t.Errorf("%+v, want %d articles, each with one version and one reading", c, each)
	}
	if q := get[[]store.Stored](t)(s.Unread(ctx, first, 5)); len(q) != 0 {
		t.Errorf("%d unread, want none", len(q))
	}
}

func cancelled(t *testing.T, s store.Store) {
	put(t, s, dispatch())
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err := s.PutArticle(ctx, denial())
	wantErr(t, "PutArticle", err, context.Canceled)
	_, err = s.Articles(ctx, store.ArticleQuery{})
	wantErr(t, "Articles", err, context.Canceled)
	same(t, "articles", ids(get[store.ArticlePage](t)(s.Articles(context.Background(), store.ArticleQuery{}))), []string{"dispatch"})
}
