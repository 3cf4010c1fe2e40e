package table

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"io"

	"github.com/tocsin-desk/tocsin"
)

// ManifestName is the name of the manifest beside the files of an export.
const ManifestName = "manifest.json"

// ManifestSchema is the version of the columns; it goes up when one is added.
const ManifestSchema = 1

// A Manifest says what an export holds, so that who gets it can tell that it is whole.
type Manifest struct {
	Format  string   `json:"format"`
	Schema  int      `json:"schema"`
	Coders  []string `json:"coders"`  // program, model and lexicon of the readings in it, each once
	Query   string   `json:"query"`   // what was asked for, in words of the command line
	Guarded bool     `json:"guarded"` // marks stand in front of what a spreadsheet would compute
	Files   []File   `json:"files"`
}

// A File is one file of an export.
type File struct {
	Name   string `json:"name"`
	Rows   int    `json:"rows"` // lines without the header
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
}

// Write writes the manifest as JSON.
func (m *Manifest) Write(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	if err := enc.Encode(m); err != nil {
		return fmt.Errorf("write manifest: %w", err)
	}
	return nil
}

// maxManifest is the longest manifest that is read, in bytes: a year of GDELT's slices is 12 MiB.
const maxManifest = 64 << 20

// ReadManifest reads a manifest of at most maxManifest bytes.
func ReadManifest(r io.Reader) (*Manifest, error) {
	var m Manifest
	if err := json.NewDecoder(io.LimitReader(r, maxManifest)).Decode(&m); err != nil {
		return nil, fmt.Errorf("read manifest: %w: %w", err, tocsin.ErrInvalid)
	}
	return &m, nil
}

// Check returns an error that says what differs if the file isn't what the manifest describes.
func (m *Manifest) Check(got File) error {
	for _, want := range m.Files {
		switch {
		case want.Name != got.Name:
			continue
		case want.SHA256 != got.SHA256 || want.Bytes != got.Bytes:
			return fmt.Errorf("%s: %d bytes with hash %.12s…, the manifest says %d with %.12s…: %w", got.Name, got.Bytes, got.SHA256, want.Bytes, want.SHA256, tocsin.ErrInvalid)
		}
		return nil
	}
	return fmt.Errorf("%s isn't in the manifest: %w", got.Name, tocsin.ErrInvalid)
}

// A Sum counts and hashes the bytes that go through it.
type Sum struct {
	bytes int64
	hash  hash.Hash
}

// NewSum returns an empty sum.
func NewSum() *Sum { return &Sum{hash: sha256.New()} }

// Write is io.Writer's; it never fails.
func (s *Sum) Write(b []byte) (int, error) {
	s.bytes += int64(len(b))
	return s.hash.Write(b)
}

// File describes what went through, under a name.
func (s *Sum) File(name string, rows int) File {
	return File{name, rows, s.bytes, hex.EncodeToString(s.hash.Sum(nil))}
}
