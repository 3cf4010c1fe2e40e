package lemma

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tocsin-desk/tocsin"
)

// letterCase is what a rule does to the capitals of a form before it cuts.
type letterCase uint8

const (
	lower letterCase = iota // Forces → forces
	keep                    // McDonald → McDonald
	title                   // RUSSIA → Russia
)

// caseNames are the cases as rules print them.
const caseNames = "lkt"

// A Rule turns a form into its lemma: case, letters cut at the end, letters added. "stopped" has the
// lemma "stop" by cutting three, "went" has "go" by cutting four and adding two.
type Rule struct {
	to  letterCase
	cut int
	add string
}

// String prints a rule as it stands in a model's header: "l3+" for stopped, "l4+go" for went.
func (r Rule) String() string { return fmt.Sprintf("%c%d+%s", caseNames[r.to], r.cut, r.add) }

// ParseRule reads what String prints.
func ParseRule(s string) (Rule, error) {
	head, add, ok := strings.Cut(s, "+")
	if ok && len(head) > 1 {
		to, err := strings.IndexByte(caseNames, head[0]), error(nil)
		r := Rule{add: add}
		if r.cut, err = strconv.Atoi(head[1:]); err == nil && to >= 0 && r.cut >= 0 {
			r.to = letterCase(to)
			return r, nil
		}
	}
	return Rule{}, fmt.Errorf("lemma rule %q: %w", s, tocsin.ErrInvalid)
}

// ruleFor returns the rule that makes lemma from form and says as little as possible about the form.
func ruleFor(form, lemma string) Rule {
	best, longest := Rule{}, -1
	for _, to := range [...]letterCase{lower, keep, title} {
		if to == lower && lemma != strings.ToLower(lemma) {
			continue // a lemma with capitals never comes from a lower-cased form
		}
		if to != lower && lemma == strings.ToLower(lemma) {
			continue
		}
		base := to.apply(form)
		n := commonPrefix(base, lemma)
		if n > longest {
			best, longest = Rule{to, utf8.RuneCountInString(base[n:]), lemma[n:]}, n
		}
	}
	return best
}

// commonPrefix returns the length of the common beginning in bytes, whole letters only.
func commonPrefix(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) {
		r, size := utf8.DecodeRuneInString(a[n:])
		if r2, size2 := utf8.DecodeRuneInString(b[n:]); r != r2 || size != size2 {
			break
		}
		n += size
	}
	return n
}

func (c letterCase) apply(form string) string {
	switch c {
	case lower:
		return strings.ToLower(form)
	case title:
		r, n := utf8.DecodeRuneInString(form)
		return string(unicode.ToUpper(r)) + strings.ToLower(form[n:])
	}
	return form
}

// Apply returns the lemma of a form. A rule that would leave nothing leaves the form as it is.
func (r Rule) Apply(form string) string {
	base := r.to.apply(form)
	end := len(base)
	for range r.cut {
		_, n := utf8.DecodeLastRuneInString(base[:end])
		end -= n
	}
	switch {
	case r.add == "" && end == 0:
		return base
	case r.add == "":
		return base[:end]
	}
	return base[:end] + r.add
}
