package file

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/zstd"
	"github.com/tocsin-desk/tocsin/intake/page"
	"github.com/tocsin-desk/tocsin/intake/warc"
)

const html = `<html lang="en"><head><title>Page</title></head><body><article><p>The council of Lenda said on Monday that the northern pass is closed to all lorries until further notice.</p><p>A spokesman of the border guard, Tarek Olin, said that two convoys had been turned back during the night.</p></article></body></html>`

func trusted(_ context.Context, html []byte, from page.Origin) (page.Page, error) {
	return page.Extract(html, from)
}

// read lists what a path gives: titles, or the beginnings of texts, and refusals.
func read(t *testing.T, path string, stdin io.Reader) []string {
	t.Helper()
	var out []string
	for it := range (Reader{Extract: trusted, Stdin: stdin}).Read(t.Context(), path) {
		switch a := it.Article; {
		case a == nil:
			out = append(out, fmt.Sprintf("%s: %s", filepath.Base(it.Refusal.Source), it.Refusal.Reason))
		case a.Title != "":
			out = append(out, a.Title)
		default:
			out = append(out, a.Text)
		}
	}
	return out
}

func packed(kind string, b []byte) []byte {
	var buf bytes.Buffer
	var w io.WriteCloser = gzip.NewWriter(&buf)
	if kind == "zstd" {
		w, _ = zstd.NewWriter(&buf)
	}
	w.Write(b)
	w.Close()
	return buf.Bytes()
}

func archive(t *testing.T) []byte {
	var b bytes.Buffer
	w := warc.NewWriter(&b)
	if err := w.Info("tocsin/1.0", time.Unix(0, 0)); err != nil {
		t.Fatal(err)
	}
	if err := w.Write(&warc.Record{Type: "response", URI: "https://valley.example/", Block: []byte("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + html),
		Header: map[string][]string{"Content-Type": {"application/http"}}}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestReadFormats(t *testing.T) {
	const lines = `{"id":"1","text":"One."}` + "\n" + `{"id":"2"}` + "\n" + `{"id":"3","title":"Three","text":"3."}`
	const rss = `<?xml version="1.0"?><rss version="2.0"><channel><title>Post</title><item><title>In a feed</title></item></channel></rss>`
	const json = `{"version":"https://jsonfeed.org/version/1.1","title":"Post","items":[{"id":"1","title":"In a feed","content_text":"x"}]}`
	for _, c := range []struct {
		name string
		b    []byte
		want []string
	}{
		{"text", []byte("Pass closed\n\nThe pass is closed."), []string{"Pass closed"}},
		{"text, packed", packed("gzip", []byte("The pass is closed.")), []string{"The pass is closed."}},
		{"lines", []byte(lines), []string{"One.", "in line 2: no text", "Three"}},
		{"lines, gzip", packed("gzip", []byte(lines)), []string{"One.", "in line 2: no text", "Three"}},
		{"lines, zstd", packed("zstd", []byte(lines)), []string{"One.", "in line 2: no text", "Three"}},
		{"page", []byte("\n" + html), []string{"Page"}},
		{"feed", []byte(rss), []string{"In a feed"}},
		{"JSON feed", []byte(json), []string{"In a feed"}},
		{"archive", archive(t), []string{"Page"}},
		{"empty", nil, []string{"in: empty"}},
		{"binary", []byte("\x89PNG\r\n\x1a\n\x00\x00"), []string{"in: not text: a PNG image"}},
		{"broken gzip", []byte("\x1f\x8bno"), []string{"in: unpack gzip: unexpected EOF (invalid)"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "in")
			if err := os.WriteFile(path, c.b, 0o600); err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(c.want, read(t, path, nil)); d != "" {
				t.Error(d)
			}
			got := read(t, "-", bytes.NewReader(c.b))
			for i := range got {
				got[i] = strings.Replace(got[i], "standard input", "in", 1)
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Errorf("standard input: %s", d)
			}
		})
	}
}

func TestReadTruncatedGzip(t *testing.T) {
	var lines strings.Builder
	for n := range 20_000 {
		fmt.Fprintf(&lines, "{\"id\":\"%d\",\"text\":\"Report %d of the harbour: %x.\"}\n", n, n, n*7919)
	}
	b := packed("gzip", []byte(lines.String()))
	path := filepath.Join(t.TempDir(), "in")
	if err := os.WriteFile(path, b[:len(b)/2], 0o600); err != nil {
		t.Fatal(err)
	}
	got := read(t, path, nil)
	last := got[len(got)-1]
	if len(got) < 5000 || got[0] != "Report 0 of the harbour: 0." || !strings.HasPrefix(last, "in line ") || !strings.HasSuffix(last, "reading broke off: unexpected EOF") {
		t.Errorf("%d items, the last %q", len(got), last)
	}
}

func TestReadFolder(t *testing.T) {
	root := t.TempDir()
	for name, text := range map[string]string{"b.txt": "Second.", "a.txt": "First.", "sub/c.txt": "Third.", ".hidden": "Hidden.", ".git/d.txt": "Hidden.", "sub/empty.txt": ""} {
		path := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink("/etc/passwd", filepath.Join(root, "link.txt")); err != nil {
		t.Log(err)
	}
	deep := root
	for range MaxDepth + 1 {
		deep = filepath.Join(deep, "x")
	}
	if err := os.MkdirAll(deep, 0o700); err != nil {
		t.Fatal(err)
	}
	want := []string{"First.", "Second.", "Third.", "empty.txt: empty", "x: folders nested deeper than 16"}
	if d := cmp.Diff(want, read(t, root, nil)); d != "" {
		t.Error(d)
	}
	for it := range (Reader{Extract: trusted}).Read(t.Context(), root) { // a caller that stops is let go
		_ = it
		break
	}
}

func TestReadMissing(t *testing.T) {
	got := read(t, filepath.Join(t.TempDir(), "none.txt"), nil)
	if d := cmp.Diff([]string{"none.txt: no such file or directory"}, got); d != "" {
		t.Error(d)
	}
}
