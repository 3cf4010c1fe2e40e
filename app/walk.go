package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"sync"
	"time"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/dedup"
	"github.com/tocsin-desk/tocsin/intake"
	"github.com/tocsin-desk/tocsin/store"
)

// batch is how many articles share a transaction: a few hundred make the disk's wait small, and a crash
// repeats no more than that. batchBytes bounds the memory that they take together.
const (
	batch      = 200
	batchBytes = 16 << 20
)

// A walk takes articles through the house: into the store and beside their copies at once, then,
// as the store's queue of what has no reading, through parse, coder and link.
type walk struct {
	store  store.Store
	reader *Reader
	window time.Duration
	now    func() time.Time

	mu     sync.Mutex // one chunk at a time: which article is the copy depends on which came first
	copies *dedup.Index
}

// take stores the items of a source and notes which are copies of what. It stops when the store
// fails; what came before is kept, and the counts say how much that is.
func (w *walk) take(ctx context.Context, src tocsin.SourceID, items iter.Seq[intake.Item], seen func(n int)) (tocsin.Counts, error) {
	var total tocsin.Counts
	for chunk := range chunks(items) { // pulling may wait for pages: nobody else waits with it
		if err := ctx.Err(); err != nil {
			return total, err
		}
		counts, err := w.put(ctx, src, chunk)
		if err != nil {
			return total, err
		}
		total = total.Add(counts)
		seen(len(chunk))
	}
	return total, nil
}

// put stores one chunk in one transaction.
func (w *walk) put(ctx context.Context, src tocsin.SourceID, chunk []intake.Item) (tocsin.Counts, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if err := w.index(ctx); err != nil {
		return tocsin.Counts{}, err
	}
	var counts tocsin.Counts
	err := w.store.Batch(ctx, func(s store.Store) error {
		for _, item := range chunk {
			if err := w.putItem(ctx, s, src, item, &counts); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		w.copies = nil // it holds what the store has undone
	}
	return counts, err
}

func (w *walk) putItem(ctx context.Context, s store.Store, src tocsin.SourceID, item intake.Item, counts *tocsin.Counts) error {
	item.Count(counts)
	if item.Refusal != nil {
		return s.PutRefusal(ctx, w.now(), src, *item.Refusal)
	}
	a := item.Article
	if a.ID == "" {
		a.ID = intake.ArticleID(a)
	}
	a.Source, a.Collected = src, w.collected(a)
	added, err := s.PutArticle(ctx, a)
	switch {
	case errors.Is(err, tocsin.ErrInvalid):
		counts.Failed++
		return s.PutRefusal(ctx, w.now(), src, tocsin.Refusal{Source: string(a.ID), Reason: err.Error()})
	case err != nil:
		return err
	case added == store.Same:
		counts.Same++
		return nil
	case added == store.Updated:
		counts.Updated++
	default:
		counts.New++
	}
	if err := w.note(ctx, s, src, a, item, counts); err != nil {
		return err
	}
	return w.putCopy(ctx, s, a)
}

// note keeps what was repaired in an article or is missing of it, beside the refusals.
func (w *walk) note(ctx context.Context, s store.Store, src tocsin.SourceID, a *tocsin.Article, item intake.Item, counts *tocsin.Counts) error {
	for _, n := range item.Notes {
		counts.Noted++
		r := tocsin.Refusal{Source: cmp.Or(a.URL, string(a.ID)), Reason: "kept, but " + n}
		if err := s.PutRefusal(ctx, w.now(), src, r); err != nil {
			return err
		}
	}
	return nil
}

// putCopy notes what an article is a copy of. What was found out of this very text before holds, also where
// the index has forgotten it.
func (w *walk) putCopy(ctx context.Context, s store.Store, a *tocsin.Article) error {
	known, err := s.StoryOf(ctx, a.Hash())
	switch {
	case err == nil:
		w.copies.Restore(document(a), known)
		return s.PutCopy(ctx, known)
	case errors.Is(err, tocsin.ErrNotFound):
		return s.PutCopy(ctx, w.copies.Add(document(a)))
	}
	return err
}

// document is as much of an article as copies need.
func document(a *tocsin.Article) dedup.Document {
	return dedup.Document{Hash: a.Hash(), Outlet: a.Outlet, At: day(a), Text: a.Text}
}

// day is when a text went round: its publication, or, where it says none, its arrival. An archive of
// years that is taken in today is compared as it was printed.
func day(a *tocsin.Article) time.Time {
	if d, ok := a.Day(); ok {
		return d
	}
	return a.Collected
}

// collected is when we got the article: an archive says so itself.
func (w *walk) collected(a *tocsin.Article) time.Time {
	if a.Collected.IsZero() {
		return w.now()
	}
	return a.Collected
}

// index rebuilds what is known of earlier texts, after a start or an undone transaction.
func (w *walk) index(ctx context.Context) error {
	if w.copies != nil {
		return nil
	}
	copies := dedup.New(dedup.Options{Window: w.window})
	err := w.store.Since(ctx, w.now().Add(-w.window), func(s store.Stored) error {
		// What was found out when it came in holds; a version that has no such record is looked at anew.
		known, err := w.store.StoryOf(ctx, s.Hash)
		switch {
		case err == nil:
			copies.Restore(document(&s.Article), known)
		case errors.Is(err, tocsin.ErrNotFound):
			copies.Add(document(&s.Article))
		default:
			return err
		}
		return ctx.Err()
	})
	if err != nil {
		return fmt.Errorf("rebuild the index of copies: %w", err)
	}
	w.copies = copies
	return nil
}

// drain reads everything in the store that has no reading by the present versions.
func (w *walk) drain(ctx context.Context, workers int, seen func(n int)) (int, error) {
	done := 0
	for {
		todo, err := w.store.Unread(ctx, w.reader.Version(), batch)
		if err != nil || len(todo) == 0 {
			return done, err
		}
		readings := make([]*tocsin.Reading, 0, len(todo))
		articles := func(yield func(*tocsin.Article) bool) {
			for i := range todo {
				if !yield(&todo[i].Article) {
					return
				}
			}
		}
		err = w.reader.Stream(ctx, articles, workers, func(_ *tocsin.Article, r *tocsin.Reading) error {
			readings = append(readings, r)
			seen(1)
			return nil
		})
		if err != nil {
			return done, err
		}
		err = w.store.Batch(ctx, func(s store.Store) error {
			for i, r := range readings {
				err := s.PutReading(ctx, todo[i].Hash, r)
				if errors.Is(err, tocsin.ErrInvalid) { // kept as unread with the reason, so that it holds up nobody
					err = s.PutReading(ctx, todo[i].Hash, w.reader.empty(&todo[i].Article, todo[i].Lang, err.Error()))
				}
				if err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return done, err
		}
		done += len(todo)
	}
}

// readNow takes one article and reads it at once, for somebody who waits.
func (w *walk) readNow(ctx context.Context, src tocsin.SourceID, a *tocsin.Article) (tocsin.Counts, error) {
	counts, err := w.take(ctx, src, one(func() intake.Item { return intake.Item{Article: a} }), func(int) {})
	if err != nil {
		return counts, err
	}
	if counts.Failed > 0 {
		return counts, fmt.Errorf("the store refuses the article: %w", tocsin.ErrInvalid)
	}
	return counts, w.store.PutReading(ctx, a.Hash(), w.reader.Read(a))
}

// chunks cuts a sequence into slices that fit one transaction.
func chunks(items iter.Seq[intake.Item]) iter.Seq[[]intake.Item] {
	return func(yield func([]intake.Item) bool) {
		var chunk []intake.Item
		size := 0
		for item := range items {
			chunk = append(chunk, item)
			if item.Article != nil {
				size += len(item.Article.Text)
			}
			if len(chunk) == batch || size >= batchBytes {
				if !yield(chunk) {
					return
				}
				chunk, size = nil, 0
			}
		}
		if len(chunk) > 0 {
			yield(chunk)
		}
	}
}

func one(f func() intake.Item) iter.Seq[intake.Item] {
	return func(yield func(intake.Item) bool) { yield(f()) }
}
