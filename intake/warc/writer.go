package warc

import (
	"bytes"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"io"
	"net/textproto"
	"slices"
	"time"

	"github.com/klauspost/compress/gzip"
)

// A Writer writes an archive in WARC 1.1, one gzip member a record, so that each can be read
// at its offset and a damaged one costs no other.
type Writer struct{ w io.Writer }

// NewWriter writes to w, which it neither buffers nor closes.
func NewWriter(w io.Writer) *Writer { return &Writer{w} }

// Info writes the warcinfo record that begins an archive; software names the program and its version.
func (w *Writer) Info(software string, at time.Time) error {
	return w.Write(&Record{
		Type: "warcinfo", Date: at, Header: textproto.MIMEHeader{"Content-Type": {"application/warc-fields"}},
		Block: fmt.Appendf(nil, "software: %s\r\nformat: WARC File Format 1.1\r\n", software),
	})
}

// own are the header lines that Write sets itself.
var own = [...]string{"Warc-Type", "Warc-Record-Id", "Warc-Date", "Warc-Target-Uri", "Warc-Truncated", "Warc-Block-Digest", "Content-Length"}

// Write writes a record. Its length, digest and, where it has none, its id are computed; an id is made
// of the content, so that the same records make the same archive.
func (w *Writer) Write(r *Record) error {
	var b bytes.Buffer
	line := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&b, "%s: %s\r\n", name, oneLine(value))
		}
	}
	b.WriteString("WARC/1.1\r\n")
	line("WARC-Type", r.Type)
	id := r.ID
	if id == "" {
		id = recordID(r)
	}
	line("WARC-Record-ID", id)
	line("WARC-Date", r.Date.UTC().Format(time.RFC3339Nano))
	line("WARC-Target-URI", r.URI)
	line("WARC-Truncated", r.Truncated)
	sum := sha1.Sum(r.Block)
	line("WARC-Block-Digest", "sha1:"+base32.StdEncoding.EncodeToString(sum[:]))
	var names []string
	for name := range r.Header {
		if !slices.Contains(own[:], name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, name := range names {
		for _, v := range r.Header[name] {
			line(name, v)
		}
	}
	fmt.Fprintf(&b, "Content-Length: %d\r\n\r\n", len(r.Block))
	b.Write(r.Block)
	b.WriteString("\r\n\r\n")
	z := gzip.NewWriter(w.w)
	if _, err := z.Write(b.Bytes()); err != nil {
		return fmt.Errorf("write record of %q: %w", r.URI, err)
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("write record of %q: %w", r.URI, err)
	}
	return nil
}

// oneLine keeps a value from ending its header line.
func oneLine(s string) string {
	return string(bytes.Map(func(r rune) rune {
		if r == '\r' || r == '\n' {
			return ' '
		}
		return r
	}, []byte(s)))
}

// recordID makes an id of a record's content, in the form of a UUID of version 8 (RFC 9562).
func recordID(r *Record) string {
	h := sha256.New()
	fmt.Fprintf(h, "%s\x00%s\x00%s\x00", r.Type, r.URI, r.Date.UTC().Format(time.RFC3339Nano))
	h.Write(r.Block)
	u := h.Sum(nil)[:16]
	u[6], u[8] = u[6]&0x0f|0x80, u[8]&0x3f|0x80
	return fmt.Sprintf("<urn:uuid:%x-%x-%x-%x-%x>", u[:4], u[4:6], u[6:8], u[8:10], u[10:])
}
