package desk

import (
	"errors"
	"fmt"
	"math"
	"net/http"
	"strconv"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/desk/chart"
	"github.com/tocsin-desk/tocsin/desk/outline"
	"github.com/tocsin-desk/tocsin/desk/tile"
)

// The ground of a map is what lies under its marks: outlines, and where the operator has an archive, its tiles.
type ground struct {
	outline.Drawing
	Bare   bool // this build has no outlines
	Tiled  bool // vector tiles cover the view, so that the outlines' land isn't drawn
	Water  string
	Roads  string
	Ways   string
	Rivers string
	Rails  string
	Lines  string // boundaries
	Towns  []outline.Name
	Images []image
	Source string // of the outlines
	Own    bool   // the archive has tiles for the view
}

// An image is a raster tile and where it lies, in percent of the chart.
type image struct {
	URL        string
	X, Y, W, H percent
}

// percent is a share of the chart as SVG attributes take it.
type percent float64

func (p percent) String() string { return strconv.FormatFloat(float64(p), 'f', 2, 64) + "%" }

// The bounds on what is drawn of tiles: a page of about a megabyte.
const (
	tilesAcross = 4       // at most, so that a view takes 5 × 4 tiles
	maxDrawn    = 120_000 // points
	maxTowns    = 40
)

// ground draws what lies under the marks. A tile that can't be read is left out and logged: the marks matter more.
func (d *desk) ground(v chart.View, warn func(error)) (ground, error) {
	atlas, err := d.outlines()
	if err != nil {
		return ground{}, err
	}
	g := ground{Drawing: atlas.Draw(v), Bare: atlas.Empty(), Source: outline.Source}
	if a := d.opt.Tiles; a != nil {
		if z, ok := zoomOf(a, v); ok {
			g.lay(a, v, z, warn)
		}
	}
	return g, nil
}

// zoomOf returns the zoom whose tiles are about as large as a desk shows them; ok is false where the archive has
// nothing so far out, or nothing in the view.
func zoomOf(a *tile.Archive, v chart.View) (z int, ok bool) {
	z = min(int(math.Floor(math.Log2(tilesAcross/v.Size))), a.MaxZoom)
	b := v.Box()
	return z, z >= a.MinZoom && a.Box.West <= b.East && a.Box.East >= b.West && a.Box.South <= b.North && a.Box.North >= b.South
}

// lay draws the tiles of a zoom that the view touches.
func (g *ground) lay(a *tile.Archive, v chart.View, z int, warn func(error)) {
	n := float64(int(1) << z)
	pens := map[tile.Class]*chart.Pen{}
	for _, c := range [...]tile.Class{tile.Water, tile.River, tile.Road, tile.Way, tile.Rail, tile.Line} {
		pens[c] = &chart.Pen{View: v}
	}
	bottom := v.Y + v.Size*chart.Height/chart.Width
	for y := int(v.Y * n); float64(y) < min(bottom*n, n); y++ {
		for x := int(v.X * n); float64(x) < min((v.X+v.Size)*n, n); x++ {
			if a.Kind != tile.Vector {
				g.Images = append(g.Images, imageOf(v, z, x, y))
				continue
			}
			if err := g.draw(a, pens, z, x, y); err != nil && !errors.Is(err, tocsin.ErrNotFound) {
				warn(err)
			}
		}
	}
	g.Water, g.Rivers = pens[tile.Water].String(), pens[tile.River].String()
	g.Roads, g.Ways, g.Rails, g.Lines = pens[tile.Road].String(), pens[tile.Way].String(), pens[tile.Rail].String(), pens[tile.Line].String()
	g.Own = g.Tiled || len(g.Images) > 0
}

func imageOf(v chart.View, z, x, y int) image {
	n := float64(int(1) << z)
	px, py := v.At(chart.Point{X: float64(x) / n, Y: float64(y) / n})
	side := chart.Width / (n * v.Size)
	return image{fmt.Sprintf("/map/tile/%d/%d/%d", z, x, y), percent(px / chart.Width * 100), percent(py / chart.Height * 100), percent(side / chart.Width * 100), percent(side / chart.Height * 100)}
}

// draw adds a vector tile to the paths, as long as they aren't too long.
func (g *ground) draw(a *tile.Archive, pens map[tile.Class]*chart.Pen, z, x, y int) error {
	b, err := a.Tile(z, x, y)
	if err != nil {
		return err
	}
	features, extent, err := tile.Decode(b)
	if err != nil {
		return fmt.Errorf("tile %d/%d/%d: %w", z, x, y, err)
	}
	g.Tiled = true
	n := float64(int(1) << z)
	at := func(p [2]int) chart.Point {
		return chart.Point{X: (float64(x) + float64(p[0])/float64(extent)) / n, Y: (float64(y) + float64(p[1])/float64(extent)) / n}
	}
	for _, f := range features {
		if f.Class == tile.Town {
			g.town(pens[tile.Water].View, f.Name, at(f.Lines[0][0]))
			continue
		}
		drawn := 0
		for _, p := range pens {
			drawn += p.Points()
		}
		if drawn > maxDrawn {
			return nil
		}
		for _, l := range f.Lines {
			points := make([]chart.Point, len(l))
			for i, p := range l {
				points[i] = at(p)
			}
			if f.Class == tile.Water {
				pens[f.Class].Ring(points)
			} else {
				pens[f.Class].Line(points)
			}
		}
	}
	return nil
}

// town writes a town's name where no other is near.
func (g *ground) town(v chart.View, name string, p chart.Point) {
	const apart = 70 // units: a line's height between names
	x, y := v.At(p)
	if len(g.Towns) >= maxTowns || x < 0 || y < 0 || x > chart.Width || y > chart.Height {
		return
	}
	for _, t := range g.Towns {
		if math.Abs(t.Y-y) < apart && math.Abs(t.X-x) < 4*apart {
			return
		}
	}
	g.Towns = append(g.Towns, outline.Name{Text: oneLine(name), X: x, Y: y})
}

// tile sends a raster tile of the operator's archive, under the type that the archive says and no other.
func (d *desk) tile(w http.ResponseWriter, r *http.Request) error {
	var at [3]int
	for i, name := range [...]string{"z", "x", "y"} {
		n, err := strconv.ParseInt(r.PathValue(name), 10, 32)
		if err != nil {
			return fmt.Errorf("tile: %w: %w", err, tocsin.ErrNotFound)
		}
		at[i] = int(n)
	}
	a := d.opt.Tiles
	if a == nil || a.Kind.ContentType() == "" {
		return fmt.Errorf("tile: no raster archive: %w", tocsin.ErrNotFound)
	}
	b, err := a.Tile(at[0], at[1], at[2])
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", a.Kind.ContentType())
	w.Header().Set("Cache-Control", "private, max-age=86400")
	_, _ = w.Write(b) // an error here is the browser's going away
	return nil
}
