package sentence_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tocsin-desk/tocsin/parse"
	"github.com/tocsin-desk/tocsin/parse/pipeline"
)

func TestSentences(t *testing.T) {
	p, err := pipeline.English()
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range [][]string{
		{"The pier closed on Monday.", "Nobody was hurt."},
		{"Gen. Venn met Mr. Ash of the U.S. Navy at 6.30 p.m. on Monday.", "They spoke for an hour."},
		{"Did the ferry leave?", "It did!", "Nobody saw it."},
		{"“We will not leave,” said Orla Venn, the harbour master."},
		{"PORT SELKA, Nov 3 (Meridian Wire) —", "Velmora accused its neighbour of theft."},
		{"SELKA -", "A large explosion has hit a mill."},
		{"Selka –", "The mayor left on Monday."},
		{"Orla Venn – Mayor of Selka – left on Monday."},
		{"The town has 2,400.5 hectares, i.e. a lot."},
		{"He moved to the U.S. in May, to the U.S. Navy.", "She left the U.N.", "The house was sold."},
		{"The talks ended at 4 p.m.", "Police were called."},
		{"« We leave », said the minister.", "« The town is ours. »"},
		{"„We leave,“ said the mayor.", "‹ We stay ›, said another."},
		{"»We leave«, said the mayor.", "Nobody else spoke."},
		{"“We will never leave, he said.", "The town is ours."},
		{"• Fighters withdrew", "• Talks resumed", "• Schools open on Monday"},
		{"- Borders close on Friday", "- Schools stay open", "- Talks - or what is left of them - resume"},
		{"The mayor left, he said.", "(Reporting by Orla Venn; editing by Ada Ash)"},
		{"#selka #pier #ferry"},
	} {
		d := p.Parse(strings.Join(want, " "))
		var got []string
		for _, s := range d.Sents {
			got = append(got, s.Span.Of(d.Text))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	}
}

func TestParagraphBreakAlwaysEnds(t *testing.T) {
	p, err := pipeline.English()
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"The pier of\n\nthe town", "Pier closed\nOrla Venn closed the pier on Monday.", "one, \r\n\r\n two"} {
		if d := p.Parse(text); len(d.Sents) != 2 {
			t.Errorf("%q: %d sentences, want 2", text, len(d.Sents))
		}
	}
}

// What stands on a page: one paragraph a line here, and the kind and the sentences that are to come out of it.
func TestKinds(t *testing.T) {
	p, err := pipeline.English()
	if err != nil {
		t.Fatal(err)
	}
	kinds := [...]string{parse.Prose: "prose", parse.Headline: "headline", parse.Dateline: "dateline", parse.Byline: "byline", parse.Caption: "caption", parse.Item: "item", parse.Row: "row"}
	for text, want := range map[string]string{
		"PRESIDENT SIGNS DECREE ON BORDER": "headline",
		"Talks resume in Selka":            "headline",
		"The mayor left.":                  "prose",
		"the mayor left":                   "prose",
		"PORT SELKA, Nov 3 (Meridian Wire) — The mayor left.":                "dateline prose",
		"SELKA, Velmora (Meridian) -- The mayor left. Nobody spoke.":         "dateline prose prose",
		"SELKA (Meridian): The mayor left.":                                  "dateline prose",
		"SELKA, November 3. /MERIDIAN/. The mayor left.":                     "dateline prose",
		"SELKA. Nov 3 (Meridian) - The mayor left.":                          "dateline prose",
		"Mr. Okhel (Velmora): We thank the chair.":                           "prose prose",
		"By Orla Venn, Staff Writer":                                         "byline",
		"BY OUR CORRESPONDENT":                                               "byline",
		"By Orla Venn and Ada Ash":                                           "byline",
		"By Monday":                                                          "headline",
		"By Monday the pier was open.":                                       "prose",
		"By the harbour Orla Venn waited.":                                   "prose",
		"Reporting by Orla Venn; editing by Ada Ash":                         "byline",
		"(Reporting by Orla Venn in Selka, additional reporting by Ada Ash)": "byline",
		"Reporting by hand takes time.":                                      "prose",
		"Ada Ash contributed reporting from Tolm.":                           "byline",
		"Farhod Niyaz contributed to this report.":                           "byline",
		"Photograph: Orla Venn/Meridian":                                     "byline",
		"Updated: Nov 3, 2026, 10:45 GMT":                                    "byline",
		"Written by Orla Venn":                                               "byline",
		"Written by hand, the letter was long.":                              "prose",
		"SELKA, Velmora (MW) _ The mayor left.":                              "dateline prose",
		"ii. second point":                                                   "item",
		"She contributed to the talks.":                                      "prose",
		"© 2026 Meridian Wire":                                               "byline",
		"MERIDIAN/Orla Venn":                                                 "byline",
		"Photo: Meridian":                                                    "byline",
		"Source: Ministry of Ports":                                          "byline",
		"Source: the pier was sold, said a man close to the mayor.":          "prose",
		"Photo: A soldier guards the bridge. MERIDIAN/Orla Venn":             "caption byline",
		"File photo: a ferry at Selka":                                       "caption",
		"FILE - Orla Venn speaks in Selka on Monday.":                        "caption",
		"- Borders close on Friday":                                          "item",
		"* Schools stay open":                                                "item",
		"1. Close the border.":                                               "item",
		"12) Open the schools. Pay the teachers.":                            "item item",
		"(iv) the fourth point":                                              "item",
		"V. Okhel left the town.":                                            "prose",
		"2026 was a good year.":                                              "prose",
		"# The end of the pier":                                              "item",
		"> He said that it rained.":                                          "item",
		"— We will not go, said the elder.":                                  "prose",
		"Year\tKilled\tWounded":                                              "row",
		"Selka\t12\t30":                                                      "row",
		"2019 12 30":                                                         "row",
		"Selka     12     30":                                                "row",
		"Home | News | World | Sport":                                        "row",
		"The pier,\twhich had been shut since the storm, was opened again on Monday.": "prose",
	} {
		d := p.Parse(text)
		var got []string
		for _, s := range d.Sents {
			got = append(got, kinds[s.Kind])
		}
		if g := strings.Join(got, " "); g != want {
			t.Errorf("%q is %s, want %s", text, g, want)
		}
	}
}

// A page as it comes: nothing of one paragraph runs into the next.
func TestPage(t *testing.T) {
	p, err := pipeline.English()
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"PIER CLOSED AFTER STORM", "By Orla Venn", "SELKA, Nov 3 (Meridian) —", "The harbour master closed the pier.", "It will stay shut:",
		"- until Friday for ferries", "- until May for boats", "a) because of the waves", "b) because of the wind", "Photo: The pier at Selka.",
	}
	for _, breaks := range []string{"\n", "\n\n", "\r\n", "\r\n\r\n", " \n \t\n"} {
		text := strings.Replace(strings.Join(want, breaks), "—"+breaks, "— ", 1)
		text = strings.Replace(text, "pier."+breaks+"It", "pier. It", 1)
		d := p.Parse(text)
		var got []string
		for _, s := range d.Sents {
			got = append(got, s.Span.Of(d.Text))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("breaks %q: %s", breaks, diff)
		}
	}
}

// Lines filled by a program are one paragraph, also with the line breaks of another system.
func TestWrappedWindows(t *testing.T) {
	p, err := pipeline.English()
	if err != nil {
		t.Fatal(err)
	}
	text := "The harbour master closed the pier on Monday because\r\nLow Reach had seen waves of four metres, and nobody\r\nOrla Venn trusts would sail.\r\n\r\nHe left."
	if d := p.Parse(text); len(d.Sents) != 2 {
		t.Errorf("%d sentences, want 2: %s", len(d.Sents), fmt.Sprint(d.Sents))
	}
}
