package store

import (
	"context"

	"github.com/tocsin-desk/tocsin"
)

// A HistoryWriter keeps events that others have coded.
type HistoryWriter interface {
	// PutHistory keeps imported records and returns how many weren't known yet. The same event again (dataset, id, day, codes, parties) changes
	// nothing. ErrInvalid: a record without a dataset, id or day; then none of them is kept.
	PutHistory(ctx context.Context, records []tocsin.Record) (added int, err error)
}

// A HistoryQuery filters imported events; empty fields don't. Rows come newest day first, then in the order of import.
type HistoryQuery struct {
	Dataset string
	Type    tocsin.PLOVER
	Actor   string // prefix of an actor's or recipient's code, or part of a name
	Country string // ISO alpha-3 of the place
	Period         // of the event's day
	Page
}

// A HistoryPage is a page of imported events and the number of all that match.
type HistoryPage struct {
	Rows  []tocsin.Record
	Total int
}

// A Dataset is what was imported under one name.
type Dataset struct {
	Name        string
	Events      int
	First, Last string // days
}

// A HistoryReader finds imported events.
type HistoryReader interface {
	History(ctx context.Context, q HistoryQuery) (HistoryPage, error)
	// EachHistory calls f with every imported event that the query matches, whatever its page, and returns how many there were. It stops at
	// f's first error, which it returns as it is. All are of one moment: what is imported meanwhile isn't among them.
	EachHistory(ctx context.Context, q HistoryQuery, f func(*tocsin.Record) error) (int, error)
	// Datasets lists what was imported, by name.
	Datasets(ctx context.Context) ([]Dataset, error)
}
