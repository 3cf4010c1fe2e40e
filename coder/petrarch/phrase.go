package petrarch

import (
	"slices"
	"strings"

	"github.com/tocsin-desk/tocsin/lexicon/petrarch"
	"github.com/tocsin-desk/tocsin/parse"
)

// none is the code of a phrase that stands for nobody the dictionary knows.
const none = "---"

// An actor is a code that a phrase has, and why.
type actor struct {
	code  string
	head  int               // token
	base  string            // the code without roles
	roles []*petrarch.Agent // in the order of the code
	why   []string
}

// A phrase is a noun phrase without what hangs on it by prepositions and clauses: "Norway's harbour master".
type phrase struct {
	head        int
	tokens      []int // sorted
	first, last int   // words
	actors      []actor
	list        *list
}

// A list is noun phrases joined by "and", "or" or commas; most have one member.
type list struct{ members []*phrase }

// actors returns the coded members' codes in order; a code with a slash stands for several.
func (l *list) actors() []actor {
	var out []actor
	for _, p := range l.members {
		for _, a := range p.actors {
			for _, code := range strings.Split(a.code, "/") {
				if b := (actor{code: code, head: a.head, why: a.why}); !slices.ContainsFunc(out, func(o actor) bool { return sameCode(o, b) }) {
					out = append(out, b)
				}
			}
		}
	}
	return out
}

// inside are the relations of what belongs to a noun phrase itself.
var inside = []parse.Rel{"det", "amod", "compound", "flat", "nummod", "nmod:poss", "nmod:desc", "fixed", "goeswith", "dep", "advmod", "case", "det:predet"}

// phrases finds the noun phrases of the sentence and their codes.
func (x *sentence) phrases() {
	s := x.doc.Sents[x.sent]
	for i := s.First; i < s.End; i++ {
		if x.isHead(i) {
			p := &phrase{head: i, tokens: x.own(i)}
			p.first, p.last = x.wordAt(p.tokens[0]), x.wordAt(p.tokens[len(p.tokens)-1]+1)-1
			if p.last >= p.first {
				x.phrase = append(x.phrase, p)
				x.at[i] = p
			}
		}
	}
	slices.SortStableFunc(x.phrase, func(a, b *phrase) int { return a.first - b.first })
	for i, p := range x.phrase {
		switch h := x.at[x.doc.Tokens[p.head].Head]; {
		case h != nil && h.list != nil && (x.rel(p.head) == "conj" || x.listed(p)):
			p.list = h.list
		case i > 0 && x.secondSubject(x.phrase[i-1], p):
			p.list = x.phrase[i-1].list
		default:
			p.list = &list{}
		}
		p.list.members = append(p.list.members, p)
	}
	for _, p := range x.phrase {
		p.actors = x.code(p, 0)
	}
	for _, p := range x.phrase {
		x.share(p)
	}
}

// listed reports whether what a parser took for an apposition is a member of a list: "Norway, the Faroes, Iceland and Sweden".
func (x *sentence) listed(p *phrase) bool {
	t := &x.doc.Tokens[p.head]
	return x.rel(p.head) == "appos" && t.UPOS == parse.PROPN && t.Head < p.head && x.comma(t.Head, p.head) && (x.coordinated(p.head) || x.coordinated(t.Head))
}

// secondSubject reports whether two phrases are subjects of one verb with only a comma or an "and" between them: a list that a parser
// took apart.
func (x *sentence) secondSubject(a, b *phrase) bool {
	first := a.list.members[0]
	h := x.doc.Tokens[b.head].Head
	if h < b.head || x.doc.Tokens[first.head].Head != h || x.rel(first.head) != x.rel(b.head) || x.rel(b.head).Base() != "nsubj" {
		return false
	}
	return a.last+1 == b.first && x.comma(a.head, b.head) || a.last+2 == b.first && (x.text[a.last+1] == "AND" || x.text[a.last+1] == "OR")
}

// isHead reports whether a token heads a noun phrase of its own.
func (x *sentence) isHead(i int) bool {
	t := &x.doc.Tokens[i]
	if !nominal(t.UPOS) && !(t.UPOS == parse.ADJ || t.UPOS == parse.NUM || t.UPOS == parse.VERB) {
		return false
	}
	r := x.rel(i)
	if !nominal(t.UPOS) {
		switch r.Base() {
		case "nsubj", "obj", "iobj", "obl", "nmod", "appos":
		case "conj":
			return x.at[t.Head] != nil
		default:
			return false
		}
		return r != "nmod:poss"
	}
	return !x.belongs(i)
}

// belongs reports whether a token lies inside the noun phrase of its head.
func (x *sentence) belongs(i int) bool {
	h := x.doc.Tokens[i].Head
	if h < 0 || predicate(x.doc.Tokens[h].UPOS) && x.rel(h) != "amod" || x.misread(i) != parse.NoHead {
		return false
	}
	switch r := x.rel(i); {
	case r == "nmod" && x.caseOf(i) == "" && i < h: // "the Norway office"
		return true
	case r == "appos" && !x.comma(min(i, h), max(i, h)): // "minister Calimehtar"
		return true
	case r == "conj": // of a modifier: "Norwegian and Swedish envoys"
		return x.belongs(h)
	default:
		return slices.Contains(inside, r) || slices.Contains(inside, r.Base()) && r.Base() != "nmod"
	}
}

// comma reports whether two tokens have a mark between them that parts phrases: any but a hyphen and quotation marks.
func (x *sentence) comma(from, to int) bool {
	for i := from; i < to; i++ {
		if t := &x.doc.Tokens[i]; mark(t) && t.Form != "-" && !strings.ContainsAny(t.Form, "'\"`’‘“”") {
			return true
		}
	}
	return false
}

// own returns the tokens of a noun phrase, in order.
func (x *sentence) own(head int) []int {
	out := []int{head}
	for i := 0; i < len(out); i++ {
		for _, c := range x.doc.Children(out[i]) {
			r := x.rel(c)
			if mark(&x.doc.Tokens[c]) || r.Base() == "acl" || r == "cc" {
				continue
			}
			if out[i] != head && r.Base() != "nmod" && r != "conj" || x.belongs(c) {
				out = append(out, c)
			}
		}
	}
	slices.Sort(out)
	for len(out) > 1 && x.rel(out[0]) == "case" { // "of Stad Havn"
		out = out[1:]
	}
	return out
}

// pronoun reports whether a word is nobody's name: dictionaries know US, texts know us.
func pronoun(form string) bool {
	switch strings.ToLower(form) {
	case "i", "me", "he", "him", "she", "her", "it", "we", "they", "them", "you", "who", "whom", "which", "that", "this", "these", "those":
		return true
	}
	return form == "us" || form == "Us"
}
