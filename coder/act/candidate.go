package act

import (
	"slices"
	"strings"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
)

// A sense is the frame chosen for a word and the event in its complement.
type sense struct {
	frame *lexicon.Frame
	inner int // token, or NoHead
	state senseState
}

type senseState uint8

const (
	unread senseState = iota
	reading
	known
)

func (se sense) is(types ...tocsin.PLOVER) bool {
	return se.frame != nil && se.frame.Act == lexicon.ActEvent && slices.Contains(types, se.frame.Type)
}

// sense returns the sense of a token: of its frames the first whose needs hold.
// A word that is asked for while it is being read itself has none, which ends every circle.
func (s *scene) sense(i int) sense {
	se := &s.senses[i]
	switch se.state {
	case known:
		return *se
	case reading:
		return sense{inner: parse.NoHead}
	}
	se.state, se.inner = reading, parse.NoHead
	var frame *lexicon.Frame
	inner := parse.NoHead
	if t := &s.d.Tokens[i]; !s.named[i] && (t.Rel != "amod" || t.UPOS != parse.VERB || s.misread(i)) {
		for _, pos := range partsOfSpeech(s.d.Tokens[i].UPOS) {
			frames := s.frames(i, pos)
			if frames == nil {
				continue
			}
			inner = s.inner(i)
			if inner < 0 && slices.ContainsFunc(frames, func(f lexicon.Frame) bool { return needs(&f, "inner") }) {
				inner = s.purpose(i)
			}
			if frame = s.choose(i, inner, frames); frame != nil {
				break
			}
		}
	}
	if frame == nil {
		inner = parse.NoHead
	}
	*se = sense{frame, inner, known}
	return *se
}

// partsOfSpeech maps a tag to those of the table. "were on strike": a noun that is said of somebody
// stands among the adjectives there.
func partsOfSpeech(u parse.UPOS) []string {
	switch u {
	case parse.VERB:
		return verbs[:]
	case parse.NOUN:
		return nouns[:]
	case parse.ADJ:
		return adjectives[:]
	}
	return nil
}

var (
	verbs      = [...]string{"v"}
	nouns      = [...]string{"a", "n"}
	adjectives = [...]string{"a"}
)

// frames looks a word up, also where the lemmatiser stopped a letter short or long: "extradit", "shel", "riote".
func (s *scene) frames(i int, pos string) []lexicon.Frame {
	lemma := s.d.Tokens[i].Lemma
	found := s.lex.Frames(lemma, pos)
	if found == nil && pos == "v" && len(lemma) > 2 && !strings.EqualFold(lemma, s.d.Tokens[i].Form) {
		if found = s.lex.Frames(lemma+"e", pos); found == nil {
			found = s.lex.Frames(lemma+lemma[len(lemma)-1:], pos)
		}
		if short, ok := strings.CutSuffix(lemma, "e"); ok && found == nil {
			found = s.lex.Frames(short, pos)
		}
	}
	return found
}

func (s *scene) choose(i, inner int, frames []lexicon.Frame) *lexicon.Frame {
	for k := range frames {
		if !frames[k].Beside && s.all(i, inner, &frames[k]) {
			return &frames[k]
		}
	}
	return nil
}

// inner returns the event or clause in the complement of a word, through words that only carry it.
// "agreed to begin withdrawing": withdrawing. "called for talks": talks. "rejected a plan to meet": meet.
func (s *scene) inner(i int) int {
	j := s.complement(i)
	for depth := 0; j >= 0 && depth < maxDepth; depth++ {
		se := s.sense(j)
		if se.frame == nil || se.frame.Act != lexicon.ActInner || se.inner < 0 {
			break
		}
		j = se.inner
	}
	return j
}

func (s *scene) complement(i int) int {
	d := s.d
	noun := d.Tokens[i].UPOS == parse.NOUN
	for _, c := range d.Children(i) {
		switch rel := d.Tokens[c].Rel; {
		case rel.Base() == "ccomp", rel == "xcomp" && s.clausal(c):
			return c
		case noun && rel == "acl" && s.marked(c, "to", "that", "of"):
			return c
		}
	}
	if o := s.object(i); o >= 0 && !noun {
		if s.sense(o).frame != nil && s.sense(o).frame.Act == lexicon.ActEvent {
			return o
		}
		for _, c := range d.Children(o) {
			if rel := d.Tokens[c].Rel; rel.Base() == "ccomp" || rel == "acl" && s.marked(c, "to", "that") {
				return c
			}
		}
		if c := s.complementPhrase(o); c >= 0 {
			return c
		}
	}
	return s.complementPhrase(i)
}

// purpose returns an infinitive that the parser took for a purpose; only words that have a
// complement of their own ask for it: "agreed in principle on Friday to pay".
func (s *scene) purpose(i int) int {
	for _, c := range s.d.Children(i) {
		if t := &s.d.Tokens[c]; t.Rel.Base() == "advcl" && c > i && s.marked(c, "to") && s.d.Child(c, "nsubj") < 0 {
			return c
		}
	}
	return parse.NoHead
}

// complementPhrase finds an event noun or gerund behind one of the prepositions that lead to a content.
func (s *scene) complementPhrase(i int) int {
	d := s.d
	for _, c := range d.Children(i) {
		switch base := d.Tokens[c].Rel.Base(); {
		case base == "advcl" || base == "acl" || base == "obl" && d.Tokens[c].UPOS == parse.VERB:
			if s.marked(c, "of", "from", "for", "with", "on", "about", "against", "in") && d.Tokens[c].XPOS == "VBG" {
				return c
			}
		case base == "obl" || base == "nmod":
			if s.marked(c, "for", "to", "of", "on", "from", "with", "about", "into") {
				if se := s.sense(c); se.frame != nil && se.frame.Act == lexicon.ActEvent {
					return c
				}
			}
		}
	}
	return parse.NoHead
}

// clausal tells an open clause from a bare complement: "told them to leave", not "called him a liar".
func (s *scene) clausal(i int) bool {
	switch s.d.Tokens[i].UPOS {
	case parse.VERB, parse.AUX:
		return true
	}
	return s.marked(i, "to") || s.d.Child(i, "cop") >= 0
}

// marked reports whether a case or mark of the token has one of the lemmas.
func (s *scene) marked(i int, lemmas ...string) bool {
	for _, c := range s.d.Children(i) {
		if b := s.d.Tokens[c].Rel.Base(); (b == "case" || b == "mark") && slices.Contains(lemmas, s.d.Tokens[c].Lemma) {
			return true
		}
	}
	return false
}

// host returns the verb that carries an event noun: "carried out" of "carried out air strikes"; NoHead
// where there is none.
func (s *scene) host(i int) int {
	if s.d.Tokens[i].UPOS != parse.NOUN {
		return parse.NoHead
	}
	p := s.carrier(i)
	if p < 0 {
		return parse.NoHead
	}
	if se := s.sense(p); se.frame != nil && se.frame.Act == lexicon.ActInner {
		return p
	}
	return parse.NoHead
}

// carrier returns the verb whose object an event noun is, directly or as one of several, or as
// "a series of strikes".
func (s *scene) carrier(i int) int {
	d := s.d
	for depth := 0; depth < maxDepth; depth++ {
		t := &d.Tokens[i]
		switch {
		case t.Head < 0:
			return parse.NoHead
		case t.Rel == "obj" || t.Rel == "nsubj:pass":
			return t.Head
		case t.Rel.Base() == "conj", t.Rel.Base() == "nmod" && s.marked(i, "of"):
			i = t.Head
		default:
			return parse.NoHead
		}
	}
	return parse.NoHead
}

// A theme is the classes of a noun, looked up once.
type theme struct {
	list  []lexicon.Theme
	known bool
}

func (t theme) is(class string) bool {
	return slices.ContainsFunc(t.list, func(x lexicon.Theme) bool { return x.Is(class) })
}

// theme returns the classes of a noun, the word before it included: "military aid".
func (s *scene) theme(i int) theme {
	t := &s.themes[i]
	if t.known {
		return *t
	}
	t.known = true
	lemma := s.d.Tokens[i].Lemma
	for _, c := range s.d.Children(i) {
		switch s.d.Tokens[c].Rel.Base() {
		case "compound", "amod", "nmod":
			word := s.d.Tokens[c].Lemma
			if s.d.Tokens[c].UPOS == parse.VERB {
				word = strings.ToLower(s.d.Tokens[c].Form) // "peacekeeping troops"
			}
			if list := s.lex.Themes(word + " " + lemma); list != nil {
				t.list = list
				return *t
			}
		}
	}
	t.list = s.lex.Themes(lemma)
	return *t
}
