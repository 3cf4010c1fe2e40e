package jsonl

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/store"
	"github.com/tocsin-desk/tocsin/store/sqlite"
)

var ctx = context.Background()

// text has wide characters before every span, so that bytes and code points differ.
const text = "Æøå: Théo Rask denied « it ».\nKaran met Rask."

func desk(t *testing.T) *sqlite.Store {
	t.Helper()
	s, err := sqlite.Open(ctx, sqlite.Memory)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	for _, id := range [...]tocsin.ArticleID{"read", "unread"} {
		a := &tocsin.Article{ID: id, URL: "https://gazette.example/" + string(id), Title: string(id), Outlet: "Harbour Gazette", Date: "2031-03-05", Text: text, Collected: time.Date(2031, 3, 5, 0, 0, 0, 0, time.UTC)}
		if _, err := s.PutArticle(ctx, a); err != nil {
			t.Fatal(err)
		}
		if id == "unread" {
			continue
		}
		at := func(words string) tocsin.Span {
			i := strings.Index(text, words)
			return tocsin.Span{Start: i, End: i + len(words)}
		}
		err := s.PutReading(ctx, a.Hash(), &tocsin.Reading{
			ID: id, Sentences: []tocsin.Span{at(strings.Split(text, "\n")[0]), at(strings.Split(text, "\n")[1])},
			Statements: []tocsin.Statement{{ID: "s1", Source: []tocsin.Span{at("Théo Rask")}, Cue: []tocsin.Span{at("denied")}, Content: []tocsin.Span{at("« it »")}, Kind: tocsin.Denial, Form: tocsin.Direct}},
			Events:     []tocsin.Event{{ID: "v1", Type: tocsin.Consult, Trigger: []tocsin.Span{at("met")}, Realis: tocsin.Asserted, Sentence: 1}},
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return s
}

// words re-slices the text by code points, as a reader of the contract does.
func words(s tocsin.Span) string { return string([]rune(text)[s.Start:s.End]) }

// one decodes the only line.
func one[T any](t *testing.T, b *bytes.Buffer, rows int, err error) (v T) {
	t.Helper()
	if err != nil || rows != 1 || strings.Count(b.String(), "\n") != 1 {
		t.Fatalf("%d rows, %v: %s", rows, err, b)
	}
	if strings.Contains(b.String(), "Karan met Rask") {
		t.Errorf("the text leaks: %s", b)
	}
	if err := json.Unmarshal(b.Bytes(), &v); err != nil {
		t.Fatal(err)
	}
	return v
}

func TestReadings(t *testing.T) {
	var b bytes.Buffer
	n, err := Readings(ctx, desk(t), store.ArticleQuery{}, &b)
	r := one[tocsin.Reading](t, &b, n, err)
	if r.ID != "read" || words(r.Sentences[1]) != "Karan met Rask." || words(r.Statements[0].Source[0]) != "Théo Rask" || words(r.Events[0].Trigger[0]) != "met" {
		t.Errorf("%+v", r)
	}
	if strings.Contains(b.String(), "null") && !strings.Contains(b.String(), `"entities":[]`) {
		t.Errorf("a list is null: %s", &b)
	}
}

func TestStatements(t *testing.T) {
	var b bytes.Buffer
	n, err := Statements(ctx, desk(t), store.StatementQuery{Kind: tocsin.Denial}, &b)
	r := one[struct {
		Article, URL, Outlet string
		Reports              int
		Statement            tocsin.Statement
	}](t, &b, n, err)
	if r.Article != "read" || r.URL != "https://gazette.example/read" || r.Outlet != "Harbour Gazette" || r.Reports != 1 || words(r.Statement.Content[0]) != "« it »" {
		t.Errorf("%+v", r)
	}
}

func TestEvents(t *testing.T) {
	var b bytes.Buffer
	n, err := Events(ctx, desk(t), store.EventQuery{}, &b)
	r := one[struct {
		Article string
		Event   tocsin.Event
	}](t, &b, n, err)
	if r.Article != "read" || r.Event.Type != tocsin.Consult || words(r.Event.Trigger[0]) != "met" {
		t.Errorf("%+v", r)
	}
}

// Every row is written once, however many pages they fill.
func TestMany(t *testing.T) {
	s := desk(t)
	const n = 2*store.MaxLimit + 3
	err := s.Batch(ctx, func(s store.Store) error {
		for i := range n {
			a := &tocsin.Article{ID: tocsin.ArticleID(strings.Repeat("x", 1+i)), Text: strings.Repeat("y", i), Collected: time.Unix(0, 0)}
			if _, err := s.PutArticle(ctx, a); err != nil {
				return err
			}
			if err := s.PutReading(ctx, a.Hash(), &tocsin.Reading{ID: a.ID}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	rows, err := Readings(ctx, s, store.ArticleQuery{}, &b)
	if err != nil || rows != n+1 || strings.Count(b.String(), "\n") != n+1 {
		t.Errorf("%d rows, %v; want %d", rows, err, n+1)
	}
}
