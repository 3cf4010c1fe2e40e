package act

import (
	"slices"
	"strings"

	"github.com/tocsin-desk/tocsin/coder/actor"
	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
)

// mend reads as a verb what the tagger took for a plural, where a sentence has no other: "Court acquits minister", "PRESIDENT SIGNS
// DECREE". Somebody must stand before it and a noun behind it. The doc itself stays as it is.
func mend(d *parse.Doc, cast *actor.Cast, lex *lexicon.Set) *parse.Doc {
	var out *parse.Doc
	tokens := func() []parse.Token {
		if out == nil {
			c := *d
			c.Tokens = slices.Clone(d.Tokens)
			out = &c
		}
		return out.Tokens
	}
	for _, sent := range d.Sents {
		if i := lostVerb(d, cast, lex, sent); i >= 0 {
			raise(tokens(), parse.Range{First: sent.First, End: sent.End}, i, parse.NoHead, parse.Token{Lemma: verbLemma(lex, &d.Tokens[i]), XPOS: "VBZ", Rel: "root"})
		}
	}
	for i := range d.Tokens {
		t := &d.Tokens[i]
		if n := besideVerb(d, i); n >= 0 {
			tokens()[n].Rel = "nsubj"
		}
		if f, v := wanted(d, i); v >= 0 {
			tokens()[v].Rel = "xcomp"
			tokens()[f].Head, tokens()[f].Rel = v, "mark"
		}
		if t.Head < 0 && t.UPOS == parse.NOUN {
			if v := d.Child(i, "acl"); v > i && d.Tokens[v].XPOS == "VBD" && d.Child(i, "cop", "nsubj") < 0 {
				turn(tokens(), d, i, v)
			}
		}
		if t.Rel == "obj" && t.UPOS == parse.PROPN && slices.Contains(weekdays[:], t.Lemma) {
			unday(tokens(), d, i)
		}
		if v := wished(d, cast, lex, i); v >= 0 {
			end := d.Subtree(i).End
			raise(tokens(), parse.Range{First: i + 1, End: end}, v, d.Tokens[i].Head, parse.Token{Lemma: d.Tokens[v].Lemma, XPOS: "VB", Rel: "ccomp"})
			tokens()[i].Head, tokens()[i].Rel = v, "mark"
		}
	}
	if out == nil {
		return d
	}
	out.Index()
	return out
}

// besideVerb finds the subject of a finite verb that has none, hung on it as a part of a compound: "The campaign files lawsuits".
func besideVerb(d *parse.Doc, i int) int {
	t := &d.Tokens[i]
	if t.UPOS != parse.VERB || t.XPOS != "VBZ" && t.XPOS != "VBD" && t.XPOS != "VBP" || d.Child(i, "nsubj", "nsubj:pass", "csubj", "expl") >= 0 {
		return parse.NoHead
	}
	found := parse.NoHead
	for _, c := range d.Children(i) {
		if u := &d.Tokens[c]; c < i && u.Rel == "compound" && nominal(u.UPOS) {
			found = c
		}
	}
	return found
}

// wanted finds the infinitive of "called for the rebels to disarm", hung on the verb as if it were a noun, and its "for".
func wanted(d *parse.Doc, i int) (mark, verb int) {
	if d.Tokens[i].UPOS != parse.VERB {
		return parse.NoHead, parse.NoHead
	}
	for _, c := range d.Children(i) {
		n := d.Child(c, "nsubj")
		if d.Tokens[c].Rel != "acl" || d.Tokens[c].UPOS != parse.VERB || n < 0 {
			continue
		}
		if f := d.Child(n, "case"); f >= 0 && d.Tokens[f].Lemma == "for" {
			return f, c
		}
	}
	return parse.NoHead, parse.NoHead
}

// turn makes the past tense below the noun of a sentence its verb: "A column of lorries rolled towards the town".
func turn(tokens []parse.Token, d *parse.Doc, noun, verb int) {
	tokens[verb].Head, tokens[verb].Rel = parse.NoHead, "root"
	tokens[noun].Head, tokens[noun].Rel = verb, "nsubj"
	for _, c := range d.Children(noun) {
		if c > verb {
			tokens[c].Head = verb
		}
	}
}

var weekdays = [...]string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}

// unday takes a day for the time and not for the object: "The army lifted Friday a blockade on lorries".
func unday(tokens []parse.Token, d *parse.Doc, i int) {
	tokens[i].Rel = "obl:unmarked"
	for _, c := range d.Children(i) {
		switch d.Tokens[c].Rel.Base() {
		case "appos", "flat":
			tokens[c].Head, tokens[c].Rel = tokens[i].Head, "obj"
		case "acl", "ccomp":
			tokens[c].Head, tokens[c].Rel = tokens[i].Head, "ccomp"
		}
	}
}

// wished finds the verb that a "that" leads to, where the tagger took its bare form for a noun: "demanded that Velmora cancel
// plans". The "that" is token i.
func wished(d *parse.Doc, cast *actor.Cast, lex *lexicon.Set, i int) int {
	t := &d.Tokens[i]
	if t.Lemma != "that" || t.Rel != "obj" || t.Head < 0 || t.Head > i || d.Tokens[t.Head].UPOS != parse.VERB {
		return parse.NoHead
	}
	for j := i + 2; j < d.Subtree(i).End-1; j++ {
		u := &d.Tokens[j]
		if u.UPOS == parse.VERB {
			return parse.NoHead
		}
		if u.UPOS == parse.NOUN && u.XPOS == "NN" && len(cast.At(j)) == 0 && len(cast.At(j-1)) > 0 && lex.Frames(u.Lemma, "v") != nil && (nominal(d.Tokens[j+1].UPOS) || d.Tokens[j+1].UPOS == parse.DET || d.Tokens[j+1].UPOS == parse.ADP) {
			return j
		}
	}
	return parse.NoHead
}

// lostVerb finds the plural that must be the verb of a sentence.
func lostVerb(d *parse.Doc, cast *actor.Cast, lex *lexicon.Set, sent parse.Sentence) int {
	if finite := slices.ContainsFunc(d.Tokens[sent.First:sent.End], func(t parse.Token) bool {
		return t.XPOS == "VBZ" || t.XPOS == "VBP" || t.XPOS == "VBD" || t.XPOS == "MD" || t.Rel == "mark"
	}); finite && !hasObject(d, sent) {
		return parse.NoHead
	}
	for i := sent.First + 1; i < sent.End-1; i++ {
		t := &d.Tokens[i]
		if t.UPOS == parse.ADJ && t.Head < 0 && d.Child(i, "nsubj") >= 0 && d.Child(i, "obj") > i && lex.Frames(t.Lemma, "v") != nil {
			return i // "Rebels free four hostages"
		}
		if t.UPOS != parse.NOUN && t.UPOS != parse.PROPN || verbLemma(lex, t) == "" || len(cast.At(i)) > 0 ||
			d.Child(i, "det", "nmod:poss", "case", "nummod", "amod", "cop") >= 0 && t.Head >= 0 {
			continue
		}
		if i == root(d, sent) && d.Child(i, "nsubj") >= 0 {
			return i
		}
		next := d.Tokens[i+1].UPOS
		if t.XPOS == "NN" && !bareVerb(d, cast, sent, i) {
			continue
		}
		if (t.XPOS == "NN" || len(cast.At(i-1)) > 0) && (nominal(next) || next == parse.DET || next == parse.PART) {
			return i
		}
	}
	return parse.NoHead
}

// bareVerb reports whether a bare form behind people is what they do: "Velmoran police arrest nine men". Right behind a plural, or
// right before an article, which never stands inside a noun phrase: "Police in Narin arrest a man".
func bareVerb(d *parse.Doc, cast *actor.Cast, sent parse.Sentence, i int) bool {
	if len(cast.At(i-1)) > 0 {
		return d.Feat(i-1, "Number") == "Plur" || d.Tokens[i-1].Lemma == "police" || d.Tokens[i-1].Lemma == "Police"
	}
	r := root(d, sent)
	return d.Tokens[i+1].UPOS == parse.DET && r >= 0 && r < i && len(cast.At(r)) > 0
}

func root(d *parse.Doc, sent parse.Sentence) int {
	for i := sent.First; i < sent.End; i++ {
		if d.Tokens[i].Head < 0 {
			return i
		}
	}
	return parse.NoHead
}

// hasObject reports whether the root is a noun or adjective with an object or a subject and no copula, which none has.
func hasObject(d *parse.Doc, sent parse.Sentence) bool {
	r := root(d, sent)
	return r >= 0 && (d.Tokens[r].UPOS == parse.NOUN || d.Tokens[r].UPOS == parse.ADJ) && d.Child(r, "obj", "nsubj") >= 0 && d.Child(r, "cop") < 0
}

// verbLemma returns the verb of the table that a word is the third person or, of a singular noun, the bare form of; "" where there
// is none.
func verbLemma(lex *lexicon.Set, t *parse.Token) string {
	form := strings.ToLower(t.Form)
	if t.XPOS == "NN" || t.UPOS == parse.ADJ {
		if lex.Frames(form, "v") != nil {
			return form
		}
		return ""
	}
	stem, ok := strings.CutSuffix(form, "s")
	if !ok || len(stem) < 3 {
		return ""
	}
	tries := [...]string{stem, strings.TrimSuffix(stem, "e"), strings.TrimSuffix(stem, "ie") + "y"}
	for _, t := range tries {
		if len(t) > 2 && lex.Frames(t, "v") != nil {
			return t
		}
	}
	return ""
}

// raise makes token i the verb of a range of words: what stands before it is its subject, the first noun behind it its object.
// as says what it becomes, and head what it hangs on.
func raise(tokens []parse.Token, r parse.Range, i, head int, as parse.Token) {
	subj, obj, prep := subjectOf(tokens, r, i), parse.NoHead, parse.NoHead
	for j := r.First; j < r.End; j++ {
		t := &tokens[j]
		if crosses := t.Head < r.First || t.Head >= r.End || j < i && t.Head >= i || j > i && t.Head <= i; j == i || j == subj || !crosses {
			continue
		}
		cased := slices.ContainsFunc(tokens[r.First:r.End], func(c parse.Token) bool { return c.Head == j && c.Rel == "case" })
		switch {
		case j < i && t.UPOS == parse.ADP:
			t.Head, t.Rel, prep = i, "case", j
		case j < i && nominal(t.UPOS) && prep >= 0 && prep < j: // "Police in Narin arrest a man"
			tokens[prep].Head, t.Head, t.Rel, prep = j, subj, "nmod", parse.NoHead
		case cased:
			t.Head, t.Rel = i, "obl"
		case j < i && nominal(t.UPOS):
			t.Head, t.Rel = subj, "compound"
		case j > i && nominal(t.UPOS) && obj < 0:
			t.Head, t.Rel, obj = i, "obj", j
		default:
			if t.Head = i; t.Rel == "root" {
				t.Rel = "parataxis"
			}
		}
	}
	v := &tokens[i]
	v.UPOS, v.XPOS, v.Lemma, v.Head, v.Rel, v.Feats = parse.VERB, as.XPOS, as.Lemma, head, as.Rel, "VerbForm=Fin"
	tokens[subj].Head, tokens[subj].Rel = i, "nsubj"
}

// subjectOf finds the subject of what is to be a verb: its own, else what was the head of all, else the word before.
func subjectOf(tokens []parse.Token, r parse.Range, i int) int {
	subj := i - 1
	for j := r.First; j < i; j++ {
		switch t := &tokens[j]; {
		case t.Head == i && t.Rel == "nsubj":
			return j
		case t.Head < 0 && nominal(t.UPOS):
			subj = j
		}
	}
	return subj
}
