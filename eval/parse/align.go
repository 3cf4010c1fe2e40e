package parse

import (
	"cmp"
	"slices"
	"strings"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/parse/conllu"
)

// A word with its place in the characters of the file. Words of a fused token share its span.
type word struct {
	conllu.Word
	span    tocsin.Span
	fused   bool
	head    *word // nil for a root
	partner *word // the word of the other side that it is aligned with
}

// A file is the characters of all forms without white space, and spans over them.
type file struct {
	text          string
	tokens, sents []tocsin.Span
	words         []*word
}

func flatten(sents []*conllu.Sentence) *file {
	f := &file{}
	var text strings.Builder
	put := func(form string) tocsin.Span {
		start := text.Len()
		for part := range strings.FieldsSeq(form) {
			text.WriteString(part)
		}
		f.tokens = append(f.tokens, tocsin.Span{Start: start, End: text.Len()})
		return f.tokens[len(f.tokens)-1]
	}
	for _, s := range sents {
		start, fused := text.Len(), s.Fused
		words := make([]*word, len(s.Words))
		for i := 0; i < len(s.Words); {
			form, end, joint := s.Words[i].Form, i+1, false
			if len(fused) > 0 && fused[0].First == i {
				form, end, joint, fused = fused[0].Form(), fused[0].End, true, fused[1:]
			}
			for span := put(form); i < end; i++ {
				words[i] = &word{Word: s.Words[i], span: span, fused: joint}
			}
		}
		for _, w := range words {
			if w.Head > 0 {
				w.head = words[w.Head-1]
			}
		}
		f.words = append(f.words, words...)
		if text.Len() > start {
			f.sents = append(f.sents, tocsin.Span{Start: start, End: text.Len()})
		}
	}
	f.text = text.String()
	return f
}

// align sets the partners and returns how many pairs there are: words of equal span, and, where either side has a
// fused token, the longest common subsequence of the forms in the stretch that fused tokens cover together.
func align(g, s []*word) int {
	regions := fusedRegions(g, s)
	gIn, gOut := divide(g, regions)
	sIn, sOut := divide(s, regions)
	pairs := 0
	join := func(a, b *word) {
		a.partner, b.partner = b, a
		pairs++
	}
	for span, w := range gOut {
		if other := sOut[span]; other != nil {
			join(w, other)
		}
	}
	for region, words := range gIn {
		commonForms(words, sIn[region], join)
	}
	return pairs
}

// fusedRegions merges the overlapping spans of fused tokens of both sides.
func fusedRegions(g, s []*word) []tocsin.Span {
	var all []tocsin.Span
	for _, words := range [][]*word{g, s} {
		for _, w := range words {
			if w.fused {
				all = append(all, w.span)
			}
		}
	}
	slices.SortFunc(all, func(a, b tocsin.Span) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End)) })
	var out []tocsin.Span
	for _, x := range all {
		if n := len(out); n > 0 && x.Start < out[n-1].End {
			out[n-1].End = max(out[n-1].End, x.End)
		} else {
			out = append(out, x)
		}
	}
	return out
}

// divide sorts words into those inside a region, by its number, and those outside, by their span.
func divide(words []*word, regions []tocsin.Span) (in map[int][]*word, out map[tocsin.Span]*word) {
	in, out = map[int][]*word{}, map[tocsin.Span]*word{}
	k := 0
	for _, w := range words {
		for k < len(regions) && regions[k].End <= w.span.Start && w.span.End > regions[k].End {
			k++
		}
		if k < len(regions) && regions[k].Contains(w.span) {
			in[k] = append(in[k], w)
		} else {
			out[w.span] = w
		}
	}
	return in, out
}

// commonForms joins the longest common subsequence of lower-cased forms.
func commonForms(a, b []*word, join func(a, b *word)) {
	length := make([][]int, len(a)+1)
	for i := range length {
		length[i] = make([]int, len(b)+1)
	}
	same := func(i, j int) bool { return strings.EqualFold(a[i].Form, b[j].Form) }
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if same(i, j) {
				length[i][j] = length[i+1][j+1] + 1
			} else {
				length[i][j] = max(length[i+1][j], length[i][j+1])
			}
		}
	}
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case same(i, j):
			join(a[i], b[j])
			i, j = i+1, j+1
		case length[i+1][j] >= length[i][j+1]:
			i++
		default:
			j++
		}
	}
}
