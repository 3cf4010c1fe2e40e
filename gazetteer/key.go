package gazetteer

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/tocsin-desk/tocsin/lexicon"
)

// Key folds a name into what its spellings share: lower case, without marks, apostrophes and full stops,
// Cyrillic in Latin letters, hyphens as blanks. "Mazār-e Sharīf" and "Mazar-e-Sharif" are "mazar e sharif".
func Key(name string) string {
	buf := make([]byte, 0, len(name)+8)
	ascii := true
	for i := 0; i < len(name); i++ {
		c := name[i]
		if c >= utf8.RuneSelf {
			ascii = false
			break
		}
		buf = foldASCII(buf, c)
	}
	if !ascii {
		buf = buf[:0]
		for _, r := range norm.NFKD.String(name) {
			buf = foldRune(buf, r)
		}
	}
	return strings.TrimSuffix(string(buf), " ")
}

func foldASCII(buf []byte, c byte) []byte {
	switch {
	case 'A' <= c && c <= 'Z':
		return append(buf, c+'a'-'A')
	case 'a' <= c && c <= 'z' || '0' <= c && c <= '9' || c == '&':
		return append(buf, c)
	case c == '\'' || c == '.' || c == '`':
		return buf
	}
	if n := len(buf); n == 0 || buf[n-1] == ' ' {
		return buf
	}
	return append(buf, ' ')
}

func foldRune(buf []byte, r rune) []byte {
	if r < utf8.RuneSelf {
		return foldASCII(buf, byte(r))
	}
	r = unicode.ToLower(r)
	if i := r - 'а'; i >= 0 && int(i) < len(cyrillic) {
		return append(buf, cyrillic[i]...)
	}
	switch r {
	case '’', '‘', 'ʼ', 'ʻ', 'ʹ', 'ʿ', 'ʾ', '′':
		return buf
	case 'ø':
		return append(buf, 'o')
	case 'ł':
		return append(buf, 'l')
	case 'ı':
		return append(buf, 'i')
	case 'đ', 'ð':
		return append(buf, 'd')
	case 'ħ':
		return append(buf, 'h')
	case 'ß':
		return append(buf, "ss"...)
	case 'æ', 'ə':
		return append(buf, 'a')
	case 'œ':
		return append(buf, "oe"...)
	case 'þ':
		return append(buf, "th"...)
	case 'і', 'ѝ', 'ї':
		return append(buf, 'i')
	case 'ғ':
		return append(buf, "gh"...)
	case 'қ':
		return append(buf, 'q')
	case 'ҳ', 'һ':
		return append(buf, 'h')
	case 'ҷ', 'џ':
		return append(buf, 'j')
	case 'ӯ', 'ў', 'ү', 'ұ':
		return append(buf, 'u')
	case 'ң':
		return append(buf, "ng"...)
	case 'ө':
		return append(buf, 'o')
	case 'ђ':
		return append(buf, "dj"...)
	case 'ј':
		return append(buf, 'j')
	case 'є':
		return append(buf, "ye"...)
	}
	switch {
	case unicode.IsLetter(r) || unicode.IsDigit(r):
		return utf8.AppendRune(buf, r)
	case unicode.Is(unicode.M, r):
		return buf
	}
	return foldASCII(buf, ' ')
}

// cyrillic runs from а to ё as names in English papers write them: Душанбе is Dushanbe, Хатлон Khatlon.
// The decomposition has turned й into и and ё into е before.
var cyrillic = [...]string{
	"a", "b", "v", "g", "d", "e", "zh", "z", "i", "i", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f",
	"kh", "ts", "ch", "sh", "shch", "", "y", "", "e", "yu", "ya", "e", "e",
}

// A generic is a word that says what a place is.
type generic struct {
	word  string
	kind  lexicon.PlaceKind
	front bool // it stands before the name: "Lake Sarez"
}

// generics are words that papers add and leave out at will. "City" isn't among them: Kansas City is no Kansas.
var generics = [...]generic{
	{"province", lexicon.Province, false}, {"region", lexicon.Province, false}, {"oblast", lexicon.Province, false},
	{"krai", lexicon.Province, false}, {"governorate", lexicon.Province, false}, {"prefecture", lexicon.Province, false},
	{"wilayat", lexicon.Province, false}, {"velayat", lexicon.Province, false}, {"viloyat", lexicon.Province, false},
	{"viloyati", lexicon.Province, false}, {"welayat", lexicon.Province, false}, {"welayaty", lexicon.Province, false},
	{"state", lexicon.Province, false}, {"county", lexicon.Province, false}, {"voivodeship", lexicon.Province, false},
	{"department", lexicon.Province, false}, {"autonomous region", lexicon.Province, false}, {"autonomous oblast", lexicon.Province, false},
	{"province of", lexicon.Province, true}, {"state of", lexicon.Province, true}, {"wilayat of", lexicon.Province, true},
	{"district", lexicon.District, false}, {"raion", lexicon.District, false}, {"rayon", lexicon.District, false},
	{"nohiya", lexicon.District, false}, {"tehsil", lexicon.District, false}, {"municipality", lexicon.District, false},
	{"river", lexicon.Water, false}, {"river", lexicon.Water, true}, {"lake", lexicon.Water, false}, {"lake", lexicon.Water, true},
	{"reservoir", lexicon.Water, false}, {"gulf of", lexicon.Water, true}, {"sea", lexicon.Water, false},
	{"mount", lexicon.Terrain, true}, {"mountains", lexicon.Terrain, false}, {"valley", lexicon.Terrain, false},
	{"desert", lexicon.Terrain, false}, {"island", lexicon.Terrain, false}, {"islands", lexicon.Terrain, false}, {"peninsula", lexicon.Terrain, false},
	{"pass", lexicon.Crossing, false}, {"border crossing", lexicon.Crossing, false}, {"crossing", lexicon.Crossing, false}, {"checkpoint", lexicon.Crossing, false},
	{"bridge", lexicon.Crossing, false}, {"air base", lexicon.Site, false}, {"airbase", lexicon.Site, false}, {"airport", lexicon.Site, false},
	{"city of", lexicon.City, true}, {"town of", lexicon.City, true}, {"village of", lexicon.City, true},
}

// Split takes the word for what a place is off a key: "khatlon region" is "khatlon", a province. The kind
// is "" where there is no such word or nothing else.
func Split(key string) (rest string, kind lexicon.PlaceKind) {
	for _, g := range generics {
		n := len(key) - len(g.word) - 1
		switch {
		case n < 1:
		case g.front && strings.HasPrefix(key, g.word) && key[len(g.word)] == ' ':
			return longer(rest, key[len(g.word)+1:], kind, g.kind)
		case !g.front && strings.HasSuffix(key, g.word) && key[n] == ' ':
			rest, kind = longer(rest, key[:n], kind, g.kind)
		}
	}
	return rest, kind
}

// longer prefers the split that takes more away: "autonomous region" over "region".
func longer(a, b string, kindA, kindB lexicon.PlaceKind) (string, lexicon.PlaceKind) {
	if kindA != "" && len(a) <= len(b) {
		return a, kindA
	}
	return b, kindB
}

// alike reports whether a place of kind has may be called by a word for kind want: a valley may stand
// under districts, a territory is a province to its government.
func alike(want, has lexicon.PlaceKind) bool {
	if want == has {
		return true
	}
	switch want {
	case lexicon.Province:
		return has == lexicon.Territory || has == lexicon.District || has == lexicon.Region
	case lexicon.District:
		return has == lexicon.Province || has == lexicon.Territory || has == lexicon.City
	case lexicon.Terrain:
		return has == lexicon.Region || has == lexicon.District || has == lexicon.Territory || has == lexicon.Province
	case lexicon.City:
		return has == lexicon.Capital
	}
	return false
}
