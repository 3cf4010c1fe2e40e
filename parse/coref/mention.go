package coref

import (
	"cmp"
	"slices"
	"strings"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
)

// find collects mentions in text order, longer ones first where two begin together.
func (r *resolver) find() {
	for k := range r.d.Names {
		r.addName(k)
	}
	for i := range r.d.Tokens {
		if r.name[i] >= 0 {
			continue
		}
		switch r.d.Tokens[i].UPOS {
		case parse.PRON, parse.DET:
			r.addPronoun(i)
		case parse.NOUN, parse.ADJ:
			r.addNominal(i)
		case parse.PROPN:
			if !r.addNominal(i) {
				r.addUnknown(i)
			}
		}
	}
	slices.SortFunc(r.ms, func(a, b mention) int {
		return cmp.Or(cmp.Compare(a.First, b.First), cmp.Compare(b.End, a.End), cmp.Compare(a.Head, b.Head))
	})
	for k := range r.ms {
		m := &r.ms[k]
		m.up, m.size, m.kind = k, 1, kindOf(m)
		m.kinds = 1 << m.kind
		if m.noun != "" && m.Form == tocsin.NominalMention {
			m.nouns = " " + m.noun + " "
		}
		r.at[m.Head] = k
		m.sent, m.quoted = r.d.Tokens[m.Head].Sent, r.quoted[m.Head]
		r.subjecthood(m)
	}
	for i, k := range r.title { // what hangs on "Colonel" in "Colonel Besh, a spokesman" is said of Besh
		if k > 0 && r.at[i] < 0 {
			r.at[i] = r.at[r.head(r.d.Names[k-1].Range)]
		}
	}
}

// head returns the token of a range whose head lies outside it.
func (r *resolver) head(x parse.Range) int {
	for i := x.First; i < x.End; i++ {
		if h := r.d.Tokens[i].Head; h < x.First || h >= x.End {
			return i
		}
	}
	return x.First
}

// addName: "Afghan" in "the Afghan army" is no mention of anybody; "the Afghans" is.
func (r *resolver) addName(k int) {
	n := r.d.Names[k]
	m := mention{Mention: parse.Mention{Range: n.Range, Head: r.head(n.Range), Form: tocsin.NameMention, Type: n.Type, Why: ""}}
	t := &r.d.Tokens[m.Head]
	if n.Type == parse.NORP && (t.UPOS == parse.ADJ || t.Rel.Base() == "amod" || t.Rel.Base() == "compound") {
		return
	}
	if n.Type == parse.MISC {
		m.Type = ""
	}
	m.key = r.keyOf(n.Range)
	if n.Type == parse.PER && strings.Contains(m.key, " ") && m.key == strings.ToUpper(m.key) {
		m.key = capitalised(m.key)
	}
	m.words = strings.ToLower(m.key)
	m.named, m.definite, m.number, m.person = true, true, singular, n.Type == parse.PER
	if n.Type == parse.NORP {
		m.person, m.number = true, anyNumber
		if strings.HasSuffix(t.Form, "s") {
			m.number = plural
		}
	}
	if n.Type == parse.ORG {
		m.number = anyNumber
	}
	if m.person {
		m.gender = r.genderOf(n.Range)
	}
	m.role = r.titleBefore(n.Range)
	switch n.Type {
	case parse.PER:
		m.First = r.titled(m.Range)
	case parse.GPE, parse.LOC, parse.ORG:
		m.End = r.located(m.Range, m.Head)
	}
	r.ms = append(r.ms, m)
}

// addUnknown takes proper nouns that the names don't have: what they stand for shows when "she" is linked with them,
// or never.
func (r *resolver) addUnknown(i int) {
	s, x := r.d.Sents[r.d.Tokens[i].Sent], parse.Range{First: i, End: i + 1}
	proper := func(i int) bool {
		return r.d.Tokens[i].UPOS == parse.PROPN && r.name[i] < 0 && r.role[i] == 0
	}
	for x.End < s.End && proper(x.End) {
		x.End++
	}
	if i > s.First && proper(i-1) || r.role[i] > 0 || r.isTitle(i) || x.End < s.End && r.name[x.End] >= 0 { // in the middle of one, or a title
		return
	}
	m := mention{Mention: parse.Mention{Range: x, Head: r.head(x), Form: tocsin.NameMention}}
	if sortOf(strings.ToLower(r.form(m.Head))) != 0 || r.ofDocument(m.Head) { // "Border Strategy" is a noun's phrase
		return
	}
	m.key = r.keyOf(x)
	if first := r.form(i); x.End-i > 1 && honorific(first) { // "Dr. Lund"
		m.Type, m.person, m.key = parse.PER, true, r.keyOf(parse.Range{First: i + 1, End: x.End})
	}
	m.words, m.named, m.definite, m.number, m.gender = strings.ToLower(m.key), true, true, singular, r.genderOf(x)
	r.ms = append(r.ms, m)
}

// capitalised turns "ORLAN BESH" into "Orlan Besh".
func capitalised(s string) string {
	b := []byte(strings.ToLower(s))
	for i := range b {
		if (i == 0 || b[i-1] == ' ') && b[i] >= 'a' && b[i] <= 'z' {
			b[i] -= 'a' - 'A'
		}
	}
	return string(b)
}

// located returns where a name ends with the place that it lies in: "Sarnak, Varnia".
func (r *resolver) located(x parse.Range, head int) int {
	if x.End+1 >= len(r.name) || r.form(x.End) != "," || r.name[x.End+1] < 0 {
		return x.End
	}
	n := r.d.Names[r.name[x.End+1]]
	t := &r.d.Tokens[r.head(n.Range)]
	if n.First != x.End+1 || n.Type != parse.GPE || t.Head != head || t.Rel.Base() == "conj" || n.End < len(r.name) && r.d.Tokens[n.End].UPOS == parse.CCONJ {
		return x.End
	}
	return n.End
}

// titled returns where a person's name begins with its titles: "Colonel Besh", "Mr. Besh", "Prime Minister Besh".
func (r *resolver) titled(x parse.Range) int {
	first := r.d.Sents[r.d.Tokens[x.First].Sent].First
	for x.First > first && r.isTitleOf(x.First-1, x) {
		x.First--
	}
	return x.First
}

// isTitleOf: a capitalised noun right before the name that the tree ties to it.
func (r *resolver) isTitleOf(i int, x parse.Range) bool {
	t := &r.d.Tokens[i]
	if r.name[i] < 0 && honorific(t.Form) {
		return true
	}
	if r.name[i] >= 0 || t.UPOS != parse.PROPN && t.UPOS != parse.NOUN && t.UPOS != parse.ADJ || t.Form[0] < 'A' || t.Form[0] > 'Z' {
		return false
	}
	if t.Head >= x.First && t.Head < x.End {
		switch t.Rel.Base() {
		case "flat", "nmod", "compound", "amod", "appos":
			return true
		}
	}
	for k := x.First; k < x.End; k++ {
		if r.d.Tokens[k].Head == i && r.d.Tokens[k].Rel.Base() == "flat" {
			return true
		}
	}
	return false
}

// keyOf joins the words of a name without article and without a genitive.
func (r *resolver) keyOf(x parse.Range) string {
	if x.End-x.First > 1 && (strings.EqualFold(r.form(x.First), "the")) {
		x.First++
	}
	if f := r.form(x.End - 1); x.End-x.First > 1 && (f == "'s" || f == "’s") {
		x.End--
	}
	if x.End-x.First == 1 {
		return strings.ReplaceAll(r.form(x.First), ".", "")
	}
	var b strings.Builder
	for i := x.First; i < x.End; i++ {
		if i > x.First {
			b.WriteByte(' ')
		}
		b.WriteString(r.form(i))
	}
	return b.String()
}

func (r *resolver) form(i int) string { return r.d.Tokens[i].Form }

// genderOf asks the title before a name, then the given name in it.
func (r *resolver) genderOf(x parse.Range) gender {
	first := r.d.Sents[r.d.Tokens[x.First].Sent].First
	for i := x.First - 1; i >= first && i >= x.First-2; i-- {
		switch strings.TrimSuffix(r.form(i), ".") {
		case "Mr", "Sir", "King", "Prince", "Lord", "Sheikh", "Imam", "Pope":
			return male
		case "Mrs", "Ms", "Miss", "Lady", "Queen", "Princess":
			return female
		}
		if g := genderOfNoun(strings.ToLower(r.form(i))); g != anyGender {
			return g
		}
	}
	if r.lex == nil {
		return anyGender
	}
	refs, length := r.lex.Match(lexicon.GivenName, func(i int) string { return r.form(x.First + i) }, x.End-x.First, 0)
	if length == 0 {
		return anyGender
	}
	switch r.lex.Given[refs[0].Index].Gender {
	case "m":
		return male
	case "f":
		return female
	}
	return anyGender
}

// titleBefore returns the role noun right before a name: "Foreign Minister Orlan Besh".
func (r *resolver) titleBefore(x parse.Range) int {
	if i := x.First - 1; i >= 0 && r.role[i] > 0 && r.d.Tokens[i].Sent == r.d.Tokens[x.First].Sent && r.lex.Roles[r.role[i]-1].Person {
		return r.role[i]
	}
	return 0
}

// addNominal takes nouns for people, bodies, places and documents that head a phrase, and reports whether it did.
func (r *resolver) addNominal(i int) bool {
	t := &r.d.Tokens[i]
	switch t.Rel.Base() {
	case "compound", "flat", "fixed", "amod", "case", "goeswith":
		return false
	}
	if t.Rel == "nmod:desc" || r.isTitle(i) { // "President Besh": the title belongs to the name
		return false
	}
	if h := t.Head; h >= 0 && r.name[h] >= 0 && h > i && r.d.Names[r.name[h]].Type == parse.PER && h-i == 1+h-r.d.Names[r.name[h]].First {
		return false
	}
	m := mention{Mention: parse.Mention{Head: i, Form: tocsin.NominalMention}, noun: lemma(t)}
	m.sort, m.role = sortOf(m.noun), r.role[i]
	if m.role > 0 && r.lex.Roles[m.role-1].Document {
		m.sort, m.role = document, 0
	}
	if m.role > 0 && t.UPOS == parse.ADJ && !r.determined(i) { // "the accused" is a noun, "opposition" behind a verb isn't
		return false
	}
	if m.role == 0 && m.sort == 0 {
		if !r.ofDocument(i) {
			return false
		}
		m.sort = document
	}
	if t.UPOS == parse.ADJ && m.role == 0 {
		return false
	}
	m.Range = r.phrase(i)
	if m.sort == document && loose(m.noun) && !r.particular(i) {
		return false
	}
	m.number = singular
	if r.d.Feat(i, "Number") == "Plur" || t.XPOS == "NNS" || r.plural[i] {
		m.number = plural
	}
	r.describe(&m)
	r.determine(&m)
	r.ms = append(r.ms, m)
	return true
}

// isTitle reports whether a role noun heads the name of the person right behind it, as some trees have it.
func (r *resolver) isTitle(i int) bool {
	if i+1 >= len(r.name) || r.role[i] == 0 || r.name[i+1] < 0 {
		return false
	}
	n := r.d.Names[r.name[i+1]]
	if n.Type != parse.PER || n.First != i+1 || r.d.Tokens[r.head(n.Range)].Head != i {
		return false
	}
	r.title[i] = r.name[i+1] + 1
	return true
}

// describe sets what the noun says: person or body, type, gender.
func (r *resolver) describe(m *mention) {
	m.gender = genderOfNoun(m.noun)
	switch {
	case m.role > 0 && r.lex.Roles[m.role-1].Person:
		m.person = true
	case m.role > 0:
		m.Type = parse.ORG
		if m.number == singular {
			m.number = anyNumber // "the police were", "the group said it"
		}
		m.person = pluralPeople(m.noun)
		if m.person {
			m.number, m.Type = plural, ""
		}
	}
	switch m.sort {
	case human:
		m.person = true
	case body:
		m.Type, m.person = parse.ORG, false
		if m.number == singular {
			m.number = anyNumber
		}
	case land:
		m.Type, m.person = parse.GPE, false
	case document:
		m.Type, m.person = parse.DOC, false
	}
	if m.person && m.Type == "" && m.number == singular {
		m.Type = parse.PER
	}
}

// determine sees whether the phrase is definite: "the", "this", a possessor.
func (r *resolver) determine(m *mention) {
	m.bare = true
	for _, c := range r.d.Children(m.Head) {
		t := &r.d.Tokens[c]
		switch t.Rel.Base() {
		case "det":
			m.bare = false
			switch strings.ToLower(t.Form) {
			case "the", "this", "that", "these", "those", "both":
				m.definite = true
			}
		case "nmod":
			if t.Rel == "nmod:poss" {
				m.bare, m.definite = false, true
			}
		case "nummod":
			m.bare = false
		}
	}
}

// particular: "the law", "Varna's policy", "the Panj Accord" are documents; "a complete resolution" isn't.
func (r *resolver) particular(head int) bool {
	for _, c := range r.d.Children(head) {
		t := &r.d.Tokens[c]
		if f := t.Form[0]; c < head && (t.Rel == "nmod:poss" || f >= 'A' && f <= 'Z' && t.UPOS != parse.DET || strings.EqualFold(t.Form, "the") || strings.EqualFold(t.Form, "this")) {
			return true
		}
	}
	return false
}

func (r *resolver) determined(i int) bool {
	return r.d.Child(i, "det") >= 0
}

// ofDocument: "Varna's new Foreign Policy idea" is a document by its capitalised kind, whatever the head.
func (r *resolver) ofDocument(i int) bool {
	for _, c := range r.d.Children(i) {
		t := &r.d.Tokens[c]
		if c < i && (t.Rel.Base() == "compound" || t.Rel.Base() == "amod") && t.Form[0] >= 'A' && t.Form[0] <= 'Z' && sortOf(strings.ToLower(t.Form)) == document {
			return true
		}
	}
	return false
}

// phrase returns the words of a noun phrase: what hangs on its head, without appositions, conjuncts,
// prepositions and marks at its edges.
func (r *resolver) phrase(head int) parse.Range {
	x := parse.Range{First: head, End: head + 1}
	children := r.d.Children(head)
	for k := len(children) - 1; k >= 0; k-- { // leftward, while unbroken
		c := children[k]
		if c > head {
			continue
		}
		if r.outside(c) || r.d.Tokens[c].Rel.Base() == "advmod" && x.First < head { // "usually a ruler", "not the doctor"
			break
		}
		x.First = min(x.First, r.subtree(c).First)
	}
	for _, c := range children {
		if c < head {
			continue
		}
		s := r.subtree(c)
		if r.outside(c) || r.loosely(c) || r.breaks(s.First) || s.First > head+1 && r.breaks(s.First-1) {
			break
		}
		x.End = max(x.End, s.End)
	}
	return r.trim(x, head)
}

// breaks: what stands behind a comma adds to the phrase and isn't needed to know who is meant.
func (r *resolver) breaks(i int) bool {
	switch r.form(i) {
	case ",", "-", "–", "—", "(", ":", ";":
		return true
	}
	return false
}

// loosely: "the guard of the bridge" is one phrase; "met the guard on the bridge", "told the guard to wait" are not, and
// trees mix them up.
func (r *resolver) loosely(c int) bool {
	switch t := &r.d.Tokens[c]; t.Rel.Base() {
	case "nmod":
		k := r.d.Child(c, "case")
		return k >= 0 && k < c && r.d.Tokens[k].Lemma != "of"
	case "acl":
		return t.Rel != "acl:relcl"
	}
	return false
}

// outside reports whether a dependent is no part of the phrase it hangs on.
func (r *resolver) outside(c int) bool {
	switch t := &r.d.Tokens[c]; t.Rel.Base() {
	case "case", "cc", "conj", "appos", "parataxis", "punct", "cop", "mark", "nsubj", "aux", "advcl", "discourse", "csubj", "expl", "dislocated", "vocative", "reparandum", "orphan":
		return t.Rel.Base() != "punct" || t.Form != "-"
	}
	return false
}

// maxDepth bounds the walk down a tree; deeper ones come from damage.
const maxDepth = 60

func (r *resolver) subtree(i int) parse.Range {
	return r.below(i, maxDepth)
}

func (r *resolver) below(i, depth int) parse.Range {
	x := parse.Range{First: i, End: i + 1}
	if depth == 0 {
		return x
	}
	for _, c := range r.d.Children(i) {
		s := r.below(c, depth-1)
		x.First, x.End = min(x.First, s.First), max(x.End, s.End)
	}
	return x
}

// trim takes marks off the edges of a phrase.
func (r *resolver) trim(x parse.Range, head int) parse.Range {
	for x.First < head && joint(r.d.Tokens[x.First].UPOS) {
		x.First++
	}
	for x.End-1 > head && r.d.Tokens[x.End-1].UPOS == parse.PUNCT {
		x.End--
	}
	return x
}

// joint reports whether a word only ties a phrase to what stands before it.
func joint(u parse.UPOS) bool {
	return u == parse.PUNCT || u == parse.CCONJ || u == parse.ADP || u == parse.SCONJ
}

// addPronoun takes third persons and keeps first and second ones open.
func (r *resolver) addPronoun(i int) {
	p, ok := personal[strings.ToLower(r.form(i))]
	t := &r.d.Tokens[i]
	if !ok || t.Rel.Base() == "expl" && !r.acts(t) || t.UPOS == parse.DET && t.Rel != "nmod:poss" && t.XPOS != "PRP$" {
		return
	}
	m := mention{Mention: parse.Mention{Range: parse.Range{First: i, End: i + 1}, Head: i, Form: tocsin.PronounMention},
		number: p.number, gender: p.gender, person: p.person, noun: strings.ToLower(r.form(i))}
	r.ms = append(r.ms, m)
}

// acts: in "It reaffirmed that …" the pronoun says something, whatever the parser makes of it.
func (r *resolver) acts(t *parse.Token) bool {
	return t.Head >= 0 && t.Head < len(r.d.Tokens) && saying(lemma(&r.d.Tokens[t.Head])) && r.d.Child(t.Head, "aux:pass") < 0
}

// subjecthood reads the mention's place in its clause.
func (r *resolver) subjecthood(m *mention) {
	m.place = r.place(m.Head)
	t := &r.d.Tokens[m.place]
	switch t.Rel {
	case "nsubj", "nsubj:pass", "nsubj:outer", "csubj", "expl":
		m.subject = true
		if t.Head >= 0 {
			m.speaks = saying(lemma(&r.d.Tokens[t.Head]))
		}
	case "obl", "nmod": // "according to Besh"
		if c := r.d.Child(m.place, "case"); c >= 0 && strings.EqualFold(r.form(c), "according") {
			m.subject, m.speaks = true, true
		}
	}
}

// place returns the token that holds a mention's place in its clause: in "Besh, the mayor, said" the mayor speaks too,
// and in "Colonel Besh" the colonel may be the head.
func (r *resolver) place(i int) int {
	for depth := 0; depth < maxDepth; depth++ {
		t := &r.d.Tokens[i]
		if k := r.name[i]; t.Head < 0 || t.Rel.Base() != "appos" && (k < 0 || r.title[t.Head] != k+1) {
			break
		}
		i = t.Head
	}
	return i
}

func lemma(t *parse.Token) string {
	if t.Lemma != "" {
		return strings.ToLower(t.Lemma)
	}
	return strings.ToLower(t.Form)
}
