package feed

import (
	"bytes"
	"errors"
	"fmt"
	"iter"
	"runtime"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/intake"
)

const at = "https://valley.example/feed.xml"

const rss = `<?xml version="1.0" encoding="UTF-8"?>
<?xml-stylesheet href="x.xsl"?>
<!-- Valley Post -->
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Valley Post</title><link>https://valley.example/</link><language>en</language><image><title>Logo</title></image>
%s
</channel></rss>`

func rssItem(n int, inner string) string {
	return fmt.Sprintf(`<item><title>Report %d</title><link>https://valley.example/%d</link>%s</item>`, n, n, inner)
}

// read reads a feed that must be readable.
func read(t testing.TB, b []byte, contentType string) (Feed, []intake.Item) {
	t.Helper()
	f, items, err := Read(b, at, contentType)
	if err != nil {
		t.Fatal(err)
	}
	return f, slices.Collect(items)
}

// titles lists the titles of articles and the reasons of refusals.
func titles(items []intake.Item) (out []string) {
	for _, it := range items {
		if it.Article != nil {
			out = append(out, it.Article.Title)
		} else {
			out = append(out, fmt.Sprintf("%s: %s", it.Refusal.Source, it.Refusal.Reason))
		}
	}
	return out
}

func TestReadRSS(t *testing.T) {
	full := `<item><title>Pass &amp; border closed</title><link>/pass?utm_source=rss</link><guid isPermaLink="false">p1</guid>
		<pubDate>Fri, 20 Nov 2026 09:00:00 +0500</pubDate><dc:creator>Tarek Olin</dc:creator>
		<description>Short.</description><content:encoded><![CDATA[<p>The pass is closed.</p><script>x()</script><p>Two convoys turned back.</p>]]></content:encoded></item>`
	summary := `<item><title>Talks</title><link>https://valley.example/talks</link><description>&lt;p&gt;Talks go on.&lt;/p&gt;</description></item>`
	headline := `<item><title>Only a headline</title><guid>https://valley.example/h</guid></item>`
	f, items := read(t, fmt.Appendf(nil, rss, full+summary+headline), "application/rss+xml")
	if want := (Feed{Title: "Valley Post", Site: "https://valley.example/", Lang: "en", Kind: "rss"}); f != want {
		t.Errorf("feed %+v", f)
	}
	a := &tocsin.Article{
		URL: "https://valley.example/pass?utm_source=rss", Title: "Pass & border closed", Text: "The pass is closed.\nTwo convoys turned back.", Lang: "en",
		Outlet: "Valley Post", Byline: "Tarek Olin", Date: "2026-11-20T09:00:00+05:00",
	}
	a.ID = intake.ArticleID(&tocsin.Article{URL: "https://valley.example/pass"})
	if d := cmp.Diff(a, items[0].Article); d != "" {
		t.Error(d)
	}
	partial := []bool{items[0].Partial, items[1].Partial, items[2].Partial}
	if d := cmp.Diff([]bool{false, true, true}, partial); d != "" {
		t.Error(d)
	}
	if items[1].Article.Text != "Talks go on." || items[2].Article.Text != "Only a headline" || items[2].Article.URL != "https://valley.example/h" {
		t.Errorf("articles %+v, %+v", items[1].Article, items[2].Article)
	}
}

func TestReadOtherKinds(t *testing.T) {
	for _, c := range []struct{ name, in, kind string }{
		{"atom", `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Harbour Wire</title><link href="https://harbour.example/"/>
			<entry><title type="html">Port &lt;b&gt;shut&lt;/b&gt;</title><link href="https://harbour.example/1"/><updated>2026-11-20T09:00:00Z</updated>
			<author><name>A. Reed</name></author><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The port is shut.</p></div></content></entry></feed>`, "atom"},
		{"rdf", `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">
			<channel rdf:about="x"><title>Harbour Wire</title><link>https://harbour.example/</link><items><rdf:Seq><rdf:li resource="y"/></rdf:Seq></items></channel>
			<item rdf:about="y"><title>Port shut</title><link>https://harbour.example/1</link><dc:date>2026-11-20T09:00:00Z</dc:date><dc:creator>A. Reed</dc:creator><content:encoded>The port is shut.</content:encoded></item></rdf:RDF>`, "rss"},
		{"json", `{"version":"https://jsonfeed.org/version/1.1","title":"Harbour Wire","home_page_url":"https://harbour.example/",
			"items":[{"id":"1","url":"https://harbour.example/1","title":"Port shut","content_html":"<p>The port is shut.</p>","date_published":"2026-11-20T09:00:00Z","authors":[{"name":"A. Reed"}]}]}`, "json"},
		{"prefixed atom", `<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>Harbour Wire</a:title>
			<a:entry><a:title>Port shut</a:title><a:link href="https://harbour.example/1"/><a:published>2026-11-20T09:00:00Z</a:published><a:author><a:name>A. Reed</a:name></a:author><a:content>The port is shut.</a:content></a:entry></a:feed>`, "atom"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f, items := read(t, []byte(c.in), "")
			if f.Title != "Harbour Wire" || f.Kind != c.kind || len(items) != 1 || items[0].Article == nil {
				t.Fatalf("feed %+v, items %v", f, titles(items))
			}
			want := tocsin.Article{
				URL: "https://harbour.example/1", Title: "Port shut", Text: "The port is shut.", Lang: f.Lang,
				Outlet: "Harbour Wire", Byline: "A. Reed", Date: "2026-11-20T09:00:00Z",
			}
			// The entry is about another site's page: it must never pass for a version of that page.
			want.ID = intake.ArticleID(&tocsin.Article{Outlet: at, Text: want.URL})
			if d := cmp.Diff(&want, items[0].Article); d != "" {
				t.Error(d)
			}
			if items[0].Partial {
				t.Error("whole text is marked partial")
			}
		})
	}
}

func TestReadBrokenItems(t *testing.T) {
	for _, c := range []struct {
		name, broken string
		want         []string
	}{
		{"undefined entity", rssItem(2, `<description>Fish &haddock; &amp; chips &</description>`), []string{"Report 1", "Report 2", "Report 3"}},
		{"control characters", rssItem(2, "<description>A\x00B\x0bC</description>"), []string{"Report 1", "Report 2", "Report 3"}},
		{"not UTF-8", rssItem(2, "<description>caf\xe9</description>"), []string{"Report 1", "Report 2", "Report 3"}},
		{"crossed tags", rssItem(2, "<description><b><i></b></i></description>"), []string{"Report 1", "Report 2", "Report 3"}},
		{"no end", `<item><title>Report 2</title>`, []string{"Report 1", "Report 3", at + " item 2: its end tag is missing"}},
		{"nothing in it", `<item/>`, []string{"Report 1", at + " item 2: neither text nor address", "Report 3"}},
		{"nested", rssItem(2, strings.Repeat("<x:a>", 100)+strings.Repeat("</x:a>", 100)), []string{"Report 1", "Report 3", at + " item 2: tags nested 101 deep, the cap is 64"}},
		{"too long", rssItem(2, "<description>"+strings.Repeat("long ", MaxItem/5)+"</description>"), []string{"Report 1", "Report 3", at + " item 2: longer than 1 MiB"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, items := read(t, fmt.Appendf(nil, rss, rssItem(1, "")+c.broken+rssItem(3, "")), "application/rss+xml; charset=utf-8")
			got := titles(items)
			if d := cmp.Diff(c.want, got); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestReadCutOff(t *testing.T) {
	whole := fmt.Appendf(nil, rss, rssItem(1, "")+rssItem(2, "")+rssItem(3, ""))
	cut := whole[:bytes.Index(whole, []byte("Report 3"))]
	_, items := read(t, cut, "")
	want := []string{"Report 1", "Report 2", at + " item 3: cut off"}
	if d := cmp.Diff(want, titles(items)); d != "" {
		t.Error(d)
	}
}

func TestReadManyItems(t *testing.T) {
	var b strings.Builder
	for n := range 500_000 {
		fmt.Fprintf(&b, "<item><title>R %d</title></item>", n)
	}
	whole := fmt.Appendf(nil, rss, b.String())
	b.Reset()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, items := read(t, whole, "")
	runtime.ReadMemStats(&after)
	got := titles(items)
	if len(items) != MaxItems+2 || got[0] != "R 0" || got[MaxItems-1] != "R 1999" {
		t.Fatalf("%d items: %q … %q", len(items), got[0], got[len(got)-1])
	}
	n := strings.Count(string(whole[:MaxBytes]), "<item>")
	want := []string{
		fmt.Sprintf("%s: %d items: the %d after the first 2000 were not read", at, n, n-MaxItems),
		at + ": the feed is longer than 10 MiB: what is beyond was not read",
	}
	for _, w := range want {
		if !slices.Contains(got, w) {
			t.Errorf("no refusal %q in %q", w, got[MaxItems:])
		}
	}
	if used := after.TotalAlloc - before.TotalAlloc; used > 256<<20 {
		t.Errorf("%d MiB allocated", used>>20)
	}
}

// TestReadNestedTags reads six megabytes of open tags, for which the parser alone takes two gigabytes.
func TestReadNestedTags(t *testing.T) {
	tags := strings.Repeat("<x:a>", 1_200_000)
	for name, in := range map[string]string{
		"outside": fmt.Sprintf(rss, rssItem(1, "")+tags),
		"inside":  fmt.Sprintf(rss, rssItem(1, "")+rssItem(2, tags)+rssItem(3, "")),
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, items := read(t, []byte(in), "")
		runtime.ReadMemStats(&after)
		got := titles(items)
		if got[0] != "Report 1" || len(got) < 2 {
			t.Errorf("%s: %q", name, got)
		}
		if used := after.TotalAlloc - before.TotalAlloc; used > 128<<20 {
			t.Errorf("%s: %d MiB allocated", name, used>>20)
		}
	}
}

func TestReadEntitiesOfTheFeed(t *testing.T) {
	dtd := `<!DOCTYPE rss [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY ext SYSTEM "file:///etc/passwd">]>`
	in := strings.Replace(fmt.Sprintf(rss, rssItem(1, "<description>&c; &ext; end</description>")), "<!-- Valley Post -->", dtd, 1)
	_, items := read(t, []byte(in), "")
	if len(items) != 1 || items[0].Article == nil {
		t.Fatalf("items %q", titles(items))
	}
	if text := items[0].Article.Text; strings.Contains(text, "haha") || strings.Contains(text, "root:") || !strings.HasSuffix(text, "end") {
		t.Errorf("text %q", text)
	}
}

func TestReadCharsets(t *testing.T) {
	in := "<?xml version=\"1.0\" encoding=\"windows-1251\"?><rss version=\"2.0\"><channel><title>\xcf\xee\xf0\xf2</title><item><title>\xcf\xee\xf0\xf2 \xe7\xe0\xea\xf0\xfb\xf2</title></item></channel></rss>"
	for _, contentType := range []string{"text/xml", "text/xml; charset=windows-1251"} {
		f, items := read(t, []byte(in), contentType)
		if f.Title != "Порт" || items[0].Article.Title != "Порт закрыт" {
			t.Errorf("%s: feed %q, item %q", contentType, f.Title, items[0].Article.Title)
		}
	}
	in = strings.Replace(in, "windows-1251", "x-harbour", 1)
	_, items := read(t, []byte(in), "text/xml")
	if notes := strings.Join(items[0].Notes, "; "); !strings.Contains(notes, `unknown charset "x-harbour"`) {
		t.Errorf("notes %q", notes)
	}
}

func TestReadRefuses(t *testing.T) {
	for _, c := range []struct{ in, reason string }{
		{"", "empty"},
		{" \n\x00", "empty"},
		{"Not found", "neither XML nor JSON"},
		{"\x1f\x8b\x08\x00\x00", "neither XML nor JSON"},
		{"<html><body><p>Log in</p></body></html>", "failed to detect feed type"},
		{`{"version": "https://jsonfeed.org/version/1", "items": [`, "not valid JSON"},
		{`{"version": "https://jsonfeed.org/version/1", "items": 7}`, "its items are no list"},
		{"<rss><channel>" + strings.Repeat("<a>", 100), "nested deeper than 64"},
	} {
		_, _, err := Read([]byte(c.in), at, "")
		if !errors.Is(err, tocsin.ErrInvalid) || !strings.Contains(err.Error(), c.reason) || !strings.Contains(err.Error(), at) {
			t.Errorf("%.40q: %v", c.in, err)
		}
	}
}

func TestReadSameGUID(t *testing.T) {
	_, items := read(t, fmt.Appendf(nil, rss, `<item><guid>7</guid><title>One</title></item><item><guid>7</guid><title>One, edited</title></item><item><guid>8</guid><title>One</title></item>`), "")
	a, b, c := items[0].Article.ID, items[1].Article.ID, items[2].Article.ID
	if a != b || a == c {
		t.Errorf("ids %s, %s, %s", a, b, c)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(fmt.Appendf(nil, rss, rssItem(1, "<description>a &b; <![CDATA[<p>]]></description>")), "text/xml")
	f.Add([]byte(`<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>x</title><link href="//y"/></entry><entry>`), "")
	f.Add([]byte(`{"version":"https://jsonfeed.org/version/1.1","items":[{"id":1},{"id":"2","content_text":"x"}]}`), "application/json; charset=utf-8")
	f.Add([]byte(`<rdf:RDF xmlns="http://purl.org/rss/1.0/"><item a='>'/><item>`), "")
	f.Fuzz(func(t *testing.T, b []byte, contentType string) {
		var items iter.Seq[intake.Item]
		_, items, err := Read(b, at, contentType)
		if err != nil {
			return
		}
		for it := range items {
			if (it.Article == nil) == (it.Refusal == nil) {
				t.Fatalf("neither or both: %+v", it)
			}
			if a := it.Article; a != nil && (!utf8.ValidString(a.Text) || a.Text == "" || a.ID == "") {
				t.Errorf("article %+v", a)
			}
		}
	})
}
