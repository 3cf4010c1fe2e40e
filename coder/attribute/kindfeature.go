package attribute

import (
	"strings"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
)

// A kindView collects the features of one statement for the classifier of kinds.
type kindView struct {
	r    *reader
	c    *candidate
	out  []string
	neg  bool // the main verb of the content is negated, or its subject or object is "no" one
	past bool
	own  bool // the main clause is on the speaker or his own side
	seen map[string]bool
}

// kindFeatures are what the classifier of kinds looks at: the cue and its class, what the rules say, the first clauses of the content,
// and what others have said before.
func (r *reader) kindFeatures(c *candidate, rule tocsin.Kind, why string) []string {
	v := &kindView{r: r, c: c, seen: map[string]bool{}}
	class := string(c.entry.Class)
	v.add("bias")
	v.add("cue=" + r.lemma(c.head))
	v.add("class=" + class)
	v.add("rule=" + string(rule))
	how, _, _ := strings.Cut(why, " ")
	v.add("rule=" + string(rule) + " by " + how)
	if c.inner != nil {
		v.add("inner=" + string(c.inner.entry.Class))
		v.add("inner cue=" + r.lemma(c.inner.head))
	}
	if r.negatedCue(c) {
		v.add("negated cue")
		v.add("negated cue " + class)
	}
	v.add("form=" + string(r.formOf(c)))
	v.add("tail=" + r.cueTail(c))
	v.who()
	v.clauses()
	v.words()
	v.before()
	if class == string(lexicon.CueSay) { // a neutral cue: the content decides
		for _, f := range v.out[:len(v.out):len(v.out)] {
			if strings.HasPrefix(f, "root") || strings.HasPrefix(f, "says ") || strings.HasPrefix(f, "modal") || strings.HasPrefix(f, "after") || strings.HasPrefix(f, "subject") || strings.HasPrefix(f, "rule=") && !strings.Contains(f, " by") {
				v.add("neutral " + f)
			}
		}
	}
	return v.out
}

func (v *kindView) add(f string) {
	if !v.seen[f] {
		v.seen[f] = true
		v.out = append(v.out, f)
	}
}

// who: what the speaker is.
func (v *kindView) who() {
	if v.c.speaker == nobody {
		v.add("speaker=nobody")
		return
	}
	ent := &v.r.cast.Entities[v.c.speaker]
	v.add("speaker=" + string(ent.Kind))
	for _, code := range ent.Codes[min(1, len(ent.Codes)):] {
		v.add("speaker of " + code)
	}
	if v.c.who != parse.NoHead {
		if who := v.r.antecedent(v.c.who); v.r.upos(who) == parse.NOUN {
			v.add("source=" + v.r.lemma(who))
		}
	}
}

// maxClauses bounds the clauses of a content that are looked at.
const maxClauses = 4

// clauses: the main verb of each of the first sentences, its mood, subject and objects.
func (v *kindView) clauses() {
	r, c := v.r, v.c
	n, last := 0, -1
	for _, p := range c.content {
		for w := r.tokens(p); w.First < w.End && n < maxClauses; w.First++ {
			s := r.doc.Tokens[w.First].Sent
			if s == last || r.upos(w.First) == parse.PUNCT {
				continue
			}
			last = s
			end := min(w.End, r.doc.Sents[s].End)
			at := r.top(w.First, end)
			if c.core >= w.First && c.core < end && r.verbal(c.core) {
				at = c.core
			}
			v.clause(at, parse.Range{First: w.First, End: end}, n)
			for _, k := range r.doc.Children(at) {
				if k >= w.First && k < end && r.is(k, "conj", "parataxis", "ccomp") && r.verbal(k) {
					v.clause(k, parse.Range{First: w.First, End: end}, 1)
				}
			}
			n++
		}
	}
	if n == 0 {
		v.add("content=none")
	}
}

// clause: one predicate.
func (v *kindView) clause(at int, s parse.Range, n int) {
	r := v.r
	tag := "root"
	if n > 0 {
		tag = "next"
	}
	v.add(tag + "=" + r.lemma(at))
	v.add(tag + " pos=" + string(r.upos(at)))
	if n == 0 {
		v.add(tag + " tag=" + r.doc.Tokens[at].XPOS)
		v.add("shape=" + v.shape(at, s))
	}
	neg := r.negates(at) || r.noObject(at) || r.has(at, "expl") && v.noSubject(at)
	if neg {
		v.add("says no " + tag)
		v.neg = v.neg || n == 0
	}
	subj := v.subject(at)
	v.add("subject=" + subj + " " + tag)
	v.own = v.own || n == 0 && (subj == "self" || subj == "own" || subj == "first")
	will, modal := v.modals(at, tag)
	if will {
		v.add("subject=" + subj + " will " + tag)
		if r.has(at, "aux:pass") || r.has(at, "nsubj:pass") {
			v.add("subject=" + subj + " will be done " + tag)
		}
	}
	if r.doc.Tokens[at].XPOS == "VBD" || r.has(at, "aux") && !modal || r.has(at, "cop") && r.doc.Tokens[r.doc.Child(at, "cop")].XPOS == "VBD" {
		v.past = v.past || n == 0
		v.add("past " + tag)
		v.add("past subject=" + subj + " " + tag)
		if neg {
			v.add("past no " + tag)
		}
	}
	if r.has(at, "cop") {
		v.add("is=" + r.lemma(at))
		v.add("is " + string(r.upos(at)) + " " + tag)
		if neg {
			v.add("is not " + tag)
		}
	}
	v.deed(at, tag, neg)
	v.dependents(at, tag, neg)
}

// modals adds the modal verbs of a predicate: will is true of what is to come, modal of any.
func (v *kindView) modals(at int, tag string) (will, modal bool) {
	r := v.r
	for _, k := range r.doc.Children(at) {
		if !r.is(k, "aux") {
			continue
		}
		switch l := strings.Trim(r.lemma(k), "’'"); l {
		case "have", "do", "be":
		case "ll", "wo", "shall", "d":
			will, modal = true, true
			v.add("modal will " + tag)
		default:
			will, modal = will || l == "will" || l == "would", true
			v.add("modal " + l + " " + tag)
		}
	}
	return will, modal
}

// dependents adds the clauses and the object of a predicate.
func (v *kindView) dependents(at int, tag string, neg bool) {
	r := v.r
	for _, k := range r.doc.Children(at) {
		switch {
		case r.is(k, "advcl"):
			if m := r.doc.Child(k, "mark"); m != parse.NoHead {
				v.add("clause=" + r.form(m) + " " + tag)
			}
		case r.is(k, "xcomp"):
			v.add(tag + " to=" + r.lemma(k))
			v.deed(k, tag, neg)
		case r.is(k, "obj"):
			v.add(tag + " obj=" + r.lemma(k))
		}
	}
}

// shape says what a content is built like.
func (v *kindView) shape(at int, s parse.Range) string {
	r := v.r
	switch {
	case s.End-s.First == 1 && r.upos(s.First) == parse.PRON:
		return "pronoun"
	case r.infinitive(at):
		return "infinitive"
	case r.doc.Tokens[at].XPOS == "VBG":
		return "gerund"
	case r.imperative(v.c, at):
		return "imperative"
	case r.verbal(at):
		if r.punct(s.End-1, "?") || s.End < len(r.doc.Tokens) && r.punct(s.End, "?") {
			return "question"
		}
		return "clause"
	}
	return "phrase"
}

// noSubject: "there was no shell".
func (v *kindView) noSubject(at int) bool {
	for _, k := range v.r.doc.Children(at) {
		if v.r.is(k, "nsubj") {
			if d := v.r.doc.Child(k, "det"); d != parse.NoHead && v.r.form(d) == "no" {
				return true
			}
		}
	}
	return false
}

// subject says whose act a clause is: the speaker's own, that of somebody named, of something.
func (v *kindView) subject(at int) string {
	r, c := v.r, v.c
	s := r.doc.Child(at, "nsubj", "csubj")
	if s == parse.NoHead {
		s = r.doc.Child(at, "nsubj:pass")
	}
	if s == parse.NoHead {
		if r.has(at, "expl") {
			return "there"
		}
		return "none"
	}
	f := r.form(s)
	switch {
	case first(f):
		return "first"
	case f == "you":
		return "you"
	case f == "nobody" || f == "none" || f == "nothing":
		return "nobody"
	}
	if d := r.doc.Child(s, "det"); d != parse.NoHead && r.form(d) == "no" {
		return "nobody"
	}
	if c.speaker != nobody {
		for _, e := range r.cast.At(s) {
			if e == c.speaker {
				return "self"
			}
			if org, ok := r.orgs[c.speaker]; ok && org == e || v.sameState(e) {
				return "own"
			}
		}
	}
	if r.upos(s) == parse.PRON && len(c.quoted) == 0 && c.speaker != nobody { // in indirect speech, whoever fits is the speaker first of all
		kind := r.cast.Entities[c.speaker].Kind
		switch {
		case (f == "he" || f == "she") && kind == tocsin.Person, f == "it" && !r.has(at, "expl") && kind != tocsin.Person && kind != tocsin.Population, f == "they" && kind != tocsin.Person:
			return "self"
		}
	}
	if p := r.doc.Child(s, "nmod:poss"); p != parse.NoHead && r.upos(p) == parse.PRON {
		switch r.form(p) {
		case "our", "my":
			return "own"
		case "its", "his", "her":
			if len(c.quoted) == 0 {
				return "own"
			}
		}
	}
	if r.upos(s) == parse.PRON {
		switch f {
		case "it", "this", "that":
			return "it"
		case "they", "he", "she":
			return f[:1] + "e"
		}
		return "pronoun"
	}
	if r.animate(s) {
		return "other"
	}
	return "thing"
}

// sameState reports whether an entity is of the state that the speaker is of.
func (v *kindView) sameState(e int) bool {
	a, b := &v.r.cast.Entities[e], &v.r.cast.Entities[v.c.speaker]
	return len(a.Codes) > 0 && len(b.Codes) > 0 && len(a.Codes[0]) == 3 && a.Codes[0] == b.Codes[0]
}

// deed: what kind of event a word of the content tells of, and who does it.
func (v *kindView) deed(at int, tag string, neg bool) {
	pos := pos(v.r.upos(at))
	if pos == "" {
		return
	}
	for _, f := range v.r.lex.Frames(v.r.lemma(at), strings.ToLower(pos)) {
		if f.Act == lexicon.ActNone || f.Act == lexicon.ActInner || f.Type == "" {
			continue
		}
		v.add("deed=" + string(f.Type) + " " + tag)
		switch {
		case neg:
			v.add("deed no " + string(f.Type))
		case v.r.doc.Child(at, "nsubj") != parse.NoHead || v.r.agent(at) != parse.NoHead:
			v.add("deed by " + v.subject(at) + " " + string(f.Type))
		}
		return
	}
}

// signs groups words that tell a kind, whatever verb they stand with.
var signs = []struct {
	name  string
	words map[string]bool
}{
	{"false", words0("baseless unfounded untrue false groundless fabricated fabrication nonsense untruth slander lie invented invention forgery forged forge fake invent stage hoax absurd myth theatre fiction staged propaganda misinformed unfounded fantasy")},
	{"crime", words0("crime criminal illegal illegally unlawful massacre murder genocide terrorist terrorism aggression aggressor provocation violate violation breach occupation occupier atrocity loot looting torture steal theft blackmail deceive deception cheat cheating lie betray betrayal fraud corrupt corruption cover-up coverup sabotage deliberate deliberately bully bullying propaganda mob")},
	{"harm", words0("danger dangerous risk threat threaten war famine hunger disaster catastrophe collapse escalate escalation die death dead retaliate revenge consequence punish destroy attack strike target bloodshed crisis shortage flood overflow epidemic")},
	{"value", words0("important importance welcome unacceptable right wrong good bad fair unfair shameful moral duty proud sorry regret regrettable shock shocked concern concerned deplore solidarity respect sovereignty principle necessary vital essential support oppose condemn shame honour credit tone sincerely condolence condolences thanks grateful")},
	{"likely", words0("likely unlikely probably possible possibly perhaps maybe may might could apparently seem appear believe think expect suggest cause likeliest doubt estimate roughly")},
	{"must", words0("must need demand insist require immediately unconditional unconditionally ultimatum deadline")},
	{"should", words0("should let please ought urge ask beg appeal call")},
	{"victims", words0("civilian child woman villager resident prisoner hostage passenger worker farmer family house village school hospital bus clinic mosque church market worshipper refugee protester people body")},
	{"also said", words0("clear simple simply only merely")},
}

// words: signs anywhere in the content, and whether it is short.
func (v *kindView) words() {
	r, n := v.r, 0
	for _, p := range v.c.content {
		for w := r.tokens(p); w.First < w.End; w.First++ {
			l := r.lemma(w.First)
			if r.upos(w.First) != parse.PUNCT {
				n++
			}
			for _, s := range signs {
				if s.words[l] {
					v.add("says " + s.name)
					if r.negates(w.First) {
						v.add("says not " + s.name)
					}
				}
			}
			switch l {
			case "no", "not", "never", "nothing", "nobody", "none", "n't", "neither", "nor":
				v.add("says never")
			case "by":
				if h := r.head(w.First); h >= 0 && r.animate(h) {
					v.add("says by")
				}
			case "you", "your":
				v.add("says you")
			case "if", "unless":
				v.add("says if")
			}
			if r.doc.Tokens[w.First].Form == "?" {
				v.add("says ?")
			}
			if noun := r.lex.Cue(l, "N"); noun != nil && r.upos(w.First) == parse.NOUN && len(v.c.content) > 0 && r.topic(v.c) == w.First {
				v.add("topic=" + string(noun.Class))
			}
		}
	}
	switch {
	case n <= 2:
		v.add("length=1")
	case n <= 5:
		v.add("length=3")
	}
}

// How far back and how alike what somebody else said must be to be answered.
const (
	answerBack  = 8
	answerShare = 0.2
)

// before: whether somebody else has said something of the same matter, or of the speaker, that this may answer.
func (v *kindView) before() {
	r, c := v.r, v.c
	mine := r.contentWords(c)
	best, kind, about := 0.0, tocsin.Kind(""), false
	for _, p := range r.found {
		if p == c || p.kind == "" || p.cue.First > c.cue.First || p.parent == c || c.parent == p || c.sentence-p.sentence > answerBack || p.speaker != nobody && p.speaker == c.speaker {
			continue
		}
		theirs := r.contentWords(p)
		both := 0
		for w := range mine {
			if theirs[w] {
				both++
			}
		}
		share := float64(both) / float64(max(1, min(len(mine), len(theirs))))
		on := r.speaksOf(p, c.speaker)
		if on {
			share += 0.25
		}
		if c.sentence-p.sentence <= 1 {
			share += 0.1
		}
		if share > best {
			best, kind, about = share, p.kind, on
		}
	}
	if best < answerShare {
		v.add("after=nobody")
		return
	}
	v.add("after=" + string(kind))
	if about && v.own {
		v.add("own after=" + string(kind))
	}
	if about {
		v.add("after one on the speaker")
		v.add("after=" + string(kind) + " on the speaker")
	}
	if v.neg {
		v.add("after=" + string(kind) + " no")
		v.add("after no")
	}
	if best > 0.45 {
		v.add("after close")
	}
}

// speaksOf reports whether a statement speaks of an entity or of whom it speaks for.
func (r *reader) speaksOf(p *candidate, e int) bool {
	if e == nobody {
		return false
	}
	org, has := r.orgs[e]
	if o, ok := r.cast.Organisation(e); ok {
		org, has = o, true
	}
	codes := r.cast.Entities[e].Codes
	for _, s := range p.content {
		for w := r.tokens(s); w.First < w.End; w.First++ {
			for _, x := range r.cast.At(w.First) {
				if x == e || has && x == org {
					return true
				}
				if b := r.cast.Entities[x].Codes; len(codes) > 0 && len(b) > 0 && len(b[0]) == 3 && b[0] == codes[0] && b[0] != "IGO" && b[0] != "NGO" {
					return true
				}
			}
		}
	}
	return false
}

// contentWords are the lemmas of the nouns, verbs, adjectives and names of a content.
func (r *reader) contentWords(c *candidate) map[string]bool {
	if c.words != nil {
		return c.words
	}
	c.words = map[string]bool{}
	for _, p := range c.content {
		for w := r.tokens(p); w.First < w.End; w.First++ {
			switch r.upos(w.First) {
			case parse.NOUN, parse.PROPN, parse.VERB, parse.ADJ, parse.NUM:
				if l := r.lemma(w.First); len(l) > 2 && l != "say" && l != "have" && l != "make" {
					c.words[l] = true
				}
			}
		}
	}
	return c.words
}
