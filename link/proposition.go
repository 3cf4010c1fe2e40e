package link

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"github.com/tocsin-desk/tocsin"
)

// A proposition is a statement with what is compared of it.
type proposition struct {
	answer
	s           *tocsin.Statement
	begin       int      // where its first word stands
	order       int      // which one it is in the order of the text
	first, last int      // sentences of the content
	words       []string // stems of the content words, sorted, each once
	names       []string // actors and places, sorted
	others      []string // names and nouns for those something is done to or by, beside the ones in common
	matters     []string // what it is about: danger, attack, aid
	figures     []string
	printed     []string // stems of the words that name its speaker
	codes       []string // states of its speaker
	named       []string // states that the content names
	undone      bool     // a denial of a denial: "denied that it had disputed"
	near        bool     // its speaker is told from the statement before: "its spokesman", "he"
}

// propositions prepares the statements of a reading, in the order of the text.
func propositions(r *tocsin.Reading, text string) []proposition {
	n := min(len(r.Statements), maxStatements)
	out := make([]proposition, 0, n)
	for i := range r.Statements[:n] {
		out = append(out, propose(r, text, &r.Statements[i]))
	}
	slices.SortStableFunc(out, func(a, b proposition) int { return cmp.Compare(a.begin, b.begin) })
	denials := map[string]bool{}
	for i := range out {
		out[i].order = i
		denials[out[i].s.ID] = out[i].s.Kind == tocsin.Denial
	}
	for i := range out {
		p := &out[i]
		p.undone = p.s.Kind == tocsin.Denial && (p.undone || denials[p.s.Parent])
	}
	return out
}

func propose(r *tocsin.Reading, text string, s *tocsin.Statement) proposition {
	p := proposition{s: s, first: s.Sentence, last: s.Sentence, begin: len(text), answer: answering(r, text, s)}
	for _, c := range slices.Concat(s.Source, s.Cue, s.Content) {
		p.begin = min(p.begin, c.Start)
	}
	p.undone = hasPrefix(head(wordsIn(text, s.Content), 8), "disput", "denied", "deny", "denying", "reject", "refut")
	for _, c := range s.Content {
		for i, sent := range r.Sentences {
			if sent.Overlaps(c) {
				p.first, p.last = min(p.first, i), max(p.last, i)
			}
		}
		for _, w := range split(c.Of(text)) {
			p.add(strings.TrimSuffix(w, "'s"))
		}
	}
	for _, id := range s.About {
		if e := r.Entity(id); e != nil {
			p.names = append(p.names, strings.ToLower(e.Name))
		}
	}
	p.speaker(r, text)
	p.named = states(r, slices.Concat(s.About, s.Addressee))
	for _, list := range []*[]string{&p.words, &p.names, &p.others, &p.matters, &p.figures, &p.printed} {
		slices.Sort(*list)
		*list = slices.Compact(*list)
	}
	return p
}

// add files one word of the content.
func (p *proposition) add(w string) {
	low := strings.ToLower(w)
	if c := w[0]; c >= '0' && c <= '9' || numbers[low] {
		p.figures = append(p.figures, low)
		return
	}
	if stop[low] || len(low) < 3 || negation(low) {
		return
	}
	st := stem(low)
	p.words = append(p.words, st)
	if m := matter(st); m != "" {
		p.matters = append(p.matters, m)
	}
	if strings.IndexFunc(w, unicode.IsUpper) == 0 {
		p.names = append(p.names, st)
	}
	if parties[st] {
		p.others = append(p.others, low)
	}
}

// speaker notes who speaks, as printed and by states.
func (p *proposition) speaker(r *tocsin.Reading, text string) {
	source := wordsIn(text, p.s.Source)
	for i, w := range source {
		switch w {
		case "he", "she", "it", "they":
			p.near = p.near || i == 0
		case "its", "their", "his", "her": // "its spokesman", "Colonel Koné, its spokesman", "one of its officers"
			p.near = p.near || (i == 0 || i+2 == len(source)) && !slices.ContainsFunc(source[i:], func(w string) bool { return kin[w] })
		case "spokesman", "spokeswoman", "spokesperson":
			p.near = p.near || i <= 1 // "a spokeswoman", of whom was told before
		}
	}
	for _, w := range source {
		if st := stem(strings.TrimSuffix(w, "'s")); len(w) > 2 && !stop[w] && !posts[st] {
			p.printed = append(p.printed, st)
		}
	}
	var ids []tocsin.EntityID
	for _, id := range []*tocsin.EntityID{p.s.Speaker, p.s.Organisation} {
		if id == nil {
			continue
		}
		ids = append(ids, *id)
		if e := r.Entity(*id); e != nil {
			for _, w := range split(strings.ToLower(e.Name)) {
				if st := stem(strings.TrimSuffix(w, "'s")); len(w) > 2 && !stop[w] && !posts[st] {
					p.printed = append(p.printed, st)
				}
			}
		}
	}
	p.codes = states(r, ids)
}

// head is the first n words, or all.
func head(words []string, n int) []string { return words[:min(n, len(words))] }

// states are the three-letter codes with which the entities' codes begin, where a state is meant; sorted.
func states(r *tocsin.Reading, ids []tocsin.EntityID) []string {
	var out []string
	for _, id := range ids {
		if e := r.Entity(id); e != nil && len(e.Codes) > 0 && !roles[e.Codes[0]] {
			out = append(out, e.Codes[0])
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// mentions reports whether the statement speaks of an entity, or to it.
func (p *proposition) mentions(e *tocsin.EntityID) bool {
	return e != nil && (slices.Contains(p.s.About, *e) || slices.Contains(p.s.Addressee, *e))
}

// roles are the codes for what somebody is, which stand first where no state is known.
var roles = set("GOV MIL REB OPP PTY AGR BUS CRM CVL EDU ELI LEG JUD LAB MED JRN JUR NGO IGO COP SPY UAF REF REL UNS MNC NON HLH SEP INS DEV ENV HRI SET UIS ETH")

// posts are words for a speaker that many speakers share.
var posts = func() map[string]bool {
	m := map[string]bool{}
	for _, s := range stems("spokesman spokeswoman spokesperson minister ministry president prime foreign deputy government official chief secretary general director head leader state national officer statement interview senior former interior defence defense") {
		m[s] = true
	}
	return m
}()

var numbers = set("two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million dozen dozens hundreds thousands")

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// kin speak for themselves: "their relatives said".
var kin = set("relative relatives family families son sons daughter wife husband brother sister father mother parents widow neighbour neighbours neighbor neighbors friends")
