package act

import (
	"slices"
	"strings"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
)

// passive reports whether the surface subject of a verb is the one it is done to.
// "were freed", "the man freed by the army".
func (s *scene) passive(i int) bool {
	d := s.d
	if d.Tokens[i].UPOS != parse.VERB {
		return false
	}
	for _, c := range d.Children(i) {
		switch d.Tokens[c].Rel {
		case "nsubj:pass", "csubj:pass", "aux:pass":
			return true
		}
	}
	t := &d.Tokens[i]
	if t.XPOS != "VBN" || d.Child(i, "obj", "aux") >= 0 || s.misread(i) {
		return false
	}
	if t.Rel == "conj" && s.sharedObject(i) < 0 && d.Child(i, "nsubj") < 0 && t.Head >= 0 && s.d.Tokens[t.Head].UPOS == parse.VERB && t.Head < i {
		return s.passive(t.Head)
	}
	return t.Rel == "acl" || s.agent(i) >= 0
}

// agent returns the by-phrase of a passive.
func (s *scene) agent(i int) int {
	for _, c := range s.d.Children(i) {
		t := &s.d.Tokens[c]
		if t.Rel == "obl:agent" || t.Rel.Base() == "obl" && s.marked(c, "by") && !strings.HasPrefix(string(t.Rel), "obl:tmod") {
			return c
		}
	}
	return parse.NoHead
}

// subject returns the head of the one who acts: of a passive the agent.
func (s *scene) subject(i int) int {
	if s.passive(i) {
		return s.agent(i)
	}
	return s.surface(i, 0)
}

// object returns the head of the one or thing it is done to: of a passive its surface subject.
func (s *scene) object(i int) int {
	d := s.d
	if s.passive(i) {
		if o := d.Child(i, "obj"); o >= 0 { // "were given a deadline"
			return o
		}
		return s.surface(i, 0)
	}
	if o := d.Child(i, "obj", "iobj"); o >= 0 { // an only object may have come out as an indirect one
		if d.Tokens[o].Rel == "iobj" {
			if p := d.Child(i, "obj"); p >= 0 {
				o = p
			}
		}
		return s.antecedent(o)
	}
	if d.Tokens[i].Rel == "amod" && s.misread(i) {
		return d.Tokens[i].Head
	}
	if o := s.sharedObject(i); o >= 0 {
		return o
	}
	if x := d.Child(i, "xcomp"); x >= 0 && d.Tokens[x].UPOS == parse.NOUN && !s.clausal(x) {
		return x // "called off talks"
	}
	// Where the tree has none, the actor named right behind the verb.
	if t := &d.Tokens[i]; t.UPOS == parse.VERB && d.Child(i, "ccomp") < 0 {
		next := i + 1
		if next < len(d.Tokens) && d.Tokens[next].Head == i && d.Tokens[next].Rel == "xcomp" && d.Tokens[next].UPOS == parse.ADJ {
			next++ // "shot dead two smugglers"
		}
		if next < len(d.Tokens) && d.Tokens[next].Sent == t.Sent && s.startsAt[next] >= 0 {
			return s.startsAt[next]
		}
	}
	// "the prisoners the army freed": the object is the noun outside.
	if t := &d.Tokens[i]; t.Rel == "acl:relcl" && t.UPOS == parse.VERB {
		if n := d.Child(i, "nsubj"); n >= 0 && !s.relative(n) && d.Child(i, "cop", "ccomp", "xcomp") < 0 {
			return t.Head
		}
	}
	return parse.NoHead
}

// sharedObject returns an object that stands behind a second verb and hangs on the first:
// "were called up and returned fire".
func (s *scene) sharedObject(i int) int {
	if t := &s.d.Tokens[i]; t.Rel == "conj" && t.UPOS == parse.VERB && t.Head >= 0 && t.Head < i {
		if o := s.d.Child(t.Head, "obj"); o > i {
			return o
		}
	}
	return parse.NoHead
}

// surface returns the grammatical subject, shared and controlled ones included.
func (s *scene) surface(i, depth int) int {
	d := s.d
	if depth > maxDepth {
		return parse.NoHead
	}
	if n := s.nominalSubject(i); n >= 0 {
		return s.antecedent(n)
	}
	if s.misread(i) {
		return s.before(i)
	}
	t := &d.Tokens[i]
	if t.Head < 0 {
		return parse.NoHead
	}
	switch rel := t.Rel; {
	case rel.Base() == "conj" && predicate(&d.Tokens[t.Head]):
		return s.surface(t.Head, depth+1)
	case rel == "xcomp":
		// "ordered troops to leave": the troops; "promised them to leave": the one who promised.
		if o := d.Child(t.Head, "obj"); o >= 0 && !slices.Contains(subjectControl[:], d.Tokens[t.Head].Lemma) && !s.passive(t.Head) && o < i {
			return s.antecedent(o)
		}
		return s.surface(t.Head, depth+1)
	case rel.Base() == "advcl" || rel == "ccomp" && !predicate(t):
		if v := s.nearerAttack(i); v >= 0 {
			return s.surface(v, depth+1)
		}
		return s.surface(t.Head, depth+1)
	case rel == "ccomp" && d.Child(i, "mark") >= 0 && s.marked(i, "to"):
		return s.surface(t.Head, depth+1)
	case rel == "acl" && s.marked(i, "to"):
		return s.owner(t.Head, depth+1)
	case rel == "acl" && t.XPOS == "VBG" && i > 0 && d.Tokens[i-1].Form == ",":
		return s.beyondObject(t.Head, depth+1)
	case rel == "acl" || rel == "acl:relcl" && d.Child(i, "nsubj") < 0:
		return t.Head
	}
	return parse.NoHead
}

// nearerAttack finds the attack that killed or wounded, where the parser hung the participle on a verb before it.
// "Velmora accused it of sheltering fighters who shelled a post, wounding two guards": the fighters wounded them.
func (s *scene) nearerAttack(i int) int {
	t := &s.d.Tokens[i]
	if t.XPOS != "VBG" || i == 0 || s.d.Tokens[i-1].Form != "," || !slices.Contains(harming[:], t.Lemma) {
		return parse.NoHead
	}
	for j := i - 1; j > t.Head; j-- {
		if s.d.Tokens[j].UPOS == parse.VERB && slices.ContainsFunc(s.frames(j, "v"), func(f lexicon.Frame) bool { return f.Type == tocsin.Assault }) {
			return j
		}
	}
	return parse.NoHead
}

// harming are verbs for what an attack did to people.
var harming = [...]string{"kill", "wound", "injure", "hurt"}

// beyondObject returns the subject of the verb that a noun is object or oblique of: a participle behind a
// comma adds to the verb, wherever the parser hung it.
// "The army launched an operation against militants, killing thirty": the army killed.
func (s *scene) beyondObject(n, depth int) int {
	for i, steps := n, 0; steps < maxDepth; steps++ {
		t := &s.d.Tokens[i]
		if t.Head < 0 {
			return n
		}
		switch t.Rel.Base() {
		case "obj", "obl":
			if s.d.Tokens[t.Head].UPOS == parse.VERB {
				return s.surface(t.Head, depth)
			}
		case "nmod", "conj", "compound":
		default:
			return n
		}
		i = t.Head
	}
	return n
}

// nominalSubject returns the subject right below a word; where a title and a name came out as two, the one
// that is somebody.
func (s *scene) nominalSubject(i int) int {
	first := parse.NoHead
	for _, c := range s.d.Children(i) {
		if s.d.Tokens[c].Rel.Base() != "nsubj" {
			continue
		}
		if len(s.cast.At(c)) > 0 {
			return c
		}
		if first < 0 {
			first = c
		}
	}
	return first
}

// misread reports whether a past tense was taken for a participle: in "the police in Narin seized
// weapons" a noun stands right before the verb, so "seized weapons" is no phrase.
func (s *scene) misread(i int) bool {
	t := &s.d.Tokens[i]
	if t.Rel == "acl" && t.Head == i-1 && s.d.Tokens[t.Head].Head < 0 && (t.XPOS == "VBN" || t.XPOS == "VBD") {
		return s.d.Child(i, "obj") >= 0 || slices.Contains(intransitive[:], t.Lemma) // "Residents protested."
	}
	if t.Rel != "amod" || t.UPOS != parse.VERB || t.Head < i || i == s.d.Sents[t.Sent].First || s.d.Child(i, "aux", "advmod") >= 0 {
		return false
	}
	if i-1 == s.d.Tokens[t.Head].Head && s.d.Tokens[i-1].Lemma == "have" {
		return true // "had released ten prisoners", read as "had (released) prisoners"
	}
	u := s.d.Tokens[i-1].UPOS
	return (t.XPOS == "VBN" || t.XPOS == "VBD") && (u == parse.NOUN || u == parse.PROPN)
}

// intransitive lists verbs that have no passive, or none without more behind them.
var intransitive = [...]string{"call", "protest", "rally", "march", "riot", "riote", "demonstrate", "clash", "resign", "arrive", "gather"}

// before returns the head of the noun phrase that ends right before a word.
func (s *scene) before(i int) int {
	j := i - 1
	if s.d.Tokens[j].UPOS == parse.VERB {
		return s.surface(j, maxDepth-1)
	}
	for depth := 0; depth < maxDepth; depth++ {
		h := s.d.Tokens[j].Head
		if h < 0 || h >= i || !nominal(s.d.Tokens[h].UPOS) || s.d.Tokens[h].Sent != s.d.Tokens[i].Sent {
			break
		}
		j = h
	}
	return j
}

// subjectControl lists verbs whose infinitive is done by their subject, though they have an object.
var subjectControl = [...]string{"promise", "threaten", "pledge", "vow", "use", "take", "make", "give", "launch", "hold", "sign", "issue", "deploy", "send", "stage", "block"}

func predicate(t *parse.Token) bool {
	return t.UPOS == parse.VERB || t.UPOS == parse.AUX || t.UPOS == parse.ADJ
}

// owner returns whose plan, offer or decision a noun with an infinitive is.
func (s *scene) owner(n, depth int) int {
	d := s.d
	if p := d.Child(n, "nmod:poss"); p >= 0 {
		return p
	}
	for _, c := range d.Children(n) {
		if d.Tokens[c].Rel.Base() == "nmod" && s.marked(c, "by", "from", "of") {
			return c
		}
	}
	t := &d.Tokens[n]
	if t.Head < 0 { // a headline: "Two states to hold drills"
		return n
	}
	if (t.Rel == "obj" || t.Rel == "obl") && d.Tokens[t.Head].UPOS == parse.VERB {
		if o := d.Child(t.Head, "iobj"); o >= 0 {
			return o
		}
		return s.surface(t.Head, depth)
	}
	return n
}

// relative reports whether a token is a relative pronoun.
func (s *scene) relative(i int) bool {
	switch s.d.Tokens[i].Lemma {
	case "who", "which", "whom", "whose":
		return true
	case "that":
		return s.d.Tokens[i].UPOS == parse.PRON
	}
	return false
}

// antecedent turns a relative pronoun into the noun that its clause belongs to.
func (s *scene) antecedent(i int) int {
	if !s.relative(i) {
		return i
	}
	for j, depth := i, 0; j >= 0 && depth < maxDepth; depth++ {
		t := &s.d.Tokens[j]
		if t.Rel == "acl:relcl" && t.Head >= 0 {
			return t.Head
		}
		j = t.Head
	}
	return i
}
