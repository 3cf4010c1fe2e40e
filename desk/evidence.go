package desk

import (
	"cmp"
	"slices"
	"strings"

	"github.com/tocsin-desk/tocsin"
)

// A part is one of the six parts of a reading that have a colour, or the content, which has a paper.
// Its value is the class in the style sheet and the word in the key.
type part string

// The parts, in the order in which they are drawn: the last one is innermost.
const (
	partContent part = "content"
	partSpeaker part = "speaker"
	partCue     part = "cue"
	partAct     part = "act"
	partTarget  part = "target"
	partPlace   part = "place"
	partTime    part = "time"
)

var parts = [...]part{partContent, partSpeaker, partCue, partAct, partTarget, partPlace, partTime}

// A mark says that some words are a part of a statement or an event.
type mark struct {
	span tocsin.Span
	part part
	of   string // id of the statement or event
	weak bool   // of a statement below fair: drawn only where it is chosen
}

// maxMarks bounds a page: an article of 1 MB that is all statements stays below it.
const maxMarks = 20000

// A piece is a stretch of text over which no mark begins or ends.
type piece struct {
	Text  string
	Marks []pieceMark // one a part, outermost first
	Here  bool        // the first words of the chosen statement or event
}

// A pieceMark is a part that covers a piece.
type pieceMark struct {
	Part part
	Of   string // ids, separated by spaces
	On   bool   // belongs to the chosen statement or event
	Weak bool   // belongs to weak statements only
}

// A paragraph is a line of the text. Gap holds the line breaks after it, so that text and gaps
// together are the article's text to the byte.
type paragraph struct {
	Pieces []piece
	Gap    string
}

// paragraphs cuts a text at its line breaks and at every border of a mark. Marks may nest and
// overlap; those that don't lie on characters of the text are left out.
func paragraphs(text string, marks []mark, chosen string) []paragraph {
	marks = usable(text, marks)
	cuts := borders(text, marks)
	var out []paragraph
	var open []mark
	next, here := 0, chosen != ""
	current := paragraph{}
	for i := 0; i+1 < len(cuts); i++ {
		span := tocsin.Span{Start: cuts[i], End: cuts[i+1]}
		words := span.Of(text)
		open = slices.DeleteFunc(open, func(m mark) bool { return m.span.End <= span.Start })
		for ; next < len(marks) && marks[next].span.Start <= span.Start; next++ {
			open = append(open, marks[next])
		}
		if strings.Trim(words, "\n") == "" {
			current.Gap = words
			out = append(out, current)
			current = paragraph{}
			continue
		}
		p := newPiece(words, open, chosen)
		if p.Here = here && slices.ContainsFunc(p.Marks, func(m pieceMark) bool { return m.On }); p.Here {
			here = false
		}
		current.Pieces = append(current.Pieces, p)
	}
	if len(current.Pieces) > 0 {
		out = append(out, current)
	}
	return out
}

// usable returns the marks that lie on the text, by their start.
func usable(text string, marks []mark) []mark {
	var out []mark
	for _, m := range marks[:min(len(marks), maxMarks)] {
		if m.span.Validate(text) == nil {
			out = append(out, m)
		}
	}
	slices.SortStableFunc(out, func(a, b mark) int { return cmp.Compare(a.span.Start, b.span.Start) })
	return out
}

// borders returns every offset at which something begins or ends, ascending, with both ends of the text.
func borders(text string, marks []mark) []int {
	cuts := []int{0, len(text)}
	for _, m := range marks {
		cuts = append(cuts, m.span.Start, m.span.End)
	}
	for i := 0; i < len(text); i++ {
		if text[i] != '\n' {
			continue
		}
		start := i
		for i < len(text) && text[i] == '\n' {
			i++
		}
		cuts = append(cuts, start, i)
	}
	slices.Sort(cuts)
	return slices.Compact(cuts)
}

func newPiece(words string, open []mark, chosen string) piece {
	p := piece{Text: words}
	for _, part := range parts {
		var of []string
		found, on, weak := false, false, true
		for _, m := range open {
			if m.part != part {
				continue
			}
			if !slices.Contains(of, m.of) && m.of != "" {
				of = append(of, m.of)
			}
			found, on, weak = true, on || m.of == chosen && chosen != "", weak && m.weak
		}
		if found {
			p.Marks = append(p.Marks, pieceMark{part, strings.Join(of, " "), on, weak})
		}
	}
	return p
}

// marksOf collects the marks of a whole reading.
func marksOf(r *tocsin.Reading) []mark {
	var out []mark
	for i := range r.Statements {
		out = append(out, statementMarks(r, &r.Statements[i])...)
	}
	for i := range r.Events {
		out = append(out, eventMarks(r, &r.Events[i])...)
	}
	for i := range r.Places {
		out = append(out, mark{span: r.Places[i].Span, part: partPlace})
	}
	for i := range r.Times {
		out = append(out, mark{span: r.Times[i].Span, part: partTime})
	}
	return out
}

func statementMarks(r *tocsin.Reading, s *tocsin.Statement) []mark {
	out := spanMarks(nil, s.ID, partSpeaker, s.Source)
	out = spanMarks(out, s.ID, partCue, s.Cue)
	out = spanMarks(out, s.ID, partContent, s.Content)
	out = spanMarks(out, s.ID, partTime, s.Deadline)
	for _, h := range s.Chain {
		if h.Span != nil {
			out = append(out, mark{span: *h.Span, part: partSpeaker, of: s.ID})
		}
	}
	for _, id := range s.Addressee {
		out = spanMarks(out, s.ID, partTarget, mentionsIn(r, id, s.Sentence))
	}
	for i := range out {
		out[i].weak = s.Confidence < fair
	}
	return out
}

func eventMarks(r *tocsin.Reading, e *tocsin.Event) []mark {
	out := spanMarks(nil, e.ID, partAct, e.Trigger)
	out = spanMarks(out, e.ID, partSpeaker, partySpans(e.Actors))
	out = spanMarks(out, e.ID, partTarget, partySpans(e.Recipients))
	if e.Place != nil {
		out = append(out, mark{span: e.Place.Span, part: partPlace, of: e.ID})
	}
	for _, t := range r.Times {
		if in, ok := sentence(r, e.Sentence); ok && in.Overlaps(t.Span) {
			out = append(out, mark{span: t.Span, part: partTime, of: e.ID})
		}
	}
	return out
}

func spanMarks(out []mark, of string, p part, spans []tocsin.Span) []mark {
	for _, s := range spans {
		out = append(out, mark{span: s, part: p, of: of})
	}
	return out
}

// mentionsIn returns where an entity is mentioned in one sentence.
func mentionsIn(r *tocsin.Reading, id tocsin.EntityID, n int) []tocsin.Span {
	in, ok := sentence(r, n)
	e := r.Entity(id)
	if !ok || e == nil {
		return nil
	}
	var out []tocsin.Span
	for _, m := range e.Mentions {
		if in.Contains(m.Span) {
			out = append(out, m.Span)
		}
	}
	return out
}

func sentence(r *tocsin.Reading, n int) (tocsin.Span, bool) {
	if n < 0 || n >= len(r.Sentences) {
		return tocsin.Span{}, false
	}
	return r.Sentences[n], true
}
