package attribute

import (
	"slices"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/coder/dating"
	"github.com/tocsin-desk/tocsin/parse"
)

// speakerFields fills in speaker, role and organisation.
func (r *reader) speakerFields(c *candidate, s *tocsin.Statement) {
	if c.speaker != nobody {
		id := r.cast.Entities[c.speaker].ID
		s.Speaker, s.SpeakerSure = &id, c.trust
		for _, e := range c.joint {
			if id := r.cast.Entities[r.known(e)].ID; id != *s.Speaker && !slices.Contains(s.With, id) {
				s.With = append(s.With, id)
			}
		}
	}
	org := -1
	if c.who != parse.NoHead {
		if role, ok := r.cast.Role(r.antecedent(c.who)); ok && role.First < role.End {
			span := r.doc.Span(role.Range)
			s.Role = &tocsin.Phrase{Text: span.Of(r.doc.Text), Span: span}
			org = role.Organisation
		}
	}
	if org < 0 {
		org = r.organisation(c)
	}
	if org >= 0 && org != c.speaker && org < len(r.cast.Entities) {
		id := r.cast.Entities[org].ID
		s.Organisation = &id
	}
}

// organisation is whom the speaker speaks for where this sentence doesn't say it: the organisation of a role that he is
// given elsewhere in the article, or the issuer of a document: "the ministry’s report".
func (r *reader) organisation(c *candidate) int {
	if c.speaker != nobody {
		if org, ok := r.orgs[c.speaker]; ok {
			return org
		}
	}
	if c.who != parse.NoHead {
		if o := r.owner(r.antecedent(c.who)); o != parse.NoHead { // "its spokesman"
			if e := r.known(r.possessorOf(o)); e != nobody {
				return e
			}
		}
	}
	if c.who == parse.NoHead || !r.document(c.who) {
		return -1
	}
	for _, k := range r.doc.Children(c.who) {
		if m := r.case_(k); r.rel(k) == "nmod:poss" || r.is(k, "nmod") && m != parse.NoHead && (r.form(m) == "of" || r.form(m) == "by" || r.form(m) == "from") {
			if ids := r.cast.At(k); len(ids) > 0 {
				return ids[0]
			}
		}
	}
	return -1
}

// details fills in what a statement says about itself: addressee, subject matter, polarity, modality, date, and the parts of a
// commitment.
func (r *reader) details(c *candidate, s *tocsin.Statement) {
	s.Addressee = r.addressee(c)
	s.About = r.about(c)
	s.Polarity = "affirmed"
	if at := r.root(c); at != parse.NoHead && (r.negates(at) || r.noObject(at)) {
		s.Polarity = "negated"
	}
	s.Modality, s.Likelihood = r.modality(c)
	s.Date = r.date(c)
	if s.Kind == tocsin.Commitment {
		s.Condition, s.Deadline, s.Beneficiary = r.condition(c), r.deadline(c), r.beneficiary(c, s.Polarity == "negated")
		s.Due = r.due(s.Deadline)
	}
}

// noObject: "poses no threat", "nobody will pass".
func (r *reader) noObject(at int) bool {
	for _, k := range r.doc.Children(at) {
		if !r.is(k, "obj", "nsubj") {
			continue
		}
		if d := r.doc.Child(k, "det"); r.form(k) == "nobody" || r.form(k) == "nothing" || d != parse.NoHead && r.form(d) == "no" {
			return true
		}
	}
	return false
}

// addressee: whom the cue verb takes as its object beside a clause, or behind "to": "told the crew that", "said to them".
func (r *reader) addressee(c *candidate) []tocsin.EntityID {
	var out []tocsin.EntityID
	for _, k := range r.doc.Children(c.head) {
		if k == c.who || holds(c.content, r.doc.Tokens[k].Span) && !c.entry.Takes("o") || r.outlet(k) {
			continue
		}
		m := r.case_(k)
		switch {
		case r.is(k, "obj", "iobj") && c.entry.Takes("o") && c.core != k:
		case r.is(k, "obl") && m != parse.NoHead && r.form(m) == "to" && m < k:
		default:
			continue
		}
		for _, e := range r.cast.At(k) {
			if id := r.cast.Entities[e].ID; e != c.speaker && !slices.Contains(out, id) {
				out = append(out, id)
			}
		}
	}
	return out
}

// about lists the entities spoken of in the content, in text order, without the speaker.
func (r *reader) about(c *candidate) []tocsin.EntityID {
	var out []tocsin.EntityID
	for _, p := range c.content {
		for w := r.tokens(p); w.First < w.End; w.First++ {
			for _, e := range r.cast.At(w.First) {
				if id := r.cast.Entities[e].ID; e != c.speaker && !slices.Contains(out, id) {
					out = append(out, id)
				}
			}
		}
	}
	return out
}

// modality is how sure the speaker is of it, with the words that say so.
func (r *reader) modality(c *candidate) (string, []tocsin.Span) {
	level := "certain"
	var spans []tocsin.Span
	for _, p := range c.content {
		for w := r.tokens(p); w.First < w.End; w.First++ {
			i := w.First
			switch r.lemma(i) {
			case "likely", "probably", "probable", "unlikely", "expected":
				level = "likely"
			case "may", "might", "could", "possible", "possibly", "perhaps", "maybe", "risk", "danger", "potential", "potentially":
				if r.lemma(i) == "may" && r.upos(i) == parse.PROPN {
					continue
				}
				if level == "certain" {
					level = "possible"
				}
			default:
				continue
			}
			first := i
			for _, k := range r.doc.Children(i) {
				if k == first-1 && r.is(k, "advmod") { // "more likely", "very possible"
					first = k
				}
			}
			spans = append(spans, r.doc.Span(parse.Range{First: first, End: i + 1}))
		}
	}
	return level, spans
}

// date is when it was said: the time of the cue, outside the content and the source; else the day of the news.
func (r *reader) date(c *candidate) *tocsin.When {
	source := r.doc.Span(c.source)
	w := r.dates.Of(c.head, func(t tocsin.Span) bool { return overlapsAny(c.content, t) || source.Overlaps(t) })
	if w == nil && c.parent == nil {
		w = r.dates.Reported(c.head, true)
	}
	return w
}

func overlapsAny(pieces []tocsin.Span, s tocsin.Span) bool {
	return slices.ContainsFunc(pieces, s.Overlaps)
}

// condition: the clause behind "if", "unless", "provided", "as long as" in a commitment.
func (r *reader) condition(c *candidate) []tocsin.Span {
	var out []tocsin.Span
	for _, p := range c.content {
		for w := r.tokens(p); w.First < w.End; w.First++ {
			i := w.First
			if !r.is(i, "advcl") {
				continue
			}
			m := r.doc.Child(i, "mark")
			if m == parse.NoHead {
				continue
			}
			switch r.form(m) {
			case "if", "unless", "provided", "once", "until":
				if s := r.plain(r.trim(r.doc.Span(r.subtree(i)))); !s.Empty() {
					out = append(out, s)
				}
			}
		}
	}
	return out
}

// plain takes the marks of a quotation and the comma before them off a phrase at its edge.
func (r *reader) plain(s tocsin.Span) tocsin.Span {
	w := r.tokens(s)
	for w.First < w.End && r.upos(w.First) == parse.PUNCT {
		w.First++
	}
	for w.First < w.End && r.upos(w.End-1) == parse.PUNCT {
		w.End--
	}
	return r.doc.Span(w)
}

// deadline: a time behind "by", "before", "within", "until" in a commitment.
func (r *reader) deadline(c *candidate) []tocsin.Span {
	var out []tocsin.Span
	for i := range r.doc.Times {
		t := r.doc.Times[i].Span
		if !holds(c.content, t) {
			continue
		}
		k := r.tokens(t).First - 1
		if k < 0 {
			continue
		}
		switch r.form(k) {
		case "by", "before", "within", "until", "till":
			out = append(out, t)
		}
	}
	return out
}

// due is what the first deadline that can be told means: "by the end of the year" is 2026.
func (r *reader) due(deadlines []tocsin.Span) *tocsin.When {
	for _, at := range deadlines {
		for i := range r.doc.Times {
			if t := &r.doc.Times[i]; t.Span == at && t.Resolved {
				if w := dating.When(t.Value); w != nil {
					return w
				}
			}
		}
	}
	return nil
}

// beneficiary: to or for whom something is promised; in a promise to refrain, those against whom it would be done.
// "won't let its harbours be used against the islands": the islands.
func (r *reader) beneficiary(c *candidate, refrain bool) []tocsin.Span {
	var out []tocsin.Span
	for _, p := range c.content {
		for w := r.tokens(p); w.First < w.End; w.First++ {
			i := w.First
			m := r.case_(i)
			if m == parse.NoHead || m > i || !r.is(i, "obl", "nmod") {
				continue
			}
			f := r.form(m)
			if len(r.cast.At(i)) == 0 && (f != "against" || !r.animate(i)) {
				continue
			}
			if refrain && f == "against" || !refrain && (f == "to" || f == "for") {
				if s := r.trim(subtractFront(r.doc.Span(r.subtree(i)), r.doc.Tokens[m].Span)); !s.Empty() {
					out = append(out, s)
				}
			}
		}
	}
	return out
}

// subtractFront takes a preposition off the front of a phrase.
func subtractFront(s, m tocsin.Span) tocsin.Span {
	if m.Start == s.Start {
		s.Start = m.End
	}
	return s
}
