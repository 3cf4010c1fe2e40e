package when

import (
	"strings"

	"github.com/tocsin-desk/tocsin/parse"
)

// future reports whether the expression that begins at piece i lies ahead. "By" and "until" say so
// themselves; else the verb that governs it does, and a past or missing verb says no: news tells of
// what has happened.
func (f *finder) future(i int) bool {
	for k := i - 1; k >= 0 && k >= i-2; k-- {
		if f.is(k, wBy) || f.is(k, wUntil) {
			return !f.pastVerb(f.governor(f.pieces[i].token))
		}
	}
	return f.aheadVerb(f.governor(f.pieces[i].token))
}

// governor returns the verb above a token, or, without a tree, the last verb before it in the
// sentence, else the first behind it; NoHead where there is none.
func (f *finder) governor(token int) int {
	t := f.d.Tokens
	if t[token].Rel != "" {
		for i, steps := t[token].Head, 0; i >= 0 && steps < 8; i, steps = t[i].Head, steps+1 {
			if t[i].UPOS == parse.VERB {
				return i
			}
			if t[i].UPOS == parse.ADJ && aheadWord(t[i].Form) {
				return i
			}
		}
	}
	s := f.d.Sents[f.sent]
	for i := token - 1; i >= s.First; i-- {
		if t[i].UPOS == parse.VERB || t[i].UPOS == parse.AUX {
			return i
		}
	}
	for i := token + 1; i < s.End; i++ {
		if t[i].UPOS == parse.VERB || t[i].UPOS == parse.AUX {
			return i
		}
	}
	return parse.NoHead
}

// pastVerb: "was held until Friday" lies behind.
func (f *finder) pastVerb(v int) bool {
	return v >= 0 && (f.d.Tokens[v].XPOS == "VBD" || f.d.Feat(v, "Tense") == "Past" && f.d.Feat(v, "VerbForm") == "Fin") && !f.aheadVerb(v)
}

// aheadVerb reads the words before the verb: "will meet", "is to meet", "is due to meet", "plans to meet".
func (f *finder) aheadVerb(v int) bool {
	if v < 0 {
		return false
	}
	t := f.d.Tokens
	first := f.d.Sents[t[v].Sent].First
	if aheadWord(t[v].Form) {
		return true
	}
	infinitive := false
	for i := v; i >= first && i >= v-5; i-- {
		switch w := strings.ToLower(t[i].Form); {
		case w == "will" || w == "wo" || w == "shall" || w == "'ll" || w == "’ll" || w == "won't" || w == "would":
			return true
		case w == "to" && i < v:
			infinitive = true
		case infinitive && (aheadWord(t[i].Form) || w == "is" || w == "are" || w == "going"):
			return true
		case i < v && (t[i].UPOS == parse.VERB && !infinitive || t[i].UPOS == parse.PUNCT || t[i].UPOS == parse.SCONJ):
			return false
		}
	}
	return false
}

// aheadWord reports whether a word looks ahead by itself.
func aheadWord(w string) bool {
	switch strings.ToLower(w) {
	case "due", "scheduled", "planned", "plan", "plans", "expected", "expects", "expect", "set", "upcoming", "slated", "hopes", "hope", "intends", "intend", "vows", "vowed", "pledged", "promised", "aims":
		return true
	}
	return false
}

// isVerb: "may" and "march" are no months where the tagger says so.
func (f *finder) isVerb(i int) bool {
	u := f.d.Tokens[f.pieces[i].token].UPOS
	return u == parse.VERB || u == parse.AUX
}

// isNoun reports whether piece i is a common or proper noun that the finder has no use for.
func (f *finder) isNoun(i int) bool {
	if p := f.piece(i); p.class != other || p.end == 0 {
		return false
	}
	u := f.d.Tokens[f.pieces[i].token].UPOS
	return u == parse.NOUN || u == parse.PROPN
}
