// Package app puts the stations together: it loads what they need, hands the articles from one to the
// next, and serves the desk.
//
// In: a configuration. Out: an App that takes items in, reads them, polls sources and answers the desk.
// Nobody imports it but the commands. It is the only place that reads the clock.
package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/desk"
	"github.com/tocsin-desk/tocsin/desk/tile"
	"github.com/tocsin-desk/tocsin/intake"
	"github.com/tocsin-desk/tocsin/intake/fetch"
	"github.com/tocsin-desk/tocsin/intake/file"
	"github.com/tocsin-desk/tocsin/intake/page/worker"
	"github.com/tocsin-desk/tocsin/store"
	"github.com/tocsin-desk/tocsin/store/sqlite"
)

// databaseName is the file in the data folder.
const databaseName = "tocsin.db"

// Options are what a command knows and a configuration doesn't.
type Options struct {
	Version string
	Log     *slog.Logger
	Demo    bool   // the sample's lexicon and notice
	Notice  string // a line on every page of the desk
}

// An App is an open desk.
type App struct {
	cfg   Config
	opt   Options
	store store.Store
	walk  *walk
	fetch *fetch.Client
	pages *worker.Worker
	tiles *tile.Archive // of the map; nil is none
	wake  chan struct{} // something has been taken in that waits to be read
}

// Open opens the store and loads models and lexicon. Close it.
func Open(ctx context.Context, cfg Config, opt Options) (*App, error) {
	lex, err := Lexicon(opt.Demo, cfg.Lexicon.Tables...)
	if err != nil {
		return nil, err
	}
	gaz, err := Gazetteer(lex, cfg.Gazetteer.File)
	if err != nil {
		return nil, err
	}
	reader, err := NewReader(lex, gaz, opt.Version)
	if err != nil {
		return nil, err
	}
	client, err := newClient(cfg, opt.Version)
	if err != nil {
		return nil, err
	}
	tiles, err := openTiles(cfg)
	if err != nil {
		return nil, errors.Join(err, client.Close())
	}
	s, err := openStore(ctx, cfg)
	if err != nil {
		return nil, errors.Join(err, client.Close(), tiles.Close())
	}
	return &App{
		cfg: cfg, opt: opt, store: s, fetch: client, pages: PageWorker(), tiles: tiles,
		walk: &walk{store: s, reader: reader, window: cfg.Dedup.Window, now: time.Now},
		wake: make(chan struct{}, 1),
	}, nil
}

// openTiles opens the operator's map archive; nil where the configuration names none.
func openTiles(cfg Config) (*tile.Archive, error) {
	if cfg.Desk.Tiles == "" {
		return nil, nil
	}
	return tile.Open(cfg.Desk.Tiles)
}

// openStore opens the database of the data folder, making the folder where there is none.
func openStore(ctx context.Context, cfg Config) (store.Store, error) {
	dir, err := cfg.dataDir()
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make the data folder: %w", err)
	}
	return sqlite.Open(ctx, filepath.Join(dir, databaseName))
}

// Close waits for what is under way and gives everything back.
func (a *App) Close() error {
	return errors.Join(a.pages.Close(), a.fetch.Close(), a.tiles.Close(), a.store.Close())
}

// Store is the reading side, for exports.
func (a *App) Store() store.Reader { return a.store }

// PageWorker is a child process of this very program that takes pages apart.
func PageWorker() *worker.Worker {
	self, err := os.Executable()
	if err != nil {
		self = os.Args[0]
	}
	return worker.New(worker.Options{Command: []string{self, "worker", "page"}})
}

// Intake takes the items of a file, a folder, an archive, standard input or an address into the store,
// reads them, and returns what became of them. The counts hold also where it failed in the middle.
func (a *App) Intake(ctx context.Context, path string, stdin io.Reader, taken, read func(n int)) (tocsin.Counts, error) {
	start := time.Now()
	var counts tocsin.Counts
	var err error
	if IsURL(path) {
		if counts, err = a.pollURL(ctx, path); err != nil {
			return counts, err
		}
	} else {
		src := file.Source(path)
		src.Added = start
		if err := a.store.PutSource(ctx, src); err != nil {
			return counts, err
		}
		counts, err = a.walk.take(ctx, src.ID, file.Reader{Extract: a.pages.Extract, Stdin: stdin}.Read(ctx, path), taken)
		f := tocsin.Fetch{Source: src.ID, At: start, Took: time.Since(start), Counts: counts}
		if err != nil {
			f.Error = err.Error()
		}
		err = errors.Join(err, a.store.PutFetch(context.WithoutCancel(ctx), f))
		if err != nil {
			return counts, err
		}
	}
	_, err = a.walk.drain(ctx, a.cfg.workers(), read)
	return counts, err
}

// Take stores and reads the items of a given sequence under a source.
func (a *App) Take(ctx context.Context, src tocsin.Source, items iter.Seq[intake.Item]) (tocsin.Counts, error) {
	if err := a.store.PutSource(ctx, src); err != nil {
		return tocsin.Counts{}, err
	}
	start := time.Now()
	counts, err := a.walk.take(ctx, src.ID, items, func(int) {})
	if err != nil {
		return counts, err
	}
	if err := a.store.PutFetch(ctx, tocsin.Fetch{Source: src.ID, At: start, Took: time.Since(start), Counts: counts}); err != nil {
		return counts, err
	}
	_, err = a.walk.drain(ctx, a.cfg.workers(), func(int) {})
	return counts, err
}

// Limits of the server: a browser on a slow line is served, a stranger who holds connections isn't.
const (
	headerTimeout = 10 * time.Second
	readTimeout   = 60 * time.Second
	writeTimeout  = 120 * time.Second // pasting a URL waits for the page
	idleTimeout   = 120 * time.Second
	headerBytes   = 32 << 10
	goodbye       = 5 * time.Second
)

// Serve answers the desk on the listener, polls the sources and reads what comes, until ctx ends.
func (a *App) Serve(ctx context.Context, l net.Listener) error {
	handler, err := desk.New(a.store, &intakeDesk{a}, desk.Options{Log: a.opt.Log, Notice: a.opt.Notice, Version: a.opt.Version, Tiles: a.tiles, Hosts: a.cfg.Desk.Hosts})
	if err != nil {
		return err
	}
	srv := &http.Server{
		Handler: handler, ReadHeaderTimeout: headerTimeout, ReadTimeout: readTimeout, WriteTimeout: writeTimeout, IdleTimeout: idleTimeout,
		MaxHeaderBytes: headerBytes, ErrorLog: slog.NewLogLogger(a.opt.Log.Handler(), slog.LevelWarn),
	}
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error {
		if err := srv.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			return err
		}
		return nil
	})
	g.Go(func() error {
		<-ctx.Done()
		end, cancel := context.WithTimeout(context.WithoutCancel(ctx), goodbye)
		defer cancel()
		return srv.Shutdown(end)
	})
	g.Go(func() error { return a.poll(ctx) })
	g.Go(func() error { return a.read(ctx) })
	if err := g.Wait(); !errors.Is(err, context.Canceled) {
		return err
	}
	return nil
}

// read drains the queue whenever something was taken in, and once at the start.
func (a *App) read(ctx context.Context) error {
	for {
		if n, err := a.walk.drain(ctx, a.cfg.workers(), func(int) {}); err != nil && ctx.Err() == nil {
			// A full disk goes away when somebody makes room: the desk stays up and says so.
			a.opt.Log.Error("reading stopped", "station", "coder", "read", n, "err", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-a.wake:
		}
	}
}

// taken wakes the reader; it doesn't wait, and one wake for many articles is enough.
func (a *App) taken() {
	select {
	case a.wake <- struct{}{}:
	default:
	}
}

// OneArticle reads exactly one article from a file, or from standard input for "-".
func OneArticle(ctx context.Context, path string, stdin io.Reader) (*tocsin.Article, error) {
	pages := PageWorker()
	defer pages.Close()
	for item := range (file.Reader{Extract: pages.Extract, Stdin: stdin}).Read(ctx, path) {
		if item.Refusal != nil {
			return nil, fmt.Errorf("%s: %s: %w", item.Refusal.Source, item.Refusal.Reason, tocsin.ErrInvalid)
		}
		return item.Article, nil
	}
	return nil, fmt.Errorf("%s: no article in it: %w", path, tocsin.ErrNotFound)
}

// FetchArticle reads exactly one article from an address.
func FetchArticle(ctx context.Context, url, version string, cfg Config) (*tocsin.Article, error) {
	client, err := newClient(cfg, version)
	if err != nil {
		return nil, err
	}
	defer client.Close()
	pages := PageWorker()
	defer pages.Close()
	resp, err := client.Get(ctx, fetch.Request{URL: url})
	if err != nil {
		return nil, err
	}
	return articleOf(ctx, pages, resp)
}

func newClient(cfg Config, version string) (*fetch.Client, error) {
	return fetch.New(fetch.Options{Version: version, Allow: cfg.Fetch.Allow, Pause: cfg.Fetch.Pause, Now: time.Now})
}
