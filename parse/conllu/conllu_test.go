package conllu

import (
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/parse"
)

// harbour holds everything that a file can: comments, a fused token, an empty node, SpaceAfter=No, blank columns.
const harbour = `# newdoc id = harbour
# newpar
# text = Pilots don't sail.
1	Pilots	pilot	NOUN	NNS	Number=Plur	4	nsubj	4:nsubj	_
2-3	don't	_	_	_	_	_	_	_	_
2	do	do	AUX	VBP	_	4	aux	4:aux	_
3	n't	not	PART	RB	Polarity=Neg	4	advmod	4:advmod	_
4	sail	sail	VERB	VB	VerbForm=Inf	0	root	0:root	SpaceAfter=No
4.1	out	out	ADV	RB	_	_	_	4:advmod	_
5	.	.	PUNCT	.	_	4	punct	4:punct	_

# newpar
# text = Fog (thick)
1	Fog	_	_	_	_	_	_	_	_
2	(	_	_	_	_	_	_	_	SpaceAfter=No
3	thick	_	_	_	_	_	_	_	SpaceAfter=No
4	)	_	_	_	_	_	_	_	_

`

func read(t testing.TB, s string) []*Sentence {
	t.Helper()
	out, err := All(strings.NewReader(s))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func write(sents []*Sentence) string {
	var out []byte
	for _, s := range sents {
		out = s.Append(out)
	}
	return string(out)
}

func TestRoundTrip(t *testing.T) {
	if d := cmp.Diff(harbour, write(read(t, harbour))); d != "" {
		t.Error(d)
	}
}

func TestText(t *testing.T) {
	if got, want := Text(read(t, harbour)), "Pilots don't sail.\n\nFog (thick)"; got != want {
		t.Errorf("text %q, want %q", got, want)
	}
	if got, want := read(t, harbour)[0].Text(), "Pilots don't sail."; got != want {
		t.Errorf("# text = %q, want %q", got, want)
	}
}

func TestDocOverText(t *testing.T) {
	const text = "  Pilots\tdon't\nsail .\n\nFog (thick)\n"
	d, err := Doc(text, read(t, harbour))
	if err != nil {
		t.Fatal(err)
	}
	var words []string
	for i := range d.Tokens {
		words = append(words, d.Tokens[i].Span.Of(text))
	}
	if diff := cmp.Diff(strings.Fields("Pilots do n't sail . Fog ( thick )"), words); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]parse.Range{{First: 1, End: 3}}, d.Fused); diff != "" {
		t.Errorf("fused: %s", diff)
	}
	if got := d.Sents[0].Span.Of(text); got != "Pilots\tdon't\nsail ." {
		t.Errorf("sentence %q", got)
	}
	if d.Tokens[0].Head != 3 || d.Tokens[3].Head != parse.NoHead || d.Tokens[5].UPOS != "" {
		t.Errorf("heads %d, %d; tag of a blank word %q", d.Tokens[0].Head, d.Tokens[3].Head, d.Tokens[5].UPOS)
	}
	if diff := cmp.Diff([]int{0, 1, 2, 4}, d.Children(3)); diff != "" {
		t.Errorf("children: %s", diff)
	}
}

func TestWordsThatDontSpellTheirTokenShareItsSpan(t *testing.T) {
	d, err := Doc("au port", read(t, "1-2\tau\t_\t_\t_\t_\t_\t_\t_\t_\n1\tà\t_\t_\t_\t_\t_\t_\t_\t_\n2\tle\t_\t_\t_\t_\t_\t_\t_\t_\n3\tport\t_\t_\t_\t_\t_\t_\t_\t_\n\n"))
	if err != nil {
		t.Fatal(err)
	}
	if d.Tokens[0].Span != d.Tokens[1].Span || d.Tokens[0].Span.Of(d.Text) != "au" {
		t.Errorf("spans %v and %v", d.Tokens[0].Span, d.Tokens[1].Span)
	}
	if got := write(FromDoc(d)); !strings.Contains(got, "1-2\tau\t") {
		t.Errorf("fused token is lost:\n%s", got)
	}
}

func TestDocRejectsOtherText(t *testing.T) {
	for _, text := range []string{"Pilots don't row. Fog (thick)", "Pilots don't sail.", "Pilots don't sail. Fog (thick) and rain"} {
		if _, err := Doc(text, read(t, harbour)); !errors.Is(err, tocsin.ErrInvalid) {
			t.Errorf("%q: error %v, want ErrInvalid", text, err)
		}
	}
}

func TestFromDocAndBack(t *testing.T) {
	d, err := Doc(Text(read(t, harbour)), read(t, harbour))
	if err != nil {
		t.Fatal(err)
	}
	sents := read(t, write(FromDoc(d)))
	if got := Text(sents); got != d.Text {
		t.Errorf("text %q, want %q", got, d.Text)
	}
	back, err := Doc(d.Text, sents)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(d, back, cmpopts.IgnoreUnexported(parse.Doc{})); diff != "" {
		t.Error(diff)
	}
}

func TestErrorsNameTheLine(t *testing.T) {
	const word = "1\tFog\t_\t_\t_\t_\t_\t_\t_\t_\n"
	for name, c := range map[string]struct {
		in, want string
		kind     error
	}{
		"columns":      {"1\tFog\t_\n", "line 1: 3 columns", tocsin.ErrInvalid},
		"number":       {word + "3\tlifts\t_\t_\t_\t_\t_\t_\t_\t_\n", `line 2: word number "3"`, tocsin.ErrInvalid},
		"head":         {"1\tFog\t_\t_\t_\t_\tx\t_\t_\t_\n", `line 1: head "x"`, tocsin.ErrInvalid},
		"head outside": {"1\tFog\t_\t_\t_\t_\t7\t_\t_\t_\n\n", "head 7 of 1", tocsin.ErrInvalid},
		"own head":     {"1\tFog\t_\t_\t_\t_\t1\t_\t_\t_\n\n", "head 1 of 1", tocsin.ErrInvalid},
		"fused":        {word + "1-2\tFog\t_\t_\t_\t_\t_\t_\t_\t_\n", "line 2: fused token 1-2", tocsin.ErrInvalid},
		"fused end":    {"1-3\tFog\t_\t_\t_\t_\t_\t_\t_\t_\n" + word + "\n", "fused token ends at word 3 of 1", tocsin.ErrInvalid},
		"long line":    {word + strings.Repeat("x", MaxLine+1), "line 2: longer", tocsin.ErrTooLarge},
	} {
		_, err := All(strings.NewReader(c.in))
		if !errors.Is(err, c.kind) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want %q", name, err, c.want)
		}
	}
}

func TestWhatWasReadBeforeAnErrorIsKept(t *testing.T) {
	got, err := All(strings.NewReader(harbour + "broken\n"))
	if err == nil || len(got) != 2 {
		t.Errorf("%d sentences, error %v", len(got), err)
	}
}

// A circle can be written back, but no tree can be made of it.
func TestCircles(t *testing.T) {
	ring := "1\tShips\tship\tNOUN\t_\t_\t2\tnsubj\t_\t_\n2\twait\twait\tVERB\t_\t_\t3\tacl\t_\t_\n3\there\there\tADV\t_\t_\t2\tadvmod\t_\t_\n\n"
	sents := read(t, "1\tYes\tyes\tINTJ\t_\t_\t0\troot\t_\t_\n\n"+ring)
	_, err := Doc("Yes Ships wait here", sents)
	if !errors.Is(err, tocsin.ErrInvalid) || !strings.Contains(err.Error(), "sentence 2") {
		t.Errorf("error %v, want one that names sentence 2", err)
	}
}

func TestEmptyInput(t *testing.T) {
	if _, err := NewReader(strings.NewReader("\n\n# only a comment\n")).Next(); !errors.Is(err, io.EOF) {
		t.Errorf("error %v, want EOF", err)
	}
}

func FuzzReader(f *testing.F) {
	f.Add(harbour)
	f.Add("1-2\ta\tb\n")
	f.Fuzz(func(t *testing.T, in string) {
		sents, err := All(strings.NewReader(in))
		if err != nil {
			return
		}
		once := write(sents)
		if again := write(read(t, once)); again != once {
			t.Errorf("written twice:\n%q\n%q", once, again)
		}
		d, err := Doc(Text(sents), sents)
		if err != nil {
			return
		}
		for i := range d.Tokens {
			if err := d.Tokens[i].Span.Validate(d.Text); err != nil {
				t.Error(err)
			}
		}
		write(FromDoc(d))
	})
}
