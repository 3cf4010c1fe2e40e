package actor

import (
	"slices"
	"strings"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/lexicon"
)

// An issuer is the body that publishes an official text in its own name. In such a text "we" is the
// body, "I" is who signed, and an office without a country is one of its own.
//
// Outlet "The White House", title "Statement by President Orlu on the truce": "I welcome the truce" is
// said by Orlu, and "the National Security Advisor" is an American.
type issuer struct {
	iso    string   // the state it belongs to, "" for an organisation or a group
	codes  []string // of the body; nil where the outlet is no body but a newspaper
	body   mention
	signer mention // kind "" where the title names nobody
}

// maxTitle bounds the words read of a title or of the name of an outlet.
const maxTitle = 60

// findIssuer reads the name of the outlet and the title of the article.
func (r *resolver) findIssuer(a *tocsin.Article) {
	words := lexicon.Split(a.Outlet, false)
	if len(words) > 0 && strings.EqualFold(words[0], "the") {
		words = words[1:]
	}
	if k := slices.Index(words, "("); k >= 0 { // "(demo)", "(press service)"
		words = words[:k]
	}
	if len(words) == 0 || len(words) > maxTitle {
		return
	}
	r.issuer.body = mention{form: tocsin.PronounMention, org: -1}
	if r.readIssuer(words); len(r.issuer.codes) == 0 {
		r.issuer = issuer{}
		return
	}
	title := lexicon.Split(plainTitle(a.Title), false)
	r.issuer.signer = r.signer(title)
	if r.joint(title) { // whoever publishes it, "we" are all who signed
		r.issuer.body.kind = ""
	}
}

// plainTitle puts blanks for what some sources print in their place: "Statement from President Joe\_Orlu on\<newline> the truce".
func plainTitle(title string) string {
	title = strings.NewReplacer(`\_`, " ", "\\\n", " ", `\ `, " ", "\u00a0", " ", "\u202f", " ", "\n", " ").Replace(title)
	return strings.Join(strings.Fields(title), " ")
}

// joint reports whether several issue a text together: its title says so, or it begins "We, the leaders of …".
func (r *resolver) joint(title []string) bool {
	for _, w := range title {
		switch strings.ToLower(w) {
		case "joint", "leaders", "trilateral", "quadrilateral", "communiqué", "communique", "chair", "g7", "g20", "quad":
			return true
		}
	}
	for i := 0; i+2 < len(r.d.Tokens); i++ {
		if strings.EqualFold(r.d.Tokens[i].Form, "we") && r.d.Tokens[i+1].Form == "," && strings.EqualFold(r.d.Tokens[i+2].Form, "the") {
			return true
		}
	}
	return false
}

// readIssuer tells a body from a newspaper: a seat of government, a known organisation or group, or a role
// noun of a state ("Ministry of Roads of Belland").
func (r *resolver) readIssuer(words []string) {
	s, m := &r.issuer, &r.issuer.body
	word := func(i int) string { return words[i] }
	refs, n := r.lex.Match(lexicon.AnyClass, word, len(words), 0)
	for _, f := range refs {
		switch {
		case n < len(words):
		case f.Class == lexicon.CountrySeat:
			s.iso = r.lex.Actors[f.Index].ID
			r.government(m, s.iso)
			s.codes = m.codes
			return
		case f.Class == lexicon.GroupName:
			r.known(m, f.Index)
			if s.codes = m.codes; len(s.codes) > 0 && len(s.codes[0]) == 3 && s.codes[0][0] != 'I' && s.codes[0] != "NGO" {
				s.iso = s.codes[0]
			}
			return
		}
	}
	var role *lexicon.Role
	for i := 0; i < len(words); i++ {
		refs, n := r.lex.Match(lexicon.AnyClass, word, len(words), i)
		for _, f := range refs {
			switch {
			case f.Class == lexicon.RoleNoun && role == nil && !r.lex.Roles[f.Index].Person && len(r.lex.Roles[f.Index].Codes) > 0:
				role = &r.lex.Roles[f.Index]
			case f.Class&(lexicon.CountryName|lexicon.CountryAdj) != 0 && s.iso == "":
				s.iso = r.lex.Actors[f.Index].ID
			}
		}
		i += max(n, 1) - 1
	}
	if role == nil || s.iso == "" || role.Codes[0] == "JRN" {
		return
	}
	s.codes = []string{s.iso, role.Codes[0]}
	m.name, m.kind, m.codes, m.rank = strings.Join(words, " "), tocsin.Organisation, s.codes, rankRole
	m.key, m.basis = "body:"+s.iso+":"+role.Noun, role.Where+" "+role.Noun+", publishes the text"
}

// The words that open the title of an official text, and those that end the name of who signed it.
var (
	openers = [...]string{"statement", "remarks", "address", "speech", "message", "letter"}
	enders  = [...]string{"on", "at", "to", "in", "for", "regarding", "concerning", "about", "following", "marking", "during", "after", "with", "before", "ahead", "as", "and", "'s", ":", "-", "–", "—"}
)

// signer reads who signed from a title: "Statement by Foreign Minister Nadira Sulten on the truce".
func (r *resolver) signer(words []string) mention {
	words = words[:min(len(words), maxTitle)]
	at := slices.IndexFunc(words[:min(len(words), 4)], func(w string) bool { return slices.Contains(openers[:], strings.ToLower(w)) }) + 1
	if at == 0 || at >= len(words) || !slices.Contains([]string{"by", "from", "of"}, strings.ToLower(words[at])) {
		return mention{}
	}
	words = words[at+1:]
	if k := slices.IndexFunc(words, func(w string) bool { return slices.Contains(enders[:], strings.ToLower(w)) }); k >= 0 {
		words = words[:k]
	}
	m := mention{form: tocsin.PronounMention, org: -1}
	word := func(i int) string { return words[i] }
	var sector []string
	from, where := 0, ""
	for i := 0; i < len(words); i++ {
		refs, n := r.lex.Match(lexicon.AnyClass, word, len(words), i)
		for _, f := range refs {
			switch f.Class {
			case lexicon.OfficeHolder:
				r.holder(&m, f.Index)
				return m
			case lexicon.RoleNoun:
				sector, where, from = r.lex.Roles[f.Index].Codes, r.lex.Roles[f.Index].Where, i+n
			}
		}
		i += max(n, 1) - 1
	}
	name := words[min(from, len(words)):]
	if len(sector) == 0 || len(name) < 2 || len(name) > 5 || slices.ContainsFunc(name, func(w string) bool { return !capital(w) }) {
		return mention{} // "Statement of the observers"
	}
	m.name, m.kind, m.rank, m.codes = strings.Join(name, " "), tocsin.Person, rankRole, join(r.issuer.codes[:1], sector)
	m.key, m.basis = "person:"+strings.ToLower(m.name), where+", signed the text"
	return m
}

// readSelf makes mentions of the first persons outside quotations of an official text.
func (r *resolver) readSelf() {
	if len(r.issuer.codes) == 0 {
		return
	}
	for k := range r.d.Mentions {
		m := &r.d.Mentions[k]
		if m.Form != tocsin.PronounMention || m.Quoted {
			continue
		}
		x := r.issuer.body
		switch strings.ToLower(r.d.Tokens[m.Head].Form) {
		case "we", "us", "our":
		case "i", "me", "my":
			x = r.issuer.signer
		default:
			continue
		}
		if x.kind != "" && r.heads[m.Head] == 0 {
			x.Range, x.head = m.Range, m.Head
			r.self[m.Head] = true
			r.add(x)
		}
	}
}

// own is the owner of an office that a text of an issuer names without a country.
func (r *resolver) own(h *Hit) (owner, bool) {
	if len(r.issuer.codes) == 0 {
		return owner{}, false
	}
	return owner{codes: r.issuer.codes[:1], iso: r.issuer.iso, actor: -1, token: h.Head, basis: r.issuer.codes[0] + " by the issuer of the text"}, true
}
