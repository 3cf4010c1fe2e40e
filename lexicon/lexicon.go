// Package lexicon holds reference data with validity dates: actors, offices, roles, places, outlets,
// named times, cues of attribution, verbs of events.
//
// In: the embedded tables, and tables of the user's own in the same form. Out: an immutable Set.
// It never reads an article, never opens a file by itself, and never changes once loaded.
package lexicon

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"

	"github.com/tocsin-desk/tocsin"
)

//go:embed *.tsv
var embedded embed.FS

// maxTable bounds one table: the largest of ours has 200 KiB, a user's may be a whole gazetteer.
const maxTable = 64 << 20

// A Set is all reference data, immutable once loaded and shared by all goroutines.
type Set struct {
	Actors  []Actor  // countries first, then organisations and groups
	Roles   []Role   // nouns for people by what they do
	Offices []Office // who held which office when
	Places  []Place  // cities, provinces, rivers, regions
	Outlets []Outlet // agencies, papers, broadcasters
	Given   []Given  // common given names

	cues     map[cueKey]*Cue
	events   events                 // frames of verbs and event nouns
	hash     string                 // over every table
	sources  []source               // what the Set was built from, in order
	trie     trie                   // every name of the tables above
	byID     map[string]int         // actors
	spells   map[string][]int       // by person: indexes into Offices
	capitals map[string]int         // by country: index into Places
	centres  map[string]Centre      // by country
	times    map[string][]NamedTime // by first word
	deeds    map[string][]string    // nouns that name a deed, with the verbs that tell the same
}

// A source is one table as it was given.
type source struct {
	name string
	data []byte
}

// tables says who reads which table, in the order of reading: later ones may look up earlier ones.
// A table is known by the name of its file.
var tables = [...]struct {
	name string
	read func(s *Set, name string, data []byte) error
}{
	{"countries.tsv", readCountries},
	{"actors.tsv", readActors},
	{"roles.tsv", readRoles},
	{"offices.tsv", readOffices},
	{"places.tsv", readPlaces},
	{"outlets.tsv", readOutlets},
	{"given.tsv", readGiven},
	{"times.tsv", readTimes},
	{"deeds.tsv", readDeeds},
	{"cues.tsv", readCues},
	{"themes.tsv", readThemes},
	{"verbs.tsv", readVerbs},
	{"cameo.tsv", readCAMEO},
	{"contexts.tsv", readContexts},
}

// Load builds the Set of the embedded tables.
func Load() (*Set, error) {
	var sources []source
	for _, t := range tables {
		data, err := fs.ReadFile(embedded, t.name)
		if err != nil {
			return nil, fmt.Errorf("read embedded table %s: %w", t.name, err)
		}
		sources = append(sources, source{t.name, data})
	}
	return build(sources)
}

// With returns a new Set that has the rows of one more table behind those it has already.
// The name says which table it is and must be one of the embedded ones ("actors.tsv").
// Errors name table and line and wrap tocsin.ErrInvalid, tocsin.ErrTooLarge or the reader's error.
func (s *Set) With(name string, r io.Reader) (*Set, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxTable+1))
	if err != nil {
		return nil, fmt.Errorf("read table %s: %w", name, err)
	}
	if len(data) > maxTable {
		return nil, fmt.Errorf("table %s has more than %d bytes: %w", name, maxTable, tocsin.ErrTooLarge)
	}
	sources := append(bytesOf(s.sources), source{name, data})
	return build(sources)
}

// bytesOf copies the list, so that two Sets never share its end.
func bytesOf(in []source) []source { return append([]source(nil), in...) }

// build reads the sources table by table: all sources of one table before the next table.
func build(sources []source) (*Set, error) {
	s := &Set{sources: sources, trie: newTrie(), byID: map[string]int{}, spells: map[string][]int{}, capitals: map[string]int{}, centres: map[string]Centre{}, times: map[string][]NamedTime{}, deeds: map[string][]string{}}
	known := 0
	for _, t := range tables {
		for _, src := range sources {
			if src.name != t.name {
				continue
			}
			known++
			if err := t.read(s, src.name, bytes.TrimPrefix(src.data, []byte("\ufeff"))); err != nil {
				return nil, fmt.Errorf("lexicon: %w", err)
			}
		}
	}
	if known != len(sources) {
		return nil, fmt.Errorf("lexicon: table %q: %w", sources[len(sources)-1].name, tocsin.ErrNotFound)
	}
	s.hash = hashOf(sources)
	return s, nil
}

// hashOf covers names and lengths too, so that moving a row from one table to another changes it.
func hashOf(sources []source) string {
	h := sha256.New()
	for _, src := range sources {
		fmt.Fprintf(h, "%s\x00%d\x00", src.name, len(src.data))
		h.Write(src.data)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// Hash returns the version of the data: SHA-256 over every table in it, in hexadecimal.
func (s *Set) Hash() string { return s.hash }
