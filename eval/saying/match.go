package saying

import "slices"

// A match says what of a reading is what of gold, for relations between statements.
type match struct {
	want   *Text
	of     map[string]string // statement of the reading → its partner in gold, or one of its own
	class  map[string]string // statement of gold → the first one that is the same
	doubt  []string
	wanted map[Pair]string // disputes of gold, by classes, in the order of their ids, with their scope
	near   map[Pair]bool
}

func newMatch(want, got *Text, read []Statement, to []int) *match {
	m := &match{want: want, of: map[string]string{}, class: want.Classes(), doubt: append(want.doubtful(), got.doubtful()...)}
	for j := range read {
		m.of[read[j].ID] = "?" + read[j].ID
	}
	for i, j := range to {
		if j >= 0 {
			m.of[read[j].ID] = want.Statements[i].ID
		}
	}
	m.wanted, m.near = disputed(want.Disputes, m.gold), relation(want.Near, m.gold)
	return m
}

// relation is a set of pairs in which the order of the two is lost. Those of one statement with itself or with one in doubt are left out.
func relation(in []Pair, name func(string) string) map[Pair]bool {
	out := map[Pair]bool{}
	for _, p := range in {
		if x := ordered(name(p[0]), name(p[1])); x[0] != "" && x[0] != x[1] {
			out[x] = true
		}
	}
	return out
}

// disputed is the same for disputes. Of two between the same classes the first one has the scope.
func disputed(in []Dispute, name func(string) string) map[Pair]string {
	out := map[Pair]string{}
	for _, d := range in {
		x := ordered(name(d.Claim), name(d.Denial))
		if _, twice := out[x]; !twice && x[0] != "" && x[0] != x[1] {
			out[x] = d.Scope
		}
	}
	return out
}

func ordered(x, y string) Pair { return Pair{min(x, y), max(x, y)} }

// sure is a statement that isn't in doubt, or "".
func (m *match) sure(id string) string {
	if slices.Contains(m.doubt, id) {
		return ""
	}
	return id
}

func (m *match) gold(id string) string { return m.class[m.sure(id)] }

// got is the class of what a statement of the reading is in gold.
func (m *match) got(id string) string {
	w := m.of[m.sure(id)]
	if _, ok := m.class[w]; ok {
		return m.gold(w)
	}
	return w
}

// A Verdict is what gold says of a pair of statements as a dispute.
type Verdict int

// The verdicts.
const (
	Uncounted Verdict = iota // in doubt, the same statement, or another pair of two speakers who have a dispute
	Wrong
	Right
)

func (m *match) verdict(p Pair) Verdict {
	if p[0] == "" || p[0] == p[1] {
		return Uncounted
	}
	if _, ok := m.wanted[p]; ok {
		return Right
	}
	if !m.near[p] && m.want.between(m.wanted, p) {
		return Uncounted
	}
	return Wrong
}

// Verdicts returns what gold says of pairs of statements of a reading, the denial first. It is for training: the other way around than in
// gold isn't counted.
func (t *Text) Verdicts(got *Text) func(denial, claim string) Verdict {
	read := got.within(t.Window)
	m := newMatch(t, got, read, pair(t.Words, t.Statements, read))
	disputes := map[Pair]bool{}
	for _, d := range t.Disputes {
		disputes[Pair{m.gold(d.Denial), m.gold(d.Claim)}] = true
	}
	return func(denial, claim string) Verdict {
		x, y := m.got(denial), m.got(claim)
		v := m.verdict(ordered(x, y))
		if v == Right && !disputes[Pair{x, y}] {
			return Uncounted
		}
		return v
	}
}
