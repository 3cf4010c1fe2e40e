package actor

import (
	"time"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
)

// A mention is one place in the text where somebody is spoken of, before mentions are joined.
type mention struct {
	parse.Range
	head  int
	also  []int // further tokens that stand for it: the adjective of "Hungarian officials"
	form  tocsin.MentionType
	key   string // identity: mentions of one key are one entity; "" for its own
	name  string // canonical
	kind  tocsin.EntityKind
	codes []string
	basis string
	actor string // id in the lexicon
	rank  int    // of the mentions of an entity, the one of highest rank gives name and codes
	role  Role   // empty for none
	org   int    // mention of the organisation of that role, -1
}

// The ranks of what is known about a mention.
const (
	rankBare   = iota // a pronoun or a noun without codes
	rankName          // a person's name alone
	rankRole          // codes by a role
	rankOffice        // codes by an office, or a name with a role
	rankActor         // an actor of the lexicon
)

// A resolver holds the state of one call of Resolve.
type resolver struct {
	d     *parse.Doc
	lex   *lexicon.Set
	day   time.Time
	dated bool

	hits    []Hit
	hitAt   []int32 // by token: 1 + index into hits
	names   []parse.Name
	nameAt  []int32                 // by token: 1 + index into names
	bearers map[*lexicon.Role][]int // by office: the persons whose title it is, one mention each
	issuer  issuer
	self    []bool // by token: a first person that is the issuer's
	found   []mention
	heads   []int32 // by token: 1 + first mention headed there
	used    []bool  // by token: it says whose a role is
	votes   votes
}

// Resolve turns the mentions of a document into entities. Codes are those of the article's day; where
// that isn't known, those of today's lexicon. Outlet and title say who issued an official text.
// The document must have been indexed (parse.Doc.Index).
func Resolve(d *parse.Doc, lex *lexicon.Set, a *tocsin.Article) *Cast {
	n := len(d.Tokens)
	r := &resolver{d: d, lex: lex, hitAt: make([]int32, n), nameAt: make([]int32, n), heads: make([]int32, n), used: make([]bool, n), self: make([]bool, n), bearers: map[*lexicon.Role][]int{}}
	r.day, r.dated = a.Day()
	r.findIssuer(a)
	r.scan()
	r.findNames()
	r.drop()
	r.votes = r.count()
	r.choose()
	r.use()
	r.readHits(false)
	r.readNames()
	r.readRoles()
	r.readHits(true)
	r.readSelf()
	r.readChains()
	return r.assemble()
}

// add enters a mention and returns its index.
func (r *resolver) add(m mention) int {
	r.found = append(r.found, m)
	if r.heads[m.head] == 0 {
		r.heads[m.head] = int32(len(r.found))
	}
	return len(r.found) - 1
}

// mentionAt returns the first mention headed by a token, or -1.
func (r *resolver) mentionAt(i int) int { return int(r.heads[i]) - 1 }

// headOf returns the token of a range whose head lies outside it; the last one where several do,
// because English names and noun phrases end in their heads when a parser errs.
func (r *resolver) headOf(g parse.Range) int {
	for i := g.End - 1; i > g.First; i-- {
		if h := r.d.Tokens[i].Head; h < g.First || h >= g.End {
			return i
		}
	}
	if h := r.d.Tokens[g.First].Head; g.End > g.First+1 && h >= g.First && h < g.End {
		return g.End - 1
	}
	return g.First
}

// text returns the printed words of a range.
func (r *resolver) text(g parse.Range) string { return r.d.Span(g).Of(r.d.Text) }

// is reports whether token i has one of the relations, subtypes apart.
func (r *resolver) is(i int, rels ...parse.Rel) bool {
	have := r.d.Tokens[i].Rel
	for _, want := range rels {
		if have == want || have.Base() == want {
			return true
		}
	}
	return false
}

// phrase returns the noun phrase of head h: what stands before it, its compounds and names behind it
// and, with long, its prepositional phrases: "the secretary general of the CSTO". Clauses,
// appositions and conjuncts stay outside.
func (r *resolver) phrase(h int, long bool) parse.Range {
	g := parse.Range{First: h, End: h + 1}
	for _, c := range r.d.Children(h) {
		switch r.d.Tokens[c].Rel.Base() {
		case "appos", "acl", "conj", "punct", "cc", "case", "parataxis", "nsubj", "cop", "advmod", "mark", "aux", "obl", "advcl", "orphan", "list":
			continue
		case "nmod":
			if c > h && !long {
				continue
			}
		}
		s := r.d.Subtree(c)
		if c > h {
			s = r.phrase(c, long)
			s.First = r.d.Subtree(c).First
		}
		if s.First < r.d.Sents[r.d.Tokens[h].Sent].First || s.End > r.d.Sents[r.d.Tokens[h].Sent].End {
			continue
		}
		g.First, g.End = min(g.First, s.First), max(g.End, s.End)
	}
	return r.trim(g, h)
}

// trim cuts a phrase at a dateline's dash before it and drops the prepositions it begins with.
func (r *resolver) trim(g parse.Range, h int) parse.Range {
	for i := h - 1; i > g.First; i-- {
		t := &r.d.Tokens[i]
		if t.UPOS == parse.PUNCT && t.Form != "," && t.Span.Start > r.d.Tokens[i-1].Span.End && i+1 < len(r.d.Tokens) && t.Span.End < r.d.Tokens[i+1].Span.Start {
			g.First = i + 1
			break
		}
	}
	for g.First < h {
		if u := r.d.Tokens[g.First].UPOS; u != parse.ADP && u != parse.PUNCT && u != parse.CCONJ && u != parse.SCONJ {
			break
		}
		g.First++
	}
	return g
}
