// Package charset makes valid UTF-8 of text in whatever encoding it came.
//
// In: bytes, and what was said about them. Out: valid UTF-8, the name of the encoding that was
// read, and a note on everything that had to be guessed or repaired.
// It never fails: an unknown name is noted, and the best reading is given.
package charset

import (
	"bytes"
	"fmt"
	"mime"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
)

// A Kind says where inside the bytes an encoding may be declared.
type Kind int

// The kinds of text.
const (
	Plain Kind = iota // nowhere
	HTML              // <meta charset>
	XML               // <?xml encoding="…"?>
)

// Decoded is text as valid UTF-8.
type Decoded struct {
	Text  []byte   // without byte order mark
	Name  string   // the encoding it was read in, by its WHATWG name
	Notes []string // what was guessed or repaired; empty: nothing
}

// sniffBytes is how far into a document a declaration is searched: the HTML standard's 1024 bytes.
const sniffBytes = 1024

// Decode reads the bytes, in this order: by byte order mark, as UTF-8 where they are valid UTF-8
// beyond ASCII, by the charset of the content type, by the declaration inside, by guess.
//
// Valid UTF-8 goes before a declaration because text in another encoding is practically never
// valid UTF-8 by chance, while servers that stamp a stale charset on every page are common.
func Decode(b []byte, contentType string, kind Kind) Decoded {
	if d, ok := byMark(b); ok {
		return d
	}
	declared := declaredIn(contentType)
	if declared == "" {
		declared = declaredInside(b, kind)
	}
	enc, name := charset.Lookup(declared)
	var notes []string
	if declared != "" && enc == nil {
		notes = append(notes, fmt.Sprintf("unknown charset %q", declared))
	}
	switch {
	case wide(b) != "":
		enc, name = charset.Lookup(wide(b))
	case utf8.Valid(b) && (enc == nil || !escapes(name)):
		if enc != nil && name != "utf-8" && !ascii(b) {
			notes = append(notes, fmt.Sprintf("declared as %s but is UTF-8", name))
		}
		return Decoded{b, "utf-8", notes}
	case enc == nil:
		name = guess(b)
		enc, _ = charset.Lookup(name)
		notes = append(notes, fmt.Sprintf("not UTF-8 and no known charset: read as %s", name))
	}
	d := decode(b, enc, name)
	d.Notes = append(notes, d.Notes...)
	return d
}

// decode applies one encoding and counts the bytes it couldn't read.
func decode(b []byte, enc encoding.Encoding, name string) Decoded {
	if name == "utf-8" {
		text, n := Repair(b)
		return Decoded{text, name, repaired(n)}
	}
	text, err := enc.NewDecoder().Bytes(b)
	if err != nil { // a decoder of x/text replaces what it can't read; this is its way out, not ours
		text, n := Repair(b)
		return Decoded{text, "utf-8", append(repaired(n), fmt.Sprintf("reading as %s: %v", name, err))}
	}
	text, _ = Repair(text)
	return Decoded{text, name, repaired(bytes.Count(text, []byte("\uFFFD")))}
}

// Repair replaces each run of bytes that isn't UTF-8 by U+FFFD and returns how many runs there were.
// Valid text is returned as it is.
func Repair(b []byte) ([]byte, int) {
	if utf8.Valid(b) {
		return b, 0
	}
	out, n := make([]byte, 0, len(b)+16), 0
	for inRun := false; len(b) > 0; {
		r, size := utf8.DecodeRune(b)
		bad := r == utf8.RuneError && size == 1
		switch {
		case !bad:
			out = append(out, b[:size]...)
		case !inRun:
			out = utf8.AppendRune(out, utf8.RuneError)
			n++
		}
		inRun = bad
		b = b[size:]
	}
	return out, n
}

func repaired(n int) []string {
	if n == 0 {
		return nil
	}
	return []string{fmt.Sprintf("%d places could not be decoded and show as U+FFFD", n)}
}

// byMark reads text that begins with a byte order mark.
func byMark(b []byte) (Decoded, bool) {
	switch {
	case bytes.HasPrefix(b, []byte("\xEF\xBB\xBF")):
		text, n := Repair(b[3:])
		return Decoded{text, "utf-8", repaired(n)}, true
	case bytes.HasPrefix(b, []byte("\xFE\xFF")):
		return decode(b[2:], unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), "utf-16be"), true
	case bytes.HasPrefix(b, []byte("\xFF\xFE")):
		return decode(b[2:], unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "utf-16le"), true
	}
	return Decoded{}, false
}

// declaredIn returns the charset parameter of a content type.
func declaredIn(contentType string) string {
	_, params, err := mime.ParseMediaType(contentType)
	if err != nil {
		return ""
	}
	return strings.TrimSpace(params["charset"])
}

var (
	xmlDeclaration  = regexp.MustCompile(`^\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._:-]+)["']`)
	metaDeclaration = regexp.MustCompile(`(?i)<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9._:-]+)`)
)

// declaredInside returns the encoding that a document declares of itself.
func declaredInside(b []byte, kind Kind) string {
	head := b[:min(len(b), sniffBytes)]
	var m [][]byte
	switch kind {
	case XML:
		m = xmlDeclaration.FindSubmatch(head)
	case HTML:
		if m = metaDeclaration.FindSubmatch(head); m == nil {
			m = xmlDeclaration.FindSubmatch(head)
		}
	}
	if m == nil {
		return ""
	}
	name := strings.ToLower(string(m[1]))
	if strings.HasPrefix(name, "utf-16") { // we could read the declaration, so it isn't
		return "utf-8"
	}
	return name
}

// escapes reports whether text of the encoding is, or may be, made of ASCII bytes alone.
func escapes(name string) bool {
	return name == "iso-2022-jp" || name == "hz-gb-2312" || strings.HasPrefix(name, "utf-16")
}

func ascii(b []byte) bool {
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// wide recognises UTF-16 without a mark: in most scripts one byte of each pair is nearly
// always the same small number, so zeros stand in every second place of any markup or ASCII.
func wide(b []byte) string {
	head := b[:min(len(b), sniffBytes)]
	if len(head) < 8 {
		return ""
	}
	var even, odd int
	for i, c := range head {
		if c == 0 && i%2 == 0 {
			even++
		} else if c == 0 {
			odd++
		}
	}
	switch half := len(head) / 2; {
	case odd > half*3/4 && even < half/8:
		return "utf-16le"
	case even > half*3/4 && odd < half/8:
		return "utf-16be"
	}
	return ""
}
