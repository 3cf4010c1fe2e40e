package desk

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tocsin-desk/tocsin"
)

// unnamed is the speaker of a statement whose source the text doesn't give any words.
const unnamed = "an unnamed source"

// pronouns are source words that say nothing outside their text.
var pronouns = [...]string{"he", "she", "it", "they", "we", "i", "you", "who", "which", "that", "this", "these", "those"}

// sourceName says who spoke where nobody could be resolved: the source's own words, pronouns in quotation
// marks because it is open whom they mean. Known is false where a reader learns no name.
func sourceName(words string) (name string, known bool) {
	switch {
	case words == "":
		return unnamed, false
	case slices.Contains(pronouns[:], strings.ToLower(words)):
		return "“" + words + "”", false
	}
	return words, true
}

// A said is how the desk says a kind of statement where the cue's own words don't read well.
type said struct {
	kind tocsin.Kind
	past string
}

var sayings = [...]said{
	{tocsin.Claim, "said"},
	{tocsin.Denial, "denied"},
	{tocsin.Warning, "warned"},
	{tocsin.Commitment, "promised"},
	{tocsin.Demand, "demanded"},
	{tocsin.Appeal, "appealed"},
	{tocsin.Accusation, "accused"},
	{tocsin.Assessment, "judged"},
	{tocsin.Position, "took the position"},
}

// maxCue is the longest cue, in words, that reads as a verb: "has once more strongly warned". Longer ones are clauses.
const maxCue = 6

// saying says what a speaker did, in the words of the cue: "denied", "did not say". What a statement's
// polarity negates is its content, never its cue, so it plays no part here.
func saying(s *tocsin.Statement, cue string) string {
	words := strings.Fields(strings.TrimRight(cue, " ,:;—–-"))
	if len(words) == 0 || len(words) > maxCue || preposition(words[0]) || passive(words) && !speakerFirst(s) && !negates(words) {
		return kindVerb(s.Kind)
	}
	return strings.Join(append([]string{uncapital(words[0])}, words[1:]...), " ")
}

func kindVerb(k tocsin.Kind) string {
	for _, s := range sayings {
		if s.kind == k {
			return s.past
		}
	}
	return "said"
}

// preposition reports whether a cue leads to its speaker and doesn't follow him: "according to the mayor".
func preposition(word string) bool {
	return slices.Contains([]string{"according", "per", "as", "in", "by", "for", "from", "with"}, strings.ToLower(word))
}

// passive reports whether a cue has the content for its subject: "the need was highlighted in the doctrine",
// "a truce had been announced".
func passive(words []string) bool {
	first := strings.ToLower(words[0])
	return slices.Contains([]string{"was", "were", "is", "are", "be", "been"}, first) ||
		slices.Contains([]string{"has", "have", "had"}, first) && len(words) > 1 && words[1] == "been"
}

// speakerFirst reports whether the source stands before the cue, as in "the minister is worried".
func speakerFirst(s *tocsin.Statement) bool {
	return len(s.Source) > 0 && len(s.Cue) > 0 && s.Source[0].Start < s.Cue[0].Start
}

// negates reports whether a cue says no: "was not confirmed" must never become "said".
func negates(words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool {
		w = strings.ToLower(strings.ReplaceAll(w, "’", "'"))
		return w == "not" || w == "never" || w == "no" || w == "cannot" || strings.HasSuffix(w, "n't")
	})
}

// uncapital writes a word from the head of a sentence as within one. "UN-backed" stays.
func uncapital(word string) string {
	first, size := utf8.DecodeRuneInString(word)
	if strings.ContainsFunc(word[size:], unicode.IsUpper) {
		return word
	}
	return string(unicode.ToLower(first)) + word[size:]
}
