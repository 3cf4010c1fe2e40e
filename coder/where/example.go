package where

import (
	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/coder/actor"
	"github.com/tocsin-desk/tocsin/gazetteer"
	"github.com/tocsin-desk/tocsin/gazetteer/geo"
	"github.com/tocsin-desk/tocsin/parse"
)

// A Gold is a name in a text and the point of what it means.
type Gold struct {
	Span  tocsin.Span
	Point geo.Point
}

// An Example is one choice of the ranker: the candidates of a name in its text, those that are right, and the
// one that the ranker takes now.
type Example struct {
	Candidates []Features
	Right      []bool
	Taken      int
}

// How far a right candidate may be from the point of the gold, in kilometres, and from the nearest candidate.
const (
	rightWithin  = 161
	rightFarther = 25
)

// Examples returns the choices of a text for which the gold has an answer among the candidates. It is for training.
func (w *World) Examples(d *parse.Doc, cast *actor.Cast, a *tocsin.Article, gold []Gold) []Example {
	f := w.read(d, cast, a)
	var out []Example
	for g := range f.groups {
		gr := &f.groups[g]
		m := &f.mentions[gr.mentions[0]]
		if gr.sure || len(m.cands) < 2 {
			continue
		}
		p, ok := f.goldOf(gr, gold)
		if !ok {
			continue
		}
		if e, ok := f.example(gr, m.cands, p, f.around(g)); ok {
			out = append(out, e)
		}
	}
	return out
}

func (f *finder) goldOf(gr *group, gold []Gold) (geo.Point, bool) {
	for _, k := range gr.mentions {
		span := f.d.Span(f.mentions[k].Range)
		for _, g := range gold {
			if g.Span == span {
				return g.Point, true
			}
		}
	}
	return geo.Point{}, false
}

func (f *finder) example(gr *group, cands []gazetteer.Candidate, p geo.Point, s *surroundings) (Example, bool) {
	nearest := geo.Distance(cands[0].Point, p)
	for k := range cands {
		nearest = min(nearest, geo.Distance(cands[k].Point, p))
	}
	e := Example{Taken: gr.best}
	for k := range cands {
		e.Candidates = append(e.Candidates, f.features(gr, &cands[k], s))
		e.Right = append(e.Right, geo.Distance(cands[k].Point, p) <= nearest+rightFarther)
	}
	return e, nearest <= rightWithin
}

// WithWeights returns the same world with another ranker. It is for training.
func (w *World) WithWeights(weights Features) *World {
	out := *w
	out.ranker.weights = weights
	return &out
}

// Score returns what weights make of a candidate.
func (x *Features) Score(weights *Features) int32 {
	r := ranker{weights: *weights}
	return r.score(x)
}

// FeatureNames returns the names of the features, in order.
func FeatureNames() []string { return featureNames[:] }

// A Judgment is one answer of the coder where the gold has one: the case that gave its confidence, and whether it is right.
type Judgment struct {
	Case  string
	Right bool
}

// Judge compares the places of a text with its gold: a point within 161 km is right, a state that the point is in, and of
// a name without a point its country. It is for calibration.
func (w *World) Judge(d *parse.Doc, cast *actor.Cast, a *tocsin.Article, gold []Gold) []Judgment {
	f := w.read(d, cast, a)
	var out []Judgment
	for k := range f.mentions {
		m := &f.mentions[k]
		span := f.d.Span(m.Range)
		for _, g := range gold {
			if g.Span != span {
				continue
			}
			p := f.place(m)
			country, _ := f.gaz.CountryAt(g.Point)
			right := p.Lat != nil && geo.Distance(geo.Point{Lat: *p.Lat, Lon: *p.Lon}, g.Point) <= rightWithin
			if p.Precision == tocsin.AtCountry || m.how == unlistedLand {
				right = p.Country == country
			}
			out = append(out, Judgment{m.how, right})
			break
		}
	}
	return out
}
