package entity

import (
	"strings"

	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
)

// heads names what the word at its head gives away, found by the labeller or not: "Panj crossing", "Lake Chad",
// "Treaty on the Rivers", "Resolution 2255".
func (f *draft) heads() {
	for s := range f.r.d.Sents {
		f.r.first, f.r.end = f.r.d.Sents[s].First, f.r.d.Sents[s].End
		if f.r.howCased() != 1 {
			continue
		}
		for i := f.r.first; i < f.r.end; i++ {
			at, typ := f.headed(i)
			if typ == "" {
				continue
			}
			f.cover(at, typ, "head: "+f.form(i))
			i = max(i, at.End-1)
		}
	}
}

// headed reads the name whose head is token i; typ is "" where there is none.
func (f *draft) headed(i int) (at parse.Range, typ parse.NameType) {
	w := f.form(i)
	kind := headWord(w)
	if kind == 0 {
		return at, ""
	}
	if !f.r.atoms[i].capital {
		return f.lowerHead(i, kind)
	}
	if i+1 < f.r.end && f.r.atoms[i+1].capital && (headWord(f.form(i+1)) != 0 || lastWord(f.form(i+1)) == body) { // "Selka Corridor Authority"
		return at, ""
	}
	at = parse.Range{First: f.leftOf(i), End: i + 1}
	switch kind {
	case nature, building: // "Lake Chad", "Camp Firhoun", "Port of Bar"
		if at.First == i && leads(w) {
			at.End = f.rightOf(i, "of")
			if at.End == i+1 {
				at.End = f.capitalsFrom(i + 1)
			}
		} else { // "Grand Mosque of Selka"
			at.End = f.rightOf(i, "of")
		}
	case document:
		if at.End < f.r.end && f.numbered(w, at.End) { // "Resolution 2255"
			at.End++
		} else {
			at.End = f.rightOf(i, "of", "on", "for", "against", "to")
		}
	case event: // "Geneva Conference on Afghanistan", "World War II"
		if w == "Eid" { // "Eid al - Fitr"
			for at.End < f.r.end && (f.r.atoms[at.End].particle || f.form(at.End) == "-" || f.word(at.End) && at.End > i+1) {
				at.End++
			}
		} else if at.End < f.r.end && roman(f.form(at.End)) {
			at.End++
		} else if at.First == i && w == "Operation" {
			at.End = f.capitalsFrom(i + 1)
		} else {
			at.End = f.rightOf(i, "of", "on", "for", "against")
		}
	}
	if continent(w) {
		if at.First = i; at.First > f.r.first && direction(f.form(i-1)) {
			at.First--
		}
		at.End = i + 1
		if at.End < f.r.end && f.r.atoms[at.End].capital { // "West Africa Province"
			return at, ""
		}
	}
	if at.End-at.First == 1 && (!byItself(w) || i == f.r.first && kind == document) || w == "Line" && f.before(at.First) != "the" || f.onlyPeople(parse.Range{First: at.First, End: i}) && kind != document && kind != event {
		return at, ""
	}
	if kind == event && at.First > f.r.first && ordinal(f.form(at.First-1)) { // "21st Selka Film Festival"
		at.First--
	}
	return at, typeOf(kind)
}

func continent(w string) bool {
	return w == "Africa" || w == "Asia" || w == "Europe" || w == "America" || w == "Eurasia"
}

func direction(w string) bool {
	switch w {
	case "North", "South", "East", "West", "Central", "Northern", "Southern", "Eastern", "Western", "Latin", "Southeast", "Northeast", "Southwest", "Northwest", "Inner":
		return true
	}
	return false
}

// waters: towns take no article, rivers and ranges do: "across the Panj", "beyond the Pamirs".
func (f *draft) waters() {
	for s := range f.r.d.Sents {
		f.r.first, f.r.end = f.r.d.Sents[s].First, f.r.d.Sents[s].End
		for i := f.r.first + 2; i < f.r.end; i++ {
			if f.form(i-1) != "the" || !passes(f.form(i-2)) || !f.word(i) || i+1 < f.r.end && f.goesOn(i+1) {
				continue
			}
			at := parse.Range{First: i, End: i + 1}
			if n := f.nameAt(i); (n == nil || n.Range == at && (n.Type == parse.LOC || n.Type == parse.PER)) && f.r.d.Tokens[i].UPOS == parse.PROPN && !f.inLexicon(at, lexicon.CountryName|lexicon.CountrySeat|lexicon.GroupName) {
				f.cover(at, parse.LOC, "head: "+strings.ToLower(f.form(i-2))+" the")
			}
		}
	}
}

// passes: words of ways over, along and up to a river.
func passes(w string) bool {
	switch strings.ToLower(w) {
	case "along", "across", "over", "beside", "towards", "toward", "beyond", "crossed", "cross", "crossing":
		return true
	}
	return false
}

// goesOn reports whether the phrase goes on behind the word before token i: "across the Panj border".
func (f *draft) goesOn(i int) bool {
	switch f.r.d.Tokens[i].UPOS {
	case parse.NOUN, parse.PROPN, parse.ADJ, parse.PART:
		return true
	}
	return f.form(i) == "-"
}

// before returns the word before a token of the sentence, "" at its begin.
func (f *draft) before(i int) string {
	if i <= f.r.first {
		return ""
	}
	return f.form(i - 1)
}

func ordinal(w string) bool {
	return len(w) > 2 && '0' <= w[0] && w[0] <= '9' && (strings.HasSuffix(w, "st") || strings.HasSuffix(w, "nd") || strings.HasSuffix(w, "rd") || strings.HasSuffix(w, "th"))
}

// lowerHead: "Panj crossing", "Mangalia naval base", "Doha agreement": a name, and a head that is no name by itself.
func (f *draft) lowerHead(i int, kind wordKind) (at parse.Range, typ parse.NameType) {
	if !closeHead(f.form(i)) || i == f.r.first {
		return at, ""
	}
	last := i - 1
	if last > f.r.first && headModifier(f.form(last)) {
		last--
	}
	if !f.r.atoms[last].capital {
		return at, ""
	}
	first := f.leftOf(last + 1)
	at = parse.Range{First: first, End: i + 1}
	if first > last || f.onlyPeople(parse.Range{First: first, End: last + 1}) || indefinite(f.before(first)) || f.r.d.Feat(i, "Number") == "Plur" {
		return at, ""
	}
	if n := f.nameAt(last); kind == document && (n == nil && (last == f.r.first || f.r.d.Tokens[last].UPOS != parse.PROPN) || n != nil && n.Type == parse.PER) || n != nil && n.Type == parse.PER && n.End-n.First > 1 && kind == nature {
		return at, ""
	}
	if i+1 < f.r.end && f.r.d.Tokens[i+1].UPOS == parse.NOUN && f.r.d.Tokens[i].Rel.Base() == "compound" && headWord(f.form(i+1)) == 0 { // "the Selka airport road"
		return at, ""
	}
	return at, typeOf(kind)
}

func typeOf(k wordKind) parse.NameType {
	switch k {
	case nature:
		return parse.LOC
	case building:
		return parse.FAC
	case event:
		return parse.EVENT
	case document:
		return parse.DOC
	}
	return ""
}

// leftOf goes left from a head over capitalised words, names and the small words between them, and returns where the
// name begins. Days and possessors stay outside.
func (f *draft) leftOf(head int) int {
	first := head
	for i := head - 1; i >= f.r.first; i-- {
		small := i
		for small > f.r.first && i-small < 3 && f.joins(small) && (small+1 < head || f.form(small) != "of" && f.form(small) != "and") {
			small--
		}
		switch n := f.nameAt(small); {
		case n != nil && n.First >= f.r.first:
			i = n.First
		case f.word(small) || small < i && f.form(i) == "-" && f.r.atoms[small].capital:
			i = small
		default:
			return first
		}
		first = i
	}
	return first
}

// word reports whether a token has the capital of a name.
func (f *draft) word(i int) bool {
	a := &f.r.atoms[i]
	u := f.r.d.Tokens[i].UPOS
	return a.capital && (u == parse.PROPN || u == parse.NOUN || u == parse.ADJ) && !noise(f.form(i)) && f.form(i) != "The" && !(i == f.r.first && u == parse.ADJ && len(f.form(i)) > 12)
}

// joins: small words inside a name, before its head: "Front de Libération", "Al - Udeid".
func (f *draft) joins(i int) bool {
	switch f.form(i) {
	case "-", "of", "de", "del", "du", "la", "al", "el", "ul", "bin", "ibn", "and":
		return true
	case "'s", "’s": // "Selka People's Dialogue", but not "Selka's Dialogue"
		switch f.form(i - 1) {
		case "People", "Women", "Men", "Children", "Workers", "Farmers":
			return true
		}
	}
	return false
}

// rightOf goes right from a head over a small word and the capitalised words behind it: "Convention for the Protection
// of Submarine Cables". It returns where the name ends.
func (f *draft) rightOf(head int, opens ...string) int {
	end := head + 1
	for i := end; i+1 < f.r.end; {
		w := f.form(i)
		ok := w == "and" && end > head+1
		for _, o := range opens {
			ok = ok || w == o
		}
		if !ok {
			break
		}
		next := i + 1
		if f.form(next) == "the" && next+1 < f.r.end {
			next++
		}
		stop := f.capitalsFrom(next)
		if stop == next || w == "and" && f.r.d.Tokens[i+1].UPOS == parse.PROPN && f.nameAt(i+1) != nil || generic(f.form(next)) && stop == next+1 {
			break
		}
		end, i = stop, stop
	}
	return end
}

// capitalsFrom goes over capitalised words and names from token i on.
func (f *draft) capitalsFrom(i int) int {
	for i < f.r.end {
		if n := f.nameAt(i); n != nil {
			i = n.End
			continue
		}
		if !f.word(i) && !(f.form(i) == "-" && i+1 < f.r.end && f.r.atoms[i+1].capital) {
			break
		}
		i++
	}
	return i
}

// cover enters a name over those that lie within it; one that reaches beyond it stays.
func (f *draft) cover(at parse.Range, typ parse.NameType, why string) {
	for i := at.First; i < at.End; i++ {
		n := f.nameAt(i)
		if n == nil {
			continue
		}
		if n.First < at.First || n.End > at.End || n.Range == at && n.Type == parse.ORG && acts(f.form(n.End-1)) || strings.HasPrefix(n.Why, "lexicon: organisation") && n.End == at.End {
			return
		}
	}
	for i := at.First; i < at.End; i++ {
		if k := f.at[i]; k > 0 {
			f.trim(int(k-1), parse.Range{First: f.names[k-1].First, End: f.names[k-1].First})
		}
	}
	f.put(parse.Name{Range: at, Type: typ, Why: why})
}

// onlyPeople: "Afghan border crossing" is no name.
func (f *draft) onlyPeople(r parse.Range) bool {
	if r.End == r.First {
		return false
	}
	for i := r.First; i < r.End; i++ {
		if n := f.nameAt(i); n == nil && f.form(i) != "-" || n != nil && n.Type != parse.NORP {
			return false
		}
	}
	return true
}

func indefinite(w string) bool {
	switch strings.ToLower(w) {
	case "a", "an", "another", "any", "every", "each", "no", "one":
		return true
	}
	return false
}

// generic: bare class words with a capital, which name nothing: "the Charter of the Organization".
func generic(w string) bool {
	switch w {
	case "Organization", "Organisation", "Ministry", "Administration", "Government", "Company", "State", "Party", "President", "Minister", "Council":
		return true
	}
	return false
}

// numbered: "Resolution 2255", "Decree No. 114".
func (f *draft) numbered(w string, i int) bool {
	switch w {
	case "Resolution", "Decree", "Law", "Directive", "Order", "Act", "Decision", "Article":
		c := f.form(i)[0]
		return '0' <= c && c <= '9'
	}
	return false
}

func roman(w string) bool { return w == "I" || w == "II" || w == "III" || w == "IV" }

// byItself: heads that are names by themselves.
func byItself(w string) bool {
	switch w {
	case "Constitution", "Charter", "Ramadan", "Nowruz", "Eid", "Christmas", "Easter", "Ashura", "Arbaeen", "Diwali", "Hanukkah", "Passover", "Holocaust", "Olympics", "Oscars", "Muharram", "Navruz",
		"Sahel", "Balkans", "Caucasus", "Africa", "Asia", "Europe", "Eurasia", "Levant", "Arctic", "Antarctica", "Mediterranean", "Indo-Pacific", "Maghreb", "Donbas", "Darfur", "Pamirs", "Himalayas", "Pacific", "Atlantic":
		return true
	}
	return false
}

// acts: heads of names that are as often bodies: "Selka Hospital", "World Forum".
func acts(w string) bool {
	switch strings.ToLower(w) {
	case "hospital", "clinic", "museum", "hotel", "church", "port", "station", "plant", "archive", "tower", "mall", "market", "conference", "forum", "congress", "festival", "exhibition", "dialogue", "summit", "plan",
		"initiative", "strategy", "code", "law", "appeal", "cup", "awards", "operation", "park", "house", "place", "line", "range", "pipeline", "refinery", "railway", "headquarters", "garrison", "shipyard":
		return true
	}
	return false
}

// leads: heads that stand before what they name.
func leads(w string) bool {
	switch w {
	case "Lake", "Mount", "Cape", "Gulf", "Strait", "Sea", "Bay", "Wadi", "Isle", "Horn", "Line", "Camp", "Port", "Fort", "Place", "Patriarchate", "Shrine", "Point", "Plaza", "Gate":
		return true
	}
	return false
}

// headModifier: "naval base", "border crossing", "police station".
func headModifier(w string) bool {
	switch w {
	case "border", "naval", "air", "military", "training", "police", "power", "nuclear", "refugee", "hydroelectric", "railway", "army", "oil", "gas", "relay", "space", "customs", "international", "shipping", "road", "rail":
		return true
	}
	return false
}

// closeHead: heads in lower case that belong to the name before them.
func closeHead(w string) bool {
	switch w {
	case "airport", "airfield", "airbase", "airstrip", "base", "bridge", "crossing", "checkpoint", "prison", "dam", "tunnel", "highway", "railway", "port", "camp", "barracks", "station", "reservoir", "stadium",
		"mosque", "cathedral", "shrine", "refinery", "plant", "terminal", "pipeline", "hospital", "clinic", "ground", "range", "road", "square", "palace", "headquarters", "garrison", "cemetery", "market", "outpost",
		"river", "valley", "lake", "mountain", "mountains", "island", "islands", "peninsula", "desert", "pass", "gorge", "plain", "plateau", "strait", "gulf", "bay", "basin", "delta", "forest", "corridor", "canal", "steppe",
		"agreement", "accord", "accords", "treaty", "protocol", "declaration", "memorandum", "pact", "convention":
		return true
	}
	return false
}

// headWord says what a name is by its head. It knows more words than lastWord, whose words the labeller was trained with.
func headWord(w string) wordKind {
	switch strings.ToLower(w) {
	case "bay", "cape", "canal", "mount", "pass", "gorge", "plain", "plains", "range", "corridor", "highlands", "heights", "hills", "reef", "shoal", "isle", "horn", "wadi", "foothills", "massif", "glacier",
		"levant", "arctic", "antarctica", "mediterranean", "indo-pacific", "maghreb", "donbas", "darfur", "pamirs", "himalayas", "line", "lakes", "straits", "pacific", "atlantic", "archipelago", "lagoon", "estuary", "falls":
		if w == "range" { // "the Burduny range" is where one shoots
			return building
		}
		return nature
	case "region", "middle", "coast", "church", "report", "policy", "plan", "deal", "concept", "bill", "doctrine", "strategy", "initiative", "dialogue", "election", "elections", "operation", "battle",
		"law", "day", "hotel", "building", "park", "street", "avenue", "tower", "museum":
		if !hasCapital(w) {
			return 0
		}
		switch strings.ToLower(w) {
		case "report", "policy", "deal", "concept", "doctrine", "election", "elections", "region", "middle":
			return 0
		}
	case "airstrip", "barracks", "reservoir", "shrine", "refinery", "terminal", "pipeline", "clinic", "ground", "headquarters", "cemetery", "outpost", "railway", "fort", "fortress", "citadel", "monastery", "patriarchate",
		"cosmodrome", "harbour", "harbor", "dockyard", "shipyard", "arena", "mall", "gate", "monument", "garrison", "archive", "plaza", "market", "boulevard", "motorway", "spaceport", "observatory", "place":
		return building
	case "christmas", "easter", "ashura", "arbaeen", "diwali", "hanukkah", "passover", "oscars", "nowruz", "navruz", "muharram", "awards", "exhibition", "expo", "symposium", "exercise", "exercises", "marathon", "tournament":
		return event
	case "decree", "edict", "code", "directive", "appeal", "regulation", "regulations", "schedule", "testament", "manifesto":
		if hasCapital(w) {
			return document
		}
		return 0
	case "house", "hall":
		return 0
	}
	if k := lastWord(w); k != body {
		return k
	}
	return 0
}

// exercises: "the exercise Rubezh", "drills codenamed “Mighty River”", "the Irreecha festival".
func (f *draft) exercises() {
	for s := range f.r.d.Sents {
		f.r.first, f.r.end = f.r.d.Sents[s].First, f.r.d.Sents[s].End
		for i := f.r.first; i < f.r.end; i++ {
			switch f.form(i) {
			case "exercise", "exercises", "drill", "drills", "manoeuvres", "codenamed", "code-named", "dubbed":
				f.events(i + 1)
			case "festival", "feast", "holiday":
				if i > f.r.first+1 && f.word(i-1) && f.at[i-1] == 0 && f.r.d.Tokens[i-1].UPOS == parse.PROPN {
					f.put(parse.Name{Range: parse.Range{First: f.leftOf(i), End: i}, Type: parse.EVENT, Why: "named " + f.form(i)})
				}
			}
		}
	}
}

// events names what stands behind the word for an exercise: a capitalised word with its year, and another behind "and".
func (f *draft) events(i int) {
	if i < f.r.end && (f.form(i) == "“" || f.form(i) == "\"" || f.form(i) == "‘") {
		i++
	}
	end := i
	for end < f.r.end && f.word(end) && f.r.d.Tokens[end].UPOS != parse.NOUN {
		end++
	}
	if end == i {
		return
	}
	if end+1 < f.r.end && f.form(end) == "-" && '0' <= f.form(end + 1)[0] && f.form(end + 1)[0] <= '9' { // "Selenga - 2026"
		end += 2
	}
	if n := f.nameAt(i); n == nil || n.End <= end && n.Type != parse.PER {
		f.cover(parse.Range{First: i, End: end}, parse.EVENT, "head: "+f.form(i-1))
	}
	if end < f.r.end && f.form(end) == "and" {
		f.events(end + 1)
	}
}
