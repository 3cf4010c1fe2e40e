package importer_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/lexicon/importer"
)

const sparql = `{"head":{"vars":["person","personLabel","positionLabel","countryLabel","start","end"]},"results":{"bindings":[
{"person":{"type":"uri","value":"http://www.wikidata.org/entity/Q1"},"personLabel":{"type":"literal","value":"Maren Holt"},"positionLabel":{"type":"literal","value":"President of Norway"},"countryLabel":{"type":"literal","value":"Norway"},"start":{"type":"literal","value":"2031-03-04T00:00:00Z"}},
{"personLabel":{"type":"literal","value":"Anders Vik"},"positionLabel":{"type":"literal","value":"Prime Minister of Norway"},"countryLabel":{"type":"literal","value":"Norway"},"start":{"type":"literal","value":"2030-01-01T00:00:00Z"},"end":{"type":"literal","value":"2031-02-03T00:00:00Z"}},
{"personLabel":{"type":"literal","value":"Q4711"},"positionLabel":{"type":"literal","value":"king"},"countryLabel":{"type":"literal","value":"Norway"}},
{"personLabel":{"type":"literal","value":"Ivo Kestrel"},"positionLabel":{"type":"literal","value":"king"},"countryLabel":{"type":"literal","value":"Ruritania"},"start":{"type":"literal","value":"2031"}}
]}}`

func load(tb testing.TB) *lexicon.Set {
	tb.Helper()
	lex, err := lexicon.Load()
	if err != nil {
		tb.Fatal(err)
	}
	return lex
}

func TestImport(t *testing.T) {
	lex := load(t)
	for _, c := range []struct {
		name, table, file, text, want string
		problems                      []string
	}{
		{
			"a query of Wikidata", importer.Offices, "heads.json", sparql,
			"# Imported from heads.json.\nperson\ttitle\tof\tcodes\tfrom\tto\tsure\tchecked\tnote\n" +
				"Maren Holt\tpresident\tNOR\t\t2031-03-04\t\tday\t-\n" +
				"Anders Vik\tprime minister\tNOR\t\t2030-01-01\t2031-02-03\tyear\t-\n",
			[]string{
				"heads.json:record 2: warning: only the year is known, or it begins on the first of January",
				"heads.json:record 3: no person or no title",
				`heads.json:record 4: "Ruritania" is no state or organisation that the lexicon knows`,
			},
		},
		{
			"CSV with dates in three forms", importer.Offices, "x/own.csv",
			"name,title,of,from,to,codes\nMaren Holt|M. Holt,minister,NOR,2030-05,2031,NORMIL\nMaren Holt,minister,NOR,2030-05,2031,\nA,b,NOR,May 2030,,\nA,b,NOR,2030-02-01,2030-01-01,\nA,b,NOR,,,\nA,b,NOR,2030-02-01,,norway\n",
			"# Imported from own.csv.\nperson\ttitle\tof\tcodes\tfrom\tto\tsure\tchecked\tnote\n" +
				"Maren Holt|M. Holt\tminister\tNOR\tNOR MIL\t2030-05-01\t2031-01-01\tyear\t-\n" +
				"A\tb\tNOR\t\t2030-02-01\t\tday\t-\n",
			[]string{
				"x/own.csv:2: warning: only the year is known, or it begins on the first of January",
				"x/own.csv:3: warning: only the year is known, or it begins on the first of January",
				"x/own.csv:3: warning: the same as x/own.csv:2",
				`x/own.csv:4: "May 2030" is no date such as 2021-08-15`,
				"x/own.csv:5: it ends on 2030-01-01, before it begins on 2030-02-01",
				"x/own.csv:6: no day on which the term began",
				`x/own.csv:7: warning: codes "norway" are no blocks of three capital letters`,
			},
		},
		{
			"groups, with a status that changes", importer.Actors, "groups.tsv",
			"group\taliases\tcodes\tcountry\tfrom\tto\tnote\nKarsul Front\tKF;Front of Karsul\tNORREB\t\t\t2030-01-02\t\nKarsul Front\t\tNOR PTY\t\t2030-01-02\t\tmade peace\nBellmar\t\t\tNorway\t\t\t\n",
			"# Imported from groups.tsv.\nid\tname\tvariants\tkind\tparent\tcodes\tfrom\tto\tsure\tnote\n" +
				"karsul front\tKarsul Front\tKF|Front of Karsul\tarmed-group\t\tNOR REB\t\t2030-01-02\tday\n" +
				"karsul front\t\t\t\t\tNOR PTY\t2030-01-02\t\tday\tmade peace\n" +
				"bellmar\tBellmar\t\torganisation\t\tNOR\n",
			[]string{"groups.tsv:4: warning: no codes: Bellmar has those of its state alone"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, problems, err := importer.Import(c.table, c.file, []byte(c.text), lex)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, string(got)); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
			var says []string
			for _, p := range problems {
				says = append(says, p.String())
			}
			if diff := cmp.Diff(c.problems, says); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
			if _, found, err := lexicon.Check(lexicon.Table{Name: c.table, Data: got}); err != nil || strings.Contains(printed(found), "code") {
				t.Errorf("the table that was made isn't one of ours: %v %v", err, found)
			}
		})
	}
}

func printed(problems []lexicon.Problem) string {
	var b strings.Builder
	for _, p := range problems {
		if !p.Warning {
			b.WriteString(p.String() + "\n")
		}
	}
	return b.String()
}

func TestImportRefuses(t *testing.T) {
	lex := load(t)
	for _, text := range []string{"", "  ", "{", `{"a":1}`, "[1,2]", `[{"a":`} {
		if _, _, err := importer.Import(importer.Offices, "x", []byte(text), lex); !errors.Is(err, tocsin.ErrInvalid) {
			t.Errorf("%q: error %v", text, err)
		}
	}
	if _, _, err := importer.Import("verbs.tsv", "x", []byte("a,b\n"), lex); !errors.Is(err, tocsin.ErrInvalid) {
		t.Errorf("verbs: error %v", err)
	}
}

// required are the columns without which a table can't be read.
var required = map[string][]string{importer.Offices: {"person", "title", "of", "from"}, importer.Actors: {"id"}}

// Whatever the file has, what comes out is a table that the lexicon reads.
func FuzzImport(f *testing.F) {
	f.Add(importer.Offices, sparql)
	f.Add(importer.Offices, "name,title,of,from\nMaren \"Holt\",x,NOR,2030\n")
	f.Add(importer.Actors, "group\tcodes\nA|B\tNORREB\n")
	f.Add(importer.Actors, `[{"name":"A\tB","country":"Norway","start":1990}]`)
	lex := load(f)
	f.Fuzz(func(t *testing.T, table, text string) {
		out, _, err := importer.Import(table, "f", []byte(text), lex)
		if err != nil {
			if !errors.Is(err, tocsin.ErrInvalid) && !errors.Is(err, tocsin.ErrTooLarge) {
				t.Errorf("error %v of no known kind", err)
			}
			return
		}
		rows, err := lexicon.ReadTable(table, out, required[table], []string{"name", "variants", "kind", "parent", "codes", "from", "to", "sure", "checked", "note"})
		if err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		for _, r := range rows {
			if _, err := r.Period(); err != nil {
				t.Errorf("%v\n%s", err, out)
			}
		}
	})
}
