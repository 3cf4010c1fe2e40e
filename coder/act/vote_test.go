package act_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/coder/act"
	"github.com/tocsin-desk/tocsin/coder/where"
)

const votesHead = "feature\tweights\n"

// The votes take an event from its frame, give it another type, make one of a word that no frame knows, and answer a dyad; each only
// with the lead that the table asks for.
func TestVotes(t *testing.T) {
	for _, tt := range []struct{ name, text, rows, want string }{
		{"frames alone", "Qarzan attacked Velmora.", "", "ASSAULT 190 asserted: QZN > XVM"},
		{"rejected", "Qarzan attacked Velmora.", "margin reject\tlead:100\nword attack/v\tnone:150\n", ""},
		{"lead too small", "Qarzan attacked Velmora.", "margin reject\tlead:200\nword attack/v\tnone:150\n", "ASSAULT 190 asserted: QZN > XVM"},
		{"retyped", "Qarzan attacked Velmora.", "margin retype\tlead:100\nword attack/v\tACCUSE:150\n", "ACCUSE 110 asserted: QZN > XVM"},
		{"a new word", "The crew of Tarvia saw the harbour of Velmora.", "margin accept\tlead:100\nword see/v\tCONSULT:150\n", "CONSULT 040 asserted: XTV"},
	} {
		v, err := act.ReadVotes("votes.tsv", []byte(votesHead+tt.rows))
		if err != nil {
			t.Fatal(err)
		}
		lex := world(t)
		sents := trees(t)[tt.text]
		if sents == nil {
			t.Fatalf("no tree for %q", tt.text)
		}
		a := &tocsin.Article{ID: "t", Text: tt.text, Date: today}
		d, cast := doc(t, lex, tt.text, sents, a)
		var got []string
		for _, e := range act.Find(d, cast, where.NewMap(d, lex, nil), nil, lex, v, a) {
			got = append(got, show(&e))
			if tt.rows != "" && !strings.Contains(strings.Join(e.Trace, "\n"), "votes: ") {
				t.Errorf("%s: no votes in the trace %q", tt.name, e.Trace)
			}
		}
		if strings.Join(got, "; ") != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

// The table that is shipped loads, is small, and tells of no single text.
func TestVotesShipped(t *testing.T) {
	v, err := act.English()
	if err != nil {
		t.Fatal(err)
	}
	if len(v.Hash()) != 64 {
		t.Errorf("hash %q", v.Hash())
	}
}

func TestBadVotes(t *testing.T) {
	for _, bad := range []string{
		"word attack/v\tASSAULT\n", "word attack/v\tWAR:1\n", "word attack/v\tASSAULT:x\n", "word attack/v\tASSAULT:999999\n",
		"word attack/v\tASSAULT:1\nword attack/v\tASSAULT:2\n", "margin accept\tlead:-1\n", "margin accept\tASSAULT:1\n",
	} {
		if _, err := act.ReadVotes("votes.tsv", []byte(votesHead+bad)); !errors.Is(err, tocsin.ErrInvalid) || !strings.Contains(err.Error(), "votes.tsv:") {
			t.Errorf("%q: error %v", bad, err)
		}
	}
}

func FuzzVotes(f *testing.F) {
	f.Add("word attack/v\tASSAULT:120 none:-30\nmargin accept\tlead:100\n")
	f.Fuzz(func(t *testing.T, rows string) {
		if _, err := act.ReadVotes("votes.tsv", []byte(votesHead+rows)); err != nil && !errors.Is(err, tocsin.ErrInvalid) && !errors.Is(err, tocsin.ErrTooLarge) {
			t.Errorf("error without a kind: %v", err)
		}
	})
}
