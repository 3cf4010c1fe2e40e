package petrarch

import (
	"slices"
	"strings"
)

// An EventCode is the code of a verb or pattern: what the source does to the target, and what the target does to the source.
// None stands for no event.
type EventCode struct{ Active, Passive string }

// None reports whether the code stands for no event.
func (c EventCode) None() bool { return c == EventCode{} }

// String returns the code as a dictionary writes it.
func (c EventCode) String() string {
	switch {
	case c.None():
		return "---"
	case c.Passive == "":
		return c.Active
	}
	return c.Active + ":" + c.Passive
}

// eventCodeOf reads "040", "042:043", ":110", "---".
func eventCodeOf(s string) EventCode {
	active, passive, _ := strings.Cut(strings.ToUpper(s), ":")
	none := func(s string) string {
		if s = strings.TrimSpace(s); s == "---" || s == "-" {
			return ""
		}
		return s
	}
	return EventCode{none(active), none(passive)}
}

// A Block is verbs that share patterns.
type Block struct {
	Name     string
	Code     EventCode
	Patterns []*Pattern // those that ask for most first
	Line
}

// A Verb is one form of a verb; the words of a multi-word verb that aren't the verb itself stand before or after it.
type Verb struct {
	Form          string
	Before, After []string
	Code          EventCode
	Block         *Block
	Line
}

// String returns the verb with all its words.
func (v *Verb) String() string {
	return strings.Join(slices.Concat(v.Before, []string{v.Form}, v.After), " ")
}

// A verbReader reads one file of verbs.
type verbReader struct {
	*builder
	sets  map[string]*Set
	block *Block
	inSet bool // the lines are members of a set
}

// readVerbs reads synonym sets, blocks of verbs with their patterns, and transformations.
func (b *builder) readVerbs(lines []line) {
	r := &verbReader{builder: b, sets: map[string]*Set{}}
	r.readSets(lines)
	begun := len(b.blocks)
	for _, l := range lines {
		switch {
		case strings.HasPrefix(l.text, "---"):
			r.block, r.inSet = r.header(l), false
			b.blocks = append(b.blocks, r.block)
		case strings.HasPrefix(l.text, "&"):
			r.inSet = true
		case l.text[0] == '+' && r.inSet && !strings.Contains(l.text, "["):
			// a member of a set: read before
		case strings.HasPrefix(l.text, "~"):
			r.inSet = false
			r.rule(l)
		case l.text[0] == '-':
			r.inSet = false
			r.pattern(l)
		case l.text[0] == '*':
			r.inSet = false
			r.warn(l.Line, "a pattern without its dash; read all the same")
			r.pattern(l)
		default:
			r.inSet = false
			r.verb(l)
		}
	}
	for _, bl := range b.blocks[begun:] {
		bl.Patterns = inOrder(bl.Patterns)
	}
}

// header reads "--- NAME [CODE] ---".
func (r *verbReader) header(l line) *Block {
	before, inside, closed := brackets(l.text)
	b := &Block{Name: strings.Trim(before, "- \t_"), Line: l.Line}
	switch {
	case !closed:
		r.warn(l.Line, "the code's bracket isn't closed; its verbs have no code of their own")
	case len(inside) > 1:
		r.warn(l.Line, "more than one code; [%s] counts", inside[0])
		fallthrough
	case len(inside) == 1:
		b.Code = eventCodeOf(inside[0])
	}
	return b
}

// verb reads "VERB {FORMS} [CODE]"; the verb of several words is marked with a plus: "FAST_+TRACK".
func (r *verbReader) verb(l line) {
	if r.block == nil {
		r.warn(l.Line, "a verb before the first block; left out")
		return
	}
	text, inside, closed := brackets(l.text)
	if !closed {
		r.warn(l.Line, "a bracket isn't closed; left out")
		return
	}
	code := r.block.Code
	if len(inside) > 0 {
		code = eventCodeOf(inside[0])
	}
	stem, forms, irregular := strings.Cut(text, "{")
	stem = strings.ToUpper(strings.Join(strings.Fields(stem), "_"))
	if strings.Trim(stem, "_+") == "" || strings.Count(stem, "+") > 1 {
		r.warn(l.Line, "a verb without a word, or with more than one plus; left out")
		return
	}
	all := []string{stem}
	if irregular {
		all = append(all, strings.Fields(strings.ToUpper(strings.TrimSuffix(strings.TrimSpace(forms), "}")))...)
	} else {
		all = append(all, regular(stem)...)
	}
	if len(all) > maxForms {
		r.warn(l.Line, "%d forms; left out", len(all))
		return
	}
	for _, f := range all {
		r.form(f, code, l.Line)
	}
}

// form enters one form of a verb; without a plus the first word of several is the verb.
func (r *verbReader) form(s string, code EventCode, at Line) {
	before, rest, marked := strings.Cut(s, "+")
	if !marked {
		before, rest = "", s
	}
	words := strings.FieldsFunc(rest, joined)
	if len(words) == 0 {
		r.warn(at, "form %q has no verb; left out", s)
		return
	}
	v := &Verb{Form: words[0], Before: strings.FieldsFunc(before, joined), After: words[1:], Code: code, Block: r.block, Line: at}
	if strings.Contains(strings.Trim(words[0], "_"), "+") {
		r.warn(at, "form %q has more than one plus; left out", s)
		return
	}
	r.dict.Verbs[v.Form] = append(r.dict.Verbs[v.Form], v)
}

// regular returns the regular forms of a verb, of several words too: S X Z CH SH to ES, Y behind a consonant to IES and IED, else S; E to
// D, else ED; ING.
func regular(stem string) []string {
	before, rest, marked := strings.Cut(stem, "+")
	if marked {
		before += "+"
	} else {
		before, rest = "", stem
	}
	verb, after, more := strings.Cut(rest, "_")
	if more {
		after = "_" + after
	}
	if verb == "" {
		return nil
	}
	s, d, ing := verb+"S", verb+"ED", verb+"ING"
	stem, last := verb[:len(verb)-1], verb[len(verb)-1]
	consonant := stem != "" && !strings.ContainsRune("AEIOU", rune(stem[len(stem)-1]))
	switch {
	case last == 'S', last == 'X', last == 'Z', strings.HasSuffix(verb, "CH"), strings.HasSuffix(verb, "SH"):
		s = verb + "ES"
	case last == 'Y' && consonant:
		s, d = stem+"IES", stem+"IED"
	case last == 'E':
		d = verb + "D"
		if consonant {
			ing = stem + "ING"
		}
	}
	return []string{before + s + after, before + d + after, before + ing + after}
}
