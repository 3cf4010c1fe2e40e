package desk

import (
	"encoding/json"
	"encoding/xml"
	"net/http"
	"strings"
	"testing"
)

func TestCite(t *testing.T) {
	s := open(t)
	fill(t, s)
	h, _ := newDesk(t, s)
	for _, c := range []struct {
		at, mime, want string
		code           int
	}{
		{"/statements/cite?as=bibtex", "application/x-bibtex; charset=utf-8", "@misc{tocsin-", 200},
		{"/statements/cite?as=csl", "application/vnd.citationstyles.csl+json", `"article-newspaper"`, 200},
		{"/statements/cite?as=csl&speaker=nobody", "application/vnd.citationstyles.csl+json", "[]", 200},
		{"/article/cite?as=bibtex&id=river&statement=s3", "application/x-bibtex; charset=utf-8", "denial, indirect speech", 200},
		{"/article/cite?as=bibtex&id=river&statement=s99", "text/html; charset=utf-8", "Not found", 404},
		{"/article/cite?as=bibtex&id=none&statement=s1", "text/html; charset=utf-8", "Not found", 404},
		{"/article/cite?as=word&id=river&statement=s1", "text/html; charset=utf-8", "neither bibtex nor csl", 400},
		{"/statements/cite", "text/html; charset=utf-8", "neither bibtex nor csl", 400},
	} {
		w := get(t, h, c.at)
		if w.Code != c.code || w.Header().Get("Content-Type") != c.mime || !strings.Contains(w.Body.String(), c.want) {
			t.Errorf("%s: %d %s\n%.300s", c.at, w.Code, w.Header().Get("Content-Type"), w.Body.String())
		}
		if file := strings.HasPrefix(w.Header().Get("Content-Disposition"), "attachment"); file != (c.code == 200) {
			t.Errorf("%s: a file: %v", c.at, file)
		}
		if strings.HasSuffix(c.mime, "json") && !json.Valid(w.Body.Bytes()) {
			t.Errorf("%s: no JSON", c.at)
		}
	}
}

func TestFeed(t *testing.T) {
	s := open(t)
	fill(t, s)
	h, _ := newDesk(t, s)
	w := get(t, h, "/statements/feed?kind=denial")
	if w.Code != http.StatusOK || w.Header().Get("Content-Type") != "application/atom+xml; charset=utf-8" {
		t.Fatalf("%d %s", w.Code, w.Header().Get("Content-Type"))
	}
	var f atomFeed
	if err := xml.Unmarshal(w.Body.Bytes(), &f); err != nil {
		t.Fatal(err)
	}
	if f.Title != "Statements of the kind denial" || len(f.Entries) == 0 || f.Updated == "" || !strings.HasPrefix(f.ID, "http://") {
		t.Errorf("%+v", f)
	}
	seen := map[string]bool{}
	for _, e := range f.Entries {
		if e.Category.Term != "denial" || e.Updated == "" || e.Title == "" || seen[e.ID] || len(e.Links) == 0 || !strings.Contains(e.Links[0].Href, "/article?id=") {
			t.Errorf("%+v", e)
		}
		seen[e.ID] = true
	}
	if again := get(t, h, "/statements/feed?kind=denial"); again.Body.String() != w.Body.String() {
		t.Error("asked again, the feed differs")
	}
	if w := get(t, h, "/statements/feed?kind=song"); w.Code != http.StatusBadRequest {
		t.Errorf("a kind that isn’t one: %d", w.Code)
	}
	if w := get(t, h, "/statements/feed?speaker=nobody"); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "<updated>") {
		t.Errorf("an empty feed: %d", w.Code)
	}
	if page := get(t, h, "/statements?kind=denial").Body.String(); !strings.Contains(page, `<link rel="alternate" type="application/atom+xml" title="This search" href="/statements/feed?kind=denial">`) {
		t.Error("the page doesn’t name its feed")
	}
}

// Whatever an article says, a feed is XML, and its words come back as text.
func TestFeedOfHostileWords(t *testing.T) {
	s := open(t)
	const said = "]]><script>alert(1)</script> &amp; \x00\x07\ufffe\u0085\u2028 <!-- -->"
	a, r := speech("a]]>\x01", "Paper \x02<b>", "2026-11-20", "Title \ufffe]]>", "Mayor ]]>&", "says", said)
	a.URL = "https://a.example/?q=]]>\"&<"
	if _, err := s.PutArticle(t.Context(), a); err != nil {
		t.Fatal(err)
	}
	if err := s.PutReading(t.Context(), a.Hash(), r); err != nil {
		t.Fatal(err)
	}
	h, _ := newDesk(t, s)
	w := get(t, h, "/statements/feed")
	var f atomFeed
	if err := xml.Unmarshal(w.Body.Bytes(), &f); err != nil || len(f.Entries) == 0 {
		t.Fatalf("%v, %d entries:\n%s", err, len(f.Entries), w.Body.String())
	}
	if e := f.Entries[0]; !strings.Contains(e.Title, "]]><script>alert(1)</script> &amp; ") || strings.Contains(w.Body.String(), "<script") {
		t.Errorf("%q", e.Title)
	}
	for _, as := range [...]string{"csl", "bibtex"} {
		if w := get(t, h, "/statements/cite?as="+as); w.Code != http.StatusOK || as == "csl" && !json.Valid(w.Body.Bytes()) {
			t.Errorf("%s: %d\n%s", as, w.Code, w.Body.String())
		}
	}
}

// The card of a statement names what is linked to it, and texts with the same words.
func TestCard(t *testing.T) {
	s := open(t)
	fill(t, s)
	h, _ := newDesk(t, s)
	body := get(t, h, "/article?id=river&statement=s1").Body.String()
	for _, want := range []string{"disputes this in part", "/article/cite?as=bibtex&amp;id=river&amp;statement=s1"} {
		if !strings.Contains(body, want) {
			t.Errorf("%q isn’t on the card", want)
		}
	}
}
