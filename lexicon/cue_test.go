package lexicon

import (
	"errors"
	"strings"
	"testing"

	"github.com/tocsin-desk/tocsin"
)

func TestCues(t *testing.T) {
	s, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		lemma, pos string
		class      CueClass
		frames     string
		prep       string
	}{
		{"deny", "V", CueDeny, "sn", ""},
		{"dispute", "V", CueDeny, "sn", ""},
		{"vow", "V", CuePromise, "si", ""},
		{"call", "V", CueSay, "op", "for"},
		{"warning", "N", CueWarn, "tip", "about"},
		{"confident", "A", CueThink, "t", "in"},
		{"voice", "V", CueLight, "-", ""},
	}
	for _, tt := range tests {
		c := s.Cue(tt.lemma, tt.pos)
		if c == nil {
			t.Errorf("no cue %s/%s", tt.lemma, tt.pos)
			continue
		}
		if c.Class != tt.class || tt.prep != "" && !c.TakesPreposition(tt.prep) {
			t.Errorf("%s/%s: %+v", tt.lemma, tt.pos, c)
		}
		for _, f := range tt.frames {
			if !c.Takes(string(f)) {
				t.Errorf("%s/%s doesn't take %c: %+v", tt.lemma, tt.pos, f, c)
			}
		}
	}
	for _, w := range [...]string{"attack", "walk", ""} { // an attack is an act, not words
		if c := s.Cue(w, "V"); c != nil {
			t.Errorf("%q is a cue: %+v", w, c)
		}
	}
}

func TestCuesOfTheUser(t *testing.T) {
	s, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	head := "lemma\tpos\tclass\tframes\tprepositions\n"
	more, err := s.With("cues.tsv", strings.NewReader(head+"bellow\tV\tsay\ts\n"))
	if err != nil {
		t.Fatal(err)
	}
	if more.Cue("bellow", "V") == nil || s.Cue("bellow", "V") != nil || more.Cue("say", "V") == nil {
		t.Error("the new row must be in the new Set alone, beside the old rows")
	}
	for _, row := range [...]string{"bellow\tX\tsay\ts", "bellow\tV\troar\ts", "bellow\tV\tsay\tz", "bellow\tV\tsay\tp", "bellow\tV\tsay\ts\tat"} {
		if _, err := s.With("cues.tsv", strings.NewReader(head+row+"\n")); !errors.Is(err, tocsin.ErrInvalid) || !strings.Contains(err.Error(), "cues.tsv:2") {
			t.Errorf("%q: error %v", row, err)
		}
	}
}
