// Package where says which places an article names and what each name is used for.
//
// In: a parsed text, its cast, the lexicon, the article. Out: places in the order of the text.
// It never says where an event happened (act does, from these places), and never takes a country's
// capital for its border.
package where

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/coder/actor"
	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
)

// The confidences that a place is the one meant; policy, until a ranker is trained.
const (
	sure      = 0.95 // a country, or a name that only one place of the lexicon has
	supported = 0.85 // one of several, and the text names its country
	guessed   = 0.6  // one of several, taken for its size
	unknown   = 0.3  // a name in a place's position that the lexicon doesn't know
)

// Find returns the places of an article. Every span in a.Ask.Toponyms is answered, if need be by a
// place without a point.
func Find(d *parse.Doc, cast *actor.Cast, lex *lexicon.Set, a *tocsin.Article) []tocsin.Place {
	f := &finder{d, cast, lex}
	var out []tocsin.Place
	for k := range cast.Hits {
		h := &cast.Hits[k]
		if h.Use != "" && h.Row >= 0 && !seat(h) {
			out = append(out, f.place(h, d.Span(h.Range)))
		}
	}
	out = append(out, f.borders()...)
	out = append(out, f.unlisted()...)
	if a != nil && a.Ask != nil {
		out = f.answer(out, a.Ask.Toponyms)
	}
	slices.SortStableFunc(out, func(x, y tocsin.Place) int {
		return cmp.Or(cmp.Compare(x.Span.Start, y.Span.Start), cmp.Compare(x.Span.End, y.Span.End))
	})
	return out
}

// seat: "the White House said" names nobody's whereabouts; the cast has the government.
func seat(h *actor.Hit) bool {
	f, ok := h.Ref(lexicon.CountryName | lexicon.CountryAdj | lexicon.CountryPeople | lexicon.CountrySeat)
	return ok && !h.Town && f.Class == lexicon.CountrySeat
}

type finder struct {
	d    *parse.Doc
	cast *actor.Cast
	lex  *lexicon.Set
}

// place writes what a name of the lexicon stands for.
func (f *finder) place(h *actor.Hit, span tocsin.Span) tocsin.Place {
	if h.Town {
		return f.town(h, span)
	}
	a := &f.lex.Actors[h.Row]
	p := tocsin.Place{Span: span, Name: a.Name, Use: h.Use, Country: a.ID, Precision: tocsin.AtCountry, Confidence: sure, Trace: []string{a.Where + " " + a.Name}}
	if c, ok := f.lex.Centre(a.ID); ok {
		p.Lat, p.Lon = &c.Lat, &c.Lon
	}
	return p
}

func (f *finder) town(h *actor.Hit, span tocsin.Span) tocsin.Place {
	row := &f.lex.Places[h.Row]
	lat, lon := row.Lat, row.Lon
	p := tocsin.Place{Span: span, Name: row.Name, Use: h.Use, Lat: &lat, Lon: &lon, GeoNames: row.GeoNames, Country: row.Country, Admin1: row.Admin1,
		Precision: precision(row.Kind), Confidence: sure, Trace: []string{fmt.Sprintf("%s %s, %s", row.Where, row.Name, row.Country)}}
	switch h.Why {
	case "":
	case "the largest", "a capital":
		p.Confidence = guessed
	default:
		p.Confidence = supported
	}
	if h.Why != "" {
		p.Trace = append(p.Trace, "of several so called: "+h.Why)
	}
	return p
}

// precision says how exactly a kind of place is known by its point.
func precision(k lexicon.PlaceKind) tocsin.Precision {
	switch k {
	case lexicon.Province, lexicon.Territory, lexicon.District:
		return tocsin.AtAdmin1
	case lexicon.Region, lexicon.Terrain, lexicon.Water:
		return tocsin.AtRegion
	}
	return tocsin.AtPlace
}

// unlisted returns names of places that the lexicon doesn't know, where the text itself says what they
// lie in: "Millbrook, Ohio" gets Ohio's point and precision. Others are left out: a place that can't
// be shown on a map or matched with a watch is only a word.
func (f *finder) unlisted() []tocsin.Place {
	var out []tocsin.Place
	for _, n := range f.d.Names {
		if n.Type != parse.GPE && n.Type != parse.LOC && n.Type != parse.FAC || n.End <= n.First || n.End+1 >= len(f.d.Tokens) || f.d.Tokens[n.End].Form != "," || f.named(n.Range) {
			continue
		}
		h, ok := f.cast.HitAt(n.End + 1)
		if !ok || h.Use == "" || h.Row < 0 || h.First != n.End+1 {
			continue
		}
		p := f.place(h, f.d.Span(n.Range))
		p.Trace = append(p.Trace, "not in the gazetteer: the place behind the comma, in which it lies, stands for it")
		p.Name, p.Use, p.GeoNames, p.Confidence = p.Span.Of(f.d.Text), tocsin.Literal, 0, unknown
		out = append(out, p)
	}
	return out
}

// named reports whether a range holds a place that is given already.
func (f *finder) named(g parse.Range) bool {
	for i := g.First; i < g.End; i++ {
		if h, ok := f.cast.HitAt(i); ok && h.Use != "" {
			return true
		}
	}
	return false
}

// answer gives every asked span a place: the one of the same words, or the best that the lexicon has.
func (f *finder) answer(out []tocsin.Place, asked []tocsin.Span) []tocsin.Place {
	for _, span := range asked {
		if slices.ContainsFunc(out, func(p tocsin.Place) bool { return p.Span == span }) {
			continue
		}
		out = append(out, f.resolve(span))
	}
	return out
}

// resolve takes the name with the most words inside a span. A name that was dropped as part of another
// counts here, because the caller says that it is a place.
func (f *finder) resolve(span tocsin.Span) tocsin.Place {
	g := f.d.TokenRange(span)
	form := func(i int) string { return f.d.Tokens[i].Form }
	var best actor.Hit
	for i := g.First; i < g.End; {
		refs, n := f.lex.Match(lexicon.CountryName|lexicon.CountryAdj|lexicon.PlaceName, form, g.End, i)
		if n > best.End-best.First {
			best = actor.Hit{Range: parse.Range{First: i, End: i + n}, Refs: refs}
		}
		i += max(n, 1)
	}
	if best.Refs == nil {
		return tocsin.Place{Span: span, Name: span.Of(f.d.Text), Use: tocsin.Literal, Precision: tocsin.AtPlace, Trace: []string{"asked for; not in the gazetteer"}}
	}
	best.Use = tocsin.Literal
	if h, ok := f.cast.HitAt(best.First); ok && h.Row >= 0 && h.Range == best.Range {
		best = *h
		if best.Use == "" {
			best.Use = tocsin.Literal
		}
	} else if r, ok := best.Ref(lexicon.CountryName | lexicon.CountryAdj); ok {
		best.Row = r.Index
	} else {
		r, _ := best.Ref(lexicon.PlaceName)
		best.Row, best.Town, best.Why = r.Index, true, "the largest"
	}
	p := f.place(&best, span)
	p.Trace = append(p.Trace, "asked for")
	return p
}
