package app

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
	"github.com/google/go-cmp/cmp"

	"github.com/tocsin-desk/tocsin"
)

// The printed configuration is the program's defaults, every one of them.
func TestDefaultConfigIsPrinted(t *testing.T) {
	var printed Config
	meta, err := toml.Decode(DefaultConfig, &printed)
	if err != nil {
		t.Fatal(err)
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		t.Errorf("the file has keys that the program doesn't know: %v", unknown)
	}
	if diff := cmp.Diff(Defaults(), printed); diff != "" {
		t.Errorf("defaults (-) and app/tocsin.toml (+) differ:\n%s", diff)
	}
	// A default of zero would be missed by the comparison if its line were missing.
	for _, key := range []string{"store.dir", "desk.addr", "desk.open", "desk.hosts", "desk.tiles", "intake.poll", "intake.pages", "fetch.pause", "fetch.allow", "dedup.window", "lexicon.tables", "gazetteer.file", "coder.workers"} {
		if !meta.IsDefined(strings.Split(key, ".")...) {
			t.Errorf("app/tocsin.toml has no %s", key)
		}
	}
}

func TestLoadConfig(t *testing.T) {
	tests := []struct {
		name, text string
		fails      bool
	}{
		{"a change", "[coder]\nworkers = 3\n", false},
		{"an unknown key", "[coder]\nthreads = 3\n", true},
		{"polling like a robot", "[intake]\npoll = \"1s\"\n", true},
		{"an address that others reach", "[desk]\naddr = \"0.0.0.0:8080\"\n", true},
		{"the same, meant", "[desk]\naddr = \"0.0.0.0:8080\"\nopen = true\n", false},
		{"an address without a port", "[desk]\naddr = \"localhost\"\n", true},
		{"negative workers", "[coder]\nworkers = -1\n", true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "tocsin.toml")
			if err := os.WriteFile(path, []byte(tt.text), 0o600); err != nil {
				t.Fatal(err)
			}
			_, err := LoadConfig(path)
			if (err != nil) != tt.fails {
				t.Fatalf("error %v, want one: %v", err, tt.fails)
			}
			if err != nil && !errors.Is(err, tocsin.ErrInvalid) {
				t.Errorf("%v isn't an ErrInvalid", err)
			}
		})
	}
}
