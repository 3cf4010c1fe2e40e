package where

import (
	"slices"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
)

// maxDepth bounds every walk through a tree.
const maxDepth = 12

// A Map is the places of one article and the words they stand at. It answers where a deed took place.
type Map struct {
	Places []tocsin.Place

	d    *parse.Doc
	lex  *lexicon.Set
	at   []int32 // by token: 1 + index of the literal place or border that covers it
	line []bool  // by token: in a dateline
}

// NewMap enters the places of a text, which are in its order.
func NewMap(d *parse.Doc, lex *lexicon.Set, places []tocsin.Place) *Map {
	m := &Map{Places: places, d: d, lex: lex, at: make([]int32, len(d.Tokens)), line: make([]bool, len(d.Tokens))}
	for k := range places {
		p := &places[k]
		r := d.TokenRange(p.Span)
		for i := r.First; i < r.End; i++ {
			m.line[i] = m.line[i] || p.Role == tocsin.AtDateline
			if o := m.place(i); o == nil || p.Precision == tocsin.AtBorder || o.Precision != tocsin.AtBorder && o.Use != tocsin.Literal {
				m.at[i] = int32(k + 1)
			}
		}
	}
	return m
}

// place returns the place whose name covers token i, whatever it is used for.
func (m *Map) place(i int) *tocsin.Place {
	if i < 0 || i >= len(m.at) || m.at[i] == 0 {
		return nil
	}
	return &m.Places[m.at[i]-1]
}

// literal returns the place that token i names as a place, outside datelines.
func (m *Map) literal(i int) *tocsin.Place {
	p := m.place(i)
	if p == nil || m.line[i] {
		return nil
	}
	if p.Use == tocsin.Literal || p.Use == tocsin.Associative && m.stoodIn(p, i) {
		return p
	}
	return nil
}

// stoodIn: "in a Kabul hotel" is in Kabul, "in Afghan hands" in no country.
func (m *Map) stoodIn(p *tocsin.Place, i int) bool {
	if p.Precision != tocsin.AtPlace {
		return false
	}
	switch m.surface(i) {
	case "in", "at", "near", "outside":
		h := m.d.Tokens[i].Head
		return h < 0 || !m.capital(h)
	}
	return false
}

// Event returns where the deed took place that token i names, with its role; nil where the text doesn't
// say. A saying is where the speaker stood, else where the report was written; a deed is never there. A nil Map has no places.
//
// "Speaking in Berlin, the minister said rebels had shelled Homs": the shelling is in Homs, the saying
// in Berlin.
func (m *Map) Event(i int) *tocsin.Place {
	if m == nil {
		return nil
	}
	says := m.says(i)
	p, role := m.find(i, says), tocsin.AtEvent
	if says {
		role = tocsin.AtSpeaker
		if p == nil {
			p, role = m.dateline(), tocsin.AtDateline
		}
	}
	if p == nil {
		return nil
	}
	out := *p
	out.Role = role
	return &out
}

// find asks the phrases of the word, then its clause, then the story so far.
func (m *Map) find(i int, says bool) *tocsin.Place {
	var start *tocsin.Place
	for _, j := range m.nodes(i) {
		p, rank := m.around(j, says)
		if rank > 2*origin {
			return p
		}
		if start == nil {
			start = p
		}
	}
	if p := m.modifier(i); p != nil {
		return p
	}
	if says { // "after the flood in Derna, engineers warned": nobody says where they stood
		return start
	}
	if p := m.clause(i); p != nil {
		return p
	}
	if start != nil {
		return start
	}
	return m.before(i)
}

// says reports whether a word is a saying: a verb of speech, or an act that consists of words.
func (m *Map) says(i int) bool {
	t := &m.d.Tokens[i]
	if t.UPOS != parse.VERB {
		return false
	}
	if c := m.lex.Cue(t.Lemma, "V"); c != nil {
		switch c.Class {
		case lexicon.CueSay, lexicon.CueDeny, lexicon.CueWarn, lexicon.CueUrge, lexicon.CueComplain, lexicon.CueBoast:
			return m.verbal(t.Lemma) != met
		case lexicon.CueShow, lexicon.CueAux, lexicon.CueLight:
		default:
			if m.speech(i) {
				return true
			}
		}
	}
	return m.verbal(t.Lemma) == alone
}

// speech reports whether a cue has something said, or can do nothing but say: "refused to speak", but not "struck".
func (m *Map) speech(i int) bool {
	switch m.verbal(m.d.Tokens[i].Lemma) {
	case none:
		return m.d.Child(i, "ccomp", "xcomp", "parataxis") >= 0
	case met:
		return false
	}
	return true
}

// What the frames of a verb say of whether it is a saying.
const (
	unframed = iota // it has none
	alone           // every event it names consists of words against somebody
	met             // people meet or agree, which is done somewhere
)

func (m *Map) verbal(lemma string) int {
	out := unframed
	for _, f := range m.lex.Frames(lemma, "v") {
		switch {
		case f.Type == tocsin.Agree || f.Type == tocsin.Consult:
			return met
		case f.Act != lexicon.ActEvent:
		case f.Type.Quad() != tocsin.VerbalConflict:
			out = none // "attacked" the minister, or the town
		case out == unframed:
			out = alone
		}
	}
	return out
}

// nodes are the words whose phrases tell of the deed: the word, the verb it is joined to or carried by.
//
// "Riots broke out in Noumea": the phrase hangs on the verb. "was arrested and beaten in Osh": on the other one.
func (m *Map) nodes(i int) []int {
	out := []int{i}
	for range maxDepth {
		t := &m.d.Tokens[i]
		h := t.Head
		if h == parse.NoHead {
			break
		}
		up := false
		switch t.Rel.Base() {
		case "conj", "xcomp", "aux", "cop":
			up = true
		case "nsubj", "obj":
			up = t.UPOS == parse.NOUN && m.d.Tokens[h].UPOS == parse.VERB && !m.reports(h)
		case "csubj", "advcl", "acl":
			up = t.Rel.Base() == "acl" && m.d.Tokens[h].UPOS == parse.NOUN
		}
		if !up || t.Rel.Base() == "xcomp" && m.reports(h) {
			break
		}
		out, i = append(out, h), h
	}
	if t := &m.d.Tokens[out[0]]; t.UPOS == parse.VERB || t.UPOS == parse.NOUN {
		for _, c := range m.d.Children(out[0]) {
			r := m.d.Tokens[c].Rel.Base()
			if r == "xcomp" && m.d.Tokens[c].UPOS == parse.ADJ { // "was found dead in Xalapa"
				out = append(out, c)
			}
			if r == "conj" && m.d.Child(c, "nsubj") < 0 && m.d.Tokens[c].UPOS == parse.VERB {
				out = append(out, c)
			}
		}
	}
	return out
}

// reports reports whether a word is a verb of speech or thought.
func (m *Map) reports(i int) bool {
	c := m.lex.Cue(m.d.Tokens[i].Lemma, "V")
	return c != nil && m.d.Tokens[i].UPOS == parse.VERB && c.Class != lexicon.CueAux && c.Class != lexicon.CueLight && m.speech(i)
}

// clause returns the nearest place of the sentence that belongs to the same speech as the word: what is told by
// somebody is not where he stands.
func (m *Map) clause(i int) *tocsin.Place {
	s := m.d.Sents[m.d.Tokens[i].Sent]
	from := m.speaker(i)
	var best *tocsin.Place
	rank := 0
	for k := s.First; k < s.End; k++ {
		p := m.literal(k)
		if p == nil || m.speaker(k) != from {
			continue
		}
		w := m.led(k)
		r := preposition(w)
		if r != standing && r != target {
			continue
		}
		if w == "to" || w == "into" || w == "for" {
			continue // "is sent to Britain after being shot": where another deed ends
		}
		if h := m.d.Tokens[k].Head; w == "of" && (p.Precision == tocsin.AtCountry || h >= 0 && m.capital(h) && m.place(h) == nil) {
			continue // "the President of Russia", "the Duke of Edinburgh"
		}
		if m.ofSubject(k, i) {
			continue
		}
		p = m.innermost(k, p)
		far := k - i
		if k < i {
			far = 2 * (i - k) // what stands behind is likelier meant
		}
		if r = 100*r - min(far, 99); r > rank {
			best, rank = p, r
		}
	}
	return best
}

// verbOf returns the verb on which a word hangs, NoHead where there is none.
func (m *Map) verbOf(k int) int {
	for depth := 0; k >= 0 && depth < maxDepth; depth++ {
		if k = m.d.Tokens[k].Head; k >= 0 && (m.d.Tokens[k].UPOS == parse.VERB || m.d.Tokens[k].Rel.Base() == "advcl") {
			return k
		}
	}
	return parse.NoHead
}

// ofSubject: a word stands in a relative clause that says more of the one who does the deed: "The leader, who lives in
// Minsk, called for a boycott".
func (m *Map) ofSubject(k, i int) bool {
	for depth := 0; k >= 0 && depth < maxDepth; depth++ {
		t := &m.d.Tokens[k]
		if t.Rel == "acl:relcl" && t.Head >= 0 && m.d.Tokens[t.Head].Rel.Base() == "nsubj" {
			return !m.d.Within(i, k)
		}
		k = t.Head
	}
	return false
}

// innermost returns the place that a place is said to hold, if one stands before it: "Tarhuna in the Murqub District".
func (m *Map) innermost(k int, p *tocsin.Place) *tocsin.Place {
	for depth := 0; depth < 3; depth++ {
		if k = m.d.Tokens[k].Head; k < 0 {
			break
		}
		if o := m.literal(k); o != nil && finer(o, p) {
			p = o
		}
	}
	return p
}

// led returns the preposition that leads to the name at token k.
func (m *Map) led(k int) string {
	if w := m.surface(k); w == "of" || w == "to" { // "in the town of Khorog", "on the road to Khorog"
		if h := m.d.Tokens[k].Head; h >= 0 && h < k {
			switch m.d.Tokens[h].Lemma {
			case "town", "city", "village", "district", "province", "region", "area", "state", "island", "port", "suburb", "capital", "road", "highway", "route", "way":
				if outer := m.mark(h); outer != "" {
					return outer
				}
			}
		}
		return w
	} else if w != "" {
		return w
	}
	for depth := 0; k >= 0 && depth < 3; depth++ {
		if w := m.mark(k); w != "" {
			return w
		}
		switch m.d.Tokens[k].Rel.Base() {
		case "appos", "flat", "compound", "conj", "nmod":
			k = m.d.Tokens[k].Head
		default:
			return ""
		}
	}
	return ""
}

// speaker returns the verb of speech in whose content a word stands, or NoHead.
func (m *Map) speaker(i int) int {
	for range 4 * maxDepth {
		t := &m.d.Tokens[i]
		if t.Head == parse.NoHead {
			return parse.NoHead
		}
		switch t.Rel.Base() {
		case "ccomp", "xcomp", "parataxis":
			if m.reports(t.Head) {
				return t.Head
			}
		}
		i = t.Head
	}
	return parse.NoHead
}

// before returns the place of the sentence before, where the story goes on: this sentence names no place
// and nobody has moved away.
//
// "Shells fell on Nikopol overnight. They killed a woman.".
func (m *Map) before(i int) *tocsin.Place {
	sent := m.d.Tokens[i].Sent
	if m.anyPlace(sent) {
		return nil
	}
	for s := sent - 1; s >= max(0, sent-2); s-- {
		if !m.anyPlace(s) {
			continue
		}
		return m.scene(m.d.Sents[s])
	}
	return nil
}

// scene returns where a sentence plays: its best place, unless it is a journey's start or somebody's words.
func (m *Map) scene(s parse.Sentence) *tocsin.Place {
	var best *tocsin.Place
	for k := s.First; k < s.End; k++ {
		t := &m.d.Tokens[k]
		if m.reports(k) && t.Head == parse.NoHead {
			return nil
		}
		p := m.literal(k)
		if p == nil {
			continue
		}
		w := m.led(k)
		if w == "from" || t.Rel.Base() == "obj" && m.d.Tokens[max(0, t.Head)].Lemma == "leave" {
			if best == nil {
				continue
			}
			return best
		}
		if preposition(w) >= target || t.Rel.Base() == "obj" {
			if best == nil || exactness(p) > exactness(best) {
				best = p
			}
		}
	}
	return best
}

// anyPlace reports whether a sentence names a place as a place.
func (m *Map) anyPlace(sent int) bool {
	s := m.d.Sents[sent]
	for k := s.First; k < s.End; k++ {
		if m.literal(k) != nil {
			return true
		}
	}
	return false
}

// dateline returns where the report was written, nil where it doesn't say.
func (m *Map) dateline() *tocsin.Place {
	k := slices.IndexFunc(m.Places, func(p tocsin.Place) bool { return p.Role == tocsin.AtDateline })
	if k < 0 {
		return nil
	}
	return &m.Places[k]
}

// All returns the places, none of a nil Map.
func (m *Map) All() []tocsin.Place {
	if m == nil {
		return nil
	}
	return m.Places
}
