package page

import (
	"fmt"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// The article is looked for in one pass over the tree. The page is laid out in lines, as a reader sees them, each
// in the elements that hold it. A line that reads like prose weighs as much as it has letters. From the
// body downward, reading follows the child that holds nearly all of the weight, past the frames of the page; where
// the weight divides, the article begins. What its elements call themselves (navigation, comments,
// "related") is left out before, unless it holds most of the weight: then the name misleads.

// mainText finds the article in a page and returns its text; "" where there is none.
// A panic is an error: it reads strangers' bytes, and one page must not end the desk.
func mainText(doc *html.Node) (text string, err error) {
	defer func() {
		if r := recover(); r != nil {
			text, err = "", fmt.Errorf("the extractor failed: %v", r)
		}
	}()
	body := find(doc, atom.Body)
	if body == nil {
		return "", nil // a page of frames
	}
	var l layout
	root := l.box(body)
	f := finder{lines: l.lines}
	return f.article(root), nil
}

func find(n *html.Node, tag atom.Atom) *html.Node {
	if n.DataAtom == tag {
		return n
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if x := find(c, tag); x != nil {
			return x
		}
	}
	return nil
}

// A finder looks for the article among the boxes.
type finder struct {
	lines []textLine
	sums  []int // sums[i] is the weight of the lines before i

	headline string // where a line repeats it
}

// The thresholds of the search, found on pages with marked passages.
const (
	follow     = 0.80 // share of the weight that a child must hold to be followed
	followHint = 0.50 // the same of a child that calls itself the article
	mislead    = 0.50 // share of the weight above which the name of an element isn't believed
	least      = 100  // weight that must be left after leaving out
)

func (f *finder) article(root *box) string {
	f.repeats()
	f.weigh()
	total := f.weight(root)
	for _, b := range root.kids {
		f.prune(b, total)
	}
	f.weigh()
	if f.weight(root) < least && total >= least { // everything calls itself something else
		for i := range f.lines {
			f.lines[i].drop = false
		}
		f.weigh()
	}
	return f.compose(f.descend(root))
}

// repeats drops the lines that say the headline once more: in a form to send it, above a picture.
func (f *finder) repeats() {
	headline := ""
	for i := range f.lines {
		switch l := &f.lines[i]; {
		case l.top && headline == "":
			headline = l.text
		case l.text == headline:
			l.again = true
			f.headline = headline
		}
	}
}

// weigh sums up the lines that are left.
func (f *finder) weigh() {
	f.sums = append(f.sums[:0], 0)
	sum := 0
	for i := range f.lines {
		if l := &f.lines[i]; !l.drop {
			sum += l.weight()
		}
		f.sums = append(f.sums, sum)
	}
}

// weight returns what a box holds.
func (f *finder) weight(b *box) int { return f.sums[b.to] - f.sums[b.from] }

// prune marks the lines of elements that say they are no part of the article.
func (f *finder) prune(b *box, total int) {
	if aside(b.node) && float64(f.weight(b)) <= mislead*float64(total) {
		for i := b.from; i < b.to; i++ {
			f.lines[i].drop = true
		}
		return
	}
	for _, k := range b.kids {
		f.prune(k, total)
	}
}

// descend follows the weight.
func (f *finder) descend(b *box) *box {
	for {
		var best *box
		for _, k := range b.kids {
			if best == nil || f.weight(k) > f.weight(best) {
				best = k
			}
		}
		if best == nil || f.weight(best) == 0 || passage(best.node.DataAtom) {
			return b
		}
		share := follow
		if articleHint(best.node) {
			share = followHint
		}
		if float64(f.weight(best)) < share*float64(f.weight(b)) {
			return b
		}
		b = best
	}
}

// passage reports whether an element is a part of a text and never the whole.
func passage(tag atom.Atom) bool {
	return tag == atom.P || tag == atom.Ul || tag == atom.Ol || tag == atom.Blockquote
}

// compose writes the lines of the article. Short lines before its first prose and after its last
// are what stands around an article: section, date, tags.
func (f *finder) compose(b *box) string {
	first, last := -1, -1
	for i := b.from; i < b.to; i++ {
		if l := &f.lines[i]; !l.drop && l.weight() > 0 {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	if first < 0 {
		return f.headline // a page that says nothing else, and says it twice
	}
	first, last = f.lead(first), f.rest(last, b.to)
	var out []string
	for i := first; i <= last; i++ {
		l := &f.lines[i]
		if l.drop || l.again || i < b.from && l.weight() == 0 && !l.heading || l.links() || notice(l.text) {
			continue
		}
		out = append(out, l.text)
	}
	return strings.Join(out, "\n")
}

// links reports whether a line is there to be clicked.
func (l *textLine) links() bool {
	return l.linked*2 > l.chars && (l.item || l.linked*10 > l.chars*9)
}

// maxLead is how many lines may stand between a headline and the article, date and authors among them.
const maxLead = 25

// lead moves the beginning of an article up to its first paragraph, which many pages set apart:
// between the headline and what follows.
func (f *finder) lead(first int) int {
	for i := first - 1; i >= 0 && i >= first-maxLead; i-- {
		if !f.lines[i].top {
			continue
		}
		for j := i + 1; j < first; j++ {
			l := &f.lines[j]
			if !l.drop && (l.weight() > 0 || l.heading && l.chars >= prose/2) {
				return j
			}
		}
		return first
	}
	return first
}

// rest moves the end of an article past the items of a list.
func (f *finder) rest(last, end int) int {
	for last+1 < end {
		l := &f.lines[last+1]
		if l.drop || !l.item || l.linked*2 > l.chars {
			break
		}
		last++
	}
	return last
}

// notices begin lines that speak about the page.
var notices = [...]string{
	"read more", "read also", "also read", "related:", "see also", "advertisement", "share this", "follow us", "subscribe", "sign up", "click here", "photo:", "image:", "source:",
	"читайте также", "фото:", "источник:", "подпис", "lesen sie auch", "lies auch", "weiterlesen", "mehr zum thema", "auch interessant", "das könnte", "anzeige", "folgen sie",
	"à lire aussi", "lire aussi", "leer también", "lea también", "te puede interesar", "leia também",
}

// notice reports whether a short line speaks about the page and not about its subject.
func notice(s string) bool {
	if len(s) > 120 {
		return false
	}
	s = strings.ToLower(s)
	for _, n := range notices {
		if strings.HasPrefix(s, n) {
			return true
		}
	}
	return false
}
