package when

import (
	"strings"

	"github.com/tocsin-desk/tocsin/parse"
)

// A tense says on which side of its anchor a date lies.
type tense uint8

const (
	untold tense = iota
	behind
	ahead
)

// tense reads the verb that governs the expression at piece i. "By" and "until" look ahead by themselves. A date
// that hangs on a noun takes no past from the verb above it: "postponed the election of 25 February".
func (f *finder) tense(i int) tense {
	v, direct := f.governor(f.pieces[i].token)
	for k := i - 1; k >= 0 && k >= i-2; k-- {
		if f.is(k, wBy) || f.is(k, wUntil) {
			if f.pastVerb(v) {
				return behind
			}
			return ahead
		}
	}
	switch {
	case f.aheadVerb(v), f.scheduled(v):
		return ahead
	case direct && f.pastVerb(v):
		return behind
	}
	return untold
}

// planned reports whether a date is that of something only intended.
func (f *finder) planned(i int) bool {
	v, _ := f.governor(f.pieces[i].token)
	return f.aheadVerb(v)
}

// governor returns the verb above a token, or, without a tree, the last verb before it in the sentence, else the first
// behind it; NoHead where there is none. direct: no noun stands between.
func (f *finder) governor(token int) (verb int, direct bool) {
	t := f.d.Tokens
	direct = true
	if t[token].Rel != "" {
		for i, steps := token, 0; t[i].Head >= 0 && steps < 8; steps++ {
			if t[i].Rel.Base() == "nmod" && !near(t[t[i].Head].Lemma) {
				direct = false
			}
			i = t[i].Head
			if t[i].UPOS == parse.VERB || t[i].UPOS == parse.ADJ && aheadWord(t[i].Form) {
				return i, direct
			}
		}
	}
	s := f.d.Sents[f.sent]
	for i := token - 1; i >= s.First; i-- {
		if t[i].UPOS == parse.VERB || t[i].UPOS == parse.AUX {
			return i, direct
		}
	}
	for i := token + 1; i < s.End; i++ {
		if t[i].UPOS == parse.VERB || t[i].UPOS == parse.AUX {
			return i, direct
		}
	}
	return parse.NoHead, direct
}

// near: nouns that only say how a date is near: "on the eve of Ramadan".
func near(lemma string) bool {
	switch lemma {
	case "eve", "day", "night", "morning", "week", "month", "start", "beginning", "end", "anniversary":
		return true
	}
	return false
}

// pastVerb: "met", "was held until Friday", "has been closed since", "adopted last week" lie behind.
func (f *finder) pastVerb(v int) bool {
	if v < 0 || f.aheadVerb(v) {
		return false
	}
	switch f.d.Tokens[v].XPOS {
	case "VBD":
		return true
	case "VBN":
		for i := v - 1; i >= f.d.Sents[f.sent].First && i >= v-3; i-- {
			switch strings.ToLower(f.d.Tokens[i].Form) {
			case "is", "are", "be", "being":
				return false
			case "was", "were", "has", "have", "had", "been":
				return true
			}
		}
		return true
	}
	return f.d.Feat(v, "Tense") == "Past" && f.d.Feat(v, "VerbForm") == "Fin"
}

// scheduled: the present of what is on a calendar. "Ministers meet in Luxembourg on Tuesday."
func (f *finder) scheduled(v int) bool {
	if v < 0 || f.d.Tokens[v].XPOS != "VBZ" && f.d.Tokens[v].XPOS != "VBP" {
		return false
	}
	switch f.d.Tokens[v].Lemma {
	case "meet", "vote", "begin", "start", "open", "reopen", "resume", "arrive", "travel", "gather", "fly", "expire", "end", "follow", "host", "convene", "elect":
		return true
	}
	return false
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
	case "due", "scheduled", "planned", "plan", "plans", "projected", "forecast", "intended", "anticipated", "expected", "expects", "expect", "set", "upcoming", "slated", "hopes", "hope", "intends", "intend", "vows", "vowed", "pledged", "promised", "aims":
		return true
	}
	return false
}

// isVerb: "may" and "march" are no months where the tagger says so.
func (f *finder) isVerb(i int) bool {
	u := f.d.Tokens[f.pieces[i].token].UPOS
	return u == parse.VERB || u == parse.AUX
}

// isAdjective reports whether the tagger takes piece i for an adjective.
func (f *finder) isAdjective(i int) bool { return f.d.Tokens[f.pieces[i].token].UPOS == parse.ADJ }

// isNoun reports whether piece i is a common or proper noun that the finder has no use for.
func (f *finder) isNoun(i int) bool {
	if p := f.piece(i); p.class != other || p.end == 0 {
		return false
	}
	u := f.d.Tokens[f.pieces[i].token].UPOS
	return u == parse.NOUN || u == parse.PROPN
}
