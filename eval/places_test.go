package eval_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/coder/actor"
	"github.com/tocsin-desk/tocsin/coder/where"
	"github.com/tocsin-desk/tocsin/eval/place"
	"github.com/tocsin-desk/tocsin/gazetteer"
	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
	"github.com/tocsin-desk/tocsin/parse/coref"
	"github.com/tocsin-desk/tocsin/parse/entity"
	"github.com/tocsin-desk/tocsin/parse/pipeline"
	"github.com/tocsin-desk/tocsin/parse/when"
)

// TestPlacesOwn measures the place of events and the lines of borders on the sentences of eval/gold/places, and compares the figures
// with testdata/places-own.score. Rules are tuned on the part "dev" alone; -v prints what is wrong there.
func TestPlacesOwn(t *testing.T) {
	read := textReader(t)
	events := readGold[place.Event](t, "events.jsonl")
	borders := readGold[place.Border](t, "borders.jsonl")
	var out strings.Builder
	var all place.Scores
	all.Events(events, read)
	all.Borders(borders, read)
	for _, part := range []string{"dev", "test"} {
		var s place.Scores
		s.Events(only(events, func(e *place.Event) bool { return e.Part == part }), read)
		s.Borders(only(borders, func(b *place.Border) bool { return b.Part == part }), read)
		printShares(&out, part, &s)
		if part == "dev" {
			t.Log(strings.Join(s.Wrong, "\n"))
		}
	}
	printShares(&out, "own", &all)
	for _, f := range []struct {
		name  string
		got   place.Share
		floor float64
	}{{"country", all.Country, .93}, {"division", all.Division, .80}, {"place", all.Place, .70}, {"line", all.Line, .90}} {
		if float64(f.got.Right) < f.floor*float64(f.got.Of) {
			t.Errorf("%s is %s, below its floor of %g", f.name, f.got, f.floor)
		}
	}
	t.Log("\n" + out.String())
	compare(t, filepath.Join("testdata", "places-own.score"), out.String())
}

// TestPlacesReal does the same for the events of eval/gold/places/real.jsonl, whose texts lie beside the checkout; of those
// whose text doesn't say where, the figure is how often the program says nothing.
func TestPlacesReal(t *testing.T) {
	type mark struct {
		place.Event
		SHA256 string
	}
	marks := readGold[mark](t, "real.jsonl")
	wanted := func(id tocsin.ArticleID) bool {
		return slices.ContainsFunc(marks, func(m mark) bool { return m.ID == string(id) })
	}
	texts := map[string]string{}
	for _, a := range sharedArticles(t, "current_events", wanted) {
		texts[string(a.ID)] = a.Text
	}
	var events []place.Event
	for _, m := range marks {
		e := m.Event
		e.Text = texts[e.ID]
		if sum := sha256.Sum256([]byte(e.Text)); hex.EncodeToString(sum[:]) != m.SHA256 {
			t.Fatalf("%s: not the text that was labelled", e.ID)
		}
		if e.Place != nil {
			span := tocsin.NewOffsets(e.Text).ByteSpan(*e.Place.Span)
			e.Place.Name = e.Text[span.Start:span.End]
		}
		events = append(events, e)
	}
	read := textReader(t)
	var out strings.Builder
	for _, part := range []struct {
		name   string
		placed bool
	}{{"placed", true}, {"nowhere", false}} {
		var s place.Scores
		s.Events(only(events, func(e *place.Event) bool { return (e.Place != nil) == part.placed }), read)
		printShares(&out, part.name, &s)
	}
	t.Log("\n" + out.String())
	compare(t, filepath.Join("testdata", "places-real.score"), out.String())
}

// printShares writes the figures that have something to count, one a line.
func printShares(w io.Writer, part string, s *place.Scores) {
	for _, f := range []struct {
		name string
		place.Share
	}{{"country", s.Country}, {"division", s.Division}, {"place", s.Place}, {"border-or-region", s.Other}, {"role", s.Role}, {"line", s.Line}, {"side", s.Side}} {
		if f.Of > 0 {
			fmt.Fprintf(w, "%s.%s %s\n", part, f.name, f.Share)
		}
	}
}

func readGold[T any](t *testing.T, name string) []T {
	t.Helper()
	f, err := os.Open(filepath.Join("gold", "places", name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	out, err := place.Read[T](f)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func only[T any](in []T, keep func(*T) bool) []T {
	var out []T
	for i := range in {
		if keep(&in[i]) {
			out = append(out, in[i])
		}
	}
	return out
}

// textReader reads texts as the program does, up to the places.
func textReader(t *testing.T) place.ReadText {
	t.Helper()
	lex, err := lexicon.Load()
	if err != nil {
		t.Fatal(err)
	}
	gaz, err := gazetteer.Open(lex, nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(gaz.Layers()) < 2 {
		t.Skip("the figures are those of a build with its gazetteer; run make first")
	}
	world, err := where.NewWorld(lex, gaz)
	if err != nil {
		t.Fatal(err)
	}
	pipe, err := pipeline.English()
	if err != nil {
		t.Fatal(err)
	}
	names, err := entity.English()
	if err != nil {
		t.Fatal(err)
	}
	chains, err := coref.English()
	if err != nil {
		t.Fatal(err)
	}
	return func(text string) (func(tocsin.Span) *tocsin.Place, []tocsin.Place) {
		a := &tocsin.Article{Text: text, Lang: "en"}
		d := pipe.Parse(text)
		d.Lang = "en"
		d.Names = names.Names(d, lex)
		day, dated := a.Day()
		d.Times = when.Find(d, lex, day, dated)
		chains.Resolve(d, lex)
		m := world.Find(d, actor.Resolve(d, lex, a), a)
		var lines []tocsin.Place
		for _, p := range m.Places {
			if p.Precision == tocsin.AtBorder {
				lines = append(lines, p)
			}
		}
		return func(s tocsin.Span) *tocsin.Place { return m.Event(head(d, d.TokenRange(s))) }, lines
	}
}

// head is the token of a range that hangs on a word outside it.
func head(d *parse.Doc, g parse.Range) int {
	for i := g.First; i < g.End; i++ {
		if h := d.Tokens[i].Head; h < g.First || h >= g.End {
			return i
		}
	}
	return g.First
}
