package lemma

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/parse"
	"github.com/tocsin-desk/tocsin/parse/model"
	"github.com/tocsin-desk/tocsin/parse/net"
	"github.com/tocsin-desk/tocsin/parse/table"
)

// seen is a word of the treebanks as far as the lemma goes.
type seen struct {
	form string
	tag  uint8
}

// counts says how often each rule made the lemma.
type counts map[string]int

// best returns the most frequent rule, the first by name on a tie.
func (c counts) best() (rule string, n int) {
	for _, r := range slices.Sorted(maps.Keys(c)) {
		if c[r] > n {
			rule, n = r, c[r]
		}
	}
	return rule, n
}

// Train learns from docs that carry gold tags and lemmas. It returns the rules for the model's header
// beside the section.
func Train(docs []*parse.Doc, tags []net.Tag) ([]string, []model.Section, error) {
	forms := map[seen]counts{}
	for _, d := range docs {
		for i := range d.Tokens {
			t := &d.Tokens[i]
			if t.Lemma != "" {
				key := seen{t.Form, uint8(slices.Index(tags, net.TagOf(t)))}
				count(forms, key, ruleFor(t.Form, t.Lemma).String(), 1)
			}
		}
	}
	l := &learner{number: map[string]uint16{}, which: map[uint64]uint16{}}
	known := l.endings(forms)
	l.forms(forms, known)
	if len(l.rules) > table.MaxValue {
		return nil, nil, fmt.Errorf("%d lemma rules, at most %d: %w", len(l.rules), table.MaxValue, tocsin.ErrTooLarge)
	}
	b, err := table.Freeze(l.which)
	return l.rules, []model.Section{{Name: section, Data: b}}, err
}

func count[K comparable](m map[K]counts, key K, rule string, n int) {
	if m[key] == nil {
		m[key] = counts{}
	}
	m[key][rule] += n
}

type learner struct {
	rules  []string
	number map[string]uint16
	which  map[uint64]uint16
}

func (l *learner) ruleNumber(r string) uint16 {
	n, ok := l.number[r]
	if !ok {
		n = uint16(len(l.rules))
		l.number[r], l.rules = n, append(l.rules, r)
	}
	return n
}

type end struct {
	ending   string
	capitals uint64
	tag      uint8
}

// endings learns one rule an ending, each form counting once, shortest first; an ending is only
// stored where it says something else than the next shorter one.
func (l *learner) endings(forms map[seen]counts) map[end]string {
	all := map[end]counts{}
	for f, c := range forms {
		rule, _ := c.best()
		small := strings.ToLower(f.form)
		for n := range maxEnding + 1 {
			if e, ok := ending(small, n); ok {
				count(all, end{e, capitals(f.form), f.tag}, rule, 1)
			}
		}
	}
	keys := slices.SortedFunc(maps.Keys(all), func(a, b end) int {
		return cmp.Or(cmp.Compare(len(a.ending), len(b.ending)), cmp.Compare(a.ending, b.ending), cmp.Compare(a.capitals, b.capitals), cmp.Compare(a.tag, b.tag))
	})
	decided := map[end]string{}
	for _, k := range keys {
		rule, _ := all[k].best()
		shorter := end{dropFirst(k.ending), k.capitals, k.tag}
		if k.ending == "" || decided[shorter] != rule {
			l.which[endingKey(k.ending, k.capitals, k.tag)] = l.ruleNumber(rule)
		}
		decided[k] = rule
	}
	return decided
}

func dropFirst(s string) string {
	for i := range s {
		if i > 0 {
			return s[i:]
		}
	}
	return ""
}

// forms stores every lower-case form, so that "Men" finds "men", and the others where neither that nor their
// ending gives their rule.
func (l *learner) forms(forms map[seen]counts, decided map[end]string) {
	keys := slices.SortedFunc(maps.Keys(forms), func(a, b seen) int {
		return cmp.Or(cmp.Compare(a.form, b.form), cmp.Compare(a.tag, b.tag))
	})
	for _, k := range keys {
		rule, _ := forms[k].best()
		small := strings.ToLower(k.form)
		if small == k.form || l.otherwise(forms, decided, k, small) != rule {
			l.which[formKey(k.form, k.tag)] = l.ruleNumber(rule)
		}
	}
}

// otherwise returns the rule that a form with capitals gets without an entry of its own.
func (l *learner) otherwise(forms map[seen]counts, decided map[end]string, k seen, small string) string {
	if c, ok := forms[seen{small, k.tag}]; ok {
		rule, _ := c.best()
		return rule
	}
	for n := maxEnding; n >= 0; n-- {
		if e, ok := ending(small, n); ok && decided[end{e, capitals(k.form), k.tag}] != "" {
			return decided[end{e, capitals(k.form), k.tag}]
		}
	}
	return ""
}
