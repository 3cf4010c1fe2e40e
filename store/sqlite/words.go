package sqlite

import (
	"strings"
	"unicode"

	"golang.org/x/text/cases"

	"github.com/tocsin-desk/tocsin/store"
)

// maxWords bounds a search: each word or phrase is one more list that the index joins, and nobody types more.
const maxWords = 32

// match turns what a person typed into a query of SQLite's full-text index: all words, "quoted phrases"
// kept together, nothing else. Operators, brackets, stars and column names are just words, so no input
// is a syntax error. ok is false where no word is left: that search finds nothing.
func match(typed string) (query string, ok bool) {
	var terms []string
	for phrase := range phrases(typed) {
		if !strings.ContainsFunc(phrase, isWord) {
			continue // "…" or "!" has nothing that the index knows
		}
		if terms = append(terms, `"`+phrase+`"`); len(terms) == maxWords {
			break
		}
	}
	return strings.Join(terms, " AND "), len(terms) > 0
}

// isWord reports whether the index keeps the character: tokenizer unicode61, categories L*, N* and Co.
func isWord(r rune) bool { return unicode.In(r, unicode.L, unicode.N, unicode.Co) }

// phrases yields the words outside quotation marks one by one and what stands inside as a whole, free
// of quotation marks. A mark without its partner reaches to the end.
func phrases(typed string) func(yield func(string) bool) {
	typed = strings.Map(plain, strings.ToValidUTF8(typed, " "))
	return func(yield func(string) bool) {
		for i, part := range strings.Split(typed, `"`) {
			pieces := strings.Fields(part)
			if i%2 == 1 {
				pieces = []string{strings.Join(pieces, " ")}
			}
			for _, p := range pieces {
				if !yield(p) {
					return
				}
			}
		}
	}
}

// plain makes every kind of double quotation mark the same and control characters spaces; a NUL would
// end the query.
func plain(r rune) rune {
	switch {
	case strings.ContainsRune(`"“”„‟«»＂`, r):
		return '"'
	case unicode.IsControl(r):
		return ' '
	}
	return r
}

// fold returns the text without distinction of case, for comparison.
func fold(s string) string { return cases.Fold().String(s) }

// A filter collects the conditions of a query. Conditions are texts of this package; what comes from
// outside goes into args.
type filter struct {
	conditions []string
	args       []any
}

// add narrows the query.
func (f *filter) add(condition string, args ...any) {
	f.conditions = append(f.conditions, condition)
	f.args = append(f.args, args...)
}

// equal narrows the query where a value is asked for.
func (f *filter) equal(column, value string) {
	if value != "" {
		f.add(column+" = ?", value)
	}
}

// words narrows the query to the rows that the full-text index of the table finds.
func (f *filter) words(column, table, typed string) {
	if strings.TrimSpace(typed) == "" {
		return
	}
	if query, ok := match(typed); ok {
		f.add(column+" IN (SELECT rowid FROM "+table+" WHERE "+table+" MATCH ?)", query)
	} else {
		f.add("0")
	}
}

// part narrows the query where the case-folded column holds the text.
func (f *filter) part(column, text string) {
	if text != "" {
		f.add("instr("+column+", ?)", fold(text))
	}
}

// period narrows the query to days in it; what has no day is in no period.
func (f *filter) period(column string, p store.Period) {
	if p.From != "" {
		f.add(column+" >= ?", p.From)
	}
	if p.To != "" {
		f.add(column+" <> '' AND "+column+" <= ?", p.To)
	}
}

// where returns the WHERE clause, or nothing.
func (f *filter) where() string {
	if len(f.conditions) == 0 {
		return ""
	}
	return " WHERE " + strings.Join(f.conditions, " AND ")
}
