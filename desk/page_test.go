package desk

import (
	"flag"
	"html"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tocsin-desk/tocsin"
)

var update = flag.Bool("update", false, "write the golden pages")

// get asks a desk for a page as a browser on the same machine does.
func get(t testing.TB, h http.Handler, path string) *httptest.ResponseRecorder {
	t.Helper()
	return ask(h, httptest.NewRequest(http.MethodGet, "http://127.0.0.1"+path, nil))
}

func post(t testing.TB, h http.Handler, path string, form url.Values) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequest(http.MethodPost, "http://127.0.0.1"+path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	return ask(h, r)
}

func ask(h http.Handler, r *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// What changes with each build or request stays out of golden pages.
var (
	assetHash = regexp.MustCompile(`(/assets/[a-z]+)\.[0-9a-f]{8}\.`)
	failureID = regexp.MustCompile(`<code>[0-9a-f]{8}</code>`)
)

func TestGoldenPages(t *testing.T) {
	db := open(t)
	fill(t, db)
	h, _ := newDesk(t, db)
	empty, _ := newDesk(t, open(t))
	tests := []struct {
		name, path string
		desk       http.Handler
	}{
		{"inbox", "/", h},
		{"inbox-filtered", "/?words=shelled&kind=denial&heads=1", h},
		{"inbox-empty", "/", empty},
		{"glance", "/glance?id=river", h},
		{"reading", "/article?id=river", h},
		{"reading-statement", "/article?id=river&statement=s1", h},
		{"reading-event", "/article?id=river&event=v2", h},
		{"reading-waiting", "/article?id=waiting", h},
		{"reading-persian", "/article?id=fas", h},
		{"difference", changes(t, h), h},
		{"statements", "/statements", h},
		{"statements-empty", "/statements?speaker=nobody", h},
		{"events", "/events", h},
		{"sources", "/sources", h},
		{"sources-empty", "/sources", empty},
		{"paste", "/paste", h},
		{"help", "/help", h},
		{"missing", "/article?id=nothing", h},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := get(t, tt.desk, tt.path).Body.String()
			got = assetHash.ReplaceAllString(got, "$1.hash.")
			got = failureID.ReplaceAllString(got, "<code>id</code>")
			golden(t, filepath.Join("testdata", tt.name+".html"), got)
		})
	}
}

// changes is the address to which the reading of the river article sends who asks what changed.
func changes(t *testing.T, h http.Handler) string {
	t.Helper()
	m := regexp.MustCompile(`"(/difference[^"]+)"`).FindStringSubmatch(get(t, h, "/article?id=river").Body.String())
	if m == nil {
		t.Fatal("no link to what changed")
	}
	return html.UnescapeString(m[1])
}

func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s differs (-want +got), run with -update if that is meant:\n%s", file, diff)
	}
}

func TestPagingCountsEveryRow(t *testing.T) {
	db := open(t)
	fillMany(t, db, 250)
	h, _ := newDesk(t, db)
	seen := map[string]bool{}
	pages := 0
	for path := "/"; path != ""; pages++ {
		body := get(t, h, path).Body.String()
		if !strings.Contains(body, "250 articles") {
			t.Fatalf("%s doesn't say how many articles there are", path)
		}
		for _, m := range regexp.MustCompile(`data-glance="([^"]+)"`).FindAllStringSubmatch(body, -1) {
			if seen[m[1]] {
				t.Errorf("%s stands on two pages", m[1])
			}
			seen[m[1]] = true
		}
		path = ""
		if m := regexp.MustCompile(`rel="next" href="([^"]+)"`).FindStringSubmatch(body); m != nil {
			path = strings.ReplaceAll(m[1], "&amp;", "&")
		}
	}
	if len(seen) != 250 || pages != 3 {
		t.Errorf("%d articles on %d pages, want 250 on 3", len(seen), pages)
	}
}

func TestFilterKeepsItsValues(t *testing.T) {
	db := open(t)
	fill(t, db)
	h, _ := newDesk(t, db)
	body := get(t, h, "/statements?words=shell&speaker=Ministry&kind=denial&from=2026-11-01&to=2026-11-30&copies=1").Body.String()
	for _, want := range []string{`value="shell"`, `value="Ministry"`, `<option value="denial" selected>`, `value="2026-11-01"`, `value="2026-11-30"`, `name="copies" value="1" checked`} {
		if !strings.Contains(body, want) {
			t.Errorf("the form doesn't hold %s", want)
		}
	}
}

func TestFilterRefusesNonsense(t *testing.T) {
	h, _ := newDesk(t, open(t))
	for _, path := range []string{
		"/?from=yesterday", "/?kind=rumour", "/?type=WAR", "/?page=0", "/?page=10001", "/?page=x", "/statements?to=2026-13-01",
		"/events?type=war", "/?words=" + strings.Repeat("x", maxValue+1),
	} {
		if w := get(t, h, path); w.Code != http.StatusBadRequest {
			t.Errorf("%.40s: %d, want 400", path, w.Code)
		}
	}
}

// A value that makes no sense is named, and the page leads to the same list without it.
func TestBadValuesAreNamed(t *testing.T) {
	h, _ := newDesk(t, open(t))
	for path, want := range map[string][2]string{
		"/?page=abc&words=x":         {"page: not a number from 1 to 10\u202f000.", `href="/?words=x"`},
		"/?from=20":                  {"from: not a day like 2026-11-20.", `<a href="/">Show the same without it`},
		"/?kind=zzz&page=2":          {"kind: not a kind of statement.", `<a href="/">Show the same without it`},
		"/events?type=war&actor=TVR": {"type: not one of PLOVER’s types.", `href="/events?actor=TVR"`},
		"/statements?sure=maybe":     {"sure: neither strict nor all.", `href="/statements"`},
	} {
		w := get(t, h, path)
		for _, words := range want {
			if w.Code != http.StatusBadRequest || !strings.Contains(w.Body.String(), words) {
				t.Errorf("%s: %d without %q", path, w.Code, words)
			}
		}
	}
}

func TestPageBeyondTheEnd(t *testing.T) {
	db := open(t)
	fill(t, db)
	h, _ := newDesk(t, db)
	for path, first := range map[string]string{
		"/?page=9": "/", "/statements?page=9&kind=denial": "/statements?kind=denial", "/events?page=9": "/events",
	} {
		body := get(t, h, path).Body.String()
		if !strings.Contains(body, "There is no page 9: the list ends on page 1.") || !strings.Contains(body, `<a href="`+first+`">Show the first page</a>`) {
			t.Errorf("%s doesn't say that it lies past the end, or how to go back", path)
		}
	}
	for path, want := range map[string]string{
		"/?outlet=Nobody": "0 articles match the filter", "/statements?speaker=nobody&sure=all": "0 statements match the filter", "/events?actor=nobody&all=1": "0 events match the filter",
	} {
		if body := get(t, h, path).Body.String(); !strings.Contains(body, want) || strings.Contains(body, "There is no page") {
			t.Errorf("%s doesn't say %q", path, want)
		}
	}
}

// The inbox and the reading count the same events: those that are reported as done or announced.
func TestEventsAreCountedAlike(t *testing.T) {
	db := open(t)
	a := tocsin.Article{ID: "a", Text: "Norway didn’t meet Sweden. Norway met Denmark.", Collected: noon}
	if _, err := db.PutArticle(t.Context(), &a); err != nil {
		t.Fatal(err)
	}
	r := &tocsin.Reading{ID: "a", Version: made, Sentences: sentences(a.Text), Events: []tocsin.Event{
		{ID: "v1", Type: tocsin.Consult, Realis: tocsin.Negated, Trigger: spans(a.Text, "meet")},
		{ID: "v2", Type: tocsin.Consult, Realis: tocsin.Asserted, Trigger: spans(a.Text, "met")},
	}}
	if err := db.PutReading(t.Context(), a.Hash(), r); err != nil {
		t.Fatal(err)
	}
	h, _ := newDesk(t, db)
	if body := get(t, h, "/").Body.String(); !strings.Contains(body, `<a class="n done" href="/article?id=a#findings"><b>1</b><i> event</i></a>`) {
		t.Error("the inbox doesn't count one event and lead to it")
	}
	body := get(t, h, "/article?id=a").Body.String()
	if !strings.Contains(body, `<a href="#findings">1 event</a>`) || !strings.Contains(body, `id="findings"`) {
		t.Error("the reading doesn't count one event and lead to it")
	}
	if !strings.Contains(body, `<h1 dir="auto">Norway didn’t meet Sweden. Norway met Denmark.</h1>`) {
		t.Error("a text without a title isn't headed by its first words")
	}
}

func TestHeadline(t *testing.T) {
	long := strings.Repeat("слово ", 30)
	for _, tt := range []struct{ title, text, want string }{
		{"T", "text", "T"}, {"", "One\n\ntwo.", "One two."}, {"", " ", "Untitled"},
		{"", long, strings.TrimSuffix(strings.Repeat("слово ", 16), " ") + "…"}, {"", strings.Repeat("x", 200), strings.Repeat("x", maxHeadline) + "…"},
	} {
		if got := headline(tt.title, tt.text); got != tt.want {
			t.Errorf("%q, %.20q: %q, want %q", tt.title, tt.text, got, tt.want)
		}
	}
}

func TestDates(t *testing.T) {
	for _, tt := range []struct{ in, day, moment string }{
		{"2026-11-20", "Fri 20 Nov 2026", "Fri 20 Nov 2026"},
		{"2026-11-20T17:40:00Z", "Fri 20 Nov 2026", "Fri 20 Nov 2026, 17:40"},
		{"2026-11", "Nov 2026", "Nov 2026"},
		{"", "undated", "undated"},
		{"XXXX-WXX-5", "XXXX-WXX-5", "XXXX-WXX-5"},
	} {
		if got := day(tt.in); got != tt.day {
			t.Errorf("day(%q) = %q, want %q", tt.in, got, tt.day)
		}
		if got := moment(tt.in); got != tt.moment {
			t.Errorf("moment(%q) = %q, want %q", tt.in, got, tt.moment)
		}
	}
	for date, want := range map[string]string{"2026-11-21": "within the last day", "2026-11-20": "1 day ago", "2023-01-01": "1\u202f420 days ago", "2027-01-01": "in the future", "x": ""} {
		if got := ago(date, noon); got != want {
			t.Errorf("ago(%q) = %q, want %q", date, got, want)
		}
	}
	if got := stamp(time.Time{}); got != "never" {
		t.Errorf("stamp of no time = %q", got)
	}
}

// Every link that a page offers leads to a page.
func TestNoDeadLinks(t *testing.T) {
	db := open(t)
	fill(t, db)
	h, _ := newDesk(t, db)
	seen := map[string]bool{"/": true}
	for queue := []string{"/"}; len(queue) > 0 && len(seen) < 500; queue = queue[1:] {
		w := get(t, h, queue[0])
		if w.Code != http.StatusOK {
			t.Errorf("%s: %d", queue[0], w.Code)
		}
		for _, m := range regexp.MustCompile(`(?:href|src|action)="(/[^"#]*)`).FindAllStringSubmatch(w.Body.String(), -1) {
			link := html.UnescapeString(m[1])
			if !seen[link] && link != "/sources/pause" {
				seen[link] = true
				queue = append(queue, link)
			}
		}
	}
	if len(seen) < 30 {
		t.Errorf("only %d addresses were found", len(seen))
	}
}

func TestArticleURLTakesAnyID(t *testing.T) {
	db := open(t)
	h, _ := newDesk(t, db)
	for _, id := range []string{"..", "a/b", "https://x.example/?a=b&c=d#e", "ü ش", `"><script>`} {
		a := tocsin.Article{ID: tocsin.ArticleID(id), Title: "T", Text: "Text of " + id, Collected: noon}
		if _, err := db.PutArticle(t.Context(), &a); err != nil {
			t.Fatal(err)
		}
		if w := get(t, h, articleURL(a.ID)); w.Code != http.StatusOK {
			t.Errorf("%q: %d", id, w.Code)
		}
	}
}
