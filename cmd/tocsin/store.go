package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"

	"github.com/tocsin-desk/tocsin/app"
)

// storeFlags say which store, for every command that has one. Flags win over the configuration file.
type storeFlags struct {
	Config string `short:"c" env:"TOCSIN_CONFIG" placeholder:"FILE" help:"Configuration file; see tocsin config."`
	Data   string `env:"TOCSIN_DATA" placeholder:"DIR" help:"Folder of the database."`
}

func (f *storeFlags) load() (app.Config, error) {
	cfg, err := app.LoadConfig(f.Config)
	if f.Data != "" {
		cfg.Store.Dir = f.Data
	}
	return cfg, err
}

// open opens the desk of the flags; close it.
func (f *storeFlags) open(ctx context.Context, con console) (*app.App, error) {
	cfg, err := f.load()
	if err != nil {
		return nil, err
	}
	return app.Open(ctx, cfg, app.Options{Version: version, Log: newLog(con.err)})
}

// newLog is the program's one log: text lines on standard error.
func newLog(w io.Writer) *slog.Logger {
	return slog.New(slog.NewTextHandler(w, nil))
}

// intakeCmd takes articles in and reads them.
type intakeCmd struct {
	storeFlags
	What []string `arg:"" optional:"" help:"Files, folders, archives (JSON lines, HTML, feeds, WARC; gzip or zstd), addresses, or - for standard input."`
}

// Run takes in one argument after the other; what was read before a failure is kept.
func (c *intakeCmd) Run(ctx context.Context, con console) error {
	a, err := c.open(ctx, con)
	if err != nil {
		return err
	}
	defer a.Close()
	if len(c.What) == 0 {
		c.What = []string{"-"}
	}
	lost, noted := 0, 0
	for _, what := range c.What {
		taken, read := newProgress(con.err, "items taken in"), newProgress(con.err, "articles read")
		n, err := a.Intake(ctx, what, con.in, taken.add, read.add)
		read.end()
		fmt.Fprintf(con.out, "%s: %d read, %d new, %d updated, %d same, %d refused, %d failed\n", what, n.Read, n.New, n.Updated, n.Same, n.Refused, n.Failed)
		switch {
		case err != nil && (len(c.What) == 1 || ctx.Err() != nil):
			return err
		case err != nil: // the others may be well
			fmt.Fprintf(con.err, "tocsin: %s: %v\n", what, err)
			lost++
		}
		lost, noted = lost+n.Refused+n.Failed, noted+n.Noted
	}
	if lost+noted == 0 {
		return nil
	}
	rows, err := a.Store().Refusals(ctx, "", min(lost+noted, shownRefusals))
	if err != nil {
		return err
	}
	for _, r := range rows {
		fmt.Fprintf(con.err, "%s: %s\n", r.Refusal.Source, r.Reason)
	}
	if lost+noted > len(rows) {
		fmt.Fprintf(con.err, "and %d more: see the desk's page Sources\n", lost+noted-len(rows))
	}
	if lost == 0 {
		return nil
	}
	return fmt.Errorf("%d items: %w", lost, errPartial)
}

// shownRefusals is how many reasons a terminal is given; the desk has all.
const shownRefusals = 20

// sourceCmd keeps the list of sources.
type sourceCmd struct {
	Add    sourceAddCmd    `cmd:"" help:"Add a feed or a page to be polled."`
	List   sourceListCmd   `cmd:"" help:"List the sources with their health."`
	Import sourceImportCmd `cmd:"" help:"Add the feeds of an OPML file."`
}

type sourceAddCmd struct {
	storeFlags
	URL  string `arg:"" help:"Its address."`
	Kind string `enum:"feed,page" default:"feed" help:"feed or page."`
	Name string `help:"The outlet's name as the desk shows it."`
}

// Run adds one source.
func (c *sourceAddCmd) Run(ctx context.Context, con console) error {
	a, err := c.open(ctx, con)
	if err != nil {
		return err
	}
	defer a.Close()
	return a.AddSource(ctx, newSource(c.Kind, c.URL, c.Name))
}

type sourceListCmd struct{ storeFlags }

// Run prints a line a source: kind, address, name, counts, last error.
func (c *sourceListCmd) Run(ctx context.Context, con console) error {
	a, err := c.open(ctx, con)
	if err != nil {
		return err
	}
	defer a.Close()
	sources, err := a.Store().Sources(ctx)
	if err != nil {
		return err
	}
	for _, s := range sources {
		state := "ok"
		switch {
		case s.Last.Error != "":
			state = "error: " + s.Last.Error
		case s.Paused:
			state = "paused"
		case s.Fetches == 0:
			state = "not asked yet"
		}
		fmt.Fprintf(con.out, "%s\t%s\t%s\t%d articles\t%s\n", s.Kind, s.URL, s.Name, s.Articles, state)
	}
	return nil
}

type sourceImportCmd struct {
	storeFlags
	File string `arg:"" type:"existingfile" help:"An OPML file."`
}

// Run imports a list and names the entries that were left out.
func (c *sourceImportCmd) Run(ctx context.Context, con console) error {
	a, err := c.open(ctx, con)
	if err != nil {
		return err
	}
	defer a.Close()
	n, refused, err := a.ImportSources(ctx, c.File)
	fmt.Fprintf(con.out, "%d sources\n", n)
	for _, r := range refused {
		fmt.Fprintf(con.err, "%s: %s\n", r.Source, r.Reason)
	}
	if err == nil && len(refused) > 0 {
		return fmt.Errorf("%d entries: %w", len(refused), errPartial)
	}
	return err
}
