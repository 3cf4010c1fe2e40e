package app

import (
	"strings"
	"testing"

	"github.com/tocsin-desk/tocsin"
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
