package sqlite

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/store"
)

var ctx = context.Background()

// article makes an article of about n words.
func article(i, n int) *tocsin.Article {
	var text strings.Builder
	for w := range n {
		fmt.Fprintf(&text, "word%d ", (i*7919+w*104729)%9973)
	}
	return &tocsin.Article{
		ID: tocsin.ArticleID(fmt.Sprint("a", i)), Title: fmt.Sprint("Title ", i), Text: text.String(), Outlet: fmt.Sprint("Outlet ", i%40),
		Date: time.Date(2031, 1, 1+i%300, 0, 0, 0, 0, time.UTC).Format(time.DateOnly), Collected: time.Date(2031, 1, 1, 0, 0, i, 0, time.UTC),
	}
}

// Any character may stand in the name of a file.
func TestOddPaths(t *testing.T) {
	for _, name := range [...]string{"a b.db", "what?.db", "50%.db", "#1.db", "ünï.db", "a&_pragma=query_only(1).db", "file::memory:"} {
		path := filepath.Join(t.TempDir(), name)
		s := open(t, path)
		if _, err := s.PutArticle(ctx, article(1, 5)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := os.Stat(path); err != nil {
			t.Errorf("the database of %q is elsewhere: %v", name, err)
		}
	}
}

// What was stored is there after the file is closed and opened again, and no migration runs twice.
func TestReopen(t *testing.T) {
	path := filepath.Join(t.TempDir(), "desk.db")
	for i := range 3 {
		s := open(t, path)
		if _, err := s.PutArticle(ctx, article(i, 5)); err != nil {
			t.Fatal(err)
		}
		p, err := s.Articles(ctx, store.ArticleQuery{})
		if err != nil || p.Total != i+1 {
			t.Errorf("opening %d: %d articles, %v; want %d", i, p.Total, err, i+1)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// A database of schema 1 knows no places of events until it is opened: then its readings give them.
func TestFirstSchemaGetsPlaces(t *testing.T) {
	path := filepath.Join(t.TempDir(), "desk.db")
	s := open(t, path)
	a := article(1, 5)
	a.Date = "2031-03-07"
	lat, lon := 51.0, 15.0
	r := &tocsin.Reading{ID: a.ID, Events: []tocsin.Event{
		{ID: "v1", Realis: tocsin.Asserted},
		{ID: "v2", Realis: tocsin.Asserted, Place: &tocsin.Place{Name: "Silbersand", Lat: &lat, Lon: &lon, Precision: tocsin.AtPlace}, Date: &tocsin.When{Value: "2031-03-05"}},
	}}
	if _, err := s.PutArticle(ctx, a); err != nil {
		t.Fatal(err)
	}
	if err := s.PutReading(ctx, a.Hash(), r); err != nil {
		t.Fatal(err)
	}
	want := spots(t, s)
	if len(want.Spots) != 1 || want.OffMap != 1 {
		t.Fatalf("%+v, want one spot and one event off the map", want)
	}
	older := []string{"DROP TABLE history", "DROP INDEX event_spot", "DROP INDEX event_begins", "PRAGMA user_version = 1"}
	for _, c := range strings.Split(whereaboutsColumns, ", ") {
		older = append(older, "ALTER TABLE event DROP COLUMN "+c)
	}
	for _, query := range older {
		if _, err := s.write.ExecContext(ctx, query); err != nil {
			t.Fatal(query, err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, spots(t, open(t, path))); diff != "" {
		t.Errorf("before (-) and after (+):\n%s", diff)
	}
}

func spots(t *testing.T, s *Store) store.Spots {
	t.Helper()
	out, err := s.Spots(ctx, store.EventQuery{})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestOwner(t *testing.T) {
	path := filepath.Join(t.TempDir(), "desk.db")
	s := open(t, path)
	_, err := Open(ctx, path)
	if !errors.Is(err, tocsin.ErrConflict) {
		t.Fatalf("a second opening: %v, want a conflict", err)
	}
	if want := fmt.Sprintf("process %d", os.Getpid()); !strings.Contains(err.Error(), want) {
		t.Errorf("%v: doesn't name %s", err, want)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	open(t, path)
}

// A process that is killed leaves neither a lock nor half a record behind: the test starts itself
// as a writer, kills it in the middle, and opens the file.
func TestKilledOwner(t *testing.T) {
	const path = "TOCSIN_TEST_WRITER"
	if p := os.Getenv(path); p != "" {
		s, err := Open(ctx, p)
		if err != nil {
			t.Fatal(err)
		}
		for i := 0; ; i++ {
			if _, err := s.PutArticle(ctx, article(i, 300)); err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(os.Stderr, "stored %d\n", i)
		}
	}
	file := filepath.Join(t.TempDir(), "desk.db")
	cmd := exec.Command(os.Args[0], "-test.run=^TestKilledOwner$")
	cmd.Env = append(os.Environ(), path+"="+file)
	out, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var said bytes.Buffer
	for buf := make([]byte, 256); bytes.Count(said.Bytes(), []byte("stored")) < 20; {
		n, err := out.Read(buf)
		if err != nil {
			t.Fatalf("the writer said %q: %v", said.String(), err)
		}
		said.Write(buf[:n])
	}
	if _, err := Open(ctx, file); !errors.Is(err, tocsin.ErrConflict) || !strings.Contains(err.Error(), fmt.Sprintf("process %d", cmd.Process.Pid)) {
		t.Errorf("while the writer lives: %v, want a conflict with process %d", err, cmd.Process.Pid)
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait() // it was killed

	s := open(t, file)
	c, err := s.Coverage(ctx)
	if err != nil || c.Versions < 20 || c.Versions != c.Articles {
		t.Errorf("after the kill %+v, %v; want every acknowledged article", c, err)
	}
	for _, q := range [...]string{"PRAGMA integrity_check", "INSERT INTO article_words (article_words) VALUES ('integrity-check') RETURNING 'ok'"} {
		var verdict string
		if err := s.write.QueryRow(q).Scan(&verdict); err != nil && !strings.Contains(err.Error(), "no rows") || verdict != "ok" && verdict != "" {
			t.Errorf("%s: %s %v", q, verdict, err)
		}
	}
}

func TestForeignFiles(t *testing.T) {
	newer := filepath.Join(t.TempDir(), "newer.db")
	s := open(t, newer)
	if _, err := s.write.Exec("PRAGMA user_version = 99"); err != nil {
		t.Fatal(err)
	}
	s.Close()
	other := filepath.Join(t.TempDir(), "other.db")
	db, err := connect(dsn(other, ""), 1)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("CREATE TABLE bookmarks (x)"); err != nil {
		t.Fatal(err)
	}
	db.Close()
	text := filepath.Join(t.TempDir(), "notes.txt")
	if err := os.WriteFile(text, []byte(strings.Repeat("These are notes, not records.\n", 100)), 0o600); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{newer: "newer tocsin (schema 99", other: "of another program", text: "not a database"} {
		_, err := Open(ctx, path)
		if !errors.Is(err, tocsin.ErrInvalid) || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), path) {
			t.Errorf("%v; want an invalid file, %q", err, want)
		}
	}
	if _, err := Open(ctx, filepath.Join(t.TempDir(), "no", "such", "folder.db")); !errors.Is(err, tocsin.ErrUnavailable) {
		t.Errorf("a folder that isn't there: %v, want unavailable", err)
	}
}

// A full disk refuses the record that doesn't fit, whole, and keeps every one before it.
func TestFullDisk(t *testing.T) {
	path := filepath.Join(t.TempDir(), "desk.db")
	s := open(t, path)
	limit := func(pages int) {
		t.Helper()
		if _, err := s.write.Exec(fmt.Sprintf("PRAGMA max_page_count = %d", pages)); err != nil {
			t.Fatal(err)
		}
	}
	limit(200)
	kept := 0
	var full error
	for full == nil && kept < 1000 {
		if _, full = s.PutArticle(ctx, article(kept, 500)); full == nil {
			kept++
		}
	}
	if !errors.Is(full, tocsin.ErrUnavailable) || !strings.Contains(full.Error(), path) || !strings.Contains(full.Error(), "full") || kept == 0 {
		t.Fatalf("after %d articles: %v; want a full disk, by name", kept, full)
	}
	err := s.Batch(ctx, func(b store.Store) error {
		for i := range 50 {
			if _, err := b.PutArticle(ctx, article(2000+i, 500)); err != nil {
				return err
			}
		}
		return nil
	})
	if !errors.Is(err, tocsin.ErrUnavailable) {
		t.Errorf("a batch on a full disk: %v, want unavailable", err)
	}

	check := func(want int) {
		t.Helper()
		p, err := s.Articles(ctx, store.ArticleQuery{})
		if err != nil || p.Total != want {
			t.Errorf("%d articles, %v; want %d", p.Total, err, want)
		}
		for i := range kept {
			if a, err := s.Article(ctx, article(i, 0).ID); err != nil || a.Text != article(i, 500).Text {
				t.Fatalf("article %d is lost or changed: %v", i, err)
			}
		}
	}
	check(kept)
	limit(100_000) // somebody made room
	if _, err := s.PutArticle(ctx, article(kept, 500)); err != nil {
		t.Errorf("with room again: %v", err)
	}
	check(kept + 1)
}
