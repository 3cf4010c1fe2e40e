package saying

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tocsin-desk/tocsin"
	"github.com/tocsin-desk/tocsin/gazetteer"
)

// least is the token F1 from which two contents are the same one, as in the shared scorer's "half".
const least = 0.5

// tokens are the beginnings of the words and marks of a text, in bytes.
func tokens(text string) []int {
	var out []int
	word := false
	for i, r := range text {
		letter := unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r) || r == '_'
		if letter && !word || !letter && !unicode.IsSpace(r) {
			out = append(out, i)
		}
		word = letter
	}
	return out
}

// f1 is the token F1 of two lists of spans.
func f1(tokens []int, a, b []tocsin.Span) float64 {
	in := func(spans []tocsin.Span, at int) bool {
		return slices.ContainsFunc(spans, func(s tocsin.Span) bool { return s.Start <= at && at < s.End })
	}
	var inA, inB, both int
	for _, at := range tokens {
		x, y := in(a, at), in(b, at)
		if x {
			inA++
		}
		if y {
			inB++
		}
		if x && y {
			both++
		}
	}
	if both == 0 {
		return 0
	}
	return 2 * float64(both) / float64(inA+inB)
}

func overlap(a, b []tocsin.Span) bool {
	return slices.ContainsFunc(a, func(s tocsin.Span) bool { return slices.ContainsFunc(b, s.Overlaps) })
}

// agree reports whether both lack a role or their words overlap.
func agree(a, b []tocsin.Span) bool { return len(a) == 0 && len(b) == 0 || overlap(a, b) }

// pair gives for each statement of a the index of its partner in b, or -1: contents with a token F1 of a half and more, one to one, the
// best first. Where contents are alike, as in "A says that B says", cues and then sources that overlap decide.
func pair(text string, a, b []Statement) []int {
	type candidate struct {
		i, j  int
		score float64
	}
	var all []candidate
	at := tokens(text)
	for i := range a {
		for j := range b {
			score := f1(at, a[i].Content, b[j].Content)
			if score < least {
				continue
			}
			if agree(a[i].Cue, b[j].Cue) {
				score++
			}
			if agree(a[i].Source, b[j].Source) {
				score += 0.5
			}
			all = append(all, candidate{i, j, score})
		}
	}
	slices.SortStableFunc(all, func(x, y candidate) int {
		switch {
		case x.score > y.score:
			return -1
		case x.score < y.score:
			return 1
		}
		return 0
	})
	out, taken := slices.Repeat([]int{-1}, len(a)), make([]bool, len(b))
	for _, c := range all {
		if out[c.i] < 0 && !taken[c.j] {
			out[c.i], taken[c.j] = c.j, true
		}
	}
	return out
}

// key folds a name for comparing: no case, marks, apostrophes or determiner.
func key(name string) string {
	out := gazetteer.Key(name)
	for _, d := range []string{"the ", "a ", "an ", "its ", "his ", "her ", "their ", "our "} {
		if rest, ok := strings.CutPrefix(out, d); ok {
			return rest
		}
	}
	return out
}

// sameName reports whether one of the wanted names is one of the others. Of a description, which begins with a small letter, the
// beginning is enough: "border official" is the "border official on duty at Ležno".
func sameName(want, have []string) bool {
	return slices.ContainsFunc(want, func(w string) bool {
		k := key(w)
		first, _ := utf8.DecodeRuneInString(w)
		return k != "" && slices.ContainsFunc(have, func(h string) bool {
			return key(h) == k || unicode.IsLower(first) && key(h) != "" && strings.HasPrefix(k, key(h)+" ")
		})
	})
}
