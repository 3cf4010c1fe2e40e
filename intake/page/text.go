package page

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Text returns the visible text of a piece of markup, in paragraphs separated by newlines. Words
// without markup come back as they are, but for white space.
func Text(markup string) string {
	if !strings.ContainsAny(markup, "<&") {
		return plainText(markup)
	}
	r := reader{facts: facts{meta: map[string]string{}}}
	z := html.NewTokenizer(strings.NewReader(markup))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return r.visible.String()
		case html.TextToken:
			r.text(z.Text())
		case html.StartTagToken:
			r.open(z, false)
		case html.SelfClosingTagToken:
			r.open(z, true)
		case html.EndTagToken:
			name, _ := z.TagName()
			r.close(atom.Lookup(bytes.ToLower(name)))
		}
	}
}

// plainText keeps the lines of text that holds no markup: they are its paragraphs.
func plainText(s string) string {
	var w writer
	preformatted(&w, s)
	return w.String()
}

// Date reads a printed date in any of the forms that metadata hold, and returns it in ISO 8601; "" where it isn't one.
func Date(s string) string { return isoDate(s) }
