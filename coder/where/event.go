package where

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

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
	if p := m.clause(i, says); p != nil {
		return p
	}
	if start != nil || says {
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

// How well a preposition says where something was done.
const (
	standing = 3 // "in Kunduz", "near the border"
	target   = 2 // "to Kabul", "shelled Homs", "the siege of Mariupol"
	origin   = 1 // "from Jeddah"
)

func preposition(w string) int {
	switch w {
	case "in", "at", "near", "outside", "inside", "across", "on", "along", "around", "throughout", "over", "off", "above", "within", "below", "behind", "beyond", "amid", "close", "round", "through", "past", "opposite", "beside":
		return standing
	case "into", "to", "onto", "towards", "toward", "against", "upon", "for", "of":
		return target
	case "from", "out":
		return origin
	}
	return 0
}

// around returns the best place in the phrases of one word, and how well it is led to.
func (m *Map) around(i int, says bool) (best *tocsin.Place, rank int) {
	see := func(p *tocsin.Place, r int) {
		if p != nil && r > rank {
			best, rank = p, r
		}
	}
	for _, c := range m.d.Children(i) {
		switch m.d.Tokens[c].Rel.Base() {
		case "obl", "nmod", "advmod":
			if m.d.Tokens[c].Lemma == "there" && !says {
				see(m.there(i), 2*standing)
			}
			w := m.mark(c)
			r := preposition(w)
			if says && r == origin { // "from exile in Paris, he claimed"
				see(m.below(c), 2*origin)
			}
			if r == 0 || says && r != standing || w == "for" {
				continue
			}
			after := 0
			if c > i && r == standing {
				after = 1 // "as in Homs then, snipers shot at mourners in Hama"
			}
			see(m.named(c), 2*r+after)
			see(m.between(c), 2*r+after)
			see(m.visited(c), 2*standing)
			if r == target && w == "of" || w == "on" || w == "against" {
				see(m.below(c), 2*target-1) // "the killing of a teacher in Logar", "an attack on a convoy near Garissa"
			} else if r == standing {
				see(m.below(c), 2*standing-1+after) // "in a raid on a village near Herat"
			}
		case "obj":
			if !says {
				see(m.named(c), 2*target)
				see(m.below(c), 2*target-1)
			}
			if !says && travels(m.d.Tokens[i].Lemma) {
				for _, g := range m.d.Children(c) {
					if m.mark(g) == "to" { // "deported the migrants to China"
						see(m.named(g), 2*standing)
					}
				}
			}
		case "nsubj":
			m.subject(c, i, says, see)
		case "advcl":
			if says && m.d.Tokens[c].UPOS == parse.VERB { // "Speaking in Berlin, …"
				p, _ := m.around(c, true)
				see(p, 2*target)
			}
		}
	}
	return best, rank
}

// subject offers what the subject of a word says of the place.
func (m *Map) subject(c, i int, says bool, see func(*tocsin.Place, int)) {
	t := &m.d.Tokens[c]
	if !says && t.Rel == "nsubj:pass" || m.d.Tokens[i].Lemma == "fall" { // "the Kerch bridge was hit", "when Damascus fell"
		if p := m.place(c); p != nil && !m.line[c] && (p.Use == tocsin.Literal || p.Precision != tocsin.AtCountry) {
			see(p, 2*target-1)
		}
	}
	if _, deed := m.lex.DeedNoun(t.Lemma); deed && !says && !voice(t.Lemma) {
		see(m.modifier(c), 2*origin+1) // "the Geneva talks collapsed"
	}
	office := says && t.XPOS == "NN" && m.d.Child(c, "nmod") >= 0 && m.mark(m.d.Child(c, "nmod")) == "of" // "the mayor of Lviv said": anywhere
	if p := m.below(c); p != nil && !office && !(p.Precision == tocsin.AtCountry && m.capital(c)) {       // nor "the Attorney General of Israel"
		see(p, 2*origin+1) // "residents of Naryn blocked the road"
	}
	for _, g := range m.d.Children(c) {
		see(m.visited(g), 2*origin+1) // "the president, on a visit to Beijing, denied"
	}
}

// ground: nouns for a piece of land: "the north of Mali".
func ground(lemma string) bool {
	switch lemma {
	case "north", "south", "east", "west", "centre", "center", "part", "area", "coast", "border", "capital", "interior", "airspace", "territory", "water", "soil", "land", "heart", "rest", "most", "street":
		return true
	}
	return slices.Contains(settlements[:], lemma)
}

// travels: verbs whose deed ends where somebody or something is brought.
func travels(lemma string) bool {
	switch lemma {
	case "deport", "send", "fly", "ship", "return", "extradite", "transfer", "bring", "deliver", "evacuate", "deploy", "move", "take":
		return true
	}
	return false
}

// there returns what "there" takes up: the place named last before a word that isn't where somebody only spoke of it.
func (m *Map) there(i int) *tocsin.Place {
	for k := i - 1; k >= max(0, m.d.Sents[max(0, m.d.Tokens[i].Sent-1)].First); k-- {
		p := m.literal(k)
		if p == nil {
			continue
		}
		if v := m.verbOf(k); v >= 0 && m.reports(v) {
			continue
		}
		return p
	}
	return nil
}

// between returns what lies between two places, a region of their country if they have one: "on the highway between Kabul
// and Jalalabad".
func (m *Map) between(i int) *tocsin.Place {
	for _, c := range m.d.Children(i) {
		if m.mark(c) != "between" {
			continue
		}
		a, other := m.place(c), m.d.Child(c, "conj")
		if a == nil || other < 0 {
			return nil
		}
		b := m.place(other)
		if b == nil || a.Precision != tocsin.AtPlace || b.Precision != tocsin.AtPlace {
			return nil
		}
		span := tocsin.Span{Start: a.Span.Start, End: b.Span.End}
		out := tocsin.Place{Span: span, Name: span.Of(m.d.Text), Use: tocsin.Literal, Precision: tocsin.AtRegion, Confidence: min(a.Confidence, b.Confidence), Trace: []string{"between " + a.Name + " and " + b.Name}}
		if a.Country == b.Country {
			out.Country = a.Country
		}
		if a.Lat != nil && b.Lat != nil {
			lat, lon := (*a.Lat+*b.Lat)/2, (*a.Lon+*b.Lon)/2
			out.Lat, out.Lon = &lat, &lon
		}
		return &out
	}
	return nil
}

// visited: "on a visit to Riyadh".
func (m *Map) visited(i int) *tocsin.Place {
	switch m.d.Tokens[i].Lemma {
	case "visit", "trip", "tour", "journey", "mission":
	default:
		return nil
	}
	if o := m.d.Child(i, "obj"); o >= 0 && m.d.Tokens[i].UPOS == parse.VERB { // "the minister, visiting Dhaka, praised"
		return m.named(o)
	}
	for _, c := range m.d.Children(i) {
		if m.mark(c) == "to" {
			return m.named(c)
		}
	}
	return nil
}

// mark returns the preposition before a noun, in small letters; "" where it has none.
func (m *Map) mark(i int) string {
	for _, c := range m.d.Children(i) {
		if m.d.Tokens[c].Rel.Base() == "case" && c < i && m.d.Tokens[c].Lemma != "back" { // "back to China"
			return m.d.Tokens[c].Lemma
		}
	}
	return ""
}

// before the name that token k ends, whatever the tree says, stands a preposition, or an article and a preposition:
// "in Hong Kong", "in the southern Ghor". "" where none does.
func (m *Map) surface(k int) string {
	first := m.d.Sents[m.d.Tokens[k].Sent].First
	for k > first && m.at[k-1] != 0 && m.at[k-1] == m.at[k] {
		k--
	}
	for k--; k >= first; k-- {
		t := &m.d.Tokens[k]
		w := strings.ToLower(t.Form)
		if preposition(w) > 0 {
			return w
		}
		if t.UPOS != parse.DET && t.UPOS != parse.ADJ {
			break
		}
	}
	return ""
}

// named returns the place that a noun names, or that says more of it: "the village of Chorqala in
// Badakhshan province". Of several the most exact counts.
func (m *Map) named(i int) *tocsin.Place {
	if slices.Contains(settlements[:], m.d.Tokens[i].Lemma) { // "the Port-au-Prince suburb of Petionville"
		for _, c := range m.d.Children(i) {
			if p := m.literal(c); p != nil && m.mark(c) == "of" && p.Precision == tocsin.AtPlace {
				return p
			}
		}
	}
	best := m.literal(i)
	for depth, next := 0, i; next >= 0 && depth < 4; depth++ {
		i, next = next, parse.NoHead
		if p := m.literal(i); finer(p, best) {
			best = p
		}
		for _, c := range m.d.Children(i) {
			switch m.d.Tokens[c].Rel.Base() {
			case "nmod", "appos", "flat", "compound":
				w := m.mark(c)
				if (w == "for" || w == "of") && m.capital(i) && m.place(i) == nil {
					continue // "the Jewish Agency for Israel"
				}
				if p := m.literal(c); w == "of" && p != nil && p.Precision == tocsin.AtCountry && m.place(i) == nil && !ground(m.d.Tokens[i].Lemma) {
					continue // "the nuclear programme of Iran"
				}
				if w == "" && m.d.Tokens[c].Rel.Base() == "compound" && m.capital(i) && m.place(i) == nil {
					continue // "the Warsaw Pact"
				}
				if w == "" || preposition(w) > origin && w != "to" {
					if p := m.literal(c); finer(p, best) {
						best = p
					}
					if next < 0 || m.literal(next) == nil {
						next = c
					}
				}
			}
		}
	}
	return best
}

// finer reports whether a place is known more exactly than another.
func finer(p, than *tocsin.Place) bool {
	return p != nil && (than == nil || exactness(p) > exactness(than))
}

func exactness(p *tocsin.Place) int {
	switch p.Precision {
	case tocsin.AtPlace: // "Nuevo Laredo near the border"
		return 5
	case tocsin.AtBorder:
		return 4
	case tocsin.AtAdmin1:
		return 3
	case tocsin.AtRegion:
		return 2
	}
	return 1
}

// below returns the place in a phrase of place on a noun: "a warehouse in Termez".
func (m *Map) below(i int) *tocsin.Place {
	for depth := 0; i >= 0 && depth < 3; depth++ {
		next := parse.NoHead
		for _, c := range m.d.Children(i) {
			switch r := m.d.Tokens[c].Rel.Base(); r {
			case "nmod", "obl", "acl":
				if m.d.Tokens[c].Rel == "acl:relcl" { // "the leader, who lives in Minsk"
					continue
				}
				if o := m.d.Child(c, "obj"); r == "acl" && o >= 0 && joins(m.d.Tokens[c].Lemma) { // "the bridge linking Omdurman and Khartoum"
					if p := m.named(o); p != nil {
						return p
					}
				}
				if w := m.mark(c); r != "acl" && preposition(w) >= target && w != "to" && w != "for" && w != "against" {
					if p := m.named(c); p != nil {
						return p
					}
				}
				next = c
			case "compound":
				if p := m.place(c); p != nil && p.Precision == tocsin.AtPlace && !m.line[c] && !m.capital(i) && !voice(m.d.Tokens[i].Lemma) {
					return p // "Damascus airport", "the Berlin court"
				}
			}
		}
		i = next
	}
	return nil
}

// voice: what is only called after a town: "a Berlin newspaper", "the Minsk agreements".
func voice(lemma string) bool {
	switch lemma {
	case "newspaper", "paper", "daily", "weekly", "magazine", "broadcaster", "channel", "website", "company", "firm",
		"agreement", "accord", "treaty", "protocol", "deal", "pact", "convention", "declaration", "process", "report":
		return true
	}
	return false
}

// joins: what a road or a bridge does with the places at its ends.
func joins(lemma string) bool {
	switch lemma {
	case "link", "connect", "join", "overlook":
		return true
	}
	return false
}

// capital: a name goes on with a capital: "the Geneva Conventions" are in no Geneva.
func (m *Map) capital(i int) bool {
	c, _ := utf8.DecodeRuneInString(m.d.Tokens[i].Form)
	return unicode.IsUpper(c)
}

// modifier: "the Mumbai attack" was in Mumbai. "The Russian attack" wasn't in Russia.
func (m *Map) modifier(i int) *tocsin.Place {
	for _, c := range m.d.Children(i) {
		if r := m.d.Tokens[c].Rel.Base(); r == "compound" || r == "nmod" && c < i {
			if p := m.place(c); p != nil && !m.capital(i) && p.Precision != tocsin.AtCountry && p.Use != tocsin.Metonymic && !m.line[c] {
				return p
			}
		}
	}
	return nil
}

// clause returns the nearest place of the sentence that belongs to the same speech as the word: what is told by
// somebody is not where he stands.
func (m *Map) clause(i int, says bool) *tocsin.Place {
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
		if r != standing && (says || r != target) || says && (m.verbOf(k) != i || m.d.Tokens[k].Rel.Base() == "nmod") {
			continue // "after the flood in Derna, engineers warned": nobody says where they stood
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
// "Shells fell on Nikopol overnight. They killed a woman."
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
