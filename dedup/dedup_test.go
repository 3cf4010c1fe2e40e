package dedup

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/tocsin-desk/tocsin"
)

var monday = time.Date(2031, 3, 3, 8, 0, 0, 0, time.UTC)

// add puts a text that arrives so many hours after Monday morning.
func add(x *Index, hours int, outlet, text string) tocsin.Copy {
	a := tocsin.Article{Title: fmt.Sprint(outlet, hours), Text: text}
	return x.Add(Document{Hash: a.Hash(), Outlet: outlet, At: monday.Add(time.Duration(hours) * time.Hour), Text: text})
}

func wordsOf(s string) []string { return strings.Fields(s) }

// edits are what desks do to a wire text.
var edits = [...]struct {
	name string
	do   func(s string, n int, r *rand.Rand) string
}{
	{"byline and boilerplate", func(s string, n int, r *rand.Rand) string {
		return "By our correspondent in Velm\n" + s + "\nSubscribe to the evening edition to read more reports like this one on your telephone."
	}},
	{"first half", func(s string, n int, r *rand.Rand) string { w := wordsOf(s); return strings.Join(w[:len(w)/2], " ") }},
	{"first quarter", func(s string, n int, r *rand.Rand) string { w := wordsOf(s); return strings.Join(w[:len(w)/4], " ") }},
	{"half of another text added", func(s string, n int, r *rand.Rand) string {
		w := wordsOf(passages[(n+1)%len(passages)])
		return s + " " + strings.Join(w[len(w)/2:], " ")
	}},
	{"sentences shuffled", func(s string, n int, r *rand.Rand) string {
		parts := strings.SplitAfter(s, ". ")
		r.Shuffle(len(parts), func(i, j int) { parts[i], parts[j] = parts[j], parts[i] })
		return strings.Join(parts, " ")
	}},
	{"a tenth of the words changed", func(s string, n int, r *rand.Rand) string { return noise(s, .10, r) }},
	{"half, noise and boilerplate", func(s string, n int, r *rand.Rand) string {
		w := wordsOf(s)
		return noise(strings.Join(w[:len(w)/2], " "), .05, r) + "\nAll rights reserved by the newspaper and its partners abroad."
	}},
}

func noise(s string, share float64, r *rand.Rand) string {
	w := wordsOf(s)
	for i := range w {
		if r.Float64() < share {
			w[i] = fmt.Sprint("other", r.IntN(1000))
		}
	}
	return strings.Join(w, " ")
}

// Every edit of every passage is found, and no two passages are one.
func TestEdits(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, e := range edits {
		x := New(Options{})
		heads := map[tocsin.StoryID]int{}
		for i, p := range passages {
			heads[add(x, i, "Wire", p).Story] = i
		}
		if len(heads) != len(passages) {
			t.Fatalf("%d stories of %d passages", len(heads), len(passages))
		}
		for i, p := range passages {
			c := add(x, 24+i, "Gazette", e.do(p, i, r))
			if got, ok := heads[c.Story]; !ok || got != i {
				t.Errorf("%s of passage %d: story of passage %d (%v), %+v", e.name, i, got, ok, c)
			}
		}
	}
}

func TestCopyOf(t *testing.T) {
	x := New(Options{})
	head := add(x, 0, "Ostravian Wire", passages[0])
	if head.Of != head.Version || head.Story != tocsin.StoryID(head.Version) || head.Share != 1 {
		t.Errorf("head %+v, want a copy of itself", head)
	}
	copied := add(x, 5, "Harbour Gazette", "(Ostravian Wire) "+passages[0])
	if copied.Of != head.Version || copied.Story != head.Story || copied.Share < .99 || copied.Why != "shares 100 % of its wording, credits Ostravian Wire" {
		t.Errorf("copy %+v", copied)
	}
	if again := add(x, 5, "Harbour Gazette", "(Ostravian Wire) "+passages[0]); again != copied {
		t.Errorf("the same version again is %+v, want %+v", again, copied)
	}
	// Of two equal texts the credited one is the origin.
	third := add(x, 6, "Lunmark Radio", "As Harbour Gazette reports: (wire) "+passages[0])
	if third.Of != copied.Version {
		t.Errorf("of %s, want the credited text", third.Of)
	}
}

// A statement that two reporters quote is no copy of the one by the other.
func TestQuotations(t *testing.T) {
	quote := passages[0]
	for _, marks := range [...][2]string{{`"`, `"`}, {"“", "”"}, {"„", "“"}, {"«", "»"}} {
		x := New(Options{})
		a := add(x, 0, "Wire", passages[1]+" The minister said: "+marks[0]+quote+marks[1])
		b := add(x, 1, "Gazette", marks[0]+quote+marks[1]+" the minister said. "+passages[2])
		if a.Story == b.Story {
			t.Errorf("two reports of one quotation in %s%s are one story", marks[0], marks[1])
		}
	}
	// A mark that is never closed opens nothing: 6" of rain.
	x := New(Options{})
	a := add(x, 0, "Wire", `A gauge measured 6" of rain. `+passages[3])
	if b := add(x, 1, "Gazette", passages[3]); a.Story != b.Story {
		t.Error("an inch mark hides a text")
	}
}

// An article glued from two copies joins the story of the larger part, and both stories stay apart.
func TestGlued(t *testing.T) {
	x := New(Options{})
	small, large := add(x, 0, "Wire", passages[0]), add(x, 1, "Wire", passages[1])
	w := wordsOf(passages[0])
	glued := add(x, 2, "Gazette", strings.Join(w[:len(w)/2], " ")+"\n"+passages[1])
	if glued.Story != large.Story {
		t.Errorf("glued text is in %s, want the larger part's story", glued.Story)
	}
	if c := add(x, 3, "Radio", passages[0]); c.Story != small.Story {
		t.Errorf("a copy of the smaller part is in %s, want %s", c.Story, small.Story)
	}
}

// Short texts are one only if every word is.
func TestShort(t *testing.T) {
	x := New(Options{})
	a := add(x, 0, "Wire", "The bridge at Velm is closed until Friday, the police said.")
	if b := add(x, 1, "Gazette", "the bridge at Velm is closed until Friday the police said"); b.Story != a.Story {
		t.Error("the same words are two stories")
	}
	if c := add(x, 2, "Radio", "The bridge at Velm is closed until Sunday, the police said."); c.Story == a.Story {
		t.Error("another day is the same story")
	}
}

// A footer that an outlet prints under everything makes no copies of its articles.
func TestBoilerplate(t *testing.T) {
	const footer = " The Harbour Gazette is printed on the old pier by its readers and friends, who own it together; letters to the editor reach us at the pier or by any fishing boat, and whoever wants to write for us is asked to come on a Tuesday before the tide turns."
	x := New(Options{})
	stories := map[tocsin.StoryID]bool{}
	for i, p := range passages {
		w := wordsOf(p)
		stories[add(x, i, "Harbour Gazette", strings.Join(w[:70], " ")+footer).Story] = true
	}
	if len(stories) < len(passages)-1 {
		t.Errorf("%d stories of %d articles with one footer", len(stories), len(passages))
	}
}

// Copies are looked for within the window, before and after; order of arrival doesn't matter for that.
func TestWindow(t *testing.T) {
	x := New(Options{})
	a := add(x, 0, "Wire", passages[0])
	add(x, 2000*24, "Gazette", passages[1])
	if b := add(x, 7*24, "Gazette", passages[0]+" Late."); b.Story != a.Story {
		t.Error("a copy at the end of the window is none")
	}
	if c := add(x, 15*24, "Gazette", passages[0]+" Too late."); c.Story == a.Story {
		t.Error("a copy after the window is one")
	}
	if d := add(x, -6*24, "Gazette", passages[0]+" Early."); d.Story != a.Story {
		t.Error("an earlier text that comes later is no copy")
	}
	const short = "The ferry to Orl is late."
	e := add(x, 0, "Wire", short)
	if f := add(x, 30*24, "Radio", short+" "); f.Story == e.Story {
		t.Error("a short text after the window is a copy")
	}
}

// After a restart the index answers as before, with heads that it doesn't remember itself.
func TestRestore(t *testing.T) {
	x := New(Options{})
	head := tocsin.StoryID("a head that left the window")
	c := tocsin.Copy{Version: "second", Story: head, Of: "first", Share: .9}
	x.Restore(Document{Hash: "second", Outlet: "Wire", At: monday, Text: passages[0]}, c)
	if got := add(x, 1, "Gazette", passages[0]); got.Story != head || got.Of != "second" {
		t.Errorf("%+v, want the story that was restored", got)
	}
	if got := x.Add(Document{Hash: "second", Text: passages[0]}); got != c {
		t.Errorf("%+v, want what was restored", got)
	}
}

// The oldest texts are forgotten where there are too many, wholly.
func TestForget(t *testing.T) {
	small := New(Options{Texts: 3})
	for i := range 20 {
		add(small, i, "Wire", passages[i%len(passages)]+strings.Repeat(fmt.Sprint(" extra", i), i))
	}
	holders := map[int]bool{}
	for _, list := range small.holders {
		for _, n := range list {
			holders[n] = true
		}
	}
	if small.Len() != 3 || len(holders) != 3 || len(small.known) != 3 {
		t.Errorf("%d texts, %d indexed, %d versions, want 3", small.Len(), len(holders), len(small.known))
	}
}

// The same texts in the same order give the same copies; a copy always belongs to the story of the
// text it is compared with, and stories never change.
func TestDeterministic(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		seed := rapid.Uint64().Draw(t, "seed")
		run := func() (out []tocsin.Copy) {
			r := rand.New(rand.NewPCG(seed, 0))
			x := New(Options{Texts: 10})
			for i := range 30 {
				n := r.IntN(len(passages))
				out = append(out, add(x, i*r.IntN(9), fmt.Sprint("Outlet ", r.IntN(4)), edits[r.IntN(len(edits))].do(passages[n], n, r)))
			}
			return out
		}
		first := run()
		if !slices.Equal(first, run()) {
			t.Fatal("two runs differ")
		}
		story := map[tocsin.VersionHash]tocsin.StoryID{}
		for _, c := range first {
			if c.Of != c.Version && story[c.Of] != c.Story || c.Share < 0 || c.Share > 1 {
				t.Fatalf("%+v belongs elsewhere than the text it was compared with, %s", c, story[c.Of])
			}
			story[c.Version] = c.Story
		}
	})
}

// FuzzAdd: any bytes are a text.
func FuzzAdd(f *testing.F) {
	f.Add(passages[0], passages[1])
	f.Add("\"“„«", "\xff\x00 」「 \"\n\"")
	f.Add(strings.Repeat("\"a ", 500), strings.Repeat("死", 100))
	f.Fuzz(func(t *testing.T, a, b string) {
		x := New(Options{})
		head := add(x, 0, "Wire", a)
		second := add(x, 1, "Gazette", b)
		if head.Share != 1 || second.Share < 0 || second.Share > 1 {
			t.Errorf("shares %g, %g", head.Share, second.Share)
		}
		if a == b && second.Story != head.Story {
			t.Errorf("equal texts are two stories")
		}
		for _, s := range [...]string{a, b} {
			if start, end := quotation(s); start < 0 || end < start || end > len(s) {
				t.Errorf("quotation [%d,%d) of %d bytes", start, end, len(s))
			}
		}
	})
}
