package page

import (
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/intake"
)

var update = flag.Bool("update", false, "write the golden files")

// TestGolden reads made-up pages of the layouts that the desk meets: agency, ministry, newspaper, tables, wire copy.
func TestGolden(t *testing.T) {
	pages, err := filepath.Glob("testdata/*.html")
	if err != nil || len(pages) == 0 {
		t.Fatalf("no pages: %v", err)
	}
	for _, path := range pages {
		t.Run(filepath.Base(path), func(t *testing.T) {
			b, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			p, err := Extract(b, Origin{URL: "https://www.site.example/2026/11/20/story.html?id=7#top"})
			if err != nil {
				t.Fatal(err)
			}
			got, err := json.MarshalIndent(p, "", "  ")
			if err != nil {
				t.Fatal(err)
			}
			golden := strings.TrimSuffix(path, ".html") + ".json"
			if *update {
				if err := os.WriteFile(golden, append(got, '\n'), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(strings.TrimSpace(string(want)), string(got)); d != "" {
				t.Error(d)
			}
		})
	}
}

const para = "<p>The council of Lenda said on Monday that the northern pass is closed to all lorries until further notice.</p>\n"

func TestExtractHostile(t *testing.T) {
	for _, c := range []struct {
		name, in, fallback string
		text               string // part of it; "": refused
	}{
		{"100,000 nested elements", strings.Repeat("<div>", 100_000) + para, "open stack of elements exceeds 512 nodes", "council of Lenda"},
		{"open tags", strings.Repeat("<b>", 200_000) + para, "open stack of elements exceeds 512 nodes", "council of Lenda"},
		{"20 MB", "<article>" + strings.Repeat(para, MaxBytes/len(para)-1), "", "council of Lenda"},
		{"open comment", para + "<!-- " + strings.Repeat("x", 1<<20), "", "council of Lenda"},
		{"open quote", para + `<a href="` + strings.Repeat("x", 1<<20), "", "council of Lenda"},
		{"many attributes", "<p " + strings.Repeat("a=b ", 1<<18) + ">" + para, "", "council of Lenda"},
		{"head never closed", "<head><title>Pass closed</title><button>" + para, "no article found", "council of Lenda"},
		{"no prose", "<table><tr><td>12<td>13</table>", "no article found", "12 13"},
		{"empty", "", "", ""},
		{"only a script", "<script>var x = 'The council said so.'</script>", "", ""},
		{"NUL and controls", "<p>The council\x00 of\x08 Lenda said that it\u200b is closed to all lorries until further notice.</p>", "", "The council of Lenda said that it is closed"},
		{"not UTF-8", "<p>The caf\xe9 of Lenda is closed, the council said, and so is the pass to the north of it.</p>", "", "The café of Lenda"},
		{"unknown charset", `<meta charset="x-harbour"><p>The caf` + "\xe9 of Lenda is closed, the council said, and so is the pass to the north of it.</p>", "", "The café of Lenda"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := Extract([]byte(c.in), Origin{})
			if c.text == "" {
				if !errors.Is(err, tocsin.ErrInvalid) {
					t.Errorf("page %+v, %v", p, err)
				}
				return
			}
			if err != nil || !strings.Contains(p.Text, c.text) || !strings.Contains(p.Fallback, c.fallback) || c.fallback == "" && p.Fallback != "" {
				t.Errorf("text %.80q, fallback %q, %v", p.Text, p.Fallback, err)
			}
			if strings.ContainsAny(p.Text, "<>\x00") || !utf8.ValidString(p.Text) {
				t.Errorf("text %.80q", p.Text)
			}
		})
	}
}

func TestExtractCap(t *testing.T) {
	_, err := Extract(make([]byte, MaxBytes+1), Origin{})
	if !errors.Is(err, tocsin.ErrTooLarge) || !strings.Contains(err.Error(), "the cap is 20 MiB") {
		t.Errorf("error %v", err)
	}
}

func TestItem(t *testing.T) {
	p, err := Extract([]byte("<title>Pass closed</title>"+strings.Repeat("<div>", 600)+para), Origin{URL: "https://valley.example/pass?utm_source=x"})
	it := Item(p, err, "valley.html")
	a := it.Article
	if a == nil || a.Title != "Pass closed" || a.ID != intake.ArticleID(&tocsin.Article{URL: "https://valley.example/pass"}) || len(it.Notes) != 1 || !strings.HasPrefix(it.Notes[0], "all visible text: ") {
		t.Errorf("item %+v", it)
	}
	p, err = Extract(nil, Origin{})
	if it = Item(p, err, "valley.html"); it.Refusal == nil || it.Refusal.Source != "valley.html" || !strings.Contains(it.Refusal.Reason, "no text on it") {
		t.Errorf("item %+v", it)
	}
}

func TestDate(t *testing.T) {
	for in, want := range map[string]string{
		"2026-11-20":                                              "2026-11-20",
		"2026-11-20T09:30:00+05:00":                               "2026-11-20T09:30:00+05:00",
		"2026-11-20T09:30:00.123Z":                                "2026-11-20T09:30:00Z",
		"2026-11-20T09:30+0500":                                   "2026-11-20T09:30:00+05:00",
		"2026-11-20 09:30":                                        "2026-11-20T09:30:00",
		"Fri, 20 Nov 2026 09:30:00 +0500":                         "2026-11-20T09:30:00+05:00",
		"Fri, 20 Nov 2026 09:30:00 GMT":                           "2026-11-20T09:30:00Z",
		"Fri Nov 20 2026 09:30:00 GMT+0500 (Lenda Standard Time)": "2026-11-20T09:30:00+05:00",
		"20 November 2026":                                        "2026-11-20",
		"November 20, 2026":                                       "2026-11-20",
		"Published on November 20th, 2026":                        "2026-11-20",
		"20 ноября 2026 года":                                     "2026-11-20",
		"20 ноября 2026, 16:40":                                   "2026-11-20T16:40:00",
		"20.11.2026":                                              "2026-11-20",
		"20. November 2026":                                       "2026-11-20",
		"20 de noviembre de 2026":                                 "2026-11-20",
		"20/11/2026":                                              "2026-11-20",
		"20261120":                                                "2026-11-20",
		"1795150200":                                              "2026-11-20T04:50:00Z",
		"1795150200000":                                           "2026-11-20T04:50:00Z",
		"yesterday":                                               "",
		"0001-01-01T00:00:00Z":                                    "",
		"2026-13-45":                                              "",
		"":                                                        "",
		strings.Repeat("20 November 2026 ", 9):                    "",
	} {
		if got := Date(in); got != want {
			t.Errorf("Date(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestText(t *testing.T) {
	for in, want := range map[string]string{
		"":                              "",
		"plain  words\nand more":        "plain words\nand more",
		"Fish &amp; chips":              "Fish & chips",
		"<p>One.</p><p>Two<br>Three":    "One.\nTwo\nThree",
		"a<script>x()</script>b":        "ab",
		"<b>bo</b>ld &lt;i&gt;":         "bold <i>",
		"<td>1</td><td>2</td>":          "1 2",
		"3 < 4":                         "3 < 4",
		"soft\u00ADhyphen\u200B":        "softhyphen",
		"<select><option>x</select>end": "end",
	} {
		if got := Text(in); got != want {
			t.Errorf("Text(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestMetadata(t *testing.T) {
	for _, c := range []struct{ name, head, url, want string }{
		{"JSON-LD goes first", `<script type="application/ld+json">{"@graph":[{"@type":"WebPage"},{"@type":["NewsArticle"],"headline":"Pass closed","datePublished":"2026-11-20T09:30:00+05:00",
			"author":[{"name":"Tarek Olin"},{"name":"Mira Sand"}],"publisher":{"name":"Valley Post"},"mainEntityOfPage":{"@id":"https://valley.example/1"},"inLanguage":"en-GB"}]}</script>
			<meta property="og:title" content="Other"><meta name="date" content="2020-01-01">`, "", "Pass closed|2026-11-20T09:30:00+05:00|Tarek Olin, Mira Sand|Valley Post|https://valley.example/1|en-GB"},
		{"broken JSON-LD", `<script type="application/ld+json">{"@type":"NewsArticle",</script><meta property="og:title" content="Pass closed">`, "", "Pass closed|||||"},
		{"Open Graph", `<meta property="og:title" content="Pass closed | Valley Post"><meta property="og:site_name" content="Valley Post"><meta property="og:url" content="https://valley.example/2">
			<meta property="article:published_time" content="2026-11-20"><meta property="og:locale" content="ru_RU">`, "", "Pass closed|2026-11-20||Valley Post|https://valley.example/2|ru-RU"},
		{"title alone", `<title>Pass closed - Valley Post</title>`, "https://valley.example/x", "Pass closed|||Valley Post|https://valley.example/x|"},
		{"nothing", ``, "https://www.valley.example/2026/11/20/x", "|2026-11-20||valley.example|https://www.valley.example/2026/11/20/x|"},
		{"front page as canonical", `<link rel=canonical href="https://valley.example/">`, "https://valley.example/a/b", "|||valley.example|https://valley.example/a/b|"},
		{"relative canonical", `<link rel=canonical href="/clean">`, "https://valley.example/clean?x=1", "|||valley.example|https://valley.example/clean|"},
		{"canonical of another kind", `<link rel=canonical href="javascript:alert(1)">`, "https://valley.example/a", "|||valley.example|https://valley.example/a|"},
		{"author by address", `<meta property="article:author" content="https://social.example/olin"><meta name="author" content="By Tarek Olin">`, "", "||Tarek Olin|||"},
		{"author by class, date by time", `</head><body><div class="byline">By <a>Mira Sand</a></div><time datetime="2026-11-20T09:30:00Z">today</time>`, "", "|2026-11-20T09:30:00Z|Mira Sand|||"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := Extract([]byte("<html><head>"+c.head+"</head><body>"+para), Origin{URL: c.url})
			if err != nil {
				t.Fatal(err)
			}
			got := strings.Join([]string{p.Title, p.Date, p.Byline, p.Outlet, p.URL, p.Lang}, "|")
			if got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// TestRealPages reads pages as they were served, where they lie beside the project.
func TestRealPages(t *testing.T) {
	n := 0
	for r := range realPages(t) {
		p, err := Extract([]byte(r.HTML), Origin{URL: r.URL})
		if err != nil || p.Fallback != "" || p.URL != r.URL || !strings.HasPrefix(p.Date, r.Date) || p.Outlet != r.Outlet || p.Title == "" {
			t.Errorf("%s: %s %s %q %q, %v", r.ID, p.URL, p.Date, p.Outlet, p.Fallback, err)
		}
		for l := range strings.Lines(p.Text) {
			if strings.HasPrefix(l, "Publication date") || strings.HasPrefix(l, "Direct link") || strings.TrimSpace(l) == "" {
				t.Errorf("%s: line %q", r.ID, l)
			}
		}
		n++
	}
	if n == 0 {
		t.Error("no pages")
	}
}

func BenchmarkExtract(b *testing.B) {
	var pages [][]byte
	for r := range realPages(b) {
		pages = append(pages, []byte(r.HTML))
	}
	n := 0
	start := time.Now()
	for b.Loop() {
		if _, err := Extract(pages[n%len(pages)], Origin{}); err != nil {
			b.Fatal(err)
		}
		n++
	}
	b.ReportMetric(float64(n)/time.Since(start).Seconds(), "pages/s")
}

func FuzzExtract(f *testing.F) {
	f.Add([]byte("<html lang=en><title>Pass - Post</title><article><h1>Pass</h1>"+para+"<ul><li>x<li><a>y</a></ul></article>"), "https://valley.example/", "text/html")
	f.Add([]byte(`<script type="application/ld+json">{"@type":"Article","author":[[{"name":["x"]}]],"articleBody":"<p>x"}</script><time itemprop=datePublished>20 мая 2026`), "", "text/html; charset=koi8-r")
	f.Add([]byte("<table><tr><td><p>x<br></table><pre>a\nb</pre><svg><title>y</title></svg><div class='relatedPosts c-share' hidden>z"), "//x", "")
	f.Fuzz(func(t *testing.T, b []byte, url, contentType string) {
		p, err := Extract(b, Origin{URL: url, ContentType: contentType})
		if err != nil {
			return
		}
		if strings.TrimSpace(p.Text) == "" || strings.HasPrefix(p.Text, "\n") || strings.HasSuffix(p.Text, "\n") || strings.Contains(p.Text, "\n\n") {
			t.Errorf("text %q", p.Text)
		}
		for _, s := range []string{p.Text, p.Title, p.Date, p.Byline, p.Outlet, p.URL, p.Lang} {
			if !utf8.ValidString(s) || strings.ContainsRune(s, 0) {
				t.Errorf("field %q", s)
			}
		}
		if _, ok := tocsin.ParseDate(p.Date); p.Date != "" && !ok {
			t.Errorf("date %q", p.Date)
		}
	})
}
