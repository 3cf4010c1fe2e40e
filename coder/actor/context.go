package actor

import (
	"slices"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
)

// maxOfName bounds the words that are read of a name and around it.
const maxOfName = 12

// unknownBody gives a body that the lexicon doesn't know what the text says of it: a noun beside it, a word of its own
// name, the place it is of. A sector without a country is kept; a country alone says too little and isn't guessed.
//
// own is the sector of a noun inside the name, as in "High Court", at its line.
//
// "The rebel group Ansar Velm", "Ansar Velm, an armed group of Belland", "Velm Liberation Front", "Bellmar Holdings".
func (r *resolver) unknownBody(m *mention, own []string, at string) {
	sector, kind, basis := r.besideName(m)
	if len(sector) == 0 {
		sector, basis = own, "words of its name "+at
	}
	if len(sector) == 0 {
		sector, kind, basis = r.bodyWord(m)
	}
	if len(sector) == 0 {
		return
	}
	if kind == "" && (sector[0] == "REB" || sector[0] == "PRM") {
		kind = tocsin.ArmedGroup
	}
	if kind != "" {
		m.kind = kind
	}
	iso := ""
	if len(m.codes) > 0 {
		iso = m.codes[0]
	}
	if iso == "" {
		iso = r.countryOf(m)
	}
	m.codes = slices.Clone(sector)
	if iso != "" {
		m.codes = join([]string{iso}, sector)
	}
	m.rank, m.basis = rankRole, basis
}

// besideName reads a noun for people that stands at the name as its title or apposition.
func (r *resolver) besideName(m *mention) (sector []string, kind tocsin.EntityKind, basis string) {
	read := func(i int) bool {
		h := r.hit(i)
		if h == nil || h.Drop || h.First < m.End && h.End > m.First {
			return false
		}
		f, ok := h.Ref(lexicon.RoleNoun)
		if !ok {
			return false
		}
		role := &r.lex.Roles[f.Index]
		if len(role.Codes) == 0 || role.Document || role.Person && !f.Plural {
			return false
		}
		sector, kind, basis = role.Codes, kindOf(role, f.Plural, role.Codes), role.Where+" "+role.Noun+", beside the name"
		return true
	}
	if i := m.First - 1; i >= 0 && r.sameSentence(i, m.First) && r.is(i, "compound", "appos", "flat", "nmod:desc", "amod") && read(i) {
		return sector, kind, basis
	}
	if p := r.d.Tokens[m.head].Head; p >= 0 && r.is(m.head, "appos", "flat", "nmod:desc") && (p >= m.End || p < m.First) && read(p) {
		return sector, kind, basis
	}
	if c := r.d.Child(m.head, "appos"); c != parse.NoHead && c >= m.End && read(c) {
		return sector, kind, basis
	}
	return nil, "", ""
}

// bodyWord reads the last word of the name that says what the body is, or the one that says that it is armed.
func (r *resolver) bodyWord(m *mention) (sector []string, kind tocsin.EntityKind, basis string) {
	var best *lexicon.BodyWord
	at := -1
	for i := m.End - 1; i >= max(m.First, m.End-maxOfName) && m.End-m.First > 1; i-- {
		if !r.capital(i) && r.d.Tokens[i].Form != "plc" {
			continue
		}
		if b := r.lex.BodyWord(r.d.Tokens[i].Form); b != nil && (best == nil || b.Kind == tocsin.ArmedGroup && best.Kind != tocsin.ArmedGroup) {
			best, at = b, i
		}
	}
	if best == nil || len(best.Codes) == 0 {
		return nil, "", ""
	}
	return best.Codes, best.Kind, best.Where + " " + r.d.Tokens[at].Form
}

// countryOf is the country of an unknown body: the one whose adjective or name it bears, whose name stands before it or
// behind an "of" or "in"; else none.
func (r *resolver) countryOf(m *mention) string {
	for i := max(m.First-3, r.d.Sents[r.d.Tokens[m.First].Sent].First); i < m.End; i++ {
		if h := r.hit(i); h != nil && h.ISO != "" && !h.Line && !r.apart(h) && (i >= m.First || r.is(i, "amod", "compound", "nmod:poss", "nmod:unmarked")) {
			return h.ISO
		}
	}
	for _, c := range r.d.Children(m.head) {
		if c < m.End || !r.is(c, "nmod") {
			continue
		}
		if h := r.hit(c); h != nil && h.ISO != "" && !h.Drop {
			return h.ISO
		}
	}
	return ""
}

// unknownPeople: "ethnic Murle", "the Murle tribe" are civilians of the country that the text says, else of the only one
// that it names.
func (r *resolver) unknownPeople(m *mention) {
	near := func(i int) bool {
		if i < 0 || i >= len(r.d.Tokens) || !r.sameSentence(i, m.First) {
			return false
		}
		switch r.d.Tokens[i].Lemma {
		case "ethnic", "tribe", "clan", "tribesman", "minority", "people":
			return true
		}
		return false
	}
	if !near(m.First-1) && !near(m.End) {
		return
	}
	iso := r.countryOf(m)
	if iso == "" && len(r.votes) == 1 {
		for only := range r.votes {
			iso = only
		}
	}
	m.codes, m.rank, m.basis = []string{"CVL"}, rankRole, "a people, by the words beside the name"
	if iso != "" {
		m.codes = []string{iso, "CVL"}
	}
}
