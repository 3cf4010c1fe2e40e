package parse

import (
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/parse/conllu"
	"github.com/tocsin-desk/tocsin/parse/pipeline"
)

const gold = `1	Guards	guard	NOUN	NNS	Number=Plur	4	nsubj	_	_
2-3	don't	_	_	_	_	_	_	_	_
2	do	do	AUX	VBP	Mood=Ind|Tense=Pres	4	aux	_	_
3	n't	not	PART	RB	_	4	advmod	_	_
4	sleep	sleep	VERB	VB	VerbForm=Inf	0	root	_	SpaceAfter=No
5	.	.	PUNCT	.	_	4	punct	_	_

1	Rain	rain	NOUN	NN	Number=Sing	2	nsubj	_	_
2	fell	fall	VERB	VBD	Tense=Past	0	root	_	_

`

func sentences(t *testing.T, s string) []*conllu.Sentence {
	t.Helper()
	out, err := conllu.All(strings.NewReader(s))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestSameIsPerfect(t *testing.T) {
	s, err := Compare(sentences(t, gold), sentences(t, gold))
	if err != nil {
		t.Fatal(err)
	}
	words, tokens := Figure{7, 7, 7}, Figure{6, 6, 6}
	want := Score{tokens, Figure{2, 2, 2}, words, words, words, words, words, words, words, words}
	if d := cmp.Diff(want, s); d != "" {
		t.Error(d)
	}
}

func TestDifferencesCount(t *testing.T) {
	system := strings.NewReplacer(
		"VERB\tVBD", "NOUN\tVBD", // one tag
		"1\tRain\train\tNOUN\tNN\tNumber=Sing\t2\tnsubj", "1\tRain\train\tNOUN\tNN\tNumber=Sing\t2\tobj", // one relation
		"3\tn't\tnot\tPART\tRB\t_\t4", "3\tn't\tnot\tPART\tRB\t_\t2", // one head
		"Mood=Ind|Tense=Pres", "Tense=Pres|Mood=Ind|ExtPos=ADV", // another order and a feature that doesn't count
	).Replace(gold)
	s, err := Compare(sentences(t, gold), sentences(t, system))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		got  Figure
		want int
	}{{"UPOS", s.UPOS, 6}, {"UFeats", s.UFeats, 7}, {"UAS", s.UAS, 6}, {"LAS", s.LAS, 5}} {
		if c.got.Right != c.want {
			t.Errorf("%s: %d right, want %d", c.name, c.got.Right, c.want)
		}
	}
}

func TestUnsplitFusedTokenAlignsNoWord(t *testing.T) {
	system := "1\tGuards\tguard\tNOUN\tNNS\t_\t2\tnsubj\t_\t_\n2\tdon't\tdo\tAUX\tVBP\t_\t0\troot\t_\t_\n3\tsleep.\tsleep\tVERB\tVB\t_\t2\txcomp\t_\t_\n\n" +
		"1\tRain\train\tNOUN\tNN\t_\t2\tnsubj\t_\t_\n2\tfell\tfall\tVERB\tVBD\t_\t0\troot\t_\t_\n\n"
	s, err := Compare(sentences(t, gold), sentences(t, system))
	if err != nil {
		t.Fatal(err)
	}
	if want := (Figure{7, 5, 3}); s.Words != want {
		t.Errorf("words %v, want %v", s.Words, want)
	}
	if want := (Figure{6, 5, 4}); s.Tokens != want {
		t.Errorf("tokens %v, want %v", s.Tokens, want)
	}
}

func TestOtherTextIsAnError(t *testing.T) {
	_, err := Compare(sentences(t, gold), sentences(t, strings.Replace(gold, "Rain", "Hail", 1)))
	if !errors.Is(err, tocsin.ErrInvalid) {
		t.Errorf("error %v, want ErrInvalid", err)
	}
}

// shared returns a file of the data beside the checkout, or skips.
func shared(t *testing.T, name string) string {
	t.Helper()
	root := os.Getenv("TOCSIN_SHARED")
	if root == "" {
		root = filepath.Join("..", "..", "..", "shared")
	}
	path := filepath.Join(root, name)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("no %s: set TOCSIN_SHARED to the folder that holds it", name)
	}
	return path
}

// TestEqualsTheScript compares with the scorer in Python on what the embedded model makes of a development set.
func TestEqualsTheScript(t *testing.T) {
	script, path := shared(t, "tools/score_parse.py"), shared(t, "data/treebanks/en_ewt-ud-dev.conllu.gz")
	if _, err := exec.LookPath("python3"); err != nil {
		t.Skip("no python3")
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	gold, err := conllu.All(z)
	if err != nil {
		t.Fatal(err)
	}
	p, err := pipeline.English()
	if err != nil {
		t.Fatal(err)
	}
	system := conllu.FromDoc(p.Parse(conllu.Text(gold)))
	var out []byte
	for _, s := range system {
		out = s.Append(out)
	}
	ours, err := Compare(gold, sentences(t, string(out)))
	if err != nil {
		t.Fatal(err)
	}
	written := filepath.Join(t.TempDir(), "system.conllu")
	if err := os.WriteFile(written, out, 0o600); err != nil {
		t.Fatal(err)
	}
	printed, err := exec.Command("python3", script, path, written).Output()
	if err != nil {
		t.Fatal(err)
	}
	var theirs map[string]json.RawMessage
	if err := json.Unmarshal(printed, &theirs); err != nil {
		t.Fatal(err)
	}
	for name, f := range map[string]Figure{
		"Tokens": ours.Tokens, "Sentences": ours.Sentences, "Words": ours.Words, "UPOS": ours.UPOS, "XPOS": ours.XPOS, "UFeats": ours.UFeats,
		"Lemmas": ours.Lemmas, "UAS": ours.UAS, "LAS": ours.LAS, "LAS_sub": ours.LASSub,
	} {
		var figure struct{ F1 float64 }
		if err := json.Unmarshal(theirs[name], &figure); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if got, want := fmt.Sprintf("%.2f", f.F1()), fmt.Sprintf("%.2f", figure.F1); got != want {
			t.Errorf("%s: %s, the script says %s", name, got, want)
		}
	}
}
