package table

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/store"
	"github.com/tocsin-desk/tocsin/store/sqlite"
)

// desk is a store with one read article: an official warns the guards, a private person is held, and somebody says something that is no event.
func desk(t *testing.T) *sqlite.Store {
	t.Helper()
	ctx := context.Background()
	s, err := sqlite.Open(ctx, sqlite.Memory)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	a := &tocsin.Article{
		ID: "a1", URL: "https://gazette.example/1", Title: "Warning", Outlet: "Gazette", Date: "2031-03-05T08:00:00+02:00", Collected: time.Date(2031, 3, 5, 9, 0, 0, 7, time.UTC),
		Text: "Ærø’s minister Karan said the guards held Vela Brink near Velm. Karan spoke of rain.",
	}
	if _, err := s.PutArticle(ctx, a); err != nil {
		t.Fatal(err)
	}
	at := func(words string) tocsin.Span {
		i := strings.Index(a.Text, words)
		return tocsin.Span{Start: i, End: i + len(words)}
	}
	karan, said, lat := tocsin.EntityID("e1"), "s1", -3.5
	second := strings.LastIndex(a.Text, "Karan")
	place := tocsin.Place{Span: at("Velm"), Name: "Velm", Country: "OST", Admin1: "Coast", Lat: &lat, Lon: &lat, GeoNames: 7, Precision: tocsin.AtPlace, Trace: []string{"only one"}}
	err = s.PutReading(ctx, a.Hash(), &tocsin.Reading{
		ID: a.ID, Version: tocsin.Versions{Tocsin: "1", Model: "m", Lexicon: "l"}, Lang: "en", Sentences: []tocsin.Span{{Start: 0, End: second - 1}, {Start: second, End: len(a.Text)}},
		Entities: []tocsin.Entity{
			{ID: karan, Name: "Karan", Kind: tocsin.Person, Codes: []string{"OST", "GOV"}, Basis: "offices.tsv:1", Actor: "karan"}, {ID: "e2", Name: "Guards", Kind: tocsin.Organisation, Codes: []string{"OST", "MIL"}},
			{ID: "e3", Name: "Vela Brink", Kind: tocsin.Person},
		},
		Statements: []tocsin.Statement{
			{ID: "s1", Kind: tocsin.Claim, Form: tocsin.Indirect, Speaker: &karan, Role: &tocsin.Phrase{Text: "minister", Span: at("minister")}, Source: []tocsin.Span{at("Karan")}, Cue: []tocsin.Span{at("said")},
				Content: []tocsin.Span{at("the guards held Vela Brink near Velm")}, Chain: []tocsin.Hop{{}, {By: "e1"}}, Trace: []string{"cue say"}, Confidence: .9},
			{ID: "s2", Kind: tocsin.Denial, Form: tocsin.Indirect, Speaker: &karan, Source: []tocsin.Span{{Start: second, End: second + 5}}, Cue: []tocsin.Span{at("spoke")}, Content: []tocsin.Span{at("rain")}, Sentence: 1, Confidence: .5},
			{ID: "s3", Kind: tocsin.Claim, Speaker: &karan, Cue: []tocsin.Span{at("held")}, Content: []tocsin.Span{at("Vela Brink")}, Confidence: .5},
		},
		Events: []tocsin.Event{{ID: "v1", Type: tocsin.Coerce, Mode: []string{"arrest"}, CAMEO: "173", Quad: 4, Score: -7, Realis: tocsin.Asserted, Statement: &said, Trigger: []tocsin.Span{at("held")},
			Actors: []tocsin.Party{{Entity: "e2", Code: "OSTMIL", Span: at("the guards")}}, Recipients: []tocsin.Party{{Entity: "e3", Code: "UNK", Span: at("Vela Brink")}},
			Place: &place, Date: &tocsin.When{Value: "2031-W09", Begin: "2031-02-24", End: "2031-03-02"}, Trace: []string{"verbs.tsv:7"}, Confidence: .75}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestEvents(t *testing.T) {
	var got []tocsin.Record
	n, err := Events(context.Background(), desk(t), store.EventQuery{}, func(r *tocsin.Record) error { got = append(got, *r); return nil })
	if err != nil || n != 1 {
		t.Fatalf("%d records, %v", n, err)
	}
	lat := -3.5
	want := tocsin.Record{
		Day: "2031-02-24", Published: "2031-03-05", Collected: time.Date(2031, 3, 5, 9, 0, 0, 0, time.UTC), Type: tocsin.Coerce, Modes: []string{"arrest"}, CAMEO: "173", Score: -7, Realis: tocsin.Asserted,
		Actors: []tocsin.RecordParty{{Name: "Guards", Code: "OSTMIL", Words: "the guards"}}, Recipients: []tocsin.RecordParty{{Name: "a resident", Code: "UNK"}},
		Place:   tocsin.RecordPlace{Name: "Velm", City: "Velm", Province: "Coast", Country: "OST", Lat: &lat, Lon: &lat, GeoNames: 7, Precision: tocsin.AtPlace},
		Article: "a1", URL: "https://gazette.example/1", Title: "Warning", Outlet: "Gazette", Lang: "en", Sentence: 1, Words: "Ærø’s minister Karan said the guards held Vela Brink near Velm.", Length: 84,
		Reach: tocsin.Reach{Reports: 1, Outlets: 1, Origins: 1}, Statement: "s1", Attribution: []string{"Gazette", "Karan"}, Confidence: .75, Coder: "tocsin 1, model m, lexicon l",
		Evidence: []tocsin.Evidence{
			{Field: "date", Words: "2031-W09", Why: "text"}, {Field: "actor", Span: tocsin.Span{Start: 26, End: 36}, Words: "the guards"}, {Field: "trigger", Span: tocsin.Span{Start: 37, End: 41}, Words: "held", Why: "verbs.tsv:7"},
			{Field: "place", Span: tocsin.Span{Start: 58, End: 62}, Words: "Velm", Why: "only one"}, {Field: "cue", Span: tocsin.Span{Start: 21, End: 25}, Words: "said", Why: "cue say"},
			{Field: "content", Span: tocsin.Span{Start: 26, End: 62}, Words: "the guards held Vela Brink near Velm"},
		},
	}
	if diff := cmp.Diff(want, got[0], cmpopts.IgnoreFields(tocsin.Record{}, "ID", "Version"), cmpopts.EquateEmpty()); diff != "" {
		t.Error(diff)
	}
	if len(got[0].ID) != 36 || got[0].Version == "" {
		t.Errorf("id %q, version %q", got[0].ID, got[0].Version)
	}
}

// A saying from which an event was read has its row already; one of nobody known has none.
func TestStatements(t *testing.T) {
	var got []tocsin.Record
	n, err := Statements(context.Background(), desk(t), store.StatementQuery{}, func(r *tocsin.Record) error { got = append(got, *r); return nil })
	if err != nil || n != len(got) || n != 2 {
		t.Fatalf("%d records, %v", n, err)
	}
	for i, want := range [...]struct {
		code  tocsin.CAMEO
		words string
	}{{"010", "the guards held Vela Brink near Velm"}, {"016", "rain"}} {
		if r := got[i]; r.CAMEO != want.code || r.Words != want.words || r.Actors[0] != (tocsin.RecordParty{Name: "Karan", Code: "OSTGOV", Title: "minister"}) || r.Type != "" {
			t.Errorf("%+v", r)
		}
	}
}
