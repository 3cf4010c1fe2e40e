package feed

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
)

// maxHead is how many bytes may stand around the items: titles, links, images.
const maxHead = 1 << 20

// A tag is one piece of markup.
type tag struct {
	start, end int    // of its bytes
	name       []byte // as written, with prefix
	kind       tagKind
}

type tagKind int

const (
	openTag tagKind = iota
	closeTag
	emptyTag
	otherTag // comment, CDATA, processing instruction, DOCTYPE
)

// next finds the next piece of markup at or behind i; ok is false where there is none left.
// A piece that isn't closed reaches to the end.
func next(b []byte, i int) (t tag, ok bool) {
	for {
		n := bytes.IndexByte(b[i:], '<')
		if n < 0 || i+n+1 >= len(b) {
			return tag{}, false
		}
		i += n
		if c := b[i+1]; c == '/' || c == '!' || c == '?' || nameByte(c) {
			return markup(b, i), true
		}
		i++ // "3 < 4" that somebody forgot to escape
	}
}

// markup reads the piece that begins at b[i].
func markup(b []byte, i int) tag {
	rest := b[i:]
	switch {
	case bytes.HasPrefix(rest, []byte("<!--")):
		return tag{i, until(b, i+4, "-->"), nil, otherTag}
	case bytes.HasPrefix(rest, []byte("<![CDATA[")):
		return tag{i, until(b, i+9, "]]>"), nil, otherTag}
	case bytes.HasPrefix(rest, []byte("<?")):
		return tag{i, until(b, i+2, "?>"), nil, otherTag}
	case bytes.HasPrefix(rest, []byte("<!")):
		return tag{i, doctypeEnd(b, i), nil, otherTag}
	}
	t := tag{start: i, kind: openTag}
	j := i + 1
	if b[j] == '/' {
		t.kind = closeTag
		j++
	}
	from := j
	for j < len(b) && nameByte(b[j]) {
		j++
	}
	t.name = b[from:j]
	t.end = tagEnd(b, j)
	if t.kind == openTag && t.end-2 > i && b[t.end-2] == '/' && b[t.end-1] == '>' {
		t.kind = emptyTag
	}
	return t
}

func nameByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == ':' || c == '_' || c == '-' || c == '.' || c >= 0x80
}

// until returns the end of the first occurrence of mark at or behind i.
func until(b []byte, i int, mark string) int {
	i = min(i, len(b))
	if n := bytes.Index(b[i:], []byte(mark)); n >= 0 {
		return i + n + len(mark)
	}
	return len(b)
}

// tagEnd returns the end of a tag: a ">" in an attribute's value doesn't end it.
func tagEnd(b []byte, i int) int {
	quote := byte(0)
	for ; i < len(b); i++ {
		switch c := b[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			return i + 1
		}
	}
	return len(b)
}

// doctypeEnd returns the end of a DOCTYPE, with the declarations in its brackets.
func doctypeEnd(b []byte, i int) int {
	brackets, quote := 0, byte(0)
	for ; i < len(b); i++ {
		switch c := b[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '[':
			brackets++
		case c == ']':
			brackets--
		case c == '>' && brackets <= 0:
			return i + 1
		}
	}
	return len(b)
}

// splitXML walks the markup once and cuts the items out. It drops comments; the XML declaration, since the
// bytes are UTF-8 by now, whatever it says; and the DOCTYPE with all entities that it defines: no feed
// needs one, and a parser that never sees it can't expand it.
func splitXML(b []byte) (parts, error) {
	s := xmlSplitter{src: b, at: -1}
	for i := 0; s.stop == ""; {
		t, ok := next(b, i)
		if !ok {
			break
		}
		i = t.end
		s.step(t)
	}
	return s.finish()
}

// An xmlSplitter holds where the walk stands.
type xmlSplitter struct {
	src    []byte
	parts  parts
	from   int    // src before here is copied to parts.head, or belongs to an item
	stack  []tag  // open elements outside items
	name   []byte // how this feed writes its items: item, entry, rss:item; nil: not known yet
	at     int    // start of the open item; -1: none
	inside int    // depth inside the open item
	worst  int    // deepest so far
	number int    // of the open item, or of the last one
	stop   string // why the walk ended early
}

// step takes one piece of markup.
func (s *xmlSplitter) step(t tag) {
	if s.at >= 0 {
		s.inItem(t)
		return
	}
	switch {
	case t.kind == otherTag:
		if !bytes.HasPrefix(s.src[t.start:], []byte("<![CDATA[")) {
			s.copyTo(t.start)
			s.from = t.end
		}
	case t.kind == openTag && s.isItem(t.name):
		s.begin(t)
	case t.kind == emptyTag && s.isItem(t.name):
		s.begin(t)
		s.finishItem(t.end)
	case t.kind == openTag:
		s.stack = append(s.stack, t)
	case t.kind == closeTag:
		if n := len(s.stack); n > 0 && bytes.Equal(s.stack[n-1].name, t.name) {
			s.stack = s.stack[:n-1]
		}
	}
	switch {
	case len(s.stack) > MaxDepth:
		s.stop = fmt.Sprintf("tags outside of items nested deeper than %d", MaxDepth)
	case t.end-s.from+len(s.parts.head) > maxHead && s.at < 0:
		s.stop = fmt.Sprintf("more than %d MiB outside of items", maxHead>>20)
	}
}

// isItem reports whether an element is an item: below the root or below its channel.
func (s *xmlSplitter) isItem(name []byte) bool {
	if len(s.stack) == 0 || len(s.stack) > 2 {
		return false
	}
	if s.name != nil {
		return bytes.Equal(name, s.name)
	}
	local := name[bytes.LastIndexByte(name, ':')+1:]
	if string(local) != "item" && string(local) != "entry" {
		return false
	}
	s.name = name
	return true
}

func (s *xmlSplitter) begin(t tag) {
	s.copyTo(t.start)
	if s.number == 0 {
		s.frame()
	}
	s.number++
	s.at, s.inside, s.worst = t.start, 1, 1
}

// inItem follows the depth inside an item. Another item that begins before the end of this one
// means that the end was forgotten, since items don't nest.
func (s *xmlSplitter) inItem(t tag) {
	switch {
	case t.kind == openTag && bytes.Equal(t.name, s.name), t.kind == emptyTag && bytes.Equal(t.name, s.name):
		s.lost(t.start, "its end tag is missing")
		s.begin(t)
		if t.kind == emptyTag {
			s.finishItem(t.end)
		}
	case t.kind == closeTag && bytes.Equal(t.name, s.name):
		s.finishItem(t.end)
	case t.kind == openTag:
		s.inside++
		s.worst = max(s.worst, s.inside)
	case t.kind == closeTag:
		s.inside--
	}
}

// finishItem keeps the open item, which ends at end.
func (s *xmlSplitter) finishItem(end int) {
	if s.number <= MaxItems {
		s.parts.add(s.number, s.src[s.at:end], s.worst)
	}
	s.at, s.from = -1, end
}

// lost gives up the open item.
func (s *xmlSplitter) lost(end int, why string) {
	if s.number <= MaxItems {
		s.parts.refuse(s.number, true, "%s", why)
	}
	s.at, s.from = -1, end
}

func (s *xmlSplitter) copyTo(end int) {
	if end > s.from {
		s.parts.head = append(s.parts.head, s.src[s.from:end]...)
		s.from = end
	}
}

// frame keeps what an item needs around it: the start tags of the root and the channel, which declare
// the prefixes, and their ends.
func (s *xmlSplitter) frame() {
	for _, t := range s.stack {
		s.parts.open = append(s.parts.open, s.src[t.start:t.end]...)
	}
	s.parts.end = s.ends()
}

// ends closes all open elements.
func (s *xmlSplitter) ends() (b []byte) {
	for _, t := range slices.Backward(s.stack) {
		b = fmt.Appendf(b, "</%s>", t.name)
	}
	return b
}

// finish closes what the feed left open.
func (s *xmlSplitter) finish() (parts, error) {
	if s.at >= 0 {
		s.lost(len(s.src), "cut off")
	}
	switch {
	case s.stop != "" && s.number == 0:
		return parts{}, errors.New(s.stop)
	case s.stop != "":
		s.parts.refuse(0, true, "%s: what is beyond was not read", s.stop)
		s.stack = s.stack[:min(len(s.stack), MaxDepth)]
	default:
		s.copyTo(len(s.src))
	}
	if s.number > MaxItems {
		s.parts.refuse(0, false, "%d items: the %d after the first %d were not read", s.number, s.number-MaxItems, MaxItems)
	}
	s.parts.head = append(s.parts.head, s.ends()...) // a feed that was cut off, or forgot to end
	return s.parts, nil
}
