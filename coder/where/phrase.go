package where

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/parse"
)

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

// surface returns the preposition that stands before the name which token k ends, whatever the tree says, an article or adjective between
// them: "in Hong Kong", "in the southern Ghor"; "" where none does.
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
