package attribute

import (
	"slices"
	"strings"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/parse"
)

// scare is how many words a quotation needs to be speech without a cue beside it.
const scare = 4

// long reports whether the quotation is more than a few words set off by marks.
func (r *reader) long(q int) bool {
	return q >= 0 && len(strings.Fields(r.quotes[q].inner.Of(r.doc.Text))) >= scare
}

// whole reports whether the quotation is a sentence with its stop, such as “Nobody knows.”, or only words.
func (r *reader) whole(q int) bool {
	in := r.quotes[q].inner.Of(r.doc.Text)
	return strings.HasSuffix(in, ".") || strings.HasSuffix(in, "!") || strings.HasSuffix(in, "?")
}

// closeQuotes ends each quotation whose mark is missing at the first comma that only a speaker follows in its sentence:
// "“The road is cut. Help must come by sea, he said. He pointed to the map." Speech behind a dash is only known by such
// words.
func (r *reader) closeQuotes() {
	for n := range r.quotes {
		q := &r.quotes[n]
		if q.closed || q.goes || q.nested {
			continue
		}
		w := r.tokens(q.span)
		for i := w.First + 3; i < w.End; i++ {
			if end := min(r.sent(i).End, w.End); r.punct(i, ",") && r.tag(i+1, end) {
				at := r.doc.Tokens[i].Span.Start
				q.inner.End, q.span.End = at, at
				q.closed, q.mended = q.dashed, !q.dashed
				break
			}
		}
	}
	r.quotes = slices.DeleteFunc(r.quotes, func(q quote) bool { return q.dashed && !q.closed })
}

// tag reports whether the tokens are nothing but "he said", "said the minister on Friday": short, with a cue verb, up to the
// end of the sentence.
func (r *reader) tag(first, end int) bool {
	if end-first > 12 {
		return false
	}
	for i := first; i < min(end, first+6); i++ {
		if e := r.entry(i); e != nil && r.upos(i) == parse.VERB && e.Takes("sq") {
			return r.doc.Child(i, "nsubj") != parse.NoHead || r.upos(first) == parse.PRON || r.upos(first) == parse.PROPN
		}
	}
	return false
}

// attachQuotes gives each quotation to the cue that reports it.
func (r *reader) attachQuotes() {
	owner := make([]*candidate, len(r.quotes))
	for n := range r.quotes {
		if r.quotes[n].nested || !r.quotes[n].label.Empty() {
			continue
		}
		owner[n] = r.ownerOf(n, owner)
		if c := owner[n]; c != nil && c.who == parse.NoHead && c.head > r.tokens(r.quotes[n].span).First {
			r.quoteTag(n) // the speaker stands beside the verb, whatever the parse says
		}
		if owner[n] == nil {
			if owner[n] = r.quoteTag(n); owner[n] == nil && (r.long(n) || r.quotes[n].goesOn || r.whole(n)) {
				owner[n] = r.continued(n, owner)
			}
		}
		if c := owner[n]; c != nil {
			c.quoted = append(c.quoted, n)
			c.sure = c.sure || r.quotes[n].mended && c.cue.First <= r.tokens(r.quotes[n].span).End+maxChunk
		}
	}
	for n := len(owner) - 2; n >= 0; n-- { // the cue stands in a later paragraph of the same quotation
		if owner[n] != nil || !r.quotes[n].goes {
			continue
		}
		for k := n + 1; k < len(owner); k++ {
			if r.quotes[k].goesOn && !r.quotes[k].nested {
				owner[n] = owner[k]
				break
			}
		}
		if c := owner[n]; c != nil {
			c.quoted = append(c.quoted, n)
		}
	}
	for n, c := range owner {
		if c != nil {
			r.extend(c, r.quotes[n].span)
		}
	}
}

// extend joins a quotation with the content.
func (r *reader) extend(c *candidate, q tocsin.Span) {
	for i := range c.content {
		if p := c.content[i]; p.Overlaps(q) {
			c.content[i] = p.Cover(q)
			return
		}
	}
	c.content = append(c.content, q)
}

// ownerOf chooses the candidate that a quotation belongs to: the one in whose content it lies, the cue right behind or
// before it, or the speaker of the quotation that it continues.
func (r *reader) ownerOf(n int, owner []*candidate) *candidate {
	q := r.quotes[n]
	w := r.tokens(q.span)
	if w.First >= w.End {
		return nil
	}
	first, last := r.doc.Tokens[w.First].Sent, r.doc.Tokens[w.End-1].Sent
	var best *candidate
	bestCost := 1 << 30
	for _, c := range r.found {
		if c.sentence < first-1 || c.sentence > last+1 || c.cue.First >= w.First && c.cue.First < w.End {
			continue
		}
		cost := r.distance(c, w, q.inner)
		if cost < bestCost {
			best, bestCost = c, cost
		}
	}
	return best
}

// quoteTag finds the words behind a quotation that say whose it is, where the parse doesn't: a noun phrase and a verb of
// saying in either order. "“Is it over?” the harbour master asked."
func (r *reader) quoteTag(n int) *candidate {
	w := r.tokens(r.quotes[n].span)
	i := w.End
	if !r.long(n) && !r.punct(w.End-2, ",?!") || i >= len(r.doc.Tokens) || r.para[r.doc.Tokens[i].Sent] != r.para[r.doc.Tokens[w.First].Sent] {
		return nil
	}
	if r.punct(i, ",") {
		if i++; i == len(r.doc.Tokens) {
			return nil
		}
	}
	end := r.sent(i).End
	if v := i; v < end && r.sayVerb(v) {
		if np := r.chunk(v+1, end); np.First < np.End {
			return r.tagCandidate(n, v, np)
		}
	}
	if np := r.chunk(i, end); np.First < np.End {
		for v := np.End; v < min(end, np.End+3); v++ {
			if r.sayVerb(v) {
				return r.tagCandidate(n, v, np)
			}
			if r.upos(v) != parse.ADV && r.upos(v) != parse.AUX {
				break
			}
		}
	}
	return nil
}

func (r *reader) sayVerb(i int) bool {
	e := r.entry(i)
	return e != nil && r.upos(i) == parse.VERB && e.Takes("sq") && r.within[i] < 0
}

// maxChunk bounds the words of a source that is found without the parse.
const maxChunk = 14

// chunk is the noun phrase that begins at a token: names, nouns and what goes before them, with an apposition between commas.
func (r *reader) chunk(i, end int) parse.Range {
	np := parse.Range{First: i, End: i}
	for k := i; k < min(end, i+maxChunk); k++ {
		switch r.upos(k) {
		case parse.NOUN, parse.PROPN, parse.PRON:
			np.End = k + 1
			if r.upos(k) == parse.PRON && k == i {
				return np
			}
		case parse.DET, parse.ADJ, parse.NUM, parse.PART, parse.ADP:
		case parse.PUNCT:
			if !r.punct(k, ".-()") {
				return np
			}
		default:
			return np
		}
	}
	return np
}

// tagCandidate makes or corrects the candidate of a speech tag.
func (r *reader) tagCandidate(n, v int, np parse.Range) *candidate {
	var c *candidate
	for _, k := range r.found {
		if k.head == v {
			c = k
			break
		}
	}
	if c == nil {
		if r.taken[v] {
			return nil
		}
		c = &candidate{head: v, entry: r.entry(v), cue: parse.Range{First: v, End: v + 1}, core: parse.NoHead}
		c.why("cue " + r.lemma(v) + " (" + c.entry.Where + ")")
		r.add(c)
	}
	c.passive, c.content, c.core = false, nil, parse.NoHead
	c.cue = parse.Range{First: min(c.head, c.cue.First), End: v + 1}
	if np.First < v {
		c.cue.First = np.End
	}
	c.source, c.who, c.score = np, r.top(np.First, np.End), 0.95
	c.why("source: beside the quotation")
	return c
}

// distance is how far a quotation lies from a candidate; out of reach is a very large number.
func (r *reader) distance(c *candidate, w parse.Range, q tocsin.Span) int {
	const out = 1 << 30
	for _, p := range c.content {
		if p.Overlaps(q) {
			if r.doc.Tokens[w.First].Sent > c.sentence {
				return out
			}
			return 0
		}
	}
	if !c.entry.Takes("sq") || c.passive && c.who == parse.NoHead {
		return out
	}
	hole := r.aside(c)
	switch {
	case hole.First >= w.End && r.para[c.sentence] == r.para[r.doc.Tokens[w.End-1].Sent]: // "…," she said
		if gap := hole.First - w.End; gap <= 3 {
			return 1 + gap
		}
	case hole.End <= w.First && c.sentence == r.doc.Tokens[w.First].Sent: // she said, "…"
		gap := w.First - hole.End
		if gap <= 2 || gap <= 25 && (r.punct(w.First-1, ":,")) {
			return 2 + gap
		}
	}
	return out
}

// continued returns the candidate whose quotation this one continues: in the same paragraph behind it, or in the next
// paragraph when its mark was left open, or when the paragraph is nothing but the quotation.
func (r *reader) continued(n int, owner []*candidate) *candidate {
	q := r.quotes[n]
	w := r.tokens(q.span)
	sent := r.doc.Tokens[w.First].Sent
	for k := n - 1; k >= 0; k-- {
		if r.quotes[k].nested {
			continue
		}
		if owner[k] == nil {
			return nil
		}
		e := r.tokens(r.quotes[k].span)
		between := r.doc.Tokens[max(e.End-1, 0)].Sent
		switch {
		case q.goesOn:
			return owner[k]
		case r.para[sent] == r.para[between] && r.startsSentence(w.First):
			return owner[k]
		case r.para[sent] == r.para[between]+1 && r.onlyQuotes(n) && r.para[owner[k].sentence] == r.para[between]:
			return owner[k] // the paragraph is nothing but the quotation
		}
		return nil
	}
	return nil
}

// onlyQuotes reports whether nothing but quotations stands in the paragraph of a quotation.
func (r *reader) onlyQuotes(n int) bool {
	text, s := r.doc.Text, r.quotes[n].span
	first, end := strings.LastIndexByte(text[:s.Start], '\n')+1, len(text)
	if i := strings.IndexByte(text[s.End:], '\n'); i >= 0 {
		end = s.End + i
	}
	for w := r.tokens(tocsin.Span{Start: first, End: end}); w.First < w.End; w.First++ {
		if r.within[w.First] < 0 && r.upos(w.First) != parse.PUNCT {
			return false
		}
	}
	return true
}

// startsSentence reports whether the token begins a sentence: only marks stand before it, or the stop of another one.
func (r *reader) startsSentence(i int) bool {
	for k := i - 1; k >= 0; k-- {
		if r.punct(k, ".?!") || r.upos(k) != parse.PUNCT {
			return r.upos(k) == parse.PUNCT || r.doc.Tokens[k].Sent != r.doc.Tokens[i].Sent
		}
	}
	return true
}
