package petrarch

import "strings"

// A Set is words and phrases that a pattern takes for the same.
type Set struct {
	Name    string   // with its ampersand
	Members []Phrase // those with the most words first; their words follow each other directly
}

// setName returns the name of a set, without the "_" that says that its members have no plural.
func setName(s string) string {
	if f := strings.Fields(s); len(f) > 0 {
		return strings.ToUpper(strings.TrimRight(f[0], "_"))
	}
	return ""
}

// readSets reads all sets of a file first: patterns before and after may use them, and sets hold sets.
func (r *verbReader) readSets(lines []line) {
	raw := map[string][]string{}
	var order []string
	where := map[string]Line{}
	current, plurals := "", true
	for _, l := range lines {
		switch {
		case l.text[0] == '&':
			current = setName(l.text)
			plurals = !strings.HasSuffix(strings.Fields(l.text)[0], "_")
			if _, known := raw[current]; !known {
				order, where[current] = append(order, current), l.Line
				raw[current] = nil
			}
		case l.text[0] == '+' && current != "" && !strings.Contains(l.text, "["):
			raw[current] = append(raw[current], memberForms(l.text[1:], plurals)...)
		default:
			current = ""
		}
	}
	for _, name := range order {
		s := &Set{Name: name}
		seen := map[string]bool{}
		if !members(name, raw, seen, &s.Members, 0) {
			r.warn(where[name], "set %s holds a set that isn't defined, or too many members; these are left out", name)
		}
		if len(s.Members) == 0 {
			r.warn(where[name], "set %s has no member", name)
			continue
		}
		sortPhrases(s.Members)
		r.sets[name] = s
	}
}

// memberForms returns a member of a set, with its plural where it has one. "(TO THE END)" is a phrase like any other.
func memberForms(s string, plurals bool) []string {
	s = strings.ToUpper(strings.TrimSpace(strings.NewReplacer("(", " ", ")", " ", "{", " ", "}", " ").Replace(s)))
	base := strings.TrimRight(s, "_")
	if base == "" {
		return nil
	}
	if !plurals || base != s || base[0] == '&' {
		return []string{base}
	}
	return []string{base, pluralOf(base)}
}

// maxMembers bounds a set.
const maxMembers = 10_000

// members adds the members of a set and of the sets in it.
func members(name string, raw map[string][]string, seen map[string]bool, out *[]Phrase, depth int) bool {
	if depth > maxDepth || seen[name] {
		return true // a set that holds itself adds nothing
	}
	seen[name] = true
	ok := true
	for _, m := range raw[name] {
		if m[0] == '&' {
			inner := setName(m)
			if _, known := raw[inner]; !known {
				ok = false
				continue
			}
			ok = members(inner, raw, seen, out, depth+1) && ok
			continue
		}
		if len(*out) >= maxMembers {
			return false
		}
		if p := phraseOf(m).near(); len(p) > 0 {
			*out = append(*out, p)
		}
	}
	return ok
}
