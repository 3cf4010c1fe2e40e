package gazetteer

import (
	_ "embed" // the tables beside this file
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/tocsin-desk/tocsin/gazetteer/geo"
	"github.com/tocsin-desk/tocsin/lexicon"
)

//go:embed disputed.tsv
var disputedTable []byte

// A Dispute is a territory that more than one side claims, or that another holds than the one it is
// recognised as part of. Nobody's view is the program's: claims and control are facts with dates.
type Dispute struct {
	Name      string
	Claimants []string // ISO 3166-1 alpha-3, or the name of a side that isn't one
	Terms     []Hold   // who holds it, in the order of time
	area      geo.Ring // rough; nil where it is a time zone of its own or too small
	zones     []string // of the tz database
	Note      string
	Where     string
}

// A Hold says who held a territory, or the greater part of it, in a period.
type Hold struct {
	Controller []string // one, or several that hold parts
	Where      string
	lexicon.Period
}

// Controller returns who held the territory on a day; nil where the table doesn't say.
func (d *Dispute) Controller(day time.Time, dated bool) []string {
	for _, h := range d.Terms {
		if h.Holds(day, dated) {
			return h.Controller
		}
	}
	return nil
}

// facts are the tables that this package keeps itself.
type facts struct {
	disputes []Dispute
}

func loadFacts(lex *lexicon.Set) (*facts, error) {
	f := &facts{}
	return f, f.readDisputes(lex)
}

// readDisputes reads disputed.tsv: rows of one name make one territory, each a period of control.
func (f *facts) readDisputes(lex *lexicon.Set) error {
	rows, err := lexicon.ReadTable("disputed.tsv", disputedTable, []string{"name", "controller"}, []string{"claimants", "from", "to", "zones", "area", "note"})
	if err != nil {
		return err
	}
	for _, r := range rows {
		period, err := r.Period()
		if err != nil {
			return err
		}
		i := slices.IndexFunc(f.disputes, func(d Dispute) bool { return d.Name == r.Get("name") })
		if i < 0 {
			d := Dispute{Name: r.Get("name"), Claimants: r.List("claimants"), zones: r.List("zones"), Note: r.Get("note"), Where: r.Where()}
			if d.area, err = ringOf(r); err != nil {
				return err
			}
			if len(d.Claimants) == 0 {
				return r.Errorf("no claimants")
			}
			for _, c := range d.Claimants {
				if a, _ := lex.Actor(c); len(c) == 3 && a == nil {
					return r.Errorf("unknown country %q", c)
				}
			}
			i = len(f.disputes)
			f.disputes = append(f.disputes, d)
		}
		f.disputes[i].Terms = append(f.disputes[i].Terms, Hold{r.List("controller"), r.Where(), period})
	}
	return nil
}

// ringOf reads the column area: "lat lon|lat lon|…", without the first point again.
func ringOf(r lexicon.Row) (geo.Ring, error) {
	var ring geo.Ring
	for _, pair := range r.List("area") {
		lat, lon, _ := strings.Cut(pair, " ")
		p, err := parsePoint(lat, lon)
		if err != nil {
			return nil, r.Errorf("area: %v", err)
		}
		ring = append(ring, p)
	}
	if ring == nil {
		return nil, nil
	}
	if len(ring) < 3 {
		return nil, r.Errorf("area of %d points", len(ring))
	}
	return append(ring, ring[0]), nil
}

// Members returns the states that belonged to an organisation on a day, by its name or acronym: "CSTO", "EU", "NATO".
// Nil for one whose members the lexicon doesn't have.
func (g *Gazetteer) Members(bloc string, day time.Time, dated bool) []string {
	a := g.lex.ActorNamed(bloc)
	if a == nil {
		return nil
	}
	return g.lex.Members(a.ID, day, dated)
}

// Dispute returns what is known of a disputed territory by its name in the lexicon: "Crimea".
func (g *Gazetteer) Dispute(name string) (*Dispute, bool) {
	for i := range g.facts.disputes {
		if g.facts.disputes[i].Name == name {
			return &g.facts.disputes[i], true
		}
	}
	return nil, false
}

// DisputesAt returns the disputed territories that a point lies in; their outlines are rough.
func (g *Gazetteer) DisputesAt(p geo.Point) []*Dispute {
	zone := ""
	if u, ok := g.drawn().at(p); ok {
		zone = u.Zone
	}
	var out []*Dispute
	for i := range g.facts.disputes {
		d := &g.facts.disputes[i]
		if d.area.Contains(p) || zone != "" && slices.Contains(d.zones, zone) {
			out = append(out, d)
		}
	}
	return out
}

// Claims returns every state that a place may be said to be in on a day: its own, then those that claim it or
// hold it.
func (g *Gazetteer) Claims(p *Place, day time.Time, dated bool) []string {
	var out []string
	add := func(iso string) {
		if len(iso) == 3 && !slices.Contains(out, iso) {
			out = append(out, iso)
		}
	}
	add(p.Country)
	about := g.DisputesAt(p.Point)
	if d, ok := g.Dispute(p.Name); ok {
		about = append(about, d)
	}
	for _, d := range about {
		for _, c := range append(slices.Clone(d.Claimants), d.Controller(day, dated)...) {
			add(c)
		}
	}
	return out
}

// parsePoint reads a point from two decimal numbers.
func parsePoint(lat, lon string) (geo.Point, error) {
	var p geo.Point
	var err error
	if p.Lat, err = strconv.ParseFloat(lat, 64); err != nil {
		return p, err
	}
	if p.Lon, err = strconv.ParseFloat(lon, 64); err != nil {
		return p, err
	}
	if !p.Valid() {
		return p, fmt.Errorf("%s %s is not on the globe", lat, lon)
	}
	return p, nil
}
