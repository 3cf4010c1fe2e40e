package entity

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
)

// A draft is the names of a text while rules mend them. at maps a token to its name plus one.
type draft struct {
	r     *reader
	names []parse.Name
	at    []int32
}

// finish reads the names off and mends them with the whole text in view.
func finish(r *reader) []parse.Name {
	f := &draft{r: r, at: make([]int32, len(r.d.Tokens))}
	for _, n := range decode(r.labels) {
		n.Why = "names model"
		f.put(n)
	}
	f.dropNoise()
	f.stripTitles()
	f.joinParticles()
	f.joinHyphens()
	f.joinPossessives()
	f.passedOver()
	f.fromLexicon()
	f.agree()
	f.surnames()
	f.acronyms()
	f.again()
	f.stripTitles() // of the names that the rules brought
	f.peoples()
	f.heads()
	f.waters()
	f.exercises()
	f.outlets()
	out := f.names[:0]
	for i := range r.d.Tokens {
		if k := f.at[i]; k > 0 && f.names[k-1].First == i {
			n := f.names[k-1]
			n.Type = f.finer(n)
			out = append(out[:len(out):len(out)], n)
		}
	}
	return out
}

// put enters a name unless a token of it is taken.
func (f *draft) put(n parse.Name) bool {
	for i := n.First; i < n.End; i++ {
		if f.at[i] > 0 {
			return false
		}
	}
	f.names = append(f.names, n)
	f.mark(len(f.names) - 1)
	return true
}

func (f *draft) mark(k int) {
	for i := f.names[k].First; i < f.names[k].End; i++ {
		f.at[i] = int32(k + 1)
	}
}

// trim makes name k shorter; an empty range takes it away.
func (f *draft) trim(k int, r parse.Range) {
	for i := f.names[k].First; i < f.names[k].End; i++ {
		f.at[i] = 0
	}
	f.names[k].Range = r
	f.mark(k)
}

func (f *draft) form(i int) string { return f.r.d.Tokens[i].Form }

// honorific reports whether a word stands before persons' names without being part of them.
func honorific(w string) bool {
	switch strings.TrimSuffix(w, ".") {
	case "Mr", "Mrs", "Ms", "Miss", "Dr", "Prof", "Professor", "President", "Minister", "Secretary", "Senator", "Sen", "Rep", "Gen", "General", "Col", "Colonel",
		"Maj", "Major", "Capt", "Captain", "Lt", "Lieutenant", "Sgt", "Judge", "Justice", "King", "Queen", "Pope", "Prince", "Princess", "Sir", "Lord", "Lady",
		"Governor", "Gov", "Mayor", "Chairman", "Director", "Ambassador", "Chancellor", "Premier", "Imam", "Sheikh", "Ayatollah", "Mullah", "Maulvi", "Father", "Bishop",
		"Archbishop", "Cardinal", "Brigadier", "Admiral", "Marshal", "Commander", "Datuk", "Spokesman", "Spokeswoman", "Spokesperson":
		return true
	}
	return false
}

// dropNoise takes days, months, diseases and currencies away that the model took for names of ours.
func (f *draft) dropNoise() {
	for k := range f.names {
		if n := f.names[k]; n.End-n.First > 1 && f.r.d.Tokens[n.First].UPOS == parse.DET && article(f.form(n.First)) {
			f.trim(k, parse.Range{First: n.First + 1, End: n.End}) // "A Varnian Foreign Ministry spokesman"
		}
		if n := f.names[k]; n.End-n.First == 1 && noise(f.form(n.First)) {
			f.trim(k, parse.Range{First: n.First, End: n.First})
		}
	}
}

func article(w string) bool { return w == "A" || w == "An" }

func noise(w string) bool {
	switch strings.ToLower(w) {
	case "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april", "june", "july", "august", "september",
		"october", "november", "december", "covid", "covid-19", "rs", "rs.", "gmt", "utc", "i", "mr", "ms", "mrs":
		return true
	}
	return false
}

// stripTitles: of "Gen. Orlan Besh" the name is "Orlan Besh"; a title alone is no name.
func (f *draft) stripTitles() {
	for k := range f.names {
		n := &f.names[k]
		if f.office(n) {
			f.trim(k, parse.Range{First: n.First, End: n.First})
		}
		if n.Type != parse.PER || n.End == n.First { // one that an earlier step has emptied may lie behind the last word
			continue
		}
		first := n.First
		for first < n.End && (honorific(f.form(first)) || first > n.First && (f.form(first) == "." || f.form(first) == "-")) { // "Lieutenant-Colonel Orlan Besh"
			first++
		}
		switch {
		case first > n.First:
			f.trim(k, parse.Range{First: first, End: max(n.End, first)})
		case n.First >= 2 && f.within(n.First-2, n.First) && f.at[n.First-1] == 0 && f.proper(n.First-1) && honorific(f.form(n.First-2)): // "Mr Kolm Adair", found from "Adair" on
			f.trim(k, parse.Range{First: n.First - 1, End: n.End})
		}
	}
}

// office: "Secretary of State" before "Dana Orlova" is her office, not a body.
func (f *draft) office(n *parse.Name) bool {
	if n.Type == parse.PER || n.End == n.First || n.End >= len(f.at) || f.at[n.End] == 0 || f.r.atoms[n.End-1].title != 1 {
		return false
	}
	return f.names[f.at[n.End]-1].Type == parse.PER && f.within(n.End, n.First)
}

// joinParticles: "Hadi al - Amir" is one name where the tokeniser cuts at the hyphen, found whole or not.
func (f *draft) joinParticles() {
	for k := range f.names {
		n := f.names[k]
		if n.Type != parse.PER || n.End == n.First {
			continue
		}
		end := n.End
		if !particle(strings.ToLower(f.form(end - 1))) {
			if !f.within(end, n.First) || !f.r.atoms[end].particle {
				continue
			}
			end++
		}
		if f.within(end, n.First) && f.form(end) == "-" {
			end++
		}
		if end > n.End && f.within(end, n.First) && f.r.atoms[end].capital {
			f.stretch(k, end+1)
		}
	}
}

// joinHyphens: "Orlan Besh-Adair" is one name where the tokeniser cuts at the hyphen and the model with it.
func (f *draft) joinHyphens() {
	t := f.r.d.Tokens
	for k := range f.names {
		n := f.names[k]
		if n.Type != parse.PER || n.End == n.First || !f.within(n.End+1, n.First) {
			continue
		}
		if h := n.End; f.form(h) == "-" && t[h-1].Span.End == t[h].Span.Start && t[h].Span.End == t[h+1].Span.Start && f.r.atoms[h+1].capital && t[h+1].UPOS == parse.PROPN {
			f.stretch(k, h+2)
		}
		if h := n.First - 1; h > 0 && f.form(h) == "-" && f.within(h-1, n.First) && t[h-1].Span.End == t[h].Span.Start && t[h].Span.End == t[h+1].Span.Start && f.at[h-1] == 0 && (f.proper(h-1) || f.r.atoms[h-1].particle) {
			f.trim(k, parse.Range{First: h - 1, End: f.names[k].End})
		}
	}
}

// within reports whether token i is in the sentence of another.
func (f *draft) within(i, other int) bool {
	return i < len(f.at) && f.r.d.Tokens[i].Sent == f.r.d.Tokens[other].Sent
}

// stretch makes name k reach up to end, taking over what names stand there.
func (f *draft) stretch(k, end int) {
	r := parse.Range{First: f.names[k].First, End: end}
	for i := f.names[k].End; i < r.End; i++ {
		if other := f.at[i]; other > 0 && int(other-1) != k {
			r.End = max(r.End, f.names[other-1].End)
			f.trim(int(other-1), parse.Range{First: i, End: i})
		}
	}
	f.trim(k, r)
}

// joinPossessives: "the Varnian Workers' Party" is one body.
func (f *draft) joinPossessives() {
	for k := range f.names {
		n := f.names[k]
		if n.Type != parse.ORG || n.End == n.First || !f.within(n.End+1, n.First) {
			continue
		}
		switch f.form(n.End) {
		case "'", "’":
			if f.r.atoms[n.End+1].sort == uint64(body) && f.r.atoms[n.End+1].capital {
				f.stretch(k, n.End+2)
			}
		}
	}
}

// passedOver names what the model left and the words around it give away: a proper noun behind a
// person's title, or the one behind "the town of".
func (f *draft) passedOver() {
	for s := range f.r.d.Sents {
		f.r.first, f.r.end = f.r.d.Sents[s].First, f.r.d.Sents[s].End
		if f.r.howCased() != 1 {
			continue
		}
		for i := f.r.first + 1; i < f.r.end; i++ {
			if f.at[i] > 0 || !f.proper(i) {
				continue
			}
			end := i + 1
			for end < f.r.end && f.at[end] == 0 && f.proper(end) {
				end++
			}
			at := parse.Range{First: i, End: end}
			switch before := &f.r.atoms[i-1]; {
			case before.title == 1 && f.at[i-1] == 0 && end-i <= 4 && f.r.atoms[end-1].title == 0:
				f.put(parse.Name{Range: at, Type: parse.PER, Why: "behind a title"})
			case f.form(i-1) == "of" && i >= f.r.first+2 && settlement(f.form(i-2)):
				f.put(parse.Name{Range: at, Type: parse.LOC, Why: "behind " + f.form(i-2) + " of"})
			}
			i = end - 1
		}
	}
}

// proper reports whether a word looks like part of a name and isn't a day, a title or a currency.
func (f *draft) proper(i int) bool {
	a := &f.r.atoms[i]
	return a.capital && a.title == 0 && f.r.d.Tokens[i].UPOS == parse.PROPN && !noise(f.form(i)) && !honorific(f.form(i))
}

func settlement(w string) bool {
	switch w {
	case "town", "city", "village", "capital", "province", "district", "region", "port", "settlement", "island", "county", "state", "republic":
		return true
	}
	return false
}

// fromLexicon takes countries, organisations and outlets that the model passed over, and corrects the
// type of countries that nobody is called after.
func (f *draft) fromLexicon() {
	if f.r.lex == nil {
		return
	}
	const sure = lexicon.CountryName | lexicon.GroupName | lexicon.OutletName
	for s := range f.r.d.Sents {
		first, n := f.r.d.Sents[s].First, f.r.d.Sents[s].End-f.r.d.Sents[s].First
		word := func(i int) string { return f.form(first + i) }
		for i := 0; i < n; i++ {
			if !f.r.atoms[first+i].capital {
				continue
			}
			refs, length := f.r.lex.Match(lexicon.AnyClass&^lexicon.RoleNoun, word, n, i)
			if length == 0 {
				continue
			}
			f.listed(parse.Range{First: first + i, End: first + i + length}, refs, sure)
			i += length - 1
		}
	}
}

// listed enters or corrects one name that the lexicon has.
func (f *draft) listed(at parse.Range, refs []lexicon.Ref, sure lexicon.Class) {
	var classes lexicon.Class
	for _, ref := range refs {
		classes |= ref.Class
	}
	k := f.at[at.First]
	exact := k > 0 && f.names[k-1].Range == at
	switch {
	case classes == lexicon.CountryName && exact:
		f.names[k-1].Type, f.names[k-1].Why = parse.GPE, "lexicon: country"
	case k > 0 || classes&sure == 0 || classes&^(sure|lexicon.PlaceName) != 0:
	case classes&lexicon.CountryName != 0:
		f.put(parse.Name{Range: at, Type: parse.GPE, Why: "lexicon: country"})
	case at.End-at.First > 1 || capitals(f.form(at.First)):
		f.put(parse.Name{Range: at, Type: parse.ORG, Why: "lexicon: organisation"})
	}
}

// capitals reports whether a word is an acronym: two capitals or more, no lower case.
func capitals(w string) bool { return len(w) > 1 && hasCapital(w) && !hasLower(w) }

// text returns the printed words of a name, joined by blanks.
func (f *draft) text(r parse.Range) string {
	if r.End-r.First == 1 {
		return f.form(r.First)
	}
	var b strings.Builder
	for i := r.First; i < r.End; i++ {
		if i > r.First {
			b.WriteByte(' ')
		}
		b.WriteString(f.form(i))
	}
	return b.String()
}

// agree gives names of the same words the type that most of them have in this text.
func (f *draft) agree() {
	type votes struct {
		by    [len(kinds)]int
		total int
	}
	poll := map[string]*votes{}
	for _, n := range f.names {
		if n.End == n.First {
			continue
		}
		v := poll[f.text(n.Range)]
		if v == nil {
			v = &votes{}
			poll[f.text(n.Range)] = v
		}
		v.by[kindIndex(n.Type)]++
		v.total++
	}
	for k := range f.names {
		n := &f.names[k]
		v := poll[f.text(n.Range)]
		if v == nil || v.total < 2 {
			continue
		}
		if best, _, _ := most(v.by); best != kindIndex(n.Type) && 2*v.by[best] > v.total {
			n.Type, n.Why = kinds[best], "names model; as elsewhere in the text"
		}
	}
}

func most(by [len(kinds)]int) (best, n, total int) {
	for k, c := range by {
		total += c
		if c > by[best] {
			best = k
		}
	}
	return best, by[best], total
}

// surnames: after "Orlan Besh" a lone "Besh" is that person, found by the model or not.
func (f *draft) surnames() {
	full := map[string]int{}
	for k, n := range f.names {
		if n.Type == parse.PER && n.End-n.First >= 2 {
			last := f.form(n.End - 1)
			if _, ok := full[last]; !ok && utf8.RuneCountInString(last) > 2 && f.r.atoms[n.End-1].capital {
				full[last] = k
			}
		}
	}
	if len(full) == 0 {
		return
	}
	for i := range f.r.d.Tokens {
		k, ok := full[f.form(i)]
		if !ok || i < f.names[k].End {
			continue
		}
		why := "surname of " + f.text(f.names[k].Range)
		switch own := f.at[i]; {
		case own == 0 && !f.r.plain[f.r.atoms[i].lower] && !f.besideName(i):
			f.put(parse.Name{Range: parse.Range{First: i, End: i + 1}, Type: parse.PER, Why: why})
		case own > 0 && f.names[own-1].End-f.names[own-1].First == 1 && !strings.HasPrefix(f.names[own-1].Why, "lexicon"):
			f.names[own-1].Type, f.names[own-1].Why = parse.PER, why
		}
	}
}

// again: a word that was a name in one sentence is that name in the next, found by the model or not.
func (f *draft) again() {
	once := map[string]int{}
	for k, n := range f.names {
		if n.End-n.First == 1 && n.Type != parse.MISC && f.r.atoms[n.First].capital && utf8.RuneCountInString(f.form(n.First)) > 3 {
			if _, ok := once[f.form(n.First)]; !ok {
				once[f.form(n.First)] = k
			}
		}
	}
	for i := range f.r.d.Tokens {
		k, ok := once[f.form(i)]
		if !ok || f.at[i] > 0 || f.r.plain[f.r.atoms[i].lower] || f.besideName(i) || f.r.d.Tokens[i].UPOS != parse.PROPN {
			continue
		}
		f.put(parse.Name{Range: parse.Range{First: i, End: i + 1}, Type: f.names[k].Type, Why: "named elsewhere in the text"})
	}
}

// besideName: in "Besh Street" the capital that follows makes another name of it.
func (f *draft) besideName(i int) bool {
	s := f.r.d.Sents[f.r.d.Tokens[i].Sent]
	return i > s.First && f.r.atoms[i-1].capital && f.at[i-1] > 0 || i+1 < s.End && f.r.atoms[i+1].capital
}

// acronyms: "the Varna Security Treaty Organization (VSTO)" defines what VSTO is from there on.
func (f *draft) acronyms() {
	defined := map[string]int{}
	for k := range f.names {
		n := f.names[k]
		if n.End == n.First || n.End+2 >= len(f.at) || f.form(n.End) != "(" || f.form(n.End+2) != ")" || !capitals(f.form(n.End+1)) || !f.initials(n.Range, f.form(n.End+1)) {
			continue
		}
		defined[f.form(n.End+1)] = k
		if n.Type == parse.PER {
			f.names[k].Type = parse.ORG
		}
	}
	for i := range f.r.d.Tokens {
		k, ok := defined[f.form(i)]
		if !ok {
			continue
		}
		why := "acronym of " + f.text(f.names[k].Range)
		switch own := f.at[i]; {
		case own == 0:
			f.put(parse.Name{Range: parse.Range{First: i, End: i + 1}, Type: f.names[k].Type, Why: why})
		case f.names[own-1].End-f.names[own-1].First == 1:
			f.names[own-1].Type, f.names[own-1].Why = f.names[k].Type, why
		}
	}
}

// initials reports whether the letters of an acronym begin the name's words, small words aside.
func (f *draft) initials(r parse.Range, acronym string) bool {
	rest := acronym
	for i := r.First; i < r.End; i++ {
		w, _ := utf8.DecodeRuneInString(f.form(i))
		a, size := utf8.DecodeRuneInString(rest)
		switch {
		case rest == "":
			return !unicode.IsUpper(w)
		case unicode.ToUpper(w) == a:
			rest = rest[size:]
		case unicode.IsUpper(w):
			return false
		}
	}
	return rest == "" || rest == "S" || rest == "s"
}
