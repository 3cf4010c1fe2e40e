// Package names scores the names found in texts against gold ones.
//
// In: a text, its gold names and the names found in it, both as spans of bytes. Out: counts and figures. Gold is read
// from stand-off lines, which hold offsets and a hash and never the text. It never opens a file.
package names

import (
	"strings"

	"github.com/tocsin-desk/tocsin"
	score "github.com/tocsin-desk/tocsin/eval/parse"
	"github.com/tocsin-desk/tocsin/parse"
)

// DATE is the class of the gold set that is no type of a parse.Name: a day, week, month, year, season. Dates stand among
// the times of a text.
const DATE parse.NameType = "DATE"

// Classes returns the classes of the gold set, in the order of tables.
func Classes() []parse.NameType {
	return []parse.NameType{parse.PER, parse.ORG, parse.GPE, parse.LOC, parse.FAC, parse.NORP, parse.EVENT, DATE, parse.ROLE, parse.OUTLET, parse.DOC}
}

// A Name is a span of a text and its class. A name of another class than Classes counts nowhere.
type Name struct {
	Span tocsin.Span // bytes
	Type parse.NameType
}

// A Score holds what was counted so far. A name is right when both its ends and its class are.
type Score struct {
	ByClass map[parse.NameType]score.Figure
	Common  score.Figure // persons, organisations and places: what every corpus of names knows
	All     score.Figure // every class of the gold set
}

// Add counts one text. A leading article and a trailing possessive are taken off on both sides, so that a found
// "the Taliban's" is a gold "Taliban"; a name that is there twice counts once.
func (s *Score) Add(text string, gold, found []Name) {
	if s.ByClass == nil {
		s.ByClass = map[parse.NameType]score.Figure{}
	}
	for _, c := range Classes() {
		only := func(t parse.NameType) parse.NameType {
			if t == c {
				return t
			}
			return ""
		}
		f := count(set(text, gold, only), set(text, found, only))
		s.ByClass[c] = add(s.ByClass[c], f)
		s.All = add(s.All, f)
	}
	s.Common = add(s.Common, count(set(text, gold, common), set(text, found, common)))
}

// common folds classes into the three of Score.Common; "" is none of them.
func common(t parse.NameType) parse.NameType {
	switch t {
	case parse.PER:
		return parse.PER
	case parse.ORG, parse.OUTLET:
		return parse.ORG
	case parse.GPE, parse.LOC, parse.FAC:
		return parse.GPE
	}
	return ""
}

func set(text string, names []Name, fold func(parse.NameType) parse.NameType) map[Name]bool {
	out := map[Name]bool{}
	for _, n := range names {
		if t := fold(n.Type); t != "" {
			out[Name{Trim(text, n.Span), t}] = true
		}
	}
	return out
}

func count(gold, found map[Name]bool) score.Figure {
	f := score.Figure{Gold: len(gold), System: len(found)}
	for n := range found {
		if gold[n] {
			f.Right++
		}
	}
	return f
}

func add(a, b score.Figure) score.Figure {
	return score.Figure{Gold: a.Gold + b.Gold, System: a.System + b.System, Right: a.Right + b.Right}
}

// Trim takes a leading "the" and a trailing "'s" or "'" off a span: "The United States'" is "United States".
func Trim(text string, s tocsin.Span) tocsin.Span {
	w := s.Of(text)
	for _, end := range [...]string{"'s", "’s", "'", "’"} {
		if cut, ok := strings.CutSuffix(w, end); ok {
			w = cut
			break
		}
	}
	end := s.Start + len(w)
	const article = "the "
	if len(w) > len(article) && strings.EqualFold(w[:len(article)], article) {
		s.Start += len(article)
	}
	return tocsin.Span{Start: s.Start, End: end}
}
