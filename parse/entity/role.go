package entity

import (
	"strings"

	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
)

// Roles returns the offices and ranks of single holders as they are printed, outermost and in text order: "deputy
// head of the border service". d needs names and trees. A role may hold names and be held by none; roles never overlap.
func Roles(d *parse.Doc, lex *lexicon.Set) []parse.Name {
	r := &roles{d: d, lex: lex, name: make([]int32, len(d.Tokens))}
	for k, n := range d.Names {
		for i := n.First; i < n.End; i++ {
			r.name[i] = int32(k + 1)
		}
	}
	var out []parse.Name
	for s := range d.Sents {
		r.first, r.end = d.Sents[s].First, d.Sents[s].End
		for i := r.first; i < r.end; i++ {
			n := r.role(i)
			if n.Type != "" {
				out = append(out, n)
				r.first = n.End
			}
			i = max(i, n.End-1)
		}
	}
	return out
}

// roles walks over the sentences of a text. name maps a token to its name plus one; first is where the next role may
// begin, end where the sentence ends.
type roles struct {
	d          *parse.Doc
	lex        *lexicon.Set
	name       []int32
	first, end int
}

func (r *roles) form(i int) string  { return r.d.Tokens[i].Form }
func (r *roles) lower(i int) string { return strings.ToLower(strings.TrimSuffix(r.form(i), ".")) }

// nameAt returns the name that a token stands in, nil for none.
func (r *roles) nameAt(i int) *parse.Name {
	if i < r.first || i >= r.end || r.name[i] == 0 {
		return nil
	}
	return &r.d.Names[r.name[i]-1]
}

// role reads the role whose head begins at token i. A name without type is a head that nobody holds.
func (r *roles) role(i int) parse.Name {
	head, why := r.head(i)
	if head.End == 0 {
		return parse.Name{}
	}
	at := parse.Range{First: r.left(head), End: r.right(head)}
	if r.inName(head) || r.plural(head) || r.empty(head, at) {
		return parse.Name{Range: head}
	}
	return parse.Name{Range: at, Type: parse.ROLE, Why: why}
}

// empty reports whether the words are no office of anybody: "every governor", "the head was cold", "in general".
func (r *roles) empty(head, at parse.Range) bool {
	before := ""
	if at.First > r.first {
		before = r.lower(at.First - 1)
	}
	if quantifier(before) {
		return true
	}
	if at != head || head.End-head.First > 1 {
		return false
	}
	behind := r.nameAt(at.End)
	held := behind != nil && behind.Type == parse.PER || at.End < r.end && r.d.Tokens[at.End].UPOS == parse.PROPN
	switch last := r.lower(head.End - 1); {
	case vague(last):
		return !held || !hasCapital(r.form(head.First))
	case rank(last):
		return !held && !determiner(before)
	}
	return false
}

// head returns the words of an office that begin at token i: a line of the lexicon where it has one, else a noun of
// office. "Minister", "Secretary General", "chief of staff".
func (r *roles) head(i int) (parse.Range, string) {
	if r.lex != nil {
		refs, n := r.lex.Match(lexicon.RoleNoun, func(k int) string { return r.form(r.first + k) }, r.end-r.first, i-r.first)
		if n > 1 {
			for _, ref := range refs {
				if role := &r.lex.Roles[ref.Index]; role.Person && !ref.Plural && (r.office(i+n-1) || r.office(i)) {
					return parse.Range{First: i, End: i + n}, "lexicon: " + role.Noun
				}
			}
		}
	}
	if !r.office(i) {
		return parse.Range{}, ""
	}
	end := i + 1
	// "Lieutenant Governor", "Chief Justice": one office; "Commander Brigadier General": two.
	for end < r.end && r.office(end) && !rank(r.lower(end)) && r.nameAt(end) == r.nameAt(end-1) {
		end++
	}
	return parse.Range{First: i, End: end}, "office: " + r.lower(end-1)
}

// office reports whether a token is a noun of an office or rank.
func (r *roles) office(i int) bool {
	if i >= r.end {
		return false
	}
	if u := r.d.Tokens[i].UPOS; u != parse.NOUN && u != parse.PROPN && !(hasCapital(r.form(i)) && u == parse.ADJ) {
		return false
	}
	w := r.lower(i)
	return officeNoun(w) || rank(w) || vague(w)
}

// officeNoun: nouns that are an office by themselves.
func officeNoun(w string) bool {
	switch w {
	case "president", "minister", "premier", "chancellor", "king", "queen", "emir", "amir", "sultan", "pope", "governor", "mayor", "ambassador", "consul", "envoy",
		"secretary", "undersecretary", "spokesman", "spokeswoman", "spokesperson", "speaker", "chairman", "chairwoman", "chairperson", "commissioner", "commander",
		"judge", "justice", "magistrate", "prosecutor", "attorney", "ombudsman", "ombudswoman", "senator", "congressman", "congresswoman", "sheriff", "attaché", "attache",
		"rapporteur", "bishop", "archbishop", "patriarch", "imam", "president-elect", "secretary-general", "director-general", "vice-president", "commander-in-chief",
		"editor-in-chief", "coordinator", "comptroller", "premier-designate", "taoiseach", "mufti", "cardinal", "rabbi", "superintendent", "warden", "rector", "regent", "co-chair", "co-chairman", "vice-chairman", "prince", "princess", "emperor", "shah", "negotiator":
		return true
	}
	return false
}

// rank: ranks of armies and police, which are other words too.
func rank(w string) bool {
	switch w {
	case "general", "gen", "colonel", "col", "major", "maj", "captain", "capt", "lieutenant", "lt", "sergeant", "sgt", "brigadier", "admiral", "marshal", "corporal", "commodore":
		return true
	}
	return false
}

// vague: nouns that are an office where something is said of what.
func vague(w string) bool {
	switch w {
	case "head", "chief", "leader", "director", "chair", "representative", "adviser", "advisor", "aide", "executive", "administrator", "editor", "inspector":
		return true
	}
	return false
}

// outside: what stands before an office without being part of it: "former", "senior".
func outside(w string) bool {
	switch w {
	case "former", "incumbent", "senior", "ex", "then", "late", "current", "outgoing", "new", "newly", "top", "next", "previous", "same", "other", "own", "local", "several",
		"ousted", "longtime", "veteran", "mr", "mrs", "ms", "dr", "sir", "lord", "honorary", "real", "potential", "fellow", "influential", "powerful":
		return true
	}
	return false
}

// quantifier: "every governor" and "no minister" hold no office.
func quantifier(w string) bool {
	switch w {
	case "every", "no", "each", "any", "many", "two", "three", "four", "five", "some":
		return true
	}
	return false
}

func determiner(w string) bool {
	switch w {
	case "the", "a", "an", "his", "her", "their", "its", "this", "that", "'s", "’s":
		return true
	}
	return false
}

// inName: "Prosecutor General's Office" and "King Khalid Airport" are names of other things.
func (r *roles) inName(head parse.Range) bool {
	if head.End+1 < r.end && r.form(head.End+1) == "Office" {
		return true
	}
	n := r.nameAt(head.End - 1)
	return n != nil && (n.Type != parse.PER && n.End > head.End || n.Type == parse.PER && n.First < head.First)
}

// plural: "the ministers" hold no office together.
func (r *roles) plural(head parse.Range) bool {
	for i := head.First; i < head.End; i++ {
		if r.office(i) && r.d.Feat(i, "Number") == "Plur" {
			return true
		}
	}
	return false
}

// left goes over what says of which body or which kind the office is: "Iranian Foreign Ministry spokesman",
// "presidential aide", but not over a possessor: "Iran's foreign minister".
func (r *roles) left(head parse.Range) int {
	i := head.First
	for i > r.first {
		n := r.nameAt(i - 1)
		switch {
		case outside(r.lower(i-1)) || noise(r.form(i-1)) || n != nil && (n.Type == parse.PER || n.Type == parse.DOC || n.First < r.first):
			return r.inner(i, head)
		case n != nil:
			i = n.First
		case r.form(i-1) == "-" && i-1 > r.first && r.modifier(i-2, head.First):
			i -= 2
		case r.modifier(i-1, head.First):
			i--
		default:
			return r.inner(i, head)
		}
	}
	return r.inner(i, head)
}

// inner takes off what the lexicon's or the labeller's names have of "former".
func (r *roles) inner(i int, head parse.Range) int {
	for i < head.End-1 && outside(r.lower(i)) {
		i++
	}
	return i
}

// modifier reports whether a token can stand between an office and the words before it: a deputy, a name, a noun, an
// adjective made of a noun.
func (r *roles) modifier(i, head int) bool {
	t := &r.d.Tokens[i]
	formal := hasCapital(r.form(head))
	switch w := r.lower(i); {
	case w == "deputy" || w == "vice" || w == "acting" || w == "interim" || w == "assistant" || w == "chief" || w == "first" && r.lower(i+1) == "deputy" || w == "caretaker":
		return true
	case t.UPOS == parse.PROPN || t.UPOS == parse.NOUN:
		return hasCapital(t.Form) || !formal && t.Rel.Base() == "compound" && t.Head > i
	case t.UPOS == parse.ADJ:
		return hasCapital(t.Form) && formal || relational(w)
	}
	return false
}

// relational: adjectives that say of what: "presidential", "military", "diplomatic".
func relational(w string) bool {
	for _, end := range [...]string{"al", "ary", "ic", "ile"} {
		if strings.HasSuffix(w, end) && len(w) > len(end)+3 {
			return true
		}
	}
	return false
}

// right goes over the body or place that the office is of: "ambassador of Armenia to Russia", "head of the international
// affairs department". It ends before a person, a verb and most marks.
func (r *roles) right(head parse.Range) int {
	end, office := head.End, r.lower(head.End-1)
	if end >= r.end || r.name[end] > 0 || !opens(r.lower(end), office) {
		return end
	}
	top := r.top(head)
	for i := head.End; i < r.end; i++ {
		if n := r.nameAt(i); n != nil {
			if n.Type == parse.PER {
				break
			}
			end = n.End
			i = end - 1
			continue
		}
		sent := opens(r.lower(i), office) && r.place(i+1) && !r.office(r.nameAt(i+1).End) // the tree often hangs "to Russia" on the verb
		if !sent && !r.d.Within(i, top) || !r.goesOn(i, office) {
			break
		}
		if u := r.d.Tokens[i].UPOS; u == parse.NOUN || u == parse.PROPN {
			end = i + 1
		}
	}
	return end
}

// top returns the word of a phrase whose head lies outside it.
func (r *roles) top(at parse.Range) int {
	for i := at.First; i < at.End; i++ {
		if h := r.d.Tokens[i].Head; h < at.First || h >= at.End {
			return i
		}
	}
	return at.First
}

// goesOn reports whether the phrase behind an office can go on over a word that is in no name.
func (r *roles) goesOn(i int, office string) bool {
	t := &r.d.Tokens[i]
	next := i + 1
	switch w := r.lower(i); t.UPOS {
	case parse.PROPN:
		return r.name[i-1] == 0 // a name right behind a name is the holder's: "head of the Border Service Nurlan"
	case parse.NOUN, parse.DET, parse.ADJ, parse.NUM, parse.PART:
		return true
	case parse.ADP:
		return w == "of" || w == "for" || w == "on" || w == "in" || opens(w, office)
	case parse.CCONJ:
		return w == "and" && next < r.end && !r.office(next)
	case parse.PUNCT:
		// "Minister of Labour, Trade, and Social Welfare", "head of police in Selka Province, Qarzan"
		list := w == "," && next < r.end && !r.office(next) && (office == "minister" && (hasCapital(r.form(next)) || r.lower(next) == "and") || r.place(i-1) && r.place(next))
		return list || w == "-" || w == "'" || w == "’"
	}
	return false
}

func (r *roles) place(i int) bool {
	n := r.nameAt(i)
	return n != nil && n.Type == parse.GPE
}

// opens: "president of", "spokeswoman for"; "in" and "to" with those who are sent.
func opens(w, office string) bool {
	switch w {
	case "of", "for":
		return true
	case "in", "to":
		switch office {
		case "ambassador", "envoy", "consul", "attaché", "attache", "representative", "adviser", "advisor", "general", "aide":
			return true
		}
	}
	return false
}
