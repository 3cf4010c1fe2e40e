// Package link relates statements: what is the same statement told twice, who denies whom, what is promised again.
//
// In: the reading of one article, and its text. Out: links between its statements, each with the reason in its trace.
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

// Within returns the links inside one article, in the order of their first statements. Spans of the reading count bytes of
// the text.
//
// Same statement (paraphrase and quotation of one utterance): same speaker, near each other, different in form, and the
// shared content words make up a quarter of the shorter one, or half where the kinds differ.
//
// Disputes: a denial by one speaker of what another one says, when both speak of the same actor or place and of the same
// matter; a denial of "it" or "the allegations" answers the nearest statement about the denier.
//
// Reaffirms: a cue of saying again, and an earlier statement of the same speaker with half of its words.
func Within(r *tocsin.Reading, text string) []tocsin.Link {
	props := propositions(r, text)
	var out []tocsin.Link
	for i := range props {
		p := &props[i]
		if l, ok := sameBefore(props[:i], p); ok {
			out = append(out, l)
		}
		if p.again {
			if l, ok := reaffirmed(props[:i], p); ok {
				out = append(out, l)
			}
		}
		if p.denial {
			out = append(out, disputed(props, i)...)
		}
	}
	return out
}

// sameBefore links a statement with the one before it that tells the same utterance.
func sameBefore(before []proposition, p *proposition) (tocsin.Link, bool) {
	var best *proposition
	score := 0.0
	for i := len(before) - 1; i >= 0; i-- {
		q := &before[i]
		if p.first-q.last > near {
			continue
		}
		if !sameSpeaker(p, q) || p.s.Parent == q.s.ID || q.s.Parent == p.s.ID || p.s.Form == tocsin.Indirect && q.s.Form == tocsin.Indirect || p.s.Form == tocsin.Direct && q.s.Form == tocsin.Direct {
			continue
		}
		need := 0.5
		if p.s.Kind == q.s.Kind {
			need = 0.25
		}
		if v := share(p.words, q.words); v >= need && v > score && common(p.words, q.words) >= 2 {
			best, score = q, v
		}
	}
	if best == nil {
		return tocsin.Link{}, false
	}
	return tocsin.Link{Kind: tocsin.SameStatement, From: p.s.ID, To: best.s.ID, Trace: []string{
		fmt.Sprintf("same speaker, %d sentences apart, %.0f %% of the words of the shorter one", max(0, p.first-best.last), 100*score)}}, true
}

// reaffirmed links a statement that says something again with the earlier one. Without one in the article there is no link.
func reaffirmed(before []proposition, p *proposition) (tocsin.Link, bool) {
	for i := len(before) - 1; i >= 0; i-- {
		q := &before[i]
		if sameSpeaker(p, q) && p.s.Parent != q.s.ID && share(p.words, q.words) >= 0.5 && common(p.words, q.words) >= 2 {
			return tocsin.Link{Kind: tocsin.Reaffirms, From: p.s.ID, To: q.s.ID, Trace: []string{"said again by the same speaker"}}, true
		}
	}
	return tocsin.Link{}, false
}

// disputed links a denial with what it denies: the statement that scores best, others that score hardly less, and only the
// nearest one where the denial points back.
func disputed(props []proposition, at int) []tocsin.Link {
	p := &props[at]
	if p.points {
		return pointsBack(props[:at], p)
	}
	var out []tocsin.Link
	best := threshold
	for i := range props {
		if i != at && deniable(p, &props[i]) {
			score, _ := against(p, &props[i])
			best = max(best, score)
		}
	}
	for i := range props {
		q := &props[i]
		if i == at || !deniable(p, q) {
			continue
		}
		score, why := against(p, q)
		if score < threshold || score < best-margin {
			continue
		}
		scope, reason := scopeOf(p, q)
		out = append(out, tocsin.Link{Kind: tocsin.Disputes, From: p.s.ID, To: q.s.ID, Scope: scope, Trace: []string{why, scope + ": " + reason}})
	}
	return out
}

// reachBack is how many sentences back "the allegations" may point.
const reachBack = 4

// pointsBack: "The council denied it." answers the nearest statement that says something of the denier.
func pointsBack(before []proposition, p *proposition) []tocsin.Link {
	for i := len(before) - 1; i >= 0; i-- {
		q := &before[i]
		if p.first-q.last > reachBack {
			continue
		}
		if deniable(p, q) && q.mentions(p.s.Speaker) {
			return []tocsin.Link{{Kind: tocsin.Disputes, From: p.s.ID, To: q.s.ID, Scope: "full", Trace: []string{"the denial points back to it", "full: denied as a whole"}}}
		}
	}
	return nil
}

// deniable reports whether q is something that p may deny: said by somebody else, as true. An unresolved speaker might be the
// denier himself.
func deniable(p, q *proposition) bool {
	if sameSpeaker(p, q) || p.s.Speaker == nil || q.s.Speaker == nil || q.s.Parent == p.s.ID || p.s.Parent == q.s.ID {
		return false
	}
	switch q.s.Kind {
	case tocsin.Claim, tocsin.Warning, tocsin.Accusation, tocsin.Assessment:
		return true
	}
	return false
}

// threshold was set on articles of our own: at .6 actor or place and matter must both agree.
const threshold = 0.6

// margin is how much less than the best one a statement may score and still be denied too.
const margin = 0.1

// against scores a denial and a statement: .35 for a shared actor or place, .25 for a shared matter, .1 for a second shared
// matter, .15 where it is a warning or an accusation, .1 where a word such as "however" stands beside the denial.
func against(p, q *proposition) (float64, string) {
	names, matters := shared(p.names, q.names), shared(p.matters, q.matters)
	if len(names) == 0 || len(matters) == 0 {
		return 0, ""
	}
	score := 0.35 + 0.25
	if len(matters) > 1 {
		score += 0.1
	}
	if q.s.Kind == tocsin.Warning || q.s.Kind == tocsin.Accusation {
		score += 0.15
	}
	if p.contrast {
		score += 0.1
	}
	return score, fmt.Sprintf("denial; both speak of %s and of %s (%.2f)", names[0], matters[0], score)
}

// scopeOf says whether a denial meets the whole statement. It is partial where the two name different others, or
// different figures.
func scopeOf(p, q *proposition) (scope, reason string) {
	if a, b := without(p.others, q.others), without(q.others, p.others); len(a)+len(b) > 0 {
		return "partial", fmt.Sprintf("%s against %s", listed(a, "nobody else"), listed(b, "nobody else"))
	}
	if a, b := without(p.figures, q.figures), without(q.figures, p.figures); len(a) > 0 && len(b) > 0 {
		return "partial", fmt.Sprintf("%s against %s", a[0], b[0])
	}
	return "full", "the same parties"
}

func listed(in []string, none string) string {
	if len(in) == 0 {
		return none
	}
	return in[0]
}

// sameSpeaker reports whether both are said by one resolved entity.
func sameSpeaker(p, q *proposition) bool {
	return p.s.Speaker != nil && q.s.Speaker != nil && *p.s.Speaker == *q.s.Speaker
}
