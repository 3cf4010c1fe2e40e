package warc

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/textproto"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
	"github.com/tocsin-desk/tocsin/intake/page"
)

var collected = time.Date(2026, 11, 20, 4, 5, 6, 0, time.UTC)

// story is a page whose text is found by its number.
func story(n int) string {
	return fmt.Sprintf(`<html lang="en"><head><title>Report %d</title></head><body><article><p>Report number %d: the council of Lenda said on Monday that the northern pass is closed to lorries.</p>
<p>A spokesman of the border guard, Tarek Olin, said that two convoys had been turned back during the night, and that a third one waits.</p></article></body></html>`, n, n)
}

func url(n int) string { return fmt.Sprintf("https://valley.example/%d", n) }

// response is a record as a crawler writes it.
func response(n int, head, body string) *Record {
	return &Record{
		Type: "response", URI: url(n), Date: collected, Header: textproto.MIMEHeader{"Content-Type": {"application/http; msgtype=response"}},
		Block: []byte("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n" + head + "\r\n" + body),
	}
}

// raw writes a record without packing it.
func raw(r *Record, length int) []byte {
	return fmt.Appendf(nil, "WARC/1.0\r\nwarc-type: %s\r\nWARC-Target-URI: <%s>\r\nWARC-Date: %s\r\nContent-Type: application/http;\r\n msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n",
		r.Type, r.URI, r.Date.Format(time.RFC3339), length, r.Block)
}

func plainRecord(n int) []byte {
	r := response(n, "", story(n))
	return raw(r, len(r.Block))
}

func packed(name string, b []byte) []byte {
	var buf bytes.Buffer
	var w io.WriteCloser
	switch name {
	case "gzip":
		w = gzip.NewWriter(&buf)
	case "zstd":
		w, _ = zstd.NewWriter(&buf)
	case "br":
		w = brotli.NewWriter(&buf)
	}
	w.Write(b)
	w.Close()
	return buf.Bytes()
}

func trusted(_ context.Context, html []byte, from page.Origin) (page.Page, error) {
	return page.Extract(html, from)
}

// read returns the addresses of articles and the reasons of refusals.
func read(t testing.TB, in io.Reader) ([]string, Tally) {
	t.Helper()
	r := NewReader(in, "a.warc")
	var out []string
	for it := range r.Articles(t.Context(), trusted) {
		if it.Article == nil {
			out = append(out, it.Refusal.Source+": "+it.Refusal.Reason)
			continue
		}
		out = append(out, it.Article.URL)
		if it.Article.Date != "" || !it.Article.Collected.Equal(collected) {
			t.Errorf("published %q, collected %v", it.Article.Date, it.Article.Collected)
		}
		if n := strings.TrimPrefix(it.Article.URL, "https://valley.example/"); !strings.Contains(it.Article.Text, "number "+n+":") {
			t.Errorf("%s: text %q", it.Article.URL, it.Article.Text)
		}
	}
	return out, r.Tally
}

// matchAll compares results; a want that ends in "…" is a beginning.
func matchAll(t *testing.T, got, want []string) {
	t.Helper()
	if !slices.EqualFunc(got, want, func(g, w string) bool {
		start, cut := strings.CutSuffix(w, "…")
		return g == w || cut && strings.HasPrefix(g, start)
	}) {
		t.Errorf("got\n%q, want\n%q", got, want)
	}
}

func TestRoundTrip(t *testing.T) {
	var b bytes.Buffer
	w := NewWriter(&b)
	if err := w.Info("tocsin/1.0", collected); err != nil {
		t.Fatal(err)
	}
	var want []*Record
	for n := range 5 {
		r := response(n, "X-Harbour: a\r\n", story(n))
		r.Truncated = [...]string{"", "length"}[n%2]
		if err := w.Write(r); err != nil {
			t.Fatal(err)
		}
		want = append(want, r)
	}
	i := -1
	for got, no := range NewReader(&b, "a.warc.gz").Records() {
		if no != nil {
			t.Fatal(no)
		}
		if i++; i == 0 {
			if got.Type != "warcinfo" || !bytes.Contains(got.Block, []byte("software: tocsin/1.0\r\n")) {
				t.Errorf("first record %+v", got)
			}
			continue
		}
		r := want[i-1]
		if got.Type != r.Type || got.URI != r.URI || !got.Date.Equal(r.Date) || got.Truncated != r.Truncated || !bytes.Equal(got.Block, r.Block) || got.ID == "" {
			t.Errorf("record %+v, want %+v", got, r)
		}
		p, err := got.Payload()
		if err != nil || p.BadDigest || string(p.Body) != story(i-1) {
			t.Errorf("payload %+v, %v", p, err)
		}
	}
	if i != len(want) {
		t.Errorf("%d records", i+1)
	}
}

func TestReadKinds(t *testing.T) {
	var plain, members, frames, dict []byte
	for n := range 3 {
		plain = append(plain, plainRecord(n)...)
		members = append(members, packed("gzip", plainRecord(n))...)
		frames = append(frames, packed("zstd", plainRecord(n))...)
	}
	dict = append(dictionary(t), frames...)
	crlf := bytes.ReplaceAll(plain, []byte("\r\n\r\nWARC/"), []byte("\r\nWARC/")) // one break too few between records
	none := bytes.ReplaceAll(plain, []byte("\r\n\r\nWARC/"), []byte("WARC/"))
	for _, c := range []struct {
		name string
		b    []byte
	}{
		{"plain", plain},
		{"gzip, one member a record", members},
		{"gzip, one member", packed("gzip", plain)},
		{"gzip, members not at records", append(packed("gzip", plain[:500]), packed("gzip", plain[500:])...)},
		{"gzip, padded", append(bytes.Clone(members), 0, 0, 0, 0, 0, 0, 0, 0)},
		{"zstd", frames},
		{"zstd, one frame", packed("zstd", plain)},
		{"zstd with dictionary", dict},
		{"one break", crlf},
		{"no break", none},
		{"bare line feeds in headers", bytes.ReplaceAll(plain, []byte("\r\nwarc-type"), []byte("\nwarc-type"))},
	} {
		t.Run(c.name, func(t *testing.T) {
			for name, in := range map[string]io.Reader{"whole": bytes.NewReader(c.b), "byte by byte": iotest.OneByteReader(bytes.NewReader(c.b))} {
				got, tally := read(t, in)
				if d := cmp.Diff([]string{url(0), url(1), url(2)}, got); d != "" {
					t.Errorf("%s: %s", name, d)
				}
				if d := cmp.Diff(Tally{Records: 3, Pages: 3}, tally); d != "" {
					t.Errorf("%s: %s", name, d)
				}
			}
		})
	}
}

// dictionary is a skippable frame with a packed dictionary.
func dictionary(t *testing.T) []byte {
	var samples [][]byte
	for n := range 50 {
		samples = append(samples, []byte(story(n)))
	}
	d, err := zstd.BuildDict(zstd.BuildDictOptions{ID: 7, Contents: samples, History: []byte(story(0)), Offsets: [3]int{1, 4, 8}})
	if err != nil {
		t.Fatal(err)
	}
	d = packed("zstd", d)
	b := binary.LittleEndian.AppendUint32(nil, dictMagic)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(d)))
	return append(b, d...)
}

func TestReadBodies(t *testing.T) {
	chunks := func(s string) string {
		return fmt.Sprintf("%x\r\n%s\r\n%x;x=y\r\n%s\r\n0\r\n\r\n", 20, s[:20], len(s)-20, s[20:])
	}
	for _, c := range []struct{ name, head, body, note string }{
		{"chunked", "Transfer-Encoding: chunked\r\n", chunks(story(1)), ""},
		{"chunked, undone by the crawler", "Transfer-Encoding: chunked\r\n", story(1), ""},
		{"chunks break off", "Transfer-Encoding: chunked\r\n", strings.TrimSuffix(chunks(story(1)), "0\r\n\r\n"), "chunks break off"},
		{"gzip", "Content-Encoding: gzip\r\n", string(packed("gzip", []byte(story(1)))), ""},
		{"gzip, undone by the crawler", "Content-Encoding: gzip\r\n", story(1), ""},
		{"br", "Content-Encoding: br\r\n", string(packed("br", []byte(story(1)))), ""},
		{"br, undone by the crawler", "Content-Encoding: br\r\n", story(1), ""},
		{"zstd", "content-encoding: ZSTD\r\n", string(packed("zstd", []byte(story(1)))), ""},
		{"chunked gzip", "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n", chunks(string(packed("gzip", []byte(story(1))))), ""},
		{"truncated gzip", "Content-Encoding: gzip\r\n", strings.TrimSuffix(string(packed("gzip", []byte(story(1)))), "\x00\x00"), "gzip breaks off"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := response(1, c.head, c.body)
			rd := NewReader(bytes.NewReader(raw(r, len(r.Block))), "a.warc")
			n := 0
			for it := range rd.Articles(t.Context(), trusted) {
				n++
				if it.Article == nil || !strings.Contains(it.Article.Text, "a third one waits.") {
					t.Errorf("item %+v", it)
				}
				if notes := strings.Join(it.Notes, "; "); !strings.Contains(notes, c.note) || c.note == "" && notes != "" {
					t.Errorf("notes %q", notes)
				}
			}
			if n != 1 {
				t.Errorf("%d items", n)
			}
		})
	}
}

func TestReadCounts(t *testing.T) {
	var b []byte
	add := func(kind, contentType, block string) {
		b = fmt.Appendf(b, "WARC/1.1\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nWARC-Date: 2026-11-20T04:05:06.5Z\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", kind, url(9), contentType, len(block), block)
	}
	const text = "Report number 9: the pass is closed."
	add("warcinfo", "application/warc-fields", "x: y")
	add("request", "application/http; msgtype=request", "GET / HTTP/1.1\r\n\r\n")
	add("metadata", "application/warc-fields", "x: y")
	add("revisit", "application/http; msgtype=response", "HTTP/1.1 304 Not Modified\r\n\r\n")
	add("response", "application/http; msgtype=response", "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n"+story(9))
	add("response", "application/http; msgtype=response", "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nx")
	add("response", "application/http; msgtype=response", "no HTTP at all")
	add("continuation", "text/plain", text)
	add("harbour", "text/plain", text)
	add("conversion", "text/plain", text)
	add("resource", "text/plain; charset=utf-8", text)
	rd := NewReader(bytes.NewReader(b), "a.warc")
	var texts []string
	for it := range rd.Articles(t.Context(), trusted) {
		if it.Article == nil {
			t.Fatalf("refused: %+v", it.Refusal)
		}
		texts = append(texts, it.Article.Text)
	}
	if d := cmp.Diff([]string{text, text}, texts); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(Tally{Records: 11, Pages: 2, Revisits: 1, Requests: 3, NotOK: 1, Media: 2, Other: 2}, rd.Tally); d != "" {
		t.Error(d)
	}
}

func TestReadDamage(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	join := func(parts ...[]byte) []byte { return slices.Concat(parts...) }
	flip := func(b []byte) []byte { // damages the middle of a packed member
		b = bytes.Clone(b)
		for i := len(b) / 3; i < len(b)/3+40; i++ {
			b[i] ^= byte(rng.IntN(255) + 1)
		}
		return b
	}
	long := response(2, "", story(2))
	gz := func(n int) []byte { return packed("gzip", plainRecord(n)) }
	zs := func(n int) []byte { return packed("zstd", plainRecord(n)) }
	tail := plainRecord(2)
	for _, c := range []struct {
		name string
		b    []byte
		want []string
	}{
		{"cut in a block", join(plainRecord(1), tail[:len(tail)-300]), []string{url(1), "a.warc record 2: the archive ends within a record: …"}},
		{"cut in a header", join(plainRecord(1), tail[:40]), []string{url(1), "a.warc record 2: the archive ends within…"}},
		{"junk between", join(plainRecord(1), []byte("garbage\nmore\r\n"), plainRecord(3)), []string{url(1), "a.warc after record 1: 14 bytes that belong to no record: invalid", url(3)}},
		{"no length", join(plainRecord(1), bytes.Replace(plainRecord(2), []byte("Content-Length: "), []byte("Content-Length: x"), 1), plainRecord(3)), []string{url(1), "a.warc record 2: length \"x…", "a.warc after record 2: …", url(3)}},
		{"length too long", join(plainRecord(1), raw(long, len(long.Block)+400), plainRecord(3)), []string{url(1), url(2), url(3)}},
		{"length far too long", join(plainRecord(1), raw(long, 1<<20), plainRecord(3)), []string{url(1), url(2), url(3)}},
		{"length too short", join(plainRecord(1), raw(long, len(long.Block)-9), plainRecord(3)), []string{url(1), url(2), "a.warc after record 2: 11 bytes that belong to no record: invalid", url(3)}},
		{"header without end", join([]byte("WARC/1.0\r\n"), bytes.Repeat([]byte("x: y\r\n"), 20_000), []byte("\r\n"), plainRecord(3)), []string{"a.warc record 1: header: longer than 64 kB: invalid", "a.warc after record 1: …", url(3)}},
		{"not an archive", []byte("<html>"), []string{"a.warc before the first record: 6 bytes that belong to no record: invalid"}},
		{"empty", nil, nil},
		{"only the mark of gzip", []byte(gzipMagic), []string{"a.warc before the first record: …"}},
		{"only the mark of zstd", []byte(zstdMagic), []string{"a.warc before the first record: …"}},
		{"gzip cut", join(gz(1), gz(2)[:200]), []string{url(1), "a.warc record 2: …"}},
		{"gzip damaged", join(gz(1), flip(gz(2)), gz(3)), []string{url(1), "a.warc record 2: …", url(3)}},
		{"gzip junk between", join(gz(1), []byte("garbage"), gz(3)), []string{url(1), "a.warc after record 1: packed bytes …", url(3)}},
		{"zstd cut", join(zs(1), zs(2)[:200]), []string{url(1), "a.warc after record 1: packed bytes …"}},
		{"zstd damaged", join(zs(1), flip(zs(2)), zs(3)), []string{url(1), "a.warc after record 1: packed bytes …", url(3)}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, tally := read(t, bytes.NewReader(c.b))
			// The words for damaged packed bytes are the decoder's, and it may find out once or twice.
			got = slices.CompactFunc(got, func(a, b string) bool { return strings.HasPrefix(a, "a.warc") && strings.HasPrefix(b, "a.warc") })
			want := slices.CompactFunc(c.want, func(a, b string) bool { return strings.HasPrefix(a, "a.warc") && strings.HasPrefix(b, "a.warc") })
			matchAll(t, got, want)
			if refused := len(c.want) > 0 && slices.ContainsFunc(c.want, func(s string) bool { return strings.HasPrefix(s, "a.warc") }); refused != (tally.Damaged > 0) {
				t.Errorf("tally %+v", tally)
			}
		})
	}
}

func TestReadBreaksOff(t *testing.T) {
	for name, b := range map[string][]byte{"plain": plainRecord(1), "gzip": packed("gzip", plainRecord(1))} {
		got, _ := read(t, io.MultiReader(bytes.NewReader(b), iotest.ErrReader(errors.New("cable cut"))))
		matchAll(t, got, []string{url(1), "a.warc after record 1: reading broke off: cable cut"})
		if t.Failed() {
			t.Fatal(name)
		}
	}
}

// zeros is an endless file.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

func TestReadSkipsLargeRecords(t *testing.T) {
	head := fmt.Appendf(nil, "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: %s\r\nContent-Length: %d\r\n\r\n", url(2), 200<<20)
	in := io.MultiReader(bytes.NewReader(plainRecord(1)), bytes.NewReader(head), io.LimitReader(zeros{}, 200<<20), strings.NewReader("\r\n\r\n"), bytes.NewReader(plainRecord(3)))
	got, tally := read(t, in)
	matchAll(t, got, []string{url(1), `a.warc record 2: response of 209715200 bytes at "https://valley.example/2", the cap is 50 MiB: too large`, url(3)})
	if tally.TooLarge != 1 {
		t.Errorf("tally %+v", tally)
	}
}

func TestReadBombs(t *testing.T) {
	bomb := make([]byte, 64<<20)
	inside := response(2, "Content-Encoding: gzip\r\n", string(packed("gzip", bomb)))
	got, _ := read(t, bytes.NewReader(slices.Concat(plainRecord(1), raw(inside, len(inside.Block)), plainRecord(3))))
	matchAll(t, got, []string{url(1), "a.warc record 2 (https://valley.example/2): 1…", url(3)})
	for _, kind := range []string{"gzip", "zstd"} {
		got, _ = read(t, bytes.NewReader(slices.Concat(packed(kind, plainRecord(1)), packed(kind, bomb), packed(kind, plainRecord(3)))))
		got = slices.CompactFunc(got, func(a, b string) bool { return strings.HasPrefix(a, "a.warc") && strings.HasPrefix(b, "a.warc") })
		matchAll(t, got, []string{url(1), "a.warc after record 1: …", url(3)})
	}
}

func TestDigests(t *testing.T) {
	for _, c := range []struct {
		digest string
		bad    bool
	}{
		{"", false},
		{"md5:abc", false},
		{"sha1:UJLSCCIDC5PQVWOXP5XVBPTLDO5ZMOV7", true},
	} {
		r := response(1, "", story(1))
		r.Header.Set("WARC-Payload-Digest", c.digest)
		p, err := r.Payload()
		if err != nil || p.BadDigest != c.bad || len(p.Body) == 0 {
			t.Errorf("%q: %v, %v", c.digest, p.BadDigest, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(plainRecord(1))
	f.Add(slices.Concat(packed("gzip", plainRecord(1)), packed("gzip", plainRecord(2))))
	f.Add(packed("zstd", plainRecord(1)))
	f.Add([]byte("WARC/1.0\r\nContent-Length: 9\r\n\r\n\r\n\r\nWARC/1.1\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: 20\r\n\r\nHTTP/1.1 200\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx"))
	f.Fuzz(func(t *testing.T, b []byte) {
		r := NewReader(bytes.NewReader(b), "fuzz")
		n := 0
		for rec, no := range r.Records() {
			if (rec == nil) == (no == nil) {
				t.Fatal("neither or both")
			}
			if rec != nil {
				rec.Payload() //nolint:errcheck // must not panic
			}
			if n++; n > len(b)+1 {
				t.Fatalf("%d records and refusals in %d bytes", n, len(b))
			}
		}
	})
}
