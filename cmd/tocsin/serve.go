package main

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"os"
	"time"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/app"
	"github.com/tocsin-desk/tocsin/intake/jsonl"
	"github.com/tocsin-desk/tocsin/sample"
)

// serveCmd opens the desk.
type serveCmd struct {
	storeFlags
	Addr string `placeholder:"HOST:PORT" help:"Where to listen; port 0 takes a free one."`
	Open bool   `help:"Listen also where other machines reach it: there is no login."`
}

// Run serves until it is interrupted.
func (c *serveCmd) Run(ctx context.Context, con console) error {
	start := time.Now()
	cfg, err := c.load()
	if err != nil {
		return err
	}
	if err := listenOn(&cfg, c.Addr, c.Open); err != nil {
		return err
	}
	a, err := app.Open(ctx, cfg, app.Options{Version: version, Log: newLog(con.err)})
	if err != nil {
		return err
	}
	defer a.Close()
	return serve(ctx, con, a, cfg, start)
}

// listenOn puts the flags over the configuration.
func listenOn(cfg *app.Config, addr string, open bool) error {
	if addr != "" {
		cfg.Desk.Addr = addr
	}
	cfg.Desk.Open = cfg.Desk.Open || open
	return cfg.Validate()
}

func serve(ctx context.Context, con console, a *app.App, cfg app.Config, start time.Time) error {
	l, err := net.Listen("tcp", cfg.Desk.Addr)
	if err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	fmt.Fprintf(con.err, "listening on http://%s (ready after %d ms)\n", l.Addr(), time.Since(start).Milliseconds())
	return a.Serve(ctx, l)
}

// demoCmd reads the sample and opens the desk on it.
type demoCmd struct {
	Addr string `default:"127.0.0.1:8080" placeholder:"HOST:PORT" help:"Where to listen; port 0 takes a free one."`
	Data string `placeholder:"DIR" help:"Folder of the database; without it the demo leaves nothing behind."`
}

// Run takes the sample in and serves.
func (c *demoCmd) Run(ctx context.Context, con console) error {
	start := time.Now()
	cfg := app.Defaults()
	cfg.Store.Dir = c.Data
	if cfg.Store.Dir == "" {
		dir, err := os.MkdirTemp("", "tocsin-demo-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir)
		cfg.Store.Dir = dir
	}
	if err := listenOn(&cfg, c.Addr, false); err != nil {
		return err
	}
	a, err := app.Open(ctx, cfg, app.Options{Version: version, Log: newLog(con.err), Demo: true, Notice: sample.Notice})
	if err != nil {
		return err
	}
	defer a.Close()
	src := newSource("file", "tocsin:sample", "The sample")
	counts, err := a.Take(ctx, src, jsonl.Read(bytes.NewReader(sample.Articles()), "sample"))
	if err != nil {
		return err
	}
	fmt.Fprintf(con.err, "read the sample: %d articles\n", counts.New+counts.Updated+counts.Same)
	return serve(ctx, con, a, cfg, start)
}

// newSource makes a source of what a person typed.
func newSource(kind, url, name string) tocsin.Source {
	return app.NewSource(tocsin.SourceKind(kind), url, name)
}
