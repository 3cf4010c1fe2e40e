package attribute

import (
	"slices"
	"strings"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
)

// voice returns who the noun phrase headed by a token is: by a name in it, by what was said of him before, or else, with make, somebody
// new who is known by these words only. nobody where it is a pronoun, or nobody is known and none is to be made.
func (r *reader) voice(i int, make bool) int {
	if e, ok := r.voices[i]; ok {
		return e
	}
	r.voices[i] = nobody // of phrases that lead to each other the first one gives up
	e := r.findVoice(i, make)
	if delete(r.voices, i); make {
		r.voices[i] = e
	}
	return e
}

func (r *reader) findVoice(i int, make bool) int {
	if r.upos(i) == parse.PRON || !r.maySpeak(i) {
		return nobody
	}
	if e, named := r.byName(i, make); named {
		if make && e != nobody && r.definite(i) && !r.namedBefore(e, i) {
			if d := r.takenUp(i); d != nobody && d != e && !r.named(d) {
				r.turnedOut[d] = e
			}
		}
		return e
	}
	if h := r.bodyOf(i); h != parse.NoHead {
		return r.voice(h, make)
	}
	if r.form(i) == "one" && r.oneOfSeveral(i) {
		return nobody
	}
	if e := r.ofPeople(i); e != nobody {
		return e
	}
	ids := r.ids(i)
	if len(ids) > 0 && r.cast.Entities[ids[0]].Actor != "" {
		return ids[0]
	}
	if e := r.takenUp(i); e != nobody {
		return e
	}
	if len(ids) > 0 && r.named(ids[0]) {
		return ids[0]
	}
	if len(ids) > 0 && !r.possessed(i) {
		return ids[0]
	}
	if !make {
		return nobody
	}
	return r.describe(i)
}

// oneOfSeveral: "one of the ministers", of whom the article names two: nobody can tell which.
func (r *reader) oneOfSeveral(i int) bool {
	of := r.doc.Child(i, "nmod")
	if of == parse.NoHead || !r.definite(of) || !plural(r.doc.Tokens[of].XPOS) {
		return false
	}
	found := map[int]bool{}
	for k := max(0, i-maxBack); k < i; k++ {
		if r.lemma(k) == r.lemma(of) && !plural(r.doc.Tokens[k].XPOS) {
			if e := r.voice(r.nounTop(k), false); e != nobody {
				found[e] = true
			}
		}
	}
	return len(found) > 0
}

// ofPeople: "the Bellander" is the person of Belland who was named last.
func (r *reader) ofPeople(i int) int {
	h, ok := r.cast.HitAt(i)
	if !ok || h.ISO == "" || !h.Has(lexicon.CountryAdj|lexicon.CountryPeople) || !r.definite(i) || plural(r.doc.Tokens[i].XPOS) || r.is(i, "amod", "compound") {
		return nobody
	}
	at, best := r.doc.Tokens[i].Span.Start, nobody
	last := -1
	for e := range r.cast.Entities {
		ent := &r.cast.Entities[e]
		if ent.Kind != tocsin.Person || len(ent.Codes) == 0 || ent.Codes[0] != h.ISO {
			continue
		}
		for _, m := range ent.Mentions {
			if m.Type == tocsin.NameMention && m.Span.Start < at && m.Span.Start > last {
				best, last = e, m.Span.Start
			}
		}
	}
	return best
}

// namedBefore reports whether an entity has been named before a token's phrase.
func (r *reader) namedBefore(e, i int) bool {
	first := r.doc.Tokens[min(i, r.nominal(i).First)].Span.Start
	for _, m := range r.cast.Entities[e].Mentions {
		if m.Type == tocsin.NameMention && m.Span.Start < first {
			return true
		}
	}
	return false
}

// maySpeak: a time, a number or a sum of money is nobody's name.
func (r *reader) maySpeak(i int) bool {
	return !r.day(i) && !r.temporal(i) && (r.upos(i) != parse.NUM || r.form(i) == "one" || r.form(i) == "two" || r.form(i) == "some")
}

// bodyOf leads from "one of", "both" and the like, and from the seat of a state to nobody else: NoHead where the head says itself who it is.
func (r *reader) bodyOf(i int) int {
	if r.lemma(i) != "government" && r.lemma(i) != "authority" {
		return parse.NoHead
	}
	if p := r.doc.Child(i, "nmod:poss"); p != parse.NoHead && r.state(p) && r.doc.Child(i, "amod", "compound") == parse.NoHead {
		return p // "Belland's government"
	}
	return parse.NoHead
}

func (r *reader) state(i int) bool {
	ids := r.ids(i)
	return len(ids) > 0 && r.cast.Entities[ids[0]].Kind == tocsin.State
}

// named reports whether an entity has a name.
func (r *reader) named(e int) bool { return named(&r.cast.Entities[e]) }

// byName finds the name that tells who a noun phrase is: at its head or in an apposition, never behind a preposition, as a possessor or
// inside a relative clause.
//
// Where it is a name of somebody new and none is to be made, it is nobody's yet.
//
// "Ada Orlu, an aide to Mira Holt": Orlu. "the port's chief, Mira Holt": Holt. "Mira Holt's office": nobody by name.
func (r *reader) byName(i int, make bool) (e int, named bool) {
	for _, seg := range r.segments(i) {
		n := r.nameOf(seg, i)
		if n.First >= n.End {
			continue
		}
		return r.bearerOf(n, make), true
	}
	return nobody, false
}

// maxSegments bounds the appositions of a noun phrase.
const maxSegments = 6

// segments cuts a noun phrase at its commas, without the clauses and phrases that only describe it.
func (r *reader) segments(i int) []parse.Range {
	p := r.nominal(i)
	s := r.sent(i)
	p.First, p.End = max(p.First, s.First, r.afterDateline(s)), min(p.End, s.End)
	if p.First > i {
		p.First = i
	}
	var out []parse.Range
	for first := p.First; first < p.End && len(out) < maxSegments; {
		end := first
		for end < p.End && !r.punct(end, ",()—–:;“”\"") && (r.within[end] == r.within[i]) {
			end++
		}
		if seg := r.core(first, end, i); seg.First < seg.End {
			out = append(out, seg)
		}
		if end < p.End && end > i && (r.within[end] != r.within[i] || end+1 < p.End && r.clausal(end+1)) {
			break
		}
		first = end + 1
	}
	return out
}

// core cuts a stretch at the first preposition, participle or relative pronoun behind its first word.
func (r *reader) core(first, end, head int) parse.Range {
	if first < end && r.clausal(first) {
		return parse.Range{}
	}
	for k := first; k < end; k++ {
		name := r.nameAt(k)
		if name != nil && name.First < k {
			continue
		}
		if k > head || first > head {
			if r.upos(k) == parse.ADP || r.relative(k) || r.upos(k) == parse.VERB || r.upos(k) == parse.AUX || r.upos(k) == parse.SCONJ || r.upos(k) == parse.CCONJ {
				return parse.Range{First: first, End: k}
			}
		}
	}
	return parse.Range{First: first, End: end}
}

// clausal reports whether a token opens a clause or phrase that only describes: "who", "whose", "for the council", "speaking in Varna".
func (r *reader) clausal(i int) bool {
	return r.relative(i) || r.upos(i) == parse.ADP || r.upos(i) == parse.VERB || r.upos(i) == parse.SCONJ || r.upos(i) == parse.ADV || r.upos(i) == parse.CCONJ
}

// nameAt returns the name that covers a token, or nil.
func (r *reader) nameAt(i int) *parse.Name {
	if i < 0 || i >= len(r.nameOfToken) || r.nameOfToken[i] == 0 {
		return nil
	}
	return &r.doc.Names[r.nameOfToken[i]-1]
}

// nameOf returns the name with which a segment ends: one that the parser found, or a run of proper nouns in an apposition. What the
// phrase's head belongs to is no name of it: in "Belland's minister" it is not Belland.
func (r *reader) nameOf(seg parse.Range, head int) parse.Range {
	last := seg.End - 1
	for last > seg.First && (r.upos(last) == parse.PUNCT || r.doc.Tokens[last].Feats != "" && strings.Contains(r.doc.Tokens[last].Feats, "Reflex=Yes")) {
		last--
	}
	if r.upos(last) == parse.PART || last+1 < len(r.doc.Tokens) && r.rel(last+1) == "case" && r.upos(last+1) == parse.PART {
		return parse.Range{}
	}
	if n := r.nameAt(last); n != nil && n.First >= seg.First {
		if n.Type == parse.GPE || n.Type == parse.LOC || n.Type == parse.FAC || n.Type == parse.NORP || n.Type == parse.EVENT {
			return parse.Range{} // a place is known by the cast, if it acts
		}
		out := n.Range
		for k := n.First + 1; n.Type == parse.PER && k < n.End; k++ { // "Ada Orlu of Varna"
			if r.form(k) == "of" {
				out.End = k
				break
			}
		}
		return out
	}
	if head >= seg.First && head < seg.End && !(r.upos(head) == parse.PROPN && head == last) {
		return parse.Range{}
	}
	first := last + 1
	for first > seg.First && (r.upos(first-1) == parse.PROPN || first <= last && r.upos(first-1) == parse.ADJ && r.capital(first-1)) {
		first--
	}
	if r.upos(last) != parse.PROPN || r.day(last) || len(r.cast.At(last)) > 0 && head == last {
		return parse.Range{}
	}
	return parse.Range{First: first, End: last + 1}
}

func (r *reader) capital(i int) bool {
	f := r.doc.Tokens[i].Form
	return f != "" && strings.ToLower(f[:1]) != f[:1]
}

// bearerOf returns the entity of a name.
func (r *reader) bearerOf(n parse.Range, make bool) int {
	person := false
	if name := r.nameAt(n.End - 1); name != nil {
		person = name.Type == parse.PER
	}
	best := nobody
	for k := n.First; k < n.End; k++ {
		for _, e := range r.cast.At(k) {
			if !r.named(e) || person && r.cast.Entities[e].Kind != tocsin.Person {
				continue
			}
			best = e
		}
	}
	text := r.doc.Span(n).Of(r.doc.Text)
	if best != nobody && !r.isCalled(best, text) {
		ent := &r.cast.Entities[best]
		ent.Mentions = append(ent.Mentions, tocsin.Mention{Span: r.doc.Span(n), Type: tocsin.NameMention})
	}
	if best == nobody {
		if best = r.called(text, n.First); best == nobody && make {
			kind := tocsin.Organisation
			if person {
				kind = tocsin.Person
			}
			best = r.cast.Add(tocsin.Entity{Name: text, Kind: kind, Mentions: []tocsin.Mention{{Span: r.doc.Span(n), Type: tocsin.NameMention}}})
		}
	}
	if best != nobody {
		return r.longer(best, text)
	}
	return best
}

// isCalled reports whether an entity is mentioned by a name.
func (r *reader) isCalled(e int, name string) bool {
	return slices.ContainsFunc(r.cast.Entities[e].Mentions, func(m tocsin.Mention) bool {
		return m.Type == tocsin.NameMention && m.Span.Of(r.doc.Text) == name
	})
}

// called returns the entity that has a name already, or nobody.
func (r *reader) called(name string, before int) int {
	for e := range r.cast.Entities {
		for _, m := range r.cast.Entities[e].Mentions {
			if m.Type == tocsin.NameMention && m.Span.Of(r.doc.Text) == name {
				return e
			}
		}
	}
	return nobody
}

// longer leads from a short name to the one person whose fuller name has it at its end, or, where nobody's has, at its beginning:
// "Sun" behind "Sun Jian".
func (r *reader) longer(e int, word string) int {
	if k := r.cast.Entities[e].Kind; k != tocsin.Person && k != tocsin.OtherKind && k != tocsin.Organisation || r.cast.Entities[e].Actor != "" {
		return e
	}
	for _, fits := range [...]func(string) bool{
		func(name string) bool { return strings.HasSuffix(name, " "+word) || strings.HasSuffix(name, "-"+word) },
		func(name string) bool { return !strings.Contains(word, " ") && strings.HasPrefix(name, word+" ") },
	} {
		found, n := nobody, 0
		for x := range r.cast.Entities {
			if x == e || r.cast.Entities[x].Kind != tocsin.Person {
				continue
			}
			for _, m := range r.cast.Entities[x].Mentions {
				if m.Type == tocsin.NameMention && fits(m.Span.Of(r.doc.Text)) {
					if found != x {
						n++
					}
					found = x
				}
			}
		}
		if n == 1 {
			return found
		}
	}
	return e
}

// possessed reports whether a phrase begins with a possessive pronoun: who "its envoy" is depends on whose he is.
func (r *reader) possessed(i int) bool { return r.owner(i) != parse.NoHead }

// owner returns the possessive pronoun of a phrase, or NoHead.
func (r *reader) owner(i int) int {
	p := r.doc.Child(i, "nmod:poss")
	if p == parse.NoHead || p > i || r.upos(p) != parse.PRON && r.form(p) != "whose" {
		return parse.NoHead
	}
	return p
}

// describe enters somebody who has no name: "a guard at the mill". Who belongs to another is named by him: "Kesten's envoy" of "Its
// envoy", so that two envoys are two.
func (r *reader) describe(i int) int {
	p := r.described(i)
	name := r.doc.Span(p).Of(r.doc.Text)
	kind := r.kindOfNoun(i)
	if o := r.owner(i); o != parse.NoHead {
		if e := r.possessorOf(o); e != nobody {
			rest := r.doc.Span(parse.Range{First: o + 1, End: p.End}).Of(r.doc.Text)
			name = genitive(r.cast.Entities[e].Name) + " " + rest
		}
	}
	for e := range r.cast.Entities {
		if r.cast.Entities[e].Name == name && !r.named(e) {
			return e
		}
	}
	return r.cast.Add(tocsin.Entity{Name: name, Kind: kind, Mentions: []tocsin.Mention{{Span: r.doc.Span(p), Type: tocsin.NominalMention}}})
}

func genitive(name string) string {
	if strings.HasSuffix(name, "s") {
		return name + "'"
	}
	return name + "'s"
}

// described is what of a phrase says who somebody is: without article, apposition and clause.
func (r *reader) described(i int) parse.Range {
	out := r.name(i)
	for _, k := range r.doc.Children(i) {
		switch {
		case k < i && r.is(k, "nmod", "compound", "amod", "nummod") || r.rel(k) == "nmod:poss":
			out.First = min(out.First, r.subtree(k).First)
		case k > i && r.is(k, "nmod") && r.case_(k) == out.End && !r.possessed(i):
			s := r.subtree(k)
			for j := s.First; j < s.End; j++ {
				if r.punct(j, ",“”\"(") || r.relative(j) || r.is(j, "acl") {
					s.End = j
					break
				}
			}
			out.End = max(out.End, s.End)
		}
	}
	return out
}

// possessorOf returns whose a possessive is.
func (r *reader) possessorOf(p int) int {
	if r.form(p) == "whose" {
		if n := r.antecedent(p); n != p {
			return r.voice(n, true)
		}
		for k := p - 1; k >= r.sent(p).First; k-- { // "Belland, whose envoy"
			if r.upos(k) == parse.NOUN || r.upos(k) == parse.PROPN {
				return r.voice(r.topOf(k), true)
			}
		}
		return nobody
	}
	e, _ := r.refer(p, nil)
	return e
}

// topOf climbs from a word of a name to its head.
func (r *reader) topOf(i int) int {
	for step := 0; step < maxClimb; step++ {
		h := r.head(i)
		if h < 0 || !r.is(i, "flat", "compound", "appos") {
			break
		}
		i = h
	}
	return i
}

// kindOfNoun says what somebody without a name is, by his noun.
func (r *reader) kindOfNoun(i int) tocsin.EntityKind {
	plural := r.doc.Tokens[i].XPOS == "NNS" || r.doc.Tokens[i].XPOS == "NNPS" || r.upos(i) == parse.NUM && r.form(i) != "one"
	if role := r.role(i); role != nil {
		switch {
		case role.Document:
			return tocsin.Document
		case role.Person && !plural:
			return tocsin.Person
		case role.Person:
			return tocsin.Population
		}
		return tocsin.Organisation
	}
	switch {
	case plural:
		return tocsin.Population
	case r.document(i):
		return tocsin.Document
	case r.human(i):
		return tocsin.Person
	case r.press(i):
		return tocsin.OutletKind
	case bodies[r.lemma(i)]:
		return tocsin.Organisation
	}
	return tocsin.OtherKind
}

// role returns the row of a noun for people by what they do, or nil.
func (r *reader) role(i int) *lexicon.Role {
	refs, n := r.lex.Match(lexicon.RoleNoun, func(int) string { return r.lemma(i) }, 1, 0)
	if n != 1 || len(refs) == 0 {
		return nil
	}
	return &r.lex.Roles[refs[0].Index]
}

// human reports whether a noun names a person: by the lexicon of roles, by kinship, or by its ending.
func (r *reader) human(i int) bool {
	if role := r.role(i); role != nil {
		return role.Person
	}
	l := r.lemma(i)
	if people[l] {
		return true
	}
	for _, end := range [...]string{"man", "woman", "person", "ist", "ician", "logist"} {
		if strings.HasSuffix(l, end) && len(l) > len(end)+1 {
			return true
		}
	}
	return false
}

// people are nouns for persons that aren't roles.
var people = words0(`man woman boy girl child person father mother son daughter brother sister wife husband parent friend cousin uncle aunt widow survivor guard nurse doctor
	teacher farmer driver owner engineer trader sailor captain lawyer elder neighbour neighbor researcher photographer witness refugee student pensioner editor reporter
	journalist author surgeon physician priest bishop imam rabbi monk nun king prince chief head boss director chair chairman minister president colleague successor
	predecessor relative resident villager passenger prisoner inmate detainee fisherman shepherd cook clerk seller shopkeeper carpenter worker official officer soldier
	gunman fighter deserter defector insider source contractor underwriter banker broker trader mayor governor speaker candidate observer diplomat envoy delegate spokesperson`)

// bodies are nouns for those who speak together.
var bodies = words0(`company firm association union council committee board bank ministry army navy embassy office agency party movement group coalition alliance federation
	foundation institute university hospital charity church mission force service department government administration court parliament assembly commission authority presidency
	delegation team club network operator airline maker manufacturer branch centre center observatory watchdog fund society league bureau directorate staff command police`)

func words0(list string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(list) {
		m[w] = true
	}
	return m
}
