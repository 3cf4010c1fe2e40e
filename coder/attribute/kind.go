package attribute

import (
	"strings"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
)

// kind decides what a statement does. The rules ask the class of its cue first, then the words of its content; the classifier weighs what
// they say with the rest.
func (r *reader) kind(c *candidate) tocsin.Kind {
	rule, why := r.kindByRule(c)
	c.features = r.kindFeatures(c, rule, why)
	if r.kinds == nil {
		c.why("kind " + string(rule) + ": " + why)
		return rule
	}
	k, reasons := r.kinds.best(c.features)
	if k == rule {
		c.why("kind " + string(k) + ": " + why)
	} else {
		c.why("kind " + string(k) + ", by rule " + string(rule) + " (" + why + "): " + strings.Join(reasons, ", "))
	}
	return k
}

// kindByRule is what the rules make of a statement, and why.
func (r *reader) kindByRule(c *candidate) (tocsin.Kind, string) {
	e := c.entry
	if r.negatedCue(c) && e.Class != lexicon.CueThink && e.Class != lexicon.CueWant && e.Class != lexicon.CuePredict { // "did not deny" is no denial and no claim
		return tocsin.Position, "negated cue"
	}
	if k := r.kindOfClass(c); k != "" {
		return k, "class " + string(e.Class)
	}
	if c.inner != nil {
		if k := r.kindOfClass(c.inner); k != "" {
			return k, r.lemma(c.inner.head) + " inside"
		}
	}
	return r.kindOfContent(c)
}

// kindOfClass is the kind that the class of a cue gives by itself, "" where the content must decide.
func (r *reader) kindOfClass(c *candidate) tocsin.Kind {
	lemma := r.lemma(c.head)
	switch c.entry.Class {
	case lexicon.CueThink:
		return r.kindOfThought(c)
	case lexicon.CueWonder:
		if r.infinitiveContent(c) || lemma == "ask" && !r.interrogative(c) {
			return tocsin.Appeal
		}
		return tocsin.Position
	case lexicon.CuePredict:
		return tocsin.Assessment
	case lexicon.CueWant, lexicon.CueSupport, lexicon.CueOppose, lexicon.CueFeel, lexicon.CueRefuse:
		switch lemma {
		case "push", "lobby", "press":
			return tocsin.Appeal
		case "plan", "intend", "intention", "determined", "resolved", "ready", "readiness":
			if r.infinitiveContent(c) { // an own act to come
				return tocsin.Commitment
			}
		}
		return tocsin.Position
	case lexicon.CuePromise:
		if lemma == "agree" && !r.infinitiveContent(c) || lemma == "vouch" {
			return tocsin.Position
		}
		return tocsin.Commitment
	case lexicon.CueUrge:
		return tocsin.Appeal
	case lexicon.CueDemand:
		if lemma == "insist" && !r.obliges(c) || lemma == "rule" || lemma == "authorize" || lemma == "authorise" {
			return ""
		}
		return tocsin.Demand
	case lexicon.CueAccuse, lexicon.CueComplain:
		return tocsin.Accusation
	case lexicon.CueWarn:
		return tocsin.Warning
	case lexicon.CueDeny:
		if (lemma == "reject" || lemma == "dismiss" || lemma == "contest") && !r.proposition(c) { // "rejected the offer" denies nothing
			return tocsin.Position
		}
		return tocsin.Denial
	case lexicon.CueStress:
		if lemma == "need" {
			return tocsin.Appeal
		}
		return tocsin.Position
	}
	return r.kindOfFrame(c, lemma)
}

// kindOfFrame is the kind that a neutral verb gets from what it is built with: "called for", "suggested waiting", "stressed
// the need for"; "" where it stays neutral.
func (r *reader) kindOfFrame(c *candidate, lemma string) tocsin.Kind {
	if lemma == "call" && c.core != parse.NoHead {
		if m := r.cueTail(c); m == "for" || m == "on" || m == "upon" {
			return tocsin.Appeal
		}
	}
	switch lemma {
	case "call", "describe", "brand", "label", "term", "dub", "denounce", "dismiss": // "called it a lie", "described them as a mob"
		for _, s := range signs {
			for _, p := range c.content {
				for w := r.tokens(p); w.First < w.End; w.First++ {
					switch {
					case !s.words[r.lemma(w.First)]:
					case s.name == "false":
						return tocsin.Denial
					case s.name == "crime":
						return tocsin.Accusation
					}
				}
			}
		}
		if lemma == "describe" || lemma == "call" {
			return tocsin.Assessment
		}
	}
	if (lemma == "suggest" || lemma == "propose") && c.core != parse.NoHead && r.doc.Tokens[c.core].XPOS == "VBG" {
		return tocsin.Appeal
	}
	if at := r.topic(c); at != parse.NoHead { // "stressed the need for": the noun says what is done
		if n := r.lex.Cue(r.lemma(at), "N"); n != nil {
			switch n.Class {
			case lexicon.CueStress:
				if r.lemma(at) == "need" {
					return tocsin.Appeal
				}
				return tocsin.Position
			case lexicon.CueSupport, lexicon.CueOppose, lexicon.CueFeel:
				return tocsin.Position
			case lexicon.CueWarn:
				return tocsin.Warning
			}
		}
	}
	return ""
}

// topic is the noun that a content consists of, or NoHead for a clause.
func (r *reader) topic(c *candidate) int {
	if len(c.content) == 0 {
		return parse.NoHead
	}
	if c.core == parse.NoHead && len(c.content) == 1 && !c.passive && len(c.quoted) == 0 { // words before the cue
		if w := r.tokens(c.content[0]); w.First < w.End && !r.hasFinite(w.First, w.End) {
			if at := r.top(w.First, w.End); r.upos(at) == parse.NOUN {
				return at
			}
		}
	}
	if c.core == parse.NoHead || len(c.quoted) > 0 && r.verbal(c.core) {
		return parse.NoHead
	}
	if !c.passive {
		if r.upos(c.core) == parse.NOUN && !r.has(c.core, "cop") {
			return c.core
		}
		return parse.NoHead
	}
	w := r.tokens(c.content[0])
	for i := w.First; i < min(w.End, w.First+4); i++ { // a list: its first noun
		if r.upos(i) == parse.NOUN {
			return i
		}
	}
	return parse.NoHead
}

// interrogative reports whether a content is a question: "asked who had fired", "“Who fired?” she asked".
func (r *reader) interrogative(c *candidate) bool {
	if len(c.content) == 0 {
		return false
	}
	w := r.tokens(c.content[0])
	for w.First < w.End && r.upos(w.First) == parse.PUNCT {
		w.First++
	}
	if w.First >= w.End {
		return false
	}
	switch x := r.doc.Tokens[w.First].XPOS; {
	case x == "WP" || x == "WRB" || x == "WDT" || r.form(w.First) == "whether" || r.form(w.First) == "if":
		return true
	}
	return strings.Contains(c.content[len(c.content)-1].Of(r.doc.Text), "?")
}

// kindOfThought: what somebody believes about the world is his assessment, what he values is his position; what he knows
// or learned is a claim.
func (r *reader) kindOfThought(c *candidate) tocsin.Kind {
	switch r.lemma(c.head) {
	case "know", "learn", "remember", "realize", "realise", "notice", "find", "determine", "recognize", "recognise":
		return tocsin.Claim
	case "doubt", "believe", "think", "consider", "regard", "suspect", "assume", "reckon":
		if !r.obliges(c) {
			return tocsin.Assessment
		}
	}
	if c.core != parse.NoHead && r.verbal(c.core) && !r.infinitive(c.core) && !r.obliges(c) {
		return tocsin.Assessment
	}
	return tocsin.Position
}

func (r *reader) cueTail(c *candidate) string { return r.form(c.cue.End - 1) }

func (r *reader) infinitiveContent(c *candidate) bool {
	return c.core != parse.NoHead && r.infinitive(c.core)
}

// proposition reports whether a content can be true or false: a clause, or a noun for something said.
func (r *reader) proposition(c *candidate) bool {
	if c.core == parse.NoHead || r.verbal(c.core) {
		return true
	}
	n := r.lex.Cue(r.lemma(c.core), "N")
	return n != nil && (n.Class == lexicon.CueSay || n.Class == lexicon.CueAccuse || n.Class == lexicon.CueThink || n.Class == lexicon.CueWarn || n.Class == lexicon.CuePredict) ||
		r.form(c.core) == "it" || r.form(c.core) == "that"
}

// negatedCue reports whether the cue itself is negated: "did not say", "never promised", "refused to confirm".
func (r *reader) negatedCue(c *candidate) bool {
	for i := c.cue.First; i < c.cue.End; i++ {
		switch r.form(i) {
		case "not", "n't", "n’t", "never", "neither", "nor", "no":
			return true
		}
	}
	return false
}

// root returns the head of the content's first clause, or NoHead.
func (r *reader) root(c *candidate) int {
	if len(c.content) == 0 {
		return c.core
	}
	w := r.tokens(c.content[0])
	if w.First < w.End {
		w.End = min(w.End, r.sent(w.First).End)
	}
	if c.core != parse.NoHead && (r.verbal(c.core) && c.core < w.End || len(c.quoted) == 0) {
		return c.core
	}
	for i := w.First; i < w.End; i++ {
		if h := r.head(i); (h < w.First || h >= w.End) && r.upos(i) != parse.PUNCT {
			return i
		}
	}
	return parse.NoHead
}

// obliges reports whether the content says what must or should be done.
func (r *reader) obliges(c *candidate) bool {
	at := r.root(c)
	if at == parse.NoHead {
		return false
	}
	for _, k := range r.doc.Children(at) {
		switch r.lemma(k) {
		case "must", "should", "ought":
			if r.is(k, "aux") {
				return true
			}
		}
	}
	return r.doc.Tokens[at].Feats == "Mood=Sub|VerbForm=Fin"
}

// kindOfContent reads the content of a neutral cue: the first of its sentences that is more than a claim decides.
func (r *reader) kindOfContent(c *candidate) (tocsin.Kind, string) {
	kind, why := tocsin.Claim, "neutral cue"
	last := -1
	for _, p := range c.content {
		for w := r.tokens(p); w.First < w.End; w.First++ {
			s := r.doc.Tokens[w.First].Sent
			if s == last || r.upos(w.First) == parse.PUNCT {
				continue
			}
			last = s
			end := min(w.End, r.doc.Sents[s].End)
			if k, y := r.kindOfSentence(c, parse.Range{First: w.First, End: end}); k != tocsin.Claim {
				return k, y
			}
		}
	}
	return kind, why
}

// kindOfSentence reads one sentence of a content.
func (r *reader) kindOfSentence(c *candidate, s parse.Range) (tocsin.Kind, string) {
	at := r.top(s.First, s.End)
	if c.core >= s.First && c.core < s.End && r.verbal(c.core) {
		at = c.core
	}
	w := r.clauseWords(s, at)
	if r.bound(c, s, at, w) {
		return tocsin.Commitment, "the speaker will or won't"
	}
	switch {
	case (w.possible || w.likely) && w.harm || w.risk:
		return tocsin.Warning, "possible harm"
	case w.must:
		return tocsin.Demand, "must"
	case w.should || r.imperative(c, at):
		return tocsin.Appeal, "should"
	case w.denies || w.negated && w.self && w.past:
		return tocsin.Denial, "says that it is not so"
	case w.possible || w.likely || w.future:
		return tocsin.Assessment, "possible or to come"
	case w.values:
		return tocsin.Position, "judges"
	}
	return tocsin.Claim, "neutral cue"
}

// bound looks for the clause in which the speaker binds himself: the main one, or one joined to it, as in "If the rain
// stops, we will open the road".
func (r *reader) bound(c *candidate, s parse.Range, at int, w words) bool {
	if r.binds(c, at, w) {
		return true
	}
	for _, k := range r.doc.Children(at) {
		if k >= s.First && k < s.End && r.is(k, "ccomp", "parataxis", "conj") && r.binds(c, k, r.clauseWords(s, k)) {
			return true
		}
	}
	return false
}

// words are signs found in the first clause of a content.
type words struct {
	must, should, will, negated, self, past, denies, possible, likely, harm, risk, future, values bool
}

// clauseWords collects the signs in the sentence of the content's predicate.
func (r *reader) clauseWords(s parse.Range, at int) words {
	var w words
	for _, k := range r.doc.Children(at) {
		switch {
		case r.is(k, "aux"):
			switch r.lemma(k) {
			case "must":
				w.must = true
			case "should", "ought":
				w.should = true
			case "will", "shall", "'ll", "would", "wo", "’ll", "'d", "won't":
				w.will = true
			case "may", "might", "could", "can":
				w.possible = w.possible || r.lemma(k) != "can"
			}
		case r.form(k) == "not" || r.form(k) == "n't" || r.form(k) == "n’t" || r.form(k) == "never":
			w.negated = true
		case r.is(k, "nsubj"):
			w.self = first(r.form(k))
		}
	}
	w.past = r.doc.Tokens[at].XPOS == "VBD" || r.has(at, "aux") && !w.will && !w.possible
	if l := r.lemma(at); l == "have" || l == "need" { // "has to open", "needs to open"
		if x := r.after(at, "xcomp"); x != parse.NoHead && r.infinitive(x) {
			w.must, w.should = l == "have", l == "need"
		}
	}
	w.future = w.will && !w.self && !r.has(at, "aux:pass")
	for i := s.First; i < s.End; i++ {
		r.sign(&w, i, at)
	}
	return w
}

// sign notes what a single word of the content says.
func (r *reader) sign(w *words, i, at int) {
	close := i == at || r.head(i) == at
	switch r.lemma(i) {
	case "baseless", "unfounded", "untrue", "false", "groundless", "fabricated", "fabrication", "nonsense", "untruth", "slander":
		w.denies = true
	case "likely", "probably", "probable":
		w.likely = w.likely || close
	case "possible", "possibly", "perhaps", "maybe":
		w.possible = w.possible || close
	case "risk", "danger", "threat", "peril", "menace":
		w.risk = w.risk || close && !w.negated
		w.harm = true
	case "attack", "terrorist", "terrorism", "infiltrate", "penetrate", "war", "collapse", "famine", "disaster", "escalate", "escalation", "spill", "crisis", "violence", "kill",
		"destabilise", "destabilize", "catastrophe", "invade", "invasion", "extremist", "militant", "worsen", "fail", "flood", "strike", "clash", "hostility", "conflict":
		w.harm = true
	case "important", "unacceptable", "necessary", "essential", "wrong", "right", "good", "bad", "great", "terrible", "fair", "unfair", "proud", "wonderful", "disgraceful",
		"outrageous", "crucial", "vital", "best", "worst", "shameful", "welcome", "deplorable":
		w.values = w.values || r.has(i, "cop")
	case "truth", "basis":
		if d := r.doc.Child(i, "det"); d != parse.NoHead && r.form(d) == "no" {
			w.denies = true
		}
	case "true":
		w.denies = w.denies || r.negates(i)
	}
}

// negates reports whether "not" hangs on a token.
func (r *reader) negates(i int) bool {
	for _, k := range r.doc.Children(i) {
		if f := r.form(k); f == "not" || f == "n't" || f == "n’t" || f == "never" {
			return true
		}
	}
	return false
}

// binds reports whether the speaker binds himself: he is the subject of a future act ("it won't permit", "we will rebuild"),
// or his ground or forces are that of an act not to be allowed ("our soil will not be used").
func (r *reader) binds(c *candidate, at int, w words) bool {
	if !w.will || r.upos(at) != parse.VERB {
		return false
	}
	switch r.lemma(at) {
	case "be", "have", "see", "know", "think", "win", "lose", "become", "like", "need", "want", "love", "prefer", "say", "get", "happen", "find", "vote", "expect", "remain", "look", "feel", "face", "suffer", "die":
		return false
	}
	subj := r.doc.Child(at, "nsubj")
	if subj == parse.NoHead {
		subj = r.doc.Child(at, "nsubj:pass")
	}
	if subj == parse.NoHead {
		return false
	}
	if r.has(at, "aux:pass") || r.rel(subj) == "nsubj:pass" {
		switch r.lemma(at) {
		case "use", "allow", "permit", "tolerate":
			return w.negated
		}
		return false
	}
	if r.form(subj) == "i" || r.form(subj) == "we" {
		return true
	}
	if p := r.doc.Child(subj, "nmod:poss"); p != parse.NoHead && r.upos(p) == parse.PRON && r.form(p) != "their" && r.form(p) != "your" && r.acts(subj) {
		return true // "our troops will leave", "her government would not let"
	}
	if c.speaker == nobody {
		return false
	}
	for _, e := range r.cast.At(subj) {
		if e == c.speaker {
			return true
		}
	}
	// A pronoun that could be the source itself, in a paraphrase, with nobody else between: "it reaffirmed that it …".
	return r.upos(subj) == parse.PRON && len(c.quoted) == 0 && len(r.cast.At(subj)) == 0 && c.who != parse.NoHead && r.form(c.who) == r.form(subj)
}

// acts reports whether a noun names those who do what their speaker promises.
func (r *reader) acts(i int) bool {
	switch r.lemma(i) {
	case "government", "administration", "country", "nation", "army", "force", "troop", "soldier", "military", "ministry", "party", "group", "movement", "organisation",
		"organization", "company", "team", "state", "police", "navy", "coalition", "union", "side", "people", "council", "authority":
		return true
	}
	return false
}

// imperative reports whether a quotation begins with a bare verb: "“Open the gates.”"
func (r *reader) imperative(c *candidate, at int) bool {
	if len(c.quoted) == 0 || r.doc.Tokens[at].XPOS != "VB" || r.infinitive(at) {
		return false
	}
	return r.doc.Child(at, "nsubj", "aux", "expl", "csubj", "nsubj:pass") == parse.NoHead
}
