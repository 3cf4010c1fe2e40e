package petrarch

import (
	"slices"
	"strings"
)

// Kind is what an element of a pattern asks for.
type Kind uint8

// The kinds of elements.
const (
	Literal Kind = iota // a word
	Member              // a member of a synonym set
	Source              // $: a noun phrase, the source
	Target              // +: a noun phrase, the target
	Skip                // ^: any noun phrase
	Pair                // %: a list of noun phrases, all sources and targets
	Group               // {MODIFIER HEAD}: one noun phrase, the head last
	Prep                // (PREP …): a preposition and what depends on it
)

// An Element is one thing that a pattern asks for.
type Element struct {
	Kind  Kind
	Word  string
	Set   *Set
	Parts []Element // of Group and Prep
	Near  bool      // it stands directly beside the element before it; else words may stand between
}

// A Pattern is what must stand before and after a verb for its code to hold.
type Pattern struct {
	Pre, Post []Element // in the order of the text
	Edge      [2]bool   // the last of Pre, the first of Post stand directly beside the verb
	Code      EventCode
	Text      string // as in the file, without code and comment
	Line
}

// Has reports whether an element of the kind stands in a part of a pattern, groups included.
func Has(list []Element, k Kind) bool {
	return slices.ContainsFunc(list, func(e Element) bool { return e.Kind == k || Has(e.Parts, k) })
}

// Weight is how much a pattern asks for: its words count most, then its actors.
func (p *Pattern) Weight() int { return weight(p.Pre) + weight(p.Post) }

func weight(list []Element) int {
	n := 0
	for _, e := range list {
		switch e.Kind {
		case Literal, Member:
			n += 4
		case Group, Prep:
			n += weight(e.Parts)
		case Pair:
			n += 2
		default:
			n++
		}
	}
	return n
}

// inOrder sorts patterns: what asks for more comes first; of those that ask for the same words, the last of the file counts.
func inOrder(patterns []*Pattern) []*Pattern {
	last := map[string]*Pattern{}
	for _, p := range patterns {
		last[p.Text] = p
	}
	var out []*Pattern
	for _, p := range patterns {
		if last[p.Text] == p {
			out = append(out, p)
		}
	}
	slices.SortStableFunc(out, func(a, b *Pattern) int { return b.Weight() - a.Weight() })
	return out
}

// pattern reads "- PRE * POST [CODE]".
func (r *verbReader) pattern(l line) {
	if r.block == nil {
		r.warn(l.Line, "a pattern before the first block; left out")
		return
	}
	text, inside, closed := brackets(strings.ToUpper(strings.TrimLeft(l.text, "-")))
	if !closed || len(inside) == 0 {
		r.warn(l.Line, "a pattern without a code in brackets; left out")
		return
	}
	text = strings.Join(strings.Fields(text), " ")
	pre, post, star := strings.Cut(text, "*")
	switch {
	case !star:
		r.warn(l.Line, "a pattern without a * for its verb; left out")
		return
	case strings.Contains(post, "*"):
		r.warn(l.Line, "a pattern with more than one *; left out")
		return
	case strings.ContainsAny(text, "/|"):
		r.warn(l.Line, "alternatives inside a pattern are not read; left out")
		return
	}
	p := &Pattern{Code: eventCodeOf(inside[0]), Text: text, Line: l.Line}
	if strings.Trim(inside[0], "#+") == "" { // TABARI's marks for a discard and for a story too complex to code
		r.warn(l.Line, "[%s] is no code of an event; left out", inside[0])
		return
	}
	var why string
	if p.Pre, why = r.elements(pre); why == "" {
		p.Post, why = r.elements(post)
	}
	if why != "" {
		r.warn(l.Line, "%s; left out", why)
		return
	}
	p.Edge = [2]bool{strings.HasSuffix(pre, "_"), strings.HasPrefix(post, "_")}
	r.dict.Phrasal = r.dict.Phrasal || strings.ContainsAny(text, "({")
	r.block.Patterns = append(r.block.Patterns, p)
}

// maxDepth bounds groups in groups, and sets in sets.
const maxDepth = 8

// elements reads one side of a pattern; why says what is wrong with it, "" where nothing is.
func (r *verbReader) elements(s string) (list []Element, why string) {
	s = strings.NewReplacer("(", " ( ", ")", " ) ", "{", " { ", "}", " } ").Replace(s)
	stack := [][]Element{nil}
	kinds := []Kind{Literal}
	closing := map[string]Kind{")": Prep, "}": Group}
	for _, f := range strings.Fields(s) {
		top := len(stack) - 1
		switch f {
		case "(", "{":
			if len(stack) > maxDepth {
				return nil, "too many groups inside each other"
			}
			kind := Prep
			if f == "{" {
				kind = Group
			}
			stack, kinds = append(stack, nil), append(kinds, kind)
		case ")", "}":
			if top == 0 || kinds[top] != closing[f] {
				return nil, "a group that isn't opened and closed in order"
			}
			e := Element{Kind: kinds[top], Parts: stack[top]}
			stack, kinds = stack[:top], kinds[:top]
			if len(e.Parts) > 0 {
				stack[top-1] = append(stack[top-1], e)
			}
		default:
			more, why := r.words(f)
			if why != "" {
				return nil, why
			}
			stack[top] = append(stack[top], more...)
		}
	}
	if len(stack) > 1 {
		return nil, "a group that isn't closed"
	}
	return stack[0], ""
}

// words reads what stands between two blanks: words and signs joined by "_" or a hyphen.
func (r *verbReader) words(s string) (list []Element, why string) {
	for _, w := range strings.FieldsFunc(s, joined) {
		e := Element{Word: w, Near: len(list) > 0}
		switch {
		case w == "$":
			e.Kind = Source
		case w == "+":
			e.Kind = Target
		case w == "^":
			e.Kind = Skip
		case w == "%":
			e.Kind = Pair
		case w[0] == '&':
			e.Kind, e.Set = Member, r.sets[setName(s[strings.Index(s, w):])]
			if e.Set == nil {
				e.Set = r.sets[setName(w)]
			}
			if e.Set == nil {
				return nil, "synonym set " + w + " isn't defined"
			}
			if e.Set.Name != w { // the set's name has a "_" of its own: the rest of the words belong to it
				list = append(list, e)
				rest := strings.TrimPrefix(s[strings.Index(s, w):], e.Set.Name)
				more, why := r.words(rest)
				for i := range more {
					more[i].Near = true
				}
				return append(list, more...), why
			}
		}
		list = append(list, e)
	}
	return list, ""
}
