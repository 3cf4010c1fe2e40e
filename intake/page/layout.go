package page

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A box is a block element with what it holds.
type box struct {
	node     *html.Node
	kids     []*box
	from, to int // its lines are lines[from:to] of the page
}

// A textLine is one line of the page.
type textLine struct {
	text    string
	chars   int  // its bytes: a Chinese character counts three, and says as much as a short word
	linked  int  // of them in links
	heading bool // h1 to h6
	top     bool // h1
	item    bool // of a list or table
	again   bool // repeats the headline
	drop    bool // stands in an element that is no part of the article
}

// prose is the least number of bytes of a line that counts as prose, and sentence that of
// one which ends like a sentence.
const (
	prose    = 80
	sentence = 25
)

// weight returns how much a line counts: its length where it reads like prose.
func (l *textLine) weight() int {
	switch {
	case l.heading || l.again || l.linked*2 > l.chars:
		return 0
	case l.chars >= prose || l.chars >= sentence && ends(l.text):
		return l.chars
	}
	return 0
}

// ends reports whether a line ends like a sentence.
func ends(s string) bool {
	s = strings.TrimRight(s, "\"'”’»)] ")
	r := lastRune(s)
	return strings.ContainsRune(".!?…。！？؟।", r)
}

func lastRune(s string) (last rune) {
	for _, r := range s[max(0, len(s)-4):] {
		last = r
	}
	return last
}

// A layout turns a tree into boxes and lines.
type layout struct {
	lines []textLine
	w     writer // the line being written
	link  int    // open links
	chars int
	links int
	head  int // open headings
	top   int // of them h1
	items int // open list items and cells
}

// box lays out an element that stands on lines of its own.
func (l *layout) box(n *html.Node) *box {
	l.flush()
	b := &box{node: n, from: len(l.lines)}
	l.enter(n.DataAtom, 1)
	b.kids = l.inside(n)
	l.flush() // while it is open: the line is a heading, an item
	l.enter(n.DataAtom, -1)
	b.to = len(l.lines)
	return b
}

// inside lays out what an element holds, and returns the boxes in it.
func (l *layout) inside(n *html.Node) (boxes []*box) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode:
			l.text(c)
		case c.Type != html.ElementNode || hidden(c.DataAtom) || invisible(c):
		case c.DataAtom == atom.Br:
			l.flush()
		case block(c.DataAtom) || cell(c):
			if b := l.box(c); b.to > b.from {
				boxes = append(boxes, b)
			}
		default:
			l.enter(c.DataAtom, 1)
			boxes = append(boxes, l.inside(c)...) // a block inside a link or an unknown element
			l.enter(c.DataAtom, -1)
		}
	}
	return boxes
}

// cell reports whether an element is a table cell that was used for layout: it holds blocks. The cells
// of a table of data stand in one line.
func cell(n *html.Node) bool {
	if n.DataAtom != atom.Td && n.DataAtom != atom.Th {
		return false
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode && block(c.DataAtom) {
			return true
		}
	}
	return false
}

func (l *layout) enter(tag atom.Atom, by int) {
	switch tag {
	case atom.A:
		l.link += by
	case atom.H1:
		l.head += by
		l.top += by
	case atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		l.head += by
	case atom.Li, atom.Td, atom.Th, atom.Dd, atom.Dt:
		l.items += by
		l.w.space = true
	}
}

func (l *layout) text(n *html.Node) {
	if n.Parent.DataAtom == atom.Pre {
		for line := range strings.Lines(n.Data) {
			l.words(line)
			if strings.HasSuffix(line, "\n") {
				l.flush()
			}
		}
		return
	}
	l.words(n.Data)
}

func (l *layout) words(s string) {
	before := l.w.b.Len()
	l.w.text(s)
	n := l.w.b.Len() - before
	l.chars += n
	if l.link > 0 {
		l.links += n
	}
}

// flush ends the line.
func (l *layout) flush() {
	if l.w.b.Len() > 0 {
		l.lines = append(l.lines, textLine{
			text: l.w.String(), chars: l.chars, linked: l.links, heading: l.head > 0, top: l.top > 0, item: l.items > 0,
		})
	}
	l.w, l.chars, l.links = writer{}, 0, 0
}

// invisible reports whether an element says that it isn't shown, or is shown only over the text:
// "Tarek Olin<span class='tooltip hidden'>Olin Tarek, spokesman</span> said".
func invisible(n *html.Node) bool {
	for _, a := range n.Attr {
		switch a.Key {
		case "hidden":
			return true
		case "aria-hidden":
			if a.Val == "true" {
				return true
			}
		case "role":
			if a.Val == "tooltip" {
				return true
			}
		case "class":
			if unseen(a.Val, n.DataAtom) {
				return true
			}
		case "style":
			v := strings.ReplaceAll(strings.ToLower(a.Val), " ", "")
			if strings.Contains(v, "display:none") || strings.Contains(v, "visibility:hidden") {
				return true
			}
		}
	}
	return false
}

// unseen reports whether a class hides an element by the conventions of the common style sheets. A block
// that is called hidden is left to aside, which doesn't believe it of half a page.
func unseen(class string, tag atom.Atom) bool {
	return hasWord(class, "sr-only") || hasWord(class, "visually-hidden") || hasWord(class, "screen-reader-text") || hasWord(class, "hidden") && !block(tag)
}
