package app

import (
	"context"
	"iter"

	"golang.org/x/sync/errgroup"

	"github.com/tocsin-desk/tocsin"
)

// ahead is how many articles a worker may be ahead of the one that is written next: enough to keep
// workers busy beside one long article, few enough to keep memory flat.
const ahead = 8

// A job is an article on its way through a worker.
type job struct {
	article *tocsin.Article
	reading *tocsin.Reading
	done    chan struct{}
}

// Stream reads articles with the given number of workers and hands the readings to emit in the order of
// the input, whatever the number. It stops at emit's first error, or when ctx ends.
func (r *Reader) Stream(ctx context.Context, articles iter.Seq[*tocsin.Article], workers int, emit func(*tocsin.Article, *tocsin.Reading) error) error {
	workers = max(workers, 1)
	if workers == 1 {
		for a := range articles {
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := emit(a, r.Read(a)); err != nil {
				return err
			}
		}
		return nil
	}
	g, ctx := errgroup.WithContext(ctx)
	todo := make(chan *job)
	order := make(chan *job, workers*ahead)
	for range workers {
		g.Go(func() error {
			for j := range todo {
				j.reading = r.Read(j.article)
				close(j.done)
			}
			return nil
		})
	}
	g.Go(func() error {
		defer close(order)
		defer close(todo)
		for a := range articles {
			j := &job{article: a, done: make(chan struct{})}
			for _, to := range []chan *job{order, todo} {
				select {
				case to <- j:
				case <-ctx.Done():
					return ctx.Err()
				}
			}
		}
		return nil
	})
	g.Go(func() error {
		for j := range order {
			select {
			case <-j.done:
			case <-ctx.Done():
				return ctx.Err()
			}
			if err := emit(j.article, j.reading); err != nil {
				return err
			}
		}
		return nil
	})
	return g.Wait()
}
