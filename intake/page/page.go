// Package page reads the article on a web page.
//
// In: the bytes of an HTML page, its content type and address. Out: the text of the article, in
// paragraphs separated by newlines, with title, date, byline, outlet, canonical address and language.
// It never gives markup, never follows a link, and never fails on a page it can read at all:
// where the structure can't be used, the visible text stands in, marked as a fallback.
package page

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/intake"
	"github.com/tocsin-desk/tocsin/intake/charset"
	"golang.org/x/net/html"
)

// MaxBytes is the largest page that is read; the longest honest articles with all
// their scripts stay under a tenth of it.
const MaxBytes = 20 << 20

// A Page is what was read on a page. Its JSON form is the page door of the reading contract.
type Page struct {
	Text     string   `json:"text"`
	Title    string   `json:"title"`
	Date     string   `json:"date"` // published: ISO 8601 day or time; empty: not found
	Byline   string   `json:"byline"`
	Outlet   string   `json:"outlet"`
	URL      string   `json:"url"`                // canonical
	Lang     string   `json:"lang"`               // BCP 47, as the page declares it; empty: it doesn't
	Fallback string   `json:"fallback,omitempty"` // why Text is all visible text and not the article's alone
	Notes    []string `json:"notes,omitempty"`    // what was guessed or repaired in the bytes
}

// An Origin says where a page came from; both fields may be empty.
type Origin struct {
	URL         string `json:"url,omitempty"`          // its address, to resolve the canonical one against
	ContentType string `json:"content_type,omitempty"` // the header, for its charset
}

// Extract reads a page. The error wraps tocsin.ErrTooLarge over MaxBytes, and tocsin.ErrInvalid
// where there is no text at all.
func Extract(b []byte, from Origin) (Page, error) {
	return extract(b, from, func(src []byte, p *Page) string {
		doc, err := html.Parse(bytes.NewReader(src))
		if err != nil {
			p.Fallback = err.Error() // more than 512 open elements
			return ""
		}
		text, err := mainText(doc)
		if err != nil {
			p.Fallback = err.Error()
		}
		return text
	})
}

// Visible reads a page without looking for the article in it: Text is all visible text, marked with the reason.
// It takes time and memory in proportion to the page, whatever stands on it.
func Visible(b []byte, from Origin, reason string) (Page, error) {
	return extract(b, from, func(_ []byte, p *Page) string {
		p.Fallback = reason
		return ""
	})
}

// short is the length in bytes under which a text found on the page is checked against the one that
// the page states of itself.
const short = 250

// extract decodes the bytes, reads the metadata, and takes all visible text where main gives none.
func extract(b []byte, from Origin, main func(src []byte, p *Page) string) (Page, error) {
	if len(b) > MaxBytes {
		return Page{}, fmt.Errorf("read page: %d bytes, the cap is %d MiB: %w", len(b), MaxBytes>>20, tocsin.ErrTooLarge)
	}
	d := charset.Decode(b, from.ContentType, charset.HTML)
	p := Page{Notes: d.Notes}
	visible, stated := p.describe(d.Text, from)
	p.Text = withoutTitle(main(d.Text, &p), p.Title)
	if len(p.Text) < short && len(stated) > 2*len(p.Text) { // the page is made by a script, and says its text only there
		p.Text, p.Fallback = withoutTitle(stated, p.Title), ""
	}
	if p.Text == "" {
		if p.Fallback == "" {
			p.Fallback = "no article found on the page"
		}
		p.Text = visible
	}
	if strings.TrimSpace(p.Text) == "" {
		return Page{}, fmt.Errorf("read page: no text on it: %w", tocsin.ErrInvalid)
	}
	return p, nil
}

// withoutTitle drops the headline where the text begins with it: spans never point into a title.
func withoutTitle(text, title string) string {
	first, rest, ok := strings.Cut(text, "\n")
	if ok && title != "" && strings.EqualFold(strings.TrimSpace(first), title) {
		return strings.TrimLeft(rest, "\n")
	}
	return text
}

// Article makes an article of the page.
func (p *Page) Article() *tocsin.Article {
	a := &tocsin.Article{
		URL: p.URL, Title: p.Title, Text: p.Text, Lang: p.Lang,
		Outlet: p.Outlet, Byline: p.Byline, Date: p.Date,
	}
	a.ID = intake.ArticleID(a)
	return a
}

// Item makes an item of what Extract returned; source names the page in a refusal.
func Item(p Page, err error, source string) intake.Item {
	if err != nil {
		return intake.Refused(source, "%v", err)
	}
	it := intake.Item{Article: p.Article(), Notes: p.Notes}
	if p.Fallback != "" {
		it.Notes = append(it.Notes, "all visible text: "+p.Fallback)
	}
	return it
}
