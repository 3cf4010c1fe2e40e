package attribute

import (
	"slices"
	"strings"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
)

// carriers finds the frames through which a statement reached us, and takes candidates that only carry another one out of
// the list: "according to Ada Orlu, …, as reported by Coast Radio" is a statement by Orlu that Coast Radio carries.
func (r *reader) carriers() {
	gone := map[*candidate]bool{}
	for _, c := range r.found {
		if !gone[c] && (r.quotesAs(c, gone) || r.cites(c, gone)) {
			continue
		}
	}
	for _, c := range r.found {
		if !gone[c] {
			r.onWordOf(c)
		}
	}
	for _, c := range r.found {
		if gone[c] || !r.carries(c) {
			continue
		}
		for _, b := range r.found {
			if b != c && !gone[b] && b.sentence == c.sentence && b.who != parse.NoHead && b.who != c.who && reports(b.entry.Class) && r.sameWords(b, c) {
				b.carrier = append([]hop{r.hop(c.who)}, b.carrier...)
				b.why("carried by " + r.doc.Tokens[c.who].Form)
				b.content = r.without(b.content, r.doc.Span(r.bracketOf(c)))
				gone[c] = true
				break
			}
		}
	}
	keep := r.found[:0]
	for _, c := range r.found {
		if !gone[c] {
			keep = append(keep, c)
			r.told(c)
		}
	}
	r.found = keep
}

// quotesAs turns "X quoted Y as saying that …" into a statement of Y that X carries, also in the passive ("was quoted by X as saying")
// and behind the words themselves ("…, X quoted Y as saying").
func (r *reader) quotesAs(c *candidate, gone map[*candidate]bool) bool {
	q := c.head
	if c.sure { // read as such already
		return false
	}
	if !r.quoting(q) {
		if q = r.head(c.head); q < 0 || !r.quoting(q) || r.doc.Tokens[c.head].XPOS != "VBG" || !r.is(c.head, "advcl", "xcomp", "ccomp", "acl") {
			return false
		}
	}
	carrier, speaker := r.ownSubject(q), r.doc.Child(q, "obj")
	if r.passive(q) {
		carrier, speaker = r.agent(q), r.doc.Child(q, "nsubj:pass")
		if speaker == parse.NoHead && r.is(q, "acl") {
			speaker = r.head(q)
		}
	}
	as := r.saying(q)
	if speaker == parse.NoHead || as == parse.NoHead {
		return false
	}
	if c.head == q {
		for _, b := range r.found { // "saying" has the content
			if b.head == as && !gone[b] {
				gone[c] = true
				return true
			}
		}
		first := min(c.cue.First, r.subtree(speaker).First)
		if carrier != parse.NoHead {
			first = min(first, r.subtree(carrier).First)
		}
		s := r.sent(q)
		first = max(first, s.First)
		if first > s.First+1 && r.punct(first-1, ",") && r.hasFinite(s.First, first) {
			c.content = []tocsin.Span{r.doc.Span(parse.Range{First: r.afterDateline(s), End: first - 1})}
		} else if holds(c.content, r.doc.Tokens[speaker].Span) {
			gone[c] = true
			return true
		}
	}
	c.passive, c.who = false, speaker
	c.source = r.phrase(speaker, c.cue, true)
	if c.source.End > as {
		c.source.End = max(speaker+1, min(c.source.End, as-1))
	}
	if carrier != parse.NoHead {
		c.carrier = append([]hop{r.hop(carrier)}, c.carrier...)
		c.why("quoted by " + r.doc.Tokens[carrier].Form)
	}
	return true
}

func (r *reader) quoting(i int) bool {
	switch r.lemma(i) {
	case "quote", "cite":
		return r.upos(i) == parse.VERB
	}
	return false
}

// saying returns the participle of "quoted him as saying".
func (r *reader) saying(q int) int {
	for _, k := range r.doc.Children(q) {
		if k > q && r.doc.Tokens[k].XPOS == "VBG" && r.is(k, "advcl", "xcomp", "acl", "ccomp", "obl") && r.entry(k) != nil {
			if m := r.doc.Child(k, "mark", "case"); m != parse.NoHead && r.form(m) == "as" || r.form(k-1) == "as" {
				return k
			}
		}
	}
	if o := r.doc.Child(q, "obj"); o != parse.NoHead {
		for _, k := range r.doc.Children(o) {
			if k > o && r.doc.Tokens[k].XPOS == "VBG" && r.form(k-1) == "as" && r.entry(k) != nil {
				return k
			}
		}
	}
	return parse.NoHead
}

// cites: where an outlet or a document says something on the word of another one, the other one speaks and it carries: "Coast Radio,
// citing a guard, said", "according to the agency, which quotes a guard". A person who cites a paper speaks for himself.
func (r *reader) cites(c *candidate, gone map[*candidate]bool) bool {
	if !r.quoting(c.head) || c.who == parse.NoHead {
		return false
	}
	carrier := r.antecedent(c.who)
	cited := r.doc.Child(c.head, "obj")
	if r.passive(c.head) { // "a guard quoted by Coast Radio said"
		if cited = r.doc.Child(c.head, "nsubj:pass"); cited == parse.NoHead && r.is(c.head, "acl") {
			cited = r.head(c.head)
		}
	}
	if cited == parse.NoHead || !r.somebody(cited) || !r.passesOn(carrier) {
		return false
	}
	for _, b := range r.found {
		if b == c || gone[b] || b.sentence != c.sentence || r.quoting(b.head) || b.who == parse.NoHead {
			continue
		}
		who := r.antecedent(b.who)
		switch {
		case who == cited:
			b.carrier = append([]hop{r.hop(carrier)}, b.carrier...)
		case who == carrier || c.who == b.who || r.below(c.head, b.head) != parse.NoHead && !r.passive(c.head):
			b.carrier = append([]hop{r.hop(carrier)}, b.carrier...)
			b.who = cited
			b.source = r.phrase(cited, b.cue, true)
			b.content = r.without(b.content, r.doc.Span(parse.Range{First: c.cue.First, End: max(c.cue.End, b.source.End)}))
			if c.head > 0 && r.relative(c.head-1) {
				b.content = r.without(b.content, r.doc.Tokens[c.head-1].Span)
			}
		default:
			continue
		}
		b.why("cited by " + r.doc.Tokens[carrier].Form)
		gone[c] = true
		return true
	}
	return false
}

// onWordOf does what cites does where nobody has made a candidate of the citing verb: "Coast Radio, citing a guard, said".
func (r *reader) onWordOf(b *candidate) {
	if b.who == parse.NoHead || len(b.carrier) > 0 || r.quoting(b.head) || !reports(b.entry.Class) {
		return
	}
	who := r.antecedent(b.who)
	if !r.passesOn(who) {
		return
	}
	s := r.sent(b.head)
	for k := s.First; k < s.End; k++ {
		if !r.quoting(k) || r.within[k] >= 0 || r.passive(k) || k == b.head {
			continue
		}
		x := r.doc.Tokens[k].XPOS
		on := x == "VBG" && (r.below(k, b.head) != parse.NoHead || r.below(k, who) != parse.NoHead) || r.is(k, "acl") && r.head(k) == who
		cited := r.doc.Child(k, "obj")
		if !on || cited == parse.NoHead || cited < k || !r.somebody(cited) || r.saying(k) != parse.NoHead {
			continue
		}
		first := k
		for first > s.First && (r.relative(first-1) || r.punct(first-1, ",")) {
			first--
		}
		b.carrier = append([]hop{r.hop(who)}, b.carrier...)
		b.who, b.source = cited, r.phrase(cited, b.cue, true)
		b.content = r.without(b.content, r.doc.Span(parse.Range{First: first, End: max(k+1, r.subtree(cited).End)}))
		b.why("on the word of another: " + r.lemma(k))
		return
	}
}

// passesOn reports whether somebody hands on the words of others as his business: outlets and documents do, persons and states don't.
func (r *reader) passesOn(i int) bool {
	if r.outlet(i) || r.document(i) {
		return true
	}
	if r.human(i) || r.state(i) {
		return false
	}
	n := r.nameAt(i)
	return n != nil && n.Type.Body()
}

// somebody reports whether a noun is a person, a body or a text: who cites safety concerns cites nobody.
func (r *reader) somebody(i int) bool {
	return r.human(i) || r.outlet(i) || r.document(i) || r.nameAt(i) != nil ||
		slices.ContainsFunc(r.ids(i), func(e int) bool { return len(r.cast.Entities[e].Codes) > 0 })
}

// told finds channels beside the cue: the outlet that was told, the interview, the statement in writing, whom an agency cites.
func (r *reader) told(c *candidate) {
	for _, k := range r.doc.Children(c.head) {
		m := r.case_(k)
		switch {
		case k == c.who || holds(c.content, r.doc.Tokens[k].Span) && !r.is(k, "obj", "iobj"):
		case r.is(k, "obj", "iobj", "obl") && k > c.head && c.entry.Takes("o") && (m == parse.NoHead || m > k || r.form(m) == "to") && r.hears(k, c):
			c.carrier = append(c.carrier, r.hop(k))
			c.why("told " + r.doc.Tokens[k].Form)
		case m != parse.NoHead && m < k && r.is(k, "obl", "nmod", "advcl"):
			r.channelOf(c, m, k)
		}
	}
	if c.who == parse.NoHead {
		return
	}
	for _, k := range r.doc.Children(r.antecedent(c.who)) { // "a guard interviewed by Coast Radio"
		if k < c.who || !r.is(k, "acl", "advcl") || !r.passive(k) && r.doc.Tokens[k].XPOS != "VBN" {
			continue
		}
		switch r.lemma(k) {
		case "interview", "reach", "quote", "cite", "contact":
			if a := r.agent(k); a != parse.NoHead && r.passesOn(a) && !r.carried(c, a) {
				c.carrier = append(c.carrier, r.hop(a))
				c.why(r.lemma(k) + " by " + r.doc.Tokens[a].Form)
			}
		}
	}
}

// carried reports whether a hop stands in the chain already.
func (r *reader) carried(c *candidate, i int) bool {
	span := r.doc.Span(r.name(i))
	return slices.ContainsFunc(c.carrier, func(h hop) bool { return h.span.Overlaps(span) })
}

// hears reports whether somebody who is told something hands it on: an outlet, its reporter, an unknown name where only outlets are told
// such things, or the carrier itself ("told us").
func (r *reader) hears(k int, c *candidate) bool {
	switch {
	case r.form(k) == "us":
		return r.within[k] < 0 && r.art.Outlet != ""
	case r.medium(k):
		return true
	case r.lemma(k) == "reporter" || r.lemma(k) == "correspondent":
		p := r.doc.Child(k, "nmod:poss", "compound")
		return p != parse.NoHead && (r.outlet(p) || r.wordForOutlets(p))
	}
	if r.lemma(c.head) != "tell" || r.upos(k) != parse.PROPN {
		return false
	}
	for _, e := range r.cast.At(k) {
		ent := &r.cast.Entities[e]
		if ent.Kind == tocsin.Person && len(ent.Mentions) == 1 && !strings.Contains(strings.TrimPrefix(ent.Name, "Al-"), " ") && len(ent.Codes) == 0 {
			return true // one word, never before or after: "told Kantipur that"
		}
		if ent.Kind == tocsin.Person || ent.Kind == tocsin.State || ent.Kind == tocsin.ArmedGroup || len(ent.Codes) > 0 {
			return false
		}
	}
	for i := r.name(k).First; i <= k; i++ {
		if refs, n := r.lex.Match(lexicon.RoleNoun, func(int) string { return r.lemma(i) }, 1, 0); n == 1 && len(refs) > 0 && r.lemma(i) != "agency" {
			return false
		}
	}
	if n := r.nameAt(k); n != nil {
		return n.Type != parse.PER && n.Type != parse.NORP
	}
	return true
}

// medium reports whether a phrase names an outlet: by the lexicon, or by a word for outlets at its head, beside its name or behind a comma.
//
// "the daily Politis", "the station", "EBC, the state broadcaster"
func (r *reader) medium(k int) bool {
	if r.outlet(k) || r.wordForOutlets(k) && r.definite(k) {
		return true
	}
	for _, x := range r.doc.Children(k) {
		if r.is(x, "compound", "amod", "appos", "flat", "nmod") && r.case_(x) == parse.NoHead && (r.wordForOutlets(x) || r.press(x) || r.is(x, "appos") && r.outlet(x)) {
			return true
		}
	}
	return false
}

// channelOf reads "in an interview with Coast Radio", "in a statement", "on Twitter", "to reporters in Varna".
func (r *reader) channelOf(c *candidate, m, k int) {
	switch r.form(m) {
	case "in", "on", "at", "during", "by", "via", "through":
	case "to":
		if r.medium(k) {
			c.carrier = append(c.carrier, r.hop(k))
			c.why("to " + r.doc.Tokens[k].Form)
		}
		return
	default:
		return
	}
	if r.medium(k) && !r.state(k) && !r.carried(c, k) && !channels[r.lemma(k)] {
		c.carrier = append(c.carrier, r.hop(k))
		c.why("channel: " + r.doc.Tokens[k].Form)
		return
	}
	if !channels[r.lemma(k)] && r.lemma(k) != "condition" {
		return
	}
	end := k + 1
	if r.lemma(k) == "condition" {
		end = r.subtree(k).End
	}
	if c.channel == "" {
		c.channel = r.doc.Span(parse.Range{First: m, End: end}).Of(r.doc.Text)
		c.why("channel: " + c.channel)
	}
	for _, n := range r.doc.Children(k) {
		p := r.case_(n)
		a := parse.NoHead
		switch {
		case p != parse.NoHead && (r.form(p) == "with" || r.form(p) == "on" || r.form(p) == "to" || r.form(p) == "for") && (r.medium(n) || r.upos(n) == parse.PROPN && onAir(r.lemma(k)) && !r.state(n)):
			a = n
		case r.is(n, "acl") && r.carrying(n): // "in remarks carried by Coast Radio"
			a = r.agent(n)
		}
		if a != parse.NoHead && !r.carried(c, a) {
			c.carrier = append(c.carrier, r.hop(a))
			c.why("channel: " + r.doc.Tokens[a].Form)
		}
	}
}

// onAir: behind "a broadcast on", "an interview with" any name is an outlet's.
func onAir(noun string) bool { return noun == "broadcast" || noun == "programme" || noun == "program" }

func (r *reader) carrying(i int) bool {
	switch r.lemma(i) {
	case "carry", "publish", "broadcast", "air", "run", "post", "distribute", "cite", "quote", "report", "relay", "release":
		return true
	}
	return false
}
