package attribute

import (
	"fmt"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/lexicon"
	"github.com/tocsin-desk/tocsin/parse"
)

// statements turns the candidates into statements, from the outside in: a statement inside another one needs the speaker
// and the chain of that one.
func (r *reader) statements() []tocsin.Statement {
	for i, c := range r.found {
		c.id = fmt.Sprintf("s%d", i+1)
	}
	r.resolveSpeakers()
	r.absorb()
	r.inherit()
	out := make([]tocsin.Statement, 0, len(r.found))
	for _, c := range r.found {
		if c.frame {
			continue
		}
		c.kind = r.kind(c)
		s := tocsin.Statement{ID: c.id, Content: c.content, Sentence: c.sentence, Confidence: r.confidence(c), Form: r.formOf(c)}
		s.Cue = []tocsin.Span{r.doc.Span(c.cue)}
		if c.source.End > c.source.First {
			s.Source = []tocsin.Span{r.doc.Span(c.source)}
		}
		for p := c.parent; p != nil; p = p.parent {
			if !p.frame {
				s.Parent = p.id
				break
			}
		}
		s.Kind = c.kind
		r.speakerFields(c, &s)
		s.Chain = r.chain(c)
		r.details(c, &s)
		s.Trace = c.trace
		out = append(out, s)
	}
	return out
}

// confidence is the share of candidates of the same construction that an annotator marked too, measured on PolNeAR's
// training part; less without a source, and less for a relative pronoun, a "they" or a "we", where readers disagree.
func (r *reader) confidence(c *candidate) float64 {
	v := c.score
	if c.learned {
		return v
	}
	switch {
	case c.who == parse.NoHead:
		v -= 0.15
	case r.upos(c.who) == parse.PRON && r.form(c.who) != "he" && r.form(c.who) != "she":
		v -= 0.2
	}
	if len(c.quoted) > 0 {
		v += 0.05
	}
	return max(0.05, min(v, 0.97))
}

// formOf says how much of a content stands in quotation marks: all of it, some, nothing. A few quoted words in a
// paraphrase make it mixed.
func (r *reader) formOf(c *candidate) tocsin.Form {
	inside, outside := 0, 0
	for _, p := range c.content {
		for w := r.tokens(p); w.First < w.End; w.First++ {
			switch q := r.within[w.First]; {
			case r.upos(w.First) == parse.PUNCT:
			case q >= 0 && q != r.within[c.head]:
				inside++
			default:
				outside++
			}
		}
	}
	switch {
	case inside == 0:
		return tocsin.Indirect
	case outside == 0:
		return tocsin.Direct
	}
	return tocsin.Mixed
}

// absorb leaves out what a speaker says of himself inside his own statement: "I think" in a quotation, "she said she hoped".
// It isn't another statement; where it opens the content, its class decides the kind of the statement around it.
func (r *reader) absorb() {
	keep := r.found[:0]
	for _, c := range r.found {
		p := c.parent
		if p == nil || c.speaker == nobody || c.speaker != p.speaker || !reports(p.entry.Class) || c.entry.Class == lexicon.CueSeem {
			keep = append(keep, c)
			continue
		}
		if r.opens(c, p) && p.inner == nil {
			p.inner = c
			p.why("speaks of himself: " + r.lemma(c.head))
		}
		for _, k := range r.found { // what stood inside it stands in the outer one now
			if k.parent == c {
				k.parent = p
			}
		}
	}
	r.found = keep
}

// opens reports whether a cue is the predicate with which a content begins.
func (r *reader) opens(c, p *candidate) bool {
	if len(p.content) == 0 {
		return false
	}
	first := r.tokens(p.content[0]).First
	return c.head == p.core || c.cue.First-first <= 4
}
