package desk

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/store"
)

const (
	rowsPerPage = 100   // a screen of 28 px rows is 30 to 40: three screens, and 60 kB of page
	maxPage     = 10000 // a million rows in; beyond that a filter is what is needed
	maxValue    = 500   // bytes of one filter value: longer than any name or sensible search
)

// articleURL is the address of an article's reading. Ids are the caller's and may hold anything,
// so they stand in the query and not in the path.
func articleURL(id tocsin.ArticleID) string {
	return "/article?" + url.Values{"id": {string(id)}}.Encode()
}

// storyURL is the address of the list of a text's copies; empty where it has none.
func storyURL(id tocsin.StoryID, reach tocsin.Reach) string {
	if reach.Reports < 2 {
		return ""
	}
	return "/?" + url.Values{"story": {string(id)}}.Encode()
}

// itemURL is the address of one statement or event within an article's reading.
func itemURL(id tocsin.ArticleID, item string) string {
	return articleURL(id) + itemQuery(item) + "#here"
}

// itemQuery tells statements from events by the letter with which the coder's ids begin.
func itemQuery(item string) string {
	if strings.HasPrefix(item, "v") {
		return "&event=" + url.QueryEscape(item)
	}
	return "&statement=" + url.QueryEscape(item)
}

// outside returns the address of a foreign page if it is one that a browser may safely open, else "".
func outside(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	u.User = nil // a name before the @ is only ever there to deceive
	return u.String()
}

// A filter reads the query of an address and remembers the first value that made no sense.
type filter struct {
	path   string
	values url.Values
	err    error
}

func readFilter(r *http.Request) *filter {
	return &filter{path: r.URL.Path, values: r.URL.Query()}
}

// A badValue is a value of an address that makes no sense.
type badValue struct {
	name, why string
	without   string // address of the same page without it
}

func (b *badValue) Error() string { return b.name + ": " + b.why }

func (b *badValue) Unwrap() error { return tocsin.ErrInvalid }

func (f *filter) reject(name, why string) {
	if f.err == nil {
		f.err = &badValue{name: name, why: why, without: f.to(f.path, name, "")}
	}
}

// text returns a trimmed value.
func (f *filter) text(name string) string {
	v := strings.TrimSpace(f.values.Get(name))
	if len(v) > maxValue {
		f.reject(name, "longer than "+strconv.Itoa(maxValue)+" bytes")
		return ""
	}
	return v
}

// day returns an ISO day, or "" where there is none.
func (f *filter) day(name string) string {
	v := f.text(name)
	if _, err := time.Parse(time.DateOnly, v); v != "" && err != nil {
		f.reject(name, "not a day like 2026-11-20")
		return ""
	}
	return v
}

// sure reports whether only what is sure is asked for: "strict", the default, or "all".
func (f *filter) sure(name string) bool {
	v := f.values.Get(name)
	if v != "" && v != "strict" && v != "all" {
		f.reject(name, "neither strict nor all")
	}
	return v != "all"
}

func (f *filter) flag(name string) bool { return f.values.Get(name) != "" }

func (f *filter) period() store.Period { return store.Period{From: f.day("from"), To: f.day("to")} }

func (f *filter) plover(name string) tocsin.PLOVER {
	v := f.text(name)
	if _, err := tocsin.ParsePLOVER(v); v != "" && err != nil {
		f.reject(name, "not one of PLOVER’s types")
		return ""
	}
	return tocsin.PLOVER(v)
}

func (f *filter) kind(name string) tocsin.Kind {
	v := tocsin.Kind(f.text(name))
	for _, k := range tocsin.Kinds() {
		if v == k {
			return v
		}
	}
	if v != "" {
		f.reject(name, "not a kind of statement")
	}
	return ""
}

// page returns the number of the page, from 1, and what to ask of the store.
func (f *filter) page() (int, store.Page) {
	n := 1
	if v := f.values.Get("page"); v != "" {
		var err error
		if n, err = strconv.Atoi(v); err != nil || n < 1 || n > maxPage {
			f.reject("page", "not a number from 1 to "+number(maxPage))
			n = 1
		}
	}
	return n, store.Page{Limit: rowsPerPage, Offset: (n - 1) * rowsPerPage}
}

// active reports whether anything is set that narrows the list.
func (f *filter) active() bool {
	for name, v := range f.values {
		if name != "page" && name != "at" && name != "sure" && v[0] != "" {
			return true
		}
	}
	return false
}

// to returns the address of the same list with some values changed (names and values in turn), the page
// forgotten unless it is one of them, and empty fields left out.
func (f *filter) to(path string, changes ...string) string {
	q := url.Values{}
	for k, v := range f.values {
		if v[0] != "" && k != "page" && k != "at" {
			q[k] = v[:1]
		}
	}
	for i := 0; i+1 < len(changes); i += 2 {
		q.Del(changes[i])
		if changes[i+1] != "" {
			q.Set(changes[i], changes[i+1])
		}
	}
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}

// A paging is the foot of a list.
type paging struct {
	Total, First, Last, Page, Pages int
	Newer, Older                    string // addresses; empty where there is none
	Start                           string // address of the first page, where this one lies past the end
}

func (f *filter) paging(path string, n, rows, total int) paging {
	p := paging{Total: total, First: (n-1)*rowsPerPage + 1, Last: (n-1)*rowsPerPage + rows, Page: n, Pages: (total + rowsPerPage - 1) / rowsPerPage}
	if rows == 0 {
		p.First, p.Last = 0, 0
	}
	if rows == 0 && total > 0 {
		p.Start = f.to(path, "page", "")
	}
	if n > 1 {
		p.Newer = f.to(path, "page", strconv.Itoa(n-1))
		if n == 2 {
			p.Newer = f.to(path, "page", "")
		}
	}
	if p.Last < total && rows > 0 && n < maxPage {
		p.Older = f.to(path, "page", strconv.Itoa(n+1))
	}
	return p
}

// An option is an entry of a drop-down of the filter bar.
type option struct {
	Value, Label string
	Chosen       bool
}

// options lists the values of a facet with their numbers; a chosen value that the facet lacks is added.
func options(chosen string, counts []store.Count, label func(string) string) []option {
	var out []option
	seen := chosen == ""
	for _, c := range counts {
		if c.Value == "" {
			continue
		}
		out = append(out, option{c.Value, label(c.Value) + " (" + number(c.N) + ")", c.Value == chosen})
		seen = seen || c.Value == chosen
	}
	if !seen {
		out = append(out, option{chosen, label(chosen), true})
	}
	return out
}

// asIs is the label of a value that is its own name.
func asIs(s string) string { return s }
