package sqlite

import (
	"strings"
	"testing"

	"github.com/tocsin-desk/tocsin/store"
)

func TestMatch(t *testing.T) {
	for typed, want := range map[string]string{
		"":                  ``,
		"  \t":              ``,
		"!? …":              ``,
		"border":            `"border"`,
		"border  guard":     `"border" AND "guard"`,
		`"border  guard" x`: `"border guard" AND "x"`,
		"„Grenze zu“ NOT":   `"Grenze zu" AND "NOT"`,
		`a"b`:               `"a" AND "b"`,
		"title:x*":          `"title:x*"`,
		"nul\x00here":       `"nul" AND "here"`,
		"\xff\xfex":         `"x"`,
	} {
		if got, ok := match(typed); got != want || ok != (want != "") {
			t.Errorf("%q: %s, want %s", typed, got, want)
		}
	}
	if query, _ := match(strings.Repeat("w ", 1000)); strings.Count(query, `"w"`) != maxWords {
		t.Errorf("%d words in the query, want %d", strings.Count(query, `"w"`), maxWords)
	}
}

// FuzzWords: no input is an error, whatever person or program typed it.
func FuzzWords(f *testing.F) {
	for _, seed := range [...]string{"border guard", `"a b`, "a AND (b OR", "NEAR(a b)", "x*", "\x00", "“a” «b»", "é\u0301", "title : -x ^y"} {
		f.Add(seed)
	}
	s := open(f, Memory)
	if _, err := s.PutArticle(ctx, article(1, 50)); err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		if _, err := s.Articles(ctx, store.ArticleQuery{Words: typed}); err != nil {
			t.Errorf("%q: %v", typed, err)
		}
		if _, err := s.Statements(ctx, store.StatementQuery{Words: typed}); err != nil {
			t.Errorf("statements %q: %v", typed, err)
		}
	})
}
