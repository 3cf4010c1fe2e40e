package storetest

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/store"
)

// members names the articles of a story in the order of Copies.
func members(t *testing.T, s store.Store, story tocsin.StoryID) string {
	t.Helper()
	var out []string
	for _, c := range get[[]store.CopyRow](t)(s.Copies(context.Background(), story)) {
		out = append(out, string(c.Article))
	}
	return strings.Join(out, " ")
}

// speakers names the articles whose statements are listed.
func speakers(t *testing.T, s store.Store) string {
	t.Helper()
	var out []string
	for _, r := range get[store.StatementPage](t)(s.Statements(context.Background(), store.StatementQuery{})).Rows {
		out = append(out, string(r.Article))
	}
	return strings.Join(out, " ")
}

func copies(t *testing.T, s store.Store) {
	ctx := context.Background()
	put(t, s, all()...)
	head, copied := headOf(dispatch()), copyOf(reprint(), dispatch())
	must(t, s.PutCopy(ctx, head))
	must(t, s.PutCopy(ctx, copied))
	must(t, s.PutCopy(ctx, copied))
	other := copied
	other.Share, other.Why = .5, "another opinion"
	must(t, s.PutCopy(ctx, other)) // the first record stays

	same(t, "StoryOf the copy", get[tocsin.Copy](t)(s.StoryOf(ctx, reprint().Hash())), copied)
	same(t, "StoryOf the head", get[tocsin.Copy](t)(s.StoryOf(ctx, dispatch().Hash())), head)
	d, r := dispatch(), reprint()
	same(t, "Copies", get[[]store.CopyRow](t)(s.Copies(ctx, head.Story)), []store.CopyRow{
		{Copy: head, Article: d.ID, Title: d.Title, Outlet: d.Outlet, Date: d.Date, URL: d.URL},
		{Copy: copied, Article: r.ID, Title: r.Title, Outlet: r.Outlet, Date: r.Date, URL: r.URL},
	})
}

// Copies are found in any order of reading and copying.
func copiesCountOnce(t *testing.T, s store.Store) {
	ctx := context.Background()
	put(t, s, dispatch(), reprint())
	read(t, s, reprint(), dispatch())
	if got := speakers(t, s); got != "reprint dispatch" {
		t.Errorf("before they are known as copies %q speak", got)
	}
	must(t, s.PutCopy(ctx, headOf(dispatch())))
	must(t, s.PutCopy(ctx, copyOf(reprint(), dispatch())))
	if got := speakers(t, s); got != "dispatch" {
		t.Errorf("%q speak, want the head", got)
	}
	if c := get[store.Coverage](t)(s.Coverage(ctx)); c.Statements != 1 || c.Events != 1 || c.Stories != 1 {
		t.Errorf("coverage has %d statements, %d events, %d stories, want one of each", c.Statements, c.Events, c.Stories)
	}
}

func copyRefused(t *testing.T, s store.Store) {
	ctx := context.Background()
	put(t, s, dispatch(), reprint())
	wantErr(t, "a story without a head", s.PutCopy(ctx, copyOf(reprint(), dispatch())), tocsin.ErrNotFound)
	wantErr(t, "an unknown version", s.PutCopy(ctx, headOf(denial())), tocsin.ErrNotFound)
	wantErr(t, "nothing", s.PutCopy(ctx, tocsin.Copy{}), tocsin.ErrInvalid)
	bad := headOf(dispatch())
	bad.Share = 1.5
	wantErr(t, "a share above one", s.PutCopy(ctx, bad), tocsin.ErrInvalid)
	if got := members(t, s, headOf(dispatch()).Story); got != "" {
		t.Errorf("the story has %q", got)
	}
}

// Two outlets print the same title and text: one version hash, one record, two reports.
func sameTextTwice(t *testing.T, s store.Store) {
	ctx := context.Background()
	twin := dispatch()
	twin.ID, twin.Outlet = "twin", "Harbour Gazette"
	late := dispatch()
	late.ID, late.Outlet = "late", "Lunmark Radio"
	put(t, s, dispatch(), twin)
	must(t, s.PutCopy(ctx, headOf(dispatch())))
	put(t, s, late) // arrives when its text is known already
	read(t, s, dispatch(), twin, late)

	story := headOf(dispatch()).Story
	if got := members(t, s, story); got != "dispatch twin late" {
		t.Errorf("members %q", got)
	}
	if got := speakers(t, s); got != "dispatch" {
		t.Errorf("%q speak, want the first", got)
	}
	for _, c := range get[[]store.CopyRow](t)(s.Copies(ctx, story))[1:] {
		if c.Why != "the same title and text" {
			t.Errorf("%s: reason %q", c.Article, c.Why)
		}
	}
	row := get[store.ArticlePage](t)(s.Articles(ctx, store.ArticleQuery{Heads: true})).Rows
	if len(row) != 1 || row[0].ID != "dispatch" || row[0].Reach != (tocsin.Reach{Reports: 3, Outlets: 3, Origins: 1}) {
		t.Errorf("heads %+v, want dispatch with three reports", row)
	}
}

// The head of a story is edited a little: its document still speaks, and is one report.
func headEdited(t *testing.T, s store.Store) {
	ctx := context.Background()
	put(t, s, dispatch(), reprint())
	must(t, s.PutCopy(ctx, headOf(dispatch())))
	must(t, s.PutCopy(ctx, copyOf(reprint(), dispatch())))
	edited := dispatch()
	edited.Text += "\nIt rained."
	put(t, s, edited)
	must(t, s.PutReading(ctx, edited.Hash(), readingOf(edited, first))) // in any order
	must(t, s.PutCopy(ctx, copyOf(edited, dispatch())))
	read(t, s, reprint())

	p := get[store.StatementPage](t)(s.Statements(ctx, store.StatementQuery{}))
	if len(p.Rows) != 1 || p.Rows[0].Hash != edited.Hash() {
		t.Fatalf("statements %+v, want the one of the edited head", p)
	}
	if got := members(t, s, headOf(dispatch()).Story); got != "dispatch reprint" {
		t.Errorf("members %q", got)
	}
	if want := (tocsin.Reach{Reports: 2, Outlets: 2, Origins: 1}); p.Rows[0].Reach != want {
		t.Errorf("reach %+v, want %+v", p.Rows[0].Reach, want)
	}
}

// The head's text is replaced by another: the story is spoken for by its first remaining member.
func headLeaves(t *testing.T, s store.Store) {
	ctx := context.Background()
	put(t, s, dispatch(), reprint())
	must(t, s.PutCopy(ctx, headOf(dispatch())))
	must(t, s.PutCopy(ctx, copyOf(reprint(), dispatch())))
	changed := denial()
	changed.ID = "dispatch"
	put(t, s, changed)
	must(t, s.PutCopy(ctx, headOf(changed)))
	read(t, s, reprint())
	if got := speakers(t, s); got != "reprint" {
		t.Errorf("%q speak, want the reprint", got)
	}
	if got := members(t, s, headOf(dispatch()).Story); got != "reprint" {
		t.Errorf("the story has %q", got)
	}
	if got := members(t, s, headOf(changed).Story); got != "dispatch" {
		t.Errorf("the new story has %q", got)
	}
}

func since(t *testing.T, s store.Store) {
	ctx := context.Background()
	put(t, s, all()...)
	edited := dispatch()
	edited.Text, edited.Collected = edited.Text+"\nIt rained.", noon.Add(time.Hour)
	put(t, s, edited)
	list := func(at time.Time) (out []string) {
		must(t, s.Since(ctx, at, func(a store.Stored) error {
			if _, err := s.Article(ctx, a.ID); err != nil { // the store may be used meanwhile
				return err
			}
			if a.Text == "" {
				t.Errorf("%s comes without its text", a.ID)
			}
			out = append(out, string(a.ID))
			return nil
		}))
		return out
	}
	same(t, "from the start", list(time.Time{}), []string{"dispatch", "reprint", "denial", "clash", "undated", "dispatch"})
	same(t, "from the second", list(noon.Add(time.Hour)), []string{"reprint", "denial", "clash", "undated", "dispatch"})
	same(t, "from later", list(noon.Add(24*time.Hour)), []string(nil))

	stop, calls := errors.New("enough"), 0
	err := s.Since(ctx, time.Time{}, func(store.Stored) error { calls++; return stop })
	if !errors.Is(err, stop) || calls != 1 {
		t.Errorf("after %d calls: %v, want f's first error", calls, err)
	}
}
