package app

import (
	"context"
	"fmt"
	"net"
	"os"
	"time"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/desk/outline"
	"github.com/tocsin-desk/tocsin/intake/page"
)

// A Check is one thing that doctor looked at.
type Check struct {
	Name string
	Says string // what was found
	Err  error  // what is wrong, and what a person can do
}

// Detail is the finding or the error.
func (c Check) Detail() string {
	if c.Err != nil {
		return c.Err.Error()
	}
	return c.Says
}

// trial is the article that doctor reads to see whether the models work.
const trial = "The foreign minister of France said on Friday that talks with Germany would resume."

// Doctor checks models, lexicon, gazetteer, worker, store and address. A check that fails doesn't stop the others.
func Doctor(ctx context.Context, cfg Config, version string) []Check {
	return []Check{
		checkReader(cfg, version),
		checkGazetteer(cfg),
		checkWorker(ctx),
		checkStore(ctx, cfg),
		checkMap(cfg),
		checkAddr(cfg),
	}
}

func checkReader(cfg Config, version string) Check {
	c := Check{Name: "models"}
	lex, err := Lexicon(false, cfg.Lexicon.Tables...)
	if err != nil {
		c.Err = err
		return c
	}
	gaz, err := Gazetteer(lex, "") // the user's own is a check of its own
	if err != nil {
		c.Err = err
		return c
	}
	reader, err := NewReader(lex, gaz, version)
	if err != nil {
		c.Err = err
		return c
	}
	r := reader.Read(&tocsin.Article{Text: trial})
	if len(r.Statements) == 0 {
		c.Err = fmt.Errorf("the trial sentence gives no statement: %s", r.Skipped)
	}
	v := reader.Version()
	c.Says = fmt.Sprintf("model %s, lexicon %s", v.Model, v.Lexicon)
	return c
}

func checkWorker(ctx context.Context) Check {
	c := Check{Name: "worker", Says: "pages are taken apart in a child process"}
	w := PageWorker()
	defer w.Close()
	ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	p, err := w.Extract(ctx, []byte("<html><title>t</title><article><p>"+trial+"</p></article></html>"), page.Origin{})
	if err != nil || p.Text == "" {
		c.Err = fmt.Errorf("the child process reads no page: %w", err)
	}
	return c
}

func checkStore(ctx context.Context, cfg Config) Check {
	c := Check{Name: "store"}
	dir, err := cfg.dataDir()
	if err != nil {
		c.Err = err
		return c
	}
	if _, err := os.Stat(dir); os.IsNotExist(err) {
		c.Says = dir + " isn't there yet; intake and serve make it"
		return c
	}
	s, err := openStore(ctx, cfg)
	if err != nil {
		c.Err = err
		return c
	}
	defer s.Close()
	cov, err := s.Coverage(ctx)
	c.Err = err
	c.Says = fmt.Sprintf("%s: %d articles in %d versions, %d read, %d waiting, %d statements, %d events", dir, cov.Articles, cov.Versions, cov.Read, cov.Waiting, cov.Statements, cov.Events)
	return c
}

func checkMap(cfg Config) Check {
	c := Check{Name: "map"}
	atlas, err := outline.Embedded()
	if err != nil {
		c.Err = err
		return c
	}
	if c.Says = "outlines of " + outline.Source; atlas.Empty() {
		c.Says = "no outlines: this program was built without npm"
	}
	tiles, err := openTiles(cfg)
	if err != nil {
		c.Err = err
		return c
	}
	defer tiles.Close()
	if tiles != nil {
		c.Says += fmt.Sprintf("; tiles of zoom %d to %d in %s", tiles.MinZoom, tiles.MaxZoom, cfg.Desk.Tiles)
	}
	return c
}

func checkAddr(cfg Config) Check {
	c := Check{Name: "address"}
	if c.Err = cfg.validateAddr(); c.Err != nil {
		return c
	}
	l, err := net.Listen("tcp", cfg.Desk.Addr)
	if err != nil {
		c.Err = fmt.Errorf("serve can't listen: %w", err)
		return c
	}
	c.Err = l.Close()
	c.Says = cfg.Desk.Addr + " is free"
	return c
}
