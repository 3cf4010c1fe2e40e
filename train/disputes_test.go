package train

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/eval/saying"
)

const (
	deniedWords = "Ostrava accused Ležno of mining the ford. Ležno denied it. A trader said bread was dear."
	deniedGold  = `{"id":"t","statements":[` +
		`{"id":"s1","source":[[0,7]],"cue":[[8,15]],"content":[[16,40]],"form":"indirect","kind":"accusation","polarity":"affirmed","speaker":["Ostrava"],"far":false,"chain":[{"by":"Ostrava","span":[0,7]}]},` +
		`{"id":"s2","source":[[42,47]],"cue":[[48,54]],"content":[[55,57]],"form":"indirect","kind":"denial","polarity":"affirmed","speaker":["Ležno"],"far":false,"chain":[{"by":"Ležno","span":[42,47]}]},` +
		`{"id":"s3","source":[[59,67]],"cue":[[68,72]],"content":[[73,87]],"form":"indirect","kind":"claim","polarity":"affirmed","speaker":["trader"],"far":false,"chain":[{"by":"trader","span":[59,67]}]}],` +
		`"disputes":[{"claim":"s1","denial":"s2","scope":"full"}],"near":[],"same":[]}`
)

func disputeTexts(t *testing.T, n int) []DisputeText {
	t.Helper()
	gold, err := saying.ReadGold(strings.NewReader(deniedGold))
	if err != nil {
		t.Fatal(err)
	}
	want, err := gold[0].In(deniedWords)
	if err != nil {
		t.Fatal(err)
	}
	var out []DisputeText
	for range n {
		r := saying.Given(&tocsin.Reading{Sentences: []tocsin.Span{{Start: 0, End: 42}, {Start: 43, End: 60}, {Start: 61, End: len(deniedWords)}}}, want)
		out = append(out, DisputeText{Words: deniedWords, Gold: want, Given: r, Own: r})
	}
	return out
}

func TestDisputes(t *testing.T) {
	var logged []string
	o := DisputeOptions{Log: func(format string, args ...any) { logged = append(logged, fmt.Sprintf(format, args...)) }}
	one, err := Disputes(disputeTexts(t, 10), "Learned from a test.\n", o)
	if err != nil {
		t.Fatal(err)
	}
	two, err := Disputes(disputeTexts(t, 10), "Learned from a test.\n", o)
	if err != nil || !bytes.Equal(one, two) {
		t.Errorf("the same texts give other weights (%v)", err)
	}
	if !bytes.Contains(one, []byte("package link\n")) || !bytes.Contains(one, []byte("// Learned from a test.\n")) {
		t.Errorf("not the source of weights:\n%s", one)
	}
	if len(logged) == 0 || !strings.Contains(logged[0], "10 of 10 links right, 10 wanted") {
		t.Errorf("logged %q", logged)
	}
}

func TestDisputesWithoutTexts(t *testing.T) {
	if _, err := Disputes(disputeTexts(t, 3), "", DisputeOptions{}); !errors.Is(err, tocsin.ErrInvalid) {
		t.Errorf("3 texts for 10 parts: %v", err)
	}
}
