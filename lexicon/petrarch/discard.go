package petrarch

import "strings"

// A Discard is a phrase whose sentence, or whole story, isn't coded.
type Discard struct {
	Phrase Phrase
	Story  bool
	Line
}

// readDiscards reads a phrase a line; "+" before it drops the story. Without a "_" at its end the last word is a stem.
func (b *builder) readDiscards(lines []line) {
	for _, l := range lines {
		text, story := strings.CutPrefix(l.text, "+")
		p := phraseOf(text).near()
		if len(p) == 0 {
			b.warn(l.Line, "a discard without a word; left out")
			continue
		}
		p[len(p)-1].Stem = !strings.HasSuffix(text, "_")
		b.dict.Discards.add(p, &Discard{p, story, l.Line})
	}
}

// An Issue is a phrase that says what a sentence is about.
type Issue struct {
	Phrase Phrase
	Code   string // "" for a phrase that keeps issues away
	Story  bool   // of such a phrase: from the whole story, not only from the sentence
	Line
}

// readIssues reads "text [CODE]" with n:noun, v:verb and a+b, and "~phrase", "~~phrase".
func (b *builder) readIssues(lines []line) {
	for _, l := range lines {
		if strings.HasPrefix(l.text, "<") { // <ISSUE CATEGORY="…">: the phrases carry their codes themselves
			continue
		}
		var is Issue
		is.Line = l.Line
		text, inside, closed := brackets(l.text)
		switch {
		case strings.HasPrefix(text, "~~"):
			is.Story = true
			fallthrough
		case strings.HasPrefix(text, "~"):
			text = strings.TrimLeft(text, "~")
		case !closed || len(inside) == 0 || inside[0] == "":
			b.warn(l.Line, "an issue without a code in brackets; left out")
			continue
		default:
			is.Code = strings.ToUpper(inside[0])
		}
		forms := issueForms(strings.Fields(strings.ToUpper(text)))
		if len(forms) == 0 || len(forms) > maxForms {
			b.warn(l.Line, "no word, or too many forms; left out")
			continue
		}
		for _, f := range forms {
			if p := phraseOf(f).near(); len(p) > 0 {
				form := is
				form.Phrase = p
				b.dict.Issues.add(p, &form)
			}
		}
	}
}

// issueForms returns all phrases that a line of words stands for.
func issueForms(words []string) []string {
	if len(words) == 0 {
		return nil
	}
	forms := []string{""}
	for _, w := range words {
		var next []string
		for _, v := range wordForms(w) {
			for _, f := range forms {
				next = append(next, strings.TrimSpace(f+" "+v))
			}
		}
		if forms = next; len(forms) > maxForms {
			return forms
		}
	}
	return forms
}

// wordForms returns the forms of n:noun and v:verb. "a+b" is a blank or a hyphen, and phraseOf takes both for the same.
func wordForms(w string) []string {
	before, word, found := "", w, false
	mark := byte(0)
	for _, m := range []string{"N:", "V:"} {
		if i := strings.Index(w, m); i >= 0 && (i == 0 || w[i-1] == '+') {
			before, word, found, mark = w[:i], w[i+2:], true, m[0]
			break
		}
	}
	before = strings.ReplaceAll(before, "+", "_")
	word = strings.ReplaceAll(word, "+", "_")
	switch {
	case !found || word == "":
		return []string{before + word}
	case mark == 'N' && strings.HasSuffix(word, "Y"):
		return []string{before + word, before + word[:len(word)-1] + "IES"}
	case mark == 'N':
		return []string{before + word, before + word + "S"}
	}
	if e, ok := strings.CutSuffix(word, "E"); ok {
		return []string{before + word, before + word + "S", before + word + "D", before + e + "ING"}
	}
	return []string{before + word, before + word + "S", before + word + "ED", before + word + "ING"}
}
