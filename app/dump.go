package app

import (
	"archive/zip"
	"bufio"
	"cmp"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/gazetteer"
	"github.com/tocsin-desk/tocsin/gazetteer/dump"
	"github.com/tocsin-desk/tocsin/gazetteer/geo"
)

// maxDump bounds one unpacked dump, of places or of events: allCountries.txt has 1.5 GiB, what of Wikidata has coordinates 100.
const maxDump = 256 << 30

// A dumpFile is a dump that can be opened twice: to see what it is, and to read it.
type dumpFile struct {
	name string
	kind dump.Kind
	open func() (io.ReadCloser, error)
}

// ImportGazetteer makes a table of dumps, plain, gzip or zip, and writes a report of each. The table appears
// under its name when it is whole. Rows without a country get the one in whose borders they lie.
func ImportGazetteer(ctx context.Context, out string, files []string, locate func(geo.Point) (string, bool), report io.Writer) (err error) {
	var dumps []dumpFile
	for _, name := range files {
		found, err := recognise(name)
		if err != nil {
			return err
		}
		dumps = append(dumps, found...)
	}
	slices.SortStableFunc(dumps, func(a, b dumpFile) int { return cmp.Compare(a.kind, b.kind) })
	f, err := os.CreateTemp(filepath.Dir(out), ".gazetteer-*")
	if err != nil {
		return fmt.Errorf("make a table: %w", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(f.Name()))
		}
	}()
	if err := errors.Join(writeDumps(ctx, f, dumps, locate, report), f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Chmod(f.Name(), 0o644); err != nil {
		return err
	}
	return os.Rename(f.Name(), out)
}

func writeDumps(ctx context.Context, f io.Writer, dumps []dumpFile, locate func(geo.Point) (string, bool), report io.Writer) error {
	w := gazetteer.NewWriter(f, dump.Layers()...)
	im := dump.New(w, locate)
	kept := 0
	for _, d := range dumps {
		r, err := d.open()
		if err != nil {
			return fmt.Errorf("%s: %w", d.name, err)
		}
		rep, err := im.Read(d.kind, &bounded{ctx, r, maxDump})
		r.Close()
		fmt.Fprintf(report, "%s: ", d.name)
		if _, werr := rep.WriteTo(report); werr != nil {
			return werr
		}
		if err != nil {
			return fmt.Errorf("%s: %w", d.name, err)
		}
		kept += rep.Kept
	}
	if kept == 0 {
		return fmt.Errorf("no place in all of it: %w", tocsin.ErrInvalid)
	}
	return w.Close()
}

// recognise opens a file and says what dumps are in it: itself, or the members of an archive.
func recognise(name string) ([]dumpFile, error) {
	head := make([]byte, 4)
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	n, err := io.ReadFull(f, head)
	f.Close()
	if err != nil {
		return nil, fmt.Errorf("%s has %d bytes: %w", name, n, tocsin.ErrInvalid)
	}
	var dumps []dumpFile
	switch string(head) {
	case "PK\x03\x04":
		if dumps, err = members(name); err != nil {
			return nil, err
		}
	default:
		dumps = []dumpFile{{name: name, open: func() (io.ReadCloser, error) { return unpacked(name) }}}
	}
	for i := range dumps {
		d := &dumps[i]
		if d.kind, err = kindOf(d.open); err != nil {
			return nil, fmt.Errorf("%s: %w", d.name, err)
		}
	}
	return dumps, nil
}

// unpacked opens a file, through gzip where it is packed.
func unpacked(name string) (io.ReadCloser, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	br := bufio.NewReader(f)
	type both struct {
		io.Reader
		io.Closer
	}
	if head, _ := br.Peek(2); string(head) != "\x1f\x8b" {
		return both{br, f}, nil
	}
	z, err := gzip.NewReader(br)
	if err != nil {
		f.Close()
		return nil, fmt.Errorf("unpack %s: %w: %w", name, err, tocsin.ErrInvalid)
	}
	return both{z, f}, nil
}

// maxMembers bounds an archive: GeoNames' have two files.
const maxMembers = 1000

// members lists the dumps in a zip archive, without its readme and its pictures.
func members(name string) ([]dumpFile, error) {
	z, err := zip.OpenReader(name)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	defer z.Close()
	if len(z.File) > maxMembers {
		return nil, fmt.Errorf("%s holds %d files, more than %d: %w", name, len(z.File), maxMembers, tocsin.ErrTooLarge)
	}
	var out []dumpFile
	for i, m := range z.File {
		base := strings.ToLower(filepath.Base(m.Name))
		ext := filepath.Ext(base)
		if m.FileInfo().IsDir() || strings.HasPrefix(base, "readme") || base == "iso-languagecodes.txt" || !slices.Contains([]string{".txt", ".json", ".geojson", ".jsonl"}, ext) {
			continue
		}
		out = append(out, dumpFile{name: name + ":" + m.Name, open: func() (io.ReadCloser, error) { return member(name, i) }})
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("%s holds no table and no JSON: %w", name, tocsin.ErrInvalid)
	}
	return out, nil
}

// member opens one file of an archive.
func member(name string, i int) (io.ReadCloser, error) {
	z, err := zip.OpenReader(name)
	if err != nil {
		return nil, err
	}
	if i >= len(z.File) {
		z.Close()
		return nil, fmt.Errorf("the archive has changed: %w", tocsin.ErrConflict)
	}
	r, err := z.File[i].Open()
	if err != nil {
		z.Close()
		return nil, err
	}
	return struct {
		io.Reader
		io.Closer
	}{r, z}, nil
}

func kindOf(open func() (io.ReadCloser, error)) (dump.Kind, error) {
	r, err := open()
	if err != nil {
		return 0, err
	}
	defer r.Close()
	head := make([]byte, dump.SniffBytes)
	n, err := io.ReadFull(r, head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return 0, err
	}
	return dump.Sniff(head[:n])
}

// bounded is a reader that ends with an error where the context does or where too much has come.
type bounded struct {
	ctx  context.Context
	r    io.Reader
	left int64
}

func (b *bounded) Read(p []byte) (int, error) {
	if err := b.ctx.Err(); err != nil {
		return 0, err
	}
	if b.left <= 0 {
		return 0, fmt.Errorf("more than %d bytes: %w", int64(maxDump), tocsin.ErrTooLarge)
	}
	n, err := b.r.Read(p)
	b.left -= int64(n)
	return n, err
}
