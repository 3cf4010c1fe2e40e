package coref

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
)

// sameNames links names that are equal, shorter forms of each other, or one entry of the lexicon.
func (r *resolver) sameNames() {
	actors := map[int]int{}
	for k := range r.ms {
		m := &r.ms[k]
		if m.Form != tocsin.NameMention {
			continue
		}
		if p, ok := r.last[m.key]; ok && alike(m.Type, r.ms[p].Type) {
			r.link(k, p, "same name")
		} else if p, ok := r.longer(m); ok {
			r.link(k, p, "short for "+r.ms[p].key)
		}
		if id := r.actor(m); id > 0 {
			if p, ok := actors[id]; ok {
				r.link(k, p, "one entry of the lexicon")
			}
			actors[id] = k
		}
		r.remember(k)
	}
}

// alike reports whether two types of name can be one thing; the model mixes up organisations and places.
func alike(a, b parse.NameType) bool {
	if a == b || a == "" || b == "" {
		return true
	}
	return a != parse.PER && b != parse.PER && a != parse.NORP && b != parse.NORP
}

// remember enters a name under its key and under the short forms it may come back in.
func (r *resolver) remember(k int) {
	m := &r.ms[k]
	r.last[m.key] = k
	words := strings.Fields(m.key)
	if len(words) < 2 {
		return
	}
	if m.Type == parse.PER {
		r.surname[words[len(words)-1]] = k
		if _, ok := r.surname[words[0]]; !ok {
			r.surname[words[0]] = k
		}
		return
	}
	if a := initials(words); len(a) > 1 {
		r.surname[a] = k
	}
	if _, ok := r.surname[words[0]]; !ok && !common(words[0]) { // "Sputnik" for "Sputnik News Agency"
		r.surname[words[0]] = k
	}
}

// longer returns the full name that a short one comes from: "Besh" from "Orlan Besh", "VSTO" from its words.
func (r *resolver) longer(m *mention) (int, bool) {
	words := strings.Fields(m.key)
	if len(words) == 1 {
		p, ok := r.surname[m.key]
		if ok && (alike(m.Type, r.ms[p].Type) || m.Type == parse.ORG) && (m.Type == "" || (m.Type == parse.PER) == (r.ms[p].Type == parse.PER)) {
			return p, true
		}
		return 0, false
	}
	if m.Type == parse.PER { // "Orlan T. Besh" and "Orlan Besh"
		if p, ok := r.surname[words[len(words)-1]]; ok {
			if full := strings.Fields(r.ms[p].key); len(full) > 1 && full[0] == words[0] && r.ms[p].Type == parse.PER {
				return p, true
			}
			return 0, false
		}
		for _, w := range [...]string{words[len(words)-1], words[0]} { // "Besh" came first
			if p, ok := r.last[w]; ok && r.ms[p].Type == parse.PER {
				return p, true
			}
		}
		return 0, false
	}
	if a := initials(words); len(a) > 1 { // "VSTO" came first
		if p, ok := r.last[a]; ok && alike(m.Type, r.ms[p].Type) {
			return p, true
		}
	}
	return 0, false
}

// common words begin many names and stand for none.
func common(w string) bool {
	switch w {
	case "United", "National", "New", "North", "South", "East", "West", "Northern", "Southern", "Eastern", "Western", "Central", "International", "General", "Supreme", "Ministry",
		"University", "Islamic", "European", "World", "State", "Foreign", "Royal", "Democratic", "Republic", "People", "Federal", "Saint", "St.", "San", "Los", "Grand", "Great":
		return true
	}
	return false
}

// initials are the first letters of the capitalised words of a name.
func initials(words []string) string {
	var b strings.Builder
	for _, w := range words {
		if c, _ := utf8.DecodeRuneInString(w); unicode.IsUpper(c) {
			b.WriteRune(c)
		}
	}
	return b.String()
}

// actor returns the lexicon's entry for a name, plus one; countries and groups alike.
func (r *resolver) actor(m *mention) int {
	if r.lex == nil || m.Type == parse.PER || m.Type == parse.NORP {
		return 0
	}
	n := m.End - m.First
	refs, length := r.lex.Match(lexicon.CountryName|lexicon.GroupName, func(i int) string { return r.form(m.First + i) }, n, 0)
	if length != n || len(refs) != 1 {
		return 0
	}
	return refs[0].Index + 1
}

// structure links what the tree says is one: appositions, copulas, acronyms in brackets.
func (r *resolver) structure() {
	for i := range r.d.Tokens {
		t := &r.d.Tokens[i]
		switch {
		case t.Rel.Base() == "appos" && t.Head >= 0:
			r.equate(i, t.Head, "apposition")
		case t.Rel == "nsubj" && t.Head >= 0 && r.d.Child(t.Head, "cop") >= 0:
			r.equate(t.Head, i, "copula")
		}
	}
	for k := range r.ms {
		m := &r.ms[k]
		if m.Form != tocsin.NominalMention {
			continue
		}
		r.beside(k)
		for _, c := range r.d.Children(m.Head) { // "the Varnan Guard movement"
			if p := r.at[c]; p >= 0 && c < m.Head && r.d.Tokens[c].Rel.Base() == "compound" && r.ms[p].Type == parse.ORG && selfNaming(m.noun) {
				r.link(k, p, "named by "+r.ms[p].key)
			}
		}
	}
}

// beside links a noun with the person's name right behind its comma, where the tree doesn't: "the mayor, Ada Lund,".
func (r *resolver) beside(k int) {
	m := &r.ms[k]
	if !m.definite || !m.person || m.number == plural || m.End >= len(r.name) {
		return
	}
	if i := m.First - 2; i >= 0 && m.role > 0 && r.form(i+1) == "," && r.form(m.End) == "," && r.name[i] >= 0 { // "Ada Lund, the mayor,"
		name := r.d.Names[r.name[i]]
		if p := r.at[r.head(name.Range)]; p >= 0 && name.Type == parse.PER && r.ms[p].End == i+1 && r.ms[p].sent == m.sent && r.agree(m, &r.ms[p]) {
			r.link(k, p, "apposition")
		}
		return
	}
	if m.End+1 >= len(r.name) || r.form(m.End) != "," || r.name[m.End+1] < 0 {
		return
	}
	name := r.d.Names[r.name[m.End+1]]
	p := r.at[r.head(name.Range)]
	if p < 0 || name.Type != parse.PER || r.ms[p].First != m.End+1 || r.ms[p].sent != m.sent || !r.agree(m, &r.ms[p]) {
		return
	}
	if next := r.ms[p].End; next < len(r.d.Tokens) && r.d.Tokens[next].UPOS != parse.CCONJ {
		r.link(p, k, "apposition")
	}
}

// "the Taliban leadership", "the M23 movement" are who they are named after; "the CSTO Secretariat" is a part.
func selfNaming(noun string) bool {
	switch noun {
	case "leadership", "movement", "group", "militia", "organization", "organisation", "network", "party", "company", "regime", "administration", "alliance", "bloc", "insurgency":
		return true
	}
	return false
}

// equate links the mention headed by token i with the one headed by token j, where they agree.
func (r *resolver) equate(i, j int, why string) {
	a, b := r.at[i], r.at[j]
	if a < 0 || b < 0 {
		return
	}
	m, n := &r.ms[a], &r.ms[b]
	if m.Form == tocsin.PronounMention || m.Form == tocsin.NameMention && n.Form == tocsin.NameMention && why == "copula" {
		return
	}
	if why == "copula" && (!m.definite || n.Form == tocsin.PronounMention && n.noun == "it") { // "he is a member" says what, not who
		if n.Form == tocsin.NameMention && m.role > 0 && n.role == 0 {
			n.role = m.role
		}
		return
	}
	if n.Form == tocsin.PronounMention || !r.agree(m, n) || placed(m) && placed(n) && m.named && n.named {
		return
	}
	if m.role > 0 && n.role == 0 {
		n.role = m.role
	} else if n.role > 0 && m.role == 0 {
		m.role = n.role
	}
	r.link(max(a, b), min(a, b), why)
}

// placed: "Sydney, Australia" are two places, one in the other.
func placed(m *mention) bool {
	return m.Type == parse.GPE || m.Type == parse.LOC || m.Type == parse.FAC
}

// reflexives links "himself" with the subject of its clause, by way of "who" where that is the subject.
//
// "Besh, who calls himself a fisherman": Besh.
func (r *resolver) reflexives() {
	for k := range r.ms {
		m := &r.ms[k]
		if !strings.HasSuffix(m.noun, "self") && !strings.HasSuffix(m.noun, "selves") || m.Form != tocsin.PronounMention {
			continue
		}
		if p := r.doer(m.Head); p >= 0 && p < k && r.fits(m, &r.ms[p]) {
			r.link(k, p, "subject of its clause")
		}
	}
}

// doer returns the mention that is the subject of the clause around token i, or -1.
func (r *resolver) doer(i int) int {
	for depth := 0; depth < maxDepth; depth++ {
		t := &r.d.Tokens[i]
		if t.Head < 0 {
			return -1
		}
		rel := t.Rel
		i = t.Head
		if s := r.d.Child(i, "nsubj"); s >= 0 {
			if x := r.d.Tokens[s].XPOS; x == "WP" || x == "WDT" {
				if v := &r.d.Tokens[i]; v.Rel == "acl:relcl" && v.Head >= 0 {
					return r.at[v.Head]
				}
			}
			return r.at[s]
		}
		if rel == "acl:relcl" || rel == "parataxis" || rel == "root" {
			return -1
		}
	}
	return -1
}

// fits compares a pronoun with what it may stand for.
func (r *resolver) fits(m, n *mention) bool {
	c := &r.ms[r.root(r.at[n.Head])]
	return genders(m, c) && (m.number != plural || n.number != singular) && (m.number != singular || n.number != plural) && (m.kind != gendered || n.person || n.kind == otherName)
}

// agree compares kind and number.
func (r *resolver) agree(m, n *mention) bool {
	if m.number != anyNumber && n.number != anyNumber && m.number != n.number {
		return false
	}
	if m.person != n.person && m.Type != "" && n.Type != "" {
		return false
	}
	if m.person != n.person && (m.Type == parse.PER || n.Type == parse.PER) {
		return false
	}
	return m.gender == anyGender || n.gender == anyGender || m.gender == n.gender
}

// samePhrases: "terrorist organisations … terrorist organisations".
func (r *resolver) samePhrases() {
	seen := map[string]int{}
	for k := range r.ms {
		m := &r.ms[k]
		if m.Form != tocsin.NominalMention || m.number != plural || !m.bare || r.possessed(m.Head) {
			continue
		}
		words := r.modifiers(m.Head)
		if words == "" {
			continue
		}
		words += m.noun
		if p, ok := seen[words]; ok {
			r.link(k, p, "same words")
		}
		seen[words] = k
	}
}

// modifiers are the words before the head that tell this group from that one.
func (r *resolver) modifiers(head int) string {
	var b strings.Builder
	for _, c := range r.d.Children(head) {
		switch t := &r.d.Tokens[c]; t.Rel.Base() {
		case "amod", "compound", "nummod", "nmod", "acl":
			b.WriteString(lemma(t))
			b.WriteByte(' ')
		}
	}
	return b.String()
}

func (r *resolver) possessed(head int) bool { return r.d.Child(head, "nmod:poss") >= 0 }

// specified: "the minister of Varna", "the Kessian delegate" need no antecedent to be understood.
func (r *resolver) specified(m *mention) bool {
	for _, c := range r.d.Children(m.Head) {
		switch t := &r.d.Tokens[c]; t.Rel.Base() {
		case "nmod", "acl", "nummod":
			return true
		case "amod", "compound":
			if f := t.Form[0]; f >= 'A' && f <= 'Z' {
				return true
			}
		}
	}
	return false
}

// antecedent looks back for what a definite noun stands for that needs no more to be understood: an office for its
// bearer, "the document", "the country", "the council" for the last that is one.
func (r *resolver) antecedent(k int) (int, string, bool) {
	m := &r.ms[k]
	if m.Form != tocsin.NominalMention || !m.definite || r.possessed(m.Head) || r.specified(m) {
		return 0, "", false
	}
	seen := 0
	for p := k - 1; p >= 0 && seen < window; p-- {
		n := &r.ms[p]
		seen++
		if n.Form == tocsin.PronounMention && r.ms[r.root(p)].size == 1 || n.quoted > 0 && m.quoted != n.quoted || r.encloses(m, n) {
			continue
		}
		root := &r.ms[r.root(p)]
		if r.dateline(n.sent) {
			continue
		}
		if n.sent == m.sent && m.person { // "Besh met the minister": two people
			continue
		}
		switch {
		case m.person && m.number == singular && m.role > 0:
			if (n.person || root.Type == parse.PER) && (sameRole(r.lex, m.role, root.role) || sameRole(r.lex, m.role, n.role)) && n.number != plural && genders(m, root) {
				return p, "role: " + r.lex.Roles[m.role-1].Noun, true
			}
		case m.sort == document:
			if (n.Type == parse.DOC || n.key != "" && sortOf(last(strings.ToLower(n.key))) == document) && m.sent-n.sent <= 3 {
				return p, "document", true
			}
		case m.sort == land && m.number == singular:
			if !r.nameFollows(m) && n.Type == parse.GPE && n.named && m.sent-n.sent <= 3 && r.landFits(m, n) {
				return p, "place", true
			}
		case m.Type == parse.ORG && m.number != plural:
			if n.Type == parse.ORG && n.Form == tocsin.NameMention && m.sent-n.sent <= 3 && bodyFits(m, root) {
				return p, "organisation", true
			}
		}
	}
	return 0, "", false
}

// goesOn returns the speaker who says on, or -1: the last who spoke outside quotations, when nobody else that fits has
// done anything since.
//
// "Lund denied the raids. She added …": Lund.
func (r *resolver) goesOn(k int) int {
	m := &r.ms[k]
	if m.kind != gendered || !m.speaks || m.quoted > 0 {
		return -1
	}
	for p := k - 1; p >= 0 && m.sent-r.ms[p].sent <= 2; p-- {
		n := &r.ms[p]
		c := &r.ms[r.root(p)]
		if n.quoted > 0 || n.number == plural || !n.subject || !n.person && c.Type != parse.PER || !genders(m, c) || n.sent == m.sent {
			continue
		}
		if !n.speaks || !r.admits(k, p, r.root(p)) {
			return -1
		}
		return p
	}
	return -1
}

// dateline reports whether a sentence only says where and when the report was written: nobody in it is
// spoken of again. "SELKA, Nov 3 (Meridian Wire) —".
func (r *resolver) dateline(sent int) bool {
	s := r.d.Sents[sent]
	if s.End-s.First < 2 {
		return false
	}
	switch r.form(s.End - 1) {
	case "-", "–", "—", "--":
		return true
	}
	return false
}

// nameFollows: "the capital Selka", "the town, Selka": the name says which is meant.
func (r *resolver) nameFollows(m *mention) bool {
	if m.End < len(r.d.Tokens) && r.d.Tokens[m.End].UPOS == parse.PROPN && r.d.Tokens[m.End].Sent == m.sent {
		return true
	}
	return r.d.Child(m.Head, "appos", "flat") >= 0 || r.d.Tokens[m.Head].Rel.Base() == "compound" && r.d.Tokens[m.Head].Head > m.Head
}

// encloses: no phrase stands for a part of itself.
func (r *resolver) encloses(m, n *mention) bool {
	return m.First <= n.First && n.End <= m.End || n.First <= m.First && m.End <= n.End
}

func genders(a, b *mention) bool {
	return a.gender == anyGender || b.gender == anyGender || a.gender == b.gender
}

// speakers links "I", "me" and "my" inside a quotation with whoever speaks it.
//
// "I will sign," Besh said: Besh will. "We" is more than the speaker, and stays open here.
func (r *resolver) speakers() {
	r.findSpeakers()
	for k := range r.ms {
		m := &r.ms[k]
		if m.kind != first || m.quoted == 0 {
			continue
		}
		if p := r.speaker[m.quoted]; p >= 0 {
			r.link(k, p, "speaker of the quotation")
		}
	}
}

// findSpeakers: the speaker stands outside the quotation, in a sentence that it shares with it, as the subject of a
// verb of saying; of two the nearer one, and the one behind where both are as near.
func (r *resolver) findSpeakers() {
	quotes := 0
	for _, q := range r.quoted {
		quotes = max(quotes, q)
	}
	r.speaker = make([]int, quotes+1)
	begin, end := make([]int, quotes+1), make([]int, quotes+1)
	for i, q := range r.quoted {
		if end[q] == 0 {
			begin[q] = i
		}
		end[q] = i + 1
	}
	for q := range r.speaker {
		r.speaker[q] = -1
	}
	for q, k := 1, 0; q <= quotes; q++ {
		if end[q] == 0 {
			continue
		}
		from, to := r.d.Sents[r.d.Tokens[begin[q]].Sent].First, r.d.Sents[r.d.Tokens[end[q]-1].Sent].End
		for k > 0 && r.ms[k-1].First >= from {
			k--
		}
		near := to - from
		for ; k < len(r.ms) && r.ms[k].First < to; k++ {
			m := &r.ms[k]
			if m.First < from || !m.speaks || m.quoted > 0 {
				continue
			}
			if far := max(begin[q]-m.Head, m.Head-end[q]); far <= near {
				near, r.speaker[q] = far, k
			}
		}
	}
}

// sameRole: a delegate may come back as "the representative", a prime minister as "the premier".
func sameRole(lex *lexicon.Set, a, b int) bool {
	if a == 0 || b == 0 || a == b {
		return a == b
	}
	x, y := last(lex.Roles[a-1].Noun), last(lex.Roles[b-1].Noun)
	return x == y || roleFamily(x) != 0 && roleFamily(x) == roleFamily(y)
}

func last(s string) string { return s[strings.LastIndexByte(s, ' ')+1:] }

func roleFamily(noun string) int {
	switch noun {
	case "delegate", "representative", "envoy", "spokesman", "spokeswoman", "spokesperson", "emissary", "diplomat", "ambassador":
		return 1
	case "premier", "minister", "chancellor":
		return 2
	case "leader", "president", "chief", "head", "chairman", "general", "secretary-general":
		return 3
	case "commander", "officer", "colonel":
		return 4
	}
	return 0
}

// landFits: "the country" for a name that the lexicon has as a country, "the city" for another.
func (r *resolver) landFits(m, n *mention) bool {
	switch m.noun {
	case "country", "nation", "state", "republic", "kingdom":
		return r.actor(n) > 0
	case "city", "town", "village", "capital", "province", "district", "island":
		return r.actor(n) == 0
	}
	return false
}

// bodyFits: general words stand for the last organisation, others want their word in its name.
func bodyFits(m, root *mention) bool {
	switch m.noun {
	case "organization", "organisation", "group", "bloc", "alliance", "body":
		return true
	}
	return len(m.noun) > 3 && strings.Contains(root.words, m.noun)
}
