package entity

import (
	"unicode"
	"unicode/utf8"

	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
	"github.com/tocsin-desk/tocsin/parse/perceptron"
)

// An atom is what features say of one token.
type atom struct {
	word, lower            uint64
	pre2, pre3, pre4       uint64
	suf1, suf2, suf3, suf4 uint64
	shape                  uint64
	upos                   uint64
	list                   uint64 // the lexicon's classes of the longest match over it, and its place in the match
	seen                   uint64 // what raw text showed of the word
	name                   uint64 // what raw text showed of the longest name over it, and its place in the name
	sort                   uint64 // what the word says of a name it stands in: lastWord
	capital                bool
	particle               bool  // "al", "bin": may begin a name in lower case
	title                  uint8 // ends a role: 1 of a person, 2 of a group
}

// A reader walks over one text. The last atom is a blank one for what lies outside a sentence.
type reader struct {
	d      *parse.Doc
	lex    *lexicon.Set
	atoms  []atom
	labels []label
	memory map[uint64][len(kinds)]uint8 // decisions on a word so far in this text
	plain  map[uint64]bool              // words that stand in lower case somewhere in this text
	first  int                          // of the sentence
	end    int
	casing uint64 // how much of the sentence is in capitals
	starts []int  // by token: where its run of capitals starts and ends
	stops  []int
	buf    []uint64
	rows   []uint16
	blind  func() bool // while learning: hide the next word? nil: never
}

func newReader(d *parse.Doc, lex *lexicon.Set, known seen) *reader {
	r := &reader{d: d, lex: lex, atoms: make([]atom, len(d.Tokens)+1), labels: make([]label, len(d.Tokens)),
		memory: map[uint64][len(kinds)]uint8{}, plain: map[uint64]bool{}, starts: make([]int, len(d.Tokens)), stops: make([]int, len(d.Tokens)), buf: make([]uint64, 0, 80)}
	for i := range d.Tokens {
		r.atoms[i] = atomOf(&d.Tokens[i])
		if a := &r.atoms[i]; !a.capital && !a.particle {
			r.plain[a.lower] = true
		}
	}
	for s := range d.Sents {
		r.lists(d.Sents[s])
		r.runs(d.Sents[s])
		known.mark(r, d.Sents[s].First, d.Sents[s].End)
	}
	return r
}

// maxLetters is where affixes and shapes stop looking: no name's ending is longer.
const maxLetters = 24

// atomOf cuts a word up. Digits all look alike, so that years don't each become a word.
func atomOf(t *parse.Token) atom {
	var a atom
	var lower [maxLetters * utf8.UTFMax]byte
	var at [maxLetters + 1]int // byte offsets of letters in lower
	var shape [maxLetters]byte
	n, letters, runs := 0, 0, 0
	var last byte
	for _, c := range t.Form {
		s := byte('.')
		switch {
		case 'a' <= c && c <= 'z':
			s = 'x'
		case 'A' <= c && c <= 'Z':
			s, c = 'X', c+'a'-'A'
		case '0' <= c && c <= '9':
			s, c = '0', '0'
		case c < utf8.RuneSelf:
			s = byte(c)
		case unicode.IsUpper(c):
			s, c = 'X', unicode.ToLower(c)
		case unicode.IsLetter(c):
			s = 'x'
		}
		if letters == 0 && s == 'X' {
			a.capital = true
		}
		if letters < maxLetters {
			n += utf8.EncodeRune(lower[n:], c)
			letters++
			at[letters] = n
		}
		if (s != last || runs < 2) && runs < maxLetters {
			shape[runs] = s
			runs++
		}
		last = s
	}
	cut := func(from, to int) uint64 { return perceptron.String(lower[at[max(from, 0)]:at[min(to, letters)]]) }
	a.word, a.lower, a.shape = perceptron.String(t.Form), cut(0, letters), perceptron.String(shape[:runs])
	a.upos = perceptron.String(string(t.UPOS))
	if a.capital = a.capital || letters > 1 && hasCapital(t.Form); a.capital {
		a.pre2, a.pre3, a.pre4 = cut(0, 2), cut(0, 3), cut(0, 4)
		a.sort = uint64(lastWord(t.Form))
		a.suf1, a.suf2, a.suf4 = cut(letters-1, letters), cut(letters-2, letters), cut(letters-4, letters)
	} else {
		a.particle = particle(t.Form)
	}
	a.suf3 = cut(letters-3, letters)
	return a
}

// "iPhone", "eBay", "al-Shabaab" in one token.
func hasCapital(s string) bool {
	for _, c := range s {
		if c < utf8.RuneSelf {
			if 'A' <= c && c <= 'Z' {
				return true
			}
		} else if unicode.IsUpper(c) {
			return true
		}
	}
	return false
}

// particle: "al - Bashir", "bin Laden", "van der Bellen" begin in lower case.
func particle(w string) bool {
	switch w {
	case "al", "el", "bin", "ibn", "abu", "van", "von", "de", "der", "di", "da", "dos", "ul", "ur", "bint", "ben", "ash", "as", "at", "an":
		return true
	}
	return false
}

// runs finds the stretches of capitalised words; "of" and "and" don't join them.
func (r *reader) runs(s parse.Sentence) {
	for i := s.First; i < s.End; {
		end := i + 1
		for r.atoms[i].capital && end < s.End && r.atoms[end].capital {
			end++
		}
		for k := i; k < end; k++ {
			r.starts[k], r.stops[k] = i, end
		}
		i = end
	}
}

// lists marks tokens with what the lexicon has on them.
func (r *reader) lists(s parse.Sentence) {
	if r.lex == nil {
		return
	}
	n := s.End - s.First
	word := func(i int) string { return r.d.Tokens[s.First+i].Form }
	const names = lexicon.CountryName | lexicon.CountryAdj | lexicon.CountryPeople | lexicon.CountrySeat | lexicon.GroupName | lexicon.OfficeHolder | lexicon.PlaceName | lexicon.OutletName | lexicon.GivenName
	for i := 0; i < n; {
		a := &r.atoms[s.First+i]
		if refs, length := r.lex.Match(lexicon.RoleNoun, word, n, i); length > 0 {
			t := uint8(2)
			if ref := refs[0]; r.lex.Roles[ref.Index].Person && !ref.Plural {
				t = 1
			}
			r.atoms[s.First+i+length-1].title = t
		}
		if !a.capital && !a.particle {
			i++
			continue
		}
		refs, length := r.lex.Match(names, word, n, i)
		if length == 0 {
			i++
			continue
		}
		var classes lexicon.Class
		for _, ref := range refs {
			classes |= ref.Class
		}
		for k := range length {
			r.atoms[s.First+i+k].list = perceptron.Hash3(900, uint64(classes), uint64(placeIn(k, length)), uint64(min(length, 3)))
		}
		i += length
	}
}

// placeIn is the BILOU place of token k of n.
func placeIn(k, n int) int {
	switch {
	case n == 1:
		return alone
	case k == 0:
		return begins
	case k == n-1:
		return ends
	}
	return inside
}

// enter begins a sentence.
func (r *reader) enter(s int) {
	r.first, r.end = r.d.Sents[s].First, r.d.Sents[s].End
	r.casing = r.howCased()
}

// leave ends it: what its words were labelled is remembered for the rest of the text.
func (r *reader) leave(ls []label) {
	for k, l := range ls {
		r.labels[r.first+k] = l
		if l > 0 {
			r.remember(r.first+k, l)
		}
	}
}

// near is how far from a capital a small word may stand and still be part of a name: "Ministry of the Interior".
const near = 3

// candidate reports whether a token can be part of a name at all: it has a capital, is a particle before one, or
// stands between two.
func (r *reader) candidate(i int) bool {
	if r.atoms[i].capital {
		return true
	}
	before, after := false, false
	for k := 1; k <= near; k++ {
		before, after = before || r.at(i-k).capital, after || r.at(i+k).capital
	}
	return after && (before || r.atoms[i].particle)
}

// howCased tells headlines and lines in capitals from sentences.
func (r *reader) howCased() uint64 {
	words, capitals, whole := 0, 0, 0
	for i := r.first; i < r.end; i++ {
		f := r.d.Tokens[i].Form
		if c := f[0] | 0x20; c < 'a' || c > 'z' {
			continue
		}
		words++
		if r.atoms[i].capital {
			capitals++
			if len(f) > 1 && !hasLower(f) {
				whole++
			}
		}
	}
	switch {
	case words < 3:
		return 0
	case whole*10 >= words*7:
		return 3
	case capitals*10 >= words*7:
		return 2
	}
	return 1
}

func hasLower(s string) bool {
	for _, c := range s {
		if unicode.IsLower(c) {
			return true
		}
	}
	return false
}

func (r *reader) remember(i int, l label) {
	if !r.atoms[i].capital {
		return
	}
	m := r.memory[r.atoms[i].lower]
	m[kindOf(l)] = min(m[kindOf(l)]+1, 200)
	r.memory[r.atoms[i].lower] = m
}

// remembered returns the kind most often given to a word so far, plus one; 0 for a new word.
func (r *reader) remembered(i int) uint64 {
	m, ok := r.memory[r.at(i).lower]
	if !ok {
		return 0
	}
	best := 0
	for k := range m {
		if m[k] > m[best] {
			best = k
		}
	}
	return uint64(best) + 1
}

// at returns the atom of a token of the sentence, a blank one outside.
func (r *reader) at(i int) *atom {
	if i < r.first || i >= r.end {
		return &r.atoms[len(r.atoms)-1]
	}
	return &r.atoms[i]
}
