package act

import (
	"slices"

	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
)

// A taker is handed the features of a word one by one: what kind, and one or two words that make it.
// "frame" ASSAULT; "object" launch+attack. All features of a word count the same, so a feature is there or not.
type taker func(kind, a, b string)

// votable reports whether the classifier is asked about a word: a verb or adjective of the table, or a verb or noun of the
// text that no frame knows, in a sentence that tells something.
func (s *scene) votable(i int) bool {
	t := &s.d.Tokens[i]
	if s.named[i] || !s.d.Sents[t.Sent].Kind.Reported() {
		return false
	}
	if f := s.sense(i).frame; f != nil {
		return f.Act == lexicon.ActEvent
	}
	return (t.UPOS == parse.VERB && t.Rel != "amod" || t.UPOS == parse.NOUN && t.Rel.Base() != "compound") && len(t.Lemma) > 2
}

// features hands over what the classifier knows of a word: itself, the frame that the table has for it, who stands where
// around it, what it hangs on, the words beside it.
func (s *scene) features(i int, take taker) {
	d := s.d
	t := &d.Tokens[i]
	word := s.word(i)
	take("word", word, "")
	if p := d.Child(i, "compound:prt"); p >= 0 {
		take("word", word, d.Tokens[p].Lemma)
	}
	frame := s.frameName(i)
	take("frame", frame, "")
	take("frame", frame, word)
	subj, obj := s.doer(i), s.object(i)
	who, whom := s.class(subj), s.class(obj)
	take("subject", who, "")
	take("object", whom, "")
	take("parties", who, whom)
	take("frame-subject", frame, who)
	take("frame-object", frame, whom)
	if subj >= 0 {
		take("subject-word", d.Tokens[subj].Lemma, "")
	}
	if obj >= 0 {
		take("object-word", d.Tokens[obj].Lemma, "")
		take("object-word", word, d.Tokens[obj].Lemma)
		for _, th := range s.theme(obj).list {
			take("object-theme", th.Class, "")
			take("object-theme", word, th.Class)
		}
	}
	take("relation", string(t.Rel), "")
	take("relation", frame, string(t.Rel.Base()))
	if t.Head >= 0 {
		take("above", d.Tokens[t.Head].Lemma, string(t.Rel.Base()))
		take("above-frame", s.frameName(t.Head), string(t.Rel.Base()))
		take("above-frame", s.frameName(t.Head), frame)
	} else {
		take("above", "", "root")
	}
	s.below(i, word, take)
	s.around(i, take)
}

// word is the lemma of a token with the first letter of its tag: "attack/V".
func (s *scene) word(i int) string {
	switch s.d.Tokens[i].UPOS {
	case parse.VERB:
		return s.d.Tokens[i].Lemma + "/v"
	case parse.NOUN:
		return s.d.Tokens[i].Lemma + "/n"
	}
	return s.d.Tokens[i].Lemma + "/a"
}

// below hands over the children of a word.
func (s *scene) below(i int, word string, take taker) {
	d := s.d
	for _, c := range d.Children(i) {
		t := &d.Tokens[c]
		switch base := t.Rel.Base(); base {
		case "aux", "advmod", "mark", "det", "cop":
			take(string(base), t.Lemma, "")
		case "amod", "compound":
			take("modifier", t.Lemma, "")
			take("modifier", word, t.Lemma)
		case "obl", "nmod":
			prep := ""
			if k := d.Child(c, "case"); k >= 0 {
				prep = d.Tokens[k].Lemma
			}
			take("phrase", prep, s.class(c))
			take("phrase", word, prep)
			take("phrase-word", prep, t.Lemma)
		case "xcomp", "ccomp", "advcl", "acl":
			take("clause", string(base), s.frameName(c))
			take("clause", word, t.Lemma)
		case "conj":
			take("joined", s.frameName(c), "")
		}
	}
	if s.passive(i) {
		take("passive", "", "")
		take("passive", word, "")
	}
}

// around hands over the words before and behind a word, and what its sentence speaks of.
func (s *scene) around(i int, take taker) {
	d := s.d
	sent := d.Sents[d.Tokens[i].Sent]
	if i > sent.First {
		take("before", d.Tokens[i-1].Lemma, "")
	}
	if i+1 < sent.End {
		take("behind", d.Tokens[i+1].Lemma, "")
	}
	if sent.Kind == parse.Headline {
		take("headline", "", "")
	}
	for j := sent.First; j < sent.End; j++ {
		switch u := d.Tokens[j].UPOS; {
		case j == i || s.named[j]:
		case u == parse.NOUN || u == parse.VERB || u == parse.ADJ:
			_ = 0 // take("sentence", d.Tokens[j].Lemma, "")
		}
	}
}

// frameName names the frame of a word: its type; "none" for a sense that is no event, "inner" for one that only carries another,
// "unmet" where the table knows the word but none of its senses holds, "new" for a word it doesn't know.
func (s *scene) frameName(i int) string {
	if f := s.sense(i).frame; f != nil {
		if f.Act == lexicon.ActEvent {
			return string(f.Type)
		}
		return string(f.Act)
	}
	for _, pos := range partsOfSpeech(s.d.Tokens[i].UPOS) {
		if s.frames(i, pos) != nil {
			return "unmet"
		}
	}
	return "new"
}

// class names who a noun is: a sector, the kind of body, a state, a person of no known office, somebody else, a thing.
func (s *scene) class(i int) string {
	if i < 0 {
		return ""
	}
	ps := s.who(i, true)
	if len(ps) == 0 {
		return "thing"
	}
	if ps[0].entity < 0 {
		return "unnamed"
	}
	e := &s.cast.Entities[ps[0].entity]
	switch codes := e.Codes; {
	case len(codes) == 0:
		return string(e.Kind)
	case slices.Contains(sectors[:], codes[0]) || slices.Contains(abroad[:], codes[0]):
		return codes[0]
	case len(codes) > 1:
		return codes[1]
	}
	return "state"
}
