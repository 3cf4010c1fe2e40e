package desk

import (
	"log/slog"
	"math"
	"net/http"
	"strconv"
	"strings"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/desk/chart"
	"github.com/tocsin-desk/tocsin/store"
)

// The map: where events are reported to have happened, beside the list of the same events.
type mapPage struct {
	Query    store.EventQuery
	Types    []option
	Filtered bool
	Address  string // of this view
	Box      string // of the view, as addresses have it
	Kept     []kept // values of the address that the form doesn't show
	Chart    mapChart
	Strip    strip
	OnMap    int // events in the view
	Outside  int // events that have a place elsewhere
	OffMap   int // events without a place on the map
	More     int // spots that aren't drawn
	Limit    int // of spots
	Heading  string
	Off      bool   // the list is that of the events without a place
	Part     bool   // the list is that of one pin
	HereAt   string // address of the view with all its events in the list
	OffAt    string // address of the view with the events without a place in the list
	WholeAt  string // address of the map without the filter
	Rows     []mapRow
	Paging   paging
	ListAt   string // address of these rows in the list of events
}

// A mapChart is the drawing: ground, shapes, pins, and where its controls lead.
type mapChart struct {
	Ground  ground
	Shapes  []shape
	Reaches []reach
	Layers  []layer
	Scale   scale
	Steps   []step
}

// A step is a control that moves the view.
type step struct{ Name, Sign, Says, URL string }

// A mapRow is an event of the list, with the pins that stand for its place.
type mapRow struct {
	eventRow
	Pins  string // their ids
	Vague string // how little is known of the place
}

// A kept is a value of an address that a form hands on.
type kept struct{ Name, Value string }

func (d *desk) mapRoom(w http.ResponseWriter, r *http.Request) error {
	f := readFilter(r)
	n, limits := f.page()
	q := f.events()
	box, off := f.box("box"), f.flag("off")
	east, south := f.move()
	if f.err != nil {
		return f.err
	}
	view, spots, err := d.look(r, q, box, east, south)
	if err != nil {
		return err
	}
	if box != nil {
		f.values.Set("box", boxText(round(view.Box())))
	}
	f.values.Del("move")
	p := mapPage{
		Query: q, Filtered: f.narrows(), Off: off, Part: q.At != nil, OnMap: spots.OnMap, OffMap: spots.OffMap, More: spots.More, Limit: store.MaxSpots,
		Address: f.to("/map"), Box: boxText(round(view.Box())), Kept: f.keep("box", "spot", "off"),
		HereAt: f.to("/map", "spot", "", "off", ""), OffAt: f.to("/map", "spot", "", "off", "1"), WholeAt: "/map",
	}
	if p.Chart, err = d.chart(r, f, view, spots.Spots, q.At); err != nil {
		return err
	}
	if err := d.days(r, f, q, &p); err != nil {
		return err
	}
	list := q
	list.Page = limits
	switch {
	case off:
		list.Placed, list.At = store.OffMap, nil
		p.ListAt = f.to("/events", "off", "", "box", "", "spot", "", "place", "no")
	case q.At == nil && box != nil:
		list.Box = ptrTo(view.Box())
		p.ListAt = f.to("/events")
	case q.At == nil:
		list.Placed = store.OnMap
		p.ListAt = f.to("/events", "place", "yes")
	default:
		p.ListAt = f.to("/events", "box", "")
	}
	if err := d.listOnMap(r, f, list, n, spots.Spots, &p); err != nil {
		return err
	}
	return d.show(w, http.StatusOK, "map", "Map", p)
}

func ptrTo[T any](v T) *T { return &v }

// events reads what the map and the list of events ask for alike.
func (f *filter) events() store.EventQuery {
	return store.EventQuery{
		Type: f.plover("type"), Actor: f.text("actor"), Country: f.text("country"), All: f.flag("all"), Copies: f.flag("copies"),
		Happened: store.Period{From: f.day("since"), To: f.day("until")}, At: f.box("spot"),
	}
}

// narrows reports whether anything but the view is chosen.
func (f *filter) narrows() bool {
	for _, name := range [...]string{"type", "actor", "country", "since", "until"} {
		if f.values.Get(name) != "" {
			return true
		}
	}
	return false
}

// keep returns the named values that are set.
func (f *filter) keep(names ...string) (out []kept) {
	for _, name := range names {
		if v := f.values.Get(name); v != "" {
			out = append(out, kept{name, v})
		}
	}
	return out
}

// box reads a part of the globe: west, south, east, north, in degrees.
func (f *filter) box(name string) *tocsin.Box {
	v := f.text(name)
	if v == "" {
		return nil
	}
	n, ok := numbers(v, 4)
	if !ok {
		f.reject(name, "not four numbers: west, south, east, north")
		return nil
	}
	b := tocsin.Box{West: n[0], South: n[1], East: n[2], North: n[3]}
	if !b.Valid() {
		f.reject(name, "not a part of the globe: west, south, east, north in degrees")
		return nil
	}
	return &b
}

// move reads by which shares of its width and height a person has dragged the map.
func (f *filter) move() (east, south float64) {
	v := f.text("move")
	if v == "" {
		return 0, 0
	}
	n, ok := numbers(v, 2)
	if !ok || !(math.Abs(n[0]) <= 1) || !(math.Abs(n[1]) <= 1) {
		f.reject("move", "not two shares of the map")
		return 0, 0
	}
	return n[0], n[1]
}

// numbers reads so many numbers with commas between them.
func numbers(s string, count int) ([]float64, bool) {
	parts := strings.Split(s, ",")
	if len(parts) != count {
		return nil, false
	}
	var out []float64
	for _, p := range parts {
		n, err := strconv.ParseFloat(p, 64)
		if err != nil {
			return nil, false
		}
		out = append(out, n)
	}
	return out, true
}

// look returns the view that is asked for and the spots in it; without a box it is the view that shows all spots.
func (d *desk) look(r *http.Request, q store.EventQuery, box *tocsin.Box, east, south float64) (chart.View, store.Spots, error) {
	q.At = nil
	if box != nil {
		view := chart.Over(*box).Move(east, south)
		q.Box = ptrTo(view.Box())
		spots, err := d.store.Spots(r.Context(), q)
		return view, spots, err
	}
	spots, err := d.store.Spots(r.Context(), q)
	return fit(spots.Spots), spots, err
}

// fit returns the view that shows all spots with some room around them, and never less than leastWide degrees.
func fit(spots []store.Spot) chart.View {
	const leastWide, room, metersDegree = 6, 1.2, 111_000
	var points []tocsin.Point
	for i := range spots {
		if b, ok := spots[i].Place.Extent(); ok {
			high := within(&spots[i].Place) / metersDegree
			wide := high / max(math.Cos(b.North*math.Pi/180), 0.1)
			points = append(points, tocsin.Point{Lon: max(b.West-wide, -180), Lat: max(b.South-high, -90)}, tocsin.Point{Lon: min(b.East+wide, 180), Lat: min(b.North+high, 90)})
		}
	}
	b, ok := tocsin.Around(points...)
	if !ok {
		return chart.World()
	}
	if wide := b.East - b.West; wide < leastWide {
		b.West, b.East = max(b.West-(leastWide-wide)/2, -180), min(b.East+(leastWide-wide)/2, 180)
	}
	return chart.Over(b).Zoom(room)
}

// chart draws a view.
func (d *desk) chart(r *http.Request, f *filter, v chart.View, spots []store.Spot, at *tocsin.Box) (mapChart, error) {
	warn := func(err error) {
		d.opt.Log.LogAttrs(r.Context(), slog.LevelWarn, "a tile is left out", slog.String("station", "desk"), slog.String("error", err.Error()))
	}
	under, err := d.ground(v, warn)
	if err != nil {
		return mapChart{}, err
	}
	to := func(v chart.View) string { return f.to("/map", "box", boxText(round(v.Box()))) }
	pins, taken := layers(v, spots, at, func(b tocsin.Box) string { return f.to("/map", "spot", boxText(b), "off", "") })
	under.Names, under.Towns = free(under.Names, taken), free(under.Towns, taken)
	return mapChart{
		Ground: under, Shapes: shapes(v, spots), Reaches: reaches(v, spots), Scale: newScale(v), Layers: pins,
		Steps: []step{
			{"in", "+", "Nearer", to(v.Zoom(0.5))}, {"out", "−", "Farther", to(v.Zoom(2))}, {"whole", "All", "Show all places", f.to("/map", "box", "")},
			{"west", "←", "West", to(v.Move(-0.4, 0))}, {"north", "↑", "North", to(v.Move(0, -0.4))},
			{"south", "↓", "South", to(v.Move(0, 0.4))}, {"east", "→", "East", to(v.Move(0.4, 0))},
		},
	}, nil
}

// days fills in the strip of days, and the events that lie elsewhere.
func (d *desk) days(r *http.Request, f *filter, q store.EventQuery, p *mapPage) error {
	all := q
	all.At, all.Happened, all.Placed = nil, store.Period{}, store.OnMap
	days, err := d.store.EventDays(r.Context(), all)
	if err != nil {
		return err
	}
	p.Strip = newStrip(days, q.Happened, func(from, to string) string { return f.to("/map", "since", from, "until", to, "spot", "", "off", "") })
	all.Happened, all.Page = q.Happened, store.Page{Limit: 1}
	found, err := d.store.Events(r.Context(), all)
	p.Outside = max(found.Total-p.OnMap, 0)
	return err
}

// listOnMap fills in the list beside the map.
func (d *desk) listOnMap(r *http.Request, f *filter, q store.EventQuery, n int, spots []store.Spot, p *mapPage) error {
	found, err := d.store.Events(r.Context(), q)
	if err != nil {
		return err
	}
	facets, err := d.store.StatementFacets(r.Context())
	if err != nil {
		return err
	}
	p.Types = options(string(q.Type), facets.Types, ploverName)
	p.Paging = f.paging("/map", n, len(found.Rows), found.Total)
	pins := pinsOf(spots, p.Chart.Layers)
	for _, row := range found.Rows {
		m := mapRow{eventRow: newEventRow(row)}
		if at := row.Event.Place; at != nil {
			m.Pins, m.Vague = pins[keyOf(at)], vagueness(at)
		}
		p.Rows = append(p.Rows, m)
	}
	p.Heading = heading(p, found.Total)
	return nil
}

// heading says what the list beside the map holds.
func heading(p *mapPage, total int) string {
	events := count(total, "event", "events")
	switch {
	case p.Off:
		return events + " without a place on the map"
	case !p.Part:
		return events + " on this map"
	}
	for _, m := range p.Chart.Layers[0].Pins {
		if m.Chosen {
			return events + " at " + m.Name
		}
	}
	return events + " at the chosen place"
}

// A key tells spots apart, as the store groups them.
type key struct {
	at        tocsin.Point
	precision tocsin.Precision
	name      string
}

func keyOf(p *tocsin.Place) key {
	at, _ := p.Point()
	return key{at, p.Precision, p.Name}
}

// pinsOf returns, for each spot, the ids of the pins that stand for it.
func pinsOf(spots []store.Spot, layers []layer) map[key]string {
	out := map[key]string{}
	for _, l := range layers {
		for _, m := range l.Pins {
			for _, i := range m.spots {
				k := keyOf(&spots[i].Place)
				out[k] = strings.TrimSpace(out[k] + " " + m.ID)
			}
		}
	}
	return out
}

// vagueness says in a row how little is known of where an event happened.
func vagueness(p *tocsin.Place) string {
	switch p.Precision {
	case tocsin.AtAdmin1:
		return "province"
	case tocsin.AtCountry:
		return "country"
	case tocsin.AtRegion:
		return "region"
	case tocsin.AtBorder:
		return "border"
	}
	return ""
}

// A scale is the bar that says how long a distance is in the middle of the map.
type scale struct {
	Wide percent
	Says string
}

// newScale takes the longest round distance that a fifth of the chart has room for.
func newScale(v chart.View) scale {
	room := chart.Width / 5 / v.Units(1) // metres
	d := math.Pow10(int(math.Floor(math.Log10(room))))
	for _, times := range [...]float64{5, 2} {
		if d*times <= room {
			d *= times
			break
		}
	}
	s := scale{Wide: percent(v.Units(d) / chart.Width * 100), Says: number(int(d)) + " m"}
	if d >= 1000 {
		s.Says = number(int(d)/1000) + " km"
	}
	return s
}

// placed reads whether only events with or without a place on the map are asked for.
func (f *filter) placed() store.Placed {
	v := store.Placed(f.text("place"))
	if v != store.Anywhere && v != store.OnMap && v != store.OffMap {
		f.reject("place", "neither yes nor no")
		return store.Anywhere
	}
	return v
}
