package actor

import (
	"slices"
	"strings"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
)

// An owner is whom a role belongs to: the state of "Afghan minister", the group of "Hamas leader".
type owner struct {
	codes []string
	iso   string
	actor int // index into lexicon.Actors, -1 for none
	token int
	basis string
	name  string
}

// governing are the nouns for those who govern; of one state they are one entity, and of an armed group
// the group itself.
var governing = [...]string{"government", "administration", "authority", "cabinet", "regime", "leadership", "presidency", "ruler", "council of ministers", "coalition government"}

// readRoles makes mentions of the nouns for people by what they do.
//
// "Hungarian and Romanian officials": two entities at one noun. "British Defence Secretary Tom King":
// the noun is a title and gives the person's codes.
func (r *resolver) readRoles() {
	for k := range r.hits {
		h := &r.hits[k]
		f, ok := h.Ref(lexicon.RoleNoun)
		if !ok || h.Drop || !r.noun(h.Head) && !r.nounLike(h.Head) || r.insideName(h) {
			continue
		}
		role := &r.lex.Roles[f.Index]
		if n := r.name(h.First); n != nil && n.Type == parse.PER && n.First <= h.First && h.End < n.End && strings.EqualFold(r.text(h.Range), "amir") {
			continue // "Amir Besh": a given name
		}
		if r.otherSense(h, role) {
			continue
		}
		owners := r.owners(h)
		if r.partOfName(h) {
			continue
		}
		if p := r.bearer(h, role, f); p >= 0 {
			for _, o := range owners {
				r.used[o.token] = true
			}
			r.title(p, h, role, owners)
			continue
		}
		if r.beforeRole(h) {
			continue
		}
		if len(owners) == 0 {
			owners = []owner{r.context(h, role)}
		}
		for _, o := range owners {
			r.used[o.token] = true
			r.add(r.nominal(h, f, o))
		}
	}
}

// otherSense tells nouns for people from what is spelled like them: the bank of a river that the text names,
// and "our neighbour", which among states is a state.
func (r *resolver) otherSense(h *Hit, role *lexicon.Role) bool {
	switch role.Noun {
	case "bank":
		return !r.capital(h.Head) && r.river()
	case "neighbour":
		p := r.d.Child(h.Head, "nmod:poss")
		return p != parse.NoHead && (strings.EqualFold(r.d.Tokens[p].Form, "our") || strings.EqualFold(r.d.Tokens[p].Form, "its"))
	}
	return false
}

// river reports whether the text speaks of one.
func (r *resolver) river() bool {
	return slices.ContainsFunc(r.d.Tokens, func(t parse.Token) bool { return t.Lemma == "river" || t.Form == "River" || t.Form == "river" })
}

// noun: "official", "general" and "host" are other parts of speech as well.
func (r *resolver) noun(i int) bool {
	switch r.d.Tokens[i].UPOS {
	case parse.NOUN, parse.PROPN, parse.X, parse.NUM, "":
		return true
	}
	return false
}

// partOfName: in "Premier League", "General Motors" a capitalised noun is the first word of an unknown name.
func (r *resolver) partOfName(h *Hit) bool {
	next := h.End
	return r.capital(h.First) && next < len(r.d.Tokens) && r.sameSentence(h.First, next) && r.d.Tokens[next].UPOS == parse.PROPN && r.capital(next) &&
		r.hit(next) == nil && r.personFrom(next) < 0 && r.before(h.Head, "compound", "amod", "flat")
}

// nounLike: "the Ruritanian military" has no noun behind the adjective.
func (r *resolver) nounLike(i int) bool {
	return r.d.Tokens[i].UPOS == parse.ADJ && !r.is(i, "amod", "advmod", "xcomp") && r.d.Child(i, "cop") == parse.NoHead && r.d.Child(i, "det", "amod", "compound", "nmod") != parse.NoHead
}

// insideName: the words of a longer name of the lexicon or of a body that was read are no roles.
func (r *resolver) insideName(h *Hit) bool {
	m := r.mentionAt(h.Head)
	return m >= 0 && r.found[m].First <= h.First && r.found[m].End >= h.End && r.found[m].End-r.found[m].First > h.End-h.First && r.found[m].kind != tocsin.Person
}

// beforeRole: in "militant group", "rebel Ruritanian Front" the first noun only describes the second.
func (r *resolver) beforeRole(h *Hit) bool {
	if !r.before(h.Head, "amod", "compound", "nmod:unmarked", "nmod:desc") {
		return false
	}
	p := r.d.Tokens[r.firstConjunct(h.Head)].Head
	if o := r.hit(p); o != nil && o.Has(lexicon.RoleNoun) {
		return true
	}
	m := r.mentionAt(p)
	return m >= 0 && r.found[m].kind != tocsin.State && r.found[m].kind != tocsin.PlaceKind
}

// sector returns the codes of a role in its phrase: those of the noun, or of a noun that describes it.
// Who was one formerly is of the elite, PLOVER's ELI.
func (r *resolver) sector(h *Hit, role *lexicon.Role) []string {
	codes := role.Codes
	for _, c := range r.d.Children(h.Head) {
		if c > h.Head || !r.is(c, "amod", "compound", "nmod:unmarked", "nmod:desc") {
			continue
		}
		if o := r.hit(c); o != nil && o.Has(lexicon.RoleNoun) && len(codes) == 0 {
			f, _ := o.Ref(lexicon.RoleNoun)
			codes = r.lex.Roles[f.Index].Codes
		}
	}
	if len(codes) > 0 && slices.Contains([]string{"GOV", "LEG", "MIL", "JUD", "COP", "SPY"}, codes[0]) && role.Person && r.former(h) {
		return []string{"ELI"}
	}
	return codes
}

// former reports whether the phrase says that the office is over.
func (r *resolver) former(h *Hit) bool {
	for i := h.First - 1; i >= max(h.First-4, r.d.Sents[r.d.Tokens[h.First].Sent].First); i-- {
		switch strings.ToLower(r.d.Tokens[i].Form) {
		case "former", "ex", "ex-", "ousted", "deposed", "exiled", "one-time", "ex-president", "onetime":
			return true
		case "the", ",", "and", "'s", "’s":
			return false
		}
	}
	return false
}

// owners finds whom a role belongs to: names and adjectives before it, "of", "for" and places behind it.
func (r *resolver) owners(h *Hit) []owner {
	if o, ok := r.deFacto(h); ok {
		return []owner{o}
	}
	var out []owner
	heads := []int{h.Head}
	if p := r.d.Tokens[h.Head].Head; p > h.Head && r.is(h.Head, "compound", "flat", "nmod:desc", "nmod:unmarked", "amod", "appos") && r.noun(p) {
		heads = append(heads, p) // the adjective of "British Defence Secretary Tom King" may hang on King
	} else if p >= 0 && p < h.Head && r.is(h.Head, "flat", "compound") {
		heads = append(heads, p)
	}
	for _, i := range heads {
		for _, c := range r.d.Children(i) {
			if c < h.First {
				out = r.modifier(out, c, 0)
			}
		}
	}
	if len(out) == 0 { // whatever the tree says, "Afghan police chief"
		out = r.adjacent(h)
	}
	if len(out) > 0 {
		return r.listed(out)
	}
	if out = r.behind(h); len(out) == 0 {
		out = r.possessed(h)
	}
	return out
}

// possessed reads "its troops": those of the state or group that is the subject before it.
func (r *resolver) possessed(h *Hit) []owner {
	p := r.d.Child(h.Head, "nmod:poss")
	if p == parse.NoHead || r.d.Tokens[p].UPOS != parse.PRON {
		return nil
	}
	if w := strings.ToLower(r.d.Tokens[p].Form); w != "its" && w != "their" {
		return nil
	}
	if f, _ := h.Ref(lexicon.RoleNoun); len(r.lex.Roles[f.Index].Codes) == 0 {
		return nil
	}
	for i := p - 1; i >= r.d.Sents[r.d.Tokens[p].Sent].First; i-- {
		o := r.hit(i)
		if o == nil || o.Drop || o.Head != i || !r.is(i, "nsubj") || !o.Has(places|lexicon.GroupName) {
			continue
		}
		if x, ok := r.owner(i); ok {
			return []owner{x}
		}
	}
	return nil
}

// listed adds the adjectives of a list that the tree tears apart: "Sierra Leonean and Liberian refugees".
func (r *resolver) listed(out []owner) []owner {
	h := r.hit(out[0].token)
	if len(out) > 1 || h == nil || !h.Has(lexicon.CountryAdj) || h.First < 2 || r.d.Tokens[h.First-1].Form != "and" {
		return out
	}
	if o := r.hit(h.First - 2); o != nil && o.Has(lexicon.CountryAdj) && r.d.Tokens[o.Head].UPOS != parse.NOUN {
		if more, ok := r.owner(o.Head); ok {
			return []owner{more, out[0]}
		}
	}
	return out
}

// modifier adds the owner that a modifier names, and those of its conjuncts and own modifiers.
func (r *resolver) modifier(out []owner, c, depth int) []owner {
	if depth > 4 || !r.is(c, "amod", "compound", "nmod", "flat", "conj", "appos", "nummod", "dep", "obl") {
		return out
	}
	o, ok := r.owner(c)
	if ok && !slices.ContainsFunc(out, func(x owner) bool { return x.token == o.token }) {
		out = append(out, o)
	}
	if !ok || len(r.d.Children(c)) > 0 {
		for _, k := range r.d.Children(c) {
			if r.is(k, "conj") || !ok && k < c {
				out = r.modifier(out, k, depth+1)
			}
		}
	}
	return out
}

// adjacent looks at the word before a role, over adjectives and other roles.
func (r *resolver) adjacent(h *Hit) []owner {
	first := r.d.Sents[r.d.Tokens[h.First].Sent].First
	for i := h.First - 1; i >= max(first, h.First-4); i-- {
		if o, ok := r.owner(i); ok {
			return []owner{o}
		}
		x := r.hit(i)
		if role := x != nil && x.Has(lexicon.RoleNoun); !role && r.d.Tokens[i].UPOS != parse.ADJ {
			return nil
		}
	}
	return nil
}

// behind reads "of Tajikistan", "for Belland", "in the Ivory Coast", "from Calgary".
func (r *resolver) behind(h *Hit) []owner {
	var out []owner
	for _, c := range r.d.Children(h.Head) {
		if c < h.End || !r.is(c, "nmod", "obl") {
			continue
		}
		k := r.d.Child(c, "case")
		if k == parse.NoHead {
			continue
		}
		switch prep := r.d.Tokens[k].Lemma; {
		case prep == "from" && h.Has(lexicon.RoleNoun) && r.military(h): // "withdrew troops from Belland"
		case prep == "of" || prep == "for" || prep == "from" || slices.Contains(standing[:], prep):
			if out = r.modifier(out, c, 0); len(out) > 0 {
				return out
			}
		}
	}
	return out
}

// military reports whether a role noun means soldiers.
func (r *resolver) military(h *Hit) bool {
	f, _ := h.Ref(lexicon.RoleNoun)
	codes := r.lex.Roles[f.Index].Codes
	return len(codes) > 0 && codes[0] == "MIL"
}

// owner reads one token as an owner.
func (r *resolver) owner(c int) (owner, bool) {
	h := r.hit(c)
	if h == nil || h.Drop || r.apart(h) {
		return owner{}, false
	}
	o := owner{actor: -1, token: h.Head, iso: h.ISO}
	switch {
	case h.Row >= 0 && h.ISO != "":
		o.codes, o.basis, o.name = []string{h.ISO}, h.ISO+" by "+r.text(h.Range), r.text(h.Range)
		return o, true
	case h.Has(lexicon.GroupName):
		f, _ := r.group(h)
		a := &r.lex.Actors[f.Index]
		t, ok := a.Term(r.day, r.dated)
		if !ok {
			return owner{}, false
		}
		o.actor, o.codes, o.basis, o.name = f.Index, t.Codes, a.Basis(t), a.Name
		if len(t.Codes[0]) == 3 && t.Codes[0][0] != 'I' {
			o.iso = t.Codes[0]
		}
		return o, true
	case h.Has(lexicon.OfficeHolder): // "the Bush administration"
		f, _ := h.Ref(lexicon.OfficeHolder)
		f = r.incumbent(h, f)
		of := &r.lex.Offices[f.Index]
		o.codes, o.basis, o.iso = of.Codes[:1], of.Where+" "+of.Person, of.Codes[0]
		return o, true
	case h.Has(lexicon.OutletName):
		f, _ := h.Ref(lexicon.OutletName)
		if out := &r.lex.Outlets[f.Index]; out.Country != "" {
			o.codes, o.iso, o.basis = []string{out.Country}, out.Country, out.Where
			return o, true
		}
	}
	return owner{}, false
}

// apart: "Belland-backed rebels", "pro-Belland fighters" are not of Belland; "Belland-led forces" are.
func (r *resolver) apart(h *Hit) bool {
	joined := func(i int, words ...string) bool {
		if i < 0 || i >= len(r.d.Tokens) {
			return false
		}
		return slices.Contains(words, strings.ToLower(strings.Trim(r.d.Tokens[i].Form, "-")))
	}
	away := []string{"backed", "born", "held", "sponsored", "controlled", "funded", "brokered", "trained", "supplied", "occupied", "style", "friendly"}
	if h.End < len(r.d.Tokens) && joined(h.End, "") && joined(h.End+1, away...) || joined(h.End, away...) {
		return true
	}
	return joined(h.First-1, "pro", "anti", "non") || joined(h.First-1, "") && joined(h.First-2, "pro", "anti", "non")
}

// deFacto: "the de facto administration" of Afghanistan is the Taliban since they took Kabul.
func (r *resolver) deFacto(h *Hit) (owner, bool) {
	if h.First < 2 || !strings.EqualFold(r.d.Tokens[h.First-1].Form, "facto") && !strings.EqualFold(r.d.Tokens[h.First-1].Form, "defacto") {
		return owner{}, false
	}
	a, i := r.lex.Actor("taliban")
	if a == nil || r.votes["AFG"] == 0 && !r.mentions(i) {
		return owner{}, false
	}
	t, ok := a.Term(r.day, r.dated)
	if !ok || t.Note != "de facto" || !r.dated && !r.mentions(i) {
		return owner{}, false
	}
	return owner{codes: t.Codes, iso: "AFG", actor: i, token: h.Head, basis: a.Basis(t), name: a.Name}, true
}

// mentions reports whether the text names an actor.
func (r *resolver) mentions(actor int) bool {
	for k := range r.hits {
		if f, ok := r.hits[k].Ref(lexicon.GroupName); ok && f.Index == actor {
			return true
		}
	}
	return false
}

// join puts the sector of a role behind the codes of its owner.
//
// UN + peacekeepers = IGO MIL UNO; Afghan + minister = AFG GOV; a minister of an armed group stays its own sector.
func join(base, sector []string) []string {
	switch {
	case len(sector) == 0 || len(base) == 0:
		return append(append([]string{}, base...), sector...)
	case base[0] == "IGO":
		rest := base[1:]
		if len(rest) > 0 && slices.Contains([]string{"MIL", "JUD", "LEG", "COP", "MED", "EDU", "REF", "AGR", "BUS"}, rest[0]) {
			return base
		}
		return append([]string{"IGO", sector[0]}, rest...)
	case base[0] == "NGO" || base[0] == "IMG" && sector[0] == "REB":
		return base
	case len(base) == 1:
		if base[0] == "IMG" || sector[0] == "NGO" && len(base[0]) != 3 {
			return base
		}
		return append(append([]string{}, base...), sector...)
	case base[1] == "CVL" || base[1] == "GOV" && sector[0] != "GOV":
		return append([]string{base[0], sector[0]}, base[2:]...)
	}
	return base
}
