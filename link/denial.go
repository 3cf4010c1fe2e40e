package link

import (
	"slices"
	"strings"

	"github.com/tocsin-desk/tocsin"
)

// An answer is what the words of a statement tell of its going against another one.
type answer struct {
	denies  bool // by its cue: "denied", "disputed", "was contradicted by"
	doubts  bool // by its cue, in a weaker word or one that plans can meet too: "rejected", "doubts", "doesn't believe"
	falsity bool // calls it a lie, a forgery, invented
	points  bool // at what was said: "it", "the accusation", "that was a lie"
	negated bool // the content has a negation
	bare    bool // and hardly more: "Not so", "it wasn't"
	replies bool // by its cue: "replied", "insists"
	turns   bool // "however", "though" stands beside it
	cleft   bool // "it was the rebels who", "it was Urdu"
	holdsOn bool // "still held it", "in fact"
	again   bool // the cue says that it was said before

	retracts bool // the cue takes back what was said: "retracted", "withdrew", "took back"
}

// A manner is how a statement goes against another one, as far as it says so itself.
type manner int

const (
	pointed manner = iota // plainly, and points back: "denied it", "called the report a lie"
	told                  // plainly, and says what isn't so: "denied that it had fired"
	hinted                // perhaps: "no soldier had fired", "insisted that", "still held it"
	silent                // not at all
)

// manner tells it by the statement's kind and its words.
func (p *proposition) manner() manner {
	denies := p.s.Kind == tocsin.Denial || p.denies || p.bare
	switch {
	case p.points && (denies || p.falsity || p.doubts):
		return pointed
	case denies:
		return told
	case p.doubts || p.falsity || p.negated || p.replies || p.turns || p.holdsOn:
		return hinted
	}
	return silent
}

// plain reports whether a statement says plainly that it goes against another one.
func (p *proposition) plain() bool { return p.manner() <= told }

// answering reads a statement: its cue, its content, and what else stands in its sentence.
func answering(r *tocsin.Reading, text string, s *tocsin.Statement) answer {
	cue, content, beside := wordsIn(text, s.Cue), wordsIn(text, s.Content), besides(r, text, s)
	var a answer
	no := slices.ContainsFunc(cue, negation) || slices.Contains(cue, "neither")
	a.denies = !no && hasPrefix(cue, "deny", "deni", "disput", "refut", "rebut", "contradict", "repudiat", "disavow", "disown", "debunk")
	a.doubts = !no && hasPrefix(cue, "reject", "dismiss", "doubt", "question", "challeng", "ridicul", "mock", "scoff", "laugh", "denounc", "brush", "shrug", "correct", "sceptic", "skeptic") ||
		!no && hasPrefix(cue, "rul") && slices.Contains(cue, "out") || no && hasPrefix(cue, "believ", "accept", "agree", "recognis", "recogniz", "recall")
	// "He called the accusation blackmail", "said it was fake".
	a.falsity = !slices.ContainsFunc(content, negation) && slices.ContainsFunc(content, falsehood) || slices.ContainsFunc(beside, falsehood) || calledNot(content)
	a.points = pointing(content) || len(s.Content) > 0 && pointingAlone(s.Content[0].Of(text))
	a.negated = slices.ContainsFunc(content, negation)
	a.bare = a.negated && len(content) > 1 && len(content) <= 6 && !slices.ContainsFunc(content, func(w string) bool { return len(w) > 4 && !negation(w) && !auxiliary(w) })
	a.points = a.points || a.bare
	a.replies = hasPrefix(cue, "repl", "insist", "maintain", "counter", "retort", "respond", "answer", "hit") || hasPrefix(beside, "contradict", "contrary")
	a.turns = slices.ContainsFunc(beside, func(w string) bool {
		return w == "however" || w == "but" || w == "though" || w == "meanwhile" || w == "although"
	})
	a.cleft = cleaves(content)
	a.holdsOn = slices.ContainsFunc(content, func(w string) bool { return holding[w] })
	a.retracts = !no && (hasPrefix(cue, "retract", "recant", "withdr") || hasPrefix(cue, "took", "take", "taking") && slices.Contains(cue, "back"))
	a.again = hasPrefix(cue, "reaffirm", "reiterat", "repeat", "renew", "again", "restat")
	return a
}

// besides are the words of the statement's sentence that are not its content.
func besides(r *tocsin.Reading, text string, s *tocsin.Statement) []string {
	if s.Sentence < 0 || s.Sentence >= len(r.Sentences) {
		return nil
	}
	sent := r.Sentences[s.Sentence]
	var out []string
	at := sent.Start
	for _, c := range s.Content {
		if c.Start >= at && c.Start < sent.End {
			out = append(out, split(strings.ToLower(text[at:c.Start]))...)
			at = min(c.End, sent.End)
		}
	}
	return append(out, split(strings.ToLower(text[at:sent.End]))...)
}

func wordsIn(text string, spans []tocsin.Span) []string {
	var out []string
	for _, s := range spans {
		out = append(out, split(strings.ToLower(s.Of(text)))...)
	}
	return out
}

func hasPrefix(words []string, beginnings ...string) bool {
	return slices.ContainsFunc(words, func(w string) bool {
		return slices.ContainsFunc(beginnings, func(b string) bool { return strings.HasPrefix(w, b) })
	})
}

// negation reports whether a word turns what is said into its opposite.
func negation(w string) bool {
	switch w {
	case "no", "not", "never", "nobody", "none", "nothing", "nowhere", "neither", "nor", "cannot", "without":
		return true
	}
	return strings.HasSuffix(w, "n't")
}

// falsehood reports whether a word calls what was said untrue.
func falsehood(w string) bool {
	return slices.ContainsFunc(falsehoods, func(b string) bool { return w == b || len(b) > 4 && strings.HasPrefix(w, b) })
}

var falsehoods = strings.Fields(`lie lies lying fake faked false falsehood untrue forged forgery forgeries fabricat invent nonsense absurd baseless unfounded groundless slander libel smear
	fiction novel myth hoax propaganda theatre blackmail insult mistaken misinformed mistake distort misleading ridiculous ludicrous preposterous provocation disinformation farce fairy`)

// calledNot: "not true", "not so", "no truth".
func calledNot(content []string) bool {
	for i, w := range content {
		if negation(w) && i+1 < len(content) {
			switch content[min(len(content)-1, i+1)] {
			case "true", "so", "truth", "correct", "accurate", "case":
				return true
			}
		}
	}
	return false
}

// pointing reports whether a content points back at something said: "it", "the allegations", "that was a lie", "any part in it".
func pointing(content []string) bool {
	if len(content) > 1 && content[0] == "that" && !auxiliary(content[1]) {
		content = content[1:]
	}
	for i, w := range content[:min(len(content), 5)] {
		switch {
		case i == 0 && (w == "him" || w == "her" || w == "them") && len(content) == 1:
			return true
		case i == 0 && (w == "it" || w == "that" || w == "this" || w == "these" || w == "those") && (len(content) == 1 || auxiliary(content[1]) && slices.ContainsFunc(content, falsehood)):
			return true
		case i > 0 && saidThing(w) && (definite(content[i-1]) || i > 1 && definite(content[i-2])):
			return true
		case w == "such", i == 0 && strings.HasSuffix(w, "s") && saidThing(w), i > 0 && content[i-1] == "any" && part(w), i == 0 && part(w):
			return true
		}
	}
	return false
}

// pointingAlone: "Bishkek denied it; …", "denied this on its website", where what follows was taken for content.
func pointingAlone(content string) bool {
	low := strings.ToLower(content)
	for _, w := range [...]string{"it", "this", "that"} {
		rest, ok := strings.CutPrefix(low, w)
		if !ok {
			continue
		}
		for _, next := range [...]string{".", ",", ";", ":", "\n", " on ", " in ", " at ", " as "} {
			if strings.HasPrefix(rest, next) && (w != "that" || next[0] != ' ') {
				return true
			}
		}
	}
	return false
}

func definite(w string) bool {
	switch w {
	case "the", "this", "that", "these", "those", "his", "her", "its", "their", "such", "all":
		return true
	}
	return strings.HasSuffix(w, "'s")
}

// part: "denied any involvement", "denied responsibility".
func part(w string) bool {
	switch w {
	case "part", "role", "link", "links", "connection", "involvement", "hand", "responsibility", "wrongdoing", "knowledge":
		return true
	}
	return false
}

func auxiliary(w string) bool {
	switch w {
	case "did", "does", "do", "would", "could", "will", "can", "been", "be", "was", "is", "were", "are", "had", "has", "have", "isn't", "wasn't", "weren't", "aren't", "as":
		return true
	}
	return false
}

// saidThing reports whether a noun stands for what somebody said.
func saidThing(w string) bool {
	return slices.Contains(saidThings, strings.TrimSuffix(strings.TrimSuffix(w, "'s"), "s"))
}

var saidThings = strings.Fields("accusation allegation claim charge report story storie account assertion suggestion rumour rumor version insinuation idea word remark statement figure")

// cleaves: "it was the other side that fired first".
func cleaves(content []string) bool {
	if len(content) > 0 && content[0] == "that" {
		content = content[1:]
	}
	return len(content) > 2 && (content[0] == "it" || content[0] == "these" || content[0] == "those") && (content[1] == "was" || content[1] == "is" || content[1] == "were" || content[1] == "are")
}

var holding = set("still only actually already indeed fact alive instead rather myself ourselves themselves")
