package sqlite

import (
	"context"
	"path/filepath"
	"testing"

	"github.com/tocsin-desk/tocsin/store"
	"github.com/tocsin-desk/tocsin/store/storetest"
)

// open opens a database for a test and closes it at its end.
func open(t testing.TB, path string) *Store {
	t.Helper()
	s, err := Open(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func TestFile(t *testing.T) {
	storetest.Run(t, func(t *testing.T) store.Store { return open(t, filepath.Join(t.TempDir(), "desk.db")) })
}

func TestMemory(t *testing.T) {
	storetest.Run(t, func(t *testing.T) store.Store { return open(t, Memory) })
}
