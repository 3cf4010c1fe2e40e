package attribute

import (
	"strings"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
)

// maxBack bounds how many words back a noun is looked for that is taken up.
const maxBack = 3_000

// takenUp finds who a definite noun phrase takes up: somebody whom the article has called by the same noun, or the outlet named last
// where it is a word for outlets.
//
// "Foreign Minister Nadira Sulten … The minister", "a Dashtovan officer … The officer", "told Radio Mir … The station".
func (r *reader) takenUp(i int) int {
	if !r.definite(i) || r.doc.Child(i, "nmod:poss") != parse.NoHead {
		return nobody
	}
	best, score := parse.NoHead, 0
	for k := i - 1; k >= max(0, i-maxBack); k-- {
		if r.quotedApart(k, i) || r.upos(k) != parse.NOUN && r.upos(k) != parse.PROPN {
			continue
		}
		v := r.sameNoun(i, k)
		if v == 0 {
			continue
		}
		if at := r.doc.Tokens[i].Sent - r.doc.Tokens[k].Sent; at > 0 {
			v -= min(at, 8)
		}
		if v <= score {
			continue
		}
		top := r.nounTop(k)
		if top == i || r.subtree(top).First <= i && i < r.subtree(top).End {
			continue
		}
		best, score = top, v
	}
	if best == parse.NoHead {
		return nobody
	}
	return r.voice(best, true)
}

// quotedApart reports whether a token stands in a quotation that another token stands outside of; turns of a transcript answer each other.
func (r *reader) quotedApart(k, w int) bool {
	q := r.within[k]
	return q >= 0 && q != r.within[w] && r.quotes[q].label.Empty()
}

// sameNoun scores whether a noun may have introduced what a definite phrase takes up; 0 is no.
func (r *reader) sameNoun(i, k int) int {
	if r.wordForOutlets(i) && r.outlet(k) && !r.is(k, "compound") {
		for _, c := range r.doc.Children(i) { // "the Kabul-based Ariana channel" has a name of its own
			if c < i && r.upos(c) == parse.PROPN && !r.saysOf(k, c) {
				return 0
			}
		}
		return 20
	}
	if r.is(k, "compound") && r.head(k) >= 0 && r.upos(r.head(k)) == parse.NOUN { // the army of "an army list"
		return 0
	}
	if r.lemma(i) != r.lemma(k) || plural(r.doc.Tokens[i].XPOS) != plural(r.doc.Tokens[k].XPOS) {
		return 0
	}
	for _, c := range r.doc.Children(i) { // "the Saudi channel" takes up no other one
		if c < i && r.is(c, "amod", "compound") && !r.saysOf(k, c) && r.form(c) != "same" {
			return 0
		}
	}
	v := 20
	if r.is(r.nounTop(k), "nsubj") {
		v += 4
	}
	return v
}

func plural(xpos string) bool { return xpos == "NNS" || xpos == "NNPS" }

// saysOf reports whether the phrase of a noun has a modifier too.
func (r *reader) saysOf(k, modifier int) bool {
	p := r.nominal(r.nounTop(k))
	for j := p.First; j < p.End; j++ {
		if r.lemma(j) == r.lemma(modifier) {
			return true
		}
	}
	return false
}

// nounTop climbs from a title or a word of a name to the head of its phrase: from "Minister" in "Foreign Minister Nadira Sulten".
func (r *reader) nounTop(k int) int {
	for step := 0; step < maxClimb; step++ {
		h := r.head(k)
		if h < 0 || !r.is(k, "flat", "compound", "appos") && r.rel(k) != "nmod:desc" {
			break
		}
		k = h
	}
	return k
}

// definite reports whether a phrase points to somebody known: by article or demonstrative.
func (r *reader) definite(i int) bool {
	if r.upos(i) != parse.NOUN && r.upos(i) != parse.PROPN {
		return false
	}
	for _, k := range r.doc.Children(i) {
		if r.is(k, "det") {
			switch r.form(k) {
			case "the", "this", "that", "these", "those", "both":
				return true
			}
			return false
		}
	}
	return false
}

// wordForOutlets: "the paper", "the station".
func (r *reader) wordForOutlets(i int) bool {
	switch r.lemma(i) {
	case "newspaper", "paper", "agency", "broadcaster", "channel", "station", "website", "magazine", "network", "newswire", "daily", "weekly", "outlet", "tabloid":
		return true
	}
	return false
}

// The weights by which somebody named before is preferred as the one meant by a pronoun.
const (
	forSubject  = 30 // he is the subject of his clause
	forAgent    = 15 // of a passive one, or behind "by"
	forObject   = 5
	forOwner    = -15
	forSource   = 25 // he is the source of a statement
	forChain    = 10 // the chains of the parse say so
	perSentence = 40 // for each sentence between
	perBreak    = 12 // for a paragraph between
	marginLeast = 12 // how much better the best one must be than the next
)

// refer finds whom a third-person pronoun means: the best of those named in the last sentences who agree with it, the content of its
// own statement and other people's quotations left out. It returns why, or why not.
func (r *reader) refer(w int, c *candidate) (int, string) {
	best, second := nobody, nobody
	top, next := -1<<30, -1<<30
	first := r.doc.Sents[max(0, r.doc.Tokens[w].Sent-reach)].First
	for k := w - 1; k >= first; k-- {
		v, e := r.antecedentScore(k, w, c)
		if e == nobody {
			continue
		}
		switch {
		case e == best:
			top = max(top, v)
		case v > top:
			best, second, top, next = e, best, v, top
		case v > next:
			second, next = e, v
		}
	}
	if best == nobody {
		return nobody, "no antecedent for " + r.doc.Tokens[w].Form
	}
	if second != nobody && top-next < marginLeast {
		return nobody, r.spoken(best) + " or " + r.spoken(second)
	}
	if best < nobody {
		best = r.voice(nobody-1-best, true)
	}
	return best, "nearest that fits " + r.doc.Tokens[w].Form
}

// spoken names somebody in a trace.
func (r *reader) spoken(e int) string {
	if e < nobody {
		return r.doc.Tokens[nobody-1-e].Form
	}
	return r.cast.Entities[e].Name
}

// antecedentScore scores a token as the antecedent of a pronoun; nobody where it can't be. Who has not been entered in the cast is known
// by his token k, as nobody-1-k.
func (r *reader) antecedentScore(k, w int, c *candidate) (int, int) {
	if r.quotedApart(k, w) || c != nil && holds(c.content, r.doc.Tokens[k].Span) {
		return 0, nobody
	}
	v := -perSentence*(r.doc.Tokens[w].Sent-r.doc.Tokens[k].Sent) - perBreak*min(1, r.para[r.doc.Tokens[w].Sent]-r.para[r.doc.Tokens[k].Sent])
	src := r.sourceOf[k]
	switch {
	case r.rel(k) == "nsubj" || src != nil && src != c && !src.passive:
		v += forSubject
	case r.is(k, "nsubj") || r.rel(k) == "obl:agent":
		v += forAgent
	case r.is(k, "obj", "iobj"):
		v += forObject
	case r.rel(k) == "nmod:poss":
		v += forOwner
	case r.is(k, "obl", "root", "nmod", "conj", "parataxis", "dep"):
	case src == nil:
		return 0, nobody
	}
	if src != nil && (c == nil || src != c) {
		v += forSource
	}
	e := nobody
	switch {
	case r.upos(k) == parse.PRON:
		if src == nil || src == c || src.speaker == nobody {
			return 0, nobody
		}
		e = src.speaker
	case r.upos(k) == parse.NOUN || r.upos(k) == parse.PROPN || r.upos(k) == parse.NUM || r.upos(k) == parse.ADJ && src != nil:
		if e = r.voice(k, false); e == nobody && (src != nil || r.is(k, "nsubj")) && r.maySpeak(k) {
			e = nobody - 1 - k
		}
	}
	if e == nobody || !r.agrees(e, k, w) {
		return 0, nobody
	}
	for _, id := range r.ids(w) {
		if id == e {
			v += forChain
		}
	}
	return v, e
}

// agrees reports whether a pronoun can mean an entity that is mentioned at a token.
func (r *reader) agrees(e, k, w int) bool {
	kind := r.kindOf(e, k)
	person := kind == tocsin.Person || kind == tocsin.OtherKind && r.upos(k) == parse.NOUN && r.human(k)
	switch r.form(w) {
	case "he", "his", "him", "himself":
		return person && r.gender(e, k) != 'f'
	case "she", "her", "herself":
		return person && r.gender(e, k) != 'm'
	case "it", "its", "itself":
		return !person && kind != tocsin.Population && r.doc.Tokens[k].XPOS != "NNS" && (kind != tocsin.OtherKind || r.sourceOf[k] != nil || r.document(k)) && kind != tocsin.PlaceKind
	case "they", "their", "them":
		if kind == tocsin.Person || kind == tocsin.Document || kind == tocsin.PlaceKind {
			return false
		}
		return kind == tocsin.Population || plural(r.doc.Tokens[k].XPOS) || kind == tocsin.ArmedGroup || r.upos(k) == parse.NUM || r.lemma(k) == "police" || r.lemma(k) == "family"
	}
	return true
}

// kindOf is what an antecedent is; of one who isn't in the cast, by his noun.
func (r *reader) kindOf(e, k int) tocsin.EntityKind {
	if e < nobody {
		return r.kindOfNoun(k)
	}
	return r.cast.Entities[e].Kind
}

// gender is 'm' or 'f' where a title, a noun or a given name of a person tells it; 0 where nothing does.
func (r *reader) gender(e, k int) byte {
	if e < nobody {
		return 0
	}
	for _, m := range r.cast.Entities[e].Mentions {
		if m.Type == tocsin.PronounMention {
			continue
		}
		w := r.tokens(m.Span)
		first := max(w.First-1, 0)
		for i := first; i < w.End; i++ {
			switch l := strings.TrimSuffix(r.form(i), "."); {
			case l == "mrs" || l == "ms" || l == "queen" || l == "princess" || l == "mother" || l == "wife" || l == "daughter" || l == "sister" || l == "widow" ||
				strings.HasSuffix(l, "woman"):
				return 'f'
			case l == "mr" || l == "king" || l == "prince" || l == "father" || l == "husband" || l == "son" || l == "brother" || l == "bishop" || l == "imam" || l == "sheikh" ||
				strings.HasSuffix(l, "man") && l != "woman" && len(l) > 4 && r.upos(i) == parse.NOUN && l != "human":
				return 'm'
			}
		}
		if m.Type == tocsin.NameMention && w.End-w.First > 1 {
			switch refs, n := r.lex.Match(lexicon.GivenName, func(int) string { return r.doc.Tokens[w.First].Form }, 1, 0); {
			case n != 1:
			case r.lex.Given[refs[0].Index].Gender == "f":
				return 'f'
			case r.lex.Given[refs[0].Index].Gender == "m":
				return 'm'
			}
		}
	}
	return 0
}
