package desk

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/store"
)

// Headers stand on every answer: pages, assets, redirects, errors, refusals.
func TestHeadersOnEveryAnswer(t *testing.T) {
	db := open(t)
	fill(t, db)
	h, _ := newDesk(t, db)
	css := regexp.MustCompile(`/assets/desk[^"]+`).FindString(get(t, h, "/").Body.String())
	cross := httptest.NewRequest(http.MethodPost, "http://127.0.0.1/paste", nil)
	cross.Header.Set("Sec-Fetch-Site", "cross-site")
	stranger := httptest.NewRequest(http.MethodGet, "http://evil.example/", nil)
	answers := map[string]*httptest.ResponseRecorder{
		"inbox": get(t, h, "/"), "reading": get(t, h, "/article?id=river"), "glance": get(t, h, "/glance?id=river"), "statements": get(t, h, "/statements"),
		"events": get(t, h, "/events"), "map": get(t, h, "/map"), "no tile": get(t, h, "/map/tile/0/0/0"), "sources": get(t, h, "/sources"), "paste": get(t, h, "/paste"), "help": get(t, h, "/help"),
		"asset": get(t, h, css), "no asset": get(t, h, "/assets/x.js"), "not found": get(t, h, "/x"), "clean path": get(t, h, "//x/../y"),
		"bad filter": get(t, h, "/?from=x"), "redirect": post(t, h, "/sources/pause", url.Values{"source": {"src-wire"}, "paused": {"true"}}),
		"cross site": ask(h, cross), "unknown host": ask(h, stranger),
	}
	for name, w := range answers {
		head := w.Header()
		for key, want := range map[string]string{
			"Content-Security-Policy": policy, "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer",
			"Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin",
		} {
			if got := head.Get(key); got != want {
				t.Errorf("%s: %s is %q, want %q", name, key, got, want)
			}
		}
		wantCache := "no-store"
		if name == "asset" {
			wantCache = "public, max-age=31536000, immutable"
		}
		if got := head.Get("Cache-Control"); got != wantCache {
			t.Errorf("%s: Cache-Control is %q, want %q", name, got, wantCache)
		}
		if ct := head.Get("Content-Type"); w.Body.Len() > 0 && !strings.HasSuffix(ct, "charset=utf-8") {
			t.Errorf("%s: Content-Type is %q, without a charset", name, ct)
		}
	}
}

func TestOnlyTLSPromisesTLS(t *testing.T) {
	h, _ := newDesk(t, open(t))
	for scheme, want := range map[string]string{"http": "", "https": "max-age=31536000"} {
		w := ask(h, httptest.NewRequest(http.MethodGet, scheme+"://127.0.0.1/help", nil))
		if got := w.Header().Get("Strict-Transport-Security"); got != want {
			t.Errorf("%s: %q, want %q", scheme, got, want)
		}
	}
}

func TestCrossSitePostsAreRefused(t *testing.T) {
	h, in := newDesk(t, open(t))
	form := url.Values{"url": {"https://a.example/feed"}, "name": {"A"}, "kind": {"feed"}}.Encode()
	tests := []struct {
		name, site, origin string
		want               int
	}{
		{"cross-site", "cross-site", "", http.StatusForbidden},
		{"same-site", "same-site", "", http.StatusForbidden},
		{"foreign origin", "", "https://evil.example", http.StatusForbidden},
		{"null origin", "", "null", http.StatusForbidden},
		{"own origin", "", "http://127.0.0.1", http.StatusSeeOther},
		{"same origin", "same-origin", "", http.StatusSeeOther},
		{"no browser", "", "", http.StatusSeeOther},
	}
	for _, tt := range tests {
		r := httptest.NewRequest(http.MethodPost, "http://127.0.0.1/sources", strings.NewReader(form))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		if tt.site != "" {
			r.Header.Set("Sec-Fetch-Site", tt.site)
		}
		if tt.origin != "" {
			r.Header.Set("Origin", tt.origin)
		}
		before := len(in.added)
		if w := ask(h, r); w.Code != tt.want {
			t.Errorf("%s: %d, want %d", tt.name, w.Code, tt.want)
		}
		if changed := len(in.added) > before; changed != (tt.want == http.StatusSeeOther) {
			t.Errorf("%s: changed is %v", tt.name, changed)
		}
	}
}

// A page of another site can point its own name at this machine; it can't take our name.
func TestUnknownHostsAreRefused(t *testing.T) {
	h, _ := newDesk(t, open(t))
	for host, want := range map[string]int{
		"127.0.0.1": 200, "127.0.0.1:8080": 200, "[::1]:8080": 200, "[::1]": 200, "localhost:1": 200, "LOCALHOST": 200, "desk.example": 200, "Desk.Example:443": 200, "10.1.2.3": 200,
		"evil.example": 421, "evil.example:8080": 421, "localhost.evil.example": 421, "": 421, "127.0.0.1.evil.example": 421,
	} {
		r := httptest.NewRequest(http.MethodGet, "/help", nil)
		r.Host = host
		if w := ask(h, r); w.Code != want {
			t.Errorf("%q: %d, want %d", host, w.Code, want)
		}
	}
}

// GETs change nothing: the intake hears of none, and addresses that take a POST refuse them.
func TestOnlyPostChanges(t *testing.T) {
	db := open(t)
	fill(t, db)
	h, in := newDesk(t, db)
	for _, path := range []string{"/sources?url=https://a.example&name=A&kind=feed", "/paste?text=x", "/sources/pause?source=src-wire&paused=true"} {
		get(t, h, path)
	}
	if len(in.added)+len(in.pasted)+len(in.fetched)+len(in.paused) != 0 {
		t.Errorf("a GET reached the intake: %+v", in)
	}
	if w := get(t, h, "/sources/pause"); w.Code != http.StatusNotFound {
		t.Errorf("GET of /sources/pause: %d, want 404", w.Code)
	}
}

// A broken store gives a page with an id and none of the reasons.
type brokenStore struct {
	store.Reader
	err error
}

func (b brokenStore) Articles(context.Context, store.ArticleQuery) (store.ArticlePage, error) {
	if b.err == nil {
		panic("no such page in memory at 0xc0ffee")
	}
	return store.ArticlePage{}, b.err
}

func TestErrorsShowAnIDAndNoReason(t *testing.T) {
	for _, tt := range []struct {
		err  error
		want int
	}{
		{errors.New("secret: disk /dev/sda1"), 500},
		{nil, 500}, // a panic
		{fmt.Errorf("secret: table article: %w", tocsin.ErrUnavailable), 503},
		{fmt.Errorf("secret: %w", tocsin.ErrInvalid), 400},
		{fmt.Errorf("secret: %w", tocsin.ErrNotFound), 404},
		{fmt.Errorf("secret: %w", tocsin.ErrConflict), 409},
		{fmt.Errorf("secret: %w", tocsin.ErrTooLarge), 413},
	} {
		h, err := New(brokenStore{err: tt.err}, nil, Options{Now: func() time.Time { return noon }})
		if err != nil {
			t.Fatal(err)
		}
		w := get(t, h, "/")
		body := w.Body.String()
		if w.Code != tt.want {
			t.Errorf("%v: %d, want %d", tt.err, w.Code, tt.want)
		}
		if strings.Contains(body, "secret") || strings.Contains(body, "0xc0ffee") || !failureID.MatchString(body) {
			t.Errorf("%v: the page tells too much, or has no id:\n%s", tt.err, body)
		}
	}
}

// Tricks that would run, or leave the page, if they were taken for markup or for an address.
var tricks = [...]string{
	`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `' onmouseover='alert(1)`, `javascript:alert(1)`, `JaVaScRiPt:alert(1)`, "java\nscript:alert(1)",
	`data:text/html,<script>alert(1)</script>`, `//evil.example/x`, `https://good.example@evil.example/`, `https://a.example/"onclick="alert(1)`, `</title><svg onload=alert(1)>`,
	`{{.Main}}`, `</script><script>alert(1)</script>`, `<!--<script>`, `&lt;script&gt;`, "\u202egpj.exe", `<style>*{display:none}</style>`, `</textarea><script>alert(1)</script>`, `<base href=//evil.example>`,
}

// ours are the elements that the desk's templates use.
var ours = strings.Fields(`html head meta title link script body a header nav p main div h1 h2 form label input details summary select option button span b i
	time aside ol ul li article mark section dl dt dd table thead tbody tr th td caption kbd code footer dialog datalist textarea blockquote br del ins
	svg g path rect circle ellipse text output`)

func TestForeignTextIsOnlyEverText(t *testing.T) {
	db := open(t)
	ctx := context.Background()
	for i, trick := range tricks {
		a := tocsin.Article{ID: tocsin.ArticleID(fmt.Sprint(i, trick)), URL: trick, Title: trick, Text: "He said " + trick + " here.", Lang: trick, Outlet: trick, Byline: trick, Date: trick, Collected: noon, Source: tocsin.SourceID(trick)}
		content := span(a.Text, trick, 0)
		if _, err := db.PutArticle(ctx, &a); err != nil {
			t.Fatal(err)
		}
		who := tocsin.EntityID("e1")
		if err := db.PutReading(ctx, a.Hash(), &tocsin.Reading{
			ID: a.ID, Version: tocsin.Versions{Tocsin: trick, Model: trick, Lexicon: trick}, Skipped: trick, Sentences: sentences(a.Text),
			Entities: []tocsin.Entity{{ID: who, Name: trick, Kind: tocsin.Organisation, Codes: []string{trick}, Basis: trick}},
			Statements: []tocsin.Statement{{
				ID: "s1", Source: spans(a.Text, "He"), Cue: spans(a.Text, "said"), Content: []tocsin.Span{content}, Kind: tocsin.Kind(trick), Form: tocsin.Form(trick), Speaker: &who, Organisation: &who,
				Role: &tocsin.Phrase{Text: trick, Span: content}, Chain: []tocsin.Hop{{By: trick}, {By: trick, Channel: trick, Role: trick, Span: &content}}, Trace: []string{trick}, Modality: trick, Date: &tocsin.When{Value: trick},
			}},
			Events: []tocsin.Event{{
				ID: "v1", Type: tocsin.PLOVER(trick), CAMEO: tocsin.CAMEO(trick), Mode: []string{trick}, Contexts: []string{trick}, Realis: tocsin.Asserted, Trigger: []tocsin.Span{content},
				Actors: []tocsin.Party{{Entity: who, Code: tocsin.ActorCode(trick), Span: content}}, Place: &tocsin.Place{Name: trick, Lat: ptr(float64(i)), Lon: ptr(float64(i)), Span: content, Country: trick, Admin1: trick, Precision: tocsin.Precision(trick)}, Trace: []string{trick},
			}},
		}); err != nil {
			t.Fatal(err)
		}
		if err := db.PutSource(ctx, tocsin.Source{ID: tocsin.SourceID(trick), Kind: tocsin.SourceFeed, URL: trick, Name: trick, Added: noon}); err != nil {
			t.Fatal(err)
		}
		if err := db.PutFetch(ctx, tocsin.Fetch{Source: tocsin.SourceID(trick), At: noon, Error: trick}); err != nil {
			t.Fatal(err)
		}
		if err := db.PutRefusal(ctx, noon, tocsin.SourceID(trick), tocsin.Refusal{Source: trick, Reason: trick}); err != nil {
			t.Fatal(err)
		}
	}
	h, in := newDesk(t, db)
	in.err = fmt.Errorf("%s: %w", strings.Join(tricks[:], " "), tocsin.ErrInvalid)
	paths := []string{"/", "/statements", "/events", "/map", "/sources", "/paste"}
	for i, trick := range tricks {
		id := url.QueryEscape(fmt.Sprint(i, trick))
		q := url.QueryEscape(trick)
		paths = append(paths, "/article?id="+id, "/article?id="+id+"&statement=s1", "/article?id="+id+"&event=v1", "/article?id="+id+"&statement="+q, "/glance?id="+id,
			"/?words="+q+"&outlet="+q+"&source="+q+"&story="+q+"&at="+id, "/statements?words="+q+"&speaker="+q+"&organisation="+q+"&outlet="+q, "/events?actor="+q+"&country="+q, "/map?actor="+q+"&country="+q, "/map?spot="+fmt.Sprintf("%d,%d,%d,%d", i, i, i, i))
	}
	for _, path := range paths {
		w := get(t, h, path)
		if w.Code != http.StatusOK {
			t.Errorf("%s: %d", path, w.Code)
		}
		checkHarmless(t, path, w.Body.String())
	}
	for _, trick := range tricks {
		checkHarmless(t, "map of "+trick, get(t, h, "/map?box="+url.QueryEscape(trick)).Body.String())
		checkHarmless(t, "paste of "+trick, post(t, h, "/paste", url.Values{"text": {trick}, "title": {trick}, "outlet": {trick}, "date": {trick}, "url": {trick}}).Body.String())
		checkHarmless(t, "paste of a good date and "+trick, post(t, h, "/paste", url.Values{"text": {trick}, "title": {trick}, "outlet": {trick}}).Body.String())
		checkHarmless(t, "source "+trick, post(t, h, "/sources", url.Values{"url": {trick}, "name": {trick}, "kind": {trick}}).Body.String())
	}
}

// checkHarmless reads a page as a browser does: every element is one of ours, nothing runs but the
// desk's own modules, every address stays here or says that it doesn't.
func checkHarmless(t *testing.T, where, body string) {
	t.Helper()
	z := html.NewTokenizer(strings.NewReader(body))
	for z.Next() != html.ErrorToken {
		token := z.Token()
		if token.Type != html.StartTagToken && token.Type != html.SelfClosingTagToken {
			continue
		}
		if !slices.Contains(ours, token.Data) {
			t.Errorf("%s: an element that isn't the desk's: %s", where, token)
		}
		attr := map[string]string{}
		for _, a := range token.Attr {
			attr[a.Key] = a.Val
			if strings.HasPrefix(a.Key, "on") || a.Key == "style" || a.Key == "srcdoc" {
				t.Errorf("%s: a handler or an inline style: %s", where, token)
			}
			if (a.Key == "href" || a.Key == "src" || a.Key == "action") && !harmless(a.Val, token) {
				t.Errorf("%s: an address that isn't harmless: %s", where, token)
			}
		}
		if token.Data == "script" && (attr["type"] != "module" || !strings.HasPrefix(attr["src"], "/assets/")) {
			t.Errorf("%s: a script that isn't the desk's: %s", where, token)
		}
	}
	if err := z.Err(); !errors.Is(err, io.EOF) {
		t.Errorf("%s: %v", where, err)
	}
}

func harmless(address string, token html.Token) bool {
	u, err := url.Parse(address)
	if err != nil || u.User != nil {
		return false
	}
	if u.Scheme == "" && u.Host == "" {
		return true
	}
	return (u.Scheme == "https" || u.Scheme == "http") && slices.Contains(token.Attr, html.Attribute{Key: "rel", Val: "noopener noreferrer"})
}

func FuzzOutside(f *testing.F) {
	for _, trick := range tricks {
		f.Add(trick)
	}
	f.Add("https://a.example/b?c=d#e")
	f.Fuzz(func(t *testing.T, s string) {
		got := outside(s)
		if got == "" {
			return
		}
		u, err := url.Parse(got)
		if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil {
			t.Errorf("outside(%q) = %q", s, got)
		}
	})
}
