package storetest

import (
	"fmt"
	"strings"
	"time"

	"github.com/tocsin-desk/tocsin"
)

// Two programs that read: the first, and a newer one.
var (
	first  = tocsin.Versions{Tocsin: "1", Model: "m1", Lexicon: "l1"}
	second = tocsin.Versions{Tocsin: "2", Model: "m1", Lexicon: "l1"}
)

// noon is when the fixtures arrive.
var noon = time.Date(2031, 3, 7, 12, 0, 0, 5, time.UTC)

// The fixtures are five articles about two invented states, Ostravia and Lunmark.
//
//	dispatch   Ostravian Wire, 5 March, the text that others copy
//	reprint    Harbour Gazette, 6 March, a copy of it
//	denial     Harbour Gazette, 7 March: a denial that is disputed in the same article
//	clash      Lunmark Radio, 4 March, in German: an event in a place, and one that is only feared
//	undated    no date, no outlet, nothing read in it
func dispatch() *tocsin.Article {
	return &tocsin.Article{
		ID: "dispatch", URL: "https://wire.example/1", Title: "Minister warns of crossings", Lang: "en", Outlet: "Ostravian Wire", Byline: "Ada Venn",
		Date: "2031-03-05T08:00:00+02:00", Collected: noon, Source: "wire",
		Text: "Ostravian interior minister Ilse Karan warned that smugglers may cross the Grey River.\nThe ministry met Lunmark's envoys on Tuesday.",
	}
}

func reprint() *tocsin.Article {
	a := dispatch()
	a.ID, a.URL, a.Outlet, a.Byline, a.Source = "reprint", "https://gazette.example/9", "Harbour Gazette", "", "gazette"
	a.Date, a.Collected = "2031-03-06", noon.Add(time.Hour)
	a.Title = "Crossings feared"
	a.Text += "\nSubscribe to the Harbour Gazette for more."
	return a
}

func denial() *tocsin.Article {
	return &tocsin.Article{
		ID: "denial", URL: "https://gazette.example/12", Title: "Lunmark says no", Outlet: "Harbour Gazette",
		Date: "2031-03-07", Collected: noon.Add(2 * time.Hour), Source: "gazette",
		Text: "Lunmark's spokesman Théo Rask denied that any smugglers had crossed.\nKaran said three boats were seized.",
	}
}

func clash() *tocsin.Article {
	return &tocsin.Article{
		ID: "clash", Title: "Schüsse am Fluss", Lang: "de", Outlet: "Lunmark Radio", Date: "2031-03-04", Collected: noon.Add(3 * time.Hour),
		Text: "Grenzwachen aus Lunmark beschossen am Montag ein Boot bei Silbersand.\nBeobachter fürchten weitere Angriffe.",
	}
}

func undated() *tocsin.Article {
	return &tocsin.Article{ID: "undated", Text: "A notice without a date.", Collected: noon.Add(4 * time.Hour)}
}

// all lists the fixtures in the order of their arrival.
func all() []*tocsin.Article {
	return []*tocsin.Article{dispatch(), reprint(), denial(), clash(), undated()}
}

// span finds words in the article's text.
func span(a *tocsin.Article, words string) tocsin.Span {
	i := strings.Index(a.Text, words)
	if i < 0 {
		panic(fmt.Sprintf("fixture %s has no %q", a.ID, words)) // a mistake in this file
	}
	return tocsin.Span{Start: i, End: i + len(words)}
}

func spans(a *tocsin.Article, words ...string) (out []tocsin.Span) {
	for _, w := range words {
		out = append(out, span(a, w))
	}
	return out
}

// entity makes an entity with one mention.
func entity(a *tocsin.Article, id tocsin.EntityID, name string, kind tocsin.EntityKind, words string, codes ...string) tocsin.Entity {
	return tocsin.Entity{ID: id, Name: name, Kind: kind, Mentions: []tocsin.Mention{{Span: span(a, words), Type: tocsin.NameMention}}, Codes: codes}
}

// sentences takes each line for a sentence.
func sentences(a *tocsin.Article) (out []tocsin.Span) {
	start := 0
	for _, line := range strings.SplitAfter(a.Text, "\n") {
		out = append(out, tocsin.Span{Start: start, End: start + len(strings.TrimSuffix(line, "\n"))})
		start += len(line)
	}
	return out
}

// readingOf is what a reader of these versions finds in a fixture: nothing where there is nothing.
func readingOf(a *tocsin.Article, v tocsin.Versions) *tocsin.Reading {
	r := &tocsin.Reading{ID: a.ID, Version: v, Lang: a.Lang, Sentences: sentences(a)}
	switch {
	case strings.Contains(a.Text, "Ilse Karan"):
		readDispatch(a, r)
	case a.ID == "denial":
		r.Lang = "en"
		readDenial(a, r)
	case a.ID == "clash":
		readClash(a, r)
	default:
		r.Skipped = "too short to tell its language"
	}
	return r.Map(func(s tocsin.Span) tocsin.Span { return s }) // lists that are empty, not nil
}

func readDispatch(a *tocsin.Article, r *tocsin.Reading) {
	karan, ministry := tocsin.EntityID("e1"), tocsin.EntityID("e2")
	at := span(a, "Ilse Karan")
	r.Entities = []tocsin.Entity{
		entity(a, karan, "Ilse Karan", tocsin.Person, "Ilse Karan", "OST", "GOV"),
		entity(a, ministry, "Interior Ministry of Ostravia", tocsin.Organisation, "The ministry", "OST", "GOV"),
		entity(a, "e3", "Lunmark", tocsin.State, "Lunmark", "LUN"),
	}
	r.Statements = []tocsin.Statement{{
		ID: "s1", Source: spans(a, "Ostravian interior minister Ilse Karan"), Cue: spans(a, "warned"), Content: spans(a, "that smugglers may cross the Grey River"),
		Form: tocsin.Indirect, Kind: tocsin.Warning, Speaker: &karan, Organisation: &ministry,
		Role:     &tocsin.Phrase{Text: "interior minister", Span: span(a, "interior minister")},
		Chain:    []tocsin.Hop{{By: ""}, {By: "e1", Span: &at}},
		Polarity: "affirmed", Modality: "possible", Likelihood: spans(a, "may"), Sentence: 0,
		Date: &tocsin.When{Value: "2031-03-05"}, Confidence: .75, Trace: []string{"cue warn"},
	}}
	r.Events = []tocsin.Event{{
		ID: "v1", Type: tocsin.Consult, Mode: []string{"visit"}, CAMEO: "042", Quad: tocsin.VerbalCooperation, Score: 2.5,
		Actors:     []tocsin.Party{{Entity: ministry, Code: "OSTGOV", Span: span(a, "The ministry")}, {Entity: "e3", Code: "LUN", Span: span(a, "Lunmark")}},
		Reciprocal: true, Trigger: spans(a, "met"), Realis: tocsin.Asserted, Sentence: 1, Confidence: .5,
		Date: &tocsin.When{Value: "2031-03-04", Begin: "2031-03-04", End: "2031-03-05"},
	}}
}

func readDenial(a *tocsin.Article, r *tocsin.Reading) {
	rask, karan := tocsin.EntityID("e1"), tocsin.EntityID("e2")
	r.Entities = []tocsin.Entity{
		entity(a, rask, "Théo Rask", tocsin.Person, "Théo Rask", "LUN", "GOV"),
		entity(a, karan, "Ilse Karan", tocsin.Person, "Karan", "OST", "GOV"),
	}
	r.Statements = []tocsin.Statement{
		{ID: "s1", Source: spans(a, "Lunmark's spokesman Théo Rask"), Cue: spans(a, "denied"), Content: spans(a, "that any smugglers had crossed"),
			Form: tocsin.Indirect, Kind: tocsin.Denial, Speaker: &rask, Chain: []tocsin.Hop{{By: ""}, {By: "a border blog"}, {By: "e1"}}, Polarity: "affirmed", Modality: "certain", Confidence: .9},
		{ID: "s2", Source: spans(a, "Karan"), Cue: spans(a, "said"), Content: spans(a, "three", "boats were seized"),
			Form: tocsin.Indirect, Kind: tocsin.Claim, Speaker: &karan, Polarity: "affirmed", Modality: "certain", Sentence: 1, Confidence: .8},
	}
	r.Links = []tocsin.Link{{Kind: tocsin.Disputes, From: "s2", To: "s1", Scope: "full"}}
}

func readClash(a *tocsin.Article, r *tocsin.Reading) {
	lat, lon := 51.25, -3.5
	r.Entities = []tocsin.Entity{entity(a, "e1", "Grenzwache von Lunmark", tocsin.Organisation, "Grenzwachen aus Lunmark", "LUN", "GOV", "MIL")}
	place := tocsin.Place{Span: span(a, "Silbersand"), Name: "Silbersand", Use: tocsin.Literal, Lat: &lat, Lon: &lon, Country: "OST", Precision: tocsin.AtPlace, Confidence: .6}
	r.Places = []tocsin.Place{place}
	r.Times = []tocsin.Time{{Span: span(a, "am Montag"), Type: tocsin.DateTime, Value: "2031-03-03", Resolved: true}}
	statement := "s9"
	r.Events = []tocsin.Event{
		{ID: "v1", Type: tocsin.Assault, Mode: []string{"firearms"}, CAMEO: "190", Quad: tocsin.MaterialConflict, Score: -9, Realis: tocsin.Asserted, Confidence: .7,
			Actors: []tocsin.Party{{Entity: "e1", Code: "LUNGOVMIL", Span: span(a, "Grenzwachen aus Lunmark")}}, Recipients: []tocsin.Party{{Code: "---", Span: span(a, "ein Boot")}},
			Trigger: spans(a, "beschossen"), Place: &place},
		{ID: "v2", Type: tocsin.Assault, CAMEO: "190", Quad: tocsin.MaterialConflict, Score: -9, Realis: tocsin.Hypothetical, Statement: &statement,
			Trigger: spans(a, "Angriffe"), Sentence: 1, Confidence: .4},
	}
}

// headOf and copyOf are what the index of copies says.
func headOf(a *tocsin.Article) tocsin.Copy {
	return tocsin.Copy{Version: a.Hash(), Story: tocsin.StoryID(a.Hash()), Of: a.Hash(), Share: 1, Why: "first seen here"}
}

func copyOf(a, head *tocsin.Article) tocsin.Copy {
	return tocsin.Copy{Version: a.Hash(), Story: tocsin.StoryID(head.Hash()), Of: head.Hash(), Share: .875, Why: "88 % of its shingles"}
}
