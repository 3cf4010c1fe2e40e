package where

import (
	_ "embed" // lines.tsv
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/gazetteer"
	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
)

// A pair is two states that have a common border, the one whose border it is first.
type pair struct{ of, with string }

func (p pair) String() string { return min(p.of, p.with) + "-" + max(p.of, p.with) }

// A strip is what a border expression says, on its way to become a place.
type strip struct {
	parse.Range
	at      int      // the token of "border"
	of      []string // whose border it is
	with    []string // with whom
	named   []pair   // of a line with a name: the Durand Line
	all     bool     // every two of those it belongs to: "the tri-border area of Mali, Niger and Burkina Faso"
	compass string   // "southern"
	side    string   // the state on whose side the strip lies
	part    *gazetteer.Place
	guessed bool // one of the states comes from elsewhere in the text
}

// borders finds expressions for borders. A border is a line: it has no point, and the country whose
// border it is counts as its country.
//
// "Tajikistan's southern borders", "the Tajik-Afghan border", "the border between Iran and Iraq",
// "Belland's border with Ruritania", "the Durand Line".
func (f *finder) borders() []tocsin.Place {
	var out []tocsin.Place
	for i := range f.d.Tokens {
		s, ok := f.strip(i)
		if !ok {
			continue
		}
		f.sideOf(&s)
		if p, ok := f.borderPlace(&s); ok {
			out = append(out, p)
		}
	}
	return out
}

// strip reads the expression around a word for a border.
func (f *finder) strip(i int) (strip, bool) {
	s := strip{Range: parse.Range{First: i, End: i + 1}, at: i}
	if line, end := f.namedLine(i); end > i {
		s.named, s.End = line, end
		return s, true
	}
	switch strings.ToLower(f.d.Tokens[i].Form) {
	case "border", "borders", "frontier", "frontiers", "borderland", "borderlands":
	case "tri-border":
		s.all = true
	default:
		return s, false
	}
	if u := f.d.Tokens[i].UPOS; u == parse.VERB || u == parse.AUX || f.inBody(i) {
		return s, false // "Tajikistan borders Afghanistan", "Doctors Without Borders"
	}
	if i+1 < len(f.at) && i > 0 && f.at[i-1] != 0 && f.at[i+1] != 0 && strings.HasSuffix(f.d.Tokens[i].Form, "s") {
		return s, false // the same, where the parser sees a noun
	}
	if i > 0 && f.triple(i) {
		s.all = true
	}
	f.ownersBefore(&s)
	f.ownersBehind(&s)
	return s, f.complete(&s)
}

// triple: "the tri-border area", whether the tokeniser cuts the word or not, and "the triple frontier".
func (f *finder) triple(i int) bool {
	for k := i - 1; k >= max(0, i-2); k-- {
		switch strings.ToLower(f.d.Tokens[k].Form) {
		case "tri", "triple", "three":
			return true
		case "-":
		default:
			return false
		}
	}
	return false
}

// inBody reports whether a capitalised word is a part of the name of a body.
func (f *finder) inBody(i int) bool {
	n := f.nameOf(i)
	return f.capital(i) && n != nil && n.Type != parse.LOC && n.Type != parse.GPE
}

//go:embed lines.tsv
var linesTable []byte

// readLines reads lines.tsv.
func readLines(name string, data []byte, lex *lexicon.Set) (map[string][]pair, error) {
	rows, err := lexicon.ReadTable(name, data, []string{"name", "line"}, nil)
	if err != nil {
		return nil, err
	}
	out := map[string][]pair{}
	for _, r := range rows {
		for _, l := range r.List("line") {
			a, b, _ := strings.Cut(l, "-")
			for _, iso := range [...]string{a, b} {
				if x, _ := lex.Actor(iso); x == nil {
					return nil, r.Errorf("unknown country %q", iso)
				}
			}
			key := gazetteer.Key(r.Get("name"))
			out[key] = append(out[key], pair{a, b})
		}
	}
	return out, nil
}

// namedLine returns the line that has a name of its own and begins at token i.
func (f *finder) namedLine(i int) (line []pair, end int) {
	if !f.capital(i) && f.d.Tokens[i].Form != "inter" && !strings.HasPrefix(f.d.Tokens[i].Form, "inter-") {
		return nil, i
	}
	s := f.d.Sents[f.d.Tokens[i].Sent]
	for e := min(s.End, i+5); e > i; e-- {
		if f.d.Tokens[e-1].UPOS == parse.PUNCT { // the key of "Durand Line." has no stop
			continue
		}
		if l, ok := f.lines[gazetteer.Key(f.words(parse.Range{First: i, End: e}))]; ok && (e > i+1 || f.d.Tokens[i].Form == strings.ToUpper(f.d.Tokens[i].Form) || strings.Contains(f.d.Tokens[i].Form, "-")) {
			return l, e
		}
	}
	return nil, i
}

// sideOf reads which side is meant: "the Afghan side of the Tajik border", "in eastern Chad, near the Sudanese border".
func (f *finder) sideOf(s *strip) {
	i := s.First - 1
	for i > 0 && (f.d.Tokens[i].UPOS == parse.DET || f.d.Tokens[i].Lemma == "the") {
		i--
	}
	if i > 1 && f.d.Tokens[i].Lemma == "of" && f.d.Tokens[i-1].Lemma == "side" {
		for k := i - 2; k >= max(0, i-4); k-- {
			if iso, first, ok := f.owner(k); ok {
				s.side, s.First = iso, first
				if s.named == nil && !slices.Contains(s.of, iso) && (s.guessed || len(s.with) == 0) {
					s.with = []string{iso}
				} else if s.named == nil && s.guessed {
					s.of = []string{iso}
				}
				return
			}
		}
	}
	if s.part != nil && slices.Contains(append(slices.Clone(s.of), s.with...), s.part.Country) { // "the border with Kyrgyzstan in Batken"
		s.side = s.part.Country
		return
	}
	if i < 1 || s.named != nil {
		return
	}
	switch f.d.Tokens[i].Lemma { // "in eastern Chad, near the Sudanese border"
	case "near", "to", "along", "close", "at":
	default:
		return
	}
	for k := i; k >= max(f.d.Sents[f.d.Tokens[i].Sent].First, i-3); k-- {
		m := f.mentionAt(k)
		if m == none {
			continue
		}
		if c := f.mentions[m].chosen(); c != nil && f.mentions[m].use == tocsin.Literal && (slices.Contains(s.of, c.Country) || slices.Contains(s.with, c.Country)) {
			s.side = c.Country
		}
		return
	}
}

// borderPlace writes a strip as a place, with its line and area where the gazetteer has them.
func (f *finder) borderPlace(s *strip) (tocsin.Place, bool) {
	b, pairs, known := f.line(s)
	if len(pairs) == 0 && len(s.of) == 0 {
		return tocsin.Place{}, false
	}
	p := tocsin.Place{Span: f.d.Span(s.Range), Use: tocsin.Literal, Precision: tocsin.AtBorder, Confidence: lineSure, Role: tocsin.AtTopic, Border: &tocsin.Border{Side: s.side, Buffer: gazetteer.DefaultBuffer, Line: []string{}}}
	if s.guessed {
		p.Confidence = lineGuessed
	}
	for _, q := range pairs {
		if l := q.String(); !slices.Contains(p.Border.Line, l) {
			p.Border.Line = append(p.Border.Line, l)
		}
	}
	slices.Sort(p.Border.Line)
	p.Country = s.side
	if p.Country == "" && len(s.of) > 0 {
		p.Country = s.of[0]
	} else if p.Country == "" {
		p.Country = pairs[0].of
	}
	p.Name = f.borderName(s, pairs)
	p.Trace = []string{"a line, not a point: " + p.Span.Of(f.d.Text)}
	if s.guessed {
		p.Trace = append(p.Trace, "the state it is with is taken from the text around")
	}
	if !known {
		p.Trace = append(p.Trace, "this build has no lines of borders")
		return p, true
	}
	key := fmt.Sprint(p.Border.Line, s.of, s.compass, s.side)
	if s.part != nil {
		key += s.part.Country + s.part.Name
	}
	drawn := f.strips.draw(key, func() drawing { return f.draw(s, b) })
	p.Border.Part, p.Border.Length, p.Geometry = drawn.part, drawn.length, drawn.area
	return p, true
}

// A drawing is the strip along a border.
type drawing struct {
	part   string
	length float64
	area   json.RawMessage
}

// draw cuts a border to what is meant of it and draws the strip: some hundredths of a second.
func (f *finder) draw(s *strip, b gazetteer.Border) drawing {
	var d drawing
	if s.side != "" {
		b = b.SideOf(s.side)
	}
	if s.part != nil {
		if cut := f.gaz.Within(b, s.part.Country, s.part.Name); len(cut.Edges) > 0 {
			b, d.part = cut, s.part.Name
		}
	}
	d.length = math.Round(b.Length())
	if area, err := b.Area().GeoJSON(); err == nil {
		d.area = area
	}
	return d
}

// drawings keeps the strips that were drawn, because news speaks of the same few borders. What it holds depends on
// nothing but the key.
type drawings struct {
	mu   sync.Mutex
	made map[string]drawing
}

// maxDrawings bounds the memory: some ten kilobytes each.
const maxDrawings = 1000

func (d *drawings) draw(key string, make func() drawing) drawing {
	d.mu.Lock()
	got, ok := d.made[key]
	d.mu.Unlock()
	if ok {
		return got
	}
	got = make()
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.made) < maxDrawings {
		d.made[key] = got
	}
	return got
}

// The confidences of a border expression; policy.
const (
	lineSure    = 0.95 // both states stand in its words
	lineGuessed = 0.8
)

// line returns the border that is meant, its pairs of states, and whether its course is known.
func (f *finder) line(s *strip) (b gazetteer.Border, pairs []pair, known bool) {
	switch {
	case s.named != nil:
		pairs = s.named
	case s.all:
		for i, x := range s.of {
			for _, y := range s.of[i+1:] {
				if n := f.gaz.Neighbours(x); len(n) == 0 || slices.Contains(n, y) {
					pairs = append(pairs, pair{x, y})
				}
			}
		}
	case len(s.with) > 0:
		for _, x := range s.of {
			for _, y := range s.with {
				pairs = append(pairs, pair{x, y})
			}
		}
	default:
		b, known = f.gaz.Frontier(s.of[0])
		if c, ok := gazetteer.ParseCompass(s.compass); ok && known {
			b = f.facing(b, c)
		}
		for _, e := range b.Edges {
			pairs = append(pairs, pair{e.A, e.B})
		}
		return b, pairs, known && len(b.Edges) > 0
	}
	for _, q := range pairs {
		x, ok := f.gaz.Border(q.of, q.with)
		if !ok {
			continue
		}
		if known {
			x = gazetteer.Union(b, x)
		}
		b, known = x, true
	}
	return b, pairs, known
}

// A border belongs to a side where most of it faces there, or else a good part of the longest one that does: "Poland's
// eastern border" isn't the corner with Lithuania, but Uzbekistan's southern one is that with Afghanistan, short as it is.
// Laid on the axis of that side it takes a fifth of it.
const (
	wholly = 0.8
	minor  = 1.0 / 3
	fifth  = 0.2
)

// facing returns the parts of a state's border that face a direction.
func (f *finder) facing(b gazetteer.Border, c gazetteer.Compass) gazetteer.Border {
	length := func(e gazetteer.Edge) float64 { return gazetteer.Border{Edges: []gazetteer.Edge{e}}.Length() }
	full, most := map[string]float64{}, 0.0
	for _, e := range b.Edges {
		full[e.B] += length(e)
	}
	b = b.Toward(c)
	span, all := map[string]float64{}, 0.0
	for _, e := range b.Edges {
		most = max(most, length(e))
		w := e.Extent(c)
		span[e.B] += w
		all += w
	}
	b.Edges = slices.DeleteFunc(slices.Clone(b.Edges), func(e gazetteer.Edge) bool {
		return length(e) < wholly*full[e.B] && length(e) < minor*most || span[e.B] < fifth*all
	})
	return b
}

// borderName says in words which border it is.
func (f *finder) borderName(s *strip, pairs []pair) string {
	name := func(iso string) string {
		if p, ok := f.gaz.CountryPlace(iso); ok {
			return p.Name
		}
		return iso
	}
	of := s.of
	if len(of) == 0 {
		of = []string{pairs[0].of}
	}
	out := "border of " + name(of[0])
	switch {
	case s.compass != "":
		out += ", " + strings.ToLower(s.compass) + " side"
	case len(pairs) == 1:
		other := pairs[0].with
		if other == of[0] {
			other = pairs[0].of
		}
		out += " with " + name(other)
	case len(pairs) > 1:
		out = "borders of " + name(of[0]) + " and its neighbours"
	}
	if s.side != "" {
		out += ", on the side of " + name(s.side)
	}
	return out
}
