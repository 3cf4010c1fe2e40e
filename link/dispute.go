package link

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/tocsin-desk/tocsin"
)

// reach is how many statements apart two may stand that are compared.
const reach = 16

// A Choice is a statement with those that it may go against; nothing at all is one more choice, with the score nought.
type Choice struct {
	Denial string
	Claims []string
	Of     []Features
}

// Choices returns the choices of an article, in the order of the text, each made by the weights before the next one. It is for training.
func Choices(r *tocsin.Reading, text string, w *Features) []Choice {
	f := newField(r, text)
	var out []Choice
	for d := range f.props {
		claims, of := f.choices(d)
		c := Choice{Denial: f.props[d].s.ID, Of: of}
		for _, k := range claims {
			c.Claims = append(c.Claims, f.props[k].s.ID)
		}
		out = append(out, c)
		for _, k := range taken(of, w) {
			f.linked[[2]int{d, claims[k]}] = true
		}
	}
	return out
}

// choices are the statements that one may go against. A denial of a denial goes against nothing.
func (f *field) choices(d int) (claims []int, of []Features) {
	if f.props[d].undone {
		return nil, nil
	}
	for c := max(0, d-reach); c < min(len(f.props), d+reach+1); c++ {
		if c != d && answerable(&f.props[d], &f.props[c]) {
			claims, of = append(claims, c), append(of, f.features(d, c))
		}
	}
	return claims, of
}

// answerable reports whether a statement may go against another one: it is of another speaker, and doesn't stand in its words. What stands
// in its own words is somebody else's: "denied the army's claim that …", not "denied that its data showed …". A demand or an appeal asserts
// nothing: it is refused.
func answerable(p, q *proposition) bool {
	return q.s.Kind != tocsin.Demand && q.s.Kind != tocsin.Appeal &&
		otherSpeaker(p, q) && p.s.Parent != q.s.ID && (q.s.Parent != p.s.ID || !q.near)
}

// otherSpeaker reports whether two statements are of two speakers. One that isn't resolved may be the other, unless both are printed in
// other words.
func otherSpeaker(p, q *proposition) bool {
	if p.s.Speaker != nil && q.s.Speaker != nil {
		return *p.s.Speaker != *q.s.Speaker
	}
	return len(p.printed) > 0 && len(q.printed) > 0 && common(p.printed, q.printed) == 0
}

// margin is how much less than the best one a statement may score and still be denied too, in hundredths.
const margin = 60

// taken are the choices that the weights make.
func taken(of []Features, w *Features) []int {
	best := int32(0)
	for k := range of {
		best = max(best, of[k].Score(w))
	}
	var out []int
	for k := range of {
		if s := of[k].Score(w); s > 0 && s >= best-margin {
			out = append(out, k)
		}
	}
	return out
}

// Score is the sum of the features by their weights, in hundredths.
func (x *Features) Score(w *Features) int32 {
	var s int32
	for k := range x {
		s += x[k] * w[k]
	}
	return s
}

// FeatureNames returns the names of the features, in order.
func FeatureNames() []string { return featureNames[:] }

// Disputes links denials with what they deny, by the weights. It is for training; Within has weights of its own.
func Disputes(r *tocsin.Reading, text string, w *Features) []tocsin.Link {
	return newField(r, text).disputes(w)
}

// disputes links denials with what they deny.
func (f *field) disputes(w *Features) []tocsin.Link {
	var out []tocsin.Link
	for d := range f.props {
		claims, of := f.choices(d)
		for _, k := range taken(of, w) {
			c := claims[k]
			if f.linked[[2]int{c, d}] {
				continue
			}
			f.linked[[2]int{d, c}] = true
			scope, reason := scopeOf(&f.props[d], &f.props[c])
			out = append(out, tocsin.Link{Kind: tocsin.Disputes, From: f.props[d].s.ID, To: f.props[c].s.ID, Scope: scope, Trace: []string{f.why(d, c, &of[k], w), scope + ": " + reason}})
		}
	}
	return out
}

// why names the three features that speak most for a dispute, in their order, and words that both have.
func (f *field) why(d, c int, x, w *Features) string {
	var most []int
	for k := range x {
		if x[k]*w[k] > 0 {
			most = append(most, k)
		}
	}
	slices.SortStableFunc(most, func(a, b int) int { return cmp.Compare(x[b]*w[b], x[a]*w[a]) })
	most = most[:min(3, len(most))]
	slices.Sort(most)
	var out []string
	for _, k := range most {
		out = append(out, featureNames[k])
	}
	both := shared(f.props[d].words, f.props[c].words)
	if len(both) > 0 {
		out = append(out, "both have "+strings.Join(both[:min(3, len(both))], ", "))
	}
	return strings.Join(out, ", ")
}

// scopeOf says whether a denial meets the whole statement. It is partial where both give figures, or a plain denial names others than
// the claim: "attacks on partner states", "denied that it threatened its neighbours". One that only points back meets all of it.
func scopeOf(p, q *proposition) (scope, reason string) {
	if p.manner() == pointed {
		return "full", "denied as a whole"
	}
	if a, b := without(p.others, q.others), without(q.others, p.others); p.manner() == told && len(a) > 0 && len(b) > 0 {
		return "partial", fmt.Sprintf("%s against %s", a[0], b[0])
	}
	if a, b := without(p.figures, q.figures), without(q.figures, p.figures); len(a) > 0 && len(b) > 0 {
		return "partial", fmt.Sprintf("%s against %s", a[0], b[0])
	}
	return "full", "nothing that sets a part of it apart"
}
