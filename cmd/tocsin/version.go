package main

import (
	"context"
	"fmt"
	"runtime"

	"github.com/tocsin-desk/tocsin/app"
)

// versionCmd prints what a record's version is made of.
type versionCmd struct{}

// Run prints.
func (c *versionCmd) Run(con console) error {
	reader, err := newReader("")
	if err != nil {
		return err
	}
	lex, err := app.Lexicon(false)
	if err != nil {
		return err
	}
	places, err := app.Gazetteer(lex, "")
	if err != nil {
		return err
	}
	v := reader.Version()
	fmt.Fprintf(con.out, "tocsin %s\nmodel %s\nlexicon %s\n", v.Tocsin, v.Model, v.Lexicon)
	for _, l := range places.Layers() {
		fmt.Fprintf(con.out, "gazetteer %s\n", l)
	}
	_, err = fmt.Fprintf(con.out, "%s %s/%s\n", runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return err
}

// configCmd prints the defaults.
type configCmd struct{}

// Run prints the embedded file, which a test holds equal to the program's defaults.
func (c *configCmd) Run(con console) error {
	_, err := fmt.Fprint(con.out, app.DefaultConfig)
	return err
}

// doctorCmd checks.
type doctorCmd struct {
	storeFlags
}

// Run prints one line a check; any that failed makes the status 1.
func (c *doctorCmd) Run(ctx context.Context, con console) error {
	cfg, err := c.load()
	if err != nil {
		return err
	}
	failed := 0
	for _, check := range app.Doctor(ctx, cfg, version) {
		mark := "ok  "
		if check.Err != nil {
			mark = "FAIL"
			failed++
		}
		fmt.Fprintf(con.out, "%s %-10s %s\n", mark, check.Name, check.Detail())
	}
	if failed > 0 {
		return fmt.Errorf("%d checks failed", failed)
	}
	return nil
}
