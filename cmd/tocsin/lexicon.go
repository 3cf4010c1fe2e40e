package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/app"
	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/lexicon/importer"
)

// lexiconCmd is "tocsin lexicon": who and what the program knows, with dates.
type lexiconCmd struct {
	Check   lexiconCheckCmd   `cmd:"" help:"Say what is wrong in tables of your own, line by line; without files, check the program's."`
	Lookup  lexiconLookupCmd  `cmd:"" help:"Print whom and what a name means on a day, with the line of the table."`
	Explain lexiconExplainCmd `cmd:"" help:"Show how a phrase becomes an actor code, or what a code means."`
	Import  lexiconImportCmd  `cmd:"" help:"Turn the results of a query of Wikidata (JSON, CSV, TSV) into a table of your own."`
	Unknown lexiconUnknownCmd `cmd:"" help:"Readings in; the actors that the lexicon doesn't know, for review."`
}

// lexiconFlags say which lexicon, and on which day.
type lexiconFlags struct {
	Config string `short:"c" env:"TOCSIN_CONFIG" placeholder:"FILE" help:"Configuration file, for tables of your own."`
	Date   string `placeholder:"DAY" help:"The day, such as 2021-08-15. Without one: what still holds."`
}

func (f *lexiconFlags) open() (lex *lexicon.Set, day time.Time, dated bool, err error) {
	if f.Date != "" {
		if day, err = time.Parse(time.DateOnly, f.Date); err != nil {
			return nil, day, false, fmt.Errorf("%q is no day such as 2021-08-15: %w", f.Date, tocsin.ErrInvalid)
		}
	}
	lex, err = openLexicon(f.Config)
	return lex, day, f.Date != "", err
}

func openLexicon(config string) (*lexicon.Set, error) {
	cfg, err := app.LoadConfig(config)
	if err != nil {
		return nil, err
	}
	return app.Lexicon(false, cfg.Lexicon.Tables...)
}

// lexiconCheckCmd checks tables.
type lexiconCheckCmd struct {
	Files []string `arg:"" optional:"" help:"Tables; the name of a file says which it is: actors.tsv, offices.tsv …"`
}

// Run prints the problems as compilers do; an error makes the status 1, a warning doesn't.
func (c *lexiconCheckCmd) Run(con console) error {
	own, err := app.ReadTables(c.Files)
	if err != nil {
		return err
	}
	set, problems, err := lexicon.Check(own...)
	if err == nil && len(c.Files) == 0 {
		problems = set.Overlaps()
	}
	wrong := 0
	for _, p := range problems {
		fmt.Fprintln(con.out, p)
		if !p.Warning {
			wrong++
		}
	}
	switch {
	case err != nil:
		return err
	case wrong > 0:
		return fmt.Errorf("%d lines can't be read: %w", wrong, tocsin.ErrInvalid)
	}
	fmt.Fprintf(con.err, "%d actors, %d memberships, %d terms of office, %d roles, %d places, %d outlets\n",
		len(set.Actors), len(set.Memberships), len(set.Offices), len(set.Roles), len(set.Places), len(set.Outlets))
	return nil
}

// lexiconLookupCmd looks names up.
type lexiconLookupCmd struct {
	lexiconFlags
	Names []string `arg:"" help:"Names; those of several words in quotation marks."`
}

// Run prints a table: kind, name, codes on the day, office or status with its dates, line. Organisations have their
// members behind them.
func (c *lexiconLookupCmd) Run(con console) error {
	lex, day, dated, err := c.open()
	if err != nil {
		return err
	}
	out := bufio.NewWriter(con.out)
	missing := 0
	for _, name := range c.Names {
		senses := lex.Senses(name, day, dated)
		if len(senses) == 0 {
			missing++
			fmt.Fprintf(con.err, "%s: no such name\n", name)
		}
		for _, s := range senses {
			printSense(out, s)
		}
		if a := lex.ActorNamed(name); a != nil {
			if members := lex.Members(a.ID, day, dated); len(members) > 0 {
				fmt.Fprintf(out, "members\t%d\t%s\n", len(members), strings.Join(members, " "))
			}
		}
	}
	if err := out.Flush(); err != nil {
		return err
	}
	if missing > 0 {
		return fmt.Errorf("%d names: %w", missing, errPartial)
	}
	return nil
}

func printSense(w io.Writer, s lexicon.Sense) {
	codes := s.Codes
	if codes == "" {
		codes = "-"
	}
	says := s.Says
	if says == "" {
		says = "always"
	}
	fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", s.Kind, oneCell(s.Name), codes, oneCell(says), s.Where)
}

// lexiconImportCmd makes a table of somebody else's.
type lexiconImportCmd struct {
	File  string `arg:"" help:"Results of a query as JSON, or CSV or TSV with a line of column names; - for standard input."`
	Table string `enum:"offices,actors" default:"offices" help:"What the rows are: offices (who held which) or actors (groups and organisations)."`
	Out   string `short:"o" placeholder:"FILE" help:"Where the table is written; standard output without one."`
}

// maxImport bounds what is read of a file.
const maxImport = 64 << 20

// Run writes the table, and on standard error what was left out and what is doubtful in what was made.
func (c *lexiconImportCmd) Run(con console) error {
	var data []byte
	err := eachInput([]string{c.File}, con.in, func(_ string, r io.Reader) (err error) {
		data, err = io.ReadAll(io.LimitReader(r, maxImport+1))
		return err
	})
	if err != nil {
		return err
	}
	if len(data) > maxImport {
		return fmt.Errorf("%s has more than %d bytes: %w", c.File, maxImport, tocsin.ErrTooLarge)
	}
	lex, err := app.Lexicon(false)
	if err != nil {
		return err
	}
	table, problems, err := importer.Import(c.Table+".tsv", c.File, data, lex)
	if err != nil {
		return err
	}
	_, doubts, err := lexicon.Check(lexicon.Table{Name: "made/" + c.Table + ".tsv", Data: table})
	left := 0
	for _, p := range append(problems, doubts...) {
		fmt.Fprintln(con.err, p)
		if !p.Warning {
			left++
		}
	}
	if werr := c.write(con, table); err == nil {
		err = werr
	}
	if err == nil && left > 0 {
		fmt.Fprintf(con.err, "%d rows left out\n", left)
		return errPartial
	}
	return err
}

func (c *lexiconImportCmd) write(con console, table []byte) error {
	if c.Out == "" {
		_, err := con.out.Write(table)
		return err
	}
	f, err := os.OpenFile(c.Out, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return fmt.Errorf("a table is never written over: %w", err)
	}
	_, err = f.Write(table)
	return errors.Join(err, f.Close())
}
