// Package gazetteer knows where places are: which places a name may mean, which country a point is in,
// and where the border between two states runs.
//
// In: the lexicon's own places, the tables that the build has put into the binary, or a table that a
// user has imported. Out: candidates with their sources, and lines. It never decides which candidate a
// text means, never opens a file, and never asks the network.
package gazetteer

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/tocsin-desk/tocsin/gazetteer/geo"
	"github.com/tocsin-desk/tocsin/lexicon"
)

// MaxCandidates bounds the answer to one name: "San José" has some hundred namesakes, and who ranks
// them reads the first few dozen.
const MaxCandidates = 64

// Country is the kind of a state as a whole; the other kinds are the lexicon's.
const Country lexicon.PlaceKind = "country"

// An ID names a place within one Gazetteer: the layer in the upper half, the row in the lower. It is
// good for comparing, not for keeping: another table gives other ids.
type ID uint64

func idOf(layer, row int) ID { return ID(layer)<<32 | ID(uint32(row)) }

func (id ID) layer() int { return int(id >> 32) }
func (id ID) row() int   { return int(uint32(id)) }

// A Place is one place that a name may mean.
type Place struct {
	ID         ID
	Name       string // in English where the source has that
	Point      geo.Point
	Kind       lexicon.PlaceKind
	Code       string // GeoNames' feature code, "PPLA"; "" where the source has none
	Country    string // ISO 3166-1 alpha-3; "" for seas, regions and what no country holds
	Admin1     string // name of the first-level division; "" where it isn't known
	Population int    // persons; 0: not known
	GeoNames   int    // 0: none
	Source     string // whose row it is: "tocsin", "geonames"
	Where      string // the row itself, for a trace: "places.tsv:12", "geonames:1221874"
}

// How says how well a name fits a candidate, the best first.
type How uint8

// The ways in which a name fits.
const (
	Exact    How = iota // as printed: "Osh"
	Folded              // but for accents, case and apostrophes: "Ishkoshim", "Ishkoshīm"
	Variant             // another name of the place, or its name in another language
	Stripped            // without the word for what it is: "Khatlon Region" for "Khatlon"
)

// String names the way.
func (h How) String() string {
	return [...]string{"exact", "folded", "variant", "stripped"}[h]
}

// A Candidate is a place that a name may mean, and how the name fits it.
type Candidate struct {
	Place
	How  How
	Lang string // of the name that fitted, "ru"; "" for English or unknown
}

// A Gazetteer is immutable once opened and shared by all goroutines.
type Gazetteer struct {
	lex    *lexicon.Set
	tables []*Table   // in the order in which they are asked
	shapes *ShapeFile // nil where the binary has none
	own    func() map[string][]ownName
	facts  *facts
}

// Layer numbers below this one are the lexicon's tables.
const (
	placesLayer = iota
	countriesLayer
	firstTable
)

// Open returns the gazetteer of the binary: the lexicon's places first, then what the build has
// embedded. A table of the user's own, unless it is nil, stands in place of the embedded towns. Opening
// reads no row: it takes some milliseconds.
func Open(lex *lexicon.Set, user *Table) (*Gazetteer, error) {
	f, err := loadFacts(lex)
	if err != nil {
		return nil, err
	}
	tables, shapes, err := embeddedLayers(user)
	if err != nil {
		return nil, err
	}
	g := &Gazetteer{lex: lex, tables: tables, shapes: shapes, facts: f}
	g.own = sync.OnceValue(g.indexOwn)
	return g, nil
}

// Lookup returns the places that a name may mean, at most MaxCandidates: those that fit better first,
// then states, capitals and the most people. A place that two sources have is given once.
func (g *Gazetteer) Lookup(name string) []Candidate {
	key := Key(name)
	out := g.find(nil, key, name, "")
	if rest, kind := Split(key); kind != "" {
		out = g.find(out, rest, name, kind)
	}
	return best(out)
}

// maxWords is how many words a name of a place may have; longer ones are descriptions.
const maxWords = 8

// Match returns the places of the longest run of words that begins at word(first), and how many words
// it has; 0 where none begins there. The words are those of a text of n words, as printed.
func (g *Gazetteer) Match(word func(int) string, n, first int) ([]Candidate, int) {
	var name []byte
	var ends [maxWords]int // of the name with so many words more; 0: it doesn't end here
	k := 0
	for i := first; i < min(n, first+maxWords); i++ {
		w := word(i)
		named := Key(w) != ""
		if !named && (i == first || w != "-" && w != "'" && w != "’") {
			break // a comma ends a name
		}
		if k > 0 && named {
			name = append(name, ' ')
		}
		name = append(name, w...)
		if named {
			ends[k] = len(name)
		}
		k++
	}
	for k--; k >= 0; k-- {
		if ends[k] == 0 {
			continue
		}
		if out := g.Lookup(string(name[:ends[k]])); len(out) > 0 {
			return out, k + 1
		}
	}
	return nil, 0
}

// find appends the places whose key is given; a kind that isn't "" leaves out places of another kind.
func (g *Gazetteer) find(out []Candidate, key, name string, kind lexicon.PlaceKind) []Candidate {
	if key == "" {
		return out
	}
	add := func(p Place, as, lang string, alias bool) {
		if shouted(as) && strings.ReplaceAll(as, ".", "") != strings.ReplaceAll(name, ".", "") || kind != "" && !alike(kind, p.Kind) || slices.ContainsFunc(out, func(c Candidate) bool { return same(&c.Place, &p) }) {
			return
		}
		c := Candidate{Place: p, How: Folded, Lang: lang}
		switch {
		case kind != "" || Key(as) != key:
			c.How = Stripped
		case alias, shouted(name) && !shouted(as): // "US" is no Us in France, though a headline may shout "PARIS"
			c.How = Variant
		case as == name:
			c.How = Exact
		}
		out = append(out, c)
	}
	for _, n := range g.own()[key] {
		if p, ok := g.Place(n.id); ok {
			add(p, n.name, "", n.variant)
		}
	}
	for layer, t := range g.tables {
		t.find(key, func(row int, as, lang string, alias bool) bool {
			if p, ok := g.Place(idOf(firstTable+layer, row)); ok {
				add(p, as, lang, alias)
			}
			return len(out) < 8*MaxCandidates // San José again
		})
	}
	return out
}

// shouted reports whether a name is an acronym, which means nothing in small letters: "us" is no state.
func shouted(name string) bool {
	return len(name) <= 8 && !strings.ContainsFunc(name, unicode.IsLower) && strings.ContainsFunc(name, unicode.IsUpper)
}

// same reports whether two rows are one place: one id, or one name in one country within a few
// kilometres. The lexicon's points are rounded to a hundredth of a degree.
func same(a, b *Place) bool {
	if a.ID == b.ID {
		return true
	}
	if a.GeoNames != 0 && b.GeoNames != 0 {
		return a.GeoNames == b.GeoNames
	}
	if a.Country != b.Country {
		return false
	}
	if a.Kind == Country && b.Kind == Country {
		return true
	}
	return a.ID.layer() != b.ID.layer() && rough(a.Kind) == rough(b.Kind) && geo.Distance(a.Point, b.Point) < reach(a.Kind)
}

// rough is a kind as far as sources agree on it: a capital is a city, a disputed territory a province.
func rough(k lexicon.PlaceKind) lexicon.PlaceKind {
	switch k {
	case lexicon.Capital:
		return lexicon.City
	case lexicon.Territory:
		return lexicon.Province
	}
	return k
}

// reach is how far apart two sources put the point of one place: a town has a middle, a province has many.
func reach(k lexicon.PlaceKind) float64 {
	if settled(k) {
		return 15
	}
	return 150
}

func settled(k lexicon.PlaceKind) bool { return rough(k) == lexicon.City }

// best sorts the candidates and cuts the list.
func best(out []Candidate) []Candidate {
	slices.SortStableFunc(out, func(a, b Candidate) int {
		return cmp.Or(cmp.Compare(grade(a), grade(b)), cmp.Compare(b.Population, a.Population), cmp.Compare(a.How, b.How), cmp.Compare(a.ID, b.ID))
	})
	return out[:min(len(out), MaxCandidates)]
}

// grade: a fitting name counts first, but for accents, which papers leave out; then states and capitals.
func grade(c Candidate) int {
	g := 0
	switch c.How {
	case Variant:
		g = 4
	case Stripped:
		g = 8
	}
	switch c.Kind {
	case Country:
		return g
	case lexicon.Capital:
		return g + 1
	}
	return g + 2
}

// Place returns the place with the id.
func (g *Gazetteer) Place(id ID) (Place, bool) {
	switch layer, row := id.layer(), id.row(); {
	case layer == placesLayer && row < len(g.lex.Places):
		return g.ownPlace(row), true
	case layer == countriesLayer && row < len(g.lex.Actors):
		return g.country(row), true
	case layer >= firstTable && layer-firstTable < len(g.tables):
		p, ok := g.tables[layer-firstTable].place(row)
		p.ID = id
		return p, ok
	}
	return Place{}, false
}

// drawn returns the outlines and lines; none where the binary has none.
func (g *Gazetteer) drawn() *Shapes {
	if g.shapes != nil {
		if s, err := g.shapes.Shapes(); err == nil { // the tests decode what is embedded: it can't fail here
			return s
		}
	}
	return &Shapes{}
}

// Layers says what the gazetteer was made of, in the order in which it is asked.
func (g *Gazetteer) Layers() []Layer {
	out := []Layer{{Name: "tocsin", Licence: "Apache-2.0", Rows: len(g.lex.Places), Hash: g.lex.Hash()}}
	for _, t := range g.tables {
		out = append(out, t.layers()...)
	}
	if g.shapes != nil {
		out = append(out, g.shapes.Layer)
	}
	return out
}

// Verify reads everything that the gazetteer was opened on and compares it with the sums that it carries.
func (g *Gazetteer) Verify() error {
	for _, t := range g.tables {
		if err := t.Verify(); err != nil {
			return err
		}
	}
	if g.shapes != nil {
		if _, err := g.shapes.Shapes(); err != nil {
			return err
		}
	}
	return nil
}

// Hash returns the version of the gazetteer: SHA-256 over all that it is made of, in hexadecimal.
func (g *Gazetteer) Hash() string {
	h := sha256.New()
	for _, l := range g.Layers() {
		fmt.Fprintln(h, l.Hash)
	}
	h.Write(disputedTable)
	return hex.EncodeToString(h.Sum(nil))
}

// A Layer is one source of a gazetteer, as its maker wants it credited.
type Layer struct {
	Name    string `json:"name"`
	Credit  string `json:"credit,omitempty"`
	Licence string `json:"licence"`
	Version string `json:"version,omitempty"`
	Rows    int    `json:"rows"`
	Hash    string `json:"-"` // SHA-256 of the table it lies in, in hexadecimal
}

// String names the layer with its size, its licence and the beginning of its hash.
func (l Layer) String() string {
	s := fmt.Sprintf("%s %.12s %d rows", l.Name, l.Hash, l.Rows)
	for _, part := range []string{l.Version, l.Licence, l.Credit} {
		if part != "" {
			s += ", " + part
		}
	}
	return s
}
