package actor

import (
	"slices"
	"strconv"
	"strings"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
)

// nominal makes the mention of a role that belongs to one owner.
func (r *resolver) nominal(h *Hit, f lexicon.Ref, o owner) mention {
	role := &r.lex.Roles[f.Index]
	sector := r.sector(h, role)
	m := mention{Range: r.withOwner(r.phrase(h.Head, false), o), head: h.Head, form: tocsin.NominalMention, rank: rankBare, org: -1}
	m.name, m.kind = r.text(m.Range), kindOf(role, f.Plural, sector)
	if p := r.incumbentOf(h, role, f, o); p >= 0 {
		m.key, m.kind = r.found[p].key, tocsin.Person
		return m
	}
	if r.sameAsOwner(role, f, o) {
		r.identify(&m, role, o)
		m.also = []int{o.token}
		return m
	}
	if len(o.codes) == 0 && len(sector) > 0 && sector[0] == "NGO" {
		o.codes, sector = sector, nil
	}
	m.codes = join(o.codes, sector)
	m.basis = strings.TrimSpace(o.basis + ", " + role.Where + " " + role.Noun)
	m.basis = strings.TrimPrefix(m.basis, ", ")
	if len(m.codes) > 0 {
		m.rank = rankRole
	}
	if !role.Person && (o.iso != "" || o.actor >= 0) && m.kind != tocsin.Population {
		m.key = "body:" + strings.Join(o.codes, "") + ":" + role.Noun
	}
	if o.name != "" && o.token != h.Head {
		m.also = []int{o.token}
	}
	if role.Document {
		m.key = r.issued(h, len(m.codes) > 0)
	}
	if o.actor >= 0 || role.Document {
		m.org = r.mentionAt(o.token)
	}
	return m
}

// incumbentOf finds the person named before whose office is spoken of: "Prime Minister Anders Vik … The prime
// minister said". Of two who have that office, the one of the text's issuer; -1 where nobody or more than one fits.
func (r *resolver) incumbentOf(h *Hit, role *lexicon.Role, f lexicon.Ref, o owner) int {
	if !role.Head || f.Plural || o.name != "" || r.former(h) {
		return -1
	}
	if c := r.d.Child(h.Head, "det"); c == parse.NoHead || !strings.EqualFold(r.d.Tokens[c].Form, "the") || r.d.Child(h.Head, "nmod", "appos") != parse.NoHead {
		return -1
	}
	best := r.bearers[role]
	if len(best) > 1 && r.issuer.iso != "" {
		best = slices.DeleteFunc(slices.Clone(best), func(p int) bool {
			return len(r.found[p].codes) == 0 || r.found[p].codes[0] != r.issuer.iso
		})
	}
	if len(best) != 1 {
		return -1
	}
	return best[0]
}

// bears notes a person's office, once a person.
func (r *resolver) bears(p int, role *lexicon.Role) {
	if !slices.ContainsFunc(r.bearers[role], func(q int) bool { return r.found[q].key == r.found[p].key }) {
		r.bearers[role] = append(r.bearers[role], p)
	}
}

// issued gives a text its identity: one with an issuer is new, and "the document" behind it is the same.
//
// "Belland's updated policy paper says … The document adds": one text.
func (r *resolver) issued(h *Hit, issuer bool) string {
	if issuer {
		return "document:" + strconv.Itoa(h.Head)
	}
	c := r.d.Child(h.Head, "det")
	if c == parse.NoHead {
		return ""
	}
	if w := strings.ToLower(r.d.Tokens[c].Form); w != "the" && w != "this" && w != "these" {
		return ""
	}
	for i := len(r.found) - 1; i >= 0; i-- {
		if m := &r.found[i]; m.kind == tocsin.Document && m.key != "" && m.head < h.Head {
			return m.key
		}
	}
	return ""
}

// withOwner takes the owner's name into the phrase when it stands right before: "Israeli army" of
// "Israeli army bulldozers", where the tree hangs both on the machines.
func (r *resolver) withOwner(g parse.Range, o owner) parse.Range {
	h := r.hit(o.token)
	if h == nil || len(o.codes) == 0 || h.First >= g.First || g.First-h.End > 2 || !r.sameSentence(h.First, g.First) {
		return g
	}
	g.First = h.First
	return g
}

// sameAsOwner: "the Taliban leadership", "Hamas militants" are the group; "the Afghan government" is one with Kabul.
func (r *resolver) sameAsOwner(role *lexicon.Role, f lexicon.Ref, o owner) bool {
	switch {
	case o.actor >= 0 && r.memberStates(role):
		return true
	case o.actor >= 0:
		a := &r.lex.Actors[o.actor]
		armed := len(role.Codes) > 0 && (role.Codes[0] == "REB" || role.Codes[0] == "PRM")
		return slices.Contains(governing[:], role.Noun) || a.Kind == tocsin.ArmedGroup && (f.Plural || !role.Person) && (armed || !role.Person && len(role.Codes) == 0)
	default:
		return len(o.codes) == 1 && slices.Contains(governing[:], role.Noun)
	}
}

// memberStates are the states of an organisation: "member nations", "our CSTO partners".
func (r *resolver) memberStates(role *lexicon.Role) bool {
	return strings.HasPrefix(role.Noun, "member ") || role.Noun == "partner"
}

// identify gives a mention the identity of its owner.
func (r *resolver) identify(m *mention, role *lexicon.Role, o owner) {
	switch {
	case o.actor >= 0 && r.memberStates(role):
		a := &r.lex.Actors[o.actor]
		m.key, m.name, m.kind = "members:"+a.ID, "member states of the "+a.Name, tocsin.Organisation
		m.codes, m.basis, m.rank = o.codes, o.basis, rankRole
	case o.actor >= 0:
		r.known(m, o.actor)
	default:
		r.government(m, o.codes[0])
		m.basis += ", " + o.basis
	}
}

// kindOf says what the people of a role are.
func kindOf(role *lexicon.Role, plural bool, sector []string) tocsin.EntityKind {
	first := ""
	if len(sector) > 0 {
		first = sector[0]
	}
	switch {
	case role.Document:
		return tocsin.Document
	case role.Person && !plural:
		return tocsin.Person
	case first == "REB" || first == "UAF" || first == "PRM":
		return tocsin.ArmedGroup
	case role.Person || first == "CVL" || first == "REF":
		return tocsin.Population
	}
	return tocsin.Organisation
}

// bearer finds the person whose title or apposition a role is, or -1.
//
// "Prime Minister Anders Vik", "Anders Vik, the prime minister", "the prime minister, Anders Vik".
func (r *resolver) bearer(h *Hit, role *lexicon.Role, f lexicon.Ref) int {
	if f.Plural || role.Document {
		return -1
	}
	if m := r.personFrom(h.End); m >= 0 && role.Person {
		return m
	}
	if m := r.personFrom(h.End); m >= 0 && band(role) && r.together(h.Head, r.found[m].head) {
		return m // "the rebel group Ansar Velm", a name that looks like a person's
	}
	if p := r.d.Tokens[h.Head].Head; p >= 0 && r.is(h.Head, "appos", "flat", "compound", "nmod:desc") {
		if m := r.mentionAt(p); m >= 0 && r.found[m].kind == tocsin.Person && r.found[m].form == tocsin.NameMention && (role.Person || p < h.Head) {
			return m
		}
	}
	if c := r.d.Child(h.Head, "appos", "flat"); c != parse.NoHead {
		if m := r.mentionAt(c); m >= 0 && r.found[m].kind == tocsin.Person && r.found[m].form == tocsin.NameMention {
			return m
		}
	}
	first := r.phrase(h.Head, false).First
	if first >= 2 && r.d.Tokens[first-1].Form == "," && role.Person && r.sameSentence(first, first-2) {
		return r.personTo(first - 1)
	}
	return -1
}

// together: one hangs on the other, or both hang on one verb in one relation, which is a parser's slip.
func (r *resolver) together(a, b int) bool {
	x, y := &r.d.Tokens[a], &r.d.Tokens[b]
	return y.Head == a || x.Head == b || x.Head == y.Head && x.Rel == y.Rel
}

// band: the noun is a group of armed people or criminals, "militia", "drug cartel".
func band(role *lexicon.Role) bool {
	return !role.Person && len(role.Codes) > 0 && (role.Codes[0] == "REB" || role.Codes[0] == "PRM" || role.Codes[0] == "CRM")
}

func (r *resolver) sameSentence(i, j int) bool { return r.d.Tokens[i].Sent == r.d.Tokens[j].Sent }

// personFrom returns the person's name that begins at token i, personTo the one that ends before it.
func (r *resolver) personFrom(i int) int {
	for k := i; k < min(i+5, len(r.heads)); k++ {
		if m := r.mentionAt(k); m >= 0 && r.found[m].First == i && r.found[m].kind == tocsin.Person && r.found[m].form == tocsin.NameMention {
			return m
		}
	}
	return -1
}

func (r *resolver) personTo(end int) int {
	for k := end - 1; k >= max(end-5, 0); k-- {
		if m := r.mentionAt(k); m >= 0 && r.found[m].End == end && r.found[m].kind == tocsin.Person && r.found[m].form == tocsin.NameMention {
			return m
		}
	}
	return -1
}

// title gives a person the codes of a role. A title in the text counts more than the table of offices,
// which may not know that somebody is in office again; only the country may come from the table.
func (r *resolver) title(p int, h *Hit, role *lexicon.Role, owners []owner) {
	m := &r.found[p]
	sector := r.sector(h, role)
	if band(role) && m.rank < rankOffice { // "Ansar Velm, an armed group": no person after all
		m.kind, m.key = kindOf(role, false, sector), "name:"+strings.ToLower(m.name)
	}
	g := r.phrase(h.Head, h.First >= m.End)
	if h.First < m.First { // a title: from its first word to the name
		g = parse.Range{First: min(g.First, h.First), End: min(max(g.End, h.End), m.First)}
		if g.First >= g.End {
			g = h.Range
		}
	}
	org := -1
	if len(owners) > 0 {
		org = r.ownerMention(owners[0])
	}
	if m.role.End == 0 {
		m.role, m.org = Role{g, -1}, org
	}
	if role.Head && !r.former(h) {
		r.bears(p, role)
	}
	switch {
	case len(owners) > 0:
		m.codes, m.rank = join(owners[0].codes, sector), rankOffice+1
		m.basis = owners[0].basis + ", " + role.Where + " " + role.Noun
	case m.rank == rankOffice && len(sector) > 0 && sector[0] == "MIL" && len(m.codes) > 1 && m.codes[1] == "GOV": // a general who is president
	case m.rank == rankOffice && len(sector) > 0 && len(m.codes) > 0:
		m.codes = join(m.codes[:1], sector)
		m.basis += ", in the text " + role.Noun
	case m.rank < rankOffice && len(sector) > 0:
		o := r.context(h, role)
		m.codes, m.rank, m.basis = join(o.codes, sector), rankRole, strings.TrimPrefix(o.basis+", "+role.Where+" "+role.Noun, ", ")
	}
	if h.First >= m.End || h.First < m.First && h.End < m.First-1 { // an apposition is a mention of its own
		r.found = append(r.found, mention{Range: g, head: h.Head, form: tocsin.NominalMention, key: m.key, kind: tocsin.Person, rank: rankBare, org: -1})
		if r.heads[h.Head] == 0 {
			r.heads[h.Head] = int32(len(r.found))
		}
	} else {
		m.also = append(m.also, h.Head)
	}
	for _, o := range owners {
		if r.heads[o.token] == 0 {
			r.found[p].also = append(r.found[p].also, o.token)
		}
	}
}

// ownerMention returns the mention that an owner is, or makes one for a state's adjective.
func (r *resolver) ownerMention(o owner) int {
	if m := r.mentionAt(o.token); m >= 0 {
		return m
	}
	return -1
}

// context guesses the country of an unnamed body or crowd: the one place in which its sentence stands,
// or the only country that the article names. With two, nobody's guess is taken.
//
// "In Belport, police fired at the crowd": the police of Belport's country.
func (r *resolver) context(h *Hit, role *lexicon.Role) owner {
	none := owner{actor: -1, token: h.Head}
	if r.memberStates(role) {
		return r.nearOrganisation(h)
	}
	sector := r.sector(h, role)
	abroad := r.d.Feat(h.Head, "Number") == "Plur" && !role.Person && role.Noun != "authority" // "abusive governments"
	if len(sector) == 0 || sector[0] == "UAF" || sector[0] == "NGO" || abroad && (sector[0] == "GOV" || sector[0] == "LEG") {
		return none
	}
	s := r.d.Sents[r.d.Tokens[h.Head].Sent]
	iso, why := "", ""
	for i := s.First; i < s.End; i++ {
		o := r.hit(i)
		if o == nil || o.Drop || o.ISO == "" || o.Head != i || !r.located(o, h.Head) {
			continue
		}
		if iso != "" && iso != o.ISO {
			return none
		}
		iso, why = o.ISO, "by the place of the sentence, "+r.text(o.Range)
	}
	if iso == "" && r.domestic(role, sector[0]) && !(role.Person && r.d.Feat(h.Head, "Number") == "Plur") {
		if o, ok := r.own(h); ok {
			return o
		}
	}
	if iso == "" && len(r.votes) == 1 && r.domestic(role, sector[0]) {
		for only := range r.votes {
			iso, why = only, "the only country of the text"
		}
	}
	if iso == "" {
		return none
	}
	return owner{codes: []string{iso}, iso: iso, actor: -1, token: h.Head, basis: iso + " " + why}
}

// domestic: bodies of a state, and people who meet their own authorities, are of the only country that a
// text names; rebels, refugees, hostages and victims need not be.
func (r *resolver) domestic(role *lexicon.Role, sector string) bool {
	switch sector {
	case "REB", "CRM", "REF", "PRM", "MED", "NGO", "REL":
		return false
	case "CVL":
		switch role.Noun {
		case "protester", "demonstrator", "activist", "rioter", "marcher", "resident", "human rights activist":
			return true
		}
		return false
	}
	return true
}

// nearOrganisation finds whose members "member nations" are: the international organisation named last before.
func (r *resolver) nearOrganisation(h *Hit) owner {
	best := owner{actor: -1, token: h.Head}
	for k := range r.hits {
		o := &r.hits[k]
		if o.First > h.First && best.actor >= 0 {
			break
		}
		f, ok := o.Ref(lexicon.GroupName)
		if !ok || o.Drop {
			continue
		}
		a := &r.lex.Actors[f.Index]
		for range 3 { // a secretariat's members are its organisation's
			if up, i := r.lex.Actor(a.Parent); up != nil {
				a, f.Index = up, i
			}
		}
		if t, ok := a.Term(r.day, r.dated); ok && t.Codes[0] == "IGO" {
			best.codes, best.actor, best.basis, best.name = t.Codes, f.Index, a.Basis(t), a.Name
		}
	}
	return best
}
