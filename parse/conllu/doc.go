package conllu

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/parse"
)

// Text returns the plain text of sentences: forms joined by spaces where SpaceAfter=No doesn't
// forbid it, an empty line where a document or paragraph begins.
func Text(sents []*Sentence) string {
	var b strings.Builder
	space := ""
	for i, s := range sents {
		if i > 0 && (s.Begins("newdoc") || s.Begins("newpar")) {
			space = "\n\n"
		}
		s.surface(func(form, misc string, _, _ int) bool {
			b.WriteString(space)
			b.WriteString(form)
			space = " "
			if noSpace(misc) {
				space = ""
			}
			return true
		})
	}
	return b.String()
}

func noSpace(misc string) bool {
	for m := range strings.SplitSeq(misc, "|") {
		if m == "SpaceAfter=No" {
			return true
		}
	}
	return false
}

// surface calls f for each surface token with the words [first, end) that it holds, until f returns false.
func (s *Sentence) surface(f func(form, misc string, first, end int) bool) {
	fused := s.Fused
	for i := 0; i < len(s.Words); {
		form, misc, end := s.Words[i].Form, s.Words[i].Misc, i+1
		if len(fused) > 0 && fused[0].First == i {
			form, misc, end = fused[0].Form(), fused[0].Misc(), fused[0].End
			fused = fused[1:]
		}
		if !f(form, misc, i, end) {
			return
		}
		i = end
	}
}

// Doc sets sentences over a text that has the same characters, white space aside. Columns that are
// "_" stay empty, and words without a head become roots. Where the characters differ the error names
// the sentence and wraps tocsin.ErrInvalid.
func Doc(text string, sents []*Sentence) (*parse.Doc, error) {
	d := &parse.Doc{Text: text}
	at := 0
	for n, s := range sents {
		if err := addSentence(d, s, &at); err != nil {
			return nil, fmt.Errorf("sentence %d: %w", n+1, err)
		}
	}
	if rest := strings.TrimSpace(text[at:]); rest != "" {
		return nil, fmt.Errorf("text goes on after the last sentence with %q: %w", clip(rest), tocsin.ErrInvalid)
	}
	d.Index()
	return d, nil
}

func addSentence(d *parse.Doc, s *Sentence, at *int) error {
	if i := s.circular(); i > 0 { // parse.Doc.Within and Subtree would never end
		return fmt.Errorf("word %d is its own ancestor: %w", i, tocsin.ErrInvalid)
	}
	first := len(d.Tokens)
	var err error
	s.surface(func(form, _ string, a, b int) bool {
		var span tocsin.Span
		if span, err = align(d.Text, *at, form); err != nil {
			return false
		}
		*at = span.End
		spans := Split(d.Text, span, formsOf(s.Words[a:b]))
		for i := a; i < b; i++ {
			d.Tokens = append(d.Tokens, s.Words[i].token(spans[i-a], first, len(d.Sents)))
		}
		if b-a > 1 || isFused(s, a) {
			d.Fused = append(d.Fused, parse.Range{First: first + a, End: first + b})
		}
		return true
	})
	if err != nil {
		return err
	}
	end := len(d.Tokens)
	span := tocsin.Span{Start: d.Tokens[first].Span.Start, End: d.Tokens[end-1].Span.End}
	d.Sents = append(d.Sents, parse.Sentence{First: first, End: end, Span: span})
	return nil
}

func isFused(s *Sentence, word int) bool {
	for _, f := range s.Fused {
		if f.First == word {
			return true
		}
	}
	return false
}

func formsOf(words []Word) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = w.Form
	}
	return out
}

func (w Word) token(span tocsin.Span, first, sent int) parse.Token {
	known := func(c string) string {
		if c == "_" {
			return ""
		}
		return c
	}
	t := parse.Token{
		Span: span, Form: w.Form, Lemma: known(w.Lemma), UPOS: parse.UPOS(known(w.UPOS)), XPOS: known(w.XPOS),
		Feats: known(w.Feats), Head: parse.NoHead, Rel: parse.Rel(known(w.Rel)), Sent: sent,
	}
	if w.Lemma == "_" && w.Form == "_" {
		t.Lemma = "_"
	}
	if w.Head > 0 {
		t.Head = first + w.Head - 1
	}
	return t
}

// plain returns the character that the Penn treebanks write as a word; other forms are themselves.
func plain(form string) string {
	switch form {
	case "-LRB-":
		return "("
	case "-RRB-":
		return ")"
	case "-LSB-":
		return "["
	case "-RSB-":
		return "]"
	case "-LCB-":
		return "{"
	case "-RCB-":
		return "}"
	}
	return form
}

// sameRune reports whether a character of the text may be written so in a tree: parsers straighten quotation marks.
func sameRune(text, tree rune) bool {
	return text == tree || tree == '\'' && (text == '’' || text == '‘') || tree == '"' && (text == '“' || text == '”')
}

// align returns the span of the text that spells form, white space aside on both sides.
func align(text string, at int, form string) (tocsin.Span, error) {
	start := -1
	for _, want := range plain(form) {
		if unicode.IsSpace(want) {
			continue
		}
		var r rune
		n := 0
		for r, n = utf8.DecodeRuneInString(text[at:]); n > 0 && unicode.IsSpace(r); r, n = utf8.DecodeRuneInString(text[at:]) {
			at += n
		}
		if n == 0 || !sameRune(r, want) {
			return tocsin.Span{}, fmt.Errorf("form %q stands over %q in the text: %w", form, clip(text[at:]), tocsin.ErrInvalid)
		}
		if start < 0 {
			start = at
		}
		at += n
	}
	if start < 0 {
		return tocsin.Span{}, fmt.Errorf("form %q holds no character: %w", form, tocsin.ErrInvalid)
	}
	return tocsin.Span{Start: start, End: at}, nil
}

func clip(s string) string {
	if r := []rune(s[:min(len(s), 80)]); len(r) > 20 {
		return string(r[:20])
	}
	return s
}

// Split gives each word of a fused token its part of the token's span, where the words' forms spell
// the token; otherwise all of them share the span. "don't" splits into do + n't; "gonna" into gon + na;
// French "au" can't be split into à + le.
func Split(text string, span tocsin.Span, forms []string) []tocsin.Span {
	out := make([]tocsin.Span, len(forms))
	at := span.Start
	for i, f := range forms {
		if !strings.HasPrefix(text[at:span.End], f) {
			at = -1
			break
		}
		out[i] = tocsin.Span{Start: at, End: at + len(f)}
		at += len(f)
	}
	if at != span.End {
		for i := range out {
			out[i] = span
		}
	}
	return out
}
