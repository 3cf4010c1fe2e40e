package attribute

import (
	"strings"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/parse"
)

// maxLabel bounds the words before a colon that may be a speaker's label, and those of a signature.
const maxLabel = 8

// colon makes a candidate of a label: before a quotation, in a headline that opens the text ("Harbour chief: port will
// open"), or before speech in a transcript ("ORLU: We will open the port.").
func (r *reader) colon(i int) *candidate {
	s := r.sent(i)
	begin := r.afterDateline(s) // "14:41 - Mira Holt: …"
	if i <= begin || i+1 >= s.End || r.within[i] >= 0 || i-begin > maxLabel {
		return nil
	}
	for k := begin; k < i; k++ {
		if r.upos(k) == parse.VERB || r.upos(k) == parse.AUX || r.upos(k) == parse.NUM || r.punct(k, "()") {
			return nil
		}
	}
	quoted := r.within[i+1] >= 0 && r.quoteMark(i+1) >= 0
	headline := r.doc.Tokens[i].Sent == 0 && (len(r.doc.Sents) == 1 || r.para[1] > 0) && s.End-i > 3
	first := r.labelStart(i)
	speech := r.capitals(first, i) && r.opensParagraph(first) && r.hasFinite(i, s.End)
	if speech && asks(r.doc.Span(parse.Range{First: first, End: i}).Of(r.doc.Text)) { // who asks says nothing
		return nil
	}
	if !speech && (r.upos(i-1) != parse.PROPN && r.upos(i-1) != parse.NOUN || !quoted && !headline) {
		return nil
	}
	c := &candidate{head: i, cue: parse.Range{First: i, End: i + 1}, who: r.top(begin, i), core: parse.NoHead, score: 0.6, sure: quoted, entry: r.lex.Cue("say", "V")}
	c.source = parse.Range{First: begin, End: i}
	c.why("cue colon")
	if speech {
		c.source.First = first
		c.content, c.sure = append(c.content, r.doc.Span(parse.Range{First: i + 1, End: r.paragraphEnd(i)})), true
		c.why("content: speech of a transcript")
		return c
	}
	c.content = append(c.content, r.doc.Span(parse.Range{First: i + 1, End: s.End}))
	return c
}

// labelStart is where the label before a colon begins: at the paragraph, even where the stop of "MS. ORLU:" ended a sentence.
func (r *reader) labelStart(i int) int {
	n := r.doc.Tokens[i].Sent
	first := r.doc.Sents[n].First
	if n > 0 && r.para[n-1] == r.para[n] && i-r.doc.Sents[n-1].First <= maxLabel && r.opensParagraph(r.doc.Sents[n-1].First) {
		first = r.doc.Sents[n-1].First
	}
	return first
}

// capitals reports whether all words are in capitals, as the speakers of a transcript are.
func (r *reader) capitals(first, end int) bool {
	letters := 0
	for ; first < end; first++ {
		f := r.doc.Tokens[first].Form
		if f != strings.ToUpper(f) {
			return false
		}
		letters += len(f)
	}
	return letters > 2
}

// opensParagraph reports whether a token is the first of its paragraph.
func (r *reader) opensParagraph(i int) bool {
	n := r.doc.Tokens[i].Sent
	return i == r.doc.Sents[n].First && (n == 0 || r.para[n-1] != r.para[n])
}

// paragraphEnd is where the paragraph of a token ends.
func (r *reader) paragraphEnd(i int) int {
	n := r.doc.Tokens[i].Sent
	for n+1 < len(r.doc.Sents) && r.para[n+1] == r.para[n] {
		n++
	}
	return r.doc.Sents[n].End
}

// signature makes a candidate of the dash between a quotation and the name that signs it, at the end of a paragraph:
// "“We were never asked.” — Ada Orlu, Varna".
func (r *reader) signature(i int) *candidate {
	end := r.paragraphEnd(i)
	if i == 0 || i+1 >= end || end-i > maxLabel+1 || !r.punct(i, "—–―-") || r.within[i] >= 0 || r.within[i-1] < 0 || r.quoteMark(i-1) < 0 || r.upos(i+1) != parse.PROPN {
		return nil
	}
	for k := i + 1; k < end; k++ {
		if r.upos(k) == parse.VERB || r.upos(k) == parse.AUX || r.within[k] >= 0 {
			return nil
		}
	}
	q := r.quotes[r.within[i-1]].span
	if n := r.doc.Tokens[r.tokens(q).First].Sent; r.para[n] != r.para[r.doc.Tokens[i].Sent] {
		return nil
	}
	c := &candidate{head: i, cue: parse.Range{First: i, End: i + 1}, core: parse.NoHead, score: 0.9, entry: r.lex.Cue("say", "V"), sure: true}
	c.source = parse.Range{First: i + 1, End: end}
	for c.source.End-1 > c.source.First && r.punct(c.source.End-1, ".,") {
		c.source.End--
	}
	c.who = r.top(c.source.First, c.source.End)
	c.content = []tocsin.Span{q}
	c.why("cue signature")
	return c
}
