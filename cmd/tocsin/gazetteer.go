package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/app"
	"github.com/tocsin-desk/tocsin/gazetteer"
)

// gazetteerCmd is "tocsin gazetteer": the places that the program knows.
type gazetteerCmd struct {
	Import gazetteerImportCmd `cmd:"" help:"Make a table of GeoNames, Natural Earth or Wikidata dumps, to be named in the configuration."`
	Lookup gazetteerLookupCmd `cmd:"" help:"Print the places that a name may mean, with their sources."`
	Border gazetteerBorderCmd `cmd:"" help:"Print the border of two states, and a strip along it, as GeoJSON."`
}

// gazetteerFlags say which gazetteer.
type gazetteerFlags struct {
	Config string `short:"c" env:"TOCSIN_CONFIG" placeholder:"FILE" help:"Configuration file; see tocsin config."`
}

func (f *gazetteerFlags) open() (*gazetteer.Gazetteer, error) {
	cfg, err := app.LoadConfig(f.Config)
	if err != nil {
		return nil, err
	}
	lex, err := app.Lexicon(false, cfg.Lexicon.Tables...)
	if err != nil {
		return nil, err
	}
	return app.Gazetteer(lex, cfg.Gazetteer.File)
}

// gazetteerImportCmd compiles dumps.
type gazetteerImportCmd struct {
	Files []string `arg:"" help:"GeoNames (cities500.zip, allCountries.zip, XX.zip, admin1CodesASCII.txt, alternateNamesV2.zip), Natural Earth (GeoJSON), Wikidata (entities, one a line); plain, gzip or zip."`
	Out   string   `short:"o" default:"places.gaz" placeholder:"FILE" help:"Where the table is written."`
}

// Run reads the dumps and reports what was kept and what was left out.
func (c *gazetteerImportCmd) Run(ctx context.Context, con console) error {
	g, err := (&gazetteerFlags{}).open()
	if err != nil {
		return err
	}
	if err := app.ImportGazetteer(ctx, c.Out, c.Files, g.CountryAt, con.out); err != nil {
		return err
	}
	fmt.Fprintf(con.out, "written to %s; use it by these lines of the configuration:\n[gazetteer]\nfile = %q\n", c.Out, c.Out)
	return nil
}

// gazetteerLookupCmd looks names up.
type gazetteerLookupCmd struct {
	gazetteerFlags
	Names []string `arg:"" help:"Names; those of several words in quotation marks."`
}

// Run prints a table: how the name fits, then the place.
func (c *gazetteerLookupCmd) Run(con console) error {
	g, err := c.open()
	if err != nil {
		return err
	}
	out := bufio.NewWriter(con.out)
	missing := 0
	for _, name := range c.Names {
		places := g.Lookup(name)
		if len(places) == 0 {
			missing++
			fmt.Fprintf(con.err, "%s: no place of that name\n", name)
		}
		for _, p := range places {
			fmt.Fprintf(out, "%s\t%s\t%s\t%s\t%s\t%.4f\t%.4f\t%d\t%s\n", p.How, oneCell(p.Name), p.Kind, p.Country, oneCell(p.Admin1), p.Point.Lat, p.Point.Lon, p.Population, p.Where)
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

// gazetteerBorderCmd draws a border.
type gazetteerBorderCmd struct {
	gazetteerFlags
	A      string  `arg:"" help:"A state (ISO alpha-3), or a bloc such as CSTO."`
	B      string  `arg:"" optional:"" help:"The state on the other side; without one all land borders."`
	Toward string  `placeholder:"DIRECTION" help:"Only what faces there as seen from A: south, north-east …"`
	In     string  `placeholder:"PROVINCE" help:"Only what runs along this first-level division of A."`
	Side   string  `enum:"both,inside,outside" default:"both" help:"Which side the strip lies on: both, inside A, outside."`
	Buffer float64 `default:"50" placeholder:"KM" help:"How wide the strip is on a side."`
	Day    string  `placeholder:"DAY" help:"Whose members count, of a bloc: 2026-11-20. Without one those that still belong."`
}

// maxBuffer is the widest strip, in kilometres: half of Europe is no border any more.
const maxBuffer = 500

// Run writes a FeatureCollection of the line and the strip.
func (c *gazetteerBorderCmd) Run(con console) error {
	if !(c.Buffer > 0 && c.Buffer <= maxBuffer) {
		return fmt.Errorf("a strip of %g km, from above 0 to %d it may be: %w", c.Buffer, maxBuffer, tocsin.ErrInvalid)
	}
	g, err := c.open()
	if err != nil {
		return err
	}
	b, err := c.border(g)
	if err != nil {
		return err
	}
	line, err := b.LineGeoJSON()
	if err != nil {
		return err
	}
	strip, err := b.Area().GeoJSON()
	if err != nil {
		return err
	}
	type feature struct {
		Type       string          `json:"type"`
		Properties map[string]any  `json:"properties"`
		Geometry   json.RawMessage `json:"geometry"`
	}
	var between []string
	for _, e := range b.Edges {
		between = append(between, e.A+"-"+e.B)
	}
	props := map[string]any{"between": between, "km": int(b.Length() + 0.5), "buffer": c.Buffer, "side": c.Side, "credit": "OpenStreetMap contributors, ODbL"}
	return json.NewEncoder(con.out).Encode(map[string]any{
		"type":     "FeatureCollection",
		"features": []feature{{"Feature", props, line}, {"Feature", props, strip}},
	})
}

// border finds the border that the flags describe.
func (c *gazetteerBorderCmd) border(g *gazetteer.Gazetteer) (gazetteer.Border, error) {
	day, dated, err := c.day()
	if err != nil {
		return gazetteer.Border{}, err
	}
	a := strings.ToUpper(c.A)
	var b gazetteer.Border
	var ok bool
	switch members := g.Members(a, day, dated); {
	case members != nil && c.B != "":
		return b, fmt.Errorf("%s is a bloc: its border with one state is that of its members: %w", a, tocsin.ErrInvalid)
	case members != nil:
		b, ok = g.External(members)
	case c.B != "":
		b, ok = g.Border(a, strings.ToUpper(c.B))
	default:
		b, ok = g.Frontier(a)
	}
	if c.Toward != "" && ok {
		dir, known := gazetteer.ParseCompass(c.Toward)
		if !known {
			return b, fmt.Errorf("%q is no direction: %w", c.Toward, tocsin.ErrInvalid)
		}
		b = b.Toward(dir)
	}
	if c.In != "" && ok {
		b = g.Within(b, a, c.In)
	}
	if !ok || len(b.Edges) == 0 {
		return b, fmt.Errorf("no such border in this program's gazetteer (tocsin version says what is in it): %w", tocsin.ErrNotFound)
	}
	b.Buffer = c.Buffer
	if c.Side != "both" {
		b.Side = gazetteer.Side(c.Side)
	}
	return b, nil
}

// day reads the flag; without it the rows that still hold count.
func (c *gazetteerBorderCmd) day() (day time.Time, dated bool, err error) {
	if c.Day == "" {
		return day, false, nil
	}
	if day, err = time.Parse(time.DateOnly, c.Day); err != nil {
		return day, false, fmt.Errorf("%q is no day such as 2026-11-20: %w", c.Day, tocsin.ErrInvalid)
	}
	return day, true, nil
}
