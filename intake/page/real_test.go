package page

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"iter"
	"os"
	"path/filepath"
	"testing"
)

type realPage struct{ ID, HTML, URL, Date, Outlet string }

// realPages yields the pages that lie beside the project; it skips the test where there are none.
func realPages(t testing.TB) iter.Seq[realPage] {
	t.Helper()
	shared := os.Getenv("TOCSIN_SHARED")
	if shared == "" {
		shared = filepath.Join("..", "..", "..", "shared")
	}
	path := filepath.Join(shared, "data", "real", "kremlin_pages.jsonl.gz")
	f, err := os.Open(path)
	if err != nil {
		t.Skipf("no real pages beside the project: %v", err)
	}
	t.Cleanup(func() { f.Close() })
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	return func(yield func(realPage) bool) {
		lines := bufio.NewScanner(z)
		lines.Buffer(nil, 16<<20)
		for lines.Scan() {
			var r realPage
			if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
				t.Fatal(err)
			}
			if !yield(r) {
				return
			}
		}
	}
}
