package actor

import (
	"strings"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
)

// readHits makes mentions of the names that the lexicon knows. Those that describe a noun wait for
// readRoles: "Afghan" in "Afghan officials" is no mention of the state beside that of the officials.
func (r *resolver) readHits(waits bool) {
	for k := range r.hits {
		h := &r.hits[k]
		if h.Drop || waits && r.used[h.Head] {
			continue
		}
		m := mention{Range: h.Range, head: h.Head, form: tocsin.NameMention, org: -1}
		f, ok := h.Ref(lexicon.AnyClass &^ (lexicon.RoleNoun | lexicon.GivenName))
		if !ok || waits != r.describes(h) {
			continue
		}
		if holder, person := h.Ref(lexicon.OfficeHolder); person && (h.Row < 0 || !holder.Short) {
			f = r.incumbent(h, holder)
		} else if group, is := r.group(h); is && h.Row < 0 {
			f = group
		}
		switch {
		case f.Class == lexicon.OfficeHolder:
			r.holder(&m, f.Index)
		case f.Class == lexicon.GroupName:
			f, _ = r.group(h)
			r.known(&m, f.Index)
		case f.Class == lexicon.OutletName && h.Row < 0:
			r.outlet(&m, f.Index)
		case h.Row >= 0:
			r.place(&m, h, f)
		}
		if m.kind != "" {
			r.add(m)
		}
	}
}

// describes reports whether a country's name or adjective stands before a noun.
func (r *resolver) describes(h *Hit) bool {
	return h.Row >= 0 && !h.Town && (h.Use == tocsin.Associative || h.Use == tocsin.Demonym && r.before(h.Head, "amod", "compound", "nmod:unmarked", "nmod:desc"))
}

// incumbent chooses among several holders of one surname: who is in office on the day, else the first.
func (r *resolver) incumbent(h *Hit, first lexicon.Ref) lexicon.Ref {
	for _, f := range h.Refs {
		if f.Class != lexicon.OfficeHolder {
			continue
		}
		if o, former := r.lex.Office(r.lex.Offices[f.Index].Person, r.day, r.dated); o != nil && !former {
			return f
		}
	}
	return first
}

// known reads a name as an organisation or group of the lexicon.
func (r *resolver) known(m *mention, index int) {
	a := &r.lex.Actors[index]
	t, ok := a.Term(r.day, r.dated)
	m.key, m.name, m.kind, m.actor, m.rank = "actor:"+a.ID, a.Name, a.Kind, a.ID, rankActor
	if ok {
		m.codes, m.basis = t.Codes, a.Basis(t)
	} else {
		m.basis = a.Where + " " + a.Name + " has no codes on this date"
	}
}

// holder reads a name as a person who is known to hold or have held an office.
func (r *resolver) holder(m *mention, index int) {
	person := r.lex.Offices[index].Person
	m.key, m.name, m.kind, m.rank = "person:"+strings.ToLower(person), person, tocsin.Person, rankName
	o, former := r.lex.Office(person, r.day, r.dated)
	switch {
	case o == nil: // before the first office that we know
		m.basis = "no office known on this date"
	case former && !r.titled(m):
		m.codes, m.rank, m.basis = elite(o.Codes), rankOffice, o.Basis()+", ended"
	default:
		m.codes, m.rank, m.basis = o.Codes, rankOffice, o.Basis()
	}
}

// titled: of "King Harald" the name itself says that he reigns.
func (r *resolver) titled(m *mention) bool {
	switch r.d.Tokens[m.First].Form {
	case "King", "Queen", "Pope", "Emir", "Sultan", "President":
		return true
	}
	return false
}

// elite are the codes of one who has left office: PLOVER's ELI. Who led an armed group stays of it.
func elite(codes []string) []string {
	if len(codes) > 1 && (codes[1] == "GOV" || codes[0] == "IGO") {
		return []string{codes[0], "ELI"}
	}
	return codes
}

// outlet reads a name as a publication: JRN of its country.
func (r *resolver) outlet(m *mention, index int) {
	o := &r.lex.Outlets[index]
	m.key, m.name, m.kind, m.rank = "outlet:"+o.Name, o.Name, tocsin.OutletKind, rankActor
	if m.basis = o.Where; o.Country != "" {
		m.codes = []string{o.Country, "JRN"}
	} else {
		m.codes = []string{"JRN"}
	}
}

// place reads a place name as whom it stands for: a state, its government, its people, or only a place.
func (r *resolver) place(m *mention, h *Hit, f lexicon.Ref) {
	switch {
	case h.Town && h.Use == tocsin.Metonymic, f.Class == lexicon.CountrySeat && !h.Town:
		r.government(m, h.ISO)
		m.basis += ", by " + r.text(h.Range)
	case h.Town && r.lex.Places[h.Row].Kind == lexicon.Water: // a river acts for nobody, whoever owns it
	case h.Town && h.ISO != "":
		p := &r.lex.Places[h.Row]
		m.key, m.name, m.kind, m.rank = "place:"+p.Where, p.Name, tocsin.PlaceKind, rankRole
		m.codes, m.basis = []string{h.ISO}, p.Where
	case h.Town: // a region or a sea acts for nobody
	case f.Class == lexicon.CountryPeople || h.Use == tocsin.Demonym && !r.before(h.Head, "amod", "compound"):
		a := &r.lex.Actors[h.Row]
		m.key, m.name, m.kind, m.rank = "people:"+a.ID, r.text(h.Range), tocsin.Population, rankRole
		m.codes, m.basis = []string{a.ID}, a.Where
		if r.alone(h) {
			m.key, m.kind = "", tocsin.Person // "a Frenchman", "the Briton"
		}
	default:
		r.state(m, h.Row)
	}
}

// alone reports whether a noun for nationals is singular.
func (r *resolver) alone(h *Hit) bool {
	return r.d.Tokens[h.Head].UPOS == parse.NOUN && r.d.Feat(h.Head, "Number") == "Sing" || r.d.Tokens[h.Head].XPOS == "NNP" && r.d.Child(h.Head, "det") != parse.NoHead && r.d.Feat(h.Head, "Number") == "Sing"
}

func (r *resolver) state(m *mention, index int) {
	a := &r.lex.Actors[index]
	m.key, m.name, m.kind, m.actor, m.rank = "state:"+a.ID, a.Name, tocsin.State, a.ID, rankActor
	m.codes, m.basis = []string{a.ID}, a.Where
}

// government makes a mention one of a state's government.
func (r *resolver) government(m *mention, iso string) {
	a, _ := r.lex.Actor(iso)
	if a == nil {
		return
	}
	m.key, m.name, m.kind, m.rank = "gov:"+iso, a.Name+" (government)", tocsin.State, rankActor
	m.codes, m.basis = []string{iso, "GOV"}, a.Where
}
