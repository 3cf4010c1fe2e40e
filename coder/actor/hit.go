package actor

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
)

// The classes of names that say where, and those of countries among them.
const (
	national = lexicon.CountryName | lexicon.CountryAdj | lexicon.CountryPeople | lexicon.CountrySeat
	places   = national | lexicon.PlaceName
)

// scan finds the names of the lexicon, the longest from each word on, not across sentences.
func (r *resolver) scan() {
	form := func(i int) string { return r.d.Tokens[i].Form }
	for _, s := range r.d.Sents {
		for i := s.First; i < s.End; {
			refs, n := r.lex.Match(lexicon.AnyClass, form, s.End, i)
			if n == 0 {
				i++
				continue
			}
			h := Hit{Range: parse.Range{First: i, End: i + n}, Refs: refs, Row: -1}
			h.Head = r.headOf(h.Range)
			r.hits = append(r.hits, h)
			for k := i; k < i+n; k++ {
				r.hitAt[k] = int32(len(r.hits))
			}
			i += n
		}
	}
}

// Ref returns the first row of the wanted classes that the name may stand for.
func (h *Hit) Ref(want lexicon.Class) (lexicon.Ref, bool) {
	for _, f := range h.Refs {
		if f.Class&want != 0 {
			return f, true
		}
	}
	return lexicon.Ref{}, false
}

// Has reports whether the name stands for itself here and may be of one of the classes.
func (h *Hit) Has(want lexicon.Class) bool {
	_, ok := h.Ref(want)
	return ok && !h.Drop
}

// hit returns the name that covers token i, nil where none does.
func (r *resolver) hit(i int) *Hit {
	if i < 0 || i >= len(r.hitAt) || r.hitAt[i] == 0 {
		return nil
	}
	return &r.hits[r.hitAt[i]-1]
}

// name returns the proper name that covers token i, nil where none does.
func (r *resolver) name(i int) *parse.Name {
	if i < 0 || i >= len(r.nameAt) || r.nameAt[i] == 0 {
		return nil
	}
	return &r.names[r.nameAt[i]-1]
}

// capital reports whether a token is written with a capital first.
func (r *resolver) capital(i int) bool {
	if i < 0 || i >= len(r.d.Tokens) {
		return false
	}
	return capital(r.d.Tokens[i].Form)
}

func capital(word string) bool {
	c, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(c)
}

// drop marks names that are words of another name, and words that are no names here.
func (r *resolver) drop() {
	for k := range r.hits {
		h := &r.hits[k]
		n := r.name(h.First)
		_, noun := h.Ref(lexicon.RoleNoun)
		switch {
		case h.End == h.First+1 && !noun && (n == nil || n.Type != parse.PER) && r.common(h), r.street(h), r.begins(h): // "Lavrov flew" with a wrong tag is a name all the same
			h.Drop = true
		case n == nil || n.End-n.First <= h.End-h.First:
			h.Drop = r.partOfPerson(h)
		case n.Type == parse.PER: // "Denzel Washington"
			f, holder := h.Ref(lexicon.OfficeHolder)
			h.Drop = !noun && !(holder && h.End == n.End && r.givenFits(n.First, h.First, f))
		case n.Type.Body() || n.Type == parse.EVENT || n.Type == parse.DOC: // "British Airways"
			_, place := h.Ref(places)
			h.Drop = place && !noun
			h.Part = h.Drop
		}
	}
}

// givenFits reports whether the words of a name before a holder's surname are his: "Tomas Reyl" is no "Ivo Reyl".
func (r *resolver) givenFits(first, end int, f lexicon.Ref) bool {
	person := strings.ToLower(r.lex.Offices[f.Index].Person)
	for i := first; i < end; i++ {
		if w := strings.ToLower(strings.Trim(r.d.Tokens[i].Form, ".-")); len(w) > 2 && r.d.Tokens[i].UPOS == parse.PROPN && !strings.Contains(person, w) {
			if o := r.hit(i); o == nil || !o.Has(lexicon.RoleNoun) {
				return false
			}
		}
	}
	return true
}

// begins: "Grey wolves returned to the valley" has its capital from where it stands, and is no group.
func (r *resolver) begins(h *Hit) bool {
	f, group := h.Ref(lexicon.GroupName)
	if !group || !f.Titled || len(h.Refs) > 1 || h.First != r.d.Sents[r.d.Tokens[h.First].Sent].First {
		return false
	}
	for i := h.First + 1; i < h.End; i++ {
		if r.capital(i) || r.d.Tokens[i].UPOS == parse.PROPN {
			return false
		}
	}
	return true
}

// group chooses among the groups and bodies of one name: who has a status on the day, and of those whose country the
// text names most; else the first of the tables.
//
// "SLA": the South Lebanon Army where the text speaks of Lebanon, the Sudan Liberation Army where it speaks of Sudan.
func (r *resolver) group(h *Hit) (best lexicon.Ref, ok bool) {
	score := -1
	for _, f := range h.Refs {
		if f.Class != lexicon.GroupName {
			continue
		}
		s := 0
		if t, holds := r.lex.Actors[f.Index].Term(r.day, r.dated); holds {
			s = 1 + 2*min(r.votes[t.Codes[0]], 1000)
		}
		if s > score {
			best, score, ok = f, s, true
		}
	}
	return best, ok
}

// street: "Washington Avenue" is in no particular Washington.
func (r *resolver) street(h *Hit) bool {
	if h.End >= len(r.d.Tokens) || !r.capital(h.End) {
		return false
	}
	switch r.d.Tokens[h.End].Form {
	case "Avenue", "Street", "Road", "Boulevard", "Lane", "Drive", "Ave.", "St.", "Rd.", "Highway":
		_, place := h.Ref(places)
		return place
	}
	return false
}

// common reports whether a single word is used as a common word: "a nice day", "Split up".
func (r *resolver) common(h *Hit) bool {
	switch r.d.Tokens[h.First].UPOS {
	case parse.VERB, parse.AUX, parse.ADV, parse.SCONJ, parse.CCONJ, parse.ADP, parse.PRON, parse.DET, parse.INTJ, parse.PART, parse.NUM:
		_, acronym := h.Ref(lexicon.GroupName | national)
		return !acronym
	case parse.NOUN, parse.ADJ:
		_, ok := h.Ref(national | lexicon.GroupName)
		return !ok
	}
	return false
}

// partOfPerson: a town or a surname beside a given name is part of a person's name.
//
// "Jordan Brooks", "Sharon Stone": neither the country nor the prime minister.
func (r *resolver) partOfPerson(h *Hit) bool {
	if h.End != h.First+1 {
		return false
	}
	next := func(i int) bool {
		return i < len(r.d.Tokens) && r.d.Tokens[i].Sent == r.d.Tokens[h.First].Sent && r.capital(i) && r.d.Tokens[i].UPOS == parse.PROPN && r.hit(i) == nil
	}
	if _, given := h.Ref(lexicon.GivenName); given && next(h.End) {
		_, place := h.Ref(places | lexicon.OfficeHolder)
		return place
	}
	f, short := h.Ref(lexicon.OfficeHolder)
	if short = short && f.Short; !short {
		if _, town := h.Ref(lexicon.PlaceName); !town {
			return false
		}
	}
	if before := r.hit(h.First - 1); before != nil && before.End == h.First && r.d.Tokens[h.First-1].Sent == r.d.Tokens[h.First].Sent {
		if _, given := before.Ref(lexicon.GivenName); given && len(before.Refs) == 1 {
			return true
		}
	}
	return short && next(h.End)
}

// votes count how often a text names a country by words that can mean no other.
type votes map[string]int

func (r *resolver) count() votes {
	v := votes{}
	for k := range r.hits {
		h := &r.hits[k]
		if h.Drop {
			continue
		}
		one := ""
		for _, f := range h.Refs {
			iso := r.isoOf(f)
			if iso == "" {
				continue
			}
			if one != "" && one != iso {
				one = ""
				break
			}
			one = iso
		}
		if one != "" {
			v[one]++
		}
	}
	return v
}

// isoOf returns the country of a row of the lexicon, "" where it has none.
func (r *resolver) isoOf(f lexicon.Ref) string {
	switch {
	case f.Class&national != 0:
		return r.lex.Actors[f.Index].ID
	case f.Class == lexicon.PlaceName:
		return r.lex.Places[f.Index].Country
	case f.Class == lexicon.OfficeHolder:
		if of := r.lex.Offices[f.Index].Of; len(of) == 3 {
			return of
		}
	}
	return ""
}

// choose takes the sense of every place name: country, or one of the places so called.
func (r *resolver) choose() {
	for k := range r.hits {
		h := &r.hits[k]
		if h.Drop && !h.Part {
			continue
		}
		f, country := h.Ref(national)
		p, town := h.Ref(lexicon.PlaceName)
		switch {
		case country && !(town && f.Class == lexicon.CountryName && r.isProvince(h, r.lex.Actors[f.Index].ID, r.lex.Places[p.Index].Country)):
			h.Row, h.ISO = f.Index, r.lex.Actors[f.Index].ID
		case town:
			h.Town, h.Row = true, r.best(h)
			h.ISO = r.lex.Places[h.Row].Country
		}
	}
}

// best chooses among the places of one name. A country that stands beside it ("Tripoli, Lebanon")
// weighs most, then one that the text names by other words, then being a capital, then size.
func (r *resolver) best(h *Hit) int {
	best, score, n := -1, -1, 0
	beside := r.beside(h)
	for _, f := range h.Refs {
		if f.Class != lexicon.PlaceName {
			continue
		}
		n++
		p := &r.lex.Places[f.Index]
		s, why := min(p.Population/100, 50), "the largest"
		if p.Kind == lexicon.Capital {
			s, why = s+100, "a capital"
		}
		if v := r.votes[p.Country]; v > 0 && p.Country != "" {
			s, why = s+60*min(v, 5), "its country is named in the text"
		}
		if beside != "" && p.Country == beside {
			s, why = s+1000, "its country stands beside it"
		}
		if s > score {
			best, score, h.Why = f.Index, s, why
		}
	}
	if n == 1 {
		h.Why = ""
	}
	return best
}

// beside returns the country of the place name behind a comma: "Tripoli, Lebanon", "Georgia, USA".
func (r *resolver) beside(h *Hit) string {
	if h.End+1 >= len(r.d.Tokens) || r.d.Tokens[h.End].Form != "," {
		return ""
	}
	o := r.hit(h.End + 1)
	if o == nil || o.Drop {
		return ""
	}
	if f, ok := o.Ref(lexicon.CountryName | lexicon.PlaceName); ok {
		return r.isoOf(f)
	}
	return ""
}

// isProvince reports whether a country's name is used for a province of another country.
//
// "Clashes in Atlanta, Georgia", "in Georgia, USA": not the country in the Caucasus.
func (r *resolver) isProvince(h *Hit, country, other string) bool {
	if r.beside(h) == other {
		return true
	}
	if h.First >= 2 && r.d.Tokens[h.First-1].Form == "," {
		if o := r.hit(h.First - 2); o != nil && o.Has(lexicon.PlaceName) {
			if f, _ := o.Ref(lexicon.PlaceName); r.lex.Places[f.Index].Country == other {
				return true
			}
		}
	}
	return false
}
