package intake

import (
	"testing"

	"github.com/tocsin-desk/tocsin"
)

func TestCanonicalURL(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"HTTPS://News.Example.ORG:443/a?b=2&a=1#top", "https://news.example.org/a?a=1&b=2"},
		{"http://news.example.org", "http://news.example.org/"},
		{"http://news.example.org:80/", "http://news.example.org/"},
		{"http://news.example.org:8080/x", "http://news.example.org:8080/x"},
		{"https://news.example.org/x?utm_source=feed&id=7&fbclid=z", "https://news.example.org/x?id=7"},
		{"https://user:pw@news.example.org/x?", "https://news.example.org/x"},
		{"https://[2001:DB8::1]:443/x", "https://[2001:db8::1]/x"},
		{"https://news.example.org/x?a=2&a=1", "https://news.example.org/x?a=2&a=1"},
		{"https://news.example.org/%D0%B0?q=%2F", "https://news.example.org/%D0%B0?q=%2F"},
		{"/relative", ""},
		{"mailto:desk@example.org", ""},
		{"ht tp://x", ""},
		{"", ""},
	} {
		if got := CanonicalURL(c.in); got != c.want {
			t.Errorf("CanonicalURL(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func FuzzCanonicalURL(f *testing.F) {
	f.Add("https://news.example.org/x?b=1&a=2#f")
	f.Add("http://[::1]:80/?&&=")
	f.Fuzz(func(t *testing.T, raw string) {
		once := CanonicalURL(raw)
		if once == "" {
			return
		}
		if twice := CanonicalURL(once); twice != once {
			t.Errorf("canonical form of %q changes: %q, then %q", raw, once, twice)
		}
	})
}

func TestArticleID(t *testing.T) {
	url := &tocsin.Article{URL: "https://news.example.org/a?utm_medium=rss", Text: "One."}
	edited := &tocsin.Article{URL: "https://news.example.org/a", Text: "Two."}
	if ArticleID(url) != ArticleID(edited) {
		t.Error("an edit at the same address is another document")
	}
	x := &tocsin.Article{Outlet: "Harbour Wire", Text: "One."}
	y := &tocsin.Article{Outlet: "Valley Post", Text: "One."}
	if ArticleID(x) == ArticleID(y) || ArticleID(x) == ArticleID(url) {
		t.Error("without an address outlet and text must tell documents apart")
	}
	if n := len(ArticleID(x)); n != 2*idBytes {
		t.Errorf("id of %d characters", n)
	}
}

func TestItemCount(t *testing.T) {
	var c tocsin.Counts
	for _, it := range []Item{{Article: &tocsin.Article{}}, Refused("line 2", "no text"), Broken("line 3", "cut off")} {
		it.Count(&c)
	}
	if want := (tocsin.Counts{Read: 3, Refused: 1, Failed: 1}); c != want {
		t.Errorf("counts %+v, want %+v", c, want)
	}
}
