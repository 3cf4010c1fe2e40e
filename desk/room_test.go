package desk

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tocsin-desk/tocsin"
)

func TestPasteGoesToTheReading(t *testing.T) {
	h, in := newDesk(t, open(t))
	w := post(t, h, "/paste", url.Values{"text": {"One.\r\n\r\nTwo."}, "title": {" T "}, "outlet": {"Harbour Times (demo)"}, "date": {"2026-11-20"}})
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/article?id=pasted" {
		t.Fatalf("%d to %q", w.Code, w.Header().Get("Location"))
	}
	want := []tocsin.Article{{Text: "One.\n\nTwo.", Title: "T", Outlet: "Harbour Times (demo)", Date: "2026-11-20", Collected: noon}}
	if diff := cmp.Diff(want, in.pasted); diff != "" {
		t.Error(diff)
	}
	if w := get(t, h, "/article?id=pasted"); w.Code != http.StatusOK {
		t.Errorf("the reading: %d", w.Code)
	}
}

func TestPasteOfAnAddressFetches(t *testing.T) {
	h, in := newDesk(t, open(t))
	w := post(t, h, "/paste", url.Values{"url": {"https://a.example/x"}, "text": {" \r\n"}})
	if w.Header().Get("Location") != "/article?id=fetched" || !cmp.Equal(in.fetched, []string{"https://a.example/x"}) || len(in.pasted) != 0 {
		t.Errorf("to %q, fetched %q, pasted %v", w.Header().Get("Location"), in.fetched, in.pasted)
	}
}

func TestPasteSaysWhatIsWrongAndKeepsTheInput(t *testing.T) {
	full := url.Values{"text": {"Kept text"}, "title": {"Kept title"}, "outlet": {"Kept outlet"}, "date": {"2026-11-20"}, "url": {"https://a.example/kept"}}
	with := func(key, value string) url.Values {
		v := url.Values{}
		for k := range full {
			v.Set(k, full.Get(k))
		}
		v.Set(key, value)
		return v
	}
	tests := []struct {
		name string
		form url.Values
		err  error
		code int
		want string
	}{
		{"nothing", url.Values{}, nil, 422, "Paste a text, or give the address"},
		{"bad address", with("url", "ftp://a.example"), nil, 422, "must begin with http"},
		{"bad date", with("date", "last Friday"), nil, 422, "The date must look like"},
		{"not UTF-8", with("title", "\xff"), nil, 422, "isn’t UTF-8"},
		{"refused by intake", full, fmt.Errorf("read text: too short: %w", tocsin.ErrInvalid), 422, ">Read text: too short.<"},
		{"no answer", full, fmt.Errorf("fetch https://a.example/kept: no answer: %w", tocsin.ErrUnavailable), 422, ">No answer.<"},
		{"broken", full, errors.New("secret"), 500, "Something broke"},
		{"too large", with("text", strings.Repeat("x", maxPaste)), nil, 413, "larger than the desk takes"},
	}
	for _, tt := range tests {
		h, in := newDesk(t, open(t))
		in.err = tt.err
		w := post(t, h, "/paste", tt.form)
		body := w.Body.String()
		if w.Code != tt.code || !strings.Contains(body, tt.want) {
			t.Errorf("%s: %d without %q", tt.name, w.Code, tt.want)
		}
		if tt.code == 422 && tt.form.Has("text") && !strings.Contains(body, "Kept text</textarea>") {
			t.Errorf("%s: the input is gone", tt.name)
		}
	}
}

func TestAddAndPauseSource(t *testing.T) {
	db := open(t)
	fill(t, db)
	h, in := newDesk(t, db)
	if w := post(t, h, "/sources", url.Values{"url": {" https://a.example/feed "}, "name": {"A (demo)"}, "kind": {"feed"}}); w.Code != http.StatusSeeOther {
		t.Errorf("add: %d", w.Code)
	}
	want := []tocsin.Source{{Kind: tocsin.SourceFeed, URL: "https://a.example/feed", Name: "A (demo)", Added: noon}}
	if diff := cmp.Diff(want, in.added); diff != "" {
		t.Error(diff)
	}
	for name, form := range map[string]url.Values{
		"no address": {"name": {"A"}, "kind": {"feed"}}, "a file": {"url": {"/etc/passwd"}, "name": {"A"}, "kind": {"file"}},
		"no name": {"url": {"https://a.example"}, "kind": {"feed"}}, "kind file": {"url": {"https://a.example"}, "name": {"A"}, "kind": {"file"}},
	} {
		if w := post(t, h, "/sources", form); w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), `role="alert"`) {
			t.Errorf("%s: %d", name, w.Code)
		}
	}
	if len(in.added) != 1 {
		t.Errorf("%d sources were added, want 1", len(in.added))
	}
	if w := post(t, h, "/sources/pause", url.Values{"source": {"src-wire"}, "paused": {"true"}}); w.Code != http.StatusSeeOther || !in.paused["src-wire"] {
		t.Errorf("pause: %d, %v", w.Code, in.paused)
	}
	if w := post(t, h, "/sources", url.Values{"name": {strings.Repeat("x", maxFormBytes)}}); w.Code != http.StatusRequestEntityTooLarge {
		t.Errorf("a form of %d bytes: %d", maxFormBytes, w.Code)
	}
}

// A private person's name stands in the text and in no line of the desk.
func TestPrivatePeopleAreNotNamedInLines(t *testing.T) {
	text := "Ansa Brun said that the well is dry."
	who := tocsin.EntityID("e1")
	r := &tocsin.Reading{
		Sentences:  sentences(text),
		Entities:   []tocsin.Entity{{ID: who, Name: "Ansa Brun", Kind: tocsin.Person}},
		Statements: []tocsin.Statement{{ID: "s1", Speaker: &who, Source: spans(text, "Ansa Brun"), Content: spans(text, "that the well is dry"), Kind: tocsin.Claim, Chain: []tocsin.Hop{{}, {By: "e1"}}}},
		Events:     []tocsin.Event{{ID: "v1", Type: tocsin.Protest, Actors: []tocsin.Party{{Entity: who, Span: span(text, "Ansa Brun", 0)}}}},
	}
	d := described{storedText(text), r}
	for _, l := range d.lines("") {
		if l.Who != tocsin.Resident {
			t.Errorf("%s: who is %q", l.ID, l.Who)
		}
	}
	if c := d.chain(&r.Statements[0]); c[1].Name != tocsin.Resident {
		t.Errorf("the chain names %q", c[1].Name)
	}
	r.Statements[0].Role = &tocsin.Phrase{Text: "mayor", Span: span(text, "Ansa Brun", 0)}
	if l := d.lines(""); l[0].Who != "Ansa Brun" {
		t.Errorf("a mayor is called %q", l[0].Who)
	}
}

func TestChain(t *testing.T) {
	r := riverReading("river")
	a := storedText(riverText)
	a.Outlet = "Selka Tribune (demo)"
	d := described{a, r}
	want := []hop{
		{Name: "Selka Tribune (demo)"},
		{Name: "Meridian Wire", Words: "as reported by"},
		{Name: "Mirel Dovan", Role: "delegate", Org: "Lakes Dialogue Organisation", Words: "According to", Cue: true},
	}
	if diff := cmp.Diff(want, d.chain(&r.Statements[0])); diff != "" {
		t.Error(diff)
	}
	want = []hop{
		{Name: "Selka Tribune (demo)"},
		{Name: "Meridian Wire", Words: "carried on from the statement before", Inherited: true},
		{Name: "Mirel Dovan", Printed: "Dovan", Words: "added", Cue: true},
	}
	if diff := cmp.Diff(want, d.chain(&r.Statements[1])); diff != "" {
		t.Error(diff)
	}
	a.Outlet = ""
	if got := d.chain(&r.Statements[0])[0]; !got.Unknown || got.Name != "not known" {
		t.Errorf("an unknown carrier is %+v", got)
	}
}

// In a row an outlet doesn't stand twice, and nobody quotes himself.
func TestThrough(t *testing.T) {
	for _, c := range [...]struct {
		chain []string
		want  string
	}{
		{[]string{"Selka Tribune (demo)", "Sulten"}, ""},
		{[]string{"The Long Desk (demo)", "the Long Desk", "Sulten"}, ""},
		{[]string{"The Long Desk (demo)", "Meridian Wire", "", "meridian wire", "Radio Karsul", "Sulten"}, "Meridian Wire and Radio Karsul"},
		{nil, ""},
	} {
		outlet := "The Long Desk (demo)"
		if got := through(c.chain, outlet); got != c.want {
			t.Errorf("%q: %q, want %q", c.chain, got, c.want)
		}
	}
}

// "accused" is a statement and an event: the event stands under the statement, where that stands in the list.
func TestEventsOfACueAreNested(t *testing.T) {
	text := "Vey and Brask met. Vey accused Brask of lying."
	vey := tocsin.EntityID("e1")
	d := described{storedText(text), &tocsin.Reading{
		Sentences: sentences(text), Entities: []tocsin.Entity{{ID: vey, Name: "Vey", Kind: tocsin.Person, Codes: []string{"GOV"}}, {ID: "e2", Name: "Brask", Kind: tocsin.Person, Codes: []string{"GOV"}}},
		Statements: []tocsin.Statement{{ID: "s1", Speaker: &vey, Cue: spans(text, "accused"), Content: spans(text, "Brask of lying"), Confidence: 1}},
		Events: []tocsin.Event{
			{ID: "v1", Type: tocsin.Consult, Realis: tocsin.Asserted, Actors: []tocsin.Party{{Entity: vey}}, Trigger: spans(text, "met")},
			{ID: "v2", Type: tocsin.Accuse, CAMEO: "112", Realis: tocsin.Asserted, Actors: []tocsin.Party{{Entity: vey}}, Recipients: []tocsin.Party{{Entity: "e2"}}, Trigger: spans(text, "accused", "lying")},
		},
	}}
	order := func() (out []string) {
		for _, l := range d.findings("").Strong {
			out = append(out, l.ID+l.Under)
		}
		return out
	}
	if got := order(); !cmp.Equal(got, []string{"s1", "v2s1", "v1"}) {
		t.Errorf("lines %q", got)
	}
	d.Statements[0].Confidence = 0
	if got := order(); !cmp.Equal(got, []string{"v1", "v2"}) {
		t.Errorf("lines without the statement %q", got)
	}
	d.Statements[0].Confidence, d.Events[1].Actors[0].Entity = 1, "e2"
	if got := order(); !cmp.Equal(got, []string{"s1", "v1", "v2"}) {
		t.Errorf("lines of another's deed %q", got)
	}
}

func TestBothSidesOfADispute(t *testing.T) {
	d := described{storedText(riverText), riverReading("river")}
	disputes, others := d.links()
	if len(disputes) != 1 || disputes[0].Claim.ID != "s1" || disputes[0].Denial.ID != "s3" || disputes[0].Scope != "partial" {
		t.Errorf("disputes: %+v", disputes)
	}
	if len(others) != 1 || others[0].Verb != "reaffirms" {
		t.Errorf("others: %+v", others)
	}
}
