package petrarch

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// read reads one file of the test and fails on what it warns of, unless these are the warnings.
func read(t *testing.T, name, text string, warnings ...string) *Dictionary {
	t.Helper()
	d, got := Read([]File{{name, []byte(text)}})
	var lines []string
	for _, w := range got {
		lines = append(lines, w.String())
	}
	if diff := cmp.Diff(warnings, lines); diff != "" {
		t.Errorf("warnings (-want +got):\n%s", diff)
	}
	return d
}

func words(s string) []string { return strings.Fields(strings.ToUpper(s)) }

func TestActors(t *testing.T) {
	d := read(t, "my.actors.txt", `# Who is who in Qarzan.
<!-- a comment that
     goes on --> 
QARZAN_ [QZN]  # the state
+KARSUL
+QARZAN'S CAPITAL

NADIRA_SULTEN [QZNELI]
+SULTEN_NADIRA ; a legacy comment
	[QZNGOV 20200101-20231231]
	[ QZNOPP > 20240101 ]
	[QZNEDU <990101]
KARSUL-FRONT
	[QZNREB <101231]
RIVER COMMISSION [IGORIV/QZN]
NADIRA_SULTEN [NGOSUL 20231231-20240102]
`)
	for _, c := range []struct {
		text string
		day  int
		want string
	}{
		{"qarzan", 20260101, "QZN"},
		{"karsul hosts", 0, "QZN"},
		{"qarzan's large capital", 0, "QZN"}, // a blank lets other words between
		{"nadira sulten", 20210615, "QZNGOV"},
		{"nadira sulten", 20231231, "QZNGOV"}, // bounds are included; the first that holds counts
		{"nadira sulten", 20240101, "QZNOPP"},
		{"nadira sulten", 19981231, "QZNEDU"},
		{"nadira sulten", 20100101, "QZNELI"}, // none holds: the one without dates
		{"nadira sulten", 0, "QZNELI"},        // no day: the same
		{"nadira khan sulten", 20210615, ""},  // an underscore lets nothing between
		{"sulten nadira", 20210615, "QZNGOV"},
		{"karsul front", 20100101, "QZNREB"}, // a hyphen is an underscore
		{"karsul front", 20260101, "QZN"},    // no code holds: the shorter name does
		{"river commission", 0, "IGORIV/QZN"},
		{"velmora", 0, ""},
	} {
		got := ""
		a, n := d.Actors.Longest(words(c.text), func(a *Actor) bool { _, ok := a.On(c.day); return ok })
		if n > 0 {
			code, _ := a.On(c.day)
			got = code.Code
		}
		if got != c.want {
			t.Errorf("%s on %d: %q, want %q", c.text, c.day, got, c.want)
		}
	}
}

func TestActorWarnings(t *testing.T) {
	read(t, "a.actor", "\t[AAA]\n+B\nNOBODY_\nC [CCC 2024]\nD [DDD 20240230-20240101]\nE [EEE\nF []\nG [GGG >241301]\n",
		"a.actor:1: a code without an actor before it; left out",
		"a.actor:2: a synonym without an actor before it; left out",
		"a.actor:3: actor without a code: never coded",
		"a.actor:4: no days in [CCC 2024]; left out",
		"a.actor:4: actor without a code: never coded",
		"a.actor:5: the days of [DDD 20240230-20240101] end before they begin; left out",
		"a.actor:5: actor without a code: never coded",
		"a.actor:6: a bracket isn't closed; the code behind it is left out",
		"a.actor:6: actor without a code: never coded",
		"a.actor:7: no code in []; left out",
		"a.actor:7: actor without a code: never coded",
		`a.actor:8: date "241301": no such month or day; left out`,
		"a.actor:8: actor without a code: never coded")
}

func TestAgents(t *testing.T) {
	d := read(t, "my.agents", `!PERSON! = MAN, WOMEN
BORDER_GUARD [~MIL]
MINISTRY [~GOV]
POLICE {} [ ~COP]
GREY_MOUSE {GREY_MICE} [~GMS]
CHARITY [NGO~]
ASSEMBLY!PERSON! [~LEG]
LOST!SOUL! [~XXX]
NOTHING
PLAIN [XXX]
`,
		"my.agents:8: a set that isn't defined before, or too many forms; left out",
		"my.agents:9: an agent without a code in brackets; left out",
		`my.agents:10: the code of an agent has a tilde before or behind it, not "XXX"; left out`)
	for text, want := range map[string]string{
		"border guard": "MIL", "border guards": "MIL", "ministries": "GOV", "police": "COP", "polices": "", "grey mice": "GMS",
		"grey mouses": "", "charity": "NGO~", "assemblyman": "LEG", "assemblywomen": "LEG", "assemblymans": "",
	} {
		got := ""
		if a, n := d.Agents.Longest(words(text), nil); n > 0 {
			if got = a.Code; a.Before {
				got += "~"
			}
		}
		if got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

const verbFile = `&FOOD
+BREAD
+DRIED FISH
+RICE_
&TOOLS_
+SPADE
&GOODS
+&FOOD
+&TOOLS

--- DELIVER [070] ---
DELIVER
CARRY
+HAND_OVER
+DROP_OFF {+DROPPED_OFF}
AIR_+LIFT
TAKE OUT
BRING {BROUGHT} [071:043]
- * &GOODS [073]
- * BROKEN_&GOODS TO + [074] # with a comment
- SAID WOULD_* [033]
- * ARMS [072]
- * ARMS [0721]
--- STUN [:110] ---
STUN
`

func TestVerbs(t *testing.T) {
	d := read(t, "my.verbs", verbFile)
	for form, want := range map[string]string{
		"DELIVER": "DELIVER 070", "DELIVERED": "DELIVERED 070", "DELIVERING": "DELIVERING 070", "CARRIES": "CARRIES 070", "CARRIED": "CARRIED 070",
		"HANDED": "HANDED OVER 070", "HANDS": "HANDS OVER 070", "DROPPED": "DROPPED OFF 070", "DROPPING": "", "LIFTS": "AIR LIFTS 070",
		"TAKE": "TAKE OUT 070", "BROUGHT": "BROUGHT 071:043", "BRINGS": "", "STUN": "STUN :110",
	} {
		got := ""
		if list := d.Verbs[form]; len(list) > 0 {
			got = list[0].String() + " " + list[0].Code.String()
		}
		if got != want {
			t.Errorf("%s: %q, want %q", form, got, want)
		}
	}
	if d.Phrasal {
		t.Error("patterns of words are taken for patterns of phrases")
	}
}

func TestPatterns(t *testing.T) {
	d := read(t, "my.verbs", verbFile)
	var got []string
	for _, p := range d.Verbs["DELIVER"][0].Block.Patterns {
		got = append(got, fmt.Sprintf("%s | %s | %v %s", elements(p.Pre), elements(p.Post), p.Edge, p.Code))
	}
	want := []string{ // what asks for more comes first; of two with the same words the last counts
		" | BROKEN _&GOODS TO +TARGET | [false false] 074",
		"SAID WOULD |  | [true false] 033",
		" | &GOODS | [false false] 073",
		" | ARMS | [false false] 0721",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("patterns (-want +got):\n%s", diff)
	}
	set := d.Verbs["DELIVER"][0].Block.Patterns[2].Post[0].Set
	var members []string
	for _, m := range set.Members {
		members = append(members, m.String())
	}
	if diff := cmp.Diff([]string{"DRIED_FISH", "DRIED_FISHS", "BREAD", "BREADS", "RICE", "SPADE"}, members); diff != "" {
		t.Errorf("members (-want +got):\n%s", diff)
	}
}

func TestPhrasalPatterns(t *testing.T) {
	d := read(t, "my.verbs", `&SEA
+LAKE
--- SEND [---] ---
SEND
- $ * {ARMED BOAT} (TO {NORTHERN &SEA} ^) + [152]
`)
	if !d.Phrasal {
		t.Error("patterns of phrases aren't seen as such")
	}
	p := d.Verbs["SEND"][0].Block.Patterns[0]
	if got, want := elements(p.Pre)+" | "+elements(p.Post), "$SOURCE | {ARMED BOAT} (TO {NORTHERN &SEA} ^SKIP) +TARGET"; got != want {
		t.Errorf("pattern is %s, want %s", got, want)
	}
	if !Has(p.Post, Skip) || Has(p.Post, Source) || !Has(p.Pre, Source) {
		t.Error("signs inside groups aren't found")
	}
}

// elements writes what was read in a form of its own.
func elements(list []Element) string {
	var out []string
	for _, e := range list {
		s := e.Word
		switch e.Kind {
		case Source:
			s = "$SOURCE"
		case Target:
			s = "+TARGET"
		case Skip:
			s = "^SKIP"
		case Pair:
			s = "%PAIR"
		case Group:
			s = "{" + elements(e.Parts) + "}"
		case Prep:
			s = "(" + elements(e.Parts) + ")"
		}
		if e.Near {
			s = "_" + s
		}
		out = append(out, s)
	}
	return strings.Join(out, " ")
}

func TestVerbWarnings(t *testing.T) {
	read(t, "v.verbs", `EARLY
- * EARLY [010]
&EMPTY
&SELF
+&SELF
+&UNKNOWN
--- A [010] [020] ---
GOOD
- * WORD
- NO STAR [010]
- * TWO * [010]
- * &NOWHERE [010]
- * (OPEN [010]
- * {A (B} C) [010]
- * A/B [010]
- * FAR [###]
* (TO LAND) [020]
A_+B+C
~ a SAY = b
~ a (b c MEET) SAY = a d 010
`,
		"v.verbs:1: a verb before the first block; left out",
		"v.verbs:2: a pattern before the first block; left out",
		"v.verbs:3: set &EMPTY has no member",
		"v.verbs:4: set &SELF holds a set that isn't defined, or too many members; these are left out",
		"v.verbs:4: set &SELF has no member",
		"v.verbs:7: more than one code; [010] counts",
		"v.verbs:9: a pattern without a code in brackets; left out",
		"v.verbs:10: a pattern without a * for its verb; left out",
		"v.verbs:11: a pattern with more than one *; left out",
		"v.verbs:12: synonym set &NOWHERE isn't defined; left out",
		"v.verbs:13: a group that isn't closed; left out",
		"v.verbs:14: a group that isn't opened and closed in order; left out",
		"v.verbs:15: alternatives inside a pattern are not read; left out",
		"v.verbs:16: [###] is no code of an event; left out",
		"v.verbs:17: a pattern without its dash; read all the same",
		"v.verbs:18: a verb without a word, or with more than one plus; left out",
		`v.verbs:19: a transformation of another form than "~ a (b c VERB) VERB = a b CODE"; left out`,
		"v.verbs:20: a transformation whose result names an actor that its left side doesn't; left out")
}

func TestScheme(t *testing.T) {
	if d := read(t, "a.verbs", "--- A [042] ---\nGO\n"); !d.CAMEO {
		t.Error("CAMEO codes aren't seen as such")
	}
	d := read(t, "b.verbs", "--- A [223] ---\nGO\n- * FAR [345]\n- * [081]\n", "b.verbs:1: of 6 codes of events only 1 are CAMEO's: the events get no PLOVER type")
	if d.CAMEO {
		t.Error("other codes are taken for CAMEO's")
	}
}

func TestRules(t *testing.T) {
	d := read(t, "my.verbs", "--- SAY [010] ---\nSAY\n~ a (b . MEET) SAY = a b 112  # of somebody else\n~ a (a b Q) SAY = a b Q\n")
	want := []Rule{
		{"a", [2]string{"b", "."}, "SAY", "MEET", "a", "b", "112", Line{"my.verbs", 3}},
		{"a", [2]string{"a", "b"}, "SAY", "Q", "a", "b", "Q", Line{"my.verbs", 4}},
	}
	if diff := cmp.Diff(want, d.Rules); diff != "" {
		t.Errorf("rules (-want +got):\n%s", diff)
	}
}

func TestDiscards(t *testing.T) {
	d := read(t, "my.discards", "+GRAND PRIX_\nFOOTBALL\n_\n", "my.discards:3: a discard without a word; left out")
	for text, want := range map[string]string{
		"grand prix race": "story", "grand old prix": "", "grand prixes": "", "footballers met": "sentence", "foot": "",
	} {
		got := ""
		if x, n := d.Discards.Longest(words(text), nil); n > 0 {
			if got = "sentence"; x.Story {
				got = "story"
			}
		}
		if got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

func TestIssues(t *testing.T) {
	d := read(t, "my.issues", `<ISSUE CATEGORY="WATER">
n:dam [WATER]
n:treaty over water [WATER]
cross+n:border trade [TRADE]
v:smuggle arms [ARMS]
~water polo
~~film festival
nothing
</ISSUE>
`, "my.issues:8: an issue without a code in brackets; left out")
	for text, want := range map[string]string{
		"dams": "WATER", "treaties over water": "WATER", "cross borders trade": "TRADE", "smuggled arms": "ARMS", "smuggling arms": "ARMS",
		"water polo": "not here", "film festival": "not in the story", "water": "",
	} {
		got := ""
		if is, n := d.Issues.Longest(words(text), nil); n > 0 {
			switch got = is.Code; {
			case got == "" && is.Story:
				got = "not in the story"
			case got == "":
				got = "not here"
			}
		}
		if got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

func TestOntology(t *testing.T) {
	o := CAMEO()
	for _, c := range []struct{ outer, inner, want string }{
		{"030", "070", "033"}, {"020", "070", "023"}, {"030", "042", "042"}, {"010", "195", ""}, {"030", "190", "138"}, {"020", "0721", "0232"}, {"030", "xyz", ""},
	} {
		if got, _ := o.Combine(c.outer, c.inner); got != c.want {
			t.Errorf("%s about %s: %q, want %q", c.outer, c.inner, got, c.want)
		}
	}
	for code, want := range map[string]string{"060": "121", "080": "124", "010": "011", "195": "", "xyz": ""} {
		if got, _ := o.Negate(code); got != want {
			t.Errorf("not %s: %q, want %q", code, got, want)
		}
	}
	if !o.Covers("190", "195") || o.Covers("190", "042") || !o.Covers("042", "042") {
		t.Error("Covers is wrong")
	}
	d := read(t, "My_Ontology.txt", "070:0x0040#aid\n033:0x3040\n110:0x0080+0xFFFF\n---:0\nnonsense\n0x:zz\n",
		"My_Ontology.txt:5: not a code, a colon and hexadecimal numbers; left out", "My_Ontology.txt:6: not a code, a colon and hexadecimal numbers; left out")
	if got, _ := d.Ontology.Negate("110"); got != "050" {
		t.Errorf("not 110 is %q by the user's ontology, want 050", got)
	}
}

// Every value of the table is a hexadecimal number, and every code has its digits.
func TestFamilies(t *testing.T) {
	o := CAMEO()
	if len(o.values) < 240 {
		t.Errorf("%d codes", len(o.values))
	}
	for code := range o.values {
		if len(code) < 3 || len(code) > 4 || strings.Trim(code, "0123456789") != "" {
			t.Errorf("code %q", code)
		}
	}
	for _, f := range families {
		for _, add := range strings.Fields(f.adds) {
			digits, hex, ok := strings.Cut(add, "=")
			if _, sum := sumOf("0x" + hex); !ok || !sum || digits == "" {
				t.Errorf("root %s: %q", f.root, add)
			}
		}
	}
}

// A file's name says what it holds, else its lines do.
func TestKinds(t *testing.T) {
	d, warnings := Read([]File{
		{"notes.txt", []byte("# nothing\nhello\n")},
		{"CAMEO.9.txt", []byte("--- A [010] ---\nGO\n")},
		{"who.txt", []byte("QARZAN\n\t[QZN]\n")},
		{"roles.txt", []byte("GUARD [~MIL]\n")},
		{"more.txt", []byte("--- B [020] ---\nASK\n")},
		{"big.actors", make([]byte, maxFile+1)},
	})
	if d.Actors.Len() != 1 || d.Agents.Len() != 2 || len(d.Verbs) != 8 {
		t.Errorf("read %v", d.Counts())
	}
	if len(warnings) != 2 || warnings[1].File != "notes.txt" || warnings[0].File != "big.actors" {
		t.Errorf("warnings %v", warnings)
	}
}

func TestLines(t *testing.T) {
	b := &builder{}
	got := b.lines(File{"f", []byte("\uFEFFA # c\r\n\nB <!-- x --> C\n<! -- odd -->\n\tD ; e\n<!-- open\nstill\nend --> E\n" + strings.Repeat("x", maxLine+1) + "\nF\xff\n<!-- never\n")})
	var lines []string
	for _, l := range got {
		lines = append(lines, fmt.Sprintf("%d %q %t", l.No, l.text, l.indented))
	}
	want := []string{`1 "A" false`, `3 "B  C" false`, `5 "D" true`, `8 "E" true`, `10 "F\ufffd" false`}
	want[4] = fmt.Sprintf("10 %q false", "F\uFFFD")
	if diff := cmp.Diff(want, lines); diff != "" {
		t.Errorf("lines (-want +got):\n%s", diff)
	}
	if len(b.warnings) != 3 {
		t.Errorf("warnings %v", b.warnings)
	}
}

// Any bytes are read without a crash, every warning names a line of the file, and what was read can be asked.
func FuzzRead(f *testing.F) {
	for i, seed := range []string{"QARZAN [QZN]\n+K\n\t[A <990101]\n", "!P! = A, B\nX!P! [~GOV]\n", verbFile, "+A B\nC_\n", "n:dam [W]\n~v:go\n", "033:0x3040+0xF\n"} {
		f.Add(uint8(i), []byte(seed))
	}
	kinds := []string{"a.actors", "a.agents", "a.verbs", "a.discards", "a.issues", "a.ontology", "a.txt"}
	f.Fuzz(func(t *testing.T, kind uint8, data []byte) {
		name := kinds[int(kind)%len(kinds)]
		d, warnings := Read([]File{{name, data}})
		lines := strings.Count(string(data), "\n") + 1
		for _, w := range warnings {
			if w.File != name || w.No < 1 && len(data) > 0 || w.No > lines {
				t.Errorf("warning %v in a file of %d lines", w, lines)
			}
		}
		text := words(strings.ToValidUTF8(string(data), "?"))
		for i := range min(len(text), 50) {
			if _, n := d.Actors.Longest(text[i:], nil); n > len(text)-i {
				t.Errorf("an actor of %d words in %d", n, len(text)-i)
			}
			d.Agents.Longest(text[i:], nil)
			d.Issues.Longest(text[i:], nil)
			d.Discards.Longest(text[i:], nil)
		}
		for _, list := range d.Verbs {
			for _, v := range list {
				if v.Form == "" || v.Block == nil {
					t.Errorf("verb %+v", v)
				}
				if !slices.IsSortedFunc(v.Block.Patterns, func(a, b *Pattern) int { return b.Weight() - a.Weight() }) {
					t.Error("patterns aren't in order")
				}
			}
		}
		if again, _ := Read([]File{{name, data}}); !slices.Equal(again.Counts(), d.Counts()) || again.Hash() != d.Hash() {
			t.Error("read twice, the same bytes give something else")
		}
	})
}

// A file that is no dictionary gets a bounded list of warnings.
func TestWarningsAreBounded(t *testing.T) {
	_, warnings := Read([]File{{"x.verbs", []byte("--- A [010] ---\nSAY\n" + strings.Repeat("- a b\n", maxWarnings+100))}})
	if n := len(warnings); n != maxWarnings+1 || !strings.Contains(warnings[n-1].Why, "more") {
		t.Errorf("%d warnings", n)
	}
}
