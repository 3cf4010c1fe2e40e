package petrarch

import (
	"strconv"
	"strings"
)

// An Ontology says how codes of nested verbs combine: a code is a number of four hexadecimal digits (act, whether it reduces or
// yields, manner, object), and negation takes 0xFFFF away. Source: PETRARCH2's internal coding ontology.
type Ontology struct {
	values map[string]int
	codes  map[int]string // of several codes of one value the first
}

// negation is what "not" takes away.
const negation = 0xFFFF

// high is the least value that has an act of its own: 030 intend has one, 040 aid only a manner.
const high = 0x1000

func (o *Ontology) set(code string, value int) {
	if old, ok := o.values[code]; ok && o.codes[old] == code {
		delete(o.codes, old)
	}
	o.values[code] = value
	if _, taken := o.codes[value]; !taken {
		o.codes[value] = code
	}
}

// Value returns the number of a code; a code of four digits that isn't known counts as its parent.
func (o *Ontology) Value(code string) (int, bool) {
	if v, ok := o.values[code]; ok {
		return v, true
	}
	if len(code) == 4 {
		if v, ok := o.values[code[:3]]; ok {
			return v, true
		}
	}
	return 0, false
}

// Negate returns the code of not doing what a code says; ok is false where there is none.
func (o *Ontology) Negate(code string) (string, bool) {
	v, ok := o.Value(code)
	if !ok {
		return "", false
	}
	c, ok := o.codes[v-negation]
	return c, ok
}

// Combine returns the code of an outer act about an inner one: intend (030) and aid (070) make 033. Of two acts the inner counts;
// ok is false where the sum is no code.
func (o *Ontology) Combine(outer, inner string) (string, bool) {
	a, ok1 := o.Value(outer)
	b, ok2 := o.Value(inner)
	if !ok1 || !ok2 {
		return "", false
	}
	switch {
	case b < 0:
		a += b
	case a >= high && b >= high, b >= a:
		return inner, true
	default:
		a += b
	}
	if a == 0x30A0 {
		return "138", true // the wish to attack is a threat
	}
	c, ok := o.codes[a]
	return c, ok
}

// Covers reports whether a code is another one or lies below it in digits: 195 below 190.
func (o *Ontology) Covers(general, code string) bool {
	g, ok1 := o.Value(general)
	v, ok2 := o.Value(code)
	if !ok1 || !ok2 {
		return false
	}
	return g == v || v > 0 && (g == v&^0xF || g == v&^0xFF || g == v&^0xFFF)
}

// readOntology reads "033:0x3040#comment" lines, which replace values of CAMEO's own.
func (b *builder) readOntology(lines []line) {
	for _, l := range lines {
		code, sum, ok := strings.Cut(l.text, ":")
		value, sums := sumOf(sum)
		switch code = strings.TrimSpace(code); {
		case !ok || code == "" || !sums:
			b.warn(l.Line, "not a code, a colon and hexadecimal numbers; left out")
		case code != "---":
			b.dict.Ontology.set(code, value)
		}
	}
}

// sumOf reads "0x10a0-0xFFFF".
func sumOf(s string) (sum int, ok bool) {
	s = strings.TrimSpace(strings.NewReplacer("-", " -", "+", " +").Replace(s))
	for _, f := range strings.Fields(s) {
		n, err := strconv.ParseInt(strings.TrimPrefix(f, "+"), 0, 32)
		if err != nil {
			return 0, false
		}
		sum += int(n)
	}
	return sum, s != ""
}

// families are CAMEO's roots: the value of the root, then of each code below it what it adds. Roots 02, 03 and 10 (appeal, intend,
// demand) speak of the same acts, see about.
var families = [...]struct {
	root string
	base int
	adds string
}{
	{"01", 0x1000, "2=C 3=1 4=2 5=A0 7=3 8=4 9=5"},
	{"02", 0x2000, about + " 8=30"},
	{"03", 0x3000, about + " 8=230 9=30"},
	{"10", 0x4000, about + " 8=30"},
	{"04", 0xB000, "1=1 2=2 3=3 4=10 5=30"},
	{"05", 0x0080, "1=1 2=2 3=3 4=4 5=5 6=6 7=7"},
	{"06", 0x0070, "1=5 2=6 3=8 4=A"},
	{"07", 0x0040, "1=5 2=6 3=7 4=9 5=E"},
	{"08", 0x0200, "1=B 11=3 12=1 13=4 14=6 2=C 3=60 31=61 32=62 33=63 34=64 4=50 41=5D 42=5C 5=5 6=E 61=9 62=A 63=7 7=C0 71=C9 72=C1 73=C6 74=C2"},
	{"09", 0xA000, "1=1 2=2 3=3 4=4"},
	{"11", 0x7000, "1=1 2=A0 21=A1 22=A2 23=A3 24=A4 25=A5 3=2 4=3 5=8 6=5"},
	{"12", -negation, "1=70 11=75 12=76 2=2340 21=2345 22=2346 23=2347 24=2349 3=2360 31=2361 32=2362 33=2363 34=2364 " +
		"4=200 41=20B 42=20C 43=20D 44=205 45=20E 46=2C0 5=10 6=30 7=20 8=2 9=1"},
	{"13", 0x6000, "1=100 11=140 12=105 13=180 2=B 21=3 22=1 23=4 24=6 3=C 4=10 5=30 6=E 7=D 8=A0 81=A1 82=A2 83=A3 84=A4 85=B0 9=5"},
	{"14", 0x5000, "5=A0"},
	{"15", 0x8000, "1=1 2=2 3=3 4=4"},
	{"16", 0x0100, "1=80 2=40 21=45 22=46 23=47 4=10 5=30 6=50 61=59 62=5A 63=5E"},
	{"17", 0x9000, "1=10 11=11 12=12 2=B 21=3 22=1 23=4 24=6 3=20 4=30 5=40"},
	{"18", 0x0090, "1=1 2=2 21=3 22=4 23=5 24=6 3=7 31=8 32=9 33=A 34=B 4=C 5=D 6=E"},
	{"19", 0x00A0, "1=1 2=2 3=3 4=4 5=5 51=6 52=7 6=8"},
	{"20", 0x00B0, ""},
}

// about are the acts that one can ask for, intend or demand: cooperation, relations, aid, reform, yielding, talks, settlement.
const about = "1=70 11=75 12=76 13=78 14=7A 2=80 3=40 31=45 32=46 33=47 34=49 4=60 41=61 42=62 43=63 44=64 " +
	"5=200 51=20B 52=20C 53=20D 54=205 55=20E 56=20F 6=10 7=20"

// CAMEO returns the ontology of CAMEO's codes.
func CAMEO() *Ontology {
	o := &Ontology{map[string]int{}, map[int]string{}}
	for _, f := range families {
		o.set(f.root+"0", f.base)
		for _, add := range strings.Fields(f.adds) {
			digits, value, _ := strings.Cut(add, "=")
			n, _ := strconv.ParseInt(value, 16, 32) // a test reads them all
			o.set(f.root+digits, f.base+int(n))
		}
	}
	o.set("163", 0x000B)
	o.set("011", 0x1000-negation)
	o.set("016", 0x10A0-negation)
	return o
}
