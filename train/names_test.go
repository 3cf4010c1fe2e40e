package train

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse/conllu"
	"github.com/tocsin-desk/tocsin/parse/entity"
	"github.com/tocsin-desk/tocsin/parse/model"
)

const taggedNames = `# newdoc id = a
# text = Dana Orlova left Varnia .
1	Dana	B-PER	-	-
2	Orlova	I-PER	-	-
3	left	O	-	-
4	Varnia	B-LOC	-	-
5	.	O	-	-

# newdoc id = b
1	Orlova	B-PER	-	-
2	joined	O	-	-
3	Bank	B-ORG	-	-
4	Selim	I-ORG	-	-
`

// The mention "the University of Varna" has a name of three words; "President" is none; a day is none;
// "her house" has no proper noun.
const treebankNames = "# newdoc id = GUM_news_x\n" +
	"1\tPresident\tPresident\tPROPN\tNNP\t_\t2\tnmod:desc\t_\tEntity=(1-person-new-s-cf1-2-sgl\n" +
	"2\tOrlova\tOrlova\tPROPN\tNNP\t_\t3\tnsubj\t_\tEntity=1)\n" +
	"3\tleft\tleave\tVERB\tVBD\t_\t0\troot\t_\t_\n" +
	"4\tthe\tthe\tDET\tDT\t_\t5\tdet\t_\tEntity=(2-organization-new-s-cf2-2-sgl-University_of_Varna\n" +
	"5\tUniversity\tUniversity\tPROPN\tNNP\t_\t3\tobj\t_\t_\n" +
	"6\tof\tof\tADP\tIN\t_\t7\tcase\t_\t_\n" +
	"7\tVarna\tVarna\tPROPN\tNNP\t_\t5\tnmod\t_\tEntity=(3-place-new-s-cf3-1-sgl)2)\n" +
	"8\ton\ton\tADP\tIN\t_\t9\tcase\t_\t_\n" +
	"9\tFriday\tFriday\tPROPN\tNNP\t_\t3\tobl\t_\tEntity=(4-time-new-s-cf4-1-sgl)\n" +
	"10\tfor\tfor\tADP\tIN\t_\t12\tcase\t_\t_\n" +
	"11\ther\ther\tPRON\tPRP$\t_\t12\tnmod:poss\t_\tEntity=(5-place-new-s-cf5-2-sgl(1-person-giv-s-cf1-1-ana)\n" +
	"12\thouse\thouse\tNOUN\tNN\t_\t3\tobl\t_\tEntity=5)\n\n"

func namesOf(docs []NameDoc) []string {
	var out []string
	for _, d := range docs {
		for _, n := range d.Names {
			out = append(out, d.Doc.Span(n.Range).Of(d.Doc.Text)+"/"+string(n.Type))
		}
	}
	return out
}

func TestReadTagged(t *testing.T) {
	docs, err := ReadTagged(strings.NewReader(taggedNames), true)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"Dana Orlova/PER", "Varnia/GPE", "Orlova/PER", "Bank Selim/ORG"}
	if diff := cmp.Diff(want, namesOf(docs)); diff != "" || len(docs) != 2 {
		t.Errorf("%d texts: %s", len(docs), diff)
	}
}

func TestTreebankNames(t *testing.T) {
	sents, err := conllu.All(strings.NewReader(treebankNames))
	if err != nil {
		t.Fatal(err)
	}
	docs, err := TreebankNames(sents, []string{"news"})
	if err != nil {
		t.Fatal(err)
	}
	got := namesOf(docs)
	want := map[string]bool{"Orlova/PER": true, "University of Varna/ORG": true}
	for _, n := range got {
		if !want[n] {
			t.Errorf("name %q", n)
		}
		delete(want, n)
	}
	if len(want) > 0 {
		t.Errorf("missing %v", want)
	}
	if none, err := TreebankNames(sents, []string{"bio"}); err != nil || len(none) != 0 {
		t.Errorf("a genre that wasn't asked for gave %d texts, %v", len(none), err)
	}
}

// Both rounds run, the header names what was read, and the same input gives the same bytes.
func TestNamesTwice(t *testing.T) {
	lex, err := lexicon.Load()
	if err != nil {
		t.Fatal(err)
	}
	syntax, err := model.Open(model.English())
	if err != nil {
		t.Fatal(err)
	}
	run := func() []byte {
		b, err := Names([]NameSet{{Name: "toy", Licence: "Apache-2.0", Data: strings.NewReader(taggedNames)}},
			[]RawText{{Name: "raw", Licence: "CC0-1.0", Data: strings.NewReader(strings.Repeat("We met Dana Orlova in Varnia near Bank Selim.\n", 50))}},
			syntax, lex, NameOptions{Epochs: 4, Seed: 1})
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	b := run()
	if !bytes.Equal(b, run()) {
		t.Error("two trainings on the same data differ")
	}
	f, err := model.Open(b)
	if err != nil {
		t.Fatal(err)
	}
	if len(f.Header.Data) != 2 || f.Header.Data[0].Words != 9 || f.Header.Settings["lexicon"] != lex.Hash() {
		t.Errorf("header %+v", f.Header)
	}
	if _, err := entity.Open(f); err != nil {
		t.Error(err)
	}
}
