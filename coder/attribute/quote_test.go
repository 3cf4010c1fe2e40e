package attribute

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestScanQuotes(t *testing.T) {
	tests := []struct {
		name, text string
		want       []string
	}{
		{"curly", `“The ferry is late,” she said.`, []string{"“The ferry is late,”"}},
		{"straight", `"The ferry is late," she said. "It always is."`, []string{`"The ferry is late,"`, `"It always is."`}},
		{"low and high", `„Die Fähre kommt“, sagte sie.`, []string{"„Die Fähre kommt“"}},
		{"guillemets", `Elle a dit: « Le port est fermé ».`, []string{"« Le port est fermé »"}},
		{"guillemets turned round", `Sie sagte: »Der Hafen ist zu«.`, []string{"»Der Hafen ist zu«"}},
		{"typewriter pairs", "``The port is shut,'' he said.", []string{"``The port is shut,''"}},
		{"two apostrophes on both sides", "''The port is shut,'' he said. ''Go home.''", []string{"''The port is shut,''", "''Go home.''"}},
		{"single, British", `‘The port is shut,’ he said.`, []string{"‘The port is shut,’"}},
		{"nested single", `“She told me ‘run’ and left,” he said.`, []string{"“She told me ‘run’ and left,”", "‘run’"}},
		{"nested straight", `"She told me 'run' and left," he said.`, []string{`"She told me 'run' and left,"`, "'run'"}},
		{"apostrophes", `The crew’s boats weren't the mayor's.`, nil},
		{"years and clipped words", `In the '90s they caught 'em all.`, nil},
		{"plural possessive in singles", `‘The voters’ choice is clear,’ he said.`, []string{"‘The voters’ choice is clear,’"}},
		{"unclosed ends with its paragraph", "“The road is cut.\nNobody came.", []string{"“The road is cut."}},
		{"opened again", "“We waited.\n“Nobody came,” she said.", []string{"“We waited.", "“Nobody came,”"}},
		{"second opens before the first closes", `“The road is cut, he said. “Bring boats.”`, []string{"“The road is cut, he said.", "“Bring boats.”"}},
		{"stray closing mark", `The road is cut.” He left.`, nil},
		{"empty", `He said “” and left.`, nil},
		{"mark alone", `"`, nil},
		{"dash before", `He left—"at once," they said.`, []string{`"at once,"`}},
		{"a dash opens", "— We stay, said the elder.", []string{"— We stay, said the elder."}},
		{"dashes open and close", "— We — all of us — stay, — she said. — The town is ours.", []string{"— We — all of us — stay, —", "— The town is ours."}},
		{"a dash in prose", "The ferry — an old one — sank.", nil},
		{"brackets", `The plan ("a trick") failed.`, []string{`"a trick"`}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, q := range scanQuotes(tt.text) {
				got = append(got, q.span.Of(tt.text))
			}
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestScanQuotesCarriesOver(t *testing.T) {
	text := "“We waited.\n“Nobody came,” she said.\n“Then it rained."
	q := scanQuotes(text)
	if len(q) != 3 || !q[0].goes || !q[1].goesOn || q[1].goes || q[2].goesOn {
		t.Errorf("got %+v", q)
	}
}

// FuzzScanQuotes: the scanner takes any bytes, and its spans are pieces of the text in order, inside one paragraph.
func FuzzScanQuotes(f *testing.F) {
	for _, s := range []string{`“a”`, `"a" 'b' ''c''`, "``x'' ‘y’ «z»", "\"\n\"", "'s' s' '", "\xff\"\xfe"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, q := range scanQuotes(text) {
			if q.span.Start < 0 || q.span.End > len(text) || q.span.Empty() || q.inner.Empty() || !q.span.Contains(q.inner) {
				t.Fatalf("%q: bad quotation %+v", text, q)
			}
			if utf8.ValidString(text) {
				if err := q.span.Validate(text); err != nil {
					t.Fatal(err)
				}
			}
			if strings.Contains(q.span.Of(text), "\n") {
				t.Fatalf("%q: quotation over a paragraph break", text)
			}
		}
	})
}
