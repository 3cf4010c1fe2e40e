package app

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/internal/noise"
)

// What only printing put into a text doesn't hide who it speaks of, and every span still points into the text as it is.
func TestReadPrinted(t *testing.T) {
	const printed = "**MINISTER SPEAKS**\r\nBy Orla Venn, Staff Writer\r\n\r\nOSLO, Nov 3 (Meridian) — The foreign min\u00adister of Nor\u200bway\u00a0warned on Friday " +
		"that talks with [Sweden](https://s.example/) could fail.\r\nFile photo: A ferry. MERIDIAN/Orla Venn\r\nOslo\t12\t30\r\n"
	r := testReader(t, false).Read(&tocsin.Article{ID: "p", Date: "2026-11-03", Text: printed})
	if r.Skipped != "" || len(r.Statements) != 1 {
		t.Fatalf("skipped %q, %d statements, want 1", r.Skipped, len(r.Statements))
	}
	s := &r.Statements[0]
	if got, want := s.Source[0].Of(printed), "The foreign min\u00adister of Nor\u200bway"; got != want {
		t.Errorf("source %q, want %q", got, want)
	}
	if got, want := s.Content[0].Of(printed), "that talks with [Sweden](https://s.example/) could fail"; got != want {
		t.Errorf("content %q, want %q", got, want)
	}
	states := map[string]string{}
	for _, e := range r.Entities {
		if e.Kind == tocsin.State {
			states[e.Name] = strings.Join(e.Codes, " ")
		}
	}
	if states["Norway"] != "NOR" || states["Sweden"] != "SWE" {
		t.Errorf("states %v, want Norway and Sweden", states)
	}
	if len(r.Events) != 0 {
		t.Errorf("%d events, want none", len(r.Events))
	}
}

// A text in another language is kept, marked and counted, and nothing is made up from it.
func TestReadLanguage(t *testing.T) {
	r := testReader(t, false)
	russian := strings.Repeat("Президент Норвегии заявил в понедельник, что переговоры со Швецией могут провалиться. ", 3)
	for _, c := range []struct{ given, text, want string }{
		{"", "The president of Norway said on Monday that talks with Sweden could fail.", "en"},
		{"en-GB", "Norway sent aid to Sweden.", "en"},
		{"", russian, "ru"},
		{"en", russian, "ru"}, // a page in a frame that says otherwise
		{"de", "The president of Norway said that talks could fail.", "de"},
		{"", "رئیس جمهور روز دوشنبه گفت که گفتگوها با همسایگان ادامه خواهد یافت.", "fa"},
		{"", "12:30 — 14:00", "und"},
	} {
		got := r.Read(&tocsin.Article{ID: "l", Lang: c.given, Text: c.text})
		read := got.Skipped == ""
		if got.Lang != c.want || read != (c.want == "en") || !read && len(got.Sentences)+len(got.Entities)+len(got.Statements)+len(got.Events) > 0 {
			t.Errorf("%q %.30q: language %q, skipped %q", c.given, c.text, got.Lang, got.Skipped)
		}
	}
}

// Noise is read without an error, and whatever is found in it points into it.
func TestReadNoise(t *testing.T) {
	r := testReader(t, false)
	for i := range uint64(2000) {
		text := strings.ToValidUTF8(noise.Text(rand.New(rand.NewPCG(i, 2))), "\ufffd")
		got := r.Read(&tocsin.Article{ID: "n", Lang: "en", Text: text, Date: "2026-11-03"})
		if strings.HasPrefix(got.Skipped, "internal error") {
			t.Errorf("text %d, %.200q: %s", i, text, got.Skipped)
		}
		got.Map(func(s tocsin.Span) tocsin.Span {
			if err := s.Validate(text); err != nil {
				t.Errorf("text %d, %.200q: %v", i, text, err)
			}
			return s
		})
	}
}
