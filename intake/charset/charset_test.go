package charset

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"
)

const russian = "Представитель порта заявил, что граница закрыта. «Мы готовы», — сказал он."

func in(t *testing.T, e encoding.Encoding, s string) []byte {
	t.Helper()
	b, err := e.NewEncoder().Bytes([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestDecode(t *testing.T) {
	for _, c := range []struct {
		name        string
		b           []byte
		contentType string
		kind        Kind
		text, enc   string
		note        string // part of a note; "": there is none
	}{
		{"empty", nil, "", Plain, "", "utf-8", ""},
		{"plain UTF-8", []byte("Порт"), "text/plain", Plain, "Порт", "utf-8", ""},
		{"mark", []byte("\xEF\xBB\xBFport"), "", Plain, "port", "utf-8", ""},
		{"mark goes before header", []byte("\xEF\xBB\xBFПорт"), "text/html; charset=windows-1251", HTML, "Порт", "utf-8", ""},
		{"UTF-16 with mark", in(t, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), "Порт"), "", Plain, "Порт", "utf-16le", ""},
		{"UTF-16 without mark", in(t, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), "<p>the port is closed</p>"), "", HTML, "<p>the port is closed</p>", "utf-16be", ""},
		{"by header", in(t, charmap.Windows1251, russian), "text/html; charset=CP1251", HTML, russian, "windows-1251", ""},
		{"by meta", append([]byte(`<meta charset="koi8-r">`), in(t, charmap.KOI8R, "порт")...), "text/html", HTML, `<meta charset="koi8-r">порт`, "koi8-r", ""},
		{"by XML declaration", append([]byte(`<?xml version="1.0" encoding='ISO-8859-5'?>`), in(t, charmap.ISO8859_5, "порт")...), "", XML, `<?xml version="1.0" encoding='ISO-8859-5'?>порт`, "iso-8859-5", ""},
		{"Latin 1 is windows-1252", []byte("caf\xe9 \x93so\x94"), "text/plain; charset=iso-8859-1", Plain, "café “so”", "windows-1252", ""},
		{"escapes", in(t, japanese.ISO2022JP, "港"), "text/plain; charset=iso-2022-jp", Plain, "港", "iso-2022-jp", ""},
		{"stale header", []byte("Порт закрыт"), "text/html; charset=iso-8859-1", HTML, "Порт закрыт", "utf-8", "declared as windows-1252 but is UTF-8"},
		{"unknown charset, text is fine", []byte("Порт"), "text/html; charset=x-harbour", HTML, "Порт", "utf-8", `unknown charset "x-harbour"`},
		{"unknown charset, text isn't UTF-8", []byte("caf\xe9 au port du nord"), "text/html; charset=x-harbour", HTML, "café au port du nord", "windows-1252", "no known charset: read as windows-1252"},
		{"guess 1251", in(t, charmap.Windows1251, russian), "", Plain, russian, "windows-1251", "read as windows-1251"},
		{"guess koi8-r", in(t, charmap.KOI8R, strings.NewReplacer("«", "\"", "»", "\"", "—", "-").Replace(russian)), "", Plain, strings.NewReplacer("«", "\"", "»", "\"", "—", "-").Replace(russian), "koi8-r", "read as koi8-r"},
		{"invalid UTF-8", []byte("the port\xff\xfe is closed\xc3"), "text/plain; charset=utf-8", Plain, "the port\uFFFD is closed\uFFFD", "utf-8", "2 places could not be decoded"},
		{"declares UTF-16 in ASCII", []byte(`<meta charset="utf-16">port`), "", HTML, `<meta charset="utf-16">port`, "utf-8", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := Decode(c.b, c.contentType, c.kind)
			if string(d.Text) != c.text || d.Name != c.enc {
				t.Errorf("got %q in %s, want %q in %s", d.Text, d.Name, c.text, c.enc)
			}
			notes := strings.Join(d.Notes, "; ")
			if c.note == "" && notes != "" || !strings.Contains(notes, c.note) {
				t.Errorf("notes %q, want %q", notes, c.note)
			}
		})
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte("\xff\xfea\x00"), "text/html; charset=utf-16", 1)
	f.Add([]byte(`<?xml encoding="koi8-r"?>`+"\xd0\xc6"), "", 2)
	f.Add([]byte("<meta charset=gb18030>\x81\x30"), "text/html;charset=", 1)
	f.Fuzz(func(t *testing.T, b []byte, contentType string, kind int) {
		before := bytes.Clone(b)
		d := Decode(b, contentType, Kind(kind))
		if !utf8.Valid(d.Text) {
			t.Errorf("not valid: %q", d.Text)
		}
		if !bytes.Equal(b, before) {
			t.Error("the input was changed")
		}
	})
}
