// Package storetest is the suite that every database of the desk passes.
//
// In: a function that opens an empty store. Out: a failed test for each promise of package store that
// is broken. It never looks inside a database: what it checks is what the desk would see.
package storetest

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/store"
)

// Run tests a store. open returns a new, empty store each time and closes it at the end of its test.
func Run(t *testing.T, open func(t *testing.T) store.Store) {
	for _, c := range [...]struct {
		name string
		test func(*testing.T, store.Store)
	}{
		{"Empty", empty},
		{"PutArticle", putArticle},
		{"ArticleKeepsEveryByte", articleKeepsEveryByte},
		{"ArticleOrder", articleOrder},
		{"ArticleFilters", articleFilters},
		{"ArticleRow", articleRow},
		{"ArticlePages", articlePages},
		{"Words", words},
		{"AnyWords", anyWords},
		{"Reading", reading},
		{"ReadingRefused", readingRefused},
		{"NewerReading", newerReading},
		{"NewerVersion", newerVersion},
		{"Unread", unread},
		{"StatementRow", statementRow},
		{"StatementFilters", statementFilters},
		{"StatementFacets", statementFacets},
		{"EventRow", eventRow},
		{"EventFilters", eventFilters},
		{"EventPlaces", eventPlaces},
		{"Spots", spots},
		{"SpotsOfCopies", spotsOfCopies},
		{"ManySpots", manySpots},
		{"EventDays", eventDays},
		{"Copies", copies},
		{"CopiesCountOnce", copiesCountOnce},
		{"CopyRefused", copyRefused},
		{"SameTextTwice", sameTextTwice},
		{"HeadEdited", headEdited},
		{"HeadLeaves", headLeaves},
		{"Since", since},
		{"Sources", sources},
		{"FetchRefused", fetchRefused},
		{"Refusals", refusals},
		{"History", history},
		{"HistoryRefused", historyRefused},
		{"Coverage", coverage},
		{"Batch", batch},
		{"BatchUndone", batchUndone},
		{"BatchGoesOn", batchGoesOn},
		{"Parallel", parallel},
		{"Cancelled", cancelled},
	} {
		t.Run(c.name, func(t *testing.T) { c.test(t, open(t)) })
	}
}

// must stops the test at an error.
func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// get returns the value, or stops the test at an error.
func get[T any](t *testing.T) func(v T, err error) T {
	return func(v T, err error) T {
		t.Helper()
		must(t, err)
		return v
	}
}

// wantErr checks an error's kind.
func wantErr(t *testing.T, doing string, got, want error) {
	t.Helper()
	if !errors.Is(got, want) {
		t.Errorf("%s: error %v, want %v", doing, got, want)
	}
}

// same compares structures; an empty list is as good as none.
func same(t *testing.T, what string, got, want any) {
	t.Helper()
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

// ids lists the articles of a page in its order.
func ids(p store.ArticlePage) (out []string) {
	for _, r := range p.Rows {
		out = append(out, string(r.ID))
	}
	return out
}

// put keeps articles in their order.
func put(t *testing.T, s store.Store, articles ...*tocsin.Article) {
	t.Helper()
	for _, a := range articles {
		if _, err := s.PutArticle(context.Background(), a); err != nil {
			t.Fatal(err)
		}
	}
}

// read keeps the fixture's reading of each article.
func read(t *testing.T, s store.Store, articles ...*tocsin.Article) {
	t.Helper()
	for _, a := range articles {
		must(t, s.PutReading(context.Background(), a.Hash(), readingOf(a, first)))
	}
}

func empty(t *testing.T, s store.Store) {
	ctx := context.Background()
	_, err := s.Article(ctx, "a1")
	wantErr(t, "Article", err, tocsin.ErrNotFound)
	_, err = s.ArticleVersion(ctx, "a1", "h")
	wantErr(t, "ArticleVersion", err, tocsin.ErrNotFound)
	_, err = s.Reading(ctx, "a1", "h")
	wantErr(t, "Reading", err, tocsin.ErrNotFound)
	_, err = s.StoryOf(ctx, "h")
	wantErr(t, "StoryOf", err, tocsin.ErrNotFound)
	_, err = s.Source(ctx, "x")
	wantErr(t, "Source", err, tocsin.ErrNotFound)

	same(t, "Articles", get[store.ArticlePage](t)(s.Articles(ctx, store.ArticleQuery{})), store.ArticlePage{})
	same(t, "Statements", get[store.StatementPage](t)(s.Statements(ctx, store.StatementQuery{})), store.StatementPage{})
	same(t, "Events", get[store.EventPage](t)(s.Events(ctx, store.EventQuery{})), store.EventPage{})
	same(t, "StatementFacets", get[store.Facets](t)(s.StatementFacets(ctx)), store.Facets{})
	same(t, "Coverage", get[store.Coverage](t)(s.Coverage(ctx)), store.Coverage{})
	same(t, "Versions", get[[]store.Stored](t)(s.Versions(ctx, "a1")), []store.Stored(nil))
	same(t, "Unread", get[[]store.Stored](t)(s.Unread(ctx, first, 10)), []store.Stored(nil))
	same(t, "Copies", get[[]store.CopyRow](t)(s.Copies(ctx, "h")), []store.CopyRow(nil))
	same(t, "Sources", get[[]store.SourceHealth](t)(s.Sources(ctx)), []store.SourceHealth(nil))
	same(t, "Refusals", get[[]store.RefusalRow](t)(s.Refusals(ctx, "", 10)), []store.RefusalRow(nil))
}

// sorted is for lists whose order is not promised.
func sorted(in []string) []string { slices.Sort(in); return in }
