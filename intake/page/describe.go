package page

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Caps on what is collected from one page, so that a hostile one costs no more than itself.
const (
	maxField  = 1000      // bytes of one piece of metadata
	maxFacts  = 500       // pieces of metadata
	maxLinked = 512 << 10 // bytes of one JSON-LD script
	maxLD     = 20        // JSON-LD scripts
	maxDepth  = 64        // nested hidden elements
)

// facts is what a page says about itself, before it is weighed.
type facts struct {
	lang      string
	title     string            // <title>
	h1        string            // the first <h1>
	meta      map[string]string // name, property or itemprop in lower case: its first content
	canonical string
	times     []string // <time>: its datetime, else its words; room for maxTimes, so that a field can wait for its words
	author    string   // rel=author, itemprop=author or a class that says byline
	linked    [][]byte // JSON-LD scripts
}

// A reader walks the tokens of a page once and collects facts and the visible text.
type reader struct {
	facts
	visible writer
	skip    []atom.Atom // open hidden elements
	into    *string     // field that takes the words up to the end of element `until`
	until   atom.Atom
	words   writer
	inLD    bool
}

// describe fills in everything but the text, and returns all visible text of the page, and the text
// of the article where the page states it among its metadata.
// It works on tokens and not on the tree, so that it also reads pages that the parser refuses.
func (p *Page) describe(src []byte, from Origin) (visible, stated string) {
	r := reader{facts: facts{meta: map[string]string{}, times: make([]string, 0, maxTimes)}}
	z := html.NewTokenizer(bytes.NewReader(src))
	for {
		switch z.Next() {
		case html.ErrorToken:
			r.end()
			return r.visible.String(), r.weigh(p, from)
		case html.TextToken:
			r.text(z.Text())
		case html.StartTagToken:
			r.open(z, false)
		case html.SelfClosingTagToken:
			r.open(z, true)
		case html.EndTagToken:
			name, _ := z.TagName()
			r.close(atom.Lookup(name))
		}
	}
}

func (r *reader) text(b []byte) {
	if r.inLD {
		if len(b) <= maxLinked && len(r.linked) < maxLD {
			r.linked = append(r.linked, bytes.Clone(b))
		}
		return
	}
	if r.into != nil && r.words.b.Len() < maxField {
		r.words.text(cut(string(b), maxField))
	}
	if len(r.skip) == 0 {
		r.visible.text(string(b))
	}
}

// cut shortens a string to at most n bytes without cutting a character.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

// attributes that are read; all others are skipped without being copied.
type attributes struct{ name, property, itemprop, content, rel, href, datetime, class, lang, typ string }

func readAttributes(z *html.Tokenizer) attributes {
	var a attributes
	for more := true; more; {
		var key, val []byte
		key, val, more = z.TagAttr()
		var to *string
		switch string(key) {
		case "name":
			to = &a.name
		case "property":
			to = &a.property
		case "itemprop":
			to = &a.itemprop
		case "content":
			to = &a.content
		case "rel":
			to = &a.rel
		case "href":
			to = &a.href
		case "datetime":
			to = &a.datetime
		case "class":
			to = &a.class
		case "lang":
			to = &a.lang
		case "type":
			to = &a.typ
		default:
			continue
		}
		if *to == "" && len(val) <= maxField {
			*to = strings.TrimSpace(string(val))
		}
	}
	return a
}

func (r *reader) open(z *html.Tokenizer, closed bool) {
	name, hasAttr := z.TagName()
	tag := atom.Lookup(name)
	var at attributes
	if hasAttr {
		at = readAttributes(z)
	}
	if block(tag) {
		r.visible.paragraph()
		r.words.space = true
	} else if tag == atom.Td || tag == atom.Th {
		r.visible.space = true
	}
	r.collect(tag, at)
	if closed || void(tag) {
		return
	}
	if hidden(tag) && len(r.skip) < maxDepth {
		r.skip = append(r.skip, tag)
	} else if opensContent(tag) {
		r.skip = slices.DeleteFunc(r.skip, unclosed)
	}
	r.inLD = tag == atom.Script && strings.HasPrefix(strings.ToLower(at.typ), "application/ld+json")
}

// opensContent reports whether an element can't stand inside a head or a control, so that one
// still open was never closed: <head><title>Pass closed</title><body><p>…
func opensContent(tag atom.Atom) bool {
	switch tag {
	case atom.Body, atom.Article, atom.Main, atom.P, atom.H1, atom.H2:
		return true
	}
	return false
}

// unclosed are the hidden elements that authors forget to close.
func unclosed(tag atom.Atom) bool {
	return tag == atom.Head || tag == atom.Button || tag == atom.Select
}

func void(tag atom.Atom) bool {
	switch tag {
	case atom.Meta, atom.Link, atom.Br, atom.Hr, atom.Img, atom.Input, atom.Base, atom.Area, atom.Col, atom.Embed, atom.Source, atom.Track, atom.Wbr:
		return true
	}
	return false
}

// collect takes the facts that an element states.
func (r *reader) collect(tag atom.Atom, at attributes) {
	switch tag {
	case atom.Html:
		if r.lang == "" {
			r.lang = at.lang
		}
	case atom.Title:
		if r.title == "" && len(r.skip) <= 1 { // an SVG has titles too
			r.take(&r.title, tag)
		}
	case atom.H1:
		if r.h1 == "" {
			r.take(&r.h1, tag)
		}
	case atom.Meta:
		for _, key := range [...]string{at.property, at.name, at.itemprop} {
			r.fact(key, at.content)
		}
	case atom.Link:
		switch {
		case hasWord(at.rel, "canonical") && r.canonical == "":
			r.canonical = at.href
		case at.itemprop != "":
			r.fact(at.itemprop, at.href)
		}
	case atom.Time:
		r.fact(at.itemprop, at.datetime)
		r.time(at)
	default:
		r.fact(at.itemprop, at.content)
		r.byline(tag, at)
	}
}

func (r *reader) fact(key, value string) {
	key = strings.ToLower(key)
	if key == "" || value == "" || len(r.meta) >= maxFacts {
		return
	}
	if _, known := r.meta[key]; !known {
		r.meta[key] = value
	}
}

// maxTimes is enough for the dates at the head of an article; further down stand those of comments.
const maxTimes = 5

func (r *reader) time(at attributes) {
	if len(r.times) >= maxTimes {
		return
	}
	r.times = append(r.times, at.datetime)
	if at.datetime == "" {
		r.take(&r.times[len(r.times)-1], atom.Time)
	}
}

// byline takes the words of an element that says it names the author.
func (r *reader) byline(tag atom.Atom, at attributes) {
	if r.author != "" || r.into != nil {
		return
	}
	class := strings.ToLower(at.class)
	if hasWord(at.rel, "author") && tag == atom.A || hasWord(at.itemprop, "author") ||
		hasWord(class, "byline") || hasWord(class, "author") || hasWord(class, "author-name") || hasWord(class, "article-author") {
		r.take(&r.author, tag)
	}
}

// take lets a field receive the words up to the end of the element.
func (r *reader) take(field *string, tag atom.Atom) {
	r.end()
	r.into, r.until, r.words = field, tag, writer{}
}

// end gives the collected words to the field that waits for them.
func (r *reader) end() {
	if r.into != nil && *r.into == "" {
		*r.into = r.words.String()
	}
	r.into = nil
}

func (r *reader) close(tag atom.Atom) {
	r.inLD = false
	if r.into != nil && tag == r.until {
		r.end()
	}
	for i := len(r.skip) - 1; i >= 0; i-- {
		if r.skip[i] == tag {
			r.skip = r.skip[:i]
			break
		}
	}
	if block(tag) {
		r.visible.paragraph()
		r.words.space = true
	}
}

// hasWord reports whether a space-separated list holds the word.
func hasWord(list, word string) bool {
	for w := range strings.FieldsSeq(list) {
		if strings.EqualFold(w, word) {
			return true
		}
	}
	return false
}
