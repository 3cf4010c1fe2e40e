package cite

import (
	"cmp"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode"
)

// WriteBibTeX writes an entry: a report has no type of its own in BibTeX, so it is @misc, as the manual advises.
func WriteBibTeX(w io.Writer, q Quote) error {
	var b strings.Builder
	fmt.Fprintf(&b, "@misc{%s,\n", q.Key)
	field := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&b, "  %s = {%s},\n", name, value)
		}
	}
	field("author", "{"+texEscape(cmp.Or(q.Byline, q.Outlet, "unknown"))+"}") // braces: one name, not a list of names with "and"
	field("title", "{"+texEscape(cmp.Or(q.Title, q.Words))+"}")
	field("howpublished", texEscape(q.Outlet))
	if !q.Date.IsZero() {
		field("year", q.Date.Format("2006"))
		field("month", strings.ToLower(q.Date.Format("Jan")))
		field("day", q.Date.Format("2"))
		field("date", q.Date.Format(time.DateOnly))
	}
	field("url", urlEscape(q.URL))
	if !q.Accessed.IsZero() {
		field("urldate", q.Accessed.Format(time.DateOnly))
	}
	field("langid", texEscape(q.Lang))
	field("note", texEscape(q.Note()))
	b.WriteString("}\n")
	if _, err := io.WriteString(w, b.String()); err != nil {
		return fmt.Errorf("write a citation: %w", err)
	}
	return nil
}

// texEscape makes text of words: nothing in it is a command, and braces can't end the field. BibTeX counts braces whether or not a backslash
// stands before them, so those of the text are named.
func texEscape(s string) string {
	return strings.NewReplacer(
		`\`, `\textbackslash{}`, `{`, `\textbraceleft{}`, `}`, `\textbraceright{}`, `$`, `\$`, `&`, `\&`, `#`, `\#`, `%`, `\%`, `_`, `\_`, `~`, `\textasciitilde{}`, `^`, `\textasciicircum{}`,
	).Replace(printable(s))
}

// urlEscape keeps an address an address: url fields are read as they stand, so what would end one is percent-encoded.
func urlEscape(s string) string {
	return strings.NewReplacer(`{`, "%7B", `}`, "%7D", `\`, "%5C", " ", "%20").Replace(printable(s))
}

// printable leaves out control characters, and code points that are no characters.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Noncharacter_Code_Point, r) {
			return -1
		}
		return r
	}, s)
}
