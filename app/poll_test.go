package app

import (
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/intake"
	"github.com/tocsin-desk/tocsin/intake/fetch"
)

// testApp is a desk that may ask one server of the test.
func testApp(t *testing.T, h http.Handler) (*App, string) {
	t.Helper()
	srv := httptest.NewServer(h)
	t.Cleanup(srv.Close)
	cfg := Defaults()
	cfg.Store.Dir = t.TempDir()
	cfg.Fetch.Allow = []string{strings.TrimPrefix(srv.URL, "http://")}
	cfg.Fetch.Pause = time.Millisecond
	a, err := Open(t.Context(), cfg, Options{Version: "test", Log: slog.New(slog.NewTextHandler(io.Discard, nil))})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	return a, srv.URL
}

// pollFeed adds a feed and asks it once.
func pollFeed(t *testing.T, a *App, url string) tocsin.Fetch {
	t.Helper()
	s := NewSource(tocsin.SourceFeed, url, "Pass Wire")
	if err := a.AddSource(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	health, err := a.store.Sources(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range health {
		if h.ID == s.ID {
			f, err := a.pollOne(t.Context(), h)
			if err != nil {
				t.Fatal(err)
			}
			return f
		}
	}
	t.Fatalf("no source %s", url)
	return tocsin.Fetch{}
}

const passText = "<p>The council of Lenda said on Monday that the northern pass is closed to all lorries until further notice.</p>" +
	"<p>A spokesman of the border guard, Tarek Olin, said that two convoys had been turned back during the night.</p>"

func passPage(head, text string) string {
	return "<html><head><title>Pass closed</title>" + head + "</head><body><article>" + text + "</article></body></html>"
}

// A feed that brings summaries gets their pages, and its next answer doesn't put the summary over the page.
func TestSummaryIsNoNewVersion(t *testing.T) {
	var a *App
	var base string
	polls := 0
	a, base = testApp(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/feed":
			polls++
			fmt.Fprintf(w, `<rss version="2.0"><channel><title>Wire %d</title><item><title>One</title><link>%s/1</link><description>Short summary.</description></item></channel></rss>`, polls, base)
		case "/1":
			if polls > 1 { // the first time it can't be had
				fmt.Fprint(w, passPage("", passText))
				return
			}
			http.Error(w, "gone for lunch", http.StatusNotFound)
		default:
			http.NotFound(w, r)
		}
	}))
	id := intake.ArticleID(&tocsin.Article{URL: base + "/1"})
	for i, want := range []struct {
		counts tocsin.Counts
		text   string
	}{
		{tocsin.Counts{Read: 1, New: 1, Noted: 1}, "Short summary."},
		{tocsin.Counts{Read: 1, Updated: 1}, "The council of Lenda"},
		{tocsin.Counts{Read: 1, Same: 1}, "The council of Lenda"},
	} {
		f := pollFeed(t, a, base+"/feed")
		if f.Counts != want.counts || f.Error != "" {
			t.Errorf("poll %d: %+v %s", i+1, f.Counts, f.Error)
		}
		got, err := a.store.Article(t.Context(), id)
		if err != nil || !strings.HasPrefix(got.Text, want.text) {
			t.Fatalf("poll %d: %v %+v", i+1, err, got)
		}
	}
}

// What a feed brought before it broke off is kept, and is asked for whole the next time.
func TestFeedBreaksOff(t *testing.T) {
	a, base := testApp(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/feed" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Length", "100000")
		w.Header().Set("ETag", `"1"`)
		fmt.Fprint(w, `<rss version="2.0"><channel><title>T</title><item><title>One</title><description>The pass is closed.</description></item><item><title>Tw`)
	}))
	f := pollFeed(t, a, base+"/feed")
	if f.New != 1 || f.Error == "" || f.ETag != "" {
		t.Errorf("%+v", f)
	}
}

// Neither a page nor a feed of one site can put a new version of another site's article into the store.
func TestNobodySpeaksForAnotherSite(t *testing.T) {
	a, _ := testApp(t, http.NotFoundHandler())
	ministry := "https://ministry.example/statement-1"
	for _, resp := range []*fetch.Response{
		{URL: ministry, ContentType: "text/html", Body: []byte(passPage("", passText))},
		{URL: "https://evil.example/x", ContentType: "text/html", Body: []byte(passPage("<link rel=canonical href='"+ministry+"'>", strings.ReplaceAll(passText, "closed", "under attack by us")))},
		{URL: "https://evil.example/feed", ContentType: "application/rss+xml", Body: []byte(`<rss version="2.0"><channel><title>Ministry</title><link>https://ministry.example/</link><item><title>No troops</title><link>` +
			ministry + `</link><content:encoded>We began the war.</content:encoded></item></channel></rss>`)},
	} {
		if c, err := a.takeResponse(t.Context(), tocsin.Source{ID: "s"}, resp); err != nil || c.New != 1 {
			t.Errorf("%s: %+v %v", resp.URL, c, err)
		}
	}
	versions, err := a.store.Versions(t.Context(), intake.ArticleID(&tocsin.Article{URL: ministry}))
	if err != nil || len(versions) != 1 || !strings.Contains(versions[0].Text, "closed") {
		t.Errorf("%d versions, %v", len(versions), err)
	}
}

// Somebody who pastes doesn't wait for the slow pages of a feed.
func TestPasteDoesNotWaitForAFeed(t *testing.T) {
	began, end := make(chan struct{}), make(chan struct{})
	a, _ := testApp(t, http.NotFoundHandler())
	slow := func(yield func(intake.Item) bool) {
		close(began)
		<-end
		yield(intake.Item{Article: &tocsin.Article{ID: "slow", Text: "The pass is closed."}})
	}
	done := make(chan error, 1)
	go func() {
		_, err := a.walk.take(t.Context(), "s", slow, func(int) {})
		done <- err
	}()
	<-began
	if _, err := (&intakeDesk{a}).Paste(t.Context(), tocsin.Article{Text: "Norway sent aid to Sweden on Monday."}); err != nil {
		t.Error(err)
	}
	close(end)
	if err := <-done; err != nil {
		t.Error(err)
	}
}
