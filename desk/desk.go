// Package desk is the web desk: pages, rendered on the server, in which people read who said what
// to whom, through whom it reached them, and from which words the program has that.
//
// In: requests of a browser, the reading side of the store, and an Intake that does what a person
// asks for. Out: HTML, its own style sheet and its own small scripts; every page works without the
// scripts. It never speaks to another host, never changes anything on a GET, never shows foreign
// text as anything but text, and never writes to the store itself.
package desk

import (
	"context"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/desk/outline"
	"github.com/tocsin-desk/tocsin/desk/tile"
	"github.com/tocsin-desk/tocsin/store"
)

// An Intake does what a person at the desk asks for beyond reading. Its errors wrap the kinds of
// the root package; the words of those that are not internal are shown to that person.
type Intake interface {
	// Paste takes in one article, reads it at once, and returns the id under which it is kept.
	Paste(ctx context.Context, a tocsin.Article) (tocsin.ArticleID, error)
	// FetchURL gets one page, reads it at once, and returns the id under which it is kept.
	FetchURL(ctx context.Context, url string) (tocsin.ArticleID, error)
	// AddSource adds a feed or a page to be polled; the id of the given source is empty.
	AddSource(ctx context.Context, s tocsin.Source) error
	// Pause stops or resumes the polling of a source.
	Pause(ctx context.Context, id tocsin.SourceID, paused bool) error
}

// Options say how a desk presents itself.
type Options struct {
	Now     func() time.Time // for relative dates; nil is time.Now
	Log     *slog.Logger     // where errors go, with the id that the person is shown; nil discards
	Notice  string           // a line on every page, such as "Demonstration: the outlets are invented."
	Version string           // of the program, for the foot of the page
	Tiles   *tile.Archive    // of the operator, for the map; nil is none
	Hosts   []string         // names by which the desk is reached besides IP addresses and localhost
}

// A desk is the state behind the pages: nothing in it changes after New.
type desk struct {
	store    store.Reader
	intake   Intake
	opt      Options
	outlines func() (*outline.Atlas, error) // read when the first map is drawn
	assets   assets
	pages    pages
}

// New returns the desk's handler. It fails only where an embedded template is broken.
func New(r store.Reader, in Intake, opt Options) (http.Handler, error) {
	if opt.Now == nil {
		opt.Now = time.Now
	}
	if opt.Log == nil {
		opt.Log = slog.New(slog.DiscardHandler)
	}
	files, err := loadAssets()
	if err != nil {
		return nil, err
	}
	d := &desk{store: r, intake: in, opt: opt, assets: files, outlines: sync.OnceValues(outline.Embedded)}
	if d.pages, err = loadPages(files, opt.Now); err != nil {
		return nil, err
	}
	return d.guard(d.routes()), nil
}

// routes lists every address of the desk.
func (d *desk) routes() *http.ServeMux {
	mux := http.NewServeMux()
	mux.Handle("GET /{$}", d.room(d.inbox))
	mux.Handle("GET /glance", d.room(d.glance))
	mux.Handle("GET /article", d.room(d.reading))
	mux.Handle("GET /difference", d.room(d.difference))
	mux.Handle("GET /statements", d.room(d.statements))
	mux.Handle("GET /statements/feed", d.room(d.feed))
	mux.Handle("GET /statements/cite", d.room(d.cite))
	mux.Handle("GET /article/cite", d.room(d.citeOne))
	mux.Handle("GET /events", d.room(d.events))
	mux.Handle("GET /history", d.room(d.history))
	mux.Handle("GET /map", d.room(d.mapRoom))
	mux.Handle("GET /map/tile/{z}/{x}/{y}", d.room(d.tile))
	mux.Handle("GET /sources", d.room(d.sources))
	mux.Handle("POST /sources", d.room(d.addSource))
	mux.Handle("POST /sources/pause", d.room(d.pauseSource))
	mux.Handle("GET /paste", d.room(d.pasteForm))
	mux.Handle("POST /paste", d.room(d.paste))
	mux.Handle("GET /help", d.room(d.help))
	mux.Handle("GET /assets/{name}", d.room(d.asset))
	mux.Handle("/", d.room(d.nowhere))
	return mux
}
