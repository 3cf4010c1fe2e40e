package petrarch

import (
	"slices"
	"strings"
	"unicode"

	"github.com/tocsin-desk/tocsin/lexicon/petrarch"
	"github.com/tocsin-desk/tocsin/parse"
)

// read makes the words of a sentence.
func (c *coder) read(n int) *sentence {
	s := c.doc.Sents[n]
	x := &sentence{coder: c, sent: n, at: map[int]*phrase{}, taken: map[int]bool{}}
	for i := s.First; i < s.End; i++ {
		t := &c.doc.Tokens[i]
		if mark(t) || possessive(t) {
			if n := len(x.words); t.Form == "-" && n > 0 && i+1 < s.End && t.Span.End == c.doc.Tokens[i+1].Span.Start {
				x.words[n-1].hyphen = c.doc.Tokens[x.words[n-1].token].Span.End == t.Span.Start
			}
			continue
		}
		parts := strings.FieldsFunc(upper(t.Form), split)
		for j, w := range parts {
			x.words = append(x.words, word{i, j+1 < len(parts)})
			x.text = append(x.text, w)
		}
	}
	x.gone = make([]bool, len(x.words))
	return x
}

func split(r rune) bool { return r == '-' || r == '_' || r == '–' }

func upper(s string) string { return strings.ToUpper(strings.ReplaceAll(s, "’", "'")) }

// mark reports whether a token is no word, whatever a tagger took it for; "-LRB-" is how treebanks write a bracket.
func mark(t *parse.Token) bool {
	letter := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	return t.UPOS == parse.PUNCT || strings.IndexFunc(t.Form, letter) < 0 || len(t.Form) == 5 && strings.HasPrefix(t.Form, "-") && strings.HasSuffix(t.Form, "B-")
}

func possessive(t *parse.Token) bool {
	return t.Form == "'" || (t.Form == "'s" || t.Form == "’s") && (t.XPOS == "POS" || t.Rel == "case")
}

// wordAt returns the index of the first word at or behind a token.
func (x *sentence) wordAt(token int) int {
	i, _ := slices.BinarySearchFunc(x.words, token, func(w word, t int) int { return w.token - t })
	return i
}

// rel is the relation of a token in terms of UD v2; trees of users are often v1.
func (x *sentence) rel(i int) parse.Rel {
	t := &x.doc.Tokens[i]
	if t.Head < 0 { // whatever its tree says
		return "root"
	}
	switch t.Rel {
	case "dobj":
		return "obj"
	case "nsubjpass", "csubjpass":
		return "nsubj:pass"
	case "auxpass":
		return "aux:pass"
	case "name":
		return "flat"
	case "mwe":
		return "fixed"
	case "nmod", "nmod:tmod", "nmod:npmod", "obl:tmod", "obl:npmod":
		if predicate(x.doc.Tokens[t.Head].UPOS) {
			return "obl"
		}
		return "nmod"
	}
	return t.Rel
}

func predicate(p parse.UPOS) bool { return p == parse.VERB || p == parse.AUX }

func nominal(p parse.UPOS) bool {
	return p == parse.NOUN || p == parse.PROPN || p == parse.PRON || p == parse.X || p == parse.SYM
}

// children returns the dependents of a token whose relation, or its base, is one of these.
func (x *sentence) children(i int, rels ...parse.Rel) []int {
	var out []int
	for _, c := range x.doc.Children(i) {
		if r := x.rel(c); slices.Contains(rels, r) || slices.Contains(rels, r.Base()) {
			out = append(out, c)
		}
	}
	return out
}

// caseOf returns the preposition of a token in capitals, "" where it has none.
func (x *sentence) caseOf(i int) string {
	for _, c := range x.children(i, "case", "mark") {
		if t := &x.doc.Tokens[c]; !possessive(t) {
			return upper(t.Form)
		}
	}
	// Parsers hang the preposition of a name on its first word: "of Stad Havn".
	if first := x.doc.Subtree(i).First; first < i && x.rel(first) == "case" && !possessive(&x.doc.Tokens[first]) {
		return upper(x.doc.Tokens[first].Form)
	}
	return ""
}

// is reports whether a token is a word of a dictionary, by its form or its lemma.
func (x *sentence) is(token int, w string) bool {
	t := &x.doc.Tokens[token]
	return upper(t.Form) == w || upper(t.Lemma) == w
}

// The bounds of an aside in words: from two to eight between commas are left out, as PETRARCH does unless told otherwise.
const (
	asideMin = 2
	asideMax = 8
)

// asides marks what stands between two commas, or behind the last: "two envoys told the paper". Commas of lists don't count.
func (x *sentence) asides() {
	var commas []int
	s := x.doc.Sents[x.sent]
	for i := s.First; i < s.End; i++ {
		if x.doc.Tokens[i].Form == "," && !x.listComma(i) {
			commas = append(commas, i)
		}
	}
	commas = append(commas, s.End)
	for i := 0; i+1 < len(commas); i++ {
		from, to := x.wordAt(commas[i]), x.wordAt(commas[i+1])
		if n := to - from; n >= asideMin && n <= asideMax && !x.holdsVerbOf(commas[i], commas[i+1]) {
			for j := from; j < to; j++ {
				x.gone[j] = true
			}
		}
	}
}

// holdsVerbOf reports whether a stretch holds a verb whose subject stands before it: the sentence goes on there.
func (x *sentence) holdsVerbOf(from, to int) bool {
	for t := from; t < to; t++ {
		for _, c := range x.children(t, "nsubj") {
			if predicate(x.doc.Tokens[t].UPOS) && c < from {
				return true
			}
		}
	}
	return false
}

// listComma reports whether a comma stands between members of a list of nouns or adjectives.
func (x *sentence) listComma(i int) bool {
	h := x.doc.Tokens[i].Head
	if h < 0 {
		return false
	}
	for _, t := range []int{h, i + 1} {
		if t < len(x.doc.Tokens) && x.rel(t) == "amod" && i+1 < len(x.doc.Tokens) && x.doc.Tokens[i+1].UPOS == parse.ADJ {
			return true
		}
	}
	conj := func(t int) bool {
		return x.rel(t) == "conj" && nominal(x.doc.Tokens[t].UPOS) && t > i && x.coordinated(x.doc.Tokens[t].Head)
	}
	return conj(h) || slices.ContainsFunc(x.children(h, "conj"), func(t int) bool {
		return nominal(x.doc.Tokens[h].UPOS) && conj(t) && !slices.ContainsFunc(x.children(h, "appos"), func(a int) bool { return a > i && a < t })
	})
}

// coordinated reports whether a list has its "and": without one, a member behind a comma is a parser's guess.
func (x *sentence) coordinated(first int) bool {
	return len(x.children(first, "cc")) > 0 || slices.ContainsFunc(x.children(first, "conj"), func(t int) bool { return len(x.children(t, "cc")) > 0 })
}

// A verb is a word of the text that the dictionary has as a verb, with the words of its compound.
type verb struct {
	token       int
	first, last int // words
	entries     []*petrarch.Verb
}

// code returns the code of the verb alone: that of the first entry that has one.
func (v *verb) code() (petrarch.EventCode, *petrarch.Verb) {
	for _, e := range v.entries {
		if !e.Code.None() {
			return e.Code, e
		}
	}
	return petrarch.EventCode{}, v.entries[0]
}

// patterns returns the patterns of all blocks of the verb, those that ask for most first.
func (v *verb) patterns() []*petrarch.Pattern {
	if len(v.entries) == 1 {
		return v.entries[0].Block.Patterns
	}
	var out []*petrarch.Pattern
	var seen []*petrarch.Block
	for _, e := range v.entries {
		if !slices.Contains(seen, e.Block) {
			seen = append(seen, e.Block)
			out = append(out, e.Block.Patterns...)
		}
	}
	slices.SortStableFunc(out, func(a, b *petrarch.Pattern) int { return b.Weight() - a.Weight() })
	return out
}

// verbs returns the verbs of the sentence that the dictionary knows.
func (x *sentence) verbs() []*verb {
	var out []*verb
	for i := range x.words {
		if v := x.verbAt(i); v != nil && (len(out) == 0 || v.token != out[len(out)-1].token) {
			out = append(out, v)
		}
	}
	return out
}

// verbAt returns the verb at a word, or nil. The entries with the most words win.
func (x *sentence) verbAt(i int) *verb {
	v := &verb{token: parse.NoHead}
	most := -1
	for _, e := range x.dict.Verbs[x.text[i]] {
		n := len(e.Before) + len(e.After)
		first, last, ok := x.compound(e, i)
		if !ok || n < most {
			continue
		}
		token := x.verbToken(first, last, i)
		if token == parse.NoHead {
			continue
		}
		if n > most {
			most, v.entries = n, nil
		}
		v.token, v.first, v.last, v.entries = token, first, last, append(v.entries, e)
	}
	if most < 0 {
		return nil
	}
	return v
}

// verbToken returns the token of a verb's words that is a verb in the tree, the word the dictionary marks first; NoHead where none is.
func (x *sentence) verbToken(first, last, marked int) int {
	if t := x.words[marked].token; x.isVerb(t) {
		return t
	}
	for i := first; i <= last; i++ {
		if t := x.words[i].token; x.isVerb(t) {
			return t
		}
	}
	return parse.NoHead
}

// isVerb reports whether a token is a full verb: by its tag, or because it has a subject and an auxiliary ("will never quarrel").
func (x *sentence) isVerb(t int) bool {
	switch x.doc.Tokens[t].UPOS {
	case parse.VERB:
		return true
	case parse.AUX:
		r := x.rel(t).Base()
		return r != "aux" && r != "cop"
	case parse.NOUN:
		return len(x.children(t, "aux")) > 0 && len(x.children(t, "cop")) == 0
	}
	return false
}

// compound finds the other words of a multi-word verb beside word i, or its particle anywhere behind it.
func (x *sentence) compound(e *petrarch.Verb, i int) (first, last int, ok bool) {
	first, last = i, i
	for j := len(e.Before) - 1; j >= 0; j-- {
		if first--; first < 0 || x.text[first] != e.Before[j] {
			return 0, 0, false
		}
	}
	for _, w := range e.After {
		if last+1 < len(x.text) && x.text[last+1] == w {
			last++
			continue
		}
		prt := x.children(x.words[i].token, "compound:prt")
		if len(e.After) != 1 || !slices.ContainsFunc(prt, func(t int) bool { return upper(x.doc.Tokens[t].Form) == w }) {
			return 0, 0, false
		}
	}
	return first, last, true
}
