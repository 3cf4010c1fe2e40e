package main

import (
	"bufio"
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/dedup"
	"github.com/tocsin-desk/tocsin/intake/jsonl"
)

// dedupCmd is "tocsin dedup": which articles have one text for their origin.
type dedupCmd struct {
	Files []string `arg:"" optional:"" help:"JSON lines of articles, plain or gzip; standard input without one."`
}

// Run compares the articles in order of publication, and writes id and cluster in the order of the input.
func (c *dedupCmd) Run(ctx context.Context, con console) error {
	var in []*tocsin.Article
	refused := 0
	err := eachInput(c.Files, con.in, func(name string, r io.Reader) error {
		for item := range jsonl.Read(r, name) {
			if item.Refusal != nil {
				refused++
				fmt.Fprintf(con.err, "%s: %s\n", item.Refusal.Source, item.Refusal.Reason)
				continue
			}
			in = append(in, item.Article)
		}
		return ctx.Err()
	})
	if err != nil {
		return err
	}
	clusters := clusters(in)
	out := bufio.NewWriter(con.out)
	for i, a := range in {
		fmt.Fprintf(out, "%s\t%s\n", oneCell(string(a.ID)), clusters[i])
	}
	if err := out.Flush(); err != nil {
		return err
	}
	if refused > 0 {
		return fmt.Errorf("%d lines: %w", refused, errPartial)
	}
	return nil
}

// oneCell keeps an id within its cell of the table.
func oneCell(s string) string { return strings.NewReplacer("\t", " ", "\n", " ", "\r", " ").Replace(s) }

// clusters returns the story of each article. Those without a date are taken first, together.
func clusters(in []*tocsin.Article) []tocsin.StoryID {
	type entry struct {
		at time.Time
		n  int
	}
	order := make([]entry, len(in))
	for n, a := range in {
		at, _ := tocsin.ParseDate(a.Date)
		order[n] = entry{at, n}
	}
	slices.SortFunc(order, func(a, b entry) int { return cmp.Or(a.at.Compare(b.at), cmp.Compare(a.n, b.n)) })
	index := dedup.New(dedup.Options{})
	out := make([]tocsin.StoryID, len(in))
	for _, e := range order {
		a := in[e.n]
		out[e.n] = index.Add(dedup.Document{Hash: a.Hash(), Outlet: a.Outlet, At: e.at, Text: a.Text}).Story
	}
	return out
}
