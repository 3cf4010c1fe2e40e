package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/export/cite"
	"github.com/tocsin-desk/tocsin/export/csv"
	"github.com/tocsin-desk/tocsin/export/jsonl"
	"github.com/tocsin-desk/tocsin/export/table"
	"github.com/tocsin-desk/tocsin/store"
)

// exportCmd is "tocsin export": statements, events or readings out of the store.
type exportCmd struct {
	storeFlags
	What   string `arg:"" enum:"statements,events,readings" help:"statements, events or readings."`
	Format string `enum:"csv,jsonl,bibtex,csl,plover,icews,polecat,gdelt,petrarch,phoenix" default:"jsonl" help:"jsonl for programs; csv for spreadsheets (not of readings); of statements also citations: bibtex, csl; of events also the tables of the field: plover, icews, polecat, gdelt, petrarch, phoenix."`
	Dir    string `placeholder:"DIR" help:"Into this folder, with a table of evidence and a manifest; for events, but not as jsonl."`
	Raw    bool   `help:"csv without the mark that keeps spreadsheets from computing text that begins like a formula."`

	Statements bool   `help:"With the events also statements that are nothing but said, as CAMEO 010, 016 and 020; for icews, gdelt, petrarch, phoenix and csv."`
	History    string `placeholder:"DATASET" help:"Instead of events that were read here, those that were imported from this dataset; all for every one."`

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
	if err := c.check(); err != nil {
		return err
	}
	a, err := c.open(ctx, con)
	if err != nil {
		return err
	}
	defer a.Close()
	if c.Dir != "" {
		return c.folder(ctx, a.Store(), con)
	}
	out := bufio.NewWriterSize(con.out, 1<<16)
	rows, err := c.write(ctx, a.Store(), out, con)
	if err := errors.Join(err, out.Flush()); err != nil {
		return fmt.Errorf("export %s: %w", c.What, err)
	}
	fmt.Fprintf(con.err, "%d %s\n", rows, c.What)
	return nil
}

// check refuses what doesn't go together.
func (c *exportCmd) check() error {
	table := c.Format != "jsonl" && c.What == "events"
	switch {
	case c.What == "readings" && c.Format != "jsonl":
		return fmt.Errorf("a reading is no table: use --format jsonl, or export statements or events: %w", tocsin.ErrInvalid)
	case c.What == "events" && (c.Format == "bibtex" || c.Format == "csl"):
		return fmt.Errorf("%s is for statements: %w", c.Format, tocsin.ErrInvalid)
	case c.What == "statements" && !slices.Contains([]string{"jsonl", "csv", "bibtex", "csl"}, c.Format):
		return fmt.Errorf("%s is a table of events; statements go as jsonl, csv, bibtex or csl, or with events by --statements: %w", c.Format, tocsin.ErrInvalid)
	case (c.Dir != "" || c.Statements || c.History != "") && !table:
		return fmt.Errorf("--dir, --statements and --history are for tables of events: %w", tocsin.ErrInvalid)
	case c.Statements && (c.Format == "plover" || c.Format == "polecat"):
		return fmt.Errorf("PLOVER has no events for statements; use another format: %w", tocsin.ErrInvalid)
	case c.Statements && c.History != "":
		return fmt.Errorf("--statements is for what was read here, --history for what was imported: %w", tocsin.ErrInvalid)
	case c.What == "events" && !c.Statements && (c.Words != "" || c.Outlet != "" || c.Speaker != "" || c.Kind != ""):
		return fmt.Errorf("--words, --outlet, --speaker and --kind are not for events: %w", tocsin.ErrInvalid)
	}
	return c.checkValues()
}

// checkValues refuses what would find nothing because it is mistyped.
func (c *exportCmd) checkValues() error {
	if !slices.Contains(append(tocsin.Kinds(), ""), tocsin.Kind(c.Kind)) {
		return fmt.Errorf("--kind %q is no kind of statement: %w", c.Kind, tocsin.ErrInvalid)
	}
	if _, err := tocsin.ParsePLOVER(c.Type); c.Type != "" && err != nil {
		return fmt.Errorf("--type: %w", err)
	}
	for _, day := range [...]string{c.From, c.To} {
		if _, err := time.Parse(time.DateOnly, day); day != "" && err != nil {
			return fmt.Errorf("%q is no day such as 2026-11-20: %w", day, tocsin.ErrInvalid)
		}
	}
	return nil
}

func (c *exportCmd) write(ctx context.Context, r store.Reader, out *bufio.Writer, con console) (int, error) {
	switch c.What {
	case "statements":
		return c.said(ctx, r, out)
	case "events":
		if c.Format == "jsonl" {
			return jsonl.Events(ctx, r, c.events(), out)
		}
		return c.table(ctx, r, out, con)
	}
	q := store.ArticleQuery{Words: c.Words, Outlet: c.Outlet, Kind: tocsin.Kind(c.Kind), Type: tocsin.PLOVER(c.Type), Heads: !c.Copies, Period: c.period()}
	return jsonl.Readings(ctx, r, q, out)
}

// said writes statements.
func (c *exportCmd) said(ctx context.Context, r store.Reader, out *bufio.Writer) (int, error) {
	switch c.Format {
	case "csv":
		return csv.Statements(ctx, r, c.statements(), out, csv.Options{Raw: c.Raw})
	case "bibtex":
		return cite.Each(ctx, r, c.statements(), func(q cite.Quote) error { return cite.WriteBibTeX(out, q) })
	case "csl":
		w := cite.NewCSL(out)
		n, err := cite.Each(ctx, r, c.statements(), w.Write)
		return n, errors.Join(err, w.Close())
	}
	return jsonl.Statements(ctx, r, c.statements(), out)
}

func (c *exportCmd) period() store.Period { return store.Period{From: c.From, To: c.To} }

func (c *exportCmd) statements() store.StatementQuery {
	return store.StatementQuery{Words: c.Words, Outlet: c.Outlet, Speaker: c.Speaker, Kind: tocsin.Kind(c.Kind), Copies: c.Copies, Period: c.period()}
}

func (c *exportCmd) events() store.EventQuery {
	return store.EventQuery{Type: tocsin.PLOVER(c.Type), Actor: c.Actor, Country: c.Country, All: c.All, Copies: c.Copies, Period: c.period()}
}

// records calls f with each record that the flags ask for and that has a day, without which no table takes it; undated counts the others.
func (c *exportCmd) records(ctx context.Context, r store.Reader, take func(*tocsin.Record) error) (n, undated int, err error) {
	n, err = c.all(ctx, r, func(r *tocsin.Record) error {
		if r.Day == "" {
			undated++
			return nil
		}
		return take(r)
	})
	return n - undated, undated, err
}

func (c *exportCmd) all(ctx context.Context, r store.Reader, f func(*tocsin.Record) error) (int, error) {
	if c.History != "" {
		q := store.HistoryQuery{Dataset: c.History, Type: tocsin.PLOVER(c.Type), Actor: c.Actor, Country: c.Country, Period: c.period()}
		if c.History == "all" {
			q.Dataset = ""
		}
		return r.EachHistory(ctx, q, f)
	}
	n, err := table.Events(ctx, r, c.events(), f)
	if err != nil || !c.Statements {
		return n, err
	}
	more, err := table.Statements(ctx, r, c.statements(), f)
	return n + more, err
}

// table writes the table alone.
func (c *exportCmd) table(ctx context.Context, r store.Reader, out *bufio.Writer, con console) (int, error) {
	format, err := table.Lookup(c.Format)
	if err != nil {
		return 0, err
	}
	w := format.New(out, table.Options{Raw: c.Raw})
	if err := w.Header(); err != nil {
		return 0, err
	}
	_, undated, err := c.records(ctx, r, func(r *tocsin.Record) error { _, err := w.Record(r); return err })
	tellUndated(con, undated)
	err = errors.Join(err, w.Close())
	return w.Rows(), err
}

// tellUndated says what the table leaves out.
func tellUndated(con console, n int) {
	if n > 0 {
		fmt.Fprintf(con.err, "%d events left out: neither they nor their articles have a day\n", n)
	}
}

// folder writes the table with its evidence and manifest.
func (c *exportCmd) folder(ctx context.Context, r store.Reader, con console) error {
	format, err := table.Lookup(c.Format)
	if err != nil {
		return err
	}
	out, err := table.Create(c.Dir, format, table.Options{Raw: c.Raw}, c.query())
	if err != nil {
		return err
	}
	n, undated, err := c.records(ctx, r, out.Record)
	tellUndated(con, undated)
	if err != nil {
		return err // without a manifest the folder says that it isn't whole
	}
	m, err := out.Close()
	if err != nil {
		return err
	}
	for _, f := range m.Files {
		fmt.Fprintf(con.out, "%s\t%d rows\t%d bytes\t%s\n", f.Name, f.Rows, f.Bytes, f.SHA256)
	}
	fmt.Fprintf(con.err, "%d events\n", n)
	return nil
}

// query says in the words of the command line what was asked for.
func (c *exportCmd) query() string {
	var out []string
	for _, f := range [...][2]string{
		{"words", c.Words}, {"outlet", c.Outlet}, {"speaker", c.Speaker}, {"kind", c.Kind}, {"type", c.Type}, {"actor", c.Actor}, {"country", c.Country}, {"from", c.From}, {"to", c.To}, {"history", c.History},
	} {
		if f[1] != "" {
			out = append(out, fmt.Sprintf("--%s %q", f[0], f[1]))
		}
	}
	for _, f := range [...]struct {
		name string
		set  bool
	}{{"copies", c.Copies}, {"all", c.All}, {"statements", c.Statements}} {
		if f.set {
			out = append(out, "--"+f.name)
		}
	}
	return strings.Join(out, " ")
}
