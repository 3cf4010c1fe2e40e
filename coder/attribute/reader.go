package attribute

import (
	"slices"
	"strings"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/coder/actor"
	"github.com/tocsin-desk/tocsin/coder/dating"
	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
)

// A reader holds what is known while one article is read.
type reader struct {
	doc    *parse.Doc
	cast   *actor.Cast
	lex    *lexicon.Set
	art    *tocsin.Article
	dates  *dating.Dates
	quotes []quote
	within []int         // by token: the outermost quotation that holds it, or -1
	para   []int         // by sentence: number of its paragraph
	found  []*candidate  // in the order of their cues
	taken  []bool        // by token: part of a cue already
	tails  []parse.Range // ", according to X" at the end of a sentence: part of no other content there
	kinds  *Kinds        // nil: the rules alone decide
	orgs   map[int]int   // by entity: the organisation of the first role that the article gives it

	turnedOut   map[int]int        // by entity without a name: whose name he got later: "a refugee … the woman, Ada Orlu"
	voices      map[int]int        // by head of a noun phrase: who it is, see voice
	sourceOf    map[int]*candidate // by head of a source: the statement
	nameOfToken []int32            // by token: 1 + index into the names of the parse
}

// A candidate is an attribution while it is put together: ranges are of tokens.
type candidate struct {
	head     int // the token that carries the cue
	cue      parse.Range
	entry    *lexicon.Cue
	source   parse.Range // empty: none is printed
	who      int         // head of the source, or NoHead
	content  []tocsin.Span
	core     int  // head of the content, or NoHead
	passive  bool // the content is the subject
	quoted   []int
	score    float64
	sure     bool // a reading that the rules settle: the model's corpus hardly knows it
	learned  bool // the model found it, and score is how sure it is
	trace    []string
	parent   *candidate
	inner    *candidate // what the speaker says of himself, absorbed: "I fear" in a quotation
	speaker  int        // index into the cast, or nobody
	joint    []int      // who speaks with him
	trust    float64    // how sure the speaker is, 0..1
	carrier  []hop      // frames that carry the statement: agencies, told outlets, the outermost first
	channel  string     // "in a statement"
	sentence int
	id       string
	kind     tocsin.Kind
	words    map[string]bool // of the content, see contentWords
	features []string        // of the classifier of kinds
	turn     bool            // a turn of a transcript
	frame    bool            // says nothing itself, only stands around what others say
}

func (c *candidate) why(rule string) { c.trace = append(c.trace, rule) }

func newReader(d *parse.Doc, cast *actor.Cast, lex *lexicon.Set, a *tocsin.Article) *reader {
	r := &reader{doc: d, cast: cast, lex: lex, art: a, dates: dating.Read(d, lex, a), quotes: scanQuotes(d.Text)}
	r.taken = make([]bool, len(d.Tokens))
	r.within = make([]int, len(d.Tokens))
	for i := range r.within {
		r.within[i] = -1
	}
	r.para = make([]int, len(d.Sents))
	for i := 1; i < len(d.Sents); i++ {
		r.para[i] = r.para[i-1]
		if a, b := d.Sents[i-1].Span.End, d.Sents[i].Span.Start; a < b && strings.IndexByte(d.Text[a:b], '\n') >= 0 {
			r.para[i]++
		}
	}
	r.orgs = map[int]int{}
	for i := range d.Tokens {
		role, ok := cast.Role(i)
		if !ok || role.Organisation < 0 {
			continue
		}
		for _, e := range cast.At(i) {
			if _, known := r.orgs[e]; !known {
				r.orgs[e] = role.Organisation
			}
		}
	}
	r.voices, r.turnedOut, r.sourceOf = map[int]int{}, map[int]int{}, map[int]*candidate{}
	r.nameOfToken = make([]int32, len(d.Tokens))
	for k, n := range d.Names {
		for i := n.First; i < n.End && i < len(d.Tokens); i++ {
			r.nameOfToken[i] = int32(k + 1)
		}
	}
	r.closeQuotes()
	r.quoteTurns()
	for n := range r.quotes {
		r.fill(n)
	}
	return r
}

// fill enters a quotation into within.
func (r *reader) fill(n int) {
	if r.quotes[n].nested {
		return
	}
	for w := r.tokens(r.quotes[n].span); w.First < w.End; w.First++ {
		r.within[w.First] = n
	}
}

func (r *reader) tokens(s tocsin.Span) parse.Range { return r.doc.TokenRange(s) }

func (r *reader) lemma(i int) string { return strings.ToLower(r.doc.Tokens[i].Lemma) }

func (r *reader) form(i int) string { return strings.ToLower(r.doc.Tokens[i].Form) }

func (r *reader) upos(i int) parse.UPOS { return r.doc.Tokens[i].UPOS }

func (r *reader) rel(i int) parse.Rel { return r.doc.Tokens[i].Rel }

func (r *reader) head(i int) int { return r.doc.Tokens[i].Head }

// is reports whether the token hangs on its head by one of the relations, subtypes left aside.
func (r *reader) is(i int, rels ...parse.Rel) bool {
	return slices.Contains(rels, r.rel(i).Base())
}

// case_ returns the preposition of a phrase, also where it hangs on another word of a name ("by" on "News" in "by Coast News
// Agency"); NoHead where there is none.
func (r *reader) case_(i int) int {
	if k := r.doc.Child(i, "case", "mark"); k != parse.NoHead {
		return k
	}
	if k := r.subtree(i).First; k < i && r.upos(k) == parse.ADP && r.is(k, "case") && r.is(r.head(k), "compound", "flat", "amod", "nummod") {
		return k
	}
	return parse.NoHead
}

// has reports whether the token has a dependent with the relation.
func (r *reader) has(i int, rel parse.Rel) bool { return r.doc.Child(i, rel) != parse.NoHead }

func (r *reader) sent(i int) parse.Sentence { return r.doc.Sents[r.doc.Tokens[i].Sent] }

// punct reports whether the token is one of the marks.
func (r *reader) punct(i int, marks string) bool {
	return i >= 0 && i < len(r.doc.Tokens) && r.doc.Tokens[i].Form != "" && strings.Contains(marks, r.doc.Tokens[i].Form)
}

// subtree is Doc.Subtree without the dependents of another kind of its end: an empty range never comes back.
func (r *reader) subtree(i int) parse.Range { return r.doc.Subtree(i) }

// verbal reports whether a token heads a clause: a verb, or a predicate with a copula.
func (r *reader) verbal(i int) bool {
	return r.upos(i) == parse.VERB || r.upos(i) == parse.AUX || r.has(i, "cop")
}

// pos is the lexicon's letter for a part of speech, "" for words that can't be a cue.
func pos(u parse.UPOS) string {
	switch u {
	case parse.VERB, parse.AUX:
		return "V"
	case parse.NOUN, parse.PROPN:
		return "N"
	case parse.ADJ:
		return "A"
	}
	return ""
}

// entry returns the cue that the token may be, or nil.
func (r *reader) entry(i int) *lexicon.Cue {
	p := pos(r.upos(i))
	if p == "" {
		return nil
	}
	return r.lex.Cue(r.lemma(i), p)
}
