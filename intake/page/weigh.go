package page

import (
	"net/url"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/language"

	"github.com/tocsin-desk/tocsin/intake"
)

// weigh chooses among what the page says about itself, and returns the article's text where it is said.
func (r *reader) weigh(p *Page, from Origin) (stated string) {
	ld := readLinked(r.linked)
	p.URL = r.address(from.URL, ld)
	p.Outlet = r.outlet(p.URL, ld)
	p.Title = r.headline(p.Outlet, ld)
	p.Date = r.published(p.URL, ld)
	p.Byline = r.writer(p.Outlet, ld)
	p.Lang = r.language(ld)
	return ld.body
}

// first returns the first of the named pieces of metadata that isn't empty.
func (f *facts) first(names ...string) string {
	for _, n := range names {
		if v := line(f.meta[n]); v != "" {
			return v
		}
	}
	return ""
}

// line lays a value out in one line.
func line(s string) string {
	var w writer
	w.text(s)
	return w.String()
}

// address returns the canonical address. A page speaks for its own site only, so that nobody can put a new version of
// another's article into the store. A relative one is only trusted where the page's own address
// is known, and a front page is no article's address: some sites state it on every page.
func (f *facts) address(given string, ld linked) string {
	base, err := url.Parse(given)
	if err != nil {
		base = &url.URL{}
	}
	candidates := [...]string{f.canonical, f.first("og:url"), ld.url, f.canonical, given}
	for i, raw := range candidates {
		if i == 0 && !strings.Contains(raw, "://") {
			continue // a relative one comes after those that are whole
		}
		u, err := base.Parse(strings.TrimSpace(raw))
		if raw == "" || err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
			continue
		}
		if base.Host != "" && !intake.SameSite(base.Hostname(), u.Hostname()) {
			continue
		}
		if strings.Trim(u.Path, "/") == "" && u.RawQuery == "" && strings.Trim(base.Path, "/") != "" {
			continue
		}
		u.Fragment, u.RawFragment, u.User = "", "", nil
		return u.String()
	}
	return ""
}

// outlet returns the name of the publication: as it calls itself, else the host.
func (f *facts) outlet(address string, ld linked) string {
	if v := f.first("og:site_name", "application-name", "dc.publisher"); v != "" {
		return v
	}
	if ld.publisher != "" {
		return ld.publisher
	}
	if name := f.suffix(); name != "" {
		return name
	}
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(strings.ToValidUTF8(u.Hostname(), ""), "www.") // "http://%FF/" has a name of one wild byte
}

// separators stand between a headline and the name of the outlet in <title>:
// "Pass closed | Valley Post". The hyphen comes last, because headlines hold it too.
var separators = [...]string{" | ", " • ", " · ", " » ", " :: ", " — ", " – ", " - "}

// maxName is the longest name of an outlet, in words.
const maxName = 6

// suffix returns what stands behind the headline in the page's title, where it may be the outlet's name: it
// is short, and no word for a section; "" otherwise.
func (f *facts) suffix() string {
	title := line(f.title)
	for _, sep := range separators {
		i := strings.LastIndex(title, sep)
		if i <= 0 {
			continue
		}
		head, name := title[:i], strings.TrimSpace(title[i+len(sep):])
		known := head == f.first("og:title") || head == f.h1
		if (known || len(name) <= len(head)) && len(strings.Fields(name)) <= maxName && !section(name) {
			return name
		}
	}
	return ""
}

// section reports whether a name is that of a part of a site.
func section(name string) bool {
	switch strings.ToLower(name) {
	case "news", "home", "press", "article", "articles", "blog", "events", "world", "politics", "новости", "главная", "пресс-центр":
		return true
	}
	return false
}

// headline returns the title without the outlet's name.
func (f *facts) headline(outlet string, ld linked) string {
	for _, v := range [...]string{ld.headline, f.first("og:title"), f.heading(), f.first("twitter:title", "dc.title", "headline", "title"), line(f.title), f.h1} {
		if v = withoutOutlet(line(v), outlet); v != "" {
			return v
		}
	}
	return ""
}

// heading returns the first <h1> where <title> holds it: other h1s are logos and section names.
func (f *facts) heading() string {
	if f.h1 != "" && strings.Contains(line(f.title), f.h1) {
		return f.h1
	}
	return ""
}

// withoutOutlet cuts "Pass closed | Valley Post" to "Pass closed"; "" where nothing else is left.
func withoutOutlet(title, outlet string) string {
	if strings.EqualFold(title, outlet) {
		return ""
	}
	for _, sep := range separators {
		if i := strings.LastIndex(title, sep); i > 0 && strings.EqualFold(strings.TrimSpace(title[i+len(sep):]), outlet) {
			return strings.TrimSpace(title[:i])
		}
	}
	return title
}

// bylinePrefixes stand before a name and are no part of it.
var bylinePrefixes = [...]string{"by ", "written by ", "author: ", "author ", "posted by ", "von ", "par ", "por ", "автор: ", "автор "}

// maxByline is the longest byline in bytes: a few names with their posts.
const maxByline = 200

// writer returns who signed the article. An address is no name, and neither is the outlet's own.
func (f *facts) writer(outlet string, ld linked) string {
	for _, v := range [...]string{
		ld.author, f.first("author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author", "byl"), f.author,
	} {
		v = line(v)
		for _, prefix := range bylinePrefixes {
			if len(v) > len(prefix) && strings.EqualFold(v[:len(prefix)], prefix) {
				v = strings.TrimSpace(v[len(prefix):])
				break
			}
		}
		v = strings.Trim(v, " ,;|·•-–—")
		if v == "" || len(v) > maxByline || strings.Contains(v, "://") || strings.HasPrefix(v, "@") || strings.EqualFold(v, outlet) || !utf8.ValidString(v) {
			continue
		}
		return v
	}
	return ""
}

// language returns the language that the page declares, in its canonical BCP 47 form.
func (f *facts) language(ld linked) string {
	for _, v := range [...]string{f.lang, f.first("inlanguage", "content-language", "dc.language"), ld.lang, f.first("og:locale", "language")} {
		tag, err := language.Parse(strings.TrimSpace(v))
		if v == "" || err != nil || tag == language.Und {
			continue
		}
		return tag.String()
	}
	return ""
}
