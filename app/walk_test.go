package app

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/intake"
	"github.com/tocsin-desk/tocsin/intake/jsonl"
	"github.com/tocsin-desk/tocsin/sample"
	"github.com/tocsin-desk/tocsin/store"
	"github.com/tocsin-desk/tocsin/store/sqlite"
)

func testReader(t *testing.T, demo bool) *Reader {
	t.Helper()
	lex, err := Lexicon(demo)
	if err != nil {
		t.Fatal(err)
	}
	gaz, err := Gazetteer(lex, "")
	if err != nil {
		t.Fatal(err)
	}
	r, err := NewReader(lex, gaz, "test")
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func testWalk(t *testing.T) *walk {
	t.Helper()
	s, err := sqlite.Open(t.Context(), sqlite.Memory)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	now := time.Date(2026, 11, 24, 6, 0, 0, 0, time.UTC)
	return &walk{store: s, reader: testReader(t, true), window: 7 * 24 * time.Hour, now: func() time.Time { return now }}
}

func sampleItems() iter.Seq[intake.Item] {
	return jsonl.Read(bytes.NewReader(sample.Articles()), "sample")
}

// What comes in comes out: every item is counted once, every version gets a reading, copies have one origin.
func TestWalkOfTheSample(t *testing.T) {
	w, ctx := testWalk(t), t.Context()
	counts, err := w.take(ctx, "sample", sampleItems(), func(int) {})
	if err != nil {
		t.Fatal(err)
	}
	want := tocsin.Counts{Read: 39, New: 38, Updated: 1}
	if counts != want || !counts.Whole() {
		t.Errorf("counts %+v, want %+v", counts, want)
	}
	if n, err := w.drain(ctx, 2, func(int) {}); err != nil || n != 39 {
		t.Fatalf("drained %d, %v; want 39", n, err)
	}
	cov, err := w.store.Coverage(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if cov.Waiting != 0 || cov.Versions != 39 || cov.Read != 39 || cov.Skipped != 0 {
		t.Errorf("coverage %+v", cov)
	}
	page, err := w.store.Articles(ctx, store.ArticleQuery{Words: "Tolm Bridge shells"})
	if err != nil {
		t.Fatal(err)
	}
	found := false
	for _, row := range page.Rows {
		if row.ID == "tolm-shelling" {
			found = true
			if diff := cmp.Diff(tocsin.Reach{Reports: 3, Outlets: 3, Origins: 1}, row.Reach); diff != "" {
				t.Errorf("reach of the wire copy:\n%s", diff)
			}
		}
	}
	if !found {
		t.Error("the wire story isn't found by its words")
	}

	// The same again is known, and gives nobody work.
	again, err := w.take(ctx, "sample", sampleItems(), func(int) {})
	if err != nil || again.Same != 39 {
		t.Errorf("a second time: %+v, %v", again, err)
	}
	if n, err := w.drain(ctx, 1, func(int) {}); err != nil || n != 0 {
		t.Errorf("a second time: %d read, %v", n, err)
	}
}

// A restart knows the texts of before: a copy that comes after it is still a copy.
func TestCopiesAfterARestart(t *testing.T) {
	w, ctx := testWalk(t), t.Context()
	var items []intake.Item
	for item := range sampleItems() {
		if id := item.Article.ID; id == "tolm-shelling" || id == "tolm-shelling-selka" {
			items = append(items, item)
		}
	}
	for i, item := range items {
		if _, err := w.take(ctx, "s", one(func() intake.Item { return item }), func(int) {}); err != nil {
			t.Fatal(i, err)
		}
		w.copies = nil
	}
	c, err := w.store.StoryOf(ctx, items[1].Article.Hash())
	if err != nil {
		t.Fatal(err)
	}
	if c.Of != items[0].Article.Hash() {
		t.Errorf("the second outlet's text is a copy of %s, want the first's", c.Of)
	}
}

// A refusal is kept with its reason and counted, and what follows is read.
func TestRefusalsAreKept(t *testing.T) {
	w, ctx := testWalk(t), t.Context()
	in := "{\"id\":\"a\",\"text\":\"Norway sent aid to Sweden.\"}\nnonsense\n{\"id\":\"b\",\"text\":\"Sweden thanked Norway.\"}\n"
	counts, err := w.take(ctx, "s", jsonl.Read(bytes.NewReader([]byte(in)), "input"), func(int) {})
	if err != nil || counts.New != 2 || counts.Failed != 1 || !counts.Whole() {
		t.Errorf("%+v, %v", counts, err)
	}
	rows, err := w.store.Refusals(ctx, "", 10)
	if err != nil || len(rows) != 1 || rows[0].Refusal.Source != "input line 2" {
		t.Errorf("%+v, %v", rows, err)
	}
}

// The order of the output, and every byte of it, is the same for any number of workers.
func TestStreamIsDeterministic(t *testing.T) {
	r := testReader(t, true)
	read := func(workers int) []byte {
		var out bytes.Buffer
		articles := func(yield func(*tocsin.Article) bool) {
			for item := range sampleItems() {
				if !yield(item.Article) {
					return
				}
			}
		}
		err := r.Stream(t.Context(), articles, workers, func(a *tocsin.Article, reading *tocsin.Reading) error {
			return json.NewEncoder(&out).Encode(reading.CodePoints(a.Text))
		})
		if err != nil {
			t.Fatal(err)
		}
		return out.Bytes()
	}
	want := read(1)
	for _, workers := range []int{2, 4, 16} {
		if !bytes.Equal(read(workers), want) {
			t.Errorf("%d workers give other bytes than one", workers)
		}
	}
}

// A reader of the output that has had enough ends the stream without a leak or a hang.
func TestStreamStops(t *testing.T) {
	r := testReader(t, false)
	enough := errors.New("enough")
	endless := func(yield func(*tocsin.Article) bool) {
		for i := 0; yield(&tocsin.Article{ID: tocsin.ArticleID(fmt.Sprint(i)), Text: "Norway sent aid to Sweden on Monday."}); i++ {
		}
	}
	err := r.Stream(t.Context(), endless, 4, func(a *tocsin.Article, _ *tocsin.Reading) error {
		if a.ID == "20" {
			return enough
		}
		return nil
	})
	if !errors.Is(err, enough) {
		t.Errorf("error %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	err = r.Stream(ctx, endless, 4, func(*tocsin.Article, *tocsin.Reading) error { cancel(); return nil })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

// Every span of a reading re-slices to words of the text, and every id that it names is there.
func TestReadingsHold(t *testing.T) {
	r := testReader(t, true)
	for item := range sampleItems() {
		a := item.Article
		reading := r.Read(a)
		if reading.Skipped != "" {
			t.Errorf("%s: %s", a.ID, reading.Skipped)
		}
		reading.Map(func(s tocsin.Span) tocsin.Span {
			if err := s.Validate(a.Text); err != nil {
				t.Errorf("%s: %v", a.ID, err)
			}
			return s
		})
		checkIDs(t, reading)
	}
}

func checkIDs(t *testing.T, r *tocsin.Reading) {
	t.Helper()
	known := map[string]bool{}
	for _, s := range r.Statements {
		known[s.ID] = true
		if s.Speaker != nil && r.Entity(*s.Speaker) == nil {
			t.Errorf("%s: statement %s has a speaker %s that isn't there", r.ID, s.ID, *s.Speaker)
		}
		if len(s.Chain) == 0 {
			t.Errorf("%s: statement %s has no chain", r.ID, s.ID)
		}
	}
	for _, e := range r.Events {
		known[e.ID] = true
		if len(e.Trigger) == 0 || len(e.Actors) == 0 || len(e.Trace) == 0 {
			t.Errorf("%s: event %s lacks trigger, actors or trace", r.ID, e.ID)
		}
		for _, p := range append(append([]tocsin.Party(nil), e.Actors...), e.Recipients...) {
			// Somebody who isn't named has a code (UAF, UNK) and no entity.
			if r.Entity(p.Entity) == nil && (p.Entity != "" || p.Code == "") {
				t.Errorf("%s: event %s has a party %s that isn't there", r.ID, e.ID, p.Entity)
			}
		}
		if e.Statement != nil && !known[*e.Statement] {
			t.Errorf("%s: event %s stands in statement %s that isn't there", r.ID, e.ID, *e.Statement)
		}
	}
	for _, l := range r.Links {
		if !known[l.From] || !known[l.To] {
			t.Errorf("%s: link %+v between things that aren't there", r.ID, l)
		}
	}
}

func TestCut(t *testing.T) {
	long := bytes.Repeat([]byte("Ein Wort und noch ein Wört. "), MaxText/20)
	read, rest := cut(string(long))
	if len(read) > MaxText || len(read)+rest != len(long) {
		t.Errorf("read %d, rest %d of %d", len(read), rest, len(long))
	}
	if read, rest := cut("short"); read != "short" || rest != 0 {
		t.Errorf("cut a short text: %q %d", read, rest)
	}
}

// A text that is known to be a copy keeps its story when it is printed again after the index has forgotten it, and so
// do its own copies in the same batch.
func TestReprintAfterARestart(t *testing.T) {
	w := testWalk(t)
	now := time.Date(2026, 11, 1, 6, 0, 0, 0, time.UTC)
	w.now = func() time.Time { return now }
	passage := func(name string, n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "%s sentence number %d tells about harbour %d and convoy %d near village %d. ", name, i, i*7, i*13, i*31)
		}
		return b.String()
	}
	first := passage("alpha", 30)
	second := first + passage("beta", 20)
	third := first[:200] + passage("gamma", 1) + second[300:]
	take := func(as ...*tocsin.Article) {
		t.Helper()
		counts, err := w.take(t.Context(), "s", func(yield func(intake.Item) bool) {
			for _, a := range as {
				if !yield(intake.Item{Article: a}) {
					return
				}
			}
		}, func(int) {})
		if err != nil || counts.New != len(as) {
			t.Fatalf("%+v %v", counts, err)
		}
	}
	take(&tocsin.Article{ID: "1", Outlet: "A", Text: first}, &tocsin.Article{ID: "2", Outlet: "B", Text: second})
	now = now.Add(10 * 24 * time.Hour)
	w.copies = nil
	take(&tocsin.Article{ID: "3", Outlet: "C", Text: second}, &tocsin.Article{ID: "4", Outlet: "D", Text: third}, &tocsin.Article{ID: "5", Outlet: "D", Text: "Norway sent aid to Sweden."})
	c, err := w.store.Coverage(t.Context())
	if err != nil || c.Stories != 2 {
		t.Errorf("%d stories, want 2; %v", c.Stories, err)
	}
}

// A hostile sentence takes neither time nor memory beyond its length.
func TestSaidThatSaidThat(t *testing.T) {
	r := testReader(t, false).Read(&tocsin.Article{ID: "q", Lang: "en", Text: strings.Repeat("he said that ", 2000)})
	for i := range r.Statements {
		if n := len(r.Statements[i].Chain); n > 66 {
			t.Fatalf("a chain of %d hops", n)
		}
	}
	if n := len(r.Statements); n > 64*len(r.Sentences) {
		t.Errorf("%d statements in %d sentences", n, len(r.Sentences))
	}
}
