package act

import (
	"crypto/sha256"
	_ "embed" // votes.tsv
	"encoding/hex"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
)

// Votes is a trained classifier: a log-linear model over named features with integer weights, so that every machine
// comes to the same sum. A frame proposes what a word names; the votes may say that it names something else or nothing,
// and that a word which no frame knows names something.
type Votes struct {
	hash    string
	rows    map[uint64]*row
	generic [classes]lexicon.Frame // for words that the votes alone make an event
	accept  int32                  // lead over "no event" that a word without a frame needs
	reject  int32                  // lead of "no event" that takes an event from a frame
	retype  int32                  // lead of another type that takes it from its frame
	answer  int32                  // lead of another type over the answer to a dyad
}

// classes are "no event", then the sixteen types in the manual's order.
const classes = 17

// A row is the weights of a feature.
type row struct {
	name    string
	weights [classes]int32
}

type tally [classes]int32

//go:embed votes.tsv
var votesTable []byte

// English returns the classifier that the program carries.
func English() (*Votes, error) { return ReadVotes("votes.tsv", votesTable) }

// Hash names the table that the classifier was read from.
func (v *Votes) Hash() string { return v.hash }

// Classes names the classes in the order of weights.
func Classes() []string {
	out := []string{"none"}
	for _, t := range tocsin.PLOVERTypes() {
		out = append(out, string(t))
	}
	return out
}

// roots are the CAMEO roots of the types, for events that have no frame to say more.
var roots = [classes]string{"", "030", "040", "050", "080", "060", "070", "084", "100", "110", "120", "130", "140", "160", "150", "170", "190"}

// ReadVotes reads votes.tsv: a feature a line, its weights as CLASS:hundredths; then the margins.
func ReadVotes(name string, data []byte) (*Votes, error) {
	rows, err := lexicon.ReadTable(name, data, []string{"feature", "weights"}, nil)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(data)
	v := &Votes{hash: hex.EncodeToString(sum[:]), rows: make(map[uint64]*row, len(rows)), accept: math.MaxInt32, reject: math.MaxInt32, retype: math.MaxInt32, answer: math.MaxInt32}
	names := Classes()
	for _, line := range rows {
		r := &row{name: line.Get("feature")}
		if err := v.margin(r.name, line); err != nil {
			return nil, err
		}
		for _, field := range strings.Fields(line.Get("weights")) {
			class, num, ok := strings.Cut(field, ":")
			k := slices.Index(names, class)
			w, err := strconv.ParseInt(num, 10, 32)
			if !ok || k < 0 && class != "lead" || err != nil || w < -maxWeight || w > maxWeight {
				return nil, line.Errorf("weight %q is no CLASS:number", field)
			}
			if k >= 0 {
				r.weights[k] = int32(w)
			}
		}
		key := hashName(r.name)
		if v.rows[key] != nil {
			return nil, line.Errorf("feature %q stands twice", r.name)
		}
		v.rows[key] = r
	}
	for k, t := range tocsin.PLOVERTypes() {
		v.generic[k+1] = lexicon.Frame{Act: lexicon.ActEvent, Type: t, CAMEO: roots[k+1], Mutual: t == tocsin.Consult || t == tocsin.Cooperate, Where: "votes alone"}
	}
	return v, nil
}

// maxWeight bounds what a table may say, so that no sum of weights overflows.
const maxWeight = 10_000

// margin reads the line of a margin; other lines are left alone.
func (v *Votes) margin(name string, line lexicon.Row) error {
	var to *int32
	switch name {
	case "margin accept":
		to = &v.accept
	case "margin reject":
		to = &v.reject
	case "margin retype":
		to = &v.retype
	case "margin answer":
		to = &v.answer
	default:
		return nil
	}
	num, ok := strings.CutPrefix(line.Get("weights"), "lead:")
	w, err := strconv.ParseInt(num, 10, 32)
	if !ok || err != nil || w < 0 {
		return line.Errorf("margin %q is no lead:number", line.Get("weights"))
	}
	*to = int32(w)
	return nil
}

// FeatureName is a feature as votes.tsv prints it: "object-word attack/v+convoy".
func FeatureName(kind, a, b string) string {
	if b == "" {
		return kind + " " + a
	}
	return kind + " " + a + "+" + b
}

// The hash of a feature's name is FNV-1a, made piece by piece so that no name is put together while a text is read.
const (
	fnvOffset = 14695981039346656037
	fnvPrime  = 1099511628211
)

func hashBytes(h uint64, s string) uint64 {
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * fnvPrime
	}
	return h
}

func hashName(name string) uint64 { return hashBytes(fnvOffset, name) }

func hashFeature(kind, a, b string) uint64 {
	h := hashBytes(hashBytes(hashBytes(fnvOffset, kind), " "), a)
	if b == "" {
		return h
	}
	return hashBytes(hashBytes(h, "+"), b)
}

// count adds up the votes of a word's features.
func (v *Votes) count(features func(taker)) tally {
	var sum tally
	features(func(kind, a, b string) {
		if r := v.rows[hashFeature(kind, a, b)]; r != nil {
			for k, w := range r.weights {
				sum[k] += w
			}
		}
	})
	return sum
}

// best returns the class with the most votes, the first of equals.
func (t *tally) best() int {
	best := 0
	for k := range t {
		if t[k] > t[best] {
			best = k
		}
	}
	return best
}

// classOf returns the number of a type.
func classOf(t tocsin.PLOVER) int {
	return 1 + slices.Index(tocsin.PLOVERTypes(), t)
}

// reasons names the features that say most for one class against another.
func (v *Votes) reasons(features func(taker), class, against int) string {
	type reason struct {
		name string
		w    int32
	}
	var all []reason
	features(func(kind, a, b string) {
		if r := v.rows[hashFeature(kind, a, b)]; r != nil {
			if w := r.weights[class] - r.weights[against]; w > 0 {
				all = append(all, reason{r.name, w})
			}
		}
	})
	slices.SortStableFunc(all, func(a, b reason) int { return int(b.w - a.w) })
	var out []string
	for _, r := range all[:min(len(all), topReasons)] {
		out = append(out, fmt.Sprintf("%s %+.2f", r.name, float64(r.w)/100))
	}
	return strings.Join(out, ", ")
}

// topReasons is how many features an event's trace names.
const topReasons = 4

// ballot applies the votes to the senses of all words. The counts are taken before anything is changed.
func (s *scene) ballot() {
	if s.votes == nil {
		return
	}
	type change struct {
		tok int
		sense
	}
	var changes []change
	for i := range s.d.Tokens {
		if !s.votable(i) {
			continue
		}
		se := s.senses[i]
		if se.frame == nil && s.votes.rows[hashFeature("word", s.word(i), "")] == nil {
			continue // what it never saw it makes no event of
		}
		t := s.votes.count(func(take taker) { s.features(i, take) })
		b := t.best()
		switch {
		case se.frame == nil:
			if b != 0 && t[b]-t[0] >= s.votes.accept {
				changes = append(changes, change{i, sense{&s.votes.generic[b], parse.NoHead, known}})
			}
		case t[0]-t[classOf(se.frame.Type)] >= s.votes.reject && b == 0:
			s.rejected[i] = true
		case b != 0 && t[b]-t[classOf(se.frame.Type)] >= s.votes.retype:
			changes = append(changes, change{i, sense{&s.votes.generic[b], se.inner, known}})
		}
	}
	for _, c := range changes {
		s.senses[c.tok] = c.sense
	}
}
