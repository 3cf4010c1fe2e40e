// Package coref finds who and what a text speaks of, and which mentions mean the same.
//
// In: a parse.Doc with trees and names, a lexicon.Set for roles, names and given names. Out: the
// Doc's Mentions and Chains. It works by sieves over the tree, sure ones first (Raghunathan et al.
// 2010): same name, short name, apposition, role, pronoun.
//
// It never links events or abstractions, never reads "I" and "we" (whose words they are is the
// coder's knowledge), and leaves a mention without a chain rather than guess.
package coref

import (
	"strings"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
)

// window is how many mentions back an antecedent is looked for, and bounds the cost of a mention.
const window = 40

// Resolve fills d.Mentions and d.Chains. It needs heads, names and an indexed tree. Every mention but
// a pronoun that stays open is in a chain, if only its own.
func Resolve(d *parse.Doc, lex *lexicon.Set) {
	r := &resolver{d: d, lex: lex, last: map[string]int{}, surname: map[string]int{}}
	r.prepare()
	r.find()
	r.sameNames()
	r.structure()
	r.nominals()
	r.pronouns()
	r.number()
}

// maxWords bounds what a chain remembers of its names, in bytes: five long names are enough.
const maxWords = 300

// A number is what grammar says of how many a mention stands for.
type number uint8

const (
	anyNumber number = iota
	singular
	plural
)

// A gender is he's, she's or unknown.
type gender uint8

const (
	anyGender gender = iota
	male
	female
)

// A mention is a parse.Mention while chains are made.
type mention struct {
	parse.Mention
	sent     int
	number   number
	gender   gender
	person   bool   // one human or several
	subject  bool   // of its clause
	speaks   bool   // subject of a verb of saying
	quoted   int    // number of the quotation it stands in, 0 outside
	role     int    // index into lexicon roles plus one, 0 for none
	noun     string // lower-cased head lemma of nominals
	key      string // normal form of names
	words    string // the names of the chain in lower case, at the root
	up       int    // union-find: another mention of the chain, itself at its root
	size     int    // of the chain, at the root
	latest   int    // last mention put into the chain so far, at the root
	sort     nounSort
	bare     bool // a nominal without determiner
	definite bool
	named    bool // the chain holds a name, at the root
}

type resolver struct {
	d       *parse.Doc
	lex     *lexicon.Set
	ms      []mention
	at      []int          // by token: the mention it heads, -1 for none
	name    []int          // by token: the name it belongs to, -1 for none
	role    []int          // by token: the role noun that ends there, plus one
	plural  []bool         // by token: that role noun was matched in its plural
	title   []int          // by token: the name plus one that it is the title of
	quoted  []int          // by token: quotation number
	last    map[string]int // key of a name to its latest mention
	surname map[string]int
}

// prepare marks tokens with names, roles and quotations.
func (r *resolver) prepare() {
	n := len(r.d.Tokens)
	r.at, r.name, r.role, r.plural, r.quoted, r.title = make([]int, n), make([]int, n), make([]int, n), make([]bool, n), make([]int, n), make([]int, n)
	for i := range n {
		r.at[i], r.name[i] = -1, -1
	}
	for k, x := range r.d.Names {
		for i := x.First; i < x.End; i++ {
			r.name[i] = k
		}
	}
	for _, s := range r.d.Sents {
		if r.lex == nil {
			break
		}
		word := func(i int) string { return r.d.Tokens[s.First+i].Form }
		for i := range s.End - s.First {
			refs, length := r.lex.Match(lexicon.RoleNoun, word, s.End-s.First, i)
			if length == 0 || r.role[s.First+i+length-1] > 0 {
				continue
			}
			r.role[s.First+i+length-1], r.plural[s.First+i+length-1] = refs[0].Index+1, refs[0].Plural
		}
	}
	r.quotations()
}

// quotations numbers them. A quotation ends with its paragraph when the closing mark is missing.
func (r *resolver) quotations() {
	open, count, end := 0, 0, 0
	for i := range r.d.Tokens {
		t := &r.d.Tokens[i]
		if i > 0 && open > 0 && paragraph(r.d.Text[end:t.Span.Start]) {
			open = 0
		}
		end = t.Span.End
		switch t.Form {
		case "“", "„", "``", "«":
			count++
			open = count
		case "”", "''", "»":
			open = 0
		case "\"":
			if open > 0 {
				open = 0
			} else {
				count++
				open = count
			}
		default:
			r.quoted[i] = open
		}
	}
}

func paragraph(gap string) bool {
	for i := range len(gap) {
		if gap[i] == '\n' {
			return true
		}
	}
	return false
}

// root returns the first mention of a chain, shortening the way there.
func (r *resolver) root(k int) int {
	for r.ms[k].up != k {
		r.ms[k].up = r.ms[r.ms[k].up].up
		k = r.ms[k].up
	}
	return k
}

// link puts mention k into the chain of an earlier one and says why.
func (r *resolver) link(k, earlier int, why string) {
	a, b := r.root(earlier), r.root(k)
	if a == b {
		return
	}
	if b < a {
		a, b = b, a
	}
	m, n := &r.ms[a], &r.ms[b]
	n.up = a
	m.size += n.size
	m.latest = max(m.latest, n.latest)
	m.named = m.named || n.named
	if m.gender == anyGender {
		m.gender = n.gender
	}
	if m.Type == "" {
		m.Type = n.Type
	}
	if n.words != "" && !strings.Contains(m.words, n.words) && len(m.words) < maxWords {
		m.words += " " + n.words
	}
	if m.role == 0 {
		m.role = n.role
	}
	if r.ms[k].Why == "" {
		r.ms[k].Why = why
	}
}

// number writes mentions and chains to the Doc.
func (r *resolver) number() {
	ids := make([]int, len(r.ms))
	r.d.Mentions, r.d.Chains = make([]parse.Mention, 0, len(r.ms)), 0
	for k := range r.ms {
		root := r.root(k)
		m := r.ms[k].Mention
		m.Chain, m.Quoted = parse.NoHead, r.ms[k].quoted > 0
		if r.ms[root].size > 1 || m.Form != tocsin.PronounMention {
			if ids[root] == 0 {
				r.d.Chains++
				ids[root] = r.d.Chains
			}
			m.Chain = ids[root] - 1
		}
		if m.Type == "" {
			m.Type = r.ms[root].Type
		}
		r.d.Mentions = append(r.d.Mentions, m)
	}
}
