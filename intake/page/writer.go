package page

import (
	"strings"
	"unicode"

	"golang.org/x/net/html/atom"
)

// A writer lays text out in paragraphs: runs of white space become one space, paragraphs end with
// one newline, and nothing stands before the first or after the last.
type writer struct {
	b     strings.Builder
	space bool // white space is due before the next word
	line  bool // a new line is due before the next word
}

// text adds inline text.
func (w *writer) text(s string) {
	for _, r := range s {
		switch {
		case r == '\u200B' || r == '\uFEFF' || r == '\u00AD' || unicode.IsControl(r) && !unicode.IsSpace(r):
			// Invisible: zero-width space, mark, soft hyphen, controls.
		case unicode.IsSpace(r):
			w.space = true
		default:
			switch {
			case w.b.Len() == 0:
			case w.line:
				w.b.WriteByte('\n')
			case w.space:
				w.b.WriteByte(' ')
			}
			w.space, w.line = false, false
			w.b.WriteRune(r)
		}
	}
}

// paragraph ends the paragraph.
func (w *writer) paragraph() { w.line = true }

func (w *writer) String() string { return w.b.String() }

// hidden are elements whose text a reader never sees, or that are controls and not text.
func hidden(a atom.Atom) bool {
	switch a {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Iframe, atom.Object, atom.Svg, atom.Math,
		atom.Head, atom.Title, atom.Textarea, atom.Select, atom.Button, atom.Canvas, atom.Audio, atom.Video, atom.Noembed, atom.Noframes:
		return true
	}
	return false
}

// block reports whether an element stands on lines of its own. Table cells don't: a row is a line.
func block(a atom.Atom) bool {
	switch a {
	case atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Body, atom.Br, atom.Caption, atom.Center, atom.Dd, atom.Details, atom.Dialog,
		atom.Div, atom.Dl, atom.Dt, atom.Fieldset, atom.Figcaption, atom.Figure, atom.Footer, atom.Form, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6,
		atom.Header, atom.Hgroup, atom.Hr, atom.Li, atom.Main, atom.Nav, atom.Ol, atom.P, atom.Pre, atom.Section, atom.Summary, atom.Table, atom.Tbody,
		atom.Tfoot, atom.Thead, atom.Tr, atom.Ul:
		return true
	}
	return false
}

// preformatted keeps the line breaks of <pre>: agencies still publish wire copy in it.
func preformatted(w *writer, s string) {
	for line := range strings.Lines(s) {
		w.text(line)
		if strings.HasSuffix(line, "\n") {
			w.paragraph()
		}
	}
}
