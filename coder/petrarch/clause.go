package petrarch

import (
	"slices"

	"github.com/tocsin-desk/tocsin/parse"
)

// maxClimb bounds the way up to a verb's subject.
const maxClimb = 10

// subject returns the phrase that is the grammatical subject of a predicate: its own, or the one it shares with the predicate that it
// hangs on. nil where there is none in the sentence.
func (x *sentence) subject(v int) *phrase {
	for range maxClimb {
		// What a dictionary knows as the end of a name is no subject, whatever the tree says: "a row between Ottar the Red and Moe".
		subjects := slices.DeleteFunc(x.children(v, "nsubj", "csubj"), func(s int) bool { return x.taken[s] })
		if len(subjects) > 0 {
			c := subjects[0]
			for _, s := range subjects { // the nearest before the verb, where a parser found several
				if s < v {
					c = s
				}
			}
			t := &x.doc.Tokens[c]
			if t.UPOS == parse.PRON && (t.XPOS == "WDT" || t.XPOS == "WP" || x.doc.Feat(c, "PronType") == "Rel") {
				if h := x.doc.Tokens[v].Head; h >= 0 && x.rel(v).Base() == "acl" {
					return x.at[h]
				}
			}
			return x.at[c]
		}
		h := x.doc.Tokens[v].Head
		if h < 0 {
			return nil
		}
		r := x.rel(v).Base()
		if r == "advcl" && x.caseOf(v) == "TO" { // "is asking A to help B"
			r = "xcomp"
		}
		switch r {
		case "acl":
			return x.at[h]
		case "xcomp":
			if obj := x.objects(h); len(obj) > 0 && x.at[obj[0]] != nil && obj[0] < v {
				return x.at[obj[0]]
			}
		case "conj", "advcl", "ccomp", "aux", "cop", "amod", "dep", "parataxis":
		default:
			return nil
		}
		v = h
	}
	return nil
}

// passive reports whether a verb is passive: "was shelled", "a town shelled by".
func (x *sentence) passive(v int) bool {
	if len(x.children(v, "nsubj:pass", "aux:pass")) > 0 {
		return true
	}
	r := x.rel(v).Base()
	switch {
	case r == "conj" && x.doc.Tokens[v].XPOS == "VBN" && len(x.children(v, "nsubj", "aux")) == 0:
		return x.passive(x.doc.Tokens[v].Head)
	case r == "csubj" && len(x.children(x.doc.Tokens[v].Head, "expl")) > 0: // "there were soldiers killed"
		return len(x.children(v, "obj", "aux")) == 0
	case r == "acl", r == "amod", r == "advcl":
		return x.doc.Tokens[v].XPOS == "VBN" && len(x.children(v, "nsubj", "obj", "aux")) == 0
	}
	return false
}

// misread returns the noun that a parser hung a finite verb on as if it were its adjective, and that is its object: "Norway shocked
// Sweden"; NoHead for other verbs.
func (x *sentence) misread(v int) int {
	t := &x.doc.Tokens[v]
	if x.rel(v) == "amod" && t.UPOS == parse.VERB && t.Head > v && len(x.children(v, "nsubj", "aux")) > 0 {
		return t.Head
	}
	return parse.NoHead
}

// objects returns a verb's objects.
func (x *sentence) objects(v int) []int {
	out := x.children(v, "obj", "iobj")
	if o := x.misread(v); o != parse.NoHead {
		out = append(out, o)
	}
	return out
}

// reach returns the last word of a verb's own clause: what hangs on it to the right, other clauses at its level left out. What hangs
// on a predicate that the verb is the complement of may as well be the verb's: "it was noted that they left after …".
func (x *sentence) reach(v *verb) int {
	last := v.last
	at := v.token
	for range maxClimb {
		for _, c := range x.doc.Children(at) {
			if r := x.rel(c); c < v.token || r == "conj" || r == "cc" || r == "parataxis" || x.doc.Tokens[c].UPOS == parse.PUNCT {
				continue
			}
			last = max(last, x.wordAt(x.doc.Subtree(c).End)-1)
		}
		switch r := x.rel(at); {
		case r == "xcomp", r == "ccomp", x.misread(at) != parse.NoHead:
			at = x.doc.Tokens[at].Head
		default:
			return last
		}
	}
	return last
}

// start returns the first word before a verb that belongs to what is read with it: back to the last comma that isn't one of a list.
func (x *sentence) start(v *verb) int {
	for i := v.first; i > 0; i-- {
		for t := x.words[i-1].token + 1; t < x.words[i].token; t++ {
			if x.doc.Tokens[t].Form == "," && !x.listComma(t) && !x.gone[i-1] {
				return i
			}
		}
	}
	return 0
}

// before returns the coded list nearest to the left of a word, not before another word.
func (x *sentence) before(word, from int, ok func(*list) bool) *list {
	var best *list
	for _, p := range x.phrase {
		if p.first >= from && p.last < word && !x.gone[p.first] && coded(p.list) && ok(p.list) {
			best = p.list
		}
	}
	return best
}

// after returns the first coded list between two words.
func (x *sentence) after(from, to int, ok func(*phrase) bool) *list {
	for _, p := range x.phrase {
		if p.first >= from && p.first <= to && !x.gone[p.first] && coded(p.list) && ok(p) {
			return p.list
		}
	}
	return nil
}

// within returns the first coded list below a phrase: "trade between Norway and Sweden".
func (x *sentence) within(p *phrase) *list {
	for _, q := range x.phrase {
		if x.doc.Within(q.head, p.head) && coded(q.list) {
			return q.list
		}
	}
	return nil
}

func coded(l *list) bool { return l != nil && len(l.actors()) > 0 }

// other approves of a list that has an actor who isn't among those.
func other(than []actor) func(*list) bool {
	return func(l *list) bool { return !among(l.actors(), than) }
}

// among reports whether all of some actors are among others.
func among(some, others []actor) bool {
	for _, a := range some {
		if !slices.ContainsFunc(others, func(b actor) bool { return sameCode(a, b) }) {
			return false
		}
	}
	return true
}

// antecedent returns who a pronoun is, where the chains of the text know: the nearest earlier mention that the dictionary codes.
func (x *sentence) antecedent(token int) []actor {
	for _, m := range x.doc.Mentions {
		if m.Head != token || m.Chain == parse.NoHead {
			continue
		}
		for i := len(x.doc.Mentions) - 1; i >= 0; i-- {
			o := x.doc.Mentions[i]
			if o.Chain == m.Chain && o.Head < token && x.at[o.Head] != nil && len(x.at[o.Head].actors) > 0 {
				return x.at[o.Head].actors
			}
		}
	}
	return nil
}

// negated reports whether a verb has a "not" of its own.
func (x *sentence) negated(v int) bool {
	return slices.ContainsFunc(x.doc.Children(v), func(c int) bool {
		f := upper(x.doc.Tokens[c].Form)
		return f == "NOT" || f == "N'T" || f == "NEVER"
	})
}
