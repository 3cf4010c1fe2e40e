package actor

import (
	"slices"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
)

// use decides for each place and country what its name is used for.
func (r *resolver) use() {
	for k := range r.hits {
		h := &r.hits[k]
		if h.Drop && !h.Part || h.Row < 0 {
			continue
		}
		if h.Part {
			h.Use = tocsin.Associative
			continue
		}
		if r.dateline(h) {
			h.Use, h.Line = tocsin.Literal, true
			continue
		}
		f, _ := h.Ref(places)
		switch {
		case h.Town:
			h.Use = r.useOfTown(h)
		case f.Class == lexicon.CountryPeople:
			h.Use = tocsin.Demonym
		case f.Class == lexicon.CountrySeat:
			h.Use = tocsin.Metonymic
		case r.before(h.Head, "amod", "compound", "nmod:unmarked", "nmod:desc"):
			h.Use = tocsin.Associative // "Afghan territory", "the Afghanistan talks"
		case h.Has(lexicon.CountryAdj) && !h.Has(lexicon.CountryName):
			h.Use = tocsin.Demonym // "the French"
		case r.acts(h.Head):
			h.Use = tocsin.Metonymic
		default:
			h.Use = tocsin.Literal
		}
	}
}

// useOfTown: only a capital stands for its government.
//
// "Kabul rejected the claim", "Moscow leaders": governments. "In Kabul", "Kabul airport": places.
func (r *resolver) useOfTown(h *Hit) tocsin.PlaceUse {
	capital := r.lex.Places[h.Row].Kind == lexicon.Capital
	if r.before(h.Head, "amod", "compound", "nmod:unmarked", "nmod:desc") || r.beforeLeaders(h) {
		if capital && r.ofLeaders(h) {
			return tocsin.Metonymic
		}
		if p := r.d.Tokens[r.firstConjunct(h.Head)].Head; p >= 0 && slices.Contains(grounds[:], r.d.Tokens[p].Lemma) {
			return tocsin.Literal // "Kabul airport" is in Kabul
		}
		return tocsin.Associative
	}
	if capital && r.acts(h.Head) {
		return tocsin.Metonymic
	}
	return tocsin.Literal
}

// dateline: "BELPORT, June 15 (Agency) - " tells where the report was written.
func (r *resolver) dateline(h *Hit) bool {
	s := r.d.Sents[r.d.Tokens[h.First].Sent]
	if h.First != s.First {
		return false
	}
	for i := h.End; i < min(s.End, h.End+12); i++ {
		switch t := &r.d.Tokens[i]; {
		case t.Form == "-" || t.Form == "–" || t.Form == "—" || t.Form == "--":
			return t.Span.Start > r.d.Tokens[i-1].Span.End || t.Form == "—"
		case t.UPOS == parse.VERB || t.UPOS == parse.AUX || t.UPOS == parse.PRON:
			return false
		}
	}
	return false
}

// before reports whether a token stands before a noun that it modifies by one of the relations.
// A conjunct counts as its first conjunct does: "Hungarian and Romanian officials".
func (r *resolver) before(i int, rels ...parse.Rel) bool {
	i = r.firstConjunct(i)
	return r.d.Tokens[i].Head > i && r.is(i, rels...)
}

// firstConjunct climbs from a conjunct to the first of its list.
func (r *resolver) firstConjunct(i int) int {
	for range 32 { // longer lists are no lists of actors
		h := r.d.Tokens[i].Head
		if h == parse.NoHead || !r.is(i, "conj") {
			break
		}
		i = h
	}
	return i
}

// beforeLeaders: "a number of Moscow and CSTO leaders", whatever the tree says.
func (r *resolver) beforeLeaders(h *Hit) bool {
	return h.End < len(r.d.Tokens) && r.d.Tokens[h.End].UPOS != parse.ADP && r.ofLeaders(h)
}

// ofLeaders reports whether the name is followed by those who speak for a government.
func (r *resolver) ofLeaders(h *Hit) bool {
	for i := h.End; i < min(h.End+4, len(r.d.Tokens)); i++ {
		o := r.hit(i)
		if o == nil {
			if u := r.d.Tokens[i].UPOS; u != parse.CCONJ && u != parse.ADJ && u != parse.PROPN {
				return false
			}
			continue
		}
		if f, ok := o.Ref(lexicon.RoleNoun); ok {
			role := &r.lex.Roles[f.Index]
			return slices.Contains(role.Codes, "GOV") && role.Noun != "mayor" && role.Noun != "governor" && role.Noun != "embassy"
		}
	}
	return false
}

// grounds are parts of a town that lie in it.
var grounds = [...]string{"airport", "street", "suburb", "outskirt", "district", "centre", "center", "neighbourhood", "neighborhood", "hospital", "stadium", "market", "square", "river", "port", "area", "region", "hotel", "mosque", "church", "jail", "prison", "home", "house", "border", "frontier", "road", "line", "distance", "station", "school"}

// addressed are verbs whose object is somebody, so that a capital there is its government.
var addressed = [...]string{"accuse", "ask", "blame", "condemn", "criticise", "criticize", "denounce", "invite", "press", "pressure", "sue", "tell", "thank", "threaten", "urge", "warn", "inform", "assure", "accept", "back", "support", "help", "sanction", "praise", "call"}

// ofPlaces are nouns that a town has as a place, not as a government.
var ofPlaces = [...]string{"airport", "street", "suburb", "outskirt", "resident", "mayor", "district", "centre", "center", "neighbourhood", "neighborhood", "hospital", "university", "population", "people", "stadium", "market", "mosque", "church", "hotel", "square", "river", "port", "police", "north", "south", "east", "west", "capital", "city", "region", "border", "territory", "economy"}

// acts reports whether a place name stands where somebody who acts stands.
func (r *resolver) acts(i int) bool {
	i = r.firstConjunct(i)
	head := r.d.Tokens[i].Head
	if head == parse.NoHead {
		return false
	}
	h := &r.d.Tokens[head]
	switch rel := r.d.Tokens[i].Rel; {
	case rel == "nsubj" || rel == "csubj":
		return h.UPOS == parse.VERB
	case rel == "nsubj:pass" || rel == "obj" || rel == "iobj":
		return slices.Contains(addressed[:], h.Lemma)
	case rel == "nmod:poss":
		return !slices.Contains(ofPlaces[:], h.Lemma)
	case rel.Base() == "obl" || rel.Base() == "nmod":
		c := r.d.Child(i, "case")
		if c == parse.NoHead {
			return false
		}
		switch r.d.Tokens[c].Lemma {
		case "by", "with", "against", "between", "toward", "towards", "versus":
			return !slices.Contains(grounds[:], h.Lemma) // "the border between Iran and Iraq": lands
		case "from": // "condemnation from Beijing", but "flew from Beijing"
			return h.UPOS == parse.NOUN
		}
	}
	return false
}

// standing are prepositions by which a place holds what happens, so that unnamed people there are its people.
var standing = [...]string{"in", "at", "inside", "throughout", "across", "around", "outside", "within", "near"}

// located reports whether a place name stands behind such a preposition, and not as the place of
// some other people than those of the given noun: "officials in Nairobi said" places the officials alone.
func (r *resolver) located(h *Hit, noun int) bool {
	i := r.firstConjunct(h.Head)
	for range 3 { // "in Belland's capital Belport"
		if c := r.d.Child(i, "case"); c != parse.NoHead && c < i && r.d.Tokens[c].UPOS == parse.ADP {
			for _, head := range [...]int{r.d.Tokens[i].Head, c - 1} { // the tree, or the word before the preposition
				if o := r.hit(head); o != nil && head != noun && o.Has(lexicon.RoleNoun) && r.noun(head) {
					return false
				}
			}
			return slices.Contains(standing[:], r.d.Tokens[c].Lemma)
		}
		if r.d.Tokens[i].Head == parse.NoHead || !r.is(i, "nmod:poss", "appos", "flat", "compound", "nmod") {
			return false
		}
		i = r.d.Tokens[i].Head
	}
	return false
}
