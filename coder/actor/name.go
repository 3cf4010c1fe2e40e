package actor

import (
	"strings"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
)

// findNames takes the names of the parse. Where the parse has none, runs of capitalised proper
// nouns with a given name or behind a title are taken for persons.
func (r *resolver) findNames() {
	r.names = r.d.Names
	if len(r.names) == 0 {
		for _, s := range r.d.Sents {
			r.guessPersons(s)
		}
	}
	for k, n := range r.names {
		for i := n.First; i < n.End && i < len(r.nameAt); i++ {
			r.nameAt[i] = int32(k + 1)
		}
	}
}

func (r *resolver) guessPersons(s parse.Sentence) {
	for i := s.First; i < s.End; i++ {
		if !r.nameWord(i) {
			continue
		}
		end := i + 1
		for end < s.End && (r.nameWord(end) || end+1 < s.End && r.nameWord(end+1) && particle(r.d.Tokens[end].Form)) {
			end++
		}
		given := false
		for k := i; k < end; k++ {
			if h := r.hit(k); h != nil {
				_, g := h.Ref(lexicon.GivenName)
				given = given || g
			}
		}
		title := false
		if h := r.hit(i - 1); i > s.First && h != nil {
			f, ok := h.Ref(lexicon.RoleNoun)
			title = ok && r.lex.Roles[f.Index].Person && !f.Plural
		}
		if title || given && end-i > 1 {
			r.names = append(r.names, parse.Name{Range: parse.Range{First: i, End: end}, Type: parse.PER, Why: "given name or title"})
		}
		i = end
	}
}

// nameWord reports whether a token may be a word of a person's name: no name of the lexicon but a given name or an office holder.
func (r *resolver) nameWord(i int) bool {
	if r.d.Tokens[i].UPOS != parse.PROPN || !r.capital(i) {
		return false
	}
	h := r.hit(i)
	if h == nil {
		return true
	}
	_, ok := h.Ref(lexicon.GivenName | lexicon.OfficeHolder)
	return ok
}

// particle: small words inside names: "Mohammed bin Salman", "Ursula von der Leyen".
func particle(w string) bool {
	switch strings.ToLower(w) {
	case "al", "el", "bin", "ben", "ibn", "von", "van", "der", "den", "de", "da", "dos", "di", "la", "-", "ul", "ur":
		return true
	}
	return false
}

// readNames makes mentions of the names that the lexicon doesn't know.
func (r *resolver) readNames() {
	owned := map[string][]string{} // name of a state's body without the state: its keys so far
	full := map[string]string{}    // last word to key of the person so called, "" where two are
	known := r.found               // whom the lexicon knew by name, in the order of the text
	for _, n := range r.names {
		if n.End <= n.First || n.End > len(r.d.Tokens) {
			continue
		}
		for ; len(known) > 0 && known[0].First < n.First; known = known[1:] {
			if m := &known[0]; m.kind == tocsin.Person && m.form == tocsin.NameMention && m.End-m.First > 1 {
				bear(full, strings.ToLower(r.d.Tokens[m.End-1].Form), m.key)
			}
		}
		head := r.headOf(n.Range)
		h := r.hit(head)
		if r.taken(n.Range) || h != nil && !h.Drop && (h.Row >= 0 || r.groupOf(h, n.Range)) {
			continue
		}
		m := mention{Range: n.Range, head: head, form: tocsin.NameMention, name: r.text(n.Range), rank: rankName, org: -1}
		if holder, ok := heldWithin(h, n.Range); ok {
			r.holder(&m, r.incumbent(h, holder).Index)
			r.add(m)
			continue
		}
		switch n.Type {
		case parse.PER:
			r.person(&m, full)
		case parse.ORG, parse.OUTLET:
			m.kind = tocsin.Organisation
			bare := strings.ToLower(m.name)
			if whose := r.statesOwn(&m); whose != "" {
				m.name = whose + " " + m.name
				owned[bare] = append(owned[bare], "name:"+strings.ToLower(m.name))
			}
			m.key = "name:" + strings.ToLower(m.name)
			if k := owned[bare]; strings.ToLower(m.name) == bare && len(k) > 0 {
				m.key = k[len(k)-1] // "the Defence Ministry" is the one of the state named last
			}
			if sector, at := r.bodyCodes(&m); m.rank != rankRole || len(m.codes) < 2 {
				r.unknownBody(&m, sector, at)
			}
		case parse.NORP:
			m.kind, m.key = tocsin.Population, "name:"+strings.ToLower(m.name)
			r.unknownPeople(&m)
		case parse.DOC:
			m.kind, m.key = tocsin.Document, "name:"+strings.ToLower(m.name)
		default: // places and events are no actors until the lexicon knows them
			continue
		}
		r.add(m)
	}
}

// statesOwn returns "Belland's" of "Belland's Defence Ministry": without it two states would share a ministry.
func (r *resolver) statesOwn(m *mention) string {
	if m.First == 0 || m.First < 2 && r.d.Tokens[m.First-1].UPOS != parse.PART {
		return ""
	}
	i := m.First - 1
	if r.d.Tokens[i].UPOS != parse.PART || r.d.Tokens[i].Rel != "case" {
		return ""
	}
	h := r.hit(i - 1)
	if h == nil || h.Drop || h.ISO == "" || h.End != i || !h.Has(lexicon.CountryName) {
		return ""
	}
	return r.text(parse.Range{First: h.First, End: i + 1})
}

// heldWithin: "Hassan" in "King Hassan" is the king whom the lexicon knows by both words.
func heldWithin(h *Hit, name parse.Range) (lexicon.Ref, bool) {
	if h == nil || h.Drop || name.First < h.First || name.End > h.End {
		return lexicon.Ref{}, false
	}
	return h.Ref(lexicon.OfficeHolder)
}

// groupOf: "Ugandan Lord's Resistance Army" is the known group with its country before it.
func (r *resolver) groupOf(h *Hit, name parse.Range) bool {
	if !h.Has(lexicon.GroupName) || h.End != name.End || h.First <= name.First {
		return false
	}
	o := r.hit(name.First)
	if o == nil || o.End != h.First {
		return false
	}
	_, state := o.Ref(national)
	return state
}

// taken reports whether a name is already read as a name of the lexicon, or as the end of one, which then is all of it.
func (r *resolver) taken(g parse.Range) bool {
	for i := g.First; i < g.End; i++ {
		if r.heads[i] == 0 {
			continue
		}
		m := &r.found[r.heads[i]-1]
		if m.form == tocsin.NameMention && m.First <= g.First && (m.End >= g.End || m.kind == tocsin.Person || m.actor != "") {
			return true
		}
		if m.kind == tocsin.Person && m.form == tocsin.NameMention && m.End == g.End && m.End-m.First > 1 {
			m.First = g.First // "Mohammad Maren Holt", whom the lexicon knows by the last two words
			return true
		}
	}
	return false
}

// person gives a name its identity: a surname alone is the one person of that surname before it.
//
// "Maren Holt … Holt said": one person. Two Holts before: nobody's guess.
func (r *resolver) person(m *mention, full map[string]string) {
	if i := r.office(m.Range); i >= 0 {
		r.holder(m, i)
		return
	}
	m.kind = tocsin.Person
	last := strings.ToLower(r.d.Tokens[m.End-1].Form)
	key := "person:" + strings.ToLower(m.name)
	if m.End-m.First == 1 {
		if k, ok := full[last]; ok && k != "" {
			key = k
		}
	} else {
		bear(full, last, key)
	}
	m.key = key
}

// bear notes who bears a surname; two bearers make it nobody's.
func bear(full map[string]string, last, key string) {
	if k, ok := full[last]; ok && k != key {
		key = ""
	}
	full[last] = key
}

// office returns the row of a holder of an office whose name is printed with more than the lexicon has:
// "Maren K. Holt, Jr." is Maren Holt. -1 where there is none.
func (r *resolver) office(g parse.Range) int {
	var core []string
	for i := g.First; i < g.End; i++ {
		switch w := r.d.Tokens[i].Form; {
		case w == "," || w == "Jr" || w == "Jr." || w == "Sr" || w == "Sr." || w == "II" || w == "III":
		case len(core) > 0 && i+1 < g.End && len(strings.TrimSuffix(w, ".")) == 1:
		default:
			core = append(core, w)
		}
	}
	if len(core) < 2 || len(core) == g.End-g.First {
		return -1
	}
	refs, n := r.lex.Match(lexicon.OfficeHolder, func(i int) string { return core[i] }, len(core), 0)
	if n < len(core) {
		return -1
	}
	return refs[0].Index
}

// bodyCodes reads the codes of an unknown body out of its own name: "Ministry of Roads of Belland",
// "Ruritanian Supreme Court".
//
// It returns the sector of a noun for bodies and its line: "High Court", not "General Motors".
func (r *resolver) bodyCodes(m *mention) (sector []string, at string) {
	iso, body := "", false
	for i := m.First; i < m.End; i++ {
		h := r.hit(i)
		if h == nil {
			continue
		}
		if f, ok := h.Ref(national); ok && iso == "" {
			iso = r.lex.Actors[f.Index].ID
		}
		if f, ok := h.Ref(lexicon.RoleNoun); ok {
			sector, at, body = r.lex.Roles[f.Index].Codes, r.lex.Roles[f.Index].Where, !r.lex.Roles[f.Index].Person
		}
		i = h.End - 1
	}
	if h := r.hit(r.possessor(m.head)); iso == "" && h != nil && !h.Drop {
		iso = h.ISO
	}
	if iso != "" {
		m.codes = append([]string{iso}, sector...)
		m.rank, m.basis = rankRole, "words of its name "+at
	}
	if !body {
		return nil, ""
	}
	return sector, at
}

// possessor returns the head of the possessive before a noun, or of its "of", or NoHead.
func (r *resolver) possessor(i int) int { return r.d.Child(i, "nmod:poss", "nmod") }
