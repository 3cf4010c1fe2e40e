// Package link relates statements: what is the same statement told twice, who denies whom, what is promised again; and events that
// are one deed in the words of different speakers.
//
// In: the reading of one article, and its text. Out: links between its statements and between its events, each with the reason in its trace.
// It never merges or changes a statement, never says who is right, and never links a speaker's denial to himself.
package link

import (
	"fmt"

	"github.com/tocsin-desk/tocsin"
)

// maxStatements bounds the pairs that are compared: an article with more statements is a transcript, and only its first ones
// are compared.
const maxStatements = 2_000

// near is how many sentences may lie between a paraphrase and the quotation of the same utterance.
const near = 2

// Within returns the links inside one article: those of one speaker in the order of the text, then the disputes, then the events. Spans of the reading
// count bytes of the text.
//
// Same statement: one speaker's paraphrase and quotation of one utterance, near each other; see same.
//
// Reaffirms, retracts: a cue of saying again, or of taking back, and an earlier statement of the same speaker.
//
// Disputes: a statement goes against what another speaker says; see Features.
//
// Same event: two voices tell one deed (tocsin.SameDeed).
func Within(r *tocsin.Reading, text string) []tocsin.Link {
	f := newField(r, text)
	var out []tocsin.Link
	for i := range f.props {
		p, before := &f.props[i], f.props[:i]
		out = append(out, sameBefore(before, p)...)
		if p.again {
			out = append(out, reaffirmed(before, p)...)
		}
		if p.retracts {
			out = append(out, retracted(before, p)...)
		}
	}
	return append(append(out, f.disputes(&weights)...), deeds(r)...)
}

// sameBefore links a statement with those before it that tell the same utterance. A quotation may gather several paraphrases.
func sameBefore(before []proposition, p *proposition) []tocsin.Link {
	var out []tocsin.Link
	for i := len(before) - 1; i >= 0; i-- {
		if q := &before[i]; p.first-q.last <= near && sameSpeaker(p, q) && p.s.Parent != q.s.ID && q.s.Parent != p.s.ID {
			if why := same(p, q); why != "" {
				out = append(out, tocsin.Link{Kind: tocsin.SameStatement, From: p.s.ID, To: q.s.ID, Trace: []string{why}})
			}
		}
	}
	return out
}

// same says why two statements of one speaker are one utterance, or "". They differ in form, and the shared content words make up a
// quarter of the shorter one, or half where the kinds aren't akin.
//
// Or a denial that only points back is followed by the words of it: "The minister denied it. “We sold nothing,” he said."
func same(p, q *proposition) string {
	if q.s.Kind == tocsin.Denial && q.points && p.s.Kind == tocsin.Denial && p.s.Form == tocsin.Direct && p.order == q.order+1 {
		return "same speaker, the words of the denial before"
	}
	if p.s.Form == q.s.Form && p.s.Form != tocsin.Mixed {
		return ""
	}
	need := 0.5
	if akin(p.s.Kind, q.s.Kind) {
		need = 0.25
	}
	score := share(p.words, q.words)
	if score < need || common(p.words, q.words) < 2 {
		return ""
	}
	return fmt.Sprintf("same speaker, %d sentences apart, %.0f %% of the words of the shorter one", max(0, p.first-q.last), 100*score)
}

// akin reports whether one utterance may well be read as either kind: "stressed the importance of elections", "called for elections".
func akin(a, b tocsin.Kind) bool {
	wish := func(k tocsin.Kind) bool { return k == tocsin.Position || k == tocsin.Appeal || k == tocsin.Demand }
	return a == b || wish(a) && wish(b)
}

// reaffirmed links a statement that says something again with the earlier one. Without one in the article there is no link.
func reaffirmed(before []proposition, p *proposition) []tocsin.Link {
	for i := len(before) - 1; i >= 0; i-- {
		q := &before[i]
		if sameSpeaker(p, q) && p.s.Parent != q.s.ID && share(p.words, q.words) >= 0.5 && common(p.words, q.words) >= 2 {
			return []tocsin.Link{{Kind: tocsin.Reaffirms, From: p.s.ID, To: q.s.ID, Trace: []string{"said again by the same speaker"}}}
		}
	}
	return nil
}

// retracted links a statement by which a speaker takes something back with what he said: the nearest one with words of it, or the nearest
// one where he only points at it ("withdrew the remark").
func retracted(before []proposition, p *proposition) []tocsin.Link {
	for i := len(before) - 1; i >= 0; i-- {
		q := &before[i]
		if sameSpeaker(p, q) && p.s.Parent != q.s.ID && (p.points || common(p.words, q.words) >= 2) {
			return []tocsin.Link{{Kind: tocsin.Retracts, From: p.s.ID, To: q.s.ID, Trace: []string{"taken back by the same speaker"}}}
		}
	}
	return nil
}

// sameSpeaker reports whether both are said by one resolved entity.
func sameSpeaker(p, q *proposition) bool {
	return p.s.Speaker != nil && q.s.Speaker != nil && *p.s.Speaker == *q.s.Speaker
}
