package lexicon

import (
	"slices"
	"strings"
)

// A CueClass says what a cue of attribution does with its content: the first sign of a statement's kind.
type CueClass string

// The classes of cues. Complain and Boast report like Say but add the speaker's judgement.
const (
	CueSay      CueClass = "say"
	CueBoast    CueClass = "boast"
	CueComplain CueClass = "complain"
	CueThink    CueClass = "think"
	CueWonder   CueClass = "wonder"
	CuePredict  CueClass = "predict"
	CueWant     CueClass = "want"
	CuePromise  CueClass = "promise"
	CueUrge     CueClass = "urge"
	CueDemand   CueClass = "demand"
	CueAccuse   CueClass = "accuse"
	CueSupport  CueClass = "support"
	CueOppose   CueClass = "oppose"
	CueWarn     CueClass = "warn"
	CueDeny     CueClass = "deny"
	CueRefuse   CueClass = "refuse"
	CueShow     CueClass = "show"
	CueFeel     CueClass = "feel"
	CueConvince CueClass = "convince"
	CueStress   CueClass = "stress"
	CueSeem     CueClass = "seem"
	CueAux      CueClass = "aux"   // carries another cue: "continued to say"
	CueLight    CueClass = "light" // carries a noun: "voiced concern"
)

var cueClasses = [...]CueClass{CueSay, CueBoast, CueComplain, CueThink, CueWonder, CuePredict, CueWant, CuePromise, CueUrge, CueDemand, CueAccuse,
	CueSupport, CueOppose, CueWarn, CueDeny, CueRefuse, CueShow, CueFeel, CueConvince, CueStress, CueSeem, CueAux, CueLight}

// A Cue is a word by which somebody is reported to speak, think, promise or perceive.
type Cue struct {
	Lemma        string
	POS          string // V verb, N noun, A adjective
	Class        CueClass
	Frames       string   // letters, see the head of cues.tsv
	Prepositions []string // those that lead to the content
	Where        string   // table and line
}

// Takes reports whether the cue has one of the frames.
func (c *Cue) Takes(frames string) bool { return strings.ContainsAny(c.Frames, frames) }

// TakesPreposition reports whether the preposition leads to the content of the cue.
func (c *Cue) TakesPreposition(lemma string) bool { return slices.Contains(c.Prepositions, lemma) }

// cueKey is a lemma with its part of speech.
type cueKey struct{ lemma, pos string }

// Cue returns the cue with the lemma and the part of speech (V, N, A), or nil.
func (s *Set) Cue(lemma, pos string) *Cue { return s.cues[cueKey{lemma, pos}] }

// readCues enters the cues of attribution. A later row for a word replaces an earlier one.
func readCues(s *Set, name string, data []byte) error {
	rows, err := ReadTable(name, data, []string{"lemma", "pos", "class", "frames"}, []string{"prepositions"})
	if err != nil {
		return err
	}
	if s.cues == nil {
		s.cues = make(map[cueKey]*Cue, len(rows))
	}
	for _, r := range rows {
		c := &Cue{Lemma: r.Get("lemma"), POS: r.Get("pos"), Class: CueClass(r.Get("class")), Frames: r.Get("frames"), Prepositions: r.List("prepositions"), Where: r.Where()}
		switch {
		case c.POS != "V" && c.POS != "N" && c.POS != "A":
			return r.Errorf("part of speech %q is none of V, N, A", c.POS)
		case !slices.Contains(cueClasses[:], c.Class):
			return r.Errorf("unknown class %q", c.Class)
		case strings.Trim(c.Frames, "sqtiongprv-") != "":
			return r.Errorf("unknown frame in %q", c.Frames)
		case c.Takes("p") != (len(c.Prepositions) > 0):
			return r.Errorf("frame p and prepositions don't go together")
		}
		s.cues[cueKey{c.Lemma, c.POS}] = c
	}
	return nil
}
