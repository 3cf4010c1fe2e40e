package main

import (
	"context"
	"fmt"

	"github.com/tocsin-desk/tocsin/export/table"
)

// importCmd is "tocsin import": events of other people's datasets, as history beside what the desk reads itself.
type importCmd struct {
	storeFlags
	Format  string   `arg:"" enum:"plover,icews,polecat,gdelt,petrarch,phoenix,csv" help:"What the files are: plover, icews, polecat, gdelt (1.0 and 2.0), petrarch, phoenix, or csv as tocsin exports it."`
	Files   []string `arg:"" type:"existingfile" help:"Tables; plain, gzip or zip."`
	Dataset string   `help:"Name under which they are kept; without one ICEWS, POLECAT …"`
}

// Run imports one file after the other and says what became of their lines.
func (c *importCmd) Run(ctx context.Context, con console) error {
	format, err := table.Lookup(c.Format)
	if err != nil {
		return err
	}
	a, err := c.open(ctx, con)
	if err != nil {
		return err
	}
	defer a.Close()
	refused := 0
	for _, path := range c.Files {
		shown := 0
		n, err := a.ImportHistory(ctx, path, format, c.Dataset, func(line int, err error) {
			if shown++; shown <= shownRefusals {
				fmt.Fprintf(con.err, "%s: line %d: %v\n", path, line, err)
			}
		})
		if shown > shownRefusals {
			fmt.Fprintf(con.err, "%s: and %d lines more\n", path, shown-shownRefusals)
		}
		fmt.Fprintf(con.out, "%s: %d events, %d new, %d known, %d refused\n", path, n.Events, n.New, n.Known, n.Refused)
		if err != nil {
			return err
		}
		refused += n.Refused
	}
	if refused > 0 {
		return fmt.Errorf("%d lines: %w", refused, errPartial)
	}
	return nil
}
