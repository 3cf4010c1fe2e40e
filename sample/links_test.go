package sample_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/app"
	"github.com/tocsin-desk/tocsin/desk"
	"github.com/tocsin-desk/tocsin/store"
	"github.com/tocsin-desk/tocsin/store/sqlite"
)

// The demo shows a claim beside its denial, in what is read and in what the desk shows of it.
func TestDisputes(t *testing.T) {
	disputed := map[tocsin.ArticleID]int{}
	reader := demoReader(t)
	db, err := sqlite.Open(t.Context(), sqlite.Memory)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	for _, a := range articles(t) {
		r := reader.Read(a)
		for _, l := range r.Links {
			if l.Kind == tocsin.Disputes {
				disputed[a.ID]++
			}
		}
		if disputed[a.ID] > 0 {
			keep(t, db, a, r)
		}
	}
	for _, id := range []tocsin.ArticleID{"brask-parliament", "sanctions"} {
		if disputed[id] == 0 {
			t.Errorf("%s holds no dispute; disputes are in %v", id, disputed)
		}
		if body := page(t, db, "/article?id="+string(id)); !strings.Contains(body, "Said and denied") {
			t.Errorf("the desk shows no dispute in %s", id)
		}
	}
}

// demoReader reads with the demo's entries of the lexicon.
func demoReader(t *testing.T) *app.Reader {
	t.Helper()
	lex, err := app.Lexicon(true)
	if err != nil {
		t.Fatal(err)
	}
	gaz, err := app.Gazetteer(lex, "")
	if err != nil {
		t.Fatal(err)
	}
	r, err := app.NewReader(lex, gaz, "test")
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func keep(t *testing.T, db store.Store, a *tocsin.Article, r *tocsin.Reading) {
	t.Helper()
	if _, err := db.PutArticle(t.Context(), a); err != nil {
		t.Fatal(err)
	}
	if err := db.PutReading(t.Context(), a.Hash(), r); err != nil {
		t.Fatal(err)
	}
}

// page is what a desk over a store answers.
func page(t *testing.T, db store.Store, path string) string {
	t.Helper()
	h, err := desk.New(db, nil, desk.Options{})
	if err != nil {
		t.Fatal(err)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "http://127.0.0.1"+path, nil))
	return w.Body.String()
}
