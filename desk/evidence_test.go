package desk

import (
	"bytes"
	"html"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/store"
)

// draw makes a text of letters, breaks, markup and several scripts, and marks that nest, overlap,
// touch, cut characters or lie outside.
func draw(t *rapid.T) (string, []mark) {
	text := strings.Join(rapid.SliceOf(rapid.SampledFrom([]string{"a", "b c", "\n", "\n\n", "<b>", "&amp;", "\"", "'", "é", "رود", "река", "\u202e", "]]>", "</mark>"})).Draw(t, "text"), "")
	var marks []mark
	for range rapid.IntRange(0, 12).Draw(t, "marks") {
		start := rapid.IntRange(-2, len(text)+2).Draw(t, "start")
		marks = append(marks, mark{
			span: tocsin.Span{Start: start, End: start + rapid.IntRange(-1, 9).Draw(t, "length")},
			part: rapid.SampledFrom(parts[:]).Draw(t, "part"),
			of:   rapid.SampledFrom([]string{"", "s1", "s2", "v1"}).Draw(t, "of"),
		})
	}
	return text, marks
}

// Whatever the marks are, pieces and gaps are the text, and each byte carries the parts whose marks cover it.
func TestParagraphsKeepTheText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text, marks := draw(t)
		var got strings.Builder
		for _, p := range paragraphs(text, slices.Clone(marks), "s1") {
			for _, piece := range p.Pieces {
				checkPiece(t, text, got.Len(), piece, marks)
				got.WriteString(piece.Text)
			}
			got.WriteString(p.Gap)
		}
		if got.String() != text {
			t.Fatalf("pieces are %q, the text is %q", got.String(), text)
		}
	})
}

func checkPiece(t *rapid.T, text string, at int, p piece, marks []mark) {
	for _, part := range parts {
		want, on := false, false
		for _, m := range marks {
			if m.part == part && m.span.Validate(text) == nil && m.span.Start <= at && at < m.span.End {
				want = true
				on = on || m.of == "s1"
			}
		}
		i := slices.IndexFunc(p.Marks, func(m pieceMark) bool { return m.Part == part })
		if got := i >= 0; got != want {
			t.Fatalf("%q at %d: part %s is %v, want %v", p.Text, at, part, got, want)
		}
		if want && p.Marks[i].On != on {
			t.Fatalf("%q at %d: part %s chosen is %v, want %v", p.Text, at, part, p.Marks[i].On, on)
		}
	}
	if !utf8.ValidString(p.Text) {
		t.Fatalf("a piece cuts a character: %q", p.Text)
	}
}

var tag = regexp.MustCompile(`<[^<>]*>`)

// The page, too, holds exactly the text: without its tags, the article element is the escaped text.
func TestPageKeepsTheText(t *testing.T) {
	files, err := loadAssets()
	if err != nil {
		t.Fatal(err)
	}
	pages, err := loadPages(files, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		text, marks := draw(t)
		p := &readingPage{Article: &store.Stored{Article: tocsin.Article{ID: "a", Text: text}}, Plain: "/article?id=a", Paragraphs: paragraphs(text, marks, "v1"), Chosen: "v1"}
		var b bytes.Buffer
		if err := pages["reading"].ExecuteTemplate(&b, "main", page{Room: "reading", Main: p}); err != nil {
			t.Fatal(err)
		}
		_, rest, _ := strings.Cut(b.String(), "<article ")
		_, rest, _ = strings.Cut(rest, ">")
		inner, _, ok := strings.Cut(rest, "</article>")
		if !ok {
			t.Fatalf("no article in %s", b.String())
		}
		if got := html.UnescapeString(tag.ReplaceAllString(inner, "")); got != text {
			t.Fatalf("the page holds %q, the text is %q", got, text)
		}
		if n := strings.Count(inner, "<mark "); n != strings.Count(inner, "</mark>") {
			t.Fatalf("%d marks are opened, others closed: %s", n, inner)
		}
	})
}

func TestMarksOfStatementAndEvent(t *testing.T) {
	r := riverReading("river")
	tests := []struct {
		of   string
		part part
		want []string
	}{
		{"s1", partSpeaker, []string{"Mirel Dovan", ", the delegate of the Lakes Dialogue Organisation", "Meridian Wire"}},
		{"s1", partCue, []string{"According to"}},
		{"s1", partContent, []string{"Qarzan shelled the post at Tolm"}},
		{"s4", partTarget, []string{"Velmora"}},
		{"s4", partTime, []string{"before 1 December"}},
		{"v1", partSpeaker, []string{"Qarzan", "Velmora"}},
		{"v1", partTime, []string{"Friday"}},
		{"v2", partAct, []string{"shelled"}},
		{"v2", partTarget, []string{"the post"}},
		{"v2", partPlace, []string{"Tolm"}},
	}
	for _, tt := range tests {
		got := runs(paragraphs(riverText, marksOf(r), tt.of), tt.of, tt.part)
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s, %s: %q, want %q", tt.of, tt.part, got, tt.want)
		}
	}
}

// runs returns the words of a part of one item; neighbours that differ only in other marks are joined
// unless a mark of the same item begins between them.
func runs(in []paragraph, of string, p part) []string {
	var out []string
	var joined bool
	for _, para := range in {
		for _, piece := range para.Pieces {
			on := slices.ContainsFunc(piece.Marks, func(m pieceMark) bool { return m.Part == p && m.On })
			switch {
			case on && joined && !strings.HasPrefix(piece.Text, ","):
				out[len(out)-1] += piece.Text
			case on:
				out = append(out, piece.Text)
			}
			joined = on
		}
	}
	return out
}

// Exactly one place of a page is where a link to the chosen words goes.
func TestHereIsOnce(t *testing.T) {
	r := riverReading("river")
	for _, of := range []string{"s1", "s2", "s3", "s4", "v1", "v2", "v3", ""} {
		n := 0
		for _, p := range paragraphs(riverText, marksOf(r), of) {
			for _, piece := range p.Pieces {
				if piece.Here {
					n++
				}
			}
		}
		if want := min(1, len(of)); n != want {
			t.Errorf("%q: %d places, want %d", of, n, want)
		}
	}
}
