package table

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tocsin-desk/tocsin"
)

// Columns stand as the field's own lists have them, which lie beside the project.
func TestSchemas(t *testing.T) {
	shared := os.Getenv("TOCSIN_SHARED")
	if shared == "" {
		t.Skip("TOCSIN_SHARED is not set: no lists of columns to compare with")
	}
	for name, l := range map[string]layout{"icews.tsv": icews(), "polecat.tsv": polecat(), "gdelt2_events.tsv": gdelt(), "phoenix.tsv": phoenix()} {
		b, err := os.ReadFile(filepath.Join(shared, "schemas", name))
		if err != nil {
			t.Fatal(err)
		}
		var want []string
		for i, line := range strings.Split(strings.TrimSpace(string(b)), "\n") {
			if i > 0 {
				want = append(want, strings.Split(line, "\t")[1])
			}
		}
		if diff := cmp.Diff(want, l.names()); diff != "" {
			t.Errorf("%s: wanted (-) and written (+):\n%s", name, diff)
		}
	}
}

func TestFolder(t *testing.T) {
	for _, f := range Formats() {
		dir := t.TempDir()
		out, err := Create(dir, f, Options{}, "--type \"ASSAULT\"")
		if err != nil {
			t.Fatal(err)
		}
		all := samples()
		for i := range all {
			if err := out.Record(&all[i]); err != nil {
				t.Fatal(err)
			}
		}
		m, err := out.Close()
		if err != nil {
			t.Fatal(err)
		}
		if m.Format != f.Name || m.Guarded != (f.Name == "csv") || !slices.Equal(m.Coders, []string{"tocsin 1, model m, lexicon l"}) {
			t.Errorf("%s: %+v", f.Name, m)
		}
		var events []byte
		rows := 0
		for _, file := range m.Files {
			if err := Verify(filepath.Join(dir, file.Name)); err != nil {
				t.Errorf("%s: %v", f.Name, err)
			}
			if file.Name != EvidenceName && !strings.Contains(file.Name, "mentions") {
				events = append(events, contents(t, filepath.Join(dir, file.Name))...)
				rows += file.Rows
			}
		}
		back, refused := readAll(t, f, events)
		if len(refused) > 0 || f.Name != "petrarch" && rows != len(back) {
			t.Errorf("%s: %d records, %d refused, the manifest says %d", f.Name, len(back), len(refused), rows)
		}
		if _, err := Create(dir, f, Options{}, ""); !errors.Is(err, tocsin.ErrConflict) {
			t.Errorf("a second export into %s: %v", dir, err)
		}
		evidence(t, f, dir, back)
		damage(t, filepath.Join(dir, m.Files[0].Name))
	}
}

// contents reads a file, or the one file of an archive.
func contents(t *testing.T, path string) []byte {
	t.Helper()
	if !strings.HasSuffix(path, ".zip") {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	z, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	if len(z.File) != 1 || z.File[0].Name != strings.TrimSuffix(filepath.Base(path), ".zip") {
		t.Fatalf("%s holds %v", path, z.File)
	}
	r, err := z.File[0].Open()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	b, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// evidence checks that each line of the side table belongs to an event of the table, and tells what the record had.
func evidence(t *testing.T, f Format, dir string, events []tocsin.Record) {
	t.Helper()
	ids := map[string]bool{}
	for _, r := range events {
		ids[r.ID] = true
		if f.Name == "phoenix" {
			ids[r.ID+"_"+phoenixVersion] = true
		}
	}
	n := 0
	err := ReadEvidence(bytes.NewReader(contents(t, filepath.Join(dir, EvidenceName))), func(line int, e *EvidenceLine, err error) error {
		if err != nil {
			t.Errorf("%s, line %d: %v", f.Name, line, err)
			return nil
		}
		if !ids[e.Event] {
			t.Errorf("%s: evidence of %q, which isn't in the table", f.Name, e.Event)
		}
		first := samples()[0]
		if !slices.Contains(first.Evidence, e.Evidence) || e.Article != first.Article || e.Version != first.Version || !slices.Equal(e.Attribution, first.Attribution) || e.Statement != first.Statement {
			t.Errorf("%s: %+v", f.Name, e)
		}
		n++
		return nil
	})
	if err != nil || n == 0 {
		t.Errorf("%s: %d lines of evidence, %v", f.Name, n, err)
	}
}

// damage changes a byte, which the manifest must tell.
func damage(t *testing.T, path string) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	b[len(b)/2] ^= 1
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := Verify(path); !errors.Is(err, tocsin.ErrInvalid) || !strings.Contains(err.Error(), filepath.Base(path)) {
		t.Errorf("a damaged file: %v", err)
	}
}

// Slices that outgrow the memory go to the disk and come out the same.
func TestSlicesSpill(t *testing.T) {
	all := samples()
	files := func(spill bool) []File {
		s := &slices15{dir: t.TempDir(), all: map[string]*slice{}}
		for i := range all {
			if _, err := s.record(&all[i]); err != nil {
				t.Fatal(err)
			}
			if spill {
				if err := s.spill(); err != nil {
					t.Fatal(err)
				}
			}
		}
		out, err := s.close()
		if err != nil {
			t.Fatal(err)
		}
		if left, err := filepath.Glob(filepath.Join(s.dir, "*.part")); err != nil || len(left) > 0 {
			t.Errorf("left behind: %v, %v", left, err)
		}
		return out
	}
	held, spilt := files(false), files(true)
	if diff := cmp.Diff(held, spilt); diff != "" {
		t.Error(diff)
	}
	if len(held) != 4 || held[0].Name != "20310305090000.export.CSV.zip" || held[3].Name != "20310305091500.mentions.CSV.zip" {
		t.Errorf("%+v", held)
	}
}

// What an export that was broken off left behind gets into no other.
func TestSlicesBegunBefore(t *testing.T) {
	dir, all := t.TempDir(), samples()
	files := func(broken bool) []File {
		s := &slices15{dir: dir, all: map[string]*slice{}}
		for i := range all {
			if _, err := s.record(&all[i]); err != nil {
				t.Fatal(err)
			}
		}
		if err := s.spill(); err != nil {
			t.Fatal(err)
		}
		if broken {
			return nil
		}
		out, err := s.close()
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	whole := files(false)
	files(true)
	if diff := cmp.Diff(whole, files(false)); diff != "" {
		t.Error(diff)
	}
}

// A year in slices of a quarter of an hour has a long manifest.
func TestManifestOfAYear(t *testing.T) {
	m := Manifest{Format: "gdelt", Coders: []string{}, Files: make([]File, 2*4*24*366)}
	for i := range m.Files {
		m.Files[i] = File{"20310305090000.mentions.CSV.zip", 1000, 100_000, strings.Repeat("0", 64)}
	}
	var b bytes.Buffer
	if err := m.Write(&b); err != nil {
		t.Fatal(err)
	}
	back, err := ReadManifest(bytes.NewReader(b.Bytes()))
	if err != nil || len(back.Files) != len(m.Files) {
		t.Errorf("%d bytes: %v", b.Len(), err)
	}
}

func TestMentions(t *testing.T) {
	r := samples()[0]
	var once, twice bytes.Buffer
	for _, m := range MentionsOf(&r, []string{"17", "18"}) {
		if err := WriteMention(&once, m); err != nil {
			t.Fatal(err)
		}
	}
	err := ReadMentions(bytes.NewReader(once.Bytes()), func(_ int, m *Mention, err error) error {
		if err != nil {
			return err
		}
		return WriteMention(&twice, *m)
	})
	if err != nil || once.String() != twice.String() {
		t.Errorf("%v\n%s%s", err, once.String(), twice.String())
	}
	want := "17\t20310305090712\t20310305090712\t1\tCourier; evening\thttps://courier.example/a1?x=1\t1\t4\t60\t30\t1\t70\t812\t\t\t\n"
	if got, _, _ := strings.Cut(once.String(), "18"); got != want {
		t.Errorf("%q, want %q", got, want)
	}
	for _, bad := range [...]string{"1\t2\n", strings.Replace(want, "20310305090712", "yesterday", 1), strings.Replace(want, "\t812\t", "\tlong\t", 1)} {
		var refused error
		if err := ReadMentions(strings.NewReader(bad), func(_ int, _ *Mention, err error) error { refused = err; return nil }); err != nil || !errors.Is(refused, tocsin.ErrInvalid) {
			t.Errorf("%q: %v, %v", bad, err, refused)
		}
	}
}

// FuzzSides: any bytes are mentions, evidence and a manifest, or are refused.
func FuzzSides(f *testing.F) {
	f.Add([]byte(strings.Repeat("1\t", 12) + "\n"))
	f.Add([]byte(`{"files":[{"name":"a","rows":1}]}`))
	f.Fuzz(func(t *testing.T, in []byte) {
		_ = ReadMentions(bytes.NewReader(in), func(_ int, m *Mention, err error) error {
			if (m == nil) == (err == nil) {
				t.Fatalf("mention %v, error %v", m, err)
			}
			return nil
		})
		_ = ReadEvidence(bytes.NewReader(in), func(_ int, e *EvidenceLine, err error) error {
			if (e == nil) == (err == nil) {
				t.Fatalf("evidence %v, error %v", e, err)
			}
			return nil
		})
		if m, err := ReadManifest(bytes.NewReader(in)); (m == nil) == (err == nil) {
			t.Fatalf("manifest %v, error %v", m, err)
		}
	})
}
