package sample_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/intake/jsonl"
	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/sample"
)

func articles(t *testing.T) []*tocsin.Article {
	t.Helper()
	var out []*tocsin.Article
	for item := range jsonl.Read(bytes.NewReader(sample.Articles()), "sample") {
		if item.Refusal != nil {
			t.Fatalf("%s: %s", item.Refusal.Source, item.Refusal.Reason)
		}
		out = append(out, item.Article)
	}
	return out
}

func TestArticles(t *testing.T) {
	official, press := 0, 0
	versions := map[tocsin.ArticleID]int{}
	for _, a := range articles(t) {
		if !strings.HasSuffix(a.Outlet, " (demo)") {
			t.Errorf("%s: the outlet %q isn't marked as the demo's", a.ID, a.Outlet)
		}
		if !strings.Contains(a.URL, ".example/") {
			t.Errorf("%s: %s is an address that somebody may own", a.ID, a.URL)
		}
		if _, ok := a.Day(); !ok {
			t.Errorf("%s: no date", a.ID)
		}
		if strings.HasPrefix(a.URL, "https://statements.example/") {
			official++
		} else {
			press++
		}
		versions[a.ID]++
	}
	if official < 6 || press < 24 {
		t.Errorf("%d official statements and %d articles, want at least 6 and 24", official, press)
	}
	if versions["orun-denial"] != 2 {
		t.Errorf("orun-denial comes in %d versions, want 2", versions["orun-denial"])
	}
}

func TestTables(t *testing.T) {
	set, err := lexicon.Load()
	if err != nil {
		t.Fatal(err)
	}
	before := set.Hash()
	for _, table := range sample.Tables() {
		if set, err = set.With(table.Name, bytes.NewReader(table.Data)); err != nil {
			t.Fatal(err)
		}
	}
	if set.Hash() == before {
		t.Error("the demo's tables change nothing")
	}
	for _, id := range []string{"QZN", "XVM", "XTV", "karsul front", "lakes dialogue organisation"} {
		if a, _ := set.Actor(id); a == nil {
			t.Errorf("no actor %q", id)
		}
	}
}
