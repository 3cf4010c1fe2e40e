package desk

import (
	"cmp"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/store"
)

func storedText(text string) *store.Stored {
	return &store.Stored{Article: tocsin.Article{ID: "a", Text: text}}
}

func TestTablesAreSortedAndWhole(t *testing.T) {
	if !slices.IsSortedFunc(sectorNames[:], func(a, b coded) int { return cmp.Compare(a.Code, b.Code) }) {
		t.Error("sectors aren't sorted by code")
	}
	for _, typ := range tocsin.PLOVERTypes() {
		if ploverName(string(typ)) == "unknown type" {
			t.Errorf("%s has no name", typ)
		}
	}
	for _, k := range tocsin.Kinds() {
		if !slices.ContainsFunc(sayings[:], func(s said) bool { return s.kind == k }) {
			t.Errorf("%s has no verb", k)
		}
	}
	for root := 1; root <= 20; root++ {
		code := strconv.Itoa(100 + root)[1:]
		if got := cameoCode(tocsin.CAMEO(code)); got.Name == "not a CAMEO code" {
			t.Errorf("CAMEO root %s has no name", code)
		}
	}
}

func TestCodesHaveNames(t *testing.T) {
	r := riverReading("river")
	for code, want := range map[tocsin.ActorCode]string{
		"AFGGOV": "Afghanistan, government", "IGOUNO": "intergovernmental organisation, United Nations", "QRZGOV": "Qarzan, government", "": "",
		"XYZ": "a code of this desk’s lexicon", "AFGG": "Afghanistan, a code of this desk’s lexicon",
	} {
		if got := actorCode(r, code).Name; got != want {
			t.Errorf("%s is %q, want %q", code, got, want)
		}
	}
	for code, want := range map[tocsin.CAMEO]string{"046": "negotiates", "0841": "returns or releases people", "1831": "bombs, without a military", "99": "not a CAMEO code", "": "not a CAMEO code"} {
		if got := cameoCode(code).Name; got != want {
			t.Errorf("%s is %q, want %q", code, got, want)
		}
	}
}

// The desk never says of what wasn't done that it was.
func TestVerbsFollowRealis(t *testing.T) {
	for realis, want := range map[tocsin.Realis]string{
		tocsin.Asserted: "protested against", tocsin.Negated: "is said not to have protested against", tocsin.Future: "will protest against",
		tocsin.Hypothetical: "might protest against", tocsin.Historical: "earlier protested against",
	} {
		if got := actOf(tocsin.Protest).verb(realis, true); got != want {
			t.Errorf("%s: %q, want %q", realis, got, want)
		}
	}
	if got := actOf(tocsin.Protest).verb(tocsin.Asserted, false); got != "protested" {
		t.Errorf("without a target: %q", got)
	}
}

// Whoever investigates hasn't accused: the nearest code gives the words, and a code without words its type.
func TestDeed(t *testing.T) {
	for _, c := range [...]struct {
		typ   tocsin.PLOVER
		cameo tocsin.CAMEO
		want  string
	}{
		{tocsin.Accuse, "090", "investigated"},
		{tocsin.Accuse, "112", "accused"},
		{tocsin.Retreat, "0841", "returned or released"},
		{tocsin.Retreat, "0871", "declared a truce with"},
		{tocsin.Agree, "030", "promised"},
		{tocsin.Assault, "194", "used force against"},
		{tocsin.Assault, "", "used force against"},
	} {
		if got := deed(&tocsin.Event{Type: c.typ, CAMEO: c.cameo}).verb(tocsin.Asserted, true); got != c.want {
			t.Errorf("%s %s: %q, want %q", c.typ, c.cameo, got, c.want)
		}
	}
}

// A cue speaks for itself, whatever its statement's content denies; a kind speaks where the cue can't.
func TestSaying(t *testing.T) {
	before, after := []tocsin.Span{{Start: 0, End: 5}}, []tocsin.Span{{Start: 40, End: 45}}
	for _, c := range [...]struct {
		cue    string
		source []tocsin.Span
		kind   tocsin.Kind
		want   string
	}{
		{"said", before, tocsin.Claim, "said"},
		{"has repeatedly warned", before, tocsin.Warning, "has repeatedly warned"},
		{"did not say", before, tocsin.Position, "did not say"},
		{"Asked", after, tocsin.Appeal, "asked"},
		{"has promised:", before, tocsin.Commitment, "has promised"},
		{"According to", after, tocsin.Claim, "said"},
		{"was worried", before, tocsin.Warning, "was worried"},
		{"was highlighted in", after, tocsin.Demand, "demanded"},
		{"had been announced", nil, tocsin.Claim, "said"},
		{"wasn’t confirmed", nil, tocsin.Claim, "wasn’t confirmed"},
		{"", before, tocsin.Denial, "denied"},
		{"left no doubt in the minds of all who were there", before, tocsin.Assessment, "judged"},
		{"предупреждает", before, tocsin.Warning, "предупреждает"},
	} {
		s := &tocsin.Statement{Kind: c.kind, Source: c.source, Cue: []tocsin.Span{{Start: 20, End: 20 + len(c.cue)}}, Polarity: "negated"}
		if got := saying(s, c.cue); got != c.want {
			t.Errorf("%q: %q, want %q", c.cue, got, c.want)
		}
	}
}

func TestSourceName(t *testing.T) {
	for _, c := range [...]struct {
		words, want string
		known       bool
	}{
		{"", "an unnamed source", false},
		{"They", "“They”", false},
		{"a number of leaders", "a number of leaders", true},
	} {
		if got, known := sourceName(c.words); got != c.want || known != c.known {
			t.Errorf("%q: %q, %t", c.words, got, known)
		}
	}
}

func TestUnnamedParty(t *testing.T) {
	for _, c := range [...]struct {
		p    tocsin.Party
		want string
	}{
		{tocsin.Party{Code: "UAF"}, "unnamed armed actor (UAF)"},
		{tocsin.Party{Code: "UNK"}, "somebody (UNK)"},
		{tocsin.Party{Code: "CVL"}, ""},
		{tocsin.Party{Entity: "e1", Code: "UAF"}, ""},
	} {
		if got := unnamedParty(c.p); got != c.want {
			t.Errorf("%+v: %q, want %q", c.p, got, c.want)
		}
	}
}

// LOOK asks for 4.5 : 1 for text and 3 : 1 for marks, in both schemes.
func TestContrast(t *testing.T) {
	css, err := assetFiles.ReadFile("assets/desk.css")
	if err != nil {
		t.Fatal(err)
	}
	light, dark, ok := strings.Cut(string(css), "@media (prefers-color-scheme: dark)")
	if !ok {
		t.Fatal("no dark scheme")
	}
	dark, _, _ = strings.Cut(dark, "\n}\n")
	light, _, _ = strings.Cut(light, "\n}\n")
	for name, scheme := range map[string]string{"light": light, "dark": dark} {
		colour := map[string]float64{}
		for _, m := range regexp.MustCompile(`--([a-z-]+): #([0-9a-f]{6});`).FindAllStringSubmatch(scheme, -1) {
			colour[m[1]] = luminance(t, m[2])
		}
		check := func(a, b string, least float64) {
			if got := contrast(colour[a], colour[b]); got < least {
				t.Errorf("%s: %s on %s is %.2f : 1, want %.1f", name, a, b, got, least)
			}
		}
		for _, paper := range []string{"paper", "content", "accent-soft"} {
			check("ink", paper, 4.5)
			check("muted", paper, 4.5)
		}
		check("accent", "paper", 4.5)
		for _, hue := range parts {
			if hue == partContent {
				continue
			}
			check("ink", string(hue)+"-soft", 4.5)
			check(string(hue), "paper", 3)
			check(string(hue), string(hue)+"-soft", 3)
			check(string(hue), "content", 3)
		}
	}
}

// luminance is WCAG's relative luminance of a colour in hexadecimal.
func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	n, err := strconv.ParseUint(hex, 16, 32)
	if err != nil {
		t.Fatal(err)
	}
	var sum float64
	for i, weight := range [...]float64{0.2126, 0.7152, 0.0722} {
		c := float64(n>>(16-8*i)&0xff) / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		sum += weight * c
	}
	return sum
}

func contrast(a, b float64) float64 { return (max(a, b) + 0.05) / (min(a, b) + 0.05) }
