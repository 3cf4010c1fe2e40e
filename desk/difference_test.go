package desk

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestDifference(t *testing.T) {
	got := difference("The mayor denied it. Rain fell.", "The mayor was silent. Rain fell.")
	want := []run{{"same", "The mayor "}, {"gone", "denied it. "}, {"new", "was silent. "}, {"same", "Rain fell."}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	long := strings.Repeat("a b c ", 3000)
	if got := difference(long+"\nend", strings.Repeat("d e f ", 3000)+"\nend"); len(got) != 3 || got[2].Text != "end" {
		t.Errorf("two long texts give %d runs", len(got))
	}
}

// What is same or gone is the old text, what is same or new is the new one.
func TestDifferenceKeepsBothTexts(t *testing.T) {
	text := rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", " ", "\n", "река ", "  "}), 0, 20).Draw(t, "words"), "")
	})
	rapid.Check(t, func(t *rapid.T) {
		before, after := text.Draw(t, "before"), text.Draw(t, "after")
		var old, new string
		for _, r := range difference(before, after) {
			if r.Op != "new" {
				old += r.Text
			}
			if r.Op != "gone" {
				new += r.Text
			}
		}
		if old != before || new != after {
			t.Fatalf("%q and %q came out as %q and %q", before, after, old, new)
		}
	})
}

func TestWhatIsGone(t *testing.T) {
	before := []line{{ID: "s1", Who: "A", Verb: "denied", Whom: "it"}, {ID: "s2", Who: "A", Verb: "said", Whom: "x"}}
	after := []line{{ID: "s1", Who: "A", Verb: "said", Whom: "x"}}
	if got := missing(before, after); len(got) != 1 || got[0].ID != "s1" {
		t.Errorf("gone: %+v", got)
	}
	after[0].Who = "a"
	if got := missing(before[1:], after); len(got) != 0 {
		t.Errorf("a name in small letters is another one: %+v", got)
	}
	if got := missing(after, before); len(got) != 0 {
		t.Errorf("new: %+v", got)
	}
}
