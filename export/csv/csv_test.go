package csv

import (
	"bytes"
	"context"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/store"
	"github.com/tocsin-desk/tocsin/store/sqlite"
)

var update = flag.Bool("update", false, "write the golden files anew")

// starts are what a spreadsheet may compute.
var starts = [...]string{"=", "+", "-", "@", "\t", "\r", "\n", "\x00"}

func readAll(t interface{ Fatal(...any) }, b []byte) (rows [][]string) {
	if err := Read(bytes.NewReader(b), func(cells []string) error { rows = append(rows, cells); return nil }); err != nil {
		t.Fatal(err)
	}
	return rows
}

// desk is a store with one article, in which hostile words stand everywhere.
func desk(t *testing.T) *sqlite.Store {
	t.Helper()
	ctx := context.Background()
	s, err := sqlite.Open(ctx, sqlite.Memory)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	a := &tocsin.Article{
		ID: "=a1", Title: `+SUM("A1", 2)`, Outlet: "@gazette", Date: "2031-03-05T08:00:00+02:00", Collected: time.Date(2031, 3, 5, 9, 0, 0, 0, time.UTC),
		Text: "=Karan warned -of crossings, \"now\".\n" + strings.Repeat("Ærlig talt. ", 100),
	}
	if _, err := s.PutArticle(ctx, a); err != nil {
		t.Fatal(err)
	}
	karan, lat := tocsin.EntityID("e1"), -3.5
	whole := tocsin.Span{Start: 0, End: len(a.Text)}
	place := tocsin.Place{Span: tocsin.Span{Start: 22, End: 31}, Name: "-Velm", Country: "OST", Lat: &lat, Lon: &lat, Precision: tocsin.AtPlace}
	err = s.PutReading(ctx, a.Hash(), &tocsin.Reading{
		ID: a.ID, Sentences: []tocsin.Span{whole},
		Entities: []tocsin.Entity{{ID: karan, Name: "=Karan", Kind: tocsin.Person}},
		Statements: []tocsin.Statement{{ID: "s1", Kind: tocsin.Warning, Form: tocsin.Indirect, Speaker: &karan, Source: []tocsin.Span{{Start: 0, End: 6}},
			Cue: []tocsin.Span{{Start: 7, End: 13}}, Content: []tocsin.Span{{Start: 14, End: len(a.Text)}}, Chain: []tocsin.Hop{{}, {By: "e1"}},
			Role: &tocsin.Phrase{Text: "-x", Span: tocsin.Span{Start: 14, End: 17}}, Polarity: "affirmed", Modality: "certain", Date: &tocsin.When{Value: "2031-03-05"}, Confidence: .5}},
		Events: []tocsin.Event{{ID: "v1", Type: tocsin.Threaten, Mode: []string{"restrict"}, CAMEO: "013", Quad: 3, Score: -3.5, Realis: tocsin.Asserted,
			Actors: []tocsin.Party{{Entity: karan, Code: "---", Span: tocsin.Span{Start: 0, End: 6}}}, Place: &place, Confidence: .25}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestTables(t *testing.T) {
	s := desk(t)
	ctx := context.Background()
	for name, write := range map[string]func(w *bytes.Buffer, o Options) (int, error){
		"statements": func(w *bytes.Buffer, o Options) (int, error) { return Statements(ctx, s, store.StatementQuery{}, w, o) },
	} {
		var got, raw bytes.Buffer
		if n, err := write(&got, Options{}); err != nil || n != 1 {
			t.Fatalf("%s: %d rows, %v", name, n, err)
		}
		if _, err := write(&raw, Options{Raw: true}); err != nil {
			t.Fatal(err)
		}
		golden := filepath.Join("testdata", name+".csv")
		if *update {
			if err := os.WriteFile(golden, got.Bytes(), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got.Bytes(), want) {
			t.Errorf("%s differs from %s:\n%s", name, golden, got.String())
		}
		rows, rawRows := readAll(t, got.Bytes()), readAll(t, raw.Bytes())
		for i := range rows {
			if !slices.Equal(rows[i], rawRows[i]) || len(rows[i]) != len(rows[0]) {
				t.Errorf("%s row %d read back is\n%q, raw\n%q", name, i, rows[i], rawRows[i])
			}
			for _, cell := range rows[i] {
				if utf8.RuneCountInString(cell) > MaxSpan {
					t.Errorf("%s: a cell of %d characters", name, utf8.RuneCountInString(cell))
				}
			}
		}
		for line := range strings.SplitSeq(got.String(), "\r\n") {
			for cell := range strings.SplitSeq(line, ",") {
				if cell = strings.TrimPrefix(cell, `"`); isFormula(cell) && !strings.HasPrefix(cell, "'") && cell != "-3.5" && cell != `now""."` {
					t.Errorf("%s: a spreadsheet would compute %q", name, cell)
				}
			}
		}
	}
}

// Every dangerous start is guarded, alone and behind marks, and comes back as it was.
func TestGuard(t *testing.T) {
	for _, start := range starts {
		for _, marks := range [...]string{"", "'", "''"} {
			cell := marks + start + "1+1"
			if g := guard(cell); g != "'"+cell || unguard(g) != cell {
				t.Errorf("%q is guarded as %q and read as %q", cell, g, unguard(g))
			}
		}
	}
	for _, cell := range [...]string{"", "'", "plain", "'tis", "3-2", "''"} {
		if guard(cell) != cell || unguard(cell) != cell {
			t.Errorf("%q is harmless, but guarded as %q, read as %q", cell, guard(cell), unguard(cell))
		}
	}
}

// Export, import, export: the same bytes, whatever the cells.
func TestRoundTrip(t *testing.T) {
	cell := rapid.OneOf(rapid.String(), rapid.StringMatching(`'?'?[=+\-@\t\r\n"', x]{0,4}.{0,5}`))
	rapid.Check(t, func(t *rapid.T) {
		width := rapid.IntRange(2, 5).Draw(t, "width")
		rows := rapid.SliceOfN(rapid.SliceOfN(cell, width, width), 1, 4).Draw(t, "rows")
		write := func(rows [][]string) []byte {
			var b bytes.Buffer
			for _, row := range rows {
				guarded := make([]string, len(row))
				for i, c := range row {
					guarded[i] = guard(c)
				}
				if err := writeRow(&b, guarded); err != nil {
					t.Fatal(err)
				}
			}
			return b.Bytes()
		}
		once := write(rows)
		back := readAll(t, once)
		if !slices.EqualFunc(rows, back, slices.Equal) {
			t.Fatalf("%q comes back as %q", rows, back)
		}
		if !bytes.Equal(once, write(back)) {
			t.Fatal("the second export differs")
		}
	})
}

func TestShort(t *testing.T) {
	long := strings.Repeat("ord æ ", MaxSpan)
	if got := Short(long); utf8.RuneCountInString(got) > MaxSpan || !strings.HasSuffix(got, " …") || !utf8.ValidString(got) {
		t.Errorf("%d characters: %q", utf8.RuneCountInString(got), got)
	}
	if got := Short(strings.Repeat("字", 2*MaxSpan)); utf8.RuneCountInString(got) > MaxSpan || !utf8.ValidString(got) {
		t.Errorf("without spaces: %d characters", utf8.RuneCountInString(got))
	}
	if got := Short("as it is "); got != "as it is " {
		t.Errorf("%q", got)
	}
}

// FuzzRead: any bytes are a table or a clear error.
func FuzzRead(f *testing.F) {
	for _, seed := range [...]string{"a,b\r\n", "\"a\"\"b\",\"\r\n\"\n", "\"open", "\"x\"y", "'=1,''\n\n,", "\r\r\n"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		var rows [][]string
		if Read(bytes.NewReader(in), func(cells []string) error { rows = append(rows, cells); return nil }) != nil {
			return
		}
		var out bytes.Buffer
		for _, row := range rows {
			guarded := make([]string, len(row))
			for i, c := range row {
				guarded[i] = guard(c)
			}
			if err := writeRow(&out, guarded); err != nil {
				t.Fatal(err)
			}
		}
		if again := readAll(t, out.Bytes()); !slices.EqualFunc(rows, again, slices.Equal) {
			t.Errorf("%q comes back as %q", rows, again)
		}
	})
}
