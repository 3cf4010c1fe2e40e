// Package plain makes an article of plain text.
//
// In: the bytes of a text file. Out: an article whose title is the first line where that looks like
// one, or a refusal: empty, binary, over the cap.
// It never joins or wraps lines: paragraphs stay as they were written, so that offsets can be
// checked against the file.
package plain

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/intake"
	"github.com/tocsin-desk/tocsin/intake/charset"
)

// MaxBytes is the largest text that is read: the cap of a page. A book has 1 MB.
const MaxBytes = 20 << 20

// Read makes one item of everything in r. source names it in a refusal; contentType may declare a charset.
func Read(r io.Reader, source, contentType string) intake.Item {
	b, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	switch {
	case err != nil && len(b) == 0:
		return intake.Broken(source, "%v", err)
	case len(b) > MaxBytes:
		return intake.Refused(source, "longer than %d MiB", MaxBytes>>20)
	}
	it := Text(b, source, contentType)
	if err != nil { // what was read before is kept
		it.Partial = it.Article != nil
		it.Notes = append(it.Notes, fmt.Sprintf("reading broke off: %v", err))
	}
	return it
}

// Text makes an item of a text's bytes.
func Text(b []byte, source, contentType string) intake.Item {
	if len(bytes.TrimSpace(b)) == 0 {
		return intake.Refused(source, "empty")
	}
	d := charset.Decode(b, contentType, charset.Plain)
	if what := Binary(b, d); what != "" {
		return intake.Broken(source, "not text: %s", what)
	}
	text := clean(string(d.Text))
	title, text := split(text)
	if strings.TrimSpace(text) == "" {
		return intake.Refused(source, "empty")
	}
	a := &tocsin.Article{Title: title, Text: text}
	a.ID = intake.ArticleID(a)
	return intake.Item{Article: a, Notes: d.Notes}
}

// magics begin files that are often taken for text by mistake.
var magics = [...]struct{ magic, what string }{
	{"%PDF-", "a PDF file"},
	{"PK\x03\x04", "a ZIP archive or an office document"},
	{"\xD0\xCF\x11\xE0", "an old office document"},
	{"{\\rtf", "an RTF document"},
	{"\x89PNG", "a PNG image"},
	{"\xFF\xD8\xFF", "a JPEG image"},
	{"GIF8", "a GIF image"},
	{"\x1F\x8B", "a gzip file"},
	{"\x28\xB5\x2F\xFD", "a zstd file"},
	{"BZh", "a bzip2 file"},
	{"\xFD7zXZ\x00", "an xz file"},
	{"\x7FELF", "a program"},
	{"SQLite format 3\x00", "an SQLite database"},
}

// maxControls is the share of control and undecodable characters, in percent, from which bytes are no text.
// Text from old machines holds a few form feeds; random bytes are a tenth control characters.
const maxControls = 2

// Binary says what the bytes are where they aren't text; "" for text. d is how they were decoded.
func Binary(b []byte, d charset.Decoded) string {
	for _, m := range magics {
		if bytes.HasPrefix(b, []byte(m.magic)) {
			return m.what
		}
	}
	bad, all := 0, 0
	for _, r := range string(d.Text[:min(len(d.Text), 64<<10)]) {
		all++
		if r == utf8.RuneError || unicode.IsControl(r) && !strings.ContainsRune("\t\n\r\f\x1A", r) {
			bad++
		}
	}
	if bad*100 > all*maxControls {
		return fmt.Sprintf("%d of the first %d characters are control characters or can't be decoded", bad, all)
	}
	return ""
}

// clean drops the characters that no text means (NUL, the end mark of old systems) and writes
// line breaks as "\n".
func clean(s string) string {
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\x00", "", "\x1A", "", "\f", "\n", "\u2028", "\n", "\u2029", "\n\n").Replace(s)
	return strings.Trim(s, "\n\uFEFF")
}

// The shape of a headline.
const (
	maxTitle = 200 // characters
	maxWords = 30
)

// split takes the first line as the title where it stands like one: short, without a sentence's
// end, and with an empty line or a longer paragraph below.
//
//	Council of Lenda closes its northern border
//
//	The council said on Monday that …
func split(text string) (title, rest string) {
	line, rest, ok := strings.Cut(text, "\n")
	title = strings.TrimSpace(line)
	body := strings.TrimLeft(rest, "\n")
	switch {
	case !ok || title == "" || strings.TrimSpace(body) == "":
		return "", text
	case utf8.RuneCountInString(title) > maxTitle || len(strings.Fields(title)) > maxWords:
		return "", text
	case strings.ContainsRune(".!…:;,", lastRune(title)):
		return "", text
	}
	next, _, _ := strings.Cut(body, "\n")
	if !strings.HasPrefix(rest, "\n") && utf8.RuneCountInString(next) <= utf8.RuneCountInString(title) {
		return "", text // the first line of a wrapped paragraph, or of a list
	}
	return title, body
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}
