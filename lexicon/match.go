package lexicon

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Class says which table a name comes from, and what kind of name it is there.
// Classes are bits, so that a caller can ask for several at once.
type Class uint16

// The classes of names.
const (
	CountryName   Class = 1 << iota // "Afghanistan", "the United States"; Index: Actors
	CountryAdj                      // "Afghan"; Index: Actors
	CountryPeople                   // "Afghans", "Frenchman"; Index: Actors
	CountrySeat                     // "the Kremlin", "Downing Street"; Index: Actors
	GroupName                       // organisations and armed groups; Index: Actors
	OfficeHolder                    // a person known to hold an office; Index: Offices, the first of that person
	RoleNoun                        // "foreign minister", "police"; Index: Roles
	PlaceName                       // "Kandahar", "the Balkans"; Index: Places
	OutletName                      // "Reuters"; Index: Outlets
	GivenName                       // "Imangali"; Index: Given
	AnyClass      Class = 1<<iota - 1
)

// A Ref points from a name to the row it stands in.
type Ref struct {
	Class  Class
	Index  int
	Short  bool // not the full name: a surname, an acronym
	Plural bool // of roles: the plural was matched
	Titled bool // it has capitals in two words or more: "Grey Wolves", which are no "Grey wolves"

	exact string // acronyms match only as written: "WHO" isn't "Who"; "" for others
	upper int    // a proper name: 1 + the word that must have a capital, 0 for none
}

// trie maps sequences of folded words to refs. It is written while loading only.
type trie struct {
	words map[string]int32
	edges map[uint64]int32 // parent<<32 | word to child
	refs  [][]Ref          // by node
}

// newTrie has room for the words and nodes of our own tables, so that loading doesn't grow it.
func newTrie() trie {
	const words, nodes = 13_000, 22_000
	return trie{words: make(map[string]int32, words), edges: make(map[uint64]int32, nodes), refs: make([][]Ref, 1, nodes)}
}

// add enters a name; a name with hyphens is entered as one word and in parts, because tokenisers differ.
func (t *trie) add(name string, ref Ref) {
	if acronym(name) {
		ref.exact = strings.ReplaceAll(name, ".", "")
	}
	t.insert(Split(name, false), ref)
	if strings.Contains(name, "-") {
		t.insert(Split(name, true), ref)
	}
}

func (t *trie) insert(words []string, ref Ref) {
	var buf [64]byte
	node := int32(0)
	ref.upper = 1 + slices.IndexFunc(words, func(w string) bool { return strings.ContainsFunc(w, unicode.IsUpper) })
	ref.Titled = capitals(words) > 1
	for _, w := range words {
		key := fold(buf[:0], w)
		id, ok := t.words[string(key)]
		if !ok {
			id = int32(len(t.words))
			t.words[string(key)] = id
		}
		e := uint64(node)<<32 | uint64(id)
		next, ok := t.edges[e]
		if !ok {
			next = int32(len(t.refs))
			t.edges[e] = next
			t.refs = append(t.refs, nil)
		}
		node = next
	}
	if node == 0 {
		return
	}
	for _, r := range t.refs[node] {
		if r == ref {
			return
		}
	}
	t.refs[node] = append(t.refs[node], ref)
}

// capitals counts the words that have one.
func capitals(words []string) int {
	n := 0
	for _, w := range words {
		if strings.ContainsFunc(w, unicode.IsUpper) {
			n++
		}
	}
	return n
}

// acronym reports whether a name is short and has no lower-case letter: "UN", "M23".
func acronym(name string) bool {
	return len(name) <= 8 && !strings.ContainsFunc(name, unicode.IsLower) && strings.ContainsFunc(name, unicode.IsUpper) && !strings.Contains(name, " ")
}

// marks are set apart from words as tokenisers do.
var marks = strings.NewReplacer("’", "'", "'s ", " 's ", "s' ", "s ' ", ",", " , ", "(", " ( ", ")", " ) ")

// Split cuts a name into words as tokenisers do: at blanks, before a genitive 's, and, when asked, around hyphens.
func Split(name string, hyphens bool) []string {
	if strings.ContainsAny(name, "’',()") {
		name = marks.Replace(name + " ")
	}
	if hyphens {
		name = strings.ReplaceAll(name, "-", " - ")
	}
	return strings.Fields(name)
}

// Match returns the longest name of the wanted classes that begins at word i of n, as the rows it
// may stand for, and its length in words; 0 where there is none. word gives the printed form of a word.
// It is safe for concurrent use and doesn't allocate, except where it has to drop refs by their case.
func (s *Set) Match(want Class, word func(i int) string, n, i int) (refs []Ref, length int) {
	var buf [64]byte
	node := int32(0)
	for j := i; j < n; j++ {
		id, ok := s.trie.words[string(fold(buf[:0], word(j)))]
		if !ok {
			break
		}
		node, ok = s.trie.edges[uint64(node)<<32|uint64(id)]
		if !ok {
			break
		}
		if found := admitted(s.trie.refs[node], want, word, i, j+1); len(found) > 0 {
			refs, length = found, j+1-i
		}
	}
	return refs, length
}

// admitted filters refs by class and case; when all pass it returns the list itself.
func admitted(refs []Ref, want Class, word func(int) string, first, end int) []Ref {
	var kept []Ref
	for k, r := range refs {
		ok := r.Class&want != 0 && cased(r, word, first, end)
		switch {
		case ok && kept != nil:
			kept = append(kept, r)
		case !ok && kept == nil:
			kept = append(make([]Ref, 0, len(refs)), refs[:k]...)
		}
	}
	if kept == nil {
		return refs
	}
	return kept
}

// "who" is no World Health Organization, and "reading" no town.
func cased(r Ref, word func(int) string, first, end int) bool {
	w := word(first)
	if r.exact != "" && end == first+1 {
		return sameLetters(r.exact, w)
	}
	if r.upper == 0 {
		return true
	}
	return strings.ContainsFunc(word(first+r.upper-1), unicode.IsUpper)
}

// sameLetters compares but for full stops: "U.S." is "US".
func sameLetters(exact, w string) bool {
	i := 0
	for j := 0; j < len(w); j++ {
		if w[j] == '.' {
			continue
		}
		if i >= len(exact) || exact[i] != w[j] {
			return false
		}
		i++
	}
	return i == len(exact)
}

// Fold returns a name as names are compared: lower case, without full stops and common accents.
func Fold(name string) string { return string(fold(nil, name)) }

// fold appends the key of a word: lower case, without full stops and common accents, straight apostrophes.
func fold(buf []byte, w string) []byte {
	for i := 0; i < len(w); i++ {
		c := w[i]
		switch {
		case c >= utf8.RuneSelf:
			return foldWide(buf, w[i:])
		case 'A' <= c && c <= 'Z':
			buf = append(buf, c+'a'-'A')
		case c == '.' && len(w) > 1:
		default:
			buf = append(buf, c)
		}
	}
	return buf
}

func foldWide(buf []byte, w string) []byte {
	for _, r := range w {
		switch {
		case r == '’' || r == '‘' || r == 'ʼ':
			buf = append(buf, '\'')
		case r == '.' && len(w) > 1:
		default:
			if plain, ok := bare(unicode.ToLower(r)); ok {
				buf = append(buf, plain...)
			} else {
				buf = utf8.AppendRune(buf, unicode.ToLower(r))
			}
		}
	}
	return buf
}

// accents and bares run side by side: each letter and what it is written as without its mark.
const (
	accents = "áàâäãåāăąçćčďđéèêëēęěğģíìîïīįıķłļñńňņóòôöõøōőŕřśšşșťţțúùûüūůűýÿźżž"
	bares   = "aaaaaaaaacccddeeeeeeeggiiiiiiikllnnnnoooooooorrsssstttuuuuuuuyyzzz"
)

func bare(r rune) (string, bool) {
	switch r {
	case 'ß':
		return "ss", true
	case 'æ':
		return "ae", true
	case 'œ':
		return "oe", true
	}
	k := 0
	for _, a := range accents {
		if a == r {
			return bares[k : k+1], true
		}
		k++
	}
	return "", false
}
