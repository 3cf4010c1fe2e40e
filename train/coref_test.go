package train

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
	"github.com/tocsin-desk/tocsin/parse/coref"
	"github.com/tocsin-desk/tocsin/parse/model"
	"github.com/tocsin-desk/tocsin/parse/pipeline"
)

// harbour is two texts in which "she" means the woman before.
const harbour = `# newdoc id = GUM_news_one
1	Ada	Ada	PROPN	NNP	Number=Sing	3	nsubj	_	Entity=(1-person-new-nnnnn-cf1-1,2-coref
2	Lund	Lund	PROPN	NNP	Number=Sing	1	flat	_	Entity=1)
3	left	leave	VERB	VBD	_	0	root	_	SpaceAfter=No
4	.	.	PUNCT	.	_	3	punct	_	_

1	She	she	PRON	PRP	Number=Sing	2	nsubj	_	Entity=(1-person-giv:act-nnnnn-cf1-1-ana)
2	slept	sleep	VERB	VBD	_	0	root	_	SpaceAfter=No
3	.	.	PUNCT	.	_	2	punct	_	_

# newdoc id = GUM_letter_two
1	Rain	rain	NOUN	NN	Number=Sing	2	nsubj	_	_
2	fell	fall	VERB	VBD	_	0	root	_	SpaceAfter=No
3	.	.	PUNCT	.	_	2	punct	_	_

`

func TestCoref(t *testing.T) {
	lex, err := lexicon.Load()
	if err != nil {
		t.Fatal(err)
	}
	pipe, err := pipeline.English()
	if err != nil {
		t.Fatal(err)
	}
	read := func(text string) *parse.Doc {
		d := pipe.Parse(text)
		if len(d.Tokens) > 2 && d.Tokens[0].Form == "Ada" {
			d.Names = []parse.Name{{Range: parse.Range{First: 0, End: 2}, Type: parse.PER}}
		}
		return d
	}
	learn := func(genres ...string) ([]byte, error) {
		return Coref([]Source{{Name: "harbour", Data: strings.NewReader(harbour)}}, read, lex, "s", "n", CorefOptions{Genres: genres, Seed: 1})
	}
	b, err := learn()
	if err != nil {
		t.Fatal(err)
	}
	if again, _ := learn(); !bytes.Equal(b, again) {
		t.Error("two trainings on the same data differ")
	}
	f, err := model.Open(b)
	if err != nil {
		t.Fatal(err)
	}
	if h := f.Header; h.Task != "coref" || len(h.Data) != 1 || h.Data[0].Words != 10 || h.Settings["syntax"] != "s" {
		t.Errorf("header %+v", h)
	}
	m, err := coref.Open(f)
	if err != nil {
		t.Fatal(err)
	}
	d := read("Ada Lund left. She slept.")
	m.Resolve(d, lex)
	if d.Chains != 1 || len(d.Mentions) != 2 || d.Mentions[1].Chain != 0 {
		t.Errorf("what was learned isn't known: %+v", d.Mentions)
	}
	if _, err := learn("court"); !errors.Is(err, tocsin.ErrInvalid) {
		t.Errorf("no text of the genre: error %v, want ErrInvalid", err)
	}
}
