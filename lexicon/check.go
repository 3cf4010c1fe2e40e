package lexicon

import (
	"bytes"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"unicode"
)

// A Problem is a line of a table that is wrong, or, as a warning, one that may not mean what was meant.
type Problem struct {
	Where   string // "own/actors.tsv:12"
	Says    string
	Warning bool
}

// String is the problem as compilers print theirs.
func (p Problem) String() string {
	if p.Warning {
		return p.Where + ": warning: " + p.Says
	}
	return p.Where + ": " + p.Says
}

// maxProblems bounds the errors, and the warnings, that one call of Check or Overlaps reports: whoever has so many has the same one many times.
const maxProblems = 200

// Check reads tables of the user's own behind the embedded ones and returns everything that is wrong with them, in the
// order of their lines. A line that can't be read is left out and the rest is read on. The Set is that of the lines that
// can be read. An error is none of a line: a table of a name that isn't ours.
func Check(own ...Table) (*Set, []Problem, error) {
	own = slices.Clone(own)
	var out []Problem
	for {
		s, err := Load(own...)
		var bad *lineError
		switch {
		case err == nil:
			return s, append(out, s.doubts(own)...), nil
		case !errors.As(err, &bad) || len(out) >= maxProblems:
			return nil, out, err
		}
		i := slices.IndexFunc(own, func(t Table) bool { return t.Name == bad.table })
		if i < 0 {
			return nil, out, err
		}
		out = append(out, Problem{Where: bad.where(), Says: bad.says})
		if own[i].Data = withoutLine(own[i].Data, bad.line); own[i].Data == nil {
			own = slices.Delete(own, i, i+1) // its first line or all of it is wrong: nothing else can be read
		}
	}
}

// withoutLine blanks a line of a table; nil where that is the line of the columns, or none.
func withoutLine(data []byte, line int) []byte {
	lines := bytes.SplitAfter(bytes.Clone(data), []byte("\n"))
	if line < 1 || line > len(lines) || !slices.ContainsFunc(lines[:line-1], isRow) {
		return nil
	}
	lines[line-1] = []byte("\n")
	return bytes.Join(lines, nil)
}

// isRow reports whether a line is neither blank nor a comment.
func isRow(line []byte) bool {
	return len(bytes.TrimSpace(line)) > 0 && line[0] != '#'
}

// most cuts a list of problems at maxProblems and says where it goes on.
func most(list []Problem) []Problem {
	if len(list) <= maxProblems {
		return list
	}
	return append(list[:maxProblems:maxProblems], Problem{list[maxProblems].Where, "and more, here and behind it", true})
}

// doubts are the warnings about the tables of the user's own.
func (s *Set) doubts(own []Table) []Problem {
	mine := func(where string) bool {
		return slices.ContainsFunc(own, func(t Table) bool { return strings.HasPrefix(where, t.Name+":") })
	}
	var out []Problem
	for p := range s.overlaps {
		if mine(p.Where) {
			out = append(out, p)
		}
		if len(out) > maxProblems {
			return most(out)
		}
	}
	for p := range s.ambiguous(mine) {
		if out = append(out, p); len(out) > maxProblems {
			return most(out)
		}
	}
	return out
}

// ambiguous gives the warnings about names in some lines of actors and offices.
func (s *Set) ambiguous(in func(where string) bool) iter.Seq[Problem] {
	return func(yield func(Problem) bool) {
		for i := range s.Actors {
			if a := &s.Actors[i]; in(a.Where) {
				for _, n := range a.Names {
					if !s.doubt(a.Where, n, GroupName|CountryName, i, yield) {
						return
					}
				}
			}
		}
		for i := range s.Offices {
			if o := &s.Offices[i]; in(o.Where) {
				for _, n := range o.Variants {
					if !s.doubt(o.Where, n, OfficeHolder, s.spells[o.Person][0], yield) {
						return
					}
				}
			}
		}
	}
}

// doubt warns of a name that stands for others too, or that is an ordinary word; false where no more is asked for.
func (s *Set) doubt(where, name string, own Class, index int, yield func(Problem) bool) bool {
	words := Split(name, false)
	if len(words) == 1 && !strings.ContainsFunc(name, unicode.IsUpper) && !yield(Problem{where, fmt.Sprintf("%q has no capital: it is found wherever the word stands", name), true}) {
		return false
	}
	refs, n := s.Match(AnyClass, func(i int) string { return words[i] }, len(words), 0)
	for _, r := range refs {
		if n == len(words) && r.Class != GivenName && (r.Class&own == 0 || r.Index != index) && !yield(Problem{where, fmt.Sprintf("%q is also %s", name, s.Describe(r)), true}) {
			return false
		}
	}
	return true
}

// Overlaps returns what can't be true at once: two statuses of one actor, two holders of an office that one person holds
// at a time, a state that is twice in an organisation. Where is the later line.
func (s *Set) Overlaps() []Problem {
	var out []Problem
	for p := range s.overlaps {
		if out = append(out, p); len(out) > maxProblems {
			break
		}
	}
	return most(out)
}

// overlaps gives them one by one: a bad table has as many as pairs of lines.
func (s *Set) overlaps(yield func(Problem) bool) {
	_ = s.twoStatuses(yield) && s.twoHolders(yield) && s.twoSeats(yield)
}

func (s *Set) twoStatuses(yield func(Problem) bool) bool {
	for i := range s.Actors {
		a := &s.Actors[i]
		for k := 1; k < len(a.Terms); k++ {
			for _, old := range a.Terms[:k] {
				if old.Overlaps(a.Terms[k].Period) && !yield(Problem{a.Terms[k].Where, fmt.Sprintf("%s has another status in this period by %s", a.Name, old.Where), true}) {
					return false
				}
			}
		}
	}
	return true
}

func (s *Set) twoHolders(yield func(Problem) bool) bool {
	held := map[string][]*Office{}
	for i := range s.Offices {
		o := &s.Offices[i]
		if manyHold(o.Title) {
			continue
		}
		for _, old := range held[o.Of+"\t"+o.Title] {
			if old.Overlaps(o.Period) && !yield(Problem{o.Where, fmt.Sprintf("%s is %s of %s in a period in which %s is, by %s", o.Person, o.Title, o.Of, old.Person, old.Where), true}) {
				return false
			}
		}
		held[o.Of+"\t"+o.Title] = append(held[o.Of+"\t"+o.Title], o)
	}
	return true
}

func (s *Set) twoSeats(yield func(Problem) bool) bool {
	type seat struct{ of, state string }
	seen := map[seat][]*Membership{}
	for i := range s.Memberships {
		m := &s.Memberships[i]
		for _, c := range m.States {
			for _, old := range seen[seat{m.Of, c}] {
				if old.Overlaps(m.Period) && !yield(Problem{m.Where, fmt.Sprintf("%s is a member of %s already, by %s", c, m.Of, old.Where), true}) {
					return false
				}
			}
			seen[seat{m.Of, c}] = append(seen[seat{m.Of, c}], m)
		}
	}
	return true
}

// manyHold tells the offices that several persons hold at a time.
func manyHold(title string) bool {
	for _, w := range [...]string{"spokes", "member of", "deputy", "ambassador", "envoy"} {
		if strings.Contains(title, w) {
			return true
		}
	}
	return false
}
