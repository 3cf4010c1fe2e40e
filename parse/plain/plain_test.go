package plain

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/tocsin-desk/tocsin"
)

func TestOf(t *testing.T) {
	for printed, want := range map[string]string{
		"The pier is shut.":                       "The pier is shut.",
		"the pres\u00adident vis\u200bited":       "the president visited",
		"inter\u00ad\nnational":                   "international",
		"\ufeffPort\u00a0Selka\u2009said":         "Port Selka said",
		"one\r\ntwo\rthree\u2028four\u2029five":   "one\ntwo\nthree\nfour\n\nfive",
		"the ﬁrst oﬃcer ﬂed":                      "the first officer fled",
		"Ｓｅｌｋａ！":                                  "Selka!",
		"Orla_Venn_said":                          "Orla Venn said",
		"the _only_ bridge, __now__":              "the only bridge, now",
		"sign here: ______":                       "sign here: ______",
		"orla_venn@port.example and a_b.txt":      "orla_venn@port.example and a_b.txt",
		"#port_selka is https://a.example/b_c":    "#port_selka is https://a.example/b_c",
		"**Talks resume** in ***Selka***.":        "Talks resume in Selka.",
		"*Note:* a *small* one; 5 * 3, *open":     "Note: a small one; 5 * 3, *open",
		"## The pier\n> He said\n# of boats":      "The pier\nHe said\nof boats",
		"the [ministry](https://m.example/) and":  "the ministry and",
		"![a ferry](/i/1.jpg) sank":               "a ferry sank",
		"he said [sic] (no)":                      "he said [sic] (no)",
		"Ash &amp; Sons&nbsp;said &quot;no&quot;": `Ash & Sons said "no"`,
		"AT&T; R&D":             "AT&T; R&D",
		`\*not stress\*`:        "*not stress*",
		"a\x00b\x1bc":           "abc",
		"``The port,'' he said": "``The port,'' he said",
		"run `now` please":      "run now please",
	} {
		got := Of(printed)
		if got.Text != want {
			t.Errorf("%q\n got %q\nwant %q", printed, got.Text, want)
		}
		if got.Changed() != (printed != want) {
			t.Errorf("%q: changed %v", printed, got.Changed())
		}
	}
}

func TestPrinted(t *testing.T) {
	for printed, words := range map[string][][2]string{
		"the pres\u00adident\u00a0vis\u200bited the oﬃcer.": {{"president", "pres\u00adident"}, {"visited", "vis\u200bited"}, {"president visited", "pres\u00adident\u00a0vis\u200bited"}, {"officer", "oﬃcer"}},
		"the **only [bridge](http://b.example)** is_shut":   {{"only", "only"}, {"bridge", "bridge"}, {"only bridge", "only [bridge"}, {"is", "is"}, {"shut", "shut"}},
		"Ｓｅｌｋａ ｓａｉｄ":                                        {{"Selka", "Ｓｅｌｋａ"}, {"elk", "ｅｌｋ"}, {"said", "ｓａｉｄ"}},
	} {
		p := Of(printed)
		for _, w := range words {
			at := strings.Index(p.Text, w[0])
			if at < 0 {
				t.Fatalf("%q isn't in %q", w[0], p.Text)
			}
			s := tocsin.Span{Start: at, End: at + len(w[0])}
			if got := p.Printed(s).Of(printed); got != w[1] {
				t.Errorf("%q of %q was %q, want %q", w[0], p.Text, got, w[1])
			}
			if back := p.Plain(p.Printed(s)); back != s {
				t.Errorf("%q: there and back %v, want %v", w[0], back, s)
			}
		}
	}
}

// FuzzOf: any bytes; spans of the plain text are spans of the printed one, in the same order.
func FuzzOf(f *testing.F) {
	f.Add("**a** \u00ad_b_ [c](http://d) &amp; ﬁ\r\n# e\n*f* ｇ")
	f.Add("\xff\xad&#0;\r*[!](")
	f.Fuzz(func(t *testing.T, printed string) {
		p := Of(printed)
		if utf8.ValidString(printed) && !utf8.ValidString(p.Text) {
			t.Fatalf("%q is no UTF-8", p.Text)
		}
		last := tocsin.Span{}
		for i, x := range p.Text {
			n := utf8.RuneLen(x)
			if x == utf8.RuneError {
				_, n = utf8.DecodeRuneInString(p.Text[i:])
			}
			s := p.Printed(tocsin.Span{Start: i, End: i + n})
			if s.Start < last.Start || s.End < last.End || s.End > len(printed) || s.Start >= s.End {
				t.Fatalf("%q at %d of %q was %v, after %v", x, i, p.Text, s, last)
			}
			last = s
		}
		if again := Of(printed); again.Text != p.Text {
			t.Error("two readings differ")
		}
	})
}
