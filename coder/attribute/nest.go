package attribute

import "github.com/tocsin-desk/tocsin"

// nest gives each candidate whose cue stands inside the content of another one that other as its parent, the tightest first.
// What is said inside a statement ends where that one ends.
func (r *reader) nest() {
	for _, c := range r.found {
		cue := r.doc.Span(c.cue)
		for _, p := range r.found {
			if p != c && holds(p.content, cue) && !holds(c.content, r.doc.Span(p.cue)) {
				c.content = intersect(c.content, p.content)
			}
		}
	}
	keep := r.found[:0]
	for _, c := range r.found {
		if len(c.content) > 0 {
			keep = append(keep, c)
		}
	}
	r.found = keep
	for _, c := range r.found {
		cue, own, size := r.doc.Span(c.cue), length(c.content), 1<<60
		for _, p := range r.found {
			n := length(p.content)
			if p == c || n < own || n == own && p.cue.First > c.cue.First || !holds(p.content, cue) { // parents are longer: no ring
				continue
			}
			if n < size {
				size, c.parent = n, p
			}
		}
	}
}

// intersect keeps of some spans what lies in others.
func intersect(in, within []tocsin.Span) []tocsin.Span {
	var out []tocsin.Span
	for _, s := range in {
		for _, w := range within {
			if p := (tocsin.Span{Start: max(s.Start, w.Start), End: min(s.End, w.End)}); !p.Empty() {
				out = append(out, p)
			}
		}
	}
	return out
}

func holds(pieces []tocsin.Span, s tocsin.Span) bool {
	for _, p := range pieces {
		if p.Contains(s) {
			return true
		}
	}
	return false
}

func length(pieces []tocsin.Span) int {
	n := 0
	for _, p := range pieces {
		n += p.Len()
	}
	return n
}
