package act

import (
	"slices"
	"strings"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
)

// statement returns the innermost statement inside whose content a word stands: its speaker reports
// the event, not the outlet.
func (s *scene) statement(i int) *tocsin.Statement {
	span := s.d.Tokens[i].Span
	var best *tocsin.Statement
	size := 0
	for k := range s.sts {
		for _, c := range s.sts[k].Content {
			if c.Contains(span) && (best == nil || c.Len() < size) {
				best, size = &s.sts[k], c.Len()
			}
		}
	}
	return best
}

// said applies the kind of the statement that an event is told in, where the tree did not show it already.
//
// "The ministry denied on Friday that police had beaten protesters": negated. "Velmora promised: the army
// leaves the valley": to come.
func (s *scene) said(c *candidate, r tocsin.Realis, why string) (tocsin.Realis, string) {
	st := s.statement(c.tok)
	if st == nil || r != tocsin.Asserted || strings.Contains(why, " inside ") {
		return r, why
	}
	switch content := s.contentOf(st, c.tok); {
	case !s.governs(content, c.tok):
	case st.Kind == tocsin.Denial && s.denies(st):
		return tocsin.Negated, "denied in " + st.ID
	case s.d.Tokens[c.tok].UPOS != parse.VERB || s.d.Tokens[c.tok].XPOS != "VB" || s.d.Child(c.tok, "aux") >= 0:
	case st.Kind == tocsin.Commitment:
		return tocsin.Future, "committed to in " + st.ID
	case st.Kind == tocsin.Demand || st.Kind == tocsin.Appeal || st.Kind == tocsin.Warning:
		return tocsin.Hypothetical, string(st.Kind) + " in " + st.ID
	}
	return r, why
}

// denies reports whether the cue itself is a word of denial; "said that it had not attacked" denies by its content.
func (s *scene) denies(st *tocsin.Statement) bool {
	for _, span := range st.Cue {
		r := s.d.TokenRange(span)
		for i := r.First; i < r.End; i++ {
			for _, pos := range [...]string{"V", "N", "A"} {
				if cue := s.lex.Cue(s.d.Tokens[i].Lemma, pos); cue != nil && cue.Class == lexicon.CueDeny {
					return true
				}
			}
		}
	}
	return false
}

// contentOf returns the part of a statement's content that a word stands in.
func (s *scene) contentOf(st *tocsin.Statement, i int) tocsin.Span {
	for _, c := range st.Content {
		if c.Contains(s.d.Tokens[i].Span) {
			return c
		}
	}
	return tocsin.Span{}
}

// governs reports whether a word is the head of a clause that fills a span, or what that head only carries:
// in "that it had launched the attack that killed two" the launching and the attack, not the killing.
func (s *scene) governs(content tocsin.Span, i int) bool {
	clause := false
	for depth := 0; depth < maxDepth; depth++ {
		t := &s.d.Tokens[i]
		clause = clause || predicate(t)
		if t.Head < 0 || !content.Contains(s.d.Tokens[t.Head].Span) {
			return clause
		}
		switch t.Rel.Base() {
		case "conj", "xcomp", "obj", "ccomp":
			i = t.Head
		default:
			return false
		}
	}
	return false
}

// speaker turns "we" and "I" inside somebody's words into that somebody.
func (s *scene) speaker(i int) []party {
	t := &s.d.Tokens[i]
	if t.UPOS != parse.PRON {
		return nil
	}
	switch t.Lemma {
	case "we", "I", "i", "us", "our", "my":
	default:
		return nil
	}
	st := s.statement(i)
	if st == nil || st.Speaker == nil {
		return nil
	}
	for e := range s.cast.Entities {
		if s.cast.Entities[e].ID == *st.Speaker {
			return []party{{entity: e, tok: i}}
		}
	}
	return nil
}

// reported resolves a pronoun that coreference left open, where it is the subject or object of what somebody
// is reported to say: "The ministry announced that it would pay." "The minister said the rebels had attacked him".
func (s *scene) reported(i int) []party {
	t := &s.d.Tokens[i]
	if t.UPOS != parse.PRON || t.Rel.Base() != "nsubj" && t.Rel != "obj" || t.Head < 0 {
		return nil
	}
	switch t.Lemma {
	case "it", "he", "she", "they":
	default:
		return nil
	}
	c := &s.d.Tokens[t.Head]
	if c.Rel.Base() != "ccomp" || c.Head < 0 || c.Head > i {
		return nil
	}
	subj := s.d.Child(c.Head, "nsubj")
	if subj < 0 {
		return nil
	}
	var out []party
	for _, p := range s.at(subj) {
		out = append(out, party{entity: p.entity, tok: i})
	}
	return out
}

// ownWord reports whether the one who would act is the one who says so.
// "The council said it would expel them": a threat. "Analysts said the army would attack": a forecast.
func (s *scene) ownWord(c *candidate) bool {
	if st := s.statement(c.tok); st != nil && st.Speaker != nil {
		for _, p := range c.actors {
			if p.entity >= 0 && s.cast.Entities[p.entity].ID == *st.Speaker {
				return true
			}
		}
	}
	r := s.reporter(c.tok)
	if r < 0 {
		return false
	}
	speakers := s.who(s.subject(r), true)
	return slices.ContainsFunc(c.actors, func(p party) bool {
		return p.entity >= 0 && slices.ContainsFunc(speakers, func(q party) bool { return q.entity == p.entity })
	})
}

// reporter returns the verb of saying that governs a word: above it, or beside it as in "…, he said".
func (s *scene) reporter(i int) int {
	d := s.d
	for depth := 0; i >= 0 && depth < maxDepth; depth++ {
		for _, c := range d.Children(i) {
			if d.Tokens[c].Rel.Base() == "parataxis" && s.lex.Cue(d.Tokens[c].Lemma, "V") != nil {
				return c
			}
		}
		t := &d.Tokens[i]
		if t.Head < 0 {
			return parse.NoHead
		}
		if t.Rel.Base() == "ccomp" && s.lex.Cue(d.Tokens[t.Head].Lemma, "V") != nil {
			return t.Head
		}
		switch t.Rel.Base() {
		case "xcomp", "conj", "obj", "ccomp", "obl", "nmod", "acl":
			i = t.Head
		default:
			return parse.NoHead
		}
	}
	return parse.NoHead
}
