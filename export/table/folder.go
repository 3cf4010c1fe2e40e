package table

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/tocsin-desk/tocsin"
)

// EvidenceName is the name of the table of evidence beside a table of events.
const EvidenceName = "events_evidence.tsv"

// A Folder is an export as files: the table, its evidence, and a manifest. Events of GDELT go in slices of a quarter of an hour, as that project
// publishes them, with their mentions.
type Folder struct {
	dir      string
	manifest Manifest
	events   recorder
	evidence *EvidenceWriter
	side     *file
	lines    int // of evidence
}

// A recorder writes the table itself.
type recorder interface {
	record(*tocsin.Record) (ids []string, err error)
	close() ([]File, error)
}

// Create makes the folder, where there is none, for an export. query says what was asked for. ErrConflict: an export is there already.
func Create(dir string, f Format, o Options, query string) (*Folder, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("make the folder of the export: %w", err)
	}
	if _, err := os.Stat(filepath.Join(dir, ManifestName)); err == nil {
		return nil, fmt.Errorf("%s holds an export already: %w", dir, tocsin.ErrConflict)
	}
	out := &Folder{dir: dir, manifest: Manifest{Format: f.Name, Schema: ManifestSchema, Query: flat(query), Guarded: f.Name == "csv" && !o.Raw, Coders: []string{}}}
	var err error
	if out.side, err = create(dir, EvidenceName); err != nil {
		return nil, err
	}
	if out.evidence, err = NewEvidence(out.side); err != nil {
		return nil, err
	}
	if f.Name == "gdelt" {
		out.events = &slices15{dir: dir, all: map[string]*slice{}}
		return out, nil
	}
	table, err := create(dir, f.File)
	if err != nil {
		return nil, err
	}
	w := f.New(table, o)
	out.events = &single{table, w}
	return out, w.Header()
}

// Record adds a record to the table, and what it comes from to the evidence.
func (f *Folder) Record(r *tocsin.Record) error {
	ids, err := f.events.record(r)
	if err != nil {
		return err
	}
	if r.Coder != "" && !slices.Contains(f.manifest.Coders, r.Coder) && len(f.manifest.Coders) < 100 {
		f.manifest.Coders = append(f.manifest.Coders, r.Coder)
	}
	n, err := f.evidence.Record(r, ids)
	f.lines += n
	return err
}

// Close completes the files and writes the manifest, which it returns. Without a manifest an export isn't whole.
func (f *Folder) Close() (*Manifest, error) {
	files, err := f.events.close()
	if err := errors.Join(err, f.side.Close()); err != nil {
		return nil, err
	}
	f.manifest.Files = append(files, f.side.sum.File(EvidenceName, f.lines))
	slices.Sort(f.manifest.Coders)
	out, err := os.Create(filepath.Join(f.dir, ManifestName))
	if err != nil {
		return nil, fmt.Errorf("write manifest: %w", err)
	}
	return &f.manifest, errors.Join(f.manifest.Write(out), out.Close())
}

// Verify checks a file of an export against the manifest in its folder. Where there is no manifest, or it doesn't speak of the file, there is nothing to check.
func Verify(path string) error {
	in, err := os.Open(filepath.Join(filepath.Dir(path), ManifestName))
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("check the manifest: %w", err)
	}
	defer in.Close()
	m, err := ReadManifest(in)
	if err != nil {
		return fmt.Errorf("%s: %w", in.Name(), err)
	}
	name := filepath.Base(path)
	if !slices.ContainsFunc(m.Files, func(f File) bool { return f.Name == name }) {
		return nil
	}
	data, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("check the manifest: %w", err)
	}
	defer data.Close()
	sum := NewSum()
	if _, err := io.Copy(sum, data); err != nil {
		return fmt.Errorf("check the manifest: %w", err)
	}
	return m.Check(sum.File(name, 0))
}

// A file is written through a buffer and summed.
type file struct {
	*bufio.Writer
	disk *os.File
	sum  *Sum
}

func create(dir, name string) (*file, error) {
	disk, err := os.Create(filepath.Join(dir, name))
	if err != nil {
		return nil, fmt.Errorf("write the export: %w", err)
	}
	sum := NewSum()
	return &file{bufio.NewWriterSize(io.MultiWriter(disk, sum), 1<<16), disk, sum}, nil
}

func (f *file) Close() error { return errors.Join(f.Flush(), f.disk.Close()) }

// single is a table in one file.
type single struct {
	out *file
	w   Writer
}

func (s *single) record(r *tocsin.Record) ([]string, error) {
	return s.w.Record(r)
}

func (s *single) close() ([]File, error) {
	err := errors.Join(s.w.Close(), s.out.Close())
	return []File{s.out.sum.File(filepath.Base(s.out.disk.Name()), s.w.Rows())}, err
}
