package storetest

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/store"
)

func putArticle(t *testing.T, s store.Store) {
	ctx := context.Background()
	a := dispatch()
	edited := dispatch()
	edited.Text, edited.Collected = strings.Replace(edited.Text, "may", "might", 1), noon.Add(time.Minute)

	for i, step := range [...]struct {
		article *tocsin.Article
		want    store.Added
	}{{a, store.New}, {a, store.Same}, {edited, store.Updated}, {a, store.Same}, {edited, store.Same}, {denial(), store.New}} {
		if got := get[store.Added](t)(s.PutArticle(ctx, step.article)); got != step.want {
			t.Errorf("step %d: %s, want %s", i, got, step.want)
		}
	}

	newest := get[*store.Stored](t)(s.Article(ctx, a.ID))
	same(t, "Article", newest, &store.Stored{Article: *edited, Hash: edited.Hash(), Number: 2, Newest: true, Ordinal: 2})
	old := get[*store.Stored](t)(s.ArticleVersion(ctx, a.ID, a.Hash()))
	same(t, "ArticleVersion", old, &store.Stored{Article: *a, Hash: a.Hash(), Number: 1, Newest: false, Ordinal: 1})
	same(t, "Versions", get[[]store.Stored](t)(s.Versions(ctx, a.ID)), []store.Stored{*old, *newest})

	_, err := s.PutArticle(ctx, &tocsin.Article{Text: "no id"})
	wantErr(t, "an article without an id", err, tocsin.ErrInvalid)
	_, err = s.PutArticle(ctx, &tocsin.Article{ID: "x", Text: "broken \xff"})
	wantErr(t, "an article that isn't UTF-8", err, tocsin.ErrInvalid)
}

func articleKeepsEveryByte(t *testing.T, s store.Store) {
	ctx := context.Background()
	for i, text := range [...]string{"", " \n\t ", "a\x00b", "'; DROP TABLE article; --", "смерть 死 💀 e\u0301 \u202e", strings.Repeat("long é ", 50_000)} {
		a := &tocsin.Article{ID: tocsin.ArticleID(fmt.Sprint("a", i)), Title: text, Text: text, URL: text, Outlet: text, Byline: text, Date: "no date", Collected: noon}
		put(t, s, a)
		same(t, fmt.Sprintf("article %.20q", text), get[*store.Stored](t)(s.Article(ctx, a.ID)).Article, *a)
		for _, row := range get[store.ArticlePage](t)(s.Articles(ctx, store.ArticleQuery{})).Rows {
			if row.ID != a.ID {
				continue
			}
			if want := string([]rune(text)[:min(200, len([]rune(text)))]); row.Lead != want {
				t.Errorf("lead of %.20q is %q", text, row.Lead)
			}
		}
	}
}

func articleOrder(t *testing.T, s store.Store) {
	for i, date := range [...]string{"2031-03-05", "", "2031-03-06T01:00:00+05:00", "2031-03-05T10:00:00Z", "2031-03-05T11:30:00+02:00", "2031-03-05", "nonsense"} {
		put(t, s, &tocsin.Article{ID: tocsin.ArticleID(fmt.Sprint(i)), Text: fmt.Sprint("text ", i), Date: date, Collected: noon})
	}
	// By day as printed, then by hour, then the later arrival.
	same(t, "order", ids(get[store.ArticlePage](t)(s.Articles(context.Background(), store.ArticleQuery{}))), []string{"2", "3", "4", "5", "0", "6", "1"})
}

func articleFilters(t *testing.T, s store.Store) {
	put(t, s, all()...)
	read(t, s, all()...)
	must(t, s.PutCopy(context.Background(), headOf(dispatch())))
	must(t, s.PutCopy(context.Background(), copyOf(reprint(), dispatch())))
	story := tocsin.StoryID(dispatch().Hash())
	for _, c := range [...]struct {
		name string
		q    store.ArticleQuery
		want string
	}{
		{"all", store.ArticleQuery{}, "denial reprint dispatch clash undated"},
		{"words", store.ArticleQuery{Words: "smugglers"}, "denial reprint dispatch"},
		{"words in a title", store.ArticleQuery{Words: "warns"}, "dispatch"},
		{"outlet", store.ArticleQuery{Outlet: "Harbour Gazette"}, "denial reprint"},
		{"source", store.ArticleQuery{Source: "wire"}, "dispatch"},
		{"kind", store.ArticleQuery{Kind: tocsin.Denial}, "denial"},
		{"type", store.ArticleQuery{Type: tocsin.Consult}, "reprint dispatch"},
		{"language as given", store.ArticleQuery{Lang: "de"}, "clash"},
		{"language as read", store.ArticleQuery{Lang: "en"}, "denial reprint dispatch"},
		{"no language", store.ArticleQuery{Lang: "e%"}, ""},
		{"story", store.ArticleQuery{Story: story}, "reprint dispatch"},
		{"heads", store.ArticleQuery{Heads: true}, "denial dispatch clash undated"},
		{"head of a story", store.ArticleQuery{Heads: true, Story: story}, "dispatch"},
		{"from", store.ArticleQuery{Period: store.Period{From: "2031-03-06"}}, "denial reprint"},
		{"to", store.ArticleQuery{Period: store.Period{To: "2031-03-05"}}, "dispatch clash"},
		{"one day", store.ArticleQuery{Period: store.Period{From: "2031-03-06", To: "2031-03-06"}}, "reprint"},
		{"two filters", store.ArticleQuery{Outlet: "Harbour Gazette", Kind: tocsin.Warning}, "reprint"},
		{"nothing", store.ArticleQuery{Outlet: "Nobody's Paper"}, ""},
	} {
		p := get[store.ArticlePage](t)(s.Articles(context.Background(), c.q))
		if got := strings.Join(ids(p), " "); got != c.want || p.Total != len(p.Rows) {
			t.Errorf("%s: %q, total %d; want %q", c.name, got, p.Total, c.want)
		}
	}
}

func articleRow(t *testing.T, s store.Store) {
	ctx := context.Background()
	put(t, s, all()...)
	edited := dispatch()
	edited.Text += "\nIt rained."
	put(t, s, edited)
	must(t, s.PutReading(ctx, edited.Hash(), readingOf(edited, first)))
	read(t, s, clash(), undated())
	must(t, s.PutCopy(ctx, headOf(dispatch())))
	must(t, s.PutCopy(ctx, copyOf(edited, dispatch())))
	must(t, s.PutCopy(ctx, copyOf(reprint(), dispatch())))

	rows := map[tocsin.ArticleID]store.ArticleRow{}
	for _, r := range get[store.ArticlePage](t)(s.Articles(ctx, store.ArticleQuery{})).Rows {
		if r.Text != "" {
			t.Errorf("%s: a row carries the text", r.ID)
		}
		rows[r.ID] = r
	}
	brief := *edited
	brief.Text = ""
	same(t, "read", rows["dispatch"], store.ArticleRow{
		Stored: store.Stored{Article: brief, Hash: edited.Hash(), Number: 2, Newest: true, Ordinal: 6}, Lead: edited.Text,
		Story: tocsin.StoryID(dispatch().Hash()), Reach: tocsin.Reach{Reports: 2, Outlets: 2, Origins: 1}, Versions: 2, Statements: 1, Events: 1, Read: true,
	})
	if r := rows["clash"]; r.Events != 1 || r.Statements != 0 || r.Reach != (tocsin.Reach{Reports: 1, Outlets: 1, Origins: 1}) {
		t.Errorf("clash has %d events, %d statements, reach %+v; want the one that counts, none, one of each", r.Events, r.Statements, r.Reach)
	}
	if r := rows["undated"]; !r.Read || r.Skipped == "" {
		t.Errorf("undated: read %v, skipped %q; want the reason", r.Read, r.Skipped)
	}
	if r := rows["denial"]; r.Read || r.Statements != 0 {
		t.Errorf("denial was not read, but read %v, %d statements", r.Read, r.Statements)
	}
}

// Every row comes once, whatever the size of the pages.
func articlePages(t *testing.T, s store.Store) {
	ctx := context.Background()
	const n = 120
	must(t, s.Batch(ctx, func(s store.Store) error {
		for i := range n {
			if _, err := s.PutArticle(ctx, &tocsin.Article{ID: tocsin.ArticleID(fmt.Sprintf("%03d", i)), Text: fmt.Sprint(i), Date: fmt.Sprintf("2031-03-%02d", 1+i%7), Collected: noon}); err != nil {
				return err
			}
		}
		return nil
	}))
	whole := ids(get[store.ArticlePage](t)(s.Articles(ctx, store.ArticleQuery{Page: store.Page{Limit: 10_000}})))
	if len(whole) != n {
		t.Fatalf("%d rows, want %d", len(whole), n)
	}
	var got []string
	for offset := 0; offset <= n; offset += 7 {
		p := get[store.ArticlePage](t)(s.Articles(ctx, store.ArticleQuery{Page: store.Page{Limit: 7, Offset: offset}}))
		if p.Total != n {
			t.Errorf("offset %d: total %d, want %d", offset, p.Total, n)
		}
		got = append(got, ids(p)...)
	}
	same(t, "pages", got, whole)
	if got := get[store.ArticlePage](t)(s.Articles(ctx, store.ArticleQuery{Page: store.Page{Limit: -1, Offset: -5}})); len(got.Rows) != store.DefaultLimit {
		t.Errorf("%d rows without a limit, want %d", len(got.Rows), store.DefaultLimit)
	}
}

func words(t *testing.T, s store.Store) {
	for id, text := range map[string]string{
		"a": "The border guard of Ostravia fired.", "b": "A guard was at the border.", "c": "Café naïve: the de-facto line",
	} {
		put(t, s, &tocsin.Article{ID: tocsin.ArticleID(id), Text: text, Collected: noon})
	}
	for typed, want := range map[string]string{
		"guard": "ab", "GUARD": "ab", "border guard": "ab", `"border guard"`: "a", `“border guard”`: "a", "«border guard» fired": "a",
		"guard OR fired": "", "guard NOT fired": "", "guard*": "ab", "text:guard": "", "(guard": "ab", "cafe": "c", "CAFÉ": "c",
		"de-facto": "c", "facto de": "c", `"facto de"`: "", `"border guard`: "a", "  ": "abc", "": "abc", "…": "", `""`: "", "gua": "",
	} {
		got := strings.Join(sorted(ids(get[store.ArticlePage](t)(s.Articles(context.Background(), store.ArticleQuery{Words: typed})))), "")
		if got != want {
			t.Errorf("%q finds %q, want %q", typed, got, want)
		}
	}
}

// No words are an error, and none reach anything but the search.
func anyWords(t *testing.T, s store.Store) {
	ctx := context.Background()
	put(t, s, all()...)
	read(t, s, all()...)
	for _, typed := range [...]string{
		`"`, `'`, `""""`, `a"b"c`, "AND", "OR OR", "NOT", "NEAR(a b, 3)", "NEAR", "^a", "{a b} : c", "-a", "a + b", "*", "a*b", "title : x", "\x00", "a\x00b",
		"\xff\xfe", ";--", "(((((", strings.Repeat("(", 5000), strings.Repeat("a ", 5000), strings.Repeat(`"a b" `, 2000), "死", "\u0301", "💀", "\\", "%", "?",
	} {
		if _, err := s.Articles(ctx, store.ArticleQuery{Words: typed, Outlet: typed, Lang: typed, Period: store.Period{From: typed, To: typed}}); err != nil {
			t.Errorf("articles %.20q: %v", typed, err)
		}
		if _, err := s.Articles(ctx, store.ArticleQuery{Words: typed}); err != nil {
			t.Errorf("articles with words %.20q: %v", typed, err)
		}
		if _, err := s.Statements(ctx, store.StatementQuery{Words: typed}); err != nil {
			t.Errorf("statements with words %.20q: %v", typed, err)
		}
		if _, err := s.Statements(ctx, store.StatementQuery{Speaker: typed, Organisation: typed}); err != nil {
			t.Errorf("statements by %.20q: %v", typed, err)
		}
		if _, err := s.Events(ctx, store.EventQuery{Actor: typed, Country: typed}); err != nil {
			t.Errorf("events of %.20q: %v", typed, err)
		}
	}
}
