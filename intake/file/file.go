// Package file reads what lies on the disk or comes on standard input: texts, pages, saved feeds, lines of
// JSON and web archives, packed or not, one by one or a folder of them.
//
// In: a path. Out: the items in it, each by the reader of its format, which is told by the first bytes.
// It never follows a symbolic link out of a folder, never writes, and reads no hidden file.
package file

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/intake"
	"github.com/tocsin-desk/tocsin/intake/feed"
	"github.com/tocsin-desk/tocsin/intake/jsonl"
	"github.com/tocsin-desk/tocsin/intake/page"
	"github.com/tocsin-desk/tocsin/intake/plain"
	"github.com/tocsin-desk/tocsin/intake/unpack"
	"github.com/tocsin-desk/tocsin/intake/warc"
)

// The caps of a folder and of a packed file.
const (
	MaxDepth    = 16      // folders in folders
	MaxFiles    = 100_000 // of one folder, with those below
	maxUnpacked = 1 << 40 // bytes of a packed file; it is streamed, and its formats have caps of their own
)

// Reader reads paths.
type Reader struct {
	Extract warc.Extractor // reads a page
	Stdin   io.Reader      // what "-" stands for
}

// Read yields the items of a file, of the files in a folder in the order of their names, or, for "-", of
// standard input. What can't be opened is a refusal like any other.
func (r Reader) Read(ctx context.Context, path string) iter.Seq[intake.Item] {
	return func(yield func(intake.Item) bool) {
		if path == "-" {
			r.stream(ctx, r.Stdin, "standard input", yield)
			return
		}
		info, err := os.Stat(path)
		switch {
		case err != nil:
			yield(intake.Broken(path, "%v", reason(err)))
		case info.IsDir():
			r.folder(ctx, path, yield)
		default:
			r.file(ctx, path, yield)
		}
	}
}

// reason is an error of the file system without the path, which the refusal names already.
func reason(err error) error {
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Err
	}
	return err
}

// errStop ends a walk when the caller wants no more.
var errStop = errors.New("stop")

// folder reads the files of a folder; false means that the caller wants no more.
func (r Reader) folder(ctx context.Context, root string, yield func(intake.Item) bool) {
	files := 0
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil:
			if !yield(intake.Broken(path, "%v", reason(err))) {
				return errStop
			}
			return nil
		case path != root && strings.HasPrefix(d.Name(), "."):
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case d.IsDir():
			if depth(root, path) > MaxDepth {
				if !yield(intake.Refused(path, "folders nested deeper than %d", MaxDepth)) {
					return errStop
				}
				return fs.SkipDir
			}
			return nil
		case !d.Type().IsRegular():
			return nil // links, pipes, devices
		}
		if files++; files > MaxFiles {
			yield(intake.Refused(root, "more than %d files: what is beyond was not read", MaxFiles))
			return errStop
		}
		if !r.file(ctx, path, yield) {
			return errStop
		}
		return nil
	})
	if err != nil && !errors.Is(err, errStop) {
		yield(intake.Broken(root, "%v", reason(err)))
	}
}

func depth(root, path string) int {
	rel, err := filepath.Rel(root, path)
	if err != nil || rel == "." {
		return 0
	}
	return strings.Count(rel, string(filepath.Separator)) + 1
}

func (r Reader) file(ctx context.Context, path string, yield func(intake.Item) bool) bool {
	f, err := os.Open(path)
	if err != nil {
		return yield(intake.Broken(path, "%v", reason(err)))
	}
	defer f.Close()
	return r.stream(ctx, f, path, yield)
}

// sniffBytes is how many bytes tell the format.
const sniffBytes = 4 << 10

// stream reads bytes by their format; false means that the caller wants no more.
func (r Reader) stream(ctx context.Context, in io.Reader, name string, yield func(intake.Item) bool) bool {
	br := bufio.NewReaderSize(in, 64<<10)
	head, _ := br.Peek(sniffBytes) // an error comes back with the bytes
	if encoding := packing(head); encoding != "" {
		z, err := unpack.Reader(bytes.NewReader(head), encoding, sniffBytes)
		if err != nil {
			return yield(intake.Broken(name, "%v", err))
		}
		inner, _ := io.ReadAll(z) // its beginning; the end is missing
		z.Close()
		if bytes.HasPrefix(inner, []byte("WARC/")) || strings.Contains(filepath.Base(name), ".warc") {
			return r.all(warc.NewReader(br, name).Articles(ctx, r.Extract), yield)
		}
		if z, err = unpack.Reader(br, encoding, maxUnpacked); err != nil {
			return yield(intake.Broken(name, "%v", err))
		}
		defer z.Close()
		br = bufio.NewReaderSize(z, 64<<10)
		head, _ = br.Peek(sniffBytes)
	}
	return r.format(ctx, br, head, name, yield)
}

// packing names the encoding of packed bytes.
func packing(head []byte) string {
	switch {
	case bytes.HasPrefix(head, []byte("\x1f\x8b")):
		return "gzip"
	case bytes.HasPrefix(head, []byte("\x28\xb5\x2f\xfd")), len(head) > 3 && head[0]&0xf0 == 0x50 && bytes.HasPrefix(head[1:], []byte("\x2a\x4d\x18")):
		return "zstd"
	}
	return ""
}

// format chooses the reader by the first bytes.
func (r Reader) format(ctx context.Context, in io.Reader, head []byte, name string, yield func(intake.Item) bool) bool {
	start := bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\uFEFF")), " \t\r\n")
	lower := bytes.ToLower(start)
	switch {
	case bytes.HasPrefix(start, []byte("WARC/")):
		return r.all(warc.NewReader(in, name).Articles(ctx, r.Extract), yield)
	case bytes.HasPrefix(start, []byte("{")) && bytes.Contains(start, []byte("jsonfeed.org/version")):
		return r.feed(in, name, yield)
	case bytes.HasPrefix(start, []byte("{")):
		return r.all(jsonl.Read(in, name), yield)
	case !bytes.HasPrefix(start, []byte("<")):
		return yield(plain.Read(in, name, ""))
	case bytes.Contains(lower, []byte("<rss")), bytes.Contains(lower, []byte("<feed")), bytes.Contains(lower, []byte("<rdf:rdf")):
		return r.feed(in, name, yield)
	}
	return r.page(ctx, in, name, yield)
}

func (r Reader) feed(in io.Reader, name string, yield func(intake.Item) bool) bool {
	b, err := io.ReadAll(io.LimitReader(in, feed.MaxBytes+1))
	_, items, ferr := feed.Read(b, name, "")
	if ferr != nil {
		return yield(intake.Broken(name, "%v", cmp.Or(err, ferr)))
	}
	if !r.all(items, yield) {
		return false
	}
	if err != nil {
		return yield(intake.Broken(name, "reading broke off: %v", err))
	}
	return true
}

func (r Reader) page(ctx context.Context, in io.Reader, name string, yield func(intake.Item) bool) bool {
	b, err := io.ReadAll(io.LimitReader(in, page.MaxBytes+1))
	if err != nil && len(b) == 0 {
		return yield(intake.Broken(name, "%v", err))
	}
	p, perr := r.Extract(ctx, b, page.Origin{})
	it := page.Item(p, perr, name)
	if err != nil {
		it.Partial = it.Article != nil
		it.Notes = append(it.Notes, fmt.Sprintf("reading broke off: %v", err))
	}
	return yield(it)
}

func (r Reader) all(items iter.Seq[intake.Item], yield func(intake.Item) bool) bool {
	for it := range items {
		if !yield(it) {
			return false
		}
	}
	return true
}

// Source returns a path as a source.
func Source(path string) tocsin.Source {
	return tocsin.Source{ID: intake.SourceID(tocsin.SourceFile, path), Kind: tocsin.SourceFile, URL: path, Name: filepath.Base(path)}
}
