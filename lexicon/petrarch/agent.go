package petrarch

import "strings"

// An Agent is a noun that adds a role to an actor's code.
type Agent struct {
	Phrase Phrase
	Code   string // without its tilde
	Before bool   // the role stands before the actor's code: NGO~
	Line
}

// maxForms bounds the phrases that one line makes.
const maxForms = 1000

// readAgents reads "!SET! = A, B" and "NOUN {PLURAL} [~ROLE]".
func (b *builder) readAgents(lines []line) {
	sets := map[string][]string{}
	for _, l := range lines {
		if name, list, ok := setOf(l.text); ok {
			sets[name] = list
			continue
		}
		text, inside, closed := brackets(l.text)
		if !closed || len(inside) == 0 {
			b.warn(l.Line, "an agent without a code in brackets; left out")
			continue
		}
		code := strings.ToUpper(inside[0])
		a := Agent{Code: strings.Trim(code, "~"), Before: strings.HasSuffix(code, "~"), Line: l.Line}
		if a.Code == "" || !strings.Contains(code, "~") {
			b.warn(l.Line, "the code of an agent has a tilde before or behind it, not %q; left out", inside[0])
			continue
		}
		forms, ok := agentForms(text, sets)
		if !ok {
			b.warn(l.Line, "a set that isn't defined before, or too many forms; left out")
			continue
		}
		for _, f := range forms {
			if p := phraseOf(f); len(p) > 0 {
				form := a
				form.Phrase = p
				b.dict.Agents.add(p, &form)
			}
		}
	}
}

// setOf reads "!SET! = A, B".
func setOf(s string) (name string, list []string, ok bool) {
	left, right, found := strings.Cut(s, "=")
	name = strings.TrimSpace(left)
	if !found || len(name) < 3 || name[0] != '!' || name[len(name)-1] != '!' {
		return "", nil, false
	}
	for _, w := range strings.Split(right, ",") {
		if w = strings.TrimSpace(w); w != "" {
			list = append(list, w)
		}
	}
	return strings.ToUpper(name), list, true
}

// agentForms returns the noun with its plural, or with every member of its sets; these have no plural.
func agentForms(text string, sets map[string][]string) (forms []string, ok bool) {
	noun, plural, braces := strings.Cut(text, "{")
	noun = strings.ToUpper(strings.TrimSpace(noun))
	if strings.Contains(noun, "!") {
		return expand(noun, sets)
	}
	forms = []string{noun}
	plural = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(plural), "}"))
	switch base := strings.TrimRight(noun, "_"); {
	case braces && plural == "":
	case braces:
		forms = append(forms, plural)
	case base != "":
		forms = append(forms, pluralOf(base))
	}
	return forms, true
}

// expand puts every member of every set in its place.
func expand(s string, sets map[string][]string) (out []string, ok bool) {
	out = []string{s}
	for done := false; !done; {
		done = true
		var next []string
		for _, f := range out {
			start := strings.IndexByte(f, '!')
			if start < 0 {
				next = append(next, f)
				continue
			}
			length := strings.IndexByte(f[start+1:], '!')
			if length < 0 {
				return nil, false
			}
			end := start + length + 2
			members, known := sets[f[start:end]]
			if !known {
				return nil, false
			}
			done = false
			for _, m := range members {
				next = append(next, f[:start]+strings.ToUpper(strings.ReplaceAll(m, "!", ""))+f[end:])
			}
		}
		if out = next; len(out) > maxForms {
			return nil, false
		}
	}
	return out, true
}

// pluralOf makes the regular plural as the dictionaries' programs do: Y to IES, S to SES, else S.
func pluralOf(noun string) string {
	switch noun[len(noun)-1] {
	case 'Y':
		return noun[:len(noun)-1] + "IES"
	case 'S':
		return noun + "ES"
	}
	return noun + "S"
}
