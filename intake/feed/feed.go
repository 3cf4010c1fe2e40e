// Package feed reads RSS 0.9 to 2.0, Atom and JSON feeds.
//
// In: the bytes of a feed and its address. Out: an item for each of its entries, in their order; an
// entry with a summary only is marked Partial, so that its page is fetched.
// It never expands an entity that the feed defines, never holds more than the caps below,
// and a broken entry spoils itself, not its feed.
package feed

import (
	"bytes"
	"cmp"
	"fmt"
	"iter"
	"net/url"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/mmcdole/gofeed"
	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/intake"
	"github.com/tocsin-desk/tocsin/intake/charset"
	"github.com/tocsin-desk/tocsin/intake/page"
)

// The caps of a feed. The parser takes 300 bytes of memory for each byte of nested tags
// and a second for 40,000 items, so they are enforced before it.
const (
	MaxBytes = 10 << 20 // what is beyond is cut off, the items before are kept
	MaxItems = 2000
	MaxItem  = 1 << 20 // bytes of one item
	MaxDepth = 64      // nested tags
)

// A Feed is what a feed says about itself.
type Feed struct {
	Title string
	Site  string // address of the pages it belongs to
	Lang  string
	Kind  string // rss, atom, json
}

// Read reads a feed that came from an address with a content type. The items are those of the feed,
// refusals included. An error means that there was no feed to read at all; it wraps tocsin.ErrInvalid.
func Read(b []byte, address, contentType string) (Feed, iter.Seq[intake.Item], error) {
	cutOff := len(b) > MaxBytes
	if cutOff {
		b = b[:MaxBytes]
	}
	d := charset.Decode(b, contentType, charset.XML)
	src := permitted(d.Text)
	if len(bytes.TrimSpace(src)) == 0 {
		return Feed{}, nil, fmt.Errorf("read feed %s: empty: %w", address, tocsin.ErrInvalid)
	}
	parts, err := split(src)
	if err != nil {
		return Feed{}, nil, fmt.Errorf("read feed %s: %w: %w", address, err, tocsin.ErrInvalid)
	}
	head, err := parse(parts.head)
	if err != nil {
		return Feed{}, nil, fmt.Errorf("read feed %s: %w: %w", address, err, tocsin.ErrInvalid)
	}
	r := &reader{parts: parts, address: address, notes: d.Notes, head: head, feed: Feed{
		Title: text(head.Title), Site: absolute(address, head.Link), Lang: strings.TrimSpace(head.Language), Kind: head.FeedType,
	}}
	r.base = cmp.Or(r.feed.Site, address)
	if cutOff {
		r.parts.refused = append(r.parts.refused, refusal{0, fmt.Sprintf("the feed is longer than %d MiB: what is beyond was not read", MaxBytes>>20), false})
	}
	return r.feed, r.items, nil
}

// permitted replaces the characters that XML forbids and a parser therefore stops at.
// Decoding left the bytes valid UTF-8.
func permitted(b []byte) []byte {
	bad := func(r rune) bool {
		return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF
	}
	if bytes.IndexFunc(b, bad) < 0 {
		return b
	}
	return bytes.Map(func(r rune) rune {
		if bad(r) {
			return ' '
		}
		return r
	}, b)
}

// parse calls the parser. A panic is an error: it reads strangers' bytes.
func parse(b []byte) (f *gofeed.Feed, err error) {
	defer func() {
		if r := recover(); r != nil {
			f, err = nil, fmt.Errorf("the parser failed: %v", r)
		}
	}()
	return gofeed.NewParser().Parse(bytes.NewReader(b))
}

// A reader gives the items of one feed.
type reader struct {
	parts   parts
	head    *gofeed.Feed
	feed    Feed
	address string
	base    string // relative addresses are meant from here
	notes   []string
}

// items yields what was found before parsing to be refused, and the entries, in batches: where a
// batch can't be parsed, each of its entries is parsed alone, so that only the broken one is lost.
func (r *reader) items(yield func(intake.Item) bool) {
	const batch = 50
	for lo := 0; lo < len(r.parts.items); lo += batch {
		chunk := r.parts.items[lo:min(lo+batch, len(r.parts.items))]
		if f, err := parse(r.parts.document(chunk)); err == nil && len(f.Items) == len(chunk) {
			for i, it := range f.Items {
				if !yield(r.item(it, chunk[i].number)) {
					return
				}
			}
			continue
		}
		for _, raw := range chunk {
			if !yield(r.alone(raw)) {
				return
			}
		}
	}
	for _, no := range r.parts.refused {
		where := r.address
		if no.number > 0 {
			where = r.where(no.number)
		}
		it := intake.Refused(where, "%s", no.reason)
		it.Broken = no.broken
		if !yield(it) {
			return
		}
	}
}

// alone parses one entry by itself.
func (r *reader) alone(raw rawItem) intake.Item {
	f, err := parse(r.parts.document([]rawItem{raw}))
	switch {
	case err != nil:
		return intake.Broken(r.where(raw.number), "%v", err)
	case len(f.Items) != 1:
		return intake.Broken(r.where(raw.number), "%d entries in the place of one", len(f.Items))
	}
	return r.item(f.Items[0], raw.number)
}

func (r *reader) where(number int) string { return fmt.Sprintf("%s item %d", r.address, number) }

// enough is the length in characters from which a feed's text counts as the whole article
// where it stands in the field for summaries: longer than the summaries of agencies, a third of a short report.
const enough = 1500

// item turns an entry into an article.
func (r *reader) item(it *gofeed.Item, number int) intake.Item {
	body, whole := prose(it.Content), true
	if body == "" {
		body = prose(it.Description)
		whole = utf8.RuneCountInString(body) >= enough
	}
	a := &tocsin.Article{
		URL: r.link(it), Title: text(it.Title), Text: body, Lang: r.feed.Lang,
		Outlet: r.feed.Title, Byline: byline(it), Date: date(it),
	}
	if a.Text == "" { // until its page is fetched, the headline is all there is
		a.Text, whole = cmp.Or(a.Title, a.URL), false
	}
	if a.Text == "" {
		return intake.Refused(r.where(number), "neither text nor address")
	}
	a.ID = intake.ArticleID(a)
	if r.foreign(a.URL) { // its words about another site's page are no version of that page
		a.ID = intake.ArticleID(&tocsin.Article{Outlet: r.address, Text: a.URL})
	}
	if intake.CanonicalURL(a.URL) == "" && it.GUID != "" {
		a.ID = intake.ArticleID(&tocsin.Article{Outlet: r.address, Text: it.GUID})
	}
	return intake.Item{Article: a, Notes: r.notes, Partial: !whole && a.URL != ""}
}

// foreign reports whether an address is on another site than the feed. A feed in a file has no site.
func (r *reader) foreign(address string) bool {
	from, err := url.Parse(r.address)
	to, terr := url.Parse(address)
	return err == nil && terr == nil && from.Host != "" && to.Host != "" && !intake.SameSite(from.Hostname(), to.Hostname())
}

// link returns the address of an entry's page: its link, else a GUID that is one.
func (r *reader) link(it *gofeed.Item) string {
	if u := absolute(r.base, it.Link); u != "" {
		return u
	}
	if strings.HasPrefix(it.GUID, "http://") || strings.HasPrefix(it.GUID, "https://") {
		return absolute(r.base, it.GUID)
	}
	return ""
}

// absolute resolves an address and returns it where it is http or https.
func absolute(base, ref string) string {
	ref = strings.TrimSpace(ref)
	if ref == "" {
		return ""
	}
	from, err := url.Parse(base)
	if err != nil {
		from = &url.URL{}
	}
	u, err := from.Parse(ref)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return u.String()
}

// date returns when an entry was published, in ISO 8601 and in the zone that it states; where a feed
// gives only the last change, that.
func date(it *gofeed.Item) string {
	printed, parsed := it.Published, it.PublishedParsed
	if printed == "" {
		printed, parsed = it.Updated, it.UpdatedParsed
	}
	d := page.Date(printed)
	_, err := time.Parse("2006-01-02T15:04:05", d) // no zone that we know: "09:00 EST"
	if (d == "" || err == nil) && parsed != nil && parsed.Year() > 1990 && parsed.Year() < 2101 {
		return parsed.Format(time.RFC3339)
	}
	return d
}

// maxAuthors bounds the names in a byline.
const maxAuthors = 10

func byline(it *gofeed.Item) string {
	var names []string
	for _, a := range it.Authors[:min(len(it.Authors), maxAuthors)] {
		if a == nil {
			continue
		}
		name := text(a.Name)
		if name == "" { // RSS 2.0 says "mail address", people write names into it
			name = text(a.Email)
		}
		if name != "" && !strings.Contains(name, "@") {
			names = append(names, name)
		}
	}
	return strings.Join(names, ", ")
}

// text makes one line of a field that may hold markup.
func text(s string) string { return strings.Join(strings.Fields(page.Text(s)), " ") }

// prose makes paragraphs of a field that may hold markup.
func prose(s string) string { return page.Text(s) }
