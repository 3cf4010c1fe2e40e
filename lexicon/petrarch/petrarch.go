// Package petrarch reads users' own event dictionaries in the formats of TABARI, PETRARCH, PETRARCH2 and
// UniversalPetrarch: actors with dates, agents, verbs with patterns, discards, issues, the coding ontology.
//
// In: the bytes of the files, unchanged. Out: a Dictionary, and a warning with file and line for everything in them that
// can't be read; nothing is fatal. It opens nothing and matches nothing against text: coder/petrarch does.
package petrarch

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
)

// A File is one dictionary file, unpacked.
type File struct {
	Name string // without folder
	Data []byte
}

// A Line says where something stands: "my.actors.txt:12".
type Line struct {
	File string
	No   int
}

// Where returns file and number, as compilers print them.
func (l Line) Where() string { return fmt.Sprintf("%s:%d", l.File, l.No) }

// A Warning is a line that was left out, whole or in part.
type Warning struct {
	Line
	Why string
}

// String returns the warning as one line.
func (w Warning) String() string { return w.Where() + ": " + w.Why }

// A Dictionary is all files of one user together. After Read it is read only.
type Dictionary struct {
	Actors   Index[*Actor]
	Agents   Index[*Agent]
	Verbs    map[string][]*Verb // by the form of the word that is the verb, in file order
	Phrasal  bool               // patterns are in the style of PETRARCH2: heads of phrases, (PREP noun), {MODIFIER HEAD}
	Rules    []Rule             // transformations of nested events
	Discards Index[*Discard]
	Issues   Index[*Issue]
	Ontology *Ontology
	CAMEO    bool // the codes of verbs and patterns are CAMEO's; older dictionaries have WEIS codes, of which CAMEO knows another meaning
	patterns int
	hash     string
}

// Hash returns the SHA-256 of the files' names and bytes, in hexadecimal.
func (d *Dictionary) Hash() string { return d.hash }

// Counts says how much of each kind was read, in a fixed order: "actors 3", "verbs 12".
func (d *Dictionary) Counts() []string {
	verbs := 0
	for _, list := range d.Verbs {
		verbs += len(list)
	}
	var out []string
	for _, c := range []struct {
		what string
		n    int
	}{{"actors", d.Actors.Len()}, {"agents", d.Agents.Len()}, {"verb forms", verbs}, {"patterns", d.patterns},
		{"transformations", len(d.Rules)}, {"discards", d.Discards.Len()}, {"issues", d.Issues.Len()}} {
		out = append(out, fmt.Sprintf("%s %d", c.what, c.n))
	}
	return out
}

// leastCAMEO is the least share of codes that CAMEO knows in a dictionary of CAMEO codes: in use are 96 % and more, and 76 % with WEIS codes.
const leastCAMEO = .9

// scheme tells whether the codes are CAMEO's.
func (b *builder) scheme() {
	cameo, all, known := CAMEO(), 0, 0
	count := func(c EventCode) {
		for _, code := range []string{c.Active, c.Passive} {
			if code == "" {
				continue
			}
			all++
			if _, ok := cameo.values[code]; ok {
				known++
			}
		}
	}
	for _, list := range b.dict.Verbs {
		for _, v := range list {
			count(v.Code)
		}
	}
	var first Line
	for _, bl := range b.blocks {
		b.dict.patterns += len(bl.Patterns)
		if first.No == 0 {
			first = bl.Line
		}
		for _, p := range bl.Patterns {
			count(p.Code)
		}
	}
	b.dict.CAMEO = all > 0 && float64(known) >= leastCAMEO*float64(all)
	if all > 0 && !b.dict.CAMEO {
		b.warn(first, "of %d codes of events only %d are CAMEO's: the events get no PLOVER type", all, known)
	}
}

// kind is what a file holds.
type kind int

const (
	unknown kind = iota
	actors
	agents
	verbs
	discards
	issues
	ontology
)

// names are the parts of file names that tell what a file holds, in the order in which they are tried.
var names = [...]struct {
	part string
	kind kind
}{{"ontology", ontology}, {"actor", actors}, {"agent", agents}, {"discard", discards}, {"issue", issues}, {"verb", verbs}, {"cameo", verbs}}

// maxFile bounds one file: the largest in use has 1.5 MB.
const maxFile = 64 << 20

// Read reads all files of a user, in the order of their names. Warnings are in the order of files and lines.
func Read(files []File) (*Dictionary, []Warning) {
	files = slices.SortedFunc(slices.Values(files), func(a, b File) int { return strings.Compare(a.Name, b.Name) })
	b := &builder{dict: &Dictionary{Verbs: map[string][]*Verb{}, Ontology: CAMEO()}, actors: map[string]*Actor{}}
	sum := sha256.New()
	for _, f := range files {
		fmt.Fprintf(sum, "%s\x00%d\x00", f.Name, len(f.Data))
		sum.Write(f.Data)
		b.file(f)
	}
	b.scheme()
	b.dict.hash = hex.EncodeToString(sum.Sum(nil))
	b.dict.Actors.sort()
	b.dict.Agents.sort()
	b.dict.Discards.sort()
	b.dict.Issues.sort()
	slices.SortStableFunc(b.warnings, func(v, w Warning) int { return cmp.Or(strings.Compare(v.File, w.File), v.No-w.No) })
	return b.dict, b.warnings
}

// A builder fills a dictionary file by file.
type builder struct {
	dict     *Dictionary
	actors   map[string]*Actor // by phrase: the same phrase may stand in several blocks and files
	blocks   []*Block
	warnings []Warning
}

// maxWarnings bounds what is said about bad lines: of the dictionaries in use the worst has some hundred.
const maxWarnings = 10_000

func (b *builder) warn(at Line, format string, args ...any) {
	switch {
	case len(b.warnings) > maxWarnings:
		return
	case len(b.warnings) == maxWarnings:
		format, args = "and more, here and elsewhere", nil
	}
	b.warnings = append(b.warnings, Warning{at, fmt.Sprintf(format, args...)})
}

func (b *builder) file(f File) {
	if len(f.Data) > maxFile {
		b.warn(Line{f.Name, 1}, "the file has %d bytes, more than %d; not read", len(f.Data), maxFile)
		return
	}
	lines := b.lines(f)
	switch kindOf(f.Name, lines) {
	case actors:
		b.readActors(lines)
	case agents:
		b.readAgents(lines)
	case verbs:
		b.readVerbs(lines)
	case discards:
		b.readDiscards(lines)
	case issues:
		b.readIssues(lines)
	case ontology:
		b.readOntology(lines)
	default:
		b.warn(Line{f.Name, 1}, "neither its name nor its lines say what it holds; not read")
	}
}

// kindOf tells what a file holds by its name, else by its first telling line.
func kindOf(name string, lines []line) kind {
	low := strings.ToLower(name)
	for _, n := range names {
		if strings.Contains(low, n.part) {
			return n.kind
		}
	}
	for _, l := range lines {
		switch {
		case strings.HasPrefix(l.text, "---"), strings.HasPrefix(l.text, "- "), strings.HasPrefix(l.text, "&"):
			return verbs
		case strings.Contains(l.text, "[~"), strings.Contains(l.text, "~]"):
			return agents
		case strings.HasPrefix(l.text, "<ISSUE"):
			return issues
		case l.indented && strings.HasPrefix(l.text, "["):
			return actors
		}
	}
	return unknown
}
