package desk

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/desk/chart"
	"github.com/tocsin-desk/tocsin/store"
)

//go:embed templates/*.html
var templateFiles embed.FS

// pages are the templates by room; each holds the layout, the shared parts and its own main part.
type pages map[string]*template.Template

func loadPages(files assets, now func() time.Time) (pages, error) {
	rooms := [...]string{"inbox", "glance", "reading", "difference", "statements", "events", "history", "map", "sources", "paste", "help", "error"}
	shared, err := template.New("layout.html").Funcs(functions(files, now)).ParseFS(templateFiles, "templates/layout.html", "templates/parts.html")
	if err != nil {
		return nil, fmt.Errorf("parse the desk's layout: %w", err)
	}
	out := pages{}
	for _, room := range rooms {
		t, err := shared.Clone()
		if err == nil {
			t, err = t.ParseFS(templateFiles, "templates/"+room+".html")
		}
		if err != nil {
			return nil, fmt.Errorf("parse the desk's page %s: %w", room, err)
		}
		out[room] = t
	}
	return out, nil
}

// functions are what templates may call.
func functions(files assets, now func() time.Time) template.FuncMap {
	return template.FuncMap{
		"asset":    files.url,
		"day":      day,
		"moment":   moment,
		"ago":      func(s string) string { return ago(s, now()) },
		"stamp":    stamp,
		"number":   number,
		"count":    count,
		"article":  articleURL,
		"outside":  outside,
		"tab":      newTab,
		"capital":  capital,
		"headline": func(a *store.Stored) string { return headline(a.Title, a.Text) },
		"tally":    newTally,
		"listed":   func(id tocsin.SourceID, n int) listed { return listed{id, n} },
		"itemLink": func(page, item string) string { return page + itemQuery(item) },
		"placed":   func(page string, l line) placed { return placed{page, l} },
		"across":   func(x float64) percent { return percent(x / chart.Width * 100) },
		"down":     func(y float64) percent { return percent(y / chart.Height * 100) },
		"percent":  func(share float64) string { return strconv.Itoa(int(share*100+0.5)) + " %" },
	}
}

// A placed is a line with the address of the page on which it stands.
type placed struct {
	Page string
	Line line
}

// A tally is a number of statements or events in an article, which leads to them.
type tally struct {
	Article tocsin.ArticleID
	Class   string
	N       int
	Noun    string
}

func newTally(a tocsin.ArticleID, class string, n int, one, many string) tally {
	if n == 1 {
		many = one
	}
	return tally{a, class, n, many}
}

// A listed is a number of a source's items that stand in its list of articles.
type listed struct {
	Source tocsin.SourceID
	N      int
}

// A page is what the layout needs beside the content of a room.
type page struct {
	Room    string
	Title   string
	Notice  string
	Version string
	Main    any
}

// show renders a room into memory first, so that an error can still become an error page.
func (d *desk) show(w http.ResponseWriter, status int, room, title string, main any) error {
	var b bytes.Buffer
	if err := d.pages[room].ExecuteTemplate(&b, "layout.html", page{room, title, d.opt.Notice, d.opt.Version, main}); err != nil {
		return fmt.Errorf("render %s: %w", room, err)
	}
	return send(w, status, &b)
}

// showPart renders a room without the layout, for the scripts.
func (d *desk) showPart(w http.ResponseWriter, room string, main any) error {
	var b bytes.Buffer
	if err := d.pages[room].ExecuteTemplate(&b, "main", page{Room: room, Main: main}); err != nil {
		return fmt.Errorf("render %s: %w", room, err)
	}
	return send(w, http.StatusOK, &b)
}

// send writes a rendered page. An error from here on is the browser's going away: nobody is left to tell.
func send(w http.ResponseWriter, status int, b *bytes.Buffer) error {
	return sendBytes(w, status, "text/html; charset=utf-8", b)
}

// sendAs writes what is no page.
func sendAs(w http.ResponseWriter, mime string, b *bytes.Buffer) error {
	return sendBytes(w, http.StatusOK, mime, b)
}

func sendBytes(w http.ResponseWriter, status int, mime string, b *bytes.Buffer) error {
	w.Header().Set("Content-Type", mime)
	w.Header().Set("Content-Length", strconv.Itoa(b.Len()))
	w.WriteHeader(status)
	_, _ = w.Write(b.Bytes())
	return nil
}

// maxHeadline is how many characters of a text stand for a title: about two lines of a heading.
const maxHeadline = 100

// headline returns a title, or the first words of the text of an article that has none.
func headline(title, text string) string {
	lead := oneLine(text)
	switch runes := []rune(lead); {
	case title != "":
		return title
	case lead == "":
		return "Untitled"
	case len(runes) > maxHeadline:
		lead = string(runes[:maxHeadline])
		if cut := strings.LastIndexByte(lead, ' '); cut > 0 {
			lead = lead[:cut]
		}
		return lead + "…"
	}
	return lead
}

// day writes a publication date the way the desk does: Fri 20 Nov 2026.
func day(date string) string {
	t, ok := tocsin.ParseDate(date)
	switch {
	case date == "":
		return "undated"
	case !ok:
		return date
	case len(strings.TrimSpace(date)) == len("2006-01"):
		return t.Format("Jan 2006")
	}
	return t.Format("Mon 2 Jan 2006")
}

// moment adds the time of day, where the date has one.
func moment(date string) string {
	t, ok := tocsin.ParseDate(date)
	if !ok || len(strings.TrimSpace(date)) <= len(time.DateOnly) {
		return day(date)
	}
	return t.Format("Mon 2 Jan 2006, 15:04")
}

// stamp writes a time of the program's own, always in UTC.
func stamp(t time.Time) string {
	if t.IsZero() {
		return "never"
	}
	return t.UTC().Format("Mon 2 Jan 2006, 15:04 UTC")
}

// ago says how long a date is past, for titles that show on hover.
func ago(date string, now time.Time) string {
	t, ok := tocsin.ParseDate(date)
	if !ok {
		return ""
	}
	days := int(now.Sub(t).Hours() / 24)
	switch {
	case now.Before(t):
		return "in the future"
	case days == 0:
		return "within the last day"
	case days == 1:
		return "1 day ago"
	}
	return number(days) + " days ago"
}

// number groups thousands by a narrow space.
func number(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "\u202f" + s[i:]
	}
	return s
}

// count writes a number with its noun: 1 report, 3 reports.
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return number(n) + " " + many
}

// A tab is an entry of the navigation.
type tab struct {
	Href, Label string
	Here        bool
}

func newTab(current, room, href, label string) tab { return tab{href, label, current == room} }
