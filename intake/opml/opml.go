// Package opml reads and writes lists of sources in OPML, the form in which feed readers exchange them.
//
// In: an OPML document. Out: the sources it lists, and a refusal for each entry that names none; and back.
// It never fetches anything, and never resolves an entity.
package opml

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/intake"
	"github.com/tocsin-desk/tocsin/intake/charset"
)

// The caps of a list.
const (
	MaxBytes   = 10 << 20
	MaxSources = 10_000
	maxDepth   = 32 // nested folders
)

// Read returns the sources of a list in its order, each address once. name names the list in
// refusals and errors. What was read before a defect of the document is returned with the error,
// which wraps tocsin.ErrInvalid or tocsin.ErrTooLarge.
func Read(r io.Reader, name string) ([]tocsin.Source, []tocsin.Refusal, error) {
	b, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	if err != nil {
		return nil, nil, fmt.Errorf("read list %s: %w", name, err)
	}
	if len(b) > MaxBytes {
		return nil, nil, fmt.Errorf("read list %s: longer than %d MiB: %w", name, MaxBytes>>20, tocsin.ErrTooLarge)
	}
	l := lister{name: name, seen: map[tocsin.SourceID]bool{}}
	err = l.read(charset.Decode(b, "", charset.XML).Text)
	return l.sources, l.refused, err
}

// A lister collects the sources of one document.
type lister struct {
	name    string
	sources []tocsin.Source
	refused []tocsin.Refusal
	seen    map[tocsin.SourceID]bool
	entries int
}

func (l *lister) read(src []byte) error {
	dec := xml.NewDecoder(bytes.NewReader(src))
	dec.Strict = false
	dec.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil } // it is UTF-8 by now
	root := false
	for depth := 0; ; {
		tok, err := dec.Token()
		switch {
		case errors.Is(err, io.EOF) && root:
			return nil
		case errors.Is(err, io.EOF):
			return fmt.Errorf("read list %s: no <opml> in it: %w", l.name, tocsin.ErrInvalid)
		case err != nil:
			return fmt.Errorf("read list %s: %w: %w", l.name, err, tocsin.ErrInvalid)
		}
		switch t := tok.(type) {
		case xml.StartElement:
			if depth++; depth > maxDepth {
				return fmt.Errorf("read list %s: nested deeper than %d: %w", l.name, maxDepth, tocsin.ErrInvalid)
			}
			root = root || strings.EqualFold(t.Name.Local, "opml")
			if root && strings.EqualFold(t.Name.Local, "outline") {
				if len(l.sources) >= MaxSources {
					return fmt.Errorf("read list %s: more than %d sources: %w", l.name, MaxSources, tocsin.ErrTooLarge)
				}
				l.outline(t.Attr)
			}
		case xml.EndElement:
			depth--
		}
	}
}

// outline takes one entry: a folder has no address, a feed has xmlUrl, and an entry that has only
// htmlUrl or url is a page.
func (l *lister) outline(attrs []xml.Attr) {
	at := map[string]string{}
	for _, a := range attrs {
		at[strings.ToLower(a.Name.Local)] = strings.TrimSpace(a.Value)
	}
	kind, address := tocsin.SourceFeed, at["xmlurl"]
	if address == "" {
		kind, address = tocsin.SourcePage, cmp.Or(at["htmlurl"], at["url"])
	}
	title := cmp.Or(at["title"], at["text"])
	if address == "" && at["type"] == "" {
		return // a folder
	}
	l.entries++
	if intake.CanonicalURL(address) == "" {
		l.refused = append(l.refused, tocsin.Refusal{
			Source: fmt.Sprintf("%s entry %d (%s)", l.name, l.entries, title), Reason: fmt.Sprintf("no http or https address: %q", address),
		})
		return
	}
	s := tocsin.Source{ID: intake.SourceID(kind, address), Kind: kind, URL: address, Name: title}
	if !l.seen[s.ID] {
		l.seen[s.ID] = true
		l.sources = append(l.sources, s)
	}
}

// An outline is an entry as it is written.
type outline struct {
	Text    string `xml:"text,attr"`
	Title   string `xml:"title,attr,omitempty"`
	Type    string `xml:"type,attr,omitempty"`
	XMLURL  string `xml:"xmlUrl,attr,omitempty"`
	HTMLURL string `xml:"htmlUrl,attr,omitempty"`
}

type document struct {
	XMLName  xml.Name  `xml:"opml"`
	Version  string    `xml:"version,attr"`
	Title    string    `xml:"head>title"`
	Outlines []outline `xml:"body>outline"`
}

// Write writes the feeds and pages among the sources as OPML 2.0. Files are left out: a path means
// nothing on another machine.
func Write(w io.Writer, title string, sources []tocsin.Source) error {
	doc := document{Version: "2.0", Title: title}
	for _, s := range sources {
		o := outline{Text: cmp.Or(s.Name, s.URL), Title: s.Name}
		switch s.Kind {
		case tocsin.SourceFeed:
			o.Type, o.XMLURL = "rss", s.URL
		case tocsin.SourcePage:
			o.Type, o.HTMLURL = "link", s.URL
		default:
			continue
		}
		doc.Outlines = append(doc.Outlines, o)
	}
	b, err := xml.MarshalIndent(doc, "", "  ")
	if err != nil {
		return fmt.Errorf("write list: %w", err)
	}
	_, err = fmt.Fprintf(w, "%s%s\n", xml.Header, b)
	return err
}
