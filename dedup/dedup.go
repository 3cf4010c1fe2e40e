// Package dedup tells which texts have one origin: which article is a copy, whole or in part, of which.
//
// In: texts in the order of their arrival. Out: for each a tocsin.Copy, which names the story it belongs
// to and the text it was copied from; the first of a story is its head.
// It never takes two texts for copies because they quote the same words, never joins two stories that
// exist, and never reads a clock: the same texts in the same order give the same copies.
//
// Five-word shingles outside quotation marks; containment in the smaller text (Broder 1997), because a
// copy is often cut, and symmetric measures lose cut copies.
package dedup

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/tocsin-desk/tocsin"
)

// Options say what a copy is. The zero value means the defaults.
type Options struct {
	Window time.Duration // how far apart a text and its copy are at most; default 7 days
	Share  float64       // least containment of shingles in the smaller text, 0..1; default 0.3
	Texts  int           // how many texts are remembered at most; default 50,000, which take 350 MB at 300 words each
}

// The defaults: a dispatch is reprinted within days; between texts of one origin containment was at least
// .3 in 99 % of edited copies, between others never (docs: copies).
const (
	defaultWindow = 7 * 24 * time.Hour
	defaultShare  = 0.3
	defaultTexts  = 50_000
)

// Limits of the search for candidates.
const (
	sampling   = 4  // one shingle in so many is indexed: a quarter of a text still has a dozen
	maxHolders = 64 // texts listed for one shingle, the newest; what more texts hold says nothing new
	maxChecks  = 24 // candidates compared in full, best first
	minShared  = 6  // shingles that a copy shares at least: a run of ten words
	common     = 3  // a shingle of so many stories is boilerplate, such as an outlet's footer
	ownShare   = .6 // containment in a text of the same outlet: it doesn't copy itself, but it repeats its footer
	minCredit  = 4  // letters of an outlet's name that is looked for in a text
)

// A Document is a version of an article, as much of it as copies need.
type Document struct {
	Hash   tocsin.VersionHash
	Outlet string
	At     time.Time // when it arrived, or was published where an archive is read
	Text   string
}

// An Index remembers the last texts that it was given. It isn't safe for concurrent use.
type Index struct {
	options Options
	texts   []text // in order of arrival; the first is number first
	first   int
	known   map[tocsin.VersionHash]int
	holders map[uint32][]int // sampled shingle → numbers of the texts that hold it, ascending
	short   map[uint64]int   // whole text → number of the first that has it, for texts without shingles
}

type text struct {
	Copy     tocsin.Copy
	outlet   string
	at       time.Time
	shingles []uint32 // sorted, each once
	whole    uint64   // hash of all its words
}

// New returns an empty index.
func New(o Options) *Index {
	o.Window = cmp.Or(o.Window, defaultWindow)
	o.Share = cmp.Or(o.Share, defaultShare)
	o.Texts = cmp.Or(o.Texts, defaultTexts)
	return &Index{options: o, known: map[tocsin.VersionHash]int{}, holders: map[uint32][]int{}, short: map[uint64]int{}}
}

// Len returns how many texts are remembered.
func (x *Index) Len() int { return len(x.texts) }

// Add says what the document is a copy of, and remembers it. A version that is remembered already gives
// the same answer again.
func (x *Index) Add(d Document) tocsin.Copy {
	if n, ok := x.known[d.Hash]; ok {
		return x.text(n).Copy
	}
	t := newText(d)
	t.Copy = tocsin.Copy{Version: d.Hash, Story: tocsin.StoryID(d.Hash), Of: d.Hash, Share: 1, Why: "the first of its story"}
	if origin, share, ok := x.origin(&t, d.Text); ok {
		of := x.text(origin)
		t.Copy = tocsin.Copy{Version: d.Hash, Story: of.Copy.Story, Of: of.Copy.Version, Share: share, Why: why(share, of, d)}
	}
	x.remember(t)
	return t.Copy
}

// Restore remembers a document with the answer that it got in an earlier run, so that a restart
// gives nobody another story: its head may have left the window long ago.
func (x *Index) Restore(d Document, c tocsin.Copy) {
	if _, ok := x.known[d.Hash]; ok {
		return
	}
	t := newText(d)
	t.Copy = c
	x.remember(t)
}

func newText(d Document) text {
	t := text{outlet: d.Outlet, at: d.At}
	t.shingles, t.whole = shingle(d.Text)
	return t
}

func why(share float64, of *text, d Document) string {
	s := fmt.Sprintf("shares %.0f %% of its wording", 100*share)
	if of.shingles == nil {
		s = "the same words"
	}
	if credits(d, of.outlet) {
		s += ", credits " + of.outlet
	}
	return s
}

// credits reports whether a text names another outlet, as a reprint does: "(Ostravian Wire)".
func credits(d Document, outlet string) bool {
	return len(outlet) >= minCredit && outlet != d.Outlet && strings.Contains(d.Text, outlet)
}

func (x *Index) text(n int) *text { return &x.texts[n-x.first] }

// A match is a remembered text that shares shingles with a new one.
type match struct {
	number  int
	sampled int     // sampled shingles shared
	common  int     // of those: boilerplate
	shared  float64 // shingles shared, boilerplate apart
	share   float64
}

// origin finds the text that this one is a copy of: the one that shares most, so that an article glued
// from two copies joins the larger part; of equals the one it credits, then the earliest.
func (x *Index) origin(t *text, words string) (number int, share float64, ok bool) {
	if t.shingles == nil {
		n, ok := x.short[t.whole]
		return n, 1, ok && x.near(t, n)
	}
	var best match
	bestCredited := false
	for _, m := range x.candidates(t) {
		x.compare(t, &m)
		of := x.text(m.number)
		least := x.options.Share
		if of.outlet == t.outlet && t.outlet != "" {
			least = max(least, ownShare)
		}
		if m.share < least || m.shared < minShared {
			continue
		}
		credited := credits(Document{Outlet: t.outlet, Text: words}, of.outlet)
		sameStory := ok && of.Copy.Story == x.text(best.number).Copy.Story
		switch {
		case !ok, m.shared > best.shared && !(sameStory && bestCredited && !credited), sameStory && credited && !bestCredited:
			best, bestCredited, ok = m, credited, true
		}
	}
	return best.number, best.share, ok
}

// candidates lists the texts that share sampled shingles, those that share most first.
func (x *Index) candidates(t *text) []match {
	found := map[int]*match{}
	for _, h := range t.shingles {
		if h%sampling != 0 {
			continue
		}
		holders := x.holders[h]
		boilerplate := x.stories(holders) >= common
		for _, n := range holders {
			if !x.near(t, n) {
				continue
			}
			m := found[n]
			if m == nil {
				m = &match{number: n}
				found[n] = m
			}
			m.sampled++
			if boilerplate {
				m.common++
			}
		}
	}
	out := make([]match, 0, len(found))
	for _, m := range found {
		if m.sampled > m.common {
			out = append(out, *m)
		}
	}
	slices.SortFunc(out, func(a, b match) int {
		return cmp.Or(cmp.Compare(b.sampled-b.common, a.sampled-a.common), cmp.Compare(a.number, b.number))
	})
	return out[:min(len(out), maxChecks)]
}

// stories counts the stories that hold a shingle, up to the number that makes it common.
func (x *Index) stories(holders []int) int {
	var seen [common]tocsin.StoryID
	n := 0
	for _, h := range holders {
		story := x.text(h).Copy.Story
		if slices.Contains(seen[:n], story) {
			continue
		}
		seen[n] = story
		if n++; n == common {
			break
		}
	}
	return n
}

// compare counts the shared shingles in full. What part of them is boilerplate is known of the sampled
// ones and taken for all.
func (x *Index) compare(t *text, m *match) {
	other := x.text(m.number).shingles
	shared := float64(intersection(t.shingles, other))
	boilerplate := shared * float64(m.common) / float64(m.sampled)
	smaller := float64(min(len(t.shingles), len(other))) - boilerplate
	m.shared = shared - boilerplate
	if smaller > 0 {
		m.share = m.shared / smaller
	}
}

// intersection counts what two sorted lists have in common.
func intersection(a, b []uint32) (n int) {
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			n++
			i++
			j++
		}
	}
	return n
}

// near reports whether a remembered text lies within the window of a new one, on either side: archives
// aren't always in order.
func (x *Index) near(t *text, n int) bool {
	return t.at.Sub(x.text(n).at).Abs() <= x.options.Window
}

func (x *Index) remember(t text) {
	if len(x.texts) >= x.options.Texts {
		x.forget()
	}
	n := x.first + len(x.texts)
	x.texts = append(x.texts, t)
	x.known[t.Copy.Version] = n
	if t.shingles == nil {
		if first, ok := x.short[t.whole]; !ok || !x.near(&t, first) {
			x.short[t.whole] = n
		}
	}
	for _, h := range t.shingles {
		if h%sampling != 0 {
			continue
		}
		holders := append(x.holders[h], n)
		x.holders[h] = holders[max(0, len(holders)-maxHolders):]
	}
}

// forget drops the oldest text.
func (x *Index) forget() {
	t := &x.texts[0]
	delete(x.known, t.Copy.Version)
	if t.shingles == nil && x.short[t.whole] == x.first {
		delete(x.short, t.whole)
	}
	for _, h := range t.shingles {
		if holders := x.holders[h]; h%sampling != 0 || len(holders) == 0 || holders[0] != x.first {
			continue // more texts hold it than are listed
		} else if len(holders) > 1 {
			x.holders[h] = holders[1:]
		} else {
			delete(x.holders, h)
		}
	}
	x.texts[0] = text{}
	x.texts = x.texts[1:]
	x.first++
}
