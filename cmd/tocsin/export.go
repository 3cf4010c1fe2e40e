package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/export/csv"
	"github.com/tocsin-desk/tocsin/export/jsonl"
	"github.com/tocsin-desk/tocsin/store"
)

// exportCmd is "tocsin export": statements, events or readings out of the store.
type exportCmd struct {
	storeFlags
	What   string `arg:"" enum:"statements,events,readings" help:"statements, events or readings."`
	Format string `enum:"csv,jsonl" default:"jsonl" help:"jsonl for programs; csv for spreadsheets (not of readings)."`
	Raw    bool   `help:"csv without the mark that keeps spreadsheets from computing text that begins like a formula."`

	Words   string `help:"All of these words; \"quoted phrases\" stay together. Not for events."`
	Outlet  string `help:"Only from this outlet. Not for events."`
	Speaker string `help:"Part of a speaker's name; for statements."`
	Kind    string `help:"Kind of statement: claim, denial, warning …"`
	Type    string `help:"PLOVER type of event: ASSAULT, CONSULT …"`
	Actor   string `help:"Beginning of a code, or part of a name, of a party; for events."`
	Country string `help:"Where, as ISO alpha-3; for events."`
	From    string `placeholder:"DAY" help:"Published on this day or later: 2026-11-20."`
	To      string `placeholder:"DAY" help:"Published on this day or earlier."`
	Copies  bool   `help:"Copies of one text too, not just the first."`
	All     bool   `help:"Also events that are negated, hypothetical or past."`
}

// Run writes to standard output, and how many rows there were to standard error.
func (c *exportCmd) Run(ctx context.Context, con console) error {
	if c.What == "readings" && c.Format == "csv" {
		return fmt.Errorf("a reading is no table: use --format jsonl, or export statements or events: %w", tocsin.ErrInvalid)
	}
	a, err := c.open(ctx, con)
	if err != nil {
		return err
	}
	defer a.Close()
	out := bufio.NewWriterSize(con.out, 1<<16)
	rows, err := c.write(ctx, a.Store(), out)
	if err := errors.Join(err, out.Flush()); err != nil {
		return fmt.Errorf("export %s: %w", c.What, err)
	}
	fmt.Fprintf(con.err, "%d %s\n", rows, c.What)
	return nil
}

func (c *exportCmd) write(ctx context.Context, r store.Reader, out *bufio.Writer) (int, error) {
	period := store.Period{From: c.From, To: c.To}
	options := csv.Options{Raw: c.Raw}
	switch c.What {
	case "statements":
		q := store.StatementQuery{Words: c.Words, Outlet: c.Outlet, Speaker: c.Speaker, Kind: tocsin.Kind(c.Kind), Copies: c.Copies, Period: period}
		if c.Format == "csv" {
			return csv.Statements(ctx, r, q, out, options)
		}
		return jsonl.Statements(ctx, r, q, out)
	case "events":
		q := store.EventQuery{Type: tocsin.PLOVER(c.Type), Actor: c.Actor, Country: c.Country, All: c.All, Copies: c.Copies, Period: period}
		if c.Format == "csv" {
			return csv.Events(ctx, r, q, out, options)
		}
		return jsonl.Events(ctx, r, q, out)
	}
	q := store.ArticleQuery{Words: c.Words, Outlet: c.Outlet, Kind: tocsin.Kind(c.Kind), Type: tocsin.PLOVER(c.Type), Heads: !c.Copies, Period: period}
	return jsonl.Readings(ctx, r, q, out)
}
