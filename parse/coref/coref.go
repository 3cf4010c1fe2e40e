// Package coref finds who and what a text speaks of, and which mentions mean the same.
//
// In: a parse.Doc with trees and names, a lexicon.Set for roles, names and given names. Out: the
// Doc's Mentions and Chains. Sieves over the tree link what is sure (Raghunathan et al. 2010): same name,
// short name, apposition, the "I" of a quotation and its speaker. What they leave open a perceptron decides from
// left to right, by ranking the chains so far and the answer that none is meant (Denis and Baldridge 2008).
//
// It never links events or abstractions, and leaves a mention without a chain rather than guess.
package coref

import (
	"fmt"
	"strings"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
	"github.com/tocsin-desk/tocsin/parse/model"
	"github.com/tocsin-desk/tocsin/parse/perceptron"
)

// Section is the section of a model file that Open reads.
const Section = "coref"

// A Model resolves mentions. It is read only and safe for any number of goroutines.
type Model struct {
	weights *perceptron.Model
	hash    string
}

// Open takes the weights out of a model file. Errors name the section and wrap tocsin.ErrInvalid.
func Open(f *model.File) (*Model, error) {
	data, err := f.Section(Section)
	if err != nil {
		return nil, err
	}
	m := &Model{hash: f.Hash()}
	if m.weights, err = perceptron.Open(data); err != nil {
		return nil, fmt.Errorf("section %s: %w", Section, err)
	}
	if m.weights.Classes() != answers {
		return nil, fmt.Errorf("section %s: %d classes, want %d: %w", Section, m.weights.Classes(), answers, tocsin.ErrInvalid)
	}
	return m, nil
}

// Hash names the model: the SHA-256 of its file, in hexadecimal.
func (m *Model) Hash() string { return m.hash }

// Resolve fills d.Mentions and d.Chains. It needs heads, names and an indexed tree. Every mention is
// in a chain, if only its own, but pronouns that stay open and what is linked with a name of unknown kind.
func (m *Model) Resolve(d *parse.Doc, lex *lexicon.Set) {
	r := newResolver(d, lex)
	var scores [answers]int32
	r.rank(func(_ int, options []option) int {
		best, top := 0, int32(0)
		for i, o := range options {
			m.weights.Score(r.features[o.from:o.to], scores[:])
			if s := scores[link] - scores[apart]; i == 0 || s > top {
				best, top = i, s
			}
		}
		return best
	})
	r.number()
}

// newResolver finds the mentions of a doc and links what is sure.
func newResolver(d *parse.Doc, lex *lexicon.Set) *resolver {
	r := &resolver{d: d, lex: lex, last: map[string]int{}, surname: map[string]int{}}
	r.prepare()
	r.find()
	r.sameNames()
	r.structure()
	r.samePhrases()
	r.reflexives()
	r.speakers()
	return r
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
	place    int // the token that holds its place in the clause
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
	nouns    string // the nouns of the chain, at the root
	up       int    // union-find: another mention of the chain, itself at its root
	size     int    // of the chain, at the root
	kinds    uint16 // of the mentions of the chain, a bit each, at the root
	kind     kind
	sort     nounSort
	bare     bool // a nominal without determiner
	definite bool
	named    bool // the chain holds a name, at the root
}

type resolver struct {
	d        *parse.Doc
	lex      *lexicon.Set
	ms       []mention
	at       []int          // by token: the mention it heads, -1 for none
	name     []int          // by token: the name it belongs to, -1 for none
	role     []int          // by token: the role noun that ends there, plus one
	plural   []bool         // by token: that role noun was matched in its plural
	title    []int          // by token: the name plus one that it is the title of
	quoted   []int          // by token: quotation number
	last     map[string]int // key of a name to its latest mention
	surname  map[string]int
	speaker  []int      // by quotation: the mention that speaks it, -1 where nobody is known to
	recent   [kinds]int // by kind: the root that its last mention was linked to, plus one
	options  []option   // of the mention that is being ranked
	passed   []int      // chains of those options
	biggest  int        // size of the largest of those chains
	features []uint64   // of those options
	atoms    []atoms    // by mention
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

// quotations numbers them. One that lacks its closing mark ends with its paragraph, before the next one, or before the
// words that say whose it is: “The river is rising, he said.
func (r *resolver) quotations() {
	count := 0
	for i := 0; i < len(r.d.Tokens); i++ {
		plain := r.form(i) == "\""
		if !plain && !opening(r.form(i)) {
			continue
		}
		count++
		end, closed := r.closing(i+1, plain)
		if !closed {
			end = r.attributed(i+1, end)
		}
		for k := i + 1; k < end; k++ {
			r.quoted[k] = count
		}
		i = end
		if !closed {
			i--
		}
	}
}

func opening(mark string) bool {
	switch mark {
	case "“", "„", "``", "«":
		return true
	}
	return false
}

// closing returns where a quotation ends that begins at token i, and whether a closing mark stands there.
func (r *resolver) closing(i int, plain bool) (end int, closed bool) {
	for ; i < len(r.d.Tokens); i++ {
		t := &r.d.Tokens[i]
		switch f := t.Form; {
		case paragraph(r.d.Text[r.d.Tokens[i-1].Span.End:max(t.Span.Start, r.d.Tokens[i-1].Span.End)]):
			return i, false
		case plain && f == "\"", !plain && (f == "”" || f == "''" || f == "»"):
			return i, true
		case opening(f):
			return i, false
		}
	}
	return i, false
}

// attributed returns the comma before the first words in a range that say whose it is, or the range's end.
func (r *resolver) attributed(from, end int) int {
	for i := from; i < end; i++ {
		if r.form(i) == "," && r.attribution(i+1, min(end, r.d.Sents[r.d.Tokens[i].Sent].End)) {
			return i
		}
	}
	return end
}

// attribution: "he said", "said the minister of Varna" and nothing else up to the stop.
func (r *resolver) attribution(from, end int) bool {
	for i := from; i < min(end, from+maxAttribution); i++ {
		if s := r.d.Child(i, "nsubj"); saying(lemma(&r.d.Tokens[i])) && s >= from && s < end {
			return true
		}
	}
	return false
}

const maxAttribution = 8

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
	m.kinds |= n.kinds
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
	if n.nouns != "" && !strings.Contains(m.nouns, n.nouns) && len(m.nouns) < maxWords {
		m.nouns += n.nouns
	}
	if m.role == 0 {
		m.role = n.role
	}
	if r.ms[k].Why == "" {
		r.ms[k].Why = why
	}
}

// number writes mentions and chains to the Doc. Chains of nothing but "it" and "they" are left open: nobody knows who
// or what they are.
func (r *resolver) number() {
	ids := make([]int, len(r.ms))
	r.d.Mentions, r.d.Chains = make([]parse.Mention, 0, len(r.ms)), 0
	for k := range r.ms {
		root := r.root(k)
		m := r.ms[k].Mention
		if r.unknown(root) {
			if m.Form != tocsin.NameMention {
				m.Chain, m.Quoted = parse.NoHead, r.ms[k].quoted > 0
				r.d.Mentions = append(r.d.Mentions, m)
			}
			continue
		}
		m.Chain, m.Quoted = parse.NoHead, r.ms[k].quoted > 0
		if c := &r.ms[root]; c.size > 1 && c.kinds&^(1<<thing|1<<several) != 0 || m.Form != tocsin.PronounMention {
			if ids[root] == 0 {
				r.d.Chains++
				ids[root] = r.d.Chains
			}
			m.Chain = ids[root] - 1
		}
		if m.Type == "" {
			m.Type = r.ms[root].Type
		}
		if m.Type == "" && r.ms[root].kinds>>gendered&1 > 0 {
			m.Type = parse.PER
		}
		r.d.Mentions = append(r.d.Mentions, m)
	}
}

// unknown reports whether a chain has a name and nothing that says of what kind: an event, a product, a street.
func (r *resolver) unknown(root int) bool {
	c := &r.ms[root]
	return c.named && c.Type == "" && c.kinds>>gendered&1 == 0
}
