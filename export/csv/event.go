package csv

import (
	"context"
	"io"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/store"
)

// Events writes every event that the query matches, whatever its page, and returns their number.
//
//	article … origins  as of a statement
//	event              id within the article's reading
//	type, mode, contexts   PLOVER
//	cameo              CAMEO code, text: "040" is not 40
//	quad, score        1 to 4; -10 to 10
//	actors, recipients     names, in the order of their codes
//	actor_codes, recipient_codes
//	reciprocal         true: all parties are actors
//	realis             asserted, future …
//	statement          id of the statement that reports it; empty: the outlet itself does
//	place, country, admin1, lat, lon, geonames, precision   where, degrees of WGS 84
//	date, begin, end   when, as TIMEX3 values
//	sentence           the words, at most MaxSpan characters of them
//	confidence         0 to 1, of the reading
func Events(ctx context.Context, r store.EventReader, q store.EventQuery, w io.Writer, o Options) (rows int, err error) {
	t := &table[store.EventRow]{eventColumns(), o, w}
	if err := t.header(); err != nil {
		return 0, err
	}
	return store.EachEvent(ctx, r, q, t.row)
}

func eventColumns() []column[store.EventRow] {
	type row = store.EventRow
	return []column[row]{
		{"article", true, func(r *row) string { return string(r.Article) }},
		{"version", true, func(r *row) string { return string(r.Hash) }},
		{"title", true, func(r *row) string { return short(r.Title) }},
		{"outlet", true, func(r *row) string { return r.Outlet }},
		{"published", false, func(r *row) string { return date(r.Date) }},
		{"story", true, func(r *row) string { return string(r.Story) }},
		{"reports", false, func(r *row) string { return number(r.Reach.Reports) }},
		{"outlets", false, func(r *row) string { return number(r.Reach.Outlets) }},
		{"origins", false, func(r *row) string { return number(r.Reach.Origins) }},
		{"event", true, func(r *row) string { return r.Event.ID }},
		{"type", true, func(r *row) string { return string(r.Event.Type) }},
		{"mode", true, func(r *row) string { return list(r.Event.Mode) }},
		{"contexts", true, func(r *row) string { return list(r.Event.Contexts) }},
		{"cameo", true, func(r *row) string { return string(r.Event.CAMEO) }},
		{"quad", false, func(r *row) string { return number(int(r.Event.Quad)) }},
		{"score", false, func(r *row) string { return decimal(r.Event.Score) }},
		{"actors", true, func(r *row) string { return list(r.Actors) }},
		{"actor_codes", true, func(r *row) string { return codes(r.Event.Actors) }},
		{"recipients", true, func(r *row) string { return list(r.Recipients) }},
		{"recipient_codes", true, func(r *row) string { return codes(r.Event.Recipients) }},
		{"reciprocal", false, func(r *row) string { return truth(r.Event.Reciprocal) }},
		{"realis", true, func(r *row) string { return string(r.Event.Realis) }},
		{"statement", true, func(r *row) string { return reporter(r.Event.Statement) }},
		{"place", true, func(r *row) string { return where(r).Name }},
		{"country", true, func(r *row) string { return where(r).Country }},
		{"admin1", true, func(r *row) string { return where(r).Admin1 }},
		{"lat", false, func(r *row) string { return optional(where(r).Lat) }},
		{"lon", false, func(r *row) string { return optional(where(r).Lon) }},
		{"geonames", false, func(r *row) string { return geonames(where(r).GeoNames) }},
		{"precision", true, func(r *row) string { return string(where(r).Precision) }},
		{"date", true, func(r *row) string { return when(r.Event.Date).Value }},
		{"begin", true, func(r *row) string { return when(r.Event.Date).Begin }},
		{"end", true, func(r *row) string { return when(r.Event.Date).End }},
		{"sentence", true, func(r *row) string { return short(r.Words) }},
		{"confidence", false, func(r *row) string { return decimal(r.Event.Confidence) }},
	}
}

func codes(parties []tocsin.Party) string {
	out := make([]string, len(parties))
	for i, p := range parties {
		out[i] = string(p.Code)
	}
	return list(out)
}

func reporter(statement *string) string {
	if statement == nil {
		return ""
	}
	return *statement
}

func where(r *store.EventRow) tocsin.Place {
	if r.Event.Place == nil {
		return tocsin.Place{}
	}
	return *r.Event.Place
}

func geonames(id int) string {
	if id == 0 {
		return ""
	}
	return number(id)
}
