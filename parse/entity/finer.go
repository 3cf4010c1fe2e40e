package entity

import (
	"strings"

	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
)

// peoples names nationalities and faiths: "Afghan" in "the Afghan army", "Muslims". A name that is
// nothing else changes its type.
func (f *draft) peoples() {
	for s := range f.r.d.Sents {
		first, n := f.r.d.Sents[s].First, f.r.d.Sents[s].End-f.r.d.Sents[s].First
		word := func(i int) string { return f.form(first + i) }
		for i := 0; i < n; i++ {
			if !f.r.atoms[first+i].capital {
				continue
			}
			length := 0
			why := "faith or people"
			if f.r.lex != nil {
				_, length = f.r.lex.Match(lexicon.CountryAdj|lexicon.CountryPeople, word, n, i)
				if _, longer := f.r.lex.Match(lexicon.CountryName|lexicon.GroupName|lexicon.PlaceName|lexicon.OutletName, word, n, i); longer >= length {
					length = 0
				}
				why = "lexicon: people"
			}
			if length == 0 && faith(word(i)) {
				length, why = 1, "faith or people"
			}
			if length == 0 {
				continue
			}
			at := parse.Range{First: first + i, End: first + i + length}
			if k := f.at[at.First]; k == 0 {
				f.put(parse.Name{Range: at, Type: parse.NORP, Why: why})
			} else if f.names[k-1].Range == at {
				f.names[k-1].Type, f.names[k-1].Why = parse.NORP, why
			}
			i += length - 1
		}
	}
}

// faith reports whether a word names the followers of a faith or a people across states.
func faith(w string) bool {
	switch strings.ToLower(strings.TrimSuffix(w, "s")) {
	case "muslim", "christian", "jew", "jewish", "hindu", "sikh", "buddhist", "sunni", "shia", "shiite", "shi'ite", "catholic", "protestant", "orthodox", "yazidi",
		"kurd", "kurdish", "arab", "pashtun", "hazara", "tajik", "uzbek", "rohingya", "uyghur", "uighur", "tamil", "berber", "islamist", "islamic", "african", "european",
		"asian", "latin american", "western", "baloch", "roma", "maori", "tibetan", "tatar", "chechen", "democrat", "republican", "communist", "maoist":
		return true
	}
	return false
}

// finer tells states and towns from rivers and buildings, and events from documents, by the
// lexicon's place and by the words of the name.
func (f *draft) finer(n parse.Name) parse.NameType {
	if strings.HasPrefix(n.Why, "head: ") || strings.HasPrefix(n.Why, "lexicon") && n.Type != parse.LOC {
		return n.Type
	}
	kind := lastWord(f.form(n.End - 1))
	long := n.End-n.First > 1
	switch {
	case long && kind == document && (n.Type == parse.LOC || n.Type == parse.MISC):
		return parse.DOC
	case n.Type == parse.MISC:
		for i := n.First; i < n.End; i++ {
			if w := lastWord(f.form(i)); w == event {
				return parse.EVENT
			} else if w == document {
				return parse.DOC
			}
		}
	case long && n.Type == parse.PER && (kind == body || broadcaster(f.form(n.First))):
		return parse.ORG
	case long && n.Type == parse.PER && kind == building:
		return parse.FAC
	case long && n.Type == parse.PER && kind == nature:
		return parse.LOC
	case n.Type == parse.LOC:
		return f.place(n)
	}
	return n.Type
}

func broadcaster(w string) bool { return w == "Radio" || w == "TV" || w == "Bank" || w == "Banco" }

// place: "the Panj River" is a LOC, "Bagram Airfield" a FAC, a place that can act a GPE.
func (f *draft) place(n parse.Name) parse.NameType {
	if f.r.lex != nil {
		word := func(i int) string { return f.form(n.First + i) }
		refs, length := f.r.lex.Match(lexicon.PlaceName, word, n.End-n.First, 0)
		if length == n.End-n.First {
			switch f.r.lex.Places[refs[0].Index].Kind {
			case lexicon.Water, lexicon.Terrain, lexicon.Region:
				return parse.LOC
			case lexicon.Site, lexicon.Crossing:
				return parse.FAC
			}
			return parse.GPE
		}
	}
	for _, i := range [...]int{n.End - 1, n.First} {
		switch lastWord(f.form(i)) {
		case nature:
			return parse.LOC
		case building:
			return parse.FAC
		}
	}
	return parse.GPE
}

type wordKind uint8

const (
	nature wordKind = iota + 1
	building
	event
	document
	body // an organisation
)

// lastWord says what a name is by a word of it, 0 where the word says nothing.
func lastWord(w string) wordKind {
	switch strings.ToLower(w) {
	case "river", "sea", "ocean", "lake", "gulf", "bay", "strait", "mountain", "mountains", "mount", "desert", "valley", "island", "islands", "peninsula", "region", "basin",
		"forest", "coast", "plateau", "delta", "cape", "canal", "steppe", "africa", "asia", "europe", "america", "balkans", "caucasus", "sahel", "eurasia", "middle":
		return nature
	case "airport", "airfield", "airbase", "base", "bridge", "square", "street", "road", "avenue", "highway", "prison", "hospital", "palace", "stadium", "mosque", "church",
		"cathedral", "temple", "station", "port", "dam", "plant", "camp", "crossing", "hotel", "tower", "hall", "house", "building", "museum", "park", "tunnel", "checkpoint":
		return building
	case "war", "wars", "summit", "games", "olympics", "conference", "forum", "cup", "festival", "championship", "championships", "revolution", "holocaust", "day",
		"ramadan", "eid", "election", "elections", "operation", "battle", "uprising", "genocide", "dialogue":
		return event
	case "treaty", "agreement", "act", "resolution", "constitution", "charter", "accord", "accords", "protocol", "convention", "declaration", "pact", "memorandum", "covenant",
		"bill", "law", "statute", "communique", "communiqué", "doctrine", "concept", "strategy", "plan", "report", "deal", "initiative", "policy":
		return document
	case "ministry", "department", "agency", "party", "university", "college", "school", "institute", "council", "committee", "commission", "court", "parliament", "senate",
		"congress", "cabinet", "government", "union", "organization", "organisation", "association", "federation", "confederation", "foundation", "authority", "bureau", "board",
		"corporation", "corp", "inc", "ltd", "limited", "plc", "llc", "company", "co", "group", "holdings", "industries", "bank", "fund", "society", "league", "club", "team",
		"united", "fc", "army", "navy", "force", "forces", "police", "guard", "guards", "brigade", "battalion", "command", "front", "movement", "alliance", "coalition", "network",
		"centre", "center", "office", "service", "services", "secretariat", "tribunal", "academy", "press", "times", "news", "post", "daily", "herald", "tribune", "gazette",
		"television", "tv", "radio", "broadcasting", "airlines", "airways", "motors", "energy", "petroleum", "oil", "systems", "technologies", "technology", "partners",
		"directorate", "mission", "embassy", "consulate", "chamber", "syndicate", "trust", "ngo", "unit", "corps", "administration", "assembly", "watch", "amnesty", "brotherhood":
		return body
	}
	return 0
}
