package lexicon

import (
	"slices"
	"strings"

	"github.com/tocsin-desk/tocsin"
)

// A Frame is one sense of a verb, event noun or adjective: what must stand around it, and which
// event it then names. Of the frames of a word whose needs hold the one that asks for most is taken.
type Frame struct {
	Needs     []Need
	Act       Act
	Type      tocsin.PLOVER // of frames whose Act is Event
	Mode      []string      // PLOVER modes
	CAMEO     string        // "073"; "07?": the digit of the object's theme; "03<": composed with the inner event
	Actor     []string      // arguments to look for the actor in, first that is found; empty: subj
	Recipient []string      // the same for the recipient; empty: as is usual for the type
	Mutual    bool          // the recipients are actors too: "met with"
	Beside    bool          // coded beside the sense that is taken: who is jailed was convicted too
	Inside    tocsin.Realis // what stands in the complement is this: "denied", "accused of"; empty: as the word itself
	Where     string        // table and line
}

// An Act says what a frame does.
type Act string

// The acts of a frame.
const (
	ActEvent Act = "event"
	ActInner Act = "inner" // passes on the event of its complement: "carried out strikes", "began to withdraw"
	ActNone  Act = "none"  // no event in this sense: "struck a chord"; it may still say what its complement is worth
)

// A Need is one condition of a frame: that an argument is there, that it is an actor, or what kind of thing it is.
type Need struct {
	Not    bool
	Key    string   // argument or preposition, or one of the words that the head of verbs.tsv explains
	Actor  bool     // it must be an actor
	Values []string // themes or, with "=" before them, lemmas, any of them; PLOVER types for inner; empty: being there is enough
}

// A Theme is a class of nouns that decides the sense of a verb: "lifted the curfew", "lifted the ban".
type Theme struct {
	Class string // "aid.military" is an "aid" too
	Digit byte   // for codes that end in '?'; 0: none
}

// Is reports whether the theme is of the class or below it.
func (t Theme) Is(class string) bool {
	return t.Class == class || len(t.Class) > len(class) && t.Class[len(class)] == '.' && strings.HasPrefix(t.Class, class)
}

// events is what the tables of events hold.
type events struct {
	frames   map[frameKey][]Frame
	themes   map[string][]Theme
	classes  map[string]bool       // names of themes
	compose  map[string][]composed // by root of the outer event
	contexts map[string][]string   // PLOVER contexts by word, or two words
	types    map[tocsin.PLOVER]TypeRule
	rewrites []Rewrite
}

type frameKey struct{ lemma, pos string }

// composed says that an outer event with an inner one of this code prefix has this code.
type composed struct{ inner, cameo, mode string }

// Frames returns the frames of a lemma (pos v, n or a), those that ask for most first.
func (s *Set) Frames(lemma, pos string) []Frame { return s.events.frames[frameKey{lemma, pos}] }

// Themes returns the themes of a noun, or of a noun with the word before it ("military aid").
func (s *Set) Themes(lemma string) []Theme {
	t, ok := s.events.themes[lemma]
	if !ok { // words that some lemmatisers leave in the plural: "troops", "talks"
		t = s.events.themes[strings.TrimSuffix(lemma, "s")]
	}
	return t
}

// Contexts returns the PLOVER contexts that a word, or two words with a blank between, stands for.
func (s *Set) Contexts(words string) []string { return s.events.contexts[words] }

// Compose returns the CAMEO code, and the PLOVER mode where there is one, of an outer event, such as 03 for an
// intent, over an inner one, such as 073 for humanitarian aid: 0333. An unknown pair gives the outer root with a zero.
func (s *Set) Compose(outer string, inner tocsin.CAMEO) (code tocsin.CAMEO, mode string) {
	best := composed{}
	for _, c := range s.events.compose[outer] {
		if strings.HasPrefix(string(inner), c.inner) && len(c.inner) >= len(best.inner) {
			best = c
		}
	}
	if best.cameo == "" || inner == "" {
		return tocsin.CAMEO(outer + "0"), ""
	}
	return tocsin.CAMEO(best.cameo), best.mode
}

var realisValues = [...]tocsin.Realis{tocsin.Asserted, tocsin.Negated, tocsin.Future, tocsin.Hypothetical, tocsin.Historical}

// readVerbs enters frames; rows of the same word in later tables stand behind earlier ones that ask for as much.
func readVerbs(s *Set, name string, data []byte) error {
	rows, err := ReadTable(name, data, []string{"word", "pos", "act"}, []string{"needs", "mode", "cameo", "actor", "recipient", "flags", "inside"})
	if err != nil {
		return err
	}
	if s.events.frames == nil {
		s.events.frames = map[frameKey][]Frame{}
	}
	for _, r := range rows {
		f, err := s.frame(r)
		if err != nil {
			return err
		}
		for _, word := range r.List("word") {
			k := frameKey{word, r.Get("pos")}
			s.events.frames[k] = append(s.events.frames[k], f)
		}
	}
	for _, fs := range s.events.frames {
		slices.SortStableFunc(fs, func(a, b Frame) int { return b.weight() - a.weight() })
	}
	return nil
}

// weight says how much a frame asks for: a need that names a kind of thing or an actor counts twice.
func (f *Frame) weight() int {
	w := 0
	for _, n := range f.Needs {
		w++
		if n.Actor || n.Values != nil {
			w++
		}
	}
	return w
}

func (s *Set) frame(r Row) (Frame, error) {
	f := Frame{Act: ActEvent, Mode: r.List("mode"), CAMEO: r.Get("cameo"), Actor: r.List("actor"), Recipient: r.List("recipient"),
		Inside: tocsin.Realis(r.Get("inside")), Mutual: r.Get("flags") == "mutual", Beside: r.Get("flags") == "beside", Where: r.Where()}
	for _, field := range strings.Fields(r.Get("needs")) {
		f.Needs = append(f.Needs, s.need(field))
	}
	switch act := r.Get("act"); act {
	case string(ActInner), string(ActNone):
		f.Act = Act(act)
	default:
		typ, err := tocsin.ParsePLOVER(act)
		if err != nil {
			return f, r.Errorf("act %q is neither a PLOVER type nor inner nor none", act)
		}
		f.Type = typ
		if len(f.CAMEO) < 2 {
			return f, r.Errorf("an event needs a CAMEO code")
		}
	}
	switch {
	case !slices.Contains([]string{"v", "n", "a"}, r.Get("pos")):
		return f, r.Errorf("part of speech %q is none of v, n, a", r.Get("pos"))
	case r.Get("flags") != "" && !f.Mutual && !f.Beside:
		return f, r.Errorf("unknown flag %q", r.Get("flags"))
	case f.Inside != "" && !slices.Contains(realisValues[:], f.Inside):
		return f, r.Errorf("unknown realis %q", f.Inside)
	}
	return f, nil
}

// need reads "!obj", "with@", "obj:aid,troops". A value that isn't the name of a theme is a lemma, and is kept with "=" before it.
func (s *Set) need(field string) Need {
	var n Need
	key, values, ok := strings.Cut(field, ":")
	if ok {
		n.Values = strings.Split(values, ",")
	}
	key, n.Not = strings.CutPrefix(key, "!")
	n.Key, n.Actor = strings.CutSuffix(key, "@")
	if n.Actor || slices.Contains(plainKeys[:], n.Key) {
		return n
	}
	for i, v := range n.Values {
		if !s.events.classes[v] && !strings.HasPrefix(v, "=") {
			n.Values[i] = "=" + v
		}
	}
	return n
}

// plainKeys lists the needs whose values are not themes.
var plainKeys = [...]string{"inner", "prt", "a", "mod", "case"}

// readThemes enters the classes of nouns; a word may be in several.
func readThemes(s *Set, name string, data []byte) error {
	rows, err := ReadTable(name, data, []string{"class", "words"}, []string{"digit"})
	if err != nil {
		return err
	}
	if s.events.themes == nil {
		s.events.themes, s.events.classes = map[string][]Theme{}, map[string]bool{}
	}
	for _, r := range rows {
		t := Theme{Class: r.Get("class")}
		s.events.classes[t.Class] = true
		if d := r.Get("digit"); d != "" {
			if len(d) != 1 || d[0] < '0' || d[0] > '9' {
				return r.Errorf("digit %q is no digit", d)
			}
			t.Digit = d[0]
		}
		for _, w := range r.List("words") {
			if !slices.Contains(s.events.themes[w], t) {
				s.events.themes[w] = append(s.events.themes[w], t)
			}
		}
	}
	return nil
}

// readCAMEO enters the table of composed codes.
func readCAMEO(s *Set, name string, data []byte) error {
	rows, err := ReadTable(name, data, []string{"outer", "inner", "cameo"}, []string{"mode"})
	if err != nil {
		return err
	}
	if s.events.compose == nil {
		s.events.compose = map[string][]composed{}
	}
	for _, r := range rows {
		if !strings.HasPrefix(r.Get("cameo"), r.Get("outer")) {
			return r.Errorf("code %s is not below %s", r.Get("cameo"), r.Get("outer"))
		}
		for _, inner := range r.List("inner") {
			s.events.compose[r.Get("outer")] = append(s.events.compose[r.Get("outer")], composed{inner, r.Get("cameo"), r.Get("mode")})
		}
	}
	return nil
}

// readContexts enters the words of the PLOVER contexts.
func readContexts(s *Set, name string, data []byte) error {
	rows, err := ReadTable(name, data, []string{"context", "words"}, nil)
	if err != nil {
		return err
	}
	if s.events.contexts == nil {
		s.events.contexts = map[string][]string{}
	}
	for _, r := range rows {
		for _, w := range r.List("words") {
			s.events.contexts[w] = append(s.events.contexts[w], r.Get("context"))
		}
	}
	return nil
}
