package warc

import (
	"bufio"
	"bytes"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http/httputil"
	"net/textproto"
	"strconv"
	"strings"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/intake/page"
	"github.com/tocsin-desk/tocsin/intake/unpack"
)

// A Payload is what a record holds: the body of an answer as a reader would see it.
type Payload struct {
	Status      int // of the answer; 0 where the record is no HTTP answer
	ContentType string
	Body        []byte
	Notes       []string // what was missing or didn't fit
	BadDigest   bool     // the bytes are not those that were archived
}

// Payload unpacks the record. The error wraps tocsin.ErrInvalid, or tocsin.ErrTooLarge over the cap of a page.
func (r *Record) Payload() (Payload, error) {
	p := Payload{ContentType: r.Header.Get("Content-Type")}
	stored := r.Block
	var head textproto.MIMEHeader
	if r.Type == "response" && strings.HasPrefix(strings.ToLower(p.ContentType), "application/http") {
		var err error
		if p.Status, head, stored, err = splitHTTP(r.Block); err != nil {
			return p, err
		}
		p.ContentType = head.Get("Content-Type")
	}
	if r.Truncated != "" {
		p.note("the archive holds only its beginning (%s)", r.Truncated)
	}
	body := stored
	if strings.Contains(strings.ToLower(head.Get("Transfer-Encoding")), "chunked") {
		body = p.dechunk(stored)
	}
	if !matches(r.Header.Get("WARC-Payload-Digest"), stored, body) || !matches(r.Header.Get("WARC-Block-Digest"), r.Block) {
		p.BadDigest = true
		p.note("the bytes don't have the digest that the archive states")
	}
	var err error
	p.Body, err = p.decode(body, head.Get("Content-Encoding"))
	return p, err
}

func (p *Payload) note(format string, args ...any) {
	p.Notes = append(p.Notes, fmt.Sprintf(format, args...))
}

// splitHTTP takes an HTTP answer apart.
func splitHTTP(b []byte) (status int, head textproto.MIMEHeader, body []byte, err error) {
	br := bufio.NewReader(bytes.NewReader(b))
	first, err := readLine(br)
	if err == nil && !strings.HasPrefix(first, "HTTP/") {
		err = errors.New("no status line")
	}
	if err != nil {
		return 0, nil, nil, fmt.Errorf("read HTTP answer: %w: %w", err, tocsin.ErrInvalid)
	}
	if fields := strings.Fields(first); len(fields) > 1 {
		status, _ = strconv.Atoi(fields[1]) // 0 where it isn't a number: not 2xx
	}
	if head, err = readHeader(br); err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return 0, nil, nil, fmt.Errorf("read HTTP answer: %w: %w", err, tocsin.ErrInvalid)
	}
	body, err = io.ReadAll(br)
	return status, head, body, err
}

// dechunk undoes the chunks of an answer. Some crawlers store it undone already and leave the header: then
// it doesn't begin with the length of a chunk.
func (p *Payload) dechunk(b []byte) []byte {
	first, _, ok := bytes.Cut(b, []byte("\n"))
	size, _, _ := strings.Cut(strings.TrimSpace(string(first[:min(len(first), 40)])), ";")
	if _, err := strconv.ParseUint(strings.TrimSpace(size), 16, 64); !ok || err != nil {
		return b
	}
	body, err := io.ReadAll(httputil.NewChunkedReader(bytes.NewReader(b)))
	if err != nil {
		p.note("its chunks break off after %d bytes", len(body))
	}
	return body
}

// decode undoes the content encoding; a body that some crawler decoded already is taken as it is.
func (p *Payload) decode(b []byte, encoding string) ([]byte, error) {
	encoding = strings.ToLower(strings.TrimSpace(encoding))
	if encoding == "" || encoding == "identity" || undone(b, encoding) {
		if len(b) > page.MaxBytes {
			return nil, fmt.Errorf("%d bytes: %w", len(b), tocsin.ErrTooLarge)
		}
		return b, nil
	}
	r, err := unpack.Reader(bytes.NewReader(b), encoding, page.MaxBytes)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	body, err := io.ReadAll(r)
	switch {
	case errors.Is(err, tocsin.ErrTooLarge):
		return nil, err
	case err != nil && len(body) == 0:
		return nil, fmt.Errorf("unpack %s: %w: %w", encoding, err, tocsin.ErrInvalid)
	case err != nil:
		p.note("%s breaks off after %d bytes: %v", encoding, len(body), err)
	}
	return body, nil
}

// undone reports whether a body is text where it should be packed.
func undone(b []byte, encoding string) bool {
	switch encoding {
	case "gzip", "x-gzip":
		return !bytes.HasPrefix(b, []byte("\x1f\x8b"))
	case "zstd":
		return !bytes.HasPrefix(b, []byte(zstdMagic)) && !skippable(b)
	}
	b = bytes.TrimSpace(b[:min(len(b), 64)])
	return bytes.HasPrefix(b, []byte("<"))
}

// matches reports whether a stated digest is that of one of the byte strings. One that isn't stated, or
// of a kind we don't know, matches.
func matches(stated string, candidates ...[]byte) bool {
	kind, want, _ := strings.Cut(stated, ":")
	var sum func([]byte) []byte
	switch strings.ToLower(strings.ReplaceAll(kind, "-", "")) {
	case "sha1":
		sum = func(b []byte) []byte { s := sha1.Sum(b); return s[:] }
	case "sha256":
		sum = func(b []byte) []byte { s := sha256.Sum256(b); return s[:] }
	default:
		return true
	}
	for _, b := range candidates {
		s := sum(b)
		if strings.EqualFold(want, base32.StdEncoding.EncodeToString(s)) || strings.EqualFold(want, hex.EncodeToString(s)) {
			return true
		}
	}
	return false
}
