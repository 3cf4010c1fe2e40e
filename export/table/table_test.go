package table

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/tocsin-desk/tocsin"
)

var update = flag.Bool("update", false, "write the golden files anew")

// samples are records with everything in them that a column can hold: parties together and one against the other, a place of each precision, words that
// look like formulas, tabs, a statement, and a saying without an event.
func samples() []tocsin.Record {
	at := func(f float64) *float64 { return &f }
	collected := time.Date(2031, 3, 5, 9, 7, 12, 0, time.UTC)
	return []tocsin.Record{
		{
			ID: "0b6f", Day: "2031-03-04", Published: "2031-03-05", Collected: collected, Type: tocsin.Assault, Modes: []string{"heavy-weapons", "aerial"}, Contexts: []string{"military", "territory"},
			CAMEO: "194", Score: -9, Realis: tocsin.Asserted,
			Actors:     []tocsin.RecordParty{{Name: "Border Guards", Code: "TJKCOP", Title: "the border guards", Words: "Tajik border guards"}, {Name: "a resident", Code: "TJKCVL"}},
			Recipients: []tocsin.RecordParty{{Name: "Afghanistan", Code: "AFG", Words: "the Afghan side"}},
			Place:      tocsin.RecordPlace{Name: "Khorog", City: "Khorog", Province: "Gorno-Badakhshan", Country: "TJK", Lat: at(37.49), Lon: at(71.55), GeoNames: 1221328, Precision: tocsin.AtPlace},
			Article:    "=a1", Version: "41f0", Story: "41f0", URL: "https://courier.example/a1?x=1", Title: "=Shots\tat the river", Outlet: "Courier; evening", Lang: "en", Sentence: 1, Words: "Shots rang out, \"again\".",
			Length: 812, Reach: tocsin.Reach{Reports: 3, Outlets: 2, Origins: 1}, Statement: "s2", Attribution: []string{"Courier", "Meridian Wire", "Farhod Niyaz"}, Confidence: .675,
			Coder: "tocsin 1, model m, lexicon l",
			Evidence: []tocsin.Evidence{
				{Field: "actor", Span: tocsin.Span{Start: 4, End: 23}, Words: "Tajik border guards", Why: "roles.tsv:12"}, {Field: "recipient", Span: tocsin.Span{Start: 60, End: 75}, Words: "the Afghan side"},
				{Field: "trigger", Span: tocsin.Span{Start: 30, End: 37}, Words: "shelled", Why: "verbs.tsv:9; asserted"}, {Field: "date", Words: "2031-03-04", Why: "text"},
			},
		},
		{
			ID: "1c70", Day: "2031-03-05", Published: "2031-03-05", Collected: collected.Add(20 * time.Minute), Type: tocsin.Consult, CAMEO: "040", Score: 2.5, Realis: tocsin.Future, Reciprocal: true,
			Actors:  []tocsin.RecordParty{{Name: "Kazakhstan", Code: "KAZGOV"}, {Name: "Uzbekistan", Code: "UZB"}, {Name: "United Nations", Code: "IGOUNO"}},
			Place:   tocsin.RecordPlace{Name: "southern Kazakhstan", Country: "KAZ", Precision: tocsin.AtRegion},
			Article: "a2", Version: "52a1", Outlet: "Wire", Lang: "en", Sentence: 2, Words: "They will meet.", Length: 99, Reach: tocsin.Reach{Reports: 1, Outlets: 1, Origins: 1}, Confidence: .5,
		},
		{
			ID: "2d81", Day: "2031-03-05", Published: "2031-03-05", Collected: collected, CAMEO: "016", Realis: tocsin.Asserted, Actors: []tocsin.RecordParty{{Name: "Zabi", Code: "AFGREBtjkMOS", Title: "a spokesman"}},
			Article: "a2", Version: "52a1", Outlet: "Wire", Sentence: 3, Words: "that it had fired", Length: 99, Confidence: .8,
		},
		{
			ID: "3e92", Day: "2031-01-31", Collected: collected, Type: tocsin.Sanction, CAMEO: "163", Score: -6, Realis: tocsin.Asserted, Actors: []tocsin.RecordParty{{Name: "---", Code: "---GOV"}},
			Place: tocsin.RecordPlace{Name: "Texas", Province: "Texas", Country: "USA", Lat: at(31.25), Lon: at(-99.25), Precision: tocsin.AtAdmin1}, Article: "a2", Sentence: 4,
		},
	}
}

func write(t *testing.T, f Format, records []tocsin.Record) []byte {
	t.Helper()
	var b bytes.Buffer
	w := f.New(&b, Options{})
	if err := w.Header(); err != nil {
		t.Fatal(err)
	}
	rows := 0
	for i := range records {
		ids, err := w.Record(&records[i])
		if err != nil {
			t.Fatal(err)
		}
		rows += len(ids)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if f.Name != "petrarch" && rows != w.Rows() {
		t.Errorf("%s: %d ids for %d lines", f.Name, rows, w.Rows())
	}
	return b.Bytes()
}

func readAll(t interface{ Fatal(...any) }, f Format, b []byte) (out []tocsin.Record, refused []string) {
	err := f.Read(bytes.NewReader(b), func(line int, r *tocsin.Record, err error) error {
		if err != nil {
			refused = append(refused, err.Error())
			return nil
		}
		out = append(out, *r)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out, refused
}

// Each format writes what the golden file has, reads it back, and writes the same bytes again.
func TestFormats(t *testing.T) {
	for _, f := range Formats() {
		got := write(t, f, samples())
		golden := filepath.Join("testdata", f.Name+".golden")
		if *update {
			if err := os.WriteFile(golden, got, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), string(got)); diff != "" {
			t.Errorf("%s: golden file (-) and written (+):\n%s", f.Name, diff)
		}
		back, refused := readAll(t, f, got)
		if len(refused) > 0 {
			t.Errorf("%s doesn't read its own lines: %q", f.Name, refused)
		}
		if again := write(t, f, back); !bytes.Equal(got, again) {
			t.Errorf("%s: first (-) and second (+):\n%s", f.Name, cmp.Diff(string(got), string(again)))
		}
	}
}

// The native form keeps the whole record.
func TestPloverKeepsEverything(t *testing.T) {
	f, err := Lookup("plover")
	if err != nil {
		t.Fatal(err)
	}
	back, _ := readAll(t, f, write(t, f, samples()))
	if diff := cmp.Diff(samples(), back); diff != "" {
		t.Error(diff)
	}
}

// What a table has a column for comes back as it was.
func TestColumnsComeBack(t *testing.T) {
	first := samples()[0]
	for _, c := range [...]struct {
		format string
		lines  int
		same   func(tocsin.Record) bool
	}{
		{"icews", 2, func(r tocsin.Record) bool {
			return r.Dataset == "ICEWS" && r.Day == first.Day && r.CAMEO == first.CAMEO && r.Actors[0].Name == "Border Guards" && r.Actors[0].Code == "TJKCOP" && r.Recipients[0].Code == "AFG" &&
				r.Place.City == "Khorog" && *r.Place.Lat == *first.Place.Lat && r.Place.Country == "TJK" && r.Score == first.CAMEO.Goldstein() && r.Article == first.Article
		}},
		{"polecat", 2, func(r tocsin.Record) bool {
			return r.Dataset == "POLECAT" && r.Type == first.Type && slices.Equal(r.Modes, first.Modes) && slices.Equal(r.Contexts, first.Contexts) && r.Score == first.Score &&
				r.Actors[0] == first.Actors[0] && r.Recipients[0] == first.Recipients[0] && r.Place.GeoNames == first.Place.GeoNames && r.Published == first.Published
		}},
		{"gdelt", 2, func(r tocsin.Record) bool {
			return r.Dataset == "GDELT" && r.Collected.Equal(first.Collected) && r.URL == first.URL && r.Actors[0].Code == "TJKCOP" && r.Place.Country == "TJK" && r.Place.Precision == tocsin.AtPlace &&
				r.Reach.Reports == 3 && r.Reach.Outlets == 2 && r.Sentence == 1
		}},
		{"phoenix", 2, func(r tocsin.Record) bool {
			return r.Day == first.Day && r.Actors[0].Code == "TJKCOP" && slices.Equal(r.Contexts, first.Contexts) && r.Place.Name == "Khorog" && r.Place.Province == first.Place.Province && r.Article == first.Article
		}},
		{"petrarch", 2, func(r tocsin.Record) bool {
			return r.Day == first.Day && r.Actors[0].Code == "TJKCOP" && r.Article == first.Article && r.Sentence == 1 && r.URL == first.URL && r.Outlet == first.Outlet
		}},
		{"csv", 1, func(r tocsin.Record) bool {
			return r.Type == first.Type && r.Title == first.Title && slices.Equal(r.Attribution, first.Attribution) && r.Words == first.Words && r.Reach == first.Reach && r.Confidence == first.Confidence &&
				len(r.Actors) == 2 && r.Actors[1].Name == "a resident" && r.Collected.Equal(first.Collected)
		}},
	} {
		f, err := Lookup(c.format)
		if err != nil {
			t.Fatal(err)
		}
		back, _ := readAll(t, f, write(t, f, samples()[:1]))
		if len(back) != c.lines {
			t.Errorf("%s: %d lines, want %d", c.format, len(back), c.lines)
		} else if !c.same(back[0]) {
			t.Errorf("%s comes back as\n%+v", c.format, back[0])
		}
	}
}

// Summits are pairs in both directions; nothing makes a pair with itself.
func TestPairs(t *testing.T) {
	r := samples()[1]
	if n := len(rows(&r, true)); n != 6 {
		t.Errorf("three who meet are %d pairs, want 6", n)
	}
	r.Actors = make([]tocsin.RecordParty, 60)
	if n := len(rows(&r, true)); n != MaxPairs {
		t.Errorf("%d pairs, want %d at most", n, MaxPairs)
	}
}

// What publishers get wrong is told line by line, and the rest is read.
func TestOthersFiles(t *testing.T) {
	tab := func(cells ...string) string { return strings.Join(cells, "\t") }
	icewsHead := strings.Join(func() []string { l := icews(); return l.names() }(), "\t")
	icewsLine := tab("17", "2014-02-03", "Citizen (Angola)", "General Population / Civilian / Social,(National)", "Angola", "Make statement", "010", "0.0", "Police (Angola)", "Government,Police", "Angola", "32", "4", "Xinhua", "Luanda", "", "Luanda", "Angola", "-8.8", "13.2")
	polecatHead := strings.Replace(strings.Join(func() []string { l := polecat(); return l.names() }(), "\t"), "\tIntensity\t", "\tEvent Intensity\t", 1)
	polecatLine := tab("20230105-1", "2023-01-05", "PROTEST", "demo", "-2.5", "MATERIAL CONFLICT", "economic;labor", "Teachers;Union", "PRT;PRT", "235;235", "LAB", "LAB", "", "", "", "None", "None", "", "", "", "", "", "", "Lisbon", "Lisbon", "None", "Lisboa", "PRT", "38.7", "-9.1", "2267057.0", "Lisbon", "PPLC", "Lusa", "2023-01-05", "", "", "", "pt", "1")
	for _, c := range [...]struct {
		name, format, in string
		want             string // codes of the parties of what is read
		refused          string // of each line that isn't
	}{
		{"ICEWS by names", "icews", icewsHead + "\n" + icewsLine + "\n" + icewsHead + "\nshort\n", "AGOCVL>AGOGOVCOP", "the header once more|1 cells"},
		{"ICEWS of the usual readers", "icews", strings.ToLower(strings.ReplaceAll(icewsHead, " ", "_")) + "\r\n" + icewsLine + "\r\n", "AGOCVL>AGOGOVCOP", ""},
		{"ICEWS, bad values", "icews", icewsHead + "\n" + strings.Replace(icewsLine, "2014-02-03", "03.02.2014", 1) + "\n" + strings.Replace(icewsLine, "\t010\t", "\t9\t", 1) + "\n" + strings.Replace(icewsLine, "-8.8", "-98.8", 1) + "\n", "", "Event Date|CAMEO Code|Latitude"},
		{"POLECAT, lists and nothing", "polecat", polecatHead + "\n" + polecatLine + "\n" + polecatLine + "\tsurplus\n", "PRT PRT>", "41 cells"},
		{"POLECAT in Latin-1", "polecat", polecatHead + "\n" + strings.Replace(polecatLine, "Teachers", "Sindicato \xe0 parte", 1) + "\n", "PRT PRT>", ""},
		{"PLOVER without what it needs", "plover", `{"id":"1","date":"2020-01-02","event":["CONSULT"],"actor":[{"code":"AFG","sector":["GOV"]}]}` + "\n{\n" + `{"id":"2","date":"2020","event":["CONSULT"]}` + "\n" + `{"date":"2020-01-02","event":["CONSULT"]}` + "\n" + `{"id":"3","date":"2020-01-02","event":["DANCE"],"actor":[]}`, "AFGGOV>", "no PLOVER event|no day|no id|DANCE"},
		{"PETRARCH with and without address", "petrarch", "20080804\tUSAGOV\tIRQ\t042\t\tAFP_1;AFP_2\tAFP\n20080804\t---\tIRQ\t190\tNAMED_TERROR_GROUP,2\tAFP_3\thttp://a.example/\tAFP\tx\ty\tz\nxx\n20080804\ta\tb\tc\t\t1_1\td\n", "USAGOV>IRQ USAGOV>IRQ >IRQ", "1 cells|code"},
		{"PLOVER out of bounds", "plover", strings.Join([]string{
			`{"id":"1","date":"2020-01-02","event":["CONSULT","4"],"actor":[]}`, `{"id":"2","date":"2020-01-02","event":["CONSULT","0x2"],"actor":[]}`,
			`{"id":"3","date":"2020-01-02","event":["CONSULT"],"actor":[],"event_scale":1e300}`, `{"id":"4","date":"2020-01-02","event":["CONSULT"],"actor":[],"event_loc":[{"lat":91,"lon":0}]}`,
			`{"id":"5","date":"2020-01-02","event":["CONSULT"],"actor":[],"event_loc":[{"lat":0,"lon":-181}]}`, `{"id":"6","date":"2020-01-02","event":["CONSULT"],"actor":[],"confidence":7}`,
			`{"id":"7","date":"2020-01-02","event":["CONSULT"],"actor":[],"text_info":{"sequence":-5}}`, `{"id":"8","date":"2020-01-02","event":["CONSULT"]}`,
			`{"id":"9","date":"2020-01-02","event":["CONSULT"],"actor":[],"cite_info":{"published":"soon"}}`,
		}, "\n"), "", "CAMEO|CAMEO|scale|latitude|longitude|confidence|sentence|no actor|published"},
		{"GDELT of other widths", "gdelt", "1" + strings.Repeat("\t", 40) + "\n", "", "41 cells"},
	} {
		f, err := Lookup(c.format)
		if err != nil {
			t.Fatal(err)
		}
		back, refused := readAll(t, f, []byte(c.in))
		var got []string
		for _, r := range back {
			var sides []string
			for _, list := range [...][]tocsin.RecordParty{r.Actors, r.Recipients} {
				var codes []string
				for _, p := range list {
					codes = append(codes, string(p.Code))
				}
				sides = append(sides, strings.Join(codes, " "))
			}
			got = append(got, strings.Join(sides, ">"))
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: read %q, want %q", c.name, s, c.want)
		}
		reasons := slices.DeleteFunc(strings.Split(c.refused, "|"), func(s string) bool { return s == "" })
		if len(refused) != len(reasons) {
			t.Errorf("%s: refused %q, want %q", c.name, refused, reasons)
			continue
		}
		for i := range reasons {
			if !strings.Contains(refused[i], reasons[i]) {
				t.Errorf("%s: %q doesn't say %q", c.name, refused[i], reasons[i])
			}
		}
	}
	f, _ := Lookup("icews")
	if err := f.Read(strings.NewReader("a\tb\n"), nil); !errors.Is(err, tocsin.ErrInvalid) || !strings.Contains(err.Error(), "Event ID") {
		t.Errorf("a foreign table: %v", err)
	}
}

// Whatever stands in a record, what was written is read, and written again the same.
func TestRoundTrip(t *testing.T) {
	word := rapid.OneOf(rapid.SampledFrom([]string{"", "=1+1", "a\tb", "Kabul; east", "O'Neil", "---", "Ærø (Denmark)", "None", "x, y"}), rapid.StringN(0, 12, 40))
	rapid.Check(t, func(t *rapid.T) {
		all := samples()
		for i := range all {
			r := &all[i]
			for k := range r.Actors {
				r.Actors[k].Name, r.Actors[k].Title = word.Draw(t, "name"), word.Draw(t, "title")
			}
			r.Outlet, r.Title, r.URL, r.Words, r.Place.Name = word.Draw(t, "outlet"), word.Draw(t, "title"), word.Draw(t, "url"), word.Draw(t, "words"), word.Draw(t, "place")
			r.Article = tocsin.ArticleID(word.Draw(t, "article"))
		}
		for _, f := range Formats() {
			var once, twice, thrice bytes.Buffer
			copyTo(t, f, &once, all)
			back, refused := readAll(t, f, once.Bytes())
			if len(refused) > 0 {
				t.Fatalf("%s doesn't read its own lines: %q\n%s", f.Name, refused, once.String())
			}
			copyTo(t, f, &twice, back)
			if len(back) < len(all)-1 { // PETRARCH joins lines
				t.Fatalf("%s: %d records of %d", f.Name, len(back), len(all))
			}
			back, _ = readAll(t, f, twice.Bytes())
			copyTo(t, f, &thrice, back)
			if !bytes.Equal(twice.Bytes(), thrice.Bytes()) {
				t.Fatalf("%s changes each time:\n%s\n%s", f.Name, twice.String(), thrice.String())
			}
		}
	})
}

func copyTo(t *rapid.T, f Format, b *bytes.Buffer, records []tocsin.Record) {
	w := f.New(b, Options{})
	err := w.Header()
	for i := range records {
		_, more := w.Record(&records[i])
		err = errors.Join(err, more)
	}
	if err := errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
}

// FuzzRead: any bytes are a table or lines that are refused; what is read can be written.
func FuzzRead(f *testing.F) {
	for i, format := range Formats() {
		golden, err := os.ReadFile(filepath.Join("testdata", format.Name+".golden"))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(i, golden)
	}
	f.Add(1, []byte("Event ID\tEvent Date\n\n"))
	f.Fuzz(func(t *testing.T, which int, in []byte) {
		all := Formats()
		format := all[(which%len(all)+len(all))%len(all)]
		_ = format.Read(bytes.NewReader(in), func(_ int, r *tocsin.Record, err error) error {
			if (r == nil) == (err == nil) {
				t.Fatalf("record %v, error %v", r, err)
			}
			if err == nil {
				if _, err := format.New(&bytes.Buffer{}, Options{}).Record(r); err != nil {
					t.Fatal(err)
				}
			}
			return nil
		})
	})
}
