package conllu

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/parse"
)

// FromDoc returns the sentences of a doc, with `# text =`, `# newpar` where a line ends before the
// sentence, SpaceAfter=No and fused tokens.
func FromDoc(d *parse.Doc) []*Sentence {
	out := make([]*Sentence, len(d.Sents))
	fused := d.Fused
	for i, ds := range d.Sents {
		s := &Sentence{}
		if i == 0 || strings.Contains(d.Text[d.Sents[i-1].Span.End:ds.Span.Start], "\n") {
			s.Comments = append(s.Comments, "# newpar")
		}
		s.Comments = append(s.Comments, "# text = "+strings.Join(strings.Fields(ds.Span.Of(d.Text)), " "))
		s.Words = make([]Word, ds.End-ds.First)
		for k := range s.Words {
			s.Words[k] = Word{Form: inline(d.Tokens[ds.First+k].Form), Deps: "_", Misc: "_"}
		}
		s.Fill(d, i)
		for ; len(fused) > 0 && fused[0].First < ds.End; fused = fused[1:] {
			f := fused[0]
			form := inline(d.Span(parse.Range{First: f.First, End: f.End}).Of(d.Text))
			s.Fused = append(s.Fused, Fused{f.First - ds.First, f.End - ds.First,
				form + strings.Repeat("\t_", columns-3) + "\t" + spaceAfter(d, d.Tokens[f.End-1].Span)})
		}
		s.spaces(d, ds.First)
		out[i] = s
	}
	return out
}

// inline keeps a form on its line: white space inside a form becomes one space.
func inline(form string) string { return strings.Join(strings.Fields(form), " ") }

// spaces sets SpaceAfter=No on words outside fused tokens.
func (s *Sentence) spaces(d *parse.Doc, first int) {
	s.surface(func(_, _ string, a, b int) bool {
		if b-a == 1 && !isFused(s, a) {
			s.Words[a].Misc = spaceAfter(d, d.Tokens[first+a].Span)
		}
		return true
	})
}

func spaceAfter(d *parse.Doc, s tocsin.Span) string {
	r, n := utf8.DecodeRuneInString(d.Text[s.End:])
	if n == 0 || unicode.IsSpace(r) {
		return "_"
	}
	return "SpaceAfter=No"
}

// Fill writes lemma, tags, features, head and relation of the doc's n-th sentence into s, which has
// as many words, and leaves everything else as it is.
func (s *Sentence) Fill(d *parse.Doc, n int) {
	sent := d.Sents[n]
	for i := range s.Words {
		t, w := &d.Tokens[sent.First+i], &s.Words[i]
		w.Lemma, w.UPOS, w.XPOS, w.Feats, w.Rel = orBlank(t.Lemma), orBlank(string(t.UPOS)), orBlank(t.XPOS), orBlank(t.Feats), orBlank(string(t.Rel))
		w.Head = 0
		if t.Head >= 0 {
			w.Head = t.Head - sent.First + 1
		}
		if t.Rel == "" && t.Head < 0 {
			w.Head = Unknown
		}
	}
}

func orBlank(s string) string {
	if s == "" {
		return "_"
	}
	return s
}
