package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/store"
)

// A whereabouts is what lists and maps filter an event by: the derived columns of where and when it happened.
type whereabouts struct {
	begins, ends     string
	place, precision string
	lat, lon         any // null where it has no place on the map
	box              [4]any
	shaped           bool
}

// whereaboutsOf reads them off an event; the day is that of its article.
func whereaboutsOf(e *tocsin.Event, day string) whereabouts {
	w := whereabouts{begins: day, ends: day}
	if first, last, ok := e.Date.Days(); ok {
		w.begins, w.ends = first, last
	}
	if e.Place == nil {
		return w
	}
	w.place, w.precision = e.Place.Name, string(e.Place.Precision)
	at, ok := e.Place.Point()
	box, known := e.Place.Extent()
	if ok && known {
		w.lat, w.lon, w.box = at.Lat, at.Lon, [4]any{box.West, box.South, box.East, box.North}
		w.shaped = len(e.Place.Geometry) > 0
	}
	return w
}

// whereaboutsColumns are the columns of a whereabouts, in the order of its values.
const whereaboutsColumns = "begins, ends, place, precision, lat, lon, west, south, east, north, shaped"

func (w whereabouts) values() []any {
	return append([]any{w.begins, w.ends, w.place, w.precision, w.lat, w.lon}, append(w.box[:], w.shaped)...)
}

// refillEvents gives the events of a database of schema 1 their whereabouts.
func refillEvents(ctx context.Context, tx *tx) error {
	docs, err := column[int64](ctx, tx, "SELECT doc FROM document WHERE reading IS NOT NULL")
	if err != nil {
		return err
	}
	for _, doc := range docs {
		var body []byte
		var day string
		if err := tx.QueryRowContext(ctx, "SELECT r.body, d.day FROM document d JOIN reading r ON r.id = d.reading WHERE d.doc = ?", doc).Scan(&body, &day); err != nil {
			return err
		}
		var r tocsin.Reading
		if err := json.Unmarshal(body, &r); err != nil {
			return err
		}
		for n := range r.Events {
			args := append(whereaboutsOf(&r.Events[n], day).values(), doc, n)
			if _, err := tx.ExecContext(ctx, "UPDATE event SET ("+whereaboutsColumns+") = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) WHERE doc = ? AND n = ?", args...); err != nil {
				return err
			}
		}
	}
	return nil
}

// happened narrows the query to events some of whose days lie in the period.
func (f *filter) happened(p store.Period) {
	if p.From != "" {
		f.add("e.ends >= ?", p.From)
	}
	if p.To != "" {
		f.add("e.begins <> '' AND e.begins <= ?", p.To)
	}
}

// located narrows the query by place.
func (f *filter) located(q store.EventQuery) {
	switch q.Placed {
	case store.OnMap:
		f.add("e.lat IS NOT NULL")
	case store.OffMap:
		f.add("e.lat IS NULL")
	}
	if b := q.Box; b != nil {
		f.add("e.lat IS NOT NULL AND e.east >= ? AND e.west <= ? AND e.north >= ? AND e.south <= ?", b.West, b.East, b.South, b.North)
	}
	if b := q.At; b != nil {
		f.add("e.lat BETWEEN ? AND ? AND e.lon BETWEEN ? AND ?", b.South, b.North, b.West, b.East)
	}
}

// Spots is store.EventReader's.
func (s *Store) Spots(ctx context.Context, q store.EventQuery) (out store.Spots, err error) {
	off := q
	off.Box, off.At, off.Placed = nil, nil, store.OffMap
	on := q
	if on.Placed == store.Anywhere {
		on.Placed = store.OnMap
	}
	err = s.view(ctx, "list spots", func(tx *tx) error {
		f := eventFilter(off)
		if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM event e"+f.where(), f.args...).Scan(&out.OffMap); err != nil {
			return err
		}
		if on.Placed == store.OffMap {
			return nil
		}
		// The newest event stands for its spot, with its country and geometry.
		f = eventFilter(on)
		grouped := `SELECT lat, lon, count(*) events, max(1, count(DISTINCT iif(speaks, doc, NULL))) origins,
			coalesce(min(nullif(begins, '')), '') first, max(ends) last, max(id) event, precision, place
			FROM event e` + f.where() + " GROUP BY lat, lon, precision, place"
		rows, err := tx.QueryContext(ctx, `SELECT g.lat, g.lon, g.events, g.origins, g.first, g.last, g.spots, g.total, e.place, e.precision, e.country, iif(e.shaped,
			(SELECT json_extract(r.body, '$.events[' || e.n || '].place.geometry') FROM document d JOIN reading r ON r.id = d.reading WHERE d.doc = e.doc), NULL)
			FROM (SELECT *, count(*) OVER () spots, sum(events) OVER () total FROM (`+grouped+`) ORDER BY origins DESC, events DESC, lat, lon, precision, place LIMIT ?) g JOIN event e ON e.id = g.event
			ORDER BY g.origins DESC, g.events DESC, g.lat, g.lon, e.precision, e.place`, append(f.args, store.MaxSpots)...)
		if err != nil {
			return err
		}
		return scanSpots(rows, &out)
	})
	return out, err
}

func scanSpots(rows *sql.Rows, out *store.Spots) error {
	defer rows.Close()
	shapes, all := 0, 0
	for rows.Next() {
		var s store.Spot
		var lat, lon float64
		var geometry []byte
		if err := rows.Scan(&lat, &lon, &s.Events, &s.Origins, &s.First, &s.Last, &all, &out.OnMap, &s.Place.Name, &s.Place.Precision, &s.Place.Country, &geometry); err != nil {
			return err
		}
		s.Place.Lat, s.Place.Lon = &lat, &lon
		if len(geometry) > 0 && shapes < store.MaxShapes {
			s.Place.Geometry = geometry
			shapes++
		}
		out.Spots = append(out.Spots, s)
	}
	out.More = all - len(out.Spots)
	return rows.Err()
}

// EventDays is store.EventReader's.
func (s *Store) EventDays(ctx context.Context, q store.EventQuery) (out []store.Count, err error) {
	f := eventFilter(q)
	f.add("e.begins <> ''")
	err = s.view(ctx, "count events by day", func(tx *tx) error {
		rows, err := tx.QueryContext(ctx, "SELECT begins, n FROM (SELECT begins, count(*) n FROM event e"+f.where()+
			" GROUP BY begins ORDER BY begins DESC LIMIT ?) ORDER BY begins", append(f.args, store.MaxDays)...)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var c store.Count
			if err := rows.Scan(&c.Value, &c.N); err != nil {
				return err
			}
			out = append(out, c)
		}
		return rows.Err()
	})
	return out, err
}
