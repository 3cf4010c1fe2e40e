package attribute

import (
	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
)

// A hop is one carrier between the outlet and the speaker.
type hop struct {
	head      int // its head token
	entity    int // index into the cast, or nobody; settled with the speakers
	text      string
	span      tocsin.Span
	inherited bool
}

// bracketOf is the whole of a bracket: "as reported by Coast Radio".
func (r *reader) bracketOf(c *candidate) parse.Range {
	b := parse.Range{First: min(c.cue.First, c.source.First), End: max(c.cue.End, c.source.End)}
	if b.First > 0 && r.form(b.First-1) == "as" {
		b.First--
	}
	return b
}

// without cuts a hole out of a content and trims the pieces.
func (r *reader) without(in []tocsin.Span, hole tocsin.Span) []tocsin.Span {
	var out []tocsin.Span
	for _, p := range subtract(in, hole) {
		if p = r.trim(p); !p.Empty() {
			out = append(out, p)
		}
	}
	return out
}

// carries reports whether a candidate is a bracket such as "as reported by X" or "X reported" around other words.
func (r *reader) carries(c *candidate) bool {
	if c.who == parse.NoHead || c.entry.Class != lexicon.CueSay {
		return false
	}
	switch r.lemma(c.head) {
	case "report", "quote", "cite", "carry", "publish", "relay", "broadcast":
	default:
		return false
	}
	if m := r.doc.Child(c.head, "mark", "advmod", "case"); m != parse.NoHead && r.form(m) == "as" {
		return true
	}
	return c.cue.First > 0 && r.form(c.cue.First-1) == "as" || r.outlet(c.who)
}

// sameWords reports whether the carrier's frame stands around the words of the other one: both have most words in common,
// and the carrier's own words don't stand in the middle of them, where the speaker himself might refer to it.
func (r *reader) sameWords(a, carrier *candidate) bool {
	shared := 0
	for _, p := range a.content {
		for _, q := range carrier.content {
			if p.Overlaps(q) {
				shared += min(p.End, q.End) - max(p.Start, q.Start)
			}
		}
	}
	if 2*shared < min(length(a.content), length(carrier.content)) {
		return false
	}
	b, s := r.bracketOf(carrier), r.sent(carrier.head)
	edge := b.First <= s.First+1 || r.onlyMarks(b.End, s.End)
	return edge || !holds(a.content, r.doc.Span(carrier.cue))
}

// onlyMarks reports whether only marks follow in a sentence.
func (r *reader) onlyMarks(i, end int) bool {
	for ; i < end; i++ {
		if r.upos(i) != parse.PUNCT {
			return false
		}
	}
	return true
}

// channels are nouns for the ways in which somebody speaks.
var channels = map[string]bool{"statement": true, "interview": true, "speech": true, "tweet": true, "letter": true, "email": true, "e-mail": true, "twitter": true,
	"facebook": true, "telegram": true, "post": true, "message": true, "conference": true, "briefing": true, "phone": true, "television": true, "radio": true, "address": true,
	"memo": true, "column": true, "debate": true, "video": true, "release": true, "communique": true, "broadcast": true, "remark": true, "testimony": true, "call": true}

// outlet reports whether a token names a publication: an entity of that kind, or a name in the list of outlets.
func (r *reader) outlet(i int) bool {
	for _, e := range r.cast.At(i) {
		if r.cast.Entities[e].Kind == tocsin.OutletKind {
			return true
		}
	}
	if r.press(i) {
		return true
	}
	for k := r.nominal(i).First; k <= i; k++ {
		refs, n := r.lex.Match(lexicon.OutletName, func(j int) string { return r.doc.Tokens[j].Form }, len(r.doc.Tokens), k)
		if len(refs) > 0 && k+n > i {
			return true
		}
	}
	return false
}

// press reports whether a noun or the last word of a name is one for a publication: "the newspaper", "Coast News Agency".
func (r *reader) press(i int) bool {
	switch r.lemma(i) {
	case "newspaper", "broadcaster", "newswire", "tabloid", "magazine":
		return true
	case "radio", "television", "tv", "herald", "tribune", "gazette", "courier", "times":
		if p := r.doc.Child(i, "compound", "amod"); p != parse.NoHead && r.form(p) == "state" {
			return true // "state television"
		}
		return r.upos(i) == parse.PROPN
	case "agency":
		for _, k := range r.doc.Children(i) {
			if k < i && r.lemma(k) == "news" {
				return true
			}
		}
	}
	return false
}

// hop makes a hop of a noun phrase.
func (r *reader) hop(i int) hop {
	h := hop{entity: nobody, span: r.doc.Span(r.name(i))}
	h.text, h.head = h.span.Of(r.doc.Text), i
	return h
}

// name is the phrase of a noun without determiner, apposition and what follows it.
func (r *reader) name(i int) parse.Range {
	out := parse.Range{First: i, End: i + 1}
	for _, k := range r.doc.Children(i) {
		switch {
		case k < i && r.is(k, "compound", "flat", "amod", "nummod", "nmod") && r.upos(k) != parse.PUNCT:
			out.First = min(out.First, r.subtree(k).First)
		case k > i && r.is(k, "flat", "fixed"):
			out.End = max(out.End, r.subtree(k).End)
		}
	}
	return out
}

// chain lists who stands between the reader and the words: the outlet that carries the article, the chain of the statement
// around this one, agencies and documents, the speaker last.
func (r *reader) chain(c *candidate) []tocsin.Hop {
	out := []tocsin.Hop{{By: r.art.Outlet}}
	out = append(out, r.hopsBefore(c)...)
	if last, ok := r.speakerHop(c); ok {
		out = append(out, last)
	}
	return out
}

// hopsBefore are the hops between the outlet and the speaker.
func (r *reader) hopsBefore(c *candidate) []tocsin.Hop {
	var out []tocsin.Hop
	if c.parent != nil {
		out = r.hopsBefore(c.parent)
		if h, ok := r.speakerHop(c.parent); ok {
			out = append(out, h)
		}
	}
	for _, h := range c.carrier {
		span := h.span
		x := tocsin.Hop{By: h.text, Span: &span}
		if h.entity != nobody {
			x.By = string(r.cast.Entities[h.entity].ID)
		}
		if h.inherited {
			x.Span, x.Inherited = nil, true
		}
		out = append(out, x)
	}
	return out
}

// speakerHop is the last hop: the speaker, by name where it is known, else as printed.
func (r *reader) speakerHop(c *candidate) (tocsin.Hop, bool) {
	if c.who == parse.NoHead && c.speaker == nobody {
		return tocsin.Hop{}, false
	}
	h := tocsin.Hop{Channel: c.channel}
	if c.who != parse.NoHead {
		span := r.doc.Span(r.name(c.who))
		if c.turn || c.source.First <= c.who && c.who < c.source.End && !r.doc.Span(c.source).Contains(span) { // parsed together, a label takes in its turn
			span = r.doc.Span(c.source)
		}
		h.Span, h.By = &span, span.Of(r.doc.Text)
	}
	if c.speaker != nobody {
		h.By = string(r.cast.Entities[c.speaker].ID)
	}
	return h, true
}

// inherit hands the carriers of a statement on to the next ones of the same speaker: an article that quotes an agency once
// goes on quoting it. "According to Ada Orlu, Coast Radio reported, … The mayor added …"
func (r *reader) inherit() {
	var last *candidate
	for _, c := range r.found {
		if c.parent != nil || c.speaker == nobody {
			continue
		}
		if last != nil && last.speaker == c.speaker && len(c.carrier) == 0 && len(last.carrier) > 0 && c.sentence-last.sentence <= reach {
			for _, h := range last.carrier {
				h.inherited = true
				c.carrier = append(c.carrier, h)
			}
			c.why("carrier taken over from " + last.id)
		}
		last = c
	}
}
