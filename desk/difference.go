package desk

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/store"
)

// The difference of two versions of a document: which statements and events are gone or new, and which words.
type differencePage struct {
	Old, New  *store.Stored
	OldURL    string
	NewURL    string
	Gone, Add []line
	Read      bool // whether both versions have been read
	Runs      []run
}

// A run is a stretch of words that is in both versions or in one of them.
type run struct {
	Op   string // same, gone, new
	Text string
}

func (d *desk) difference(w http.ResponseWriter, r *http.Request) error {
	f := readFilter(r)
	id := tocsin.ArticleID(f.values.Get("id"))
	before, err := d.store.ArticleVersion(r.Context(), id, tocsin.VersionHash(f.text("from")))
	if err != nil {
		return err
	}
	after, err := d.store.ArticleVersion(r.Context(), id, tocsin.VersionHash(f.text("to")))
	if err != nil {
		return err
	}
	p := differencePage{Old: before, New: after, OldURL: versionURL(before), NewURL: versionURL(after), Runs: difference(before.Text, after.Text)}
	oldRead, errOld := d.store.Reading(r.Context(), id, before.Hash)
	newRead, errNew := d.store.Reading(r.Context(), id, after.Hash)
	if err := cmp.Or(unlessMissing(errOld), unlessMissing(errNew)); err != nil {
		return err
	}
	if p.Read = oldRead != nil && newRead != nil; p.Read {
		old, new := described{before, oldRead}, described{after, newRead}
		p.Gone, p.Add = missing(old.lines(""), new.lines("")), missing(new.lines(""), old.lines(""))
		for i := range p.Gone {
			p.Gone[i].URL = p.OldURL + itemQuery(p.Gone[i].ID) + "#here"
		}
	}
	return d.show(w, http.StatusOK, "difference", "What changed", p)
}

// missing returns the lines of a for which b has none that says the same. A name at the head of a sentence
// is the name within one.
func missing(a, b []line) []line {
	var out []line
	for _, x := range a {
		same := func(y line) bool {
			return strings.EqualFold(x.Who, y.Who) && x.Verb == y.Verb && strings.EqualFold(x.Whom, y.Whom)
		}
		if !slices.ContainsFunc(b, same) {
			out = append(out, x)
		}
	}
	return out
}

// maxCells bounds the table of a comparison: two texts of 3,000 words that have nothing in common.
const maxCells = 9_000_000

// difference compares two texts word by word, or, where that is too much, paragraph by paragraph.
// The runs that are same or new make up the new text, those that are same or gone the old one.
func difference(before, after string) []run {
	for _, cut := range [...]func(string) []string{fieldsWithSpace, linesWithBreak} {
		if runs, ok := compare(cut(before), cut(after)); ok {
			return runs
		}
	}
	return join([]run{{"gone", before}, {"new", after}})
}

// fieldsWithSpace cuts a text after each stretch of white space.
func fieldsWithSpace(s string) []string {
	var out []string
	start := 0
	for i := 1; i < len(s); i++ {
		if isSpace(s[i-1]) && !isSpace(s[i]) {
			out = append(out, s[start:i])
			start = i
		}
	}
	return append(out, s[start:])
}

func isSpace(b byte) bool { return b == ' ' || b == '\n' || b == '\t' }

func linesWithBreak(s string) []string { return strings.SplitAfter(s, "\n") }

// compare finds a longest common subsequence; ok is false where its table would be too large.
func compare(a, b []string) (runs []run, ok bool) {
	head := 0
	for head < min(len(a), len(b)) && a[head] == b[head] {
		head++
	}
	tail := 0
	for tail < min(len(a), len(b))-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	x, y := a[head:len(a)-tail], b[head:len(b)-tail]
	if len(x)*len(y) > maxCells {
		return nil, false
	}
	for _, s := range a[:head] {
		runs = append(runs, run{"same", s})
	}
	runs = append(runs, walk(x, y)...)
	for _, s := range a[len(a)-tail:] {
		runs = append(runs, run{"same", s})
	}
	return join(runs), true
}

// walk fills the table of common lengths from the end and goes through it from the beginning.
func walk(x, y []string) []run {
	width := len(y) + 1
	common := make([]int32, (len(x)+1)*width)
	for i := len(x) - 1; i >= 0; i-- {
		for j := len(y) - 1; j >= 0; j-- {
			if x[i] == y[j] {
				common[i*width+j] = common[(i+1)*width+j+1] + 1
			} else {
				common[i*width+j] = max(common[(i+1)*width+j], common[i*width+j+1])
			}
		}
	}
	var out []run
	i, j := 0, 0
	for i < len(x) || j < len(y) {
		switch {
		case i < len(x) && j < len(y) && x[i] == y[j]:
			out = append(out, run{"same", x[i]})
			i, j = i+1, j+1
		case j == len(y) || i < len(x) && common[(i+1)*width+j] >= common[i*width+j+1]:
			out = append(out, run{"gone", x[i]})
			i++
		default:
			out = append(out, run{"new", y[j]})
			j++
		}
	}
	return out
}

// join makes one run of neighbours of one kind, and drops empty ones.
func join(in []run) []run {
	var out []run
	for _, r := range in {
		switch n := len(out); {
		case r.Text == "":
		case n > 0 && out[n-1].Op == r.Op:
			out[n-1].Text += r.Text
		default:
			out = append(out, r)
		}
	}
	return out
}
