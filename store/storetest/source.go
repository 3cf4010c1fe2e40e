package storetest

import (
	"context"
	"testing"
	"time"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/store"
)

func wire() tocsin.Source {
	return tocsin.Source{ID: "wire", Kind: tocsin.SourceFeed, URL: "https://wire.example/feed", Name: "Ostravian Wire", Added: noon}
}

func fetchOf(at time.Time, failure string, n tocsin.Counts) tocsin.Fetch {
	return tocsin.Fetch{Source: "wire", At: at, Took: 120 * time.Millisecond, Status: 200, ETag: `"x"`, LastModified: "yesterday", Error: failure, Counts: n}
}

func sources(t *testing.T, s store.Store) {
	ctx := context.Background()
	put(t, s, dispatch(), denial())
	must(t, s.PutSource(ctx, wire()))
	same(t, "Source", get[*tocsin.Source](t)(s.Source(ctx, "wire")), ptr(wire()))

	again := wire()
	again.Name, again.Paused, again.URL, again.Added = "The Wire", true, "https://elsewhere.example", noon.Add(time.Hour)
	must(t, s.PutSource(ctx, again))
	want := wire()
	want.Name, want.Paused = "The Wire", true
	same(t, "Source after a change", get[*tocsin.Source](t)(s.Source(ctx, "wire")), &want)

	gazette := tocsin.Source{ID: "gazette", Kind: tocsin.SourcePage, URL: "https://gazette.example", Name: "Harbour Gazette", Added: noon}
	must(t, s.PutSource(ctx, gazette))
	good := fetchOf(noon.Add(time.Hour), "", tocsin.Counts{Read: 5, New: 1, Updated: 1, Same: 1, Refused: 1, Failed: 1})
	bad := fetchOf(noon.Add(2*time.Hour), "no answer", tocsin.Counts{})
	must(t, s.PutFetch(ctx, good))
	must(t, s.PutFetch(ctx, bad))
	must(t, s.PutFetch(ctx, fetchOf(noon, "", tocsin.Counts{Read: 2, Same: 2}))) // comes late

	same(t, "Sources", get[[]store.SourceHealth](t)(s.Sources(ctx)), []store.SourceHealth{
		{Source: gazette, Articles: 1},
		{Source: want, Last: bad, LastGood: good.At, Fetches: 3, Errors: 1, Total: tocsin.Counts{Read: 7, New: 1, Updated: 1, Same: 3, Refused: 1, Failed: 1}, Articles: 1},
	})
}

func ptr[T any](v T) *T { return &v }

func fetchRefused(t *testing.T, s store.Store) {
	ctx := context.Background()
	wantErr(t, "a source without an address", s.PutSource(ctx, tocsin.Source{ID: "x", Kind: tocsin.SourceFeed}), tocsin.ErrInvalid)
	wantErr(t, "a fetch of nothing", s.PutFetch(ctx, fetchOf(noon, "", tocsin.Counts{})), tocsin.ErrNotFound)
	must(t, s.PutSource(ctx, wire()))
	wantErr(t, "counts that don't add up", s.PutFetch(ctx, fetchOf(noon, "", tocsin.Counts{Read: 3, New: 1})), tocsin.ErrInvalid)
	if c := get[store.Coverage](t)(s.Coverage(ctx)); c.Taken != (tocsin.Counts{}) {
		t.Errorf("taken %+v, want nothing", c.Taken)
	}
}

func refusals(t *testing.T, s store.Store) {
	ctx := context.Background()
	rows := []store.RefusalRow{
		{At: noon.Add(2 * time.Hour), Source: "wire", Refusal: tocsin.Refusal{Source: "https://wire.example/3", Reason: "no text"}},
		{At: noon.Add(time.Hour), Source: "", Refusal: tocsin.Refusal{Source: "in.jsonl:4", Reason: "not JSON"}},
		{At: noon, Source: "wire", Refusal: tocsin.Refusal{Source: "https://wire.example/1", Reason: "robots"}},
	}
	for _, i := range [...]int{1, 0, 2} {
		must(t, s.PutRefusal(ctx, rows[i].At, rows[i].Source, rows[i].Refusal))
	}
	same(t, "of all", get[[]store.RefusalRow](t)(s.Refusals(ctx, "", 10)), rows)
	same(t, "of one source", get[[]store.RefusalRow](t)(s.Refusals(ctx, "wire", 10)), []store.RefusalRow{rows[0], rows[2]})
	same(t, "the newest", get[[]store.RefusalRow](t)(s.Refusals(ctx, "", 1)), rows[:1])
}

// The numbers of the ledger add up.
func coverage(t *testing.T, s store.Store) {
	ctx := context.Background()
	put(t, s, all()...)
	edited := dispatch()
	edited.Text += "\nIt rained."
	put(t, s, edited)
	read(t, s, dispatch(), denial(), clash(), undated())
	must(t, s.PutCopy(ctx, headOf(denial())))
	must(t, s.PutSource(ctx, wire()))
	must(t, s.PutFetch(ctx, fetchOf(noon, "", tocsin.Counts{Read: 6, New: 5, Updated: 1})))

	c := get[store.Coverage](t)(s.Coverage(ctx))
	same(t, "coverage", c, store.Coverage{
		Taken: tocsin.Counts{Read: 6, New: 5, Updated: 1}, Articles: 5, Versions: 6, Read: 4, Skipped: 1, Waiting: 2, Stories: 1, Statements: 2, Events: 1,
		Languages: []store.LangCount{{Lang: "en", Articles: 3}, {Lang: "de", Articles: 1}},
	})
	if !c.Taken.Whole() || c.Versions != c.Read+c.Waiting {
		t.Errorf("%+v doesn't add up", c)
	}
	if n := get[store.StatementPage](t)(s.Statements(ctx, store.StatementQuery{})).Total; n != c.Statements {
		t.Errorf("the list has %d statements, the ledger %d", n, c.Statements)
	}
	if n := get[store.EventPage](t)(s.Events(ctx, store.EventQuery{})).Total; n != c.Events {
		t.Errorf("the list has %d events, the ledger %d", n, c.Events)
	}
}
