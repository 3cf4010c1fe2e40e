package sentence

import "testing"

func TestWrapping(t *testing.T) {
	const wrapped = "The harbour master closed the pier on Monday because\n" +
		"Low Reach had seen waves of four metres, and nobody\n" +
		"Orla Venn trusts would sail.\n"
	for name, c := range map[string]struct {
		text string
		soft []bool // for each single line break but the last
	}{
		"paragraph a line":      {"The pier closed.\nOrla Venn said nothing about the boats that were still out at sea on Monday.\n", []bool{false}},
		"wrapped":               {wrapped, []bool{true, true}},
		"small letter goes on":  {"Headline of the\npier", []bool{true}},
		"list":                  {"Nets\nBoats\nBaskets\n", []bool{false, false}},
		"wrapped after another": {"Pier closed\n\n" + wrapped, []bool{true, true}},
	} {
		w := wrapping{text: c.text}
		n := 0
		for i := range c.text[:len(c.text)-1] {
			if c.text[i] != '\n' || c.text[i+1] == '\n' || i > 0 && c.text[i-1] == '\n' {
				continue // an empty line isn't asked about
			}
			if got := w.soft(i); got != c.soft[n] {
				t.Errorf("%s: line break %d soft %v, want %v", name, n, got, c.soft[n])
			}
			n++
		}
		if n != len(c.soft) {
			t.Errorf("%s: %d line breaks, want %d", name, n, len(c.soft))
		}
	}
}
