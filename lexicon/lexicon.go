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
	"path"
	"slices"

	"github.com/tocsin-desk/tocsin"
)

//go:embed *.tsv
var embedded embed.FS

// maxTable bounds one table: the largest of ours has 200 KiB, a user's may be a whole gazetteer.
const maxTable = 64 << 20

// A Set is all reference data, immutable once loaded and shared by all goroutines.
type Set struct {
	Actors      []Actor      // countries first, then organisations and groups
	Memberships []Membership // which states belonged to which organisation
	Roles       []Role       // nouns for people by what they do
	Offices     []Office     // who held which office when
	Places      []Place      // cities, provinces, rivers, regions
	Outlets     []Outlet     // agencies, papers, broadcasters
	Given       []Given      // common given names

	cues     map[cueKey]*Cue
	events   events                 // frames of verbs and event nouns
	hash     string                 // over every table
	codes    map[string]string      // what a block of an actor's code means
	bodies   map[string]*BodyWord   // by folded word
	sources  []Table                // what the Set was built from, in order
	trie     trie                   // every name of the tables above
	byID     map[string]int         // actors
	members  map[string][]int       // by organisation: indexes into Memberships
	spells   map[string][]int       // by person: indexes into Offices
	capitals map[string]int         // by country: index into Places
	centres  map[string]Centre      // by country
	times    map[string][]NamedTime // by first word
	deeds    map[string][]string    // nouns that name a deed, with the verbs that tell the same
}

// A Table is one table as it was given. The last part of its name says which it is: "own/actors.tsv" has actors.
type Table struct {
	Name string
	Data []byte
}

// kind is the name of the table of ours that has the same columns.
func (t Table) kind() string { return path.Base(t.Name) }

// tables says who reads which table, in the order of reading: later ones may look up earlier ones.
var tables = [...]struct {
	name string
	read func(s *Set, name string, data []byte) error
}{
	{"countries.tsv", readCountries},
	{"codes.tsv", readCodes},
	{"actors.tsv", readActors},
	{"members.tsv", readMembers},
	{"roles.tsv", readRoles},
	{"bodies.tsv", readBodies},
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
	{"types.tsv", readTypes},
	{"modality.tsv", readModality},
	{"contexts.tsv", readContexts},
}

// Load builds the Set of the embedded tables, and of tables of the user's own behind them. Errors name table and
// line and wrap tocsin.ErrInvalid, tocsin.ErrTooLarge, or tocsin.ErrNotFound for a table of another name than ours.
func Load(own ...Table) (*Set, error) {
	sources := make([]Table, 0, len(tables)+len(own))
	for _, t := range tables {
		data, err := fs.ReadFile(embedded, t.name)
		if err != nil {
			return nil, fmt.Errorf("read embedded table %s: %w", t.name, err)
		}
		sources = append(sources, Table{t.name, data})
	}
	return build(append(sources, own...))
}

// With returns a new Set that has the rows of one more table behind those it has already. Errors as of Load.
func (s *Set) With(name string, r io.Reader) (*Set, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxTable+1))
	if err != nil {
		return nil, fmt.Errorf("read table %s: %w", name, err)
	}
	if len(data) > maxTable {
		return nil, fmt.Errorf("table %s has more than %d bytes: %w", name, maxTable, tocsin.ErrTooLarge)
	}
	return build(append(slices.Clone(s.sources), Table{name, data}))
}

// build reads the sources table by table: all sources of one table before the next table.
func build(sources []Table) (*Set, error) {
	s := &Set{
		sources: sources, trie: newTrie(), byID: map[string]int{}, members: map[string][]int{}, spells: map[string][]int{},
		capitals: map[string]int{}, centres: map[string]Centre{}, codes: map[string]string{}, bodies: map[string]*BodyWord{},
		times: map[string][]NamedTime{}, deeds: map[string][]string{},
	}
	known := 0
	for _, t := range tables {
		for _, src := range sources {
			if src.kind() != t.name {
				continue
			}
			known++
			if len(src.Data) > maxTable {
				return nil, fmt.Errorf("lexicon: table %s has more than %d bytes: %w", src.Name, maxTable, tocsin.ErrTooLarge)
			}
			if err := t.read(s, src.Name, bytes.TrimPrefix(src.Data, []byte("\ufeff"))); err != nil {
				return nil, fmt.Errorf("lexicon: %w", err)
			}
		}
	}
	if known != len(sources) {
		i := slices.IndexFunc(sources, func(t Table) bool { return !isTable(t.kind()) })
		return nil, fmt.Errorf("lexicon: %q: a table is known by its name, and there is none of that name: %w", sources[i].Name, tocsin.ErrNotFound)
	}
	s.hash = hashOf(sources)
	return s, nil
}

// isTable reports whether one of the tables has the name.
func isTable(name string) bool {
	for _, t := range tables {
		if t.name == name {
			return true
		}
	}
	return false
}

// hashOf covers names and lengths too, so that moving a row from one table to another changes it.
func hashOf(sources []Table) string {
	h := sha256.New()
	for _, src := range sources {
		fmt.Fprintf(h, "%s\x00%d\x00", src.kind(), len(src.Data))
		h.Write(src.Data)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// Hash returns the version of the data: SHA-256 over every table in it, in hexadecimal.
func (s *Set) Hash() string { return s.hash }
