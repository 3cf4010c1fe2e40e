package token_test

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"github.com/tocsin-desk/tocsin/parse/model"
	"github.com/tocsin-desk/tocsin/parse/token"
)

func english(t testing.TB) *token.Tokenizer {
	t.Helper()
	f, err := model.Open(model.English())
	if err != nil {
		t.Fatal(err)
	}
	tokens, err := token.Open(f)
	if err != nil {
		t.Fatal(err)
	}
	return tokens
}

// show writes tokens apart, with "+" where a fused token is cut.
func show(text string, tokens []token.Token) string {
	var out []string
	for _, t := range tokens {
		if t.Cut > 0 {
			out = append(out, text[t.Span.Start:t.Cut]+"+"+text[t.Cut:t.Span.End])
			continue
		}
		out = append(out, t.Span.Of(text))
	}
	return strings.Join(out, " ")
}

func TestTokens(t *testing.T) {
	tokens := english(t)
	for text, want := range map[string]string{
		// contractions and possessives are fused tokens, with either apostrophe
		"We don't, can't and won't.":         "We do+n't , ca+n't and wo+n't .",
		"It’s Orla’s boat; they cannot see.": "It+’s Orla+’s boat ; they can+not see .",
		"The captains' boats":                "The captains+' boats",
		// quotation marks, dashes, brackets
		"“Leave,” she said — now.":          "“ Leave , ” she said — now .",
		"The pier (closed since May) fell.": "The pier ( closed since May ) fell .",
		"He waited... and waited!":          "He waited ... and waited !",
		// abbreviations, numbers, amounts
		"Gen. Venn met Mr. Ash in the U.S. today.": "Gen. Venn met Mr. Ash in the U.S. today .",
		"It cost $2,400.50, up 12.5%.":             "It cost $ 2,400.50 , up 12.5 % .",
		// initials keep their dots, sounds and last words of a paragraph don't
		"V. Okhel met the U.N.G. council.": "V. Okhel met the U.N.G. council .",
		"Mm. So he did.\n\nOh.\n\nTo Ed.":  "Mm . So he did . Oh . To Ed .",
		// addresses stay whole
		"See https://portelm.example/nets?id=4 or desk@portelm.example.": "See https://portelm.example/nets?id=4 or desk@portelm.example .",
		// hyphens are tokens of their own, as in the treebanks
		"a well-known 20-year-old ship": "a well - known 20 - year - old ship",
	} {
		if got := show(text, tokens.Tokens(text, nil)); got != want {
			t.Errorf("%s\n got %s\nwant %s", text, got, want)
		}
	}
}

// check fails unless the tokens hold every character but white space once and in order, and cuts lie inside.
func check(t interface{ Fatalf(string, ...any) }, text string, tokens []token.Token) {
	at := 0
	for _, k := range tokens {
		if strings.TrimSpace(text[at:k.Span.Start]) != "" {
			t.Fatalf("%q is in no token", text[at:k.Span.Start])
		}
		if err := k.Span.Validate(text); err != nil {
			t.Fatalf("%v", err)
		}
		if strings.IndexFunc(k.Span.Of(text), unicode.IsSpace) >= 0 {
			t.Fatalf("token %q holds white space", k.Span.Of(text))
		}
		if k.Cut != 0 && (k.Cut <= k.Span.Start || k.Cut >= k.Span.End) {
			t.Fatalf("token %q is cut outside", k.Span.Of(text))
		}
		at = k.Span.End
	}
	if strings.TrimSpace(text[at:]) != "" {
		t.Fatalf("%q is in no token", text[at:])
	}
}

func TestNoCharacterIsLost(t *testing.T) {
	tokens := english(t)
	piece := rapid.SampledFrom([]string{"don't", "U.S.", " ", "\n", "\u00a0", "“", "—", "’s", "été", "12,5", "http://x.example/a", "...", "e\u0301", "漢字", "🚢", "'", "-", "\t"})
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOf(piece).Draw(t, "pieces"), "")
		check(t, text, tokens.Tokens(text, nil))
	})
}

func TestLongRunIsCut(t *testing.T) {
	text := strings.Repeat("=-", 20_000)
	check(t, text, english(t).Tokens(text, nil))
}

func FuzzTokens(f *testing.F) {
	tokens := english(f)
	f.Add("We don't, can't — “won’t” (U.S.) 1,000.5 a@b.example")
	f.Add("\u2028\u0085x\xff")
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text, "?")
		got := tokens.Tokens(text, nil)
		check(t, text, got)
		if again := tokens.Tokens(text, nil); !slices.Equal(got, again) {
			t.Error("two readings differ")
		}
	})
}
