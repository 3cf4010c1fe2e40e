package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/term"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/app"
)

// readCmd reads one article and shows it to a person.
type readCmd struct {
	What   string `arg:"" optional:"" default:"-" help:"A text or HTML file, a URL, or - for standard input."`
	Format string `enum:"text,json" default:"text" help:"text for people, json for programs (the reading contract)."`
	Title  string `help:"The headline, where the file has none."`
	Outlet string `help:"The publication that carries it."`
	Date   string `help:"The day of publication, such as 2026-11-24; \"Friday\" is resolved against it."`
	Lang   string `help:"Its language, such as en, where it can't be told."`
	Config string `short:"c" env:"TOCSIN_CONFIG" placeholder:"FILE" help:"Configuration file, for the rules of fetching a URL, tables and a gazetteer of your own."`
}

// Run reads and prints.
func (c *readCmd) Run(ctx context.Context, con console) error {
	reader, err := newReader(c.Config)
	if err != nil {
		return err
	}
	a, err := c.article(ctx, con)
	if err != nil {
		return err
	}
	for given, field := range map[*string]*string{&c.Title: &a.Title, &c.Outlet: &a.Outlet, &c.Date: &a.Date, &c.Lang: &a.Lang} {
		if *given != "" {
			*field = *given
		}
	}
	r := reader.Read(a)
	if c.Format == "json" {
		enc := json.NewEncoder(con.out)
		enc.SetEscapeHTML(false)
		return enc.Encode(r.CodePoints(a.Text))
	}
	p := newPrinter(con.out)
	p.article(a, r)
	return p.err
}

// article gets what is to be read.
func (c *readCmd) article(ctx context.Context, con console) (*tocsin.Article, error) {
	if !app.IsURL(c.What) {
		return app.OneArticle(ctx, c.What, con.in)
	}
	cfg, err := app.LoadConfig(c.Config)
	if err != nil {
		return nil, err
	}
	return app.FetchArticle(ctx, c.What, version, cfg)
}

// A printer writes a reading for a person: colours only where the output is a terminal.
type printer struct {
	w      io.Writer
	colour bool
	err    error
}

func newPrinter(w io.Writer) *printer {
	f, ok := w.(*os.File)
	return &printer{w: w, colour: ok && term.IsTerminal(int(f.Fd())) && os.Getenv("NO_COLOR") == ""}
}

// The colours of LOOK: who speaks is violet, what is done orange, how it is said grey.
const (
	violet = "35"
	orange = "33"
	grey   = "90"
	bold   = "1"
)

func (p *printer) paint(code, s string) string {
	if !p.colour || s == "" {
		return s
	}
	return "\033[" + code + "m" + s + "\033[0m"
}

func (p *printer) line(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.w, format+"\n", args...)
	}
}

func (p *printer) article(a *tocsin.Article, r *tocsin.Reading) {
	p.line("%s", p.paint(bold, a.Title))
	var facts []string
	for _, f := range []string{a.Outlet, a.Date, a.URL} {
		if f != "" {
			facts = append(facts, f)
		}
	}
	p.line("%s", p.paint(grey, strings.Join(facts, " · ")))
	if r.Skipped != "" {
		p.line("Not read: %s", r.Skipped)
	}
	p.line("\n%s", p.paint(bold, "Who said what"))
	if len(r.Statements) == 0 {
		p.line("  Nobody is quoted.")
	}
	for i := range r.Statements {
		p.statement(a, r, &r.Statements[i])
	}
	p.line("\n%s", p.paint(bold, "Who did what"))
	shown := 0
	for i := range r.Events {
		if r.Events[i].Realis.Counts() {
			p.event(a, r, &r.Events[i])
			shown++
		}
	}
	if shown == 0 {
		p.line("  No act is reported.")
	}
	for _, l := range r.Links {
		p.line("\n  %s %s %s %s", l.From, strings.ReplaceAll(string(l.Kind), "-", " "), l.To, p.paint(grey, l.Scope))
	}
}

func (p *printer) statement(a *tocsin.Article, r *tocsin.Reading, s *tocsin.Statement) {
	who := tocsin.Words(a.Text, s.Source)
	if s.Speaker != nil {
		if e := r.Entity(*s.Speaker); e != nil {
			who = e.Name
		}
	}
	if who == "" {
		who = "somebody"
	}
	role := ""
	if s.Role != nil {
		role = " (" + s.Role.Text + ")"
	}
	p.line("  %s %s%s %s %s", p.paint(grey, s.ID), p.paint(violet, who), role, p.paint(grey, "— "+string(s.Kind)+", "+string(s.Form)+":"), tocsin.Words(a.Text, s.Content))
	var hops []string
	for _, h := range s.Chain {
		hops = append(hops, hop(r, h))
	}
	p.line("       %s", p.paint(grey, "via "+strings.Join(hops, " → ")))
}

// hop names one link of a chain.
func hop(r *tocsin.Reading, h tocsin.Hop) string {
	name := h.By
	if e := r.Entity(tocsin.EntityID(h.By)); e != nil {
		name = e.Name
	}
	if name == "" {
		name = "an outlet that isn't named"
	}
	if h.Inherited {
		name = "(" + name + ")"
	}
	return name
}

func (p *printer) event(a *tocsin.Article, r *tocsin.Reading, e *tocsin.Event) {
	parties := func(list []tocsin.Party) string {
		var names []string
		for _, x := range list {
			name := x.Span.Of(a.Text)
			if ent := r.Entity(x.Entity); ent != nil {
				name = ent.Name
			}
			if x.Code != "" {
				name += " " + p.paint(grey, string(x.Code))
			}
			names = append(names, name)
		}
		return strings.Join(names, ", ")
	}
	to := parties(e.Recipients)
	if to != "" {
		to = " → " + to
	}
	when := ""
	if e.Date != nil && e.Date.Basis == "" {
		when = ", " + e.Date.Value
	}
	where := ""
	if e.Place != nil {
		where = ", " + e.Place.Name
	}
	by := ""
	if e.Statement != nil {
		by = ", as said in " + *e.Statement
	}
	p.line("  %s %s → %s%s %s", p.paint(grey, e.ID), parties(e.Actors), p.paint(orange, tocsin.Words(a.Text, e.Trigger)), to,
		p.paint(grey, fmt.Sprintf("(%s %s, %s%s%s%s)", e.Type, e.CAMEO, e.Realis, when, where, by)))
}
