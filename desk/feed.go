package desk

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"net/http"
	"strings"
	"time"

	"github.com/tocsin-desk/tocsin/export/cite"
	"github.com/tocsin-desk/tocsin/store"
)

// feedLength is how many statements a feed holds: a reader that asks once a day misses none of a busy search.
const feedLength = 100

// An atomFeed is a feed of RFC 4287.
type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Updated string      `xml:"updated"`
	Links   []atomLink  `xml:"link"`
	Maker   string      `xml:"generator"`
	Author  atomPerson  `xml:"author"`
	Entries []atomEntry `xml:"entry"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type atomPerson struct {
	Name string `xml:"name"`
}

type atomEntry struct {
	ID        string       `xml:"id"`
	Title     string       `xml:"title"`
	Updated   string       `xml:"updated"`
	Published string       `xml:"published,omitempty"`
	Author    atomPerson   `xml:"author"`
	Category  atomCategory `xml:"category"`
	Links     []atomLink   `xml:"link"`
	Summary   string       `xml:"summary"`
}

type atomCategory struct {
	Term string `xml:"term,attr"`
}

// feed answers with a search as a feed: one entry a statement, newest first. Words of articles are text there, never markup.
func (d *desk) feed(w http.ResponseWriter, r *http.Request) error {
	f := readFilter(r)
	q := f.statements()
	q.Page = store.Page{Limit: feedLength}
	if f.err != nil {
		return f.err
	}
	base := origin(r)
	out := atomFeed{
		ID: base + f.to("/statements/feed"), Title: feedTitle(q), Maker: "Tocsin", Author: atomPerson{"Tocsin"},
		Links: []atomLink{{Rel: "self", Type: "application/atom+xml", Href: base + f.to("/statements/feed")}, {Rel: "alternate", Type: "text/html", Href: base + f.to("/statements")}},
	}
	var newest time.Time
	err := cite.Page(r.Context(), d.store, q, func(quote cite.Quote, row *store.StatementRow) error {
		if quote.Accessed.After(newest) {
			newest = quote.Accessed
		}
		out.Entries = append(out.Entries, newEntry(base, quote, row))
		return nil
	})
	if err != nil {
		return err
	}
	out.Updated = cmp.Or(rfc3339(newest), rfc3339(d.opt.Now())) // a feed without entries must still say when
	var b bytes.Buffer
	b.WriteString(xml.Header)
	if err := xml.NewEncoder(&b).Encode(out); err != nil {
		return err
	}
	return sendAs(w, "application/atom+xml; charset=utf-8", &b)
}

func newEntry(base string, q cite.Quote, row *store.StatementRow) atomEntry {
	line := newStatementRow(*row)
	who := line.Who
	if line.Org != "" {
		who += " (" + line.Org + ")"
	}
	e := atomEntry{
		ID: "urn:tocsin:statement:" + strings.TrimPrefix(q.Key, "tocsin-"), Title: who + " " + line.Verb + ": " + q.Words, Updated: rfc3339(q.Accessed), Author: atomPerson{cmp.Or(q.Outlet, "outlet not known")},
		Category: atomCategory{string(q.Kind)}, Links: []atomLink{{Rel: "alternate", Type: "text/html", Href: base + line.URL}}, Summary: q.Note(),
	}
	if !q.Date.IsZero() {
		e.Published = rfc3339(q.Date)
	}
	if out := outside(q.URL); out != "" {
		e.Links = append(e.Links, atomLink{Rel: "via", Href: out})
	}
	return e
}

// feedTitle says what is searched for.
func feedTitle(q store.StatementQuery) string {
	out := "Statements"
	for _, part := range [...]struct{ word, value string }{
		{"with", q.Words}, {"by", q.Speaker}, {"of", q.Organisation}, {"of the kind", string(q.Kind)}, {"in", q.Outlet}, {"through", q.Through}, {"from", q.From}, {"to", q.To},
	} {
		if part.value != "" {
			out += " " + part.word + " " + part.value
		}
	}
	if q.Disputed {
		out += ", disputed"
	}
	return out
}

func rfc3339(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// origin is the address under which the desk was asked: its host is one that the guard knows.
func origin(r *http.Request) string {
	if r.TLS != nil {
		return "https://" + r.Host
	}
	return "http://" + r.Host
}
