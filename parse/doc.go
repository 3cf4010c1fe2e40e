// Package parse holds what is known of the language of one text: sentences, words, trees, names,
// chains of mentions, time expressions.
//
// In: plain text (or CoNLL-U). Out: a Doc, filled step by step by the sub-packages token, sentence,
// net, lemma, entity, when and coref, which parse/pipeline puts in order.
// It never knows politics, never does I/O, never changes the text.
package parse

import (
	"strings"

	"github.com/tocsin-desk/tocsin"
)

// UPOS is a universal part of speech.
type UPOS string

// The universal parts of speech (universaldependencies.org/u/pos).
const (
	ADJ   UPOS = "ADJ"
	ADP   UPOS = "ADP"
	ADV   UPOS = "ADV"
	AUX   UPOS = "AUX"
	CCONJ UPOS = "CCONJ"
	DET   UPOS = "DET"
	INTJ  UPOS = "INTJ"
	NOUN  UPOS = "NOUN"
	NUM   UPOS = "NUM"
	PART  UPOS = "PART"
	PRON  UPOS = "PRON"
	PROPN UPOS = "PROPN"
	PUNCT UPOS = "PUNCT"
	SCONJ UPOS = "SCONJ"
	SYM   UPOS = "SYM"
	VERB  UPOS = "VERB"
	X     UPOS = "X"
)

// Rel is a whole UD relation, subtype included: "nsubj:pass".
type Rel string

// Base returns the relation up to its colon.
func (r Rel) Base() Rel {
	if i := strings.IndexByte(string(r), ':'); i >= 0 {
		return r[:i]
	}
	return r
}

// NoHead is the Head of a root and the Chain of a mention without chain.
const NoHead = -1

// A Token is a syntactic word of UD. Words of one fused token (don't = do + n't) lie side by side
// and split its characters where they can; where they can't, they share the span.
type Token struct {
	Span  tocsin.Span // bytes of Doc.Text
	Form  string
	Lemma string
	UPOS  UPOS
	XPOS  string // Penn tag, for English
	Feats string // UD features, "Number=Plur|…", "" for none
	Head  int    // index of the head in Doc.Tokens, NoHead for a root
	Rel   Rel
	Sent  int // index in Doc.Sents
}

// A Sentence is a range of tokens.
type Sentence struct {
	First, End int         // tokens [First, End)
	Span       tocsin.Span // from its first to its last character
	Kind       Kind        // what it is on the printed page
}

// Kind is what a sentence is on the printed page.
type Kind uint8

// The kinds of sentences.
const (
	Prose    Kind = iota // running text
	Headline             // a line without a stop, or in capitals: "PRESIDENT SIGNS DECREE"
	Dateline             // where and when a report was written: "SELKA, Nov 3 (Meridian Wire) —"
	Byline               // who made the text or the picture: "By Orla Venn", "Reporting by …; editing by …"
	Caption              // what a picture shows: "File photo: a ferry at Selka"
	Item                 // a point of a list, with its mark
	Row                  // a row of a table, or of links
)

// Reported reports whether a sentence of this kind says something about the world: who wrote an article and the
// figures of a table are nobody's words and nobody's acts.
func (k Kind) Reported() bool { return k != Dateline && k != Byline && k != Row }

// A Range is a half-open range of tokens.
type Range struct{ First, End int }

// NameType is the class of a name.
type NameType string

// The classes of names.
const (
	PER    NameType = "PER"    // a person
	ORG    NameType = "ORG"    // an organisation, party, company, armed group
	OUTLET NameType = "OUTLET" // an organisation that is a medium or agency
	GPE    NameType = "GPE"    // a place that acts: country, province, city
	LOC    NameType = "LOC"    // a place that doesn't: river, region, sea
	FAC    NameType = "FAC"    // a building, base, bridge, crossing
	NORP   NameType = "NORP"   // nationality, religious or political group
	EVENT  NameType = "EVENT"  // a named event
	DOC    NameType = "DOC"    // a named document, law, treaty
	ROLE   NameType = "ROLE"   // an office as printed: "deputy head of the border service"; in Doc.Roles only
	MISC   NameType = "MISC"   // a name of no class above
)

// Body reports whether a name of the class is an organisation, be it a medium or not.
func (t NameType) Body() bool { return t == ORG || t == OUTLET }

// A Name is a proper name found in the text.
type Name struct {
	Range
	Type NameType
	Why  string // features or dictionary line that made it
}

// A Mention is one place where somebody or something is spoken of.
type Mention struct {
	Range
	Head   int                // head token
	Form   tocsin.MentionType // name, nominal, pronoun
	Type   NameType           // "" where nothing is known
	Chain  int                // index into the article's chains, NoHead for none
	Quoted bool               // it stands inside quotation marks
	Why    string             // the sieve or feature that put it into its chain
}

// A Doc is a parsed text. After the pipeline it is read only.
type Doc struct {
	Text     string
	Lang     string
	Tokens   []Token
	Sents    []Sentence
	Fused    []Range // fused tokens: ranges of the words they hold
	Names    []Name  // in text order, none overlapping another
	Roles    []Name  // offices as printed, which may hold names
	Mentions []Mention
	Chains   int // number of chains
	Times    []tocsin.Time
	Vectors  []int16 // what the network makes of each word, Dim numbers a word; nil where it hasn't read the text
	Dim      int

	first, children []int // children of token i: children[first[i]:first[i+1]]
}

// Index prepares Children. The parser calls it when heads are final; call it again after changing them.
func (d *Doc) Index() {
	n := len(d.Tokens)
	d.first = make([]int, n+2)
	for i := range d.Tokens {
		if h := d.Tokens[i].Head; h >= 0 {
			d.first[h+2]++
		}
	}
	for i := 1; i < len(d.first); i++ {
		d.first[i] += d.first[i-1]
	}
	d.children = make([]int, d.first[n+1])
	for i := range d.Tokens {
		if h := d.Tokens[i].Head; h >= 0 {
			d.children[d.first[h+1]] = i
			d.first[h+1]++
		}
	}
}

// Children returns the dependents of token i in text order.
func (d *Doc) Children(i int) []int { return d.children[d.first[i]:d.first[i+1]] }

// Child returns the first dependent of i with one of the relations (whole relation, or its base
// where the argument has no colon), or NoHead.
func (d *Doc) Child(i int, rels ...Rel) int {
	for _, c := range d.Children(i) {
		for _, r := range rels {
			if d.Tokens[c].Rel == r || d.Tokens[c].Rel.Base() == r {
				return c
			}
		}
	}
	return NoHead
}

// Subtree returns the smallest range of tokens that holds i and everything below it.
func (d *Doc) Subtree(i int) Range {
	r := Range{i, i + 1}
	for _, c := range d.Children(i) {
		s := d.Subtree(c)
		r.First, r.End = min(r.First, s.First), max(r.End, s.End)
	}
	return r
}

// Within reports whether token i is anc or lies below it.
func (d *Doc) Within(i, anc int) bool {
	for ; i >= 0; i = d.Tokens[i].Head {
		if i == anc {
			return true
		}
	}
	return false
}

// Span returns the bytes that a range of tokens covers; it is empty for an empty range.
func (d *Doc) Span(r Range) tocsin.Span {
	if r.End <= r.First {
		return tocsin.Span{}
	}
	return tocsin.Span{Start: d.Tokens[r.First].Span.Start, End: d.Tokens[r.End-1].Span.End}
}

// TokenAt returns the index of the first token that ends after the byte offset; len(Tokens) past the end.
func (d *Doc) TokenAt(offset int) int {
	lo, hi := 0, len(d.Tokens)
	for lo < hi {
		if m := (lo + hi) / 2; d.Tokens[m].Span.End <= offset {
			lo = m + 1
		} else {
			hi = m
		}
	}
	return lo
}

// TokenRange returns the tokens that overlap a span of bytes.
func (d *Doc) TokenRange(s tocsin.Span) Range {
	r := Range{First: d.TokenAt(s.Start)}
	for r.End = r.First; r.End < len(d.Tokens) && d.Tokens[r.End].Span.Start < s.End; r.End++ {
	}
	return r
}

// Feat returns the value of a feature: Feat(i, "Number") = "Plur", "" where it has none.
func (d *Doc) Feat(i int, name string) string {
	for rest := d.Tokens[i].Feats; rest != ""; {
		var pair string
		pair, rest, _ = strings.Cut(rest, "|")
		if k, v, _ := strings.Cut(pair, "="); k == name {
			return v
		}
	}
	return ""
}
