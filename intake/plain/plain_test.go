package plain

import (
	"errors"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"
)

func TestText(t *testing.T) {
	const body = "The council of Lenda said on Monday that the pass is closed."
	for _, c := range []struct{ name, in, title, text string }{
		{"headline and empty line", "Pass closed\n\n" + body + "\n", "Pass closed", body},
		{"headline above a paragraph", "Pass closed\n" + body, "Pass closed", body},
		{"one line", body, "", body},
		{"a sentence isn't a headline", "It snowed.\n\n" + body, "", "It snowed.\n\n" + body},
		{"question as a headline", "Is the pass closed?\n\n" + body, "Is the pass closed?", body},
		{"wrapped text", "The council of Lenda said on Monday that\nthe pass is closed.", "", "The council of Lenda said on Monday that\nthe pass is closed."},
		{"Windows line ends, mark", "\xEF\xBB\xBFPass closed\r\n\r\n" + body + "\r\nMore.\r\n", "Pass closed", body + "\nMore."},
		{"very long first line", strings.Repeat("word ", 60) + "\n\n" + body, "", strings.Repeat("word ", 60) + "\n\n" + body},
		{"only a headline", "Pass closed\n\n", "", "Pass closed"},
		{"stray NUL", body + "\x00", "", body},
	} {
		t.Run(c.name, func(t *testing.T) {
			it := Text([]byte(c.in), "note.txt", "")
			if it.Article == nil {
				t.Fatalf("refused: %+v", it.Refusal)
			}
			if it.Article.Title != c.title || it.Article.Text != c.text {
				t.Errorf("got %q / %q", it.Article.Title, it.Article.Text)
			}
			if it.Article.ID == "" {
				t.Error("no id")
			}
		})
	}
}

func TestTextRefuses(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	noise := make([]byte, 4096)
	for i := range noise {
		noise[i] = byte(rng.IntN(256))
	}
	for _, c := range []struct {
		name, in, reason string
		broken           bool
	}{
		{"empty", "", "empty", false},
		{"only space", " \n\t\r\n", "empty", false},
		{"only a mark", "\xEF\xBB\xBF", "empty", false},
		{"PDF", "%PDF-1.7\n%âãÏÓ\n1 0 obj", "not text: a PDF file", true},
		{"image", "\x89PNG\r\n\x1a\n", "not text: a PNG image", true},
		{"noise", string(noise), "control characters", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			it := Read(strings.NewReader(c.in), "note.txt", "")
			if it.Refusal == nil || it.Refusal.Source != "note.txt" || !strings.Contains(it.Refusal.Reason, c.reason) || it.Broken != c.broken {
				t.Errorf("item %+v, refusal %+v", it, it.Refusal)
			}
		})
	}
}

func TestTextNotesItsCharset(t *testing.T) {
	it := Text([]byte("caf\xe9 au port du nord"), "note.txt", "text/plain; charset=x-harbour")
	if it.Article == nil || it.Article.Text != "café au port du nord" {
		t.Fatalf("item %+v", it)
	}
	if notes := strings.Join(it.Notes, "; "); !strings.Contains(notes, `unknown charset "x-harbour"`) || !strings.Contains(notes, "windows-1252") {
		t.Errorf("notes %q", notes)
	}
}

func TestReadCap(t *testing.T) {
	it := Read(strings.NewReader(strings.Repeat("port ", MaxBytes/5+1)), "big.txt", "")
	if it.Refusal == nil || it.Refusal.Reason != "longer than 20 MiB" {
		t.Errorf("item %+v", it)
	}
}

func TestReadKeepsWhatCameBeforeTheEnd(t *testing.T) {
	it := Read(io.MultiReader(strings.NewReader("The pass is closed."), iotest.ErrReader(errors.New("cable cut"))), "-", "")
	if it.Article == nil || it.Article.Text != "The pass is closed." || !it.Partial || len(it.Notes) != 1 {
		t.Errorf("item %+v", it)
	}
}

func FuzzText(f *testing.F) {
	f.Add([]byte("Pass closed\n\nThe council said so."), "text/plain; charset=koi8-r")
	f.Add([]byte("\xff\xfea\x00\n\x00"), "")
	f.Fuzz(func(t *testing.T, b []byte, contentType string) {
		it := Text(b, "fuzz", contentType)
		if (it.Article == nil) == (it.Refusal == nil) {
			t.Fatalf("neither or both: %+v", it)
		}
		if a := it.Article; a != nil && (!utf8.ValidString(a.Text) || !utf8.ValidString(a.Title) || strings.TrimSpace(a.Text) == "") {
			t.Errorf("title %q, text %q", a.Title, a.Text)
		}
	})
}
