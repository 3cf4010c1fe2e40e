package link

import (
	"slices"
	"strings"
	"unicode"

	"github.com/tocsin-desk/tocsin"
)

// A proposition is a statement with what is compared of it.
type proposition struct {
	s           *tocsin.Statement
	first, last int      // sentences of the content
	words       []string // stems of the content words, sorted, each once
	names       []string // actors and places, sorted
	others      []string // names and nouns for those something is done to or by, beside the ones in common
	matters     []string // what it is about: danger, attack, aid
	figures     []string
	denial      bool // denies a state of affairs
	points      bool // denies "it", "the allegations"
	again       bool // the cue says that it was said before
	contrast    bool // "however", "but" stands beside the cue
	entities    []tocsin.EntityID
}

// propositions prepares the statements of a reading.
func propositions(r *tocsin.Reading, text string) []proposition {
	n := min(len(r.Statements), maxStatements)
	out := make([]proposition, 0, n)
	for i := range r.Statements[:n] {
		out = append(out, propose(r, text, &r.Statements[i]))
	}
	for i := range out { // "denied that it had disputed": neither of the two disputes anything
		p := &out[i]
		if p.s.Parent == "" || p.s.Kind != tocsin.Denial {
			continue
		}
		for k := range out {
			if out[k].s.ID == p.s.Parent && out[k].s.Kind == tocsin.Denial {
				p.denial, out[k].denial = false, false
			}
		}
	}
	return out
}

func propose(r *tocsin.Reading, text string, s *tocsin.Statement) proposition {
	p := proposition{s: s, first: s.Sentence, last: s.Sentence, entities: s.About}
	var all []string
	for _, c := range s.Content {
		for i, sent := range r.Sentences {
			if sent.Overlaps(c) {
				p.first, p.last = min(p.first, i), max(p.last, i)
			}
		}
		for _, w := range split(c.Of(text)) {
			low := strings.ToLower(w)
			all = append(all, low)
			p.add(w, low)
		}
	}
	for _, id := range s.About {
		if e := r.Entity(id); e != nil {
			p.names = append(p.names, strings.ToLower(e.Name))
		}
	}
	for _, list := range []*[]string{&p.words, &p.names, &p.others, &p.matters, &p.figures} {
		slices.Sort(*list)
		*list = slices.Compact(*list)
	}
	p.denial = s.Kind == tocsin.Denial && !deniesSaying(all)
	p.points = p.denial && pointing(all)
	p.cue(r, text)
	return p
}

// add files one word of the content.
func (p *proposition) add(w, low string) {
	if c := w[0]; c >= '0' && c <= '9' {
		p.figures = append(p.figures, low)
		return
	}
	if stop[low] || len(low) < 3 {
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

// cue reads the reporting words: said again, said in contrast.
func (p *proposition) cue(r *tocsin.Reading, text string) {
	for _, c := range p.s.Cue {
		for _, w := range split(strings.ToLower(c.Of(text))) {
			for _, a := range [...]string{"reaffirm", "reiterat", "repeat", "renew", "again", "restat"} {
				p.again = p.again || strings.HasPrefix(w, a)
			}
		}
	}
	if p.s.Sentence < 0 || p.s.Sentence >= len(r.Sentences) {
		return
	}
	for _, w := range split(strings.ToLower(r.Sentences[p.s.Sentence].Of(text))) {
		p.contrast = p.contrast || w == "however" || w == "but" || w == "though" || w == "meanwhile"
	}
}

// mentions reports whether the statement speaks of an entity, or to it.
func (p *proposition) mentions(e *tocsin.EntityID) bool {
	return e != nil && (slices.Contains(p.s.About, *e) || slices.Contains(p.s.Addressee, *e))
}

// deniesSaying reports whether what is denied is itself a denial: "that it had disputed".
func deniesSaying(words []string) bool {
	for _, w := range words[:min(len(words), 8)] {
		for _, d := range [...]string{"disput", "denied", "deny", "denying", "reject", "refut"} {
			if strings.HasPrefix(w, d) {
				return true
			}
		}
	}
	return false
}

// pointing reports whether a content only points back: "it", "the allegations", "those reports".
func pointing(words []string) bool {
	if len(words) == 0 || len(words) > 4 {
		return false
	}
	switch last := stem(words[len(words)-1]); last {
	case "it", "that", "this", "them", stem("allegations"), stem("accusations"), stem("claims"), stem("charges"), stem("reports"), stem("suggestions"), stem("involvement"),
		stem("responsibility"), stem("assertions"), stem("rumours"), stem("rumors"):
		return true
	}
	return false
}

// matter maps a stem to what it is about, so that "threat" meets "danger".
func matter(st string) string {
	for _, m := range matters {
		if slices.Contains(m.stems, st) {
			return m.name
		}
	}
	return ""
}

// matters groups words that name one matter in reports on security. The list is short on purpose: a dispute needs a matter
// that can be denied.
var matters = []struct {
	name  string
	stems []string
}{
	{"danger", stems("threat threaten danger dangerous risk peril menace hazard worry concern infiltrate infiltration penetrate unsafe insecurity")},
	{"attack", stems("attack strike assault raid shell shelling bomb bombing bombard fire missile rocket drone offensive airstrike ambush")},
	{"killing", stems("kill killed murder death dead casualty massacre execute execution slain victim toll")},
	{"aid to fighters", stems("shelter harbour harbor haven sponsor arm armed weapon fund finance supply smuggle train training sanctuary")},
	{"crossing", stems("cross incursion intrude intrusion violate violation breach trespass border airspace")},
	{"talks", stems("talk negotiate negotiation dialogue meet meeting contact agreement agree deal accord ceasefire truce")},
	{"detention", stems("arrest detain detention prison prisoner jail hostage torture abduct kidnap disappear")},
	{"vote", stems("election vote ballot poll fraud rig result")},
	{"troops", stems("troop soldier mobilise mobilize deploy deployment withdraw withdrawal force build-up army")},
	{"money", stems("corruption bribe bribery embezzle steal launder")},
	{"hunger", stems("famine hunger starve starvation shortage food drought")},
	{"disease", stems("disease outbreak virus epidemic infection cholera")},
	{"chemical", stems("chemical nuclear toxic poison enrich uranium gas warhead")},
}

// parties are nouns for those who do or suffer something. Two statements that name different ones are not about quite the same.
var parties = func() map[string]bool {
	m := map[string]bool{}
	for _, s := range stems("neighbour neighbor member partner ally country nation state civilian resident citizen soldier troop police minority refugee child woman opposition protester journalist worker hospital school village region") {
		m[s] = true
	}
	return m
}()

func stems(words string) []string {
	f := strings.Fields(words)
	for i := range f {
		f[i] = stem(f[i])
	}
	return f
}

// stem cuts the endings of a word, roughly, and writes -ise for -ize: it only has to bring forms of one word together.
func stem(w string) string {
	w = strings.ReplaceAll(w, "iz", "is")
	for _, e := range [...]string{"isations", "isation", "ations", "ation", "nesses", "ness", "ments", "ment", "ising", "ised", "ises", "ing", "ers", "ies", "ied", "ed", "es", "er", "ly", "s", "e", "y"} {
		if strings.HasSuffix(w, e) && len(w)-len(e) >= 4 {
			return w[:len(w)-len(e)]
		}
	}
	return w
}

// split returns the words of a text: letters, digits, inner hyphens and points of figures.
func split(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-'
	})
}

// share is the part of the shorter list that both have.
func share(a, b []string) float64 {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	return float64(common(a, b)) / float64(min(len(a), len(b)))
}

func common(a, b []string) int { return len(shared(a, b)) }

// shared returns what two sorted lists have in common.
func shared(a, b []string) []string {
	var out []string
	for i, k := 0, 0; i < len(a) && k < len(b); {
		switch strings.Compare(a[i], b[k]) {
		case -1:
			i++
		case 1:
			k++
		default:
			out = append(out, a[i])
			i++
			k++
		}
	}
	return out
}

// without returns what of a sorted list is not in another one.
func without(a, b []string) []string {
	var out []string
	for _, x := range a {
		if _, ok := slices.BinarySearch(b, x); !ok {
			out = append(out, x)
		}
	}
	return out
}

// stop are words that two unrelated statements share.
var stop = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(`the and that this these those with from for was were are has have had been being will would could should may might must can not its his her their
		our your they them him she who whom which what when where how why any some all more most other into onto upon over under out about against between there here than then also only very
		just but because while after before during through does did doing done said say says say-so such own same each both few many much one two new last next you`) {
		m[w] = true
	}
	return m
}()
